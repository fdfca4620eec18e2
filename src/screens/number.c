/* A number: one field, and "I do not know" under it.
 * Digits are digits here, every other key keeps its meaning.  It deliberately asks no cents
 * and no birth date; what is typed stays in memory only. */
#include <stdlib.h>
#include <string.h>

#include "i18n/format.h"
#include "rules/rules.h"
#include "screens/internal.h"
#include "util/date.h"
#include "util/decimal.h"
#include "util/memory.h"

#define WHOLE_DIGITS_MOST 7 /* before the point */

/* The question with the answer "since I arrived". */
#define SINCE_ARRIVAL "irregular-months"

/* ---- what is typed ---- */

bool number_read(const struct frame *frame, int64_t *hundredths)
{
    char digits[FIELD_MOST + 1];
    memcpy(digits, frame->typed, sizeof digits);
    size_t length = strlen(digits);
    if (length > 0 && digits[length - 1] == '.')
        digits[length - 1] = '\0';
    return decimal_parse(digits, 2, hundredths);
}

void number_prefill(const struct screens *s, struct frame *frame, uint16_t question)
{
    const struct tree_answer *answer = &s->session.answers.answers[question];
    frame->typed[0] = '\0';
    if (!case_is_exact(answer) || answer->low / 100 > 9999999)
        return;
    struct buffer digits = {0};
    buffer_add_format(&digits, "%d", (int)(answer->low / 100));
    if (answer->low % 100)
        buffer_add_format(&digits, ".%02d", (int)(answer->low % 100));
    memcpy(frame->typed, buffer_text(&digits), digits.length + 1);
    frame->filled = true;
    buffer_done(&digits);
}

/* Adds C to the field where there is room. */
static void number_add_char(struct frame *frame, char c)
{
    size_t length = strlen(frame->typed);
    if (length >= FIELD_MOST)
        return;
    frame->typed[length] = c;
    frame->typed[length + 1] = '\0';
}

/* Takes the point out: "1.450" is a thousand, four hundred and fifty in many languages. */
static void number_join(struct frame *frame, char *point)
{
    memmove(point, point + 1, strlen(point));
    frame->stopped = false;
}

/* Adds a digit. */
static void number_add_digit(struct screens *s, struct frame *frame, uint16_t question, char digit)
{
    if (frame->filled)
        frame->typed[0] = '\0';
    frame->filled = false;
    char *point = strchr(frame->typed, '.');
    size_t decimals = point ? strlen(point + 1) : 0;
    if (frame->stopped || (!point && strlen(frame->typed) >= WHOLE_DIGITS_MOST))
        return;
    if (decimals == 2 && s->rules->questions[question].kind != QUESTION_AMOUNT)
        return;
    if (decimals == 2)
        number_join(frame, point);
    if (strcmp(frame->typed, "0") == 0)
        frame->typed[0] = '\0';
    number_add_char(frame, digit);
}

/* A point or comma; false when it means "back". */
static bool number_add_point(struct screens *s, struct frame *frame, uint16_t question, bool may_go_back)
{
    bool empty = frame->typed[0] == '\0';
    if (empty || frame->filled || frame->stopped || strchr(frame->typed, '.'))
        return !may_go_back;
    if (s->rules->questions[question].whole) {
        frame->stopped = true;
        frame->problem = PROBLEM_NOT_WHOLE;
    } else {
        number_add_char(frame, '.');
    }
    return true;
}

/* Takes the last digit away; false when there is none. */
static bool number_erase_last(struct frame *frame)
{
    size_t length = strlen(frame->typed);
    frame->filled = frame->stopped = false;
    if (length == 0)
        return false;
    frame->typed[length - 1] = '\0';
    return true;
}

bool number_type_key(struct screens *s, const struct event *event, uint16_t question)
{
    struct frame *frame = screens_top(s);
    bool used = true;
    if (event->key == FRONT_KEY_DIGIT)
        number_add_digit(s, frame, question, event->character);
    else if (event->key == FRONT_KEY_DELETE || event->character == '.')
        used = number_add_point(s, frame, question, true);
    else if (event->character == ',')
        used = number_add_point(s, frame, question, false);
    else if (event->key == FRONT_KEY_BACKSPACE)
        used = number_erase_last(frame);
    else if (event->key == FRONT_KEY_CLEAR)
        frame->typed[0] = '\0';
    else if (event->key == FRONT_KEY_OTHER)
        frame->problem = PROBLEM_NUMBER;
    else
        return event->character == ' ';
    if (event->key == FRONT_KEY_CLEAR)
        frame->filled = frame->stopped = false;
    if (used)
        frame->focused = frame->scroll = 0;
    return used;
}

enum frame_problem number_problem(enum session_problem problem)
{
    switch (problem) {
    case SESSION_TOO_SMALL:
        return PROBLEM_TOO_SMALL;
    case SESSION_TOO_LARGE:
        return PROBLEM_TOO_LARGE;
    case SESSION_NOT_WHOLE:
        return PROBLEM_NOT_WHOLE;
    default:
        return PROBLEM_NONE;
    }
}

void number_accept_field(struct screens *s, uint16_t question)
{
    struct frame *frame = screens_top(s);
    int64_t number = 0;
    bool unknown = page_focused(s->page) > 0 || frame->typed[0] == '\0';
    if (unknown) {
        session_record_unknown(&s->session, frame->question);
        screens_go_next(s);
    } else if (frame->stopped) {
        frame->problem = PROBLEM_NOT_WHOLE;
    } else if (!number_read(frame, &number)) {
        frame->problem = PROBLEM_NUMBER;
    } else {
        frame->problem = number_problem(session_record_number(&s->session, question, number));
        if (frame->problem == PROBLEM_NONE)
            screens_go_next(s);
    }
    if (screens_top(s)->problem != PROBLEM_NONE)
        s->front->bell(s->front);
}

/* ---- what is shown ---- */

/* What stands behind the field. */
static const char *number_unit(uint16_t unit)
{
    switch (unit) {
    case UNIT_YEARS:
        /* TRANSLATORS: behind a field for a number: 20 columns each */
        return _("years");
    case UNIT_MONTHS:
        return _("months");
    case UNIT_PERSONS:
        return _("people");
    case UNIT_EUROS_YEAR:
        return _("euros in 12 months");
    default:
        return _("euros a month");
    }
}

/* Columns for the digits of a field. */
static int number_room(uint16_t unit)
{
    return unit == UNIT_YEARS || unit == UNIT_PERSONS ? 4 : unit == UNIT_MONTHS ? 7 : 10;
}

/* What was typed, grouped as the language does. */
static void number_format(const struct frame *frame, struct buffer *out)
{
    const char *point = strchr(frame->typed, '.');
    int64_t whole = 0;
    for (const char *c = frame->typed; *c && *c != '.'; c++)
        whole = whole * 10 + (*c - '0');
    if (frame->typed[0])
        i18n_format_number(out, whole * 100);
    if (point) {
        buffer_add(out, i18n_text_in("number format", "."));
        buffer_add(out, point + 1);
    }
    buffer_add(out, "");
}

/* Says since when so many months are. */
static void number_add_echo(const struct screens *s, const struct frame *frame, struct page *page)
{
    int64_t months = 0;
    if (!number_read(frame, &months) || months > 150000)
        return;
    char *date = words_date(date_subtract_months(s->options.day, months));
    /* TRANSLATORS: under a number of months; {date} is a day in words */
    char *words = words_with(N_("That is since {date}."), "date", date);
    page_add_indented(page, PAGE_HINT, 4, 0, words);
    free(words);
    free(date);
}

void number_add_field(struct screens *s, struct page *page, uint16_t question)
{
    struct frame *frame = screens_top(s);
    const struct rules_question *q = &s->rules->questions[question];
    struct buffer digits = {0};
    number_format(frame, &digits);
    words_add(page, PAGE_TITLE, words_first(s, q->texts, TEXT_QUESTION_TITLE));
    words_add(page, PAGE_HINT, words_first(s, q->texts, TEXT_QUESTION_HINT));
    page_add_blank(page);
    page_add_field(page, "", buffer_text(&digits), number_room(q->unit), number_unit(q->unit));
    if (q->unit == UNIT_MONTHS)
        number_add_echo(s, frame, page);
    page_add_blank(page);
    page_add_choice(page, "", _("I do not know"), _("Or leave the field empty and press Enter."),
                    session_is_unknown(&s->session, question));
    question_add_why(s, page);
    buffer_done(&digits);
}

/* True where a choice comes before the field. */
static bool number_asks_first(const struct screens *s, uint16_t question)
{
    return strcmp(rules_string(s->rules, s->rules->questions[question].id), SINCE_ARRIVAL) == 0;
}

/* Adds the choice before the field: since I arrived, a number, or not known. */
static void number_build_choice(struct screens *s, struct page *page)
{
    struct frame *frame = screens_top(s);
    const struct rules_question *q = &s->rules->questions[frame->question];
    bool answered = session_has(&s->session, frame->question);
    uint8_t state = s->session.answers.answers[frame->question].state;
    words_add(page, PAGE_TITLE, words_first(s, q->texts, TEXT_QUESTION_TITLE));
    words_add(page, PAGE_HINT, words_first(s, q->texts, TEXT_QUESTION_HINT));
    page_add_blank(page);
    /* TRANSLATORS: answers to "How many months have you been here without a right to stay?": 66 columns each */
    page_add_choice(page, "1", _("Since the day I arrived"), NULL, answered && state == ANSWER_ABSENT);
    page_add_choice(page, "2", _("For less time: I type the months"), NULL, state == ANSWER_GIVEN);
    page_add_blank(page);
    page_add_choice(page, LABEL_UNKNOWN, _("I do not know"), NULL, state == ANSWER_UNKNOWN);
    question_add_why(s, page);
}

/* Adds the screen. */
static void number_build(struct screens *s, struct page *page)
{
    struct frame *frame = screens_top(s);
    if (frame->focused < 0 && !frame->moved) {
        number_prefill(s, frame, frame->question);
        frame->focused = 0;
    }
    if (frame->mode == MODE_ASK && number_asks_first(s, frame->question))
        number_build_choice(s, page);
    else
        number_add_field(s, page, frame->question);
}

/* True while the choice before the field is shown. */
static bool number_is_choice(const struct screens *s)
{
    const struct frame *frame = screens_look(s);
    return frame->mode == MODE_ASK && number_asks_first(s, frame->question);
}

/* An item of the choice was chosen. */
static void number_choose(struct screens *s, int item)
{
    struct frame *frame = screens_top(s);
    if (!number_is_choice(s)) {
        number_accept_field(s, frame->question);
    } else if (item == 1) {
        frame->mode = MODE_MONTH;
        frame->focused = -1;
        frame->moved = false;
        s->changed = true;
    } else {
        if (item == 0)
            session_record_elsewhere(&s->session, frame->question);
        else
            session_record_unknown(&s->session, frame->question);
        screens_go_next(s);
    }
}

/* A key for the field. */
static bool number_type(struct screens *s, const struct event *event)
{
    return !number_is_choice(s) && number_type_key(s, event, screens_look(s)->question);
}

/* Goes back to the choice, or to the question before. */
static void number_back(struct screens *s)
{
    struct frame *frame = screens_top(s);
    if (frame->mode == MODE_ASK) {
        screens_go_previous(s);
        return;
    }
    frame->mode = MODE_ASK;
    frame->focused = 1;
    s->changed = true;
}

const struct screen_ops screen_number = {.name = "number",
                                         .section = question_section,
                                         .build = number_build,
                                         .choose = number_choose,
                                         .back = number_back,
                                         .type = number_type};
