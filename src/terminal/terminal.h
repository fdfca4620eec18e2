/* Opening a front end on this terminal.
 * It deliberately decides nothing about screens: see page/front.h for what a front end is. */
#ifndef DS_TERMINAL_TERMINAL_H
#define DS_TERMINAL_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "page/front.h"

/* How to open the ncurses front end; all zero is the ordinary way. */
struct terminal_options {
    enum front_theme theme;
    bool wipe;             /* clear the screen and its scrollback at the end (kiosk) */
    FILE *input;           /* null: standard input */
    FILE *output;          /* null: standard output */
    const char *term;      /* null: the TERM of the environment */
    int rows;              /* with `columns`: a fixed size instead of the terminal's, for tests */
    int columns;
};

/* Opens the ncurses front end, or returns null and a one-line reason in *WHY (English,
 * static). The terminal is given back in `done` and in every other exit of the program. */
struct front *terminal_open_curses(const struct terminal_options *options, const char **why);

/* Opens the line front end on two file descriptors (0 and 1 as a rule). */
struct front *terminal_open_plain(int input, int output);

/* Brings a size of a terminal into the range that a page and ncurses can bear;
 * zero (unknown) becomes 24 x 80. */
void terminal_clamp_size(long *rows, long *columns);

/* ---- for tests of the ncurses front end ------------------------------------------------------ */

/* Adds bytes to the input of FRONT as if they had been typed. */
void terminal_inject(struct front *front, const char *bytes, size_t length);

/* Pretends that the window changed its size; `wait` then returns EVENT_RESIZE. */
void terminal_pretend_size(struct front *front, long rows, long columns);

/* Appends what the cells of the screen hold, in the form of page_dump. */
void terminal_dump(struct front *front, struct buffer *buffer);

#endif
