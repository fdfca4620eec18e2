/* The income worksheet for CMU-C, ACS, C2S and AME: which twelve months, which household, which
 * money counts, and what it comes to.
 *
 * Units: amounts are whole cents; days are days since 1970-01-01; shares are ten-thousandths; persons
 * are whole.  Ownership: the caller owns every struct and the entries; nothing is kept or allocated,
 * and what was typed should be wiped by the caller.
 * Sources in brackets: F, RS, X of law-today.md; T3, AM of source-facts.md; ids of parameters.csv.
 *
 * It deliberately compares nothing: the walk tests `household`, `income-year` and `housing`, adds the
 * housing lump sum itself and knows the rows of ceilings.  What the notes leave open makes the counted
 * sum a range: low to high is what goes into `income-year` (case_set_range), and both results stay
 * possible.  It knows nothing of the tax income that the contribution to CMU de base goes by. */
#ifndef DS_TREE_WORKSHEET_H
#define DS_TREE_WORKSHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/model.h"
#include "tree/money.h"

#define WORKSHEET_MONTHS 12

/* CMU-C and ACS before 2019-11-01 and C2S from then on share one worksheet. */
enum worksheet_scheme { WORKSHEET_COMPLEMENT, WORKSHEET_AME, WORKSHEET_SCHEME_COUNT };

/* Why something typed cannot be used; the first that holds is named. */
enum worksheet_problem {
    WORKSHEET_FINE,
    WORKSHEET_BAD_KIND,   /* a kind of income that the scheme does not have on that day */
    WORKSHEET_NEGATIVE,   /* an amount below nothing */
    WORKSHEET_TOO_LARGE,  /* more than the question `income-year` takes */
    WORKSHEET_BAD_MONTH,  /* a month outside the twelve, or a total of less than 1 or more than 12 months */
    WORKSHEET_SUM_TOO_LARGE, /* all together more than `income-year` takes */
    WORKSHEET_TWO_PARTNERS,
    WORKSHEET_BAD_AGE,       /* a dependant below 0 or above 130 years */
    WORKSHEET_NOT_ALTERNATING, /* alternating residence of somebody who is no minor */
    WORKSHEET_TOO_MANY       /* more people than the question `household` takes */
};

/* ---- the months ---- */

/* Twelve first days of a month, oldest first. */
struct worksheet_period {
    int32_t months[WORKSHEET_MONTHS];
    bool unsure;
};

/* Finds the months whose income counts for a claim on the day: cmuc_css.reference_period, so the last
 * twelve, from 2022-01-01 the 13th to the 2nd before the month of the claim (F2.05); for AME always
 * the last twelve (F3.14, AM-12).  SELF_EMPLOYED people have the last calendar year (F2.05; before
 * 2022 unsure), for AME the same months as everybody (unsure).  False before the first rule. */
bool worksheet_find_period(const struct money_day *day, enum worksheet_scheme scheme, bool self_employed,
                           struct worksheet_period *period);

/* The year whose income from capital counts, or 0 where it is that of the period: from 2017-06-01 the
 * last year but one, for CMU-C, ACS and C2S (cmuc_css.reference_period, its notes). */
int worksheet_capital_year(const struct money_day *day, enum worksheet_scheme scheme);

/* ---- the household ---- */

/* Somebody beside the claimant: a partner, or a dependant. */
struct worksheet_member {
    bool partner;
    bool alternating; /* a minor who lives by turns with the other parent */
    int16_t age;      /* whole years on the day of the claim; not looked at for a partner */
};

/* How many people count.  The key `household` takes whole persons, but each minor in alternating
 * residence adds half of what the ceiling rises by (cmuc_css.coef_factor_alternating_minor, start not
 * documented).  So such a child is left out of LOW and counted in HIGH, which goes into `household` as
 * a range, and SHARE holds the exact multiple of the one-person ceiling. */
struct worksheet_household {
    int64_t low, high; /* persons with the claimant; equal without alternating residence */
    int64_t share;     /* ten-thousandths: 10000, 15000, 18000, 21000, then 4000 each */
    bool couple;
    bool unsure; /* low < high */
};

/* Counts claimant, partner and the dependants younger than cmuc_css.dependant_age_limit (F2.04; 25).
 * The rises go to the partner first, then to the children from the oldest (parameters.csv).  For AME
 * the household is the people who would have AME together (F3.14): the caller lists only them. */
enum worksheet_problem worksheet_count_household(const struct money_day *day, const struct worksheet_member *members,
                                                 size_t count, struct worksheet_household *household);

/* Yearly ceiling in cents of the row in force for a SHARE; -1 where there is no such level.  For whole
 * persons the same as money_ceiling. */
int64_t worksheet_ceiling(const struct money_day *day, enum rules_level level, bool overseas, int64_t share);

/* ---- the income ---- */

/* Kinds of income, before personal tax, French or foreign (F2.06).  Beside each: what counts. */
enum worksheet_kind {
    INCOME_WAGES,          /* net, of people who work now: yes (F2.06, T3.CMUC.D1) */
    INCOME_WAGES_BEFORE,   /* of people now unemployed, on sick pay, ASS or training pay: yes, less
                              cmuc_css.deduction_wages_unemployed; for AME that part is open */
    INCOME_WAGES_PRISON,   /* yes; from 2025-10-01 less 30 % (F2.07, X-12); not for AME */
    INCOME_SELF_EMPLOYED,  /* yes (F2.06) */
    INCOME_PENSION,        /* yes (F2.06) */
    INCOME_UNEMPLOYMENT,   /* ASS too: yes (F2.06, T3.CMUC.D1) */
    INCOME_SICK_PAY,       /* yes ("nearly all", F2.06) */
    INCOME_MAINTENANCE,    /* received: yes (F2.06) */
    INCOME_CAPITAL,        /* rents, interest: yes (F2.06; see worksheet_capital_year) */
    INCOME_FAMILY_HELP,    /* yes; from 2025-06-30 no (RS15, F2.07, T3.CMUC.D1); then open for AME */
    INCOME_OTHER_HELP,     /* of associations and other bodies: open; from 2025-06-30 no (F2.07); AME open */
    INCOME_GIFTS,          /* yes; from 2025-06-30 no (F2.07); then open for AME */
    INCOME_IDLE_PROPERTY,  /* what unused property is taken to bring: open before 2016, yes, from
                              2025-06-30 no (F2.07); AME open */
    INCOME_RSA,            /* RMI too: open; from 2019-11-01 no (F2.06); not for AME */
    INCOME_PRIME_ACTIVITE, /* from 2016 open, from 2019-11-01 no (F2.06); not for AME */
    INCOME_CHILD_BENEFITS, /* open: only some do not count (F2.06) */
    INCOME_DISABILITY_BENEFITS, /* open: only some do not count (F2.06) */
    INCOME_SOCIAL_BENEFITS,     /* others: yes to 2015 (T3.CMUC.D1), then open (F2.06: list not complete) */
    INCOME_HOUSING_BENEFIT,     /* no: the lump sum stands for it (F2.08); open for AME */
    INCOME_AAH,  /* yes, less css.deduction.aah a month; not for AME.  Where that is not documented (before
                    2021-04-01, from 2022-04-01): open */
    INCOME_ASI,  /* the same with css.deduction.asi_*; of a couple: one entry for both */
    INCOME_ASPA, /* the same with css.deduction.aspa_*; of a couple: one entry for both */
    INCOME_ADA,  /* allowance of asylum seekers: from 2016 open (F2.12); not for AME */
    INCOME_OTHER, /* open */
    INCOME_KIND_COUNT
};

enum worksheet_counts {
    COUNTS_ABSENT, /* no such income for this scheme on that day */
    COUNTS_NO,
    COUNTS_OPEN, /* the notes do not say: left out of the low sum, counted in the high one */
    COUNTS_YES
};

/* How one kind counts on one day. */
struct worksheet_rule {
    uint8_t counts;       /* enum worksheet_counts */
    bool share_open;      /* SHARE is taken off the low sum only */
    bool missing;         /* something is taken off, but how much is not documented on that day */
    uint16_t parameter;   /* the figure that SHARE or MONTH comes from, or RULES_NONE */
    int64_t share;        /* ten-thousandths taken off */
    int64_t month;        /* cents taken off each month */
};

/* How KIND counts for SCHEME on the day, for a single person or a COUPLE. */
struct worksheet_rule worksheet_find_rule(const struct money_day *day, enum worksheet_scheme scheme,
                                          enum worksheet_kind kind, bool couple);

#define WORKSHEET_TOTAL UINT8_MAX /* instead of a month: a total of the period */

/* One amount of one person (AAH, ASI, ASPA of a couple: see there). */
struct worksheet_entry {
    uint8_t kind;   /* enum worksheet_kind */
    uint8_t month;  /* 0 to 11 in the order of the period, or WORKSHEET_TOTAL */
    uint8_t months; /* of a total: how many months it was paid in, 1 to 12; else not looked at */
    int64_t cents;
};

/* The most cents that an entry or all entries together may come to: what `income-year` takes. */
int64_t worksheet_most(const struct money_day *day);

/* What is wrong with one entry. */
enum worksheet_problem worksheet_check(const struct money_day *day, enum worksheet_scheme scheme,
                                       const struct worksheet_entry *entry);

/* A worksheet as filled in; the entries are borrowed. */
struct worksheet {
    enum worksheet_scheme scheme;
    uint16_t place; /* option of `place`, or RULES_NONE for the mainland; Mayotte has no AME, and
                       CMU-C or C2S only from 2024-01-01 (RS16) */
    struct worksheet_household household;
    enum money_housing housing;
    int64_t benefit_month; /* housing benefit received, cents a month; -1 when not known */
    const struct worksheet_entry *entries;
    size_t count;
};

/* What a worksheet comes to. */
struct worksheet_result {
    int64_t low, high; /* counted income, cents a year; equal when nothing is open */
    int64_t entered;   /* all that was typed */
    int64_t lump_month, lump_year; /* housing lump sum: at most the benefit (F2.08); a child in alternating
                                      residence counts here (not documented); 0 for AME (X-10: the fund may
                                      add it) */
    int64_t ceiling_free, ceiling_paid; /* cents a year, or -1 where there is none; never paid for AME */
    bool strict;        /* an income equal to ceiling_paid is out (ACS) */
    bool estimate;      /* the ceilings are an estimate */
    uint16_t missing;   /* a figure that an entry needed and that is not documented, or RULES_NONE */
    size_t wrong;       /* the entry with the problem */
};

/* Adds a worksheet up; unless fine, only `wrong` is set in RESULT. */
enum worksheet_problem worksheet_add_up(const struct money_day *day, const struct worksheet *sheet,
                                        struct worksheet_result *result);

#endif
