/* The body of a page: blocks become lines.
 * It deliberately knows neither the height nor what is visible; see screen.c for those.
 *
 * Wide pages (60 columns and more) set items in and use second columns; from 40 columns
 * on there are margins; below that an item is its marker, its label and its text. */
#include "page/internal.h"

#include <string.h>

#include "page/wrap.h"
#include "util/utf8.h"

#define TEXT_COLUMNS_LEAST 12 /* an item's text goes below its label when less is left */
#define BESIDE_LEAST 30       /* columns that text needs beside art */
#define NOTE_MOST 14          /* a longer note goes on a line of its own */

/* Where the text of a block goes. */
struct text_box {
    int left;
    int hang; /* columns further in from the second line on */
    int edge;
    enum page_role role;
    int item;
};

/* The first column for text. */
static int layout_left(const struct page *page)
{
    return page->margin + page->beside;
}

/* Adds a piece to the last line. */
static void layout_add_piece(struct page *page, const struct page_piece *piece)
{
    page->pieces = memory_resize(page->pieces, page->piece_count + 1, sizeof(*page->pieces));
    page->pieces[page->piece_count++] = *piece;
    page->lines[page->line_count - 1].piece_count++;
}

/* Adds BYTES of TEXT at COLUMN of the last line. */
static void layout_add_bytes(struct page *page, int column, const char *text,
                             const struct wrap_piece *piece, enum page_role role)
{
    if (piece->bytes == 0)
        return;
    layout_add_piece(page, &(struct page_piece){.text = text + piece->start,
                                                .bytes = piece->bytes,
                                                .column = column,
                                                .columns = piece->columns,
                                                .role = role});
}

/* Adds the terminated TEXT at COLUMN of the last line. */
static void layout_add_text(struct page *page, int column, const char *text,
                            enum page_role role, bool follows_focus)
{
    layout_add_piece(page, &(struct page_piece){.text = text,
                                                .bytes = strlen(text),
                                                .column = column,
                                                .columns = utf8_columns(text),
                                                .role = role,
                                                .follows_focus = follows_focus});
}

/* Starts a line that belongs to ITEM, with the next row of the art it stands beside. */
static void layout_start_line(struct page *page, int item)
{
    page->lines = memory_resize(page->lines, (size_t)page->line_count + 1,
                                sizeof(*page->lines));
    page->lines[page->line_count++] =
        (struct page_line){.first_piece = page->piece_count, .item = item};
    if (item != PAGE_NO_ITEM)
        page->items[item].last_line = page->line_count - 1;
    if (page->art && page->art_row < page->art->text_count)
        layout_add_text(page, page->margin, page->art->texts[page->art_row++], PAGE_ART, false);
}

/* Wraps TEXT into BOX; with CONTINUED its first line goes on the line already started. */
static void layout_wrap(struct page *page, const char *text, const struct text_box *box,
                        bool continued)
{
    struct wrap_piece piece;
    bool was_broken = false;
    int left = box->left;
    for (size_t at = 0; wrap_next(text, &at, box->edge - left, &piece);) {
        if (!continued)
            layout_start_line(page, box->item);
        continued = false;
        layout_add_bytes(page, left, text, &piece, box->role);
        page->overflows += piece.broken && !was_broken;
        was_broken = piece.broken;
        left = box->left + box->hang;
    }
}

/* Wraps TEXT into one column and VALUE into another, from the line already started on;
 * NOTE, which may be null, goes to the right edge of the first line. */
static void layout_wrap_two(struct page *page, const char *text, const struct text_box *box,
                            const char *value, const struct text_box *second, const char *note)
{
    struct wrap_piece piece;
    struct wrap_piece other;
    size_t at = 0;
    size_t other_at = 0;
    for (bool first = true;; first = false) {
        bool more = wrap_next(text, &at, box->edge - box->left, &piece);
        bool other_more = wrap_next(value, &other_at, second->edge - second->left, &other);
        if (!more && !other_more)
            return;
        if (!first)
            layout_start_line(page, box->item);
        if (more)
            layout_add_bytes(page, box->left, text, &piece, box->role);
        if (other_more)
            layout_add_bytes(page, second->left, value, &other, second->role);
        if (first && note)
            layout_add_text(page, page->edge - utf8_columns(note), note, PAGE_CHOICE_HINT,
                            false);
        page->overflows += (more && piece.broken) + (other_more && other.broken);
    }
}

/* Room for a text, at least two columns however narrow the page. */
static struct text_box layout_box(const struct page *page, int left, int hang,
                                  enum page_role role, int item)
{
    int edge = page->edge;
    if (edge - left < TEXT_COLUMNS_LEAST && left > layout_left(page))
        left = layout_left(page);
    if (edge - left - hang < TEXT_COLUMNS_LEAST)
        hang = 0;
    if (edge - left < 2)
        left = edge - 2;
    return (struct text_box){left, hang, edge, role, item};
}

/* Lays out a text of its own. */
static void layout_text(struct page *page, const struct page_block *block)
{
    struct text_box box = layout_box(page, layout_left(page) + block->indent, block->hang,
                                     block->role, PAGE_NO_ITEM);
    layout_wrap(page, block->text, &box, false);
}

/* Adds one empty line unless the one before is empty or there is none. */
static void layout_blank(struct page *page)
{
    bool beside = page->art && page->art_row < page->art->text_count;
    if (!beside && (page->line_count == 0 || page->lines[page->line_count - 1].blank))
        return;
    layout_start_line(page, PAGE_NO_ITEM);
    page->lines[page->line_count - 1].blank = !beside;
}

/* Starts the first line of an item: marker, label and mark. Returns the column for its text. */
static int layout_start_item(struct page *page, const struct page_block *block, bool focused)
{
    int left = layout_left(page) + (page->layout_width >= PAGE_WIDE && !page->beside ? 2 : 0);
    struct page_item *item = &page->items[block->item];
    item->label = block->label;
    item->first_line = page->line_count;
    item->cursor_line = page->line_count;
    item->cursor_column = left;
    layout_start_line(page, block->item);
    struct buffer prefix = {0};
    buffer_add(&prefix, focused ? ">" : " ");
    if (page->width >= PAGE_NORMAL)
        buffer_add(&prefix, " ");
    buffer_add(&prefix, block->label);
    bool mark = block->kind == BLOCK_CHOICE;
    if (mark)
        buffer_add(&prefix, block->marked ? "*" : " ");
    int text = left + utf8_columns(buffer_text(&prefix)) +
               (block->label[0] == '\0' && !block->marked ? 0 : mark ? 1 : 2);
    layout_add_text(page, left, page_keep(page, buffer_text(&prefix)), PAGE_MARKER, true);
    buffer_done(&prefix);
    return text;
}

/* The box for the text of an item whose label ends before COLUMN. When too little is left
 * there, the text has lines of its own and *CONTINUED becomes false. */
static struct text_box layout_item_box(const struct page *page, int column, int item,
                                       bool *continued)
{
    *continued = page->edge - column >= TEXT_COLUMNS_LEAST;
    if (!*continued)
        column = layout_left(page) + 1;
    struct text_box box = {column, 0, page->edge, PAGE_CHOICE, item};
    if (box.edge - box.left < 2)
        box.left = box.edge - 2;
    return box;
}

/* Lays out a choice and its hint. */
static void layout_choice(struct page *page, const struct page_block *block, bool focused)
{
    bool continued = true;
    int column = layout_start_item(page, block, focused);
    struct text_box box = layout_item_box(page, column, block->item, &continued);
    layout_wrap(page, block->text, &box, continued);
    if (!block->second)
        return;
    box.role = PAGE_CHOICE_HINT;
    layout_wrap(page, block->second, &box, false);
}

/* The column where second columns start. */
static int layout_second_column(const struct page *page, int left)
{
    return left + (page->edge - left) * 2 / 5;
}

/* Lays out a row of a review in two columns. */
static void layout_entry_wide(struct page *page, const struct page_block *block, int column)
{
    int note = block->note ? utf8_columns(block->note) : 0;
    bool inside = note > 0 && note <= NOTE_MOST;
    int middle = layout_second_column(page, column);
    struct text_box box = {column, 0, middle - 2, PAGE_CHOICE, block->item};
    struct text_box second = {middle, 0, page->edge - (inside ? note + 2 : 0), PAGE_VALUE,
                              block->item};
    layout_wrap_two(page, block->text, &box, block->second, &second,
                    inside ? block->note : NULL);
    if (note > 0 && !inside) {
        second.role = PAGE_CHOICE_HINT;
        second.edge = page->edge;
        layout_wrap(page, block->note, &second, false);
    }
}

/* Lays out a row of a review. */
static void layout_entry(struct page *page, const struct page_block *block, bool focused)
{
    bool continued = true;
    int column = layout_start_item(page, block, focused);
    if (page->layout_width >= PAGE_WIDE && page->edge - column >= 40) {
        layout_entry_wide(page, block, column);
        return;
    }
    struct text_box box = layout_item_box(page, column, block->item, &continued);
    layout_wrap(page, block->text, &box, continued);
    box.role = PAGE_VALUE;
    layout_wrap(page, block->second, &box, false);
    box.role = PAGE_CHOICE_HINT;
    if (block->note)
        layout_wrap(page, block->note, &box, false);
}

/* Lays out a text with its value. */
static void layout_pair(struct page *page, const struct page_block *block)
{
    int left = layout_left(page);
    if (page->layout_width >= PAGE_WIDE && page->edge - left >= 40) {
        int middle = layout_second_column(page, left);
        layout_start_line(page, PAGE_NO_ITEM);
        layout_wrap_two(page, block->text,
                        &(struct text_box){left, 0, middle - 2, block->role, PAGE_NO_ITEM},
                        block->second,
                        &(struct text_box){middle, 0, page->edge, PAGE_VALUE, PAGE_NO_ITEM},
                        NULL);
        return;
    }
    struct text_box box = layout_box(page, left, 0, block->role, PAGE_NO_ITEM);
    layout_wrap(page, block->text, &box, false);
    box = layout_box(page, left + 2, 0, PAGE_VALUE, PAGE_NO_ITEM);
    layout_wrap(page, block->second, &box, false);
}

/* True when every text of BLOCK fits in COLUMNS. */
static bool layout_all_fit(const struct page_block *block, int columns)
{
    for (size_t i = 0; i < block->text_count; i++)
        if (utf8_columns(block->texts[i]) > columns)
            return false;
    return true;
}

/* Lays out short texts side by side. */
static void layout_columns(struct page *page, const struct page_block *block)
{
    int left = layout_left(page) + (page->layout_width >= PAGE_WIDE && !page->beside ? 2 : 0);
    int half = (page->edge - left) / 2;
    bool two = layout_all_fit(block, half - 1);
    struct text_box box = layout_box(page, left, 0, block->role, PAGE_NO_ITEM);
    for (size_t i = 0; i < block->text_count; i++) {
        if (!two)
            layout_wrap(page, block->texts[i], &box, false);
        else if (i % 2 == 0)
            layout_start_line(page, PAGE_NO_ITEM);
        if (two)
            layout_add_text(page, left + (i % 2 == 0 ? 0 : half), block->texts[i], block->role,
                            false);
    }
}

/* The end of TEXT that fits in COLUMNS. */
static const char *layout_tail(const char *text, int columns)
{
    while (*text && utf8_columns(text) > columns) {
        uint32_t code = 0;
        size_t used = utf8_decode(text, strlen(text), &code);
        text += used ? used : 1;
    }
    return text;
}

/* Lays out the box of a field from COLUMN on, on the line already started. */
static void layout_field_box(struct page *page, const struct page_block *block, int column)
{
    int room = utf8_columns(block->second) > block->room ? utf8_columns(block->second)
                                                         : block->room;
    if (room > page->edge - column - 3)
        room = page->edge - column - 3;
    if (room < 1)
        room = 1;
    const char *digits = layout_tail(block->second, room);
    struct buffer text = {0};
    buffer_add(&text, "[");
    for (int i = utf8_columns(digits); i < room; i++)
        buffer_add_char(&text, ' ');
    buffer_add(&text, digits);
    buffer_add(&text, " ]");
    layout_add_text(page, column, page_keep(page, buffer_text(&text)), PAGE_FIELD, false);
    buffer_done(&text);
    page->items[block->item].cursor_line = page->line_count - 1;
    page->items[block->item].cursor_column = column + 1 + room;
    column += room + 3;
    if (!block->note)
        return;
    struct text_box box = layout_box(page, layout_left(page), 0, PAGE_FIELD, block->item);
    if (column + 1 + utf8_columns(block->note) <= page->edge)
        layout_add_text(page, column + 1, block->note, PAGE_FIELD, false);
    else
        layout_wrap(page, block->note, &box, false);
}

/* Lays out a number field: on one line, or its label above. */
static void layout_field(struct page *page, const struct page_block *block, bool focused)
{
    bool continued = true;
    int column = layout_start_item(page, block, focused);
    page->items[block->item].is_field = true;
    int label = utf8_columns(block->text);
    int unit = block->note ? utf8_columns(block->note) + 1 : 0;
    int need = label + 3 + block->room + 3 + unit;
    if (need <= page->edge - column && strchr(block->text, '\n') == NULL) {
        layout_add_text(page, column, block->text, PAGE_CHOICE, false);
        layout_field_box(page, block, column + label + (label > 0 ? 3 : 0));
        return;
    }
    struct text_box box = layout_item_box(page, column, block->item, &continued);
    layout_wrap(page, block->text, &box, continued);
    layout_start_line(page, block->item);
    layout_field_box(page, block, box.edge - box.left < 8 ? layout_left(page) : box.left);
}

/* Finishes the art that blocks stand beside. */
static void layout_end_beside(struct page *page)
{
    while (page->art && page->art_row < page->art->text_count)
        layout_start_line(page, PAGE_NO_ITEM);
    page->art = NULL;
    page->beside = 0;
}

/* Lays out art, or starts it when the next blocks stand beside it. */
static void layout_art(struct page *page, const struct page_block *block)
{
    int columns = 0;
    for (size_t i = 0; i < block->text_count; i++)
        if (utf8_columns(block->texts[i]) > columns)
            columns = utf8_columns(block->texts[i]);
    layout_end_beside(page);
    if (columns > page->layout_width - page->margin) {
        page->omissions++;
        return;
    }
    page->art = block;
    page->art_row = 0;
    if (block->marked && page->edge - page->margin - columns - 3 >= BESIDE_LEAST)
        page->beside = columns + 3;
    else
        layout_end_beside(page);
}

/* Lays out one block. */
static void layout_block(struct page *page, const struct page_block *block, int focused)
{
    bool here = block->item != PAGE_NO_ITEM && block->item == focused;
    switch (block->kind) {
    case BLOCK_TEXT:
        layout_text(page, block);
        break;
    case BLOCK_BLANK:
        layout_blank(page);
        break;
    case BLOCK_CHOICE:
        layout_choice(page, block, here);
        break;
    case BLOCK_ENTRY:
        layout_entry(page, block, here);
        break;
    case BLOCK_PAIR:
        layout_pair(page, block);
        break;
    case BLOCK_COLUMNS:
        layout_columns(page, block);
        break;
    case BLOCK_FIELD:
        layout_field(page, block, here);
        break;
    case BLOCK_ART:
        layout_art(page, block);
        break;
    case BLOCK_END_BESIDE:
        layout_end_beside(page);
        break;
    }
}

void page_layout_body(struct page *page, int focused)
{
    page->items = memory_new((size_t)page->item_count * sizeof(*page->items));
    for (size_t i = 0; i < page->block_count; i++)
        layout_block(page, &page->blocks[i], focused);
    layout_end_beside(page);
    while (page->line_count > 0 && page->lines[page->line_count - 1].blank)
        page->line_count--;
}

void page_squeeze_body(struct page *page)
{
    int kept = 0;
    for (int i = 0; i < page->line_count; i++) {
        for (int item = 0; item < page->item_count; item++) {
            struct page_item *here = &page->items[item];
            if (here->first_line == i)
                here->first_line = kept;
            if (here->last_line == i)
                here->last_line = kept;
            if (here->cursor_line == i)
                here->cursor_line = kept;
        }
        if (!page->lines[i].blank)
            page->lines[kept++] = page->lines[i];
    }
    page->line_count = kept;
}
