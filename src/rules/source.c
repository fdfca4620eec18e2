/* A rule file in memory: see the header. */
#define _POSIX_C_SOURCE 200809L
#include "rules/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/memory.h"
#include "util/utf8.h"

/* Longer lines are refused: every place is found by counting from its line's start. */
#define SOURCE_MAX_LINE 16384

/* Adds a mistake that has no place inside the file; returns false. */
static bool source_refuse(const struct source *source, struct errors *errors, const char *message)
{
    errors_add(errors, source->path, 0, 0, message, NULL);
    return false;
}

/* Reads all bytes of an open plain file; false when they do not come. */
static bool source_read_bytes(struct source *source, int descriptor, size_t size)
{
    source->data = memory_new(size + 1);
    while (source->size < size) {
        ssize_t got = read(descriptor, source->data + source->size, size - source->size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        source->size += (size_t)got;
    }
    return true;
}

/* Opens and reads a plain file of a sensible size. */
static bool source_load(struct source *source, struct errors *errors)
{
    int descriptor = open(source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) {
        bool missing = errno == ENOENT;
        return source_refuse(source, errors, missing ? "this file is missing" : "this file cannot be opened");
    }
    struct stat status;
    bool ok = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (!ok)
        source_refuse(source, errors, "this is not a plain file");
    else if (status.st_size > RULES_MAX_FILE_BYTES)
        ok = source_refuse(source, errors, "this file is larger than 4 MB; rule files are small");
    else if (!source_read_bytes(source, descriptor, (size_t)status.st_size))
        ok = source_refuse(source, errors, "this file cannot be read");
    close(descriptor);
    return ok;
}

/* Notes where each line begins. */
static void source_index_lines(struct source *source)
{
    source->lines = memory_resize(NULL, 1, sizeof *source->lines);
    source->lines[0] = 0;
    source->line_count = 1;
    for (size_t i = 0; i < source->size; i++) {
        if (source->data[i] != '\n')
            continue;
        if ((source->line_count & (source->line_count - 1)) == 0)
            source->lines = memory_resize(source->lines, source->line_count * 2, sizeof *source->lines);
        source->lines[source->line_count++] = i + 1;
    }
}

/* Refuses lines too long for messages and for people. */
static bool source_check_lines(const struct source *source, struct errors *errors)
{
    for (size_t i = 0; i < source->line_count; i++) {
        size_t end = i + 1 < source->line_count ? source->lines[i + 1] : source->size;
        if (end - source->lines[i] <= SOURCE_MAX_LINE)
            continue;
        errors_add(errors, source->path, (uint32_t)i + 1, 1, "this line is longer than 16 kB; break it", NULL);
        return false;
    }
    return true;
}

/* Refuses bytes that are not UTF-8 and characters that no text may hold; one mistake a file. */
static bool source_check_bytes(const struct source *source, struct errors *errors)
{
    for (size_t at = 0; at < source->size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(source->data + at, source->size - at, &code);
        if (used == 0) {
            source_error(source, at, errors,
                         "byte 0x%02x is not UTF-8 (the file was saved in another encoding?); save it as UTF-8",
                         (unsigned char)source->data[at]);
            return false;
        }
        bool mark = at == 0 && code == 0xfeff;
        if (utf8_is_forbidden(code) && code != '\t' && code != '\r' && !mark) {
            source_error(source, at, errors, "the invisible character U+%04X is not allowed", (unsigned)code);
            return false;
        }
        at += used;
    }
    return true;
}

bool source_read(struct source *source, const char *path, uint16_t file, struct errors *errors)
{
    *source = (struct source){.path = memory_copy_text(path), .file = file};
    if (!source_load(source, errors))
        return false;
    source_index_lines(source);
    return source_check_lines(source, errors) && source_check_bytes(source, errors);
}

void source_done(struct source *source)
{
    free(source->path);
    free(source->data);
    free(source->lines);
    *source = (struct source){0};
}

/* The index of the line that holds OFFSET. */
static size_t source_line(const struct source *source, size_t offset)
{
    size_t low = 0;
    size_t high = source->line_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct rules_source source_place(const struct source *source, size_t offset)
{
    size_t line = source_line(source, offset);
    size_t column = 1;
    for (size_t i = source->lines[line]; i < offset && i < source->size; i++)
        column += ((unsigned char)source->data[i] & 0xc0) != 0x80;
    return (struct rules_source){(uint32_t)line + 1, (uint16_t)(column > UINT16_MAX ? UINT16_MAX : column),
                                 source->file};
}

/* The text of a line without its end; the caller frees it. */
static char *source_copy_line(const struct source *source, uint32_t line)
{
    if (line == 0 || line > source->line_count)
        return NULL;
    size_t start = source->lines[line - 1];
    size_t end = line < source->line_count ? source->lines[line] - 1 : source->size;
    char *copy = memory_new(end - start + 1);
    memcpy(copy, source->data + start, end - start);
    for (char *c = copy; *c; c++)
        if (*c == '\t' || *c == '\r')
            *c = ' ';
    return copy;
}

/* Adds a formatted mistake at PLACE. */
static void source_report(const struct source *source, struct rules_source place, struct errors *errors,
                          const char *message)
{
    char *line = source_copy_line(source, place.line);
    char *clean = utf8_clean(message);
    errors_add(errors, source->path, place.line, place.column, clean, line);
    free(clean);
    free(line);
}

void source_error(const struct source *source, size_t offset, struct errors *errors, const char *format, ...)
{
    char message[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    source_report(source, source_place(source, offset), errors, message);
}

void source_error_at(const struct source *source, struct rules_source place, struct errors *errors,
                     const char *format, ...)
{
    char message[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    source_report(source, place, errors, message);
}
