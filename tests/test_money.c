/* Every ceiling from 2000 on, for households of one to eight, in each territory and on the first
 * and last day of each version: the exact cent passes and the next one does not, by the year and
 * by the month.  CMU-C and C2S, ACS and the paid C2S, AME, the contribution to CMU de base.
 * The expected amounts are worked out here anew, from figures written down here anew.
 * A figure that nobody documented has to come out as missing, never as an amount.
 * Who gets which base cover is deliberately not tested here. */
#include "check_main.h"

#include <string.h>

#include "decide_input.h"
#include "rules/rules.h"
#include "tree/walk.h"
#include "util/date.h"

/* What makes the ceilings, from each day on which any of it changes.  `base` is for one person,
 * in ten-thousandths of a euro, unrounded from 2019-04-01 on; `overseas` in thousandths of the
 * ceiling of the mainland; `paid` in hundredths of the free one, 0 where there is no such level. */
static const struct {
    const char *from;
    int64_t base;
    int overseas, paid;
} ceilings[] = {
    {"2000-01-01", 64028600, 1000, 0},    {"2001-01-01", 65858000, 1000, 0},    {"2002-02-15", 67440000, 1000, 0},
    {"2003-07-01", 67980000, 1000, 0},    {"2003-09-01", 67980000, 1108, 0},    {"2004-07-01", 69135700, 1108, 0},
    {"2005-01-01", 69135700, 1108, 115},  {"2005-07-01", 70459700, 1108, 115},  {"2006-07-01", 71787900, 1108, 115},
    {"2007-01-01", 71787900, 1108, 120},  {"2007-07-01", 72721000, 1113, 120},  {"2008-07-01", 74466400, 1113, 120},
    {"2009-07-01", 75211100, 1113, 120},  {"2010-07-01", 76113600, 1113, 120},  {"2011-01-01", 76113600, 1113, 126},
    {"2011-07-01", 77712000, 1113, 126},  {"2012-01-01", 77712000, 1113, 135},  {"2012-07-01", 79344000, 1113, 135},
    {"2013-07-01", 85929600, 1113, 135},  {"2014-07-01", 86445200, 1113, 135},  {"2016-01-01", 86445200, 1113, 135},
    {"2016-04-01", 86531600, 1113, 135},  {"2017-04-01", 87230000, 1113, 135},  {"2018-04-01", 88102300, 1113, 135},
    {"2019-04-01", 89510000, 1113, 135},  {"2019-11-01", 89510000, 1113, 135},  {"2020-04-01", 90315590, 1113, 135},
    {"2021-04-01", 90405906, 1113, 135},  {"2022-04-01", 92033212, 1113, 135},  {"2022-07-01", 95714540, 1113, 135},
    {"2023-04-01", 97187072, 1113, 135},  {"2024-04-01", 101657677, 1113, 135}, {"2025-04-01", 103385858, 1113, 135},
    {"2026-04-01", 104212944, 1113, 135},
};
#define CEILING_COUNT (sizeof ceilings / sizeof ceilings[0])
#define LAST_DAY "2027-05-31" /* the last day that is looked at */

/* The day of a date that is written down here. */
static int32_t day_of(const char *text)
{
    int32_t day;
    ck_assert_msg(date_parse(text, &day), "%s", text);
    return day;
}

/* NUMBER / DIVISOR to the nearest whole, a half going up. */
static int64_t half_up(int64_t number, int64_t divisor)
{
    return (number + divisor / 2) / divisor;
}

/* The yearly ceiling in cents: base x household x territory x level, rounded once: to the cent,
 * from 2007-07-01 on to the euro.  -1 where there is no such level. */
static int64_t expected_year(int32_t day, size_t row, int persons, bool overseas, bool paid)
{
    static const int tenths[] = {0, 10, 15, 18, 21};
    int64_t household = persons <= 4 ? tenths[persons] : 21 + 4 * (persons - 4);
    int64_t product = ceilings[row].base * household * (overseas ? ceilings[row].overseas : 1000);
    int64_t unit = (int64_t)10000 * 10 * 1000 * 100;
    if (paid && !ceilings[row].paid)
        return -1;
    product *= paid ? ceilings[row].paid : 100;
    return day >= day_of("2007-07-01") ? half_up(product, unit) * 100 : half_up(product, unit / 100);
}

/* Its monthly form: a twelfth to the cent, from 2007-07-01 on rounded up to the euro. */
static int64_t expected_month(int32_t day, int64_t year)
{
    return day >= day_of("2007-07-01") ? (year / 100 + 11) / 12 * 100 : half_up(year, 12);
}

/* Sets one answer by its name. */
static void answer(struct tree_case *c, const char *pair)
{
    struct buffer problem = {0};
    ck_assert_msg(decide_set_pair(rules_builtin(), c, pair, &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
}

/* Somebody who lives at a place for a year, in a household, with so much income. */
struct person {
    const char *what[4]; /* nationality, work, papers */
    const char *place;
    int persons;
};

/* Walks the case of a person with an income of a year or of a month. */
static struct walk_result walk_person(const struct money_day *day, const struct person *person, bool month,
                                      int64_t income)
{
    const struct rules *rules = rules_builtin();
    struct tree_case c = {0};
    struct walk_result result;
    answer(&c, "age=35");
    answer(&c, "months=12");
    answer(&c, person->place);
    for (int i = 0; i < 4 && person->what[i]; i++)
        answer(&c, person->what[i]);
    case_set_number(&c, rules->keys[KEY_HOUSEHOLD], person->persons * 100);
    case_set_number(&c, rules->keys[month ? KEY_INCOME_MONTH : KEY_INCOME_YEAR], income);
    walk_run(day, &c, &result);
    return result;
}

/* True when RIGHT is certain, or with POSSIBLE at least possible. */
static bool gives(const struct walk_result *result, const char *right, bool possible)
{
    uint16_t index = rules_find_right(rules_builtin(), right);
    ck_assert_uint_ne(index, RULES_NONE);
    return rules_set_has(result->certain, index) || (possible && rules_set_has(result->possible, index));
}

/* A scheme with a ceiling: who claims it, what it gives within, what there is over it or null. */
struct scheme {
    const char *what[4];
    const char *within, *over;
    bool paid;
    bool possible; /* never more than possible */
};

/* Checks one limit at -1, 0 and +1 cent.  Under the estimate of 2026 the edge is only possible. */
static void check_limit(const struct money_day *day, const struct scheme *scheme, const struct person *person,
                        bool month, int64_t limit)
{
    bool strict = scheme->paid && day->day < day_of("2019-11-01");
    for (int64_t step = -1; step <= 1; step++) {
        struct walk_result result = walk_person(day, person, month, limit + step);
        bool inside = strict ? step < 0 : step <= 0;
        ck_assert_msg(gives(&result, scheme->within, true) == inside, "%s at %+d cent, %s, %d persons, day %d: %s",
                      month ? "month" : "year", (int)step, person->place, person->persons, (int)day->day,
                      scheme->within);
        if (day->bases[ROW_BEFORE] || scheme->possible)
            continue;
        ck_assert_int_eq(gives(&result, scheme->within, false), inside);
        if (scheme->over)
            ck_assert_msg(gives(&result, scheme->over, true) == !inside, "%s and %s", scheme->within, scheme->over);
    }
}

/* Checks the limit of one scheme for one household, and that it is printed. */
static void check_scheme(const struct money_day *day, size_t row, const struct scheme *scheme, const char *place,
                         int persons)
{
    struct person person = {{scheme->what[0], scheme->what[1], scheme->what[2], scheme->what[3]}, place, persons};
    bool overseas = strcmp(place, "place=metropole") != 0;
    int64_t year = expected_year(day->day, row, persons, overseas, scheme->paid);
    struct walk_result result = walk_person(day, &person, false, 0);
    ck_assert_int_eq(scheme->paid ? result.ceiling_paid : result.ceiling_free, year);
    if (year < 0)
        return;
    check_limit(day, scheme, &person, false, year);
    check_limit(day, scheme, &person, true, expected_month(day->day, year));
}

/* Checks that Mayotte has none of these schemes, however small the income. */
static void check_none(const struct money_day *day, const struct scheme *scheme, int persons)
{
    struct person person = {{scheme->what[0], scheme->what[1], scheme->what[2], scheme->what[3]}, "place=mayotte",
                            persons};
    struct walk_result result = walk_person(day, &person, false, 0);
    ck_assert(!gives(&result, scheme->within, true));
    if (day->day < day_of("2024-01-01"))
        ck_assert_int_eq(result.ceiling_free, WALK_NO_AMOUNT);
}

/* The schemes of a day: the free complement, the paid one, AME, and AME of Europeans. */
static void schemes_of(int32_t day, struct scheme *schemes)
{
    bool puma = day >= day_of("2016-01-01");
    bool css = day >= day_of("2019-11-01");
    const char *above = puma ? "mutuelle" : "top-up";
    const char *paid = css ? "c2s-paid" : "acs";
    const char *aid = puma ? "ame-over" : day < day_of("2003-12-31") ? NULL : "fsuv";
    const struct scheme found[] = {
        {{"nationality=fr", "work=employed"}, css ? "c2s-free" : "cmu-c", day < day_of("2005-01-01") ? above : paid,
         false, false},
        {{"nationality=fr", "work=employed"}, paid, above, true, false},
        {{"nationality=other", "work=none", "papers=none"}, "ame", aid, false, false},
        {{"nationality=eu", "work=none", "papers=none"}, puma ? "ame-eu" : "ame", NULL, false, !puma},
    };
    memcpy(schemes, found, sizeof found);
}

/* Checks all schemes of one household on one day. */
static void check_household(const struct money_day *day, size_t row, int persons)
{
    struct scheme schemes[4];
    schemes_of(day->day, schemes);
    for (size_t i = 0; i < 4; i++) {
        bool aid = strncmp(schemes[i].within, "ame", 3) == 0;
        check_scheme(day, row, &schemes[i], "place=metropole", persons);
        check_scheme(day, row, &schemes[i], "place=dom", persons);
        if (aid || day->day < day_of("2024-01-01"))
            check_none(day, &schemes[i], persons);
        else
            check_scheme(day, row, &schemes[i], "place=mayotte", persons);
    }
}

/* Every version on its first two days and on its last: so each change is seen at -1, 0 and +1 day. */
START_TEST(every_ceiling_holds_to_the_cent)
{
    bool last = _i + 1 == (int)CEILING_COUNT;
    int32_t days[3] = {day_of(ceilings[_i].from)};
    days[1] = days[0] + 1;
    days[2] = last ? day_of(LAST_DAY) : day_of(ceilings[_i + 1].from) - 1;
    for (int d = 0; d < 3; d++) {
        struct money_day day;
        money_prepare(&day, rules_builtin(), days[d]);
        for (int persons = 1; persons <= 8; persons++)
            check_household(&day, (size_t)_i, persons);
    }
}
END_TEST

/* Printed values, in euros: a cross-check within one euro. */
static const struct {
    const char *day;
    int persons;
    bool overseas, paid;
    int euros;
} printed[] = {
    {"2019-05-01", 2, false, false, 13426}, {"2019-05-01", 4, false, false, 18797},
    {"2020-05-01", 2, false, false, 13547}, {"2020-05-01", 4, false, false, 18966},
    {"2021-05-01", 3, false, false, 16274}, {"2021-05-01", 1, true, false, 10063},
    {"2021-05-01", 4, true, false, 21132},  {"2021-05-01", 1, false, true, 12205},
    {"2023-05-01", 4, false, false, 20409}, {"2023-05-01", 4, false, true, 27553},
    {"2024-05-01", 2, true, false, 16972},  {"2024-05-01", 4, true, true, 32077},
    {"2025-05-01", 3, false, false, 18609}, {"2025-05-01", 4, false, true, 29311},
    {"2026-05-01", 1, true, true, 15659},   {"2026-05-01", 4, false, false, 21885},
};

START_TEST(printed_tables_agree_within_a_euro)
{
    struct money_day day;
    int32_t date;
    ck_assert(date_parse(printed[_i].day, &date));
    money_prepare(&day, rules_builtin(), date);
    int64_t cents = money_ceiling(&day, ROW_IN_FORCE, printed[_i].paid ? LEVEL_PAID : LEVEL_FREE, printed[_i].overseas,
                                  printed[_i].persons);
    ck_assert_int_le(llabs(cents - printed[_i].euros * 100), 100);
}
END_TEST

/* Published housing lump sums, in cents a month. */
static const struct {
    const char *day;
    enum money_housing housing;
    int persons;
    int cents;
} lumps[] = {
    {"2025-05-01", HOUSING_BENEFIT, 1, 7758},  {"2025-05-01", HOUSING_BENEFIT, 2, 15516},
    {"2025-05-01", HOUSING_BENEFIT, 3, 19202}, {"2025-05-01", HOUSING_BENEFIT, 7, 19202},
    {"2025-05-01", HOUSING_OWNER, 1, 7758},    {"2025-05-01", HOUSING_OWNER, 2, 13577},
    {"2025-05-01", HOUSING_OWNER, 3, 16292},   {"2026-05-01", HOUSING_BENEFIT, 1, 7820},
    {"2026-05-01", HOUSING_BENEFIT, 2, 15641}, {"2026-05-01", HOUSING_BENEFIT, 3, 19355},
    {"2026-05-01", HOUSING_OWNER, 2, 13685},   {"2026-05-01", HOUSING_OWNER, 3, 16423},
    {"2021-05-01", HOUSING_BENEFIT, 1, 6784},  {"2021-05-01", HOUSING_BENEFIT, 3, 16791},
    {"2026-05-01", HOUSING_OTHER, 3, 0},
};

START_TEST(housing_lump_sums_are_the_published_ones)
{
    struct money_day day;
    int32_t date;
    ck_assert(date_parse(lumps[_i].day, &date));
    money_prepare(&day, rules_builtin(), date);
    ck_assert_int_eq(money_lump(&day, lumps[_i].housing, lumps[_i].persons), lumps[_i].cents);
}
END_TEST

START_TEST(contribution_follows_the_age)
{
    static const struct {
        int years, cents;
    } ages[] = {{0, 800}, {29, 800}, {30, 1400}, {49, 1400}, {50, 2100}, {59, 2100}, {60, 2500}, {69, 2500},
                {70, 3000}, {120, 3000}};
    const struct rules *rules = rules_builtin();
    struct money_day day;
    money_prepare(&day, rules, date_to_day((struct date){2025, 6, 1}));
    for (size_t i = 0; i < sizeof ages / sizeof ages[0]; i++)
        ck_assert_int_eq(walk_amount(&day, &rules->amounts[0], ages[i].years * 100), ages[i].cents);
}
END_TEST

/* ---- the contribution to CMU de base ---- */

/* The thresholds in cents of a year; 0 is a hole. */
static const struct {
    const char *from;
    int64_t threshold;
} thresholds[] = {
    {"2000-01-01", 640300}, {"2001-10-01", 650500}, {"2002-10-01", 0},      {"2003-10-01", 672100},
    {"2004-10-01", 0},      {"2005-10-01", 0},      {"2006-10-01", 708300}, {"2007-10-01", 864400},
    {"2008-10-01", 0},      {"2009-10-01", 902000}, {"2010-10-01", 902900}, {"2011-10-01", 916400},
    {"2012-10-01", 935600}, {"2013-10-01", 953400}, {"2014-10-01", 960100},
};
#define THRESHOLD_COUNT (sizeof thresholds / sizeof thresholds[0])

/* The row of ceilings in force on a day. */
static size_t row_of(int32_t day)
{
    size_t row = 0;
    while (row + 1 < CEILING_COUNT && day_of(ceilings[row + 1].from) <= day)
        row++;
    return row;
}

/* Up to this income in cents the household owes nothing, to 2001-09-30. */
static int64_t floor_of(int32_t day, int persons)
{
    if (day >= day_of("2001-10-01"))
        return 0;
    return persons == 1 ? 640300 : persons == 2 ? 960400 : 1152500 + (persons - 3) * 256100;
}

/* 8 % of what is above the threshold, to the nearest cent. */
static int64_t expected_contribution(int32_t day, int64_t threshold, int persons, int64_t income)
{
    if (income <= threshold || income <= floor_of(day, persons))
        return 0;
    return half_up((income - threshold) * 8, 100);
}

/* The parameter that is missing from a result, or an empty text; never more than one here. */
static const char *missing_of(const struct walk_result *result)
{
    const struct rules *rules = rules_builtin();
    ck_assert_uint_le(result->missing.count, 1);
    return result->missing.count ? rules_string(rules, rules->parameters[result->missing.parameters[0]].id) : "";
}

/* Checks the amount for one income; CMU-C makes it nothing, a hole makes it missing. */
static void check_contribution(const struct money_day *day, int64_t threshold, const struct person *person, bool month,
                               int64_t income)
{
    bool overseas = strcmp(person->place, "place=metropole") != 0;
    int64_t ceiling = expected_year(day->day, row_of(day->day), person->persons, overseas, false);
    bool free = income <= (month ? expected_month(day->day, ceiling) : ceiling);
    struct walk_result result = walk_person(day, person, month, income);
    int64_t year = month ? income * 12 : income;
    int64_t expected = free          ? 0
                       : !threshold  ? WALK_NO_AMOUNT
                                     : expected_contribution(day->day, threshold, person->persons, year);
    ck_assert(gives(&result, "cmu-base", false));
    ck_assert_msg(result.contribution == expected, "day %d, %s, %d persons, %s %lld cents: %lld instead of %lld",
                  (int)day->day, person->place, person->persons, month ? "month" : "year", (long long)income,
                  (long long)result.contribution, (long long)expected);
    ck_assert_str_eq(missing_of(&result), !free && !threshold ? "cmu_base.threshold" : "");
}

/* Checks the cents around an income of a year, by the year and by the month. */
static void check_contribution_around(const struct money_day *day, int64_t threshold, const struct person *person,
                                      int64_t income)
{
    static const int steps[] = {-1, 0, 1, 6, 7, 100}; /* 6 cents above the threshold still owe nothing */
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        check_contribution(day, threshold, person, false, income + steps[i]);
        check_contribution(day, threshold, person, true, income / 12 + steps[i]);
    }
}

/* Checks one household around the threshold, its floor and the ceiling of CMU-C. */
static void check_contributions(const struct money_day *day, int64_t threshold, const char *place, int persons)
{
    const struct person person = {{"nationality=other", "papers=permit", "work=none"}, place, persons};
    bool overseas = strcmp(place, "place=metropole") != 0;
    int64_t ceiling = expected_year(day->day, row_of(day->day), persons, overseas, false);
    check_contribution_around(day, threshold, &person, ceiling);
    check_contribution_around(day, threshold, &person, threshold ? threshold : 700000);
    if (floor_of(day->day, persons))
        check_contribution_around(day, threshold, &person, floor_of(day->day, persons));
}

START_TEST(every_contribution_holds_to_the_cent)
{
    bool last = _i + 1 == (int)THRESHOLD_COUNT;
    int32_t days[3] = {day_of(thresholds[_i].from)};
    days[1] = days[0] + 1;
    days[2] = day_of(last ? "2016-01-01" : thresholds[_i + 1].from) - 1;
    for (int d = 0; d < 3; d++) {
        struct money_day day;
        money_prepare(&day, rules_builtin(), days[d]);
        for (int persons = 1; persons <= 8; persons++) {
            check_contributions(&day, thresholds[_i].threshold, "place=metropole", persons);
            check_contributions(&day, thresholds[_i].threshold, "place=dom", persons);
        }
    }
}
END_TEST

/* The arithmetic alone: where the ceiling of CMU-C lies above the threshold, no walk shows it. */
START_TEST(the_threshold_itself_owes_nothing)
{
    int64_t threshold = thresholds[_i].threshold;
    struct money_day day;
    money_prepare(&day, rules_builtin(), day_of(thresholds[_i].from));
    ck_assert_int_eq(money_contribution_hole(&day) == RULES_NONE, threshold != 0);
    for (int step = -1; threshold && step <= 20; step++)
        ck_assert_int_eq(money_contribution(&day, threshold + step, 1),
                         expected_contribution(day.day, threshold, 1, threshold + step));
}
END_TEST

/* ---- holes ---- */

/* True for a parameter that a walk may lean on: the arithmetic knows it, or a node tests it. */
static bool is_leaned_on(const struct rules *rules, uint16_t parameter)
{
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        if (rules->figures[i] == parameter)
            return true;
    for (uint32_t i = 0; i < rules->node_count; i++)
        if (rules->nodes[i].split == SPLIT_PARAMETER && rules->nodes[i].parameter == parameter)
            return true;
    return false;
}

START_TEST(no_other_figure_has_a_hole)
{
    const struct rules *rules = rules_builtin();
    int holes = 0;
    for (uint16_t i = 0; i < rules->parameter_count; i++) {
        const struct rules_parameter *p = &rules->parameters[i];
        for (uint32_t v = p->first_version; v < p->first_version + p->version_count; v++) {
            if (rules->versions[v].kind != VERSION_HOLE || !is_leaned_on(rules, i))
                continue;
            const char *id = rules_string(rules, p->id);
            ck_assert_msg(strcmp(id, "cmu_base.threshold") == 0 || strcmp(id, "kept_rights.months") == 0,
                          "%s has a hole that is not tested here", id);
            holes++;
        }
    }
    ck_assert_int_eq(holes, 5);
}
END_TEST

START_TEST(kept_months_are_missing_until_2017)
{
    static const char *const what[] = {"nationality=other", "work=none", "papers=expired", "was-insured=yes"};
    struct person person = {{what[0], what[1], what[2], what[3]}, "place=metropole", 1};
    for (int32_t date = day_of("2017-02-27") - 1; date <= day_of("2017-02-27") + 1; date++) {
        bool known = date >= day_of("2017-02-27");
        struct money_day day;
        struct walk_result result;
        money_prepare(&day, rules_builtin(), date);
        result = walk_person(&day, &person, false, 0);
        ck_assert(gives(&result, "maintien", true) && !gives(&result, "maintien", false));
        ck_assert_str_eq(missing_of(&result), known ? "" : "kept_rights.months");
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("money");
    TCase *cases = tcase_create("ceilings");
    tcase_add_loop_test(cases, every_ceiling_holds_to_the_cent, 0, (int)CEILING_COUNT);
    tcase_add_loop_test(cases, printed_tables_agree_within_a_euro, 0, sizeof printed / sizeof printed[0]);
    tcase_add_loop_test(cases, housing_lump_sums_are_the_published_ones, 0, sizeof lumps / sizeof lumps[0]);
    tcase_add_test(cases, contribution_follows_the_age);
    suite_add_tcase(suite, cases);
    TCase *contributions = tcase_create("contributions");
    tcase_add_loop_test(contributions, every_contribution_holds_to_the_cent, 0, (int)THRESHOLD_COUNT);
    tcase_add_loop_test(contributions, the_threshold_itself_owes_nothing, 0, (int)THRESHOLD_COUNT);
    suite_add_tcase(suite, contributions);
    TCase *holes = tcase_create("holes");
    tcase_add_test(holes, no_other_figure_has_a_hole);
    tcase_add_test(holes, kept_months_are_missing_until_2017);
    suite_add_tcase(suite, holes);
    return check_run(suite);
}
