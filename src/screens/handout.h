/* What stands on the sheet that a person takes away: what to ask for, the papers with a box
 * each, where to go, how sure all this is, a line for an appointment.  No name and no answer.
 * A sheet that names a right reveals the person's situation; a discreet one does not.
 * It deliberately prints nothing; see output/. */
#ifndef DS_SCREENS_HANDOUT_H
#define DS_SCREENS_HANDOUT_H

#include "output/sheet.h"
#include "screens/internal.h"

/* What kind of sheet. */
struct handout_options {
    const char *also; /* code of a second language beside the one in force, or null */
    bool discreet;    /* papers and places only, no right is named */
    bool large;       /* large print */
};

/* Fills an empty SHEET from the outcome of S, whose screen is the result.  The language is
 * afterwards what it was. */
void handout_build(struct screens *s, const struct handout_options *options, struct sheet *sheet);

#endif
