/* The words that stand in the {places} of the rule texts: see the header. */
#include "screens/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "i18n/fill.h"
#include "i18n/format.h"
#include "i18n/i18n.h"
#include "rules/places.h"
#include "rules/rules.h"
#include "tree/calendar.h"
#include "util/date.h"
#include "util/memory.h"

#define PLACES_MOST 16 /* different places in one text */

/* The answer to the question with this id, or null when the rules have no such question. */
static const struct tree_answer *places_find_answer(const struct places *places, const char *id)
{
    uint16_t question = rules_find_question(places->rules, id);
    return question == RULES_NONE ? NULL : &places->answers->answers[question];
}

/* The exact number answered to the question with this id, or -1. */
static int64_t places_find_number(const struct places *places, const char *id)
{
    const struct tree_answer *answer = places_find_answer(places, id);
    return answer && case_is_exact(answer) ? answer->low : -1;
}

/* ---- money ---- */

int64_t places_find_ceiling(const struct places *places, enum rules_level level)
{
    if (places->result) {
        int64_t known = level == LEVEL_FREE ? places->result->ceiling_free : places->result->ceiling_paid;
        if (known != WALK_NO_AMOUNT)
            return known;
    }
    int64_t persons = places_find_number(places, "household");
    const struct tree_answer *place = places_find_answer(places, "place");
    if (persons < 100 || !place || place->state == ANSWER_UNKNOWN)
        return WALK_NO_AMOUNT;
    bool overseas = place->state == ANSWER_GIVEN && money_is_overseas(places->day, place->option);
    int64_t ceiling = money_ceiling(places->day, ROW_IN_FORCE, level, overseas, persons / 100);
    return ceiling < 0 ? WALK_NO_AMOUNT : ceiling;
}

/* Appends a ceiling, a year or a month. */
static bool places_add_ceiling(const struct places *places, enum rules_level level, bool month, struct buffer *out)
{
    int64_t ceiling = places_find_ceiling(places, level);
    if (ceiling == WALK_NO_AMOUNT)
        return false;
    i18n_format_euros(out, month ? money_month(places->day, ceiling) : ceiling);
    return true;
}

/* Appends the yearly ceiling for free cover. */
static bool places_add_free(const struct places *places, struct buffer *out)
{
    return places_add_ceiling(places, LEVEL_FREE, false, out);
}

/* Appends the yearly ceiling for cover with a contribution. */
static bool places_add_paid(const struct places *places, struct buffer *out)
{
    return places_add_ceiling(places, LEVEL_PAID, false, out);
}

/* Appends the monthly ceiling for free cover. */
static bool places_add_free_month(const struct places *places, struct buffer *out)
{
    return places_add_ceiling(places, LEVEL_FREE, true, out);
}

/* Appends the monthly ceiling for cover with a contribution. */
static bool places_add_paid_month(const struct places *places, struct buffer *out)
{
    return places_add_ceiling(places, LEVEL_PAID, true, out);
}

/* Appends the contribution at the age answered. */
static bool places_add_contribution(const struct places *places, struct buffer *out)
{
    int64_t age = places_find_number(places, "age");
    for (uint32_t i = 0; i < places->rules->amount_count && age >= 0; i++) {
        const struct rules_amount *amount = &places->rules->amounts[i];
        if (strcmp(rules_string(places->rules, amount->id), "c2s-contribution") != 0)
            continue;
        int64_t cents = walk_amount(places->day, amount, age);
        if (cents == WALK_NO_AMOUNT)
            return false;
        i18n_format_euros(out, cents);
        return true;
    }
    return false;
}

/* Appends the contribution to CMU de base, whole or one of PARTS payments. */
static bool places_add_cmu(const struct places *places, int64_t parts, struct buffer *out)
{
    if (!places->result || places->result->contribution == WALK_NO_AMOUNT || places->result->contribution == 0)
        return false;
    i18n_format_euros(out, (places->result->contribution + parts / 2) / parts);
    return true;
}

/* Appends the contribution of a year. */
static bool places_add_cmu_year(const struct places *places, struct buffer *out)
{
    return places_add_cmu(places, 1, out);
}

/* Appends the contribution of three months. */
static bool places_add_cmu_quarter(const struct places *places, struct buffer *out)
{
    return places_add_cmu(places, 4, out);
}

/* Appends the household as a phrase. */
static bool places_add_household(const struct places *places, struct buffer *out)
{
    int64_t persons = places_find_number(places, "household");
    if (persons < 0)
        return false;
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)(persons / 100));
    struct i18n_place place = {"n", digits};
    const char *english = persons == 100 ? "{n} person" : "{n} persons";
    /* TRANSLATORS: the size of a household, put into other sentences: "for a household of 3 persons" */
    char *phrase = i18n_fill_text(i18n_plural("{n} person", "{n} persons", (unsigned long)(persons / 100)), english,
                                  &place, 1);
    buffer_add(out, phrase ? phrase : digits);
    free(phrase);
    return true;
}

/* ---- days ---- */

/* Appends the day asked. */
static bool places_add_today(const struct places *places, struct buffer *out)
{
    i18n_format_date(out, places->day->day);
    return true;
}

/* Appends a day that follows from the answers, where it does. */
static bool places_add_day(const struct places *places,
                           bool (*find)(const struct money_day *, const struct tree_case *, int32_t *),
                           struct buffer *out)
{
    int32_t day = 0;
    if (!find(places->day, places->answers, &day))
        return false;
    i18n_format_date(out, day);
    return true;
}

/* Appends the first day after three months of presence. */
static bool places_add_stay_over(const struct places *places, struct buffer *out)
{
    return places_add_day(places, calendar_presence_over, out);
}

/* Appends the first day on which AME can open. */
static bool places_add_irregular_over(const struct places *places, struct buffer *out)
{
    return places_add_day(places, calendar_irregular_over, out);
}

/* Appends the last day of cover kept after the document expired. */
static bool places_add_kept_end(const struct places *places, struct buffer *out)
{
    return places_add_day(places, calendar_kept_end, out);
}

/* ---- finding ---- */

/* The computed places and how each is written. */
static const struct {
    const char *name;
    bool (*add)(const struct places *places, struct buffer *out);
} places_table[] = {
    {"ceiling_free", places_add_free},
    {"ceiling_paid", places_add_paid},
    {"ceiling_free_month", places_add_free_month},
    {"ceiling_paid_month", places_add_paid_month},
    {"household", places_add_household},
    {"today", places_add_today},
    {"stay_over", places_add_stay_over},
    {"irregular_over", places_add_irregular_over},
    {"kept_end", places_add_kept_end},
    {"c2s_contribution", places_add_contribution},
    {"cmu_contribution", places_add_cmu_year},
    {"cmu_contribution_quarter", places_add_cmu_quarter},
};

bool places_add_value(const struct places *places, const char *name, struct buffer *out)
{
    for (size_t i = 0; i < sizeof places_table / sizeof places_table[0]; i++)
        if (strcmp(places_table[i].name, name) == 0)
            return places_table[i].add(places, out);
    uint16_t parameter = rules_find_place(places->rules, name);
    return parameter != RULES_NONE && i18n_format_parameter(places->rules, parameter, places->day->day, out);
}

char *places_fill(const struct places *places, const struct rules_text *text)
{
    const char *english = rules_string(places->rules, text->text);
    char names[PLACES_MOST][64];
    struct buffer values[PLACES_MOST] = {{0}};
    struct i18n_place list[PLACES_MOST];
    size_t count = 0;
    bool broken = false;
    for (size_t at = 0; count < PLACES_MOST && rules_next_place(english, &at, names[count], &broken) && !broken;) {
        bool known = places_add_value(places, names[count], &values[count]);
        list[count] = (struct i18n_place){names[count], known ? buffer_text(&values[count]) : NULL};
        count++;
    }
    char *filled = i18n_fill_text(i18n_rules_text(places->rules, text), english, list, count);
    for (size_t i = 0; i < count; i++)
        buffer_done(&values[i]);
    return filled;
}

/* ---- doubt ---- */

enum places_doubt places_find_version_doubt(const struct rules_version *version, int32_t day)
{
    if (!version || version->kind != VERSION_VALUE)
        return DOUBT_NONE;
    return version->revision <= day ? DOUBT_EXPIRED : version->estimate ? DOUBT_ESTIMATE : DOUBT_NONE;
}

enum places_doubt places_find_ceiling_doubt(const struct money_day *day)
{
    return places_find_version_doubt(day->bases[ROW_IN_FORCE], day->day);
}

/* How sure the value of the place NAME is. */
static enum places_doubt places_doubt_place(const struct places *places, const char *name)
{
    if (strncmp(name, "ceiling_", strlen("ceiling_")) == 0)
        return places_find_ceiling_doubt(places->day);
    uint16_t parameter = rules_find_place(places->rules, name);
    return places_find_version_doubt(rules_version_on(places->rules, parameter, places->day->day), places->day->day);
}

enum places_doubt places_find_doubt(const struct places *places, const struct rules_text *text)
{
    const char *english = rules_string(places->rules, text->text);
    enum places_doubt worst = DOUBT_NONE;
    char name[64];
    bool broken = false;
    for (size_t at = 0; rules_next_place(english, &at, name, &broken) && !broken;) {
        enum places_doubt doubt = places_doubt_place(places, name);
        worst = doubt > worst ? doubt : worst;
    }
    return worst;
}
