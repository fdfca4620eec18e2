/* What the parts of the explanations share: answers put in place of answers, limits of numbers,
 * other answers to a question.  See explain.h.
 *
 * It is deliberately not for anyone outside explain*.c. */
#ifndef DS_TREE_EXPLAIN_INTERNAL_H
#define DS_TREE_EXPLAIN_INTERNAL_H

#include "tree/explain.h"

#define EXPLAIN_MOST_LIMITS 96 /* of one number */
#define EXPLAIN_MOST_VALUES (EXPLAIN_MOST_LIMITS + 1)
#define EXPLAIN_MOST_PERSONS 8 /* households are tried up to this size */
#define EXPLAIN_LENGTH(list) ((uint16_t)(sizeof(list) / sizeof *(list)))

/* Limits of one number, rising, each once: up to a limit and above it differ. */
struct explain_limits {
    int64_t limits[EXPLAIN_MOST_LIMITS];
    uint32_t count;
};

/* Other answers to one question. */
struct explain_values {
    struct explain_edit edits[EXPLAIN_MOST_VALUES];
    uint32_t count;
};

/* What is known of a number, both ends included. */
struct explain_span {
    int64_t low, high;
};

/* ---- answers and questions (explain_case.c) ---- */

/* One question as a set. */
uint32_t explain_bit(uint16_t question);

/* The rank of a question between what comes first and what comes last; new questions stand in the middle. */
uint16_t explain_rank_of(const struct rules *rules, uint16_t question, const char *const *first,
                         uint16_t first_count, const char *const *last, uint16_t last_count);

/* What a case says of a number. */
struct explain_span explain_span_of(const struct rules *rules, const struct tree_case *c, uint16_t question);

/* The option that a case has for a choice, or -1. */
int explain_option_of(const struct rules *rules, const struct tree_case *c, uint16_t question);

/* The income question that a case answers. */
uint16_t explain_income_of(const struct explain *e, const struct tree_case *c);

/* Puts another answer into the scratch case. */
void explain_scratch_put(struct explain *e, uint16_t question, struct tree_answer answer);

/* Makes an answer of the scratch case unknown. */
void explain_scratch_blank(struct explain *e, uint16_t question);

/* Gives the scratch case the person's own answer back. */
void explain_scratch_restore(struct explain *e, uint16_t question);

/* The questions that the ways of the scratch case look at.  An absent answer for which another one
 * stands in counts where it would be looked at if it were there. */
uint32_t explain_find_used(struct explain *e);

/* True when a question can be asked in the scratch case and would be looked at there: the housing benefit
 * only beside housing with benefit. */
bool explain_is_fitting(const struct explain *e, uint16_t question);

/* Those of a set that can be asked in the scratch case. */
uint32_t explain_keep_fitting(const struct explain *e, uint32_t questions);

/* Those of a set that are open in the scratch case. */
uint32_t explain_keep_open(const struct explain *e, uint32_t questions);

/* Some answer that an open question may turn out to have: the least or the first, else the most or the last. */
struct tree_answer explain_sample_answer(const struct explain *e, uint16_t question, bool last);

/* Makes the two samples of the scratch case. */
void explain_make_samples(struct explain *e);

/* Puts an answer of the scratch case into the samples: what is looked for must be certain there too. */
void explain_put_samples(struct explain *e, uint16_t question, struct tree_answer answer);

/* Those of a set of rights that both samples give for certain. */
struct rules_set explain_keep_sampled(const struct explain *e, const struct money_day *day, struct rules_set set);

/* ---- limits of numbers and other answers (explain_values.c) ---- */

/* The limit at which a node divides numbers, or -1. */
int64_t explain_node_limit(const struct money_day *day, const struct rules_node *node);

/* Notes all limits of the tree of the day, the ages at which amounts change, and the stand-ins. */
void explain_note_limits(struct explain *e);

/* The sizes of household that bound a case: one, or the least and the most. */
uint32_t explain_list_persons(const struct explain *e, const struct tree_case *c, int64_t persons[2]);

/* The housing lump sums that a household may have, in cents a month. */
uint32_t explain_list_lumps(const struct explain *e, const struct tree_case *c, int64_t persons, int64_t lumps[4]);

/* The places that bound a case: with ordinary ceilings, with those of overseas, or both. */
uint32_t explain_list_overseas(const struct explain *e, const struct tree_case *c, bool overseas[2]);

/* Adds the limits of income for one level, with or without the housing lump sum. */
void explain_add_level(const struct explain *e, const struct tree_case *c, enum rules_level level, bool housing,
                       struct explain_limits *limits);

/* Lists the options that are offered on the day, or all that the walk knows, but the present one. */
void explain_list_options(const struct explain *e, const struct tree_case *c, uint16_t question, bool all,
                          struct explain_values *values);

/* Lists the other answers to a question in the scratch case. */
void explain_list_values(const struct explain *e, uint16_t question, struct explain_values *values);

/* True for fewer months or years than the person has. */
bool explain_is_past(const struct explain *e, const struct explain_edit *edit);

/* True when the present answer, so far as it is known, may turn out to be this one. */
bool explain_is_guess(const struct tree_case *c, const struct explain_edit *edit);

/* ---- the result (explain.c) ---- */

/* What some way gives; a small contribution has its note only where the income is known. */
struct rules_set explain_reachable(const struct explain *e, const struct walk_result *result);

/* ---- the smallest change (explain_missing.c) ---- */

/* What a result gives for certain, without a call for help that only says that nothing else is. */
struct rules_set explain_granted(const struct explain *e, struct rules_set certain);

#endif
