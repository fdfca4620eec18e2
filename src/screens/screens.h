/* The visit on a screen: from the choice of a language to the result.
 * One driver builds a page, shows it, waits for one event and lets the screen on top handle
 * it.  It deliberately stores nothing: everything said is wiped on the way out. */
#ifndef DS_SCREENS_SCREENS_H
#define DS_SCREENS_SCREENS_H

#include <stdbool.h>
#include <stdint.h>

#include "page/front.h"
#include "rules/model.h"

/* How to run. */
struct screens_options {
    int32_t day;            /* the date asked */
    bool skip_language;     /* a language was given on the command line */
    bool kiosk;             /* no way out, wiped when nobody answers */
    enum front_theme theme; /* as the front end was opened */
};

/* How a run ended. */
enum screens_end { SCREENS_RUNNING, SCREENS_LEFT, SCREENS_CLOSED, SCREENS_SIGNAL };

/* Runs visits until somebody leaves; the front end stays open.  The day must have rules. */
enum screens_end screens_run(struct front *front, const struct rules *rules, const struct screens_options *options);

#endif
