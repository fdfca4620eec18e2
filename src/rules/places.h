/* The places in braces that texts may hold besides the figures of parameters.xml.
 * It deliberately only names them; their values are computed where a page is built. */
#ifndef DS_RULES_PLACES_H
#define DS_RULES_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/model.h"

/* The names of computed places, ending with null. */
extern const char *const rules_computed_places[];

/* True when `{NAME}` stands for something: a figure or a computed value. */
bool rules_knows_place(const struct rules *rules, const char *name);

/* Finds the next place in TEXT from *AT on; writes its name, moves *AT past it and returns true.
 * `{{` and `}}` are braces themselves.  A brace that closes nothing or a name that is no name
 * sets *BROKEN and returns true with an empty name. */
bool rules_next_place(const char *text, size_t *at, char name[64], bool *broken);

#endif
