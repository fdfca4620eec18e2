/* The rules as C source: constant tables without pointers, which need no loading.
 * It deliberately knows nothing of files: the caller opens and closes them. */
#ifndef DS_RULES_EMIT_H
#define DS_RULES_EMIT_H

#include <stdbool.h>
#include <stdio.h>

#include "rules/model.h"

/* Writes the tables of RULES and the function rules_builtin; false when a write failed. */
bool emit_rules(const struct rules *rules, FILE *out);

#endif
