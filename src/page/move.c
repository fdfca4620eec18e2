/* Moving through a finished page by keys: which item comes next, or how far to scroll.
 * It deliberately knows no keys; screens say which key is which step.
 *
 * With nothing focused the page is being read: that happens where more text lies before,
 * between or behind the items than the screen holds, so that no line is out of reach. */
#include "page/internal.h"

/* True when ITEM is wholly between TOP and the end of the screen. */
static bool move_is_visible(const struct page *page, int item, int top)
{
    const struct page_item *here = &page->items[item];
    return here->first_line >= top &&
           (here->last_line < top + page->body_rows || here->first_line == top);
}

/* The greatest scroll. */
static int move_bottom(const struct page *page)
{
    int bottom = page->line_count - page->body_rows;
    return bottom > 0 ? bottom : 0;
}

/* The scroll one screen further in DIRECTION, one line kept. */
static int move_by_page(const struct page *page, int direction)
{
    int by = page->body_rows > 1 ? page->body_rows - 1 : 1;
    int top = page->scroll + direction * by;
    return top < 0 ? 0 : top > move_bottom(page) ? move_bottom(page) : top;
}

/* The first item in DIRECTION that comes into view between the scrolls OLD and TOP. */
static int move_find_new(const struct page *page, int direction, int old, int top)
{
    int start = direction > 0 ? 0 : page->item_count - 1;
    for (int i = start; i >= 0 && i < page->item_count; i += direction)
        if (move_is_visible(page, i, top) && !move_is_visible(page, i, old))
            return i;
    return PAGE_NO_ITEM;
}

/* The first visible item in DIRECTION, for leaving the start or the end of a text. */
static int move_find_visible(const struct page *page, int direction)
{
    int start = direction > 0 ? 0 : page->item_count - 1;
    for (int i = start; i >= 0 && i < page->item_count; i += direction)
        if (move_is_visible(page, i, page->scroll))
            return i;
    return PAGE_NO_ITEM;
}

/* Goes on reading in DIRECTION, up to the next item that comes into view. */
static bool move_read(const struct page *page, int direction, int *focused, int *scroll)
{
    bool at_edge = direction > 0 ? page->scroll == 0 : page->scroll == move_bottom(page);
    if (page->focused == PAGE_NO_ITEM && at_edge) {
        int item = move_find_visible(page, direction);
        if (item != PAGE_NO_ITEM) {
            *focused = item;
            return true;
        }
    }
    int top = move_by_page(page, direction);
    if (page->item_count == 0 && (top > page->scroll + 1 || top < page->scroll - 1))
        top = page->scroll + direction;
    if (top == page->scroll)
        return false;
    *focused = move_find_new(page, direction, page->scroll, top);
    *scroll = top;
    return true;
}

/* Goes to the next item in DIRECTION, or reads what lies before it. */
static bool move_by_item(const struct page *page, int direction, int *focused, int *scroll)
{
    int from = page->focused;
    int next = from + direction;
    if (from == PAGE_NO_ITEM || next < 0 || next >= page->item_count)
        return move_read(page, direction, focused, scroll);
    int low = direction > 0 ? from : next;
    if (page->items[low + 1].first_line - page->items[low].last_line > page->body_rows &&
        !move_is_visible(page, next, page->scroll))
        return move_read(page, direction, focused, scroll);
    *focused = next;
    return true;
}

/* Goes one screen further and focuses the first item there. */
static bool move_page(const struct page *page, int direction, int *focused, int *scroll)
{
    int top = move_by_page(page, direction);
    if (top == page->scroll) {
        if (page->item_count > 0)
            *focused = direction > 0 ? page->item_count - 1 : 0;
        return *focused != page->focused;
    }
    *scroll = top;
    *focused = PAGE_NO_ITEM;
    for (int i = 0; i < page->item_count && *focused == PAGE_NO_ITEM; i++)
        if (move_is_visible(page, i, top))
            *focused = i;
    return true;
}

/* Goes to the start of the page. */
static bool move_first(const struct page *page, int *focused, int *scroll)
{
    *scroll = 0;
    bool fits = page->item_count > 0 && page->items[0].last_line < page->body_rows;
    *focused = fits ? 0 : PAGE_NO_ITEM;
    return *scroll != page->scroll || *focused != page->focused;
}

/* Goes to the last item, or to the end of a page without items. */
static bool move_last(const struct page *page, int *focused, int *scroll)
{
    *scroll = move_bottom(page);
    *focused = page->item_count > 0 ? page->item_count - 1 : PAGE_NO_ITEM;
    return *scroll != page->scroll || *focused != page->focused;
}

bool page_move(const struct page *page, enum page_step step, int *focused, int *scroll)
{
    *focused = page->focused;
    *scroll = page->scroll;
    switch (step) {
    case PAGE_STEP_UP:
        return move_by_item(page, -1, focused, scroll);
    case PAGE_STEP_DOWN:
        return move_by_item(page, 1, focused, scroll);
    case PAGE_STEP_PAGE_UP:
        return move_page(page, -1, focused, scroll);
    case PAGE_STEP_PAGE_DOWN:
        return move_page(page, 1, focused, scroll);
    case PAGE_STEP_FIRST:
        return move_first(page, focused, scroll);
    case PAGE_STEP_LAST:
        return move_last(page, focused, scroll);
    }
    return false;
}
