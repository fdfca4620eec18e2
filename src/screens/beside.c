/* What the visitor takes away, in two languages side by side, so that a volunteer can check what
 * the other person reads.  Left and right choose the other language.
 * It deliberately shows the sheet as it would be printed, and nothing that is not on it. */
#include <string.h>

#include "screens/handout.h"

#define MARGINS 4 /* columns of the page that text does not use */

/* The language in the second column: the INDEX-th of those that are not in force. */
static const char *beside_language(int index)
{
    size_t count = i18n_language_count();
    size_t now = 0;
    while (now < count && i18n_language_at(now) != i18n_language())
        now++;
    return i18n_language_at((now + 1 + (size_t)index % (count - 1)) % count)->code;
}

/* Adds the sheet. */
static void beside_build(struct screens *s, struct page *page)
{
    struct handout_options options = {.also = beside_language(screens_look(s)->focused_language)};
    struct sheet sheet;
    struct buffer text = {0};
    int columns = page_width(page) - MARGINS;
    handout_build(s, &options, &sheet);
    sheet_print_text(&sheet, columns < 20 ? 20 : columns, &text);
    page_add_text(page, PAGE_TEXT, buffer_text(&text));
    sheet_done(&sheet);
    buffer_done(&text);
}

/* The section. */
static const char *beside_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Two languages");
}

/* Shows another language. */
static void beside_turn(struct screens *s, int by)
{
    int others = (int)i18n_language_count() - 1;
    struct frame *frame = screens_top(s);
    frame->focused_language = (frame->focused_language + others + by) % others;
    frame->scroll = 0;
}

/* Enter goes back: there is nothing to choose. */
static void beside_accept(struct screens *s)
{
    screens_pop(s);
}

const struct screen_ops screen_beside = {.name = "beside",
                                         .section = beside_section,
                                         .build = beside_build,
                                         .accept = beside_accept,
                                         .turn = beside_turn};
