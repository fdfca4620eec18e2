/* The walk: from answers to rights.  See the header. */
#include "tree/walk.h"

#include <string.h>

#include "rules/rules.h"
#include "tree/walk_internal.h"
#include "util/date.h"

static struct walk_outcome walk_from(struct walk *w, uint32_t index);

/* ---- flags ---- */

/* Adds a parameter to a list that holds each once. */
static void walk_flag(struct walk_flags *flags, uint16_t parameter)
{
    for (uint16_t i = 0; i < flags->count; i++)
        if (flags->parameters[i] == parameter)
            return;
    if (flags->count < WALK_MAX_FLAGS)
        flags->parameters[flags->count++] = parameter;
}

void walk_lean(struct walk *w, uint16_t parameter, const struct rules_version *version)
{
    if (!version || parameter == RULES_NONE)
        return;
    if (version->estimate)
        walk_flag(&w->result->estimates, parameter);
    if (version->revision <= w->day->day)
        walk_flag(&w->result->expired, parameter);
}

/* ---- domains ---- */

/* All options of a question. */
static uint32_t walk_all_options(const struct rules_question *question)
{
    return (uint32_t)(((uint64_t)1 << question->option_count) - 1);
}

/* Sets the domain of a choice. */
static void walk_init_choice(struct walk_domain *domain, const struct rules_question *question,
                             const struct tree_answer *answer)
{
    uint32_t option = RULES_NONE;
    if (answer->state == ANSWER_GIVEN)
        option = answer->option;
    else if (answer->state == ANSWER_ABSENT)
        option = question->absent_option;
    domain->low = option == RULES_NONE ? -1 : (int64_t)option;
    domain->options = option == RULES_NONE ? walk_all_options(question) : (uint32_t)1 << option;
}

/* Sets the domain of a number. */
static void walk_init_number(struct walk_domain *domain, const struct rules_question *question,
                             const struct tree_answer *answer)
{
    domain->low = question->least;
    domain->high = CASE_NUMBER_MAX;
    if (answer->state == ANSWER_GIVEN) {
        domain->low = answer->low;
        domain->high = answer->high;
    } else if (answer->state == ANSWER_ABSENT && question->absent_number >= 0) {
        domain->low = domain->high = question->absent_number;
    }
}

/* Sets the domains of all answers and chooses the income key. */
static void walk_init(struct walk *w, const struct money_day *day, const struct tree_case *c,
                      struct walk_result *result)
{
    w->day = day;
    w->rules = day->rules;
    w->c = c;
    w->result = result;
    w->row = -1;
    w->ceiling_varies = false;
    w->asking = false;
    w->splits = 0;
    for (uint32_t i = 0; i < w->rules->question_count; i++) {
        const struct rules_question *question = &w->rules->questions[i];
        if (question->kind == QUESTION_CHOICE)
            walk_init_choice(&w->domains[i], question, &c->answers[i]);
        else
            walk_init_number(&w->domains[i], question, &c->answers[i]);
    }
    const uint16_t *keys = w->rules->keys;
    bool month = c->answers[keys[KEY_INCOME_YEAR]].state != ANSWER_GIVEN &&
                 c->answers[keys[KEY_INCOME_MONTH]].state == ANSWER_GIVEN;
    w->income = keys[month ? KEY_INCOME_MONTH : KEY_INCOME_YEAR];
    memset(result, 0, sizeof *result);
    result->ceiling_free = result->ceiling_paid = result->contribution = WALK_NO_AMOUNT;
}

bool walk_is_known(const struct walk *w, uint16_t question)
{
    const struct walk_domain *domain = &w->domains[question];
    if (w->rules->questions[question].kind == QUESTION_CHOICE)
        return domain->low >= 0;
    return domain->low == domain->high;
}

/* ---- branching ---- */

void walk_join(struct walk_outcome *outcome, struct walk_outcome way, bool first)
{
    outcome->states = first ? way.states : outcome->states | way.states;
    outcome->all = first ? way.all : rules_set_common(outcome->all, way.all);
    outcome->some = first ? way.some : rules_set_union(outcome->some, way.some);
}

/* The states that ways end in once they also give the rights of SET. */
static uint32_t walk_mark(const struct walk *w, uint32_t states, struct rules_set set)
{
    const uint16_t *known = w->rules->known_rights;
    uint32_t mark = 0;
    if (known[KNOWN_CMU_BASE] != RULES_NONE && rules_set_has(set, known[KNOWN_CMU_BASE]))
        mark |= STATE_BASE;
    if (known[KNOWN_CMU_C] != RULES_NONE && rules_set_has(set, known[KNOWN_CMU_C]))
        mark |= STATE_C;
    uint32_t marked = 0;
    for (uint32_t state = STATE_NEITHER; state <= STATE_BOTH; state++)
        if (states >> state & 1)
            marked |= (uint32_t)1 << (state | mark);
    return marked;
}

struct walk_outcome walk_edge(struct walk *w, const struct rules_edge *edge)
{
    struct walk_outcome way = walk_from(w, edge->to);
    way.states = walk_mark(w, way.states, edge->certain);
    way.all = rules_set_union(way.all, edge->certain);
    way.some = rules_set_union(way.some, rules_set_union(edge->certain, edge->possible));
    return way;
}

/* Follows every edge that some option left to QUESTION takes. */
static struct walk_outcome walk_branch_choice(struct walk *w, const struct rules_node *node, uint16_t question)
{
    struct walk_domain saved = w->domains[question];
    struct walk_outcome outcome = WALK_NOTHING;
    bool first = true;
    for (uint32_t i = 0; i < node->edge_count; i++) {
        const struct rules_edge *edge = &w->rules->edges[node->first_edge + i];
        uint32_t options = saved.options & edge->options;
        if (!options)
            continue;
        struct walk_domain *domain = &w->domains[question];
        domain->options = options;
        domain->low = options & (options - 1) ? -1 : rules_lowest_bit(options);
        walk_join(&outcome, walk_edge(w, edge), first);
        first = false;
    }
    w->domains[question] = saved;
    return outcome;
}

struct walk_outcome walk_branch_limit(struct walk *w, uint16_t question, int64_t limit,
                                      const struct rules_edge *within, const struct rules_edge *over)
{
    struct walk_domain *domain = &w->domains[question];
    struct walk_domain saved = *domain;
    if (saved.high <= limit)
        return walk_edge(w, within);
    if (saved.low > limit)
        return walk_edge(w, over);
    domain->high = limit;
    struct walk_outcome outcome = walk_edge(w, within);
    *domain = saved;
    domain->low = limit + 1;
    walk_join(&outcome, walk_edge(w, over), false);
    *domain = saved;
    return outcome;
}

/* Most months M with: the date asked less M months is SINCE or later. */
static int64_t walk_since_limit(const struct money_day *day, int32_t since)
{
    int64_t low = -1; /* holds for 0 unless the day itself is earlier */
    int64_t high = (int64_t)1200 * 100;
    while (high - low > 1) {
        int64_t middle = (low + high) / 2;
        if (date_subtract_months(day->day, middle) >= since)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The edge that a number or the date takes, or the two it may take. */
static struct walk_outcome walk_branch_number(struct walk *w, const struct rules_node *node, uint16_t question)
{
    const struct rules_edge *edges = &w->rules->edges[node->first_edge];
    if (node->split == SPLIT_SINCE)
        return walk_branch_limit(w, question, walk_since_limit(w->day, node->day), &edges[0], &edges[1]);
    if (node->split == SPLIT_UPTO)
        return walk_branch_limit(w, question, node->limit, &edges[0], &edges[1]);
    const struct rules_version *version = rules_version_on(w->rules, node->parameter, w->day->day);
    if (!version || version->kind != VERSION_VALUE) {
        walk_flag(&w->result->missing, node->parameter);
        return walk_edge(w, &edges[2]);
    }
    walk_lean(w, node->parameter, version);
    return walk_branch_limit(w, question, version->value / 100, &edges[0], &edges[1]);
}

/* ---- nodes ---- */

/* Mixes a number into a key. */
static void walk_mix(uint64_t key[2], uint64_t number)
{
    key[0] = (key[0] ^ number) * 0x9e3779b97f4a7c15u;
    key[0] ^= key[0] >> 29;
    key[1] = (key[1] + number) * 0xc2b2ae3d27d4eb4fu;
    key[1] ^= key[1] >> 31;
}

/* Everything that the ways behind NODE depend on, as a key of 128 bits. */
static void walk_memo_key(const struct walk *w, uint32_t index, uint64_t key[2])
{
    key[0] = 0x243f6a8885a308d3u;
    key[1] = 0x13198a2e03707344u;
    walk_mix(key, (uint64_t)index << 8 | (uint64_t)(w->row + 1));
    for (uint32_t reads = w->rules->nodes[index].reads; reads; reads &= reads - 1) {
        const struct walk_domain *domain = &w->domains[rules_lowest_bit(reads)];
        walk_mix(key, (uint64_t)domain->low);
        walk_mix(key, (uint64_t)domain->high);
        walk_mix(key, domain->options);
    }
}

/* Branches at NODE, unless the same ways were followed before. */
static struct walk_outcome walk_branch(struct walk *w, uint32_t index, uint16_t question)
{
    const struct rules_node *node = &w->rules->nodes[index];
    struct walk_memo *memo = NULL;
    uint64_t key[2] = {0, 0};
    if (++w->splits > 16) {
        if (w->splits == 17)
            memset(w->memo, 0, sizeof w->memo);
        walk_memo_key(w, index, key);
        memo = &w->memo[key[0] % WALK_MEMO_SLOTS];
        if (memo->key[0] == key[0] && memo->key[1] == key[1])
            return memo->outcome;
    }
    struct walk_outcome outcome;
    if (node->kind == NODE_INCOME)
        outcome = walk_income(w, node);
    else if (node->split == SPLIT_CHOICE)
        outcome = walk_branch_choice(w, node, question);
    else
        outcome = walk_branch_number(w, node, question);
    if (memo) {
        memo->key[0] = key[0];
        memo->key[1] = key[1];
        memo->outcome = outcome;
    }
    return outcome;
}

/* The key that a node looks at: its own, or the one that stands in when that is absent. */
static uint16_t walk_key(const struct walk *w, const struct rules_node *node)
{
    if (node->other_key != RULES_NONE && w->c->answers[node->key].state == ANSWER_ABSENT)
        return node->other_key;
    return node->key;
}

/* The single edge that NODE leads to now, or null when it has to branch or ends. */
static const struct rules_edge *walk_single_edge(const struct walk *w, const struct rules_node *node,
                                                 uint16_t question)
{
    const struct rules_edge *edges = &w->rules->edges[node->first_edge];
    switch (node->split) {
    case SPLIT_CHOICE:
        if (w->domains[question].low >= 0)
            return &edges[node->edge_of[w->domains[question].low]];
        return NULL;
    case SPLIT_UPTO:
        if (w->domains[question].high <= node->limit)
            return &edges[0];
        return w->domains[question].low > node->limit ? &edges[1] : NULL;
    case SPLIT_BEFORE:
        return &edges[w->day->day >= node->day];
    case SPLIT_NONE:
        return &edges[0];
    default:
        return NULL;
    }
}

bool walk_fits_question(const struct rules *rules, const struct tree_case *c, uint16_t question)
{
    const struct rules_question *q = &rules->questions[question];
    if (q->follows != RULES_NONE && c->answers[q->follows].state == ANSWER_UNKNOWN)
        return false;
    uint16_t age = rules->keys[KEY_AGE];
    if (age == RULES_NONE || question == age || c->answers[age].state != ANSWER_GIVEN)
        return true;
    int64_t years = c->answers[age].low / 100;
    return years >= q->age_from && years <= q->age_upto;
}

/* True when a question on the way has to be asked before the walk can go on. */
static bool walk_must_ask(const struct walk *w, uint16_t question)
{
    uint16_t partner = w->rules->questions[question].partner;
    uint32_t both = (uint32_t)1 << question;
    if (partner != RULES_NONE)
        both |= (uint32_t)1 << partner;
    return !(w->answered & both) && walk_fits_question(w->rules, w->c, question);
}

/* Notes which questions the way looks at; true when it has to stop at NODE for an answer. */
static bool walk_stop_to_ask(struct walk *w, const struct rules_node *node, uint32_t index, uint16_t question)
{
    if (question < RULES_MAX_QUESTIONS)
        w->used |= (uint32_t)1 << question;
    if (node->kind == NODE_INCOME)
        w->used |= node->reads;
    if (node->kind != NODE_QUESTION || !walk_must_ask(w, node->key))
        return false;
    w->used |= (uint32_t)1 << node->key;
    if (index < w->next)
        w->next = index;
    return true;
}

/* Follows the tree from a node to its end. */
static struct walk_outcome walk_from(struct walk *w, uint32_t index)
{
    struct rules_set certain = {{0, 0}};
    struct rules_set possible = {{0, 0}};
    struct walk_outcome outcome = WALK_NOTHING;
    for (;;) {
        const struct rules_node *node = &w->rules->nodes[index];
        if (node->kind == NODE_END)
            break;
        uint16_t question = walk_key(w, node);
        if (w->asking && walk_stop_to_ask(w, node, index, question))
            break;
        const struct rules_edge *edge = node->kind == NODE_INCOME ? NULL : walk_single_edge(w, node, question);
        if (!edge) {
            outcome = walk_branch(w, index, question);
            break;
        }
        certain = rules_set_union(certain, edge->certain);
        possible = rules_set_union(possible, edge->possible);
        index = edge->to;
    }
    outcome.states = walk_mark(w, outcome.states, certain);
    outcome.all = rules_set_union(outcome.all, certain);
    outcome.some = rules_set_union(outcome.some, rules_set_union(certain, possible));
    return outcome;
}

/* Works out the contribution to CMU de base, where every way that gives it agrees on it. */
static void walk_finish_contribution(struct walk *w, uint32_t states)
{
    struct walk_result *result = w->result;
    const uint16_t *known = w->rules->known_rights;
    const struct walk_domain *income = &w->domains[w->income];
    bool due = states >> STATE_BASE & 1;
    bool free = states >> STATE_BOTH & 1;
    if (!due) {
        result->contribution = free ? 0 : WALK_NO_AMOUNT;
        return;
    }
    uint16_t hole = money_contribution_hole(w->day);
    if (hole != RULES_NONE)
        walk_flag(&result->missing, hole);
    if (hole != RULES_NONE || income->low != income->high)
        return;
    int64_t year = income->low * (w->income == w->rules->keys[KEY_INCOME_MONTH] ? 12 : 1);
    int64_t cents = money_contribution(w->day, year, walk_persons(w, false));
    bool same = cents == money_contribution(w->day, year, walk_persons(w, true)); /* floors only rise */
    result->contribution = !same || (free && cents) ? WALK_NO_AMOUNT : cents;
    if (!same || !money_is_small_contribution(w->day, cents) || known[KNOWN_SMALL_NOTE] == RULES_NONE)
        return;
    bool certain = !free && rules_set_has(result->certain, known[KNOWN_CMU_BASE]);
    rules_set_add(certain ? &result->certain : &result->possible, known[KNOWN_SMALL_NOTE]);
}

/* Takes away from the result what the ways disagree on, and adds the monthly forms. */
static void walk_finish_amounts(struct walk *w)
{
    struct walk_result *result = w->result;
    if (w->ceiling_varies)
        result->ceiling_free = result->ceiling_paid = WALK_NO_AMOUNT;
    result->ceiling_free_month =
        result->ceiling_free == WALK_NO_AMOUNT ? WALK_NO_AMOUNT : money_month(w->day, result->ceiling_free);
    result->ceiling_paid_month =
        result->ceiling_paid == WALK_NO_AMOUNT ? WALK_NO_AMOUNT : money_month(w->day, result->ceiling_paid);
}

void walk_run(const struct money_day *day, const struct tree_case *c, struct walk_result *result)
{
    struct walk w; /* the memo is cleared only when it is used */
    walk_init(&w, day, c, result);
    struct walk_outcome outcome = walk_from(&w, day->tree->start);
    result->certain = outcome.all;
    result->possible = rules_set_minus(outcome.some, outcome.all);
    walk_finish_amounts(&w);
    walk_finish_contribution(&w, outcome.states);
    uint16_t ask_help = day->rules->known_rights[KNOWN_ASK_HELP];
    if (rules_set_is_empty(result->certain) && ask_help != RULES_NONE) {
        rules_set_add(&result->certain, ask_help);
        result->possible = rules_set_minus(result->possible, result->certain);
    }
}

/* Follows every way until a question has to be asked. */
static void walk_ask(struct walk *w, const struct money_day *day, const struct tree_case *c, uint32_t answered)
{
    struct walk_result ignored;
    walk_init(w, day, c, &ignored);
    w->asking = true;
    w->answered = answered;
    w->used = 0;
    w->next = UINT32_MAX;
    walk_from(w, day->tree->start);
}

uint16_t walk_next_question(const struct money_day *day, const struct tree_case *c, uint32_t answered)
{
    struct walk w;
    walk_ask(&w, day, c, answered);
    return w.next == UINT32_MAX ? RULES_NONE : day->rules->nodes[w.next].key;
}

uint32_t walk_used_questions(const struct money_day *day, const struct tree_case *c, uint32_t answered)
{
    struct walk w;
    walk_ask(&w, day, c, answered);
    return w.used & answered;
}

int64_t walk_amount(const struct money_day *day, const struct rules_amount *amount, int64_t age)
{
    const struct rules *rules = day->rules;
    for (uint32_t i = 0; i < amount->band_count; i++) {
        const struct rules_band *band = &rules->bands[amount->first_band + i];
        if (age / 100 < band->from || age / 100 > band->upto)
            continue;
        const struct rules_version *version = rules_version_on(rules, band->parameter, day->day);
        return version && version->kind == VERSION_VALUE ? version->value / 100 : WALK_NO_AMOUNT;
    }
    return WALK_NO_AMOUNT;
}
