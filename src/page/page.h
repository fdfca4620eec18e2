/* A page: what one screen shows now, laid out for a width and a height, without a terminal.
 *
 * A screen builds it from scratch after every event, calls page_finish, hands it to the
 * front end and frees it after that one redraw. Every text comes in as a parameter, already
 * translated; the page copies it, cleaned of control characters.
 *
 * It deliberately knows no ncurses, no model, no language and no words of its own, and it
 * never decides what a key does: it only says which item is focused and where that is.
 *
 * In three steps: `page_add_…` collects blocks (a text and its role); page_finish wraps the
 * blocks into body lines, chooses which lines are visible and draws all rows of the screen;
 * page_row hands out the rows, which every front end copies as they are. */
#ifndef DS_PAGE_PAGE_H
#define DS_PAGE_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/memory.h"

/* Sizes that page_new clamps to, the same for every front end. */
#define PAGE_ROWS_MIN 2
#define PAGE_ROWS_MAX 300
#define PAGE_COLUMNS_MIN 4
#define PAGE_COLUMNS_MAX 500

/* No item: nothing is focused, or a line that belongs to no item. */
#define PAGE_NO_ITEM (-1)

/* What a piece of text is; a theme turns it into attributes, never the other way round. */
enum page_role {
    PAGE_TEXT,        /* ordinary sentences */
    PAGE_TITLE,       /* the question, or the one title of the page */
    PAGE_HINT,        /* a short sentence under the question */
    PAGE_HEADING,     /* title of a part of the page */
    PAGE_CHOICE,      /* an answer or another focusable item */
    PAGE_CHOICE_HINT, /* the sentence under it */
    PAGE_VALUE,       /* the second column of a pair or an entry */
    PAGE_FIELD,       /* the number field */
    PAGE_WARNING,     /* something to know before going on */
    PAGE_ERROR,       /* what is wrong with an answer, and how to mend it */
    PAGE_ART,         /* rows that are never wrapped: a QR code, black ink on a light ground */
    PAGE_BLANK,       /* an empty line; the first thing left out where rows are short */
    PAGE_MARKER,      /* the `>` and the number of an item */
    PAGE_HEADER,      /* first row: program, section, languages */
    PAGE_TAB,         /* a tab that is not open */
    PAGE_TAB_OPEN,    /* the open tab, also marked [ ] */
    PAGE_RULE,        /* a line across, with the words for "more above" and "more below" */
    PAGE_KEY,         /* the label of a key in the footer */
    PAGE_KEY_WORDS,   /* what that key does */
    PAGE_STATUS,      /* last row */
    PAGE_ROLE_COUNT
};

/* One stretch of a row with one role; it starts at `column` and takes `columns` columns. */
struct page_span {
    const char *text; /* borrowed from the row, not terminated: `bytes` long */
    size_t bytes;
    int column;
    int columns;
    enum page_role role;
    bool focused; /* marker and number of the focused item, or its field */
};

/* One row of the screen, ready to copy. */
struct page_row {
    const char *text; /* the whole row as UTF-8, without trailing blanks */
    const struct page_span *spans;
    size_t span_count;
};

struct page; /* built and read by the functions below only */

/* ---- building -------------------------------------------------------------------------------- */

/* Starts an empty page for a screen of WIDTH columns and HEIGHT rows (clamped, see above). */
struct page *page_new(int width, int height);

/* Frees PAGE and wipes the texts it held. */
void page_free(struct page *page);

/* Draws rules with '-' instead of U+2500, for terminals that lack it. */
void page_use_ascii(struct page *page);

/* Sets the first row: program TITLE left, SECTION in the middle, language MARKS right, each
 * may be null. Where they do not fit MARKS_SHORT replaces MARKS, then TITLE is left out,
 * then the marks: the section stays longest. */
void page_set_header(struct page *page, const char *title, const char *section,
                     const char *marks, const char *marks_short);

/* Sets the last row: LEFT, and RIGHT at the right edge where both fit; each may be null. */
void page_set_status(struct page *page, const char *left, const char *right);

/* Sets the words shown when lines are hidden above or below, and the words that plain text
 * adds to an answer already chosen, for instance "(your answer)"; each may be null. */
void page_set_words(struct page *page, const char *above, const char *below,
                    const char *chosen);

/* Adds the question or the title of the page. Plain text repeats the last one before it
 * asks for an answer. */
void page_add_title(struct page *page, const char *text);

/* Adds the title of a part of the page. */
void page_add_heading(struct page *page, const char *text);

/* Adds a text of ROLE (PAGE_TEXT, PAGE_HINT, PAGE_WARNING, PAGE_ERROR …), wrapped by words;
 * a line feed in TEXT starts a new line. */
void page_add_text(struct page *page, enum page_role role, const char *text);

/* Adds a text INDENT columns further in; its next lines hang HANG columns deeper still
 * (for "- one", "1. two"). */
void page_add_indented(struct page *page, enum page_role role, int indent, int hang,
                       const char *text);

/* Adds an empty line; several in a row, or one at either end, count as one or none. */
void page_add_blank(struct page *page);

/* Adds a focusable item: LABEL ("1", "[x]", or "" for none), TEXT, an optional HINT under it,
 * and the mark of an answer already CHOSEN. Returns its item number, counted from 0. */
int page_add_choice(struct page *page, const char *label, const char *text, const char *hint,
                    bool chosen);

/* Adds a focusable row of a review: LABEL, TEXT, its VALUE in a second column (below TEXT
 * where the page is narrow) and a short NOTE at the right edge, which may be null. */
int page_add_entry(struct page *page, const char *label, const char *text, const char *value,
                   const char *note);

/* Adds a text with its VALUE in a second column, not focusable. */
void page_add_pair(struct page *page, enum page_role role, const char *text, const char *value);

/* Adds short texts side by side in two columns, or one below the other where they do not fit. */
void page_add_columns(struct page *page, enum page_role role, const char *const *texts,
                      size_t count);

/* Adds a number field as a focusable item: LABEL, then DIGITS (already grouped for the
 * language) at the right of a box for ROOM columns, then UNIT, which may be null. The cursor
 * stands after the digits. */
int page_add_field(struct page *page, const char *label, const char *digits, int room,
                   const char *unit);

/* Adds a field for a code of letters and digits: TEXT as typed so far, in a box for ROOM columns.
 * Its front ends take letters for letters there. */
int page_add_code_field(struct page *page, const char *text, int room);

/* Adds COUNT rows that are never wrapped (a QR code, a bar). With BESIDE the blocks that
 * follow stand to their right, until page_end_beside, where the page is wide enough.
 * Plain text leaves art out. Rows wider than the page are left out whole. */
void page_add_art(struct page *page, const char *const *rows, size_t count, bool beside);

/* Ends the blocks beside the last art. */
void page_end_beside(struct page *page);

/* Adds one tab of the row of tabs under the header: KEY "1", WORDS, and whether it is open.
 * Tabs stay in place while the body scrolls. */
void page_add_tab(struct page *page, const char *key, const char *words, bool open);

/* Adds a hint to the footer. Where they do not all fit, the greatest IMPORTANCE stays
 * longest; the order of adding is the order on the screen. */
void page_add_hint_key(struct page *page, const char *key, const char *words, int importance);

/* Lays the page out. FOCUSED is an item number or PAGE_NO_ITEM, SCROLL the body line that
 * was on top before; the page moves it as little as needed so that the focused item is
 * visible, whole if it fits. Nothing may be added afterwards. */
void page_finish(struct page *page, int focused, int scroll);

/* ---- reading a finished page ----------------------------------------------------------------- */

/* Columns and rows of the screen that the page was made for. */
int page_width(const struct page *page);
int page_height(const struct page *page);

/* The row Y, counted from 0; empty outside the page. Borrowed until page_free. */
struct page_row page_row(const struct page *page, int y);

/* Where the real cursor stands: the first cell of the focused item, the place of the next
 * digit in a number field, or the start of the body when nothing is focused. */
void page_cursor(const struct page *page, int *y, int *x);

/* The number of focusable items, and the focused one or PAGE_NO_ITEM. */
int page_item_count(const struct page *page);
int page_focused(const struct page *page);

/* True when ITEM is a number field: digits are then digits, not choices. */
bool page_item_is_field(const struct page *page, int item);

/* True when ITEM is a field for a code: letters are then letters, not keys. */
bool page_item_is_code(const struct page *page, int item);

/* The item whose label is LABEL ("3"), or PAGE_NO_ITEM. */
int page_find_label(const struct page *page, const char *label);

/* The item drawn on row Y (for a mouse), or PAGE_NO_ITEM. */
int page_item_at(const struct page *page, int y);

/* The body line on top after page_finish: what the next page_finish takes as SCROLL. */
int page_scroll(const struct page *page);

/* True when body lines are hidden above, or below. */
bool page_has_above(const struct page *page);
bool page_has_below(const struct page *page);

/* How many words had to be broken because they are wider than their box. */
int page_overflows(const struct page *page);

/* How many texts were left out of the header, the footer and the tabs for lack of room. */
int page_omissions(const struct page *page);

/* What a step through a page is. */
enum page_step {
    PAGE_STEP_UP,
    PAGE_STEP_DOWN,
    PAGE_STEP_PAGE_UP,
    PAGE_STEP_PAGE_DOWN,
    PAGE_STEP_FIRST,
    PAGE_STEP_LAST
};

/* Moves *FOCUSED and *SCROLL one step from what the finished PAGE shows, for the next page.
 * Up and down go from item to item; where text lies between that does not fit on the screen
 * they first scroll through it with nothing focused, so every line can be read. They stop at
 * both ends. Returns false when nothing moved. */
bool page_move(const struct page *page, enum page_step step, int *focused, int *scroll);

/* Appends the page as plain text without any layout: section, blocks with one blank line
 * between them, numbered items one a line, hints, and the question once more at the end. */
void page_print_plain(const struct page *page, struct buffer *buffer);

/* Appends the same texts once each, with labels and marks as on the screen and without the
 * hints of keys: what a screen that is high enough must show, word for word. */
void page_print_bare(const struct page *page, struct buffer *buffer);

/* Appends the exact screen, one line a row without trailing blanks, then "cursor Y X". */
void page_dump(const struct page *page, struct buffer *buffer);

#endif
