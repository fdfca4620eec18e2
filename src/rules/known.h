/* The few keys, answers and figures that the arithmetic of the program knows by name.
 * It deliberately is the only such list: everything else comes from the data. */
#ifndef DS_RULES_KNOWN_H
#define DS_RULES_KNOWN_H

#include <stddef.h>

#include "rules/model.h"

/* Fills in the indices of the known names in RULES; RULES_NONE where the data lack one. */
void known_resolve(struct rules *rules);

/* Describes the INDEXth known name that the data lack ("parameter 'x'") in TEXT; returns 0
 * when there is none, else the length. */
size_t known_describe_missing(const struct rules *rules, size_t index, char text[96]);

/* The words that a parameter with this id may have, separated by spaces; null when none is known. */
const char *known_words(const char *parameter);

#endif
