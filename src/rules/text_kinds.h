/* What translators see above each text of the rule files: its kind, as a gettext context.
 * data/its/rules.its writes the same words into the POT; tests/test_po.c compares them.
 * It deliberately translates nothing. */
#ifndef DS_RULES_TEXT_KINDS_H
#define DS_RULES_TEXT_KINDS_H

#include "rules/model.h"

/* The gettext context of a kind of text ("question title"); null for a kind that does not
 * exist.  A text with ctx="word" has the context "KIND: word" instead.  The label and the
 * hint of a group of answers have the contexts of an answer. */
const char *rules_text_context(enum rules_text_kind kind);

#endif
