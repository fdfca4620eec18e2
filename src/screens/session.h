/* One visit: what a person has answered so far, and what to ask next.
 *
 * Everything said is kept, also what no longer matters after another answer was changed, so
 * that going back and forth loses nothing; session_settle gives the case without it.
 * It deliberately knows no screens, no words and no clock, and writes nothing anywhere. */
#ifndef DS_SCREENS_SESSION_H
#define DS_SCREENS_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/model.h"
#include "tree/case.h"
#include "tree/money.h"

#define SESSION_MAX_PAPERS 512 /* papers that can be ticked */

struct session {
    const struct rules *rules;
    struct money_day day;                  /* everything is decided for this day */
    struct tree_case answers;              /* all that was said */
    bool assumes; /* what nobody said has its usual answer: at the desk, where not all is asked */
    uint32_t answered;                     /* set of questions, "I do not know" included */
    uint16_t asked[RULES_MAX_QUESTIONS];   /* in the order of the first answer */
    size_t asked_count;
    uint32_t ticked[SESSION_MAX_PAPERS / 32]; /* papers the person has in the hand */
};

/* What is wrong with a number. */
enum session_problem { SESSION_FINE, SESSION_TOO_SMALL, SESSION_TOO_LARGE, SESSION_NOT_WHOLE };

/* Starts an empty visit for DATE; false when no rules cover that day. */
bool session_start(struct session *session, const struct rules *rules, int32_t date);

/* Wipes everything said; the day stays. */
void session_wipe(struct session *session);

/* Takes the answers of another visit, those of the questions in the set ANSWERED, instead of what was said. */
void session_resume(struct session *session, const struct tree_case *answers, uint32_t answered);

/* The question to ask next, or RULES_NONE when nothing more is needed. */
uint16_t session_next(const struct session *session);

/* The question asked before QUESTION that still matters, or RULES_NONE when it was the first. */
uint16_t session_previous(const struct session *session, uint16_t question);

/* The place of QUESTION among the questions of this visit, counted from 1. */
int session_number(const struct session *session, uint16_t question);

/* The questions answered that still matter, one bit each. */
uint32_t session_used(const struct session *session);

/* The case of the answers that still matter: what the result is of. */
struct tree_case session_settle(const struct session *session);

/* True when QUESTION has an answer, "I do not know" included. */
bool session_has(const struct session *session, uint16_t question);

/* True when the answer to QUESTION is "I do not know". */
bool session_is_unknown(const struct session *session, uint16_t question);

/* The answers that matter and are "I do not know", one bit each. */
uint32_t session_unknowns(const struct session *session);

/* The longest run of "I do not know" among the questions that matter. */
int session_unknown_run(const struct session *session);

/* Records the answer to a choice. */
void session_record_option(struct session *session, uint16_t question, uint16_t option);

/* Records a number in hundredths, unless something is wrong with it. */
enum session_problem session_record_number(struct session *session, uint16_t question, int64_t hundredths);

/* Records a number known only roughly. */
void session_record_range(struct session *session, uint16_t question, int64_t low, int64_t high);

/* Records "I do not know". */
void session_record_unknown(struct session *session, uint16_t question);

/* Records that the question is answered by another one ("since I arrived"). */
void session_record_elsewhere(struct session *session, uint16_t question);

/* Paper ticks. */
bool session_is_ticked(const struct session *session, uint16_t document);
void session_tick(struct session *session, uint16_t document);

#endif
