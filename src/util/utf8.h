/* UTF-8: decoding, columns on a terminal, and the one filter for every output path.
 * It deliberately knows no language and no terminal; columns come from wcwidth under
 * the UTF-8 LC_CTYPE that main sets. */
#ifndef DS_UTIL_UTF8_H
#define DS_UTIL_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one character of LENGTH bytes at TEXT; returns the bytes used, or 0 when the
 * bytes are not UTF-8 (overlong forms, surrogates and values over U+10FFFF included). */
size_t utf8_decode(const char *text, size_t length, uint32_t *code);

/* Appends CODE at TEXT (4 bytes of room); returns the bytes written. */
size_t utf8_encode(uint32_t code, char *text);

/* True for a character that no text of ours may hold: control characters (but not a line
 * feed), C1 controls, zero-width and bidirectional marks, byte-order mark, non-characters. */
bool utf8_is_forbidden(uint32_t code);

/* The offset of the first byte of TEXT that is not UTF-8 or is forbidden, or LENGTH when
 * all is well. More than two combining marks in a row are refused too. */
size_t utf8_find_bad(const char *text, size_t length);

/* Columns of a character: 0, 1 or 2; what a terminal cannot place counts 1. */
int utf8_code_columns(uint32_t code);

/* Columns that a text takes on one line. */
int utf8_columns(const char *text);

/* Bytes of the longest start of TEXT that fits in COLUMNS. */
size_t utf8_fit(const char *text, int columns);

/* Copies TEXT with every forbidden or broken byte replaced by '?'; the caller frees it.
 * Every path to a screen, a sheet, a printer or a voice goes through this or utf8_find_bad. */
char *utf8_clean(const char *text);

#endif
