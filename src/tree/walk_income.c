/* The income test of a walk: household, housing, income and the row of ceilings may each be open.
 * What is open is fixed to values in turn until one thing at most is left, and that one is split
 * at the exact cent.  It deliberately knows no node but the income test. */
#include "rules/rules.h"
#include "tree/walk_internal.h"

#define PERSONS_OVERLAP 6 /* from here on the ACS bands of neighbouring sizes overlap */

/* The circumstances of one income test, as far as they are fixed. */
struct walk_test {
    const struct rules_edge *within, *over;
    const struct rules_node *node;
    enum money_housing housing;
    bool overseas;
};

/* Fixes the answer to QUESTION to each of two halves of its options in turn, where both are open. */
static bool walk_halve_choice(struct walk *w, uint16_t question, uint32_t half, const struct rules_node *node,
                              struct walk_outcome *outcome)
{
    struct walk_domain *domain = &w->domains[question];
    uint32_t parts[2] = {domain->options & half, domain->options & ~half};
    if (domain->low >= 0 || !parts[0] || !parts[1])
        return false;
    struct walk_domain saved = *domain;
    for (int i = 0; i < 2; i++) {
        domain->options = parts[i];
        domain->low = parts[i] & (parts[i] - 1) ? -1 : rules_lowest_bit(parts[i]);
        walk_join(outcome, walk_income(w, node), i == 0);
    }
    *domain = saved;
    return true;
}

/* Fixes the answer to a number to each of COUNT values in turn. */
static struct walk_outcome walk_fix_number(struct walk *w, uint16_t question, const int64_t *values, int count,
                                           const struct rules_node *node)
{
    struct walk_domain saved = w->domains[question];
    struct walk_outcome outcome = WALK_NOTHING;
    for (int i = 0; i < count; i++) {
        w->domains[question].low = w->domains[question].high = values[i];
        walk_join(&outcome, walk_income(w, node), i == 0);
    }
    w->domains[question] = saved;
    return outcome;
}

/* Looks at the housing and place of the domains, which are fixed by now. */
static struct walk_test walk_income_start(const struct walk *w, const struct rules_node *node)
{
    const struct rules *rules = w->rules;
    const struct walk_domain *place = &w->domains[rules->keys[KEY_PLACE]];
    int64_t housing = w->domains[rules->keys[KEY_HOUSING]].low;
    struct walk_test income = {.node = node,
                                 .within = &rules->edges[node->first_edge],
                                 .over = &rules->edges[node->first_edge + 1]};
    if (node->housing && housing == rules->known_options[OPTION_HOUSING_OWNER])
        income.housing = HOUSING_OWNER;
    else if (node->housing && housing == rules->known_options[OPTION_HOUSING_BENEFIT])
        income.housing = HOUSING_BENEFIT;
    income.overseas = money_is_overseas(w->day, rules_lowest_bit(place->options));
    return income;
}

/* True when the income is tested as a month's. */
static bool walk_by_month(const struct walk *w)
{
    return w->income == w->rules->keys[KEY_INCOME_MONTH];
}

/* The most income that passes for a household and a housing benefit; -1 when none does. */
static int64_t walk_income_limit(const struct walk *w, const struct walk_test *income, enum money_row row,
                                 int64_t persons, int64_t benefit)
{
    const struct money_day *day = w->day;
    enum rules_level level = (enum rules_level)income->node->level;
    int64_t ceiling = money_ceiling(day, row, level, income->overseas, persons);
    if (ceiling < 0)
        return -1;
    int64_t lump = money_lump(day, income->housing, persons);
    if (income->housing == HOUSING_BENEFIT && benefit < lump)
        lump = benefit;
    bool month = walk_by_month(w);
    int64_t limit = month ? money_month(day, ceiling) - lump : ceiling - 12 * lump;
    if (level == LEVEL_PAID && day->strict)
        limit--;
    return limit < 0 ? -1 : limit;
}

int64_t walk_persons(const struct walk *w, bool upper)
{
    const struct walk_domain *domain = &w->domains[w->rules->keys[KEY_HOUSEHOLD]];
    int64_t persons = (upper ? domain->high : domain->low) / 100;
    return persons < 1 ? 1 : persons > 1000 ? 1000 : persons;
}

/* Decides the test where only the household's size, from four persons up, is open: ceilings only rise. */
static struct walk_outcome walk_income_by_persons(struct walk *w, const struct walk_test *income, int64_t sum,
                                                  int64_t benefit)
{
    int64_t low = walk_persons(w, false) - 1; /* does not pass */
    int64_t high = walk_persons(w, true) + 1; /* passes */
    enum money_row row = (enum money_row)w->row;
    while (high - low > 1) {
        int64_t middle = (low + high) / 2;
        if (walk_income_limit(w, income, row, middle, benefit) >= sum)
            high = middle;
        else
            low = middle;
    }
    /* small households take the second edge here */
    return walk_branch_limit(w, w->rules->keys[KEY_HOUSEHOLD], low * 100 + 99, income->over, income->within);
}

/* Decides the test where only the housing benefit is open. */
static struct walk_outcome walk_income_by_benefit(struct walk *w, const struct walk_test *income, int64_t sum)
{
    uint16_t question = w->rules->keys[KEY_HOUSING_BENEFIT_MONTH];
    int64_t persons = walk_persons(w, false);
    int64_t without = walk_income_limit(w, income, (enum money_row)w->row, persons, 0);
    int64_t lump = money_lump(w->day, HOUSING_BENEFIT, persons);
    int64_t room = without - sum;
    int64_t most = room < 0 ? -1 : walk_by_month(w) ? room : room / 12;
    return walk_branch_limit(w, question, most >= lump ? CASE_NUMBER_MAX : most, income->within, income->over);
}

/* Decides the test where household and benefit are fixed; the income may still be open. */
static struct walk_outcome walk_income_by_income(struct walk *w, const struct walk_test *income)
{
    int64_t benefit = w->domains[w->rules->keys[KEY_HOUSING_BENEFIT_MONTH]].low;
    int64_t limit = walk_income_limit(w, income, (enum money_row)w->row, walk_persons(w, false), benefit);
    return walk_branch_limit(w, w->income, limit, income->within, income->over);
}

/* Adds the ways of a household of LOW to HIGH persons, with the income the domains hold. */
static void walk_join_persons(struct walk *w, const struct rules_node *node, int64_t low, int64_t high,
                              struct walk_outcome *outcome, bool first)
{
    struct walk_domain *domain = &w->domains[w->rules->keys[KEY_HOUSEHOLD]];
    domain->low = low * 100;
    domain->high = high * 100;
    walk_join(outcome, walk_income(w, node), first);
}

/* Splits an open household into sizes taken one by one and the rest.  The larger the household and
 * the smaller the income, the better the result: with an open income too, the rest is looked at
 * once with its fewest persons, once with the least income.  That covers all between only where the
 * bands of neighbouring sizes overlap: with ACS at 15 % above the free limit from six persons up. */
static struct walk_outcome walk_split_persons(struct walk *w, const struct rules_node *node, bool income_open)
{
    struct walk_domain *domain = &w->domains[w->rules->keys[KEY_HOUSEHOLD]];
    struct walk_domain saved = *domain;
    int64_t low = walk_persons(w, false);
    int64_t high = walk_persons(w, true);
    int64_t first = income_open ? PERSONS_OVERLAP : 4;
    int64_t rest = low > first ? low : first;
    struct walk_outcome outcome = WALK_NOTHING;
    for (int64_t persons = low; persons <= high && persons < first; persons++)
        walk_join_persons(w, node, persons, persons, &outcome, persons == low);
    if (rest <= high)
        walk_join_persons(w, node, rest, income_open ? rest : high, &outcome, rest == low);
    if (rest < high && income_open) {
        struct walk_domain income = w->domains[w->income];
        w->domains[w->income].high = income.low;
        walk_join_persons(w, node, rest, high, &outcome, false);
        w->domains[w->income] = income;
    }
    *domain = saved;
    return outcome;
}

/* The housing benefit is open beside the income or the household: fixes the one of benefit and
 * income that ranges less to its two ends, so that the other still covers everything between.
 * From four persons up the ceilings of neighbouring sizes overlap: the ends of the benefit say it all. */
static struct walk_outcome walk_split_benefit(struct walk *w, const struct rules_node *node)
{
    uint16_t question = w->rules->keys[KEY_HOUSING_BENEFIT_MONTH];
    const struct walk_domain *benefit = &w->domains[question];
    const struct walk_domain *income = &w->domains[w->income];
    int64_t lump = money_lump(w->day, HOUSING_BENEFIT, walk_persons(w, false));
    int64_t ends[2] = {benefit->low < lump ? benefit->low : lump, benefit->high < lump ? benefit->high : lump};
    int64_t span = (ends[1] - ends[0]) * (walk_by_month(w) ? 1 : 12);
    if (income->high - income->low >= span || income->low == income->high)
        return walk_fix_number(w, question, ends, 2, node);
    int64_t incomes[2] = {income->low, income->high};
    return walk_fix_number(w, w->income, incomes, 2, node);
}

/* Decides an income test under the row of ceilings that is fixed in the walk. */
static struct walk_outcome walk_income_in_row(struct walk *w, const struct rules_node *node)
{
    struct walk_test income = walk_income_start(w, node);
    const uint16_t *keys = w->rules->keys;
    bool income_open = !walk_is_known(w, w->income);
    bool persons_open = !walk_is_known(w, keys[KEY_HOUSEHOLD]);
    bool benefit_open = income.housing == HOUSING_BENEFIT && !walk_is_known(w, keys[KEY_HOUSING_BENEFIT_MONTH]);
    if (persons_open && (income_open || walk_persons(w, false) < 4))
        return walk_split_persons(w, node, income_open);
    if (benefit_open && (income_open || persons_open))
        return walk_split_benefit(w, node);
    if (persons_open)
        return walk_income_by_persons(w, &income, w->domains[w->income].low,
                                      w->domains[keys[KEY_HOUSING_BENEFIT_MONTH]].low);
    if (benefit_open)
        return walk_income_by_benefit(w, &income, w->domains[w->income].low);
    return walk_income_by_income(w, &income);
}

/* True when everything about an income test is known to the last cent. */
static bool walk_income_is_exact(const struct walk *w, const struct walk_test *income)
{
    const uint16_t *keys = w->rules->keys;
    return walk_is_known(w, w->income) && walk_is_known(w, keys[KEY_HOUSEHOLD]) &&
           (income->housing != HOUSING_BENEFIT || walk_is_known(w, keys[KEY_HOUSING_BENEFIT_MONTH]));
}

/* True when the estimated row and the row before it say the same of an exact income. */
static bool walk_rows_agree(struct walk *w, const struct walk_test *income)
{
    int64_t benefit = w->domains[w->rules->keys[KEY_HOUSING_BENEFIT_MONTH]].low;
    int64_t persons = walk_persons(w, false);
    int64_t sum = w->domains[w->income].low;
    bool now = sum <= walk_income_limit(w, income, ROW_IN_FORCE, persons, benefit);
    bool before = sum <= walk_income_limit(w, income, ROW_BEFORE, persons, benefit);
    return now == before;
}

/* Decides an income test once for the row in force and, while that is an estimate, once for the row before. */
static struct walk_outcome walk_income_rows(struct walk *w, const struct rules_node *node)
{
    if (w->row >= 0)
        return walk_income_in_row(w, node);
    struct walk_test income = walk_income_start(w, node);
    bool single = !w->day->bases[ROW_BEFORE];
    if (!single && walk_income_is_exact(w, &income) && walk_rows_agree(w, &income)) {
        const struct rules_edge *edge = &w->rules->edges[node->first_edge];
        int64_t benefit = w->domains[w->rules->keys[KEY_HOUSING_BENEFIT_MONTH]].low;
        int64_t limit = walk_income_limit(w, &income, ROW_IN_FORCE, walk_persons(w, false), benefit);
        return walk_edge(w, w->domains[w->income].low <= limit ? edge : edge + 1);
    }
    struct walk_outcome outcome = WALK_NOTHING;
    for (int row = 0; row < (single ? 1 : ROW_COUNT); row++) {
        w->row = row;
        walk_join(&outcome, walk_income_in_row(w, node), row == 0);
    }
    w->row = -1;
    return outcome;
}

/* Notes the ceilings that stand on this way, for the amounts of the result. */
static void walk_note_ceilings(struct walk *w, const struct walk_test *income)
{
    struct walk_result *result = w->result;
    const struct money_day *day = w->day;
    const struct tree_answer *answer = &w->c->answers[w->rules->keys[KEY_HOUSEHOLD]];
    bool open = answer->state == ANSWER_UNKNOWN || (answer->state == ANSWER_GIVEN && answer->low != answer->high);
    if (open || w->ceiling_varies)
        return;
    int64_t persons = walk_persons(w, false);
    int64_t free = money_ceiling(day, ROW_IN_FORCE, LEVEL_FREE, income->overseas, persons);
    int64_t paid = money_ceiling(day, ROW_IN_FORCE, LEVEL_PAID, income->overseas, persons);
    if (result->ceiling_free != WALK_NO_AMOUNT && result->ceiling_free != free) {
        w->ceiling_varies = true;
        return;
    }
    result->ceiling_free = free;
    result->ceiling_paid = paid;
}

/* Notes the figures that an income test leans on. */
static void walk_note_income(struct walk *w, const struct walk_test *income)
{
    walk_lean(w, w->rules->figures[FIGURE_CEILING_PRINTED], w->day->bases[ROW_IN_FORCE]);
    if (income->housing != HOUSING_OTHER) {
        uint16_t figure = money_lump_figure(w->day);
        walk_lean(w, figure, rules_version_on(w->rules, figure, w->day->day));
    }
}

struct walk_outcome walk_income(struct walk *w, const struct rules_node *node)
{
    const struct rules *rules = w->rules;
    struct walk_outcome outcome = WALK_NOTHING;
    uint32_t overseas = 0;
    for (uint32_t i = 0; i < rules->questions[rules->keys[KEY_PLACE]].option_count; i++)
        overseas |= (uint32_t)money_is_overseas(w->day, (uint16_t)i) << i;
    uint32_t benefit = (uint32_t)1 << rules->known_options[OPTION_HOUSING_BENEFIT];
    uint32_t owner = (uint32_t)1 << rules->known_options[OPTION_HOUSING_OWNER];
    if (walk_halve_choice(w, rules->keys[KEY_PLACE], overseas, node, &outcome))
        return outcome;
    if (node->housing && walk_halve_choice(w, rules->keys[KEY_HOUSING], benefit, node, &outcome))
        return outcome;
    if (node->housing && walk_halve_choice(w, rules->keys[KEY_HOUSING], owner, node, &outcome))
        return outcome;
    struct walk_test income = walk_income_start(w, node);
    walk_note_ceilings(w, &income);
    walk_note_income(w, &income);
    return walk_income_rows(w, node);
}
