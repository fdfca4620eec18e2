/* The front end that screens are given: it shows a page and returns one event.
 * It deliberately holds no policy: what a key does, how long to wait and when to flush are
 * the screens' business. Implementations: src/terminal/ (ncurses, plain lines) and the
 * scripted one below for tests, preview and translators.
 *
 * The loop of every screen:
 *     front->size(front, &rows, &columns);
 *     page = page_new(columns, rows); … page_finish(page, focused, scroll);
 *     front->show(front, page);
 *     event = front->wait(front, timeout_ms);
 *     page_free(page);
 * and front->flush_input(front) whenever another screen takes its place. That flush also makes
 * the line front end work: "3" and the end of the line come as the digit 3 and then as Enter;
 * a screen that goes on at the digit flushes the Enter away, one that waits for it gets it. */
#ifndef DS_PAGE_FRONT_H
#define DS_PAGE_FRONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/page.h"

enum event_kind {
    EVENT_TIMEOUT, /* nothing happened for the time given to wait */
    EVENT_KEY,     /* a key: see `key` */
    EVENT_RESIZE,  /* the size changed: build the page again */
    EVENT_CLOSED,  /* the terminal or the input is gone: wipe and end */
    EVENT_SIGNAL   /* asked to end from outside: see `signal_number` */
};

/* Keys as pressed, without meaning. The names keep clear of the KEY_… macros of ncurses. */
enum front_key {
    FRONT_KEY_NONE,
    FRONT_KEY_UP,
    FRONT_KEY_DOWN,
    FRONT_KEY_LEFT,
    FRONT_KEY_RIGHT,
    FRONT_KEY_TAB,
    FRONT_KEY_BACKTAB,
    FRONT_KEY_ENTER,
    FRONT_KEY_ESCAPE,
    FRONT_KEY_BACKSPACE,
    FRONT_KEY_DELETE, /* also the `.` of a keypad without Num Lock */
    FRONT_KEY_PAGE_UP,
    FRONT_KEY_PAGE_DOWN,
    FRONT_KEY_HOME,
    FRONT_KEY_END,
    FRONT_KEY_CLEAR,     /* empty the field (Ctrl-U; the line front end before a typed number) */
    FRONT_KEY_INTERRUPT, /* Ctrl-C: an ordinary key, ignored in kiosk mode */
    FRONT_KEY_DIGIT,     /* 0-9: `character` and `digit` */
    FRONT_KEY_LETTER,    /* a-z, A-Z: `character` is the lower-case letter, `typed` the one typed */
    FRONT_KEY_SIGN,      /* space and the other signs of ASCII: `character` */
    FRONT_KEY_OTHER,     /* line front end only: a line that means nothing on this page */
    FRONT_KEY_COUNT
};

/* One thing that happened. */
struct event {
    enum event_kind kind;
    enum front_key key;
    char character;    /* ' '..'~' with letters in lower case, or 0 */
    char typed;        /* the same as typed, case kept, or 0 */
    int digit;         /* 0-9, or -1 */
    int signal_number; /* of EVENT_SIGNAL */
    int64_t time_ms;   /* monotonic clock when it was read: for double strikes */
};

/* Ways of painting the same page; none of them carries meaning by colour alone. */
enum front_theme {
    FRONT_THEME_DEFAULT,  /* the terminal's own colours, bold, reverse, underline */
    FRONT_THEME_CONTRAST, /* white and yellow on black */
    FRONT_THEME_MONO      /* attributes only, also chosen by NO_COLOR */
};

/* What a front end can do; all functions are always set. */
struct front {
    /* Draws PAGE, which must be finished, and puts the cursor in its place. */
    void (*show)(struct front *front, const struct page *page);
    /* Waits for one event at most TIMEOUT_MS milliseconds, for ever when negative. */
    struct event (*wait)(struct front *front, int timeout_ms);
    /* Tells the size of the screen, already clamped to what a page can have. */
    void (*size)(struct front *front, int *rows, int *columns);
    /* Forgets every key that was typed but not yet returned. */
    void (*flush_input)(struct front *front);
    /* Rings the bell once. */
    void (*bell)(struct front *front);
    /* Paints the next pages with THEME. */
    void (*set_theme)(struct front *front, enum front_theme theme);
    /* Gives the terminal back as it was and frees FRONT. */
    void (*done)(struct front *front);
    /* True for the line front end: label keys that fit a typed line ("<", not "Esc"). */
    bool is_plain;
    /* True where half blocks in black on a light ground come out as such: for QR codes. */
    bool draws_blocks;
};

/* The event of pressing KEY, a key without a character. */
struct event event_from_key(enum front_key key);

/* The event of typing C, a character of ASCII from blank to tilde. */
struct event event_from_character(char c);

/* True when EVENT is a typed character equal to C (letters: lower case). */
bool event_is_character(const struct event *event, char c);

/* Turns a script into events: characters stand for themselves, names of keys stand in
 * braces: {up} {down} {left} {right} {tab} {backtab} {enter} {esc} {backspace} {delete}
 * {pageup} {pagedown} {home} {end} {clear} {interrupt} {timeout} {resize} {closed} {signal}.
 * Returns how many events it wrote, at most ROOM; an unknown name ends it. */
size_t event_parse_script(const char *script, struct event *events, size_t room);

/* A front end without a terminal: events come from a script, each page shown is kept as text. */
struct front_script {
    struct front front; /* first, so that a pointer to it is a pointer to this */
    int rows;
    int columns;
    const struct event *events; /* borrowed; after the last one comes EVENT_CLOSED */
    size_t event_count;
    size_t next;
    struct buffer screen; /* page_dump of the last page shown */
    struct buffer plain;  /* page_print_plain of the last page shown */
    int shown;            /* pages shown so far */
    int flushed;          /* calls of flush_input so far; the script is not shortened */
    int rung;             /* calls of bell so far */
    int overflows;        /* sum of page_overflows over all pages shown */
    enum front_theme theme;
};

/* Prepares SCRIPT for a screen of ROWS and COLUMNS; `done` frees its buffers, not itself. */
void front_script_init(struct front_script *script, int rows, int columns,
                       const struct event *events, size_t event_count);

#endif
