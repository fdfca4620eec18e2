/* The inside of a page, shared by the files of this directory and by nothing else.
 *
 * blocks  what the screen added, in order; kept because plain text is made from them;
 * lines   the blocks wrapped for this width, the body before scrolling; each line is a run
 *         of `pieces`, a piece being a stretch of one text at a column;
 * rows    the screen: header, tabs, the visible lines, footer. */
#ifndef DS_PAGE_INTERNAL_H
#define DS_PAGE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "page/page.h"

#define PAGE_LAYOUT_WIDTH_MAX 100 /* longer lines are hard to follow, whatever the screen */
#define PAGE_WIDE 60              /* from here items are set in and second columns are used */
#define PAGE_NORMAL 40            /* from here there are margins */

enum block_kind {
    BLOCK_TEXT,
    BLOCK_BLANK,
    BLOCK_CHOICE,
    BLOCK_ENTRY,
    BLOCK_PAIR,
    BLOCK_COLUMNS,
    BLOCK_FIELD,
    BLOCK_ART,
    BLOCK_END_BESIDE
};

/* What the screen added, before any layout. */
struct page_block {
    enum block_kind kind;
    enum page_role role;
    const char *label;
    const char *text;
    const char *second; /* hint, value, digits */
    const char *note;   /* note of an entry, unit of a field */
    const char **texts; /* columns, rows of art */
    size_t text_count;
    int indent;
    int hang;
    int room;
    int item;
    bool marked; /* chosen; beside */
};

/* A stretch of one text at a column of a line. */
struct page_piece {
    const char *text;
    size_t bytes;
    int column;
    int columns;
    enum page_role role;
    bool follows_focus; /* painted as focused when its item is */
};

/* One line of the body. */
struct page_line {
    size_t first_piece;
    size_t piece_count;
    int item;
    bool blank;
};

/* Where an item is in the body. */
struct page_item {
    const char *label;
    bool is_field;
    int first_line;
    int last_line;
    int cursor_line;
    int cursor_column;
};

struct page_tab {
    const char *text;
    const char *key;
    bool open;
};

struct page_hint {
    const char *key;
    const char *words;
    int importance;
    bool dropped;
};

/* A row of the screen while it is put together and afterwards. */
struct page_drawn {
    struct buffer text;
    struct page_span *spans;
    size_t span_count;
    int columns; /* filled so far */
    int item;
};

/* Which rows beside the body the screen has room for. */
struct page_chrome {
    bool header;
    bool header_rule;
    int tab_rows;
    bool tab_rule;
    bool foot_rule;
    int key_rows;
    bool status_rule;
    bool status;
    bool status_second; /* a row for its right part, which does not fit beside the left one */
};

struct page {
    int width;
    int height;
    int layout_width; /* width that is used */
    int margin;
    int edge; /* column behind the last one for text */
    bool ascii;

    char **kept; /* every text of the page */
    size_t kept_count;

    const char *title;
    const char *section;
    const char *marks;
    const char *marks_short;
    const char *status_left;
    const char *status_right;
    const char *above;
    const char *below;
    const char *chosen;

    struct page_block *blocks;
    size_t block_count;
    struct page_tab *tabs;
    size_t tab_count;
    struct page_hint *hints;
    size_t hint_count;
    int item_count;
    int code_item; /* the field for a code, counted from 1; 0: none */

    struct page_line *lines;
    int line_count;
    struct page_piece *pieces;
    size_t piece_count;
    struct page_item *items;
    const struct page_block *art; /* the art that blocks now stand beside, or null */
    size_t art_row;
    int beside; /* columns taken by that art */

    struct page_chrome chrome;
    struct page_drawn *rows;
    int focused;
    int scroll;
    int body_top;
    int body_rows; /* for the lines that scroll */
    int pinned;    /* lines behind those that stay below them: a mistake is always in sight */
    int cursor_y;
    int cursor_x;
    int overflows;
    int omissions;
};

/* Copies LENGTH bytes of TEXT into PAGE, cleaned of what no screen may get. */
const char *page_keep_bytes(struct page *page, const char *text, size_t length);

/* Copies TEXT into PAGE, cleaned; null stays null. */
const char *page_keep(struct page *page, const char *text);

/* Wraps all blocks into body lines; FOCUSED gets the marker. */
void page_layout_body(struct page *page, int focused);

/* Leaves out the blank lines of the body. */
void page_squeeze_body(struct page *page);

/* The rows that all hints or all tabs need. */
int page_count_hint_rows(const struct page *page);
int page_count_tab_rows(const struct page *page);

/* Draws the tabs from row Y on in ROWS rows. */
void page_draw_tabs(struct page *page, int y, int rows);

/* Draws the hints from row Y on in ROWS rows, the least important left out. */
void page_draw_hints(struct page *page, int y, int rows);

/* Puts BYTES of TEXT on row Y from COLUMN on; what lies beyond the width is left out. */
void page_put(struct page *page, int y, const struct page_piece *piece, bool focused);

/* Puts the terminated TEXT on row Y. */
void page_put_text(struct page *page, int y, int column, const char *text,
                   enum page_role role);

#endif
