/* The program against a second telling of the law: the cases of the contract, random cases with
 * every key known, random cases with unknown keys, and the ceilings of every day.
 * REFERENCE_SEED changes the random cases, REFERENCE_CASES how many there are; REFERENCE_ROUGH=0
 * leaves out numbers of persons, and incomes beside an unknown number of persons, known only roughly. */
#include "check_main.h"

#include <stdio.h>
#include <string.h>

#include "case_file.h"
#include "chance.h"
#include "reference_support.h"
#include "reference_today.h"
#include "rules/rules.h"
#include "tree/walk.h"

#define KNOWN_CASES 300000
#define KNOWN_FOR_ONE_UNKNOWN 10 /* so many known cases for each case with unknown keys */
#define CASES_A_DAY 16
#define SHOWN_DIFFERENCES 20
#define FIRST_DATE 20160101
#define LAST_DATE 20270630
#define MOST_PERSONS 99
#define NO_END INT64_MAX

/* Returns how many known cases to try. */
static int known_cases(void)
{
    return (int)setting("REFERENCE_CASES", KNOWN_CASES);
}

/* ---- the program and the reference side by side --------------------------------------------- */

static const char *const ceiling_parameter = "cmuc_css.ceiling_one_person";
static const char *const kept_parameter = "kept_rights.months";

/* What the tests of this file share: where things of the reference stand in the rules. */
struct oracle {
    const struct rules *rules;
    uint16_t question[REFERENCE_KEY_COUNT];
    uint16_t option[REFERENCE_KEY_COUNT][16];
    uint16_t right[REFERENCE_ID_COUNT];
    uint16_t ceiling, kept; /* parameters */
    int differences;
};

/* A case with the keys that are unknown; a rough number is unknown within its range. */
struct asked {
    struct reference_case p;
    uint32_t unknown, rough;
    int64_t low[REFERENCE_KEY_COUNT], high[REFERENCE_KEY_COUNT];
};

/* What all values of the unknown keys give together. */
struct expected {
    reference_set certain, possible;
    int64_t ceiling_free, ceiling_paid;
    bool tested, length_not_known;
};

/* Finds the keys, values and ids of the reference in the rules. */
static struct oracle oracle_prepare(void)
{
    struct oracle oracle = {.rules = rules_builtin()};
    for (size_t key = 0; key < REFERENCE_KEY_COUNT; key++) {
        const struct reference_key *k = &reference_keys[key];
        uint16_t question = rules_find_question(oracle.rules, k->name);
        ck_assert_msg(question != RULES_NONE, "no key %s", k->name);
        oracle.question[key] = question;
        for (size_t i = 0; k->values && k->values[i]; i++) {
            oracle.option[key][i] = rules_find_option(oracle.rules, question, k->values[i]);
            ck_assert_msg(oracle.option[key][i] != RULES_NONE, "no value %s of %s", k->values[i], k->name);
        }
    }
    for (size_t i = 0; i < REFERENCE_ID_COUNT; i++) {
        oracle.right[i] = rules_find_right(oracle.rules, reference_ids[i]);
        ck_assert_msg(oracle.right[i] != RULES_NONE, "no id %s", reference_ids[i]);
    }
    oracle.ceiling = rules_find_parameter(oracle.rules, ceiling_parameter);
    oracle.kept = rules_find_parameter(oracle.rules, kept_parameter);
    ck_assert(oracle.ceiling != RULES_NONE && oracle.kept != RULES_NONE);
    return oracle;
}

/* Returns a set of the reference as a set of the rules. */
static struct rules_set oracle_set(const struct oracle *oracle, reference_set set)
{
    struct rules_set rights = {{0, 0}};
    for (size_t i = 0; i < REFERENCE_ID_COUNT; i++)
        if (set >> i & 1)
            rules_set_add(&rights, oracle->right[i]);
    return rights;
}

/* Returns the value of a choice in a case. */
static int *choice_of(struct reference_case *p, size_t key)
{
    return (int *)(void *)((char *)p + reference_keys[key].offset);
}

/* Returns the value of a number in a case. */
static int64_t *number_of(struct reference_case *p, size_t key)
{
    return (int64_t *)(void *)((char *)p + reference_keys[key].offset);
}

/* ---- all values of unknown keys ----------------------------------------------------------- */

/* The walk over all values, and what it has gathered. */
struct exploration {
    const struct asked *asked;
    struct reference_case p;
    reference_set all, any;
    bool started, amounts_differ;
    struct expected expected;
};

/* Collects every ceiling in cents that the household of the case may meet. */
static size_t ceilings_of(const struct reference_case *p, bool month, int64_t ceilings[4])
{
    size_t count = 0;
    for (int row = 0; row <= reference_is_estimate(p->date); row++)
        for (int paid = 0; paid < 2; paid++) {
            int64_t ceiling = reference_ceiling(p->date, row ? REFERENCE_BEFORE : REFERENCE_IN_FORCE, paid,
                                                reference_overseas(p), p->household / 100);
            ceilings[count++] = month ? reference_month(ceiling) : ceiling;
        }
    return count;
}

/* Returns the housing lump sum of a case in cents a month, as far as the benefit goes. */
static int64_t lump_of(const struct reference_case *p)
{
    int64_t lump = reference_whole_lump(p->date, p->housing, p->household / 100);
    return p->housing == HOUSING_HAS_BENEFIT && p->housing_benefit_month < lump ? p->housing_benefit_month : lump;
}

/* Tries yearly incomes around every ceiling, with and without the lump sum. */
static void try_incomes(const struct reference_case *p, struct support_trials *trials)
{
    int64_t ceilings[4];
    size_t count = ceilings_of(p, false, ceilings);
    for (size_t i = 0; i < count; i++) {
        support_add_around(trials, ceilings[i]);
        support_add_around(trials, ceilings[i] - 12 * lump_of(p));
    }
}

/* Tries housing benefits that carry an income over a ceiling. */
static void try_housing_benefits(const struct exploration *x, struct support_trials *trials)
{
    const struct reference_case *p = &x->p;
    bool unknown = x->asked->unknown >> KEY_AT_INCOME_YEAR & 1;
    bool month = !unknown && p->income_year == REFERENCE_NOT_GIVEN;
    int64_t ceilings[4], incomes[2] = {month ? p->income_month : p->income_year, REFERENCE_NOT_GIVEN};
    if (unknown) {
        incomes[0] = x->asked->low[KEY_AT_INCOME_YEAR];
        incomes[1] = x->asked->high[KEY_AT_INCOME_YEAR];
    }
    support_add_around(trials, reference_whole_lump(p->date, p->housing, p->household / 100));
    size_t count = ceilings_of(p, month, ceilings);
    for (size_t i = 0; i < 2 * count; i++) {
        int64_t room = ceilings[i / 2] - incomes[i % 2];
        if (incomes[i % 2] >= 0 && room >= 0)
            support_add_around(trials, month ? room : room / 12);
    }
}

/* Tries the months around every limit, and both sides of each day a final removal looks at. */
static void try_expired_months(const struct reference_case *p, struct support_trials *trials)
{
    static const int64_t limits[] = {200, 300, 600, 1200};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        support_add_around(trials, limits[i]);
    if (p->date < 20201115 || p->date > 20220101)
        return;
    for (int64_t months = 1; months < 1300; months++)
        if (reference_expired_late(p->date, months) != reference_expired_late(p->date, months - 1)) {
            support_add_trial(trials, months - 1);
            support_add_trial(trials, months);
        }
}

/* Lists the values of an unknown key that together give everything any value can give. */
static void list_trials(const struct exploration *x, size_t key, struct support_trials *trials)
{
    trials->count = 0;
    trials->low = 0;
    trials->high = NO_END;
    if (reference_keys[key].values) {
        for (int64_t i = 0; reference_keys[key].values[i]; i++)
            support_add_trial(trials, i);
        return;
    }
    trials->low = x->asked->low[key];
    trials->high = x->asked->high[key];
    support_add_trial(trials, trials->low);
    if (trials->high < NO_END)
        support_add_trial(trials, trials->high);
    if (key == KEY_AT_AGE) {
        support_add_around(trials, 1600);
        support_add_around(trials, 1800);
        support_add_around(trials, 2500);
    } else if (key == KEY_AT_MONTHS || key == KEY_AT_IRREGULAR_MONTHS) {
        support_add_around(trials, 300);
        support_add_around(trials, 600);
    } else if (key == KEY_AT_EXPIRED_MONTHS) {
        try_expired_months(&x->p, trials);
    } else if (key == KEY_AT_HOUSEHOLD) {
        for (int64_t persons = 1; persons <= 60; persons++)
            support_add_trial(trials, 100 * persons);
    } else if (key == KEY_AT_HOUSING_BENEFIT_MONTH) {
        try_housing_benefits(x, trials);
    } else {
        try_incomes(&x->p, trials);
    }
}

/* Returns whether the reference looks at a key at all, given the keys before it. */
static bool matters(const struct reference_case *p, size_t key)
{
    if (key == KEY_AT_URGENCY || key == KEY_AT_PLACE || key == KEY_AT_ADDRESS || key == KEY_AT_PREGNANT)
        return true;
    if (p->place == PLACE_COM || p->place == PLACE_ABROAD)
        return false;
    bool minor = p->age < 1800;
    switch (key) {
    case KEY_AT_AGE:
    case KEY_AT_NATIONALITY:
    case KEY_AT_PURPOSE:
    case KEY_AT_WORK:
    case KEY_AT_COVER:
    case KEY_AT_PAPERS:
        return true;
    case KEY_AT_MINOR_WITH:
        return minor;
    case KEY_AT_PENSION_FROM:
        return !minor && p->work == WORK_PENSION_FOREIGN;
    case KEY_AT_EXPIRED_MONTHS:
    case KEY_AT_WAS_INSURED:
    case KEY_AT_REMOVAL_FINAL:
        return !minor && p->papers == PAPERS_EXPIRED;
    case KEY_AT_IRREGULAR_MONTHS:
        return !minor && (p->papers == PAPERS_EXPIRED || p->papers == PAPERS_NONE);
    case KEY_AT_HOUSING_BENEFIT_MONTH:
        return !minor && p->housing == HOUSING_HAS_BENEFIT;
    default:
        return !minor;
    }
}

/* Keeps one ceiling, or notices that it differs from one seen before. */
static void gather_amounts(struct exploration *x)
{
    struct expected *expected = &x->expected;
    bool overseas = reference_overseas(&x->p);
    int64_t persons = x->p.household / 100;
    int64_t least = reference_ceiling(x->p.date, REFERENCE_IN_FORCE, false, overseas, persons);
    int64_t upper = reference_ceiling(x->p.date, REFERENCE_IN_FORCE, true, overseas, persons);
    if (expected->tested && (expected->ceiling_free != least || expected->ceiling_paid != upper))
        x->amounts_differ = true;
    expected->ceiling_free = least;
    expected->ceiling_paid = upper;
    expected->tested = true;
}

/* Adds what a case without unknown keys gives, with each row of ceilings that counts. */
static void gather(struct exploration *x)
{
    for (int row = 0; row <= reference_is_estimate(x->p.date); row++) {
        struct reference_result result = reference_walk(&x->p, row ? REFERENCE_BEFORE : REFERENCE_IN_FORCE);
        x->all = x->started ? x->all & result.certain : result.certain;
        x->any |= result.certain | result.possible;
        x->started = true;
        x->expected.length_not_known |= result.length_not_known;
        if (result.income_tested)
            gather_amounts(x);
    }
}

/* Tries every value of the unknown keys from KEY on; money only where income is tested. */
static void explore(struct exploration *x, size_t key)
{
    while (key < REFERENCE_KEY_COUNT && (!(x->asked->unknown >> key & 1) || !matters(&x->p, key)))
        key++;
    bool money = key >= KEY_AT_HOUSEHOLD;
    if (key == REFERENCE_KEY_COUNT || (money && !reference_walk(&x->p, REFERENCE_IN_FORCE).income_tested)) {
        gather(x);
        return;
    }
    struct support_trials trials;
    list_trials(x, key, &trials);
    for (size_t i = 0; i < trials.count; i++) {
        if (reference_keys[key].values)
            *choice_of(&x->p, key) = (int)trials.values[i];
        else
            *number_of(&x->p, key) = trials.values[i];
        explore(x, key + 1);
    }
}

/* Returns what the reference expects of a case, by trying every value of its unknown keys. */
static struct expected expect(const struct asked *asked)
{
    struct exploration x = {.asked = asked, .p = asked->p};
    x.expected.ceiling_free = x.expected.ceiling_paid = WALK_NO_AMOUNT;
    explore(&x, 0);
    if (!(x.all & ~reference_ask_help())) /* nothing else is certain */
        x.all = reference_ask_help();
    x.expected.certain = x.all;
    x.expected.possible = x.any & ~x.all;
    if (x.amounts_differ)
        x.expected.ceiling_free = x.expected.ceiling_paid = WALK_NO_AMOUNT;
    return x.expected;
}

/* ---- comparing ---------------------------------------------------------------------------- */

/* Prints what is expected and what came out. */
static void print_difference(const struct oracle *oracle, int date, const struct tree_case *c,
                             const struct expected *expected, const struct walk_result *result)
{
    support_print_case(oracle->rules, date, c);
    printf("\n  expected:%s |", case_ids(oracle->rules, oracle_set(oracle, expected->certain)));
    printf("%s", case_ids(oracle->rules, oracle_set(oracle, expected->possible)));
    printf(" | %lld %lld%s%s\n", (long long)expected->ceiling_free, (long long)expected->ceiling_paid,
           expected->tested ? " tested" : "", expected->length_not_known ? " length-not-known" : "");
    printf("  got:     %s |", case_ids(oracle->rules, result->certain));
    printf("%s", case_ids(oracle->rules, result->possible));
    printf(" | %lld %lld%s%s%s\n", (long long)result->ceiling_free, (long long)result->ceiling_paid,
           support_has_flag(&result->estimates, oracle->ceiling) ? " estimate" : "",
           support_has_flag(&result->expired, oracle->ceiling) ? " expired" : "",
           support_has_flag(&result->missing, oracle->kept) ? " missing" : "");
    fflush(stdout);
}

/* Returns whether the program says exactly what is expected: ids, ceilings and flags. */
static bool agrees(const struct oracle *oracle, int date, const struct expected *expected,
                   const struct walk_result *result)
{
    int64_t least_month = expected->ceiling_free < 0 ? WALK_NO_AMOUNT : reference_month(expected->ceiling_free);
    int64_t upper_month = expected->ceiling_paid < 0 ? WALK_NO_AMOUNT : reference_month(expected->ceiling_paid);
    return support_same_set(oracle_set(oracle, expected->certain), result->certain) &&
           support_same_set(oracle_set(oracle, expected->possible), result->possible) &&
           expected->ceiling_free == result->ceiling_free && expected->ceiling_paid == result->ceiling_paid &&
           least_month == result->ceiling_free_month && upper_month == result->ceiling_paid_month &&
           (expected->tested && date >= 20260401) == support_has_flag(&result->estimates, oracle->ceiling) &&
           (expected->tested && date >= 20270401) == support_has_flag(&result->expired, oracle->ceiling) &&
           expected->length_not_known == support_has_flag(&result->missing, oracle->kept);
}

/* Walks a case and compares it with what is expected. */
static void compare(struct oracle *oracle, const struct money_day *day, const struct tree_case *c,
                    const struct expected *expected)
{
    struct walk_result result;
    int date = support_date_of(day->day);
    walk_run(day, c, &result);
    if (agrees(oracle, date, expected, &result))
        return;
    if (oracle->differences++ < SHOWN_DIFFERENCES)
        print_difference(oracle, date, c, expected, &result);
}

/* ---- random cases ------------------------------------------------------------------------- */

/* Returns a date, most often one on which a rule or a figure changes, or the day beside it. */
static int32_t random_day(void)
{
    static const int switches[] = {
        20160101, 20160401, 20160901, 20170227, 20170401, 20170901, 20180401, 20190401, 20191101, 20191230,
        20200101, 20200401, 20201115, 20210101, 20210401, 20220101, 20220401, 20220701, 20230401, 20240101,
        20240401, 20240701, 20250401, 20250701, 20260401, 20270401, 20210515, 20201130, 20210331,
    };
    int32_t first = support_day_of(FIRST_DATE), last = support_day_of(LAST_DATE);
    int32_t day = (int32_t)(first + below(last - first + 1));
    if (perhaps(65))
        day = (int32_t)(support_day_of(switches[below(sizeof switches / sizeof *switches)]) + below(3) - 1);
    else if (perhaps(25))
        day = (int32_t)(support_day_of(20201115) + below(250));
    return day < first ? first : day;
}

/* Returns a value of a choice, the rare branches made less rare. */
static int random_choice(size_t key)
{
    int count = 0;
    while (reference_keys[key].values[count])
        count++;
    int usual = reference_keys[key].absent;
    int usual_percent = key == KEY_AT_COVER || key == KEY_AT_BENEFIT || key == KEY_AT_HOUSING ? 45 : 60;
    if (key == KEY_AT_NATIONALITY) {
        usual = NAT_OTHER;
        usual_percent = 40;
    }
    if (key == KEY_AT_WAS_INSURED || key == KEY_AT_REMOVAL_FINAL)
        usual_percent = 0;
    if (key == KEY_AT_PAPERS && perhaps(25))
        return PAPERS_EXPIRED;
    if (usual >= 0 && perhaps(usual_percent))
        return usual;
    return (int)below(count);
}

/* Returns months, most often close to a limit. */
static int64_t random_months(void)
{
    static const int64_t limits[] = {200, 300, 600, 1200};
    int kind = (int)below(4);
    if (kind <= 1)
        return limits[below(4)] + below(3) - 1;
    return kind == 2 ? below(1300) : below(60) * 50;
}

/* Returns an age in hundredths of a year, often close to a limit. */
static int64_t random_age(void)
{
    static const int64_t limits[] = {1600, 1800, 2500};
    if (perhaps(40))
        return limits[below(3)] + below(3) - 1;
    return perhaps(20) ? below(1800) : 1800 + 100 * below(80) + below(100);
}

/* Sets an income of the year, of the month or both, most often a cent beside a ceiling. */
static void random_income(struct reference_case *p)
{
    int64_t ceilings[4];
    bool month = perhaps(40);
    size_t count = ceilings_of(p, month, ceilings);
    int64_t income = ceilings[below((int64_t)count)] + below(3) - 1;
    if (perhaps(50))
        income -= month ? lump_of(p) : 12 * lump_of(p);
    if (perhaps(25))
        income = below(month ? 400000 : 4800000);
    if (income < 0)
        income = 0;
    p->income_year = month ? REFERENCE_NOT_GIVEN : income;
    p->income_month = month ? income : REFERENCE_NOT_GIVEN;
    if (!month && perhaps(20))
        p->income_month = below(400000);
}

/* Takes the short cuts out of a case, so that it comes to the last lines of the algorithm. */
static void make_plain(struct reference_case *p)
{
    static const int works[] = {WORK_NONE, WORK_JOBSEEKER_EU, WORK_IRREGULAR, WORK_PENSION_FOREIGN};
    p->place = perhaps(80) ? PLACE_METROPOLE : PLACE_DOM;
    p->purpose = SETTLED;
    p->work = works[below(4)];
    p->joining_insured = p->five_years = NO;
    p->pension_from = PENSION_OTHER;
    if (perhaps(80))
        p->cover = COVER_NONE;
    if (perhaps(70))
        p->benefit = BENEFIT_NONE;
    if (perhaps(40))
        p->papers = perhaps(50) ? PAPERS_NONE : PAPERS_VISA_FREE;
    if (p->age < 1800)
        p->age += 1800;
}

/* Returns a case in which every key has a value. */
static struct asked random_case(int32_t day)
{
    struct asked asked = {.p = {.date = support_date_of(day)}};
    struct reference_case *p = &asked.p;
    for (size_t key = 0; key < REFERENCE_KEY_COUNT; key++)
        if (reference_keys[key].values)
            *choice_of(p, key) = random_choice(key);
    p->age = random_age();
    if (perhaps(40))
        make_plain(p);
    p->months = random_months();
    p->expired_months = random_months();
    p->irregular_months = perhaps(50) ? REFERENCE_NOT_GIVEN : random_months();
    p->household = 100 * (perhaps(80) ? 1 + below(5) : 1 + below(20));
    int64_t whole = reference_whole_lump(p->date, p->housing, p->household / 100);
    p->housing_benefit_month = perhaps(50) ? below(40000) : whole + below(3) - (whole > 0);
    random_income(p);
    return asked;
}

/* Returns the option that stands for a value of cover, sometimes an old form read as its successor. */
static uint16_t random_cover(const struct oracle *oracle, int value)
{
    static const struct {
        int value;
        const char *id;
    } forms[] = {{COVER_A1, "e101"},   {COVER_NONE, "e104"}, {COVER_S1, "e106"},   {COVER_S1, "e109"},  {COVER_EHIC, "e111"},
                 {COVER_EHIC, "e119"}, {COVER_S1, "e120"},   {COVER_S1, "e121"},   {COVER_EHIC, "e128"}};
    size_t i = (size_t)below(sizeof forms / sizeof *forms);
    if (forms[i].value != value)
        return oracle->option[KEY_AT_COVER][value];
    return rules_find_option(oracle->rules, oracle->question[KEY_AT_COVER], forms[i].id);
}

/* Writes one key of a case for the program; what has a default is sometimes left out. */
static void put_key(const struct oracle *oracle, struct asked *asked, size_t key, struct tree_case *c)
{
    const struct reference_key *k = &reference_keys[key];
    uint16_t question = oracle->question[key];
    bool unknown = asked->unknown >> key & 1;
    if (key == KEY_AT_INCOME_MONTH && (asked->unknown >> KEY_AT_INCOME_YEAR & 1)) {
        if (perhaps(50))
            case_set_unknown(c, question);
    } else if (unknown && asked->rough >> key & 1) {
        case_set_range(c, question, asked->low[key], asked->high[key]);
    } else if (unknown) {
        if (k->absent >= 0 || key == KEY_AT_HOUSEHOLD || key == KEY_AT_IRREGULAR_MONTHS || perhaps(50))
            case_set_unknown(c, question);
    } else if (k->values) {
        int value = *choice_of(&asked->p, key);
        if (value == k->absent && perhaps(50))
            return;
        case_set_option(c, question, key == KEY_AT_COVER ? random_cover(oracle, value) : oracle->option[key][value]);
    } else {
        int64_t value = *number_of(&asked->p, key);
        bool left_out = value == REFERENCE_NOT_GIVEN || (key == KEY_AT_HOUSEHOLD && value == 100 && perhaps(50));
        if (!left_out)
            case_set_number(c, question, value);
    }
}

/* Writes a case for the program, with keys that no rule from 2016 looks at. */
static struct tree_case put_case(const struct oracle *oracle, struct asked *asked)
{
    static const char *const ignored[] = {"work-right", "urgent-care-received"};
    struct tree_case c = {0};
    for (size_t key = 0; key < REFERENCE_KEY_COUNT; key++)
        put_key(oracle, asked, key, &c);
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
        uint16_t question = rules_find_question(oracle->rules, ignored[i]);
        if (perhaps(20))
            case_set_unknown(&c, question);
        else if (perhaps(30))
            case_set_option(&c, question, (uint16_t)below(2));
    }
    return c;
}

/* Returns a value of an unknown number, as a known case would have it. */
static int64_t random_number(const struct reference_case *p, size_t key)
{
    struct reference_case other = *p;
    switch (key) {
    case KEY_AT_AGE:
        return random_age();
    case KEY_AT_HOUSEHOLD:
        return 100 * (1 + below(8));
    case KEY_AT_HOUSING_BENEFIT_MONTH:
        return below(25000);
    case KEY_AT_INCOME_YEAR:
        do
            random_income(&other);
        while (other.income_year == REFERENCE_NOT_GIVEN);
        return other.income_year;
    default:
        return random_months();
    }
}

/* Returns whether a number may be known roughly: persons, and incomes of an unknown number of
 * persons, unless they are left out. */
static bool may_be_rough(const struct asked *asked, size_t key)
{
    if (reference_keys[key].values)
        return false;
    bool persons_unknown = asked->unknown >> KEY_AT_HOUSEHOLD & 1;
    if (key == KEY_AT_HOUSEHOLD || (key == KEY_AT_INCOME_YEAR && persons_unknown))
        return setting("REFERENCE_ROUGH", 1) != 0;
    return true;
}

/* Makes one key unknown, a number now and then only roughly known. */
static void make_unknown(struct asked *asked, size_t key)
{
    if (key == KEY_AT_INCOME_MONTH) /* one unknown, whichever of the two keys asks for it */
        key = KEY_AT_INCOME_YEAR;
    if (asked->unknown >> key & 1)
        return;
    bool rough = may_be_rough(asked, key) && perhaps(30);
    bool persons = key == KEY_AT_HOUSEHOLD;
    int64_t a = rough ? random_number(&asked->p, key) : persons ? 100 : 0;
    int64_t b = rough ? random_number(&asked->p, key) : persons ? 100 * MOST_PERSONS : NO_END;
    asked->unknown |= (uint32_t)1 << key;
    asked->rough |= rough ? (uint32_t)1 << key : 0;
    asked->low[key] = a < b ? a : b;
    asked->high[key] = a < b ? b : a;
    if (persons)
        asked->p.household = asked->low[key];
    if (key == KEY_AT_INCOME_YEAR) {
        asked->p.income_year = 0;
        asked->p.income_month = REFERENCE_NOT_GIVEN;
    }
}

/* ---- tests -------------------------------------------------------------------------------- */

/* Returns the value of the reference that an option of the program stands for. */
static int value_of(const struct oracle *oracle, size_t key, uint16_t option)
{
    static const char *const forms[][2] = {{"e101", "a1"},  {"e104", "none"}, {"e106", "s1"},
                                           {"e109", "s1"},  {"e111", "ehic"}, {"e119", "ehic"},
                                           {"e120", "s1"},  {"e121", "s1"},   {"e128", "ehic"}};
    const char *id = rules_string(oracle->rules, rules_option(oracle->rules, oracle->question[key], option)->id);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(id, forms[i][0]) == 0)
            id = forms[i][1];
    int value = 0;
    while (reference_keys[key].values[value] && strcmp(reference_keys[key].values[value], id) != 0)
        value++;
    ck_assert_msg(reference_keys[key].values[value] != NULL, "no value %s", id);
    return value;
}

/* Reads the keys of a case of the contract: given, by default, or unknown. */
static struct asked asked_of_line(const struct oracle *oracle, const struct case_line *line)
{
    struct asked asked = {.p = {.date = support_date_of(line->day), .household = 100}};
    for (size_t key = 0; key < REFERENCE_KEY_COUNT; key++) {
        const struct tree_answer *answer = &line->answers.answers[oracle->question[key]];
        bool choice = reference_keys[key].values != NULL;
        asked.high[key] = NO_END;
        if (answer->state == ANSWER_GIVEN && choice)
            *choice_of(&asked.p, key) = value_of(oracle, key, answer->option);
        else if (answer->state == ANSWER_GIVEN)
            *number_of(&asked.p, key) = answer->low;
        else if (answer->state == ANSWER_ABSENT && choice && reference_keys[key].absent >= 0)
            *choice_of(&asked.p, key) = reference_keys[key].absent;
        else if (answer->state == ANSWER_ABSENT && key == KEY_AT_HOUSEHOLD)
            asked.p.household = 100;
        else if (answer->state == ANSWER_ABSENT && key == KEY_AT_IRREGULAR_MONTHS)
            asked.p.irregular_months = REFERENCE_NOT_GIVEN;
        else
            asked.unknown |= (uint32_t)1 << key;
    }
    uint32_t year = (uint32_t)1 << KEY_AT_INCOME_YEAR, month = (uint32_t)1 << KEY_AT_INCOME_MONTH;
    if ((asked.unknown & year) && !(asked.unknown & month)) {
        asked.p.income_year = REFERENCE_NOT_GIVEN;
        asked.unknown &= ~year;
    }
    asked.unknown &= ~month;
    return asked;
}

/* Compares the reference with what a line of the contract expects. */
static void compare_line(const struct case_line *line, void *data)
{
    struct oracle *oracle = data;
    struct asked asked = asked_of_line(oracle, line);
    struct expected expected = expect(&asked);
    if (support_same_set(oracle_set(oracle, expected.certain), line->certain) &&
        support_same_set(oracle_set(oracle, expected.possible), line->possible))
        return;
    oracle->differences++;
    printf("%s reference:%s |", line->name, case_ids(oracle->rules, oracle_set(oracle, expected.certain)));
    printf("%s\n", case_ids(oracle->rules, oracle_set(oracle, expected.possible)));
    fflush(stdout);
}

START_TEST(the_reference_gives_every_case_of_the_contract)
{
    struct oracle oracle = oracle_prepare();
    int count = case_file_read(TEST_SOURCE_DIR "/tests/cases/today.txt", oracle.rules, support_day_of(20261121),
                               compare_line, &oracle);
    ck_assert_int_ge(count, 120);
    ck_assert_int_eq(oracle.differences, 0);
}
END_TEST

START_TEST(known_cases_give_the_same)
{
    struct oracle oracle = oracle_prepare();
    struct money_day day = {0};
    reference_set seen = 0;
    int count = known_cases();
    for (int i = 0; i < count; i++) {
        if (i % CASES_A_DAY == 0)
            day = support_prepare_day(oracle.rules, random_day());
        struct asked asked = random_case(day.day);
        struct expected expected = expect(&asked);
        struct tree_case c = put_case(&oracle, &asked);
        compare(&oracle, &day, &c, &expected);
        seen |= expected.certain;
    }
    ck_assert_int_eq(oracle.differences, 0);
    if (count >= KNOWN_CASES)
        ck_assert_uint_eq(seen, ((uint64_t)1 << REFERENCE_ID_COUNT) - 1);
}
END_TEST

START_TEST(unknown_keys_give_the_same)
{
    struct oracle oracle = oracle_prepare();
    struct money_day day = {0};
    int count = known_cases() / KNOWN_FOR_ONE_UNKNOWN;
    for (int i = 0; i < count; i++) {
        if (i % CASES_A_DAY == 0)
            day = support_prepare_day(oracle.rules, random_day());
        struct asked asked = random_case(day.day);
        uint32_t keys = 0;
        for (int64_t more = 1 + below(3); more > 0; more--)
            keys |= (uint32_t)1 << below(REFERENCE_KEY_COUNT);
        for (size_t key = 0; key < REFERENCE_KEY_COUNT; key++)
            if (keys >> key & 1)
                make_unknown(&asked, key);
        struct expected expected = expect(&asked);
        struct tree_case c = put_case(&oracle, &asked);
        compare(&oracle, &day, &c, &expected);
    }
    ck_assert_int_eq(oracle.differences, 0);
}
END_TEST

START_TEST(ceilings_of_every_day_are_the_same)
{
    static const int places[] = {PLACE_METROPOLE, PLACE_DOM, PLACE_MAYOTTE};
    struct oracle oracle = oracle_prepare();
    int step = known_cases() >= KNOWN_CASES ? 1 : 11;
    for (int32_t number = support_day_of(FIRST_DATE); number <= support_day_of(LAST_DATE); number += step) {
        struct money_day day = support_prepare_day(oracle.rules, number);
        for (int i = 0; i < 36; i++) {
            struct asked asked = random_case(number);
            asked.p.age = 3500;
            asked.p.place = places[i % 3];
            asked.p.nationality = NAT_FR;
            asked.p.work = WORK_EMPLOYED;
            asked.p.benefit = BENEFIT_NONE;
            asked.p.household = 100 * (1 + i / 3);
            struct expected expected = expect(&asked);
            ck_assert(expected.tested == (asked.p.place != PLACE_MAYOTTE || asked.p.date >= 20240101));
            struct tree_case c = put_case(&oracle, &asked);
            compare(&oracle, &day, &c, &expected);
        }
    }
    ck_assert_int_eq(oracle.differences, 0);
}
END_TEST

/* Starts the random numbers anew for each test, so that one test can be repeated alone. */
static void setup(void)
{
    chance_start(UINT64_C(20260401));
}

int main(void)
{
    Suite *suite = suite_create("reference");
    TCase *cases = tcase_create("today");
    tcase_set_timeout(cases, 600);
    tcase_add_checked_fixture(cases, setup, NULL);
    tcase_add_test(cases, the_reference_gives_every_case_of_the_contract);
    tcase_add_test(cases, known_cases_give_the_same);
    tcase_add_test(cases, unknown_keys_give_the_same);
    tcase_add_test(cases, ceilings_of_every_day_are_the_same);
    suite_add_tcase(suite, cases);
    return check_run(suite);
}
