/* One visit: see the header. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "screens/session.h"

#include <string.h>

#include "tree/walk.h"

bool session_start(struct session *session, const struct rules *rules, int32_t date)
{
    *session = (struct session){.rules = rules};
    money_prepare(&session->day, rules, date);
    return session->day.tree != NULL;
}

void session_wipe(struct session *session)
{
    explicit_bzero(&session->answers, sizeof session->answers);
    explicit_bzero(session->asked, sizeof session->asked);
    explicit_bzero(session->ticked, sizeof session->ticked);
    session->answered = 0;
    session->asked_count = 0;
}

/* ---- what to ask ---- */

uint16_t session_next(const struct session *session)
{
    return walk_next_question(&session->day, &session->answers, session->answered);
}

/* The bits of QUESTION and of the question answered together with it. */
static uint32_t session_bits(const struct session *session, uint16_t question)
{
    uint32_t bits = (uint32_t)1 << question;
    for (uint16_t i = 0; i < session->rules->question_count; i++)
        if (session->rules->questions[i].partner == question)
            bits |= (uint32_t)1 << i;
    uint16_t partner = session->rules->questions[question].partner;
    return partner == RULES_NONE ? bits : bits | (uint32_t)1 << partner;
}

uint32_t session_used(const struct session *session)
{
    return walk_used_questions(&session->day, &session->answers, session->assumes ? UINT32_MAX : session->answered);
}

/* True when a question that was asked still matters. */
static bool session_matters(const struct session *session, uint32_t used, uint16_t question)
{
    return (used & session_bits(session, question)) != 0;
}

uint16_t session_previous(const struct session *session, uint16_t question)
{
    uint32_t used = session_used(session);
    uint16_t previous = RULES_NONE;
    for (size_t i = 0; i < session->asked_count && session->asked[i] != question; i++)
        if (session_matters(session, used, session->asked[i]))
            previous = session->asked[i];
    return previous;
}

int session_number(const struct session *session, uint16_t question)
{
    uint32_t used = session_used(session);
    int number = 1;
    for (size_t i = 0; i < session->asked_count && session->asked[i] != question; i++)
        number += session_matters(session, used, session->asked[i]);
    return number;
}

struct tree_case session_settle(const struct session *session)
{
    struct tree_case settled = session->answers;
    uint32_t used = session_used(session);
    for (uint16_t i = 0; i < session->rules->question_count; i++)
        if (!session_matters(session, used, i))
            case_clear(&settled, i);
    return settled;
}

/* ---- what was said ---- */

bool session_has(const struct session *session, uint16_t question)
{
    return (session->answered >> question & 1) != 0;
}

bool session_is_unknown(const struct session *session, uint16_t question)
{
    return session->answers.answers[question].state == ANSWER_UNKNOWN;
}

uint32_t session_unknowns(const struct session *session)
{
    uint32_t unknown = 0;
    uint32_t used = session_used(session);
    for (size_t i = 0; i < session->asked_count; i++)
        if (session_matters(session, used, session->asked[i]) && session_is_unknown(session, session->asked[i]))
            unknown |= (uint32_t)1 << session->asked[i];
    return unknown;
}

int session_unknown_run(const struct session *session)
{
    uint32_t used = session_used(session);
    int longest = 0;
    int run = 0;
    for (size_t i = 0; i < session->asked_count; i++) {
        if (!session_matters(session, used, session->asked[i]))
            continue;
        run = session_is_unknown(session, session->asked[i]) ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* The question under which an answer is kept in the order of the visit: of two partners, the
 * one that the trees ask. */
static uint16_t session_asked_as(const struct session *session, uint16_t question)
{
    for (uint16_t i = 0; i < session->rules->question_count; i++)
        if (session->rules->questions[i].partner == question)
            return i;
    return question;
}

/* Notes that QUESTION is answered and clears what its partner said before. */
static void session_note(struct session *session, uint16_t question)
{
    uint32_t bits = session_bits(session, question);
    for (uint16_t i = 0; i < session->rules->question_count; i++)
        if (bits >> i & 1)
            case_clear(&session->answers, i);
    session->answered |= bits;
    uint16_t asked = session_asked_as(session, question);
    for (size_t i = 0; i < session->asked_count; i++)
        if (session->asked[i] == asked)
            return;
    session->asked[session->asked_count++] = asked;
}

void session_record_option(struct session *session, uint16_t question, uint16_t option)
{
    session_note(session, question);
    case_set_option(&session->answers, question, option);
}

enum session_problem session_record_number(struct session *session, uint16_t question, int64_t hundredths)
{
    const struct rules_question *q = &session->rules->questions[question];
    if (hundredths < q->least)
        return SESSION_TOO_SMALL;
    if (hundredths > q->most)
        return SESSION_TOO_LARGE;
    if (q->whole && hundredths % 100 != 0)
        return SESSION_NOT_WHOLE;
    session_note(session, question);
    case_set_number(&session->answers, question, hundredths);
    return SESSION_FINE;
}

void session_record_range(struct session *session, uint16_t question, int64_t low, int64_t high)
{
    session_note(session, question);
    case_set_range(&session->answers, question, low, high);
}

void session_record_unknown(struct session *session, uint16_t question)
{
    session_note(session, question);
    case_set_unknown(&session->answers, question);
}

void session_record_elsewhere(struct session *session, uint16_t question)
{
    session_note(session, question);
}

/* Notes that QUESTION is answered, with what its answer is already. */
static void session_keep(struct session *session, uint16_t question)
{
    session->answered |= session_bits(session, question);
    session->asked[session->asked_count++] = question;
}

void session_resume(struct session *session, const struct tree_case *answers, uint32_t answered)
{
    session_wipe(session);
    session->answers = *answers;
    for (uint16_t next = session_next(session); next != RULES_NONE && (answered & session_bits(session, next));
         next = session_next(session))
        session_keep(session, next);
    for (uint16_t i = 0; i < session->rules->question_count; i++) /* at a desk they come in any order */
        if ((answered & ~session->answered) >> i & 1)
            session_keep(session, session_asked_as(session, i));
}

/* ---- papers ---- */

bool session_is_ticked(const struct session *session, uint16_t document)
{
    return document < SESSION_MAX_PAPERS && (session->ticked[document / 32] >> (document % 32) & 1);
}

void session_tick(struct session *session, uint16_t document)
{
    if (document < SESSION_MAX_PAPERS)
        session->ticked[document / 32] ^= (uint32_t)1 << (document % 32);
}
