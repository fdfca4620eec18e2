/* The days on which the rules change, read from the rules themselves.
 * It deliberately lists no day of its own and leaves out changes of texts and of papers. */
#ifndef DS_TESTS_SWITCH_DAYS_H
#define DS_TESTS_SWITCH_DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/model.h"

/* Adds DAY to a sorted list of COUNT days unless it is there; returns the new count. */
size_t switch_days_add(int32_t *days, size_t count, int32_t day);

/* The days on which a tree begins or ends or one of its nodes looks at the date or at a dated
 * figure; with FIGURES also those on which any figure that a result may lean on or print changes
 * or is due for revision.  Sorted, each once; ends the program when ROOM is too small. */
size_t switch_days(const struct rules *rules, bool figures, int32_t *days, size_t room);

#endif
