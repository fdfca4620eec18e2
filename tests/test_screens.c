/* The screens: whole visits by keys, going back, changing, erasing, the kiosk.
 * How pages look is in test_golden.c, other languages are in test_languages.c. */
#include "check_main.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "case_file.h"
#include "decide_input.h"
#include "program.h"
#include "rules/rules.h"
#include "util/date.h"
#include "visit.h"

#define TODAY "2026-11-21"

static struct visit visit; /* one at a time; it is large */

/* The day of all tests here. */
static int32_t today(void)
{
    int32_t day = 0;
    ck_assert(date_parse(TODAY, &day));
    return day;
}

/* Opens a visit in English at 80x24. */
static void setup(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    i18n_set_language("en");
    visit_open(&visit, today(), false, 80, 24);
}

/* Wipes it. */
static void teardown(void)
{
    visit_close(&visit);
}

/* The case that PAIRS spell. */
static struct tree_case wanted_case(const char *pairs)
{
    struct tree_case wanted = {0};
    struct buffer problem = {0};
    char *words = memory_copy_text(pairs);
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " "))
        ck_assert_msg(decide_set_pair(rules_builtin(), &wanted, word, &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
    free(words);
    return wanted;
}

/* The id of the question on top. */
static const char *question_now(void)
{
    uint16_t question = screens_look(&visit.screens)->question;
    return question == RULES_NONE ? "" : rules_string(rules_builtin(), rules_builtin()->questions[question].id);
}

/* The answer to the question with this id. */
static const struct tree_answer *answer_to(const char *id)
{
    return &visit.screens.session.answers.answers[rules_find_question(rules_builtin(), id)];
}

/* True when the page shows WORDS. */
static bool shows(const char *words)
{
    return strstr(visit_text(&visit), words) != NULL;
}

/* Erases everything, where there is something to erase. */
static void start_again(void)
{
    if (visit_screen(&visit) != SCREEN_LANGUAGE)
        visit_press(&visit, "x2");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_LANGUAGE);
}

/* ---- results ---- */

/* How many cases could be answered on the screens. */
static int cases_done;

/* Answers one case by keys and compares the result with the one expected. */
static void use_case(const struct case_line *line, void *data)
{
    (void)data;
    if (line->day != today())
        return;
    start_again();
    char language[2] = {(char)('1' + cases_done % 4), '\0'};
    visit_press(&visit, language);
    if (!visit_answer_all(&visit, &line->answers))
        return;
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    const struct walk_result *walk = &visit.screens.outcome.walk;
    ck_assert_msg(memcmp(&walk->certain, &line->certain, sizeof walk->certain) == 0, "%s: %s instead of %s",
                  line->name, case_ids(rules_builtin(), walk->certain), case_ids(rules_builtin(), line->certain));
    ck_assert_msg(memcmp(&walk->possible, &line->possible, sizeof walk->possible) == 0, "%s: possible %s instead of %s",
                  line->name, case_ids(rules_builtin(), walk->possible), case_ids(rules_builtin(), line->possible));
    struct tree_case settled = session_settle(&visit.screens.session);
    struct walk_result again;
    walk_run(&visit.screens.session.day, &settled, &again);
    ck_assert(memcmp(&again.certain, &walk->certain, sizeof again.certain) == 0);
    cases_done++;
}

START_TEST(test_every_case_by_keys)
{
    int count = case_file_read(TEST_SOURCE_DIR "/tests/cases/today.txt", rules_builtin(), today(), use_case, NULL);
    ck_assert_int_gt(count, 0);
    ck_assert_msg(cases_done > count * 3 / 4, "%d of %d", cases_done, count);
}
END_TEST

START_TEST(test_result_tabs_and_right)
{
    struct tree_case wanted = wanted_case("age=35 work=none nationality=other papers=none months=8 irregular-months=5 income-year=0");
    visit_press(&visit, "4");
    ck_assert(visit_answer_all(&visit, &wanted));
    visit_press(&visit, "{enter}");
    ck_assert(shows("You probably have these rights"));
    ck_assert(shows("State medical aid (AME)"));
    ck_assert(shows("are an estimate"));
    ck_assert(shows("known up to 31\xc2\xa0March\xc2\xa0" "2026"));
    ck_assert(!shows("you have the right"));
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RIGHT);
    visit_press(&visit, "3");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    ck_assert(shows("[3 Papers]"));
    visit_press(&visit, " {down}{enter}");
    ck_assert(shows("[x]"));
    visit_press(&visit, "{right}{right}{right}");
    ck_assert(shows("[5 Law, dates]"));
    ck_assert(shows("L251-1"));
    visit_press(&visit, "2");
    ck_assert(shows("I have no residence document"));
}
END_TEST

START_TEST(test_unknown_answers_are_named)
{
    struct tree_case wanted =
        wanted_case("age=35 work=none nationality=other papers=none months=8 irregular-months=5 income-year=unknown");
    visit_press(&visit, "4");
    ck_assert(visit_answer_all(&visit, &wanted));
    ck_assert(shows("!"));
    visit_press(&visit, "{enter}");
    ck_assert(shows("Possible, not sure yet"));
    ck_assert(shows("Still to clear up: Income over 12 months"));
}
END_TEST

/* Opens another visit on another day and answers what PAIRS spell, up to the result. */
static void go_result_on(const char *day, const char *pairs)
{
    int32_t date = 0;
    ck_assert(date_parse(day, &date));
    struct tree_case wanted = wanted_case(pairs);
    visit_close(&visit);
    visit_open(&visit, date, false, 80, 24);
    visit_press(&visit, "4");
    ck_assert(visit_answer_all(&visit, &wanted));
    visit_press(&visit, "{enter}");
}

START_TEST(test_old_figures_are_loud)
{
    static const char pairs[] = "age=35 work=none nationality=other papers=none months=8 irregular-months=5 income-year=0";
    go_result_on("2027-03-31", pairs);
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    ck_assert(!shows("Out of date"));
    go_result_on("2027-06-01", pairs);
    ck_assert_int_eq(visit_screen(&visit), SCREEN_OUTDATED);
    ck_assert(shows("this result uses old amounts"));
    ck_assert(shows("Yearly limit for one person"));
    ck_assert(shows("1\xc2\xa0" "April\xc2\xa0" "2027"));
    visit_press(&visit, "7"); /* no numbered answers here: do not speak of a list */
    ck_assert_int_eq(visit_screen(&visit), SCREEN_OUTDATED);
    ck_assert(shows("That does nothing here."));
    visit_press(&visit, "{esc}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_REVIEW);
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_OUTDATED); /* cannot be missed */
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    ck_assert(shows("Out of date: Yearly limit for one person"));
    visit_press(&visit, "{enter}");
    ck_assert(shows("[old amount]"));
    visit_press(&visit, "r{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT); /* said once a visit */
    visit_press(&visit, "x2");
    ck_assert(!visit.screens.warned);
}
END_TEST

START_TEST(test_marks_stand_only_where_figures_are_unsure)
{
    static const char pairs[] = "age=35 work=none nationality=other papers=none months=8 irregular-months=5 income-year=0";
    go_result_on("2025-12-01", pairs);
    visit_press(&visit, "{enter}");
    ck_assert(shows("within the limit of"));
    ck_assert(!shows("[old amount]") && !shows("[estimate]"));
    go_result_on("2026-11-21", pairs);
    visit_press(&visit, "{enter}");
    ck_assert(shows("[estimate]"));
}
END_TEST

START_TEST(test_holes_are_said)
{
    go_result_on("2009-03-01", "age=35 nationality=other papers=permit months=10 work=none income-year=9100");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    ck_assert(shows("Not documented for this day: Yearly limit of the CMU contribution"));
}
END_TEST

START_TEST(test_guide_opens_everywhere)
{
    struct tree_case wanted = wanted_case("age=35 work=none nationality=other papers=none months=8 income-year=0");
    visit_press(&visit, "4f");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_GUIDE);
    visit_press(&visit, "1");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_LEAF);
    ck_assert(shows("Residence papers"));
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_GUIDE);
    visit_press(&visit, "{end}{enter}");
    ck_assert(shows("French words and hard words"));
    ck_assert(shows("Protection universelle maladie"));
    visit_press(&visit, "{esc}{esc}?f");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_GUIDE);
    visit_press(&visit, "{esc}{esc}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_QUESTION);
    ck_assert(visit_answer_all(&visit, &wanted));
    visit_press(&visit, "{enter}f");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_GUIDE);
    visit_press(&visit, "{esc}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
}
END_TEST

/* Presses keys of the numeric keypad until the answers are shown: a number for a choice, digits
 * and Enter for a number. */
static void answer_by_keypad(void)
{
    for (int i = 0; i < 60 && visit_screen(&visit) != SCREEN_REVIEW; i++) {
        bool field = visit_screen(&visit) == SCREEN_NUMBER || visit_screen(&visit) == SCREEN_INCOME;
        visit_press(&visit, field ? "35{enter}" : i % 2 ? "2" : "9");
    }
}

START_TEST(test_keypad_alone_is_enough)
{
    visit_press(&visit, "4");
    visit_press(&visit, "*");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_HELP);
    visit_press(&visit, ".");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_QUESTION);
    visit_press(&visit, "/1");
    ck_assert(shows("Avez-vous besoin de soins"));
    visit_press(&visit, "/4");
    answer_by_keypad();
    ck_assert_int_eq(visit_screen(&visit), SCREEN_REVIEW);
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    visit_press(&visit, "3");
    ck_assert(shows("[3 Papers]"));
    visit_press(&visit, "+{enter}");
    ck_assert(shows("[x]"));
    visit_press(&visit, "1.-");
    ck_assert(!shows("Your result"));
}
END_TEST

START_TEST(test_three_unknown_in_a_row)
{
    visit_press(&visit, "4319{enter}");
    ck_assert_int_lt(session_unknown_run(&visit.screens.session), DESK_AFTER_UNKNOWNS);
    visit_press(&visit, "9");
    ck_assert_int_eq(session_unknown_run(&visit.screens.session), DESK_AFTER_UNKNOWNS);
}
END_TEST

/* ---- moving about ---- */

START_TEST(test_back_keeps_answers)
{
    visit_press(&visit, "4311");
    ck_assert_str_eq(question_now(), "age");
    visit_press(&visit, "34{enter}{esc}{esc}{backspace}");
    ck_assert_str_eq(question_now(), "place");
    ck_assert(shows("1* Mainland"));
    ck_assert_int_eq(answer_to("age")->low, 3400);
    visit_press(&visit, "{enter}");
    ck_assert_str_eq(question_now(), "pregnant");
    visit_press(&visit, "{esc}{esc}{esc}{esc}{esc}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_LANGUAGE);
    visit_press(&visit, "1");
    ck_assert_str_eq(question_now(), "pregnant");
}
END_TEST

START_TEST(test_nothing_is_chosen_for_the_person)
{
    visit_press(&visit, "4{enter}");
    ck_assert_str_eq(question_now(), "urgency");
    ck_assert(shows("Is this your answer?"));
    visit_press(&visit, "{down}{down}{enter}");
    ck_assert_str_eq(question_now(), "place");
}
END_TEST

START_TEST(test_group_is_a_second_step)
{
    visit_press(&visit, "431134{enter}25");
    ck_assert_str_eq(question_now(), "work");
    visit_press(&visit, "1");
    ck_assert(shows("I have a job in France"));
    visit_press(&visit, ".");
    ck_assert(shows("I look for work"));
    ck_assert(shows("> 1  I work"));
    visit_press(&visit, "11");
    ck_assert_str_eq(question_now(), "papers");
}
END_TEST

START_TEST(test_changing_one_answer)
{
    struct tree_case wanted = wanted_case("nationality=fr work=none months=1 joining-insured=no benefit=none age=40");
    visit_press(&visit, "4");
    ck_assert(visit_answer_all(&visit, &wanted));
    visit_press(&visit, "2{esc}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_REVIEW);
    visit_press(&visit, "5");
    ck_assert_str_eq(question_now(), "nationality");
    visit_press(&visit, "5");
    ck_assert_str_eq(question_now(), "papers");
    ck_assert_int_eq(answer_to("age")->low, 4000);
    struct tree_case after = wanted_case("nationality=other papers=protected");
    visit_answer_all(&visit, &after);
    visit_press(&visit, "{enter}");
    struct walk_result walk;
    struct tree_case settled = session_settle(&visit.screens.session);
    walk_run(&visit.screens.session.day, &settled, &walk);
    ck_assert(rules_set_has(walk.certain, rules_find_right(rules_builtin(), "refugee")));
}
END_TEST

START_TEST(test_erase_wipes)
{
    visit_press(&visit, "4311");
    visit_press(&visit, "34{enter}x");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_ERASE);
    visit_press(&visit, "1");
    ck_assert_str_eq(question_now(), "pregnant");
    visit_press(&visit, "-2");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_LANGUAGE);
    static const struct tree_case empty;
    ck_assert(memcmp(&empty, &visit.screens.session.answers, sizeof empty) == 0);
    ck_assert_uint_eq(visit.screens.session.answered, 0);
}
END_TEST

START_TEST(test_emergency_comes_at_once)
{
    visit_press(&visit, "41");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_EMERGENCY);
    ck_assert(shows("15"));
    visit_press(&visit, "{enter}");
    ck_assert_str_eq(question_now(), "place");
}
END_TEST

START_TEST(test_leaving)
{
    visit_press(&visit, "{esc}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_QUIT);
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_LANGUAGE);
    visit_press(&visit, "q2");
    ck_assert_int_eq(visit.screens.end, SCREENS_LEFT);
}
END_TEST

/* ---- numbers ---- */

/* Goes to the income of a household of two. */
static void go_to_income(void)
{
    struct tree_case wanted = wanted_case("nationality=fr work=employed household=2 income-year=9000");
    visit_press(&visit, "4");
    ck_assert(visit_answer_all(&visit, &wanted));
    screens_go_question(&visit.screens, rules_find_question(rules_builtin(), "income-year"));
    screens_show(&visit.screens);
}

START_TEST(test_income_in_every_way)
{
    go_to_income();
    ck_assert(shows("2* The total of twelve months"));
    visit_press(&visit, "11450{enter}");
    ck_assert_int_eq(answer_to("income-month")->low, 145000);
    ck_assert_int_eq(answer_to("income-year")->state, ANSWER_ABSENT);
    ck_assert(shows("€1,450"));
    go_to_income();
    visit_press(&visit, "31");
    ck_assert_int_eq(answer_to("income-year")->low, 0);
    ck_assert_int_gt(answer_to("income-year")->high, 100000);
    go_to_income();
    visit_press(&visit, "32");
    ck_assert_int_lt(answer_to("income-year")->low, answer_to("income-year")->high);
    go_to_income();
    visit_press(&visit, "33");
    ck_assert_int_eq(answer_to("income-year")->high, CASE_NUMBER_MAX);
    go_to_income();
    visit_press(&visit, "4");
    ck_assert_int_eq(answer_to("income-year")->high, 0);
    go_to_income();
    visit_press(&visit, "9");
    ck_assert_int_eq(answer_to("income-year")->state, ANSWER_UNKNOWN);
}
END_TEST

START_TEST(test_numbers_as_people_type_them)
{
    static const struct {
        const char *keys;
        int64_t cents;
    } typed[] = {{"1450", 145000},   {"1 450", 145000},  {"1.450", 145000},      {"1,450", 145000},
                 {"1450,50", 145050}, {"1450.5", 145050}, {"12{backspace}5", 1500}, {"007", 700}};
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        go_to_income();
        visit_press(&visit, "2");
        visit_press(&visit, typed[i].keys);
        visit_press(&visit, "{enter}");
        ck_assert_msg(answer_to("income-year")->low == typed[i].cents, "%s gives %lld", typed[i].keys,
                      (long long)answer_to("income-year")->low);
    }
}
END_TEST

START_TEST(test_impossible_numbers)
{
    visit_press(&visit, "4311200{enter}");
    ck_assert_str_eq(question_now(), "age");
    ck_assert(shows("Please type a number from 0 to 130."));
    visit_press(&visit, "{clear}34x1");
    ck_assert(shows("34"));
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(answer_to("age")->low, 3400);
    visit_press(&visit, "{esc}{clear}{enter}");
    ck_assert_int_eq(answer_to("age")->state, ANSWER_UNKNOWN);
}
END_TEST

/* ---- kiosk ---- */

START_TEST(test_kiosk_has_no_way_out)
{
    visit_close(&visit);
    visit_open(&visit, today(), true, 80, 24);
    for (int c = ' '; c <= '~'; c++) {
        struct event event = event_from_character((char)c);
        screens_handle(&visit.screens, &event);
        screens_show(&visit.screens);
        ck_assert_int_eq(visit.screens.end, SCREENS_RUNNING);
    }
    for (int key = FRONT_KEY_NONE; key < FRONT_KEY_COUNT; key++) {
        struct event event = event_from_key((enum front_key)key);
        screens_handle(&visit.screens, &event);
        screens_show(&visit.screens);
        ck_assert_int_eq(visit.screens.end, SCREENS_RUNNING);
    }
    visit_press(&visit, "x{esc}{esc}q2{interrupt}");
    ck_assert_int_eq(visit.screens.end, SCREENS_RUNNING);
}
END_TEST

START_TEST(test_kiosk_erases_at_once)
{
    visit_close(&visit);
    visit_open(&visit, today(), true, 80, 24);
    visit_press(&visit, "4311x");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_LANGUAGE);
}
END_TEST

START_TEST(test_kiosk_wipes_when_idle)
{
    visit_close(&visit);
    visit_open(&visit, today(), true, 80, 24);
    ck_assert_int_eq(screens_timeout(&visit.screens), -1);
    visit_press(&visit, "4311");
    ck_assert_int_eq(screens_timeout(&visit.screens), IDLE_BEFORE_MS);
    visit_press(&visit, "{timeout}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_IDLE);
    ck_assert(shows("2:00"));
    ck_assert_int_eq(screens_timeout(&visit.screens), IDLE_STEP_MS);
    visit_press(&visit, "{timeout}3");
    ck_assert_str_eq(question_now(), "age");
    visit_press(&visit, "{timeout}{timeout}{timeout}{timeout}{timeout}{timeout}{timeout}{timeout}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_IDLE);
    visit_press(&visit, "{timeout}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_LANGUAGE);
    ck_assert_uint_eq(visit.screens.session.answered, 0);
}
END_TEST

START_TEST(test_double_strike)
{
    visit_press(&visit, "4");
    struct event event = event_from_character('3');
    event.time_ms = 1000;
    screens_handle(&visit.screens, &event);
    screens_show(&visit.screens);
    ck_assert_str_eq(question_now(), "place");
    event.time_ms = 1000 + DOUBLE_STRIKE_MS - 1;
    screens_handle(&visit.screens, &event);
    screens_show(&visit.screens);
    ck_assert_str_eq(question_now(), "place");
    event.time_ms = 1000 + DOUBLE_STRIKE_MS;
    screens_handle(&visit.screens, &event);
    ck_assert_str_eq(question_now(), "address");
}
END_TEST

/* ---- anything at all ---- */

/* The next of a row of numbers that is the same on every run. */
static uint32_t random_next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* A random event. */
static struct event random_event(uint32_t *state)
{
    static const char common[] = "1234512345123451234.90l/x?*r+";
    if (random_next(state) % 10 < 7)
        return event_from_character(common[random_next(state) % (sizeof common - 1)]);
    if (random_next(state) % 40 == 0)
        return (struct event){.kind = random_next(state) % 2 ? EVENT_RESIZE : EVENT_TIMEOUT, .digit = -1};
    return event_from_key((enum front_key)(random_next(state) % FRONT_KEY_DIGIT));
}

START_TEST(test_random_keys)
{
    static const int columns[] = {80, 64, 40, 17, PAGE_COLUMNS_MIN};
    static const int rows[] = {24, 12, 40, 5, PAGE_ROWS_MIN};
    uint32_t state = 2026;
    for (int run = 0; run < 2000; run++) {
        visit_close(&visit);
        visit_open(&visit, today(), run % 2 == 0, columns[random_next(&state) % 5], rows[random_next(&state) % 5]);
        visit.script.front.is_plain = run % 7 == 0;
        for (int key = 0; key < 40 && visit.screens.end == SCREENS_RUNNING; key++) {
            struct event event = random_event(&state);
            screens_handle(&visit.screens, &event);
            if (visit.screens.end != SCREENS_RUNNING)
                break;
            screens_show(&visit.screens);
            ck_assert_uint_le(visit.screens.depth, FRAMES_MOST);
            ck_assert_uint_ge(visit.screens.depth, 1);
        }
        if (run % 2 == 0)
            ck_assert_int_eq(visit.screens.end, SCREENS_RUNNING);
    }
}
END_TEST

/* The languages that a site puts first come first, on the first screen and in the overlay. */
START_TEST(test_languages_of_the_site_come_first)
{
    static const char *const site[] = {"da", "nl"};
    visit.screens.options.languages = site;
    visit.screens.options.language_count = 2;
    screens_show(&visit.screens);
    ck_assert(shows("1  Dansk"));
    ck_assert(shows("2  Nederlands"));
    ck_assert(shows("3  Fran\xc3\xa7" "ais"));
    ck_assert(shows("4  English"));
    visit_press(&visit, "1");
    ck_assert(shows("Har du brug for"));
    visit_press(&visit, "l3");
    ck_assert(shows("Avez-vous besoin"));
    visit_press(&visit, "l");
    ck_assert(shows("2  Nederlands"));
    visit_press(&visit, "4");
    ck_assert(shows("Do you need medical care"));
}
END_TEST

START_TEST(test_the_driver_ends_with_the_input)
{
    static const char *const scripts[] = {"4311", "4311{signal}", "q2", "{interrupt}"};
    static const enum screens_end ends[] = {SCREENS_CLOSED, SCREENS_SIGNAL, SCREENS_LEFT, SCREENS_LEFT};
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        struct event events[32];
        struct front_script script;
        struct screens_options options = {.day = today()};
        front_script_init(&script, 24, 80, events, event_parse_script(scripts[i], events, 32));
        ck_assert_int_eq(screens_run(&script.front, rules_builtin(), &options), ends[i]);
        script.front.done(&script.front);
    }
}
END_TEST

/* Adds the tests that share a visit. */
static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_every_case_by_keys);
    tcase_add_test(tests, test_result_tabs_and_right);
    tcase_add_test(tests, test_unknown_answers_are_named);
    tcase_add_test(tests, test_old_figures_are_loud);
    tcase_add_test(tests, test_marks_stand_only_where_figures_are_unsure);
    tcase_add_test(tests, test_holes_are_said);
    tcase_add_test(tests, test_guide_opens_everywhere);
    tcase_add_test(tests, test_keypad_alone_is_enough);
    tcase_add_test(tests, test_three_unknown_in_a_row);
    tcase_add_test(tests, test_back_keeps_answers);
    tcase_add_test(tests, test_nothing_is_chosen_for_the_person);
    tcase_add_test(tests, test_group_is_a_second_step);
    tcase_add_test(tests, test_changing_one_answer);
    tcase_add_test(tests, test_erase_wipes);
    tcase_add_test(tests, test_emergency_comes_at_once);
    tcase_add_test(tests, test_leaving);
    tcase_add_test(tests, test_income_in_every_way);
    tcase_add_test(tests, test_numbers_as_people_type_them);
    tcase_add_test(tests, test_impossible_numbers);
    tcase_add_test(tests, test_kiosk_has_no_way_out);
    tcase_add_test(tests, test_kiosk_erases_at_once);
    tcase_add_test(tests, test_kiosk_wipes_when_idle);
    tcase_add_test(tests, test_double_strike);
    tcase_add_test(tests, test_random_keys);
    tcase_add_test(tests, test_languages_of_the_site_come_first);
    tcase_add_test(tests, test_the_driver_ends_with_the_input);
}

int main(void)
{
    i18n_start(DS_LOCALE_DIR_BUILD);
    Suite *suite = suite_create("screens");
    TCase *tests = tcase_create("visits");
    tcase_add_checked_fixture(tests, setup, teardown);
    add_tests(tests);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
