/* Words that a screen does not show: what preview counts, and the texts of a page it counts from. */
#include "check_main.h"

#include <string.h>

#include "lost_words.h"
#include "page/page.h"

/* Asserts which words of TEXT are missing on SCREEN. */
static void expect_lost(const char *text, const char *screen, int count, const char *words)
{
    struct buffer lost = {0};
    ck_assert_msg(lost_words_find(text, screen, &lost) == count && strcmp(buffer_text(&lost), words) == 0,
                  "lost%s of\n%s\non\n%s", buffer_text(&lost), text, screen);
    buffer_done(&lost);
}

START_TEST(words_are_counted)
{
    expect_lost("", "", 0, "");
    expect_lost("one two\nthree", "  three one\n two", 0, "");
    expect_lost("one two one", "one two", 1, " one");
    expect_lost("one two", "", 2, " one two");
    expect_lost("", "one", 0, "");
    expect_lost("word", "wor\nd words", 1, " word");
    expect_lost("[1 Result] [x] [  18]", " 1 Result  x [18 ]", 0, "");
    expect_lost("[] [ ]", "", 0, "");
    expect_lost("1* Yes", ">1* Yes", 0, "");
}
END_TEST

/* A page with one of everything, for a screen of this size. */
static struct page *make_page(int columns, int rows)
{
    struct page *page = page_new(columns, rows);
    page_set_header(page, "program", "Section", NULL, NULL);
    page_set_words(page, "above", "below", "(chosen)");
    page_set_status(page, "Rules of today", "Nothing is stored");
    page_add_tab(page, "1", "First", true);
    page_add_tab(page, "2", "The second tab", false);
    page_add_title(page, "A question?");
    page_add_choice(page, "1", "Yes", "a hint", true);
    page_add_choice(page, "", "No", NULL, false);
    page_add_entry(page, "2", "Entry", "value", "note");
    page_add_field(page, "Field", "18", 4, "unit");
    page_add_pair(page, PAGE_TEXT, "Left", "right");
    page_add_hint_key(page, "Esc", "Back", 1);
    page_finish(page, 0, 0);
    return page;
}

START_TEST(bare_text_is_what_a_high_screen_shows)
{
    for (int columns = 24; columns <= 120; columns++) {
        struct page *page = make_page(columns, 60);
        struct buffer bare = {0};
        struct buffer screen = {0};
        page_print_bare(page, &bare);
        page_dump(page, &screen);
        ck_assert(strstr(buffer_text(&bare), "chosen") == NULL);
        ck_assert(strstr(buffer_text(&bare), "Back") == NULL);
        expect_lost(buffer_text(&bare), buffer_text(&screen), 0, "");
        buffer_done(&bare);
        buffer_done(&screen);
        page_free(page);
    }
}
END_TEST

START_TEST(a_low_screen_loses_words)
{
    struct page *page = make_page(20, 8);
    struct buffer bare = {0};
    struct buffer screen = {0};
    struct buffer lost = {0};
    page_print_bare(page, &bare);
    page_dump(page, &screen);
    ck_assert_int_gt(lost_words_find(buffer_text(&bare), buffer_text(&screen), &lost), 0);
    ck_assert(strstr(buffer_text(&lost), " second") != NULL);
    ck_assert(strstr(buffer_text(&lost), " stored") != NULL);
    buffer_done(&lost);
    buffer_done(&bare);
    buffer_done(&screen);
    page_free(page);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lost words");
    TCase *tests = tcase_create("lost words");
    tcase_add_test(tests, words_are_counted);
    tcase_add_test(tests, bare_text_is_what_a_high_screen_shows);
    tcase_add_test(tests, a_low_screen_loses_words);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
