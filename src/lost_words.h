/* Words of a text that a screen does not show.
 * It deliberately looks at words only: where they stand is the business of the page. */
#ifndef DS_LOST_WORDS_H
#define DS_LOST_WORDS_H

#include "util/memory.h"

/* Appends every word of TEXT that SCREEN has less often, each behind a blank, and returns their
 * number.  Words end at blanks and line feeds; square brackets around a word do not count, nor
 * does the marker `>` of a narrow page before it. */
int lost_words_find(const char *text, const char *screen, struct buffer *lost);

#endif
