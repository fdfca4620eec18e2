/* A visit that goes on at a desk, and the desk itself.
 *
 * The code that a visitor reads on the screen and a volunteer types gives the same rights; what is
 * no code is told why; nothing of it is left for the next visit.  Typical cases take fewer than
 * fifteen keys at the desk and come out as `decide` has them.
 * It deliberately reads the code from the page, as a person does. */
#include "check_main.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "case_file.h"
#include "chance.h"
#include "decide_input.h"
#include "rules/rules.h"
#include "util/date.h"
#include "visit.h"

#define KEYS_MOST_AT_DESK 14

static struct visit visit; /* at home, or in the kiosk */
static struct visit desk;

/* Opens a desk on its first screen. */
static void open_desk(int32_t day)
{
    struct screens_options options = {.day = day, .desk = true, .skip_language = true, .address = SCREENS_ADDRESS};
    front_script_init(&desk.script, 24, 80, NULL, 0);
    ck_assert(screens_init(&desk.screens, &desk.script.front, rules_builtin(), &options));
    screens_show(&desk.screens);
    ck_assert_int_eq(visit_screen(&desk), SCREEN_DESK);
}

/* Prepares characters and the language. */
static void setup(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    i18n_set_language("en");
    chance_start(20261122);
}

/* The day of the tests without a case file. */
static int32_t today(void)
{
    return date_to_day((struct date){2026, 2, 2});
}

/* ---- the code ---- */

/* True for a line that holds nothing but a part of a code. */
static bool is_code_line(const char *line, size_t length)
{
    size_t blanks = strspn(line, " ");
    size_t signs = strspn(line + blanks, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
    return blanks < length && signs >= 4 && blanks + signs == length;
}

/* Reads the code from the page, in small letters without hyphens, as a person types it. */
static struct buffer read_code_from_page(const char *page)
{
    struct buffer code = {0};
    for (const char *line = page; *line;) {
        size_t length = strcspn(line, "\n");
        for (size_t i = 0; is_code_line(line, length) && i < length; i++)
            if (line[i] != ' ' && line[i] != '-')
                buffer_add_char(&code, (char)(line[i] >= 'A' ? line[i] - 'A' + 'a' : line[i]));
        line += length + (line[length] == '\n');
    }
    return code;
}

/* Shows the code of the visit, whose answers are shown: result, take away, the last line, yes. */
static struct buffer show_code(void)
{
    visit_press(&visit, "{enter}");
    if (visit_screen(&visit) == SCREEN_OUTDATED)
        visit_press(&visit, "{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_RESULT);
    visit_press(&visit, "p{end}{enter}");
    ck_assert_int_eq(visit_screen(&visit), SCREEN_CODE);
    ck_assert_uint_eq(read_code_from_page(visit_text(&visit)).length, 0); /* a warning comes first */
    visit_press(&visit, "2");
    struct buffer code = read_code_from_page(visit_text(&visit));
    ck_assert_msg(code.length >= CODE_LENGTH_LEAST, "no code on the page:\n%s", visit_text(&visit));
    return code;
}

/* Types a code at the desk. */
static void type_code(const char *code)
{
    visit_press(&desk, "c");
    ck_assert_int_eq(visit_screen(&desk), SCREEN_RESUME);
    visit_press(&desk, code);
    visit_press(&desk, "{enter}");
}

/* True when two sets are the same. */
static bool is_same_set(struct rules_set a, struct rules_set b)
{
    return rules_set_is_empty(rules_set_minus(a, b)) && rules_set_is_empty(rules_set_minus(b, a));
}

/* Requires that the desk shows the rights of RESULT. */
static void require_result(const struct walk_result *result, const char *name)
{
    const struct walk_result *now = &desk.screens.outcome.walk;
    ck_assert_msg(is_same_set(now->certain, result->certain), "%s: certain at the desk: %s; wanted: %s", name,
                  case_ids(rules_builtin(), now->certain), case_ids(rules_builtin(), result->certain));
    ck_assert_msg(is_same_set(now->possible, result->possible), "%s: possible at the desk: %s; wanted: %s", name,
                  case_ids(rules_builtin(), now->possible), case_ids(rules_builtin(), result->possible));
}

static int resumed, left_out;
static size_t longest;

/* Takes one case from home to the desk. */
static void resume_case(const struct case_line *line, void *data)
{
    (void)data;
    visit_open(&visit, line->day, false, 80, 24);
    screens_go_next(&visit.screens);
    screens_show(&visit.screens);
    if (visit_answer_all(&visit, &line->answers)) {
        struct buffer code = show_code();
        open_desk(line->day);
        type_code(buffer_text(&code));
        ck_assert_msg(visit_screen(&desk) == SCREEN_DESK, "%s: '%s' is not taken:\n%s", line->name, buffer_text(&code),
                      visit_text(&desk));
        require_result(&visit.screens.outcome.walk, line->name);
        longest = code.length > longest ? code.length : longest;
        buffer_done(&code);
        visit_close(&desk);
        resumed++;
    } else {
        left_out++; /* an answer that the screens do not offer */
    }
    visit_close(&visit);
}

START_TEST(a_code_gives_the_same_rights)
{
    static const char *const files[] = {"readable", "today", "source-facts"};
    char path[512];
    resumed = left_out = 0;
    snprintf(path, sizeof path, "%s/tests/cases/%s.txt", TEST_SOURCE_DIR, files[_i]);
    case_file_read(path, rules_builtin(), date_to_day((struct date){2026, 11, 21}), resume_case, NULL);
    printf("%s: %d visits go on at the desk, %d have answers that no screen offers; longest code %zu\n", files[_i],
           resumed, left_out, longest);
    ck_assert_int_gt(resumed, 4 * left_out);
}
END_TEST

/* Opens a visit with all answers given. */
static void open_answered(void)
{
    static const char *const pairs[] = {"nationality=other", "work=none", "papers=none", "months=8", "age=34", "income-year=0"};
    struct tree_case wanted = {0};
    struct buffer problem = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        ck_assert(decide_set_pair(rules_builtin(), &wanted, pairs[i], &problem));
    visit_open(&visit, today(), false, 80, 24);
    screens_go_next(&visit.screens);
    screens_show(&visit.screens);
    ck_assert(visit_answer_all(&visit, &wanted));
}

/* ---- wrong codes ---- */

/* Requires that the desk refuses what was typed with these words, and marks no answer. */
static void require_refusal(const char *typed, const char *words)
{
    open_desk(today());
    int rung = desk.script.rung;
    type_code(typed);
    ck_assert_int_eq(visit_screen(&desk), SCREEN_RESUME);
    ck_assert_msg(strstr(visit_text(&desk), words) != NULL, "'%s' brings no '%s':\n%s", typed, words, visit_text(&desk));
    ck_assert_int_eq(desk.script.rung, rung + 1);
    ck_assert_uint_eq(desk.screens.session.answered, 0);
    visit_press(&desk, "1"); /* the sentence goes with the next key */
    ck_assert_ptr_null(strstr(visit_text(&desk), words));
    visit_close(&desk);
}

/* Some typed text in which the program finds that PROBLEM.  Codes that are well typed are rare among random ones. */
static const char *find_code(enum code_problem problem)
{
    static char code[13];
    struct code_visit read;
    for (long tries = 0; tries < 20000000; tries++) {
        for (size_t i = 0; i < sizeof code - 1; i++)
            code[i] = "0123456789acdefghjkmnpqrtvwxy"[below(29)];
        if (code_read(rules_builtin(), code, &read) == problem)
            return code;
    }
    ck_abort_msg("no code with problem %d", (int)problem);
    return NULL;
}

START_TEST(wrong_codes_are_told_why)
{
    open_answered();
    struct buffer code = show_code();
    struct buffer twice = {0};
    require_refusal("", "Please type the code.");
    require_refusal("---", "Please type the code.");
    require_refusal("ab12", "A part of the code is missing.");
    require_refusal(find_code(CODE_OTHER_VERSION), "The code comes from a program with other questions.");
    buffer_add_format(&twice, "%s%s", buffer_text(&code), buffer_text(&code));
    require_refusal(buffer_text(&twice), "One character or more is wrong.");
    for (size_t i = 0; i < code.length; i++) {
        char right = code.data[i];
        code.data[i] = right == '7' ? '4' : '7';
        require_refusal(buffer_text(&code), "One character or more is wrong.");
        code.data[i] = right;
    }
    buffer_done(&code);
    buffer_done(&twice);
    visit_close(&visit);
}
END_TEST

START_TEST(a_code_is_typed_as_it_is_read)
{
    static const struct {
        char written, typed;
    } alike[] = {{'0', 'o'}, {'1', 'i'}, {'5', 's'}, {'2', 'z'}, {'8', 'b'}, {'v', 'u'}};
    open_answered();
    struct buffer code = show_code();
    struct buffer typed = {0};
    for (size_t i = 0; i < code.length; i++) {
        char c = code.data[i];
        for (size_t k = 0; k < sizeof alike / sizeof alike[0]; k++)
            c = code.data[i] == alike[k].written ? alike[k].typed : c;
        buffer_add_format(&typed, i % 4 == 0 && i ? "-%c" : i % 3 == 0 ? " %c" : "%c", c);
    }
    open_desk(today());
    type_code(buffer_text(&typed));
    ck_assert_msg(visit_screen(&desk) == SCREEN_DESK, "'%s' is not taken:\n%s", buffer_text(&typed), visit_text(&desk));
    require_result(&visit.screens.outcome.walk, "letters that look alike");
    buffer_done(&typed);
    buffer_done(&code);
    visit_close(&desk);
    visit_close(&visit);
}
END_TEST

START_TEST(a_slip_is_mended)
{
    open_answered();
    struct buffer code = show_code();
    struct buffer typed = {0};
    buffer_add_format(&typed, "99{clear}%.3s77{backspace}{backspace}%s", buffer_text(&code), buffer_text(&code) + 3);
    open_desk(today());
    type_code(buffer_text(&typed));
    ck_assert_int_eq(visit_screen(&desk), SCREEN_DESK);
    require_result(&visit.screens.outcome.walk, "mended");
    buffer_done(&typed);
    buffer_done(&code);
    visit_close(&desk);
    visit_close(&visit);
}
END_TEST

/* ---- nothing remains ---- */

/* True when the LENGTH bytes at MEMORY hold the first eight characters of a code, typed large or small. */
static bool holds_code(const void *memory, size_t length, const char *code)
{
    const char *bytes = memory;
    for (size_t i = 0; i + 8 <= length; i++) {
        size_t same = 0;
        while (same < 8 && (bytes[i + same] | 0x20) == (code[same] | 0x20))
            same++;
        if (same == 8)
            return true;
    }
    return false;
}

START_TEST(nothing_of_a_code_remains)
{
    open_answered();
    struct buffer code = show_code();
    open_desk(today());
    visit_press(&desk, "c");
    visit_press(&desk, buffer_text(&code));
    ck_assert(holds_code(&desk.screens, sizeof desk.screens, buffer_text(&code)));
    visit_press(&desk, _i == 0 ? "{enter}" : "{esc}");
    ck_assert_int_eq(visit_screen(&desk), SCREEN_DESK);
    ck_assert(!holds_code(&desk.screens, sizeof desk.screens, buffer_text(&code)));
    visit_press(&desk, "x2");
    ck_assert_int_eq(visit_screen(&desk), SCREEN_DESK);
    ck_assert_uint_eq(desk.screens.session.answered, 0);
    ck_assert_uint_eq(desk.screens.session.asked_count, 0);
    visit_press(&desk, "c");
    ck_assert_uint_eq(read_code_from_page(visit_text(&desk)).length, 0);
    visit_press(&desk, "{enter}");
    ck_assert_ptr_nonnull(strstr(visit_text(&desk), "Please type the code."));
    buffer_done(&code);
    visit_close(&desk);
    visit_close(&visit);
}
END_TEST

START_TEST(the_next_visit_sees_no_code)
{
    open_answered();
    struct buffer code = show_code();
    visit_press(&visit, "x2"); /* erased: the next person begins */
    ck_assert_int_eq(visit_screen(&visit), SCREEN_LANGUAGE);
    ck_assert(!holds_code(&visit.screens, sizeof visit.screens, buffer_text(&code)));
    ck_assert_uint_eq(read_code_from_page(visit_text(&visit)).length, 0);
    buffer_done(&code);
    visit_close(&visit);
}
END_TEST

/* ---- few keys ---- */

/* Typical cases: the keys at the desk, and the same as `decide` is told. */
static const struct desk_case {
    const char *name, *keys;
    const char *pairs[9];
} cases[] = {
    {"no papers for eight months", "35{enter}58{enter}5521{enter}0{enter}",
     {"age=35", "nationality=other", "months=8", "work=none", "papers=none", "income-year=0"}},
    {"works with a card", "35{enter}512{enter}11111{enter}>",
     {"age=35", "nationality=other", "months=12", "work=employed", "papers=permit", "income-year=99999"}},
    {"a Dutch worker with little", "35{enter}212{enter}111{enter}<",
     {"age=35", "nationality=eu", "months=12", "work=employed", "income-year=0"}},
    {"asked for asylum", "35{enter}54{enter}5311{enter}0{enter}",
     {"age=35", "nationality=other", "months=4", "work=none", "papers=asylum", "income-year=0"}},
    {"a Danish pensioner", "68{enter}21{enter}421",
     {"age=68", "nationality=eu", "months=1", "work=pension-foreign", "pension-from=eu"}},
    {"a child whose parents have no papers", "9{enter}345",
     {"age=9", "nationality=other", "minor-with=parent-irregular"}},
};
#define CASES ((int)(sizeof cases / sizeof cases[0]))

/* How many keys a script presses. */
static int count_keys(const char *script)
{
    struct event events[64];
    return (int)event_parse_script(script, events, sizeof events / sizeof events[0]);
}

/* What `decide` says of the pairs. */
static struct walk_result decide_pairs(const char *const *pairs)
{
    struct tree_case wanted = {0};
    struct buffer problem = {0};
    struct money_day day;
    struct walk_result result;
    for (; *pairs; pairs++)
        ck_assert_msg(decide_set_pair(rules_builtin(), &wanted, *pairs, &problem), "%s", buffer_text(&problem));
    money_prepare(&day, rules_builtin(), today());
    walk_run(&day, &wanted, &result);
    return result;
}

START_TEST(typical_cases_take_few_keys)
{
    const struct desk_case *typical = &cases[_i];
    struct walk_result wanted = decide_pairs(typical->pairs);
    open_desk(today());
    int rung = desk.script.rung;
    visit_press(&desk, typical->keys);
    ck_assert_msg(desk.script.rung == rung, "%s: a key is refused:\n%s", typical->name, visit_text(&desk));
    require_result(&wanted, typical->name);
    ck_assert_msg(count_keys(typical->keys) <= KEYS_MOST_AT_DESK, "%s: %d keys", typical->name, count_keys(typical->keys));
    ck_assert_msg(rules_set_is_empty(desk.screens.outcome.walk.possible), "%s: not all is said:\n%s", typical->name,
                  visit_text(&desk));
    ck_assert_ptr_null(strstr(visit_text(&desk), "  ?\n")); /* no line waits for an answer */
    visit_close(&desk);
}
END_TEST

int main(void)
{
    i18n_start(DS_LOCALE_DIR_BUILD);
    Suite *suite = suite_create("desk");
    TCase *tests = tcase_create("desk");
    tcase_add_checked_fixture(tests, setup, NULL);
    tcase_add_loop_test(tests, a_code_gives_the_same_rights, 0, 3);
    tcase_add_test(tests, wrong_codes_are_told_why);
    tcase_add_test(tests, a_code_is_typed_as_it_is_read);
    tcase_add_test(tests, a_slip_is_mended);
    tcase_add_loop_test(tests, nothing_of_a_code_remains, 0, 2);
    tcase_add_test(tests, the_next_visit_sees_no_code);
    tcase_add_loop_test(tests, typical_cases_take_few_keys, 0, CASES);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
