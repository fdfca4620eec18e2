/* The arithmetic of ceilings and of the housing lump sum: see the header. */
#include "tree/money.h"

#include <string.h>

#include "rules/rules.h"

#define MONEY_UNIT 10000 /* figures are ten-thousandths */

/* A figure of the day as a number, or 0. */
static int64_t money_figure(const struct money_day *day, enum rules_figure figure)
{
    const struct rules_version *version = day->figures[figure];
    return version && version->kind == VERSION_VALUE ? version->value : 0;
}

/* True when a rule of the day goes by this word. */
static bool money_word_is(const struct money_day *day, enum rules_figure figure, const char *word)
{
    const struct rules_version *version = day->figures[figure];
    return version && version->kind == VERSION_WORD && strcmp(rules_string(day->rules, version->word), word) == 0;
}

/* The household's multiple of the one-person ceiling, in ten-thousandths: 1, 1.5, 1.8, 2.1, then 0.4 each. */
static int64_t money_household(const struct money_day *day, int64_t persons)
{
    int64_t share = MONEY_UNIT;
    if (persons >= 2)
        share += money_figure(day, FIGURE_COEF_2);
    if (persons >= 3)
        share += money_figure(day, FIGURE_COEF_3_4) * (persons > 4 ? 2 : persons - 2);
    if (persons > 4)
        share += money_figure(day, FIGURE_COEF_5) * (persons - 4);
    return share;
}

/* Wide enough for the product of any figures that the reader lets pass. */
__extension__ typedef __int128 money_wide;

/* NUMBER / DIVISOR to the nearest whole, half up; both positive. */
static int64_t money_round(money_wide number, money_wide divisor)
{
    return (int64_t)((number + divisor / 2) / divisor);
}

/* Multiplies out a ceiling and rounds it once. */
static int64_t money_compute(const struct money_day *day, enum money_row row, enum rules_level level, bool overseas,
                             int64_t persons)
{
    const struct rules_version *base = day->bases[row];
    if (!base || (level == LEVEL_PAID && !day->increase))
        return -1;
    money_wide product = (money_wide)base->value * money_household(day, persons);
    money_wide divisor = MONEY_UNIT;
    product *= MONEY_UNIT + (overseas ? money_figure(day, FIGURE_OVERSEAS) : 0);
    divisor *= MONEY_UNIT;
    if (level == LEVEL_PAID) {
        product *= MONEY_UNIT + day->increase->value;
        divisor *= MONEY_UNIT;
    }
    if (day->whole_euros)
        return money_round(product, divisor * MONEY_UNIT) * 100;
    return money_round(product, divisor * (MONEY_UNIT / 100));
}

/* Fills the table of the household sizes that most people have. */
static void money_fill_table(struct money_day *day)
{
    for (int row = 0; row < ROW_COUNT; row++)
        for (int level = 0; level < 2; level++)
            for (int overseas = 0; overseas < 2; overseas++)
                for (int persons = 1; persons <= MONEY_TABLE_PERSONS; persons++)
                    day->table[row][level][overseas][persons - 1] = money_compute(
                        day, (enum money_row)row, (enum rules_level)level, overseas != 0, persons);
}

/* The version of a parameter before the one in force, or null. */
static const struct rules_version *money_version_before(const struct rules *rules, uint16_t parameter,
                                                        const struct rules_version *version)
{
    return version == &rules->versions[rules->parameters[parameter].first_version] ? NULL : version - 1;
}

/* Finds the one-person ceilings: unrounded where the chain is known, else as printed. */
static void money_find_bases(struct money_day *day)
{
    const struct rules *rules = day->rules;
    enum rules_figure figure = FIGURE_CEILING_UNROUNDED;
    if (!day->figures[figure] || day->figures[figure]->kind != VERSION_VALUE)
        figure = FIGURE_CEILING_PRINTED;
    const struct rules_version *version = day->figures[figure];
    bool known = version && version->kind == VERSION_VALUE;
    day->bases[ROW_IN_FORCE] = known ? version : NULL;
    day->bases[ROW_BEFORE] =
        known && version->estimate ? money_version_before(rules, rules->figures[figure], version) : NULL;
}

/* Finds the increase of the paid level: C2S, or ACS before it. */
static void money_find_increase(struct money_day *day)
{
    const struct rules_version *css = day->figures[FIGURE_INCREASE_CSS];
    const struct rules_version *acs = day->figures[FIGURE_INCREASE_ACS];
    if (css && css->kind == VERSION_VALUE) {
        day->increase = css;
    } else if (acs && acs->kind == VERSION_VALUE) {
        day->increase = acs;
        day->strict = money_word_is(day, FIGURE_COMPARISON_ACS, "below");
    }
}

void money_prepare(struct money_day *day, const struct rules *rules, int32_t date)
{
    memset(day, 0, sizeof *day);
    day->rules = rules;
    day->day = date;
    day->tree = rules_tree_on(rules, date);
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        day->figures[i] = rules_version_on(rules, rules->figures[i], date);
    day->whole_euros = money_word_is(day, FIGURE_ROUNDING, "euro");
    day->month_up = money_word_is(day, FIGURE_MONTHLY_FORM, "euro-up");
    day->mayotte_overseas = money_word_is(day, FIGURE_MAYOTTE, "applied");
    money_find_bases(day);
    money_find_increase(day);
    money_fill_table(day);
}

int64_t money_ceiling(const struct money_day *day, enum money_row row, enum rules_level level, bool overseas,
                      int64_t persons)
{
    if (persons >= 1 && persons <= MONEY_TABLE_PERSONS)
        return day->table[row][level][overseas][persons - 1];
    return money_compute(day, row, level, overseas, persons);
}

int64_t money_month(const struct money_day *day, int64_t ceiling)
{
    if (day->month_up)
        return (ceiling + 1199) / 1200 * 100;
    return money_round(ceiling, 12);
}

int64_t money_lump(const struct money_day *day, enum money_housing housing, int64_t persons)
{
    if (housing == HOUSING_OTHER)
        return 0;
    int size = persons >= 3 ? 2 : (int)persons - 1;
    int first = housing == HOUSING_OWNER ? FIGURE_LUMP_OWNER_1 : FIGURE_LUMP_BENEFIT_1;
    int64_t rate = money_figure(day, (enum rules_figure)(first + size));
    int64_t base = money_figure(day, FIGURE_RSA);
    if (!base)
        base = money_figure(day, FIGURE_RMI);
    int64_t share = MONEY_UNIT;
    if (persons >= 2)
        share += money_figure(day, FIGURE_RSA_COEF_2);
    if (persons >= 3)
        share += money_figure(day, FIGURE_RSA_COEF_3);
    /* three ten-thousandths multiplied, down to cents */
    return money_round((money_wide)base * rate * share, (int64_t)MONEY_UNIT * MONEY_UNIT * (MONEY_UNIT / 100));
}

uint16_t money_lump_figure(const struct money_day *day)
{
    bool rsa = money_figure(day, FIGURE_RSA) != 0;
    return day->rules->figures[rsa ? FIGURE_RSA : FIGURE_RMI];
}

bool money_is_overseas(const struct money_day *day, uint16_t place)
{
    const uint16_t *known = day->rules->known_options;
    return place == known[OPTION_PLACE_DOM] || (place == known[OPTION_PLACE_MAYOTTE] && day->mayotte_overseas);
}

/* The income in cents up to which a household owes nothing on that day; 0 where there is no floor. */
static int64_t money_floor(const struct money_day *day, int64_t persons)
{
    if (persons < 3)
        return money_figure(day, persons < 2 ? FIGURE_CMU_FLOOR_1 : FIGURE_CMU_FLOOR_2) / 100;
    return (money_figure(day, FIGURE_CMU_FLOOR_3) + (persons - 3) * money_figure(day, FIGURE_CMU_FLOOR_EACH)) / 100;
}

int64_t money_contribution(const struct money_day *day, int64_t income, int64_t persons)
{
    int64_t excess = income - money_figure(day, FIGURE_CMU_THRESHOLD) / 100;
    if (excess <= 0 || income <= money_floor(day, persons))
        return 0;
    return money_round((money_wide)excess * money_figure(day, FIGURE_CMU_RATE), MONEY_UNIT);
}

uint16_t money_contribution_hole(const struct money_day *day)
{
    const struct rules_version *threshold = day->figures[FIGURE_CMU_THRESHOLD];
    bool hole = !threshold || threshold->kind == VERSION_HOLE;
    return hole ? day->rules->figures[FIGURE_CMU_THRESHOLD] : RULES_NONE;
}

bool money_is_small_contribution(const struct money_day *day, int64_t cents)
{
    return cents > 0 && cents <= money_figure(day, FIGURE_CMU_SMALL) / 100;
}
