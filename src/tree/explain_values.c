/* Other answers to a question, one for each that could make a difference.
 *
 * The limits of a number cut it into stretches in which nothing changes, so that one number of each
 * stretch is tried, the one nearest to the answer.  The limits of the tree are collected once; those
 * of amounts follow from household, place, housing and the other amounts, so they are computed anew
 * for each case.
 *
 * It deliberately walks nowhere: whether an answer changes anything is found out by explain.c. */
#include "tree/explain_internal.h"

#include <string.h>

#include "rules/rules.h"
#include "util/date.h"

#define MONTHS_AGO_MOST (1200 * 100)

/* ---- limits of numbers ---- */

/* Adds a limit where it belongs. */
static void limits_add(struct explain_limits *list, int64_t limit)
{
    uint32_t at = 0;
    while (at < list->count && list->limits[at] < limit)
        at++;
    if (limit < 0 || list->count == EXPLAIN_MOST_LIMITS || (at < list->count && list->limits[at] == limit))
        return;
    memmove(&list->limits[at + 1], &list->limits[at], (list->count - at) * sizeof *list->limits);
    list->limits[at] = limit;
    list->count++;
}

/* Most months M with: DAY less M months is SINCE or later. */
static int64_t since_limit(int32_t day, int32_t since)
{
    int64_t low = -1;
    int64_t high = MONTHS_AGO_MOST;
    while (high - low > 1) {
        int64_t middle = (low + high) / 2;
        if (date_subtract_months(day, middle) >= since)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int64_t explain_node_limit(const struct money_day *day, const struct rules_node *node)
{
    if (node->split == SPLIT_UPTO)
        return node->limit;
    if (node->split == SPLIT_SINCE)
        return since_limit(day->day, node->day);
    if (node->split != SPLIT_PARAMETER)
        return -1;
    const struct rules_version *version = rules_version_on(day->rules, node->parameter, day->day);
    return version && version->kind == VERSION_VALUE ? version->value / 100 : -1;
}

/* Notes a limit of the tree for a question. */
static void note_limit(struct explain *e, uint16_t question, int64_t limit)
{
    if (question < RULES_MAX_QUESTIONS && limit >= 0 && e->limit_count < EXPLAIN_MAX_LIMITS)
        e->limits[e->limit_count++] = (struct explain_limit){question, limit};
}

void explain_note_limits(struct explain *e)
{
    const struct rules *rules = e->day->rules;
    const struct rules_tree *tree = e->day->tree;
    e->limit_count = 0;
    e->stand_ins = 0;
    for (uint32_t i = 0; i < tree->node_count; i++) {
        const struct rules_node *node = &rules->nodes[tree->first_node + i];
        int64_t limit = explain_node_limit(e->day, node);
        note_limit(e, node->key, limit);
        note_limit(e, node->other_key, limit);
        if (node->other_key != RULES_NONE)
            e->stand_ins |= explain_bit(node->key);
    }
    for (uint32_t i = 0; i < rules->band_count; i++)
        note_limit(e, rules->keys[KEY_AGE], (int64_t)rules->bands[i].from * 100 - 1);
}

uint32_t explain_list_persons(const struct explain *e, const struct tree_case *c, int64_t persons[2])
{
    struct explain_span span = explain_span_of(e->day->rules, c, e->day->rules->keys[KEY_HOUSEHOLD]);
    persons[0] = span.low < 100 ? 1 : span.low > 100000 ? 1000 : span.low / 100;
    persons[1] = span.high < 100 ? 1 : span.high > 100000 ? 1000 : span.high / 100;
    return persons[0] == persons[1] ? 1 : 2;
}

uint32_t explain_list_lumps(const struct explain *e, const struct tree_case *c, int64_t persons, int64_t lumps[4])
{
    const struct rules *rules = e->day->rules;
    int option = explain_option_of(rules, c, rules->keys[KEY_HOUSING]);
    struct explain_span benefit = explain_span_of(rules, c, rules->keys[KEY_HOUSING_BENEFIT_MONTH]);
    int64_t most = money_lump(e->day, HOUSING_BENEFIT, persons);
    uint32_t count = 0;
    if (option < 0 || option == rules->known_options[OPTION_HOUSING_OWNER])
        lumps[count++] = money_lump(e->day, HOUSING_OWNER, persons);
    if (option < 0 || option == rules->known_options[OPTION_HOUSING_BENEFIT]) {
        lumps[count++] = benefit.low < most ? benefit.low : most;
        lumps[count++] = benefit.high < most ? benefit.high : most;
    }
    if (option < 0 || count == 0)
        lumps[count++] = 0;
    return count;
}

uint32_t explain_list_overseas(const struct explain *e, const struct tree_case *c, bool overseas[2])
{
    int place = explain_option_of(e->day->rules, c, e->day->rules->keys[KEY_PLACE]);
    overseas[0] = place >= 0 && money_is_overseas(e->day, (uint16_t)place);
    overseas[1] = true;
    return place < 0 ? 2 : 1;
}

/* The most income under a ceiling, as the income of a case is given; below 0 when there is none. */
static int64_t income_limit(const struct explain *e, const struct tree_case *c, enum rules_level level, int64_t ceiling,
                            int64_t lump)
{
    if (ceiling < 0)
        return -1;
    bool month = explain_income_of(e, c) == e->day->rules->keys[KEY_INCOME_MONTH];
    int64_t limit = month ? money_month(e->day, ceiling) - lump : ceiling - 12 * lump;
    return level == LEVEL_PAID && e->day->strict ? limit - 1 : limit;
}

/* Adds the limits of income under one ceiling, for every housing that is possible. */
static void add_under_ceiling(const struct explain *e, const struct tree_case *c, enum rules_level level, bool housing,
                              int64_t persons, int64_t ceiling, struct explain_limits *limits)
{
    int64_t lumps[4] = {0};
    uint32_t count = housing ? explain_list_lumps(e, c, persons, lumps) : 1;
    for (uint32_t i = 0; i < count; i++)
        limits_add(limits, income_limit(e, c, level, ceiling, lumps[i]));
}

void explain_add_level(const struct explain *e, const struct tree_case *c, enum rules_level level, bool housing,
                       struct explain_limits *limits)
{
    int64_t persons[2];
    bool overseas[2];
    uint32_t person_count = explain_list_persons(e, c, persons);
    uint32_t place_count = explain_list_overseas(e, c, overseas);
    for (int row = 0; row < ROW_COUNT; row++)
        for (uint32_t p = 0; p < person_count; p++)
            for (uint32_t o = 0; o < place_count; o++)
                add_under_ceiling(e, c, level, housing, persons[p],
                                  money_ceiling(e->day, (enum money_row)row, level, overseas[o], persons[p]), limits);
}

/* The most income whose contribution to CMU de base is at most CENTS. */
static int64_t contribution_limit(const struct explain *e, bool month, int64_t persons, bool small)
{
    int64_t low = 0;
    int64_t high = CASE_NUMBER_MAX;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        int64_t due = money_contribution(e->day, month ? middle * 12 : middle, persons);
        if (due == 0 || (small && money_is_small_contribution(e->day, due)))
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Adds the incomes between which the contribution is too small to be collected. */
static void add_contribution(const struct explain *e, const struct tree_case *c, struct explain_limits *limits)
{
    int64_t persons[2];
    bool month = explain_income_of(e, c) == e->day->rules->keys[KEY_INCOME_MONTH];
    if (!money_is_small_contribution(e->day, 1) || money_contribution_hole(e->day) != RULES_NONE)
        return;
    explain_list_persons(e, c, persons);
    limits_add(limits, contribution_limit(e, month, persons[0], false));
    limits_add(limits, contribution_limit(e, month, persons[0], true));
}

/* Adds all limits of income. */
static void add_income(const struct explain *e, const struct tree_case *c, struct explain_limits *limits)
{
    for (int level = LEVEL_FREE; level <= LEVEL_PAID; level++) {
        explain_add_level(e, c, (enum rules_level)level, false, limits);
        explain_add_level(e, c, (enum rules_level)level, true, limits);
    }
    add_contribution(e, c, limits);
}

/* Adds the limits of the housing benefit beside the least and the most income. */
static void add_benefit(const struct explain *e, const struct tree_case *c, struct explain_limits *limits)
{
    uint16_t question = explain_income_of(e, c);
    struct explain_span income = explain_span_of(e->day->rules, c, question);
    bool month = question == e->day->rules->keys[KEY_INCOME_MONTH];
    struct explain_limits incomes = {.count = 0};
    explain_add_level(e, c, LEVEL_FREE, false, &incomes);
    explain_add_level(e, c, LEVEL_PAID, false, &incomes);
    for (uint32_t i = 0; i < 2 * incomes.count; i++) {
        int64_t room = incomes.limits[i / 2] - (i % 2 ? income.high : income.low);
        limits_add(limits, room < 0 ? -1 : month ? room : room / 12);
    }
}

/* All limits of a number in a case, the ends of an answer that is known roughly among them. */
static void collect_limits(const struct explain *e, const struct tree_case *c, uint16_t question,
                           struct explain_limits *limits)
{
    const uint16_t *keys = e->day->rules->keys;
    for (uint32_t i = 0; i < e->limit_count; i++)
        if (e->limits[i].question == question)
            limits_add(limits, e->limits[i].limit);
    if (question == keys[KEY_HOUSEHOLD])
        for (int64_t persons = 1; persons < EXPLAIN_MOST_PERSONS; persons++)
            limits_add(limits, persons * 100);
    if (question == keys[KEY_INCOME_YEAR] || question == keys[KEY_INCOME_MONTH])
        add_income(e, c, limits);
    if (question == keys[KEY_HOUSING_BENEFIT_MONTH])
        add_benefit(e, c, limits);
    const struct tree_answer *answer = &c->answers[question];
    if (answer->state == ANSWER_GIVEN && answer->low != answer->high) {
        limits_add(limits, answer->low - 1);
        limits_add(limits, answer->high);
    }
}

/* ---- other answers ---- */

/* Adds the number of a stretch that is nearest to the present answer, a whole one where there is one. */
static void add_stretch(const struct explain *e, uint16_t question, struct explain_span stretch,
                        struct explain_span present, struct explain_values *values)
{
    const struct rules_question *q = &e->day->rules->questions[question];
    int64_t up = (stretch.low + 99) / 100 * 100;
    int64_t down = stretch.high / 100 * 100;
    bool whole = up <= stretch.high;
    int64_t number = whole ? up : stretch.low;
    if (stretch.high < present.low)
        number = whole ? down : stretch.high;
    if ((q->whole && !whole) || values->count == EXPLAIN_MOST_VALUES)
        return;
    if (question == e->day->rules->keys[KEY_HOUSEHOLD])
        stretch = (struct explain_span){number, number};
    values->edits[values->count++] =
        (struct explain_edit){question, {ANSWER_GIVEN, 0, number, number}, stretch.low, stretch.high};
}

/* Lists the stretches of a number but the present one: those above it rising, then those below it falling. */
static void list_numbers(const struct explain *e, const struct tree_case *c, uint16_t question,
                         struct explain_values *values)
{
    const struct rules_question *q = &e->day->rules->questions[question];
    struct explain_limits limits = {.count = 0};
    struct explain_span stretches[EXPLAIN_MOST_LIMITS + 1];
    uint32_t count = 0;
    struct explain_span present = explain_span_of(e->day->rules, c, question);
    int64_t from = q->least;
    collect_limits(e, c, question, &limits);
    for (uint32_t i = 0; i < limits.count; i++) {
        if (limits.limits[i] < from || limits.limits[i] >= q->most)
            continue;
        stretches[count++] = (struct explain_span){from, limits.limits[i]};
        from = limits.limits[i] + 1;
    }
    stretches[count++] = (struct explain_span){from, q->most};
    bool exact = present.low == present.high;
    for (uint32_t i = 0; i < count; i++)
        if (!exact || stretches[i].low > present.low)
            add_stretch(e, question, stretches[i], present, values);
    for (uint32_t i = count; exact && i-- > 0;)
        if (stretches[i].high < present.low)
            add_stretch(e, question, stretches[i], present, values);
}

void explain_list_options(const struct explain *e, const struct tree_case *c, uint16_t question, bool all,
                          struct explain_values *values)
{
    const struct rules *rules = e->day->rules;
    int present = explain_option_of(rules, c, question);
    for (uint16_t i = 0; i < rules->questions[question].option_count; i++) {
        const struct rules_option *option = rules_option(rules, question, i);
        bool offered = !option->hidden && e->day->day >= option->from && e->day->day < option->until;
        if (i == present || !(offered || all))
            continue;
        values->edits[values->count++] = (struct explain_edit){question, {ANSWER_GIVEN, (uint8_t)i, 0, 0}, 0, 0};
    }
}

void explain_list_values(const struct explain *e, uint16_t question, struct explain_values *values)
{
    values->count = 0;
    if (e->day->rules->questions[question].kind == QUESTION_CHOICE)
        explain_list_options(e, &e->scratch, question, false, values);
    else
        list_numbers(e, &e->scratch, question, values);
}

bool explain_is_past(const struct explain *e, const struct explain_edit *edit)
{
    const struct rules_question *q = &e->day->rules->questions[edit->question];
    if (q->kind == QUESTION_CHOICE || (q->unit != UNIT_MONTHS && q->unit != UNIT_YEARS))
        return false;
    struct explain_span span = explain_span_of(e->day->rules, &e->answers, edit->question);
    return span.low == span.high && edit->answer.low < span.low;
}

bool explain_is_guess(const struct tree_case *c, const struct explain_edit *edit)
{
    const struct tree_answer *present = &c->answers[edit->question];
    if (present->state != ANSWER_GIVEN)
        return true;
    return edit->answer.low >= present->low && edit->answer.high <= present->high;
}
