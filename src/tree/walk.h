/* The walk: from answers to rights.
 *
 * The tree of the day is followed from its start.  An answer that is known takes one edge.
 * An unknown answer, or an amount known only roughly, takes every edge that some value would
 * take, and keeps that value's range on the way, so that one unknown never has two values at
 * once.  What all ways give is certain; what some give is possible.
 *
 * It deliberately holds no text, no clock and no input or output. */
#ifndef DS_TREE_WALK_H
#define DS_TREE_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"
#include "tree/case.h"
#include "tree/money.h"

#define WALK_MAX_FLAGS 8
#define WALK_NO_AMOUNT ((int64_t)-1)

/* Parameters by index, each once. */
struct walk_flags {
    uint16_t parameters[WALK_MAX_FLAGS];
    uint16_t count;
};

struct walk_result {
    struct rules_set certain;
    struct rules_set possible;
    int64_t ceiling_free, ceiling_paid; /* cents a year, or WALK_NO_AMOUNT */
    int64_t ceiling_free_month, ceiling_paid_month; /* cents a month, or WALK_NO_AMOUNT */
    int64_t contribution; /* to CMU de base, cents a year, or WALK_NO_AMOUNT */
    struct walk_flags estimates, expired, missing;
};

/* Follows the tree of DAY for the case C.  DAY->tree must not be null. */
void walk_run(const struct money_day *day, const struct tree_case *c, struct walk_result *result);

/* The question to ask next, given the set of questions already ANSWERED (one bit each), or
 * RULES_NONE when nothing more is needed.  A question is not asked when its details follow
 * from an answer "I don't know", or when the age rules it out. */
uint16_t walk_next_question(const struct money_day *day, const struct tree_case *c, uint32_t answered);

/* False for a detail of an answer "I don't know", and for a question that the age rules out: it is
 * not asked, though an answer given before goes on to count, as in `decide`. */
bool walk_fits_question(const struct rules *rules, const struct tree_case *c, uint16_t question);

/* The questions that the ways open to the case C may still look at, among those ANSWERED:
 * an answer outside this set no longer matters. */
uint32_t walk_used_questions(const struct money_day *day, const struct tree_case *c, uint32_t answered);

/* An amount printed with a right, for an age in hundredths of a year: cents, or WALK_NO_AMOUNT. */
int64_t walk_amount(const struct money_day *day, const struct rules_amount *amount, int64_t age);

#endif
