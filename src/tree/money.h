/* The arithmetic of ceilings and of the housing lump sum on one day.
 * Amounts are whole cents; every ceiling is rounded once, as the law of its day says
 * (CSS L861-1, D861-1, R861-3, R861-5, R861-7; ACS: L863-1).
 * It deliberately takes the day as given and never asks the clock. */
#ifndef DS_TREE_MONEY_H
#define DS_TREE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"

/* The row of ceilings a test leans on: the one in force, or the one before it, which is looked
 * at too while the one in force is only an estimate. */
enum money_row { ROW_IN_FORCE, ROW_BEFORE, ROW_COUNT };

#define MONEY_TABLE_PERSONS 8

/* Everything of the rules that depends on the day alone. */
struct money_day {
    const struct rules *rules;
    int32_t day;
    const struct rules_tree *tree;                        /* null when no tree covers the day */
    const struct rules_version *figures[FIGURE_COUNT];    /* null when there is none yet */
    const struct rules_version *bases[ROW_COUNT];         /* one-person ceilings; null when none */
    const struct rules_version *increase;                 /* of the paid level; null when there is no such level */
    bool strict;           /* income equal to the paid limit is out (ACS) */
    bool whole_euros;      /* ceilings are rounded to the euro, else to the cent */
    bool month_up;         /* a month's ceiling is rounded up to the euro, else to the cent */
    bool mayotte_overseas; /* Mayotte has the overseas ceilings */
    int64_t table[ROW_COUNT][2][2][MONEY_TABLE_PERSONS]; /* row, level, overseas, persons - 1 */
};

/* Prepares DAY. */
void money_prepare(struct money_day *day, const struct rules *rules, int32_t date);

/* Yearly ceiling in cents for PERSONS; -1 when there is no such level on that day. */
int64_t money_ceiling(const struct money_day *day, enum money_row row, enum rules_level level, bool overseas,
                      int64_t persons);

/* The monthly form of a yearly ceiling, in cents. */
int64_t money_month(const struct money_day *day, int64_t ceiling);

enum money_housing { HOUSING_OTHER, HOUSING_OWNER, HOUSING_BENEFIT };

/* The whole housing lump sum in cents a month, before the limit of the benefit received. */
int64_t money_lump(const struct money_day *day, enum money_housing housing, int64_t persons);

/* The version of RSA (or RMI) that the lump sum leans on, or null. */
uint16_t money_lump_figure(const struct money_day *day);

/* True where the overseas increase applies to this option of `place`. */
bool money_is_overseas(const struct money_day *day, uint16_t place);

/* The contribution to CMU de base in cents a year (CSS L380-2, D380-4; to 2015): a share of the
 * INCOME of a year above the threshold of the day, nothing up to the household's floor where the
 * day has one.  Only where money_contribution_hole finds none. */
int64_t money_contribution(const struct money_day *day, int64_t income, int64_t persons);

/* The parameter that is not documented on that day, or RULES_NONE. */
uint16_t money_contribution_hole(const struct money_day *day);

/* True for a contribution above nothing that was too small to be collected on that day. */
bool money_is_small_contribution(const struct money_day *day, int64_t cents);

#endif
