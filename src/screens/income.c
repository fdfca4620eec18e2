/* The income of the household, in the way that suits the person: a month, twelve months, below
 * or above the limits, none at all, not known.
 * It deliberately does not compare anything itself; the walk does. */
#include <stdlib.h>

#include "i18n/format.h"
#include "rules/rules.h"
#include "screens/internal.h"
#include "util/memory.h"

#define ITEMS_MOST 6

/* One way to answer, or one stretch between the limits. */
struct income_item {
    enum number_mode mode; /* opens a second step; MODE_ASK: answers at once */
    bool unknown;
    int64_t low, high;
};

/* The limits in cents a year; false when the household or the figures are not known. */
static bool income_limits(const struct screens *s, int64_t *free_limit, int64_t *paid_limit)
{
    struct places places = {s->rules, &s->session.day, &s->session.answers, NULL};
    *free_limit = places_find_ceiling(&places, LEVEL_FREE);
    *paid_limit = places_find_ceiling(&places, LEVEL_PAID);
    return *free_limit != WALK_NO_AMOUNT;
}

/* Lists the ways to answer. */
static size_t income_list_ways(const struct screens *s, struct income_item *items)
{
    int64_t free_limit = 0;
    int64_t paid_limit = 0;
    size_t count = 0;
    items[count++] = (struct income_item){.mode = MODE_MONTH};
    items[count++] = (struct income_item){.mode = MODE_YEAR};
    if (income_limits(s, &free_limit, &paid_limit))
        items[count++] = (struct income_item){.mode = MODE_LIMITS};
    items[count++] = (struct income_item){.mode = MODE_ASK};
    items[count++] = (struct income_item){.mode = MODE_SHEET};
    items[count++] = (struct income_item){.unknown = true};
    return count;
}

/* Lists the stretches between the limits. */
static size_t income_list_stretches(const struct screens *s, struct income_item *items)
{
    int64_t free_limit = 0;
    int64_t paid_limit = 0;
    size_t count = 0;
    if (!income_limits(s, &free_limit, &paid_limit))
        return 0;
    int64_t last = paid_limit == WALK_NO_AMOUNT ? free_limit : paid_limit;
    items[count++] = (struct income_item){.low = 0, .high = free_limit};
    if (last > free_limit)
        items[count++] = (struct income_item){.low = free_limit + 1, .high = last};
    items[count++] = (struct income_item){.low = last + 1, .high = CASE_NUMBER_MAX};
    items[count++] = (struct income_item){.unknown = true};
    return count;
}

/* The question of the field: income a month or a year. */
static uint16_t income_question(const struct screens *s, const struct frame *frame)
{
    uint16_t partner = s->rules->questions[frame->question].partner;
    return frame->mode == MODE_MONTH && partner != RULES_NONE ? partner : frame->question;
}

/* The way that the answer given before took. */
static enum number_mode income_way(const struct screens *s, uint16_t question, bool *none)
{
    const struct tree_answer *year = &s->session.answers.answers[question];
    uint16_t partner = s->rules->questions[question].partner;
    *none = case_is_exact(year) && year->low == 0;
    if (partner != RULES_NONE && s->session.answers.answers[partner].state == ANSWER_GIVEN)
        return MODE_MONTH;
    if (*none || year->state != ANSWER_GIVEN)
        return MODE_ASK;
    return year->low == year->high ? MODE_YEAR : MODE_LIMITS;
}

/* Adds the ways to answer. */
static void income_build_ways(struct screens *s, struct page *page)
{
    const struct frame *frame = screens_look(s);
    const struct rules_question *q = &s->rules->questions[frame->question];
    struct income_item items[ITEMS_MOST];
    size_t count = income_list_ways(s, items);
    bool none = false;
    enum number_mode way = income_way(s, frame->question, &none);
    static const char *const words[] = {/* TRANSLATORS: ways to give the income: 66 columns each */
                                        [MODE_ASK] = N_("No income at all"),
                                        [MODE_MONTH] = N_("The amount of one month"),
                                        [MODE_YEAR] = N_("The total of twelve months"),
                                        [MODE_LIMITS] = N_("Only whether it is below or above the limits"),
                                        [MODE_SHEET] = N_("Work it out with a list: wages, benefits, months")};
    page_add_title(page, _("How do you want to give the income of your household?"));
    words_add(page, PAGE_HINT, words_first(s, q->texts, TEXT_QUESTION_HINT));
    page_add_blank(page);
    for (size_t i = 0; i < count; i++) {
        bool chosen = items[i].mode == MODE_ASK ? none : items[i].mode == way;
        if (items[i].unknown)
            page_add_blank(page);
        if (items[i].unknown)
            page_add_choice(page, LABEL_UNKNOWN, _("I do not know"), NULL,
                            session_is_unknown(&s->session, frame->question));
        else
            page_add_choice(page, screens_label(s, i, true), _(words[items[i].mode]), NULL, chosen);
    }
    question_add_why(s, page);
}

/* A stretch in words, by the year or by the month. */
static char *income_stretch(const struct screens *s, const struct income_item *item, bool month)
{
    struct buffer low = {0};
    struct buffer high = {0};
    int64_t from = item->low > 0 ? item->low - 1 : 0;
    i18n_format_euros(&low, month ? money_month(&s->session.day, from) : from);
    if (item->high < CASE_NUMBER_MAX)
        i18n_format_euros(&high, month ? money_month(&s->session.day, item->high) : item->high);
    struct i18n_place places[] = {{"low", buffer_text(&low)}, {"high", buffer_text(&high)}};
    const char *msgid;
    if (item->low == 0)
        msgid = month ? N_("Up to {high} a month") : N_("Up to {high} a year");
    else if (item->high >= CASE_NUMBER_MAX)
        msgid = month ? N_("More than {low} a month") : N_("More than {low} a year");
    else
        msgid = month ? N_("Between {low} and {high} a month") : N_("Between {low} and {high} a year");
    char *words = words_fill(msgid, places, 2);
    buffer_done(&low);
    buffer_done(&high);
    return words;
}

/* Says when the limits are not sure. */
static void income_add_doubt(const struct screens *s, struct page *page)
{
    enum places_doubt doubt = places_find_ceiling_doubt(&s->session.day);
    if (doubt == DOUBT_NONE)
        return;
    page_add_blank(page);
    page_add_text(page, PAGE_WARNING,
                  doubt == DOUBT_EXPIRED ? _("These limits are old amounts. The desk must check them.")
                                         : _("These limits are an estimate. Near a limit, claim anyway."));
}

/* Adds the stretches between the limits. */
static void income_build_stretches(struct screens *s, struct page *page)
{
    const struct frame *frame = screens_look(s);
    const struct rules_question *q = &s->rules->questions[frame->question];
    const struct tree_answer *answer = &s->session.answers.answers[frame->question];
    struct income_item items[ITEMS_MOST];
    size_t count = income_list_stretches(s, items);
    words_add(page, PAGE_TITLE, words_first(s, q->texts, TEXT_QUESTION_TITLE));
    words_add(page, PAGE_HINT, words_first(s, q->texts, TEXT_QUESTION_HINT));
    page_add_blank(page);
    for (size_t i = 0; i < count; i++) {
        bool chosen = answer->state == ANSWER_GIVEN && answer->low == items[i].low && answer->high == items[i].high;
        char *year = items[i].unknown ? NULL : income_stretch(s, &items[i], false);
        char *month = items[i].unknown ? NULL : income_stretch(s, &items[i], true);
        if (items[i].unknown)
            page_add_blank(page);
        page_add_choice(page, items[i].unknown ? LABEL_UNKNOWN : screens_label(s, i, true),
                        items[i].unknown ? _("I do not know") : year, month,
                        items[i].unknown ? answer->state == ANSWER_UNKNOWN : chosen);
        free(year);
        free(month);
    }
    income_add_doubt(s, page);
}

/* The line of the way that the answer given before took; the first where there is no answer. */
static int income_find_way(const struct screens *s)
{
    struct income_item items[ITEMS_MOST];
    size_t count = income_list_ways(s, items);
    uint16_t question = screens_look(s)->question;
    bool none = false;
    enum number_mode way = income_way(s, question, &none);
    bool unknown = session_is_unknown(&s->session, question);
    for (size_t i = 0; i < count; i++)
        if (unknown ? items[i].unknown : items[i].mode == way && (way != MODE_ASK || (none && !items[i].unknown)))
            return (int)i;
    return 0;
}

/* Adds the screen. */
static void income_build(struct screens *s, struct page *page)
{
    struct frame *frame = screens_top(s);
    if (frame->focused < 0 && !frame->moved) {
        number_prefill(s, frame, income_question(s, frame));
        frame->focused = frame->mode == MODE_ASK ? income_find_way(s) : 0;
    }
    if (frame->mode == MODE_ASK)
        income_build_ways(s, page);
    else if (frame->mode == MODE_LIMITS)
        income_build_stretches(s, page);
    else
        number_add_field(s, page, income_question(s, frame));
}

/* Opens the second step. */
static void income_open(struct screens *s, enum number_mode mode)
{
    struct frame *frame = screens_top(s);
    frame->mode = mode;
    frame->focused = -1;
    frame->moved = false;
    frame->scroll = 0;
    frame->typed[0] = '\0';
    s->changed = true;
}

/* An item was chosen. */
static void income_choose(struct screens *s, int chosen)
{
    struct frame *frame = screens_top(s);
    struct income_item items[ITEMS_MOST];
    if (frame->mode == MODE_MONTH || frame->mode == MODE_YEAR) {
        number_accept_field(s, income_question(s, frame));
        return;
    }
    size_t count = frame->mode == MODE_ASK ? income_list_ways(s, items) : income_list_stretches(s, items);
    if (chosen < 0 || (size_t)chosen >= count)
        return;
    const struct income_item *item = &items[chosen];
    if (item->mode == MODE_SHEET) {
        screens_push(s, SCREEN_WORKSHEET);
        return;
    }
    if (item->mode != MODE_ASK) {
        income_open(s, item->mode);
        return;
    }
    if (item->unknown)
        session_record_unknown(&s->session, frame->question);
    else
        session_record_range(&s->session, frame->question, item->low, item->high);
    screens_go_next(s);
}

/* A key for the field. */
static bool income_type(struct screens *s, const struct event *event)
{
    const struct frame *frame = screens_look(s);
    if (frame->mode != MODE_MONTH && frame->mode != MODE_YEAR)
        return false;
    return number_type_key(s, event, income_question(s, frame));
}

/* Goes back to the ways to answer, or to the question before. */
static void income_back(struct screens *s)
{
    struct frame *frame = screens_top(s);
    if (frame->mode == MODE_ASK) {
        screens_go_previous(s);
        return;
    }
    frame->mode = MODE_ASK;
    frame->focused = 0;
    frame->scroll = 0;
    s->changed = true;
}

const struct screen_ops screen_income = {.name = "income",
                                         .section = question_section,
                                         .build = income_build,
                                         .choose = income_choose,
                                         .back = income_back,
                                         .type = income_type};
