/* The second tab of the result: which answers decide which right.
 * Answers that decide all of them stand there once.  It deliberately tries nothing out;
 * see outcome.c. */
#include <stdlib.h>

#include "screens/result.h"

#define FEW_QUESTIONS 2 /* a right that hangs on so few shares nothing with the others */

/* One right that answers decide. */
struct why_item {
    uint16_t right;
    uint32_t questions;
    uint32_t special; /* without those that stand above for all */
};

/* The rights that answers decide: first those that hang on few, then the others. */
struct why {
    struct why_item items[LISTED_MOST];
    size_t count;
    size_t alone;    /* how many hang on few */
    uint32_t common; /* the questions that all others share */
};

/* Adds the answers to a set of questions. */
static void why_add_answers(const struct screens *s, struct page *page, uint32_t questions)
{
    for (uint16_t i = 0; i < s->rules->question_count; i++) {
        if (!(questions >> i & 1))
            continue;
        char *name = words_name(s, &s->outcome.answers, i);
        char *value = words_answer(s, &s->outcome.answers, i);
        page_add_pair(page, PAGE_TEXT, name, value ? value : "");
        free(name);
        free(value);
    }
}

/* True when a set of questions is small. */
static bool why_is_small(uint32_t questions)
{
    int count = 0;
    for (; questions; questions &= questions - 1)
        count++;
    return count <= FEW_QUESTIONS;
}

/* Adds the rights that no answer changes. */
static void why_add_sure(const struct screens *s, struct page *page, const struct result_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (s->rules->rights[items[i].right].kind == RIGHT_NOTE || outcome_find_questions(s, items[i].right, false))
            continue;
        result_add_title(s, page, items[i].right);
        page_add_text(page, PAGE_TEXT, _("Whatever you answer."));
    }
}

/* Collects the rights that answers decide: those that hang on few, or the others. */
static void why_collect(const struct screens *s, const struct result_item *items, size_t count, bool small,
                        struct why *why)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t questions = outcome_find_questions(s, items[i].right, false);
        if (s->rules->rights[items[i].right].kind != RIGHT_NOTE && questions && why_is_small(questions) == small)
            why->items[why->count++] = (struct why_item){items[i].right, questions, questions};
    }
}

/* Finds what the rights that hang on more share. */
static void why_share(struct why *why)
{
    if (why->count - why->alone < 2)
        return;
    why->common = UINT32_MAX;
    for (size_t i = why->alone; i < why->count; i++)
        why->common &= why->items[i].questions;
    for (size_t i = why->alone; i < why->count; i++)
        why->items[i].special &= ~why->common;
}

/* Adds the answers that are special to one right, under the titles of all rights in a row
 * that share them. */
static void why_add_right(const struct screens *s, struct page *page, const struct why *why, size_t at)
{
    const struct why_item *item = &why->items[at];
    bool follows = at > 0 && at != why->alone && item[-1].special == item->special;
    bool goes_on = at + 1 < why->count && at + 1 != why->alone && item[1].special == item->special;
    char *title = result_title(s, item->right);
    if (!follows)
        page_add_blank(page);
    page_add_heading(page, title ? title : "");
    free(title);
    if (goes_on)
        return;
    if (!item->special)
        page_add_text(page, PAGE_TEXT, _("The answers above are enough."));
    why_add_answers(s, page, item->special);
}

/* Adds what all the rights that follow share. */
static void why_add_common(const struct screens *s, struct page *page, const struct why *why)
{
    if (!why->common)
        return;
    page_add_blank(page);
    /* TRANSLATORS: heading over the answers that all the rights below share: 60 columns */
    page_add_heading(page, _("For all of these"));
    why_add_answers(s, page, why->common);
}

/* Adds the answers, each of which opens what another one would change. */
static void why_add_questions(struct screens *s, struct page *page)
{
    uint16_t questions[RULES_MAX_QUESTIONS];
    size_t count = reasons_list_questions(s, questions);
    page_add_blank(page);
    page_add_heading(page, _("What would another answer change?"));
    for (size_t i = 0; i < count; i++) {
        char *name = words_name(s, &s->outcome.answers, questions[i]);
        char *answer = reasons_answer(s, questions[i]);
        page_add_entry(page, screens_label(s, i, false), name, answer ? answer : "", NULL);
        free(name);
        free(answer);
    }
}

void result_build_why(struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    size_t count = result_list(s, items);
    struct why why = {.count = 0};
    why_add_sure(s, page, items, count);
    why_collect(s, items, count, true, &why);
    why.alone = why.count;
    why_collect(s, items, count, false, &why);
    why_share(&why);
    page_add_blank(page);
    if (why.count)
        page_add_text(page, PAGE_HINT, _("These answers decide the result. With other answers it would change."));
    for (size_t i = 0; i < why.count; i++) {
        if (i == why.alone)
            why_add_common(s, page, &why);
        why_add_right(s, page, &why, i);
    }
    why_add_questions(s, page);
}
