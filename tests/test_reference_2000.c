/* The program against a second telling of the law of 2000 to 2015: the rows of the source
 * documents, random cases with every key known, random cases with unknown keys, and the figures
 * of every day.  REFERENCE_SEED changes the random cases, REFERENCE_CASES how many there are.
 * It deliberately knows no rule: what a case gives is in reference_2000.c. */
#include "check_main.h"

#include <stdio.h>

#include "case_file.h"
#include "chance.h"
#include "reference_2000.h"
#include "reference_support.h"
#include "rules/rules.h"
#include "tree/walk.h"

#define KNOWN_CASES 300000
#define KNOWN_FOR_ONE_UNKNOWN 10 /* so many known cases for each case with unknown keys */
#define CASES_A_DAY 16
#define SHOWN_DIFFERENCES 20
#define FIRST_DATE 20000101
#define LAST_DATE 20151231
#define MOST_PERSONS 99
#define NO_END INT64_MAX

/* Returns how many known cases to try. */
static int known_cases(void)
{
    return (int)setting("REFERENCE_CASES", KNOWN_CASES);
}

/* ---- the program and the reference side by side --------------------------------------------- */

static const char *const threshold_parameter = "cmu_base.threshold";
static const char *const kept_parameter = "kept_rights.months";

/* What the tests of this file share: where things of the reference stand in the rules. */
struct oracle {
    const struct rules *rules;
    uint16_t question[PAST_KEY_COUNT];
    uint16_t option[PAST_KEY_COUNT][16];
    uint16_t right[PAST_ID_COUNT];
    uint16_t threshold, kept; /* parameters */
    int differences;
};

/* A case with the keys that are unknown; a rough number is unknown within its range. */
struct asked {
    struct past_case p;
    uint32_t unknown, rough;
    int64_t low[PAST_KEY_COUNT], high[PAST_KEY_COUNT];
};

/* What all values of the unknown keys give together. */
struct expected {
    past_set certain, possible;
    int64_t ceiling_free, ceiling_paid, contribution;
    bool tested, asked_to_contribute, threshold_not_known, length_not_known;
};

/* Finds the keys, values and ids of the reference in the rules. */
static struct oracle oracle_prepare(void)
{
    struct oracle oracle = {.rules = rules_builtin()};
    for (size_t key = 0; key < PAST_KEY_COUNT; key++) {
        const struct past_key *k = &past_keys[key];
        uint16_t question = rules_find_question(oracle.rules, k->name);
        ck_assert_msg(question != RULES_NONE, "no key %s", k->name);
        oracle.question[key] = question;
        for (size_t i = 0; k->values && k->values[i]; i++) {
            oracle.option[key][i] = rules_find_option(oracle.rules, question, k->values[i]);
            ck_assert_msg(oracle.option[key][i] != RULES_NONE, "no value %s of %s", k->values[i], k->name);
        }
    }
    for (size_t i = 0; i < PAST_ID_COUNT; i++) {
        oracle.right[i] = rules_find_right(oracle.rules, past_ids[i]);
        ck_assert_msg(oracle.right[i] != RULES_NONE, "no id %s", past_ids[i]);
    }
    oracle.threshold = rules_find_parameter(oracle.rules, threshold_parameter);
    oracle.kept = rules_find_parameter(oracle.rules, kept_parameter);
    ck_assert(oracle.threshold != RULES_NONE && oracle.kept != RULES_NONE);
    return oracle;
}

/* Returns a set of the reference as a set of the rules. */
static struct rules_set oracle_set(const struct oracle *oracle, past_set set)
{
    struct rules_set rights = {{0, 0}};
    for (size_t i = 0; i < PAST_ID_COUNT; i++)
        if (set >> i & 1)
            rules_set_add(&rights, oracle->right[i]);
    return rights;
}

/* Returns the value of a choice in a case. */
static int *choice_of(struct past_case *p, size_t key)
{
    return (int *)(void *)((char *)p + past_keys[key].offset);
}

/* Returns the value of a number in a case. */
static int64_t *number_of(struct past_case *p, size_t key)
{
    return (int64_t *)(void *)((char *)p + past_keys[key].offset);
}

/* ---- all values of unknown keys ----------------------------------------------------------- */

/* The walk over all values, and what it has gathered. */
struct exploration {
    const struct asked *asked;
    struct past_case p;
    past_set all, any;
    bool started, ceilings_differ, contributions_differ;
    struct expected expected;
};

/* Collects the ceilings in cents that the household of the case may meet. */
static size_t ceilings_of(const struct past_case *p, bool month, int64_t ceilings[2])
{
    size_t count = 0;
    for (int upper = 0; upper < 2; upper++) {
        int64_t ceiling = past_ceiling(p->date, upper, p->place == PLACE_DOM, p->household / 100);
        if (ceiling != PAST_NO_AMOUNT)
            ceilings[count++] = month ? past_month(p->date, ceiling) : ceiling;
    }
    return count;
}

/* Returns the housing lump sum of a case in cents a month, as far as the benefit goes. */
static int64_t lump_of(const struct past_case *p)
{
    int64_t lump = past_whole_lump(p->date, p->housing, p->household / 100);
    return p->housing == HOUSING_HAS_BENEFIT && p->housing_benefit_month < lump ? p->housing_benefit_month : lump;
}

/* Tries yearly incomes around every limit: ceilings with and without the lump sum, the threshold
 * and the floor of the contribution, the first cent due and the last that is waived. */
static void try_incomes(const struct past_case *p, struct support_trials *trials)
{
    int64_t ceilings[2], threshold = past_threshold(p->date);
    size_t count = ceilings_of(p, false, ceilings);
    for (size_t i = 0; i < count; i++) {
        support_add_around(trials, ceilings[i]);
        support_add_around(trials, ceilings[i] - 12 * lump_of(p));
    }
    support_add_around(trials, past_floor(p->date, p->household / 100));
    if (threshold == PAST_NO_AMOUNT)
        return;
    support_add_around(trials, threshold);
    support_add_around(trials, threshold + 6);
    support_add_around(trials, threshold + 48756);
}

/* Tries housing benefits that carry an income over a ceiling. */
static void try_housing_benefits(const struct exploration *x, struct support_trials *trials)
{
    const struct past_case *p = &x->p;
    bool unknown = x->asked->unknown >> KEY_AT_INCOME_YEAR & 1;
    bool month = !unknown && p->income_year == PAST_NOT_GIVEN;
    int64_t ceilings[2], incomes[2] = {month ? p->income_month : p->income_year, PAST_NOT_GIVEN};
    if (unknown) {
        incomes[0] = x->asked->low[KEY_AT_INCOME_YEAR];
        incomes[1] = x->asked->high[KEY_AT_INCOME_YEAR];
    }
    support_add_around(trials, past_whole_lump(p->date, p->housing, p->household / 100));
    size_t count = ceilings_of(p, month, ceilings);
    for (size_t i = 0; i < 2 * count; i++) {
        int64_t room = ceilings[i / 2] - incomes[i % 2];
        if (incomes[i % 2] >= 0 && room >= 0)
            support_add_around(trials, month ? room : room / 12);
    }
}

/* Lists the values of an unknown key that together give everything any value can give. */
static void list_trials(const struct exploration *x, size_t key, struct support_trials *trials)
{
    trials->count = 0;
    trials->low = 0;
    trials->high = NO_END;
    if (past_keys[key].values) {
        for (int64_t i = 0; past_keys[key].values[i]; i++)
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
    } else if (key == KEY_AT_MONTHS) {
        support_add_around(trials, 300);
    } else if (key == KEY_AT_HOUSEHOLD) {
        for (int64_t persons = 1; persons <= 60; persons++)
            support_add_trial(trials, 100 * persons);
    } else if (key == KEY_AT_HOUSING_BENEFIT_MONTH) {
        try_housing_benefits(x, trials);
    } else {
        try_incomes(&x->p, trials);
    }
}

/* Keeps the ceilings, or notices that they differ from those seen before. */
static void gather_ceilings(struct exploration *x)
{
    struct expected *expected = &x->expected;
    bool overseas = x->p.place == PLACE_DOM;
    int64_t persons = x->p.household / 100;
    int64_t least = past_ceiling(x->p.date, false, overseas, persons);
    int64_t upper = past_ceiling(x->p.date, true, overseas, persons);
    if (expected->tested && (expected->ceiling_free != least || expected->ceiling_paid != upper))
        x->ceilings_differ = true;
    expected->ceiling_free = least;
    expected->ceiling_paid = upper;
    expected->tested = true;
}

/* Returns whether the income is known to the cent. */
static bool income_is_known(const struct asked *asked)
{
    bool unknown = asked->unknown >> KEY_AT_INCOME_YEAR & 1;
    return !unknown || asked->low[KEY_AT_INCOME_YEAR] == asked->high[KEY_AT_INCOME_YEAR];
}

/* Keeps the contribution, or notices that it differs from one seen before, or that it depends on
 * an income that is not known. */
static void gather_contribution(struct exploration *x, const struct past_result *result)
{
    struct expected *expected = &x->expected;
    if (result->contribution_of_income && !income_is_known(x->asked))
        x->contributions_differ = true;
    if (expected->asked_to_contribute && expected->contribution != result->contribution)
        x->contributions_differ = true;
    expected->contribution = result->contribution;
    expected->asked_to_contribute = true;
    expected->threshold_not_known |= result->threshold_not_known;
}

/* Adds what a case without unknown keys gives; the note on a small contribution goes with an
 * amount, which needs a known income (section 6.1). */
static void gather(struct exploration *x)
{
    struct past_result result = past_walk(&x->p);
    if (!income_is_known(x->asked))
        result.certain &= ~past_small_contribution();
    x->all = x->started ? x->all & result.certain : result.certain;
    x->any |= result.certain | result.possible;
    x->started = true;
    x->expected.length_not_known |= result.length_not_known;
    if (result.income_tested)
        gather_ceilings(x);
    if (result.contribution_asked)
        gather_contribution(x, &result);
}

/* Returns whether a key has nothing to try: it is known, a detail of something else, or money
 * that nothing asks for. */
static bool is_idle(const struct exploration *x, size_t key)
{
    if (!(x->asked->unknown >> key & 1))
        return true;
    if (key == KEY_AT_HOUSING_BENEFIT_MONTH && x->p.housing != HOUSING_HAS_BENEFIT)
        return true;
    return key >= KEY_AT_HOUSEHOLD && !past_walk(&x->p).income_tested;
}

/* Tries every value of the unknown keys from KEY on; money only where income is tested. */
static void explore(struct exploration *x, size_t key)
{
    while (key < PAST_KEY_COUNT && is_idle(x, key))
        key++;
    if (key == PAST_KEY_COUNT) {
        gather(x);
        return;
    }
    struct support_trials trials;
    list_trials(x, key, &trials);
    for (size_t i = 0; i < trials.count; i++) {
        if (past_keys[key].values)
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
    x.expected.ceiling_free = x.expected.ceiling_paid = x.expected.contribution = WALK_NO_AMOUNT;
    explore(&x, 0);
    if (!(x.all & ~past_ask_help())) /* nothing else is certain */
        x.all = past_ask_help();
    x.expected.certain = x.all;
    x.expected.possible = x.any & ~x.all;
    if (x.ceilings_differ)
        x.expected.ceiling_free = x.expected.ceiling_paid = WALK_NO_AMOUNT;
    if (x.contributions_differ)
        x.expected.contribution = WALK_NO_AMOUNT;
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
    printf(" | %lld %lld %lld%s%s\n", (long long)expected->ceiling_free, (long long)expected->ceiling_paid,
           (long long)expected->contribution, expected->threshold_not_known ? " threshold-not-known" : "",
           expected->length_not_known ? " length-not-known" : "");
    printf("  got:     %s |", case_ids(oracle->rules, result->certain));
    printf("%s", case_ids(oracle->rules, result->possible));
    printf(" | %lld %lld %lld%s%s\n", (long long)result->ceiling_free, (long long)result->ceiling_paid,
           (long long)result->contribution,
           support_has_flag(&result->missing, oracle->threshold) ? " threshold-not-known" : "",
           support_has_flag(&result->missing, oracle->kept) ? " length-not-known" : "");
    fflush(stdout);
}

/* Returns whether the amounts are the same, the ceilings by the year and by the month. */
static bool same_amounts(int date, const struct expected *expected, const struct walk_result *result)
{
    return expected->ceiling_free == result->ceiling_free && expected->ceiling_paid == result->ceiling_paid &&
           past_month(date, expected->ceiling_free) == result->ceiling_free_month &&
           past_month(date, expected->ceiling_paid) == result->ceiling_paid_month &&
           expected->contribution == result->contribution;
}

/* Returns whether the flags are the same: no figure of that time is an estimate or expired. */
static bool same_flags(const struct oracle *oracle, const struct expected *expected, const struct walk_result *result)
{
    return expected->threshold_not_known == support_has_flag(&result->missing, oracle->threshold) &&
           expected->length_not_known == support_has_flag(&result->missing, oracle->kept) &&
           result->missing.count == expected->threshold_not_known + expected->length_not_known &&
           result->estimates.count == 0 && result->expired.count == 0;
}

/* Walks a case and compares it with what is expected: ids, amounts and flags. */
static void compare(struct oracle *oracle, const struct money_day *day, const struct tree_case *c,
                    const struct expected *expected)
{
    struct walk_result result;
    int date = support_date_of(day->day);
    walk_run(day, c, &result);
    if (support_same_set(oracle_set(oracle, expected->certain), result.certain) &&
        support_same_set(oracle_set(oracle, expected->possible), result.possible) &&
        same_amounts(date, expected, &result) && same_flags(oracle, expected, &result))
        return;
    if (oracle->differences++ < SHOWN_DIFFERENCES)
        print_difference(oracle, date, c, expected, &result);
}

/* ---- random cases ------------------------------------------------------------------------- */

/* Returns a date, most often one on which a rule or a figure changes, or the day beside it. */
static int32_t random_day(void)
{
    static const int switches[] = {
        20000101, 20010101, 20011001, 20020215, 20020601, 20021001, 20030701, 20030901, 20031001, 20031231,
        20040701, 20041001, 20050101, 20050701, 20060701, 20061001, 20070101, 20070701, 20071001, 20080101,
        20080701, 20081001, 20090601, 20090701, 20091001, 20100501, 20100701, 20101001, 20110101, 20110701,
        20111001, 20120101, 20120701, 20121001, 20130701, 20131001, 20140101, 20140701, 20141001, 20151231,
    };
    int32_t first = support_day_of(FIRST_DATE), last = support_day_of(LAST_DATE);
    int32_t day = (int32_t)(first + below(last - first + 1));
    if (perhaps(60))
        day = (int32_t)(support_day_of(switches[below(sizeof switches / sizeof *switches)]) + below(3) - 1);
    if (day < first)
        return first;
    return day > last ? last : day;
}

/* Returns a value of a choice, the rare branches made less rare. */
static int random_choice(size_t key)
{
    int count = 0;
    while (past_keys[key].values[count])
        count++;
    int usual = past_keys[key].absent;
    int usual_percent = key == KEY_AT_COVER || key == KEY_AT_BENEFIT || key == KEY_AT_HOUSING ? 45 : 60;
    if (key == KEY_AT_NATIONALITY) {
        usual = NAT_OTHER;
        usual_percent = 40;
    }
    if (key == KEY_AT_WAS_INSURED || key == KEY_AT_URGENT_CARE)
        usual_percent = 20;
    if (usual >= 0 && perhaps(usual_percent))
        return usual;
    return (int)below(count);
}

/* Returns months, most often close to three. */
static int64_t random_months(void)
{
    return perhaps(50) ? 300 + below(3) - 1 : below(1300);
}

/* Returns an age in hundredths of a year, often close to a limit. */
static int64_t random_age(void)
{
    static const int64_t limits[] = {1600, 1800};
    if (perhaps(30))
        return limits[below(2)] + below(3) - 1;
    return perhaps(20) ? below(1800) : 1800 + 100 * below(80) + below(100);
}

/* Returns a yearly income a cent beside a ceiling, with the lump sum or not, or somewhere else. */
static int64_t random_limit(const struct past_case *p, bool month)
{
    int64_t ceilings[2];
    size_t count = ceilings_of(p, month, ceilings);
    int64_t income = ceilings[below((int64_t)count)] + below(3) - 1;
    if (perhaps(50))
        income -= month ? lump_of(p) : 12 * lump_of(p);
    return perhaps(25) ? below(month ? 400000 : 4800000) : income;
}

/* Returns a yearly income close to what the contribution looks at. */
static int64_t random_contribution_limit(const struct past_case *p)
{
    static const int64_t steps[] = {0, 6, 48756};
    int64_t threshold = past_threshold(p->date);
    if (threshold == PAST_NO_AMOUNT || (p->date < 20011001 && perhaps(50)))
        threshold = past_floor(p->date, p->household / 100);
    return threshold + steps[below(3)] + below(3) - 1;
}

/* Sets an income of the year, of the month or both. */
static void random_income(struct past_case *p)
{
    bool month = perhaps(40);
    int64_t income = random_limit(p, month);
    if (perhaps(30))
        income = month ? random_contribution_limit(p) / 12 + below(3) - 1 : random_contribution_limit(p);
    if (income < 0)
        income = 0;
    p->income_year = month ? PAST_NOT_GIVEN : income;
    p->income_month = month ? income : PAST_NOT_GIVEN;
    if (!month && perhaps(20))
        p->income_month = below(400000);
}

/* Takes the short cuts out of a case, so that it comes to the papers. */
static void make_plain(struct past_case *p)
{
    static const int works[] = {WORK_NONE, WORK_JOBSEEKER_EU, WORK_EMPLOYED, WORK_PENSION_FOREIGN};
    p->place = perhaps(80) ? PLACE_METROPOLE : PLACE_DOM;
    p->purpose = SETTLED;
    p->work = works[below(4)];
    p->joining_insured = NO;
    p->pension_from = PENSION_OTHER;
    if (perhaps(80))
        p->cover = COVER_NONE;
    if (perhaps(70))
        p->benefit = BENEFIT_NONE;
    if (perhaps(30))
        p->papers = perhaps(50) ? PAPERS_NONE : PAPERS_PERMIT;
    if (p->age < 1800)
        p->age += 1800;
}

/* Returns a case in which every key has a value. */
static struct asked random_case(int32_t day)
{
    struct asked asked = {.p = {.date = support_date_of(day)}};
    struct past_case *p = &asked.p;
    for (size_t key = 0; key < PAST_KEY_COUNT; key++)
        if (past_keys[key].values)
            *choice_of(p, key) = random_choice(key);
    p->age = random_age();
    if (perhaps(40))
        make_plain(p);
    p->months = random_months();
    p->household = 100 * (perhaps(80) ? 1 + below(5) : 1 + below(20));
    int64_t whole = past_whole_lump(p->date, p->housing, p->household / 100);
    p->housing_benefit_month = perhaps(50) ? below(40000) : whole + below(3) - (whole > 0);
    random_income(p);
    return asked;
}

/* Writes one key of a case for the program; what has a default is sometimes left out. */
static void put_key(const struct oracle *oracle, struct asked *asked, size_t key, struct tree_case *c)
{
    const struct past_key *k = &past_keys[key];
    uint16_t question = oracle->question[key];
    bool unknown = asked->unknown >> key & 1;
    if (key == KEY_AT_INCOME_MONTH && (asked->unknown >> KEY_AT_INCOME_YEAR & 1)) {
        if (perhaps(50))
            case_set_unknown(c, question);
    } else if (unknown && asked->rough >> key & 1) {
        case_set_range(c, question, asked->low[key], asked->high[key]);
    } else if (unknown) {
        if (k->absent >= 0 || key == KEY_AT_HOUSEHOLD || perhaps(50))
            case_set_unknown(c, question);
    } else if (k->values) {
        int value = *choice_of(&asked->p, key);
        if (value != k->absent || perhaps(50))
            case_set_option(c, question, oracle->option[key][value]);
    } else {
        int64_t value = *number_of(&asked->p, key);
        bool left_out = value == PAST_NOT_GIVEN || (key == KEY_AT_HOUSEHOLD && value == 100 && perhaps(50));
        if (!left_out)
            case_set_number(c, question, value);
    }
}

/* Writes a case for the program, with keys that no rule before 2016 looks at. */
static struct tree_case put_case(const struct oracle *oracle, struct asked *asked)
{
    static const char *const ignored[] = {"five-years", "removal-final", "visitor", "expired-months",
                                          "irregular-months"};
    struct tree_case c = {0};
    for (size_t key = 0; key < PAST_KEY_COUNT; key++)
        put_key(oracle, asked, key, &c);
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
        uint16_t question = rules_find_question(oracle->rules, ignored[i]);
        bool choice = oracle->rules->questions[question].kind == QUESTION_CHOICE;
        if (perhaps(20))
            case_set_unknown(&c, question);
        else if (perhaps(30) && choice)
            case_set_option(&c, question, (uint16_t)below(2));
        else if (perhaps(30) && !choice)
            case_set_number(&c, question, below(2000));
    }
    return c;
}

/* Returns a value of an unknown number, as a known case would have it. */
static int64_t random_number(const struct past_case *p, size_t key)
{
    struct past_case other = *p;
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
        while (other.income_year == PAST_NOT_GIVEN);
        return other.income_year;
    default:
        return random_months();
    }
}

/* Makes one key unknown, a number now and then only roughly known. */
static void make_unknown(struct asked *asked, size_t key)
{
    if (key == KEY_AT_INCOME_MONTH) /* one unknown, whichever of the two keys asks for it */
        key = KEY_AT_INCOME_YEAR;
    if (asked->unknown >> key & 1)
        return;
    bool rough = !past_keys[key].values && perhaps(30);
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
        asked->p.income_month = PAST_NOT_GIVEN;
    }
}

/* ---- tests -------------------------------------------------------------------------------- */

/* Returns the value of the reference that an option of the program stands for. */
static int value_of(const struct oracle *oracle, size_t key, uint16_t option)
{
    int value = 0;
    while (past_keys[key].values[value] && oracle->option[key][value] != option)
        value++;
    ck_assert_msg(past_keys[key].values[value] != NULL, "no such value of %s", past_keys[key].name);
    return value;
}

/* Reads the keys of a row of the sources: given, by default, or unknown. */
static struct asked asked_of_line(const struct oracle *oracle, const struct case_line *line)
{
    struct asked asked = {.p = {.date = support_date_of(line->day), .household = 100}};
    for (size_t key = 0; key < PAST_KEY_COUNT; key++) {
        const struct tree_answer *answer = &line->answers.answers[oracle->question[key]];
        bool choice = past_keys[key].values != NULL;
        asked.low[key] = key == KEY_AT_HOUSEHOLD ? 100 : 0;
        asked.high[key] = key == KEY_AT_HOUSEHOLD ? 100 * MOST_PERSONS : NO_END;
        if (answer->state == ANSWER_GIVEN && choice)
            *choice_of(&asked.p, key) = value_of(oracle, key, answer->option);
        else if (answer->state == ANSWER_GIVEN)
            *number_of(&asked.p, key) = answer->low;
        else if (answer->state == ANSWER_ABSENT && choice && past_keys[key].absent >= 0)
            *choice_of(&asked.p, key) = past_keys[key].absent;
        else if (answer->state == ANSWER_ABSENT && key == KEY_AT_HOUSEHOLD)
            asked.p.household = 100;
        else
            asked.unknown |= (uint32_t)1 << key;
    }
    uint32_t year = (uint32_t)1 << KEY_AT_INCOME_YEAR, month = (uint32_t)1 << KEY_AT_INCOME_MONTH;
    if ((asked.unknown & year) && !(asked.unknown & month)) {
        asked.p.income_year = PAST_NOT_GIVEN;
        asked.unknown &= ~year;
    }
    asked.unknown &= ~month;
    return asked;
}

/* Returns whether an amount is what a line names, if it names one. */
static bool fits(const struct case_line *line, enum case_amount amount, int64_t cents)
{
    int64_t named = line->amounts[amount];
    return named == CASE_AMOUNT_ANY || (named == CASE_AMOUNT_NONE ? cents == WALK_NO_AMOUNT : cents == named);
}

/* Compares the reference with what a row of the sources expects. */
static void compare_line(const struct case_line *line, void *data)
{
    struct oracle *oracle = data;
    int date = support_date_of(line->day);
    if (date < FIRST_DATE || date > LAST_DATE)
        return;
    struct asked asked = asked_of_line(oracle, line);
    struct expected expected = expect(&asked);
    if (support_same_set(oracle_set(oracle, expected.certain), line->certain) &&
        support_same_set(oracle_set(oracle, expected.possible), line->possible) &&
        fits(line, CASE_CONTRIBUTION, expected.contribution) &&
        fits(line, CASE_CEILING_FREE, expected.ceiling_free) && fits(line, CASE_CEILING_PAID, expected.ceiling_paid))
        return;
    oracle->differences++;
    printf("%s reference:%s |", line->name, case_ids(oracle->rules, oracle_set(oracle, expected.certain)));
    printf("%s | %lld %lld %lld\n", case_ids(oracle->rules, oracle_set(oracle, expected.possible)),
           (long long)expected.ceiling_free, (long long)expected.ceiling_paid, (long long)expected.contribution);
    fflush(stdout);
}

START_TEST(the_reference_gives_every_row_of_the_sources)
{
    struct oracle oracle = oracle_prepare();
    int count = case_file_read(TEST_SOURCE_DIR "/tests/cases/source-facts.txt", oracle.rules, support_day_of(20121015),
                               compare_line, &oracle);
    ck_assert_int_ge(count, 390);
    ck_assert_int_eq(oracle.differences, 0);
}
END_TEST

START_TEST(known_cases_give_the_same)
{
    struct oracle oracle = oracle_prepare();
    struct money_day day = {0};
    past_set seen = past_ask_help();
    int count = known_cases();
    for (int i = 0; i < count; i++) {
        if (i % CASES_A_DAY == 0)
            day = support_prepare_day(oracle.rules, random_day());
        struct asked asked = random_case(day.day);
        struct expected expected = expect(&asked);
        struct tree_case c = put_case(&oracle, &asked);
        compare(&oracle, &day, &c, &expected);
        seen |= expected.certain | expected.possible;
    }
    ck_assert_int_eq(oracle.differences, 0);
    if (count >= KNOWN_CASES)
        ck_assert_uint_eq(seen, ((uint64_t)1 << PAST_ID_COUNT) - 1);
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
        for (int64_t more = 1 + below(3); more > 0; more--)
            make_unknown(&asked, (size_t)below(PAST_KEY_COUNT));
        struct expected expected = expect(&asked);
        struct tree_case c = put_case(&oracle, &asked);
        compare(&oracle, &day, &c, &expected);
    }
    ck_assert_int_eq(oracle.differences, 0);
}
END_TEST

/* Returns a French adult without work, whose contribution and complement are asked. */
static struct asked tested_case(int32_t day, int64_t persons)
{
    struct asked asked = random_case(day);
    struct past_case *p = &asked.p;
    p->age = 3500;
    p->place = perhaps(50) ? PLACE_DOM : PLACE_METROPOLE;
    p->nationality = NAT_FR;
    p->work = WORK_NONE;
    p->cover = COVER_NONE;
    p->benefit = BENEFIT_NONE;
    p->joining_insured = NO;
    p->months = 1000;
    p->household = 100 * persons;
    random_income(p);
    return asked;
}

/* Compares the figures of a household on one day. */
static void compare_figures(struct oracle *oracle, const struct money_day *day, int64_t persons)
{
    struct asked asked = tested_case(day->day, persons);
    struct expected expected = expect(&asked);
    ck_assert(expected.tested && expected.asked_to_contribute);
    struct tree_case c = put_case(oracle, &asked);
    compare(oracle, day, &c, &expected);
}

START_TEST(figures_of_every_day_are_the_same)
{
    struct oracle oracle = oracle_prepare();
    int step = known_cases() >= KNOWN_CASES ? 1 : 11;
    for (int32_t number = support_day_of(FIRST_DATE); number <= support_day_of(LAST_DATE); number += step) {
        struct money_day day = support_prepare_day(oracle.rules, number);
        for (int i = 0; i < 24; i++)
            compare_figures(&oracle, &day, 1 + i / 2);
    }
    ck_assert_int_eq(oracle.differences, 0);
}
END_TEST

/* The bands of ACS of neighbouring sizes do not overlap in 2005 and 2006: an income between two
 * of them and a household of that size must still meet. */
START_TEST(rough_incomes_of_open_households_give_the_same)
{
    struct oracle oracle = oracle_prepare();
    struct money_day day = {0};
    int count = known_cases() / 2 / KNOWN_FOR_ONE_UNKNOWN;
    for (int i = 0; i < count; i++) {
        if (i % CASES_A_DAY == 0)
            day = support_prepare_day(oracle.rules, random_day());
        struct asked asked = tested_case(day.day, 1 + below(10));
        asked.low[KEY_AT_INCOME_YEAR] = random_number(&asked.p, KEY_AT_INCOME_YEAR);
        asked.high[KEY_AT_INCOME_YEAR] = asked.low[KEY_AT_INCOME_YEAR] + 1 + below(500000);
        asked.p.income_year = 0;
        asked.p.income_month = PAST_NOT_GIVEN;
        asked.unknown = asked.rough = (uint32_t)1 << KEY_AT_INCOME_YEAR;
        make_unknown(&asked, KEY_AT_HOUSEHOLD);
        struct expected expected = expect(&asked);
        struct tree_case c = put_case(&oracle, &asked);
        compare(&oracle, &day, &c, &expected);
    }
    ck_assert_int_eq(oracle.differences, 0);
}
END_TEST

/* Starts the random numbers anew for each test, so that one test can be repeated alone. */
static void setup(void)
{
    chance_start(UINT64_C(20121015));
}

int main(void)
{
    Suite *suite = suite_create("reference of 2000 to 2015");
    TCase *cases = tcase_create("past");
    tcase_set_timeout(cases, 600);
    tcase_add_checked_fixture(cases, setup, NULL);
    tcase_add_test(cases, the_reference_gives_every_row_of_the_sources);
    tcase_add_test(cases, known_cases_give_the_same);
    tcase_add_test(cases, unknown_keys_give_the_same);
    tcase_add_test(cases, figures_of_every_day_are_the_same);
    tcase_add_test(cases, rough_incomes_of_open_households_give_the_same);
    suite_add_tcase(suite, cases);
    return check_run(suite);
}
