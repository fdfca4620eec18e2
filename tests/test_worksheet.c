/* The income worksheet: the twelve months, the household, the housing lump sum, what counts and what
 * it comes to, against published figures, a plain second count of months, and the walk itself.
 * WORKSHEET_CASES=n tries n random worksheets instead of 50 000.
 * It deliberately does not test the ceilings as such (test_money.c). */
#include "check_main.h"

#include <string.h>

#include "chance.h"
#include "decide_input.h"
#include "rules/rules.h"
#include "tree/walk.h"
#include "tree/worksheet.h"
#include "util/date.h"

/* The day of a date that is written down here. */
static int32_t day_of(const char *text)
{
    int32_t day;
    ck_assert_msg(date_parse(text, &day), "%s", text);
    return day;
}

/* Prepares the day of a date that is written down here. */
static struct money_day money_of(const char *text)
{
    struct money_day day;
    money_prepare(&day, rules_builtin(), day_of(text));
    return day;
}

/* The value of an option of `place`. */
static uint16_t place_of(const char *id)
{
    uint16_t place = rules_find_option(rules_builtin(), rules_builtin()->keys[KEY_PLACE], id);
    ck_assert_uint_ne(place, RULES_NONE);
    return place;
}

/* ---- the months ---- */

/* A month as a number that goes on by one from month to month. */
static int month_index(int32_t day)
{
    struct date date = date_from_day(day);
    return date.year * 12 + date.month - 1;
}

/* Checks the months of a claim: FIRST and the eleven after it, each its first day. */
static void check_period(int32_t day, enum worksheet_scheme scheme, bool self_employed, int first, bool unsure)
{
    struct worksheet_period period;
    struct money_day money = {.rules = rules_builtin(), .day = day};
    ck_assert(worksheet_find_period(&money, scheme, self_employed, &period));
    for (int i = 0; i < WORKSHEET_MONTHS; i++) {
        struct date date = {(first + i) / 12, (first + i) % 12 + 1, 1};
        if (period.months[i] != date_to_day(date))
            ck_abort_msg("day %d, scheme %d, month %d", (int)day, (int)scheme, i);
    }
    ck_assert_int_eq(period.unsure, unsure);
}

START_TEST(the_twelve_months_of_every_day)
{
    for (int32_t day = day_of("2000-01-01"); day <= day_of("2027-12-31"); day++) {
        struct date date = date_from_day(day);
        if (date.day > 1 && date_from_day(day + 1).day > 1 && date.day != 15)
            continue;
        int month = month_index(day);
        bool shifted = date.year >= 2022;
        check_period(day, WORKSHEET_COMPLEMENT, false, month - (shifted ? 13 : 12), false);
        check_period(day, WORKSHEET_COMPLEMENT, true, (date.year - 1) * 12, !shifted);
        check_period(day, WORKSHEET_AME, false, month - 12, false);
        check_period(day, WORKSHEET_AME, true, month - 12, true);
    }
}
END_TEST

START_TEST(published_periods)
{
    static const struct {
        const char *claim, *first, *last;
    } rows[] = {
        {"2025-04-15", "2024-03-01", "2025-02-01"}, /* F2.05 */
        {"2012-10-15", "2011-10-01", "2012-09-01"},
        {"2021-12-31", "2020-12-01", "2021-11-01"},
        {"2022-01-01", "2020-12-01", "2021-11-01"}, /* the same months on both sides of the change */
        {"2026-11-21", "2025-10-01", "2026-09-01"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct money_day day = money_of(rows[i].claim);
        struct worksheet_period period;
        ck_assert(worksheet_find_period(&day, WORKSHEET_COMPLEMENT, false, &period));
        ck_assert_int_eq(period.months[0], day_of(rows[i].first));
        ck_assert_int_eq(period.months[11], day_of(rows[i].last));
    }
}
END_TEST

START_TEST(no_period_before_the_first_rule)
{
    struct worksheet_period period = {.months = {7}};
    struct money_day day = money_of("1999-12-31");
    ck_assert(!worksheet_find_period(&day, WORKSHEET_COMPLEMENT, false, &period));
    ck_assert_int_eq(period.months[0], 7);
}
END_TEST

START_TEST(capital_has_a_year_of_its_own)
{
    struct money_day before = money_of("2017-05-31");
    struct money_day since = money_of("2017-06-01");
    ck_assert_int_eq(worksheet_capital_year(&before, WORKSHEET_COMPLEMENT), 0);
    ck_assert_int_eq(worksheet_capital_year(&since, WORKSHEET_COMPLEMENT), 2015);
    ck_assert_int_eq(worksheet_capital_year(&since, WORKSHEET_AME), 0);
}
END_TEST

/* ---- the household ---- */

#define PARTNER {true, false, 0}
#define CHILD(age) {false, false, age}
#define BY_TURNS(age) {false, true, age}

/* Households and what they come to. */
static const struct {
    size_t count;
    struct worksheet_member members[6];
    int low, high, share;
} households[] = {
    {0, {PARTNER}, 1, 1, 10000},
    {1, {PARTNER}, 2, 2, 15000},
    {1, {CHILD(24)}, 2, 2, 15000},
    {1, {CHILD(25)}, 1, 1, 10000},
    {2, {CHILD(25), CHILD(0)}, 2, 2, 15000},
    {2, {PARTNER, CHILD(3)}, 3, 3, 18000},
    {3, {CHILD(3), CHILD(5), PARTNER}, 4, 4, 21000},
    {4, {PARTNER, CHILD(3), CHILD(5), CHILD(7)}, 5, 5, 25000},
    {6, {PARTNER, CHILD(3), CHILD(5), CHILD(7), CHILD(9), CHILD(30)}, 6, 6, 29000},
    {1, {BY_TURNS(17)}, 1, 2, 12500},
    {2, {PARTNER, BY_TURNS(3)}, 2, 3, 16500},
    {2, {BY_TURNS(9), CHILD(3)}, 2, 3, 15500}, /* the older child by turns has the first rise: 0.5 / 2 */
    {2, {CHILD(3), BY_TURNS(9)}, 2, 3, 15500},
    {2, {CHILD(9), BY_TURNS(3)}, 2, 3, 16500},
    {2, {BY_TURNS(4), CHILD(4)}, 2, 3, 15500},
    {5, {PARTNER, CHILD(9), CHILD(8), BY_TURNS(7), BY_TURNS(6)}, 4, 6, 25000},
};

START_TEST(households_are_counted)
{
    struct worksheet_household found;
    struct money_day day = money_of("2026-11-21");
    ck_assert_int_eq(worksheet_count_household(&day, households[_i].members, households[_i].count, &found),
                     WORKSHEET_FINE);
    ck_assert_int_eq(found.low, households[_i].low);
    ck_assert_int_eq(found.high, households[_i].high);
    ck_assert_int_eq(found.share, households[_i].share);
    ck_assert_int_eq(found.unsure, households[_i].low < households[_i].high);
    bool couple = false;
    for (size_t i = 0; i < households[_i].count; i++)
        couple |= households[_i].members[i].partner;
    ck_assert_int_eq(found.couple, couple);
}
END_TEST

START_TEST(wrong_households_are_named)
{
    static const struct worksheet_member many[100];
    static const struct {
        enum worksheet_problem problem;
        size_t count;
        struct worksheet_member members[2];
    } rows[] = {
        {WORKSHEET_TWO_PARTNERS, 2, {PARTNER, PARTNER}}, {WORKSHEET_BAD_AGE, 1, {CHILD(-1)}},
        {WORKSHEET_BAD_AGE, 1, {CHILD(131)}},            {WORKSHEET_FINE, 1, {CHILD(130)}},
        {WORKSHEET_NOT_ALTERNATING, 1, {BY_TURNS(18)}},  {WORKSHEET_NOT_ALTERNATING, 1, {{true, true, 0}}},
    };
    struct money_day day = money_of("2026-11-21");
    struct worksheet_household found = {.low = 7};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].problem != WORKSHEET_FINE)
            ck_assert_int_eq(worksheet_count_household(&day, rows[i].members, rows[i].count, &found), rows[i].problem);
    ck_assert_int_eq(worksheet_count_household(&day, many, 99, &found), WORKSHEET_TOO_MANY);
    ck_assert_int_eq(found.low, 7);
    ck_assert_int_eq(worksheet_count_household(&day, rows[3].members, 1, &found), WORKSHEET_FINE);
    ck_assert_int_eq(worksheet_count_household(&day, many, 98, &found), WORKSHEET_FINE);
    ck_assert_int_eq(found.high, 99);
}
END_TEST

/* The multiple of so many whole persons. */
static int64_t share_of(int64_t persons)
{
    return persons <= 4 ? (int64_t[]){0, 10000, 15000, 18000, 21000}[persons] : 21000 + 4000 * (persons - 4);
}

START_TEST(whole_persons_have_the_ceiling_of_the_walk)
{
    for (int32_t date = day_of("2000-01-01"); date <= day_of("2027-12-31"); date += 9) {
        struct money_day day;
        money_prepare(&day, rules_builtin(), date);
        for (int persons = 1; persons <= 12; persons++)
            for (int level = 0; level < 2; level++)
                for (int overseas = 0; overseas < 2; overseas++) {
                    int64_t walk = money_ceiling(&day, ROW_IN_FORCE, (enum rules_level)level, overseas, persons);
                    if (worksheet_ceiling(&day, (enum rules_level)level, overseas, share_of(persons)) != walk)
                        ck_abort_msg("day %d, %d persons", (int)date, persons);
                }
    }
}
END_TEST

START_TEST(a_child_by_turns_adds_half)
{
    struct money_day day = money_of("2025-06-01");
    ck_assert_int_eq(worksheet_ceiling(&day, LEVEL_FREE, false, 12500), 1292300); /* 10 338.5858 x 1.25 */
    ck_assert_int_eq(worksheet_ceiling(&day, LEVEL_PAID, false, 12500), 1744600); /* x 1.35: 17 446.36 */
    day = money_of("2004-01-01");
    ck_assert_int_eq(worksheet_ceiling(&day, LEVEL_FREE, false, 12500), 849750); /* 6 798 x 1.25, to the cent */
}
END_TEST

/* ---- the housing lump sum ---- */

/* Printed lump sums a month, in cents, for one, two, three persons: with benefit, then owner or free.  2021
 * and later: F2.08.  Before: shares of RMI or RSA of the day, multiplied by hand. */
static const struct {
    const char *from;
    int benefit[3], owner[3];
} lumps[] = {
    {"2000-01-01", {4669, 8171, 9805}, {4669, 8171, 9805}},      /* 389.10 */
    {"2003-12-15", {4940, 8646, 10375}, {4940, 8646, 10375}},    /* 411.70 */
    {"2007-12-31", {5290, 9258, 11110}, {5290, 9258, 11110}},    /* 440.86 */
    {"2008-01-01", {5375, 10750, 13303}, {5375, 9406, 11287}},   /* 447.91, new rates with benefit */
    {"2012-10-15", {5699, 11398, 14105}, {5699, 9974, 11968}},   /* 474.93 */
    {"2021-06-01", {6784, 13568, 16791}, {6784, 11872, 14247}},
    {"2025-06-01", {7758, 15516, 19202}, {7758, 13577, 16292}},
    {"2026-11-21", {7820, 15641, 19355}, {7820, 13685, 16423}},
};

/* A worksheet without income for so many persons. */
static struct worksheet sheet_of(enum worksheet_scheme scheme, int64_t persons)
{
    return (struct worksheet){.scheme = scheme,
                              .place = RULES_NONE,
                              .household = {.low = persons, .high = persons, .share = share_of(persons)},
                              .benefit_month = -1};
}

/* The lump sum a month that a worksheet says. */
static int64_t lump_of(const struct money_day *day, const struct worksheet *sheet)
{
    struct worksheet_result result;
    ck_assert_int_eq(worksheet_add_up(day, sheet, &result), WORKSHEET_FINE);
    ck_assert_int_eq(result.lump_year, 12 * result.lump_month);
    return result.lump_month;
}

START_TEST(lump_sums_are_the_published_ones)
{
    struct money_day day = money_of(lumps[_i].from);
    for (int persons = 1; persons <= 5; persons++) {
        struct worksheet sheet = sheet_of(WORKSHEET_COMPLEMENT, persons);
        int size = persons > 3 ? 2 : persons - 1;
        ck_assert_int_eq(lump_of(&day, &sheet), 0);
        sheet.housing = HOUSING_BENEFIT;
        ck_assert_int_eq(lump_of(&day, &sheet), lumps[_i].benefit[size]);
        sheet.benefit_month = lumps[_i].benefit[size] + 1;
        ck_assert_int_eq(lump_of(&day, &sheet), lumps[_i].benefit[size]);
        sheet.benefit_month = lumps[_i].benefit[size] - 1;
        ck_assert_int_eq(lump_of(&day, &sheet), lumps[_i].benefit[size] - 1);
        sheet.benefit_month = 0;
        ck_assert_int_eq(lump_of(&day, &sheet), 0);
        sheet.housing = HOUSING_OWNER; /* no benefit limits it */
        ck_assert_int_eq(lump_of(&day, &sheet), lumps[_i].owner[size]);
        sheet.scheme = WORKSHEET_AME;
        ck_assert_int_eq(lump_of(&day, &sheet), 0); /* */
    }
}
END_TEST

/* ---- what counts ---- */

/* How each kind counts on a day, a letter each: Y yes, N no, O open, - absent. */
static const struct {
    const char *day, *complement, *ame;
} counts[] = {
    /*              wages..capital  help  gifts idle RSA prime child dis social housing AAH ASI ASPA ADA other */
    {"2000-01-01", "YYYYYYYYY" "YOYO" "O-OOY" "N" "OOO" "-O", "YY-YYYYYY" "YOYO" "--OOY" "O" "---" "-O"},
    {"2012-10-15", "YYYYYYYYY" "YOYO" "O-OOY" "N" "OOO" "-O", "YY-YYYYYY" "YOYO" "--OOY" "O" "---" "-O"},
    {"2015-12-31", "YYYYYYYYY" "YOYO" "O-OOY" "N" "OOO" "-O", "YY-YYYYYY" "YOYO" "--OOY" "O" "---" "-O"},
    {"2016-01-01", "YYYYYYYYY" "YOYY" "OOOOO" "N" "OOO" "OO", "YY-YYYYYY" "YOYO" "--OOO" "O" "---" "-O"},
    {"2019-10-31", "YYYYYYYYY" "YOYY" "OOOOO" "N" "OOO" "OO", "YY-YYYYYY" "YOYO" "--OOO" "O" "---" "-O"},
    {"2019-11-01", "YYYYYYYYY" "YOYY" "NNOOO" "N" "OOO" "OO", "YY-YYYYYY" "YOYO" "--OOO" "O" "---" "-O"},
    {"2021-03-31", "YYYYYYYYY" "YOYY" "NNOOO" "N" "OOO" "OO", "YY-YYYYYY" "YOYO" "--OOO" "O" "---" "-O"},
    {"2021-04-01", "YYYYYYYYY" "YOYY" "NNOOO" "N" "YYY" "OO", "YY-YYYYYY" "YOYO" "--OOO" "O" "---" "-O"},
    {"2022-03-31", "YYYYYYYYY" "YOYY" "NNOOO" "N" "YYY" "OO", "YY-YYYYYY" "YOYO" "--OOO" "O" "---" "-O"},
    {"2022-04-01", "YYYYYYYYY" "YOYY" "NNOOO" "N" "OOO" "OO", "YY-YYYYYY" "YOYO" "--OOO" "O" "---" "-O"},
    {"2025-06-29", "YYYYYYYYY" "YOYY" "NNOOO" "N" "OOO" "OO", "YY-YYYYYY" "YOYO" "--OOO" "O" "---" "-O"},
    {"2025-06-30", "YYYYYYYYY" "NNNN" "NNOOO" "N" "OOO" "OO", "YY-YYYYYY" "OOOO" "--OOO" "O" "---" "-O"},
    {"2026-11-21", "YYYYYYYYY" "NNNN" "NNOOO" "N" "OOO" "OO", "YY-YYYYYY" "OOOO" "--OOO" "O" "---" "-O"},
};

START_TEST(each_kind_counts_as_its_day_says)
{
    struct money_day day = money_of(counts[_i].day);
    ck_assert_uint_eq(strlen(counts[_i].complement), INCOME_KIND_COUNT);
    ck_assert_uint_eq(strlen(counts[_i].ame), INCOME_KIND_COUNT);
    for (int kind = 0; kind < INCOME_KIND_COUNT; kind++)
        for (int scheme = 0; scheme < WORKSHEET_SCHEME_COUNT; scheme++) {
            struct worksheet_rule rule =
                worksheet_find_rule(&day, (enum worksheet_scheme)scheme, (enum worksheet_kind)kind, false);
            char expected = (scheme == WORKSHEET_AME ? counts[_i].ame : counts[_i].complement)[kind];
            ck_assert_msg("-NOY"[rule.counts] == expected, "%s: scheme %d, kind %d: %c instead of %c", counts[_i].day,
                          scheme, kind, "-NOY"[rule.counts], expected);
        }
}
END_TEST

/* One entry of 1 to 12 months and what it comes to; missing marks an undocumented figure. */
static const struct {
    const char *day;
    enum worksheet_scheme scheme;
    bool couple;
    struct worksheet_entry entry;
    int64_t low, high;
    const char *missing;
} sums[] = {
    {"2026-11-21", WORKSHEET_COMPLEMENT, false, {INCOME_WAGES, 0, 0, 120000}, 120000, 120000, ""},
    {"2026-11-21", WORKSHEET_COMPLEMENT, false, {INCOME_WAGES, WORKSHEET_TOTAL, 12, 900000}, 900000, 900000, ""},
    {"2026-11-21", WORKSHEET_COMPLEMENT, false, {INCOME_FAMILY_HELP, 0, 0, 120000}, 0, 0, ""},
    {"2025-06-29", WORKSHEET_COMPLEMENT, false, {INCOME_FAMILY_HELP, 0, 0, 120000}, 120000, 120000, ""},
    {"2026-11-21", WORKSHEET_AME, false, {INCOME_FAMILY_HELP, 0, 0, 120000}, 0, 120000, ""},
    {"2026-11-21", WORKSHEET_COMPLEMENT, false, {INCOME_OTHER, 11, 0, 5}, 0, 5, ""},
    /* 30 % off */
    {"2026-11-21", WORKSHEET_COMPLEMENT, false, {INCOME_WAGES_BEFORE, 0, 0, 100000}, 70000, 70000, ""},
    {"2000-01-01", WORKSHEET_COMPLEMENT, false, {INCOME_WAGES_BEFORE, 0, 0, 5}, 3, 3, ""}, /* 1.5 cents are 2 */
    {"2026-11-21", WORKSHEET_AME, false, {INCOME_WAGES_BEFORE, 0, 0, 100000}, 70000, 100000, ""},
    {"2025-09-30", WORKSHEET_COMPLEMENT, false, {INCOME_WAGES_PRISON, 0, 0, 10000}, 10000, 10000, ""},
    {"2025-10-01", WORKSHEET_COMPLEMENT, false, {INCOME_WAGES_PRISON, 0, 0, 10000}, 7000, 7000, ""},
    /* a sum off each month: 68, 49 or 86, 71 or 110 euros from 2021-04-01 to 2022-03-31 */
    {"2021-04-01", WORKSHEET_COMPLEMENT, false, {INCOME_AAH, 3, 0, 90000}, 83200, 83200, ""},
    {"2021-04-01", WORKSHEET_COMPLEMENT, true, {INCOME_AAH, 3, 0, 90000}, 83200, 83200, ""},
    {"2022-03-31", WORKSHEET_COMPLEMENT, false, {INCOME_AAH, WORKSHEET_TOTAL, 12, 1080000}, 998400, 998400, ""},
    {"2022-03-31", WORKSHEET_COMPLEMENT, false, {INCOME_AAH, WORKSHEET_TOTAL, 2, 180000}, 166400, 166400, ""},
    {"2021-06-01", WORKSHEET_COMPLEMENT, false, {INCOME_ASI, 0, 0, 50000}, 45100, 45100, ""},
    {"2021-06-01", WORKSHEET_COMPLEMENT, true, {INCOME_ASI, 0, 0, 50000}, 41400, 41400, ""},
    {"2021-06-01", WORKSHEET_COMPLEMENT, false, {INCOME_ASPA, 0, 0, 50000}, 42900, 42900, ""},
    {"2021-06-01", WORKSHEET_COMPLEMENT, true, {INCOME_ASPA, 0, 0, 50000}, 39000, 39000, ""},
    {"2021-06-01", WORKSHEET_COMPLEMENT, true, {INCOME_ASPA, 0, 0, 11000}, 0, 0, ""},
    {"2021-06-01", WORKSHEET_COMPLEMENT, true, {INCOME_ASPA, 0, 0, 10999}, 0, 0, ""}, /* never below nothing */
    {"2021-03-31", WORKSHEET_COMPLEMENT, false, {INCOME_AAH, 0, 0, 90000}, 0, 90000, "css.deduction.aah"},
    {"2022-04-01", WORKSHEET_COMPLEMENT, false, {INCOME_AAH, 0, 0, 90000}, 0, 90000, "css.deduction.aah"},
    {"2026-11-21", WORKSHEET_COMPLEMENT, true, {INCOME_ASI, 0, 0, 90000}, 0, 90000, "css.deduction.asi_couple"},
    {"2026-11-21", WORKSHEET_COMPLEMENT, false, {INCOME_ASPA, 0, 0, 90000}, 0, 90000, "css.deduction.aspa_single"},
};

START_TEST(each_entry_comes_to_its_sum)
{
    struct money_day day = money_of(sums[_i].day);
    struct worksheet sheet = sheet_of(sums[_i].scheme, 2);
    struct worksheet_result result;
    sheet.household.couple = sums[_i].couple;
    sheet.entries = &sums[_i].entry;
    sheet.count = 1;
    ck_assert_int_eq(worksheet_add_up(&day, &sheet, &result), WORKSHEET_FINE);
    ck_assert_int_eq(result.low, sums[_i].low);
    ck_assert_int_eq(result.high, sums[_i].high);
    ck_assert_int_eq(result.entered, sums[_i].entry.cents);
    ck_assert_uint_eq(result.missing, rules_find_parameter(rules_builtin(), sums[_i].missing));
}
END_TEST

START_TEST(wrong_entries_are_named)
{
    static const struct {
        enum worksheet_problem problem;
        struct worksheet_entry entry;
    } rows[] = {
        {WORKSHEET_FINE, {INCOME_WAGES, 11, 0, 0}},
        {WORKSHEET_FINE, {INCOME_WAGES, 0, 0, 999999900}},
        {WORKSHEET_TOO_LARGE, {INCOME_WAGES, 0, 0, 999999901}},
        {WORKSHEET_TOO_LARGE, {INCOME_WAGES, 0, 0, INT64_MAX}},
        {WORKSHEET_NEGATIVE, {INCOME_WAGES, 0, 0, -1}},
        {WORKSHEET_NEGATIVE, {INCOME_WAGES, 0, 0, INT64_MIN}},
        {WORKSHEET_BAD_MONTH, {INCOME_WAGES, 12, 0, 1}},
        {WORKSHEET_BAD_MONTH, {INCOME_WAGES, WORKSHEET_TOTAL, 0, 1}},
        {WORKSHEET_BAD_MONTH, {INCOME_WAGES, WORKSHEET_TOTAL, 13, 1}},
        {WORKSHEET_FINE, {INCOME_WAGES, WORKSHEET_TOTAL, 1, 1}},
        {WORKSHEET_BAD_KIND, {INCOME_KIND_COUNT, 0, 0, 1}},
        {WORKSHEET_BAD_KIND, {INCOME_PRIME_ACTIVITE, 0, 0, 1}}, /* not before 2016 */
    };
    struct money_day day = money_of("2012-10-15");
    ck_assert_int_eq(worksheet_most(&day), 999999900);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct worksheet_entry entries[2] = {{INCOME_PENSION, 0, 0, 0}, rows[i].entry};
        struct worksheet sheet = sheet_of(WORKSHEET_COMPLEMENT, 1);
        struct worksheet_result result = {.low = 7};
        sheet.entries = entries;
        sheet.count = 2;
        ck_assert_int_eq(worksheet_check(&day, WORKSHEET_COMPLEMENT, &rows[i].entry), rows[i].problem);
        ck_assert_int_eq(worksheet_add_up(&day, &sheet, &result), rows[i].problem);
        ck_assert_uint_eq(result.wrong, rows[i].problem == WORKSHEET_FINE ? 2 : 1);
        if (rows[i].problem != WORKSHEET_FINE)
            ck_assert_int_eq(result.low, 7);
    }
}
END_TEST

START_TEST(all_together_fit_the_question)
{
    struct worksheet_entry entries[] = {{INCOME_WAGES, 0, 0, 999999900}, {INCOME_RSA, 0, 0, 999999900},
                                        {INCOME_PENSION, 1, 0, 1}};
    struct money_day day = money_of("2026-11-21");
    struct worksheet sheet = sheet_of(WORKSHEET_COMPLEMENT, 1);
    struct worksheet_result result;
    sheet.entries = entries;
    sheet.count = 2; /* RSA does not count */
    ck_assert_int_eq(worksheet_add_up(&day, &sheet, &result), WORKSHEET_FINE);
    ck_assert_int_eq(result.high, 999999900);
    sheet.count = 3;
    ck_assert_int_eq(worksheet_add_up(&day, &sheet, &result), WORKSHEET_SUM_TOO_LARGE);
    ck_assert_uint_eq(result.wrong, 2);
}
END_TEST

/* ---- the ceilings beside the sum ---- */

START_TEST(the_ceilings_of_day_and_place)
{
    static const struct {
        const char *day, *place;
        enum worksheet_scheme scheme;
        int64_t free, paid;
        bool strict, estimate;
    } rows[] = {
        {"2012-10-15", "metropole", WORKSHEET_COMPLEMENT, 793400, 1071100, true, false}, /* vocabulary 5.2 */
        {"2012-10-15", "dom", WORKSHEET_COMPLEMENT, 883100, 1192200, true, false},
        {"2012-10-15", "dom", WORKSHEET_AME, 883100, -1, false, false},
        {"2012-10-15", "mayotte", WORKSHEET_COMPLEMENT, -1, -1, false, false},
        {"2003-12-15", "metropole", WORKSHEET_COMPLEMENT, 679800, -1, false, false},
        {"2025-06-01", "metropole", WORKSHEET_COMPLEMENT, 1033900, 1395700, false, false},
        {"2026-11-21", "metropole", WORKSHEET_COMPLEMENT, 1042100, 1406900, false, true},
        {"2023-12-31", "mayotte", WORKSHEET_COMPLEMENT, -1, -1, false, false},
        {"2026-11-21", "mayotte", WORKSHEET_COMPLEMENT, 1159900, 1565900, false, true},
        {"2026-11-21", "mayotte", WORKSHEET_AME, -1, -1, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct money_day day = money_of(rows[i].day);
        struct worksheet sheet = sheet_of(rows[i].scheme, 1);
        struct worksheet_result result;
        sheet.place = place_of(rows[i].place);
        ck_assert_int_eq(worksheet_add_up(&day, &sheet, &result), WORKSHEET_FINE);
        ck_assert_int_eq(result.ceiling_free, rows[i].free);
        ck_assert_int_eq(result.ceiling_paid, rows[i].paid);
        ck_assert_int_eq(result.strict, rows[i].strict);
        ck_assert_int_eq(result.estimate, rows[i].estimate);
    }
}
END_TEST

/* True when RIGHT is certain, or with POSSIBLE only possible. */
static bool gives(const struct walk_result *result, const char *right, bool possible)
{
    uint16_t index = rules_find_right(rules_builtin(), right);
    ck_assert_uint_ne(index, RULES_NONE);
    return rules_set_has(possible ? result->possible : result->certain, index);
}

/* Sets one answer by its name. */
static void answer(struct tree_case *c, const char *pair)
{
    struct buffer problem = {0};
    ck_assert_msg(decide_set_pair(rules_builtin(), c, pair, &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
}

/* Walks an employee with what a worksheet came to. */
static struct walk_result walk_sheet(const struct money_day *day, const struct worksheet *sheet,
                                     const struct worksheet_result *sum)
{
    static const char *const housing[] = {"housing=other", "housing=owner-or-free", "housing=housing-benefit"};
    const uint16_t *keys = rules_builtin()->keys;
    struct tree_case c = {0};
    struct walk_result result;
    answer(&c, "age=35");
    answer(&c, "nationality=fr");
    answer(&c, "months=400");
    answer(&c, "work=employed");
    answer(&c, housing[sheet->housing]);
    case_set_range(&c, keys[KEY_HOUSEHOLD], sheet->household.low * 100, sheet->household.high * 100);
    case_set_range(&c, keys[KEY_INCOME_YEAR], sum->low, sum->high);
    if (sheet->housing == HOUSING_BENEFIT && sheet->benefit_month >= 0)
        case_set_number(&c, keys[KEY_HOUSING_BENEFIT_MONTH], sheet->benefit_month);
    walk_run(day, &c, &result);
    return result;
}

START_TEST(what_is_open_stays_possible)
{
    struct worksheet_entry entries[] = {{INCOME_WAGES, WORKSHEET_TOTAL, 12, 900000},
                                        {INCOME_CHILD_BENEFITS, 0, 0, 200000}};
    struct money_day day = money_of("2025-06-01");
    struct worksheet sheet = sheet_of(WORKSHEET_COMPLEMENT, 1);
    struct worksheet_result sum;
    sheet.entries = entries;
    sheet.count = 2;
    ck_assert_int_eq(worksheet_add_up(&day, &sheet, &sum), WORKSHEET_FINE);
    struct walk_result result = walk_sheet(&day, &sheet, &sum);
    ck_assert(gives(&result, "c2s-free", true) && gives(&result, "c2s-paid", true));
    sheet.count = 1;
    ck_assert_int_eq(worksheet_add_up(&day, &sheet, &sum), WORKSHEET_FINE);
    result = walk_sheet(&day, &sheet, &sum);
    ck_assert(gives(&result, "c2s-free", false));
}
END_TEST

START_TEST(a_child_by_turns_stays_possible)
{
    static const struct worksheet_member child = BY_TURNS(9);
    struct worksheet_entry entry = {INCOME_WAGES, WORKSHEET_TOTAL, 12, 1200000};
    struct money_day day = money_of("2025-06-01");
    struct worksheet sheet = sheet_of(WORKSHEET_COMPLEMENT, 1);
    struct worksheet_result sum;
    ck_assert_int_eq(worksheet_count_household(&day, &child, 1, &sheet.household), WORKSHEET_FINE);
    sheet.entries = &entry;
    sheet.count = 1;
    ck_assert_int_eq(worksheet_add_up(&day, &sheet, &sum), WORKSHEET_FINE);
    ck_assert_int_eq(sum.ceiling_free, 1292300);
    struct walk_result result = walk_sheet(&day, &sheet, &sum);
    ck_assert(gives(&result, "c2s-free", true) && gives(&result, "c2s-paid", true));
}
END_TEST

/* ---- random worksheets ---- */

/* How many random worksheets were fine, and how many of them the walk decided. */
static uint64_t fine, walked;

/* A random entry, now and then a wrong one. */
static struct worksheet_entry entry_at_random(void)
{
    struct worksheet_entry entry = {.kind = (uint8_t)below(INCOME_KIND_COUNT + perhaps(1)),
                                    .month = (uint8_t)below(12 + perhaps(1)),
                                    .months = (uint8_t)below(13),
                                    .cents = below(perhaps(1) ? INT64_MAX : 400000) - perhaps(1)};
    if (perhaps(70))
        entry.kind = (uint8_t)below(INCOME_CAPITAL + 1);
    if (perhaps(30))
        entry.month = WORKSHEET_TOTAL;
    return entry;
}

/* Adds up plainly what entries count for: the other way round, from the most to the least. */
static void add_plainly(const struct money_day *day, const struct worksheet *sheet, int64_t *low, int64_t *high)
{
    *low = *high = 0;
    for (size_t i = sheet->count; i-- > 0;) {
        const struct worksheet_entry *e = &sheet->entries[i];
        struct worksheet_rule rule = worksheet_find_rule(day, sheet->scheme, (enum worksheet_kind)e->kind,
                                                         sheet->household.couple);
        int64_t kept = e->cents - (e->cents * rule.share + 5000) / 10000;
        kept -= rule.month * (e->month == WORKSHEET_TOTAL ? e->months : 1);
        kept = kept < 0 ? 0 : kept;
        *low += rule.counts == COUNTS_YES ? kept : 0;
        *high += rule.counts == COUNTS_NO ? 0 : rule.share_open ? e->cents : kept;
    }
}

/* Checks that the walk decides a worksheet without doubt as the amounts beside it say. */
static void check_walk(const struct money_day *day, const struct worksheet *sheet, const struct worksheet_result *sum)
{
    if (sum->low < sum->high || sheet->scheme == WORKSHEET_AME || sum->estimate || sheet->household.unsure ||
        (sheet->housing == HOUSING_BENEFIT && sheet->benefit_month < 0))
        return;
    struct walk_result result = walk_sheet(day, sheet, sum);
    walked++;
    bool css = day->day >= day_of("2019-11-01");
    int64_t all = sum->low + sum->lump_year;
    bool free = all <= sum->ceiling_free;
    bool paid = !free && sum->ceiling_paid >= 0 && (sum->strict ? all < sum->ceiling_paid : all <= sum->ceiling_paid);
    if (gives(&result, css ? "c2s-free" : "cmu-c", false) != free ||
        gives(&result, css ? "c2s-paid" : "acs", false) != paid)
        ck_abort_msg("day %d: %lld cents", (int)day->day, (long long)all);
}

/* Tries one random worksheet. */
static void try_at_random(void)
{
    struct worksheet_member members[8];
    struct worksheet_entry entries[8];
    struct worksheet_result sum;
    struct money_day day;
    struct worksheet sheet = {.scheme = (enum worksheet_scheme)below(WORKSHEET_SCHEME_COUNT),
                              .place = RULES_NONE,
                              .housing = (enum money_housing)below(3),
                              .benefit_month = below(40000) - 1,
                              .entries = entries,
                              .count = (size_t)below(9)};
    size_t count = (size_t)below(8);
    money_prepare(&day, rules_builtin(), day_of("2000-01-01") + (int32_t)below(10200));
    for (size_t i = 0; i < count; i++)
        members[i] = (struct worksheet_member){i == 3, i != 3 && perhaps(10), (int16_t)below(perhaps(90) ? 18 : 30)};
    for (size_t i = 0; i < sheet.count; i++)
        entries[i] = entry_at_random();
    if (worksheet_count_household(&day, members, count, &sheet.household) != WORKSHEET_FINE ||
        worksheet_add_up(&day, &sheet, &sum) != WORKSHEET_FINE)
        return;
    int64_t low, high;
    add_plainly(&day, &sheet, &low, &high);
    bool between = sheet.household.share >= share_of(sheet.household.low) &&
                   sheet.household.share <= share_of(sheet.household.high);
    if (sum.low != low || sum.high != high || low > high || high > sum.entered || !between)
        ck_abort_msg("day %d: %lld to %lld, share %lld", (int)day.day, (long long)sum.low, (long long)sum.high,
                     (long long)sheet.household.share);
    fine++;
    check_walk(&day, &sheet, &sum);
}

START_TEST(random_worksheets_agree_with_the_walk)
{
    chance_start(20261122);
    for (uint64_t n = setting("WORKSHEET_CASES", 50000); n > 0; n--)
        try_at_random();
    uint64_t cases = setting("WORKSHEET_CASES", 50000);
    ck_assert_msg(fine > cases / 5 && walked > cases / 20, "%d fine, %d walked", (int)fine, (int)walked);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("worksheet");
    TCase *months = tcase_create("months");
    tcase_add_test(months, the_twelve_months_of_every_day);
    tcase_add_test(months, published_periods);
    tcase_add_test(months, no_period_before_the_first_rule);
    tcase_add_test(months, capital_has_a_year_of_its_own);
    suite_add_tcase(suite, months);
    TCase *people = tcase_create("people");
    tcase_add_loop_test(people, households_are_counted, 0, sizeof households / sizeof households[0]);
    tcase_add_test(people, wrong_households_are_named);
    tcase_add_test(people, whole_persons_have_the_ceiling_of_the_walk);
    tcase_add_test(people, a_child_by_turns_adds_half);
    suite_add_tcase(suite, people);
    TCase *money = tcase_create("money");
    tcase_add_loop_test(money, lump_sums_are_the_published_ones, 0, sizeof lumps / sizeof lumps[0]);
    tcase_add_loop_test(money, each_kind_counts_as_its_day_says, 0, sizeof counts / sizeof counts[0]);
    tcase_add_loop_test(money, each_entry_comes_to_its_sum, 0, sizeof sums / sizeof sums[0]);
    tcase_add_test(money, wrong_entries_are_named);
    tcase_add_test(money, all_together_fit_the_question);
    tcase_add_test(money, the_ceilings_of_day_and_place);
    suite_add_tcase(suite, money);
    TCase *walks = tcase_create("walks");
    tcase_add_test(walks, what_is_open_stays_possible);
    tcase_add_test(walks, a_child_by_turns_stays_possible);
    tcase_add_test(walks, random_worksheets_agree_with_the_walk);
    suite_add_tcase(suite, walks);
    return check_run(suite);
}
