/* The income worksheet: see the header.
 * Which kind of income counts when is one table.  It deliberately has no amount of its own but the
 * 30 % of work in prison, which parameters.csv does not hold. */
#include "tree/worksheet.h"

#include <string.h>

#include "rules/rules.h"
#include "util/date.h"

#define SHARE_UNIT 10000 /* figures and shares are ten-thousandths */
#define AGE_MOST 130
#define AGE_ADULT 18
#define PRISON_SHARE 3000 /* F2.07 */

/* Wide enough for the product of any figures that the reader lets pass. */
__extension__ typedef __int128 worksheet_wide;

/* NUMBER / DIVISOR to the nearest whole, half up; both positive. */
static int64_t worksheet_round(worksheet_wide number, worksheet_wide divisor)
{
    return (int64_t)((number + divisor / 2) / divisor);
}

/* The number of a day written out. */
static int32_t worksheet_day(int year, int month, int day)
{
    return date_to_day((struct date){year, month, day});
}

/* The version of a figure on the day, or null. */
static const struct rules_version *worksheet_version(const struct money_day *day, const char *id)
{
    uint16_t parameter = rules_find_parameter(day->rules, id);
    return parameter == RULES_NONE ? NULL : rules_version_on(day->rules, parameter, day->day);
}

/* A figure of the day in ten-thousandths, or 0. */
static int64_t worksheet_value(const struct money_day *day, const char *id)
{
    const struct rules_version *version = worksheet_version(day, id);
    return version && version->kind == VERSION_VALUE ? version->value : 0;
}

/* A figure that the arithmetic knows, in ten-thousandths, or 0. */
static int64_t worksheet_figure(const struct money_day *day, enum rules_figure figure)
{
    const struct rules_version *version = day->figures[figure];
    return version && version->kind == VERSION_VALUE ? version->value : 0;
}

/* ---- the months ---- */

/* Fills twelve months of which the first begins BACK months before the month of DAY. */
static void worksheet_fill(int32_t day, int back, struct worksheet_period *period)
{
    struct date date = date_from_day(day);
    int32_t month = worksheet_day(date.year, date.month, 1);
    for (int i = 0; i < WORKSHEET_MONTHS; i++)
        period->months[i] = date_add_months(month, i - back);
}

bool worksheet_find_period(const struct money_day *day, enum worksheet_scheme scheme, bool self_employed,
                           struct worksheet_period *period)
{
    const struct rules_version *rule = worksheet_version(day, "cmuc_css.reference_period");
    if (!rule || rule->kind != VERSION_WORD)
        return false;
    bool shifted = scheme == WORKSHEET_COMPLEMENT &&
                   strcmp(rules_string(day->rules, rule->word), "months-13-to-2") == 0;
    bool year = self_employed && scheme == WORKSHEET_COMPLEMENT;
    int month = date_from_day(day->day).month;
    worksheet_fill(day->day, year ? month - 1 + WORKSHEET_MONTHS : shifted ? 13 : 12, period);
    period->unsure = self_employed && !shifted;
    return true;
}

int worksheet_capital_year(const struct money_day *day, enum worksheet_scheme scheme)
{
    if (scheme != WORKSHEET_COMPLEMENT || day->day < worksheet_day(2017, 6, 1))
        return 0;
    return date_from_day(day->day).year - 2;
}

/* ---- the household ---- */

/* True for a dependant who is young enough to count. */
static bool worksheet_is_dependant(const struct worksheet_member *member, int64_t limit)
{
    return !member->partner && (int64_t)member->age * SHARE_UNIT < limit;
}

/* What is wrong with one member. */
static enum worksheet_problem worksheet_check_member(const struct worksheet_member *member)
{
    if (!member->partner && (member->age < 0 || member->age > AGE_MOST))
        return WORKSHEET_BAD_AGE;
    if (member->alternating && (member->partner || member->age >= AGE_ADULT))
        return WORKSHEET_NOT_ALTERNATING;
    return WORKSHEET_FINE;
}

/* What is wrong with the members. */
static enum worksheet_problem worksheet_check_members(const struct money_day *day,
                                                      const struct worksheet_member *members, size_t count)
{
    size_t partners = 0;
    if (count >= (size_t)(day->rules->questions[day->rules->keys[KEY_HOUSEHOLD]].most / 100))
        return WORKSHEET_TOO_MANY;
    for (size_t i = 0; i < count; i++) {
        enum worksheet_problem problem = worksheet_check_member(&members[i]);
        partners += members[i].partner;
        if (problem != WORKSHEET_FINE)
            return problem;
    }
    return partners > 1 ? WORKSHEET_TWO_PARTNERS : WORKSHEET_FINE;
}

/* The place of a member who counts, the claimant being 1: partner, then dependants from the oldest. */
static int worksheet_rank(const struct worksheet_member *members, size_t count, size_t at, int64_t limit)
{
    int rank = 2;
    for (size_t i = 0; i < count && !members[at].partner; i++) {
        bool older = worksheet_is_dependant(&members[i], limit) &&
                     (members[i].age > members[at].age || (members[i].age == members[at].age && i < at));
        rank += members[i].partner || older;
    }
    return rank;
}

/* What the person of that rank adds to the share. */
static int64_t worksheet_rise(const struct money_day *day, int rank)
{
    return worksheet_figure(day, rank == 2 ? FIGURE_COEF_2 : rank <= 4 ? FIGURE_COEF_3_4 : FIGURE_COEF_5);
}

enum worksheet_problem worksheet_count_household(const struct money_day *day, const struct worksheet_member *members,
                                                 size_t count, struct worksheet_household *household)
{
    int64_t limit = worksheet_value(day, "cmuc_css.dependant_age_limit");
    int64_t half = worksheet_value(day, "cmuc_css.coef_factor_alternating_minor");
    struct worksheet_household found = {.low = 1, .high = 1, .share = SHARE_UNIT};
    enum worksheet_problem problem = worksheet_check_members(day, members, count);
    if (problem != WORKSHEET_FINE)
        return problem;
    for (size_t i = 0; i < count; i++) {
        if (!members[i].partner && !worksheet_is_dependant(&members[i], limit))
            continue;
        int64_t rise = worksheet_rise(day, worksheet_rank(members, count, i, limit));
        found.low += !members[i].alternating;
        found.high++;
        found.share += members[i].alternating ? worksheet_round((worksheet_wide)rise * half, SHARE_UNIT) : rise;
        found.couple |= members[i].partner;
    }
    found.unsure = found.low < found.high;
    *household = found;
    return WORKSHEET_FINE;
}

int64_t worksheet_ceiling(const struct money_day *day, enum rules_level level, bool overseas, int64_t share)
{
    const struct rules_version *base = day->bases[ROW_IN_FORCE];
    if (!base || (level == LEVEL_PAID && !day->increase))
        return -1;
    worksheet_wide product = (worksheet_wide)base->value * share;
    worksheet_wide divisor = (worksheet_wide)SHARE_UNIT * SHARE_UNIT * SHARE_UNIT;
    product *= SHARE_UNIT + (overseas ? worksheet_figure(day, FIGURE_OVERSEAS) : 0);
    product *= SHARE_UNIT + (level == LEVEL_PAID ? day->increase->value : 0);
    if (day->whole_euros)
        return worksheet_round(product, divisor * SHARE_UNIT) * 100;
    return worksheet_round(product, divisor * (SHARE_UNIT / 100));
}

/* ---- the income ---- */

#define EVER {1, 1, 1}
#define NEVER {9999, 1, 1}
#define FAMILY_DAY {2025, 6, 30} /* RS15 */
#define C2S_DAY {2019, 11, 1}
#define PUMA_DAY {2016, 1, 1}
#define C (1 << WORKSHEET_COMPLEMENT)
#define A (1 << WORKSHEET_AME)

/* How a kind counts for some schemes on the days FROM <= day < UNTIL; what no row names is absent. */
static const struct worksheet_row {
    uint8_t kind, schemes, counts;
    struct date from, until;
} worksheet_rows[] = {
    {INCOME_WAGES, C | A, COUNTS_YES, EVER, NEVER},
    {INCOME_WAGES_BEFORE, C | A, COUNTS_YES, EVER, NEVER},
    {INCOME_WAGES_PRISON, C, COUNTS_YES, EVER, NEVER},
    {INCOME_SELF_EMPLOYED, C | A, COUNTS_YES, EVER, NEVER},
    {INCOME_PENSION, C | A, COUNTS_YES, EVER, NEVER},
    {INCOME_UNEMPLOYMENT, C | A, COUNTS_YES, EVER, NEVER},
    {INCOME_SICK_PAY, C | A, COUNTS_YES, EVER, NEVER},
    {INCOME_MAINTENANCE, C | A, COUNTS_YES, EVER, NEVER},
    {INCOME_CAPITAL, C | A, COUNTS_YES, EVER, NEVER},
    {INCOME_FAMILY_HELP, C | A, COUNTS_YES, EVER, FAMILY_DAY},
    {INCOME_FAMILY_HELP, C, COUNTS_NO, FAMILY_DAY, NEVER},
    {INCOME_FAMILY_HELP, A, COUNTS_OPEN, FAMILY_DAY, NEVER},
    {INCOME_OTHER_HELP, C, COUNTS_OPEN, EVER, FAMILY_DAY},
    {INCOME_OTHER_HELP, C, COUNTS_NO, FAMILY_DAY, NEVER},
    {INCOME_OTHER_HELP, A, COUNTS_OPEN, EVER, NEVER},
    {INCOME_GIFTS, C | A, COUNTS_YES, EVER, FAMILY_DAY},
    {INCOME_GIFTS, C, COUNTS_NO, FAMILY_DAY, NEVER},
    {INCOME_GIFTS, A, COUNTS_OPEN, FAMILY_DAY, NEVER},
    {INCOME_IDLE_PROPERTY, C, COUNTS_OPEN, EVER, PUMA_DAY},
    {INCOME_IDLE_PROPERTY, C, COUNTS_YES, PUMA_DAY, FAMILY_DAY},
    {INCOME_IDLE_PROPERTY, C, COUNTS_NO, FAMILY_DAY, NEVER},
    {INCOME_IDLE_PROPERTY, A, COUNTS_OPEN, EVER, NEVER},
    {INCOME_RSA, C, COUNTS_OPEN, EVER, C2S_DAY},
    {INCOME_RSA, C, COUNTS_NO, C2S_DAY, NEVER},
    {INCOME_PRIME_ACTIVITE, C, COUNTS_OPEN, PUMA_DAY, C2S_DAY},
    {INCOME_PRIME_ACTIVITE, C, COUNTS_NO, C2S_DAY, NEVER},
    {INCOME_CHILD_BENEFITS, C | A, COUNTS_OPEN, EVER, NEVER},
    {INCOME_DISABILITY_BENEFITS, C | A, COUNTS_OPEN, EVER, NEVER},
    {INCOME_SOCIAL_BENEFITS, C | A, COUNTS_YES, EVER, PUMA_DAY},
    {INCOME_SOCIAL_BENEFITS, C | A, COUNTS_OPEN, PUMA_DAY, NEVER},
    {INCOME_HOUSING_BENEFIT, C, COUNTS_NO, EVER, NEVER},
    {INCOME_HOUSING_BENEFIT, A, COUNTS_OPEN, EVER, NEVER},
    {INCOME_AAH, C, COUNTS_YES, EVER, NEVER},
    {INCOME_ASI, C, COUNTS_YES, EVER, NEVER},
    {INCOME_ASPA, C, COUNTS_YES, EVER, NEVER},
    {INCOME_ADA, C, COUNTS_OPEN, PUMA_DAY, NEVER},
    {INCOME_OTHER, C | A, COUNTS_OPEN, EVER, NEVER},
};

/* How a kind counts before anything is taken off. */
static enum worksheet_counts worksheet_find_counts(const struct money_day *day, enum worksheet_scheme scheme,
                                                   enum worksheet_kind kind)
{
    for (size_t i = 0; i < sizeof worksheet_rows / sizeof worksheet_rows[0]; i++) {
        const struct worksheet_row *row = &worksheet_rows[i];
        if (row->kind == kind && row->schemes >> scheme & 1 && day->day >= date_to_day(row->from) &&
            day->day < date_to_day(row->until))
            return (enum worksheet_counts)row->counts;
    }
    return COUNTS_ABSENT;
}

/* The figure that is taken off a benefit each month, or null. */
static const char *worksheet_find_deduction(enum worksheet_kind kind, bool couple)
{
    switch (kind) {
    case INCOME_AAH:
        return "css.deduction.aah";
    case INCOME_ASI:
        return couple ? "css.deduction.asi_couple" : "css.deduction.asi_single";
    case INCOME_ASPA:
        return couple ? "css.deduction.aspa_couple" : "css.deduction.aspa_single";
    default:
        return NULL;
    }
}

/* Notes the share or, with MONTHLY, the sum a month that a figure takes off; without a figure the
 * amount is open. */
static void worksheet_take_off(const struct money_day *day, const char *id, bool monthly, struct worksheet_rule *rule)
{
    const struct rules_version *version = worksheet_version(day, id);
    rule->parameter = rules_find_parameter(day->rules, id);
    rule->missing = !version || version->kind != VERSION_VALUE;
    if (rule->missing)
        rule->counts = COUNTS_OPEN;
    else if (monthly)
        rule->month = version->value / (SHARE_UNIT / 100);
    else
        rule->share = version->value;
}

struct worksheet_rule worksheet_find_rule(const struct money_day *day, enum worksheet_scheme scheme,
                                          enum worksheet_kind kind, bool couple)
{
    struct worksheet_rule rule = {.parameter = RULES_NONE};
    const char *deduction = worksheet_find_deduction(kind, couple);
    rule.counts = (uint8_t)worksheet_find_counts(day, scheme, kind);
    if (rule.counts == COUNTS_ABSENT)
        return rule;
    if (deduction)
        worksheet_take_off(day, deduction, true, &rule);
    if (kind == INCOME_WAGES_BEFORE) {
        worksheet_take_off(day, "cmuc_css.deduction_wages_unemployed", false, &rule);
        rule.share_open = scheme == WORKSHEET_AME;
    }
    if (kind == INCOME_WAGES_PRISON && day->day >= worksheet_day(2025, 10, 1))
        rule.share = PRISON_SHARE;
    return rule;
}

int64_t worksheet_most(const struct money_day *day)
{
    return day->rules->questions[day->rules->keys[KEY_INCOME_YEAR]].most;
}

enum worksheet_problem worksheet_check(const struct money_day *day, enum worksheet_scheme scheme,
                                       const struct worksheet_entry *entry)
{
    bool total = entry->month == WORKSHEET_TOTAL;
    if (entry->kind >= INCOME_KIND_COUNT ||
        worksheet_find_counts(day, scheme, (enum worksheet_kind)entry->kind) == COUNTS_ABSENT)
        return WORKSHEET_BAD_KIND;
    if (entry->cents < 0)
        return WORKSHEET_NEGATIVE;
    if (entry->cents > worksheet_most(day))
        return WORKSHEET_TOO_LARGE;
    if (total ? entry->months < 1 || entry->months > WORKSHEET_MONTHS : entry->month >= WORKSHEET_MONTHS)
        return WORKSHEET_BAD_MONTH;
    return WORKSHEET_FINE;
}

/* The cents of an entry that are left after what is taken off. */
static int64_t worksheet_reduce(const struct worksheet_entry *entry, const struct worksheet_rule *rule)
{
    int64_t months = entry->month == WORKSHEET_TOTAL ? entry->months : 1;
    int64_t left = entry->cents - worksheet_round((worksheet_wide)entry->cents * rule->share, SHARE_UNIT);
    left -= months * rule->month;
    return left > 0 ? left : 0;
}

/* Adds what one entry counts for. */
static void worksheet_add_entry(const struct money_day *day, const struct worksheet *sheet,
                                const struct worksheet_entry *entry, struct worksheet_result *result)
{
    enum worksheet_kind kind = (enum worksheet_kind)entry->kind;
    struct worksheet_rule rule = worksheet_find_rule(day, sheet->scheme, kind, sheet->household.couple);
    int64_t left = worksheet_reduce(entry, &rule);
    result->entered += entry->cents;
    if (rule.counts == COUNTS_NO)
        return;
    if (rule.missing)
        result->missing = rule.parameter;
    result->low += rule.counts == COUNTS_OPEN ? 0 : left;
    result->high += rule.share_open ? entry->cents : left;
}

/* The housing lump sum in cents a month. */
static int64_t worksheet_lump(const struct money_day *day, const struct worksheet *sheet)
{
    if (sheet->scheme == WORKSHEET_AME)
        return 0;
    int64_t lump = money_lump(day, sheet->housing, sheet->household.high);
    bool limited = sheet->housing == HOUSING_BENEFIT && sheet->benefit_month >= 0 && sheet->benefit_month < lump;
    return limited ? sheet->benefit_month : lump;
}

/* Notes the ceilings that the sum is held against. */
static void worksheet_note_ceilings(const struct money_day *day, const struct worksheet *sheet,
                                    struct worksheet_result *result)
{
    bool ame = sheet->scheme == WORKSHEET_AME;
    bool overseas = money_is_overseas(day, sheet->place);
    bool mayotte = sheet->place == day->rules->known_options[OPTION_PLACE_MAYOTTE];
    result->ceiling_free = result->ceiling_paid = -1;
    if (mayotte && (ame || !day->mayotte_overseas))
        return;
    result->ceiling_free = worksheet_ceiling(day, LEVEL_FREE, overseas, sheet->household.share);
    if (!ame)
        result->ceiling_paid = worksheet_ceiling(day, LEVEL_PAID, overseas, sheet->household.share);
    result->strict = !ame && day->strict;
    result->estimate = day->bases[ROW_IN_FORCE] && day->bases[ROW_IN_FORCE]->estimate;
}

enum worksheet_problem worksheet_add_up(const struct money_day *day, const struct worksheet *sheet,
                                        struct worksheet_result *result)
{
    struct worksheet_result found = {.missing = RULES_NONE};
    for (size_t i = 0; i < sheet->count; i++) {
        enum worksheet_problem problem = worksheet_check(day, sheet->scheme, &sheet->entries[i]);
        if (problem == WORKSHEET_FINE) {
            worksheet_add_entry(day, sheet, &sheet->entries[i], &found);
            problem = found.high > worksheet_most(day) ? WORKSHEET_SUM_TOO_LARGE : WORKSHEET_FINE;
        }
        result->wrong = i;
        if (problem != WORKSHEET_FINE)
            return problem;
    }
    found.lump_month = worksheet_lump(day, sheet);
    found.lump_year = found.lump_month * 12;
    found.wrong = sheet->count;
    worksheet_note_ceilings(day, sheet, &found);
    *result = found;
    return WORKSHEET_FINE;
}
