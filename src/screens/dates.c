/* Dates that matter, in words: on the tab of the law and on the sheet.
 * It deliberately computes none; see tree/calendar.h. */
#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"
#include "screens/result.h"
#include "tree/calendar.h"

/* The sentence of each kind. */
static const char *const dates_words[CALENDAR_KIND_COUNT] = {
    /* TRANSLATORS: dates that matter; a list with one line each, the date first */
    [CALENDAR_PRESENCE_OVER] = N_("{date}: three months in France are over"),
    [CALENDAR_IRREGULAR_OVER] = N_("{date}: AME can open from this day on"),
    [CALENDAR_KEPT_END] = N_("{date}: last day of the cover you keep"),
    [CALENDAR_VALIDATE_VISA] = N_("{date}: last day to validate the visa online"),
    [CALENDAR_E111_END] = N_("{date}: last of 90 days on form E111"),
    [CALENDAR_RENEWAL] = N_("{first} to {date}: ask again for {right}"),
    [CALENDAR_YEAR_ENDS] = N_("{date}: last day of {right}"),
    [CALENDAR_NINE_MONTHS] = N_("{date}: AME pays from then on for planned care that had to wait nine months"),
    [CALENDAR_ANSWER_YES] = N_("{date}: answer due for {right}. No answer means yes"),
    [CALENDAR_ANSWER_NO] = N_("{date}: answer due for {right}. No answer means no"),
    [CALENDAR_ANSWER_SLOW] = N_("{date}: the answer for {right} can take until then"),
    [CALENDAR_CARE_SINCE] = N_("{first} to {date}: care of these days can be paid too"),
    [CALENDAR_CONTRACT] = N_("{date}: last day to send back contract and payment papers"),
    [CALENDAR_APPEAL] = N_("{date}: last day to contest the refusal of {right}"),
    [CALENDAR_COURT] = N_("{date}: last day to go to court, if an appeal is refused today"),
    [CALENDAR_BOARD_SILENT] = N_("{date}: no answer of the board by then means no"),
    [CALENDAR_HOSPITAL_IN] = N_("{date}: last day to claim C2S, if you go into hospital today"),
    [CALENDAR_HOSPITAL_OUT] = N_("{date}: last day to claim C2S for a stay in hospital that ends today"),
    [CALENDAR_ACCIDENT] = N_("{date}: hurt at work: last day to declare it yourself"),
    [CALENDAR_DENMARK] = N_("{date}: back in Denmark with less than six weeks here: cover there begins"),
    [CALENDAR_CONTRIBUTION_YEAR] = N_("{first} to {date}: year of the contribution"),
    [CALENDAR_CONTRIBUTION_CHANGE] = N_("{date}: the next year of the contribution begins"),
    [CALENDAR_DECLARATION] = N_("{first} to {date}: send your income for the next contribution"),
    [CALENDAR_CEILING_REVISED] = N_("{date}: new limits"),
    [CALENDAR_INCOME_MOVES] = N_("{date}: the twelve months whose income counts are one month later"),
};

/* The heading over what is counted from the same thing. */
static const char *dates_heading(enum calendar_anchor anchor)
{
    static const char *const headings[] = {
        /* TRANSLATORS: headings over dates: 60 columns each */
        [ANCHOR_ANSWERS] = N_("From your answers"),      [ANCHOR_OPENS] = N_("If the right opens today"),
        [ANCHOR_CLAIMED] = N_("If you claim today"),     [ANCHOR_ACCEPTED] = N_("If the fund says yes today"),
        [ANCHOR_REFUSED] = N_("If the fund says no today"), [ANCHOR_APPEALED] = N_("If you contest a refusal today"),
        [ANCHOR_HAPPENS] = N_("If this happens today"),  [ANCHOR_YEAR] = N_("For everybody"),
    };
    return headings[anchor];
}

/* One date in words.  The caller frees it. */
static char *dates_say(const struct screens *s, const struct calendar_date *date)
{
    char *first = words_date(date->first);
    char *last = words_date(date->last);
    char *right = date->right == RULES_NONE ? NULL : result_title(s, date->right);
    struct i18n_place places[] = {{"first", first}, {"date", last}, {"right", right ? right : ""}};
    char *words = words_fill(dates_words[date->kind], places, 3);
    /* TRANSLATORS: a date from the list above that rests on a source that is not sure */
    char *unsure = words && date->unsure ? words_with(N_("{sentence} (not confirmed)"), "sentence", words) : NULL;
    if (unsure) {
        free(words);
        words = unsure;
    }
    free(first);
    free(last);
    free(right);
    return words;
}

/* True when a date is shown: not of rights that are only possible, and not twice in other words. */
static bool dates_shows(const struct screens *s, const struct calendar *list, uint16_t index)
{
    const struct calendar_date *date = &list->dates[index];
    if (date->right != RULES_NONE && !rules_set_has(s->outcome.walk.certain, date->right))
        return false;
    for (uint16_t i = 0; i < index; i++) {
        const struct calendar_date *other = &list->dates[i];
        bool said = !strstr(dates_words[date->kind], "{right}");
        if (said && other->kind == date->kind && other->first == date->first && other->last == date->last)
            return false;
    }
    return true;
}

void dates_add(const struct screens *s, struct page *page)
{
    struct calendar list;
    calendar_list(&s->session.day, &s->outcome.answers, &s->outcome.walk, &list);
    for (int anchor = ANCHOR_ANSWERS; anchor <= ANCHOR_YEAR; anchor++) {
        bool headed = false;
        for (uint16_t i = 0; i < list.count; i++) {
            if (calendar_anchor((enum calendar_kind)list.dates[i].kind) != (enum calendar_anchor)anchor ||
                !dates_shows(s, &list, i))
                continue;
            if (!headed) {
                page_add_blank(page);
                page_add_heading(page, _(dates_heading((enum calendar_anchor)anchor)));
            }
            headed = true;
            char *words = dates_say(s, &list.dates[i]);
            if (words)
                page_add_indented(page, PAGE_TEXT, 0, 2, words);
            free(words);
        }
    }
}

size_t dates_list_for_sheet(const struct screens *s, char *texts[DATES_MOST])
{
    struct calendar list;
    size_t count = 0;
    calendar_list(&s->session.day, &s->outcome.answers, &s->outcome.walk, &list);
    for (uint16_t i = 0; i < list.count && count < DATES_MOST; i++) {
        bool own = calendar_anchor((enum calendar_kind)list.dates[i].kind) == ANCHOR_ANSWERS;
        char *words = own && dates_shows(s, &list, i) ? dates_say(s, &list.dates[i]) : NULL;
        if (words)
            texts[count++] = words;
    }
    return count;
}
