/* Check your answers: every answer that matters, each open to change, before the result.
 * It deliberately shows short names instead of questions, and nothing that no longer matters. */
#include <stdlib.h>

#include "rules/rules.h"
#include "screens/internal.h"

/* The questions shown, in the order of the file; returns their number. */
static size_t review_list(const struct screens *s, uint16_t questions[RULES_MAX_QUESTIONS])
{
    uint32_t used = session_used(&s->session);
    size_t count = 0;
    for (uint16_t i = 0; i < s->rules->question_count; i++) {
        uint16_t partner = s->rules->questions[i].partner;
        bool matters = (used >> i & 1) || (partner != RULES_NONE && (used >> partner & 1));
        for (size_t k = 0; matters && k < s->session.asked_count; k++)
            if (s->session.asked[k] == i)
                questions[count++] = i;
    }
    return count;
}

/* The section. */
static const char *review_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("My answers");
}

/* Adds one answer. */
static void review_add_row(const struct screens *s, struct page *page, size_t index, uint16_t question)
{
    char *name = words_name(s, &s->session.answers, question);
    char *value = words_answer(s, &s->session.answers, question);
    page_add_entry(page, screens_label(s, index, true), name, value ? value : "",
                   session_is_unknown(&s->session, question) ? "!" : NULL);
    free(name);
    free(value);
}

/* Adds the way on and, below it, the answers. */
static void review_build(struct screens *s, struct page *page)
{
    uint16_t questions[RULES_MAX_QUESTIONS];
    size_t count = review_list(s, questions);
    bool finished = session_next(&s->session) == RULES_NONE;
    page_add_title(page, finished ? _("Check your answers.") : _("Your answers so far"));
    page_add_text(page, PAGE_HINT, _("To change an answer, choose its line."));
    page_add_blank(page);
    page_add_choice(page, "", finished ? _("See the result") : _("Go on with the questions"), NULL, false);
    page_add_blank(page);
    for (size_t i = 0; i < count; i++)
        review_add_row(s, page, i, questions[i]);
    if (!session_unknowns(&s->session))
        return;
    page_add_blank(page);
    page_add_text(page, PAGE_HINT, _("! You do not know this. The result shows what is possible."));
}

/* Goes on, or opens the answer that is to be changed. */
static void review_choose(struct screens *s, int item)
{
    uint16_t questions[RULES_MAX_QUESTIONS];
    size_t count = review_list(s, questions);
    if (item > 0 && (size_t)item <= count)
        screens_go_question(s, questions[item - 1])->from_review = true;
    else if (session_next(&s->session) == RULES_NONE)
        screens_go_result(s);
    else
        screens_go_next(s);
}

/* Goes back to the last question. */
static void review_back(struct screens *s)
{
    uint16_t last = session_previous(&s->session, RULES_NONE);
    if (last != RULES_NONE)
        screens_go_question(s, last);
    else
        screens_go(s, SCREEN_LANGUAGE);
}

/* What Enter does. */
static const char *review_accept_words(const struct screens *s)
{
    if (screens_look(s)->focused > 0)
        return _("Change");
    return _("Continue"); /* short enough for a narrow footer; the line itself says what comes */
}

const struct screen_ops screen_review = {.name = "review",
                                         .section = review_section,
                                         .build = review_build,
                                         .choose = review_choose,
                                         .back = review_back,
                                         .accept_words = review_accept_words};
