/* The desk: all answers and the result on one screen, for a volunteer who types fast.
 *
 * Every question that matters is a line; a digit answers the line that is marked and goes on to
 * the next one without an answer.  What nobody said has the usual answer and stands below, to be
 * changed where it is wrong.  The result is computed anew at every key, and what the last
 * answer changed is marked.  It deliberately stores nothing about a person. */
#include <stdlib.h>
#include <string.h>

#include "i18n/format.h"
#include "rules/rules.h"
#include "screens/result.h"
#include "util/memory.h"

#define LOST_MOST 3     /* rights just taken away that are named */
#define POSSIBLE_MOST 5 /* unchanged possible rights that are named */

/* The lines, in the order shown. */
struct desk_rows {
    uint16_t questions[RULES_MAX_QUESTIONS];
    size_t count;
    size_t first_assumed; /* from here on: not said, the usual answer */
};

/* ---- lines ---- */

/* True when QUESTION is answered together with another one, which has the line. */
static bool desk_is_partner(const struct screens *s, uint16_t question)
{
    for (uint16_t i = 0; i < s->rules->question_count; i++)
        if (s->rules->questions[i].partner == question)
            return true;
    return false;
}

/* True when nobody answered QUESTION but it has a usual answer.  The household has none here: the
 * income is compared by it. */
static bool desk_is_assumed(const struct screens *s, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    bool usual = q->absent_option != RULES_NONE || (q->absent_number >= 0 && question != s->rules->keys[KEY_HOUSEHOLD]);
    return usual && !session_has(&s->session, question);
}

/* True when QUESTION is a detail of an answer that nobody gave, or gave otherwise. */
static bool desk_is_idle_detail(const struct screens *s, uint16_t question)
{
    uint16_t whole = s->rules->questions[question].follows;
    if (whole == RULES_NONE || session_has(&s->session, question))
        return false;
    const struct tree_answer *answer = &s->session.answers.answers[whole];
    if (question == s->rules->keys[KEY_HOUSING_BENEFIT_MONTH])
        return answer->state != ANSWER_GIVEN || answer->option != s->rules->known_options[OPTION_HOUSING_BENEFIT];
    return answer->state == ANSWER_ABSENT || !walk_fits_question(s->rules, &s->session.answers, question);
}

/* Lists the questions that matter, those with an assumed answer last. */
static void desk_list(const struct screens *s, struct desk_rows *rows)
{
    uint32_t used = session_used(&s->session);
    rows->count = 0;
    for (int assumed = 0; assumed < 2; assumed++) {
        rows->first_assumed = assumed ? rows->first_assumed : 0;
        for (uint16_t i = 0; i < s->rules->question_count; i++) {
            uint16_t partner = s->rules->questions[i].partner;
            bool matters = (used >> i & 1) || (partner != RULES_NONE && (used >> partner & 1));
            matters = matters && !desk_is_idle_detail(s, i) &&
                      (session_has(&s->session, i) || walk_fits_question(s->rules, &s->session.answers, i));
            if (matters && !desk_is_partner(s, i) && desk_is_assumed(s, i) == (assumed == 1))
                rows->questions[rows->count++] = i;
        }
        if (!assumed)
            rows->first_assumed = rows->count;
    }
}

uint16_t desk_find_marked(const struct screens *s, const struct frame *frame)
{
    struct desk_rows rows;
    desk_list(s, &rows);
    return frame->focused >= 0 && (size_t)frame->focused < rows.count ? rows.questions[frame->focused] : RULES_NONE;
}

/* The question of the marked line, or RULES_NONE. */
static uint16_t desk_question(const struct screens *s)
{
    return desk_find_marked(s, screens_look(s));
}

/* Marks the line of QUESTION. */
static void desk_mark(struct screens *s, uint16_t question)
{
    struct desk_rows rows;
    desk_list(s, &rows);
    for (size_t i = 0; i < rows.count; i++)
        if (rows.questions[i] == question)
            screens_top(s)->focused = (int)i;
}

/* Marks the first line that needs an answer; where none does, the line of QUESTION stays. */
static void desk_go_on(struct screens *s, uint16_t question)
{
    struct desk_rows rows;
    struct frame *frame = screens_top(s);
    desk_list(s, &rows);
    frame->group = RULES_NONE;
    frame->typed[0] = '\0';
    desk_mark(s, question);
    for (size_t i = 0; i < rows.first_assumed; i++)
        if (!session_has(&s->session, rows.questions[i])) {
            frame->focused = (int)i;
            return;
        }
}

/* ---- result ---- */

/* Remembers the result before an answer changes. */
static void desk_remember(struct screens *s)
{
    s->before_certain = s->outcome.walk.certain;
    s->before_possible = s->outcome.walk.possible;
}

/* Computes the result of what was said and of the usual answers. */
static void desk_compute(struct screens *s)
{
    s->outcome.answers = session_settle(&s->session);
    walk_run(&s->session.day, &s->outcome.answers, &s->outcome.walk);
    if (!s->session.answered)
        desk_remember(s); /* nothing has changed yet */
}

/* True for a right that the last answer changed. */
static bool desk_is_changed(const struct screens *s, uint16_t right)
{
    return rules_set_has(s->outcome.walk.certain, right) != rules_set_has(s->before_certain, right) ||
           rules_set_has(s->outcome.walk.possible, right) != rules_set_has(s->before_possible, right);
}

/* Adds one line of the result. */
static void desk_add_right(const struct screens *s, struct page *page, uint16_t right, const char *state)
{
    char *title = result_title(s, right);
    struct buffer line = {0};
    buffer_add_format(&line, "%s%s", desk_is_changed(s, right) ? "*" : " ", state);
    page_add_pair(page, PAGE_TEXT, buffer_text(&line), title ? title : "");
    buffer_done(&line);
    free(title);
}

/* Adds the rights that the last answer took away, a few of them. */
static void desk_add_lost(const struct screens *s, struct page *page)
{
    struct rules_set now = rules_set_union(s->outcome.walk.certain, s->outcome.walk.possible);
    struct rules_set lost = rules_set_minus(rules_set_union(s->before_certain, s->before_possible), now);
    int added = 0;
    for (uint16_t right = 0; right < s->rules->right_count; right++)
        if (rules_set_has(lost, right) && s->rules->rights[right].kind != RIGHT_NOTE && added++ < LOST_MOST)
            /* TRANSLATORS: behind a right on the screen of the desk: 16 columns each */
            desk_add_right(s, page, right, _("no longer"));
}

/* The word for how sure a right is. */
static const char *desk_state(const struct screens *s, const struct result_item *item)
{
    if (result_is_possible(item->part))
        return _("possible");
    if (item->part == PART_NOTES)
        return _("note");
    return s->rules->rights[item->right].kind == RIGHT_NOW ? _("today") : _("probably");
}

/* Adds the rights of the list that are CHANGED or not, POSSIBLE or not; of the possible ones that
 * did not change a few, and how many more. */
static void desk_add_some(const struct screens *s, struct page *page, const struct result_item *items, size_t count,
                          bool changed, bool possible)
{
    int added = 0;
    int more = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i].part == PART_POSSIBLE_NOTES || result_is_possible(items[i].part) != possible ||
            desk_is_changed(s, items[i].right) != changed)
            continue;
        if (changed || !possible || added++ < POSSIBLE_MOST)
            desk_add_right(s, page, items[i].right, desk_state(s, &items[i]));
        else
            more++;
    }
    struct buffer number = {0};
    i18n_format_number(&number, (int64_t)more * 100);
    if (more)
        words_add(page, PAGE_HINT, words_with(N_("and {n} more that are possible"), "n", buffer_text(&number)));
    buffer_done(&number);
}

/* Adds the result: what is sure, then what is possible; what changed before the others. */
static void desk_add_result(const struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    char *warnings[RESULT_WARNINGS_MOST];
    size_t count = result_list(s, items);
    page_add_blank(page);
    page_add_heading(page, _("Result"));
    desk_add_some(s, page, items, count, true, false);
    desk_add_some(s, page, items, count, false, false);
    desk_add_some(s, page, items, count, true, true);
    desk_add_lost(s, page);
    desk_add_some(s, page, items, count, false, true);
    size_t warned = result_list_warnings(s, warnings);
    for (size_t i = 0; i < warned; i++)
        words_add(page, PAGE_WARNING, warnings[i]);
}

/* ---- building ---- */

/* The usual answer of a question in words.  The caller frees it. */
static char *desk_usual(const struct screens *s, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    struct tree_case usual = {0};
    if (q->kind == QUESTION_CHOICE)
        case_set_option(&usual, question, q->absent_option);
    else
        case_set_number(&usual, question, q->absent_number);
    return words_answer(s, &usual, question);
}

/* What stands in the second column of a line.  The caller frees it. */
static char *desk_value(const struct screens *s, uint16_t question, bool focused)
{
    const struct frame *frame = screens_look(s);
    if (focused && frame->typed[0]) {
        struct buffer typed = {0};
        buffer_add_format(&typed, "%s_", frame->typed);
        return typed.data;
    }
    if (session_has(&s->session, question))
        return words_answer(s, &s->session.answers, question);
    return desk_is_assumed(s, question) ? desk_usual(s, question) : memory_copy_text("?");
}

/* Adds the ways to answer a number. */
static void desk_add_number_ways(const struct screens *s, uint16_t question, struct buffer *out)
{
    struct places places = {s->rules, &s->session.day, &s->session.answers, NULL};
    int64_t free_limit = places_find_ceiling(&places, LEVEL_FREE);
    int64_t paid_limit = places_find_ceiling(&places, LEVEL_PAID);
    if (s->rules->questions[question].kind != QUESTION_AMOUNT || s->rules->questions[question].partner == RULES_NONE) {
        buffer_add(out, _("Number and Enter; Enter alone: I do not know"));
        return;
    }
    buffer_add(out, _("Amount and Enter: a year; amount and M: a month; Enter alone: I do not know"));
    if (free_limit == WALK_NO_AMOUNT)
        return;
    struct buffer low = {0};
    struct buffer high = {0};
    i18n_format_euros(&low, free_limit);
    if (paid_limit != WALK_NO_AMOUNT)
        i18n_format_euros(&high, paid_limit);
    struct i18n_place limits[] = {{"low", buffer_text(&low)}, {"high", buffer_text(&high)}};
    /* TRANSLATORS: keys on the screen of the desk, for an income below, between and above the limits */
    char *words = paid_limit == WALK_NO_AMOUNT
                      ? words_fill(N_("< up to {low} a year, > more"), limits, 1)
                      : words_fill(N_("< up to {low} a year, = up to {high}, > more"), limits, 2);
    buffer_add(out, " ");
    buffer_add(out, words);
    const char *doubt = words_doubt(places_find_ceiling_doubt(&s->session.day));
    buffer_add(out, *doubt ? " " : "");
    buffer_add(out, doubt);
    free(words);
    buffer_done(&low);
    buffer_done(&high);
}

/* Appends the ways to answer the marked line. */
static void desk_add_ways(const struct screens *s, uint16_t question, struct buffer *out)
{
    if (s->rules->questions[question].kind == QUESTION_CHOICE)
        question_add_numbered(s, question, screens_look(s)->group, out);
    else
        desk_add_number_ways(s, question, out);
}

/* Adds the marked line: its answers stand below it and stay on the screen with it. */
static void desk_add_marked(const struct screens *s, struct page *page, uint16_t question, const char *name,
                            const char *value)
{
    struct buffer ways = {0};
    struct i18n_place places[] = {{"name", name}, {"value", value}};
    /* TRANSLATORS: the marked line of the desk: a question and its answer */
    char *words = words_fill(N_("{name}: {value}"), places, 2);
    desk_add_ways(s, question, &ways);
    page_add_choice(page, "", words, buffer_text(&ways), false);
    free(words);
    buffer_done(&ways);
}

/* Adds the lines from FIRST to before LAST. */
static void desk_add_rows(const struct screens *s, struct page *page, const struct desk_rows *rows, size_t first,
                          size_t last)
{
    for (size_t i = first; i < last; i++) {
        bool focused = screens_look(s)->focused == (int)i;
        char *name = words_name(s, &s->session.answers, rows->questions[i]);
        char *value = desk_value(s, rows->questions[i], focused);
        if (focused)
            desk_add_marked(s, page, rows->questions[i], name, value ? value : "");
        else
            page_add_entry(page, "", name, value ? value : "", NULL);
        free(name);
        free(value);
    }
}

/* Adds the screen. */
static void desk_build(struct screens *s, struct page *page)
{
    struct desk_rows rows;
    desk_compute(s);
    desk_list(s, &rows);
    if (screens_look(s)->focused < 0)
        desk_go_on(s, RULES_NONE);
    if (screens_look(s)->focused < 0)
        screens_top(s)->focused = 0;
    if (s->options.day != s->start_day) {
        char *day = words_date(s->options.day);
        words_add(page, PAGE_WARNING, words_with(N_("This visit is decided with the rules of {date}, as its code says."), "date", day));
        free(day);
    }
    desk_add_rows(s, page, &rows, 0, rows.first_assumed);
    desk_add_result(s, page);
    if (rows.first_assumed < rows.count) {
        page_add_blank(page);
        page_add_heading(page, _("Assumed; change what is wrong"));
    }
    desk_add_rows(s, page, &rows, rows.first_assumed, rows.count);
}

/* The section. */
static const char *desk_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Desk");
}

/* ---- answering ---- */

/* Records that nobody knows. */
static void desk_record_unknown(struct screens *s, uint16_t question)
{
    desk_remember(s);
    session_record_unknown(&s->session, question);
    desk_go_on(s, question);
}

/* A digit on a choice: an option, a group to open, or 9. */
static bool desk_choose_digit(struct screens *s, uint16_t question, int digit)
{
    struct frame *frame = screens_top(s);
    uint16_t option = RULES_NONE;
    uint16_t group = frame->group;
    if (digit == 9) {
        desk_record_unknown(s, question);
    } else if (!question_find_numbered(s, question, digit, &group, &option)) {
        frame->problem = PROBLEM_NO_SUCH;
        s->front->bell(s->front);
    } else if (option == RULES_NONE) {
        frame->group = group;
    } else {
        desk_remember(s);
        session_record_option(&s->session, question, option);
        desk_go_on(s, question);
        if (rules_option(s->rules, question, option)->emergency)
            screens_push(s, SCREEN_EMERGENCY);
    }
    return true;
}

/* Records the number typed for QUESTION, or says what is wrong with it. */
static void desk_record_number(struct screens *s, uint16_t question)
{
    struct frame *frame = screens_top(s);
    uint16_t row = desk_question(s);
    int64_t number = 0;
    desk_remember(s);
    frame->question = question; /* the problem is said with its limits */
    if (!number_read(frame, &number))
        frame->problem = PROBLEM_NUMBER;
    else
        frame->problem = number_problem(session_record_number(&s->session, question, number));
    if (frame->problem == PROBLEM_NONE)
        desk_go_on(s, row);
    else
        s->front->bell(s->front);
}

/* Records an income below, between or above the limits; false when there are none. */
static bool desk_record_range(struct screens *s, uint16_t question, char sign)
{
    struct places places = {s->rules, &s->session.day, &s->session.answers, NULL};
    int64_t low = places_find_ceiling(&places, LEVEL_FREE);
    int64_t high = places_find_ceiling(&places, LEVEL_PAID);
    int64_t top = high == WALK_NO_AMOUNT ? low : high;
    if (low == WALK_NO_AMOUNT || (sign == '=' && high == WALK_NO_AMOUNT))
        return false;
    desk_remember(s);
    session_record_range(&s->session, question, sign == '<' ? 0 : sign == '=' ? low + 1 : top + 1,
                         sign == '<' ? low : sign == '=' ? high : CASE_NUMBER_MAX);
    desk_go_on(s, question);
    return true;
}

/* A key on a line with a number. */
static bool desk_type_number(struct screens *s, uint16_t question, const struct event *event)
{
    struct frame *frame = screens_top(s);
    const struct rules_question *q = &s->rules->questions[question];
    bool income = q->kind == QUESTION_AMOUNT && q->partner != RULES_NONE;
    if (income && event->character == 'm' && frame->typed[0]) {
        desk_record_number(s, q->partner);
        return true;
    }
    if (income && (event->character == '<' || event->character == '=' || event->character == '>'))
        return desk_record_range(s, question, event->character) || (s->front->bell(s->front), true);
    if (event->key != FRONT_KEY_DIGIT && event->key != FRONT_KEY_BACKSPACE && event->character != '.' &&
        event->character != ',')
        return false;
    if (event->key != FRONT_KEY_DIGIT && !frame->typed[0])
        return false;
    int focused = frame->focused;
    bool used = number_type_key(s, event, question);
    frame->focused = focused;
    return used;
}

/* A key that answers the marked line. */
static bool desk_type(struct screens *s, const struct event *event)
{
    uint16_t question = desk_question(s);
    if (question == RULES_NONE)
        return false;
    if (s->rules->questions[question].kind != QUESTION_CHOICE)
        return desk_type_number(s, question, event);
    return event->key == FRONT_KEY_DIGIT && event->digit > 0 && desk_choose_digit(s, question, event->digit);
}

/* Enter: takes the number typed, "I do not know" where none was, or goes to the next line. */
static void desk_accept(struct screens *s)
{
    struct frame *frame = screens_top(s);
    uint16_t question = desk_question(s);
    if (question == RULES_NONE)
        return;
    bool number = s->rules->questions[question].kind != QUESTION_CHOICE;
    if (number && frame->typed[0])
        desk_record_number(s, question);
    else if (number && !session_has(&s->session, question) && !desk_is_assumed(s, question))
        desk_record_unknown(s, question);
    else
        page_move(s->page, PAGE_STEP_DOWN, &frame->focused, &frame->scroll);
}

/* A line was chosen: it is marked. */
static void desk_choose(struct screens *s, int item)
{
    screens_top(s)->focused = item;
    screens_top(s)->group = RULES_NONE;
    screens_top(s)->typed[0] = '\0';
}

/* Esc: what was typed, then the open group; then leave? */
static void desk_back(struct screens *s)
{
    struct frame *frame = screens_top(s);
    if (frame->typed[0] || frame->group != RULES_NONE) {
        frame->typed[0] = '\0';
        frame->group = RULES_NONE;
    } else {
        screens_push(s, SCREEN_QUIT);
    }
}

void desk_open_result(struct screens *s)
{
    screens_go_result(s);
}

const struct screen_ops screen_desk = {.name = "desk",
                                       .section = desk_section,
                                       .build = desk_build,
                                       .choose = desk_choose,
                                       .accept = desk_accept,
                                       .back = desk_back,
                                       .type = desk_type};
