/* Building a page and answering questions about a finished one: see the header.
 * It deliberately does no layout: that is layout.c (body) and screen.c (rows). */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE /* explicit_bzero */
#endif
#include "page/page.h"

#include <stdlib.h>
#include <string.h>

#include "page/internal.h"
#include "util/utf8.h"

/* VALUE brought between LEAST and MOST. */
static int page_clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

struct page *page_new(int width, int height)
{
    struct page *page = memory_new(sizeof(*page));
    page->width = page_clamp(width, PAGE_COLUMNS_MIN, PAGE_COLUMNS_MAX);
    page->height = page_clamp(height, PAGE_ROWS_MIN, PAGE_ROWS_MAX);
    page->layout_width = page_clamp(page->width, 0, PAGE_LAYOUT_WIDTH_MAX);
    page->margin = page->width >= PAGE_NORMAL ? 1 : 0;
    page->edge = page->layout_width - (page->width >= 80 ? 3 : page->margin);
    page->focused = PAGE_NO_ITEM;
    return page;
}

void page_free(struct page *page)
{
    if (!page)
        return;
    for (size_t i = 0; i < page->kept_count; i++) {
        explicit_bzero(page->kept[i], strlen(page->kept[i]));
        free(page->kept[i]);
    }
    for (int y = 0; page->rows && y < page->height; y++) {
        if (page->rows[y].text.data)
            explicit_bzero(page->rows[y].text.data, page->rows[y].text.capacity);
        buffer_done(&page->rows[y].text);
        free(page->rows[y].spans);
    }
    for (size_t i = 0; i < page->block_count; i++)
        free(page->blocks[i].texts);
    free(page->kept);
    free(page->blocks);
    free(page->tabs);
    free(page->hints);
    free(page->lines);
    free(page->pieces);
    free(page->items);
    free(page->rows);
    free(page);
}

const char *page_keep_bytes(struct page *page, const char *text, size_t length)
{
    char *copy = memory_new(length + 1);
    if (length)
        memcpy(copy, text, length);
    if (utf8_find_bad(copy, strlen(copy)) < strlen(copy)) {
        char *clean = utf8_clean(copy);
        explicit_bzero(copy, length);
        free(copy);
        copy = clean;
    }
    if ((page->kept_count & (page->kept_count + 1)) == 0) /* full at 0, 1, 3, 7 … */
        page->kept = memory_resize(page->kept, page->kept_count * 2 + 1, sizeof(*page->kept));
    page->kept[page->kept_count++] = copy;
    return copy;
}

const char *page_keep(struct page *page, const char *text)
{
    return text ? page_keep_bytes(page, text, strlen(text)) : NULL;
}

/* TEXT kept, or an empty text for null. */
static const char *page_keep_some(struct page *page, const char *text)
{
    return page_keep(page, text ? text : "");
}

void page_use_ascii(struct page *page)
{
    page->ascii = true;
}

void page_set_header(struct page *page, const char *title, const char *section,
                     const char *marks, const char *marks_short)
{
    page->title = page_keep_some(page, title);
    page->section = page_keep_some(page, section);
    page->marks = page_keep_some(page, marks);
    page->marks_short = page_keep_some(page, marks_short);
}

void page_set_status(struct page *page, const char *left, const char *right)
{
    page->status_left = page_keep(page, left);
    page->status_right = page_keep(page, right);
}

void page_set_words(struct page *page, const char *above, const char *below,
                    const char *chosen)
{
    page->above = page_keep(page, above);
    page->below = page_keep(page, below);
    page->chosen = page_keep(page, chosen);
}

/* ---- adding ---------------------------------------------------------------------------------- */

/* Adds an empty block of KIND and ROLE. */
static struct page_block *page_add_block(struct page *page, enum block_kind kind,
                                         enum page_role role)
{
    page->blocks = memory_resize(page->blocks, page->block_count + 1, sizeof(*page->blocks));
    struct page_block *block = &page->blocks[page->block_count++];
    *block = (struct page_block){.kind = kind, .role = role, .item = PAGE_NO_ITEM};
    return block;
}

/* Adds a block of KIND that can be focused. */
static struct page_block *page_add_item(struct page *page, enum block_kind kind,
                                        const char *label, const char *text)
{
    struct page_block *block = page_add_block(page, kind, PAGE_CHOICE);
    block->item = page->item_count++;
    block->label = page_keep_some(page, label);
    block->text = page_keep_some(page, text);
    return block;
}

void page_add_title(struct page *page, const char *text)
{
    page_add_text(page, PAGE_TITLE, text);
}

void page_add_heading(struct page *page, const char *text)
{
    page_add_text(page, PAGE_HEADING, text);
}

void page_add_text(struct page *page, enum page_role role, const char *text)
{
    page_add_indented(page, role, 0, 0, text);
}

void page_add_indented(struct page *page, enum page_role role, int indent, int hang,
                       const char *text)
{
    struct page_block *block = page_add_block(page, BLOCK_TEXT, role);
    block->text = page_keep_some(page, text);
    block->indent = page_clamp(indent, 0, PAGE_COLUMNS_MAX);
    block->hang = page_clamp(hang, 0, PAGE_COLUMNS_MAX);
}

void page_add_blank(struct page *page)
{
    page_add_block(page, BLOCK_BLANK, PAGE_BLANK);
}

int page_add_choice(struct page *page, const char *label, const char *text, const char *hint,
                    bool chosen)
{
    struct page_block *block = page_add_item(page, BLOCK_CHOICE, label, text);
    block->second = page_keep(page, hint);
    block->marked = chosen;
    return block->item;
}

int page_add_entry(struct page *page, const char *label, const char *text, const char *value,
                   const char *note)
{
    struct page_block *block = page_add_item(page, BLOCK_ENTRY, label, text);
    block->second = page_keep_some(page, value);
    block->note = page_keep(page, note);
    return block->item;
}

void page_add_pair(struct page *page, enum page_role role, const char *text, const char *value)
{
    struct page_block *block = page_add_block(page, BLOCK_PAIR, role);
    block->text = page_keep_some(page, text);
    block->second = page_keep_some(page, value);
}

/* Copies COUNT TEXTS into BLOCK. */
static void page_keep_texts(struct page *page, struct page_block *block,
                            const char *const *texts, size_t count)
{
    block->texts = memory_new(count * sizeof(*block->texts));
    block->text_count = count;
    for (size_t i = 0; i < count; i++)
        block->texts[i] = page_keep_some(page, texts[i]);
}

void page_add_columns(struct page *page, enum page_role role, const char *const *texts,
                      size_t count)
{
    page_keep_texts(page, page_add_block(page, BLOCK_COLUMNS, role), texts, count);
}

int page_add_field(struct page *page, const char *label, const char *digits, int room,
                   const char *unit)
{
    struct page_block *block = page_add_item(page, BLOCK_FIELD, "", label);
    block->second = page_keep_some(page, digits);
    block->note = page_keep(page, unit);
    block->room = page_clamp(room, 1, PAGE_COLUMNS_MAX);
    return block->item;
}

int page_add_code_field(struct page *page, const char *text, int room)
{
    int item = page_add_field(page, "", text, room, NULL);
    page->code_item = item + 1;
    return item;
}

void page_add_art(struct page *page, const char *const *rows, size_t count, bool beside)
{
    struct page_block *block = page_add_block(page, BLOCK_ART, PAGE_ART);
    page_keep_texts(page, block, rows, count);
    block->marked = beside;
}

void page_end_beside(struct page *page)
{
    page_add_block(page, BLOCK_END_BESIDE, PAGE_BLANK);
}

void page_add_tab(struct page *page, const char *key, const char *words, bool open)
{
    struct buffer text = {0};
    buffer_add(&text, open ? "[" : " ");
    buffer_add(&text, key);
    buffer_add(&text, " ");
    buffer_add(&text, words);
    buffer_add(&text, open ? "]" : " ");
    page->tabs = memory_resize(page->tabs, page->tab_count + 1, sizeof(*page->tabs));
    page->tabs[page->tab_count++] = (struct page_tab){
        .text = page_keep(page, buffer_text(&text)), .key = page_keep(page, key), .open = open};
    buffer_done(&text);
}

void page_add_hint_key(struct page *page, const char *key, const char *words, int importance)
{
    page->hints = memory_resize(page->hints, page->hint_count + 1, sizeof(*page->hints));
    page->hints[page->hint_count++] = (struct page_hint){
        .key = page_keep_some(page, key),
        .words = page_keep_some(page, words),
        .importance = importance,
    };
}

/* ---- reading --------------------------------------------------------------------------------- */

int page_width(const struct page *page)
{
    return page->width;
}

int page_height(const struct page *page)
{
    return page->height;
}

struct page_row page_row(const struct page *page, int y)
{
    if (!page->rows || y < 0 || y >= page->height)
        return (struct page_row){.text = ""};
    const struct page_drawn *row = &page->rows[y];
    return (struct page_row){buffer_text(&row->text), row->spans, row->span_count};
}

void page_cursor(const struct page *page, int *y, int *x)
{
    *y = page->cursor_y;
    *x = page->cursor_x;
}

int page_item_count(const struct page *page)
{
    return page->item_count;
}

int page_focused(const struct page *page)
{
    return page->focused;
}

bool page_item_is_code(const struct page *page, int item)
{
    return item >= 0 && page->code_item == item + 1;
}

bool page_item_is_field(const struct page *page, int item)
{
    return page->items && item >= 0 && item < page->item_count && page->items[item].is_field;
}

int page_find_label(const struct page *page, const char *label)
{
    for (int i = 0; page->items && i < page->item_count; i++)
        if (page->items[i].label[0] != '\0' && strcmp(page->items[i].label, label) == 0)
            return i;
    return PAGE_NO_ITEM;
}

int page_item_at(const struct page *page, int y)
{
    if (!page->rows || y < 0 || y >= page->height)
        return PAGE_NO_ITEM;
    return page->rows[y].item;
}

int page_scroll(const struct page *page)
{
    return page->scroll;
}

bool page_has_above(const struct page *page)
{
    return page->scroll > 0;
}

bool page_has_below(const struct page *page)
{
    return page->scroll + page->body_rows < page->line_count;
}

int page_overflows(const struct page *page)
{
    return page->overflows;
}

int page_omissions(const struct page *page)
{
    return page->omissions;
}
