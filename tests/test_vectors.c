/* Every case of the contract gives exactly its ids, and the amounts it names: the law of today,
 * the law of 2000 to 2015 with the rows of the source documents, and people told in words. */
#include "check_main.h"

#include <stdio.h>

#include "case_file.h"
#include "rules/rules.h"
#include "tree/walk.h"
#include "util/date.h"

/* Lines of the files, so that none is lost unseen. */
enum { TODAY_CASES = 124, SOURCE_CASES = 395, READABLE_CASES = 75 };

struct tally {
    const struct rules *rules;
    int wrong;
    struct rules_set expected; /* rights that some line expects for certain */
};

/* True for the same rights in both sets. */
static bool same_set(struct rules_set a, struct rules_set b)
{
    return rules_set_is_empty(rules_set_minus(a, b)) && rules_set_is_empty(rules_set_minus(b, a));
}

/* Prints the amounts that differ from those the line names; returns how many. */
static int compare_amounts(const struct case_line *line, const struct walk_result *result)
{
    const int64_t found[CASE_AMOUNTS] = {
        [CASE_CONTRIBUTION] = result->contribution,
        [CASE_CEILING_FREE] = result->ceiling_free,
        [CASE_CEILING_PAID] = result->ceiling_paid,
    };
    int wrong = 0;
    for (int i = 0; i < CASE_AMOUNTS; i++) {
        if (line->amounts[i] == CASE_AMOUNT_ANY)
            continue;
        int64_t expected = line->amounts[i] == CASE_AMOUNT_NONE ? WALK_NO_AMOUNT : line->amounts[i];
        if (found[i] == expected)
            continue;
        printf("%s %s: %lld cents | expected: %lld (-1: none)\n", line->name, case_amount_name((enum case_amount)i),
               (long long)found[i], (long long)expected);
        wrong++;
    }
    return wrong;
}

/* Walks one case and reports every difference. */
static void compare(const struct case_line *line, void *data)
{
    struct tally *tally = data;
    struct money_day day;
    struct walk_result result;
    money_prepare(&day, tally->rules, line->day);
    ck_assert_msg(day.tree != NULL, "%s: no tree", line->name);
    walk_run(&day, &line->answers, &result);
    tally->wrong += compare_amounts(line, &result);
    tally->expected = rules_set_union(tally->expected, line->certain);
    if (same_set(result.certain, line->certain) && same_set(result.possible, line->possible))
        return;
    tally->wrong++;
    printf("%s certain:%s", line->name, case_ids(tally->rules, result.certain));
    printf(" | possible:%s", case_ids(tally->rules, result.possible));
    printf(" | expected:%s", case_ids(tally->rules, line->certain));
    printf(" |%s\n", case_ids(tally->rules, line->possible));
}

START_TEST(every_case_gives_its_ids)
{
    struct tally tally = {.rules = rules_builtin()};
    int32_t day;
    ck_assert(date_parse("2026-11-21", &day));
    int count = case_file_read(TEST_SOURCE_DIR "/tests/cases/today.txt", tally.rules, day, compare, &tally);
    ck_assert_int_eq(count, TODAY_CASES);
    ck_assert_int_eq(tally.wrong, 0);
}
END_TEST

START_TEST(every_row_of_the_sources_gives_its_ids_and_amounts)
{
    struct tally tally = {.rules = rules_builtin()};
    int32_t day;
    ck_assert(date_parse("2012-10-15", &day));
    int count = case_file_read(TEST_SOURCE_DIR "/tests/cases/source-facts.txt", tally.rules, day, compare, &tally);
    ck_assert_int_eq(count, SOURCE_CASES);
    ck_assert_int_eq(tally.wrong, 0);
}
END_TEST

START_TEST(every_readable_case_gives_its_ids_and_amounts)
{
    struct tally tally = {.rules = rules_builtin()};
    int count = case_file_read(TEST_SOURCE_DIR "/tests/cases/readable.txt", tally.rules, DATE_MIN, compare, &tally);
    ck_assert_int_eq(count, READABLE_CASES);
    ck_assert_int_eq(tally.wrong, 0);
    for (uint32_t i = 0; i < tally.rules->right_count; i++)
        ck_assert_msg(rules_set_has(tally.expected, i), "nobody tells of '%s'",
                      rules_string(tally.rules, tally.rules->rights[i].id));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("vectors");
    TCase *cases = tcase_create("today");
    tcase_add_test(cases, every_case_gives_its_ids);
    suite_add_tcase(suite, cases);
    TCase *sources = tcase_create("sources");
    tcase_add_test(sources, every_row_of_the_sources_gives_its_ids_and_amounts);
    suite_add_tcase(suite, sources);
    TCase *readable = tcase_create("readable");
    tcase_add_test(readable, every_readable_case_gives_its_ids_and_amounts);
    suite_add_tcase(suite, readable);
    return check_run(suite);
}
