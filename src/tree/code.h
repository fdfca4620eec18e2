/* The resume code: all answers of a visit and its day as a few capital letters and digits, so
 * that a visit begun in one place goes on in another without a server.
 *
 * It deliberately is no secret: whoever holds a code reads the answers with this program.  It
 * holds ids and numbers only, no name, no words, no tick of a paper, no order of the questions. */
#ifndef DS_TREE_CODE_H
#define DS_TREE_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"
#include "tree/case.h"
#include "util/memory.h"

/* Characters of a code, hyphens not counted: no code is shorter or longer. */
#define CODE_LENGTH_LEAST 8
#define CODE_LENGTH_MOST 820

/* Days before this one are in no code: 2000-01-01, in days since 1970-01-01. */
#define CODE_DAY_FIRST 10957

/* Why a text is no code.  The first that holds is named. */
enum code_problem {
    CODE_FINE,
    CODE_EMPTY,         /* nothing but spaces and hyphens */
    CODE_BAD_CHARACTER, /* a character that is in no code */
    CODE_TOO_SHORT,     /* less than any code has: something is missing */
    CODE_TOO_LONG,      /* more than any code has */
    CODE_BAD_CHECK,     /* the check characters do not fit: mistyped */
    CODE_OTHER_VERSION, /* typed well, but made by a program with other questions */
    CODE_BAD_DAY,       /* of these questions, but no rules cover its day */
    CODE_BAD_ANSWER     /* of these questions, but never written by code_write */
};

/* What a code holds. */
struct code_visit {
    int32_t day;       /* whose rules were used, in days since 1970-01-01 */
    uint32_t answered; /* set of questions answered: as in a session */
    struct tree_case answers;
};

/* Appends the code of VISIT to OUT in groups of four characters joined by '-'.  A question of
 * VISIT->answered with an absent answer ("since I arrived") is kept as such; all else that is
 * answered follows from the answers, so 0 will do for a case without a visit.
 * OUT belongs to the caller, who wipes it.  False, with nothing appended, when the day is before
 * CODE_DAY_FIRST or an answer is none that a question has: an option past the last, a number below
 * nothing or above CASE_NUMBER_MAX, a range from high to low. */
bool code_write(const struct rules *rules, const struct code_visit *visit, struct buffer *out);

/* Reads a code: capital or small letters, spaces and hyphens anywhere, O for 0, I and L for 1,
 * U for V, S for 5, Z for 2, B for 8.  Any bytes may stand in TEXT.  Fills VISIT, with every
 * question in `answered` that has an answer or whose partner has one; unless all is fine, VISIT
 * stays untouched. */
enum code_problem code_read(const struct rules *rules, const char *text, struct code_visit *visit);

#endif
