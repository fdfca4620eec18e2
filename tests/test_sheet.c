/* The sheet that a person takes away: nothing but text comes onto it, it reaches the maker of the
 * PDF whole, no line is wider than the paper, and nothing of either language is lost.
 * Telling sheets are compared with tests/expected/sheet-LANGUAGE.txt (UPDATE_EXPECTED=1 writes
 * them anew).  SHEET_MUTANTS=n damages n sheets instead of 20 000.  The PDF itself has a test of
 * its own, test_sheet.py. */
#include "check_main.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "chance.h"
#include "decide_input.h"
#include "expected_file.h"
#include "i18n/i18n.h"
#include "output/sheet.h"
#include "rules/rules.h"
#include "rules/site.h"
#include "screens/handout.h"
#include "util/date.h"
#include "util/utf8.h"

#define GAP 4 /* columns between two languages */

/* ---- sheets of people ---- */

/* People whose sheets tell most, each with its day and what was answered. */
static const struct person {
    const char *name;
    struct date day;
    const char *pairs[10];
} people[] = {
    {"no papers, eight months", {2026, 2, 2}, {"nationality=other", "papers=none", "months=8", "work=none", "age=35", "income-year=0"}},
    {"a worker with a small income", {2026, 2, 2}, {"nationality=other", "papers=permit", "months=12", "work=employed", "age=35", "income-year=9000"}},
    {"a Danish pensioner", {2026, 2, 2}, {"nationality=eu", "months=1", "work=pension-foreign", "age=68", "pension-from=eu", "cover=ehic"}},
    {"a child alone", {2026, 2, 2}, {"age=10", "nationality=other", "months=0.3", "minor-with=parent-irregular"}},
    {"2012, without work", {2012, 10, 15}, {"age=35", "nationality=other", "papers=permit", "months=10", "work=none", "income-year=10509"}},
    {"nothing is known", {2026, 11, 21}, {NULL}},
};
#define PEOPLE (sizeof people / sizeof people[0])

static struct front_script script;
static struct screens screens;
static const struct site_places *places; /* where to go nearby, or null */

/* Opens the result of PERSON in LANGUAGE. */
static void open_result(const struct person *person, const char *language)
{
    struct screens_options options = {.day = date_to_day(person->day), .places = places};
    struct tree_case answers = {0};
    struct buffer problem = {0};
    for (size_t i = 0; person->pairs[i]; i++)
        ck_assert_msg(decide_set_pair(rules_builtin(), &answers, person->pairs[i], &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
    i18n_set_language(language);
    front_script_init(&script, 24, 80, NULL, 0);
    ck_assert(screens_init(&screens, &script.front, rules_builtin(), &options));
    screens.outcome.answers = answers;
    walk_run(&screens.session.day, &answers, &screens.outcome.walk);
    screens_go(&screens, SCREEN_RESULT);
}

/* Builds the sheet of PERSON. */
static void build(const struct person *person, const char *language, const struct handout_options *options,
                  struct sheet *sheet)
{
    open_result(person, language);
    handout_build(&screens, options, sheet);
    ck_assert_str_eq(i18n_language()->code, language);
    screens_done(&screens);
    script.front.done(&script.front);
}

/* Prepares characters and chance. */
static void setup(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    chance_start(20261122);
    places = NULL;
}

/* ---- cleaning ---- */

static const struct {
    const char *text, *clean;
} hostile[] = {
    {"plain, caf\xc3\xa9 \xe2\x82\xac", "plain, caf\xc3\xa9 \xe2\x82\xac"},
    {"\033[31mred\033[0m", "?[31mred?[0m"},
    {"a\tb", "a?b"},
    {"a\nb\n", "a b "},
    {"a\r\nb", "a? b"},
    {"a\fb\vc\177", "a?b?c?"},
    {"\xe2\x80\xae" "123", "???123"},             /* right to left */
    {"a\xe2\x81\xa6" "b\xe2\x81\xa9", "a???b???"}, /* isolates */
    {"a\xe2\x80\x8b" "b", "a???b"},                /* a blank of no width */
    {"a\xef\xbb\xbf", "a???"},                     /* byte-order mark */
    {"a\xe2\x80\xa8" "b", "a???b"},                /* line separator */
    {"\xc2\x9b" "31m", "??31m"},                   /* CSI in one character */
    {"\xff\xfe", "??"},
    {"caf\xc3", "caf?"},
    {"\xc0\x8a", "??"},         /* an overlong line feed */
    {"\xed\xa0\x80", "???"},    /* half a surrogate pair */
    {"\xf4\x90\x80\x80", "????"},
    {"", ""},
};

START_TEST(hostile_characters_are_cleaned)
{
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        struct sheet sheet;
        sheet_init(&sheet, true, false);
        sheet_add(&sheet, SHEET_ITEM, hostile[i].text, hostile[i].text);
        ck_assert_str_eq(sheet.blocks[0].left, hostile[i].clean);
        ck_assert_str_eq(sheet.blocks[0].right, hostile[i].clean);
        sheet_done(&sheet);
    }
}
END_TEST

START_TEST(one_language_has_no_second_column)
{
    struct sheet sheet;
    sheet_init(&sheet, false, false);
    sheet_add(&sheet, SHEET_ITEM, "left", "right");
    ck_assert_ptr_null(sheet.blocks[0].right);
    sheet_done(&sheet);
    ck_assert_ptr_null(sheet.blocks);
    ck_assert_uint_eq(sheet.count, 0);
}
END_TEST

/* ---- writing and reading ---- */

/* Requires that two sheets are the same. */
static void require_equal(const struct sheet *a, const struct sheet *b)
{
    ck_assert_uint_eq(a->count, b->count);
    ck_assert_int_eq(a->two, b->two);
    ck_assert_int_eq(a->large, b->large);
    for (size_t i = 0; i < a->count; i++) {
        ck_assert_int_eq(a->blocks[i].kind, b->blocks[i].kind);
        ck_assert_str_eq(a->blocks[i].left, b->blocks[i].left);
        ck_assert_pstr_eq(a->blocks[i].right, b->blocks[i].right);
    }
}

/* Writes SHEET and reads it again. */
static void require_round_trip(const struct sheet *sheet)
{
    struct buffer text = {0};
    struct sheet again = {0};
    sheet_write(sheet, &text);
    ck_assert(sheet_read(&again, buffer_text(&text)));
    require_equal(sheet, &again);
    sheet_done(&again);
    buffer_done(&text);
}

START_TEST(written_sheets_are_read_again)
{
    for (int way = 0; way < 4; way++) {
        struct sheet sheet;
        sheet_init(&sheet, way & 1, way & 2);
        for (int kind = 0; kind < SHEET_KIND_COUNT; kind++)
            for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++)
                sheet_add(&sheet, (enum sheet_kind)kind, hostile[i].text, hostile[i].clean);
        require_round_trip(&sheet);
        sheet_done(&sheet);
    }
    for (size_t i = 0; i < PEOPLE; i++) {
        struct sheet sheet;
        build(&people[i], "nl", &(struct handout_options){.also = "fr"}, &sheet);
        require_round_trip(&sheet);
        sheet_done(&sheet);
    }
}
END_TEST

START_TEST(other_texts_are_no_sheet)
{
    static const char *const texts[] = {
        "", "\n", "sheet", "sheet-1", "sheet-1\n", "sheet-1 0 0", "sheet-1 0 0\n", "sheet-1 0 0 \naText\t\n",
        "sheet-2 0 0\naText\t\n", "Sheet-1 0 0\naText\t\n", " sheet-1 0 0\naText\t\n", "sheet-1 0 0\n\n",
        "sheet-1 0 0\naText\n", "sheet-1 0 0\niText\t\n", "sheet-1 0 0\n`Text\t\n", "sheet-1 0 0\nAText\t\n",
        "sheet-1 0 0\n\t\n", "sheet-1 0 0\naText\t\n\n", "sheet-1 0 0\naText\t\nx", "sheet-1 0\naText\t\n",
        "%PDF-1.3\n", "sheet-1 0 0\r\naText\t\r\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct sheet sheet = {0};
        ck_assert_msg(!sheet_read(&sheet, texts[i]), "taken for a sheet: %s", texts[i]);
        sheet_done(&sheet);
    }
}
END_TEST

/* Requires what every sheet promises, also one that was read from damaged input. */
static void require_sound(const struct sheet *sheet)
{
    ck_assert_uint_gt(sheet->count, 0);
    for (size_t i = 0; i < sheet->count; i++) {
        const struct sheet_block *block = &sheet->blocks[i];
        const char *texts[] = {block->left, block->right};
        ck_assert_int_lt(block->kind, SHEET_KIND_COUNT);
        ck_assert((sheet->two && block->kind != SHEET_WIDE) == (block->right != NULL));
        for (size_t k = 0; k < 2; k++) {
            ck_assert(!texts[k] || utf8_find_bad(texts[k], strlen(texts[k])) == strlen(texts[k]));
            ck_assert(!texts[k] || !strpbrk(texts[k], "\n\t\033"));
        }
    }
}

/* Damages a text of LENGTH bytes in up to eight places, or cuts it. */
static void damage(char *text, size_t length)
{
    if (perhaps(20))
        text[below((int64_t)length)] = '\0';
    for (int64_t changes = below(8); changes >= 0; changes--) {
        char *at = text + below(perhaps(30) ? 40 : (int64_t)length);
        if (*at)
            *at = perhaps(30) ? "\n\tag\033"[below(5)] : (char)(1 + below(255));
    }
}

/* Reads a damaged text; true when it was refused. */
static bool try_damaged(const char *text)
{
    struct sheet sheet = {0};
    struct buffer out = {0};
    bool read = sheet_read(&sheet, text);
    if (read) {
        require_sound(&sheet);
        sheet_print_text(&sheet, (int)(20 + below(181)), &out);
    }
    sheet_done(&sheet);
    buffer_done(&out);
    return !read;
}

START_TEST(damaged_sheets_do_no_harm)
{
    struct sheet sheet;
    struct buffer text = {0};
    uint64_t count = setting("SHEET_MUTANTS", 20000);
    uint64_t refused = 0;
    build(&people[0], "da", &(struct handout_options){.also = "fr"}, &sheet);
    sheet_write(&sheet, &text);
    sheet_done(&sheet);
    for (uint64_t i = 0; i < count; i++) {
        char *copy = memory_copy_text(buffer_text(&text));
        damage(copy, text.length);
        refused += try_damaged(copy);
        free(copy);
    }
    buffer_done(&text);
    ck_assert_msg(refused * 10 > count, "only %d of %d refused", (int)refused, (int)count);
}
END_TEST

/* ---- plain text ---- */

/* Appends TEXT without blanks. */
static void add_solid(struct buffer *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ')
            buffer_add_char(out, text[i]);
}

/* True for a line drawn under a title: one sign again and again. */
static bool is_rule(const char *line, size_t length)
{
    return length >= 20 && (line[0] == '=' || line[0] == '-') && strspn(line, (char[]){line[0], '\0'}) >= length;
}

/* The bytes of the first COLUMNS columns of a line of LENGTH bytes. */
static size_t bytes_of_columns(const char *line, size_t length, int columns)
{
    struct buffer copy = {0};
    buffer_add_bytes(&copy, line, length);
    size_t bytes = utf8_fit(buffer_text(&copy), columns);
    buffer_done(&copy);
    return bytes;
}

/* Collects what stands in the columns from FIRST on, without blanks and rules. */
static void collect_columns(const char *text, int first, int columns, struct buffer *out)
{
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        size_t start = bytes_of_columns(line, length, first);
        size_t end = bytes_of_columns(line, length, first + columns);
        if (!is_rule(line, length))
            add_solid(out, line + start, end - start);
        line += length + 1;
    }
}

/* The mark before the first line of a block. */
static const char *mark_of(enum sheet_kind kind)
{
    return kind == SHEET_ITEM ? "*" : kind == SHEET_BOX ? "[]" : "";
}

/* Appends what one language of SHEET says, with its marks, without blanks. */
static void add_language(const struct sheet *sheet, bool right, struct buffer *out)
{
    for (size_t i = 0; i < sheet->count; i++) {
        const char *text = right ? sheet->blocks[i].right : sheet->blocks[i].left;
        buffer_add(out, mark_of(sheet->blocks[i].kind));
        add_solid(out, text, strlen(text));
    }
}

/* Appends what a sheet says whose languages stand one below the other. */
static void add_below(const struct sheet *sheet, struct buffer *out)
{
    for (size_t i = 0; i < sheet->count; i++) {
        const struct sheet_block *block = &sheet->blocks[i];
        buffer_add(out, mark_of(block->kind));
        add_solid(out, block->left, strlen(block->left));
        if (block->right && strcmp(block->left, block->right) != 0)
            add_solid(out, block->right, strlen(block->right));
    }
}

/* Requires that no line of TEXT is wider than COLUMNS or ends in a blank. */
static void require_width(const char *text, int columns, const char *name)
{
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        ck_assert_msg(bytes_of_columns(line, length, columns) == length, "%s: over %d columns: %.*s", name, columns,
                      (int)length, line);
        ck_assert_msg(length == 0 || line[length - 1] != ' ', "%s: ends in a blank: %.*s", name, (int)length, line);
        line += length + 1;
    }
}

/* Requires that what stands in some columns of TEXT is WANTED, and frees it. */
static void require_columns(const char *text, int first, int columns, struct buffer *wanted, const char *name)
{
    struct buffer found = {0};
    collect_columns(text, first, columns, &found);
    ck_assert_msg(strcmp(buffer_text(&found), buffer_text(wanted)) == 0, "%s, columns %d on:\n%.1000s\n%.1000s", name, first,
                  buffer_text(&found), buffer_text(wanted));
    buffer_done(&found);
    buffer_done(wanted);
}

/* How often WORD stands in TEXT. */
static size_t count_words(const char *text, const char *word)
{
    size_t count = 0;
    for (; (text = strstr(text, word)); text += strlen(word))
        count++;
    return count;
}

/* The papers of a sheet. */
static size_t count_boxes(const struct sheet *sheet)
{
    size_t count = 0;
    for (size_t i = 0; i < sheet->count; i++)
        count += sheet->blocks[i].kind == SHEET_BOX;
    return count;
}

/* Requires that a sheet printed for COLUMNS is complete and fits. */
static void require_layout(const struct sheet *sheet, int columns, const char *name)
{
    struct buffer text = {0};
    struct buffer left = {0};
    struct buffer right = {0};
    bool beside = sheet->two && !sheet->large && columns >= 70;
    int width = (columns - GAP) / 2;
    sheet_print_text(sheet, columns, &text);
    require_width(buffer_text(&text), columns, name);
    if (beside) {
        add_language(sheet, false, &left);
        add_language(sheet, true, &right);
        require_columns(buffer_text(&text), 0, width + GAP, &left, name);
        require_columns(buffer_text(&text), width + GAP, width + 1, &right, name);
    } else {
        add_below(sheet, &left);
        require_columns(buffer_text(&text), 0, columns, &left, name);
    }
    ck_assert_uint_eq(count_words(buffer_text(&text), "[ ]"), count_boxes(sheet) * (beside ? 2 : 1));
    buffer_done(&text);
}

/* The pairs of languages; the second is null for one language. */
static const char *const pairs[][2] = {{"en", "fr"}, {"nl", "fr"}, {"da", "fr"}, {"fr", "da"}, {"fr", NULL}, {"nl", NULL}};
#define PAIRS (sizeof pairs / sizeof pairs[0])

START_TEST(every_layout_is_whole_and_fits)
{
    const struct person *person = &people[_i];
    for (size_t i = 0; i < PAIRS * 4; i++) {
        struct sheet sheet;
        const char *const *languages = pairs[i / 4];
        struct handout_options options = {.also = languages[1], .discreet = i & 1, .large = i & 2};
        build(person, languages[0], &options, &sheet);
        ck_assert_int_eq(sheet.two, languages[1] != NULL);
        ck_assert_msg(count_boxes(&sheet) > 0 || _i == (int)PEOPLE - 1, "%s: no papers", person->name);
        require_layout(&sheet, 80, person->name);
        require_layout(&sheet, 42, person->name);
        for (int columns = 20; columns <= 200; columns += 9)
            require_layout(&sheet, columns, person->name);
        sheet_done(&sheet);
    }
}
END_TEST

/* ---- as expected ---- */

/* Adds the sheet of PERSON under a heading. */
static void add_sheet(struct buffer *out, const struct person *person, const char *language, const char *also,
                      int kind, int columns)
{
    static const char *const kinds[] = {"", ", discreet", ", large"};
    struct handout_options options = {.also = also, .discreet = kind == 1, .large = kind == 2};
    struct sheet sheet;
    build(person, language, &options, &sheet);
    buffer_add_format(out, "=== %s%s, %d columns\n", person->name, kinds[kind], columns);
    sheet_print_text(&sheet, columns, out);
    buffer_add_char(out, '\n');
    sheet_done(&sheet);
}

/* Reads the invented places nearby. */
static struct site_places *read_places(void)
{
    struct errors errors = {0};
    struct site_places *read = site_read_places(TEST_SOURCE_DIR "/data/places.example.xml", &errors);
    ck_assert_ptr_nonnull(read);
    errors_done(&errors);
    return read;
}

START_TEST(sheets_look_as_expected)
{
    const char *language = i18n_language_at((size_t)_i)->code;
    const char *also = strcmp(language, "fr") == 0 ? NULL : "fr";
    struct buffer out = {0};
    char name[32];
    for (size_t i = 0; i < PEOPLE; i++)
        add_sheet(&out, &people[i], language, also, 0, 80);
    add_sheet(&out, &people[0], language, also, 1, 80);
    add_sheet(&out, &people[0], language, also, 2, 80);
    add_sheet(&out, &people[0], language, also, 0, 42);
    struct site_places *nearby = read_places();
    places = nearby;
    buffer_add(&out, "=== with places nearby\n");
    add_sheet(&out, &people[0], language, also, 1, 80);
    places = NULL;
    site_free_places(nearby);
    snprintf(name, sizeof name, "sheet-%s", language);
    compare_expected(name, buffer_text(&out));
    buffer_done(&out);
}
END_TEST

int main(void)
{
    i18n_start(DS_LOCALE_DIR_BUILD);
    Suite *suite = suite_create("sheet");
    TCase *tests = tcase_create("sheet");
    tcase_add_checked_fixture(tests, setup, NULL);
    tcase_add_test(tests, hostile_characters_are_cleaned);
    tcase_add_test(tests, one_language_has_no_second_column);
    tcase_add_test(tests, written_sheets_are_read_again);
    tcase_add_test(tests, other_texts_are_no_sheet);
    tcase_add_test(tests, damaged_sheets_do_no_harm);
    tcase_add_loop_test(tests, every_layout_is_whole_and_fits, 0, (int)PEOPLE);
    tcase_add_loop_test(tests, sheets_look_as_expected, 0, (int)i18n_language_count());
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
