/* Every ceiling in force from 2016 on, for households of one to eight, in each territory: the
 * exact cent passes and the next one does not, by the year and by the month.  The expected
 * amounts are worked out here anew, from figures written down here anew. */
#include "check_main.h"

#include <string.h>

#include "decide_input.h"
#include "rules/rules.h"
#include "tree/walk.h"
#include "util/date.h"

/* One-person ceilings in ten-thousandths of a euro, unrounded from 2019-04-01 on. */
static const struct {
    const char *from;
    int64_t base;
} ceilings[] = {
    {"2016-01-01", 86445200},  {"2016-04-01", 86531600}, {"2017-04-01", 87230000}, {"2018-04-01", 88102300},
    {"2019-04-01", 89510000},  {"2019-11-01", 89510000}, {"2020-04-01", 90315590}, {"2021-04-01", 90405906},
    {"2022-04-01", 92033212},  {"2022-07-01", 95714540}, {"2023-04-01", 97187072}, {"2024-04-01", 101657677},
    {"2025-04-01", 103385858}, {"2026-04-01", 104212944},
};
#define CEILING_COUNT (sizeof ceilings / sizeof ceilings[0])

/* The yearly ceiling in cents: base x household x territory x level, to the nearest euro. */
static int64_t expected_year(int64_t base, int persons, bool overseas, bool paid)
{
    static const int tenths[] = {0, 10, 15, 18, 21};
    int64_t household = persons <= 4 ? tenths[persons] : 21 + 4 * (persons - 4);
    int64_t product = base * household * (overseas ? 1113 : 1000) * (paid ? 135 : 100);
    int64_t unit = (int64_t)10000 * 10 * 1000 * 100;
    return (product + unit / 2) / unit * 100;
}

/* Its monthly form: a twelfth, rounded up to the euro. */
static int64_t expected_month(int64_t year)
{
    return (year / 100 + 11) / 12 * 100;
}

/* Sets one answer by its name. */
static void answer(struct tree_case *c, const char *pair)
{
    struct buffer problem = {0};
    ck_assert_msg(decide_set_pair(rules_builtin(), c, pair, &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
}

/* A French employee with so much income. */
static struct tree_case worker(const char *place, int persons, bool month, int64_t income)
{
    const struct rules *rules = rules_builtin();
    struct tree_case c = {0};
    answer(&c, "nationality=fr");
    answer(&c, "age=35");
    answer(&c, "work=employed");
    answer(&c, place);
    case_set_number(&c, rules->keys[KEY_HOUSEHOLD], persons * 100);
    case_set_number(&c, rules->keys[month ? KEY_INCOME_MONTH : KEY_INCOME_YEAR], income);
    return c;
}

/* True when RIGHT is certain, or with POSSIBLE at least possible. */
static bool gives(const struct walk_result *result, const char *right, bool possible)
{
    uint16_t index = rules_find_right(rules_builtin(), right);
    ck_assert_uint_ne(index, RULES_NONE);
    return rules_set_has(result->certain, index) || (possible && rules_set_has(result->possible, index));
}

/* The right of a level on a date. */
static const char *right_of(int32_t day, bool paid)
{
    bool css = day >= date_to_day((struct date){2019, 11, 1});
    return paid ? (css ? "c2s-paid" : "acs") : (css ? "c2s-free" : "cmu-c");
}

/* Checks one limit at -1, 0 and +1 cent.  Under the estimate of 2026 the edge is only possible. */
static void check_limit(const struct money_day *day, const char *place, int persons, bool paid, bool month,
                        int64_t limit)
{
    bool strict = paid && day->strict;
    for (int64_t step = -1; step <= 1; step++) {
        struct tree_case c = worker(place, persons, month, limit + step);
        struct walk_result result;
        walk_run(day, &c, &result);
        bool inside = strict ? step < 0 : step <= 0;
        const char *right = right_of(day->day, paid);
        bool found = gives(&result, right, true);
        ck_assert_msg(found == inside, "%s at %+d cent, %s, %d persons: %s", month ? "month" : "year", (int)step,
                      place, persons, right);
        if (!day->bases[ROW_BEFORE])
            ck_assert_int_eq(gives(&result, right, false), inside);
    }
}

/* Checks all limits of one household on one day. */
static void check_household(const struct money_day *day, int64_t base, const char *place, bool overseas, int persons)
{
    for (int paid = 0; paid < 2; paid++) {
        int64_t year = expected_year(base, persons, overseas, paid);
        check_limit(day, place, persons, paid, false, year);
        check_limit(day, place, persons, paid, true, expected_month(year));
        struct tree_case c = worker(place, persons, false, 0);
        struct walk_result result;
        walk_run(day, &c, &result);
        ck_assert_int_eq(paid ? result.ceiling_paid : result.ceiling_free, year);
    }
}

START_TEST(every_ceiling_holds_to_the_cent)
{
    const char *until = _i + 1 < (int)CEILING_COUNT ? ceilings[_i + 1].from : "2027-06-01";
    int32_t days[2];
    ck_assert(date_parse(ceilings[_i].from, &days[0]) && date_parse(until, &days[1]));
    days[1]--;
    for (int d = 0; d < 2; d++) {
        struct money_day day;
        money_prepare(&day, rules_builtin(), days[d]);
        for (int persons = 1; persons <= 8; persons++) {
            check_household(&day, ceilings[_i].base, "place=metropole", false, persons);
            check_household(&day, ceilings[_i].base, "place=dom", true, persons);
            if (days[d] >= date_to_day((struct date){2024, 1, 1}))
                check_household(&day, ceilings[_i].base, "place=mayotte", true, persons);
        }
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

int main(void)
{
    Suite *suite = suite_create("money");
    TCase *cases = tcase_create("ceilings");
    tcase_add_loop_test(cases, every_ceiling_holds_to_the_cent, 0, (int)CEILING_COUNT);
    tcase_add_loop_test(cases, printed_tables_agree_within_a_euro, 0, sizeof printed / sizeof printed[0]);
    tcase_add_loop_test(cases, housing_lump_sums_are_the_published_ones, 0, sizeof lumps / sizeof lumps[0]);
    tcase_add_test(cases, contribution_follows_the_age);
    suite_add_tcase(suite, cases);
    return check_run(suite);
}
