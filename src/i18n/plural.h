/* The plural rule in the header of a catalog: "n != 1", "(n > 1)", "n%10==1 ? 0 : 1".
 * It is read here only to be sure that gettext may evaluate it: always a form that exists and
 * never a division by zero.  It deliberately chooses no form itself; gettext does. */
#ifndef DS_I18N_PLURAL_H
#define DS_I18N_PLURAL_H

#include <stdbool.h>
#include <stddef.h>

#define PLURAL_MAX_FORMS 6

/* True when the LENGTH bytes of RULE are a rule that gives one of FORMS forms for every number tried. */
bool plural_check(const char *rule, size_t length, unsigned forms);

#endif
