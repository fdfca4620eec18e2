/* The first tab of the result: what to do first, and the rights in parts.
 * "Probably" and "possible", never "you have the right".
 * It deliberately computes nothing; see outcome.c. */
#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"
#include "screens/result.h"
#include "util/memory.h"

#define POSSIBLE_FEW 7 /* more possible rights get a heading for each kind */

/* Rights that are not the first thing to do when another right of the same part is given. */
static const struct {
    const char *right;
    const char *to;    /* how the id of the other begins */
    bool mayotte_only;
} rights_later[] = {{"pass", "mayotte-", false}, {"pass", "maternity", true}, {"domicil", "asylum-", false}};

/* The id of a right. */
static const char *rights_id(const struct screens *s, uint16_t right)
{
    return rules_string(s->rules, s->rules->rights[right].id);
}

/* True when the person stays in Mayotte. */
static bool rights_is_mayotte(const struct screens *s)
{
    const struct tree_answer *place = &s->outcome.answers.answers[s->rules->keys[KEY_PLACE]];
    return place->state == ANSWER_GIVEN && place->option == s->rules->known_options[OPTION_PLACE_MAYOTTE];
}

/* True when another right of the part of ITEM comes before it. */
static bool rights_gives_way(const struct screens *s, const struct result_item *items, size_t count,
                             const struct result_item *item)
{
    for (size_t k = 0; k < sizeof rights_later / sizeof rights_later[0]; k++) {
        if (strcmp(rights_id(s, item->right), rights_later[k].right) != 0 ||
            (rights_later[k].mayotte_only && !rights_is_mayotte(s)))
            continue;
        for (size_t i = 0; i < count; i++)
            if (items[i].part == item->part &&
                strncmp(rights_id(s, items[i].right), rights_later[k].to, strlen(rights_later[k].to)) == 0)
                return true;
    }
    return false;
}

/* The right whose first step is the thing to do first, or RULES_NONE. */
static uint16_t rights_find_first(const struct screens *s, const struct result_item *items, size_t count)
{
    static const enum result_part order[] = {PART_URGENT, PART_LIKELY, PART_STEPS, PART_MEANWHILE, PART_TODAY};
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
        for (size_t i = 0; i < count; i++)
            if (items[i].part == order[k] && !rights_gives_way(s, items, count, &items[i]))
                return items[i].right;
    return RULES_NONE;
}

/* Adds what to do first, and for which right. */
static void rights_add_first(const struct screens *s, struct page *page, uint16_t right)
{
    if (right == RULES_NONE)
        return;
    page_add_heading(page, _("Do this first"));
    char *title = result_title(s, right);
    char *how = words_first(s, s->rules->rights[right].texts, TEXT_RIGHT_HOW);
    page_add_indented(page, PAGE_HINT, 2, 0, title ? title : "");
    page_add_indented(page, PAGE_TEXT, 2, 0, how ? how : "");
    free(title);
    free(how);
    if (session_unknown_run(&s->session) >= DESK_AFTER_UNKNOWNS)
        page_add_indented(page, PAGE_WARNING, 2, 0,
                          _("Many answers are not known. Ask at the desk; bring the papers of tab 3."));
    page_add_blank(page);
}

/* The heading of a part. */
static const char *rights_heading(enum result_part part)
{
    static const char *const headings[PART_COUNT] = {
        /* TRANSLATORS: headings of the result: 60 columns each.  Never "you have the right". */
        [PART_URGENT] = N_("Care you can get now"),
        [PART_LIKELY] = N_("You probably have these rights"),
        [PART_POSSIBLE] = N_("Possible, not sure yet"),
        [PART_TODAY] = N_("Open to you today, whatever the papers"),
        [PART_STEPS] = N_("Steps to take"),
        /* TRANSLATORS: heading over the European health card of somebody who lives here: 60 columns */
        [PART_MEANWHILE] = N_("You can use this for now"),
        [PART_NOTES] = N_("Good to know"),
        /* TRANSLATORS: heading over notes that perhaps matter to the person: 60 columns */
        [PART_POSSIBLE_NOTES] = N_("Perhaps good to know"),
    };
    return headings[part];
}

/* What stands under a right: its French name, or for a possible one what it hangs on. */
static char *rights_hint(const struct screens *s, const struct result_item *item)
{
    const struct rules_right *right = &s->rules->rights[item->right];
    if (!result_is_possible(item->part))
        return words_official(s, right);
    uint32_t questions = outcome_find_questions(s, item->right, true);
    if (!questions)
        return memory_copy_text(_("The fund decides case by case."));
    char *names = words_questions(s, questions);
    /* TRANSLATORS: {answers}: short names of questions, as in "Age, Income a month" */
    char *hint = words_with(N_("Still to clear up: {answers}"), "answers", names);
    free(names);
    return hint;
}

/* The heading of a kind of possible rights. */
static const char *rights_kind_heading(uint16_t kind)
{
    switch (kind) {
    case RIGHT_NOW:
        /* TRANSLATORS: headings of groups of possible rights: 40 columns each */
        return N_("Care today");
    case RIGHT_COVER:
        return N_("Base cover");
    case RIGHT_COMPLEMENT:
        return N_("Complementary cover");
    default:
        return N_("Steps to take");
    }
}

/* Adds the headings before the item AT of the list, where a part or a kind begins. */
static void rights_add_headings(const struct screens *s, struct page *page, const struct result_item *items,
                                size_t count, size_t at)
{
    bool begins = at == 0 || items[at].part != items[at - 1].part;
    size_t possible = 0;
    for (size_t i = 0; i < count; i++)
        possible += items[i].part == PART_POSSIBLE;
    uint16_t kind = s->rules->rights[items[at].right].kind;
    bool kind_begins = items[at].part == PART_POSSIBLE && possible > POSSIBLE_FEW &&
                       (begins || kind != s->rules->rights[items[at - 1].right].kind);
    if (begins || kind_begins)
        page_add_blank(page);
    if (begins)
        page_add_heading(page, _(rights_heading(items[at].part)));
    if (kind_begins)
        page_add_heading(page, _(rights_kind_heading(kind)));
}

/* Adds the one question whose answer would settle most, where something is only possible. */
static void rights_add_next(struct screens *s, struct page *page)
{
    uint16_t question = reasons_next_question(s);
    if (question == RULES_NONE)
        return;
    char *name = words_name(s, &s->outcome.answers, question);
    page_add_blank(page);
    words_add(page, PAGE_HINT, words_with(N_("One answer would settle most: {question}. G goes to that question."), "question", name));
    free(name);
}

void result_build_rights(struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    size_t count = result_list(s, items);
    rights_add_first(s, page, rights_find_first(s, items, count));
    for (size_t i = 0; i < count; i++) {
        rights_add_headings(s, page, items, count, i);
        char *title = result_title(s, items[i].right);
        char *hint = rights_hint(s, &items[i]);
        page_add_choice(page, screens_label(s, i, false), title ? title : "", hint, false);
        free(title);
        free(hint);
    }
    rights_add_next(s, page);
}
