/* Before a result that leans on a figure whose time is over: says so, names the figures and
 * the days, and what to do.  It deliberately cannot be missed, and is shown once a visit. */
#include <stdlib.h>

#include "rules/rules.h"
#include "screens/internal.h"

/* Adds one figure with the day from which it had to be checked. */
static void outdated_add_figure(const struct screens *s, struct page *page, uint16_t parameter)
{
    const struct rules_version *version = rules_version_on(s->rules, parameter, s->options.day);
    const char *name = words_figure(s, parameter);
    char *date = version ? words_date(version->revision) : NULL;
    /* TRANSLATORS: beside the name of a figure; the day on which a new figure was due */
    char *due = words_with(N_("to be checked since {date}"), "date", date);
    page_add_pair(page, PAGE_TEXT, name ? name : _("An amount of the law"), due ? due : "");
    free(due);
    free(date);
}

/* Adds the page. */
static void outdated_build(struct screens *s, struct page *page)
{
    const struct walk_flags *expired = &s->outcome.walk.expired;
    if (screens_look(s)->focused == FOCUS_OPEN)
        screens_top(s)->focused = 0; /* where the page is longer than the screen, the driver reads from its top */
    page_add_title(page, _("Careful: this result uses old amounts."));
    page_add_text(page, PAGE_WARNING, _("The law sets new amounts each year. This program does not have them yet."));
    page_add_blank(page);
    for (uint16_t i = 0; i < expired->count; i++)
        outdated_add_figure(s, page, expired->parameters[i]);
    page_add_blank(page);
    page_add_text(page, PAGE_TEXT, _("Near a limit the result may be wrong. Claim anyway, and ask the desk to check."));
    words_add(page, PAGE_TEXT, words_with(N_("Each sentence that uses an old amount has this mark: {mark}"), "mark",
                                          words_doubt(DOUBT_EXPIRED)));
    page_add_blank(page);
    page_add_choice(page, "", _("I understand: see the result"), NULL, false);
}

/* The section. */
static const char *outdated_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Please read");
}

/* Goes on to the result. */
static void outdated_choose(struct screens *s, int item)
{
    (void)item;
    screens_pop(s);
}

/* Enter: on a low screen reads on to the end first, then goes to the result. */
static void outdated_accept(struct screens *s)
{
    struct frame *frame = screens_top(s);
    if (page_focused(s->page) == PAGE_NO_ITEM && !s->front->is_plain)
        page_move(s->page, PAGE_STEP_LAST, &frame->focused, &frame->scroll);
    else
        outdated_choose(s, 0);
}

/* Goes back to the answers. */
static void outdated_back(struct screens *s)
{
    s->warned = false;
    screens_go_answers(s);
}

const struct screen_ops screen_outdated = {.name = "outdated",
                                           .section = outdated_section,
                                           .build = outdated_build,
                                           .choose = outdated_choose,
                                           .accept = outdated_accept,
                                           .back = outdated_back};
