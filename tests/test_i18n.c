/* Languages, places, amounts and dates.  The catalogs are those of the build tree. */
#define _POSIX_C_SOURCE 200809L
#include "check_main.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n/fill.h"
#include "i18n/format.h"
#include "i18n/i18n.h"
#include "rules/rules.h"
#include "util/date.h"
#include "util/memory.h"

#define LOCALE_DIR TEST_BINARY_DIR "/locale"
#define NBSP "\xc2\xa0"

/* The day of a date written YYYY-MM-DD. */
static int32_t day_of(const char *text)
{
    int32_t day = 0;
    ck_assert(date_parse(text, &day));
    return day;
}

/* Fails unless the buffer holds EXPECTED, and empties it. */
static void assert_buffer(struct buffer *buffer, const char *expected)
{
    ck_assert_str_eq(buffer_text(buffer), expected);
    buffer_done(buffer);
}

/* The word by which the tests know the language of the texts. */
static const char *march(void)
{
    return i18n_text_in("month", "March");
}

/* ---- start and switching ------------------------------------------------------------------ */

START_TEST(test_languages_are_the_four)
{
    static const char *const expected[][2] = {
        {"fr", "Français"}, {"nl", "Nederlands"}, {"da", "Dansk"}, {"en", "English"}};
    ck_assert_uint_eq(i18n_language_count(), 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_str_eq(i18n_language_at(i)->code, expected[i][0]);
        ck_assert_str_eq(i18n_language_at(i)->name, expected[i][1]);
        ck_assert_ptr_eq(i18n_find_language(expected[i][0]), i18n_language_at(i));
    }
    ck_assert_ptr_null(i18n_find_language("de"));
    ck_assert_ptr_null(i18n_find_language("../fr"));
    ck_assert_str_eq(i18n_language()->code, "en");
}
END_TEST

START_TEST(test_language_switches_live)
{
    ck_assert(i18n_start(LOCALE_DIR));
    ck_assert_str_eq(march(), "March");
    static const char *const words[][2] = {
        {"fr", "mars"}, {"nl", "maart"}, {"da", "marts"}, {"en", "March"}, {"da", "marts"}, {"fr", "mars"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        ck_assert(i18n_set_language(words[i][0]));
        ck_assert_str_eq(i18n_language()->code, words[i][0]);
        ck_assert_str_eq(march(), words[i][1]);
    }
}
END_TEST

START_TEST(test_unknown_language_changes_nothing)
{
    ck_assert(i18n_start(LOCALE_DIR));
    ck_assert(i18n_set_language("nl"));
    ck_assert(!i18n_set_language("de"));
    ck_assert(!i18n_set_language(""));
    ck_assert(!i18n_set_language("nl:fr"));
    ck_assert(!i18n_set_language("../../fr"));
    ck_assert_str_eq(i18n_language()->code, "nl");
    ck_assert_str_eq(march(), "maart");
}
END_TEST

/* Settings of the environment under which French must still be French. */
static const char *const hostile[][2] = {
    {"LC_ALL", "C"},
    {"LC_ALL", "C.UTF-8"},
    {"LC_ALL", "POSIX"},
    {"LC_ALL", "xx_XX.UTF-8"},
    {"LC_ALL", "../../../etc"},
    {"LC_MESSAGES", "da"},
    {"LANG", "fr_FR.ISO-8859-1"},
    {"LANGUAGE", "da"},
    {"LANGUAGE", "C"},
    {"LANGUAGE", ""},
    {"LANGUAGE", "../../../tmp/evil"},
    {"LANGUAGE", "da:nl:../../x"},
    {"OUTPUT_CHARSET", "ISO-8859-1"},
    {"TEXTDOMAINDIR", "/tmp"},
    {"LOCPATH", "/nowhere"},
};

START_TEST(test_environment_does_not_matter)
{
    setenv(hostile[_i][0], hostile[_i][1], 1);
    ck_assert(i18n_start(LOCALE_DIR));
    ck_assert_str_eq(march(), "March");
    ck_assert(i18n_set_language("fr"));
    ck_assert_str_eq(march(), "mars");
    ck_assert_str_eq(i18n_text_in("month", "February"), "février");
    ck_assert_str_eq(localeconv()->decimal_point, ".");
    if (strcmp(hostile[_i][0], "LOCPATH") == 0)
        ck_assert_str_eq(getenv("LOCPATH"), hostile[_i][1]);
    else
        ck_assert_ptr_null(getenv("LOCPATH"));
}
END_TEST

/* gettext ignores LANGUAGE in a locale named C or C.something (which of them depends on the
 * version of glibc), so the name must be another; and LANGUAGE must be what decides. */
START_TEST(test_language_is_heard)
{
    setenv("LC_ALL", "C", 1);
    ck_assert(i18n_start(LOCALE_DIR));
    const char *name = setlocale(LC_MESSAGES, NULL);
    ck_assert_ptr_nonnull(name);
    ck_assert_msg(name[0] != 'C' && strcmp(name, "POSIX") != 0, "LC_MESSAGES is %s", name);
    ck_assert(i18n_set_language("da"));
    ck_assert_str_eq(getenv("LANGUAGE"), "da");
    ck_assert_str_eq(march(), "marts");
    setlocale(LC_MESSAGES, "C"); /* without the carrier nothing is translated: the test can fail */
    ck_assert(i18n_set_language("fr"));
    ck_assert_str_eq(march(), "March");
}
END_TEST

START_TEST(test_no_carrier_is_english)
{
    ck_assert(!i18n_start("/nowhere"));
    ck_assert(i18n_set_language("fr"));
    ck_assert_str_eq(i18n_language()->code, "fr");
    ck_assert_str_eq(march(), "March");
    ck_assert_str_eq(i18n_text("x"), "x");
    ck_assert_str_eq(i18n_plural("one", "many", 1), "one");
    ck_assert_str_eq(i18n_plural("one", "many", 0), "many");
}
END_TEST

/* Copies a file; both directories exist. */
static void copy_file(const char *from, const char *to, size_t limit)
{
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    ck_assert_ptr_nonnull(in);
    ck_assert_ptr_nonnull(out);
    size_t done = 0;
    for (int c = fgetc(in); c != EOF && done < limit; c = fgetc(in), done++)
        fputc(c, out);
    fclose(in);
    fclose(out);
}

START_TEST(test_missing_or_damaged_catalog_is_english)
{
    char dir[] = "/tmp/ds-i18n-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(dir));
    ck_assert_int_eq(chdir(dir), 0);
    static const char *const made[] = {"carrier", "carrier/LC_MESSAGES", "fr",
                                       "fr/LC_MESSAGES", "da", "da/LC_MESSAGES"};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
        ck_assert_int_eq(mkdir(made[i], 0700), 0);
    copy_file(LOCALE_DIR "/carrier/LC_MESSAGES/SYS_LC_MESSAGES", "carrier/LC_MESSAGES/SYS_LC_MESSAGES", 1000);
    copy_file(LOCALE_DIR "/fr/LC_MESSAGES/droits-sante.mo", "fr/LC_MESSAGES/droits-sante.mo", 500);
    copy_file(LOCALE_DIR "/da/LC_MESSAGES/droits-sante.mo", "da/LC_MESSAGES/droits-sante.mo", 100000000);
    bool started = i18n_start(dir);
    char seen[3][32];
    static const char *const codes[] = {"da", "fr", "nl"};
    for (size_t i = 0; i < 3; i++) {
        ck_assert(i18n_set_language(codes[i]));
        snprintf(seen[i], sizeof seen[i], "%s", march());
    }
    unlink("carrier/LC_MESSAGES/SYS_LC_MESSAGES");
    unlink("fr/LC_MESSAGES/droits-sante.mo");
    unlink("da/LC_MESSAGES/droits-sante.mo");
    for (size_t i = sizeof made / sizeof made[0]; i > 0; i--)
        rmdir(made[i - 1]);
    rmdir(dir);
    ck_assert(started);
    ck_assert_str_eq(seen[0], "marts");
    ck_assert_str_eq(seen[1], "March");
    ck_assert_str_eq(seen[2], "March");
}
END_TEST

START_TEST(test_texts_without_translation_are_the_text)
{
    ck_assert(i18n_start(LOCALE_DIR));
    ck_assert(i18n_set_language("fr"));
    ck_assert_str_eq(i18n_text("no such text"), "no such text");
    ck_assert_str_eq(i18n_text(""), "");
    static const char text[] = "no such text";
    ck_assert_ptr_eq(i18n_text_in("month", text), text);
    ck_assert_str_eq(i18n_text_in("no such context", "March"), "March");
    ck_assert_str_eq(i18n_plural("one thing of none", "things of none", 2), "things of none");
}
END_TEST

START_TEST(test_rules_texts_use_their_context)
{
    static const char pool[] = "\0month\0March";
    static const struct rules_text with = {.text = 7, .context = 1};
    static const struct rules_text without = {.text = 7, .context = 0};
    struct rules rules = {.pool = pool};
    ck_assert(i18n_start(LOCALE_DIR));
    ck_assert(i18n_set_language("nl"));
    ck_assert_str_eq(i18n_rules_text(&rules, &with), "maart");
    ck_assert_str_eq(i18n_rules_text(&rules, &without), "March");
}
END_TEST

/* ---- places --------------------------------------------------------------------------------- */

static const struct i18n_place places[] = {{"a", "one"}, {"b_2", "two {c}"}, {"none", NULL}, {"c", "%s%n"}};

static const struct {
    const char *text;
    const char *filled; /* null: refused */
} fills[] = {
    {"", ""},
    {"no place", "no place"},
    {"{a}", "one"},
    {"{a}{a} and {a}", "oneone and one"},
    {"{b_2} before {a}", "two {c} before one"},
    {"100 % {c} %d", "100 % %s%n %d"},
    {"{{a}}", "{a}"},
    {"{{{a}}}", "{one}"},
    {"{{", "{"},
    {"}}", "}"},
    {"{", NULL},
    {"}", NULL},
    {"{}", NULL},
    {"{a", NULL},
    {"a}", NULL},
    {"{ a}", NULL},
    {"{A}", NULL},
    {"{a b}", NULL},
    {"{b_}", NULL},
    {"{b_22}", NULL},
    {"{0}", NULL},
    {"{a:>9}", NULL},
    {"{none}", NULL},
    {"{a} {unknown}", NULL},
    {"{a} {none}", NULL},
    {"{a}}", NULL},
    {"{a\xc3\xa9}", NULL},
};

START_TEST(test_fill)
{
    struct buffer out = {0};
    buffer_add(&out, "before ");
    bool good = i18n_fill(&out, fills[_i].text, places, 4);
    ck_assert_msg(good == (fills[_i].filled != NULL), "%s", fills[_i].text);
    ck_assert_int_eq(strncmp(buffer_text(&out), "before ", 7), 0);
    ck_assert_str_eq(buffer_text(&out) + 7, good ? fills[_i].filled : "");
    ck_assert_uint_eq(strlen(buffer_text(&out)), out.length);
    buffer_done(&out);
}
END_TEST

/* Fails unless the texts are filled as expected; null when nothing may come out. */
static void assert_filled(const char *translated, const char *english, const char *expected)
{
    char *filled = i18n_fill_text(translated, english, places, 4);
    if (expected)
        ck_assert_str_eq(filled, expected);
    else
        ck_assert_ptr_null(filled);
    free(filled);
}

START_TEST(test_fill_text_falls_back_to_english)
{
    assert_filled("un {a}", "an {a}", "un one");
    assert_filled("{a} déplacé", "moved {a}", "one déplacé");
    assert_filled("{a} et {a}", "{a}", "one et one");
    assert_filled("un {x}", "an {a}", "an one");
    assert_filled("un {a", "an {a}", "an one");
    assert_filled("un {none}", "an {a}", "an one");
    assert_filled("un {none}", "an {none}", NULL);
    assert_filled("sans place", "an {none}", NULL);
    assert_filled("un {x}", "an {x}", NULL);
}
END_TEST

/* ---- amounts and dates ------------------------------------------------------------------------ */

static const struct {
    const char *language;
    const char *cents, *whole, *small, *large, *less; /* 123450, 123400, 5, 123456789012, -100050 */
    const char *share, *share_half;                   /* 7000, 2450 */
    const char *number;                               /* 250 */
    const char *date, *first, *digits;                /* 2024-09-21, 2024-09-01, 2026-11-01 */
} formats[] = {
    {"en", "€1,234.50", "€1,234", "€0.05", "€1,234,567,890.12", "-€1,000.50", "70%", "24.5%", "2.5",
     "21" NBSP "September" NBSP "2024", "1" NBSP "September" NBSP "2024", "01/11/2026"},
    {"fr", "1" NBSP "234,50" NBSP "€", "1" NBSP "234" NBSP "€", "0,05" NBSP "€",
     "1" NBSP "234" NBSP "567" NBSP "890,12" NBSP "€", "-1" NBSP "000,50" NBSP "€", "70" NBSP "%", "24,5" NBSP "%",
     "2,5", "21" NBSP "septembre" NBSP "2024", "1er" NBSP "septembre" NBSP "2024", "01/11/2026"},
    {"nl", "€" NBSP "1.234,50", "€" NBSP "1.234", "€" NBSP "0,05", "€" NBSP "1.234.567.890,12",
     "-€" NBSP "1.000,50", "70%", "24,5%", "2,5", "21" NBSP "september" NBSP "2024", "1" NBSP "september" NBSP "2024", "01-11-2026"},
    {"da", "1.234,50" NBSP "€", "1.234" NBSP "€", "0,05" NBSP "€", "1.234.567.890,12" NBSP "€",
     "-1.000,50" NBSP "€", "70" NBSP "%", "24,5" NBSP "%", "2,5", "21." NBSP "september" NBSP "2024", "1." NBSP "september" NBSP "2024", "01.11.2026"},
};

/* Fails unless FORMAT writes NUMBER as EXPECTED. */
static void assert_format(void (*format)(struct buffer *, int64_t), int64_t number, const char *expected)
{
    struct buffer out = {0};
    format(&out, number);
    assert_buffer(&out, expected);
}

START_TEST(test_formats)
{
    setenv("LC_ALL", "C", 1);
    ck_assert(i18n_start(LOCALE_DIR));
    ck_assert(i18n_set_language(formats[_i].language));
    assert_format(i18n_format_euros, 123450, formats[_i].cents);
    assert_format(i18n_format_euros, 123400, formats[_i].whole);
    assert_format(i18n_format_euros, 5, formats[_i].small);
    assert_format(i18n_format_euros, 123456789012, formats[_i].large);
    assert_format(i18n_format_euros, -100050, formats[_i].less);
    assert_format(i18n_format_share, 7000, formats[_i].share);
    assert_format(i18n_format_share, 2450, formats[_i].share_half);
    assert_format(i18n_format_number, 250, formats[_i].number);
    struct buffer out = {0};
    i18n_format_date(&out, day_of("2024-09-21"));
    assert_buffer(&out, formats[_i].date);
    i18n_format_date(&out, day_of("2024-09-01"));
    assert_buffer(&out, formats[_i].first);
    i18n_format_date_short(&out, day_of("2026-11-01"));
    assert_buffer(&out, formats[_i].digits);
}
END_TEST

START_TEST(test_numbers_have_no_needless_decimals)
{
    ck_assert(i18n_set_language("en"));
    assert_format(i18n_format_number, 0, "0");
    assert_format(i18n_format_number, 200, "2");
    assert_format(i18n_format_number, 205, "2.05");
    assert_format(i18n_format_number, 210, "2.1");
    assert_format(i18n_format_number, 100000, "1,000");
    assert_format(i18n_format_number, INT64_MAX, "92,233,720,368,547,758.07");
    assert_format(i18n_format_number, INT64_MIN, "-92,233,720,368,547,758.08");
    assert_format(i18n_format_share, 10000, "100%");
}
END_TEST

START_TEST(test_formats_append)
{
    ck_assert(i18n_set_language("en"));
    struct buffer out = {0};
    buffer_add(&out, "since ");
    i18n_format_date(&out, day_of("2020-02-29"));
    buffer_add(&out, ": ");
    i18n_format_euros(&out, 50);
    assert_buffer(&out, "since 29" NBSP "February" NBSP "2020: €0.50");
}
END_TEST

/* A few parameters of every kind; each has one version from day 0. */
static const struct {
    uint16_t unit, kind;
    int64_t value;
    const char *expected;
} figures[] = {
    {UNIT_EUROS_YEAR, VERSION_VALUE, 97190000, "€9,719"},
    {UNIT_EUROS_MONTH, VERSION_VALUE, 8099200, "€809.92"},
    {UNIT_EUROS_DAY, VERSION_VALUE, 200000, "€20"},
    {UNIT_EUROS, VERSION_VALUE, 123450, "€12.35"},
    {UNIT_SHARE, VERSION_VALUE, 6500, "65%"},
    {UNIT_MONTHS, VERSION_VALUE, 60000, "6"},
    {UNIT_DAYS, VERSION_VALUE, 900000, "90"},
    {UNIT_YEARS, VERSION_VALUE, 250000, "25"},
    {UNIT_COUNT, VERSION_VALUE, 85000, "8.5"},
    {UNIT_WORD, VERSION_WORD, 0, NULL},
    {UNIT_EUROS, VERSION_NONE, 0, NULL},
    {UNIT_EUROS, VERSION_HOLE, 0, NULL},
};

START_TEST(test_parameters_by_unit)
{
    ck_assert(i18n_set_language("en"));
    struct rules_version version = {.from = 0, .kind = figures[_i].kind, .value = figures[_i].value};
    struct rules_parameter parameter = {.unit = figures[_i].unit, .version_count = 1};
    struct rules rules = {.pool = "", .parameters = &parameter, .versions = &version, .parameter_count = 1};
    struct buffer out = {0};
    bool written = i18n_format_parameter(&rules, 0, 100, &out);
    ck_assert(written == (figures[_i].expected != NULL));
    ck_assert_str_eq(buffer_text(&out), written ? figures[_i].expected : "");
    ck_assert(!i18n_format_parameter(&rules, 0, -1, &out));
    ck_assert(!i18n_format_parameter(&rules, RULES_NONE, 100, &out));
    buffer_done(&out);
}
END_TEST

#define COUNT(table) (int)(sizeof table / sizeof table[0])

int main(void)
{
    Suite *suite = suite_create("i18n");
    TCase *start = tcase_create("start");
    tcase_add_test(start, test_languages_are_the_four);
    tcase_add_test(start, test_language_switches_live);
    tcase_add_test(start, test_unknown_language_changes_nothing);
    tcase_add_loop_test(start, test_environment_does_not_matter, 0, COUNT(hostile));
    tcase_add_test(start, test_language_is_heard);
    tcase_add_test(start, test_no_carrier_is_english);
    tcase_add_test(start, test_missing_or_damaged_catalog_is_english);
    tcase_add_test(start, test_texts_without_translation_are_the_text);
    tcase_add_test(start, test_rules_texts_use_their_context);
    suite_add_tcase(suite, start);
    TCase *fill = tcase_create("fill");
    tcase_add_loop_test(fill, test_fill, 0, COUNT(fills));
    tcase_add_test(fill, test_fill_text_falls_back_to_english);
    suite_add_tcase(suite, fill);
    TCase *format = tcase_create("format");
    tcase_add_loop_test(format, test_formats, 0, COUNT(formats));
    tcase_add_test(format, test_numbers_have_no_needless_decimals);
    tcase_add_test(format, test_formats_append);
    tcase_add_loop_test(format, test_parameters_by_unit, 0, COUNT(figures));
    suite_add_tcase(suite, format);
    return check_run(suite);
}
