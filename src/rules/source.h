/* A rule file in memory, and where a byte of it stands.
 * It deliberately reads only plain files of a few megabytes, once, and checks nothing but
 * their bytes: UTF-8, no control characters, no bidirectional marks. */
#ifndef DS_RULES_SOURCE_H
#define DS_RULES_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/errors.h"
#include "rules/model.h"

struct source {
    char *path;   /* as printed in messages, owned */
    char *data;   /* size bytes and a terminator, owned */
    size_t size;
    size_t *lines; /* offset of each line's first byte, owned */
    size_t line_count;
    uint16_t file; /* index into rules.files */
};

/* Reads PATH; on failure adds a mistake and returns false.  The caller releases SOURCE either way. */
bool source_read(struct source *source, const char *path, uint16_t file, struct errors *errors);

/* Releases what SOURCE owns. */
void source_done(struct source *source);

/* Line and column (characters, from 1) of the byte at OFFSET. */
struct rules_source source_place(const struct source *source, size_t offset);

/* Adds a mistake at OFFSET. */
void source_error(const struct source *source, size_t offset, struct errors *errors, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds a mistake at a place found earlier. */
void source_error_at(const struct source *source, struct rules_source place, struct errors *errors,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
