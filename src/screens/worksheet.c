/* The income worksheet: who counts in the household, which twelve months, which money, and what it
 * comes to.  It ends in the same answers as the questions it stands beside.
 * What was typed stays in memory only and is wiped with the visit.
 * It deliberately adds up nothing itself; see tree/worksheet.h. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include <stdlib.h>
#include <string.h>

#include "i18n/format.h"
#include "rules/rules.h"
#include "screens/internal.h"
#include "tree/worksheet.h"
#include "util/date.h"
#include "util/memory.h"

#define TOTAL WORKSHEET_MONTHS /* the place of the total behind the months */
#define MEMBERS_MOST 30
#define AMOUNT_DIGITS 9

/* The first lines are about the household. */
enum sheet_row { ROW_PARTNER, ROW_CHILDREN, ROW_BY_TURNS, ROW_FIRST_KIND };

/* What each kind of income is called. */
static const char *const kind_names[INCOME_KIND_COUNT] = {
    /* TRANSLATORS: kinds of income, in a list: 44 columns each */
    [INCOME_WAGES] = N_("Wages, net"),
    [INCOME_WAGES_BEFORE] = N_("Wages before you lost your work"),
    [INCOME_WAGES_PRISON] = N_("Wages in prison"),
    [INCOME_SELF_EMPLOYED] = N_("Income from your own business"),
    [INCOME_PENSION] = N_("Pensions"),
    [INCOME_UNEMPLOYMENT] = N_("Unemployment benefit, ASS"),
    [INCOME_SICK_PAY] = N_("Sick pay"),
    [INCOME_MAINTENANCE] = N_("Maintenance that you receive"),
    [INCOME_CAPITAL] = N_("Rents and interest"),
    [INCOME_FAMILY_HELP] = N_("Money from your family"),
    [INCOME_OTHER_HELP] = N_("Money from associations and others"),
    [INCOME_GIFTS] = N_("Gifts"),
    [INCOME_IDLE_PROPERTY] = N_("What unused property could bring"),
    [INCOME_RSA] = N_("RSA or RMI"),
    [INCOME_PRIME_ACTIVITE] = N_("Prime d'activité"),
    [INCOME_CHILD_BENEFITS] = N_("Benefits for children"),
    [INCOME_DISABILITY_BENEFITS] = N_("Benefits for a disability"),
    [INCOME_SOCIAL_BENEFITS] = N_("Other social benefits"),
    [INCOME_HOUSING_BENEFIT] = N_("Housing benefit"),
    [INCOME_AAH] = N_("AAH (disabled adults)"),
    [INCOME_ASI] = N_("ASI (disability supplement)"),
    [INCOME_ASPA] = N_("ASPA (old age)"),
    [INCOME_ADA] = N_("ADA (asylum seekers)"),
    [INCOME_OTHER] = N_("Other income"),
};

/* ---- what was typed ---- */

/* The scheme whose worksheet it is: AME where that is what the income decides, else the complement. */
static enum worksheet_scheme sheet_scheme(const struct screens *s)
{
    struct walk_result walk;
    struct tree_case open = s->session.answers;
    uint16_t ame = rules_find_right(s->rules, "ame");
    uint16_t over = rules_find_right(s->rules, "ame-over");
    case_set_unknown(&open, s->rules->keys[KEY_INCOME_YEAR]);
    case_clear(&open, s->rules->keys[KEY_INCOME_MONTH]);
    walk_run(&s->session.day, &open, &walk);
    explicit_bzero(&open, sizeof open);
    struct rules_set given = rules_set_union(walk.certain, walk.possible);
    bool asked = (ame != RULES_NONE && rules_set_has(given, ame)) || (over != RULES_NONE && rules_set_has(given, over));
    return asked ? WORKSHEET_AME : WORKSHEET_COMPLEMENT;
}

/* True when a partner lives in the household. */
static bool sheet_is_couple(const struct screens *s)
{
    return s->worksheet.people[ROW_PARTNER] > 0;
}

/* Lists the kinds of income that exist on the day; returns their number. */
static size_t sheet_list_kinds(const struct screens *s, uint8_t kinds[INCOME_KIND_COUNT])
{
    size_t count = 0;
    for (uint8_t i = 0; i < INCOME_KIND_COUNT; i++)
        if (worksheet_find_rule(&s->session.day, sheet_scheme(s), (enum worksheet_kind)i, sheet_is_couple(s)).counts !=
            COUNTS_ABSENT)
            kinds[count++] = i;
    return count;
}

/* Writes the entries of what was typed; returns their number. */
static size_t sheet_list_entries(const struct screens *s, struct worksheet_entry *entries)
{
    uint8_t kinds[INCOME_KIND_COUNT];
    size_t kind_count = sheet_list_kinds(s, kinds);
    size_t count = 0;
    for (size_t i = 0; i < kind_count; i++)
        for (uint8_t month = 0; month <= TOTAL; month++) {
            int64_t cents = s->worksheet.cents[kinds[i]][month];
            if (cents > 0)
                entries[count++] = (struct worksheet_entry){kinds[i], month == TOTAL ? WORKSHEET_TOTAL : month,
                                                            WORKSHEET_MONTHS, cents};
        }
    return count;
}

/* Counts the household that was typed. */
static enum worksheet_problem sheet_count_household(const struct screens *s, struct worksheet_household *household)
{
    struct worksheet_member members[MEMBERS_MOST + 1];
    size_t count = 0;
    if (sheet_is_couple(s))
        members[count++] = (struct worksheet_member){.partner = true};
    for (int64_t i = 0; i < s->worksheet.people[ROW_CHILDREN] && count < MEMBERS_MOST; i++)
        members[count++] = (struct worksheet_member){.age = 10, .alternating = i < s->worksheet.people[ROW_BY_TURNS]};
    return worksheet_count_household(&s->session.day, members, count, household);
}

/* Adds up what was typed. */
static enum worksheet_problem sheet_add_up(const struct screens *s, struct worksheet_household *household,
                                           struct worksheet_result *result)
{
    struct worksheet_entry entries[INCOME_KIND_COUNT * (WORKSHEET_MONTHS + 1)];
    const struct tree_answer *place = &s->session.answers.answers[s->rules->keys[KEY_PLACE]];
    const struct tree_answer *housing = &s->session.answers.answers[s->rules->keys[KEY_HOUSING]];
    const struct tree_answer *benefit = &s->session.answers.answers[s->rules->keys[KEY_HOUSING_BENEFIT_MONTH]];
    enum worksheet_problem problem = sheet_count_household(s, household);
    struct worksheet sheet = {.scheme = sheet_scheme(s), .place = RULES_NONE, .household = *household, .benefit_month = -1};
    if (problem != WORKSHEET_FINE)
        return problem;
    if (place->state == ANSWER_GIVEN)
        sheet.place = place->option;
    if (housing->state == ANSWER_GIVEN && housing->option == s->rules->known_options[OPTION_HOUSING_OWNER])
        sheet.housing = HOUSING_OWNER;
    if (housing->state == ANSWER_GIVEN && housing->option == s->rules->known_options[OPTION_HOUSING_BENEFIT])
        sheet.housing = HOUSING_BENEFIT;
    if (case_is_exact(benefit))
        sheet.benefit_month = benefit->low;
    sheet.entries = entries;
    sheet.count = sheet_list_entries(s, entries);
    problem = worksheet_add_up(&s->session.day, &sheet, result);
    explicit_bzero(entries, sizeof entries);
    return problem;
}

/* The sentence for what is wrong, or null. */
static const char *sheet_problem(enum worksheet_problem problem)
{
    switch (problem) {
    case WORKSHEET_FINE:
        return NULL;
    case WORKSHEET_TOO_LARGE:
    case WORKSHEET_SUM_TOO_LARGE:
        return _("That is too much. Type euros without cents, for instance 1200.");
    case WORKSHEET_TOO_MANY:
        return _("That is too many people. Type a number, for instance 2.");
    default:
        return _("That does not fit. Type a number, for instance 1200.");
    }
}

/* ---- the list ---- */

/* The place of what is typed on a line: people first, then the total of a kind. */
static int64_t *sheet_slot(struct screens *s, int row)
{
    uint8_t kinds[INCOME_KIND_COUNT];
    size_t count = sheet_list_kinds(s, kinds);
    if (row < ROW_FIRST_KIND)
        return &s->worksheet.people[row];
    return (size_t)(row - ROW_FIRST_KIND) < count ? &s->worksheet.cents[kinds[row - ROW_FIRST_KIND]][TOTAL] : NULL;
}

/* What was typed of a kind altogether. */
static int64_t sheet_sum_of(const struct screens *s, uint8_t kind)
{
    int64_t sum = 0;
    for (int month = 0; month <= TOTAL; month++)
        sum += s->worksheet.cents[kind][month];
    return sum;
}

/* Says how a kind counts. */
static const char *sheet_counts(const struct worksheet_rule *rule)
{
    if (rule->counts == COUNTS_NO)
        /* TRANSLATORS: beside a kind of income: does it count? 22 columns each */
        return _("does not count");
    if (rule->counts == COUNTS_OPEN || rule->share_open)
        return _("the fund decides");
    return rule->share || rule->month > 0 ? _("counts in part") : "";
}

/* Adds a line: its name, and what was typed; the marked one is a field. */
static void sheet_add_line(const struct screens *s, struct page *page, int row, const char *name, const char *value,
                           const char *note)
{
    const struct frame *frame = screens_look(s);
    if (frame->focused != row) {
        page_add_entry(page, screens_label(s, (size_t)row, false), name, value, note);
        return;
    }
    page_add_text(page, PAGE_HEADING, name);
    page_add_field(page, "", frame->typed[0] ? frame->typed : "", AMOUNT_DIGITS, frame->typed[0] ? NULL : value);
}

/* Adds the lines about the household. */
static void sheet_add_people(const struct screens *s, struct page *page)
{
    static const char *const names[ROW_FIRST_KIND] = {
        /* TRANSLATORS: lines about the household: 44 columns each */
        N_("Husband, wife or partner (0 or 1)"), N_("Children and dependants under 25"),
        N_("of these, minors living with both parents by turns")};
    for (int row = 0; row < ROW_FIRST_KIND; row++) {
        struct buffer value = {0};
        i18n_format_number(&value, s->worksheet.people[row] * 100);
        sheet_add_line(s, page, row, _(names[row]), buffer_text(&value), NULL);
        buffer_done(&value);
    }
}

/* Adds the lines of the kinds of income. */
static void sheet_add_kinds(const struct screens *s, struct page *page)
{
    uint8_t kinds[INCOME_KIND_COUNT];
    size_t count = sheet_list_kinds(s, kinds);
    for (size_t i = 0; i < count; i++) {
        struct worksheet_rule rule =
            worksheet_find_rule(&s->session.day, sheet_scheme(s), (enum worksheet_kind)kinds[i], sheet_is_couple(s));
        struct buffer value = {0};
        i18n_format_euros(&value, sheet_sum_of(s, kinds[i]));
        const char *note = sheet_counts(&rule);
        sheet_add_line(s, page, ROW_FIRST_KIND + (int)i, _(kind_names[kinds[i]]), buffer_text(&value), *note ? note : NULL);
        buffer_done(&value);
    }
}

/* Adds which months count. */
static void sheet_add_period(const struct screens *s, struct page *page)
{
    struct worksheet_period period;
    if (!worksheet_find_period(&s->session.day, sheet_scheme(s), false, &period))
        return;
    char *first = words_date(period.months[0]);
    char *last = words_date(date_add_months(period.months[WORKSHEET_MONTHS - 1], 1) - 1);
    struct i18n_place places[] = {{"first", first}, {"last", last}};
    words_add(page, PAGE_HINT, words_fill(N_("The money of everybody in the household from {first} to {last}."), places, 2));
    free(first);
    free(last);
}

/* Adds an amount with its words. */
static void sheet_add_amount(struct page *page, const char *msgid, int64_t cents)
{
    struct buffer amount = {0};
    i18n_format_euros(&amount, cents);
    words_add(page, PAGE_TEXT, words_with(msgid, "amount", buffer_text(&amount)));
    buffer_done(&amount);
}

/* Adds what it comes to. */
static void sheet_add_sum(const struct screens *s, struct page *page)
{
    struct worksheet_household household;
    struct worksheet_result result;
    enum worksheet_problem problem = sheet_add_up(s, &household, &result);
    if (problem != WORKSHEET_FINE) {
        page_add_text(page, PAGE_ERROR, sheet_problem(problem));
        return;
    }
    sheet_add_amount(page, N_("Counted in twelve months: {amount}"), result.low);
    if (result.high > result.low)
        sheet_add_amount(page, N_("at most, where the fund decides: {amount}"), result.high);
    if (result.lump_year > 0)
        sheet_add_amount(page, N_("The program adds for housing: {amount}"), result.lump_year);
    if (result.ceiling_free >= 0)
        sheet_add_amount(page, N_("Limit for free cover: {amount}"), result.ceiling_free);
    if (result.ceiling_paid >= 0)
        sheet_add_amount(page, N_("Limit for cover with a contribution: {amount}"), result.ceiling_paid);
    page_add_text(page, PAGE_WARNING, words_doubt(places_find_ceiling_doubt(&s->session.day)));
}

/* Adds the worksheet. */
static void worksheet_build(struct screens *s, struct page *page)
{
    struct frame *frame = screens_top(s);
    if (frame->focused < 0)
        frame->focused = 0;
    page_add_title(page, _("Work out the income"));
    sheet_add_period(s, page);
    page_add_text(page, PAGE_HINT, _("Type the euros of twelve months and Enter. Enter alone opens the months."));
    page_add_blank(page);
    sheet_add_people(s, page);
    page_add_blank(page);
    sheet_add_kinds(s, page);
    page_add_blank(page);
    sheet_add_sum(s, page);
    page_add_choice(page, "", _("Use this sum and go on"), NULL, false);
}

/* The section. */
static const char *worksheet_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Income");
}

/* Records household and income as the worksheet says, and goes on. */
static void worksheet_use(struct screens *s)
{
    struct worksheet_household household;
    struct worksheet_result result;
    uint16_t income = s->rules->keys[KEY_INCOME_YEAR];
    if (sheet_add_up(s, &household, &result) != WORKSHEET_FINE) {
        s->front->bell(s->front);
        return;
    }
    if (household.low == household.high)
        session_record_number(&s->session, s->rules->keys[KEY_HOUSEHOLD], household.low * 100);
    else
        session_record_range(&s->session, s->rules->keys[KEY_HOUSEHOLD], household.low * 100, household.high * 100);
    if (result.low == result.high)
        session_record_number(&s->session, income, result.low);
    else
        session_record_range(&s->session, income, result.low, result.high);
    screens_go_next(s);
}

/* Takes the number typed on the marked line; false when there is none. */
static bool sheet_take(struct screens *s, int64_t *slot)
{
    struct frame *frame = screens_top(s);
    int64_t number = 0;
    bool people = slot >= s->worksheet.people && slot < s->worksheet.people + ROW_FIRST_KIND;
    if (!frame->typed[0] || !slot || !number_read(frame, &number))
        return false;
    *slot = people ? number / 100 : number;
    frame->typed[0] = '\0';
    if (people && *slot > MEMBERS_MOST)
        *slot = MEMBERS_MOST;
    return true;
}

/* Enter: takes what was typed and goes to the next line; else opens the months, or uses the sum. */
static void worksheet_accept(struct screens *s)
{
    struct frame *frame = screens_top(s);
    uint8_t kinds[INCOME_KIND_COUNT];
    size_t count = sheet_list_kinds(s, kinds);
    int row = page_focused(s->page);
    if (row < 0)
        return;
    if (sheet_take(s, sheet_slot(s, row))) {
        if (row >= ROW_FIRST_KIND) /* a total stands for the months */
            memset(s->worksheet.cents[kinds[row - ROW_FIRST_KIND]], 0, TOTAL * sizeof(int64_t));
        frame->focused = row + 1;
    } else if (row >= ROW_FIRST_KIND + (int)count) {
        worksheet_use(s);
    } else if (row >= ROW_FIRST_KIND) {
        screens_push(s, SCREEN_MONTHS)->leaf = kinds[row - ROW_FIRST_KIND];
    } else {
        frame->focused = row + 1;
    }
}

/* A line was chosen: it is marked, the last one is done. */
static void worksheet_choose(struct screens *s, int item)
{
    uint8_t kinds[INCOME_KIND_COUNT];
    screens_top(s)->focused = item;
    screens_top(s)->typed[0] = '\0';
    if (item >= ROW_FIRST_KIND + (int)sheet_list_kinds(s, kinds))
        worksheet_use(s);
}

/* A key of the number on the marked line. */
static bool sheet_type(struct screens *s, const struct event *event)
{
    struct frame *frame = screens_top(s);
    if (event->key != FRONT_KEY_DIGIT && event->key != FRONT_KEY_CLEAR && event->character != ',' &&
        !(event->key == FRONT_KEY_BACKSPACE && frame->typed[0]) && !(event->character == '.' && frame->typed[0]))
        return false;
    int focused = frame->focused;
    bool used = number_type_key(s, event, s->rules->keys[KEY_INCOME_YEAR]);
    frame->focused = focused;
    return used;
}

const struct screen_ops screen_worksheet = {.name = "worksheet",
                                            .section = worksheet_section,
                                            .build = worksheet_build,
                                            .choose = worksheet_choose,
                                            .accept = worksheet_accept,
                                            .type = sheet_type};

/* ---- the months of one kind ---- */

/* Adds the twelve months. */
static void months_build(struct screens *s, struct page *page)
{
    struct frame *frame = screens_top(s);
    struct worksheet_period period;
    uint16_t kind = frame->leaf;
    if (frame->focused < 0)
        frame->focused = 0;
    page_add_title(page, _(kind_names[kind]));
    page_add_text(page, PAGE_HINT, _("Type the euros of each month."));
    page_add_blank(page);
    if (!worksheet_find_period(&s->session.day, sheet_scheme(s), kind == INCOME_SELF_EMPLOYED, &period))
        return;
    for (int month = 0; month < WORKSHEET_MONTHS; month++) {
        struct buffer name = {0};
        struct buffer value = {0};
        i18n_format_month(&name, period.months[month]);
        i18n_format_euros(&value, s->worksheet.cents[kind][month]);
        sheet_add_line(s, page, month, buffer_text(&name), buffer_text(&value), NULL);
        buffer_done(&name);
        buffer_done(&value);
    }
}

/* Enter: takes what was typed and goes to the next month; after the last one, back. */
static void months_accept(struct screens *s)
{
    struct frame *frame = screens_top(s);
    int month = page_focused(s->page);
    if (month < 0)
        return;
    if (sheet_take(s, &s->worksheet.cents[frame->leaf][month]))
        s->worksheet.cents[frame->leaf][TOTAL] = 0;
    if (month + 1 < WORKSHEET_MONTHS)
        frame->focused = month + 1;
    else
        screens_pop(s);
}

/* A month was chosen: it is marked. */
static void months_choose(struct screens *s, int item)
{
    screens_top(s)->focused = item;
    screens_top(s)->typed[0] = '\0';
}

const struct screen_ops screen_months = {.name = "months",
                                         .section = worksheet_section,
                                         .build = months_build,
                                         .choose = months_choose,
                                         .accept = months_accept,
                                         .type = sheet_type};
