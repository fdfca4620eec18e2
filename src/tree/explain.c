/* Explanations of a result: the way that it took, and what every other answer would give.  See the
 * header.
 *
 * It deliberately changes no walk: the way is followed here a second time, with the same
 * arithmetic from money.h, and the tests compare both. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "tree/explain_internal.h"

#include <string.h>

#include "rules/rules.h"

#define RANK_PAST 300

/* Changed before everything else, in this order. */
static const char *const changed_first[] = {"months", "income-year", "income-month",    "work",     "papers",
                                            "cover",  "benefit",     "joining-insured", "household"};
/* Changed after everything else, in this order: what no one chooses. */
static const char *const changed_last[] = {"place", "minor-with", "age", "nationality"};

/* How many rights a set holds. */
static uint32_t set_size(struct rules_set set)
{
    uint32_t size = 0;
    for (int i = 0; i < 2; i++)
        for (uint64_t word = set.word[i]; word; word &= word - 1)
            size++;
    return size;
}

/* ---- the result and its way ---- */

/* True when the income of a case is within every limit, false when it is over every limit; a fork otherwise. */
static bool decide_income(const struct explain *e, const struct rules_node *node, bool *within)
{
    struct explain_limits limits = {.count = 0};
    struct explain_span income = explain_span_of(e->day->rules, &e->answers, explain_income_of(e, &e->answers));
    explain_add_level(e, &e->answers, (enum rules_level)node->level, node->housing, &limits);
    *within = limits.count > 0 && income.high <= limits.limits[0];
    return *within || limits.count == 0 || income.low > limits.limits[limits.count - 1];
}

/* The edge that a number takes, or EXPLAIN_NO_EDGE. */
static uint32_t decide_number(const struct explain *e, const struct rules_node *node, uint16_t question)
{
    struct explain_span span = explain_span_of(e->day->rules, &e->answers, question);
    int64_t limit = explain_node_limit(e->day, node);
    if (node->split == SPLIT_PARAMETER && limit < 0)
        return node->first_edge + 2;
    if (span.high <= limit)
        return node->first_edge;
    return span.low > limit ? node->first_edge + 1 : EXPLAIN_NO_EDGE;
}

/* The edge by which the way leaves a node, or EXPLAIN_NO_EDGE where it divides. */
static uint32_t decide_edge(const struct explain *e, const struct rules_node *node, uint16_t question)
{
    bool within = false;
    if (node->kind == NODE_INCOME)
        return decide_income(e, node, &within) ? node->first_edge + !within : EXPLAIN_NO_EDGE;
    if (node->split == SPLIT_NONE)
        return node->first_edge;
    if (node->split == SPLIT_BEFORE)
        return node->first_edge + (e->day->day >= node->day);
    if (node->split != SPLIT_CHOICE)
        return decide_number(e, node, question);
    int option = explain_option_of(e->day->rules, &e->answers, question);
    return option < 0 ? EXPLAIN_NO_EDGE : node->first_edge + node->edge_of[option];
}

/* The question that a node looks at. */
static uint16_t question_of(const struct explain *e, const struct rules_node *node)
{
    if (node->kind == NODE_INCOME)
        return explain_income_of(e, &e->answers);
    if (node->other_key != RULES_NONE && e->answers.answers[node->key].state == ANSWER_ABSENT)
        return node->other_key;
    return node->key;
}

/* Follows the way to its end or to its first fork. */
static void follow(struct explain *e)
{
    uint32_t index = e->day->tree->start;
    e->step_count = 0;
    e->forks = false;
    while (e->step_count < EXPLAIN_MAX_STEPS) {
        const struct rules_node *node = &e->day->rules->nodes[index];
        bool end = node->kind == NODE_END;
        uint16_t question = end ? RULES_NONE : question_of(e, node);
        uint32_t edge = end ? EXPLAIN_NO_EDGE : decide_edge(e, node, question);
        e->steps[e->step_count++] = (struct explain_step){(uint16_t)index, question, edge};
        e->forks = !end;
        if (edge == EXPLAIN_NO_EDGE)
            return;
        index = e->day->rules->edges[edge].to;
    }
}

/* Finds which questions are answered together. */
static void find_twins(struct explain *e)
{
    const struct rules *rules = e->day->rules;
    for (uint32_t i = 0; i < RULES_MAX_QUESTIONS; i++)
        e->twins[i] = RULES_NONE;
    for (uint16_t i = 0; i < rules->question_count; i++) {
        if (rules->questions[i].partner == RULES_NONE)
            continue;
        e->twins[i] = rules->questions[i].partner;
        e->twins[rules->questions[i].partner] = i;
    }
}

struct rules_set explain_reachable(const struct explain *e, const struct walk_result *result)
{
    const uint16_t *known = e->day->rules->known_rights;
    struct rules_set set = rules_set_union(result->certain, result->possible);
    if (known[KNOWN_SMALL_NOTE] != RULES_NONE && known[KNOWN_CMU_BASE] != RULES_NONE &&
        rules_set_has(set, known[KNOWN_CMU_BASE]) && money_is_small_contribution(e->day, 1))
        rules_set_add(&set, known[KNOWN_SMALL_NOTE]);
    return set;
}

/* True when an edge can be taken on the day by somebody. */
static bool is_passable(const struct explain *e, const struct rules_node *node, uint32_t edge)
{
    if (node->split == SPLIT_BEFORE)
        return edge == node->first_edge + (e->day->day >= node->day);
    if (node->split == SPLIT_PARAMETER)
        return (edge == node->first_edge + 2) == (explain_node_limit(e->day, node) < 0);
    if (node->kind == NODE_INCOME && node->level == LEVEL_PAID && !e->day->increase)
        return edge != node->first_edge;
    return true;
}

/* Finds the rights on all ways on from a node that can be taken on the day. */
static struct rules_set find_grants(struct explain *e, uint16_t index)
{
    const struct rules_node *node = &e->day->rules->nodes[index];
    struct rules_set grants = {{0, 0}};
    if (e->seen[index / 64] >> (index % 64) & 1)
        return e->grants[index];
    for (uint32_t i = node->first_edge; i < node->first_edge + node->edge_count; i++) {
        const struct rules_edge *edge = &e->day->rules->edges[i];
        if (!is_passable(e, node, i))
            continue;
        grants = rules_set_union(grants, rules_set_union(edge->certain, edge->possible));
        grants = rules_set_union(grants, find_grants(e, edge->to));
    }
    e->seen[index / 64] |= (uint64_t)1 << (index % 64);
    return e->grants[index] = grants;
}

/* Finds the rights that the tree gives on the day, and the calls and notes beside it. */
static void find_offered(struct explain *e)
{
    uint16_t ask_help = e->day->rules->known_rights[KNOWN_ASK_HELP];
    memset(e->seen, 0, sizeof e->seen);
    const struct walk_result all = {.certain = find_grants(e, (uint16_t)e->day->tree->start)};
    e->offered = explain_reachable(e, &all);
    if (ask_help != RULES_NONE)
        rules_set_add(&e->offered, ask_help);
}

void explain_start(struct explain *e, const struct money_day *day, const struct tree_case *c)
{
    e->day = day;
    e->answers = *c;
    e->tried = false;
    e->change_count = e->group_count = 0;
    e->next = RULES_NONE;
    find_twins(e);
    explain_note_limits(e);
    find_offered(e);
    e->scratch = *c;
    walk_run(day, c, &e->result);
    e->used = explain_find_used(e);
    e->matters = explain_keep_fitting(e, e->used);
    e->open = explain_keep_open(e, e->matters);
    e->open_count = 0;
    for (uint32_t set = e->open; set; set &= set - 1)
        e->open_count++;
    follow(e);
}

void explain_wipe(struct explain *e)
{
    explicit_bzero(e, sizeof *e);
}

/* ---- one other answer ---- */

/* Inserts a group where its rank belongs. */
static void add_group(struct explain *e, uint16_t question, bool past)
{
    uint16_t rank = explain_rank_of(e->day->rules, question, changed_first, EXPLAIN_LENGTH(changed_first), changed_last,
                                    EXPLAIN_LENGTH(changed_last));
    struct explain_group group = {question, past, (uint16_t)(rank + (past ? RANK_PAST : 0)), 0, 0};
    uint32_t at = e->group_count++;
    for (; at > 0 && e->groups[at - 1].rank > group.rank; at--)
        e->groups[at] = e->groups[at - 1];
    e->groups[at] = group;
}

/* Adds the groups of a set of questions: two where time passes. */
static void add_groups(struct explain *e, uint32_t questions)
{
    for (; questions; questions &= questions - 1) {
        uint16_t question = rules_lowest_bit(questions);
        uint16_t unit = e->day->rules->questions[question].unit;
        add_group(e, question, false);
        if (unit == UNIT_MONTHS || unit == UNIT_YEARS)
            add_group(e, question, true);
    }
}

/* Tries one other answer and notes what it changes. */
static void try_edit(struct explain *e, const struct explain_edit *edit)
{
    if (e->change_count == EXPLAIN_MAX_CHANGES)
        return;
    struct walk_result other;
    struct explain_change *change = &e->changes[e->change_count++];
    explain_scratch_put(e, edit->question, edit->answer);
    walk_run(e->day, &e->scratch, &other);
    *change = (struct explain_change){.edit = *edit};
    change->certain_gained = rules_set_minus(other.certain, e->result.certain);
    change->certain_lost = rules_set_minus(e->result.certain, other.certain);
    change->possible_gained = rules_set_minus(other.possible, e->result.possible);
    change->possible_lost = rules_set_minus(e->result.possible, other.possible);
    if (e->open_count <= EXPLAIN_MOST_OPEN_PAIRS)
        change->opens = explain_keep_fitting(e, explain_find_used(e)) & ~e->matters;
    explain_scratch_restore(e, edit->question);
}

/* Tries the other answers of one group. */
static void try_group(struct explain *e, struct explain_group *group)
{
    struct explain_values values;
    explain_list_values(e, group->question, &values);
    group->first = (uint16_t)e->change_count;
    for (uint32_t i = 0; i < values.count; i++)
        if (explain_is_past(e, &values.edits[i]) == group->past)
            try_edit(e, &values.edits[i]);
    group->count = (uint16_t)(e->change_count - group->first);
}

/* How many rights are possible after a change. */
static uint32_t possible_after(const struct explain *e, const struct explain_change *change)
{
    return set_size(
        rules_set_union(rules_set_minus(e->result.possible, change->possible_lost), change->possible_gained));
}

/* True when a change makes a difference. */
static bool has_effect(const struct explain_change *change)
{
    return !rules_set_is_empty(rules_set_union(rules_set_union(change->certain_gained, change->certain_lost),
                                               rules_set_union(change->possible_gained, change->possible_lost)));
}

/* Sums up the rights that stay possible over the guesses at a question; false when it decides nothing. */
static bool weigh_question(const struct explain *e, uint16_t question, uint32_t *sum, uint32_t *count)
{
    bool decides = false;
    *sum = *count = 0;
    for (uint32_t i = 0; i < e->change_count; i++) {
        if (e->changes[i].edit.question != question || !explain_is_guess(&e->answers, &e->changes[i].edit))
            continue;
        *sum += possible_after(e, &e->changes[i]);
        *count += 1;
        decides = decides || has_effect(&e->changes[i]);
    }
    return decides;
}

/* Finds the open question whose answer leaves the fewest possible rights on average. */
static uint16_t find_next(const struct explain *e)
{
    uint16_t best = RULES_NONE;
    uint32_t best_sum = 0;
    uint32_t best_count = 1;
    uint32_t sum;
    uint32_t count;
    if (rules_set_is_empty(e->result.possible))
        return RULES_NONE;
    if (e->open_count > EXPLAIN_MOST_OPEN)
        return rules_lowest_bit(e->open);
    for (uint32_t set = e->open; set; set &= set - 1) {
        if (!weigh_question(e, rules_lowest_bit(set), &sum, &count))
            continue;
        if (best != RULES_NONE && (uint64_t)sum * best_count >= (uint64_t)best_sum * count)
            continue;
        best = rules_lowest_bit(set);
        best_sum = sum;
        best_count = count;
    }
    return best;
}

void explain_try(struct explain *e)
{
    uint32_t opened = 0;
    e->change_count = e->group_count = 0;
    if (e->open_count <= EXPLAIN_MOST_OPEN)
        add_groups(e, e->matters);
    for (uint32_t i = 0; i < e->group_count; i++)
        try_group(e, &e->groups[i]);
    for (uint32_t i = 0; i < e->change_count; i++)
        opened |= e->changes[i].opens;
    add_groups(e, opened);
    e->next = find_next(e);
    e->tried = true;
}
