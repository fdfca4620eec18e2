/* What comparing the program with a second telling of the law needs, whatever the era: dates as
 * numbers, sets and flags, values of an open number worth trying, a case in words.
 * It deliberately knows no rule and neither telling. */
#ifndef DS_TESTS_REFERENCE_SUPPORT_H
#define DS_TESTS_REFERENCE_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/rules.h"
#include "tree/walk.h"

/* Returns the day number of a date written as 20260401. */
int32_t support_day_of(int date);

/* Returns a day number as 20260401. */
int support_date_of(int32_t day);

/* Returns the rules as they are on a day; the test fails when there are none. */
struct money_day support_prepare_day(const struct rules *rules, int32_t day);

/* Returns whether two sets are the same. */
bool support_same_set(struct rules_set a, struct rules_set b);

/* Returns whether a parameter is among some flags. */
bool support_has_flag(const struct walk_flags *flags, uint16_t parameter);

/* Values of one unknown number worth trying, within a range. */
struct support_trials {
    int64_t low, high;
    int64_t values[192];
    size_t count;
};

/* Adds a value to try, when it lies in the range. */
void support_add_trial(struct support_trials *trials, int64_t value);

/* Adds a value and both its neighbours. */
void support_add_around(struct support_trials *trials, int64_t value);

/* Prints a case as `decide` takes it, with ranges where a number is known only roughly. */
void support_print_case(const struct rules *rules, int date, const struct tree_case *c);

#endif
