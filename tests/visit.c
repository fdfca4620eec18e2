/* A visit driven by keys: see the header. */
#include "visit.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "rules/rules.h"

void visit_open(struct visit *visit, int32_t day, bool kiosk, int columns, int rows)
{
    struct screens_options options = {.day = day, .kiosk = kiosk, .address = SCREENS_ADDRESS};
    front_script_init(&visit->script, rows, columns, NULL, 0);
    ck_assert(screens_init(&visit->screens, &visit->script.front, rules_builtin(), &options));
    screens_show(&visit->screens);
}

void visit_close(struct visit *visit)
{
    screens_done(&visit->screens);
    visit->script.front.done(&visit->script.front);
}

void visit_press(struct visit *visit, const char *script)
{
    struct event events[512];
    size_t count = event_parse_script(script, events, sizeof events / sizeof events[0]);
    ck_assert_msg(count > 0 || !*script, "bad script %s", script);
    for (size_t i = 0; i < count && visit->screens.end == SCREENS_RUNNING; i++) {
        screens_handle(&visit->screens, &events[i]);
        if (visit->screens.end == SCREENS_RUNNING)
            screens_show(&visit->screens);
    }
}

const char *visit_text(const struct visit *visit)
{
    return buffer_text(&visit->script.screen);
}

enum screen_id visit_screen(const struct visit *visit)
{
    return screens_look(&visit->screens)->screen;
}

/* The keys that choose OPTION: its number, or the number of its group and its number there. */
static bool visit_find_option(const struct screens *s, uint16_t question, uint16_t option, char keys[3])
{
    const struct rules_question *q = &s->rules->questions[question];
    const struct rules_option *wanted = rules_option(s->rules, question, option);
    int outer = 0;
    int inner = 0;
    uint16_t seen = RULES_NONE;
    if (wanted->hidden || s->options.day < wanted->from || s->options.day >= wanted->until)
        return false;
    for (uint16_t i = 0; i <= option && i < q->option_count; i++) {
        const struct rules_option *o = rules_option(s->rules, question, i);
        if (o->hidden || s->options.day < o->from || s->options.day >= o->until)
            continue;
        outer += o->group == RULES_NONE || o->group != seen;
        inner = o->group != RULES_NONE && o->group == seen ? inner + 1 : 1;
        seen = o->group;
    }
    keys[0] = (char)('0' + outer);
    keys[1] = wanted->group != RULES_NONE ? (char)('0' + inner) : '\0';
    keys[2] = '\0';
    return true;
}

/* Answers a choice. */
static bool visit_answer_choice(struct visit *visit, const struct tree_answer *answer, uint16_t question)
{
    const struct rules_question *q = &visit->screens.rules->questions[question];
    uint16_t option = answer->state == ANSWER_GIVEN    ? answer->option
                      : answer->state == ANSWER_ABSENT ? q->absent_option
                                                       : RULES_NONE;
    char keys[3] = "9";
    if (option != RULES_NONE && !visit_find_option(&visit->screens, question, option, keys))
        return false;
    visit_press(visit, keys);
    if (visit_screen(visit) == SCREEN_EMERGENCY)
        visit_press(visit, "{enter}");
    return true;
}

/* Types a number and Enter, or leaves the field empty. */
static void visit_answer_field(struct visit *visit, const struct tree_answer *answer, int64_t absent)
{
    char keys[64] = "{clear}{enter}";
    int64_t number = answer->state == ANSWER_GIVEN ? answer->low : answer->state == ANSWER_ABSENT ? absent : -1;
    if (number >= 0 && number % 100)
        snprintf(keys, sizeof keys, "{clear}%d.%02d{enter}", (int)(number / 100), (int)(number % 100));
    else if (number >= 0)
        snprintf(keys, sizeof keys, "{clear}%d{enter}", (int)(number / 100));
    visit_press(visit, keys);
}

/* Answers a number. */
static void visit_answer_number(struct visit *visit, const struct tree_answer *answer, uint16_t question)
{
    const struct rules_question *q = &visit->screens.rules->questions[question];
    bool first = strcmp(rules_string(visit->screens.rules, q->id), "irregular-months") == 0;
    if (first && answer->state != ANSWER_GIVEN) {
        visit_press(visit, answer->state == ANSWER_ABSENT ? "1" : "9");
        return;
    }
    if (first)
        visit_press(visit, "2");
    visit_answer_field(visit, answer, q->absent_number);
}

/* Answers the income. */
static void visit_answer_income(struct visit *visit, const struct tree_case *wanted, uint16_t question)
{
    uint16_t partner = visit->screens.rules->questions[question].partner;
    const struct tree_answer *year = &wanted->answers[question];
    const struct tree_answer *month = &wanted->answers[partner];
    if (month->state == ANSWER_GIVEN || year->state == ANSWER_GIVEN) {
        visit_press(visit, month->state == ANSWER_GIVEN ? "1" : "2");
        visit_answer_field(visit, month->state == ANSWER_GIVEN ? month : year, -1);
    } else {
        visit_press(visit, "9");
    }
}

bool visit_answer_all(struct visit *visit, const struct tree_case *wanted)
{
    for (int steps = 0; steps < 64; steps++) {
        uint16_t question = screens_look(&visit->screens)->question;
        switch (visit_screen(visit)) {
        case SCREEN_QUESTION:
            if (!visit_answer_choice(visit, &wanted->answers[question], question))
                return false;
            break;
        case SCREEN_NUMBER:
            visit_answer_number(visit, &wanted->answers[question], question);
            break;
        case SCREEN_INCOME:
            visit_answer_income(visit, wanted, question);
            break;
        case SCREEN_REVIEW:
            return true;
        default:
            ck_abort_msg("an unexpected screen %d", (int)visit_screen(visit));
        }
    }
    ck_abort_msg("the questions do not end");
    return false;
}
