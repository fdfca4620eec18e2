/* What the law of each day gives to one fixed crowd of cases, compared with tests/expected/counts.txt:
 * a line for each day on which a rule or a figure changes, with the hash of all results on the day
 * before, the day itself and the day after, and counts.  UPDATE_EXPECTED=1 writes the file anew;
 * read the difference before you keep it: every line that changes is a day on which people get
 * something else.
 *
 * The crowd: cases in which every pair of answers to every two questions occurs, "I don't know" and
 * no answer included, random ones, and workers whose incomes lie around the ceilings: the same in
 * every run and on every day.  Every walk has to end with a right, a step or a door, never with
 * nothing or with notes alone.
 *
 * It deliberately does not say what is right: that is test_vectors, test_reference and the second
 * reader.  The order of questions, options and rights does not count, texts are not looked at. */
#include "check_main.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "rules/rules.h"
#include "switch_days.h"
#include "tree/walk.h"
#include "util/date.h"
#include "util/memory.h"

#define RANDOM_CASES 4000
#define WORKERS 4000 /* only income, household, housing and place differ: close to the ceilings */
#define MOST_CASES 9000
#define MOST_VALUES 32   /* of one question */
#define MOST_SWITCHES 256
#define EXPECTED_FILE TEST_SOURCE_DIR "/tests/expected/counts.txt"

/* ---- values ---- */

/* Numbers worth trying, by the unit of the question: both sides of every limit of the trees. */
static const int64_t years[] = {0, 1000, 1500, 1600, 1700, 1800, 2400, 2500, 3500, 5000, 6000, 7000};
static const int64_t months[] = {0, 100, 200, 201, 300, 301, 600, 601, 1200, 1201, 6000};
static const int64_t persons[] = {100, 200, 300, 400, 500, 800};
static const int64_t euros_month[] = {0, 5000, 50000, 60000, 70000, 80000, 88000, 100000, 120000, 300000};
static const int64_t euros_year[] = {0,      600000,  670000,  720000,  800000,  880000,
                                     950000, 1035000, 1100000, 1250000, 1600000, 5000000};

/* A list of numbers. */
struct numbers {
    const int64_t *list;
    int count;
};

#define NUMBERS(list) ((struct numbers){list, (int)(sizeof(list) / sizeof(list)[0])})

/* The numbers tried for a question; none for a choice. */
static struct numbers numbers_of(const struct rules_question *q)
{
    if (q->kind == QUESTION_CHOICE)
        return (struct numbers){NULL, 0};
    if (q->unit == UNIT_YEARS)
        return NUMBERS(years);
    if (q->unit == UNIT_MONTHS)
        return NUMBERS(months);
    if (q->unit == UNIT_PERSONS)
        return NUMBERS(persons);
    if (q->unit == UNIT_EUROS_MONTH)
        return NUMBERS(euros_month);
    ck_assert_msg(q->unit == UNIT_EUROS_YEAR, "a question in a unit for which no numbers are listed here");
    return NUMBERS(euros_year);
}

/* The options of a question in the order of their ids, so that the crowd stays the same people
 * when an editor puts the options of the screen in another order. */
static uint16_t option_at(const struct rules *rules, uint16_t question, int rank)
{
    uint16_t count = rules->questions[question].option_count;
    for (uint16_t option = 0; option < count; option++) {
        const char *id = rules_string(rules, rules_option(rules, question, option)->id);
        int before = 0;
        for (uint16_t other = 0; other < count; other++)
            before += strcmp(rules_string(rules, rules_option(rules, question, other)->id), id) < 0;
        if (before == rank)
            return option;
    }
    ck_abort_msg("two options have one id");
}

/* How many values a question has: its options or numbers, then "I don't know", then no answer. */
static int value_count(const struct rules_question *q)
{
    int count = q->kind == QUESTION_CHOICE ? q->option_count : numbers_of(q).count;
    ck_assert_int_le(count + 2, MOST_VALUES);
    return count + 2;
}

/* Gives a question its value number VALUE. */
static void value_set(struct tree_case *c, const struct rules *rules, uint16_t question, int value)
{
    const struct rules_question *q = &rules->questions[question];
    int count = value_count(q);
    if (value == count - 1)
        case_clear(c, question);
    else if (value == count - 2)
        case_set_unknown(c, question);
    else if (q->kind == QUESTION_CHOICE)
        case_set_option(c, question, option_at(rules, question, value));
    else
        case_set_number(c, question, numbers_of(q).list[value]);
}

/* ---- the crowd ---- */

/* Pairs of values of two questions by rank: [a][value of a][b][value of b], for a < b. */
typedef uint8_t pair_table[RULES_MAX_QUESTIONS][MOST_VALUES][RULES_MAX_QUESTIONS][MOST_VALUES];

struct crowd {
    const struct rules *rules;
    struct tree_case cases[MOST_CASES];
    int8_t values[MOST_CASES][RULES_MAX_QUESTIONS]; /* of the paired cases, by rank */
    int paired, count;
    pair_table seen; /* while the crowd is made: pairs that it has; then: pairs that were walked */
    uint16_t order[RULES_MAX_QUESTIONS]; /* the questions in the order of their ids, for the same reason */
    uint64_t state;
};

static struct crowd crowd; /* one; it is large */

/* Compares two questions by their ids. */
static int compare_questions(const void *a, const void *b)
{
    const struct rules_question *questions = crowd.rules->questions;
    return strcmp(rules_string(crowd.rules, questions[*(const uint16_t *)a].id),
                  rules_string(crowd.rules, questions[*(const uint16_t *)b].id));
}

/* Puts the questions in order. */
static void order_questions(void)
{
    for (uint16_t i = 0; i < crowd.rules->question_count; i++)
        crowd.order[i] = i;
    qsort(crowd.order, crowd.rules->question_count, sizeof crowd.order[0], compare_questions);
}

/* A question by its rank. */
static const struct rules_question *question_at(int rank)
{
    return &crowd.rules->questions[crowd.order[rank]];
}

/* A random number below LIMIT, the same in every run. */
static int draw(int limit)
{
    crowd.state ^= crowd.state << 13;
    crowd.state ^= crowd.state >> 7;
    crowd.state ^= crowd.state << 17;
    return (int)((crowd.state >> 33) % (uint64_t)limit);
}

/* The mark of a pair of values. */
static uint8_t *pair_mark(int a, int value_a, int b, int value_b)
{
    return a < b ? &crowd.seen[a][value_a][b][value_b] : &crowd.seen[b][value_b][a][value_a];
}

/* Marks every pair of a case in which every question has a value. */
static void mark_pairs(const int8_t *values)
{
    int questions = (int)crowd.rules->question_count;
    for (int a = 0; a < questions; a++)
        for (int b = a + 1; b < questions; b++)
            *pair_mark(a, values[a], b, values[b]) = 1;
}

/* How many new pairs VALUE of QUESTION makes with the values chosen so far (-1: none yet). */
static int count_new_pairs(const int8_t *values, int question, int value)
{
    int count = 0;
    for (int other = 0; other < (int)crowd.rules->question_count; other++)
        if (other != question && values[other] >= 0)
            count += !*pair_mark(question, value, other, values[other]);
    return count;
}

/* Chooses the value of a question that makes the most new pairs, one of them at random. */
static void choose_value(int8_t *values, int question)
{
    int count = value_count(question_at(question));
    int start = draw(count);
    int most = -1;
    for (int i = 0; i < count; i++) {
        int value = (start + i) % count;
        int pairs = count_new_pairs(values, question, value);
        if (pairs > most) {
            most = pairs;
            values[question] = (int8_t)value;
        }
    }
}

/* Makes the case that holds a pair that no case has yet, and as many other new pairs as it can. */
static void add_paired_case(int a, int value_a, int b, int value_b)
{
    ck_assert_int_lt(crowd.count, MOST_CASES);
    int questions = (int)crowd.rules->question_count;
    int8_t *values = crowd.values[crowd.count];
    memset(values, -1, sizeof crowd.values[0]);
    values[a] = (int8_t)value_a;
    values[b] = (int8_t)value_b;
    int start = draw(questions);
    for (int i = 0; i < questions; i++)
        if (values[(start + i) % questions] < 0)
            choose_value(values, (start + i) % questions);
    for (int i = 0; i < questions; i++)
        value_set(&crowd.cases[crowd.count], crowd.rules, crowd.order[i], values[i]);
    mark_pairs(values);
    crowd.count++;
}

/* Calls USE for every pair of values of every two questions; returns how many there are. */
static int each_pair(void (*use)(int a, int value_a, int b, int value_b))
{
    int questions = (int)crowd.rules->question_count;
    int count = 0;
    for (int a = 0; a < questions; a++)
        for (int b = a + 1; b < questions; b++)
            for (int value_a = 0; value_a < value_count(question_at(a)); value_a++)
                for (int value_b = 0; value_b < value_count(question_at(b)); value_b++) {
                    use(a, value_a, b, value_b);
                    count++;
                }
    return count;
}

/* Makes a case for a pair that has none. */
static void cover_pair(int a, int value_a, int b, int value_b)
{
    if (!*pair_mark(a, value_a, b, value_b))
        add_paired_case(a, value_a, b, value_b);
}

/* Fails for a pair that was not walked. */
static void require_pair(int a, int value_a, int b, int value_b)
{
    const struct rules *rules = crowd.rules;
    ck_assert_msg(*pair_mark(a, value_a, b, value_b), "no case walked has value %d of %s with value %d of %s", value_a,
                  rules_string(rules, question_at(a)->id), value_b, rules_string(rules, question_at(b)->id));
}

/* A random answer: mostly what the contract takes for granted, rarely "I don't know". */
static void draw_answer(struct tree_case *c, uint16_t question)
{
    const struct rules_question *q = &crowd.rules->questions[question];
    int count = value_count(q);
    bool is_granted = q->absent_option != RULES_NONE || q->absent_number >= 0;
    if (draw(100) < 3)
        case_set_unknown(c, question);
    else if (!is_granted || draw(100) < 40)
        value_set(c, crowd.rules, question, draw(count - 2));
}

/* Adds random cases: one income, of a year or of a month, to the cent. */
static void add_random_cases(void)
{
    uint16_t year = crowd.rules->keys[KEY_INCOME_YEAR];
    uint16_t month = crowd.rules->keys[KEY_INCOME_MONTH];
    for (int i = 0; i < RANDOM_CASES; i++) {
        struct tree_case *c = &crowd.cases[crowd.count++];
        ck_assert_int_lt(crowd.count, MOST_CASES);
        for (uint32_t rank = 0; rank < crowd.rules->question_count; rank++)
            draw_answer(c, crowd.order[rank]);
        case_clear(c, year);
        case_clear(c, month);
        if (draw(2))
            case_set_number(c, year, draw(2000000));
        else if (draw(10))
            case_set_number(c, month, draw(160000));
    }
}

/* Adds workers of 35 whose income lies somewhere around the ceilings of their household. */
static void add_workers(void)
{
    const struct rules *rules = crowd.rules;
    uint16_t nationality = rules_find_question(rules, "nationality");
    uint16_t work = rules_find_question(rules, "work");
    for (int i = 0; i < WORKERS; i++) {
        struct tree_case *c = &crowd.cases[crowd.count++];
        ck_assert_int_lt(crowd.count, MOST_CASES);
        case_set_option(c, nationality, rules_find_option(rules, nationality, "fr"));
        case_set_option(c, work, rules_find_option(rules, work, "employed"));
        case_set_number(c, rules->keys[KEY_AGE], 3500);
        case_set_number(c, rules_find_question(rules, "months"), 1200);
        if (draw(3) == 0)
            case_set_option(c, rules->keys[KEY_PLACE], rules->known_options[OPTION_PLACE_DOM]);
        value_set(c, rules, rules->keys[KEY_HOUSING], draw(3));
        int household = 1 + draw(3);
        case_set_number(c, rules->keys[KEY_HOUSEHOLD], household * 100);
        case_set_number(c, rules->keys[KEY_INCOME_YEAR], (50000 + draw(95000)) * (6 + 4 * household));
    }
}

/* Makes the crowd. */
static void make_crowd(void)
{
    memset(&crowd, 0, sizeof crowd);
    crowd.rules = rules_builtin();
    crowd.state = 88172645463325252u;
    order_questions();
    each_pair(cover_pair);
    crowd.paired = crowd.count;
    add_random_cases();
    add_workers();
    memset(crowd.seen, 0, sizeof crowd.seen);
}

/* ---- one day ---- */

/* What the crowd gets on one day. */
struct tally {
    uint64_t hash;
    int certain[RULES_MAX_RIGHTS], possible[RULES_MAX_RIGHTS];
    int flagged; /* results that lean on an estimate, on an expired figure or on a hole */
};

#define FNV_START UINT64_C(14695981039346656037)

/* Goes on with a 64-bit FNV-1a hash. */
static uint64_t fnv(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ byte[i]) * UINT64_C(1099511628211);
    return hash;
}

/* Goes on with a number, whatever the order of its bytes in memory. */
static uint64_t fnv_number(uint64_t hash, uint64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
    return fnv(hash, bytes, sizeof bytes);
}

/* The hash of a text of the rules. */
static uint64_t fnv_id(rules_str id)
{
    const char *text = rules_string(crowd.rules, id);
    return fnv(FNV_START, text, strlen(text));
}

/* Counts a set of rights and gives a number that does not depend on their order. */
static uint64_t tally_set(struct rules_set set, int *counts)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < crowd.rules->right_count; i++)
        if (rules_set_has(set, i)) {
            counts[i]++;
            sum += fnv_id(crowd.rules->rights[i].id);
        }
    return sum;
}

/* The same for flags. */
static uint64_t tally_flags(const struct walk_flags *flags)
{
    uint64_t sum = 0;
    for (uint16_t i = 0; i < flags->count; i++)
        sum += fnv_id(crowd.rules->parameters[flags->parameters[i]].id);
    return sum;
}

/* The hash of every amount of a result, those printed with a right included. */
static uint64_t tally_amounts(uint64_t hash, const struct money_day *day, const struct tree_case *c,
                              const struct walk_result *result)
{
    const struct tree_answer *age = &c->answers[crowd.rules->keys[KEY_AGE]];
    struct rules_set all = rules_set_union(result->certain, result->possible);
    const int64_t amounts[] = {result->ceiling_free, result->ceiling_paid, result->ceiling_free_month,
                               result->ceiling_paid_month, result->contribution};
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++)
        hash = fnv_number(hash, (uint64_t)amounts[i]);
    for (uint32_t i = 0; i < crowd.rules->amount_count; i++) {
        const struct rules_amount *amount = &crowd.rules->amounts[i];
        if (rules_set_has(all, amount->right) && case_is_exact(age))
            hash = fnv_number(hash, (uint64_t)walk_amount(day, amount, age->low));
    }
    return hash;
}

/* True when a result holds something that is not a note. */
static bool has_right(struct rules_set set)
{
    for (uint32_t i = 0; i < crowd.rules->right_count; i++)
        if (rules_set_has(set, i) && crowd.rules->rights[i].kind != RIGHT_NOTE)
            return true;
    return false;
}

/* Walks one case and adds it to the tally. */
static void tally_case(struct tally *tally, const struct money_day *day, int number)
{
    const struct tree_case *c = &crowd.cases[number];
    struct walk_result result;
    walk_run(day, c, &result);
    ck_assert_msg(has_right(rules_set_union(result.certain, result.possible)) && !rules_set_is_empty(result.certain),
                  "case %d ends with nothing on day %d", number, (int)day->day);
    uint64_t hash = tally->hash;
    hash = fnv_number(hash, tally_set(result.certain, tally->certain));
    hash = fnv_number(hash, tally_set(result.possible, tally->possible));
    hash = tally_amounts(hash, day, c, &result);
    hash = fnv_number(hash, tally_flags(&result.estimates));
    hash = fnv_number(hash, tally_flags(&result.expired));
    tally->hash = fnv_number(hash, tally_flags(&result.missing));
    tally->flagged += result.estimates.count || result.expired.count || result.missing.count;
}

/* Walks the whole crowd on one day; false before the first tree. */
static bool tally_day(struct tally *tally, int32_t date)
{
    struct money_day day;
    memset(tally, 0, sizeof *tally);
    tally->hash = FNV_START;
    money_prepare(&day, crowd.rules, date);
    if (!day.tree)
        return false;
    for (int i = 0; i < crowd.count; i++)
        tally_case(tally, &day, i);
    return true;
}

/* ---- the file ---- */

/* Adds the count of one kind of rights: certain and, after a plus, possible. */
static void add_kind(struct buffer *out, const struct tally *tally, enum rules_right_kind kind, const char *name)
{
    int certain = 0;
    int possible = 0;
    for (uint32_t i = 0; i < crowd.rules->right_count; i++)
        if (crowd.rules->rights[i].kind == kind) {
            certain += tally->certain[i];
            possible += tally->possible[i];
        }
    buffer_add_format(out, " %s %d+%d", name, certain, possible);
}

/* Adds every right whose counts are not those of the day before. */
static void add_changes(struct buffer *out, const struct tally *before, const struct tally *now)
{
    for (uint32_t i = 0; i < crowd.rules->right_count; i++)
        if (before->certain[i] != now->certain[i] || before->possible[i] != now->possible[i])
            buffer_add_format(out, " %s=%d+%d", rules_string(crowd.rules, crowd.rules->rights[i].id),
                              now->certain[i], now->possible[i]);
}

/* Adds the line of a day on which something changes; true when the crowd feels it. */
static bool add_line(struct buffer *out, int32_t date)
{
    struct tally tallies[3];
    char text[11];
    date_print(date, text);
    buffer_add_format(out, "%s %d", text, crowd.count);
    for (int i = 0; i < 3; i++) {
        if (tally_day(&tallies[i], date + i - 1))
            buffer_add_format(out, " %016" PRIx64, tallies[i].hash);
        else
            buffer_add(out, " -");
    }
    add_kind(out, &tallies[1], RIGHT_NOW, "now");
    add_kind(out, &tallies[1], RIGHT_COVER, "cover");
    add_kind(out, &tallies[1], RIGHT_COMPLEMENT, "complement");
    add_kind(out, &tallies[1], RIGHT_STEP, "step");
    add_kind(out, &tallies[1], RIGHT_NOTE, "note");
    buffer_add_format(out, " flagged %d :", tallies[1].flagged);
    add_changes(out, &tallies[0], &tallies[1]);
    buffer_add_char(out, '\n');
    return tallies[0].hash != tallies[1].hash;
}

/* Reads the file; the caller frees the text. */
static struct buffer read_expected(void)
{
    struct buffer text = {0};
    FILE *file = fopen(EXPECTED_FILE, "r");
    ck_assert_msg(file != NULL, "%s cannot be opened; UPDATE_EXPECTED=1 writes it", EXPECTED_FILE);
    char part[4096];
    for (size_t length; (length = fread(part, 1, sizeof part, file)) > 0;)
        buffer_add_bytes(&text, part, length);
    fclose(file);
    return text;
}

/* Writes the file. */
static void write_expected(const char *text)
{
    FILE *file = fopen(EXPECTED_FILE, "w");
    ck_assert_msg(file != NULL, "%s cannot be written", EXPECTED_FILE);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

/* Prints every line that differs, up to ten; returns how many differ. */
static int print_differences(const char *expected, const char *now)
{
    int different = 0;
    while (*expected || *now) {
        size_t old = strcspn(expected, "\n");
        size_t length = strcspn(now, "\n");
        if ((old != length || memcmp(expected, now, length) != 0) && ++different <= 10)
            printf("expected: %.*s\nnow:      %.*s\n", (int)old, expected, (int)length, now);
        expected += old + (expected[old] == '\n');
        now += length + (now[length] == '\n');
    }
    return different;
}

START_TEST(every_day_gives_what_it_gave)
{
    struct buffer out = {0};
    int32_t days[MOST_SWITCHES];
    make_crowd();
    size_t count = switch_days(crowd.rules, true, days, MOST_SWITCHES);
    buffer_add(&out, "# day, cases, hashes of the day before, the day and the day after; results of each kind on the\n"
                     "# day, certain+possible; results that lean on a flagged figure: rights that the day changes\n");
    size_t felt = 0;
    for (size_t i = 0; i < count; i++)
        felt += add_line(&out, days[i]);
    if (getenv("UPDATE_EXPECTED"))
        write_expected(buffer_text(&out));
    struct buffer expected = read_expected();
    int different = print_differences(buffer_text(&expected), buffer_text(&out));
    ck_assert_msg(different == 0, "%d lines of counts.txt differ; UPDATE_EXPECTED=1 rewrites it", different);
    printf("%zu days, %d cases on each and on the days beside it, %zu days felt\n", count, crowd.count, felt);
    ck_assert_msg(felt * 10 >= count * 9, "the crowd feels only %zu of %zu days", felt, count);
    buffer_done(&expected);
    buffer_done(&out);
}
END_TEST

START_TEST(every_pair_of_answers_is_walked_in_each_era)
{
    make_crowd();
    int pairs = 0;
    for (uint32_t tree = 0; tree < crowd.rules->tree_count; tree++) {
        struct money_day day;
        struct tally tally = {.hash = FNV_START};
        memset(crowd.seen, 0, sizeof crowd.seen);
        money_prepare(&day, crowd.rules, crowd.rules->trees[tree].from);
        for (int i = 0; i < crowd.paired; i++) {
            tally_case(&tally, &day, i);
            mark_pairs(crowd.values[i]);
        }
        pairs = each_pair(require_pair);
    }
    printf("%d pairs of answers in %d cases\n", pairs, crowd.paired);
    ck_assert_int_gt(pairs, 10000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("counts");
    TCase *cases = tcase_create("counts");
    tcase_set_timeout(cases, 0);
    tcase_add_test(cases, every_day_gives_what_it_gave);
    tcase_add_test(cases, every_pair_of_answers_is_walked_in_each_era);
    suite_add_tcase(suite, cases);
    return check_run(suite);
}
