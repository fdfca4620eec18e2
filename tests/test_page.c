/* Pages: wrapping, what stays visible, what is left out, plain text and the exact screen. */
#include "check_main.h"

#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "page/front.h"
#include "page/page.h"
#include "page/wrap.h"
#include "util/memory.h"
#include "util/utf8.h"

#define FRENCH "Quel papier de séjour avez-vous aujourd'hui ? Regardez bien le papier."
#define DUTCH "Arbeidsongeschiktheidsverzekering en ziektekostenverzekeringsmaatschappij"
#define WIDE "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe6\x96\x87\xe7\xab\xa0 \xe3\x81\x8c"
#define MARKS "e\xcc\x81" "ta" "a\xcc\x8a" "len o\xcc\x88 u\xcc\x82\xcc\xa3"

static const char *const samples[] = {
    FRENCH, DUTCH, WIDE, MARKS, "", " ", "a", "  two  spaces  ", "line\nfeed\n\nempty",
    "rendez-vous-chez-le-médecin-traitant", "1\xc2\xa0" "450\xc2\xa0" "EUR par mois",
};
#define SAMPLE_COUNT (sizeof(samples) / sizeof(samples[0]))

static uint32_t seed = 1;

/* A pseudo-random number below LIMIT. */
static int roll(int limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)limit);
}

/* Appends TEXT without blanks and line feeds. */
static void add_letters(struct buffer *buffer, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ' && text[i] != '\n')
            buffer_add_char(buffer, text[i]);
}

/* ---- wrapping -------------------------------------------------------------------------------- */

/* Wraps TEXT in WIDTH columns into lines joined by '|', a broken word marked with '+'. */
static const char *wrap_all(const char *text, int width)
{
    static struct buffer lines;
    struct wrap_piece piece;
    buffer_clear(&lines);
    for (size_t at = 0; wrap_next(text, &at, width, &piece);) {
        if (lines.length > 0)
            buffer_add_char(&lines, '|');
        buffer_add_bytes(&lines, text + piece.start, piece.bytes);
        if (piece.broken)
            buffer_add_char(&lines, '+');
    }
    return buffer_text(&lines);
}

static const struct {
    const char *text;
    int width;
    const char *lines;
} wrap_cases[] = {
    {"one two three", 7, "one two|three"},
    {"one two three", 3, "one|two|thr+|ee"},
    {"one  two", 3, "one|two"},
    {"one two  ", 7, "one two"},
    {"exactly", 7, "exactly"},
    {"exactly it", 7, "exactly|it"},
    {"été à Nîmes", 5, "été à|Nîmes"},
    {"rendez-vous", 8, "rendez-+|vous"},
    {"a rendez-vous", 8, "a|rendez-+|vous"},
    {"1\xc2\xa0" "450 EUR", 5, "1\xc2\xa0" "450|EUR"},
    {"a\nb", 5, "a|b"},
    {"a\n\nb", 5, "a||b"},
    {"a\n", 5, "a"},
    {"abc   \nd", 3, "abc|d"},
    {WIDE, 5, "\xe6\x97\xa5\xe6\x9c\xac+|\xe8\xaa\x9e\xe3\x81\xae+|\xe6\x96\x87\xe7\xab\xa0|\xe3\x81\x8c"},
    {"e\xcc\x81" "e\xcc\x81" "e", 2, "e\xcc\x81" "e\xcc\x81+|e"},
    {"", 5, ""},
    {"   ", 5, ""},
};

START_TEST(test_wrap_cases)
{
    ck_assert_str_eq(wrap_all(wrap_cases[_i].text, wrap_cases[_i].width), wrap_cases[_i].lines);
}
END_TEST

START_TEST(test_wrap_loses_nothing)
{
    for (size_t s = 0; s < SAMPLE_COUNT; s++)
        for (int width = 2; width <= 120; width++) {
            struct buffer in = {0};
            struct buffer out = {0};
            struct wrap_piece piece;
            add_letters(&in, samples[s], strlen(samples[s]));
            for (size_t at = 0; wrap_next(samples[s], &at, width, &piece);) {
                ck_assert_int_le(piece.columns, width);
                add_letters(&out, samples[s] + piece.start, piece.bytes);
            }
            ck_assert_str_eq(buffer_text(&in), buffer_text(&out));
            buffer_done(&in);
            buffer_done(&out);
        }
}
END_TEST

START_TEST(test_wrap_random)
{
    static const char *const bits[] = {"a", " ", "é", "\n", "-", "\xe6\x97\xa5", "\xcc\x81", "word", "/"};
    for (int round = 0; round < 20000; round++) {
        struct buffer text = {0};
        for (int i = roll(30); i > 0; i--)
            buffer_add(&text, bits[roll(9)]);
        int width = 2 + roll(20);
        size_t lines = wrap_count_lines(buffer_text(&text), width);
        ck_assert_uint_le(lines, text.length + 1);
        buffer_done(&text);
    }
}
END_TEST

/* ---- pages ----------------------------------------------------------------------------------- */

/* Fills PAGE with one of everything; returns nothing the caller has to free. */
static void fill_everything(struct page *page)
{
    static const char *const notes[] = {"Rien n'est enregistré.", "Er wordt niets bewaard.",
                                        "Intet bliver gemt.", "Nothing is stored."};
    static const char *const art[] = {"##########", "# #  # # #", "##########"};
    page_set_header(page, "Orientation santé", "Votre séjour (2 sur 5)", "[FR] nl da en", "[FR]");
    page_set_status(page, "Règles du 21/11/2026", "effacé si inactif 5 min");
    page_set_words(page, "plus haut", "plus bas", "(votre réponse)");
    page_add_tab(page, "1", "Résultat", false);
    page_add_tab(page, "2", "Pourquoi", true);
    page_add_title(page, FRENCH);
    page_add_text(page, PAGE_HINT, DUTCH);
    page_add_blank(page);
    page_add_choice(page, "1", "Titre de séjour valable", NULL, false);
    page_add_choice(page, "2", FRENCH, DUTCH, true);
    page_add_choice(page, "[x]", WIDE, "hint", false);
    page_add_choice(page, "", "Continuer", NULL, false);
    page_add_blank(page);
    page_add_field(page, "Montant pour un mois", "1 450", 8, "EUR");
    page_add_entry(page, "7", "En France depuis", "2 mois", "Changer");
    page_add_pair(page, PAGE_TEXT, "Limite", "1 000 EUR");
    page_add_columns(page, PAGE_TEXT, notes, 4);
    page_add_art(page, art, 3, true);
    page_add_choice(page, "8", "Imprimer", NULL, false);
    page_end_beside(page);
    page_add_indented(page, PAGE_WARNING, 2, 2, "- " FRENCH);
    page_add_hint_key(page, "Enter", "Continuer", 9);
    page_add_hint_key(page, "Esc", "Retour", 8);
    page_add_hint_key(page, "?", "Aide", 7);
    page_add_hint_key(page, "R", "Mes réponses", 3);
}

/* Checks what must hold for every finished page. */
static void check_invariants(const struct page *page)
{
    int y = -1;
    int x = -1;
    page_cursor(page, &y, &x);
    ck_assert(y >= 0 && y < page_height(page) && x >= 0 && x < page_width(page));
    if (page_focused(page) != PAGE_NO_ITEM)
        ck_assert_int_eq(page_item_at(page, y), page_focused(page));
    for (int row = 0; row < page_height(page); row++) {
        struct page_row drawn = page_row(page, row);
        int column = 0;
        ck_assert_int_le(utf8_columns(drawn.text), page_width(page));
        ck_assert_uint_eq(utf8_find_bad(drawn.text, strlen(drawn.text)), strlen(drawn.text));
        for (size_t i = 0; i < drawn.span_count; i++) {
            ck_assert_int_ge(drawn.spans[i].column, column);
            column = drawn.spans[i].column + drawn.spans[i].columns;
        }
        ck_assert_int_le(column, page_width(page));
    }
}

/* Builds, finishes and checks a page with everything. */
static struct page *build(int width, int height, int focused, int scroll)
{
    struct page *page = page_new(width, height);
    fill_everything(page);
    page_finish(page, focused, scroll);
    check_invariants(page);
    return page;
}

START_TEST(test_page_small_sizes)
{
    for (int height = 2; height <= 26; height++)
        for (int width = 4; width <= 84; width++)
            for (int focused = -1; focused < 7; focused++)
                page_free(build(width, height, focused, roll(60) - 5));
}
END_TEST

START_TEST(test_page_any_size)
{
    static const int odd[] = {-1, 0, 1, 2, 3, 4, 300, 301, 500, 501, 32767, 65535, INT32_MAX, INT32_MIN};
    for (int i = 0; i < 14; i++)
        for (int j = 0; j < 14; j++)
            page_free(build(odd[i], odd[j], roll(9) - 1, odd[roll(14)]));
    for (int round = 0; round < 1500; round++)
        page_free(build(4 + roll(497), 2 + roll(299), roll(9) - 1, roll(400)));
}
END_TEST

START_TEST(test_page_empty)
{
    for (int width = 4; width < 100; width += 3)
        for (int height = 2; height < 30; height++) {
            struct page *page = page_new(width, height);
            page_finish(page, 0, 3);
            check_invariants(page);
            ck_assert_int_eq(page_focused(page), PAGE_NO_ITEM);
            page_free(page);
        }
}
END_TEST

/* The focused item is wholly visible whenever it fits. */
START_TEST(test_page_focus_is_whole)
{
    for (int width = 20; width <= 100; width += 5)
        for (int height = 2; height <= 40; height++)
            for (int focused = 0; focused < 7; focused++) {
                struct page *tall = build(width, 300, focused, 0);
                struct page *page = build(width, height, focused, roll(40));
                int needed = 0;
                int seen = 0;
                int body = 0;
                for (int y = 0; y < 300; y++)
                    needed += page_item_at(tall, y) == focused;
                for (int y = 0; y < height; y++) {
                    seen += page_item_at(page, y) == focused;
                    body += page_item_at(page, y) != PAGE_NO_ITEM;
                }
                ck_assert(seen == needed || seen == body);
                page_free(tall);
                page_free(page);
            }
}
END_TEST

/* No word is lost or cut at any width, wherever it is. */
START_TEST(test_page_loses_no_word)
{
    static const char *const texts[] = {FRENCH, DUTCH, WIDE, MARKS};
    for (int width = 4; width <= 120; width++)
        for (int t = 0; t < 4; t++) {
            struct page *page = page_new(width, 300);
            struct buffer all = {0};
            struct buffer text = {0};
            page_add_title(page, texts[t]);
            page_add_choice(page, "1", texts[t], texts[t], true);
            page_add_indented(page, PAGE_TEXT, 4, 2, texts[t]);
            page_finish(page, PAGE_NO_ITEM, 0);
            check_invariants(page);
            for (int y = 0; y < 300; y++)
                add_letters(&all, page_row(page, y).text, strlen(page_row(page, y).text));
            add_letters(&text, texts[t], strlen(texts[t]));
            const char *at = buffer_text(&all);
            for (int times = 0; times < 4; times++) {
                at = strstr(at, buffer_text(&text));
                ck_assert_msg(at != NULL, "width %d: text %d lost", width, t);
                at += text.length;
            }
            buffer_done(&all);
            buffer_done(&text);
            page_free(page);
        }
}
END_TEST

START_TEST(test_page_counts_overflows)
{
    struct page *page = page_new(40, 24);
    page_add_text(page, PAGE_TEXT, "short words only");
    page_finish(page, PAGE_NO_ITEM, 0);
    ck_assert_int_eq(page_overflows(page), 0);
    page_free(page);
    page = page_new(20, 24);
    page_add_text(page, PAGE_TEXT, "a " DUTCH);
    page_finish(page, PAGE_NO_ITEM, 0);
    ck_assert_int_eq(page_overflows(page), 2);
    page_free(page);
}
END_TEST

/* Moving the focus changes nothing but the markers. */
START_TEST(test_page_focus_moves_markers_only)
{
    struct page *one = build(80, 60, 0, 0);
    struct page *two = build(80, 60, 1, 0);
    int differing = 0;
    for (int y = 0; y < 60; y++) {
        const char *a = page_row(one, y).text;
        const char *b = page_row(two, y).text;
        differing += strcmp(a, b) != 0;
        ck_assert_uint_eq(strlen(a), strlen(b));
    }
    ck_assert_int_eq(differing, 2);
    page_free(one);
    page_free(two);
}
END_TEST

/* ---- footer and header ----------------------------------------------------------------------- */

/* The footer of a page of WIDTH columns. */
static const char *footer(int width)
{
    static char text[PAGE_COLUMNS_MAX * 4];
    struct page *page = page_new(width, 5);
    page_add_text(page, PAGE_TEXT, "x");
    page_add_hint_key(page, "Enter", "Continue", 9);
    page_add_hint_key(page, "R", "My answers", 3);
    page_add_hint_key(page, "?", "Help", 7);
    page_add_hint_key(page, "X", "Erase", 5);
    page_finish(page, PAGE_NO_ITEM, 0);
    snprintf(text, sizeof(text), "%s", page_row(page, 4).text);
    page_free(page);
    return text;
}

START_TEST(test_footer_drops_by_importance)
{
    ck_assert_str_eq(footer(80), " Enter Continue   R My answers   ? Help   X Erase");
    ck_assert_str_eq(footer(49), " Enter Continue   R My answers   ? Help   X Erase");
    ck_assert_str_eq(footer(48), " Enter Continue   ? Help   X Erase");
    ck_assert_str_eq(footer(33), "Enter Continue   ? Help   X Erase");
    ck_assert_str_eq(footer(32), "Enter Continue   ? Help");
    ck_assert_str_eq(footer(22), "Enter Continue");
    ck_assert_str_eq(footer(13), "");
}
END_TEST

START_TEST(test_footer_takes_a_second_row)
{
    struct page *page = page_new(40, 16);
    page_add_text(page, PAGE_TEXT, "x");
    page_add_hint_key(page, "Enter", "Continuer", 9);
    page_add_hint_key(page, "R", "Mes réponses", 3);
    page_add_hint_key(page, "L", "Changer de langue", 5);
    page_finish(page, PAGE_NO_ITEM, 0);
    ck_assert_str_eq(page_row(page, 14).text, " Enter Continuer   R Mes réponses");
    ck_assert_str_eq(page_row(page, 15).text, " L Changer de langue");
    ck_assert_int_eq(page_omissions(page), 0);
    page_free(page);
}
END_TEST

/* The header of a page of WIDTH columns. */
static const char *header(int width)
{
    static char text[PAGE_COLUMNS_MAX * 4];
    struct page *page = page_new(width, 5);
    page_set_header(page, "Orientation santé", "Votre séjour", "[FR]  nl   da   en", "[FR]");
    page_finish(page, PAGE_NO_ITEM, 0);
    snprintf(text, sizeof(text), "%s", page_row(page, 0).text);
    page_free(page);
    return text;
}

START_TEST(test_header_degrades)
{
    ck_assert_str_eq(header(80),
                     " Orientation santé          Votre séjour                   [FR]  nl   da   en");
    ck_assert_str_eq(header(45), " Orientation santé  Votre séjour        [FR]");
    ck_assert_str_eq(header(40), " Orientation santé  Votre séjour   [FR]");
    ck_assert_str_eq(header(30), "Votre séjour              [FR]");
    ck_assert_str_eq(header(14), "Votre séjour");
    ck_assert_str_eq(header(6), "Votre");
}
END_TEST

START_TEST(test_rows_given_up_in_order)
{
    for (int lines = 1; lines <= 40; lines++) {
        struct page *page = page_new(80, 24);
        page_set_header(page, "T", "S", "M", NULL);
        page_set_status(page, "status", NULL);
        page_set_words(page, "above", "below", NULL);
        page_add_hint_key(page, "?", "Help", 1);
        for (int i = 0; i < lines; i++)
            page_add_text(page, PAGE_TEXT, "line");
        page_finish(page, PAGE_NO_ITEM, 0);
        bool has_status = strcmp(page_row(page, 23).text, " status") == 0;
        ck_assert_int_eq(has_status, lines <= 21 || lines > 22);
        ck_assert_int_eq(page_has_below(page), lines > 22);
        ck_assert_int_eq(page_has_above(page), false);
        page_free(page);
    }
}
END_TEST

/* ---- moving ---------------------------------------------------------------------------------- */

#define MISTAKE "That does nothing here."
#define MISTAKE_ROWS_LEAST 5 /* rows from which a mistake stays in sight while a page scrolls */

/* Builds a long page: items with texts between them that do not fit on the screen, and
 * perhaps a mistake behind them. */
static struct page *build_long(int height, int focused, int scroll, bool mistake)
{
    struct page *page = page_new(60, height);
    char text[40];
    page_set_words(page, "above", "below", NULL);
    for (int i = 0; i < 120; i++) {
        snprintf(text, sizeof(text), "line%03d", i);
        if (i == 15 || i == 16 || i == 60 || i == 100)
            page_add_choice(page, "1", text, NULL, false);
        else
            page_add_text(page, PAGE_TEXT, text);
    }
    if (mistake)
        page_add_text(page, PAGE_ERROR, MISTAKE);
    page_finish(page, focused, scroll);
    check_invariants(page);
    return page;
}

/* True when some row of PAGE shows TEXT. */
static bool shows(const struct page *page, const char *text)
{
    for (int y = 0; y < page_height(page); y++)
        if (strstr(page_row(page, y).text, text))
            return true;
    return false;
}

/* Notes which of the lines PAGE shows. */
static void note_seen(const struct page *page, bool seen[120])
{
    for (int y = 0; y < page_height(page); y++) {
        const char *at = strstr(page_row(page, y).text, "line");
        if (at)
            seen[atoi(at + 4)] = true;
    }
}

/* Steps from one end to the other and checks that every line and every item is met. */
static void check_reading(int height, enum page_step step, int focused, int scroll, bool mistake)
{
    bool seen[120] = {false};
    bool met[4] = {false};
    struct page *page = build_long(height, focused, scroll, mistake);
    int steps = 0;
    for (; steps < 1000; steps++) {
        note_seen(page, seen);
        ck_assert(!mistake || height < MISTAKE_ROWS_LEAST || shows(page, MISTAKE));
        if (page_focused(page) >= 0)
            met[page_focused(page)] = true;
        if (!page_move(page, step, &focused, &scroll))
            break;
        page_free(page);
        page = build_long(height, focused, scroll, mistake);
    }
    page_free(page);
    ck_assert_int_lt(steps, 1000);
    for (int i = 0; i < 120; i++)
        ck_assert_msg(seen[i], "height %d step %d: line %d never seen", height, (int)step, i);
    for (int i = 0; i < 4; i++)
        ck_assert_msg(met[i], "height %d step %d: item %d never met", height, (int)step, i);
}

START_TEST(test_move_reads_everything)
{
    for (int height = 4; height <= 60; height++) {
        check_reading(height, PAGE_STEP_DOWN, PAGE_NO_ITEM, 0, false);
        check_reading(height, PAGE_STEP_UP, PAGE_NO_ITEM, 120, false);
        check_reading(height, PAGE_STEP_DOWN, PAGE_NO_ITEM, 0, true);
        check_reading(height, PAGE_STEP_UP, PAGE_NO_ITEM, 120, true);
    }
}
END_TEST

START_TEST(test_move_without_items)
{
    struct page *page = page_new(40, 10);
    for (int i = 0; i < 30; i++)
        page_add_text(page, PAGE_TEXT, "text");
    page_finish(page, PAGE_NO_ITEM, 0);
    int focused = 0;
    int scroll = 0;
    ck_assert(!page_move(page, PAGE_STEP_UP, &focused, &scroll));
    ck_assert(page_move(page, PAGE_STEP_DOWN, &focused, &scroll));
    ck_assert_int_eq(scroll, 1);
    ck_assert(page_move(page, PAGE_STEP_PAGE_DOWN, &focused, &scroll));
    ck_assert_int_eq(scroll, 9);
    ck_assert(page_move(page, PAGE_STEP_LAST, &focused, &scroll));
    ck_assert_int_eq(scroll, 20);
    page_free(page);
}
END_TEST

START_TEST(test_move_between_items)
{
    int focused = 0;
    int scroll = 0;
    struct page *page = build(80, 60, 0, 0);
    ck_assert(page_move(page, PAGE_STEP_DOWN, &focused, &scroll));
    ck_assert_int_eq(focused, 1);
    ck_assert(!page_move(page, PAGE_STEP_UP, &focused, &scroll));
    ck_assert(page_move(page, PAGE_STEP_LAST, &focused, &scroll));
    ck_assert_int_eq(focused, page_item_count(page) - 1);
    ck_assert_int_eq(page_find_label(page, "2"), 1);
    ck_assert_int_eq(page_find_label(page, "5"), PAGE_NO_ITEM);
    ck_assert_int_eq(page_find_label(page, ""), PAGE_NO_ITEM);
    ck_assert(page_item_is_field(page, 4));
    ck_assert(!page_item_is_field(page, 3));
    page_free(page);
}
END_TEST

/* ---- the exact screen and plain text --------------------------------------------------------- */

/* The question screen of the kiosk. */
static struct page *build_question(int width, int height, int focused)
{
    struct page *page = page_new(width, height);
    page_set_header(page, "Orientation santé", "Votre séjour  (2 sur 5)", "[FR]  nl   da   en",
                    "[FR]");
    page_set_status(page, "Règles du 21/11/2026", "effacé si inactif 5 min");
    page_set_words(page, "plus haut", "plus bas", "(votre réponse)");
    page_add_title(page, "Quel papier de séjour avez-vous aujourd'hui ?");
    page_add_text(page, PAGE_HINT, "Regardez le papier. Le nom est écrit en haut.");
    page_add_blank(page);
    page_add_choice(page, "1", "Titre de séjour valable (carte, visa long séjour)", NULL, false);
    page_add_choice(page, "2", "Récépissé de la préfecture", NULL, true);
    page_add_choice(page, "6", "Aucun papier, ou papier expiré", "Vous pouvez continuer.", false);
    page_add_blank(page);
    page_add_choice(page, "9", "Je ne sais pas", NULL, false);
    page_add_hint_key(page, "Enter", "Continuer", 9);
    page_add_hint_key(page, "Esc", "Retour", 8);
    page_add_hint_key(page, "X", "Effacer", 5);
    page_finish(page, focused, 0);
    return page;
}

START_TEST(test_dump_question)
{
    static const char rule[] =
        "──────────────────────────────────────────────────────────────────────────────";
    struct buffer want = {0};
    struct buffer got = {0};
    struct page *page = build_question(80, 16, 1);
    buffer_add(&want,
               " Orientation santé          Votre séjour  (2 sur 5)        [FR]  nl   da   en\n");
    buffer_add_format(&want, "%s\n", rule);
    buffer_add(&want, " Quel papier de séjour avez-vous aujourd'hui ?\n"
                      " Regardez le papier. Le nom est écrit en haut.\n"
                      "\n"
                      "     1  Titre de séjour valable (carte, visa long séjour)\n"
                      "   > 2* Récépissé de la préfecture\n"
                      "     6  Aucun papier, ou papier expiré\n"
                      "        Vous pouvez continuer.\n"
                      "\n"
                      "     9  Je ne sais pas\n"
                      "\n");
    buffer_add_format(&want, "%s\n Enter Continuer   Esc Retour   X Effacer\n%s\n", rule, rule);
    buffer_add(&want,
               " Règles du 21/11/2026                                 effacé si inactif 5 min\n"
               "cursor 6 3\n");
    page_dump(page, &got);
    ck_assert_str_eq(buffer_text(&got), buffer_text(&want));
    buffer_done(&want);
    buffer_done(&got);
    page_free(page);
}
END_TEST

START_TEST(test_plain_question)
{
    struct buffer got = {0};
    struct page *page = build_question(80, 24, 0);
    page_print_plain(page, &got);
    ck_assert_str_eq(buffer_text(&got), "Votre séjour  (2 sur 5)\n"
                                        "\n"
                                        "Quel papier de séjour avez-vous aujourd'hui ?\n"
                                        "Regardez le papier. Le nom est écrit en haut.\n"
                                        "\n"
                                        "1. Titre de séjour valable (carte, visa long séjour)\n"
                                        "2. Récépissé de la préfecture (votre réponse)\n"
                                        "6. Aucun papier, ou papier expiré\n"
                                        "   Vous pouvez continuer.\n"
                                        "\n"
                                        "9. Je ne sais pas\n"
                                        "\n"
                                        "Règles du 21/11/2026\n"
                                        "effacé si inactif 5 min\n"
                                        "[Enter] Continuer   [Esc] Retour   [X] Effacer\n"
                                        "\n"
                                        "Quel papier de séjour avez-vous aujourd'hui ?\n");
    buffer_done(&got);
    page_free(page);
}
END_TEST

/* Plain text is the same whatever the size and the focus. */
START_TEST(test_plain_knows_no_size)
{
    struct buffer one = {0};
    struct page *page = build(80, 24, 0, 0);
    page_print_plain(page, &one);
    page_free(page);
    for (int round = 0; round < 200; round++) {
        struct buffer other = {0};
        page = build(4 + roll(200), 2 + roll(60), roll(9) - 1, roll(20));
        page_print_plain(page, &other);
        ck_assert_str_eq(buffer_text(&one), buffer_text(&other));
        buffer_done(&other);
        page_free(page);
    }
    ck_assert_ptr_null(strstr(buffer_text(&one), "\n\n\n"));
    buffer_done(&one);
}
END_TEST

START_TEST(test_field_cursor)
{
    struct page *page = page_new(80, 24);
    int y = 0;
    int x = 0;
    page_add_field(page, "Amount", "1 450", 8, "EUR");
    page_finish(page, 0, 0);
    ck_assert_str_eq(page_row(page, 0).text, "   > Amount   [   1 450 ] EUR");
    page_cursor(page, &y, &x);
    ck_assert_int_eq(y, 0);
    ck_assert_int_eq(x, 23);
    ck_assert_int_eq(page_row(page, 0).text[x], ' ');
    ck_assert_int_eq(page_row(page, 0).text[x - 1], '0');
    page_free(page);
}
END_TEST

START_TEST(test_texts_are_cleaned)
{
    struct page *page = page_new(80, 24);
    struct buffer out = {0};
    page_set_header(page, "\033[2J", "a\xc2\x9bz", "\xe2\x80\xae", "\xff");
    page_set_status(page, "\r\a", "\x7f");
    page_add_title(page, "\033]0;x\a");
    page_add_choice(page, "\033", "a\tb", "\xef\xbb\xbf", false);
    page_add_hint_key(page, "\x01", "\xc3", 1);
    page_finish(page, 0, 0);
    check_invariants(page);
    page_dump(page, &out);
    page_print_plain(page, &out);
    ck_assert_uint_eq(utf8_find_bad(buffer_text(&out), out.length), out.length);
    buffer_done(&out);
    page_free(page);
}
END_TEST

START_TEST(test_script)
{
    struct event events[16];
    size_t count = event_parse_script("3{down}{enter}L.{timeout}{nonsense}x", events, 16);
    ck_assert_uint_eq(count, 6);
    ck_assert_int_eq(events[0].digit, 3);
    ck_assert_int_eq(events[1].key, FRONT_KEY_DOWN);
    ck_assert(event_is_character(&events[3], 'l'));
    ck_assert_int_eq(events[3].typed, 'L');
    ck_assert_int_eq(events[4].key, FRONT_KEY_SIGN);
    ck_assert_int_eq(events[5].kind, EVENT_TIMEOUT);
    struct front_script script;
    front_script_init(&script, 24, 80, events, count);
    struct front *front = &script.front;
    struct page *page = build_question(80, 24, 0);
    front->show(front, page);
    page_free(page);
    ck_assert_ptr_nonnull(strstr(buffer_text(&script.screen), "> 1  Titre"));
    for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(front->wait(front, 0).kind, events[i].kind);
    ck_assert_int_eq(front->wait(front, 0).kind, EVENT_CLOSED);
    front->done(front);
}
END_TEST

/* Everything above as one suite. */
static Suite *page_suite(void)
{
    Suite *suite = suite_create("page");
    TCase *tests = tcase_create("page");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, test_wrap_cases, 0,
                        (int)(sizeof(wrap_cases) / sizeof(wrap_cases[0])));
    tcase_add_test(tests, test_wrap_loses_nothing);
    tcase_add_test(tests, test_wrap_random);
    tcase_add_test(tests, test_page_small_sizes);
    tcase_add_test(tests, test_page_any_size);
    tcase_add_test(tests, test_page_empty);
    tcase_add_test(tests, test_page_focus_is_whole);
    tcase_add_test(tests, test_page_loses_no_word);
    tcase_add_test(tests, test_page_counts_overflows);
    tcase_add_test(tests, test_page_focus_moves_markers_only);
    tcase_add_test(tests, test_footer_drops_by_importance);
    tcase_add_test(tests, test_footer_takes_a_second_row);
    tcase_add_test(tests, test_header_degrades);
    tcase_add_test(tests, test_rows_given_up_in_order);
    tcase_add_test(tests, test_move_reads_everything);
    tcase_add_test(tests, test_move_without_items);
    tcase_add_test(tests, test_move_between_items);
    tcase_add_test(tests, test_dump_question);
    tcase_add_test(tests, test_plain_question);
    tcase_add_test(tests, test_plain_knows_no_size);
    tcase_add_test(tests, test_field_cursor);
    tcase_add_test(tests, test_texts_are_cleaned);
    tcase_add_test(tests, test_script);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return EXIT_FAILURE;
    return check_run(page_suite());
}
