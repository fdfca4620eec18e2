/* Explanations of a result: see the header.
 *
 * Numbers.  The limits of a number cut it into stretches in which nothing changes, so that one
 * number of each stretch is tried, the one nearest to the answer.  The limits of the tree are
 * collected once; those of amounts follow from household, place, housing and the other amounts, so
 * they are computed anew for each case.
 *
 * Speed.  What is certain while something is unknown stays certain whatever that turns out to be, and
 * a walk with everything known is far cheaper than one with much unknown.  So before a right is
 * looked for in a case with open answers, two samples of that case, with some answer in place of
 * every open one, have to give it.  And a walk with two answers unknown tells what any two answers
 * could give: where that is nothing looked for, those pairs are skipped.  Neither skips wrongly.
 *
 * It deliberately changes no walk: the way is followed here a second time, with the same
 * arithmetic from money.h, and the tests compare both. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "tree/explain.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"
#include "util/date.h"
#include "util/memory.h"

#define MOST_LIMITS 96           /* of one number */
#define MOST_VALUES (MOST_LIMITS + 1)
#define MOST_PERSONS 8           /* households are tried up to this size */
#define MONTHS_AGO_MOST (1200 * 100)

/* Limits of one number, rising, each once: up to a limit and above it differ. */
struct limits {
    int64_t limits[MOST_LIMITS];
    uint32_t count;
};

/* Other answers to one question. */
struct values {
    struct explain_edit edits[MOST_VALUES];
    uint32_t count;
};

/* What a guess leaves of a right. */
enum hope { HOPE_NONE, HOPE_POSSIBLE, HOPE_CERTAIN };

/* What is known of a number, both ends included. */
struct span {
    int64_t low, high;
};

/* ---- sets ---- */

/* One question as a set. */
static uint32_t bit(uint16_t question)
{
    return (uint32_t)1 << question;
}

/* How many rights a set holds. */
static uint32_t set_size(struct rules_set set)
{
    uint32_t size = 0;
    for (int i = 0; i < 2; i++)
        for (uint64_t word = set.word[i]; word; word &= word - 1)
            size++;
    return size;
}

/* ---- the order of preference ---- */

/* Dropped from the reasons before everything else, in this order: mostly usual answers. */
static const char *const dropped_first[] = {"urgency",  "place",        "address",               "pregnant",
                                            "purpose",  "housing",      "housing-benefit-month", "urgent-care-received",
                                            "visitor",  "removal-final"};
/* Dropped after everything else, in this order: what a person recognises as the reason. */
static const char *const dropped_last[] = {"household", "benefit",     "age",    "minor-with", "work",
                                           "nationality", "income-month", "income-year", "months", "papers"};
/* Changed before everything else, in this order. */
static const char *const changed_first[] = {"months", "income-year", "income-month",    "work",     "papers",
                                            "cover",  "benefit",     "joining-insured", "household"};
/* Changed after everything else, in this order: what no one chooses. */
static const char *const changed_last[] = {"place", "minor-with", "age", "nationality"};

#define RANK_MIDDLE 100
#define RANK_LAST 200
#define RANK_PAST 300

/* The place of a question's id in a list, or COUNT. */
static uint16_t rank_in(const struct rules *rules, uint16_t question, const char *const *list, uint16_t count)
{
    uint16_t at = 0;
    while (at < count && strcmp(rules_string(rules, rules->questions[question].id), list[at]) != 0)
        at++;
    return at;
}

#define LENGTH(list) ((uint16_t)(sizeof(list) / sizeof *(list)))

/* The rank of a question between what comes first and what comes last; new questions stand in the middle. */
static uint16_t rank_of(const struct rules *rules, uint16_t question, const char *const *first, uint16_t first_count,
                        const char *const *last, uint16_t last_count)
{
    uint16_t rank = rank_in(rules, question, first, first_count);
    if (rank < first_count)
        return rank;
    rank = rank_in(rules, question, last, last_count);
    return rank < last_count ? (uint16_t)(RANK_LAST + rank) : (uint16_t)(RANK_MIDDLE + question);
}

/* ---- answers ---- */

/* What a case says of a number. */
static struct span span_of(const struct rules *rules, const struct tree_case *c, uint16_t question)
{
    const struct rules_question *q = &rules->questions[question];
    const struct tree_answer *answer = &c->answers[question];
    if (answer->state == ANSWER_GIVEN)
        return (struct span){answer->low, answer->high};
    if (answer->state == ANSWER_ABSENT && q->absent_number >= 0)
        return (struct span){q->absent_number, q->absent_number};
    return (struct span){q->least, CASE_NUMBER_MAX};
}

/* The option that a case has for a choice, or -1. */
static int option_of(const struct rules *rules, const struct tree_case *c, uint16_t question)
{
    const struct tree_answer *answer = &c->answers[question];
    if (answer->state == ANSWER_GIVEN)
        return answer->option;
    uint16_t absent = rules->questions[question].absent_option;
    return answer->state == ANSWER_ABSENT && absent != RULES_NONE ? absent : -1;
}

/* True when the answer is not known, or known only roughly. */
static bool is_open(const struct explain *e, const struct tree_case *c, uint16_t question)
{
    if (e->day->rules->questions[question].kind == QUESTION_CHOICE)
        return option_of(e->day->rules, c, question) < 0;
    if (c->answers[question].state == ANSWER_ABSENT && (e->stand_ins & bit(question)))
        return false;
    struct span span = span_of(e->day->rules, c, question);
    return span.low != span.high;
}

/* The one of two questions answered together that a case answers: else the one that is asked. */
static uint16_t form_of(const struct explain *e, const struct tree_case *c, uint16_t question)
{
    uint16_t twin = e->twins[question];
    if (twin == RULES_NONE)
        return question;
    bool asked = e->day->rules->questions[question].partner != RULES_NONE;
    uint16_t first = asked ? question : twin;
    uint16_t second = asked ? twin : question;
    bool other = c->answers[first].state != ANSWER_GIVEN && c->answers[second].state == ANSWER_GIVEN;
    return other ? second : first;
}

/* The income question that a case answers. */
static uint16_t income_of(const struct explain *e, const struct tree_case *c)
{
    return form_of(e, c, e->day->rules->keys[KEY_INCOME_YEAR]);
}

/* Puts another answer into the scratch case. */
static void scratch_put(struct explain *e, uint16_t question, struct tree_answer answer)
{
    e->scratch.answers[question] = answer;
    if (e->twins[question] != RULES_NONE)
        case_clear(&e->scratch, e->twins[question]);
}

/* Makes an answer of the scratch case unknown. */
static void scratch_blank(struct explain *e, uint16_t question)
{
    case_set_unknown(&e->scratch, question);
    if (e->twins[question] != RULES_NONE)
        case_clear(&e->scratch, e->twins[question]);
}

/* Gives the scratch case the person's own answer back. */
static void scratch_restore(struct explain *e, uint16_t question)
{
    uint16_t twin = e->twins[question];
    e->scratch.answers[question] = e->answers.answers[question];
    if (twin != RULES_NONE)
        e->scratch.answers[twin] = e->answers.answers[twin];
}

/* ---- questions that matter ---- */

/* Every set names the question of two that is answered. */
static uint32_t name_forms(const struct explain *e, const struct tree_case *c, uint32_t questions)
{
    uint32_t named = 0;
    for (; questions; questions &= questions - 1)
        named |= bit(form_of(e, c, rules_lowest_bit(questions)));
    return named;
}

/* The questions that the ways of the scratch case look at.  An absent answer for which another one
 * stands in counts where it would be looked at if it were there. */
static uint32_t find_used(struct explain *e)
{
    uint32_t absent = 0;
    uint32_t used = walk_used_questions(e->day, &e->scratch, UINT32_MAX);
    for (uint32_t set = e->stand_ins; set; set &= set - 1)
        if (e->scratch.answers[rules_lowest_bit(set)].state == ANSWER_ABSENT)
            absent |= bit(rules_lowest_bit(set));
    if (absent) {
        for (uint32_t set = absent; set; set &= set - 1)
            case_set_unknown(&e->scratch, rules_lowest_bit(set));
        used |= walk_used_questions(e->day, &e->scratch, UINT32_MAX) & absent;
        for (uint32_t set = absent; set; set &= set - 1)
            case_clear(&e->scratch, rules_lowest_bit(set));
    }
    return name_forms(e, &e->scratch, used);
}

/* True when a question can be asked in the scratch case and would be looked at there: the housing benefit
 * only beside housing with benefit. */
static bool is_fitting(const struct explain *e, uint16_t question)
{
    const struct rules *rules = e->day->rules;
    int housing = option_of(rules, &e->scratch, rules->keys[KEY_HOUSING]);
    if (question == rules->keys[KEY_HOUSING_BENEFIT_MONTH] && housing >= 0 &&
        housing != rules->known_options[OPTION_HOUSING_BENEFIT])
        return false;
    return walk_fits_question(rules, &e->scratch, question);
}

/* Those of a set that can be asked in the scratch case. */
static uint32_t keep_fitting(const struct explain *e, uint32_t questions)
{
    uint32_t fitting = 0;
    for (; questions; questions &= questions - 1)
        if (is_fitting(e, rules_lowest_bit(questions)))
            fitting |= bit(rules_lowest_bit(questions));
    return fitting;
}

/* Those of a set that are open in the scratch case. */
static uint32_t keep_open(const struct explain *e, uint32_t questions)
{
    uint32_t open = 0;
    for (; questions; questions &= questions - 1)
        if (is_open(e, &e->scratch, rules_lowest_bit(questions)))
            open |= bit(rules_lowest_bit(questions));
    return open;
}

/* ---- limits of numbers ---- */

/* Adds a limit where it belongs. */
static void limits_add(struct limits *list, int64_t limit)
{
    uint32_t at = 0;
    while (at < list->count && list->limits[at] < limit)
        at++;
    if (limit < 0 || list->count == MOST_LIMITS || (at < list->count && list->limits[at] == limit))
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

/* The limit at which a node divides numbers, or -1. */
static int64_t node_limit(const struct money_day *day, const struct rules_node *node)
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

/* Notes all limits of the tree of the day, the ages at which amounts change, and the stand-ins. */
static void note_limits(struct explain *e)
{
    const struct rules *rules = e->day->rules;
    const struct rules_tree *tree = e->day->tree;
    e->limit_count = 0;
    e->stand_ins = 0;
    for (uint32_t i = 0; i < tree->node_count; i++) {
        const struct rules_node *node = &rules->nodes[tree->first_node + i];
        int64_t limit = node_limit(e->day, node);
        note_limit(e, node->key, limit);
        note_limit(e, node->other_key, limit);
        if (node->other_key != RULES_NONE)
            e->stand_ins |= bit(node->key);
    }
    for (uint32_t i = 0; i < rules->band_count; i++)
        note_limit(e, rules->keys[KEY_AGE], (int64_t)rules->bands[i].from * 100 - 1);
}

/* The sizes of household that bound a case: one, or the least and the most. */
static uint32_t list_persons(const struct explain *e, const struct tree_case *c, int64_t persons[2])
{
    struct span span = span_of(e->day->rules, c, e->day->rules->keys[KEY_HOUSEHOLD]);
    persons[0] = span.low < 100 ? 1 : span.low > 100000 ? 1000 : span.low / 100;
    persons[1] = span.high < 100 ? 1 : span.high > 100000 ? 1000 : span.high / 100;
    return persons[0] == persons[1] ? 1 : 2;
}

/* The housing lump sums that a household may have, in cents a month. */
static uint32_t list_lumps(const struct explain *e, const struct tree_case *c, int64_t persons, int64_t lumps[4])
{
    const struct rules *rules = e->day->rules;
    int option = option_of(rules, c, rules->keys[KEY_HOUSING]);
    struct span benefit = span_of(rules, c, rules->keys[KEY_HOUSING_BENEFIT_MONTH]);
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

/* The places that bound a case: with ordinary ceilings, with those of overseas, or both. */
static uint32_t list_overseas(const struct explain *e, const struct tree_case *c, bool overseas[2])
{
    int place = option_of(e->day->rules, c, e->day->rules->keys[KEY_PLACE]);
    overseas[0] = place >= 0 && money_is_overseas(e->day, (uint16_t)place);
    overseas[1] = true;
    return place < 0 ? 2 : 1;
}

/* The most income under a ceiling, as the income of a case is given; below 0 when there is none. */
static int64_t income_limit(const struct explain *e, const struct tree_case *c, enum rules_level level,
                            int64_t ceiling, int64_t lump)
{
    if (ceiling < 0)
        return -1;
    bool month = income_of(e, c) == e->day->rules->keys[KEY_INCOME_MONTH];
    int64_t limit = month ? money_month(e->day, ceiling) - lump : ceiling - 12 * lump;
    return level == LEVEL_PAID && e->day->strict ? limit - 1 : limit;
}

/* Adds the limits of income under one ceiling, for every housing that is possible. */
static void add_under_ceiling(const struct explain *e, const struct tree_case *c, enum rules_level level, bool housing,
                              int64_t persons, int64_t ceiling, struct limits *limits)
{
    int64_t lumps[4] = {0};
    uint32_t count = housing ? list_lumps(e, c, persons, lumps) : 1;
    for (uint32_t i = 0; i < count; i++)
        limits_add(limits, income_limit(e, c, level, ceiling, lumps[i]));
}

/* Adds the limits of income for one level, with or without the housing lump sum. */
static void add_level(const struct explain *e, const struct tree_case *c, enum rules_level level, bool housing,
                      struct limits *limits)
{
    int64_t persons[2];
    bool overseas[2];
    uint32_t person_count = list_persons(e, c, persons);
    uint32_t place_count = list_overseas(e, c, overseas);
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
static void add_contribution(const struct explain *e, const struct tree_case *c, struct limits *limits)
{
    int64_t persons[2];
    bool month = income_of(e, c) == e->day->rules->keys[KEY_INCOME_MONTH];
    if (!money_is_small_contribution(e->day, 1) || money_contribution_hole(e->day) != RULES_NONE)
        return;
    list_persons(e, c, persons);
    limits_add(limits, contribution_limit(e, month, persons[0], false));
    limits_add(limits, contribution_limit(e, month, persons[0], true));
}

/* Adds all limits of income. */
static void add_income(const struct explain *e, const struct tree_case *c, struct limits *limits)
{
    for (int level = LEVEL_FREE; level <= LEVEL_PAID; level++) {
        add_level(e, c, (enum rules_level)level, false, limits);
        add_level(e, c, (enum rules_level)level, true, limits);
    }
    add_contribution(e, c, limits);
}

/* Adds the limits of the housing benefit beside the least and the most income. */
static void add_benefit(const struct explain *e, const struct tree_case *c, struct limits *limits)
{
    uint16_t question = income_of(e, c);
    struct span income = span_of(e->day->rules, c, question);
    bool month = question == e->day->rules->keys[KEY_INCOME_MONTH];
    struct limits incomes = {.count = 0};
    add_level(e, c, LEVEL_FREE, false, &incomes);
    add_level(e, c, LEVEL_PAID, false, &incomes);
    for (uint32_t i = 0; i < 2 * incomes.count; i++) {
        int64_t room = incomes.limits[i / 2] - (i % 2 ? income.high : income.low);
        limits_add(limits, room < 0 ? -1 : month ? room : room / 12);
    }
}

/* All limits of a number in a case, the ends of an answer that is known roughly among them. */
static void collect_limits(const struct explain *e, const struct tree_case *c, uint16_t question, struct limits *limits)
{
    const uint16_t *keys = e->day->rules->keys;
    for (uint32_t i = 0; i < e->limit_count; i++)
        if (e->limits[i].question == question)
            limits_add(limits, e->limits[i].limit);
    if (question == keys[KEY_HOUSEHOLD])
        for (int64_t persons = 1; persons < MOST_PERSONS; persons++)
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
static void add_stretch(const struct explain *e, uint16_t question, struct span stretch, struct span present,
                        struct values *values)
{
    const struct rules_question *q = &e->day->rules->questions[question];
    int64_t up = (stretch.low + 99) / 100 * 100;
    int64_t down = stretch.high / 100 * 100;
    bool whole = up <= stretch.high;
    int64_t number = whole ? up : stretch.low;
    if (stretch.high < present.low)
        number = whole ? down : stretch.high;
    if ((q->whole && !whole) || values->count == MOST_VALUES)
        return;
    if (question == e->day->rules->keys[KEY_HOUSEHOLD])
        stretch = (struct span){number, number};
    values->edits[values->count++] =
        (struct explain_edit){question, {ANSWER_GIVEN, 0, number, number}, stretch.low, stretch.high};
}

/* Lists the stretches of a number but the present one: those above it rising, then those below it falling. */
static void list_numbers(const struct explain *e, const struct tree_case *c, uint16_t question, struct values *values)
{
    const struct rules_question *q = &e->day->rules->questions[question];
    struct limits limits = {.count = 0};
    struct span stretches[MOST_LIMITS + 1];
    uint32_t count = 0;
    struct span present = span_of(e->day->rules, c, question);
    int64_t from = q->least;
    collect_limits(e, c, question, &limits);
    for (uint32_t i = 0; i < limits.count; i++) {
        if (limits.limits[i] < from || limits.limits[i] >= q->most)
            continue;
        stretches[count++] = (struct span){from, limits.limits[i]};
        from = limits.limits[i] + 1;
    }
    stretches[count++] = (struct span){from, q->most};
    bool exact = present.low == present.high;
    for (uint32_t i = 0; i < count; i++)
        if (!exact || stretches[i].low > present.low)
            add_stretch(e, question, stretches[i], present, values);
    for (uint32_t i = count; exact && i-- > 0;)
        if (stretches[i].high < present.low)
            add_stretch(e, question, stretches[i], present, values);
}

/* Lists the options that are offered on the day, or all that the walk knows, but the present one. */
static void list_options(const struct explain *e, const struct tree_case *c, uint16_t question, bool all,
                         struct values *values)
{
    const struct rules *rules = e->day->rules;
    int present = option_of(rules, c, question);
    for (uint16_t i = 0; i < rules->questions[question].option_count; i++) {
        const struct rules_option *option = rules_option(rules, question, i);
        bool offered = !option->hidden && e->day->day >= option->from && e->day->day < option->until;
        if (i == present || !(offered || all))
            continue;
        values->edits[values->count++] =
            (struct explain_edit){question, {ANSWER_GIVEN, (uint8_t)i, 0, 0}, 0, 0};
    }
}

/* Lists the other answers to a question in the scratch case. */
static void list_values(const struct explain *e, uint16_t question, struct values *values)
{
    values->count = 0;
    if (e->day->rules->questions[question].kind == QUESTION_CHOICE)
        list_options(e, &e->scratch, question, false, values);
    else
        list_numbers(e, &e->scratch, question, values);
}

/* True for fewer months or years than the person has. */
static bool is_past(const struct explain *e, const struct explain_edit *edit)
{
    const struct rules_question *q = &e->day->rules->questions[edit->question];
    if (q->kind == QUESTION_CHOICE || (q->unit != UNIT_MONTHS && q->unit != UNIT_YEARS))
        return false;
    struct span span = span_of(e->day->rules, &e->answers, edit->question);
    return span.low == span.high && edit->answer.low < span.low;
}

/* True when the present answer, so far as it is known, may turn out to be this one. */
static bool is_guess(const struct tree_case *c, const struct explain_edit *edit)
{
    const struct tree_answer *present = &c->answers[edit->question];
    if (present->state != ANSWER_GIVEN)
        return true;
    return edit->answer.low >= present->low && edit->answer.high <= present->high;
}

/* ---- samples of what is open ---- */

/* Some answer that an open question may turn out to have: the least or the first, else the most or the last. */
static struct tree_answer sample_answer(const struct explain *e, uint16_t question, bool last)
{
    const struct rules_question *q = &e->day->rules->questions[question];
    struct span span = span_of(e->day->rules, &e->scratch, question);
    int64_t number = last ? span.high : span.low;
    if (q->kind == QUESTION_CHOICE)
        return (struct tree_answer){ANSWER_GIVEN, (uint8_t)(last ? q->option_count - 1 : 0), 0, 0};
    return (struct tree_answer){ANSWER_GIVEN, 0, number, number};
}

/* Makes the two samples of the scratch case. */
static void make_samples(struct explain *e)
{
    for (int last = 0; last < 2; last++) {
        e->samples[last] = e->scratch;
        for (uint16_t i = 0; i < e->day->rules->question_count; i++)
            if (is_open(e, &e->scratch, i) && form_of(e, &e->scratch, i) == i)
                e->samples[last].answers[i] = sample_answer(e, i, last);
    }
}

/* Puts an answer of the scratch case into the samples: what is looked for must be certain there too. */
static void samples_put(struct explain *e, uint16_t question, struct tree_answer answer)
{
    uint16_t twin = e->twins[question];
    for (int last = 0; last < 2; last++) {
        e->samples[last].answers[question] = answer;
        if (twin != RULES_NONE)
            case_clear(&e->samples[last], twin);
    }
}

/* Those of a set of rights that both samples give for certain. */
static struct rules_set keep_sampled(const struct explain *e, const struct money_day *day, struct rules_set set)
{
    struct walk_result result;
    for (int last = 0; last < 2 && !rules_set_is_empty(set); last++) {
        walk_run(day, &e->samples[last], &result);
        set = rules_set_common(set, result.certain);
    }
    return set;
}

/* ---- the result and its way ---- */

/* True when the income of a case is within every limit, false when it is over every limit; a fork otherwise. */
static bool decide_income(const struct explain *e, const struct rules_node *node, bool *within)
{
    struct limits limits = {.count = 0};
    struct span income = span_of(e->day->rules, &e->answers, income_of(e, &e->answers));
    add_level(e, &e->answers, (enum rules_level)node->level, node->housing, &limits);
    *within = limits.count > 0 && income.high <= limits.limits[0];
    return *within || limits.count == 0 || income.low > limits.limits[limits.count - 1];
}

/* The edge that a number takes, or EXPLAIN_NO_EDGE. */
static uint32_t decide_number(const struct explain *e, const struct rules_node *node, uint16_t question)
{
    struct span span = span_of(e->day->rules, &e->answers, question);
    int64_t limit = node_limit(e->day, node);
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
    int option = option_of(e->day->rules, &e->answers, question);
    return option < 0 ? EXPLAIN_NO_EDGE : node->first_edge + node->edge_of[option];
}

/* The question that a node looks at. */
static uint16_t question_of(const struct explain *e, const struct rules_node *node)
{
    if (node->kind == NODE_INCOME)
        return income_of(e, &e->answers);
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

/* What some way gives; a small contribution has its note only where the income is known. */
static struct rules_set reachable(const struct explain *e, const struct walk_result *result)
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
        return (edge == node->first_edge + 2) == (node_limit(e->day, node) < 0);
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
    e->offered = reachable(e, &all);
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
    note_limits(e);
    find_offered(e);
    e->scratch = *c;
    walk_run(day, c, &e->result);
    e->used = find_used(e);
    e->matters = keep_fitting(e, e->used);
    e->open = keep_open(e, e->matters);
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
    uint16_t rank = rank_of(e->day->rules, question, changed_first, LENGTH(changed_first), changed_last,
                            LENGTH(changed_last));
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
    scratch_put(e, edit->question, edit->answer);
    walk_run(e->day, &e->scratch, &other);
    *change = (struct explain_change){.edit = *edit};
    change->certain_gained = rules_set_minus(other.certain, e->result.certain);
    change->certain_lost = rules_set_minus(e->result.certain, other.certain);
    change->possible_gained = rules_set_minus(other.possible, e->result.possible);
    change->possible_lost = rules_set_minus(e->result.possible, other.possible);
    if (e->open_count <= EXPLAIN_MOST_OPEN_PAIRS)
        change->opens = keep_fitting(e, find_used(e)) & ~e->matters;
    scratch_restore(e, edit->question);
}

/* Tries the other answers of one group. */
static void try_group(struct explain *e, struct explain_group *group)
{
    struct values values;
    list_values(e, group->question, &values);
    group->first = (uint16_t)e->change_count;
    for (uint32_t i = 0; i < values.count; i++)
        if (is_past(e, &values.edits[i]) == group->past)
            try_edit(e, &values.edits[i]);
    group->count = (uint16_t)(e->change_count - group->first);
}

/* How many rights are possible after a change. */
static uint32_t possible_after(const struct explain *e, const struct explain_change *change)
{
    return set_size(rules_set_union(rules_set_minus(e->result.possible, change->possible_lost),
                                    change->possible_gained));
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
        if (e->changes[i].edit.question != question || !is_guess(&e->answers, &e->changes[i].edit))
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

/* ---- the smallest change ---- */

/* What a result gives for certain, without a call for help that only says that nothing else is. */
static struct rules_set granted(const struct explain *e, struct rules_set certain)
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
    samples_put(e, edit->question, edit->answer);
    wanted = keep_sampled(e, e->day, wanted);
    if (rules_set_is_empty(wanted))
        return wanted;
    scratch_put(e, edit->question, edit->answer);
    walk_run(e->day, &e->scratch, &result);
    scratch_restore(e, edit->question);
    return rules_set_common(granted(e, result.certain), wanted);
}

/* Tries every second answer of INNER after the change FIRST, which stands in the scratch case. */
static void try_second(struct explain *e, const struct explain_change *first, const struct explain_group *inner,
                       struct rules_set *wanted)
{
    struct values values;
    list_values(e, inner->question, &values);
    make_samples(e);
    for (uint32_t i = 0; i < values.count; i++)
        if (is_past(e, &values.edits[i]) == inner->past)
            note_missing(e, find_with(e, &values.edits[i], *wanted), &first->edit, &values.edits[i], wanted);
}

/* Tries every change of OUTER with every second answer of INNER. */
static void try_pair(struct explain *e, const struct explain_group *outer, const struct explain_group *inner,
                     struct rules_set *wanted)
{
    for (uint32_t i = outer->first; i < (uint32_t)outer->first + outer->count; i++) {
        const struct explain_change *change = &e->changes[i];
        if (!((e->matters | change->opens) & bit(inner->question)))
            continue;
        scratch_put(e, outer->question, change->edit.answer);
        if (is_fitting(e, inner->question))
            try_second(e, change, inner, wanted);
        scratch_restore(e, outer->question);
    }
}

/* True when any two answers to two questions could give something that is wanted. */
static bool may_help(struct explain *e, uint16_t a, uint16_t b, struct rules_set wanted)
{
    struct walk_result result;
    scratch_blank(e, a);
    scratch_blank(e, b);
    walk_run(e->day, &e->scratch, &result);
    scratch_restore(e, a);
    scratch_restore(e, b);
    return !rules_set_is_empty(rules_set_common(reachable(e, &result), wanted));
}

/* Tries two groups: amounts are answered last, because their limits follow from the other answers. */
static void try_groups(struct explain *e, const struct explain_group *a, const struct explain_group *b,
                       struct rules_set *wanted)
{
    const struct rules_question *questions = e->day->rules->questions;
    bool a_first = (e->matters & bit(a->question)) != 0;
    bool b_first = (e->matters & bit(b->question)) != 0;
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
    struct rules_set wanted =
        rules_set_minus(e->offered, rules_set_union(e->result.certain, e->result.possible));
    memset(e->missing, 0, sizeof e->missing);
    for (uint32_t i = 0; i < e->change_count; i++)
        note_missing(e, rules_set_common(granted(e, certain_after(e, &e->changes[i])), wanted), &e->changes[i].edit,
                     NULL, &wanted);
    for (uint32_t b = 1; b < e->group_count && e->open_count <= EXPLAIN_MOST_OPEN_PAIRS; b++)
        for (uint32_t a = 0; a < b && !rules_set_is_empty(wanted); a++)
            try_groups(e, &e->groups[a], &e->groups[b], &wanted);
}

/* ---- why ---- */

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
    return rules_set_has(granted(e, result.certain), right);
}

/* Puts the first of some guesses at an open question that makes the right certain, else the first that leaves
 * it possible, else none. */
static enum hope guess_among(struct explain *e, const struct money_day *day, uint16_t right,
                             const struct values *values)
{
    struct walk_result result;
    uint32_t best = values->count;
    for (uint32_t i = 0; i < values->count; i++) {
        const struct explain_edit *edit = &values->edits[i];
        if (!is_guess(&e->answers, edit))
            continue;
        scratch_put(e, edit->question, edit->answer);
        walk_run(day, &e->scratch, &result);
        if (rules_set_has(granted(e, result.certain), right))
            return HOPE_CERTAIN;
        if (best == values->count && rules_set_has(reachable(e, &result), right))
            best = i;
    }
    if (best == values->count)
        return HOPE_NONE;
    scratch_put(e, values->edits[best].question, values->edits[best].answer);
    return HOPE_POSSIBLE;
}

/* Lists answers that nobody is offered but the walk reckons with: options of other days, and large households. */
static void list_strange(const struct explain *e, uint16_t question, struct values *values)
{
    const struct rules_question *q = &e->day->rules->questions[question];
    values->count = 0;
    if (q->kind == QUESTION_CHOICE)
        list_options(e, &e->scratch, question, true, values);
    if (question != e->day->rules->keys[KEY_HOUSEHOLD])
        return;
    for (int64_t n = (MOST_PERSONS + 1) * 100; n <= q->most && values->count < MOST_VALUES; n += 100)
        values->edits[values->count++] = (struct explain_edit){question, {ANSWER_GIVEN, 0, n, n}, n, n};
}

/* Puts a guess at an open question, if need be one that nobody is offered; true when the right is certain then. */
static bool guess_answer(struct explain *e, const struct money_day *day, uint16_t question, uint16_t right)
{
    struct values values;
    list_values(e, question, &values);
    enum hope hope = guess_among(e, day, right, &values);
    if (hope == HOPE_NONE) {
        scratch_restore(e, question);
        list_strange(e, question, &values);
        hope = guess_among(e, day, right, &values);
    }
    if (hope == HOPE_NONE)
        scratch_restore(e, question);
    return hope == HOPE_CERTAIN;
}

/* Answers open questions of the scratch case one after another, those that can be asked first, until the
 * right is certain or nothing is open; returns the questions answered. */
static uint32_t guess_answers(struct explain *e, const struct money_day *day, uint16_t right)
{
    uint32_t guessed = 0;
    for (;;) {
        uint32_t open = keep_open(e, find_used(e)) & ~guessed;
        if (!open)
            return guessed;
        open = keep_fitting(e, open) ? keep_fitting(e, open) : open;
        uint16_t question = rules_lowest_bit(open);
        guessed |= bit(question);
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
        if (!(kept & bit(i)))
            case_set_unknown(&e->scratch, i);
}

/* When an answer is dropped: guesses first, then what nobody said, then by the order of preference. */
static uint32_t drop_rank(const struct explain *e, uint16_t question, uint32_t guessed)
{
    uint32_t rank = rank_of(e->day->rules, question, dropped_first, LENGTH(dropped_first), dropped_last,
                            LENGTH(dropped_last));
    if (guessed & bit(question))
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
            needed |= bit(change->edit.question);
    }
    return needed;
}

/* True when the scratch case has the right for certain, asked of the samples first. */
static bool holds_sampled(const struct explain *e, const struct money_day *day, uint16_t right)
{
    struct rules_set set = {{0, 0}};
    rules_set_add(&set, right);
    return !rules_set_is_empty(keep_sampled(e, day, set)) && holds(e, day, right);
}

/* Makes an answer of the scratch case unknown if the right stays certain; true when it does. */
static bool drop(struct explain *e, const struct money_day *day, uint16_t right, uint16_t question)
{
    case_set_unknown(&e->scratch, question);
    for (int last = 0; last < 2; last++)
        e->samples[last].answers[question] = sample_answer(e, question, last);
    if (holds_sampled(e, day, right))
        return true;
    e->scratch.answers[question] = e->complete.answers[question];
    make_samples(e);
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
    make_samples(e);
    do {
        before = kept;
        for (uint32_t i = 0; i < count; i++)
            if ((kept & bit(list[i])) && drop(e, day, right, list[i]))
                kept &= ~bit(list[i]);
    } while (kept != before);
    return kept;
}

/* Drops answers as long as the right stays certain, until each that is left is needed. */
static uint32_t reduce(struct explain *e, const struct money_day *day, uint16_t right, uint32_t kept, uint32_t guessed)
{
    uint32_t needed = find_needed(e, right) & ~guessed;
    kept = drop_each(e, day, right, kept, guessed, guessed);
    scratch_keep(e, kept & (needed | guessed));
    make_samples(e);
    if (!holds_sampled(e, day, right))
        return drop_each(e, day, right, kept, ~needed, guessed);
    return kept & (needed | guessed);
}

/* True when the complete case has the right with this income. */
static bool holds_with_income(struct explain *e, const struct money_day *day, uint16_t right, int64_t income)
{
    e->scratch = e->complete;
    scratch_put(e, income_of(e, &e->complete), (struct tree_answer){ANSWER_GIVEN, 0, income, income});
    return holds(e, day, right);
}

/* Compares the two sides of one level's limits: a right that is there on one side alone hangs on it. */
static void compare_level(struct explain *e, const struct money_day *day, uint16_t right, enum rules_level level,
                          bool housing, struct explain_ceiling *ceiling)
{
    int64_t persons[2];
    bool overseas[2];
    int64_t lumps[4] = {0};
    struct limits limits = {.count = 0};
    add_level(e, &e->complete, level, housing, &limits);
    if (limits.count == 0)
        return;
    bool within = holds_with_income(e, day, right, limits.limits[0]);
    if (within == holds_with_income(e, day, right, limits.limits[limits.count - 1] + 1))
        return;
    bool single = list_persons(e, &e->complete, persons) == 1 && list_overseas(e, &e->complete, overseas) == 1;
    ceiling->compared = true;
    ceiling->within = within;
    ceiling->ceiling = single ? money_ceiling(e->day, ROW_IN_FORCE, level, overseas[0], persons[0]) : WALK_NO_AMOUNT;
    if (housing)
        list_lumps(e, &e->complete, persons[0], lumps);
    ceiling->lump = lumps[0];
}

/* Finds the ceilings that a right hangs on, if it hangs on the income. */
static void compare_ceilings(struct explain *e, const struct money_day *day, uint16_t right, struct explain_why *why)
{
    const uint16_t *keys = e->day->rules->keys;
    for (int level = 0; level < 2; level++)
        why->ceilings[level].ceiling = WALK_NO_AMOUNT;
    if (!((why->conditions | why->decides) & (bit(keys[KEY_INCOME_YEAR]) | bit(keys[KEY_INCOME_MONTH]))))
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
    uint32_t open = keep_open(e, questions);
    uint32_t said = questions & ~open;
    for (; open; open &= open - 1)
        if (e->scratch.answers[rules_lowest_bit(open)].state == ANSWER_GIVEN)
            said |= bit(rules_lowest_bit(open));
    return said;
}

/* Finds the reasons in a reading of the law: DAY. */
static void find_reasons(struct explain *e, const struct money_day *day, uint16_t right, uint32_t guessed,
                         struct explain_why *why)
{
    uint32_t kept = keep_said(e, find_used(e)) | guessed;
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
    why->conditions = e->used & ~keep_open(e, e->used);
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
    if (certain && !rules_set_has(granted(e, e->result.certain), right)) {
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
