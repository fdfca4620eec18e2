/* The days that matter for a case: see the header.
 * What depends on the right and the date alone is one table; what depends on answers or on the
 * year has a function each.  It deliberately adds no day that the notes behind it do not give. */
#include "tree/calendar.h"

#include <string.h>

#include "rules/rules.h"
#include "util/date.h"

#define HUNDREDTHS 100      /* numbers of a case are hundredths */
#define FIGURE_UNIT 10000   /* figures are ten-thousandths */
#define WAITING_WEEKS 6     /* */
#define E111_DAYS 90        /* */
#define DECLARATION_DAYS 45 /* 1 August to 14 September (R-03, TV-154, TV-155) */

/* A list in the making. */
struct calendar_maker {
    const struct money_day *day;
    const struct tree_case *c;
    const struct walk_result *result;
    struct rules_set rights; /* certain or possible */
    struct calendar *list;
};

/* The number of a day written out. */
static int32_t calendar_day(int year, int month, int day)
{
    return date_to_day((struct date){year, month, day});
}

/* ---- the answers ---- */

/* The answer to the question with this id, or null when the rules have none. */
static const struct tree_answer *calendar_answer(const struct money_day *day, const struct tree_case *c,
                                                 const char *id)
{
    uint16_t question = rules_find_question(day->rules, id);
    return question == RULES_NONE ? NULL : &c->answers[question];
}

/* The exact number answered to the question with this id, or -1. */
static int64_t calendar_number(const struct money_day *day, const struct tree_case *c, const char *id)
{
    const struct tree_answer *answer = calendar_answer(day, c, id);
    return answer && case_is_exact(answer) ? answer->low : -1;
}

/* True when something was said about the question with this id, be it "I don't know". */
static bool calendar_is_said(const struct money_day *day, const struct tree_case *c, const char *id)
{
    const struct tree_answer *answer = calendar_answer(day, c, id);
    return answer && answer->state != ANSWER_ABSENT;
}

/* True when the question with this id has this answer. */
static bool calendar_is(const struct money_day *day, const struct tree_case *c, const char *id, const char *option)
{
    const struct tree_answer *answer = calendar_answer(day, c, id);
    return answer && answer->state == ANSWER_GIVEN &&
           rules_find_option(day->rules, rules_find_question(day->rules, id), option) == answer->option;
}

/* ---- waits ---- */

/* The first day after MONTHS months that began AGO hundredths of a month before the day asked.  Where
 * calendars and hundredths disagree the number answered decides, as in the walk: up to MONTHS is not
 * over, so a later day; more is over, so no later day. */
static bool calendar_over(int32_t today, int64_t ago, int months, int32_t *out)
{
    if (ago < 0)
        return false;
    int32_t over = date_add_months(date_subtract_months(today, ago), months) + 1;
    bool waits = ago <= (int64_t)months * HUNDREDTHS;
    if (waits && over <= today)
        over = today + 1;
    if (!waits && over > today)
        over = today;
    *out = over;
    return true;
}

bool calendar_presence_over(const struct money_day *day, const struct tree_case *c, int32_t *out)
{
    return calendar_over(day->day, calendar_number(day, c, "months"), 3, out);
}

/* The question that says since when an adult has had no right to stay, as the trees read it. */
static const char *calendar_irregular_key(const struct money_day *day, const struct tree_case *c)
{
    if (day->day < calendar_day(2019, 12, 30) || calendar_is(day, c, "papers", "visa-free"))
        return "months";
    if (calendar_is_said(day, c, "irregular-months"))
        return "irregular-months";
    return calendar_is(day, c, "papers", "expired") ? "expired-months" : "months";
}

bool calendar_irregular_over(const struct money_day *day, const struct tree_case *c, int32_t *out)
{
    const struct tree_answer *papers = calendar_answer(day, c, "papers");
    if (!papers || papers->state != ANSWER_GIVEN)
        return false;
    bool lawful_first = day->day >= calendar_day(2019, 12, 30) && calendar_is(day, c, "papers", "visa-free");
    int64_t ago = calendar_number(day, c, calendar_irregular_key(day, c));
    return calendar_over(day->day, ago, lawful_first ? 6 : 3, out);
}

/* How many months cover is kept after a document that EXPIRED: fewer after a final order to leave,
 * but only for documents that expired since that was the law. */
static const struct rules_version *calendar_find_kept(const struct money_day *day, const struct tree_case *c,
                                                      int32_t expired)
{
    const struct rules *rules = day->rules;
    uint16_t cut = rules_find_parameter(rules, "kept_rights.months_final_removal");
    uint16_t kept = rules_find_parameter(rules, "kept_rights.months");
    bool final = cut != RULES_NONE && calendar_is(day, c, "removal-final", "yes");
    const struct rules_version *version = final ? rules_version_on(rules, cut, expired) : NULL;
    if (version)
        return version;
    return kept == RULES_NONE ? NULL : rules_version_on(rules, kept, day->day);
}

bool calendar_kept_end(const struct money_day *day, const struct tree_case *c, int32_t *out)
{
    int64_t ago = calendar_number(day, c, "expired-months");
    const struct tree_answer *removal = calendar_answer(day, c, "removal-final");
    if (ago < 0 || !removal || removal->state == ANSWER_UNKNOWN)
        return false;
    int32_t expired = date_subtract_months(day->day, ago);
    const struct rules_version *version = calendar_find_kept(day, c, expired);
    if (!version || version->kind != VERSION_VALUE)
        return false;
    int32_t over;
    calendar_over(day->day, ago, (int)(version->value / FIGURE_UNIT), &over);
    *out = over - 1;
    return true;
}

int32_t calendar_year_end(int32_t opens)
{
    return date_add_months(opens, 12) - 1;
}

int calendar_waiting_weeks(int weeks, bool e104)
{
    return weeks >= WAITING_WEEKS && e104 ? 0 : WAITING_WEEKS;
}

/* ---- by the year ---- */

bool calendar_contribution_year(int32_t day, struct calendar_contribution *out)
{
    if (day < calendar_day(2000, 1, 1) || day >= calendar_day(2016, 1, 1))
        return false;
    struct date date = date_from_day(day);
    int begins = date.month >= 10 ? date.year : date.year - 1;
    if (begins == 2015) /* there was no new year: the one of 2014 was made longer */
        begins = 2014;
    out->first = begins == 1999 ? calendar_day(2000, 1, 1) : calendar_day(begins, 10, 1);
    out->last = begins == 2014 ? calendar_day(2015, 12, 31) : calendar_day(begins + 1, 9, 30);
    out->tax_year = begins - 1;
    out->unsure = (date.month == 10 && date.day == 1) || day >= calendar_day(2015, 10, 1);
    return true;
}

int32_t calendar_next_ceilings(const struct money_day *day, bool *unsure)
{
    const struct rules *rules = day->rules;
    const struct rules_parameter *ceiling = &rules->parameters[rules->figures[FIGURE_CEILING_PRINTED]];
    const struct rules_version *versions = &rules->versions[ceiling->first_version];
    *unsure = false;
    for (uint16_t i = 0; i < ceiling->version_count; i++)
        if (versions[i].from > day->day)
            return versions[i].from;
    int32_t due = ceiling->version_count ? versions[ceiling->version_count - 1].revision : DATE_MAX;
    if (due > day->day && due != DATE_MAX)
        return due;
    *unsure = true;
    int year = date_from_day(day->day).year;
    int32_t april = calendar_day(year, 4, 1);
    return april > day->day ? april : calendar_day(year + 1, 4, 1);
}

/* ---- the list ---- */

enum calendar_anchor calendar_anchor(enum calendar_kind kind)
{
    switch (kind) {
    case CALENDAR_RENEWAL:
    case CALENDAR_YEAR_ENDS:
    case CALENDAR_NINE_MONTHS:
        return ANCHOR_OPENS;
    case CALENDAR_ANSWER_YES:
    case CALENDAR_ANSWER_NO:
    case CALENDAR_ANSWER_SLOW:
    case CALENDAR_CARE_SINCE:
        return ANCHOR_CLAIMED;
    case CALENDAR_CONTRACT:
        return ANCHOR_ACCEPTED;
    case CALENDAR_APPEAL:
    case CALENDAR_COURT:
        return ANCHOR_REFUSED;
    case CALENDAR_BOARD_SILENT:
        return ANCHOR_APPEALED;
    case CALENDAR_HOSPITAL_IN:
    case CALENDAR_HOSPITAL_OUT:
    case CALENDAR_ACCIDENT:
    case CALENDAR_DENMARK:
        return ANCHOR_HAPPENS;
    default:
        return kind >= CALENDAR_CONTRIBUTION_YEAR ? ANCHOR_YEAR : ANCHOR_ANSWERS;
    }
}

/* True when A stands before B in the list. */
static bool calendar_is_before(const struct calendar_date *a, const struct calendar_date *b)
{
    if (a->first != b->first)
        return a->first < b->first;
    if (a->last != b->last)
        return a->last < b->last;
    return a->kind != b->kind ? a->kind < b->kind : a->right < b->right;
}

/* Puts an entry in its place in the list, unless it is past. */
static void calendar_add(struct calendar_maker *m, struct calendar_date date)
{
    struct calendar *list = m->list;
    if (date.last < m->day->day || list->count == CALENDAR_MOST)
        return;
    uint16_t at = list->count++;
    for (; at > 0 && calendar_is_before(&date, &list->dates[at - 1]); at--)
        list->dates[at] = list->dates[at - 1];
    list->dates[at] = date;
}

/* The index of a right when it is in the result, else RULES_NONE. */
static uint16_t calendar_find(const struct calendar_maker *m, const char *id)
{
    uint16_t right = rules_find_right(m->day->rules, id);
    return right != RULES_NONE && rules_set_has(m->rights, right) ? right : RULES_NONE;
}

/* True when the right with this id is in the result. */
static bool calendar_has(const struct calendar_maker *m, const char *id)
{
    return calendar_find(m, id) != RULES_NONE;
}

/* ---- what depends on the right and the date alone ---- */

#define NEVER {9999, 1, 1}
#define EVER {1, 1, 1}
#define RIGHTS(...) (const char *const[]){__VA_ARGS__, NULL}
#define ANY_AME RIGHTS("ame", "ame-eu", "ame-minor")
#define ANY_C2S RIGHTS("c2s-free", "c2s-paid", "c2s-rsa", "c2s-simple")
#define ANY_CRA                                                                                                 \
    RIGHTS("worker", "worker-keep", "pension-fr", "student", "family", "puma-res", "refugee", "temp-prot",      \
           "asylum-puma", "maintien", "minor-ad", "minor-asylum", "minor-wait", "mna", "s1", "eu-inactive",     \
           "work-accident", "cmu-c", "c2s-free", "c2s-paid", "c2s-rsa", "c2s-simple")

/* Days FIRST to LAST months, and DAYS more, after the day asked, or with YEAR after the last day of a
 * year that opens on it; on the days asked FROM <= day < UNTIL. */
static const struct calendar_rule {
    enum calendar_kind kind;
    const char *const *rights;
    struct date from, until;
    bool year, unsure;
    int first, last, days;
} calendar_rules[] = {
    {CALENDAR_RENEWAL, RIGHTS("c2s-free", "c2s-paid"), {2019, 11, 1}, NEVER, .year = true, .first = -4, .last = -2},
    {CALENDAR_RENEWAL, RIGHTS("cmu-c"), EVER, {2016, 1, 1}, .year = true, .first = -2},
    {CALENDAR_RENEWAL, RIGHTS("cmu-c"), {2016, 1, 1}, NEVER, .year = true, .first = -2, .unsure = true},
    {CALENDAR_RENEWAL, ANY_AME, EVER, NEVER, .year = true, .first = -2},
    {CALENDAR_YEAR_ENDS, ANY_C2S, {2019, 11, 1}, NEVER, .year = true},
    {CALENDAR_YEAR_ENDS, RIGHTS("cmu-c"), EVER, {2016, 1, 1}, .year = true},
    {CALENDAR_YEAR_ENDS, RIGHTS("cmu-c"), {2016, 1, 1}, NEVER, .year = true, .unsure = true},
    {CALENDAR_YEAR_ENDS, ANY_AME, EVER, NEVER, .year = true},
    {CALENDAR_YEAR_ENDS, RIGHTS("domicil"), {2016, 1, 1}, NEVER, .year = true},
    {CALENDAR_NINE_MONTHS, RIGHTS("ame", "ame-eu"), {2021, 1, 1}, NEVER, .first = 9, .last = 9, .days = 1},
    {CALENDAR_ANSWER_YES, RIGHTS("c2s-free", "c2s-paid", "c2s-simple"), {2019, 11, 1}, NEVER, .first = 2, .last = 2},
    {CALENDAR_ANSWER_YES, RIGHTS("c2s-rsa"), {2019, 11, 1}, {2022, 1, 1}, .first = 2, .last = 2},
    {CALENDAR_ANSWER_NO, ANY_AME, EVER, NEVER, .first = 2, .last = 2, .unsure = true},
    {CALENDAR_ANSWER_SLOW, RIGHTS("cmu-base"), EVER, {2016, 1, 1}, .first = 3, .last = 3},
    {CALENDAR_CONTRACT, RIGHTS("c2s-paid"), {2019, 11, 1}, NEVER, .first = 3, .last = 3},
    {CALENDAR_APPEAL, ANY_CRA, {2019, 1, 1}, NEVER, .first = 2, .last = 2},
    {CALENDAR_APPEAL, ANY_AME, EVER, {2016, 1, 1}, .first = 2, .last = 2},
    {CALENDAR_APPEAL, ANY_AME, {2019, 1, 1}, NEVER, .first = 2, .last = 2},
    {CALENDAR_COURT, ANY_CRA, {2019, 1, 1}, NEVER, .first = 2, .last = 2, .unsure = true},
    {CALENDAR_COURT, ANY_AME, {2019, 1, 1}, NEVER, .first = 2, .last = 2},
    {CALENDAR_BOARD_SILENT, ANY_CRA, {2019, 1, 1}, NEVER, .first = 2, .last = 2},
    {CALENDAR_HOSPITAL_IN, RIGHTS("c2s-free"), {2019, 11, 1}, NEVER, .first = 2, .last = 2},
    {CALENDAR_HOSPITAL_IN, RIGHTS("c2s-paid"), {2023, 7, 1}, NEVER, .first = 2, .last = 2},
    {CALENDAR_HOSPITAL_OUT, RIGHTS("c2s-free"), {2019, 11, 1}, NEVER, .first = 1, .last = 1},
    {CALENDAR_HOSPITAL_OUT, RIGHTS("c2s-paid"), {2023, 7, 1}, NEVER, .first = 1, .last = 1},
    {CALENDAR_ACCIDENT, RIGHTS("work-accident"), EVER, NEVER, .first = 24, .last = 24},
    {CALENDAR_DENMARK, RIGHTS("note-e104"), EVER, {2010, 5, 1}, .days = 7 * WAITING_WEEKS},
    {CALENDAR_DENMARK, RIGHTS("note-e104"), {2010, 5, 1}, NEVER, .days = 7 * WAITING_WEEKS, .unsure = true},
};

/* True for the free C2S that comes with temporary protection and is renewed with each permit. */
static bool calendar_is_protection(const struct calendar_maker *m, const char *id)
{
    return strcmp(id, "c2s-free") == 0 && calendar_has(m, "temp-prot");
}

/* Adds one rule for every right of the result that it is about. */
static void calendar_add_rule(struct calendar_maker *m, const struct calendar_rule *rule)
{
    int32_t today = m->day->day;
    if (today < date_to_day(rule->from) || today >= date_to_day(rule->until))
        return;
    int32_t base = rule->year ? calendar_year_end(today) : today;
    for (const char *const *id = rule->rights; *id; id++) {
        uint16_t right = calendar_find(m, *id);
        if (right == RULES_NONE)
            continue;
        bool protection = rule->kind == CALENDAR_RENEWAL && calendar_is_protection(m, *id);
        calendar_add(m, (struct calendar_date){.first = date_add_months(base, rule->first) + rule->days,
                                               .last = date_add_months(base, rule->last) + rule->days,
                                               .kind = (uint16_t)rule->kind,
                                               .right = right,
                                               .unsure = rule->unsure || protection});
    }
}

/* Adds everything that depends on the right and the date alone. */
static void calendar_add_rules(struct calendar_maker *m)
{
    for (size_t i = 0; i < sizeof calendar_rules / sizeof calendar_rules[0]; i++)
        calendar_add_rule(m, &calendar_rules[i]);
}

/* ---- what depends on answers ---- */

/* Adds one day of a right in the result, when it is after today. */
static void calendar_add_later(struct calendar_maker *m, enum calendar_kind kind, const char *id, int32_t when)
{
    uint16_t right = calendar_find(m, id);
    if (right != RULES_NONE && when > m->day->day)
        calendar_add(m, (struct calendar_date){.first = when, .last = when, .kind = (uint16_t)kind, .right = right});
}

/* Adds the end of three months of presence for the rights that hang on it. */
static void calendar_add_presence(struct calendar_maker *m)
{
    int32_t over;
    if (!calendar_presence_over(m->day, m->c, &over))
        return;
    calendar_add_later(m, CALENDAR_PRESENCE_OVER, "wait3", over);
    calendar_add_later(m, CALENDAR_PRESENCE_OVER, "asylum-wait", over);
    calendar_add_later(m, CALENDAR_PRESENCE_OVER, "not-yet", over);
    if (m->day->day < calendar_day(2016, 1, 1))
        calendar_add_later(m, CALENDAR_PRESENCE_OVER, "acs", over);
    if (m->day->day < calendar_day(2019, 12, 30))
        calendar_add_later(m, CALENDAR_PRESENCE_OVER, "gap-dsuv", over);
    if (calendar_is(m->day, m->c, "papers", "visa-free"))
        calendar_add_later(m, CALENDAR_PRESENCE_OVER, "tourist", over);
}

/* Adds the day on which AME can open, where irregular months count. */
static void calendar_add_irregular(struct calendar_maker *m)
{
    int32_t over;
    if (m->day->day < calendar_day(2019, 12, 30))
        return;
    if (calendar_irregular_over(m->day, m->c, &over))
        calendar_add_later(m, CALENDAR_IRREGULAR_OVER, "gap-dsuv", over);
    if (calendar_over(m->day->day, calendar_number(m->day, m->c, "months"), 6, &over))
        calendar_add_later(m, CALENDAR_IRREGULAR_OVER, "dsuv-eu", over);
}

/* Adds the last day of kept cover. */
static void calendar_add_kept(struct calendar_maker *m)
{
    uint16_t right = calendar_find(m, "maintien");
    int32_t end;
    if (right != RULES_NONE && calendar_kept_end(m->day, m->c, &end))
        calendar_add(m, (struct calendar_date){.first = end, .last = end, .kind = CALENDAR_KEPT_END, .right = right});
}

/* Adds the deadlines that run from the arrival. */
static void calendar_add_arrival(struct calendar_maker *m)
{
    int32_t today = m->day->day;
    int64_t months = calendar_number(m->day, m->c, "months");
    if (months < 0)
        return;
    int32_t arrival = date_subtract_months(today, months);
    uint16_t visa = calendar_find(m, "note-validate-visa");
    int32_t validated = date_add_months(arrival, 3);
    if (visa != RULES_NONE && today >= calendar_day(2016, 1, 1))
        calendar_add(m, (struct calendar_date){validated, validated, CALENDAR_VALIDATE_VISA, visa, true});
    uint16_t e111 = calendar_find(m, "emergency-e111");
    int32_t last = arrival + E111_DAYS - 1;
    if (e111 != RULES_NONE && calendar_is(m->day, m->c, "cover", "e111"))
        calendar_add(m, (struct calendar_date){last, last, CALENDAR_E111_END, e111, false});
}

/* The first day on which AME could have paid: not before the wait was over that its date asks for. */
static int32_t calendar_open_since(const struct calendar_maker *m, const char *id)
{
    int32_t since = DATE_MIN;
    bool eu = strcmp(id, "ame-eu") == 0;
    int64_t months = calendar_number(m->day, m->c, "months");
    int64_t age = calendar_number(m->day, m->c, "age");
    bool minor = strcmp(id, "ame-minor") == 0 || (age >= 0 && age < 18 * HUNDREDTHS);
    if (minor || m->day->day < calendar_day(2003, 12, 31))
        return since;
    if (eu)
        calendar_over(m->day->day, months, m->day->day < calendar_day(2019, 12, 30) ? 3 : 6, &since);
    else
        calendar_irregular_over(m->day, m->c, &since);
    return since;
}

/* Adds the days whose care AME can still pay. */
static void calendar_add_care(struct calendar_maker *m, const char *id)
{
    const struct rules *rules = m->day->rules;
    uint16_t right = calendar_find(m, id);
    uint16_t parameter = rules_find_parameter(rules, "ame.backdated_care_days");
    if (right == RULES_NONE || parameter == RULES_NONE)
        return;
    const struct rules_version *version = rules_version_on(rules, parameter, m->day->day);
    if (!version || version->kind != VERSION_VALUE)
        return;
    int32_t today = m->day->day;
    int32_t first = today - (int32_t)(version->value / FIGURE_UNIT);
    int32_t open = calendar_open_since(m, id);
    first = open > first ? open : first;
    if (first <= today)
        calendar_add(m, (struct calendar_date){first, today, CALENDAR_CARE_SINCE, right,
                                               today < calendar_day(2016, 1, 1)});
}

/* ---- what depends on the year ---- */

/* Adds the contribution year of CMU de base and the day on which it changes. */
static void calendar_add_contribution(struct calendar_maker *m)
{
    uint16_t right = calendar_find(m, "cmu-base");
    struct calendar_contribution year;
    if (right == RULES_NONE || !calendar_contribution_year(m->day->day, &year))
        return;
    calendar_add(m, (struct calendar_date){year.first, year.last, CALENDAR_CONTRIBUTION_YEAR, right, year.unsure});
    int32_t next = year.last + 1;
    if (next < calendar_day(2016, 1, 1)) /* CMU de base ends on that day */
        calendar_add(m, (struct calendar_date){next, next, CALENDAR_CONTRIBUTION_CHANGE, right, false});
}

/* Adds the next time, or the present one, to send the income for the coming contribution year. */
static void calendar_add_declaration(struct calendar_maker *m)
{
    uint16_t right = calendar_find(m, "cmu-base");
    int year = date_from_day(m->day->day).year;
    if (m->day->day >= calendar_day(year, 8, 1) + DECLARATION_DAYS)
        year++;
    if (right == RULES_NONE || year > 2015) /* no year of CMU de base came after 2015 */
        return;
    int32_t first = calendar_day(year, 8, 1);
    int32_t last = first + DECLARATION_DAYS - 1;
    calendar_add(m, (struct calendar_date){first, last, CALENDAR_DECLARATION, right, year == 2015});
}

/* True when an income was held against the ceilings on some way to the result. */
static bool calendar_is_tested(const struct calendar_maker *m)
{
    static const char *const ids[] = {"c2s-free", "c2s-paid", "cmu-c", "acs", "ame", "ame-eu", "ame-over", "mutuelle"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (calendar_has(m, ids[i]))
            return true;
    return m->result->ceiling_free != WALK_NO_AMOUNT;
}

/* Adds the next ceilings, and the month in which other income counts. */
static void calendar_add_income(struct calendar_maker *m)
{
    bool unsure;
    int32_t next = calendar_next_ceilings(m->day, &unsure);
    if (calendar_is_tested(m))
        calendar_add(m, (struct calendar_date){next, next, CALENDAR_CEILING_REVISED, RULES_NONE, unsure});
    struct date today = date_from_day(m->day->day);
    int32_t month = date_add_months(calendar_day(today.year, today.month, 1), 1);
    calendar_add_later(m, CALENDAR_INCOME_MOVES, "ame-over", month);
}

void calendar_list(const struct money_day *day, const struct tree_case *c, const struct walk_result *result,
                   struct calendar *list)
{
    struct calendar_maker m = {.day = day, .c = c, .result = result, .list = list};
    m.rights = rules_set_union(result->certain, result->possible);
    list->count = 0;
    calendar_add_rules(&m);
    calendar_add_presence(&m);
    calendar_add_irregular(&m);
    calendar_add_kept(&m);
    calendar_add_arrival(&m);
    calendar_add_care(&m, "ame");
    calendar_add_care(&m, "ame-eu");
    calendar_add_care(&m, "ame-minor");
    calendar_add_contribution(&m);
    calendar_add_declaration(&m);
    calendar_add_income(&m);
}
