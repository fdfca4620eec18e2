/* The walk itself: unknown answers, the order of questions, and what a visit asks, with random
 * answers on random days of both eras.
 * The law is not tested here: that is test_vectors, test_reference and test_paths. */
#include "check_main.h"

#include <stdio.h>
#include <string.h>

#include "case_file.h"
#include "decide_input.h"
#include "rules/rules.h"
#include "switch_days.h"
#include "tree/walk.h"
#include "util/date.h"

#define MOST_SWITCHES 256

static struct money_day today;
static struct money_day days[MOST_SWITCHES * 3]; /* days on which something changes, and those beside them */
static uint32_t day_count;
static uint64_t seed = 88172645463325252u;

/* A random number below LIMIT, the same in every run. */
static uint32_t draw(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % limit;
}

/* Prepares the day of the contract's cases, and the days that are drawn. */
static void prepare(void)
{
    const struct rules *rules = rules_builtin();
    int32_t switches[MOST_SWITCHES];
    size_t count = switch_days(rules, true, switches, MOST_SWITCHES);
    money_prepare(&today, rules, date_to_day((struct date){2026, 11, 21}));
    day_count = 0;
    for (size_t i = 0; i < 3 * count; i++) {
        int32_t day = switches[i / 3] + (int32_t)(i % 3) - 1;
        if (rules_tree_on(rules, day))
            money_prepare(&days[day_count++], rules, day);
    }
}

/* Lets one of these days be today. */
static void draw_day(void)
{
    today = days[draw(day_count)];
}

/* A case from words such as "age=35 work=none". */
static struct tree_case make(const char *text)
{
    struct tree_case c;
    memset(&c, 0, sizeof c);
    char copy[512];
    snprintf(copy, sizeof copy, "%s", text);
    struct buffer problem = {0};
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
        ck_assert_msg(decide_set_pair(today.rules, &c, word, &problem), "%s", buffer_text(&problem));
    buffer_done(&problem);
    return c;
}

/* A random answer to a question, sometimes "I don't know". */
static void answer_randomly(struct tree_case *c, uint16_t question)
{
    static const int64_t numbers[] = {0, 50, 100, 250, 300, 301, 600, 601, 1200, 1500, 1800, 3500, 6600, 90000, 1042100};
    const struct rules_question *q = &today.rules->questions[question];
    if (draw(10) == 0) {
        case_set_unknown(c, question);
    } else if (q->kind == QUESTION_CHOICE) {
        case_set_option(c, question, (uint16_t)draw(q->option_count));
    } else {
        int64_t number = numbers[draw(sizeof numbers / sizeof numbers[0])];
        if (q->whole)
            number = 100 + 100 * draw(8);
        if (number > q->most)
            number = q->most;
        case_set_number(c, question, number);
    }
}

/* Answers questions until none is left; returns how many were asked. */
static uint32_t visit(struct tree_case *c, uint32_t *answered)
{
    uint32_t asked = 0;
    *answered = 0;
    memset(c, 0, sizeof *c);
    for (uint16_t q; (q = walk_next_question(&today, c, *answered)) != RULES_NONE; asked++) {
        ck_assert_uint_lt(asked, 32);
        answer_randomly(c, q);
        *answered |= (uint32_t)1 << q;
    }
    return asked;
}

/* Makes random visits and returns the most questions that one of them asked. */
static uint32_t longest_visit(bool any_day, int visits)
{
    uint32_t longest = 0;
    uint64_t sum = 0;
    for (int i = 0; i < visits; i++) {
        struct tree_case c;
        uint32_t answered;
        if (any_day)
            draw_day();
        uint32_t asked = visit(&c, &answered);
        longest = asked > longest ? asked : longest;
        sum += asked;
    }
    printf("questions a visit: %.1f on average, %u at most\n", (double)sum / visits, longest);
    return longest;
}

START_TEST(random_visits_end_and_ask_each_question_once)
{
    ck_assert_uint_le(longest_visit(false, 20000), 20);
    ck_assert_uint_le(longest_visit(true, 20000), 24); /* with several answers unknown */
}
END_TEST

START_TEST(answers_off_the_way_change_nothing)
{
    for (int i = 0; i < 20000; i++) {
        struct tree_case c;
        uint32_t answered;
        draw_day();
        visit(&c, &answered);
        uint32_t used = walk_used_questions(&today, &c, answered);
        struct tree_case other = c;
        for (uint16_t q = 0; q < today.rules->question_count; q++)
            if (answered >> q & 1 && !(used >> q & 1))
                answer_randomly(&other, q);
        struct walk_result a;
        struct walk_result b;
        walk_run(&today, &c, &a);
        walk_run(&today, &other, &b);
        if (memcmp(&a.certain, &b.certain, sizeof a.certain) || memcmp(&a.possible, &b.possible, sizeof a.possible))
            ck_abort_msg("visit %d, day %d", i, (int)today.day);
    }
}
END_TEST

/* A random question that is a choice, or one that is not. */
static uint16_t draw_question(bool choice)
{
    for (;;) {
        uint16_t question = (uint16_t)draw(today.rules->question_count);
        if ((today.rules->questions[question].kind == QUESTION_CHOICE) == choice)
            return question;
    }
}

/* Everything a result holds but "ask for help", which stands for nothing being certain. */
static struct rules_set without_help(struct rules_set set)
{
    struct rules_set help = {{0, 0}};
    rules_set_add(&help, today.rules->known_rights[KNOWN_ASK_HELP]);
    return rules_set_minus(set, help);
}

START_TEST(unknown_is_the_union_over_its_options)
{
    for (int i = 0; i < 20000; i++) {
        struct tree_case c;
        uint32_t answered;
        draw_day();
        visit(&c, &answered);
        uint16_t key = draw_question(true);
        struct rules_set all = {{~(uint64_t)0, ~(uint64_t)0}};
        struct rules_set some = {{0, 0}};
        struct walk_result result;
        for (uint32_t option = 0; option < today.rules->questions[key].option_count; option++) {
            case_set_option(&c, key, (uint16_t)option);
            walk_run(&today, &c, &result);
            all = rules_set_common(all, result.certain);
            some = rules_set_union(some, rules_set_union(result.certain, result.possible));
        }
        case_set_unknown(&c, key);
        walk_run(&today, &c, &result);
        struct rules_set found = without_help(rules_set_union(result.certain, result.possible));
        struct rules_set certain = without_help(result.certain);
        all = without_help(all);
        some = without_help(some);
        if (memcmp(&found, &some, sizeof found) || memcmp(&certain, &all, sizeof all))
            ck_abort_msg("visit %d, day %d, key %s", i, (int)today.day,
                         rules_string(today.rules, today.rules->questions[key].id));
    }
}
END_TEST

START_TEST(an_unknown_number_may_be_any_number)
{
    for (int i = 0; i < 20000; i++) {
        struct tree_case c;
        uint32_t answered;
        struct walk_result open;
        struct walk_result one;
        draw_day();
        visit(&c, &answered);
        uint16_t key = draw_question(false);
        case_set_unknown(&c, key);
        walk_run(&today, &c, &open);
        const struct rules_question *q = &today.rules->questions[key];
        int64_t number = draw(3) ? draw(5000) : draw(2000000);
        number = number < q->least ? q->least : number > q->most ? q->most : number;
        case_set_number(&c, key, q->whole ? number / 100 * 100 : number);
        walk_run(&today, &c, &one);
        struct rules_set all = rules_set_union(open.certain, open.possible);
        struct rules_set found = without_help(rules_set_union(one.certain, one.possible));
        if (!rules_set_is_empty(rules_set_minus(found, all)) ||
            !rules_set_is_empty(rules_set_minus(without_help(open.certain), one.certain)))
            ck_abort_msg("visit %d, day %d, key %s", i, (int)today.day, rules_string(today.rules, q->id));
    }
}
END_TEST

/* Rights of which more income may never add one.  Of any complement it may make one certain: two
 * are possible where it is not known which ceiling the income is under. */
static const struct {
    const char *name;
    bool may_become_certain;
    const char *rights[7];
} families[] = {
    {"the free complement", false, {"cmu-c", "c2s-free", "c2s-rsa", "c2s-simple"}},
    {"a complement", true, {"cmu-c", "c2s-free", "c2s-rsa", "c2s-simple", "acs", "c2s-paid"}},
    {"state medical aid", false, {"ame", "ame-eu"}},
};

/* True when a set holds a right of the family. */
static bool has_family(struct rules_set set, size_t family)
{
    for (const char *const *right = families[family].rights; *right; right++)
        if (rules_set_has(set, rules_find_right(today.rules, *right)))
            return true;
    return false;
}

/* Fails when the result with MORE income gives what that with LESS does not. */
static void compare_incomes(const struct walk_result *less, const struct walk_result *more)
{
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        bool certain = has_family(less->certain, i) || families[i].may_become_certain;
        bool possible = has_family(rules_set_union(less->certain, less->possible), i);
        ck_assert_msg(certain || !has_family(more->certain, i), "day %d: more income makes %s certain",
                      (int)today.day, families[i].name);
        ck_assert_msg(possible || !has_family(rules_set_union(more->certain, more->possible), i),
                      "day %d: more income makes %s possible", (int)today.day, families[i].name);
    }
    if (less->contribution != WALK_NO_AMOUNT && more->contribution != WALK_NO_AMOUNT)
        ck_assert_int_le(less->contribution, more->contribution);
}

/* An adult who lives here and whose other answers are random, so that an income test is likely. */
static struct tree_case draw_adult(void)
{
    static const char *const drawn[] = {"nationality", "work", "papers", "household", "housing", "was-insured"};
    struct tree_case c = make("age=35 months=12 expired-months=13");
    for (size_t i = 0; i < sizeof drawn / sizeof drawn[0]; i++)
        answer_randomly(&c, rules_find_question(today.rules, drawn[i]));
    if (draw(4) == 0)
        answer_randomly(&c, rules_find_question(today.rules, "benefit"));
    if (draw(4) == 0)
        answer_randomly(&c, today.rules->keys[KEY_PLACE]);
    return c;
}

/* Walks a case with rising incomes, of a year or of a month; returns how often the result changed. */
static int climb(struct tree_case *c, bool month)
{
    struct walk_result before;
    int changes = 0;
    case_clear(c, today.rules->keys[KEY_INCOME_YEAR]);
    case_clear(c, today.rules->keys[KEY_INCOME_MONTH]);
    for (int64_t income = 0, step = 0; income < 4000000; income += 1 + step * 9973 / 2, step = 1 + draw(8)) {
        struct walk_result now;
        case_set_number(c, today.rules->keys[month ? KEY_INCOME_MONTH : KEY_INCOME_YEAR], month ? income / 12 : income);
        walk_run(&today, c, &now);
        if (income > 0) {
            compare_incomes(&before, &now);
            changes += memcmp(&before.certain, &now.certain, sizeof now.certain) != 0;
        }
        before = now;
    }
    return changes;
}

START_TEST(more_income_never_adds_a_complement_or_aid)
{
    int changes = 0;
    for (int i = 0; i < 2000; i++) {
        draw_day();
        struct tree_case c = draw_adult();
        changes += climb(&c, draw(2));
    }
    printf("%d changes on the way up\n", changes);
    ck_assert_int_gt(changes, 1000); /* else these people have no income test before them */
}
END_TEST

START_TEST(nothing_certain_means_ask_for_help)
{
    struct tree_case c = make("");
    struct walk_result result;
    walk_run(&today, &c, &result);
    ck_assert(rules_set_has(result.certain, today.rules->known_rights[KNOWN_ASK_HELP]));
    ck_assert(!rules_set_has(result.possible, today.rules->known_rights[KNOWN_ASK_HELP]));
}
END_TEST

START_TEST(details_of_an_unknown_answer_are_not_asked)
{
    struct tree_case c = make("urgency=no place=metropole address=stable age=35 pregnant=no nationality=other "
                              "work=none papers=unknown cover=none");
    uint32_t answered = 0;
    for (uint16_t q = 0; q < today.rules->question_count; q++)
        if (c.answers[q].state != ANSWER_ABSENT)
            answered |= (uint32_t)1 << q;
    for (uint16_t q; (q = walk_next_question(&today, &c, answered)) != RULES_NONE; answered |= (uint32_t)1 << q) {
        const char *id = rules_string(today.rules, today.rules->questions[q].id);
        ck_assert_str_ne(id, "expired-months");
        ck_assert_str_ne(id, "was-insured");
        ck_assert_str_ne(id, "irregular-months");
        case_set_unknown(&c, q);
    }
}
END_TEST

START_TEST(age_rules_out_the_question_of_pregnancy)
{
    uint16_t pregnant = rules_find_question(today.rules, "pregnant");
    struct tree_case c = make("urgency=no place=metropole address=stable age=70");
    uint32_t answered = 0;
    for (uint16_t q = 0; q < today.rules->question_count; q++)
        if (c.answers[q].state != ANSWER_ABSENT)
            answered |= (uint32_t)1 << q;
    ck_assert_uint_ne(walk_next_question(&today, &c, answered), pregnant);
    c.answers[today.rules->keys[KEY_AGE]].low = c.answers[today.rules->keys[KEY_AGE]].high = 3000;
    ck_assert_uint_eq(walk_next_question(&today, &c, answered), pregnant);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("walk");
    TCase *cases = tcase_create("walk");
    tcase_add_checked_fixture(cases, prepare, NULL);
    tcase_add_test(cases, random_visits_end_and_ask_each_question_once);
    tcase_add_test(cases, answers_off_the_way_change_nothing);
    tcase_add_test(cases, unknown_is_the_union_over_its_options);
    tcase_add_test(cases, an_unknown_number_may_be_any_number);
    tcase_add_test(cases, more_income_never_adds_a_complement_or_aid);
    tcase_add_test(cases, nothing_certain_means_ask_for_help);
    tcase_add_test(cases, details_of_an_unknown_answer_are_not_asked);
    tcase_add_test(cases, age_rules_out_the_question_of_pregnancy);
    suite_add_tcase(suite, cases);
    return check_run(suite);
}
