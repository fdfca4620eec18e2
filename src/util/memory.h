/* Allocation that cannot fail and strings that grow.
 * It deliberately knows no recovery: a program that runs out of memory says one
 * sentence and ends; the terminal is restored by an exit handler elsewhere. */
#ifndef DS_UTIL_MEMORY_H
#define DS_UTIL_MEMORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Prints "droits-sante: SENTENCE" on standard error and ends with status 1. */
_Noreturn void die(const char *sentence);

/* Allocates SIZE zeroed bytes; the caller frees them. */
void *memory_new(size_t size);

/* Resizes BLOCK to COUNT items of SIZE bytes; new items are not cleared. */
void *memory_resize(void *block, size_t count, size_t size);

/* Copies TEXT; the caller frees the copy. */
char *memory_copy_text(const char *text);

/* A string that grows; data is always terminated and never null after the first use. */
struct buffer {
    char *data;
    size_t length;   /* bytes before the terminator */
    size_t capacity; /* bytes allocated */
};

/* Releases what BUFFER owns and empties it. */
void buffer_done(struct buffer *buffer);

/* Empties BUFFER but keeps its memory. */
void buffer_clear(struct buffer *buffer);

/* Appends LENGTH bytes. */
void buffer_add_bytes(struct buffer *buffer, const char *bytes, size_t length);

/* Appends a terminated text. */
void buffer_add(struct buffer *buffer, const char *text);

/* Appends one byte. */
void buffer_add_char(struct buffer *buffer, char c);

/* Appends a formatted text; FORMAT is always a literal of the program, never a translation. */
void buffer_add_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The text collected so far, never null. */
const char *buffer_text(const struct buffer *buffer);

#endif
