/* What must never change a result, on random days of both eras: the order of the answers, going
 * back and forward, changing an answer and changing it back, and the language.
 * Unknown answers, answers off the way and rising incomes are in test_walk; every screen in every
 * language is in test_languages.  What the result should be is deliberately not tested here. */
#include "check_main.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "case_file.h"
#include "decide_input.h"
#include "program.h"
#include "rules/rules.h"
#include "switch_days.h"
#include "util/date.h"
#include "visit.h"

#define SESSIONS 5000
#define VISITS 200 /* by keys */
#define MOST_SWITCHES 256

static struct visit visit; /* one at a time; it is large */
static int32_t days[MOST_SWITCHES * 3];
static uint32_t day_count;
static uint64_t seed = 88172645463325252u;

/* Prepares characters, and the days on which something changes with those beside them. */
static void setup(void)
{
    const struct rules *rules = rules_builtin();
    int32_t switches[MOST_SWITCHES];
    size_t count = switch_days(rules, true, switches, MOST_SWITCHES);
    setlocale(LC_CTYPE, "C.UTF-8");
    day_count = 0;
    for (size_t i = 0; i < 3 * count; i++) {
        int32_t day = switches[i / 3] + (int32_t)(i % 3) - 1;
        if (rules_tree_on(rules, day))
            days[day_count++] = day;
    }
}

/* A random number below LIMIT, the same in every run. */
static uint32_t draw(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % limit;
}

/* A random option that the screens offer on DAY. */
static uint16_t draw_option(int32_t day, uint16_t question)
{
    for (;;) {
        uint16_t option = (uint16_t)draw(rules_builtin()->questions[question].option_count);
        const struct rules_option *o = rules_option(rules_builtin(), question, option);
        if (!o->hidden && day >= o->from && day < o->until)
            return option;
    }
}

/* A random number that the question takes. */
static int64_t draw_number(const struct rules_question *q)
{
    static const int64_t numbers[] = {0,    50,   100,   200,   300,    301,    600,    601,    1200,
                                      1500, 1800, 3500, 60000, 80000, 104210, 700000, 1042100, 1500000};
    int64_t number = q->whole ? 100 + 100 * draw(8) : numbers[draw(sizeof numbers / sizeof numbers[0])];
    return number < q->least ? q->least : number > q->most ? q->most : number;
}

/* Draws an answer, sometimes "I don't know". */
static void draw_answer(struct tree_case *c, int32_t day, uint16_t question)
{
    const struct rules_question *q = &rules_builtin()->questions[question];
    if (draw(10) == 0)
        case_set_unknown(c, question);
    else if (q->kind == QUESTION_CHOICE)
        case_set_option(c, question, draw_option(day, question));
    else if (q->partner != RULES_NONE && draw(2))
        case_set_number(c, q->partner, draw_number(&rules_builtin()->questions[q->partner]));
    else
        case_set_number(c, question, draw_number(q));
}

/* The answers of one random visit to every question that it asks, in their order. */
struct answers {
    struct tree_case c;
    uint16_t asked[RULES_MAX_QUESTIONS];
    int count;
};

/* Makes such a visit. */
static struct answers draw_answers(const struct money_day *day)
{
    struct answers answers = {0};
    uint32_t answered = 0;
    for (uint16_t q; (q = walk_next_question(day, &answers.c, answered)) != RULES_NONE;) {
        uint16_t partner = rules_builtin()->questions[q].partner;
        draw_answer(&answers.c, day->day, q);
        answered |= (uint32_t)1 << q | (partner != RULES_NONE ? (uint32_t)1 << partner : 0);
        answers.asked[answers.count++] = q;
    }
    return answers;
}

/* Puts a list in a random order. */
static void shuffle(uint16_t *list, int count)
{
    for (int i = count - 1; i > 0; i--) {
        int other = (int)draw((uint32_t)i + 1);
        uint16_t kept = list[i];
        list[i] = list[other];
        list[other] = kept;
    }
}

/* Fails unless two results are the same in everything. */
static void compare(const char *name, int number, int32_t day, const struct walk_result *a, const struct walk_result *b)
{
    char date[11];
    date_print(day, date);
    bool same = memcmp(&a->certain, &b->certain, sizeof a->certain) == 0;
    ck_assert_msg(same, "%s %d on %s: certain%s instead of%s", name, number, date,
                  case_ids(rules_builtin(), b->certain), case_ids(rules_builtin(), a->certain));
    same = memcmp(&a->possible, &b->possible, sizeof a->possible) == 0;
    ck_assert_msg(same, "%s %d on %s: possible%s instead of%s", name, number, date,
                  case_ids(rules_builtin(), b->possible), case_ids(rules_builtin(), a->possible));
    ck_assert_msg(a->ceiling_free == b->ceiling_free && a->ceiling_paid == b->ceiling_paid &&
                      a->contribution == b->contribution,
                  "%s %d on %s: another amount", name, number, date);
    ck_assert_msg(a->estimates.count == b->estimates.count && a->expired.count == b->expired.count &&
                      a->missing.count == b->missing.count,
                  "%s %d on %s: another flag", name, number, date);
}

/* ---- the order of the answers ---- */

/* Writes an answer as key=value. */
static void print_pair(struct buffer *out, const struct tree_answer *answer, uint16_t question)
{
    const struct rules *rules = rules_builtin();
    buffer_clear(out);
    buffer_add_format(out, "%s=", rules_string(rules, rules->questions[question].id));
    if (answer->state == ANSWER_UNKNOWN)
        buffer_add(out, "unknown");
    else if (rules->questions[question].kind == QUESTION_CHOICE)
        buffer_add(out, rules_string(rules, rules_option(rules, question, answer->option)->id));
    else
        buffer_add_format(out, "%d.%02d", (int)(answer->low / 100), (int)(answer->low % 100));
}

/* The case read again from pairs in a random order. */
static struct tree_case read_shuffled(const struct tree_case *c)
{
    struct tree_case again = {0};
    struct buffer pair = {0};
    struct buffer problem = {0};
    uint16_t order[RULES_MAX_QUESTIONS];
    int count = (int)rules_builtin()->question_count;
    for (uint16_t i = 0; i < count; i++)
        order[i] = i;
    shuffle(order, count);
    for (int i = 0; i < count; i++) {
        if (c->answers[order[i]].state == ANSWER_ABSENT)
            continue;
        print_pair(&pair, &c->answers[order[i]], order[i]);
        ck_assert_msg(decide_set_pair(rules_builtin(), &again, buffer_text(&pair), &problem), "%s",
                      buffer_text(&problem));
    }
    buffer_done(&pair);
    buffer_done(&problem);
    return again;
}

START_TEST(pairs_in_any_order_give_the_same)
{
    for (int i = 0; i < SESSIONS; i++) {
        struct money_day day;
        struct walk_result a;
        struct walk_result b;
        money_prepare(&day, rules_builtin(), days[draw(day_count)]);
        struct answers answers = draw_answers(&day);
        struct tree_case again = read_shuffled(&answers.c);
        walk_run(&day, &answers.c, &a);
        walk_run(&day, &again, &b);
        compare("case", i, day.day, &a, &b);
    }
}
END_TEST

/* ---- sessions ---- */

/* Records the answer to a question, under its partner where that one was answered. */
static void record(struct session *session, const struct tree_case *c, uint16_t question)
{
    uint16_t partner = rules_builtin()->questions[question].partner;
    if (partner != RULES_NONE && c->answers[partner].state != ANSWER_ABSENT)
        question = partner;
    const struct tree_answer *answer = &c->answers[question];
    if (answer->state == ANSWER_UNKNOWN)
        session_record_unknown(session, question);
    else if (rules_builtin()->questions[question].kind == QUESTION_CHOICE)
        session_record_option(session, question, answer->option);
    else
        ck_assert_int_eq(session_record_number(session, question, answer->low), SESSION_FINE);
}

/* Compares what a session comes to with the case itself. */
static void compare_session(const char *name, int number, const struct session *session, const struct tree_case *c)
{
    struct walk_result a;
    struct walk_result b;
    struct tree_case settled = session_settle(session);
    ck_assert_uint_eq(session_next(session), RULES_NONE);
    walk_run(&session->day, c, &a);
    walk_run(&session->day, &settled, &b);
    compare(name, number, session->day.day, &a, &b);
}

START_TEST(sessions_in_any_order_give_the_same)
{
    static struct session session;
    for (int i = 0; i < SESSIONS; i++) {
        ck_assert(session_start(&session, rules_builtin(), days[draw(day_count)]));
        struct answers answers = draw_answers(&session.day);
        shuffle(answers.asked, answers.count);
        for (int q = 0; q < answers.count; q++)
            record(&session, &answers.c, answers.asked[q]);
        compare_session("session", i, &session, &answers.c);
    }
}
END_TEST

/* True for the age and for a question with details: what was said while another answer stood there
 * goes on to count, as in `decide`, also where it would no longer be asked. */
static bool rules_out_questions(uint16_t question)
{
    if (question == rules_builtin()->keys[KEY_AGE])
        return true;
    for (uint32_t i = 0; i < rules_builtin()->question_count; i++)
        if (rules_builtin()->questions[i].follows == question)
            return true;
    return false;
}

/* Changes one answer, answers with "I don't know" what that opens, and changes it back. */
static void change_and_change_back(struct session *session, const struct answers *answers, uint16_t question)
{
    struct tree_case other = answers->c;
    uint16_t partner = rules_builtin()->questions[question].partner;
    case_clear(&other, question);
    if (partner != RULES_NONE)
        case_clear(&other, partner);
    draw_answer(&other, session->day.day, question);
    record(session, &other, question);
    for (uint16_t q; (q = session_next(session)) != RULES_NONE;)
        session_record_unknown(session, q);
    record(session, &answers->c, question);
}

START_TEST(an_answer_changed_and_changed_back_gives_the_same)
{
    static struct session session;
    for (int i = 0; i < SESSIONS; i++) {
        ck_assert(session_start(&session, rules_builtin(), days[draw(day_count)]));
        struct answers answers = draw_answers(&session.day);
        for (int q = 0; q < answers.count; q++)
            record(&session, &answers.c, answers.asked[q]);
        for (uint32_t change = 1 + draw(3); change > 0; change--) {
            uint16_t question = answers.asked[draw((uint32_t)answers.count)];
            if (!rules_out_questions(question))
                change_and_change_back(&session, &answers, question);
        }
        compare_session("session", i, &session, &answers.c);
    }
}
END_TEST

/* ---- by keys, in every language ---- */

/* Goes back up to COUNT screens, but not past the choice of the language. */
static void go_back(uint32_t count)
{
    for (; count > 0 && visit_screen(&visit) != SCREEN_LANGUAGE; count--)
        visit_press(&visit, "{esc}");
}

/* Goes on to the answers: by answering again, or with Enter on each screen. */
static void go_on(const struct tree_case *wanted, const char *language, bool enter)
{
    if (visit_screen(&visit) == SCREEN_LANGUAGE)
        visit_press(&visit, language);
    while (enter && visit_screen(&visit) != SCREEN_REVIEW)
        visit_press(&visit, "{enter}");
    ck_assert(visit_answer_all(&visit, wanted));
}

/* Makes one visit by keys in one language, back and forward several times. */
static void walk_visit(int number, const struct tree_case *wanted, const struct walk_result *expected,
                       uint32_t language)
{
    const char key[] = {(char)('1' + language), '\0'};
    visit.script.front.is_plain = draw(2) != 0;
    screens_restart(&visit.screens);
    screens_show(&visit.screens);
    visit_press(&visit, key);
    ck_assert_msg(visit_answer_all(&visit, wanted), "visit %d: an answer is not offered", number);
    for (int turn = 0; turn < 3; turn++) {
        const char other[] = {(char)('1' + draw((uint32_t)i18n_language_count())), '\0'};
        go_back(1 + draw(8));
        go_on(wanted, other, draw(2));
    }
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    compare("visit", number, visit.screens.session.day.day, expected, &visit.screens.outcome.walk);
}

START_TEST(back_and_forward_in_every_language_give_the_same)
{
    for (int i = 0; i < VISITS; i++) {
        i18n_set_language("en");
        visit_open(&visit, days[draw(day_count)], false, 80, 24);
        struct walk_result expected;
        struct answers answers = draw_answers(&visit.screens.session.day);
        walk_run(&visit.screens.session.day, &answers.c, &expected);
        for (uint32_t language = 0; language < i18n_language_count(); language++)
            walk_visit(i, &answers.c, &expected, language);
        visit_close(&visit);
    }
}
END_TEST

int main(void)
{
    i18n_start(DS_LOCALE_DIR_BUILD);
    Suite *suite = suite_create("metamorphic");
    TCase *tests = tcase_create("metamorphic");
    tcase_add_checked_fixture(tests, setup, NULL);
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, pairs_in_any_order_give_the_same);
    tcase_add_test(tests, sessions_in_any_order_give_the_same);
    tcase_add_test(tests, an_answer_changed_and_changed_back_gives_the_same);
    tcase_add_test(tests, back_and_forward_in_every_language_give_the_same);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
