/* The four languages: the same answers come to the same result in each of them, on the screen
 * and in plain text, and every screen changes its language without losing anything.
 * LANGUAGE_WALKS sets how many random visits are made, each in all eight ways. */
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

#define WALKS 300

static struct visit visit; /* one at a time; it is large */
static uint64_t seed = 88172645463325252u;

/* The day of all tests here. */
static int32_t today(void)
{
    return date_to_day((struct date){2026, 11, 21});
}

/* Opens a visit at 80x24. */
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

/* Goes to the first screen, with or without plain text. */
static void start_again(bool plain)
{
    visit.script.front.is_plain = plain;
    screens_restart(&visit.screens);
    screens_show(&visit.screens);
}

/* The key that chooses the language at INDEX. */
static const char *language_key(size_t index)
{
    static const char *const keys[] = {"1", "2", "3", "4"};
    return keys[index];
}

/* ---- random visits ---- */

/* A random number below LIMIT, the same in every run. */
static uint32_t draw(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % limit;
}

/* A random option that the screens offer on the day. */
static uint16_t draw_option(uint16_t question)
{
    for (;;) {
        uint16_t option = (uint16_t)draw(rules_builtin()->questions[question].option_count);
        const struct rules_option *o = rules_option(rules_builtin(), question, option);
        if (!o->hidden && today() >= o->from && today() < o->until)
            return option;
    }
}

/* A random number that the question takes. */
static int64_t draw_number(const struct rules_question *q)
{
    static const int64_t numbers[] = {0,    50,   100,  250,  300,   301,    600,    601,
                                      1200, 1500, 1800, 3500, 90000, 104210, 1042100, 1500000};
    int64_t number = q->whole ? 100 * draw(80) : numbers[draw(sizeof numbers / sizeof numbers[0])];
    return number < q->least ? q->least : number > q->most ? q->most : number;
}

/* Draws an answer, sometimes "I don't know"; an income also by the month. */
static void draw_answer(struct tree_case *wanted, uint16_t question)
{
    const struct rules_question *q = &rules_builtin()->questions[question];
    if (draw(10) == 0)
        case_set_unknown(wanted, question);
    else if (q->kind == QUESTION_CHOICE)
        case_set_option(wanted, question, draw_option(question));
    else if (q->partner != RULES_NONE && draw(2))
        case_set_number(wanted, q->partner, draw_number(&rules_builtin()->questions[q->partner]));
    else
        case_set_number(wanted, question, draw_number(q));
}

/* The answers of one random visit to every question that it asks. */
static struct tree_case draw_visit(void)
{
    const struct money_day *day = &visit.screens.session.day;
    struct tree_case wanted = {0};
    uint32_t answered = 0;
    for (uint16_t q; (q = walk_next_question(day, &wanted, answered)) != RULES_NONE;) {
        uint16_t partner = rules_builtin()->questions[q].partner;
        draw_answer(&wanted, q);
        answered |= (uint32_t)1 << q | (partner != RULES_NONE ? (uint32_t)1 << partner : 0);
    }
    return wanted;
}

/* The rights of a result, certain or not, counted. */
static int count_rights(const struct walk_result *result)
{
    struct rules_set all = rules_set_union(result->certain, result->possible);
    int count = 0;
    for (uint16_t right = 0; right < rules_builtin()->right_count; right++)
        count += rules_set_has(all, right);
    return count;
}

/* Makes one visit by keys in one of the eight ways and compares its result. */
static void walk_one(int number, const struct tree_case *wanted, const struct walk_result *expected, size_t way)
{
    const struct walk_result *found = &visit.screens.outcome.walk;
    start_again(way >= i18n_language_count());
    visit_press(&visit, language_key(way % i18n_language_count()));
    ck_assert_msg(visit_answer_all(&visit, wanted), "visit %d: an answer is not offered", number);
    visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    ck_assert_msg(memcmp(&found->certain, &expected->certain, sizeof found->certain) == 0,
                  "visit %d, way %zu: %s instead of %s", number, way, case_ids(rules_builtin(), found->certain),
                  case_ids(rules_builtin(), expected->certain));
    ck_assert_msg(memcmp(&found->possible, &expected->possible, sizeof found->possible) == 0,
                  "visit %d, way %zu: possible %s instead of %s", number, way,
                  case_ids(rules_builtin(), found->possible), case_ids(rules_builtin(), expected->possible));
    ck_assert_int_eq(page_item_count(visit.screens.page), count_rights(expected));
}

START_TEST(random_visits_end_alike_in_every_language)
{
    const char *given = getenv("LANGUAGE_WALKS");
    long walks = given ? strtol(given, NULL, 10) : WALKS;
    size_t ways = 2 * i18n_language_count();
    int pages = 0;
    ck_assert_int_gt(walks, 0);
    for (int i = 0; i < walks; i++) {
        struct tree_case wanted = draw_visit();
        struct walk_result expected;
        walk_run(&visit.screens.session.day, &wanted, &expected);
        for (size_t way = 0; way < ways; way++)
            walk_one(i, &wanted, &expected, way);
        pages += visit.script.shown;
        visit.script.shown = 0;
        if (i % 1000 == 999)
            fprintf(stderr, "%d visits\n", i + 1);
    }
    printf("%ld random visits, each in %zu ways: %d pages, all results alike\n", walks, ways, pages);
}
END_TEST

/* ---- another language on every screen ---- */

/* How far a visit is before the keys of a place are pressed. */
enum place_start { START_FIRST, START_INCOME, START_IRREGULAR, START_REVIEW, START_PUSHED };

/* Screens, and the keys that lead there. */
static const struct {
    const char *name;
    enum place_start start;
    const char *keys;
    enum screen_id screen;
} places[] = {
    {"question", START_FIRST, "43", SCREEN_QUESTION},
    {"question with the focus moved", START_FIRST, "43{down}{down}", SCREEN_QUESTION},
    {"question answered before", START_FIRST, "4311{esc}", SCREEN_QUESTION},
    {"second step", START_FIRST, "431134{enter}251", SCREEN_QUESTION},
    {"empty number", START_FIRST, "4311", SCREEN_NUMBER},
    {"number with digits", START_FIRST, "431134", SCREEN_NUMBER},
    {"number that is too large", START_FIRST, "4311200{enter}", SCREEN_NUMBER},
    {"number answered before", START_FIRST, "431134{enter}{esc}", SCREEN_NUMBER},
    {"months, the choice", START_IRREGULAR, "", SCREEN_NUMBER},
    {"months with a point", START_IRREGULAR, "27.", SCREEN_NUMBER},
    {"income, the ways", START_INCOME, "", SCREEN_INCOME},
    {"income of a month", START_INCOME, "11450,5", SCREEN_INCOME},
    {"income of a year", START_INCOME, "218000", SCREEN_INCOME},
    {"income and the limits", START_INCOME, "3", SCREEN_INCOME},
    {"emergency", START_FIRST, "41", SCREEN_EMERGENCY},
    {"help", START_FIRST, "43?", SCREEN_HELP},
    {"answers so far", START_FIRST, "4312r", SCREEN_REVIEW},
    {"erase", START_FIRST, "43x", SCREEN_ERASE},
    {"leave", START_FIRST, "43q", SCREEN_QUIT},
    {"all answers", START_REVIEW, "", SCREEN_REVIEW},
    {"all answers, the third", START_REVIEW, "{down}{down}{down}", SCREEN_REVIEW},
    {"an answer to change", START_REVIEW, "{down}{down}{enter}", SCREEN_QUESTION},
    {"result", START_REVIEW, "{enter}1", SCREEN_RESULT},
    {"result, its second right", START_REVIEW, "{enter}1{down}", SCREEN_RESULT},
    {"why", START_REVIEW, "{enter}2", SCREEN_RESULT},
    {"papers", START_REVIEW, "{enter}3", SCREEN_RESULT},
    {"papers with a tick", START_REVIEW, "{enter}3{down} {down}", SCREEN_RESULT},
    {"where to go", START_REVIEW, "{enter}4", SCREEN_RESULT},
    {"law and dates", START_REVIEW, "{enter}5", SCREEN_RESULT},
    {"law, read to its end", START_REVIEW, "{enter}5{end}", SCREEN_RESULT},
    {"a right", START_REVIEW, "{enter}1{down}{enter}", SCREEN_RIGHT},
    {"help of the result", START_REVIEW, "{enter}3?", SCREEN_HELP},
    {"erase the result", START_REVIEW, "{enter}5x", SCREEN_ERASE},
    {"the guide", START_FIRST, "43f{down}", SCREEN_GUIDE},
    {"a page of the guide", START_FIRST, "43f2", SCREEN_LEAF},
    {"the words of the guide", START_REVIEW, "{enter}f{end}{enter}", SCREEN_LEAF},
    {"take away", START_REVIEW, "{enter}p", SCREEN_TAKEAWAY},
    {"before the code", START_REVIEW, "{enter}p5", SCREEN_CODE},
    {"the code", START_REVIEW, "{enter}p52", SCREEN_CODE},
    {"old figures", START_PUSHED, "", SCREEN_OUTDATED},
    {"a code half typed", START_PUSHED, "ab12", SCREEN_RESUME},
    {"a code that is wrong", START_PUSHED, "ab12{enter}", SCREEN_RESUME},
    {"the desk", START_PUSHED, "{down}", SCREEN_DESK},
    {"two languages", START_PUSHED, "{right}", SCREEN_BESIDE},
    {"why not", START_REVIEW, "{enter}n{down}", SCREEN_WHYNOT},
    {"against", START_REVIEW, "{enter}n{enter}", SCREEN_AGAINST},
    {"other answers", START_REVIEW, "{enter}2{end}{enter}", SCREEN_CHANGE},
    {"two days", START_REVIEW, "{enter}={left}", SCREEN_COMPARE},
    {"two days, a date half typed", START_REVIEW, "{enter}=2012", SCREEN_COMPARE},
    {"another person", START_REVIEW, "{enter}o", SCREEN_PERSON},
    {"worksheet", START_INCOME, "51{enter}", SCREEN_WORKSHEET},
    {"worksheet, months", START_INCOME, "5{down}{down}{down}{enter}1200{enter}", SCREEN_MONTHS},
};

/* The answers of somebody without a document. */
static struct tree_case wanted_answers(void)
{
    static const char *const pairs[] = {"nationality=other", "work=none",   "papers=none", "months=8",
                                        "irregular-months=5", "household=3", "age=34",      "income-month=800"};
    struct tree_case wanted = {0};
    struct buffer problem = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        ck_assert_msg(decide_set_pair(rules_builtin(), &wanted, pairs[i], &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
    return wanted;
}

/* Goes to one of the places on a screen of this size. */
static void go_to_place(size_t place, int columns, int rows)
{
    static const char *const asked[] = {[START_INCOME] = "income-year", [START_IRREGULAR] = "irregular-months"};
    struct tree_case wanted = wanted_answers();
    visit.script.columns = 80;
    visit.script.rows = 24;
    start_again(false);
    if (places[place].start != START_FIRST) {
        visit_press(&visit, "4");
        ck_assert(visit_answer_all(&visit, &wanted));
    }
    if (places[place].start == START_INCOME || places[place].start == START_IRREGULAR)
        screens_go_question(&visit.screens, rules_find_question(rules_builtin(), asked[places[place].start]));
    if (places[place].start == START_PUSHED) {
        screens_go_result(&visit.screens);
        screens_push(&visit.screens, places[place].screen);
    }
    screens_show(&visit.screens);
    visit_press(&visit, places[place].keys);
    visit.script.columns = columns;
    visit.script.rows = rows;
    screens_show(&visit.screens);
    ck_assert_msg(visit_screen(&visit) == places[place].screen, "%s: screen %d", places[place].name,
                  (int)visit_screen(&visit));
}

/* What may change with the language is left out: how far the text is scrolled. */
static struct frame frame_without_scroll(size_t depth)
{
    struct frame frame = visit.screens.frames[depth];
    frame.scroll = 0;
    return frame;
}

/* Compares two frames member by member. */
static bool frames_are_alike(const struct frame *a, const struct frame *b)
{
    return a->screen == b->screen && a->focused == b->focused && a->moved == b->moved &&
           a->from_review == b->from_review && a->question == b->question && a->group == b->group &&
           a->right == b->right && a->mode == b->mode && a->tab == b->tab && strcmp(a->typed, b->typed) == 0 &&
           a->filled == b->filled && a->stopped == b->stopped && a->leaf == b->leaf && a->opened == b->opened;
}

/* Changes the language with `L` and a digit and asserts that all else is as before. */
static void change_language(const char *name, size_t language, const struct screens *before)
{
    visit_press(&visit, visit_screen(&visit) == SCREEN_RESUME ? "/" : "l"); /* there L is a letter of the code */
    ck_assert_int_eq(visit_screen(&visit), SCREEN_LANGUAGES);
    visit_press(&visit, language_key(language));
    ck_assert_str_eq(i18n_language()->code, i18n_language_at(language)->code);
    ck_assert_uint_eq(visit.screens.depth, before->depth);
    for (size_t i = 0; i < before->depth; i++) {
        struct frame frame = frame_without_scroll(i);
        ck_assert_msg(frames_are_alike(&frame, &before->frames[i]), "%s: another place in %s", name,
                      i18n_language()->code);
    }
    ck_assert_msg(memcmp(&visit.screens.session, &before->session, sizeof before->session) == 0,
                  "%s: other answers in %s", name, i18n_language()->code);
    ck_assert_msg(memcmp(&visit.screens.outcome, &before->outcome, sizeof before->outcome) == 0,
                  "%s: another result in %s", name, i18n_language()->code);
}

/* Changes through all languages in one place. */
static void change_languages(size_t place, int columns, int rows, bool plain)
{
    static struct screens before;
    go_to_place(place, columns, rows);
    visit.script.front.is_plain = plain;
    screens_show(&visit.screens);
    memcpy(&before, &visit.screens, sizeof before);
    for (size_t language = 0; language < i18n_language_count(); language++) {
        change_language(places[place].name, language, &before);
        if (columns < 64)
            continue;
        char mark[] = {'[', (char)(i18n_language()->code[0] - 32), (char)(i18n_language()->code[1] - 32), ']', '\0'};
        ck_assert_msg(strstr(visit_text(&visit), mark), "%s: no %s in\n%s", places[place].name, mark,
                      visit_text(&visit));
    }
}

START_TEST(every_screen_changes_its_language)
{
    for (size_t place = 0; place < sizeof places / sizeof places[0]; place++) {
        change_languages(place, 80, 24, false);
        change_languages(place, 40, 12, false);
        change_languages(place, 80, 24, true);
    }
}
END_TEST

START_TEST(every_screen_is_among_the_places)
{
    uint32_t seen = 0;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        seen |= (uint32_t)1 << places[i].screen;
    struct event l = event_from_character('l');
    for (int screen = 0; screen < SCREEN_COUNT; screen++)
        if (keys_find_action(&l, (enum screen_id)screen, false) == ACTION_LANGUAGE)
            ck_assert_msg(seen >> screen & 1, "screen %d", screen);
}
END_TEST

int main(void)
{
    i18n_start(DS_LOCALE_DIR_BUILD);
    Suite *suite = suite_create("languages");
    TCase *tests = tcase_create("languages");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, random_visits_end_alike_in_every_language);
    tcase_add_test(tests, every_screen_changes_its_language);
    tcase_add_test(tests, every_screen_is_among_the_places);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
