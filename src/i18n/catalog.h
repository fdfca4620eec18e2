/* Is a message catalog (.mo) safe to give to gettext?
 * glibc believes every number in a catalog: one changed byte in ten crashes it.  A catalog whose
 * structure passes here is complete, in order and bounded, with a plural rule that is safe to
 * evaluate: gettext then comes to no harm.  Its texts are looked at when they are used, so that
 * a start does not pay for a thousand texts that nobody reads; or all at once, for translators.
 * It deliberately translates nothing and keeps nothing. */
#ifndef DS_I18N_CATALOG_H
#define DS_I18N_CATALOG_H

#include <stdbool.h>

struct buffer;

/* What is looked at. */
enum catalog_depth {
    CATALOG_STRUCTURE, /* what gettext leans on: the tables, the header, the plural rule */
    CATALOG_TEXTS      /* every text too: clean UTF-8, the places of the original, the forms */
};

/* True when the file is a sound catalog; otherwise WHY gets half a sentence that says what is
 * wrong with it. */
bool catalog_check(const char *path, enum catalog_depth depth, struct buffer *why);

/* True when a text that gettext returned may be shown: clean UTF-8, not empty, and without a
 * place in braces that ORIGINAL (of a plural: its plural) has not. */
bool catalog_text_is_sound(const char *original, const char *translation);

#endif
