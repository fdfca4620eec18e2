/* Breaking a text into lines by words, measured in columns of a terminal.
 * It deliberately never hyphenates and never cuts: a word wider than the line is broken at
 * one of its own hyphens or, without one, where the line ends, and the piece says so. */
#ifndef DS_PAGE_WRAP_H
#define DS_PAGE_WRAP_H

#include <stdbool.h>
#include <stddef.h>

/* One line of a wrapped text. */
struct wrap_piece {
    size_t start; /* offset of its first byte */
    size_t bytes; /* without the blanks at its end */
    int columns;
    bool broken; /* it ends inside a word */
};

/* Finds the next line of TEXT from *AT in WIDTH columns and moves *AT behind it; false at
 * the end of the text. A line feed always ends a line. */
bool wrap_next(const char *text, size_t *at, int width, struct wrap_piece *piece);

/* The number of lines TEXT takes in WIDTH columns. */
size_t wrap_count_lines(const char *text, int width);

#endif
