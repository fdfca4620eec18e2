/* The words that stand in the {places} of the rule texts, for one case on one day.
 * It deliberately decides nothing: where a value is not known, the text that needs it is left
 * out by the caller. */
#ifndef DS_SCREENS_PLACES_H
#define DS_SCREENS_PLACES_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"
#include "tree/case.h"
#include "tree/money.h"
#include "tree/walk.h"

struct buffer;

/* What values are computed from; all borrowed. */
struct places {
    const struct rules *rules;
    const struct money_day *day;
    const struct tree_case *answers;
    const struct walk_result *result; /* null before there is one */
};

/* The ceiling in cents a year for the household and the place of the answers, or
 * WALK_NO_AMOUNT when the household is not known or there is no such ceiling. */
int64_t places_find_ceiling(const struct places *places, enum rules_level level);

/* Appends the value of the place NAME; false, and nothing appended, when it has none. */
bool places_add_value(const struct places *places, const char *name, struct buffer *out);

/* How sure the figures of a text are. */
enum places_doubt { DOUBT_NONE, DOUBT_ESTIMATE, DOUBT_EXPIRED };

/* How sure one version of a figure is on DAY; null is sure. */
enum places_doubt places_find_version_doubt(const struct rules_version *version, int32_t day);

/* How sure the ceilings of the day are. */
enum places_doubt places_find_ceiling_doubt(const struct money_day *day);

/* The gravest doubt about a figure that TEXT mentions on the day. */
enum places_doubt places_find_doubt(const struct places *places, const struct rules_text *text);

/* The translation of TEXT with its places filled, or null when one has no value.  The caller
 * frees it. */
char *places_fill(const struct places *places, const struct rules_text *text);

#endif
