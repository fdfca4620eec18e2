/* Mistakes in the data, collected and printed like a compiler's.
 * It deliberately never stops at the first one, and speaks English only: its readers are
 * maintainers, not visitors. */
#ifndef DS_RULES_ERRORS_H
#define DS_RULES_ERRORS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct error {
    char *path;    /* owned */
    char *message; /* owned */
    char *excerpt; /* the line at fault, owned; null when there is none */
    uint32_t line, column;
};

/* Later mistakes are counted out: nobody reads a thousand. */
#define ERRORS_MAX 1000

struct errors {
    struct error *items;
    size_t count;
};

/* Adds one mistake unless there are ERRORS_MAX already; EXCERPT may be null.  Copies all texts. */
void errors_add(struct errors *errors, const char *path, uint32_t line, uint32_t column, const char *message,
                const char *excerpt);

/* Puts the mistakes in order of file, line and column. */
void errors_sort(struct errors *errors);

/* Prints every mistake with its line and a caret. */
void errors_print(const struct errors *errors, FILE *stream);

/* Releases what ERRORS owns. */
void errors_done(struct errors *errors);

/* The word of WORDS nearest to TYPED when it is near enough to be a slip, else null. */
const char *errors_nearest(const char *typed, const char *const *words, size_t count);

#endif
