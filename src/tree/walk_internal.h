/* What the parts of the walk share: the state of one walk and the steps that branch it.
 * It deliberately is not seen outside src/tree/. */
#ifndef DS_TREE_WALK_INTERNAL_H
#define DS_TREE_WALK_INTERNAL_H

#include "rules/rules.h"
#include "tree/walk.h"

/* What an answer may still be.  A choice: `low` is its option when known, else -1, and `options`
 * are those left.  A number: low to high, both included. */
struct walk_domain {
    int64_t low, high;
    uint32_t options;
};

/* Whether a way gives CMU de base and CMU-C: the contribution hangs on both. */
enum walk_state { STATE_NEITHER, STATE_BASE, STATE_C, STATE_BOTH };

/* What the ways from some node give. */
struct walk_outcome {
    struct rules_set all, some;
    uint32_t states; /* set of enum walk_state that some way ends in */
};

/* What a way gives that is at its end: no right, and neither CMU de base nor CMU-C. */
#define WALK_NOTHING ((struct walk_outcome){{{0, 0}}, {{0, 0}}, (uint32_t)1 << STATE_NEITHER})

/* Sub-results of ways that many branches share, found again by what they depend on. */
#define WALK_MEMO_SLOTS 512
struct walk_memo {
    uint64_t key[2];
    struct walk_outcome outcome;
};

struct walk {
    const struct money_day *day;
    const struct rules *rules;
    const struct tree_case *c;
    struct walk_result *result;
    struct walk_domain domains[RULES_MAX_QUESTIONS];
    uint16_t income;     /* the income key in use */
    int row;             /* enum money_row once decided, or -1 */
    bool ceiling_varies; /* two ways leaned on different ceilings */
    /* Only when looking for the next question: */
    bool asking;
    uint32_t answered, used;
    uint32_t next; /* lowest node that waits for an answer */
    uint32_t splits; /* choices met so far; the memo is used from a few on */
    struct walk_memo memo[WALK_MEMO_SLOTS];
};

/* True when nothing about the answer is open. */
bool walk_is_known(const struct walk *w, uint16_t question);

/* Notes that the walk leans on a version of a parameter. */
void walk_lean(struct walk *w, uint16_t parameter, const struct rules_version *version);

/* Joins what one more way gives into what the ways before it give. */
void walk_join(struct walk_outcome *outcome, struct walk_outcome way, bool first);

/* What an edge and everything behind it give. */
struct walk_outcome walk_edge(struct walk *w, const struct rules_edge *edge);

/* Follows the edge for numbers up to LIMIT and the edge for the rest, as far as the range allows. */
struct walk_outcome walk_branch_limit(struct walk *w, uint16_t question, int64_t limit,
                                      const struct rules_edge *within, const struct rules_edge *over);

/* Lower or upper end of the household's size, in persons. */
int64_t walk_persons(const struct walk *w, bool upper);

/* Decides an income test, with every circumstance that is open tried in turn. */
struct walk_outcome walk_income(struct walk *w, const struct rules_node *node);

#endif
