/* Mistakes in the data: see the header. */
#include "rules/errors.h"

#include <stdlib.h>
#include <string.h>

#include "util/memory.h"
#include "util/utf8.h"

void errors_add(struct errors *errors, const char *path, uint32_t line, uint32_t column, const char *message,
                const char *excerpt)
{
    if (errors->count >= ERRORS_MAX)
        return;
    errors->items = memory_resize(errors->items, errors->count + 1, sizeof *errors->items);
    struct error *error = &errors->items[errors->count++];
    error->path = memory_copy_text(path);
    error->message = memory_copy_text(message);
    error->excerpt = excerpt ? memory_copy_text(excerpt) : NULL;
    error->line = line;
    error->column = column;
}

/* Orders two mistakes by file, line, column. */
static int errors_compare(const void *a, const void *b)
{
    const struct error *x = a;
    const struct error *y = b;
    int order = strcmp(x->path, y->path);
    if (order != 0)
        return order;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

void errors_sort(struct errors *errors)
{
    if (errors->count)
        qsort(errors->items, errors->count, sizeof *errors->items, errors_compare);
}

/* Prints the line at fault, cut around COLUMN, and a caret below it. */
static void errors_print_excerpt(const struct error *error, FILE *stream)
{
    char *clean = utf8_clean(error->excerpt);
    size_t start = 0;
    uint32_t skipped = 0;
    for (; skipped + 60 < error->column && clean[start]; skipped++)
        do
            start++;
        while (((unsigned char)clean[start] & 0xc0) == 0x80);
    fprintf(stream, "    | %.*s\n    | ", (int)utf8_fit(clean + start, 110), clean + start);
    for (uint32_t i = skipped + 1; i < error->column; i++)
        fputc(' ', stream);
    fputs("^\n", stream);
    free(clean);
}

void errors_print(const struct errors *errors, FILE *stream)
{
    for (size_t i = 0; i < errors->count; i++) {
        const struct error *error = &errors->items[i];
        char *path = utf8_clean(error->path);
        if (error->line)
            fprintf(stream, "%s:%u:%u: error: %s\n", path, error->line, error->column, error->message);
        else
            fprintf(stream, "%s: error: %s\n", path, error->message);
        free(path);
        if (error->excerpt)
            errors_print_excerpt(error, stream);
    }
    if (errors->count >= ERRORS_MAX)
        fputs("only the first mistakes are shown\n", stream);
}

void errors_done(struct errors *errors)
{
    for (size_t i = 0; i < errors->count; i++) {
        free(errors->items[i].path);
        free(errors->items[i].message);
        free(errors->items[i].excerpt);
    }
    free(errors->items);
    *errors = (struct errors){0};
}

/* The least of three numbers. */
static size_t errors_least(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* The edits (insert, delete, replace, swap of neighbours) between two words, up to 40 letters. */
static size_t errors_distance(const char *a, const char *b)
{
    enum { LONGEST = 40 };
    size_t m = strlen(a);
    size_t n = strlen(b);
    size_t rows[LONGEST + 1][LONGEST + 1];
    if (m > LONGEST || n > LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= m; i++) {
        for (size_t j = 0; j <= n; j++) {
            if (i == 0 || j == 0) {
                rows[i][j] = i + j;
                continue;
            }
            size_t cost = a[i - 1] != b[j - 1];
            rows[i][j] = errors_least(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                rows[i - 2][j - 2] + 1 < rows[i][j])
                rows[i][j] = rows[i - 2][j - 2] + 1;
        }
    }
    return rows[m][n];
}

const char *errors_nearest(const char *typed, const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t limit = strlen(typed) / 3 + 1;
    for (size_t i = 0; i < count; i++) {
        size_t distance = errors_distance(typed, words[i]);
        if (distance <= limit && distance < strlen(words[i])) {
            if (distance == 0)
                return words[i];
            best = words[i];
            limit = distance - 1;
        }
    }
    return best;
}
