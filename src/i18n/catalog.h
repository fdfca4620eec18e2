/* Is a message catalog (.mo) safe to give to gettext?
 * glibc believes every number in a catalog: one changed byte in ten crashes it.  A catalog that
 * passes here is complete, in order, bounded and clean text.  It deliberately translates
 * nothing and keeps nothing. */
#ifndef DS_I18N_CATALOG_H
#define DS_I18N_CATALOG_H

#include <stdbool.h>

struct buffer;

/* True when the file is a sound catalog; otherwise WHY gets half a sentence that says what is
 * wrong with it. */
bool catalog_check(const char *path, struct buffer *why);

#endif
