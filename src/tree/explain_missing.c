/* The smallest change that makes a right certain: one answer, or two together.
 *
 * What is certain while something is unknown stays certain whatever that turns out to be, and a walk
 * with everything known is far cheaper than one with much unknown.  So before a right is looked for in
 * a case with open answers, two samples of that case, with some answer in place of every open one,
 * have to give it.  And a walk with two answers unknown tells what any two answers could give: where
 * that is nothing looked for, those pairs are skipped.  Neither skips wrongly.
 *
 * It deliberately looks for no third answer. */
#include "tree/explain_internal.h"

#include <string.h>

#include "rules/rules.h"

struct rules_set explain_granted(const struct explain *e, struct rules_set certain)
{
    uint16_t ask_help = e->day->rules->known_rights[KNOWN_ASK_HELP];
    struct rules_set help = {{0, 0}};
    if (ask_help != RULES_NONE)
        rules_set_add(&help, ask_help);
    struct rules_set rest = rules_set_minus(certain, help);
    return rules_set_is_empty(rest) ? rest : certain;
}

/* What is certain after a change. */
static struct rules_set certain_after(const struct explain *e, const struct explain_change *change)
{
    return rules_set_union(rules_set_minus(e->result.certain, change->certain_lost), change->certain_gained);
}

/* Notes a change for each right of a set, and looks for those no more. */
static void note_missing(struct explain *e, struct rules_set found, const struct explain_edit *first,
                         const struct explain_edit *second, struct rules_set *wanted)
{
    if (rules_set_is_empty(found))
        return;
    *wanted = rules_set_minus(*wanted, found);
    for (uint16_t i = 0; i < e->day->rules->right_count; i++) {
        if (!rules_set_has(found, i))
            continue;
        e->missing[i].count = second ? 2 : 1;
        e->missing[i].edits[0] = *first;
        if (second)
            e->missing[i].edits[1] = *second;
    }
}

/* The rights looked for that the scratch case gives with one more answer. */
static struct rules_set find_with(struct explain *e, const struct explain_edit *edit, struct rules_set wanted)
{
    struct walk_result result;
    explain_put_samples(e, edit->question, edit->answer);
    wanted = explain_keep_sampled(e, e->day, wanted);
    if (rules_set_is_empty(wanted))
        return wanted;
    explain_scratch_put(e, edit->question, edit->answer);
    walk_run(e->day, &e->scratch, &result);
    explain_scratch_restore(e, edit->question);
    return rules_set_common(explain_granted(e, result.certain), wanted);
}

/* Tries every second answer of INNER after the change FIRST, which stands in the scratch case. */
static void try_second(struct explain *e, const struct explain_change *first, const struct explain_group *inner,
                       struct rules_set *wanted)
{
    struct explain_values values;
    explain_list_values(e, inner->question, &values);
    explain_make_samples(e);
    for (uint32_t i = 0; i < values.count; i++)
        if (explain_is_past(e, &values.edits[i]) == inner->past)
            note_missing(e, find_with(e, &values.edits[i], *wanted), &first->edit, &values.edits[i], wanted);
}

/* Tries every change of OUTER with every second answer of INNER. */
static void try_pair(struct explain *e, const struct explain_group *outer, const struct explain_group *inner,
                     struct rules_set *wanted)
{
    for (uint32_t i = outer->first; i < (uint32_t)outer->first + outer->count; i++) {
        const struct explain_change *change = &e->changes[i];
        if (!((e->matters | change->opens) & explain_bit(inner->question)))
            continue;
        explain_scratch_put(e, outer->question, change->edit.answer);
        if (explain_is_fitting(e, inner->question))
            try_second(e, change, inner, wanted);
        explain_scratch_restore(e, outer->question);
    }
}

/* True when any two answers to two questions could give something that is wanted. */
static bool may_help(struct explain *e, uint16_t a, uint16_t b, struct rules_set wanted)
{
    struct walk_result result;
    explain_scratch_blank(e, a);
    explain_scratch_blank(e, b);
    walk_run(e->day, &e->scratch, &result);
    explain_scratch_restore(e, a);
    explain_scratch_restore(e, b);
    return !rules_set_is_empty(rules_set_common(explain_reachable(e, &result), wanted));
}

/* Tries two groups: amounts are answered last, because their limits follow from the other answers. */
static void try_groups(struct explain *e, const struct explain_group *a, const struct explain_group *b,
                       struct rules_set *wanted)
{
    const struct rules_question *questions = e->day->rules->questions;
    bool a_first = (e->matters & explain_bit(a->question)) != 0;
    bool b_first = (e->matters & explain_bit(b->question)) != 0;
    if (a->question == b->question || (!a_first && !b_first) || !may_help(e, a->question, b->question, *wanted))
        return;
    if (a_first && b_first)
        a_first = questions[a->question].kind != QUESTION_AMOUNT ||
                  (questions[b->question].kind == QUESTION_AMOUNT && a->question < b->question);
    if (a_first)
        try_pair(e, a, b, wanted);
    else
        try_pair(e, b, a, wanted);
}

void explain_find_missing(struct explain *e)
{
    if (!e->tried)
        explain_try(e);
    struct rules_set wanted = rules_set_minus(e->offered, rules_set_union(e->result.certain, e->result.possible));
    memset(e->missing, 0, sizeof e->missing);
    for (uint32_t i = 0; i < e->change_count; i++)
        note_missing(e, rules_set_common(explain_granted(e, certain_after(e, &e->changes[i])), wanted),
                     &e->changes[i].edit, NULL, &wanted);
    for (uint32_t b = 1; b < e->group_count && e->open_count <= EXPLAIN_MOST_OPEN_PAIRS; b++)
        for (uint32_t a = 0; a < b && !rules_set_is_empty(wanted); a++)
            try_groups(e, &e->groups[a], &e->groups[b], &wanted);
}
