/* The answers of a case, the questions that matter in it, and which of them are spoken of first.
 *
 * It deliberately looks at no rule: see explain_values.c for limits and explain.c for results. */
#include "tree/explain_internal.h"

#include <string.h>

#include "rules/rules.h"

uint32_t explain_bit(uint16_t question)
{
    return (uint32_t)1 << question;
}

/* ---- the order of preference ---- */

#define RANK_MIDDLE 100
#define RANK_LAST 200

/* The place of a question's id in a list, or COUNT. */
static uint16_t rank_in(const struct rules *rules, uint16_t question, const char *const *list, uint16_t count)
{
    uint16_t at = 0;
    while (at < count && strcmp(rules_string(rules, rules->questions[question].id), list[at]) != 0)
        at++;
    return at;
}

uint16_t explain_rank_of(const struct rules *rules, uint16_t question, const char *const *first, uint16_t first_count,
                         const char *const *last, uint16_t last_count)
{
    uint16_t rank = rank_in(rules, question, first, first_count);
    if (rank < first_count)
        return rank;
    rank = rank_in(rules, question, last, last_count);
    return rank < last_count ? (uint16_t)(RANK_LAST + rank) : (uint16_t)(RANK_MIDDLE + question);
}

/* ---- answers ---- */

struct explain_span explain_span_of(const struct rules *rules, const struct tree_case *c, uint16_t question)
{
    const struct rules_question *q = &rules->questions[question];
    const struct tree_answer *answer = &c->answers[question];
    if (answer->state == ANSWER_GIVEN)
        return (struct explain_span){answer->low, answer->high};
    if (answer->state == ANSWER_ABSENT && q->absent_number >= 0)
        return (struct explain_span){q->absent_number, q->absent_number};
    return (struct explain_span){q->least, CASE_NUMBER_MAX};
}

int explain_option_of(const struct rules *rules, const struct tree_case *c, uint16_t question)
{
    const struct tree_answer *answer = &c->answers[question];
    if (answer->state == ANSWER_GIVEN)
        return answer->option;
    uint16_t absent = rules->questions[question].absent_option;
    return answer->state == ANSWER_ABSENT && absent != RULES_NONE ? absent : -1;
}

/* True when the answer is not known, or known only roughly. */
static bool is_open(const struct explain *e, const struct tree_case *c, uint16_t question)
{
    if (e->day->rules->questions[question].kind == QUESTION_CHOICE)
        return explain_option_of(e->day->rules, c, question) < 0;
    if (c->answers[question].state == ANSWER_ABSENT && (e->stand_ins & explain_bit(question)))
        return false;
    struct explain_span span = explain_span_of(e->day->rules, c, question);
    return span.low != span.high;
}

/* The one of two questions answered together that a case answers: else the one that is asked. */
static uint16_t form_of(const struct explain *e, const struct tree_case *c, uint16_t question)
{
    uint16_t twin = e->twins[question];
    if (twin == RULES_NONE)
        return question;
    bool asked = e->day->rules->questions[question].partner != RULES_NONE;
    uint16_t first = asked ? question : twin;
    uint16_t second = asked ? twin : question;
    bool other = c->answers[first].state != ANSWER_GIVEN && c->answers[second].state == ANSWER_GIVEN;
    return other ? second : first;
}

uint16_t explain_income_of(const struct explain *e, const struct tree_case *c)
{
    return form_of(e, c, e->day->rules->keys[KEY_INCOME_YEAR]);
}

void explain_scratch_put(struct explain *e, uint16_t question, struct tree_answer answer)
{
    e->scratch.answers[question] = answer;
    if (e->twins[question] != RULES_NONE)
        case_clear(&e->scratch, e->twins[question]);
}

void explain_scratch_blank(struct explain *e, uint16_t question)
{
    case_set_unknown(&e->scratch, question);
    if (e->twins[question] != RULES_NONE)
        case_clear(&e->scratch, e->twins[question]);
}

void explain_scratch_restore(struct explain *e, uint16_t question)
{
    uint16_t twin = e->twins[question];
    e->scratch.answers[question] = e->answers.answers[question];
    if (twin != RULES_NONE)
        e->scratch.answers[twin] = e->answers.answers[twin];
}

/* ---- questions that matter ---- */

/* Every set names the question of two that is answered. */
static uint32_t name_forms(const struct explain *e, const struct tree_case *c, uint32_t questions)
{
    uint32_t named = 0;
    for (; questions; questions &= questions - 1)
        named |= explain_bit(form_of(e, c, rules_lowest_bit(questions)));
    return named;
}

uint32_t explain_find_used(struct explain *e)
{
    uint32_t absent = 0;
    uint32_t used = walk_used_questions(e->day, &e->scratch, UINT32_MAX);
    for (uint32_t set = e->stand_ins; set; set &= set - 1)
        if (e->scratch.answers[rules_lowest_bit(set)].state == ANSWER_ABSENT)
            absent |= explain_bit(rules_lowest_bit(set));
    if (absent) {
        for (uint32_t set = absent; set; set &= set - 1)
            case_set_unknown(&e->scratch, rules_lowest_bit(set));
        used |= walk_used_questions(e->day, &e->scratch, UINT32_MAX) & absent;
        for (uint32_t set = absent; set; set &= set - 1)
            case_clear(&e->scratch, rules_lowest_bit(set));
    }
    return name_forms(e, &e->scratch, used);
}

bool explain_is_fitting(const struct explain *e, uint16_t question)
{
    const struct rules *rules = e->day->rules;
    int housing = explain_option_of(rules, &e->scratch, rules->keys[KEY_HOUSING]);
    if (question == rules->keys[KEY_HOUSING_BENEFIT_MONTH] && housing >= 0 &&
        housing != rules->known_options[OPTION_HOUSING_BENEFIT])
        return false;
    return walk_fits_question(rules, &e->scratch, question);
}

uint32_t explain_keep_fitting(const struct explain *e, uint32_t questions)
{
    uint32_t fitting = 0;
    for (; questions; questions &= questions - 1)
        if (explain_is_fitting(e, rules_lowest_bit(questions)))
            fitting |= explain_bit(rules_lowest_bit(questions));
    return fitting;
}

uint32_t explain_keep_open(const struct explain *e, uint32_t questions)
{
    uint32_t open = 0;
    for (; questions; questions &= questions - 1)
        if (is_open(e, &e->scratch, rules_lowest_bit(questions)))
            open |= explain_bit(rules_lowest_bit(questions));
    return open;
}

/* ---- samples of what is open ---- */

struct tree_answer explain_sample_answer(const struct explain *e, uint16_t question, bool last)
{
    const struct rules_question *q = &e->day->rules->questions[question];
    struct explain_span span = explain_span_of(e->day->rules, &e->scratch, question);
    int64_t number = last ? span.high : span.low;
    if (q->kind == QUESTION_CHOICE)
        return (struct tree_answer){ANSWER_GIVEN, (uint8_t)(last ? q->option_count - 1 : 0), 0, 0};
    return (struct tree_answer){ANSWER_GIVEN, 0, number, number};
}

void explain_make_samples(struct explain *e)
{
    for (int last = 0; last < 2; last++) {
        e->samples[last] = e->scratch;
        for (uint16_t i = 0; i < e->day->rules->question_count; i++)
            if (is_open(e, &e->scratch, i) && form_of(e, &e->scratch, i) == i)
                e->samples[last].answers[i] = explain_sample_answer(e, i, last);
    }
}

void explain_put_samples(struct explain *e, uint16_t question, struct tree_answer answer)
{
    uint16_t twin = e->twins[question];
    for (int last = 0; last < 2; last++) {
        e->samples[last].answers[question] = answer;
        if (twin != RULES_NONE)
            case_clear(&e->samples[last], twin);
    }
}

struct rules_set explain_keep_sampled(const struct explain *e, const struct money_day *day, struct rules_set set)
{
    struct walk_result result;
    for (int last = 0; last < 2 && !rules_set_is_empty(set); last++) {
        walk_run(day, &e->samples[last], &result);
        set = rules_set_common(set, result.certain);
    }
    return set;
}
