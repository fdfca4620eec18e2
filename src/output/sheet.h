/* The sheet that a person takes away: blocks of text in one language or in two side by side,
 * and the same as plain text.  The PDF of it is made by a program of its own (pdf_main.c),
 * which reads what sheet_write writes.
 * It deliberately knows no rights, no languages and no printer: every text comes in ready. */
#ifndef DS_OUTPUT_SHEET_H
#define DS_OUTPUT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "util/memory.h"

/* What a block is. */
enum sheet_kind {
    SHEET_TITLE,   /* the name of the sheet */
    SHEET_NOTICE,  /* a sentence about the whole sheet */
    SHEET_HEADING, /* title of a part */
    SHEET_ITEM,    /* one thing of a part */
    SHEET_DETAIL,  /* a sentence that belongs to the item before it */
    SHEET_BOX,     /* a paper to tick */
    SHEET_WIDE,    /* a place nearby: said once, across both languages */
    SHEET_PEN,     /* a line to fill in with a pen */
    SHEET_KIND_COUNT
};

struct sheet_block {
    enum sheet_kind kind;
    char *left;  /* in the first language */
    char *right; /* in the second; null in a sheet of one language */
};

struct sheet {
    struct sheet_block *blocks;
    size_t count, capacity;
    bool two;   /* two languages side by side */
    bool large; /* large print, one language below the other */
};

/* Prepares an empty sheet. */
void sheet_init(struct sheet *sheet, bool two, bool large);

/* Wipes and frees what SHEET holds. */
void sheet_done(struct sheet *sheet);

/* Adds a block; RIGHT is null in a sheet of one language.  Texts are copied, cleaned of every
 * character that paper or printer could take for more than text, line feeds included. */
void sheet_add(struct sheet *sheet, enum sheet_kind kind, const char *left, const char *right);

/* Appends the sheet as plain text for COLUMNS (20 to 200): two languages stand side by side
 * from 70 columns on, one below the other where there are fewer, or in large print. */
void sheet_print_text(const struct sheet *sheet, int columns, struct buffer *out);

/* Appends the sheet, one block a line, for the program that makes the PDF. */
void sheet_write(const struct sheet *sheet, struct buffer *out);

/* Reads what sheet_write wrote into an empty sheet; false when it is nothing of the kind. */
bool sheet_read(struct sheet *sheet, const char *text);

#endif
