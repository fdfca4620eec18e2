/* What translators see above each text of the rule files: see the header. */
#include "rules/text_kinds.h"

#include <stddef.h>

const char *rules_text_context(enum rules_text_kind kind)
{
    static const char *const contexts[TEXT_KIND_COUNT] = {
        [TEXT_QUESTION_TITLE] = "question title",
        [TEXT_QUESTION_SHORT] = "question short",
        [TEXT_QUESTION_HINT] = "question hint",
        [TEXT_QUESTION_WHY] = "question why",
        [TEXT_QUESTION_HELP] = "question help",
        [TEXT_OPTION_LABEL] = "answer",
        [TEXT_OPTION_HINT] = "answer hint",
        [TEXT_RIGHT_TITLE] = "right title",
        [TEXT_RIGHT_WHAT] = "right what",
        [TEXT_RIGHT_HOW] = "right how",
        [TEXT_RIGHT_WHERE] = "right where",
        [TEXT_RIGHT_COST] = "right cost",
        [TEXT_RIGHT_USE] = "right use",
        [TEXT_RIGHT_RENEWAL] = "right renewal",
        [TEXT_RIGHT_APPEAL] = "right appeal",
        [TEXT_RIGHT_CAUTION] = "right caution",
        [TEXT_DOCUMENT_LABEL] = "paper",
        [TEXT_DOCUMENT_HINT] = "paper hint",
        [TEXT_TERM_NAME] = "term name",
        [TEXT_TERM_MEANING] = "term meaning",
        [TEXT_GUIDE_TITLE] = "guide title",
        [TEXT_GUIDE_INTRO] = "guide intro",
        [TEXT_ENTRY_NAME] = "guide entry",
        [TEXT_ENTRY_SAY] = "guide text",
    };
    return (unsigned)kind < TEXT_KIND_COUNT ? contexts[kind] : NULL;
}
