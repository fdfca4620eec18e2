/* A page as text: append-only plain text for lines, voices and braille, and the exact screen.
 * It deliberately takes plain text from the blocks, so nothing is wrapped, scrolled or left
 * out there but art and the order of the screen. */
#include "page/internal.h"

#include <string.h>

#include "util/utf8.h"

/* What a blank line is put between. */
enum print_group { GROUP_NONE, GROUP_TITLE, GROUP_TEXT, GROUP_ITEM, GROUP_FOOT };

struct printer {
    struct buffer *buffer;
    enum print_group group; /* of the last line */
    bool blank;             /* a blank line was asked for */
    bool bare;              /* labels and fields as on the screen, no hints of keys */
};

/* Starts a block of GROUP: one blank line wherever the group changes. */
static void print_start(struct printer *printer, enum print_group group)
{
    bool first = printer->group == GROUP_NONE;
    if (!first && (printer->blank || printer->group != group))
        buffer_add_char(printer->buffer, '\n');
    printer->group = group;
    printer->blank = false;
}

/* Adds TEXT, its further lines set in by INDENT columns. */
static void print_text(struct printer *printer, const char *text, int indent)
{
    for (; *text; text++) {
        buffer_add_char(printer->buffer, *text);
        for (int i = 0; *text == '\n' && i < indent; i++)
            buffer_add_char(printer->buffer, ' ');
    }
}

/* Adds a line TEXT set in by INDENT columns. */
static void print_line(struct printer *printer, const char *text, int indent)
{
    if (!text || text[0] == '\0')
        return;
    for (int i = 0; i < indent; i++)
        buffer_add_char(printer->buffer, ' ');
    print_text(printer, text, indent);
    buffer_add_char(printer->buffer, '\n');
}

/* Adds the label of an item: "3. ", "[x] ", "- "; returns its columns. */
static int print_label(struct printer *printer, const char *label)
{
    size_t before = printer->buffer->length;
    buffer_add(printer->buffer, label[0] ? label : "-");
    bool letter = label[0] >= 'a' && label[0] <= 'z' && label[1] == '\0';
    if (letter || (label[0] && strspn(label, "0123456789") == strlen(label)))
        buffer_add_char(printer->buffer, '.');
    buffer_add_char(printer->buffer, ' ');
    return utf8_columns(printer->buffer->data + before);
}

/* Adds the label and the mark of an item as the screen has them. */
static void print_bare_label(struct printer *printer, const struct page_block *block)
{
    buffer_add(printer->buffer, block->label);
    buffer_add(printer->buffer, block->kind == BLOCK_CHOICE && block->marked ? "* " : " ");
}

/* Prints a choice or a row of a review. */
static void print_item(struct printer *printer, const struct page *page,
                       const struct page_block *block)
{
    int indent = 0;
    if (printer->bare)
        print_bare_label(printer, block);
    else
        indent = print_label(printer, block->label);
    print_text(printer, block->text, indent);
    if (block->marked && !printer->bare) {
        buffer_add_char(printer->buffer, ' ');
        buffer_add(printer->buffer, page->chosen ? page->chosen : "*");
    }
    buffer_add_char(printer->buffer, '\n');
    print_line(printer, block->second, indent);
    print_line(printer, block->note, indent);
}

/* Prints a number field. */
static void print_field(struct printer *printer, const struct page_block *block)
{
    print_text(printer, block->text, 0);
    buffer_add(printer->buffer, block->text[0] ? "  [" : "[");
    buffer_add(printer->buffer, block->second);
    buffer_add_char(printer->buffer, ']');
    if (block->note) {
        buffer_add_char(printer->buffer, ' ');
        buffer_add(printer->buffer, block->note);
    }
    buffer_add_char(printer->buffer, '\n');
}

/* Prints a text with its value. */
static void print_pair(struct printer *printer, const struct page_block *block)
{
    print_text(printer, block->text, 0);
    if (block->text[0] && block->second[0])
        buffer_add(printer->buffer, "  ");
    print_text(printer, block->second, 2);
    buffer_add_char(printer->buffer, '\n');
}

/* The group that BLOCK belongs to. */
static enum print_group print_group_of(const struct page_block *block)
{
    if (block->item != PAGE_NO_ITEM)
        return GROUP_ITEM;
    return block->role == PAGE_TITLE || block->role == PAGE_HINT ? GROUP_TITLE : GROUP_TEXT;
}

/* Prints one block. */
static void print_block(struct printer *printer, const struct page *page,
                        const struct page_block *block)
{
    if (block->kind == BLOCK_BLANK || block->kind == BLOCK_END_BESIDE ||
        block->kind == BLOCK_ART) {
        printer->blank = true;
        return;
    }
    if (block->role == PAGE_HEADING)
        printer->blank = true;
    print_start(printer, print_group_of(block));
    if (block->kind == BLOCK_CHOICE || block->kind == BLOCK_ENTRY)
        print_item(printer, page, block);
    else if (block->kind == BLOCK_FIELD)
        print_field(printer, block);
    else if (block->kind == BLOCK_PAIR)
        print_pair(printer, block);
    else if (block->kind == BLOCK_TEXT)
        print_line(printer, block->text, block->indent);
    for (size_t i = 0; block->kind == BLOCK_COLUMNS && i < block->text_count; i++)
        print_line(printer, block->texts[i], 0);
}

/* Prints the tabs on one line, the open one in its brackets. */
static void print_tabs(struct printer *printer, const struct page *page)
{
    if (page->tab_count == 0)
        return;
    print_start(printer, GROUP_TEXT);
    for (size_t i = 0; i < page->tab_count; i++)
        buffer_add(printer->buffer, page->tabs[i].text);
    buffer_add_char(printer->buffer, '\n');
    printer->blank = true;
}

/* Prints the hints on one line. */
static void print_hints(struct printer *printer, const struct page *page)
{
    if (page->hint_count == 0)
        return;
    print_start(printer, GROUP_FOOT);
    for (size_t i = 0; i < page->hint_count; i++) {
        buffer_add(printer->buffer, i > 0 ? "   [" : "[");
        buffer_add(printer->buffer, page->hints[i].key);
        buffer_add(printer->buffer, "] ");
        buffer_add(printer->buffer, page->hints[i].words);
    }
    buffer_add_char(printer->buffer, '\n');
}

/* The last title of PAGE, which is its question, or null. */
static const char *print_find_question(const struct page *page)
{
    for (size_t i = page->block_count; i > 0; i--)
        if (page->blocks[i - 1].role == PAGE_TITLE)
            return page->blocks[i - 1].text;
    return NULL;
}

/* Prints all but the hints: section, tabs, blocks and status. */
static void print_texts(struct printer *printer, const struct page *page)
{
    if (page->section && page->section[0]) {
        print_start(printer, GROUP_TITLE);
        print_line(printer, page->section, 0);
        printer->blank = true;
    }
    print_tabs(printer, page);
    for (size_t i = 0; i < page->block_count; i++)
        print_block(printer, page, &page->blocks[i]);
    if (page->status_left || page->status_right)
        print_start(printer, GROUP_FOOT);
    print_line(printer, page->status_left, 0);
    print_line(printer, page->status_right, 0);
}

void page_print_bare(const struct page *page, struct buffer *buffer)
{
    struct printer printer = {.buffer = buffer, .bare = true};
    print_texts(&printer, page);
}

void page_print_plain(const struct page *page, struct buffer *buffer)
{
    struct printer printer = {.buffer = buffer};
    print_texts(&printer, page);
    print_hints(&printer, page);
    const char *question = print_find_question(page);
    if (page->item_count == 0 || !question)
        return;
    printer.blank = true;
    print_start(&printer, GROUP_TITLE);
    print_line(&printer, question, 0);
}

void page_dump(const struct page *page, struct buffer *buffer)
{
    for (int y = 0; y < page->height; y++) {
        buffer_add(buffer, page_row(page, y).text);
        buffer_add_char(buffer, '\n');
    }
    buffer_add_format(buffer, "cursor %d %d\n", page->cursor_y, page->cursor_x);
}
