/* Every case of the contract for the law of today gives exactly its ids. */
#include "check_main.h"

#include <stdio.h>

#include "case_file.h"
#include "rules/rules.h"
#include "tree/walk.h"
#include "util/date.h"

struct tally {
    const struct rules *rules;
    int wrong;
};

/* Walks one case and reports a difference. */
static void compare(const struct case_line *line, void *data)
{
    struct tally *tally = data;
    struct money_day day;
    struct walk_result result;
    money_prepare(&day, tally->rules, line->day);
    ck_assert_msg(day.tree != NULL, "%s: no tree", line->name);
    walk_run(&day, &line->answers, &result);
    struct rules_set certain = result.certain;
    struct rules_set possible = result.possible;
    bool same = rules_set_is_empty(rules_set_minus(certain, line->certain)) &&
                rules_set_is_empty(rules_set_minus(line->certain, certain)) &&
                rules_set_is_empty(rules_set_minus(possible, line->possible)) &&
                rules_set_is_empty(rules_set_minus(line->possible, possible));
    if (same)
        return;
    tally->wrong++;
    printf("%s certain:%s", line->name, case_ids(tally->rules, certain));
    printf(" | possible:%s", case_ids(tally->rules, possible));
    printf(" | expected:%s", case_ids(tally->rules, line->certain));
    printf(" |%s\n", case_ids(tally->rules, line->possible));
}

START_TEST(every_case_gives_its_ids)
{
    struct tally tally = {rules_builtin(), 0};
    int32_t day;
    ck_assert(date_parse("2026-11-21", &day));
    int count = case_file_read(TEST_SOURCE_DIR "/tests/cases/today.txt", tally.rules, day, compare, &tally);
    ck_assert_int_eq(count, 124);
    ck_assert_int_eq(tally.wrong, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("vectors");
    TCase *cases = tcase_create("today");
    tcase_add_test(cases, every_case_gives_its_ids);
    suite_add_tcase(suite, cases);
    return check_run(suite);
}
