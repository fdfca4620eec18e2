/* The days that matter: waits, kept cover, renewals, answers, appeals, contribution years, next
 * ceilings, one by one against days worked out by hand or printed in the sources, and the whole
 * list for random cases.  CALENDAR_CASES=n tries n of them instead of 50 000.
 * It deliberately does not test who gets which right; the rights come from the walk. */
#include "check_main.h"

#include <string.h>

#include "chance.h"
#include "decide_input.h"
#include "rules/rules.h"
#include "tree/calendar.h"
#include "util/date.h"

/* The day of a date that is written down here. */
static int32_t day_of(const char *text)
{
    int32_t day;
    ck_assert_msg(date_parse(text, &day), "%s", text);
    return day;
}

/* A case on a day, its walk and its list. */
struct asked {
    struct money_day day;
    struct tree_case c;
    struct walk_result result;
    struct calendar list;
};

/* Sets the answers "key=value key=value" of a case. */
static void answer_all(struct tree_case *c, const char *pairs)
{
    char pair[64];
    struct buffer problem = {0};
    memset(c, 0, sizeof *c);
    while (*pairs) {
        size_t length = strcspn(pairs, " ");
        ck_assert_uint_lt(length, sizeof pair);
        memcpy(pair, pairs, length);
        pair[length] = '\0';
        ck_assert_msg(decide_set_pair(rules_builtin(), c, pair, &problem), "%s", buffer_text(&problem));
        pairs += length + (pairs[length] == ' ');
    }
    buffer_done(&problem);
}

/* Walks a case on a day and lists its days. */
static void ask(struct asked *a, const char *date, const char *pairs)
{
    money_prepare(&a->day, rules_builtin(), day_of(date));
    answer_all(&a->c, pairs);
    walk_run(&a->day, &a->c, &a->result);
    memset(&a->list, 0xff, sizeof a->list);
    calendar_list(&a->day, &a->c, &a->result, &a->list);
}

/* The entry of a kind with this right (or null for none), or null. */
static const struct calendar_date *find(const struct asked *a, enum calendar_kind kind, const char *right)
{
    uint16_t index = right ? rules_find_right(rules_builtin(), right) : RULES_NONE;
    ck_assert(!right || index != RULES_NONE);
    for (uint16_t i = 0; i < a->list.count; i++)
        if (a->list.dates[i].kind == kind && a->list.dates[i].right == index)
            return &a->list.dates[i];
    return NULL;
}

/* A day that a case must have: null FIRST for none; UNSURE marked by '?'. */
struct expected {
    const char *date, *pairs;
    enum calendar_kind kind;
    const char *right, *first, *last, *mark;
};

#define PERMIT "age=35 nationality=other papers=permit work=none household=1 "
#define WITHOUT "age=35 nationality=other papers=none work=none income-year=0 "
#define EXPIRED "age=35 nationality=other papers=expired work=none income-year=0 "
#define EUROPE "age=35 nationality=eu work=none income-year=0 "
#define WORKER "age=35 nationality=fr months=400 work=employed "
#define BASE "age=35 nationality=other papers=permit months=10 work=none income-year=20000"

static const struct expected expected_days[] = {
    /* presence: exactly three months is not over; the day after counts (1.2) */
    {"2026-11-21", PERMIT "months=1", CALENDAR_PRESENCE_OVER, "wait3", "2027-01-22", 0, ""},
    {"2026-11-21", PERMIT "months=3", CALENDAR_PRESENCE_OVER, "wait3", "2026-11-22", 0, ""},
    {"2026-11-21", PERMIT "months=0", CALENDAR_PRESENCE_OVER, "wait3", "2027-02-22", 0, ""},
    {"2026-11-21", PERMIT "months=3.5", CALENDAR_PRESENCE_OVER, "wait3", 0, 0, ""},
    {"2026-11-21", PERMIT "months=unknown", CALENDAR_PRESENCE_OVER, "wait3", 0, 0, ""},
    {"2026-05-31", PERMIT "months=3", CALENDAR_PRESENCE_OVER, "wait3", "2026-06-01", 0, ""}, /* not 29 May */
    {"2026-11-30", PERMIT "months=0", CALENDAR_PRESENCE_OVER, "wait3", "2027-03-01", 0, ""},
    {"2026-11-21", "age=35 nationality=other papers=asylum work=none months=1", CALENDAR_PRESENCE_OVER, "asylum-wait",
     "2027-01-22", 0, ""},
    {"2012-10-15", PERMIT "months=2", CALENDAR_PRESENCE_OVER, "not-yet", "2012-11-16", 0, ""},
    {"2012-10-15", "age=35 nationality=other papers=permit work=employed months=1 income-month=750",
     CALENDAR_PRESENCE_OVER, "acs", "2012-12-16", 0, ""}, /* T3.M20 */
    {"2016-01-01", "age=35 nationality=other papers=permit work=employed months=1 income-month=750",
     CALENDAR_PRESENCE_OVER, "acs", 0, 0, ""},
    {"2026-11-21", "age=35 nationality=other papers=visa-free work=none months=1", CALENDAR_PRESENCE_OVER, "tourist",
     "2027-01-22", 0, ""},
    {"2026-11-21", "age=35 nationality=other papers=short-visa work=none months=1", CALENDAR_PRESENCE_OVER, "tourist",
     0, 0, ""},
    {"2019-12-29", WITHOUT "months=2", CALENDAR_PRESENCE_OVER, "gap-dsuv", "2020-01-30", 0, ""},
    {"2019-12-30", WITHOUT "months=2", CALENDAR_PRESENCE_OVER, "gap-dsuv", 0, 0, ""},
    /* the clock of AME (F3.01, F3.03, RS06) */
    {"2019-12-29", WITHOUT "months=2", CALENDAR_IRREGULAR_OVER, "gap-dsuv", 0, 0, ""},
    {"2019-12-30", WITHOUT "months=5 irregular-months=1", CALENDAR_IRREGULAR_OVER, "gap-dsuv", "2020-03-01", 0, ""},
    {"2026-11-21", WITHOUT "months=2", CALENDAR_IRREGULAR_OVER, "gap-dsuv", "2026-12-22", 0, ""},
    {"2026-11-21", WITHOUT "months=3", CALENDAR_IRREGULAR_OVER, "gap-dsuv", "2026-11-22", 0, ""},
    {"2026-11-21", WITHOUT "months=8", CALENDAR_IRREGULAR_OVER, "gap-dsuv", 0, 0, ""},
    {"2026-11-21", WITHOUT "months=8 irregular-months=unknown", CALENDAR_IRREGULAR_OVER, "gap-dsuv", 0, 0, ""},
    {"2026-11-21", "age=35 nationality=other papers=visa-free work=none months=4", CALENDAR_IRREGULAR_OVER, "gap-dsuv",
     "2027-01-22", 0, ""},
    {"2026-11-21", EXPIRED "months=5 expired-months=1", CALENDAR_IRREGULAR_OVER, "gap-dsuv", "2027-01-22", 0, ""},
    {"2026-11-21", EXPIRED "months=5 expired-months=1 irregular-months=0.5", CALENDAR_IRREGULAR_OVER, "gap-dsuv",
     "2027-02-07", 0, ""},
    {"2026-11-21", WITHOUT "months=2 expired-months=1", CALENDAR_IRREGULAR_OVER, "gap-dsuv", "2026-12-22", 0, ""},
    {"2026-11-21", EUROPE "months=5", CALENDAR_IRREGULAR_OVER, "dsuv-eu", "2026-12-22", 0, ""},
    {"2026-11-21", EUROPE "months=6", CALENDAR_IRREGULAR_OVER, "dsuv-eu", "2026-11-22", 0, ""},
    {"2026-11-21", "urgency=soon " EUROPE "months=9", CALENDAR_IRREGULAR_OVER, "dsuv-eu", 0, 0, ""},
    /* kept cover (F1.15, RS05) */
    {"2020-12-01", EXPIRED "months=60 expired-months=2.5 was-insured=yes removal-final=yes", CALENDAR_KEPT_END,
     "maintien", "2021-03-16", 0, ""},
    {"2021-01-20", EXPIRED "months=60 expired-months=1 was-insured=yes removal-final=yes", CALENDAR_KEPT_END,
     "maintien", "2021-02-20", 0, ""},
    {"2021-01-20", EXPIRED "months=60 expired-months=1 was-insured=yes removal-final=unknown", CALENDAR_KEPT_END,
     "maintien", 0, 0, ""},
    {"2021-01-20", EXPIRED "months=60 expired-months=1 was-insured=yes", CALENDAR_KEPT_END, "maintien", "2021-06-20", 0,
     ""},
    {"2018-06-01", EXPIRED "months=60 expired-months=10 was-insured=yes", CALENDAR_KEPT_END, "maintien", "2018-08-01",
     0, ""},
    {"2017-02-26", EXPIRED "months=60 expired-months=1 was-insured=yes", CALENDAR_KEPT_END, "maintien", 0, 0, ""},
    {"2017-02-27", EXPIRED "months=60 expired-months=1 was-insured=yes", CALENDAR_KEPT_END, "maintien", "2018-01-27", 0,
     ""},
    {"2021-08-31", EXPIRED "months=60 expired-months=6 was-insured=yes", CALENDAR_KEPT_END, "maintien", "2021-08-31", 0,
     ""}, /* not 28 August */
    {"2021-03-01", EXPIRED "months=60 expired-months=2.5 was-insured=yes removal-final=yes", CALENDAR_KEPT_END,
     "maintien", 0, 0, ""},
    /* arrival */
    {"2026-11-21", "age=25 nationality=other papers=vlsts-todo work=student months=1", CALENDAR_VALIDATE_VISA,
     "note-validate-visa", "2027-01-21", 0, "?"},
    {"2026-11-21", "age=25 nationality=other papers=vlsts-todo work=student months=4", CALENDAR_VALIDATE_VISA,
     "note-validate-visa", 0, 0, ""},
    {"2015-12-31", "age=25 nationality=other papers=vlsts-todo work=student months=1", CALENDAR_VALIDATE_VISA,
     "note-validate-visa", 0, 0, ""},
    {"2016-01-01", "age=25 nationality=other papers=vlsts-todo work=student months=1", CALENDAR_VALIDATE_VISA,
     "note-validate-visa", "2016-03-01", 0, "?"},
    {"2002-06-01", "age=35 nationality=eu purpose=temporary work=none cover=e111 months=0", CALENDAR_E111_END,
     "emergency-e111", "2002-08-29", 0, ""}, /* the 90th day (TV-163) */
    {"2002-06-01", "age=35 nationality=eu purpose=temporary work=none cover=e111 months=2", CALENDAR_E111_END,
     "emergency-e111", "2002-06-29", 0, ""},
    {"2002-06-01", "age=35 nationality=eu purpose=temporary work=none cover=e111 months=3", CALENDAR_E111_END,
     "emergency-e111", 0, 0, ""},
    {"2002-06-01", "age=35 nationality=eu purpose=temporary work=none cover=ehic months=1", CALENDAR_E111_END,
     "emergency-e111", 0, 0, ""},
    /* a year that opens today */
    {"2026-11-21", WORKER "income-year=9000", CALENDAR_YEAR_ENDS, "c2s-free", "2027-11-20", 0, ""},
    {"2026-11-21", WORKER "income-year=9000", CALENDAR_RENEWAL, "c2s-free", "2027-07-20", "2027-09-20", ""},
    {"2026-11-21", WORKER "income-year=12000", CALENDAR_RENEWAL, "c2s-paid", "2027-07-20", "2027-09-20", ""},
    {"2026-11-21", "age=35 nationality=other papers=temp-protection work=none months=1", CALENDAR_RENEWAL, "c2s-free",
     "2027-07-20", "2027-09-20", "?"},
    {"2026-11-21", WORKER "benefit=rsa", CALENDAR_RENEWAL, "c2s-rsa", 0, 0, ""},
    {"2026-11-21", WORKER "benefit=rsa", CALENDAR_YEAR_ENDS, "c2s-rsa", "2027-11-20", 0, ""},
    {"2026-11-21", WORKER "benefit=aah", CALENDAR_RENEWAL, "c2s-simple", 0, 0, ""},
    {"2012-05-01", WORKER "income-year=0", CALENDAR_RENEWAL, "cmu-c", "2013-02-28", "2013-04-30", ""}, /* TV-151 */
    {"2012-05-01", WORKER "income-year=0", CALENDAR_YEAR_ENDS, "cmu-c", "2013-04-30", 0, ""},
    {"2015-12-31", WORKER "income-year=0", CALENDAR_RENEWAL, "cmu-c", "2016-10-30", "2016-12-30", ""},
    {"2016-01-01", WORKER "income-year=0", CALENDAR_RENEWAL, "cmu-c", "2016-10-31", "2016-12-31", "?"},
    {"2016-01-01", WORKER "income-year=0", CALENDAR_YEAR_ENDS, "cmu-c", "2016-12-31", 0, "?"},
    {"2019-10-31", WORKER "income-year=0", CALENDAR_RENEWAL, "cmu-c", "2020-08-30", "2020-10-30", "?"},
    {"2019-11-01", WORKER "income-year=0", CALENDAR_RENEWAL, "c2s-free", "2020-06-30", "2020-08-31", ""},
    {"2018-06-01", WORKER "income-year=11000", CALENDAR_RENEWAL, "acs", 0, 0, ""},
    {"2026-11-21", WITHOUT "months=8", CALENDAR_RENEWAL, "ame", "2027-09-20", "2027-11-20", ""},
    {"2012-10-15", WITHOUT "months=8", CALENDAR_RENEWAL, "ame", "2013-08-14", "2013-10-14", ""},
    {"2026-11-21", EUROPE "months=9", CALENDAR_RENEWAL, "ame-eu", "2027-09-20", "2027-11-20", ""},
    {"2026-11-21", "age=10 nationality=other minor-with=parent-irregular", CALENDAR_YEAR_ENDS, "ame-minor",
     "2027-11-20", 0, ""},
    {"2026-11-21", "address=none " WITHOUT "months=8", CALENDAR_YEAR_ENDS, "domicil", "2027-11-20", 0, ""},
    {"2012-10-15", "address=none " WITHOUT "months=8", CALENDAR_YEAR_ENDS, "domicil", 0, 0, ""},
    {"2026-11-21", WITHOUT "months=8", CALENDAR_NINE_MONTHS, "ame", "2027-08-22", 0, ""},
    {"2020-12-31", WITHOUT "months=8", CALENDAR_NINE_MONTHS, "ame", 0, 0, ""},
    /* a claim of today */
    {"2012-03-10", WITHOUT "months=8", CALENDAR_ANSWER_NO, "ame", "2012-05-10", 0, "?"}, /* TV-148 */
    {"2026-11-21", WITHOUT "months=8", CALENDAR_ANSWER_NO, "ame", "2027-01-21", 0, "?"},
    {"2026-12-31", WORKER "income-year=9000", CALENDAR_ANSWER_YES, "c2s-free", "2027-02-28", 0, ""},
    {"2021-12-31", WORKER "benefit=rsa", CALENDAR_ANSWER_YES, "c2s-rsa", "2022-02-28", 0, ""},
    {"2022-01-01", WORKER "benefit=rsa", CALENDAR_ANSWER_YES, "c2s-rsa", 0, 0, ""},
    {"2014-01-05", BASE, CALENDAR_ANSWER_SLOW, "cmu-base", "2014-04-05", 0, ""}, /* TV-152 */
    {"2020-12-31", WITHOUT "months=8", CALENDAR_CARE_SINCE, "ame", "2020-12-01", "2020-12-31", ""},
    {"2021-01-01", WITHOUT "months=8", CALENDAR_CARE_SINCE, "ame", "2020-10-03", "2021-01-01", ""},
    {"2015-12-31", WITHOUT "months=8", CALENDAR_CARE_SINCE, "ame", "2015-12-01", "2015-12-31", "?"},
    {"2026-11-21", WITHOUT "months=4", CALENDAR_CARE_SINCE, "ame", "2026-10-22", "2026-11-21", ""},
    {"2026-11-21", EUROPE "months=7", CALENDAR_CARE_SINCE, "ame-eu", "2026-10-22", "2026-11-21", ""},
    {"2026-11-21", "age=10 nationality=other months=1 minor-with=parent-irregular", CALENDAR_CARE_SINCE, "ame-minor",
     "2026-08-23", "2026-11-21", ""},
    {"2026-11-21", "nationality=other months=1 papers=none minor-with=parent-irregular", CALENDAR_CARE_SINCE,
     "ame-minor", "2026-08-23", "2026-11-21", ""},
    {"2012-10-15", "age=10 nationality=other months=1 minor-with=parent-irregular", CALENDAR_CARE_SINCE, "ame",
     "2012-09-15", "2012-10-15", "?"},
    {"2012-10-15", "age=0 nationality=other months=3.5 papers=none minor-with=parent-irregular", CALENDAR_CARE_SINCE,
     "ame", "2012-09-15", "2012-10-15", "?"},
    {"2012-10-15", "age=17.99 nationality=other months=3.5 papers=none minor-with=parent-irregular",
     CALENDAR_CARE_SINCE, "ame", "2012-09-15", "2012-10-15", "?"},
    {"2012-10-15", "age=18 nationality=other papers=none work=none income-year=0 months=3.5", CALENDAR_CARE_SINCE,
     "ame", "2012-10-01", "2012-10-15", "?"},
    {"2003-12-30", WITHOUT "months=3.5", CALENDAR_CARE_SINCE, "ame", "2003-11-30", "2003-12-30", "?"},
    {"2003-12-31", WITHOUT "months=3.5", CALENDAR_CARE_SINCE, "ame", "2003-12-16", "2003-12-31", "?"},
    {"2016-01-01", WITHOUT "months=8", CALENDAR_CARE_SINCE, "ame", "2015-12-02", "2016-01-01", ""},
    {"2019-12-29", EUROPE "months=3.5", CALENDAR_CARE_SINCE, "ame-eu", "2019-12-15", "2019-12-29", ""},
    {"2019-12-30", EUROPE "months=6.5", CALENDAR_CARE_SINCE, "ame-eu", "2019-12-16", "2019-12-30", ""},
    /* yes or no today */
    {"2026-11-21", WORKER "income-year=12000", CALENDAR_CONTRACT, "c2s-paid", "2027-02-21", 0, ""},
    {"2026-11-21", WORKER "income-year=9000", CALENDAR_CONTRACT, "c2s-free", 0, 0, ""},
    {"2012-05-10", WITHOUT "months=8", CALENDAR_APPEAL, "ame", "2012-07-10", 0, ""}, /* TV-149 */
    {"2018-06-01", WITHOUT "months=8", CALENDAR_APPEAL, "ame", 0, 0, ""},
    {"2026-11-21", WITHOUT "months=8", CALENDAR_APPEAL, "ame", "2027-01-21", 0, ""},
    {"2026-11-21", WITHOUT "months=8", CALENDAR_COURT, "ame", "2027-01-21", 0, ""},
    {"2026-11-21", WITHOUT "months=8", CALENDAR_BOARD_SILENT, "ame", 0, 0, ""},
    {"2025-12-31", WORKER "income-year=9000", CALENDAR_APPEAL, "worker", "2026-02-28", 0, ""},
    {"2023-12-31", WORKER "income-year=9000", CALENDAR_APPEAL, "worker", "2024-02-29", 0, ""},
    {"2026-06-30", WORKER "income-year=9000", CALENDAR_APPEAL, "c2s-free", "2026-08-30", 0, ""},
    {"2026-06-30", WORKER "income-year=9000", CALENDAR_COURT, "c2s-free", "2026-08-30", 0, "?"},
    {"2026-06-30", WORKER "income-year=9000", CALENDAR_BOARD_SILENT, "c2s-free", "2026-08-30", 0, ""},
    {"2018-12-31", WORKER "income-year=0", CALENDAR_APPEAL, "worker", 0, 0, ""},
    {"2019-01-01", WORKER "income-year=0", CALENDAR_APPEAL, "cmu-c", "2019-03-01", 0, ""},
    {"2012-10-15", BASE, CALENDAR_APPEAL, "cmu-base", 0, 0, ""},
    /* what happens today */
    {"2026-11-21", WORKER "income-year=9000", CALENDAR_HOSPITAL_IN, "c2s-free", "2027-01-21", 0, ""},
    {"2026-11-21", WORKER "income-year=12000", CALENDAR_HOSPITAL_OUT, "c2s-paid", "2026-12-21", 0, ""},
    {"2026-11-21", WORKER "income-year=9000", CALENDAR_HOSPITAL_OUT, "c2s-free", "2026-12-21", 0, ""},
    {"2026-11-21", WORKER "income-year=12000", CALENDAR_HOSPITAL_IN, "c2s-paid", "2027-01-21", 0, ""},
    {"2023-06-30", WORKER "income-year=12000", CALENDAR_HOSPITAL_OUT, "c2s-paid", 0, 0, ""},
    {"2026-11-21", "age=35 nationality=other papers=none months=12 work=irregular income-year=0", CALENDAR_ACCIDENT,
     "work-accident", "2028-11-21", 0, ""},
    {"2002-06-01", BASE " cover=e104", CALENDAR_DENMARK, "note-e104", "2002-07-13", 0, ""},
    {"2010-05-01", BASE " cover=e104", CALENDAR_DENMARK, "note-e104", "2010-06-12", 0, "?"},
    /* by the year */
    {"2012-09-30", BASE, CALENDAR_CONTRIBUTION_YEAR, "cmu-base", "2011-10-01", "2012-09-30", ""}, /* TV-157, TV-158 */
    {"2012-09-30", BASE, CALENDAR_CONTRIBUTION_CHANGE, "cmu-base", "2012-10-01", 0, ""},
    {"2012-10-01", BASE, CALENDAR_CONTRIBUTION_YEAR, "cmu-base", "2012-10-01", "2013-09-30", "?"}, /* K-43 */
    {"2015-06-01", BASE, CALENDAR_CONTRIBUTION_YEAR, "cmu-base", "2014-10-01", "2015-12-31", ""},
    {"2015-11-01", BASE, CALENDAR_CONTRIBUTION_YEAR, "cmu-base", "2014-10-01", "2015-12-31", "?"},
    {"2015-11-01", BASE, CALENDAR_CONTRIBUTION_CHANGE, "cmu-base", 0, 0, ""},
    {"2012-08-20", BASE, CALENDAR_DECLARATION, "cmu-base", "2012-08-01", "2012-09-14", ""}, /* P-25, TV-154 */
    {"2012-09-14", BASE, CALENDAR_DECLARATION, "cmu-base", "2012-08-01", "2012-09-14", ""}, /* TV-155 */
    {"2012-09-15", BASE, CALENDAR_DECLARATION, "cmu-base", "2013-08-01", "2013-09-14", ""},
    {"2014-09-15", BASE, CALENDAR_DECLARATION, "cmu-base", "2015-08-01", "2015-09-14", "?"},
    {"2015-09-15", BASE, CALENDAR_DECLARATION, "cmu-base", 0, 0, ""},
    {"2012-06-30", WORKER "income-year=0", CALENDAR_CEILING_REVISED, NULL, "2012-07-01", 0, ""},
    {"2012-07-01", WORKER "income-year=0", CALENDAR_CEILING_REVISED, NULL, "2013-07-01", 0, ""},
    {"2014-07-01", WORKER "income-year=0", CALENDAR_CEILING_REVISED, NULL, "2016-04-01", 0, ""}, /* none in 2015 */
    {"2022-04-01", WORKER "income-year=0", CALENDAR_CEILING_REVISED, NULL, "2022-07-01", 0, ""},
    {"2026-11-21", WORKER "income-year=0", CALENDAR_CEILING_REVISED, NULL, "2027-04-01", 0, ""},
    {"2027-04-01", WORKER "income-year=0", CALENDAR_CEILING_REVISED, NULL, "2028-04-01", 0, "?"},
    {"2028-03-31", WORKER "income-year=0", CALENDAR_CEILING_REVISED, NULL, "2028-04-01", 0, "?"},
    {"2026-11-21", PERMIT "months=1", CALENDAR_CEILING_REVISED, NULL, 0, 0, ""},
    {"2026-11-21", WORKER "household=unknown income-year=0", CALENDAR_CEILING_REVISED, NULL, "2027-04-01", 0, ""},
    {"2026-11-21", "age=35 nationality=other papers=none work=none months=8 income-year=50000", CALENDAR_INCOME_MOVES,
     "ame-over", "2026-12-01", 0, ""},
    {"2026-12-31", "age=35 nationality=other papers=none work=none months=8 income-year=50000", CALENDAR_INCOME_MOVES,
     "ame-over", "2027-01-01", 0, ""},
};
#define EXPECTED_COUNT (sizeof expected_days / sizeof expected_days[0])

START_TEST(each_day_is_the_one_worked_out_by_hand)
{
    const struct expected *e = &expected_days[_i];
    static struct asked a;
    ask(&a, e->date, e->pairs);
    const struct calendar_date *found = find(&a, e->kind, e->right);
    ck_assert_msg((found != NULL) == (e->first != NULL), "%s %s: kind %d of %s", e->date, e->pairs, (int)e->kind,
                  e->right ? e->right : "nothing");
    if (!found)
        return;
    char first[11], last[11];
    date_print(found->first, first);
    date_print(found->last, last);
    ck_assert_msg(strcmp(first, e->first) == 0 && strcmp(last, e->last ? e->last : e->first) == 0,
                  "%s %s: kind %d: %s to %s", e->date, e->pairs, (int)e->kind, first, last);
    ck_assert_msg(found->unsure == (e->mark[0] == '?'), "%s %s: kind %d unsure", e->date, e->pairs, (int)e->kind);
}
END_TEST

START_TEST(every_kind_is_expected_once_at_least)
{
    for (int kind = 0; kind < CALENDAR_KIND_COUNT; kind++) {
        bool seen = false;
        for (size_t i = 0; i < EXPECTED_COUNT; i++)
            seen |= (int)expected_days[i].kind == kind && expected_days[i].first;
        ck_assert_msg(seen, "kind %d has no row", kind);
    }
}
END_TEST

START_TEST(every_kind_says_what_it_is_counted_from)
{
    static const struct {
        enum calendar_kind last;
        enum calendar_anchor anchor;
    } runs[] = {
        {CALENDAR_E111_END, ANCHOR_ANSWERS},   {CALENDAR_NINE_MONTHS, ANCHOR_OPENS},
        {CALENDAR_CARE_SINCE, ANCHOR_CLAIMED}, {CALENDAR_CONTRACT, ANCHOR_ACCEPTED},
        {CALENDAR_COURT, ANCHOR_REFUSED},      {CALENDAR_BOARD_SILENT, ANCHOR_APPEALED},
        {CALENDAR_DENMARK, ANCHOR_HAPPENS},    {CALENDAR_INCOME_MOVES, ANCHOR_YEAR},
    };
    size_t run = 0;
    for (int kind = 0; kind < CALENDAR_KIND_COUNT; kind++) {
        ck_assert_int_eq(calendar_anchor((enum calendar_kind)kind), runs[run].anchor);
        run += kind == (int)runs[run].last;
    }
    ck_assert_uint_eq(run, sizeof runs / sizeof runs[0]);
}
END_TEST

/* The days on which each right has each kind, whatever the tree of the day gives: from FROM, up to the
 * day before UNTIL; null for no such limit. */
static const struct {
    enum calendar_kind kind;
    const char *rights, *from, *until;
} spans[] = {
    {CALENDAR_RENEWAL, "c2s-free c2s-paid", "2019-11-01", NULL},
    {CALENDAR_RENEWAL, "ame ame-eu ame-minor cmu-c", NULL, NULL},
    {CALENDAR_YEAR_ENDS, "c2s-free c2s-paid c2s-rsa c2s-simple", "2019-11-01", NULL},
    {CALENDAR_YEAR_ENDS, "ame ame-eu ame-minor cmu-c", NULL, NULL},
    {CALENDAR_YEAR_ENDS, "domicil", "2016-01-01", NULL},
    {CALENDAR_NINE_MONTHS, "ame ame-eu", "2021-01-01", NULL},
    {CALENDAR_ANSWER_YES, "c2s-free c2s-paid c2s-simple", "2019-11-01", NULL},
    {CALENDAR_ANSWER_YES, "c2s-rsa", "2019-11-01", "2022-01-01"},
    {CALENDAR_ANSWER_NO, "ame ame-eu ame-minor", NULL, NULL},
    {CALENDAR_ANSWER_SLOW, "cmu-base", NULL, "2016-01-01"},
    {CALENDAR_CARE_SINCE, "ame ame-eu ame-minor", NULL, NULL},
    {CALENDAR_CONTRACT, "c2s-paid", "2019-11-01", NULL},
    {CALENDAR_APPEAL, "worker worker-keep pension-fr student family puma-res refugee", "2019-01-01", NULL},
    {CALENDAR_APPEAL, "temp-prot asylum-puma maintien minor-ad minor-asylum minor-wait", "2019-01-01", NULL},
    {CALENDAR_APPEAL, "mna s1 eu-inactive work-accident", "2019-01-01", NULL},
    {CALENDAR_APPEAL, "cmu-c c2s-free c2s-paid c2s-rsa c2s-simple", "2019-01-01", NULL},
    {CALENDAR_APPEAL, "ame ame-eu ame-minor", "2019-01-01", NULL},
    {CALENDAR_APPEAL, "ame ame-eu ame-minor", NULL, "2016-01-01"},
    {CALENDAR_COURT, "worker maintien s1 work-accident cmu-c c2s-simple ame ame-eu ame-minor", "2019-01-01", NULL},
    {CALENDAR_BOARD_SILENT, "worker maintien s1 work-accident cmu-c c2s-simple", "2019-01-01", NULL},
    {CALENDAR_HOSPITAL_IN, "c2s-free", "2019-11-01", NULL},
    {CALENDAR_HOSPITAL_OUT, "c2s-free", "2019-11-01", NULL},
    {CALENDAR_HOSPITAL_IN, "c2s-paid", "2023-07-01", NULL},
    {CALENDAR_HOSPITAL_OUT, "c2s-paid", "2023-07-01", NULL},
    {CALENDAR_ACCIDENT, "work-accident", NULL, NULL},
    {CALENDAR_DENMARK, "note-e104", NULL, NULL},
    {CALENDAR_CONTRIBUTION_YEAR, "cmu-base", NULL, "2016-01-01"},
    {CALENDAR_CONTRIBUTION_CHANGE, "cmu-base", NULL, "2014-10-01"},
    {CALENDAR_DECLARATION, "cmu-base", NULL, "2015-09-15"},
};

/* True when a result of RIGHT alone has an entry of KIND on DAY. */
static bool has_on(enum calendar_kind kind, const char *right, int32_t day)
{
    static struct asked a;
    memset(&a.c, 0, sizeof a.c);
    a.result = (struct walk_result){.ceiling_free = WALK_NO_AMOUNT};
    rules_set_add(&a.result.certain, rules_find_right(rules_builtin(), right));
    money_prepare(&a.day, rules_builtin(), day);
    calendar_list(&a.day, &a.c, &a.result, &a.list);
    return find(&a, kind, right) != NULL;
}

/* Checks the first and last days of one kind for one right. */
static void check_span(enum calendar_kind kind, const char *right, const char *from, const char *until)
{
    ck_assert_msg(has_on(kind, right, day_of(from ? from : "2000-01-01")), "kind %d of %s", (int)kind, right);
    ck_assert_msg(has_on(kind, right, until ? day_of(until) - 1 : day_of("2027-12-31")), "kind %d of %s", (int)kind,
                  right);
    if (from)
        ck_assert_msg(!has_on(kind, right, day_of(from) - 1), "kind %d of %s before %s", (int)kind, right, from);
    if (until)
        ck_assert_msg(!has_on(kind, right, day_of(until)), "kind %d of %s on %s", (int)kind, right, until);
}

START_TEST(each_kind_has_its_days)
{
    char right[32];
    for (const char *at = spans[_i].rights; *at;) {
        size_t length = strcspn(at, " ");
        ck_assert_uint_lt(length, sizeof right);
        memcpy(right, at, length);
        right[length] = '\0';
        check_span(spans[_i].kind, right, spans[_i].from, spans[_i].until);
        at += length + (at[length] == ' ');
    }
}
END_TEST

START_TEST(every_right_with_a_ceiling_has_the_next_one)
{
    static const char *const tested[] = {"c2s-free", "c2s-paid", "cmu-c",    "acs",
                                         "ame",      "ame-eu",   "ame-over", "mutuelle"};
    static struct asked a;
    for (uint16_t i = 0; i < rules_builtin()->right_count; i++) {
        bool expected = false;
        for (size_t j = 0; j < sizeof tested / sizeof tested[0]; j++)
            expected |= rules_find_right(rules_builtin(), tested[j]) == i;
        money_prepare(&a.day, rules_builtin(), day_of("2018-06-01"));
        a.result = (struct walk_result){.ceiling_free = WALK_NO_AMOUNT};
        rules_set_add(&a.result.possible, i);
        calendar_list(&a.day, &a.c, &a.result, &a.list);
        ck_assert_int_eq(find(&a, CALENDAR_CEILING_REVISED, NULL) != NULL, expected);
    }
}
END_TEST

/* ---- single days ---- */

/* Whole months are counted here anew: month by month, with the last day of shorter months. */
static int32_t later(struct date date, int months)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (; months > 0; months--)
        date = date.month == 12 ? (struct date){date.year + 1, 1, date.day}
                                : (struct date){date.year, date.month + 1, date.day};
    for (; months < 0; months++)
        date = date.month == 1 ? (struct date){date.year - 1, 12, date.day}
                               : (struct date){date.year, date.month - 1, date.day};
    bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
    int length = lengths[date.month - 1] + (date.month == 2 && leap);
    date.day = date.day > length ? length : date.day;
    return date_to_day(date);
}

START_TEST(three_months_end_the_day_after_on_every_day)
{
    static struct asked a;
    answer_all(&a.c, PERMIT "months=2");
    for (int32_t day = day_of("2000-01-01"); day <= day_of("2027-12-31"); day++) {
        int32_t over, irregular;
        int32_t expected = later(date_from_day(later(date_from_day(day), -2)), 3) + 1;
        money_prepare(&a.day, rules_builtin(), day);
        ck_assert(calendar_presence_over(&a.day, &a.c, &over));
        ck_assert_int_eq(over, expected);
        ck_assert(calendar_irregular_over(&a.day, &a.c, &irregular));
        ck_assert_int_eq(irregular, expected);
    }
}
END_TEST

/* The number decides: up to three months is a later day, more is none, whatever the calendar says. */
START_TEST(a_wait_never_ends_before_the_number_says_so)
{
    static struct asked a;
    uint16_t months = rules_find_question(rules_builtin(), "months");
    for (int32_t day = day_of("2023-01-01"); day <= day_of("2024-12-31"); day++) {
        money_prepare(&a.day, rules_builtin(), day);
        for (int64_t ago = 250; ago <= 350; ago++) {
            int32_t over;
            case_set_number(&a.c, months, ago);
            ck_assert(calendar_presence_over(&a.day, &a.c, &over));
            ck_assert_msg((over > day) == (ago <= 300), "day %d, %d hundredths", (int)day, (int)ago);
        }
    }
}
END_TEST

START_TEST(no_day_without_the_answers)
{
    static struct asked a;
    int32_t out = 7;
    money_prepare(&a.day, rules_builtin(), day_of("2026-11-21"));
    answer_all(&a.c, "months=unknown papers=none");
    ck_assert(!calendar_presence_over(&a.day, &a.c, &out) && !calendar_irregular_over(&a.day, &a.c, &out));
    ck_assert(!calendar_kept_end(&a.day, &a.c, &out));
    answer_all(&a.c, "months=1 papers=unknown expired-months=1 removal-final=unknown");
    ck_assert(!calendar_irregular_over(&a.day, &a.c, &out) && !calendar_kept_end(&a.day, &a.c, &out));
    case_set_range(&a.c, rules_find_question(rules_builtin(), "months"), 100, 200);
    ck_assert(!calendar_presence_over(&a.day, &a.c, &out));
    ck_assert_int_eq(out, 7);
}
END_TEST

/* The first day on which AME can open, or 0. */
static int32_t irregular_over(const char *date, const char *pairs)
{
    static struct asked a;
    int32_t out = 0;
    money_prepare(&a.day, rules_builtin(), day_of(date));
    answer_all(&a.c, pairs);
    return calendar_irregular_over(&a.day, &a.c, &out) ? out : 0;
}

START_TEST(the_clock_of_ame_changed_in_2019)
{
    ck_assert_int_eq(irregular_over("2019-12-29", "papers=visa-free months=1"), day_of("2020-03-01"));
    ck_assert_int_eq(irregular_over("2019-12-30", "papers=visa-free months=1"), day_of("2020-05-31"));
    ck_assert_int_eq(irregular_over("2019-12-29", "papers=none months=2 irregular-months=1"), day_of("2020-01-30"));
    ck_assert_int_eq(irregular_over("2019-12-30", "papers=none months=2 irregular-months=1"), day_of("2020-03-01"));
    ck_assert_int_eq(irregular_over("2019-12-30", "papers=visa-free months=2 irregular-months=1"),
                     day_of("2020-05-01")); /* the months irregular are not asked of visa-free people */
}
END_TEST

START_TEST(kept_months_are_not_documented_before_2017)
{
    static struct asked a;
    int32_t out = 7;
    answer_all(&a.c, "papers=expired expired-months=1 was-insured=yes");
    money_prepare(&a.day, rules_builtin(), day_of("2017-02-26"));
    ck_assert(!calendar_kept_end(&a.day, &a.c, &out));
    ck_assert_int_eq(out, 7);
    answer_all(&a.c, "papers=expired expired-months=14 was-insured=yes");
    money_prepare(&a.day, rules_builtin(), day_of("2019-12-31"));
    ck_assert(calendar_kept_end(&a.day, &a.c, &out));
    ck_assert_int_eq(out, day_of("2019-10-31")); /* a past day too */
}
END_TEST

START_TEST(a_year_ends_the_day_before)
{
    ck_assert_int_eq(calendar_year_end(day_of("2012-05-01")), day_of("2013-04-30"));
    ck_assert_int_eq(calendar_year_end(day_of("2011-03-01")), day_of("2012-02-29"));
    ck_assert_int_eq(calendar_year_end(day_of("2012-02-29")), day_of("2013-02-27"));
}
END_TEST

START_TEST(six_weeks_and_an_e104_are_needed)
{
    ck_assert_int_eq(calendar_waiting_weeks(5, true), 6); /* TV-160 */
    ck_assert_int_eq(calendar_waiting_weeks(6, true), 0); /* TV-161 */
    ck_assert_int_eq(calendar_waiting_weeks(6, false), 6);
    ck_assert_int_eq(calendar_waiting_weeks(-1, true), 6);
    ck_assert_int_eq(calendar_waiting_weeks(4, true), 6); /* P-80 */
}
END_TEST

/* ---- contribution years ---- */

/* From each day on: what a registration leads to. */
static const struct {
    const char *from, *last;
    int tax_year;
} contribution_years[] = {
    {"2000-01-01", "2000-09-30", 1998}, {"2000-10-01", "2001-09-30", 1999}, {"2001-10-01", "2002-09-30", 2000},
    {"2002-10-01", "2003-09-30", 2001}, {"2003-10-01", "2004-09-30", 2002}, {"2004-10-01", "2005-09-30", 2003},
    {"2005-10-01", "2006-09-30", 2004}, {"2006-10-01", "2007-09-30", 2005}, {"2007-10-01", "2008-09-30", 2006},
    {"2008-10-01", "2009-09-30", 2007}, {"2009-10-01", "2010-09-30", 2008}, {"2010-10-01", "2011-09-30", 2009},
    {"2011-10-01", "2012-09-30", 2010}, {"2012-10-01", "2013-09-30", 2011}, {"2013-10-01", "2014-09-30", 2012},
    {"2014-10-01", "2015-12-31", 2013},
};

START_TEST(every_contribution_year_has_its_tax_year)
{
    int32_t first = day_of(contribution_years[_i].from);
    int32_t last = day_of(contribution_years[_i].last);
    for (int32_t day = first; day <= last; day++) {
        struct calendar_contribution year;
        struct date date = date_from_day(day);
        bool unsure = (date.month == 10 && date.day == 1) || (date.year == 2015 && date.month >= 10);
        ck_assert(calendar_contribution_year(day, &year));
        ck_assert_int_eq(year.first, first);
        ck_assert_int_eq(year.last, last);
        ck_assert_int_eq(year.tax_year, contribution_years[_i].tax_year);
        ck_assert_int_eq(year.unsure, unsure);
    }
}
END_TEST

START_TEST(tax_years_are_those_of_the_source)
{
    static const struct {
        const char *day;
        int year;
        bool unsure;
    } rows[] = {{"2001-10-02", 2000, false}, {"2001-11-15", 2000, false}, {"2002-09-30", 2000, false},
                {"2002-10-01", 2001, true},  {"2001-10-01", 2000, true},  {"2003-01-15", 2001, false},
                {"2003-10-02", 2002, false}}; /* TV-065 to TV-074 */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct calendar_contribution year;
        ck_assert(calendar_contribution_year(day_of(rows[i].day), &year));
        ck_assert_int_eq(year.tax_year, rows[i].year);
        ck_assert_int_eq(year.unsure, rows[i].unsure);
    }
}
END_TEST

START_TEST(no_contribution_year_outside_2000_to_2015)
{
    struct calendar_contribution year = {.tax_year = 7};
    ck_assert(!calendar_contribution_year(day_of("1999-12-31"), &year));
    ck_assert(!calendar_contribution_year(day_of("2016-01-01"), &year));
    ck_assert_int_eq(year.tax_year, 7);
}
END_TEST

START_TEST(next_ceilings_follow_each_other)
{
    static const char *const days[] = {
        "2000-01-01", "2001-01-01", "2002-02-15", "2003-07-01", "2004-07-01", "2005-07-01", "2006-07-01", "2007-07-01",
        "2008-07-01", "2009-07-01", "2010-07-01", "2011-07-01", "2012-07-01", "2013-07-01", "2014-07-01", "2016-04-01",
        "2017-04-01", "2018-04-01", "2019-04-01", "2020-04-01", "2021-04-01", "2022-04-01", "2022-07-01", "2023-04-01",
        "2024-04-01", "2025-04-01", "2026-04-01", "2027-04-01", "2028-04-01"};
    size_t next = 1;
    for (int32_t day = day_of(days[0]); day < day_of("2028-04-01"); day++) {
        struct money_day money;
        bool unsure;
        next += day == day_of(days[next]);
        money_prepare(&money, rules_builtin(), day);
        ck_assert_int_eq(calendar_next_ceilings(&money, &unsure), day_of(days[next]));
        ck_assert_int_eq(unsure, day >= day_of("2027-04-01"));
    }
}
END_TEST

/* ---- the whole list ---- */

/* Gives a question a random answer, often none. */
static void answer_at_random(struct tree_case *c, uint16_t question)
{
    const struct rules_question *q = &rules_builtin()->questions[question];
    if (perhaps(10)) {
        case_set_unknown(c, question);
    } else if (perhaps(70) && q->kind == QUESTION_CHOICE) {
        case_set_option(c, question, (uint16_t)below(q->option_count));
    } else if (perhaps(70) && q->kind != QUESTION_CHOICE) {
        bool months = q->unit == UNIT_MONTHS;
        int64_t most = months || q->unit == UNIT_PERSONS ? 900 : q->unit == UNIT_YEARS ? 9000 : q->most;
        int64_t low = below(perhaps(2) ? CASE_NUMBER_MAX : most + 1);
        case_set_range(c, question, low, perhaps(80) ? low : low + below(1000));
        if (q->whole)
            case_set_number(c, question, (1 + below(9)) * 100);
    }
}

/* A random case on a random day, month ends more often. */
static void ask_at_random(struct asked *a)
{
    int32_t day = day_of("2000-01-01") + (int32_t)below(10400);
    if (perhaps(30)) {
        struct date date = date_from_day(day);
        day = date_to_day((struct date){date.year, date.month, 1}) - (int32_t)below(4);
        day = day < day_of("2000-01-01") ? day_of("2000-01-01") : day;
    }
    money_prepare(&a->day, rules_builtin(), day);
    memset(&a->c, 0, sizeof a->c);
    for (uint16_t i = 0; i < rules_builtin()->question_count; i++)
        answer_at_random(&a->c, i);
    walk_run(&a->day, &a->c, &a->result);
    memset(&a->list, 0xff, sizeof a->list);
    calendar_list(&a->day, &a->c, &a->result, &a->list);
}

/* Fails the test unless OK; an assertion each would cost a write to Check for every entry. */
static void must(bool ok, const struct asked *a, const struct calendar_date *date, const char *what)
{
    if (!ok)
        ck_abort_msg("day %d, kind %d of right %d, %d to %d: %s", (int)a->day.day, date->kind, date->right,
                     (int)date->first, (int)date->last, what);
}

/* True when B may follow A in a list. */
static bool is_ordered(const struct calendar_date *a, const struct calendar_date *b)
{
    if (a->first != b->first)
        return a->first < b->first;
    if (a->last != b->last)
        return a->last < b->last;
    return a->kind < b->kind || (a->kind == b->kind && a->right < b->right);
}

/* True for the kinds that may begin before the day asked. */
static bool may_have_begun(enum calendar_kind kind)
{
    return kind == CALENDAR_CARE_SINCE || kind == CALENDAR_CONTRIBUTION_YEAR || kind == CALENDAR_DECLARATION;
}

/* Checks one entry of a list by itself. */
static void check_entry(const struct asked *a, const struct calendar_date *date)
{
    struct rules_set rights = rules_set_union(a->result.certain, a->result.possible);
    bool known = date->right < rules_builtin()->right_count;
    must(date->kind < CALENDAR_KIND_COUNT, a, date, "no such kind");
    must(date->first <= date->last, a, date, "ends before it begins");
    must(date->last >= a->day.day, a, date, "is past");
    must(date->first >= a->day.day || may_have_begun((enum calendar_kind)date->kind), a, date, "has begun");
    must(date->last < a->day.day + 1400, a, date, "is years away");
    must(known || (date->right == RULES_NONE && date->kind == CALENDAR_CEILING_REVISED), a, date, "no such right");
    must(!known || rules_set_has(rights, date->right), a, date, "not in the result");
}

/* Checks a whole list. */
static void check_list(const struct asked *a)
{
    const struct calendar_date *dates = a->list.dates;
    ck_assert_uint_lt(a->list.count, CALENDAR_MOST);
    for (uint16_t i = 0; i < a->list.count; i++) {
        check_entry(a, &dates[i]);
        must(i == 0 || is_ordered(&dates[i - 1], &dates[i]), a, &dates[i], "out of order");
        for (uint16_t j = 0; j < i; j++)
            must(dates[i].kind != dates[j].kind || dates[i].right != dates[j].right, a, &dates[i], "twice");
    }
}

START_TEST(random_lists_hold_together)
{
    static struct asked a;
    static uint64_t seen[CALENDAR_KIND_COUNT];
    chance_start(20261121);
    for (uint64_t n = setting("CALENDAR_CASES", 50000); n > 0; n--) {
        ask_at_random(&a);
        check_list(&a);
        for (uint16_t i = 0; i < a.list.count; i++)
            seen[a.list.dates[i].kind]++;
    }
    for (int kind = 0; kind < CALENDAR_KIND_COUNT; kind++)
        ck_assert_msg(seen[kind] > 0, "kind %d never comes", kind);
}
END_TEST

START_TEST(all_rights_at_once_fit)
{
    static struct asked a;
    ask(&a, "2026-11-21", PERMIT "months=1");
    for (uint16_t i = 0; i < rules_builtin()->right_count; i++)
        rules_set_add(&a.result.possible, i);
    for (int32_t day = day_of("2000-01-01"); day <= day_of("2028-12-31"); day += 10) {
        money_prepare(&a.day, rules_builtin(), day);
        calendar_list(&a.day, &a.c, &a.result, &a.list);
        check_list(&a);
    }
}
END_TEST

START_TEST(no_rights_no_days)
{
    static struct asked a;
    ask(&a, "2026-11-21", "place=abroad");
    ck_assert_uint_eq(a.list.count, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("calendar");
    TCase *days = tcase_create("days");
    tcase_add_loop_test(days, each_day_is_the_one_worked_out_by_hand, 0, (int)EXPECTED_COUNT);
    tcase_add_test(days, every_kind_is_expected_once_at_least);
    tcase_add_loop_test(days, each_kind_has_its_days, 0, sizeof spans / sizeof spans[0]);
    tcase_add_test(days, every_right_with_a_ceiling_has_the_next_one);
    tcase_add_test(days, the_clock_of_ame_changed_in_2019);
    tcase_add_test(days, kept_months_are_not_documented_before_2017);
    tcase_add_test(days, every_kind_says_what_it_is_counted_from);
    tcase_add_test(days, three_months_end_the_day_after_on_every_day);
    tcase_add_test(days, a_wait_never_ends_before_the_number_says_so);
    tcase_add_test(days, no_day_without_the_answers);
    tcase_add_test(days, a_year_ends_the_day_before);
    tcase_add_test(days, six_weeks_and_an_e104_are_needed);
    suite_add_tcase(suite, days);
    TCase *years = tcase_create("years");
    tcase_add_loop_test(years, every_contribution_year_has_its_tax_year, 0,
                        sizeof contribution_years / sizeof contribution_years[0]);
    tcase_add_test(years, tax_years_are_those_of_the_source);
    tcase_add_test(years, no_contribution_year_outside_2000_to_2015);
    tcase_add_test(years, next_ceilings_follow_each_other);
    suite_add_tcase(suite, years);
    TCase *lists = tcase_create("lists");
    tcase_add_test(lists, random_lists_hold_together);
    tcase_add_test(lists, all_rights_at_once_fit);
    tcase_add_test(lists, no_rights_no_days);
    suite_add_tcase(suite, lists);
    return check_run(suite);
}
