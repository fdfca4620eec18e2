/* The same answers on two days: what the other day gives, what changes in between, since when and
 * by which figure.  The other day is typed, or found with left and right: they go from one day
 * on which the law or a figure changes to the next.
 * It deliberately changes no answer: who has been here for eight months has been on both days. */
#include <stdlib.h>
#include <string.h>

#include "i18n/format.h"
#include "rules/rules.h"
#include "screens/result.h"
#include "util/date.h"
#include "util/memory.h"

#define DATE_DIGITS 8

/* The result of the answers on one day. */
struct compare_side {
    struct money_day day;
    struct walk_result walk;
};

/* ---- days ---- */

/* Keeps the better of BEST and DAY: the nearest day beyond FROM in the direction of BY. */
static void compare_offer(int32_t day, int32_t from, int by, int32_t *best)
{
    bool beyond = by > 0 ? day > from : day < from;
    bool nearer = *best == DATE_MIN || (by > 0 ? day < *best : day > *best);
    if (beyond && nearer && day != DATE_MIN && day != DATE_MAX)
        *best = day;
}

/* The next day, in the direction of BY, on which a tree, a test of the date or a figure that the
 * arithmetic knows changes; DATE_MIN when there is none. */
static int32_t compare_find_switch(const struct rules *rules, int32_t from, int by)
{
    int32_t best = DATE_MIN;
    for (uint32_t i = 0; i < rules->tree_count; i++)
        compare_offer(rules->trees[i].from, from, by, &best);
    for (uint32_t i = 0; i < rules->node_count; i++)
        if (rules->nodes[i].split == SPLIT_BEFORE)
            compare_offer(rules->nodes[i].day, from, by, &best);
    for (int figure = 0; figure < FIGURE_COUNT; figure++) {
        if (rules->figures[figure] == RULES_NONE)
            continue;
        const struct rules_parameter *p = &rules->parameters[rules->figures[figure]];
        for (uint32_t v = 0; v < p->version_count; v++)
            compare_offer(rules->versions[p->first_version + v].from, from, by, &best);
    }
    return best;
}

/* The other day to begin with: the last day before the law of today's name came, or a year ago. */
static int32_t compare_first_day(const struct screens *s)
{
    int32_t earlier = compare_find_switch(s->rules, s->options.day, -1);
    return earlier == DATE_MIN ? s->options.day : earlier - 1;
}

/* Computes the result on DAY; false when no rules cover it. */
static bool compare_compute(const struct screens *s, int32_t day, struct compare_side *side)
{
    money_prepare(&side->day, s->rules, day);
    if (!side->day.tree)
        return false;
    walk_run(&side->day, &s->outcome.answers, &side->walk);
    return true;
}

/* What a result says of a right: 2 probably, 1 possible, 0 no. */
static int compare_state(const struct walk_result *walk, uint16_t right)
{
    return rules_set_has(walk->certain, right) ? 2 : rules_set_has(walk->possible, right) ? 1 : 0;
}

/* The first day after FROM, up to TO, on which a right has the state it has on TO. */
static int32_t compare_find_change(const struct screens *s, uint16_t right, int32_t from, int32_t to)
{
    struct compare_side side;
    int32_t found = to;
    int32_t day = to;
    if (!compare_compute(s, to, &side))
        return to;
    int state = compare_state(&side.walk, right);
    while (compare_compute(s, day, &side) && compare_state(&side.walk, right) == state && day > from) {
        int32_t earlier = compare_find_switch(s->rules, day + 1, -1);
        if (earlier == DATE_MIN || earlier <= from)
            break;
        found = earlier;
        day = earlier - 1;
    }
    return found;
}

/* ---- showing ---- */

/* The word for a state. */
static const char *compare_word(int state)
{
    return state == 2 ? _("probably") : state == 1 ? _("possible") : _("no");
}

/* Adds one right: its state on both days and, where they differ, since when. */
static void compare_add_right(const struct screens *s, struct page *page, uint16_t right,
                              const struct compare_side *first, const struct compare_side *last)
{
    int before = compare_state(&first->walk, right);
    int after = compare_state(&last->walk, right);
    const struct rules_text *text =
        rules_first_text(s->rules, s->rules->rights[right].texts, TEXT_RIGHT_TITLE, after ? last->day.day : first->day.day);
    struct buffer states = {0};
    if ((!before && !after) || !text)
        return;
    buffer_add_format(&states, before == after ? "  %s" : "* %s → %s", compare_word(before), compare_word(after));
    page_add_pair(page, before == after ? PAGE_TEXT : PAGE_WARNING, buffer_text(&states), i18n_rules_text(s->rules, text));
    buffer_done(&states);
    if (before == after)
        return;
    char *date = words_date(compare_find_change(s, right, first->day.day, last->day.day));
    char *since = words_with(N_("changes on {date}"), "date", date);
    page_add_indented(page, PAGE_HINT, 4, 0, since);
    free(since);
    free(date);
}

/* Adds the ceilings where they differ. */
static void compare_add_ceiling(struct page *page, const char *name, int64_t before, int64_t after)
{
    struct buffer amounts = {0};
    if (before == after || before == WALK_NO_AMOUNT || after == WALK_NO_AMOUNT)
        return;
    i18n_format_euros(&amounts, before);
    buffer_add(&amounts, " → ");
    i18n_format_euros(&amounts, after);
    page_add_pair(page, PAGE_TEXT, name, buffer_text(&amounts));
    buffer_done(&amounts);
}

/* Adds both results, the earlier day first. */
static void compare_add_sides(const struct screens *s, struct page *page, const struct compare_side *first,
                              const struct compare_side *last)
{
    char *from = words_date(first->day.day);
    char *to = words_date(last->day.day);
    struct i18n_place days[] = {{"first", from}, {"last", to}};
    /* TRANSLATORS: heading over two results, of two days: 70 columns */
    char *heading = words_fill(N_("{first} → {last}"), days, 2);
    page_add_heading(page, heading);
    for (uint16_t right = 0; right < s->rules->right_count; right++)
        compare_add_right(s, page, right, first, last);
    page_add_blank(page);
    compare_add_ceiling(page, _("Limit for free cover"), first->walk.ceiling_free, last->walk.ceiling_free);
    compare_add_ceiling(page, _("Limit for cover with a contribution"), first->walk.ceiling_paid,
                        last->walk.ceiling_paid);
    free(heading);
    free(from);
    free(to);
}

/* What is typed of a day, with what is still to come as dashes: "2012-1_-__". */
static void compare_spell(const struct frame *frame, struct buffer *out)
{
    static const char shape[] = "____-__-__";
    size_t typed = strlen(frame->typed);
    size_t digit = 0;
    for (const char *c = shape; *c; c++) {
        bool place = *c == '_';
        buffer_add_char(out, place && digit < typed ? frame->typed[digit] : *c);
        digit += place;
    }
}

/* Adds the day being typed, or how to choose one. */
static void compare_add_field(const struct screens *s, struct page *page)
{
    const struct frame *frame = screens_look(s);
    struct buffer typed = {0};
    if (frame->typed[0]) {
        compare_spell(frame, &typed);
        words_add(page, PAGE_TITLE, words_with(N_("Other day: {date}"), "date", buffer_text(&typed)));
    } else {
        page_add_title(page, _("The same answers on two days"));
    }
    page_add_text(page, PAGE_HINT, _("Type another day: year, month, day. Left and right: the day of the change before or after."));
    buffer_done(&typed);
}

/* Adds the page. */
static void compare_build(struct screens *s, struct page *page)
{
    struct frame *frame = screens_top(s);
    struct compare_side here;
    struct compare_side there;
    if (!frame->opened) {
        frame->opened = true;
        frame->other_day = compare_first_day(s);
    }
    compare_add_field(s, page);
    page_add_blank(page);
    if (!compare_compute(s, s->options.day, &here) || !compare_compute(s, frame->other_day, &there))
        page_add_text(page, PAGE_ERROR, _("There are no rules for that day. They begin on 1 January 2000."));
    else if (frame->other_day <= s->options.day)
        compare_add_sides(s, page, &there, &here);
    else
        compare_add_sides(s, page, &here, &there);
}

/* The section. */
static const char *compare_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Two days");
}

/* ---- keys ---- */

/* Takes the eight digits as a day, where they are one. */
static void compare_take(struct screens *s)
{
    struct frame *frame = screens_top(s);
    struct buffer date = {0};
    int32_t day = 0;
    compare_spell(frame, &date);
    if (date_parse(buffer_text(&date), &day))
        frame->other_day = day;
    else
        s->front->bell(s->front);
    frame->typed[0] = '\0';
    frame->scroll = 0;
    buffer_done(&date);
}

/* A digit of the day. */
static bool compare_type(struct screens *s, const struct event *event)
{
    struct frame *frame = screens_top(s);
    size_t length = strlen(frame->typed);
    if (event->key == FRONT_KEY_BACKSPACE && length > 0) {
        frame->typed[length - 1] = '\0';
        return true;
    }
    if (event->key == FRONT_KEY_CLEAR)
        frame->typed[0] = '\0';
    if (event->key != FRONT_KEY_DIGIT)
        return event->key == FRONT_KEY_CLEAR;
    frame->typed[length] = event->character;
    frame->typed[length + 1] = '\0';
    if (length + 1 == DATE_DIGITS)
        compare_take(s);
    return true;
}

/* Goes to the day before the change before, or of the change after. */
static void compare_turn(struct screens *s, int by)
{
    struct frame *frame = screens_top(s);
    int32_t day = by > 0 ? compare_find_switch(s->rules, frame->other_day, 1)
                         : compare_find_switch(s->rules, frame->other_day, -1);
    if (day == DATE_MIN || (by < 0 && !rules_tree_on(s->rules, day - 1)))
        return;
    frame->other_day = by > 0 ? day : day - 1;
    frame->scroll = 0;
}

/* Enter goes back. */
static void compare_accept(struct screens *s)
{
    screens_pop(s);
}

const struct screen_ops screen_compare = {.name = "compare",
                                          .section = compare_section,
                                          .build = compare_build,
                                          .accept = compare_accept,
                                          .turn = compare_turn,
                                          .type = compare_type};
