/* Why a right is given: the answers without which it would not be, and the amounts that were
 * compared.
 *
 * It deliberately gives one set of reasons, the one that a person recognises, where there are
 * several. */
#include "tree/explain_internal.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"
#include "util/memory.h"

/* Dropped from the reasons before everything else, in this order: mostly usual answers. */
static const char *const dropped_first[] = {"urgency",  "place",        "address",               "pregnant",
                                            "purpose",  "housing",      "housing-benefit-month", "urgent-care-received",
                                            "visitor",  "removal-final"};
/* Dropped after everything else, in this order: what a person recognises as the reason. */
static const char *const dropped_last[] = {"household", "benefit",     "age",    "minor-with", "work",
                                           "nationality", "income-month", "income-year", "months", "papers"};

/* What a guess leaves of a right. */
enum hope { HOPE_NONE, HOPE_POSSIBLE, HOPE_CERTAIN };

/* The rules as far as one right hangs on them, with what the law leaves open settled one way. */
struct reading {
    struct money_day day;
    struct rules rules;
    struct rules_edge *edges; /* owned */
};

/* True where nothing but the grants of RIGHT itself tells whether it is given. */
static bool stands_alone(const struct explain *e, uint16_t right)
{
    const uint16_t *known = e->day->rules->known_rights;
    return right != known[KNOWN_ASK_HELP] && right != known[KNOWN_SMALL_NOTE];
}

/* Ends each way where the right is given, or can no longer be given: that spares most of a walk. */
static void cut_edges(const struct explain *e, struct rules_edge *edges, uint16_t right)
{
    const struct rules *rules = e->day->rules;
    const struct rules_tree *tree = e->day->tree;
    uint32_t end = tree->first_node;
    uint32_t after = tree->first_node + tree->node_count;
    while (end < after && rules->nodes[end].kind != NODE_END)
        end++;
    for (uint32_t n = tree->first_node; n < after && end < after; n++) {
        const struct rules_node *node = &rules->nodes[n];
        for (uint32_t i = node->first_edge; i < node->first_edge + node->edge_count; i++)
            if (rules_set_has(edges[i].certain, right) || !rules_set_has(e->grants[edges[i].to], right))
                edges[i].to = (uint16_t)end;
    }
}

/* Takes the ceilings of one row alone. */
static void take_row(struct money_day *day, int row)
{
    if (row == ROW_BEFORE) {
        day->bases[ROW_IN_FORCE] = day->bases[ROW_BEFORE];
        memcpy(day->table[ROW_IN_FORCE], day->table[ROW_BEFORE], sizeof day->table[ROW_BEFORE]);
    }
    day->bases[ROW_BEFORE] = NULL;
}

/* Prepares a reading for a right: with what the fund may give, and with one row of ceilings unless ROW is
 * below 0. */
static void reading_start(struct reading *reading, const struct explain *e, uint16_t right, bool fund, int row)
{
    const struct rules *rules = e->day->rules;
    *reading = (struct reading){.day = *e->day, .rules = *rules};
    if (row >= 0)
        take_row(&reading->day, row);
    reading->edges = memory_new(rules->edge_count * sizeof *rules->edges);
    memcpy(reading->edges, rules->edges, rules->edge_count * sizeof *rules->edges);
    for (uint32_t i = 0; fund && i < rules->edge_count; i++)
        reading->edges[i].certain = rules_set_union(rules->edges[i].certain, rules->edges[i].possible);
    if (stands_alone(e, right))
        cut_edges(e, reading->edges, right);
    reading->rules.edges = reading->edges;
    reading->day.rules = &reading->rules;
}

/* Releases what a reading owns. */
static void reading_done(struct reading *reading)
{
    free(reading->edges);
    reading->edges = NULL;
}

/* True when the scratch case has the right for certain.  To ask for help has to be there beside another
 * right: alone it only says that nothing is certain. */
static bool holds(const struct explain *e, const struct money_day *day, uint16_t right)
{
    struct walk_result result;
    walk_run(day, &e->scratch, &result);
    return rules_set_has(explain_granted(e, result.certain), right);
}

/* Puts the first of some guesses at an open question that makes the right certain, else the first that leaves
 * it possible, else none. */
static enum hope guess_among(struct explain *e, const struct money_day *day, uint16_t right,
                             const struct explain_values *values)
{
    struct walk_result result;
    uint32_t best = values->count;
    for (uint32_t i = 0; i < values->count; i++) {
        const struct explain_edit *edit = &values->edits[i];
        if (!explain_is_guess(&e->answers, edit))
            continue;
        explain_scratch_put(e, edit->question, edit->answer);
        walk_run(day, &e->scratch, &result);
        if (rules_set_has(explain_granted(e, result.certain), right))
            return HOPE_CERTAIN;
        if (best == values->count && rules_set_has(explain_reachable(e, &result), right))
            best = i;
    }
    if (best == values->count)
        return HOPE_NONE;
    explain_scratch_put(e, values->edits[best].question, values->edits[best].answer);
    return HOPE_POSSIBLE;
}

/* Lists answers that nobody is offered but the walk reckons with: options of other days, and large households. */
static void list_strange(const struct explain *e, uint16_t question, struct explain_values *values)
{
    const struct rules_question *q = &e->day->rules->questions[question];
    values->count = 0;
    if (q->kind == QUESTION_CHOICE)
        explain_list_options(e, &e->scratch, question, true, values);
    if (question != e->day->rules->keys[KEY_HOUSEHOLD])
        return;
    for (int64_t n = (EXPLAIN_MOST_PERSONS + 1) * 100; n <= q->most && values->count < EXPLAIN_MOST_VALUES; n += 100)
        values->edits[values->count++] = (struct explain_edit){question, {ANSWER_GIVEN, 0, n, n}, n, n};
}

/* Puts a guess at an open question, if need be one that nobody is offered; true when the right is certain then. */
static bool guess_answer(struct explain *e, const struct money_day *day, uint16_t question, uint16_t right)
{
    struct explain_values values;
    explain_list_values(e, question, &values);
    enum hope hope = guess_among(e, day, right, &values);
    if (hope == HOPE_NONE) {
        explain_scratch_restore(e, question);
        list_strange(e, question, &values);
        hope = guess_among(e, day, right, &values);
    }
    if (hope == HOPE_NONE)
        explain_scratch_restore(e, question);
    return hope == HOPE_CERTAIN;
}

/* Answers open questions of the scratch case one after another, those that can be asked first, until the
 * right is certain or nothing is open; returns the questions answered. */
static uint32_t guess_answers(struct explain *e, const struct money_day *day, uint16_t right)
{
    uint32_t guessed = 0;
    for (;;) {
        uint32_t open = explain_keep_open(e, explain_find_used(e)) & ~guessed;
        if (!open)
            return guessed;
        open = explain_keep_fitting(e, open) ? explain_keep_fitting(e, open) : open;
        uint16_t question = rules_lowest_bit(open);
        guessed |= explain_bit(question);
        if (guess_answer(e, day, question, right))
            return guessed;
    }
}

/* Finds the reading in which a right that nothing open decides is certain; false when there is none. */
static bool find_reading(struct explain *e, uint16_t right, struct explain_why *why, struct reading *reading)
{
    for (int fund = 0; fund < 2; fund++) {
        for (int row = -1; row < (e->day->bases[ROW_BEFORE] ? ROW_COUNT : 0); row++) {
            reading_start(reading, e, right, fund, row);
            why->by_fund = fund;
            why->by_estimate = row >= 0;
            if (holds(e, &reading->day, right))
                return true;
            reading_done(reading);
        }
    }
    why->by_fund = why->by_estimate = false;
    return false;
}

/* Leaves in the scratch case the answers to KEPT alone. */
static void scratch_keep(struct explain *e, uint32_t kept)
{
    e->scratch = e->complete;
    for (uint16_t i = 0; i < e->day->rules->question_count; i++)
        if (!(kept & explain_bit(i)))
            case_set_unknown(&e->scratch, i);
}

/* When an answer is dropped: guesses first, then what nobody said, then by the order of preference. */
static uint32_t drop_rank(const struct explain *e, uint16_t question, uint32_t guessed)
{
    uint32_t rank = explain_rank_of(e->day->rules, question, dropped_first, EXPLAIN_LENGTH(dropped_first), dropped_last,
                                    EXPLAIN_LENGTH(dropped_last));
    if (guessed & explain_bit(question))
        return rank;
    return rank + (e->complete.answers[question].state == ANSWER_ABSENT ? 1000 : 2000);
}

/* Lists a set of questions in the order in which they are dropped. */
static uint32_t list_drops(const struct explain *e, uint32_t kept, uint32_t guessed, uint16_t *list)
{
    uint32_t ranks[RULES_MAX_QUESTIONS];
    uint32_t count = 0;
    for (; kept; kept &= kept - 1) {
        uint16_t question = rules_lowest_bit(kept);
        uint32_t rank = drop_rank(e, question, guessed);
        uint32_t at = count++;
        for (; at > 0 && ranks[at - 1] > rank; at--) {
            ranks[at] = ranks[at - 1];
            list[at] = list[at - 1];
        }
        ranks[at] = rank;
        list[at] = question;
    }
    return count;
}

/* The answers that every set of reasons has: those of which another one takes the right away, because
 * unknown is that one too. */
static uint32_t find_needed(const struct explain *e, uint16_t right)
{
    uint32_t needed = 0;
    bool certain = rules_set_has(e->result.certain, right);
    for (uint32_t i = 0; i < e->change_count; i++) {
        const struct explain_change *change = &e->changes[i];
        bool lost = rules_set_has(rules_set_union(change->certain_lost, change->possible_lost), right);
        bool moved = rules_set_has(rules_set_union(change->certain_gained, change->possible_gained), right);
        if (lost && (certain || !moved))
            needed |= explain_bit(change->edit.question);
    }
    return needed;
}

/* True when the scratch case has the right for certain, asked of the samples first. */
static bool holds_sampled(const struct explain *e, const struct money_day *day, uint16_t right)
{
    struct rules_set set = {{0, 0}};
    rules_set_add(&set, right);
    return !rules_set_is_empty(explain_keep_sampled(e, day, set)) && holds(e, day, right);
}

/* Makes an answer of the scratch case unknown if the right stays certain; true when it does. */
static bool drop(struct explain *e, const struct money_day *day, uint16_t right, uint16_t question)
{
    case_set_unknown(&e->scratch, question);
    for (int last = 0; last < 2; last++)
        e->samples[last].answers[question] = explain_sample_answer(e, question, last);
    if (holds_sampled(e, day, right))
        return true;
    e->scratch.answers[question] = e->complete.answers[question];
    explain_make_samples(e);
    return false;
}

/* Drops what can be dropped of one set in the order of preference; returns what is left of KEPT. */
static uint32_t drop_each(struct explain *e, const struct money_day *day, uint16_t right, uint32_t kept, uint32_t set,
                          uint32_t guessed)
{
    uint16_t list[RULES_MAX_QUESTIONS];
    uint32_t count = list_drops(e, kept & set, guessed, list);
    uint32_t before;
    scratch_keep(e, kept);
    explain_make_samples(e);
    do {
        before = kept;
        for (uint32_t i = 0; i < count; i++)
            if ((kept & explain_bit(list[i])) && drop(e, day, right, list[i]))
                kept &= ~explain_bit(list[i]);
    } while (kept != before);
    return kept;
}

/* Drops answers as long as the right stays certain, until each that is left is needed. */
static uint32_t reduce(struct explain *e, const struct money_day *day, uint16_t right, uint32_t kept, uint32_t guessed)
{
    uint32_t needed = find_needed(e, right) & ~guessed;
    kept = drop_each(e, day, right, kept, guessed, guessed);
    scratch_keep(e, kept & (needed | guessed));
    explain_make_samples(e);
    if (!holds_sampled(e, day, right))
        return drop_each(e, day, right, kept, ~needed, guessed);
    return kept & (needed | guessed);
}

/* True when the complete case has the right with this income. */
static bool holds_with_income(struct explain *e, const struct money_day *day, uint16_t right, int64_t income)
{
    e->scratch = e->complete;
    explain_scratch_put(e, explain_income_of(e, &e->complete), (struct tree_answer){ANSWER_GIVEN, 0, income, income});
    return holds(e, day, right);
}

/* Compares the two sides of one level's limits: a right that is there on one side alone hangs on it. */
static void compare_level(struct explain *e, const struct money_day *day, uint16_t right, enum rules_level level,
                          bool housing, struct explain_ceiling *ceiling)
{
    int64_t persons[2];
    bool overseas[2];
    int64_t lumps[4] = {0};
    struct explain_limits limits = {.count = 0};
    explain_add_level(e, &e->complete, level, housing, &limits);
    if (limits.count == 0)
        return;
    bool within = holds_with_income(e, day, right, limits.limits[0]);
    if (within == holds_with_income(e, day, right, limits.limits[limits.count - 1] + 1))
        return;
    bool single =
        explain_list_persons(e, &e->complete, persons) == 1 && explain_list_overseas(e, &e->complete, overseas) == 1;
    ceiling->compared = true;
    ceiling->within = within;
    ceiling->ceiling = single ? money_ceiling(e->day, ROW_IN_FORCE, level, overseas[0], persons[0]) : WALK_NO_AMOUNT;
    if (housing)
        explain_list_lumps(e, &e->complete, persons[0], lumps);
    ceiling->lump = lumps[0];
}

/* Finds the ceilings that a right hangs on, if it hangs on the income. */
static void compare_ceilings(struct explain *e, const struct money_day *day, uint16_t right, struct explain_why *why)
{
    const uint16_t *keys = e->day->rules->keys;
    for (int level = 0; level < 2; level++)
        why->ceilings[level].ceiling = WALK_NO_AMOUNT;
    if (!((why->conditions | why->decides) &
          (explain_bit(keys[KEY_INCOME_YEAR]) | explain_bit(keys[KEY_INCOME_MONTH]))))
        return;
    for (int level = LEVEL_FREE; level <= LEVEL_PAID; level++) {
        struct explain_ceiling *ceiling = &why->ceilings[level];
        compare_level(e, day, right, (enum rules_level)level, true, ceiling);
        if (!ceiling->compared)
            compare_level(e, day, right, (enum rules_level)level, false, ceiling);
    }
}

/* Those of a set of which the scratch case says anything at all. */
static uint32_t keep_said(const struct explain *e, uint32_t questions)
{
    uint32_t open = explain_keep_open(e, questions);
    uint32_t said = questions & ~open;
    for (; open; open &= open - 1)
        if (e->scratch.answers[rules_lowest_bit(open)].state == ANSWER_GIVEN)
            said |= explain_bit(rules_lowest_bit(open));
    return said;
}

/* Finds the reasons in a reading of the law: DAY. */
static void find_reasons(struct explain *e, const struct money_day *day, uint16_t right, uint32_t guessed,
                         struct explain_why *why)
{
    uint32_t kept = keep_said(e, explain_find_used(e)) | guessed;
    e->complete = e->scratch;
    scratch_keep(e, kept);
    if (!holds(e, day, right))
        kept = UINT32_MAX >> (32 - e->day->rules->question_count);
    kept = reduce(e, day, right, kept, guessed);
    scratch_keep(e, kept);
    why->answers = e->scratch;
    why->conditions = kept & ~guessed;
    why->decides = kept & guessed;
    compare_ceilings(e, day, right, why);
}

/* Names every answer and every open question, where they are too many to be told apart. */
static void find_roughly(struct explain *e, struct explain_why *why)
{
    why->rough = true;
    why->conditions = e->used & ~explain_keep_open(e, e->used);
    why->decides = e->open;
    why->answers = e->answers;
    why->ceilings[LEVEL_FREE].ceiling = why->ceilings[LEVEL_PAID].ceiling = WALK_NO_AMOUNT;
}

/* No answer holds what is given because nothing is certain. */
static void find_nothing(struct explain *e, struct explain_why *why)
{
    scratch_keep(e, 0);
    why->answers = e->scratch;
    compare_ceilings(e, e->day, RULES_NONE, why);
}

bool explain_find_why(struct explain *e, uint16_t right, struct explain_why *why)
{
    struct reading reading;
    if (!e->tried)
        explain_try(e);
    *why = (struct explain_why){.conditions = 0};
    e->scratch = e->answers;
    bool certain = rules_set_has(e->result.certain, right);
    if (!certain && !rules_set_has(e->result.possible, right))
        return false;
    if (!certain && e->open_count > EXPLAIN_MOST_OPEN) {
        find_roughly(e, why);
        return true;
    }
    reading_start(&reading, e, right, false, -1);
    uint32_t guessed = certain ? 0 : guess_answers(e, &reading.day, right);
    reading_done(&reading);
    if (certain && !rules_set_has(explain_granted(e, e->result.certain), right)) {
        find_nothing(e, why);
    } else if (find_reading(e, right, why, &reading)) {
        find_reasons(e, &reading.day, right, guessed, why);
        reading_done(&reading);
    } else {
        find_roughly(e, why);
    }
    e->scratch = e->answers;
    return true;
}
