/* The visit on a screen: from the choice of a language to the result.
 * One driver builds a page, shows it, waits for one event and lets the screen on top handle
 * it.  It deliberately stores nothing: everything said is wiped on the way out. */
#ifndef DS_SCREENS_SCREENS_H
#define DS_SCREENS_SCREENS_H

#include <stdbool.h>
#include <stdint.h>

#include "page/front.h"
#include "rules/model.h"
#include "rules/site.h"

/* The public page of the health insurance, where the site names no other one. */
#define SCREENS_ADDRESS "https://www.ameli.fr"

/* How to run. */
struct screens_options {
    int32_t day;            /* the date asked */
    bool skip_language;     /* a language was given on the command line */
    bool kiosk;             /* no way out, wiped when nobody answers */
    enum front_theme theme; /* as the front end was opened */
    bool desk;              /* for a volunteer: all answers on one screen first */
    const char *pdf_helper; /* program that makes the PDF of the sheet; borrowed, or null */
    const char *queue;      /* printer, or null for the usual one; borrowed */
    const char *address;    /* public web page for the QR code; borrowed, or null */
    int idle_before_ms, idle_results_ms, idle_warning_ms; /* of the kiosk; 0: the usual times */
    const struct site_places *places; /* where to go nearby; borrowed, or null */
    const char *const *languages; /* the first on offer, most usual first; the others follow; borrowed */
    size_t language_count;        /* 0: the usual order */
    const char *beside;     /* second language of the sheet of a French visit; borrowed, or null */
};

/* How a run ended. */
enum screens_end { SCREENS_RUNNING, SCREENS_LEFT, SCREENS_CLOSED, SCREENS_SIGNAL };

/* Runs visits until somebody leaves; the front end stays open.  The day must have rules. */
enum screens_end screens_run(struct front *front, const struct rules *rules, const struct screens_options *options);

#endif
