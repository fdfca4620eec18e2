/* Explanations of a result: why a right is given, why not, what would change it, and which one
 * answer would settle most.  Everything is found by walking again with other answers.
 *
 * Units are those of the walk: numbers in hundredths, ceilings in cents a year, edges, nodes,
 * questions and rights by index.  A set of questions has one bit each.  Of two questions answered
 * together (income a year, a month) every set and every edit names the one that was answered.
 * What nobody said has its usual answer, as in `decide`: pass all that was said in a visit, what
 * no longer matters included.
 *
 * The caller owns a `struct explain`, gets it from memory_new because it is large, and wipes it
 * with explain_wipe: it holds the answers.  Nothing is allocated that lives on.
 *
 * It deliberately holds no words, and gives no advice: that a change makes a right certain does
 * not say that it is lawful, wise or within anybody's power. */
#ifndef DS_TREE_EXPLAIN_H
#define DS_TREE_EXPLAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"
#include "tree/case.h"
#include "tree/money.h"
#include "tree/walk.h"

#define EXPLAIN_MAX_STEPS 256   /* nodes of one way */
#define EXPLAIN_MAX_CHANGES 768 /* other answers that are tried */
#define EXPLAIN_MAX_LIMITS 128  /* limits of numbers in one tree */
#define EXPLAIN_MAX_GROUPS (2 * RULES_MAX_QUESTIONS)
#define EXPLAIN_NO_EDGE UINT32_MAX

/* A walk with much unknown takes a thousand times as long as one with nothing unknown, and says little. */
#define EXPLAIN_MOST_OPEN 6       /* with more open questions no other answer is tried */
#define EXPLAIN_MOST_OPEN_PAIRS 2 /* with more open questions no pairs of answers are tried */

/* One node of the way, and how it was left. */
struct explain_step {
    uint16_t node;
    uint16_t question; /* whose answer decided, RULES_KEY_DATE, or RULES_NONE */
    uint32_t edge;     /* index into rules.edges; EXPLAIN_NO_EDGE at the end and at a fork */
};

/* Another answer to one question.  What stands against it is the answer in explain.answers. */
struct explain_edit {
    uint16_t question;
    struct tree_answer answer; /* given and exact */
    int64_t from, to; /* numbers: every number between, both included, gives the same, as long as no
                       * other number is open; of persons only the number itself is meant */
};

/* What one other answer changes. */
struct explain_change {
    struct explain_edit edit;
    struct rules_set certain_gained, certain_lost;
    struct rules_set possible_gained, possible_lost;
    uint32_t opens; /* questions that matter only after it */
};

/* The smallest change that makes a right certain: COUNT answers, none when 0. */
struct explain_missing {
    uint16_t count;
    struct explain_edit edits[2];
};

/* Other answers to one question that are ranked together. */
struct explain_group {
    uint16_t question;
    uint16_t past; /* months or years taken away, which no life brings; else added, or no such thing */
    uint16_t rank;
    uint16_t first, count; /* changes; none for a question that another answer has to open first */
};

/* A limit of a number in the tree. */
struct explain_limit {
    uint16_t question;
    int64_t limit;
};

struct explain {
    const struct money_day *day; /* borrowed */
    struct tree_case answers;

    /* from explain_start */
    struct walk_result result;
    struct rules_set offered;  /* every right on some way of the tree on that day */
    uint32_t used;             /* questions that the open ways look at */
    uint32_t matters;          /* those of them that can be asked: what may be changed */
    uint32_t open;             /* those that matter and are not known, or known only roughly */
    uint32_t open_count;
    struct explain_step steps[EXPLAIN_MAX_STEPS];
    uint32_t step_count;
    bool forks; /* the last step is a node that an open answer or an estimated ceiling divides; else it is
                 * the end */

    /* from explain_try */
    bool tried;
    struct explain_change changes[EXPLAIN_MAX_CHANGES]; /* in the order of preference */
    uint32_t change_count;
    uint16_t next; /* the open question whose answer leaves the fewest possible rights on average, of equal
                    * ones the earlier, or RULES_NONE when none decides anything; the earliest when more than
                    * EXPLAIN_MOST_OPEN are open */

    /* from explain_find_missing */
    struct explain_missing missing[RULES_MAX_RIGHTS];

    /* working storage */
    struct tree_case scratch, complete, samples[2];
    struct explain_group groups[EXPLAIN_MAX_GROUPS];
    struct explain_limit limits[EXPLAIN_MAX_LIMITS];
    uint32_t group_count, limit_count;
    struct rules_set grants[RULES_MAX_NODES]; /* the rights on the ways on from each node SEEN */
    uint64_t seen[RULES_MAX_NODES / 64];
    uint32_t stand_ins; /* questions that another one stands in for when they are absent */
    uint16_t twins[RULES_MAX_QUESTIONS]; /* the question answered together with this one, or RULES_NONE */
};

/* How the income compares with one ceiling. */
struct explain_ceiling {
    bool compared; /* the right hangs on it; else nothing else here counts */
    bool within;   /* the income is up to the ceiling, else over it */
    int64_t ceiling; /* cents a year, in force; WALK_NO_AMOUNT where household or place is open */
    int64_t lump;    /* housing lump sum counted as income, cents a month; 0 where there is none */
};

/* Why a right is certain or possible.
 *
 * The answers to `conditions`, with the guesses at `decides`, are enough for the right to be
 * certain while nothing at all is known of every other question, and each of them is needed.
 * To ask for help has no conditions where nothing else is certain; where the tree gives it, its
 * conditions hold it together with another right. */
struct explain_why {
    uint32_t conditions; /* answers that hold the right; those absent have their usual value */
    uint32_t decides;    /* questions that are open and decide; none when the right is certain */
    bool rough;          /* no reasons were found, as a rule because more than EXPLAIN_MOST_OPEN questions
                          * are open: the sets name all answers and all open questions, needed or not */
    bool by_fund;        /* possible also then: the law leaves it to the fund */
    bool by_estimate;    /* possible also then: the ceiling in force is an estimate */
    struct explain_ceiling ceilings[2]; /* by enum rules_level */
    struct tree_case answers; /* the conditions with their answers, `decides` with a guess that
                               * grants the right, all else unknown; the caller wipes it */
};

/* Walks C on DAY, with the way and the questions that matter.  DAY->tree must not be null, and DAY
 * has to stay as long as E is used. */
void explain_start(struct explain *e, const struct money_day *day, const struct tree_case *c);

/* Tries every other answer to every question that matters; finds the one question.  No answer is tried
 * when more than EXPLAIN_MOST_OPEN questions are open. */
void explain_try(struct explain *e);

/* Finds the smallest change for every right that is neither certain nor possible.  Of changes of
 * one size the one is taken whose questions a life can bring sooner.  A call for help counts only
 * where the tree gives it, not where it says that nothing else is certain.  Only single answers are found
 * when more than EXPLAIN_MOST_OPEN_PAIRS questions are open, and none when more than EXPLAIN_MOST_OPEN. */
void explain_find_missing(struct explain *e);

/* Finds why RIGHT is certain or possible; false when it is neither. */
bool explain_find_why(struct explain *e, uint16_t right, struct explain_why *why);

/* Wipes everything that E holds of a person. */
void explain_wipe(struct explain *e);

#endif
