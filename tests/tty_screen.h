/* A terminal for tests: takes what a program writes to an xterm-256color, xterm, linux or vt100 and
 * keeps the cells that a person would see, with their colours.
 * It deliberately knows only what ncurses uses; any other sequence ends the test. */
#ifndef DS_TESTS_TTY_SCREEN_H
#define DS_TESTS_TTY_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/memory.h"

#define TTY_ROWS_MOST 64
#define TTY_COLUMNS_MOST 200
#define TTY_DEFAULT (-1) /* the terminal's own colour */

struct tty_cell {
    uint32_t code;
    int ink, ground; /* of 256 colours, or TTY_DEFAULT */
    bool bold, reverse;
};

struct tty_screen {
    int rows, columns;
    struct tty_cell cells[TTY_ROWS_MOST][TTY_COLUMNS_MOST];
    struct tty_cell pen; /* how the next character is written */
    int y, x;
    int top, bottom; /* the rows that scroll */
    bool full; /* the last column was written: the next character goes to the next row */
    struct buffer held; /* the start of a sequence or of a character */
};

/* Prepares an empty screen. */
void tty_init(struct tty_screen *screen, int rows, int columns);

/* Frees what SCREEN holds. */
void tty_done(struct tty_screen *screen);

/* Takes LENGTH bytes of output. */
void tty_feed(struct tty_screen *screen, const char *bytes, size_t length);

/* Appends the rows as text, without blanks at their ends. */
void tty_text(const struct tty_screen *screen, struct buffer *out);

#endif
