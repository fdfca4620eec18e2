/* How every screen looks, in every language and four sizes: rows, cursor and roles, compared
 * with one file a language and size under tests/expected/, and a plain transcript a language.
 * UPDATE_EXPECTED=1 writes the files anew; read the difference before you keep it. */
#include "check_main.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "decide_input.h"
#include "expected_file.h"
#include "program.h"
#include "rules/rules.h"
#include "util/date.h"
#include "visit.h"

static struct visit visit; /* one at a time; it is large */

/* The day of all tests here. */
static int32_t today(void)
{
    return date_to_day((struct date){2026, 11, 21});
}

/* Prepares characters. */
static void setup(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
}

/* ---- a page as text ---- */

static const char *const role_names[PAGE_ROLE_COUNT] = {
    [PAGE_TEXT] = "text",       [PAGE_TITLE] = "title",   [PAGE_HINT] = "hint",
    [PAGE_HEADING] = "heading", [PAGE_CHOICE] = "choice", [PAGE_CHOICE_HINT] = "choice-hint",
    [PAGE_VALUE] = "value",     [PAGE_FIELD] = "field",   [PAGE_WARNING] = "warning",
    [PAGE_ERROR] = "error",     [PAGE_ART] = "art",       [PAGE_BLANK] = "blank",
    [PAGE_MARKER] = "marker",   [PAGE_HEADER] = "header", [PAGE_TAB] = "tab",
    [PAGE_TAB_OPEN] = "tab-open", [PAGE_RULE] = "rule",   [PAGE_KEY] = "key",
    [PAGE_KEY_WORDS] = "key-words", [PAGE_STATUS] = "status",
};

/* Adds the stretches of row Y that are more than ordinary text: columns, role, `*` when focused. */
static void add_roles(struct buffer *out, const struct page *page, int y)
{
    struct page_row row = page_row(page, y);
    const char *before = "";
    for (size_t i = 0; i < row.span_count; i++) {
        const struct page_span *span = &row.spans[i];
        if (span->role == PAGE_TEXT && !span->focused)
            continue;
        if (!before[0])
            buffer_add_format(out, "%d:", y);
        buffer_add_format(out, "%s %d-%d %s%s", before, span->column, span->column + span->columns - 1,
                          role_names[span->role], span->focused ? "*" : "");
        before = ",";
    }
    if (before[0])
        buffer_add_char(out, '\n');
}

/* Adds the page shown now under a heading. */
static void add_page(struct buffer *out, const char *name)
{
    const struct page *page = visit.screens.page;
    buffer_add_format(out, "=== %s\n%s", name, visit_text(&visit));
    for (int y = 0; y < page_height(page); y++)
        add_roles(out, page, y);
    buffer_add_char(out, '\n');
}

/* ---- the screens ---- */

/* The pages of one file. */
static const struct golden {
    const char *name;
    enum screen_id screen;
    const char *question; /* or null */
    const char *group;    /* second step of a question, or null */
    enum number_mode mode;
    enum result_tab tab;
    const char *keys; /* pressed on the page */
} goldens[] = {
    {"language", SCREEN_LANGUAGE, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"question", SCREEN_QUESTION, "urgency", NULL, MODE_ASK, TAB_RESULT, ""},
    {"question, marked but not chosen", SCREEN_QUESTION, "purpose", NULL, MODE_ASK, TAB_RESULT, "{enter}"},
    {"question, first step", SCREEN_QUESTION, "work", NULL, MODE_ASK, TAB_RESULT, ""},
    {"question, second step", SCREEN_QUESTION, "work", "working", MODE_ASK, TAB_RESULT, ""},
    {"number", SCREEN_NUMBER, "age", NULL, MODE_ASK, TAB_RESULT, "{clear}34"},
    {"number, too large", SCREEN_NUMBER, "age", NULL, MODE_ASK, TAB_RESULT, "{clear}200{enter}"},
    {"number, months", SCREEN_NUMBER, "months", NULL, MODE_ASK, TAB_RESULT, "{clear}8"},
    {"number, choice before it", SCREEN_NUMBER, "irregular-months", NULL, MODE_ASK, TAB_RESULT, ""},
    {"income", SCREEN_INCOME, "income-year", NULL, MODE_ASK, TAB_RESULT, ""},
    {"income, a month", SCREEN_INCOME, "income-year", NULL, MODE_MONTH, TAB_RESULT, "{clear}1450,5"},
    {"income, limits", SCREEN_INCOME, "income-year", NULL, MODE_LIMITS, TAB_RESULT, ""},
    {"help", SCREEN_HELP, "papers", NULL, MODE_ASK, TAB_RESULT, ""},
    {"languages", SCREEN_LANGUAGES, "papers", NULL, MODE_ASK, TAB_RESULT, ""},
    {"emergency", SCREEN_EMERGENCY, "urgency", NULL, MODE_ASK, TAB_RESULT, ""},
    {"review", SCREEN_REVIEW, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"result 1", SCREEN_RESULT, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"result 2", SCREEN_RESULT, NULL, NULL, MODE_ASK, TAB_WHY, ""},
    {"result 3", SCREEN_RESULT, NULL, NULL, MODE_ASK, TAB_PAPERS, ""},
    {"result 4", SCREEN_RESULT, NULL, NULL, MODE_ASK, TAB_WHERE, ""},
    {"result 5", SCREEN_RESULT, NULL, NULL, MODE_ASK, TAB_LAW, ""},
    {"right", SCREEN_RIGHT, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"guide", SCREEN_GUIDE, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"guide, a page", SCREEN_LEAF, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"takeaway", SCREEN_TAKEAWAY, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"code, before it", SCREEN_CODE, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"code", SCREEN_CODE, NULL, NULL, MODE_ASK, TAB_RESULT, "2"},
    {"code to type", SCREEN_RESUME, NULL, NULL, MODE_ASK, TAB_RESULT, "ab12{enter}"},
    {"desk", SCREEN_DESK, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"two languages", SCREEN_BESIDE, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"why not", SCREEN_WHYNOT, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"against", SCREEN_AGAINST, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"other answers", SCREEN_CHANGE, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"two days", SCREEN_COMPARE, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"another person", SCREEN_PERSON, NULL, NULL, MODE_ASK, TAB_RESULT, ""},
    {"worksheet", SCREEN_WORKSHEET, "income-year", NULL, MODE_ASK, TAB_RESULT, "1{enter}2{enter}{enter}14400{enter}"},
    {"worksheet, months", SCREEN_MONTHS, "income-year", NULL, MODE_ASK, TAB_RESULT, "1200{enter}850{enter}"},
    {"erase", SCREEN_ERASE, "papers", NULL, MODE_ASK, TAB_RESULT, ""},
    {"quit", SCREEN_QUIT, "papers", NULL, MODE_ASK, TAB_RESULT, ""},
    {"idle", SCREEN_IDLE, "papers", NULL, MODE_ASK, TAB_RESULT, ""},
};

/* Answers all questions as somebody without a document who does not know one thing. */
static void answer_all(void)
{
    static const char *const pairs[] = {"nationality=other", "work=none",   "papers=none", "months=8",
                                        "irregular-months=5", "household=3", "age=34",      "income-year=unknown"};
    struct tree_case wanted = {0};
    struct buffer problem = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        ck_assert_msg(decide_set_pair(rules_builtin(), &wanted, pairs[i], &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
    screens_go_next(&visit.screens);
    screens_show(&visit.screens);
    ck_assert(visit_answer_all(&visit, &wanted));
}

/* The index of the group with this id. */
static uint16_t find_group(const char *id)
{
    for (uint16_t i = 0; i < rules_builtin()->group_count; i++)
        if (strcmp(rules_string(rules_builtin(), rules_builtin()->groups[i].id), id) == 0)
            return i;
    ck_abort_msg("no group %s", id);
    return RULES_NONE;
}

/* Goes to the question of GOLDEN and to its second step. */
static void open_question(const struct golden *golden)
{
    uint16_t question = rules_find_question(rules_builtin(), golden->question);
    ck_assert_msg(question != RULES_NONE, "no question %s", golden->question);
    struct frame *frame = screens_go_question(&visit.screens, question);
    frame->mode = golden->mode;
    if (golden->group)
        frame->group = find_group(golden->group);
}

/* Goes to the result of GOLDEN, and on to the right shown. */
static void open_result(const struct golden *golden)
{
    screens_go_result(&visit.screens);
    screens_top(&visit.screens)->tab = golden->tab;
    if (golden->screen == SCREEN_RIGHT)
        screens_push(&visit.screens, SCREEN_RIGHT)->right = rules_find_right(rules_builtin(), "ame");
}

/* The question about papers. */
static uint16_t papers_question(void)
{
    return rules_find_question(rules_builtin(), "papers");
}

/* Shows the page of GOLDEN. */
static void open_page(const struct golden *golden)
{
    if (golden->question)
        open_question(golden);
    else if (golden->screen == SCREEN_RESULT || golden->screen == SCREEN_RIGHT || golden->screen == SCREEN_WHYNOT ||
             golden->screen == SCREEN_AGAINST || golden->screen == SCREEN_CHANGE || golden->screen == SCREEN_COMPARE ||
             golden->screen == SCREEN_PERSON)
        open_result(golden);
    else
        screens_go(&visit.screens, golden->screen);
    if (screens_look(&visit.screens)->screen != golden->screen)
        screens_push(&visit.screens, golden->screen)->idle_left_ms = IDLE_WARNING_MS;
    if (golden->screen == SCREEN_AGAINST)
        screens_top(&visit.screens)->right = rules_find_right(rules_builtin(), "c2s-free");
    if (golden->screen == SCREEN_CHANGE || golden->screen == SCREEN_MONTHS)
        screens_top(&visit.screens)->leaf = golden->screen == SCREEN_MONTHS ? INCOME_WAGES : papers_question();
    screens_show(&visit.screens);
    visit_press(&visit, golden->keys);
    ck_assert_msg(visit_screen(&visit) == golden->screen, "%s", golden->name);
}

/* Adds the result of a day on which the ceilings are over: the warning before it, and a right
 * whose sentences lean on them. */
static void add_outdated(struct buffer *pages, int columns, int rows)
{
    visit_open(&visit, date_to_day((struct date){2027, 6, 1}), false, columns, rows);
    answer_all();
    screens_go_result(&visit.screens);
    screens_show(&visit.screens);
    ck_assert_int_eq(visit_screen(&visit), SCREEN_OUTDATED);
    add_page(pages, "outdated");
    visit_press(&visit, "{end}{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    add_page(pages, "result with old figures");
    screens_push(&visit.screens, SCREEN_RIGHT)->right = rules_find_right(rules_builtin(), "ame");
    screens_show(&visit.screens);
    add_page(pages, "right with an old figure");
    visit_close(&visit);
}

/* Compares every page of one language and size; the kiosk's first screen is the last one. */
static void compare_pages(const char *language, int columns, int rows)
{
    struct buffer pages = {0};
    char name[64];
    i18n_set_language(language);
    visit_open(&visit, today(), false, columns, rows);
    answer_all();
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        open_page(&goldens[i]);
        add_page(&pages, goldens[i].name);
    }
    visit_close(&visit);
    visit_open(&visit, today(), true, columns, rows);
    add_page(&pages, "language in the kiosk");
    visit_close(&visit);
    add_outdated(&pages, columns, rows);
    snprintf(name, sizeof name, "pages-%s-%dx%d", language, columns, rows);
    compare_expected(name, buffer_text(&pages));
    buffer_done(&pages);
}

START_TEST(pages_look_as_expected)
{
    static const int sizes[][2] = {{80, 24}, {64, 24}, {120, 33}, {40, 12}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        compare_pages(i18n_language_at((size_t)_i)->code, sizes[i][0], sizes[i][1]);
}
END_TEST

START_TEST(every_screen_is_in_the_table)
{
    uint32_t seen = (uint32_t)1 << SCREEN_OUTDATED; /* see add_outdated */
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++)
        seen |= (uint32_t)1 << goldens[i].screen;
    ck_assert_uint_eq(seen, ((uint32_t)1 << SCREEN_COUNT) - 1);
}
END_TEST

/* ---- plain text ---- */

START_TEST(plain_transcript_is_as_expected)
{
    const char *keys = "4311";
    const char *language = i18n_language_at((size_t)_i)->code;
    struct buffer transcript = {0};
    struct buffer name = {0};
    i18n_set_language(language);
    visit_open(&visit, today(), false, 80, 24);
    visit.script.front.is_plain = true;
    screens_show(&visit.screens);
    for (size_t i = 0; i <= strlen(keys); i++) {
        const char key[] = {i == 0 ? (char)('1' + _i) : keys[i], '\0'};
        buffer_add(&transcript, buffer_text(&visit.script.plain));
        buffer_add_format(&transcript, "> %c\n\n", key[0] ? key[0] : ' ');
        visit_press(&visit, key);
    }
    ck_assert(strchr(buffer_text(&transcript), '\033') == NULL);
    bool english = strcmp(language, "en") == 0;
    buffer_add_format(&name, "plain%s%s", english ? "" : "-", english ? "" : language);
    compare_expected(buffer_text(&name), buffer_text(&transcript));
    visit_close(&visit);
    buffer_done(&transcript);
    buffer_done(&name);
}
END_TEST

int main(void)
{
    i18n_start(DS_LOCALE_DIR_BUILD);
    Suite *suite = suite_create("golden");
    TCase *tests = tcase_create("golden");
    int languages = (int)i18n_language_count();
    tcase_add_checked_fixture(tests, setup, NULL);
    tcase_add_loop_test(tests, pages_look_as_expected, 0, languages);
    tcase_add_loop_test(tests, plain_transcript_is_as_expected, 0, languages);
    tcase_add_test(tests, every_screen_is_in_the_table);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
