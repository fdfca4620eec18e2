/* KEY=VALUE into a case: see the header. */
#include "decide_input.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"
#include "util/decimal.h"
#include "util/utf8.h"

/* Adds TEXT in quotes, cleaned of anything a terminal would obey. */
static void decide_add_quoted(struct buffer *out, const char *text)
{
    char *clean = utf8_clean(text);
    for (char *c = clean; *c; c++)
        if (*c == '\n')
            *c = '?';
    buffer_add_format(out, "'%.*s'", (int)utf8_fit(clean, 40), clean);
    free(clean);
}

uint16_t decide_find_key(const struct rules *rules, const char *key, struct buffer *problem)
{
    uint16_t question = rules_find_question(rules, key);
    if (question != RULES_NONE)
        return question;
    buffer_add(problem, "unknown key ");
    decide_add_quoted(problem, key);
    buffer_add(problem, "; keys:");
    for (uint32_t i = 0; i < rules->question_count; i++)
        buffer_add_format(problem, " %s", rules_string(rules, rules->questions[i].id));
    return RULES_NONE;
}

/* Says which values a choice has. */
static void decide_refuse_option(const struct rules *rules, uint16_t question, const char *value,
                                 struct buffer *problem)
{
    const struct rules_question *q = &rules->questions[question];
    buffer_add(problem, "unknown value ");
    decide_add_quoted(problem, value);
    buffer_add_format(problem, " for %s; values:", rules_string(rules, q->id));
    for (uint32_t i = 0; i < q->option_count; i++)
        buffer_add_format(problem, " %s", rules_string(rules, rules_option(rules, question, i)->id));
    buffer_add(problem, " unknown");
}

/* Says which numbers a key takes. */
static void decide_refuse_number(const struct rules *rules, uint16_t question, const char *value,
                                 struct buffer *problem)
{
    const struct rules_question *q = &rules->questions[question];
    buffer_add_format(problem, "%s is a number from %lld to %lld with %s, or unknown; not ",
                      rules_string(rules, q->id), (long long)(q->least / 100), (long long)(q->most / 100),
                      q->whole ? "no decimals" : "at most two decimals");
    decide_add_quoted(problem, value);
}

bool decide_set_value(const struct rules *rules, struct tree_case *c, uint16_t question, const char *value,
                      struct buffer *problem)
{
    const struct rules_question *q = &rules->questions[question];
    if (strcmp(value, "unknown") == 0) {
        case_set_unknown(c, question);
        return true;
    }
    if (q->kind == QUESTION_CHOICE) {
        uint16_t option = rules_find_option(rules, question, value);
        if (option != RULES_NONE)
            case_set_option(c, question, option);
        else
            decide_refuse_option(rules, question, value, problem);
        return option != RULES_NONE;
    }
    int64_t number = 0;
    bool ok = decimal_parse(value, 2, &number) && number >= q->least && number <= q->most &&
              (!q->whole || number % 100 == 0);
    if (ok)
        case_set_number(c, question, number);
    else
        decide_refuse_number(rules, question, value, problem);
    return ok;
}

bool decide_set_pair(const struct rules *rules, struct tree_case *c, const char *pair, struct buffer *problem)
{
    const char *equals = strchr(pair, '=');
    if (!equals) {
        decide_add_quoted(problem, pair);
        buffer_add(problem, " is not KEY=VALUE");
        return false;
    }
    char *key = memory_copy_text(pair);
    key[equals - pair] = '\0';
    uint16_t question = decide_find_key(rules, key, problem);
    bool twice = question != RULES_NONE && c->answers[question].state != ANSWER_ABSENT;
    if (twice)
        buffer_add_format(problem, "%s is given twice", key);
    free(key);
    return question != RULES_NONE && !twice && decide_set_value(rules, c, question, equals + 1, problem);
}
