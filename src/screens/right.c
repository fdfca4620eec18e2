/* All about one right: what it is, how to get it, what it costs, what to do after a refusal.
 * A paragraph whose place has no value is left out.  It deliberately says nothing of its own. */
#include <stdlib.h>

#include "rules/rules.h"
#include "screens/internal.h"

/* The parts of a right and their headings. */
static const struct {
    enum rules_text_kind kind;
    const char *heading; /* msgid, or null */
    bool list;
} right_parts[] = {
    {TEXT_RIGHT_WHAT, NULL, false},
    {TEXT_RIGHT_HOW, N_("How to get it"), true},
    {TEXT_RIGHT_WHERE, N_("Where to go"), true},
    {TEXT_RIGHT_COST, N_("What it costs"), true},
    {TEXT_RIGHT_USE, N_("How to use it"), true},
    {TEXT_RIGHT_RENEWAL, N_("How long it lasts"), true},
    {TEXT_RIGHT_APPEAL, N_("If the answer is no"), true},
    {TEXT_RIGHT_CAUTION, N_("Take care"), true},
};

/* Adds the page. */
static void right_build(struct screens *s, struct page *page)
{
    const struct rules_right *right = &s->rules->rights[screens_look(s)->right];
    words_add(page, PAGE_TITLE, words_first(s, right->texts, TEXT_RIGHT_TITLE));
    words_add(page, PAGE_HINT, words_official(s, right));
    reasons_add_why(s, page, screens_look(s)->right);
    page_add_blank(page);
    for (size_t i = 0; i < sizeof right_parts / sizeof right_parts[0]; i++)
        words_add_all(s, page, right->texts, right_parts[i].kind, right_parts[i].heading, right_parts[i].list);
}

/* The section, the same as on the result. */
static const char *right_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    return _("Your result");
}

/* Enter goes back too: there is nothing to choose. */
static void right_accept(struct screens *s)
{
    screens_pop(s);
}

const struct screen_ops screen_right = {
    .name = "right", .section = right_section, .build = right_build, .accept = right_accept};
