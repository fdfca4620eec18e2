/* Rules read from a directory: what `rulec` does at build time and `--data DIR` at run time.
 * It deliberately reads all files before it complains, so that one run shows every mistake. */
#ifndef DS_RULES_READER_H
#define DS_RULES_READER_H

#include <stdbool.h>

#include "rules/errors.h"
#include "rules/model.h"

struct reader;

/* Reads the rule files below DIR.  Returns null and fills ERRORS when anything is wrong. */
struct reader *reader_read_directory(const char *dir, struct errors *errors);

/* Takes BASE with the dated figures of the file at PATH put in place of its own. */
struct reader *reader_read_parameters(const struct rules *base, const char *path, struct errors *errors);

/* The rules read; borrowed from READER. */
const struct rules *reader_rules(const struct reader *reader);

/* Releases READER and its rules. */
void reader_free(struct reader *reader);

#endif
