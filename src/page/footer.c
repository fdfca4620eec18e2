/* The rows of a page that are lists of short words: tabs and key hints.
 * It deliberately leaves words out rather than cutting them: hints by importance, tabs down
 * to their numbers. */
#include "page/internal.h"

#include <string.h>

#include "util/utf8.h"

#define HINT_GAP 3
#define TAB_GAP 1

/* Columns of one hint. */
static int footer_hint_columns(const struct page_hint *hint)
{
    int words = utf8_columns(hint->words);
    return utf8_columns(hint->key) + (words > 0 ? 1 + words : 0);
}

/* The rows that the hints not dropped need; -1 when one of them is wider than a row. */
static int footer_flow_hints(const struct page *page)
{
    int rows = 1;
    int column = page->margin;
    for (size_t i = 0; i < page->hint_count; i++) {
        if (page->hints[i].dropped)
            continue;
        int columns = footer_hint_columns(&page->hints[i]);
        if (columns > page->layout_width - page->margin)
            return -1;
        if (column > page->margin && column + columns > page->layout_width) {
            rows++;
            column = page->margin;
        }
        column += columns + HINT_GAP;
    }
    return rows;
}

int page_count_hint_rows(const struct page *page)
{
    int rows = footer_flow_hints(page);
    return page->hint_count == 0 ? 0 : rows < 0 ? 1 : rows;
}

/* Drops the least important hint, the last of equals; false when none is left. */
static bool footer_drop_hint(struct page *page)
{
    struct page_hint *least = NULL;
    for (size_t i = 0; i < page->hint_count; i++) {
        struct page_hint *hint = &page->hints[i];
        if (!hint->dropped && (!least || hint->importance <= least->importance))
            least = hint;
    }
    if (!least)
        return false;
    least->dropped = true;
    page->omissions++;
    return true;
}

/* Draws one hint at COLUMN of row Y. */
static void footer_draw_hint(struct page *page, int y, int column, const struct page_hint *hint)
{
    page_put_text(page, y, column, hint->key, PAGE_KEY);
    if (hint->words[0] != '\0')
        page_put_text(page, y, column + utf8_columns(hint->key) + 1, hint->words,
                      PAGE_KEY_WORDS);
}

void page_draw_hints(struct page *page, int y, int rows)
{
    int needed = footer_flow_hints(page);
    while ((needed < 0 || needed > rows) && footer_drop_hint(page))
        needed = footer_flow_hints(page);
    int column = page->margin;
    for (size_t i = 0; i < page->hint_count; i++) {
        const struct page_hint *hint = &page->hints[i];
        if (hint->dropped)
            continue;
        int columns = footer_hint_columns(hint);
        if (column > page->margin && column + columns > page->layout_width) {
            y++;
            column = page->margin;
        }
        footer_draw_hint(page, y, column, hint);
        column += columns + HINT_GAP;
    }
}

/* The rows that all tabs need at full length. */
int page_count_tab_rows(const struct page *page)
{
    int rows = page->tab_count > 0;
    int column = page->margin;
    for (size_t i = 0; i < page->tab_count; i++) {
        int columns = utf8_columns(page->tabs[i].text);
        if (column > page->margin && column + columns > page->layout_width) {
            rows++;
            column = page->margin;
        }
        column += columns + TAB_GAP;
    }
    return rows;
}

void page_draw_tabs(struct page *page, int y, int rows)
{
    bool full = page_count_tab_rows(page) <= rows;
    int column = page->margin;
    for (size_t i = 0; i < page->tab_count; i++) {
        const struct page_tab *tab = &page->tabs[i];
        const char *text = full || tab->open ? tab->text : tab->key;
        int columns = utf8_columns(text);
        if (full && column > page->margin && column + columns > page->layout_width) {
            y++;
            column = page->margin;
        }
        page->omissions += text != tab->text;
        page_put_text(page, y, column, text, tab->open ? PAGE_TAB_OPEN : PAGE_TAB);
        column += columns + TAB_GAP;
    }
}
