/* The files of the place where the program is used, for the commands that speak to people.
 * A file that was named has to be sound; one of the usual place that is not is said and left
 * out, so that a kiosk still starts.  It deliberately shows nothing; see rules/site.h. */
#ifndef DS_SITE_FILES_H
#define DS_SITE_FILES_H

#include "options.h"
#include "rules/site.h"
#include "screens/screens.h"

struct site_files {
    struct site *site;          /* owned, or null */
    struct site_places *places; /* owned, or null */
};

/* Reads both; false, with every mistake on standard error, when one that was named is wrong. */
bool site_files_load(struct site_files *files, const struct options *options);

/* Releases both. */
void site_files_done(struct site_files *files);

/* Tells the screens what the site says; FILES must outlive them. */
void site_files_apply(const struct site_files *files, struct screens_options *screens);

#endif
