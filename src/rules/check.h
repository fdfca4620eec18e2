/* Is a set of rules sound?  Graphs, dates, contents and places, beyond what one record
 * can show by itself.  It deliberately follows no answers: it proves shapes. */
#ifndef DS_RULES_CHECK_H
#define DS_RULES_CHECK_H

#include "rules/errors.h"
#include "rules/model.h"
#include "rules/source.h"

/* The files behind the rules, for the line shown under a mistake. */
struct check_sources {
    const struct source *const *files;       /* by file index; null for compiled-in rules */
    const struct rules_source *text_sources; /* place of each text; null for compiled-in rules */
    bool figures_lost; /* some figures could not be read, so an unknown place proves nothing */
};

/* Adds every mistake found to ERRORS.  With DANGLING some reference is known to be wrong, and
 * what would only follow from that is not reported. */
void check_rules(const struct rules *rules, const struct check_sources *sources, bool dangling,
                 struct errors *errors);

#endif
