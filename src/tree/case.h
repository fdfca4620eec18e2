/* A case: what one person answered, as ids and numbers.
 * It deliberately holds no words, no name and no date; the date asked is passed beside it. */
#ifndef DS_TREE_CASE_H
#define DS_TREE_CASE_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"

enum answer_state {
    ANSWER_ABSENT,  /* nothing said: the default of the contract, or unknown */
    ANSWER_UNKNOWN, /* "I don't know": always unknown */
    ANSWER_GIVEN
};

/* One answer.  A number known only roughly ("between these limits") has low < high. */
struct tree_answer {
    uint8_t state;  /* enum answer_state */
    uint8_t option; /* choices */
    int64_t low, high; /* numbers, hundredths, both included */
};

/* The answers, indexed like the questions of the rules. */
struct tree_case {
    struct tree_answer answers[RULES_MAX_QUESTIONS];
};

/* Beyond any number that can be typed. */
#define CASE_NUMBER_MAX ((int64_t)1000000000000000)

/* Sets an answer. */
static inline void case_set_option(struct tree_case *c, uint16_t question, uint16_t option)
{
    c->answers[question] = (struct tree_answer){ANSWER_GIVEN, (uint8_t)option, 0, 0};
}

static inline void case_set_number(struct tree_case *c, uint16_t question, int64_t hundredths)
{
    c->answers[question] = (struct tree_answer){ANSWER_GIVEN, 0, hundredths, hundredths};
}

static inline void case_set_range(struct tree_case *c, uint16_t question, int64_t low, int64_t high)
{
    c->answers[question] = (struct tree_answer){ANSWER_GIVEN, 0, low, high};
}

static inline void case_set_unknown(struct tree_case *c, uint16_t question)
{
    c->answers[question] = (struct tree_answer){ANSWER_UNKNOWN, 0, 0, 0};
}

static inline void case_clear(struct tree_case *c, uint16_t question)
{
    c->answers[question] = (struct tree_answer){ANSWER_ABSENT, 0, 0, 0};
}

/* True when a number is known to the last digit. */
static inline bool case_is_exact(const struct tree_answer *answer)
{
    return answer->state == ANSWER_GIVEN && answer->low == answer->high;
}

#endif
