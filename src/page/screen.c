/* The screen of a page: which rows it has, which body lines are visible, where the cursor is.
 *
 * Rows are given up one after the other until the body fits: the second row of the status,
 * rules, the status, blank lines, the second row of hints; only then does the body scroll.
 * The header goes below 4 rows and the hints below 3. A mistake that ends a scrolling body stays in
 * sight. It deliberately never gives up a line of the body. */
#include "page/internal.h"

#include <stdlib.h>
#include <string.h>

#include "page/wrap.h"
#include "util/utf8.h"

#define ROOMY 20        /* rows from which a scrolling page keeps its rules and its status */
#define PINNED_LEAVES 3 /* rows that a pinned mistake leaves to scroll in */

/* ---- putting text on rows -------------------------------------------------------------------- */

/* Fills ROW with blanks up to COLUMN. */
static void screen_pad(struct page_drawn *row, int column)
{
    for (; row->columns < column; row->columns++)
        buffer_add_char(&row->text, ' ');
}

void page_put(struct page *page, int y, const struct page_piece *piece, bool focused)
{
    if (y < 0 || y >= page->height || piece->column >= page->width)
        return;
    struct page_drawn *row = &page->rows[y];
    int column = piece->column < row->columns ? row->columns : piece->column;
    struct page_piece cut = *piece;
    if (column + cut.columns > page->width) {
        cut.bytes = utf8_fit(piece->text, page->width - column);
        if (cut.bytes > piece->bytes)
            cut.bytes = piece->bytes;
        char *part = memory_new(cut.bytes + 1);
        memcpy(part, piece->text, cut.bytes);
        cut.columns = utf8_columns(part);
        free(part);
    }
    if (cut.bytes == 0)
        return;
    screen_pad(row, column);
    buffer_add_bytes(&row->text, cut.text, cut.bytes);
    row->columns += cut.columns;
    row->spans = memory_resize(row->spans, row->span_count + 1, sizeof(*row->spans));
    row->spans[row->span_count++] =
        (struct page_span){cut.text, cut.bytes, column, cut.columns, cut.role, focused};
}

void page_put_text(struct page *page, int y, int column, const char *text, enum page_role role)
{
    struct page_piece piece = {text, strlen(text), column, utf8_columns(text), role, false};
    page_put(page, y, &piece, false);
}

/* ---- which rows ------------------------------------------------------------------------------ */

/* The rows that CHROME takes. */
static int chrome_rows(const struct page_chrome *chrome)
{
    return chrome->header + chrome->header_rule + chrome->tab_rows + chrome->tab_rule +
           chrome->foot_rule + chrome->key_rows + chrome->status_rule + chrome->status +
           chrome->status_second;
}

/* True when PAGE has words for its first row. */
static bool chrome_has_header(const struct page *page)
{
    return (page->title && page->title[0]) || (page->section && page->section[0]) ||
           (page->marks && page->marks[0]);
}

/* True when the two parts of the status fit on one row. */
static bool chrome_status_fits(const struct page *page)
{
    const char *left = page->status_left ? page->status_left : "";
    const char *right = page->status_right ? page->status_right : "";
    return utf8_columns(left) + 2 + utf8_columns(right) <= page->edge - page->margin;
}

/* Everything that a page of this height may have. */
static struct page_chrome chrome_full(const struct page *page)
{
    bool header = chrome_has_header(page) && page->height >= 4;
    bool status = (page->status_left || page->status_right) && page->height >= 6;
    bool rules = page->height >= 8;
    int keys = page_count_hint_rows(page);
    int tabs = page_count_tab_rows(page);
    int most = page->height >= 12 ? 2 : 1;
    if (keys > most)
        keys = most;
    if (tabs > most + (page->height >= ROOMY))
        tabs = 1;
    return (struct page_chrome){
        .header = header,
        .header_rule = header && rules,
        .tab_rows = page->height >= 8 ? tabs : 0,
        .tab_rule = tabs > 0 && rules,
        .foot_rule = rules,
        .key_rows = page->height >= 3 ? keys : 0,
        .status_rule = status && rules,
        .status = status,
        .status_second = status && rules && page->status_left && page->status_right &&
                         !chrome_status_fits(page),
    };
}

/* True when the body fits beside CHROME. */
static bool chrome_leaves_room(const struct page *page, const struct page_chrome *chrome)
{
    return page->line_count <= page->height - chrome_rows(chrome);
}

/* Gives up rows of CHROME until the body fits; false when it never does. */
static bool chrome_shrink(struct page *page, struct page_chrome *chrome)
{
    bool *const rules[] = {&chrome->status_second, &chrome->status_rule, &chrome->tab_rule,
                           &chrome->header_rule, &chrome->foot_rule, &chrome->status};
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (chrome_leaves_room(page, chrome))
            return true;
        *rules[i] = false;
    }
    if (chrome_leaves_room(page, chrome))
        return true;
    int blanks = 0;
    for (int i = 0; i < page->line_count; i++)
        blanks += page->lines[i].blank;
    int extra = chrome->key_rows > 1;
    if (page->line_count - blanks > page->height - chrome_rows(chrome) + extra)
        return false;
    page_squeeze_body(page);
    if (!chrome_leaves_room(page, chrome))
        chrome->key_rows = 1;
    return true;
}

/* True when the rule under the body has room for WORDS, or there are none. */
static bool chrome_fits(const struct page *page, const char *words)
{
    return !words || utf8_columns(words) + 2 <= page->layout_width;
}

/* Chooses the rows for a body that has to scroll. */
static struct page_chrome chrome_scrolling(struct page *page)
{
    struct page_chrome chrome = chrome_full(page);
    chrome.status_rule = false;
    if (page->height < ROOMY) {
        chrome.header_rule = chrome.tab_rule = chrome.status = chrome.status_second = false;
        if (chrome.key_rows > 1)
            chrome.key_rows = 1;
        page_squeeze_body(page);
    }
    chrome.foot_rule = false;
    chrome.foot_rule = (page->above || page->below) && page->height >= 5 &&
                       chrome_fits(page, page->above) && chrome_fits(page, page->below) &&
                       page->height - chrome_rows(&chrome) >= 3;
    return chrome;
}

/* The lines of a mistake at the end of the body. */
static int screen_count_mistake(const struct page *page)
{
    int count = 0;
    while (count < page->line_count) {
        const struct page_line *line = &page->lines[page->line_count - 1 - count];
        if (line->piece_count == 0 || page->pieces[line->first_piece].role != PAGE_ERROR)
            break;
        count++;
    }
    return count;
}

/* Keeps the mistake of a body that scrolls in sight, unless hardly a row were left to scroll. */
static void screen_pin_mistake(struct page *page)
{
    int lines = screen_count_mistake(page);
    if (page->line_count <= page->body_rows || page->body_rows - lines < PINNED_LEAVES)
        return;
    page->pinned = lines;
    page->line_count -= lines;
    page->body_rows -= lines;
}

/* Chooses the rows of PAGE and so the height of its body. */
static void screen_choose_rows(struct page *page)
{
    struct page_chrome chrome = chrome_full(page);
    if (!chrome_shrink(page, &chrome))
        chrome = chrome_scrolling(page);
    page->chrome = chrome;
    page->body_top = chrome.header + chrome.header_rule + chrome.tab_rows + chrome.tab_rule;
    page->body_rows = page->height - chrome_rows(&chrome);
    screen_pin_mistake(page);
}

/* ---- what is visible ------------------------------------------------------------------------- */

/* The first line that belongs with ITEM: its headings too, as far as all of it fits and no
 * line is skipped that was not yet seen below. */
static int screen_first_line(const struct page *page, int item)
{
    int first = item > 0 ? page->items[item - 1].last_line + 1 : 0;
    if (page->items[item].last_line - first >= page->body_rows)
        return page->items[item].first_line;
    int seen = page->scroll - page->body_rows;
    if (first < seen)
        first = seen;
    return first < page->items[item].first_line ? first : page->items[item].first_line;
}

/* Moves the scroll as little as needed to show the focused item. */
static void screen_show_item(struct page *page)
{
    const struct page_item *item = &page->items[page->focused];
    int rows = page->body_rows;
    bool fits = item->last_line - item->first_line < rows;
    int first = fits ? item->first_line : item->cursor_line;
    int last = fits ? item->last_line : item->cursor_line + rows - 1;
    if (!fits && last > item->last_line)
        last = item->last_line;
    bool visible = first >= page->scroll && last < page->scroll + rows;
    int bottom = page->line_count - rows;
    if (page->focused == 0 && last < rows && page->scroll <= rows)
        page->scroll = 0;
    else if (visible)
        return;
    else if (page->focused == page->item_count - 1 && first >= bottom &&
             bottom <= page->scroll + rows)
        page->scroll = bottom; /* the text behind the last item, when that skips nothing */
    else if (first < page->scroll)
        page->scroll = fits ? screen_first_line(page, page->focused) : first;
    else
        page->scroll = last - rows + 1;
}

/* Brings the scroll into its range. */
static void screen_clamp_scroll(struct page *page)
{
    if (page->scroll > page->line_count - page->body_rows)
        page->scroll = page->line_count - page->body_rows;
    if (page->scroll < 0)
        page->scroll = 0;
}

/* Finds the cell of the cursor. */
static void screen_place_cursor(struct page *page)
{
    page->cursor_y = page->body_top;
    page->cursor_x = page->margin;
    if (page->focused == PAGE_NO_ITEM)
        return;
    const struct page_item *item = &page->items[page->focused];
    int line = item->cursor_line - page->scroll;
    if (line < 0 || line >= page->body_rows)
        line = line < 0 ? 0 : page->body_rows - 1;
    page->cursor_y = page->body_top + line;
    page->cursor_x = item->cursor_column;
    if (page->cursor_x >= page->width)
        page->cursor_x = page->width - 1;
}

/* ---- drawing rows ---------------------------------------------------------------------------- */

/* A kept text of COLUMNS times the sign for rules. */
static const char *screen_rule(struct page *page, int columns)
{
    struct buffer rule = {0};
    for (int i = 0; i < columns; i++)
        buffer_add(&rule, page->ascii ? "-" : "\xe2\x94\x80");
    const char *kept = page_keep(page, buffer_text(&rule));
    buffer_done(&rule);
    return kept;
}

/* The columns that a rule takes: one more than the text on each side. */
static int screen_rule_columns(const struct page *page)
{
    int columns = page->edge + page->margin;
    return columns < page->layout_width ? columns : page->layout_width;
}

/* Draws a rule on row Y. */
static void screen_draw_rule(struct page *page, int y)
{
    page_put_text(page, y, 0, screen_rule(page, screen_rule_columns(page)), PAGE_RULE);
}

/* Draws WORDS at COLUMN of the rule on row Y if they fit; returns the column behind them. */
static int screen_draw_mark(struct page *page, int y, int column, const char *words)
{
    int columns = utf8_columns(words);
    if (column + 2 + columns > screen_rule_columns(page))
        return column;
    if (columns + 4 <= screen_rule_columns(page)) {
        page_put_text(page, y, column, screen_rule(page, 2), PAGE_RULE);
        column += 3;
    }
    page_put_text(page, y, column, words, PAGE_RULE);
    return column + columns + 1;
}

/* Draws the rule under the body with the words for what is hidden. */
static void screen_draw_foot_rule(struct page *page, int y)
{
    int column = 0;
    if (page->above && page_has_above(page))
        column = screen_draw_mark(page, y, column, page->above);
    if (page->below && page_has_below(page))
        column = screen_draw_mark(page, y, column, page->below);
    if (column < screen_rule_columns(page))
        page_put_text(page, y, column, screen_rule(page, screen_rule_columns(page) - column),
                      PAGE_RULE);
}

/* The start of TEXT that fits on one line by whole words. */
static const char *screen_first_words(struct page *page, const char *text, int columns)
{
    struct wrap_piece piece;
    size_t at = 0;
    if (utf8_columns(text) <= columns)
        return text;
    page->omissions++;
    if (!wrap_next(text, &at, columns, &piece))
        return "";
    return page_keep_bytes(page, text + piece.start, piece.bytes);
}

/* Draws program, section and language marks. */
static void screen_draw_header(struct page *page, int y)
{
    int room = page->edge - page->margin;
    const char *title = page->title;
    const char *marks = page->marks;
    int section = utf8_columns(page->section);
    if (utf8_columns(title) + section + utf8_columns(marks) + 4 > room) {
        marks = page->marks_short[0] ? page->marks_short : marks;
        page->omissions += marks != page->marks;
    }
    if (title[0] && utf8_columns(title) + section + utf8_columns(marks) + 4 > room &&
        (section > 0 || utf8_columns(title) + 2 + utf8_columns(marks) > room)) {
        title = section > 0 ? "" : title;
        page->omissions++;
    }
    int taken = utf8_columns(marks) > 0 ? utf8_columns(marks) + 2 : 0;
    if (section + utf8_columns(title) + taken > room) {
        marks = "";
        taken = 0;
    }
    page_put_text(page, y, page->margin, screen_first_words(page, title, room), PAGE_HEADER);
    int column = page->margin;
    if (title[0]) {
        int third = page->layout_width * 35 / 100;
        int last = page->edge - taken - section;
        column = utf8_columns(title) + 2 + page->margin;
        column = column > third ? column : third < last ? third : last;
    }
    page_put_text(page, y, column, screen_first_words(page, page->section, room), PAGE_HEADER);
    if (marks[0])
        page_put_text(page, y, page->edge - utf8_columns(marks), marks, PAGE_HEADER);
}

/* Draws the status; its right part on the next row where that was given. */
static void screen_draw_status(struct page *page, int y)
{
    const char *left = page->status_left ? page->status_left : "";
    const char *right = page->status_right ? page->status_right : "";
    int room = page->edge - page->margin;
    page_put_text(page, y, page->margin, screen_first_words(page, left, room), PAGE_STATUS);
    if (chrome_status_fits(page))
        page_put_text(page, y, page->edge - utf8_columns(right), right, PAGE_STATUS);
    else if (page->chrome.status_second)
        page_put_text(page, y + 1, page->margin, screen_first_words(page, right, room), PAGE_STATUS);
    else if (right[0])
        page->omissions++;
}

/* Draws one line of the body on row Y. */
static void screen_draw_line(struct page *page, int y, const struct page_line *line)
{
    page->rows[y].item = line->item;
    for (size_t p = 0; p < line->piece_count; p++) {
        const struct page_piece *piece = &page->pieces[line->first_piece + p];
        page_put(page, y, piece,
                 piece->follows_focus && line->item != PAGE_NO_ITEM && line->item == page->focused);
    }
}

/* Draws the visible body lines, and below them what is pinned. */
static void screen_draw_body(struct page *page)
{
    for (int i = 0; i < page->body_rows && page->scroll + i < page->line_count; i++)
        screen_draw_line(page, page->body_top + i, &page->lines[page->scroll + i]);
    for (int i = 0; i < page->pinned; i++)
        screen_draw_line(page, page->body_top + page->body_rows + i, &page->lines[page->line_count + i]);
}

/* Takes the blanks off the end of every row. */
static void screen_trim_rows(struct page *page)
{
    for (int y = 0; y < page->height; y++) {
        struct buffer *text = &page->rows[y].text;
        while (text->length > 0 && text->data[text->length - 1] == ' ')
            text->data[--text->length] = '\0';
    }
}

/* Draws all rows. */
static void screen_draw(struct page *page)
{
    const struct page_chrome *chrome = &page->chrome;
    page->rows = memory_new((size_t)page->height * sizeof(*page->rows));
    for (int y = 0; y < page->height; y++)
        page->rows[y].item = PAGE_NO_ITEM;
    int y = 0;
    if (chrome->header)
        screen_draw_header(page, y++);
    if (chrome->header_rule)
        screen_draw_rule(page, y++);
    if (chrome->tab_rows > 0)
        page_draw_tabs(page, y, chrome->tab_rows);
    y += chrome->tab_rows;
    if (chrome->tab_rule)
        screen_draw_rule(page, y++);
    screen_draw_body(page);
    y += page->body_rows + page->pinned;
    if (chrome->foot_rule)
        screen_draw_foot_rule(page, y++);
    if (chrome->key_rows > 0)
        page_draw_hints(page, y, chrome->key_rows);
    y += chrome->key_rows;
    if (chrome->status_rule)
        screen_draw_rule(page, y++);
    if (chrome->status)
        screen_draw_status(page, y);
    screen_trim_rows(page);
}

void page_finish(struct page *page, int focused, int scroll)
{
    if (!page->section)
        page_set_header(page, NULL, NULL, NULL, NULL);
    page->focused = focused >= 0 && focused < page->item_count ? focused : PAGE_NO_ITEM;
    page->scroll = scroll;
    page_layout_body(page, page->focused);
    screen_choose_rows(page);
    screen_clamp_scroll(page);
    if (page->focused != PAGE_NO_ITEM)
        screen_show_item(page);
    screen_clamp_scroll(page);
    screen_place_cursor(page);
    screen_draw(page);
}
