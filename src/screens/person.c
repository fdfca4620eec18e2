/* The same visit for another person of the household: what all of them share is carried over,
 * what is each one's own is asked again.
 * It deliberately keeps nothing of the first person but what is shared. */
#include "rules/rules.h"
#include "screens/internal.h"

/* What all persons of a household share. */
static const char *const person_shared[] = {"place", "address", "household", "income-year", "income-month",
                                            "housing", "housing-benefit-month"};

/* Adds the two ways. */
static void person_build(struct screens *s, struct page *page)
{
    page_add_title(page, _("Another person of the same household"));
    page_add_text(page, PAGE_TEXT, _("Place, household, housing and income stay. The rest is asked again for that person."));
    page_add_text(page, PAGE_WARNING, _("The result you see now is erased. Print it first, if you need it."));
    page_add_blank(page);
    page_add_choice(page, screens_label(s, 0, true), _("No, go back"), NULL, false);
    page_add_choice(page, screens_label(s, 1, true), _("Yes, go on with the other person"), NULL, false);
}

/* The section. */
static const char *person_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Another person");
}

void person_start(struct screens *s)
{
    struct tree_case shared = {0};
    uint32_t answered = 0;
    for (size_t i = 0; i < sizeof person_shared / sizeof person_shared[0]; i++) {
        uint16_t question = rules_find_question(s->rules, person_shared[i]);
        if (question == RULES_NONE || !session_has(&s->session, question))
            continue;
        shared.answers[question] = s->session.answers.answers[question];
        answered |= (uint32_t)1 << question;
    }
    session_resume(&s->session, &shared, answered);
    s->warned = false;
    screens_go_next(s);
}

/* Starts, or goes back. */
static void person_choose(struct screens *s, int item)
{
    if (item == 1)
        person_start(s);
    else
        screens_pop(s);
}

const struct screen_ops screen_person = {
    .name = "person", .section = person_section, .build = person_build, .choose = person_choose};
