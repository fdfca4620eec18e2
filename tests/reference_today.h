/* A second, independent telling of the law from 2016-01-01: plain C, line by line after the
 * written algorithm, for cases in which every key has a value.
 * It is an oracle for tests: it deliberately shares no code, no tree and no figure with the
 * program, and it knows nothing of unknown answers. */
#ifndef DS_TESTS_REFERENCE_TODAY_H
#define DS_TESTS_REFERENCE_TODAY_H

#include "reference_values.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The covers of these years; their order is that of reference_keys. */
enum { COVER_S1, COVER_EHIC, COVER_A1, COVER_BILATERAL, COVER_PRIVATE, COVER_NONE };

/* "Not given" for the two numbers that something else then stands in for. */
#define REFERENCE_NOT_GIVEN ((int64_t)-1)

/* One person on one day.  Numbers are hundredths (months, years, persons) and cents. */
struct reference_case {
    int date; /* 20260401 */
    int urgency, place, address, minor_with, nationality, purpose, work, cover, pension_from, five_years;
    int papers, was_insured, removal_final, visitor, joining_insured, benefit, pregnant, housing;
    int64_t age, months, expired_months;
    int64_t irregular_months; /* or REFERENCE_NOT_GIVEN */
    int64_t household, housing_benefit_month;
    int64_t income_year; /* or REFERENCE_NOT_GIVEN: income_month counts */
    int64_t income_month;
};

/* A key of the contract and where its value stands in a case. */
struct reference_key {
    const char *name;
    size_t offset;             /* an int for choices, an int64_t for numbers */
    const char *const *values; /* choices: their ids, ending in null; null for numbers */
    int absent;                /* choices: what a missing key means, or -1; numbers: -1 */
};

/* The keys in the order in which unknown ones are tried out: the money comes last. */
enum {
    KEY_AT_URGENCY,
    KEY_AT_PLACE,
    KEY_AT_ADDRESS,
    KEY_AT_PREGNANT,
    KEY_AT_AGE,
    KEY_AT_MINOR_WITH,
    KEY_AT_NATIONALITY,
    KEY_AT_PURPOSE,
    KEY_AT_MONTHS,
    KEY_AT_WORK,
    KEY_AT_COVER,
    KEY_AT_PENSION_FROM,
    KEY_AT_FIVE_YEARS,
    KEY_AT_PAPERS,
    KEY_AT_EXPIRED_MONTHS,
    KEY_AT_WAS_INSURED,
    KEY_AT_REMOVAL_FINAL,
    KEY_AT_IRREGULAR_MONTHS,
    KEY_AT_VISITOR,
    KEY_AT_JOINING_INSURED,
    KEY_AT_BENEFIT,
    KEY_AT_HOUSEHOLD,
    KEY_AT_HOUSING,
    KEY_AT_HOUSING_BENEFIT_MONTH,
    KEY_AT_INCOME_YEAR,
    KEY_AT_INCOME_MONTH,
    REFERENCE_KEY_COUNT
};

extern const struct reference_key reference_keys[REFERENCE_KEY_COUNT];

/* A set of ids: bit i stands for reference_ids[i]. */
typedef uint64_t reference_set;

#define REFERENCE_ID_COUNT 54

extern const char *const reference_ids[REFERENCE_ID_COUNT];

/* The set that holds ask-help alone. */
reference_set reference_ask_help(void);

/* The row of ceilings in force, or, while that is an estimate, the row before it. */
enum reference_row { REFERENCE_IN_FORCE, REFERENCE_BEFORE };

struct reference_result {
    reference_set certain;
    reference_set possible;  /* left open by the law itself */
    bool income_tested;      /* an income test lies on the path */
    bool length_not_known;   /* the number of kept months of that day is not documented */
};

/* True from the day on which the ceilings in force are an estimate. */
bool reference_is_estimate(int date);

/* What the algorithm gives for a case with one row of ceilings. */
struct reference_result reference_walk(const struct reference_case *p, enum reference_row row);

/* True where the overseas ceilings hold. */
bool reference_overseas(const struct reference_case *p);

/* The yearly ceiling in cents for so many persons. */
int64_t reference_ceiling(int date, enum reference_row row, bool paid, bool overseas, int64_t persons);

/* The monthly form of a yearly ceiling, in cents. */
int64_t reference_month(int64_t ceiling);

/* The whole housing lump sum in cents a month, before the limit of the benefit received. */
int64_t reference_whole_lump(int date, int housing, int64_t persons);

/* True when a document that expired so many hundredths of a month ago did so from 2020-11-15 on. */
bool reference_expired_late(int date, int64_t expired_months);

#endif
