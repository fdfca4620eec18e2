/* Explanations on the screens: why, why not, what another answer changes, two days, another
 * person, the income worksheet, the one question.  What they say is found by tree/explain.h and
 * tree/worksheet.h, which have tests of their own; here it is that people get to read it. */
#include "check_main.h"

#include <locale.h>
#include <string.h>

#include "decide_input.h"
#include "tree/explain.h"
#include "program.h"
#include "rules/rules.h"
#include "util/date.h"
#include "visit.h"

#define NO_PAPERS "age=35 work=none nationality=other papers=none months=8 irregular-months=5 "

static struct visit visit; /* one at a time; it is large */

/* Opens a visit in English at 80x24 and answers what PAIRS spell, up to the result. */
static void open_result(const char *day, const char *pairs)
{
    int32_t date = 0;
    struct tree_case wanted = {0};
    struct buffer problem = {0};
    char *words = memory_copy_text(pairs);
    ck_assert(date_parse(day, &date));
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " "))
        ck_assert_msg(decide_set_pair(rules_builtin(), &wanted, word, &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
    free(words);
    visit_open(&visit, date, false, 80, 40);
    visit_press(&visit, "4");
    ck_assert(visit_answer_all(&visit, &wanted));
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
}

/* Prepares characters and the language. */
static void setup(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    i18n_set_language("en");
}

/* Wipes the visit. */
static void teardown(void)
{
    visit_close(&visit);
}

/* True when the page shows WORDS. */
static bool shows(const char *words)
{
    return strstr(visit_text(&visit), words) != NULL;
}

/* The index of a right. */
static uint16_t right(const char *id)
{
    uint16_t index = rules_find_right(rules_builtin(), id);
    ck_assert_uint_ne(index, RULES_NONE);
    return index;
}

START_TEST(test_why_names_answers_limit_and_article)
{
    open_result("2025-12-01", NO_PAPERS "income-year=0");
    screens_push(&visit.screens, SCREEN_RIGHT)->right = right("ame");
    screens_show(&visit.screens);
    ck_assert(shows("Why"));
    ck_assert(shows("I have no residence document"));
    ck_assert(shows("within the limit of"));
    ck_assert(shows("10,339"));
    ck_assert(shows("CASF L251-1"));
}
END_TEST

/* The condition for C2S that is not met, the answer that would change it, and the article, in
 * every language. */
START_TEST(test_why_not_c2s_in_every_language)
{
    static const char *const papers[] = {"Document de séjour", "Verblijfsdocument", "Opholdsdokument", "Residence document"};
    open_result("2025-12-01", NO_PAPERS "income-year=0");
    visit_press(&visit, "n");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_WHYNOT);
    i18n_set_language(i18n_language_at((size_t)_i)->code);
    screens_push(&visit.screens, SCREEN_AGAINST)->right = right("c2s-free");
    screens_show(&visit.screens);
    const struct explain_missing *missing = &visit.screens.explain->missing[right("c2s-free")];
    ck_assert_uint_eq(missing->count, 1);
    ck_assert_uint_eq(missing->edits[0].question, rules_find_question(rules_builtin(), "papers"));
    ck_assert_msg(shows(papers[_i]), "%s", visit_text(&visit));
    ck_assert_msg(shows("L861-1"), "%s", visit_text(&visit));
    i18n_set_language("en");
}
END_TEST

START_TEST(test_another_answer_opens_and_closes)
{
    open_result("2025-12-01", NO_PAPERS "income-year=0");
    screens_push(&visit.screens, SCREEN_CHANGE)->leaf = rules_find_question(rules_builtin(), "papers");
    screens_show(&visit.screens);
    ck_assert(shows("Valid residence card"));
    ck_assert(shows("+ Base health cover by living in France (PUMa)"));
    ck_assert(shows("- State medical aid (AME)"));
}
END_TEST

START_TEST(test_the_question_that_settles_most)
{
    open_result("2025-12-01", NO_PAPERS "income-year=unknown");
    visit_press(&visit, "{end}");
    ck_assert(shows("One answer would settle most: Income over 12 months"));
    visit_press(&visit, "g");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_INCOME);
    visit_press(&visit, "4");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_REVIEW);
    visit_press(&visit, "{enter}{end}");
    ck_assert(!shows("settle most"));
    visit_press(&visit, "g");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
}
END_TEST

/* The way through the rules, with file and line, is for the desk. */
START_TEST(test_trace_at_the_desk)
{
    open_result("2025-12-01", NO_PAPERS "income-year=0");
    visit_press(&visit, "5{end}");
    ck_assert(!shows("The way through the rules"));
    visit.screens.options.desk = true;
    screens_show(&visit.screens);
    visit_press(&visit, "{end}");
    ck_assert_msg(shows("data/trees/2016-puma.xml:"), "%s", visit_text(&visit));
    ck_assert(!shows("an answer is open"));
}
END_TEST

START_TEST(test_two_days)
{
    open_result("2025-12-01", "age=35 nationality=other papers=permit months=20 work=none income-year=5000");
    visit_press(&visit, "=20151231");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_COMPARE);
    ck_assert(shows("31\xc2\xa0" "December\xc2\xa0" "2015"));
    ck_assert(shows("no \xe2\x86\x92 probably"));
    ck_assert(shows("changes on 1\xc2\xa0January\xc2\xa0" "2016"));
    ck_assert(shows("changes on 1\xc2\xa0November\xc2\xa0" "2019"));
    ck_assert(shows("Limit for free cover"));
    visit_press(&visit, "19991231");
    ck_assert(shows("There are no rules for that day"));
    visit_press(&visit, "{right}");
    ck_assert(!shows("There are no rules for that day"));
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
}
END_TEST

START_TEST(test_another_person_keeps_what_is_shared)
{
    const struct session *session = &visit.screens.session;
    open_result("2025-12-01", "age=35 nationality=other papers=permit months=20 work=none household=3 income-year=5000");
    visit_press(&visit, "o1");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    visit_press(&visit, "o2");
    ck_assert(session->answers.answers[rules_find_question(rules_builtin(), "household")].low == 300);
    ck_assert(session->answers.answers[rules_find_question(rules_builtin(), "income-year")].low == 500000);
    ck_assert(!session_has(session, rules_find_question(rules_builtin(), "age")));
    ck_assert(!session_has(session, rules_find_question(rules_builtin(), "papers")));
    ck_assert(visit_screen(&visit) == SCREEN_QUESTION || visit_screen(&visit) == SCREEN_NUMBER);
}
END_TEST

/* Opens the worksheet from the income question of a finished visit. */
static void open_worksheet(void)
{
    open_result("2025-04-15", "age=35 nationality=other papers=permit months=20 work=employed household=1 income-year=1");
    screens_go_question(&visit.screens, rules_builtin()->keys[KEY_INCOME_YEAR]);
    screens_show(&visit.screens);
    visit_press(&visit, "5");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_WORKSHEET);
}

START_TEST(test_worksheet_ends_in_the_same_answers)
{
    const struct session *session = &visit.screens.session;
    open_worksheet();
    ck_assert(shows("1\xc2\xa0March\xc2\xa0" "2024")); /* a claim of April 2025: March to February */
    ck_assert(shows("28\xc2\xa0" "February\xc2\xa0" "2025"));
    visit_press(&visit, "1{enter}2{enter}0{enter}{enter}"); /* a partner, two children, then wages by the month */
    ck_assert_int_eq(visit_screen(&visit), SCREEN_MONTHS);
    for (int month = 0; month < 12; month++)
        visit_press(&visit, "1000{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_WORKSHEET);
    visit_press(&visit, "{end}");
    ck_assert(shows("Counted in twelve months: \xe2\x82\xac" "12,000"));
    visit_press(&visit, "{enter}");
    ck_assert(session->answers.answers[rules_builtin()->keys[KEY_HOUSEHOLD]].low == 400);
    ck_assert(session->answers.answers[rules_builtin()->keys[KEY_INCOME_YEAR]].low == 1200000);
    ck_assert(session->answers.answers[rules_builtin()->keys[KEY_INCOME_YEAR]].high == 1200000);
    visit_press(&visit, "x2");
    ck_assert(visit.screens.worksheet.people[1] == 0 && visit.screens.worksheet.cents[INCOME_WAGES][0] == 0);
}
END_TEST

START_TEST(test_worksheet_refuses_what_does_not_fit)
{
    open_worksheet();
    visit_press(&visit, "{down}{down}{down}999999999{enter}{down}999999999{enter}{end}");
    ck_assert_msg(shows("Type euros"), "%s", visit_text(&visit));
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_WORKSHEET); /* nothing wrong is used */
}
END_TEST

/* Adds the tests. */
static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_why_names_answers_limit_and_article);
    tcase_add_loop_test(tests, test_why_not_c2s_in_every_language, 0, 4);
    tcase_add_test(tests, test_another_answer_opens_and_closes);
    tcase_add_test(tests, test_the_question_that_settles_most);
    tcase_add_test(tests, test_trace_at_the_desk);
    tcase_add_test(tests, test_two_days);
    tcase_add_test(tests, test_another_person_keeps_what_is_shared);
    tcase_add_test(tests, test_worksheet_ends_in_the_same_answers);
    tcase_add_test(tests, test_worksheet_refuses_what_does_not_fit);
}

int main(void)
{
    i18n_start(DS_LOCALE_DIR_BUILD);
    Suite *suite = suite_create("reasons");
    TCase *tests = tcase_create("reasons");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    add_tests(tests);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
