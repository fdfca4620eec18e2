/* Explanations hold: reasons are enough and each is needed, smallest changes grant and nothing smaller
 * does, gains and losses are those of plain walks, the one question is the best.  With random answers
 * on random days of both eras; every enumeration is written anew here, without the stretches, samples
 * and cuts of explain*.c.  EXPLAIN_CASES sets how many cases, REFERENCE_SEED which.
 * What a result should be is deliberately not tested here. */
#include "check_main.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "case_file.h"
#include "chance.h"
#include "decide_input.h"
#include "rules/rules.h"
#include "switch_days.h"
#include "tree/explain.h"
#include "util/date.h"
#include "util/memory.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define MOST_SWITCHES 256
#define MOST_VALUES 512
#define PAIRS_EACH 100 /* every so many cases all pairs are tried by brute force */
#define TIMED_CASES 1000

static const struct rules *rules;
static struct explain *e;
static struct money_day day;
static struct tree_case c; /* the case in hand */
static int32_t days[MOST_SWITCHES * 3];
static int64_t day_count;
static int number; /* of the case in hand, for messages */

/* How many cases a test tries. */
static int case_count(void)
{
    return (int)setting("EXPLAIN_CASES", SANITIZED ? 200 : 10000);
}

/* Prepares the days on which something changes, with those beside them. */
static void setup(void)
{
    int32_t switches[MOST_SWITCHES];
    rules = rules_builtin();
    size_t count = switch_days(rules, true, switches, MOST_SWITCHES);
    day_count = 0;
    for (size_t i = 0; i < 3 * count; i++) {
        int32_t found = switches[i / 3] + (int32_t)(i % 3) - 1;
        if (rules_tree_on(rules, found))
            days[day_count++] = found;
    }
    chance_start(20261121);
    e = memory_new(sizeof *e);
}

/* Wipes and releases the explanation. */
static void teardown(void)
{
    explain_wipe(e);
    free(e);
}

/* ---- small things ---- */

/* True for the same rights in both sets. */
static bool same(struct rules_set a, struct rules_set b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* The id of a question. */
static const char *name(uint16_t question)
{
    return rules_string(rules, rules->questions[question].id);
}

/* The id of a right. */
static const char *right_name(uint16_t right)
{
    return rules_string(rules, rules->rights[right].id);
}

/* The day in hand as text. */
static const char *date(void)
{
    static char text[11];
    date_print(day.day, text);
    return text;
}

/* The case in hand as pairs, for messages. */
static const char *pairs(void)
{
    static struct buffer text;
    buffer_clear(&text);
    for (uint16_t i = 0; i < rules->question_count; i++) {
        const struct tree_answer *answer = &c.answers[i];
        if (answer->state == ANSWER_ABSENT)
            continue;
        buffer_add_format(&text, " %s=", name(i));
        if (answer->state == ANSWER_UNKNOWN)
            buffer_add(&text, "unknown");
        else if (rules->questions[i].kind == QUESTION_CHOICE)
            buffer_add(&text, rules_string(rules, rules_option(rules, i, answer->option)->id));
        else
            buffer_add_format(&text, "%lld..%lld", (long long)answer->low, (long long)answer->high);
    }
    return buffer_text(&text);
}

/* What a case gives on the day in hand. */
static struct walk_result walk(const struct tree_case *answers)
{
    struct walk_result result;
    walk_run(&day, answers, &result);
    return result;
}

/* What is certain, where a call for help that stands alone counts as nothing. */
static struct rules_set granted(struct rules_set certain)
{
    struct rules_set help = {{0, 0}};
    rules_set_add(&help, rules->known_rights[KNOWN_ASK_HELP]);
    return same(certain, help) ? (struct rules_set){{0, 0}} : certain;
}

/* The question answered together with this one, or RULES_NONE. */
static uint16_t twin(uint16_t question)
{
    for (uint16_t i = 0; i < rules->question_count; i++)
        if (rules->questions[i].partner == question)
            return i;
    return rules->questions[question].partner;
}

/* Changes one answer. */
static void put(struct tree_case *answers, uint16_t question, struct tree_answer answer)
{
    answers->answers[question] = answer;
    if (twin(question) != RULES_NONE)
        case_clear(answers, twin(question));
}

/* True when an answer is known exactly, its usual value included. */
static bool is_known(const struct tree_case *answers, uint16_t question)
{
    const struct tree_answer *answer = &answers->answers[question];
    const struct rules_question *q = &rules->questions[question];
    if (answer->state == ANSWER_GIVEN)
        return q->kind == QUESTION_CHOICE || answer->low == answer->high;
    if (answer->state == ANSWER_UNKNOWN)
        return false;
    if (strcmp(name(question), "irregular-months") == 0)
        return true;
    return q->kind == QUESTION_CHOICE ? q->absent_option != RULES_NONE : q->absent_number >= 0;
}

/* ---- random cases ---- */

/* A random number that a question takes. */
static int64_t draw_number(const struct rules_question *q)
{
    static const int64_t numbers[] = {0,    50,   100,  200,   300,    301,    600,    601,    1200,   1500,
                                      1800, 2450, 3500, 60000, 80000, 104210, 700000, 1042100, 1200000, 1500000};
    int64_t drawn = q->whole ? 100 + 100 * below(9) : numbers[below(20)];
    return drawn < q->least ? q->least : drawn > q->most ? q->most : drawn;
}

/* Draws an answer: sometimes "I don't know", an amount sometimes between two limits. */
static void draw_answer(uint16_t question)
{
    const struct rules_question *q = &rules->questions[question];
    if (perhaps(8)) {
        case_set_unknown(&c, question);
    } else if (q->kind == QUESTION_CHOICE) {
        case_set_option(&c, question, (uint16_t)below(q->option_count));
    } else if (q->kind == QUESTION_AMOUNT && perhaps(10)) {
        int64_t low = draw_number(q);
        case_set_range(&c, question, low, low + 1 + draw_number(q));
    } else if (q->partner != RULES_NONE && perhaps(40)) {
        case_set_number(&c, q->partner, draw_number(&rules->questions[q->partner]));
    } else {
        case_set_number(&c, question, draw_number(q));
    }
}

/* Draws a day and a case: the answers of a visit, some of them forgotten. */
static void draw_case(void)
{
    uint32_t answered = 0;
    int forget = perhaps(30) ? 15 : 0;
    money_prepare(&day, rules, perhaps(30) ? date_to_day((struct date){2026, 11, 21}) : days[below(day_count)]);
    memset(&c, 0, sizeof c);
    for (uint16_t q; (q = walk_next_question(&day, &c, answered)) != RULES_NONE; answered |= (uint32_t)1 << q)
        draw_answer(q);
    for (uint16_t i = 0; forget && i < rules->question_count; i++)
        if (perhaps(forget))
            case_clear(&c, i);
}

/* Lets one case follow another. */
static bool next_case(void)
{
    if (number == case_count())
        return false;
    number++;
    draw_case();
    explain_start(e, &day, &c);
    return true;
}

/* ---- reasons ---- */

/* A reading of the law with edges that grant what the fund may give, or with one row of ceilings. */
static struct money_day read_law(const struct explain_why *why, struct rules *other, int row)
{
    struct money_day read = day;
    if (row == ROW_BEFORE) {
        read.bases[ROW_IN_FORCE] = day.bases[ROW_BEFORE];
        memcpy(read.table[ROW_IN_FORCE], day.table[ROW_BEFORE], sizeof day.table[ROW_BEFORE]);
    }
    if (row >= 0)
        read.bases[ROW_BEFORE] = NULL;
    static struct rules_edge edges[8192];
    ck_assert_uint_le(rules->edge_count, 8192);
    for (uint32_t i = 0; i < rules->edge_count; i++) {
        edges[i] = rules->edges[i];
        if (why->by_fund)
            edges[i].certain = rules_set_union(edges[i].certain, edges[i].possible);
    }
    *other = *rules;
    other->edges = edges;
    read.rules = other;
    return read;
}

/* True when a case gives a right for certain under a reading of the law. */
static bool gives(const struct money_day *read, const struct tree_case *answers, uint16_t right)
{
    struct walk_result result;
    walk_run(read, answers, &result);
    return rules_set_has(granted(result.certain), right);
}

/* The case that knows nothing but the reasons. */
static struct tree_case replay(const struct explain_why *why)
{
    struct tree_case answers = {0};
    for (uint16_t i = 0; i < rules->question_count; i++) {
        if (why->conditions >> i & 1)
            answers.answers[i] = c.answers[i];
        else if (why->decides >> i & 1)
            answers.answers[i] = why->answers.answers[i];
        else
            case_set_unknown(&answers, i);
    }
    return answers;
}

/* True when some case that knows no less is found that does not give a right: a few are tried, which takes
 * far less time than a walk with much unknown. */
static bool is_refuted(const struct money_day *read, const struct tree_case *answers, uint16_t right)
{
    uint16_t year = rules->keys[KEY_INCOME_YEAR];
    uint16_t month = rules->keys[KEY_INCOME_MONTH];
    uint16_t skipped = answers->answers[month].state == ANSWER_GIVEN ? year : month;
    for (int i = 0; i < 40; i++) {
        struct tree_case other = *answers;
        for (uint16_t q = 0; q < rules->question_count; q++) {
            if (other.answers[q].state != ANSWER_UNKNOWN || q == skipped)
                continue;
            if (rules->questions[q].kind == QUESTION_CHOICE)
                case_set_option(&other, q, (uint16_t)below(rules->questions[q].option_count));
            else
                case_set_number(&other, q, draw_number(&rules->questions[q]));
        }
        if (!gives(read, &other, right))
            return true;
    }
    return false;
}

/* Checks reasons under one reading of the law: enough, and none too many. */
static void check_reasons(const struct money_day *read, const struct explain_why *why, uint16_t right)
{
    struct tree_case answers = replay(why);
    ck_assert_msg(gives(read, &answers, right), "case %d on %s: the reasons for %s are not enough", number, date(),
                  right_name(right));
    for (uint16_t i = 0; i < rules->question_count; i++) {
        struct tree_case less = answers;
        if (!((why->conditions | why->decides) >> i & 1))
            continue;
        case_set_unknown(&less, i);
        ck_assert_msg(is_refuted(read, &less, right) || !gives(read, &less, right),
                      "case %d on %s: %s is no reason for %s", number, date(), name(i), right_name(right));
    }
    for (uint16_t i = 0; i < rules->question_count; i++) {
        const struct tree_answer *a = &answers.answers[i];
        const struct tree_answer *b = &why->answers.answers[i];
        ck_assert(a->state == b->state && a->option == b->option && a->low == b->low && a->high == b->high);
    }
}

/* Checks the ceilings of a right whose income is known exactly. */
static void check_ceilings(const struct explain_why *why, uint16_t right)
{
    const struct tree_answer *year = &c.answers[rules->keys[KEY_INCOME_YEAR]];
    const struct tree_answer *month = &c.answers[rules->keys[KEY_INCOME_MONTH]];
    bool by_month = year->state != ANSWER_GIVEN && month->state == ANSWER_GIVEN;
    const struct tree_answer *income = by_month ? month : year;
    for (int level = LEVEL_FREE; level <= LEVEL_PAID; level++) {
        const struct explain_ceiling *found = &why->ceilings[level];
        if (!found->compared || found->ceiling == WALK_NO_AMOUNT || !case_is_exact(income) || day.bases[ROW_BEFORE])
            continue;
        int64_t counted = income->low + (by_month ? 1 : 12) * found->lump;
        int64_t ceiling = by_month ? money_month(&day, found->ceiling) : found->ceiling;
        bool within = level == LEVEL_PAID && day.strict ? counted < ceiling : counted <= ceiling;
        ck_assert_msg(within == found->within, "case %d on %s: %s is on the wrong side of a ceiling", number, date(),
                      right_name(right));
        ck_assert(e->result.ceiling_free == WALK_NO_AMOUNT ||
                  found->ceiling == (level == LEVEL_FREE ? e->result.ceiling_free : e->result.ceiling_paid));
    }
}

/* Checks the reasons for a right that is possible. */
static void check_possible(const struct explain_why *why, uint16_t right)
{
    struct rules other;
    bool found = false;
    for (uint16_t i = 0; i < rules->question_count; i++)
        ck_assert_msg(!(why->decides >> i & 1) || !is_known(&c, i), "%s is answered and does not decide", name(i));
    if (why->rough) {
        ck_assert_msg(e->open_count > EXPLAIN_MOST_OPEN, "case %d on %s: no reasons for %s:%s", number, date(),
                      right_name(right), pairs());
        return;
    }
    ck_assert_msg(why->decides || why->by_fund || why->by_estimate, "case %d on %s: nothing decides %s:%s", number,
                  date(), right_name(right), pairs());
    for (int row = why->by_estimate ? 0 : -1; row < (why->by_estimate ? ROW_COUNT : 0) && !found; row++) {
        struct tree_case answers = replay(why);
        struct money_day read = read_law(why, &other, row);
        found = gives(&read, &answers, right);
        if (found)
            check_reasons(&read, why, right);
    }
    ck_assert_msg(found, "case %d on %s: the reasons for %s are not enough", number, date(), right_name(right));
}

/* Checks the reasons for one right. */
static void check_right(uint16_t right)
{
    struct explain_why why;
    bool certain = rules_set_has(e->result.certain, right);
    bool given = certain || rules_set_has(e->result.possible, right);
    ck_assert_int_eq(explain_find_why(e, right, &why), given);
    if (!given)
        return;
    if (!certain) {
        check_possible(&why, right);
    } else if (rules_set_has(granted(e->result.certain), right)) {
        ck_assert(!why.decides && !why.by_fund && !why.by_estimate && !why.rough);
        check_reasons(&day, &why, right);
        check_ceilings(&why, right);
    } else {
        ck_assert_uint_eq(why.conditions | why.decides, 0);
    }
}

START_TEST(reasons_are_enough_and_each_is_needed)
{
    for (number = 0; next_case();)
        for (uint16_t right = 0; right < rules->right_count; right++)
            check_right(right);
}
END_TEST

/* ---- other answers, by brute force ---- */

struct value {
    uint16_t question;
    struct tree_answer answer;
};

struct value_list {
    struct value values[MOST_VALUES];
    size_t count;
};

/* Adds a number that a question takes. */
static void add_number(struct value_list *list, uint16_t question, int64_t value)
{
    const struct rules_question *q = &rules->questions[question];
    if (value < q->least || value > q->most || (q->whole && value % 100))
        return;
    for (size_t i = 0; i < list->count; i++)
        if (list->values[i].answer.low == value)
            return;
    ck_assert_uint_lt(list->count, MOST_VALUES);
    list->values[list->count++] = (struct value){question, {ANSWER_GIVEN, 0, value, value}};
}

/* Adds both sides of a limit. */
static void add_sides(struct value_list *list, uint16_t question, int64_t limit)
{
    add_number(list, question, limit);
    add_number(list, question, limit + 1);
}

/* The most months M with DAY less M months on SINCE or later: tried one by one. */
static int64_t months_since(int32_t since)
{
    int64_t months = -1;
    while (months < 60000 && date_subtract_months(day.day, months + 1) >= since)
        months++;
    return months;
}

/* Adds both sides of the limits that the tree of the day has for a question. */
static void add_tree(struct value_list *list, uint16_t question)
{
    for (uint32_t i = 0; i < day.tree->node_count; i++) {
        const struct rules_node *node = &rules->nodes[day.tree->first_node + i];
        if (node->key != question && node->other_key != question)
            continue;
        if (node->split == SPLIT_UPTO)
            add_sides(list, question, node->limit);
        if (node->split == SPLIT_SINCE)
            add_sides(list, question, months_since(node->day));
        const struct rules_version *version =
            node->split == SPLIT_PARAMETER ? rules_version_on(rules, node->parameter, day.day) : NULL;
        if (version && version->kind == VERSION_VALUE)
            add_sides(list, question, version->value / 100);
    }
}

/* The exact option of a choice, or -1. */
static int option(const struct tree_case *answers, uint16_t question)
{
    const struct tree_answer *answer = &answers->answers[question];
    if (answer->state == ANSWER_GIVEN)
        return answer->option;
    return answer->state == ANSWER_ABSENT ? rules->questions[question].absent_option : -1;
}

/* The most of an amount that a household's housing counts for, a month. */
static int64_t lump_of(const struct tree_case *answers, int64_t persons)
{
    int housing = option(answers, rules->keys[KEY_HOUSING]);
    const struct tree_answer *benefit = &answers->answers[rules->keys[KEY_HOUSING_BENEFIT_MONTH]];
    int64_t lump = 0;
    if (housing == rules->known_options[OPTION_HOUSING_OWNER])
        return money_lump(&day, HOUSING_OWNER, persons);
    if (housing == rules->known_options[OPTION_HOUSING_BENEFIT])
        lump = money_lump(&day, HOUSING_BENEFIT, persons);
    return case_is_exact(benefit) && benefit->low < lump ? benefit->low : lump;
}

/* Adds both sides of the limits of income for one household. */
static void add_incomes(struct value_list *list, const struct tree_case *answers, uint16_t question, int64_t persons)
{
    bool month = question == rules->keys[KEY_INCOME_MONTH];
    int place = option(answers, rules->keys[KEY_PLACE]);
    bool overseas = place >= 0 && money_is_overseas(&day, (uint16_t)place);
    int64_t lumps[2] = {0, lump_of(answers, persons)};
    for (int i = 0; i < 8; i++) {
        enum rules_level level = i & 1 ? LEVEL_PAID : LEVEL_FREE;
        int64_t ceiling = money_ceiling(&day, i & 2 ? ROW_BEFORE : ROW_IN_FORCE, level, overseas, persons);
        int64_t lump = lumps[i >> 2];
        int64_t limit = month ? money_month(&day, ceiling) - lump : ceiling - 12 * lump;
        if (ceiling < 0)
            continue;
        add_sides(list, question, limit);
        add_sides(list, question, limit - 1);
        const struct tree_answer *income = &answers->answers[question];
        if (case_is_exact(income) && income->low <= limit)
            add_sides(list, rules->keys[KEY_HOUSING_BENEFIT_MONTH], (limit - income->low) / (month ? 1 : 12));
    }
}

/* Lists numbers to try: the least, the most and both sides of every limit. */
static void list_numbers(struct value_list *list, const struct tree_case *answers, uint16_t question)
{
    const struct tree_answer *household = &answers->answers[rules->keys[KEY_HOUSEHOLD]];
    const struct rules_question *q = &rules->questions[question];
    if (question == rules->keys[KEY_HOUSEHOLD]) {
        for (int64_t persons = 1; persons <= 8; persons++)
            add_number(list, question, persons * 100);
        return;
    }
    add_number(list, question, q->least);
    add_number(list, question, q->most);
    add_tree(list, question);
    if (question == rules->keys[KEY_INCOME_YEAR] || question == rules->keys[KEY_INCOME_MONTH])
        add_incomes(list, answers, question,
                    household->state == ANSWER_GIVEN ? household->low / 100 : 1);
}

/* The question of two under which an amount is answered. */
static uint16_t form(const struct tree_case *answers, uint16_t question)
{
    uint16_t year = rules->keys[KEY_INCOME_YEAR];
    uint16_t month = rules->keys[KEY_INCOME_MONTH];
    if (question != year && question != month)
        return question;
    bool by_month = answers->answers[year].state != ANSWER_GIVEN && answers->answers[month].state == ANSWER_GIVEN;
    return by_month ? month : year;
}

/* Lists the limits of the housing benefit. */
static void list_benefits(struct value_list *list, const struct tree_case *answers)
{
    struct value_list incomes = {.count = 0};
    const struct tree_answer *household = &answers->answers[rules->keys[KEY_HOUSEHOLD]];
    struct tree_case without = *answers;
    case_set_number(&without, rules->keys[KEY_HOUSING_BENEFIT_MONTH], 0);
    add_incomes(&incomes, &without, form(answers, rules->keys[KEY_INCOME_YEAR]),
                household->state == ANSWER_GIVEN ? household->low / 100 : 1);
    for (size_t i = 0; i < incomes.count; i++)
        if (incomes.values[i].question == rules->keys[KEY_HOUSING_BENEFIT_MONTH])
            add_number(list, incomes.values[i].question, incomes.values[i].answer.low);
}

/* Lists all other answers to a question. */
static void list_answers(struct value_list *list, const struct tree_case *answers, uint16_t question)
{
    const struct rules_question *q = &rules->questions[question];
    struct value_list all = {.count = 0};
    list->count = 0;
    for (uint16_t i = 0; q->kind == QUESTION_CHOICE && i < q->option_count; i++) {
        const struct rules_option *o = rules_option(rules, question, i);
        if (!o->hidden && day.day >= o->from && day.day < o->until && option(answers, question) != i)
            list->values[list->count++] = (struct value){question, {ANSWER_GIVEN, (uint8_t)i, 0, 0}};
    }
    if (q->kind == QUESTION_CHOICE)
        return;
    list_numbers(&all, answers, question);
    if (question == rules->keys[KEY_HOUSING_BENEFIT_MONTH])
        list_benefits(&all, answers);
    for (size_t i = 0; i < all.count; i++)
        if (all.values[i].question == question)
            add_number(list, question, all.values[i].answer.low);
}

/* The questions whose answers a case looks at and that can be asked. */
static uint32_t find_matters(const struct tree_case *answers)
{
    uint32_t found = 0;
    uint16_t since = rules_find_question(rules, "irregular-months");
    struct tree_case open = *answers;
    uint32_t used = walk_used_questions(&day, answers, UINT32_MAX);
    case_set_unknown(&open, since);
    used |= walk_used_questions(&day, &open, UINT32_MAX) & (uint32_t)1 << since;
    for (uint16_t i = 0; i < rules->question_count; i++)
        if (used >> i & 1 && walk_fits_question(rules, answers, i))
            found |= (uint32_t)1 << form(answers, i);
    return found;
}

/* ---- what would change ---- */

/* The change that holds for an answer, or null: the person's own stretch has none. */
static const struct explain_change *find_change(const struct value *value)
{
    for (uint32_t i = 0; i < e->change_count; i++) {
        const struct explain_edit *edit = &e->changes[i].edit;
        if (edit->question != value->question)
            continue;
        bool number_fits = edit->from <= value->answer.low && value->answer.low <= edit->to;
        if (rules->questions[value->question].kind == QUESTION_CHOICE ? edit->answer.option == value->answer.option
                                                                       : number_fits)
            return &e->changes[i];
    }
    return NULL;
}

/* Checks that one change is what a plain walk says, with the number VALUE of its stretch. */
static void check_change(const struct explain_change *change, struct tree_answer answer)
{
    struct tree_case other = c;
    put(&other, change->edit.question, answer);
    struct walk_result before = walk(&c);
    struct walk_result after = walk(&other);
    bool right = same(change->certain_gained, rules_set_minus(after.certain, before.certain)) &&
                 same(change->certain_lost, rules_set_minus(before.certain, after.certain)) &&
                 same(change->possible_gained, rules_set_minus(after.possible, before.possible)) &&
                 same(change->possible_lost, rules_set_minus(before.possible, after.possible));
    ck_assert_msg(right, "case %d on %s: another gain or loss with %s=%lld (option %d)", number, date(),
                  name(change->edit.question), (long long)answer.low, answer.option);
}

/* True when no number is open that an amount's limits hang on. */
static bool amounts_known(void)
{
    static const enum rules_known_key keys[] = {KEY_PLACE, KEY_HOUSEHOLD, KEY_HOUSING, KEY_HOUSING_BENEFIT_MONTH};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if ((e->matters >> rules->keys[keys[i]] & 1) && !is_known(&c, rules->keys[keys[i]]))
            return false;
    return is_known(&c, form(&c, rules->keys[KEY_INCOME_YEAR])) ||
           !(e->matters >> rules->keys[KEY_INCOME_YEAR] & 1);
}

/* Checks that every answer of the brute force is covered: by a change, or by nothing changing. */
static void check_coverage(uint16_t question)
{
    struct value_list list;
    list_answers(&list, &c, question);
    for (size_t i = 0; i < list.count; i++) {
        const struct explain_change *change = find_change(&list.values[i]);
        struct explain_change nothing = {.edit = {.question = question}};
        if (change || is_known(&c, question))
            check_change(change ? change : &nothing, list.values[i].answer);
    }
}

START_TEST(gains_and_losses_are_those_of_plain_walks)
{
    uint64_t changes = 0;
    for (number = 0; next_case(); changes += e->change_count) {
        explain_try(e);
        for (uint32_t i = 0; i < e->change_count; i++) {
            const struct explain_edit *edit = &e->changes[i].edit;
            ck_assert(find_matters(&c) >> edit->question & 1);
            check_change(&e->changes[i], edit->answer);
            if (rules->questions[edit->question].kind == QUESTION_CHOICE || !amounts_known())
                continue;
            int64_t inside = edit->from + below(edit->to - edit->from + 1);
            check_change(&e->changes[i], (struct tree_answer){ANSWER_GIVEN, 0, inside, inside});
        }
        for (uint16_t q = 0; e->open_count <= EXPLAIN_MOST_OPEN && q < rules->question_count; q++)
            if ((find_matters(&c) >> q & 1) && amounts_known())
                check_coverage(q);
    }
    ck_assert_uint_gt(changes, (uint64_t)number * 10);
}
END_TEST

/* ---- the smallest change ---- */

/* How gladly a question is changed, by the order the header promises. */
static int rank(const struct value *value)
{
    static const char *const first[] = {"months", "income-year", "income-month", "work", "papers", "cover", "benefit",
                                        "joining-insured", "household"};
    static const char *const last[] = {"place", "minor-with", "age", "nationality"};
    const struct rules_question *q = &rules->questions[value->question];
    const struct tree_answer *present = &c.answers[value->question];
    bool time = q->kind != QUESTION_CHOICE && (q->unit == UNIT_MONTHS || q->unit == UNIT_YEARS);
    int past = time && case_is_exact(present) && value->answer.low < present->low ? 1000 : 0;
    for (int i = 0; i < 9; i++)
        if (strcmp(name(value->question), first[i]) == 0)
            return past + i;
    for (int i = 0; i < 4; i++)
        if (strcmp(name(value->question), last[i]) == 0)
            return past + 200 + i;
    return past + 100 + value->question;
}

/* Checks that the change found for a right grants it. */
static void check_grants(uint16_t right)
{
    const struct explain_missing *missing = &e->missing[right];
    struct tree_case other = c;
    for (int i = 0; i < missing->count; i++) {
        const struct explain_edit *edit = &missing->edits[i];
        uint32_t matters = find_matters(&c) | find_matters(&other);
        ck_assert_msg(matters >> edit->question & 1, "case %d: %s does not matter", number, name(edit->question));
        ck_assert(walk_fits_question(rules, &other, edit->question));
        put(&other, edit->question, edit->answer);
    }
    ck_assert_msg(rules_set_has(granted(walk(&other).certain), right), "case %d on %s: the change does not grant %s",
                  number, date(), right_name(right));
}

/* Notes which rights one other answer gives, and that none of them was said to need more or could have a
 * better one. */
static void check_single(const struct value *value)
{
    struct tree_case other = c;
    put(&other, value->question, value->answer);
    struct rules_set found = granted(walk(&other).certain);
    found = rules_set_minus(found, rules_set_union(e->result.certain, e->result.possible));
    for (uint16_t right = 0; right < rules->right_count; right++) {
        if (!rules_set_has(found, right))
            continue;
        const struct explain_missing *missing = &e->missing[right];
        ck_assert_msg(missing->count == 1, "case %d on %s: %s=%lld (option %d) alone gives %s, not %d answers", number,
                      date(), name(value->question), (long long)value->answer.low, value->answer.option,
                      right_name(right), missing->count);
        struct value best = {missing->edits[0].question, missing->edits[0].answer};
        ck_assert_msg(rank(&best) <= rank(value), "case %d on %s: %s is a better change for %s than %s", number, date(),
                      name(value->question), right_name(right), name(best.question));
    }
}

/* Checks that a second answer gives nothing that was not found. */
static void check_second(const struct tree_case *first, const struct value *value)
{
    struct tree_case other = *first;
    put(&other, value->question, value->answer);
    struct rules_set found = granted(walk(&other).certain);
    found = rules_set_minus(found, rules_set_union(e->result.certain, e->result.possible));
    for (uint16_t right = 0; right < rules->right_count; right++)
        ck_assert_msg(!rules_set_has(found, right) || e->missing[right].count > 0,
                      "case %d on %s: two answers give %s, the second is %s=%lld (option %d)", number, date(),
                      right_name(right), name(value->question), (long long)value->answer.low, value->answer.option);
}

/* Tries all second answers after a first one. */
static void check_pairs(const struct value *value)
{
    struct value_list list;
    struct tree_case first = c;
    put(&first, value->question, value->answer);
    uint32_t matters = find_matters(&c) | find_matters(&first);
    for (uint16_t q = 0; q < rules->question_count; q++) {
        if (!(matters >> q & 1) || q == value->question || !walk_fits_question(rules, &first, q) ||
            q == twin(value->question))
            continue;
        list_answers(&list, &first, q);
        for (size_t i = 0; i < list.count; i++)
            check_second(&first, &list.values[i]);
    }
}

/* Tries all first answers to a question. */
static void check_singles(uint16_t question, bool pairs)
{
    struct value_list list;
    list_answers(&list, &c, question);
    for (size_t i = 0; i < list.count; i++) {
        check_single(&list.values[i]);
        if (pairs)
            check_pairs(&list.values[i]);
    }
}

START_TEST(the_smallest_change_grants_and_nothing_smaller_does)
{
    int ones = 0;
    int twos = 0;
    for (number = 0; next_case();) {
        explain_find_missing(e);
        for (uint16_t right = 0; right < rules->right_count; right++) {
            ones += e->missing[right].count == 1;
            twos += e->missing[right].count == 2;
            ck_assert(!e->missing[right].count || !(rules_set_has(e->result.certain, right) ||
                                                    rules_set_has(e->result.possible, right)));
            if (e->missing[right].count)
                check_grants(right);
        }
        bool pairs = number % PAIRS_EACH == 0 && e->open_count <= EXPLAIN_MOST_OPEN_PAIRS;
        for (uint16_t q = 0; e->open_count <= EXPLAIN_MOST_OPEN && q < rules->question_count; q++)
            if (find_matters(&c) >> q & 1)
                check_singles(q, pairs);
    }
    printf("%d rights one answer away, %d two answers away\n", ones, twos);
    ck_assert_int_gt(ones, number);
    ck_assert_int_gt(twos, number);
}
END_TEST

/* ---- the one question ---- */

/* The mean number of rights that stay possible over the guesses at a question, in billionths; -1 when no
 * guess changes anything. */
static int64_t mean_possible(uint16_t question)
{
    int64_t sum = 0;
    int64_t count = 0;
    bool decides = false;
    const struct tree_answer *present = &c.answers[question];
    for (uint32_t i = 0; i < e->change_count; i++) {
        const struct explain_edit *edit = &e->changes[i].edit;
        if (edit->question != question || (present->state == ANSWER_GIVEN && (edit->answer.low < present->low ||
                                                                             edit->answer.low > present->high)))
            continue;
        struct tree_case other = c;
        put(&other, question, edit->answer);
        struct walk_result result = walk(&other);
        for (uint16_t right = 0; right < rules->right_count; right++)
            sum += rules_set_has(result.possible, right);
        decides = decides || !same(result.possible, e->result.possible) || !same(result.certain, e->result.certain);
        count++;
    }
    return decides ? sum * 1000000000 / count : -1;
}

START_TEST(the_one_question_is_open_and_the_best)
{
    int asked = 0;
    for (number = 0; next_case();) {
        explain_try(e);
        int64_t best = e->next == RULES_NONE ? INT64_MAX : mean_possible(e->next);
        asked += e->next != RULES_NONE;
        ck_assert(e->next == RULES_NONE || !is_known(&c, e->next));
        ck_assert(e->next == RULES_NONE || find_matters(&c) >> e->next & 1);
        if (rules_set_is_empty(e->result.possible))
            ck_assert_uint_eq(e->next, RULES_NONE);
        if (e->open_count > EXPLAIN_MOST_OPEN || rules_set_is_empty(e->result.possible))
            continue;
        for (uint16_t q = 0; q < rules->question_count; q++) {
            int64_t mean = (find_matters(&c) >> q & 1) && !is_known(&c, q) ? mean_possible(q) : -1;
            ck_assert_msg(mean < 0 || mean > best || (mean == best && q >= e->next),
                          "case %d on %s: %s would settle more", number, date(), name(q));
        }
    }
    ck_assert_int_gt(asked, number / 10);
}
END_TEST

/* ---- the way ---- */

/* Adds up what the way gives, checking that it hangs together. */
static struct walk_result add_way(void)
{
    struct walk_result sum = {.contribution = 0};
    uint32_t index = day.tree->start;
    for (uint32_t i = 0; i < e->step_count; i++) {
        const struct explain_step *step = &e->steps[i];
        ck_assert_uint_eq(step->node, index);
        if (step->edge == EXPLAIN_NO_EDGE) {
            ck_assert_uint_eq(i, e->step_count - 1);
            ck_assert(e->forks == (rules->nodes[index].kind != NODE_END));
            break;
        }
        const struct rules_node *node = &rules->nodes[index];
        ck_assert(step->edge >= node->first_edge && step->edge < node->first_edge + node->edge_count);
        sum.certain = rules_set_union(sum.certain, rules->edges[step->edge].certain);
        sum.possible = rules_set_union(sum.possible, rules->edges[step->edge].possible);
        index = rules->edges[step->edge].to;
    }
    sum.possible = rules_set_minus(sum.possible, sum.certain);
    return sum;
}

/* A set without the calls and notes that no edge gives. */
static struct rules_set from_edges(struct rules_set set)
{
    struct rules_set beside = {{0, 0}};
    rules_set_add(&beside, rules->known_rights[KNOWN_ASK_HELP]);
    rules_set_add(&beside, rules->known_rights[KNOWN_SMALL_NOTE]);
    return rules_set_minus(set, beside);
}

/* True when some question of a set is not known. */
static bool is_any_open(uint32_t set)
{
    for (uint16_t q = 0; q < rules->question_count; q++)
        if ((set >> q & 1) && !is_known(&c, q))
            return true;
    return false;
}

START_TEST(the_way_gives_what_the_walk_gives)
{
    int single = 0;
    for (number = 0; next_case();) {
        struct walk_result sum = add_way();
        ck_assert(rules_set_is_empty(rules_set_minus(from_edges(sum.certain), e->result.certain)));
        if (e->forks) {
            ck_assert_msg(is_any_open(e->used) || day.bases[ROW_BEFORE],
                          "case %d on %s: a fork though nothing is open:%s", number, date(), pairs());
            continue;
        }
        single++;
        bool right = same(from_edges(sum.certain), from_edges(e->result.certain)) &&
                     same(from_edges(sum.possible), from_edges(e->result.possible));
        ck_assert_msg(right, "case %d on %s: the way gives%s", number, date(), case_ids(rules, sum.certain));
    }
    ck_assert_int_gt(single, number / 3);
}
END_TEST

/* ---- known people ---- */

/* Explains a case from words such as "age=35". */
static void explain_on(struct date asked, const char *const *words)
{
    struct buffer problem = {0};
    memset(&c, 0, sizeof c);
    money_prepare(&day, rules, date_to_day(asked));
    for (; *words; words++)
        ck_assert_msg(decide_set_pair(rules, &c, *words, &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
    explain_start(e, &day, &c);
    explain_find_missing(e);
}

/* Explains a case of today. */
static void explain_words(const char *const *words)
{
    explain_on((struct date){2026, 11, 21}, words);
}

/* The set of the questions with these ids. */
static uint32_t questions(const char *const *ids)
{
    uint32_t set = 0;
    for (; *ids; ids++)
        set |= (uint32_t)1 << rules_find_question(rules, *ids);
    return set;
}

static const char *const ame[] = {"age=35",  "nationality=other", "papers=none",  "months=8", "irregular-months=5",
                                  "work=none", "income-year=0",     NULL};

START_TEST(papers_stand_between_state_aid_and_the_complement)
{
    explain_words(ame);
    uint16_t papers = rules_find_question(rules, "papers");
    const struct explain_missing *missing = &e->missing[rules_find_right(rules, "c2s-free")];
    ck_assert_uint_eq(missing->count, 1);
    ck_assert_uint_eq(missing->edits[0].question, papers);
    ck_assert_uint_eq(missing->edits[0].answer.option, rules_find_option(rules, papers, "permit"));
    ck_assert_uint_eq(e->answers.answers[papers].option, rules_find_option(rules, papers, "none"));
    missing = &e->missing[rules_find_right(rules, "worker")];
    ck_assert_uint_eq(missing->count, 2);
    ck_assert_uint_eq(missing->edits[0].question, rules_find_question(rules, "work"));
    ck_assert_uint_eq(missing->edits[1].question, papers);
    ck_assert_uint_eq(e->missing[rules_find_right(rules, "maintien")].count, 0);
}
END_TEST

START_TEST(state_aid_has_its_reasons_and_its_ceiling)
{
    static const char *const reasons[] = {"place", "age",    "nationality",      "work",
                                          "cover", "papers", "irregular-months", "income-year", NULL};
    struct explain_why why;
    explain_words(ame);
    ck_assert(explain_find_why(e, rules_find_right(rules, "ame"), &why));
    ck_assert_uint_eq(why.conditions, questions(reasons));
    ck_assert(why.ceilings[LEVEL_FREE].compared && why.ceilings[LEVEL_FREE].within);
    ck_assert_int_eq(why.ceilings[LEVEL_FREE].ceiling, 1042100);
    ck_assert(!why.ceilings[LEVEL_PAID].compared);
    ck_assert_uint_eq(e->next, RULES_NONE);
}
END_TEST

START_TEST(an_unknown_income_decides_the_complement)
{
    static const char *const words[] = {"age=40", "nationality=fr", "work=employed", "household=1", NULL};
    static const char *const income[] = {"income-year", NULL};
    struct explain_why why;
    explain_words(words);
    ck_assert_uint_eq(e->next, rules->keys[KEY_INCOME_YEAR]);
    ck_assert(explain_find_why(e, rules_find_right(rules, "c2s-paid"), &why));
    ck_assert_uint_eq(why.decides, questions(income));
    ck_assert(why.ceilings[LEVEL_FREE].compared && !why.ceilings[LEVEL_FREE].within);
    ck_assert(why.ceilings[LEVEL_PAID].compared && why.ceilings[LEVEL_PAID].within);
    ck_assert_int_eq(why.ceilings[LEVEL_PAID].ceiling, 1406900);
}
END_TEST

START_TEST(a_document_that_expired_before_a_day_keeps_more)
{
    static const char *const words[] = {"age=35",   "nationality=other", "papers=expired",    "was-insured=yes",
                                        "months=9", "work=none",         "removal-final=yes", "expired-months=3", NULL};
    explain_on((struct date){2021, 2, 20}, words);
    const struct explain_missing *missing = &e->missing[rules_find_right(rules, "maintien")];
    int64_t last = months_since(date_to_day((struct date){2020, 11, 15}));
    ck_assert_int_gt(last, 300);
    ck_assert_uint_eq(missing->count, 1);
    const struct explain_change *change = NULL;
    for (uint32_t i = 0; i < e->change_count; i++)
        if (e->changes[i].edit.question == rules_find_question(rules, "expired-months") &&
            e->changes[i].edit.from == last + 1)
            change = &e->changes[i];
    ck_assert_ptr_nonnull(change);
    ck_assert(rules_set_has(change->certain_gained, rules_find_right(rules, "maintien")));
}
END_TEST

START_TEST(a_small_contribution_has_its_stretch_of_income)
{
    static const char *const words[] = {"age=35", "nationality=fr", "months=9", "work=none", "income-year=8000", NULL};
    explain_on((struct date){2012, 1, 15}, words);
    ck_assert(rules_set_has(e->result.certain, rules->known_rights[KNOWN_CMU_BASE]));
    const struct explain_missing *missing = &e->missing[rules->known_rights[KNOWN_SMALL_NOTE]];
    ck_assert_uint_eq(missing->count, 1);
    const struct explain_edit *edit = &missing->edits[0];
    ck_assert_uint_eq(edit->question, rules->keys[KEY_INCOME_YEAR]);
    ck_assert(money_is_small_contribution(&day, money_contribution(&day, edit->to, 1)));
    ck_assert(money_contribution(&day, edit->from, 1) >= 0 && edit->from <= edit->answer.low);
    check_change(find_change(&(struct value){edit->question, edit->answer}), edit->answer);
    check_coverage(edit->question);
    struct value over = {edit->question, {ANSWER_GIVEN, 0, edit->to + 1, edit->to + 1}};
    check_change(find_change(&over), over.answer);
}
END_TEST

START_TEST(the_way_of_state_aid_ends_where_it_should)
{
    explain_words(ame);
    ck_assert(!e->forks);
    ck_assert_str_eq(rules_string(rules, rules->nodes[e->steps[e->step_count - 1].node].id), "end");
    ck_assert_str_eq(rules_string(rules, rules->nodes[e->steps[e->step_count - 3].node].id), "ame");
    ck_assert_uint_eq(e->steps[e->step_count - 3].question, rules->keys[KEY_INCOME_YEAR]);
}
END_TEST

START_TEST(nothing_of_a_person_is_left)
{
    explain_words(ame);
    explain_wipe(e);
    const unsigned char *bytes = (const unsigned char *)e;
    for (size_t i = 0; i < sizeof *e; i++)
        ck_assert_uint_eq(bytes[i], 0);
}
END_TEST

/* ---- speed ---- */

/* Milliseconds of processor time. */
static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

START_TEST(all_explanations_are_found_at_once)
{
    struct explain_why why;
    double sum = 0;
    double worst = 0;
    for (int i = 0; i < TIMED_CASES; i++) {
        draw_case();
        double start = milliseconds();
        explain_start(e, &day, &c);
        explain_find_missing(e);
        for (uint16_t right = 0; right < rules->right_count; right++)
            explain_find_why(e, right, &why);
        double took = milliseconds() - start;
        sum += took;
        worst = took > worst ? took : worst;
    }
    printf("all explanations of a case: %.2f ms on average, %.2f ms at most\n", sum / TIMED_CASES, worst);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("explain");
    TCase *tests = tcase_create("explain");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, reasons_are_enough_and_each_is_needed);
    tcase_add_test(tests, gains_and_losses_are_those_of_plain_walks);
    tcase_add_test(tests, the_smallest_change_grants_and_nothing_smaller_does);
    tcase_add_test(tests, the_one_question_is_open_and_the_best);
    tcase_add_test(tests, the_way_gives_what_the_walk_gives);
    tcase_add_test(tests, papers_stand_between_state_aid_and_the_complement);
    tcase_add_test(tests, state_aid_has_its_reasons_and_its_ceiling);
    tcase_add_test(tests, an_unknown_income_decides_the_complement);
    tcase_add_test(tests, a_document_that_expired_before_a_day_keeps_more);
    tcase_add_test(tests, a_small_contribution_has_its_stretch_of_income);
    tcase_add_test(tests, the_way_of_state_aid_ends_where_it_should);
    tcase_add_test(tests, nothing_of_a_person_is_left);
    tcase_add_test(tests, all_explanations_are_found_at_once);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
