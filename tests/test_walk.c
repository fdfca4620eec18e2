/* The walk itself: unknown answers, the order of questions, and what a visit asks.
 * The law is not tested here: that is test_vectors, test_reference and test_paths. */
#include "check_main.h"

#include <stdio.h>
#include <string.h>

#include "case_file.h"
#include "decide_input.h"
#include "rules/rules.h"
#include "tree/walk.h"
#include "util/date.h"

static struct money_day today;
static uint64_t seed = 88172645463325252u;

/* A random number below LIMIT, the same in every run. */
static uint32_t draw(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % limit;
}

/* Prepares the day of the contract's cases. */
static void prepare(void)
{
    money_prepare(&today, rules_builtin(), date_to_day((struct date){2026, 11, 21}));
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

START_TEST(random_visits_end_and_ask_each_question_once)
{
    uint32_t longest = 0;
    uint64_t sum = 0;
    const int visits = 20000;
    for (int i = 0; i < visits; i++) {
        struct tree_case c;
        uint32_t answered;
        uint32_t asked = visit(&c, &answered);
        longest = asked > longest ? asked : longest;
        sum += asked;
    }
    printf("questions a visit: %.1f on average, %u at most\n", (double)sum / visits, longest);
    ck_assert_uint_le(longest, 20);
}
END_TEST

START_TEST(answers_off_the_way_change_nothing)
{
    for (int i = 0; i < 20000; i++) {
        struct tree_case c;
        uint32_t answered;
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
            ck_abort_msg("visit %d", i);
    }
}
END_TEST

/* Keys whose unknown is compared with the union over their options. */
static const char *const choices[] = {"place", "address", "nationality", "work", "papers", "cover", "purpose",
                                      "pension-from", "benefit", "housing", "joining-insured", "visitor", "urgency",
                                      "minor-with", "was-insured", "five-years"};

START_TEST(unknown_is_the_union_over_its_options)
{
    for (int i = 0; i < 20000; i++) {
        struct tree_case c;
        uint32_t answered;
        visit(&c, &answered);
        uint16_t key = rules_find_question(today.rules, choices[draw(sizeof choices / sizeof choices[0])]);
        struct rules_set all = {{~(uint64_t)0, ~(uint64_t)0}};
        struct rules_set some = {{0, 0}};
        struct walk_result result;
        for (uint32_t option = 0; option < today.rules->questions[key].option_count; option++) {
            case_set_option(&c, key, (uint16_t)option);
            walk_run(&today, &c, &result);
            struct rules_set certain = result.certain;
            struct rules_set help = {{0, 0}};
            rules_set_add(&help, today.rules->known_rights[KNOWN_ASK_HELP]);
            all = rules_set_common(all, certain);
            some = rules_set_union(some, rules_set_union(rules_set_minus(certain, help), result.possible));
        }
        case_set_unknown(&c, key);
        walk_run(&today, &c, &result);
        struct rules_set help = {{0, 0}};
        rules_set_add(&help, today.rules->known_rights[KNOWN_ASK_HELP]);
        struct rules_set found = rules_set_minus(rules_set_union(result.certain, result.possible), help);
        some = rules_set_minus(some, help);
        bool same = memcmp(&found, &some, sizeof found) == 0 &&
                    rules_set_is_empty(rules_set_minus(rules_set_minus(all, help), result.certain)) &&
                    rules_set_is_empty(rules_set_minus(rules_set_minus(result.certain, help), all));
        if (!same)
            ck_abort_msg("visit %d, key %s", i, rules_string(today.rules, today.rules->questions[key].id));
    }
}
END_TEST

START_TEST(more_income_never_adds_c2s)
{
    static const char *const levels[] = {"c2s-free", "c2s-paid", "mutuelle"};
    for (int household = 1; household <= 6; household++) {
        int before = 0;
        for (int64_t income = 0; income < 5000000; income += 9973) {
            struct tree_case c = make("nationality=fr age=40 work=employed");
            case_set_number(&c, today.rules->keys[KEY_HOUSEHOLD], household * 100);
            case_set_number(&c, today.rules->keys[KEY_INCOME_YEAR], income);
            struct walk_result result;
            walk_run(&today, &c, &result);
            int best = 3;
            for (int level = 2; level >= 0; level--) {
                uint16_t right = rules_find_right(today.rules, levels[level]);
                if (rules_set_has(rules_set_union(result.certain, result.possible), right))
                    best = level;
            }
            ck_assert_int_ge(best, before);
            before = best;
        }
    }
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
    tcase_add_test(cases, more_income_never_adds_c2s);
    tcase_add_test(cases, nothing_certain_means_ask_for_help);
    tcase_add_test(cases, details_of_an_unknown_answer_are_not_asked);
    tcase_add_test(cases, age_rules_out_the_question_of_pregnancy);
    suite_add_tcase(suite, cases);
    return check_run(suite);
}
