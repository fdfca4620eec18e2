/* A second, independent telling of the law from 2000-01-01 to 2015-12-31: plain C, step by step
 * after the written contract, for cases in which every key has a value.
 * It is an oracle for tests: it deliberately shares no code, no tree and no figure with the
 * program, and it knows nothing of unknown answers. */
#ifndef DS_TESTS_REFERENCE_2000_H
#define DS_TESTS_REFERENCE_2000_H

#include "reference_values.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The covers of these years; their order is that of past_keys. */
enum {
    COVER_S1,
    COVER_E106,
    COVER_E109,
    COVER_E120,
    COVER_E121,
    COVER_E128,
    COVER_E119,
    COVER_EHIC,
    COVER_E111,
    COVER_A1,
    COVER_E101,
    COVER_E104,
    COVER_BILATERAL,
    COVER_PRIVATE,
    COVER_NONE
};

/* "Not given": income_month counts. */
#define PAST_NOT_GIVEN ((int64_t)-1)

/* One person on one day.  Numbers are hundredths (months, years, persons) and cents. */
struct past_case {
    int date; /* 20121015 */
    int urgency, place, address, minor_with, nationality, purpose, work, work_right, cover, pension_from;
    int papers, was_insured, joining_insured, benefit, pregnant, housing, urgent_care;
    int64_t age, months;
    int64_t household, housing_benefit_month;
    int64_t income_year; /* or PAST_NOT_GIVEN: income_month counts */
    int64_t income_month;
};

/* A key of the contract and where its value stands in a case. */
struct past_key {
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
    KEY_AT_WORK_RIGHT,
    KEY_AT_COVER,
    KEY_AT_PENSION_FROM,
    KEY_AT_PAPERS,
    KEY_AT_WAS_INSURED,
    KEY_AT_JOINING_INSURED,
    KEY_AT_BENEFIT,
    KEY_AT_URGENT_CARE,
    KEY_AT_HOUSEHOLD,
    KEY_AT_HOUSING,
    KEY_AT_HOUSING_BENEFIT_MONTH,
    KEY_AT_INCOME_YEAR,
    KEY_AT_INCOME_MONTH,
    PAST_KEY_COUNT
};

extern const struct past_key past_keys[PAST_KEY_COUNT];

/* A set of ids: bit i stands for past_ids[i]. */
typedef uint64_t past_set;

#define PAST_ID_COUNT 38

extern const char *const past_ids[PAST_ID_COUNT];

/* The set that holds ask-help alone. */
past_set past_ask_help(void);

/* The set that holds the note on a small contribution alone. */
past_set past_small_contribution(void);

/* "No figure": no such limit on that day, or no contribution in this case. */
#define PAST_NO_AMOUNT ((int64_t)-1)

struct past_result {
    past_set certain;
    past_set possible;           /* left open by the law or the fund */
    bool income_tested;          /* an income test lies on the path */
    bool length_not_known;       /* the number of kept months is not documented */
    bool contribution_asked;     /* the path grants cmu-base */
    bool contribution_of_income; /* ... and the contribution depends on the income */
    bool threshold_not_known;    /* ... and its threshold of that day is not documented */
    int64_t contribution;        /* cents a year, or PAST_NO_AMOUNT */
};

/* What the contract gives for a case. */
struct past_result past_walk(const struct past_case *p);

/* The yearly ceiling in cents for so many persons; PAST_NO_AMOUNT for the upper one before ACS. */
int64_t past_ceiling(int date, bool upper, bool overseas, int64_t persons);

/* The monthly form of a yearly ceiling, in cents. */
int64_t past_month(int date, int64_t ceiling);

/* The whole housing lump sum in cents a month, before the limit of the benefit received. */
int64_t past_whole_lump(int date, int housing, int64_t persons);

/* The threshold of the contribution to CMU de base in cents, or PAST_NO_AMOUNT in a hole. */
int64_t past_threshold(int date);

/* What the household may earn before the contribution starts, in cents; nothing from 2001-10-01. */
int64_t past_floor(int date, int64_t persons);

#endif
