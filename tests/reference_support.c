/* Comparing with a second telling of the law: see the header. */
#include "check_main.h"

#include <stdio.h>

#include "reference_support.h"
#include "util/date.h"

int32_t support_day_of(int date)
{
    return date_to_day((struct date){date / 10000, date / 100 % 100, date % 100});
}

int support_date_of(int32_t day)
{
    struct date date = date_from_day(day);
    return date.year * 10000 + date.month * 100 + date.day;
}

struct money_day support_prepare_day(const struct rules *rules, int32_t number)
{
    struct money_day day;
    money_prepare(&day, rules, number);
    ck_assert_msg(day.tree != NULL, "no tree on day %d", (int)number);
    return day;
}

bool support_same_set(struct rules_set a, struct rules_set b)
{
    return a.word[0] == b.word[0] && a.word[1] == b.word[1];
}

bool support_has_flag(const struct walk_flags *flags, uint16_t parameter)
{
    for (uint16_t i = 0; i < flags->count; i++)
        if (flags->parameters[i] == parameter)
            return true;
    return false;
}

void support_add_trial(struct support_trials *trials, int64_t value)
{
    if (value < trials->low || value > trials->high)
        return;
    ck_assert_uint_lt(trials->count, sizeof trials->values / sizeof *trials->values);
    trials->values[trials->count++] = value;
}

void support_add_around(struct support_trials *trials, int64_t value)
{
    for (int64_t step = -1; step <= 1; step++)
        support_add_trial(trials, value + step);
}

/* Prints an answer that was given. */
static void support_print_answer(const struct rules *rules, uint16_t question, const struct tree_answer *answer)
{
    const char *key = rules_string(rules, rules->questions[question].id);
    if (rules->questions[question].kind == QUESTION_CHOICE) {
        printf(" %s=%s", key, rules_string(rules, rules_option(rules, question, answer->option)->id));
        return;
    }
    printf(" %s=%lld.%02lld", key, (long long)(answer->low / 100), (long long)(answer->low % 100));
    if (answer->high != answer->low)
        printf("..%lld.%02lld", (long long)(answer->high / 100), (long long)(answer->high % 100));
}

void support_print_case(const struct rules *rules, int date, const struct tree_case *c)
{
    printf("--date %d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
    for (uint16_t i = 0; i < rules->question_count; i++) {
        if (c->answers[i].state == ANSWER_UNKNOWN)
            printf(" %s=unknown", rules_string(rules, rules->questions[i].id));
        else if (c->answers[i].state == ANSWER_GIVEN)
            support_print_answer(rules, i, &c->answers[i]);
    }
}
