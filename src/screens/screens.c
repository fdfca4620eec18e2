/* The driver: the stack of screens, and what every event means on all of them.
 * It deliberately knows no question and no right; each screen is a file of its own. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "screens/screens.h"

#include <stdlib.h>
#include <string.h>

#include "i18n/format.h"
#include "rules/rules.h"
#include "screens/internal.h"
#include "util/memory.h"

static const struct screen_ops *const screens_table[SCREEN_COUNT] = {
    [SCREEN_LANGUAGE] = &screen_language, [SCREEN_QUESTION] = &screen_question,
    [SCREEN_NUMBER] = &screen_number,     [SCREEN_INCOME] = &screen_income,
    [SCREEN_REVIEW] = &screen_review,     [SCREEN_RESULT] = &screen_result,
    [SCREEN_RIGHT] = &screen_right,       [SCREEN_OUTDATED] = &screen_outdated,
    [SCREEN_TAKEAWAY] = &screen_takeaway, [SCREEN_CODE] = &screen_code,
    [SCREEN_RESUME] = &screen_resume,     [SCREEN_DESK] = &screen_desk,
    [SCREEN_BESIDE] = &screen_beside,     [SCREEN_COMPARE] = &screen_compare,
    [SCREEN_PERSON] = &screen_person,     [SCREEN_WHYNOT] = &screen_whynot,
    [SCREEN_AGAINST] = &screen_against,   [SCREEN_CHANGE] = &screen_change,
    [SCREEN_WORKSHEET] = &screen_worksheet, [SCREEN_MONTHS] = &screen_months,
    [SCREEN_GUIDE] = &screen_guide,       [SCREEN_LEAF] = &screen_leaf,
    [SCREEN_EMERGENCY] = &screen_emergency,
    [SCREEN_HELP] = &screen_help,         [SCREEN_LANGUAGES] = &screen_languages,
    [SCREEN_ERASE] = &screen_erase,       [SCREEN_QUIT] = &screen_quit,
    [SCREEN_IDLE] = &screen_idle,
};

/* ---- the stack ---- */

struct frame *screens_top(struct screens *s)
{
    return &s->frames[s->depth - 1];
}

const struct frame *screens_look(const struct screens *s)
{
    return &s->frames[s->depth - 1];
}

/* What the screen on top is. */
static const struct screen_ops *screens_ops(const struct screens *s)
{
    return screens_table[screens_look(s)->screen];
}

struct frame *screens_push(struct screens *s, enum screen_id screen)
{
    uint16_t question = s->depth ? screens_look(s)->question : RULES_NONE;
    if (s->depth == FRAMES_MOST)
        s->depth--;
    s->frames[s->depth++] = (struct frame){
        .screen = screen, .question = question, .group = RULES_NONE, .right = RULES_NONE};
    s->changed = true;
    return screens_top(s);
}

void screens_pop(struct screens *s)
{
    if (s->depth > 1) {
        explicit_bzero(screens_top(s), sizeof(struct frame));
        s->depth--;
    }
    s->changed = true;
}

struct frame *screens_go(struct screens *s, enum screen_id screen)
{
    explicit_bzero(s->frames, sizeof s->frames);
    s->depth = 0;
    struct frame *frame = screens_push(s, screen);
    frame->question = RULES_NONE;
    return frame;
}

/* The kind of screen that asks QUESTION. */
static enum screen_id screens_kind(const struct screens *s, uint16_t question)
{
    const struct rules_question *q = &s->rules->questions[question];
    if (q->kind == QUESTION_CHOICE)
        return SCREEN_QUESTION;
    return q->kind == QUESTION_AMOUNT && q->partner != RULES_NONE ? SCREEN_INCOME : SCREEN_NUMBER;
}

struct frame *screens_go_question(struct screens *s, uint16_t question)
{
    struct frame *frame = screens_go(s, screens_kind(s, question));
    frame->question = question;
    frame->focused = -1; /* the screen finds the answer given before */
    return frame;
}

void screens_go_next(struct screens *s)
{
    uint16_t question = session_next(&s->session);
    if (s->options.desk)
        screens_go(s, SCREEN_DESK)->focused = PAGE_NO_ITEM;
    else if (question == RULES_NONE)
        screens_go(s, SCREEN_REVIEW);
    else
        screens_go_question(s, question);
}

void screens_go_previous(struct screens *s)
{
    struct frame *frame = screens_top(s);
    uint16_t previous = session_previous(&s->session, frame->question);
    if (frame->from_review)
        screens_go(s, SCREEN_REVIEW);
    else if (previous != RULES_NONE)
        screens_go_question(s, previous);
    else
        screens_go(s, SCREEN_LANGUAGE);
}

/* Starts an empty session by the rules of DAY. */
static void screens_set_day(struct screens *s, int32_t day)
{
    s->options.day = day;
    session_start(&s->session, s->rules, day);
    s->session.assumes = s->options.desk;
}

/* Forgets everything that one visit leaves behind, its answers apart. */
static void screens_forget_visit(struct screens *s)
{
    explicit_bzero(&s->outcome, sizeof s->outcome);
    explicit_bzero(&s->worksheet, sizeof s->worksheet);
    explicit_bzero(s->entry, sizeof s->entry);
    s->before_certain = s->before_possible = (struct rules_set){{0, 0}};
    s->warned = false;
    takeaway_forget(s);
    reasons_forget(s);
}

void screens_resume(struct screens *s, const struct code_visit *visit)
{
    const struct rules_tree *then = rules_tree_on(s->rules, visit->day);
    screens_forget_visit(s);
    screens_set_day(s, then == rules_tree_on(s->rules, s->start_day) ? s->start_day : visit->day);
    session_resume(&s->session, &visit->answers, visit->answered);
    screens_go_next(s);
}

void screens_go_result(struct screens *s)
{
    outcome_compute(s);
    screens_go(s, SCREEN_RESULT)->focused = FOCUS_OPEN;
    if (s->outcome.walk.expired.count && !s->warned) {
        screens_push(s, SCREEN_OUTDATED)->focused = FOCUS_OPEN;
        s->warned = true;
    }
}

void screens_restart(struct screens *s)
{
    session_wipe(&s->session);
    screens_forget_visit(s);
    if (s->options.day != s->start_day)
        screens_set_day(s, s->start_day);
    if (s->options.kiosk) { /* the next person is not told what the last one chose */
        i18n_set_language(i18n_language_at(0)->code);
        s->theme = s->options.theme;
        s->front->set_theme(s->front, s->theme);
    }
    if (s->options.desk)
        screens_go_next(s);
    else
        screens_go(s, SCREEN_LANGUAGE);
}

const char *screens_label(const struct screens *s, size_t index, bool digits)
{
    static const char *const numbers[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    /* not among them: the letters of the key table, and `b` that means back in plain text */
    static const char *const letters[] = {"c", "d", "e", "h", "i", "j", "k", "m", "s",
                                          "t", "u", "v", "y", "z"};
    if (digits && index < sizeof numbers / sizeof numbers[0])
        return numbers[index];
    index -= digits ? sizeof numbers / sizeof numbers[0] : 0;
    if (s->front->is_plain && index < sizeof letters / sizeof letters[0])
        return letters[index];
    return digits ? " " : ""; /* a blank keeps the column of the numbers */
}

/* ---- showing ---- */

/* Adds the program's name, the section and the language marks. */
static void screens_add_header(struct screens *s, struct page *page)
{
    struct buffer section = {0};
    struct buffer marks = {0};
    struct buffer mark = {0};
    for (size_t i = 0; i < i18n_language_count(); i++) {
        const char *code = i18n_language_at(i)->code;
        bool now = strcmp(code, i18n_language()->code) == 0;
        buffer_add(&marks, i ? " " : "");
        for (const char *c = code; now && *c; c++)
            buffer_add_char(&mark, (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c));
        buffer_add_format(&marks, now ? "[%s]" : " %s ", now ? buffer_text(&mark) : code);
    }
    struct buffer one = {0};
    buffer_add_format(&one, "[%s]", buffer_text(&mark));
    const struct screen_ops *ops = screens_ops(s);
    /* TRANSLATORS: the name of this program, in the first row: 24 columns */
    page_set_header(page, _("Health cover guide"), ops->section ? ops->section(s, &section) : NULL,
                    buffer_text(&marks), buffer_text(&one));
    buffer_done(&section);
    buffer_done(&marks);
    buffer_done(&mark);
    buffer_done(&one);
}

/* Says after how many minutes without a key all is erased.  The caller frees it. */
static char *screens_say_erased(const struct screens *s)
{
    int before = s->options.idle_before_ms ? s->options.idle_before_ms : IDLE_BEFORE_MS;
    int warning = s->options.idle_warning_ms ? s->options.idle_warning_ms : IDLE_WARNING_MS;
    struct buffer minutes = {0};
    i18n_format_number(&minutes, (int64_t)(before + warning) / 60000 * 100);
    /* TRANSLATORS: last row, right: 36 columns */
    char *words = words_with(N_("Erased after {n} minutes without a key"), "n", buffer_text(&minutes));
    buffer_done(&minutes);
    return words;
}

/* Adds the last row: the day of the rules, and what happens to the answers. */
static void screens_add_status(struct screens *s, struct page *page)
{
    char *day = words_date_short(s->options.day);
    /* TRANSLATORS: last row, left: the day whose rules are used: 36 columns */
    char *left = words_with(N_("Rules of {date}"), "date", day);
    char *right = s->options.kiosk ? screens_say_erased(s)
                                   /* TRANSLATORS: last row, right: 36 columns */
                                   : memory_copy_text(_("Nothing is stored or sent"));
    page_set_status(page, left, right);
    free(left);
    free(right);
    free(day);
}

/* Adds the hints of the footer. */
static void screens_add_keys(struct screens *s, struct page *page)
{
    const struct screen_ops *ops = screens_ops(s);
    size_t count = 0;
    const struct key_row *rows = keys_table(&count);
    for (size_t i = 0; i < count; i++) {
        const struct key_row *row = &rows[i];
        const char *label = s->front->is_plain ? row->plain_label : row->label;
        if (!row->words || !label || !(row->footer >> screens_look(s)->screen & 1) ||
            (s->options.kiosk && !row->kiosk))
            continue;
        const char *words = _(row->words);
        if (row->action == ACTION_ACCEPT && ops->accept_words)
            words = ops->accept_words(s);
        if (words)
            page_add_hint_key(page, row->translate ? i18n_text_in("key", label) : label, words, row->importance);
    }
}

/* Adds the sentence for what is wrong. */
static void screens_add_problem(struct screens *s, struct page *page)
{
    char *problem = words_problem(s, screens_look(s));
    if (problem)
        page_add_blank(page);
    words_add(page, PAGE_ERROR, problem);
}

/* Builds the page of the screen on top and lays it out. */
static struct page *screens_build(struct screens *s)
{
    int rows = 0;
    int columns = 0;
    s->front->size(s->front, &rows, &columns);
    struct page *page = page_new(columns, rows);
    if (!screens_ops(s)->own_edges) {
        screens_add_header(s, page);
        screens_add_status(s, page);
    }
    /* TRANSLATORS: in a rule, when lines are hidden: 18 columns each */
    page_set_words(page, _("more above"), _("more below"), _("(your answer)"));
    screens_ops(s)->build(s, page);
    screens_add_problem(s, page);
    if (!screens_ops(s)->own_edges)
        screens_add_keys(s, page);
    page_finish(page, screens_top(s)->focused, screens_top(s)->scroll);
    return page;
}

/* True when PAGE has to be built once more: a question that leaves out something more, or a
 * page just OPENED whose first item is further down and that is read from the top. */
static bool screens_build_again(struct screens *s, const struct page *page, bool opened)
{
    struct frame *frame = screens_top(s);
    bool asks = frame->screen == SCREEN_QUESTION || frame->screen == SCREEN_NUMBER || frame->screen == SCREEN_INCOME;
    if (s->front->is_plain)
        return false;
    if (opened && page_has_above(page)) {
        frame->focused = PAGE_NO_ITEM;
        return true;
    }
    if (!asks || s->spared == SPARED_HINT || (!page_has_above(page) && !page_has_below(page)))
        return false;
    bool why = s->spared == SPARED_NOTHING && page_height(page) >= WHY_ROWS_LEAST;
    s->spared = why ? SPARED_WHY : s->spared < SPARED_OPTION_HINTS ? SPARED_OPTION_HINTS : SPARED_HINT;
    return true;
}

void screens_show(struct screens *s)
{
    bool opened = screens_look(s)->focused == FOCUS_OPEN;
    int rows = 0;
    int columns = 0;
    s->front->size(s->front, &rows, &columns);
    s->spared = rows < SPARING_ROWS && !s->front->is_plain ? SPARED_HINT : SPARED_NOTHING;
    struct page *page = screens_build(s);
    while (screens_build_again(s, page, opened)) {
        opened = false;
        page_free(page);
        page = screens_build(s);
    }
    screens_top(s)->focused = page_focused(page);
    screens_top(s)->scroll = page_scroll(page);
    page_free(s->page);
    s->page = page;
    if (s->changed)
        s->front->flush_input(s->front);
    s->changed = false;
    s->front->show(s->front, page);
}

/* ---- events ---- */

/* Ends the run. */
static void screens_end(struct screens *s, enum screens_end end)
{
    s->end = end;
}

/* Says that a key means nothing here. */
static void screens_refuse(struct screens *s)
{
    bool numbered = page_find_label(s->page, "1") != PAGE_NO_ITEM;
    screens_top(s)->problem = numbered ? PROBLEM_NO_SUCH : PROBLEM_NO_KEY;
    s->front->bell(s->front);
    if (s->front->is_plain)
        s->front->flush_input(s->front); /* the Enter of that line means nothing either */
}

/* Chooses the item with that label. */
static void screens_choose_label(struct screens *s, char label)
{
    const char text[] = {label, '\0'};
    int item = page_find_label(s->page, text);
    if (screens_look(s)->screen == SCREEN_RIGHT || screens_look(s)->screen == SCREEN_LEAF ||
        screens_look(s)->screen == SCREEN_AGAINST || screens_look(s)->screen == SCREEN_CHANGE)
        screens_pop(s);
    if (screens_look(s)->screen == SCREEN_RESULT && label >= '1' && label <= '0' + TAB_COUNT)
        screens_ops(s)->turn(s, label - '1' - (int)screens_look(s)->tab);
    else if (item != PAGE_NO_ITEM)
        screens_ops(s)->choose(s, item);
    else if (screens_look(s)->screen == SCREEN_HELP || screens_look(s)->screen == SCREEN_EMERGENCY)
        screens_pop(s);
    else
        screens_refuse(s);
}

/* Accepts: the screen's own way, or the focused item. */
static void screens_accept(struct screens *s)
{
    int item = page_focused(s->page);
    if (screens_ops(s)->accept)
        screens_ops(s)->accept(s);
    else if (item != PAGE_NO_ITEM && screens_ops(s)->choose)
        screens_ops(s)->choose(s, item);
}

/* Forgets what was typed on a line that is no longer marked: it is not an answer to another one. */
static void screens_leave_line(struct screens *s, int before)
{
    struct frame *frame = screens_top(s);
    bool lines = frame->screen == SCREEN_DESK || frame->screen == SCREEN_WORKSHEET || frame->screen == SCREEN_MONTHS;
    if (!lines || frame->focused == before)
        return;
    frame->typed[0] = '\0';
    frame->group = RULES_NONE;
}

/* Moves the focus or the text. */
static void screens_move(struct screens *s, enum page_step step)
{
    struct frame *frame = screens_top(s);
    int before = frame->focused;
    frame->moved |= page_move(s->page, step, &frame->focused, &frame->scroll);
    screens_leave_line(s, before);
}

/* Moves to the next item, from the end to the start. */
static void screens_cycle(struct screens *s)
{
    struct frame *frame = screens_top(s);
    int before = frame->focused;
    if (!page_move(s->page, PAGE_STEP_DOWN, &frame->focused, &frame->scroll))
        page_move(s->page, PAGE_STEP_FIRST, &frame->focused, &frame->scroll);
    frame->moved = true;
    screens_leave_line(s, before);
}

/* Goes one step back. */
static void screens_back(struct screens *s)
{
    if (screens_ops(s)->back)
        screens_ops(s)->back(s);
    else if (s->depth > 1)
        screens_pop(s);
}

/* Paints with strong contrast, or as before. */
static void screens_toggle_contrast(struct screens *s)
{
    s->theme = s->theme == FRONT_THEME_CONTRAST
                   ? (s->options.theme == FRONT_THEME_CONTRAST ? FRONT_THEME_DEFAULT : s->options.theme)
                   : FRONT_THEME_CONTRAST;
    s->front->set_theme(s->front, s->theme);
}

/* Erases at once in the kiosk, else asks. */
static void screens_erase(struct screens *s)
{
    if (s->options.kiosk || screens_look(s)->screen == SCREEN_ERASE)
        screens_restart(s);
    else
        screens_push(s, SCREEN_ERASE);
}

void screens_go_answers(struct screens *s)
{
    if (s->options.desk)
        screens_go(s, SCREEN_DESK)->focused = PAGE_NO_ITEM;
    else
        screens_go(s, SCREEN_REVIEW);
}

/* Goes to the open question whose answer would settle most. */
static void screens_go_open_question(struct screens *s)
{
    uint16_t question = reasons_next_question(s);
    if (question == RULES_NONE)
        screens_refuse(s);
    else if (s->options.desk)
        screens_go(s, SCREEN_DESK)->focused = PAGE_NO_ITEM;
    else
        screens_go_question(s, question)->from_review = true;
}

/* Puts an overlay on top, unless it is there already. */
static void screens_overlay(struct screens *s, enum screen_id screen)
{
    if (screens_look(s)->screen != screen)
        screens_push(s, screen);
}

/* The actions that move within the page; false for others. */
static bool screens_act_move(struct screens *s, enum key_action action)
{
    static const struct {
        enum key_action action;
        enum page_step step;
    } steps[] = {{ACTION_UP, PAGE_STEP_UP},           {ACTION_DOWN, PAGE_STEP_DOWN},
                 {ACTION_PAGE_UP, PAGE_STEP_PAGE_UP}, {ACTION_PAGE_DOWN, PAGE_STEP_PAGE_DOWN},
                 {ACTION_FIRST, PAGE_STEP_FIRST},     {ACTION_LAST, PAGE_STEP_LAST}};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i].action == action) {
            screens_move(s, steps[i].step);
            return true;
        }
    if (action != ACTION_CYCLE)
        return false;
    screens_cycle(s);
    return true;
}

/* The actions that only put a screen on top; false for others. */
static bool screens_act_open(struct screens *s, enum key_action action)
{
    static const struct {
        enum key_action action;
        enum screen_id screen;
    } opens[] = {{ACTION_HELP, SCREEN_HELP},       {ACTION_GUIDE, SCREEN_GUIDE},   {ACTION_TAKE, SCREEN_TAKEAWAY},
                 {ACTION_WHYNOT, SCREEN_WHYNOT},   {ACTION_COMPARE, SCREEN_COMPARE}, {ACTION_PERSON, SCREEN_PERSON},
                 {ACTION_RESUME, SCREEN_RESUME},   {ACTION_BESIDE, SCREEN_BESIDE}, {ACTION_LANGUAGE, SCREEN_LANGUAGES},
                 {ACTION_QUIT, SCREEN_QUIT}};
    for (size_t i = 0; i < sizeof opens / sizeof opens[0]; i++)
        if (opens[i].action == action) {
            screens_overlay(s, opens[i].screen);
            return true;
        }
    return false;
}

/* Does what a key means. */
static void screens_act(struct screens *s, enum key_action action, const struct event *event)
{
    if (screens_act_move(s, action) || screens_act_open(s, action))
        return;
    switch (action) {
    case ACTION_DIGIT:
        screens_choose_label(s, event->character);
        break;
    case ACTION_ACCEPT:
    case ACTION_TICK:
        screens_accept(s);
        break;
    case ACTION_LEFT:
    case ACTION_RIGHT:
        screens_ops(s)->turn(s, action == ACTION_LEFT ? -1 : 1);
        break;
    case ACTION_BACK:
        screens_back(s);
        break;
    case ACTION_REVIEW:
        screens_go_answers(s);
        break;
    case ACTION_GOTO:
        screens_go_open_question(s);
        break;
    case ACTION_RESULT:
        desk_open_result(s);
        break;
    case ACTION_CONTRAST:
        screens_toggle_contrast(s);
        break;
    case ACTION_ERASE:
        screens_erase(s);
        break;
    case ACTION_INTERRUPT:
        screens_end(s, SCREENS_LEFT);
        break;
    default:
        break;
    }
}

/* True for the same Enter or digit that changed the screen a moment ago. */
static bool screens_is_double(const struct screens *s, const struct event *event)
{
    bool counts = event->key == FRONT_KEY_ENTER || event->key == FRONT_KEY_DIGIT;
    return counts && !s->front->is_plain && s->changed_ms > 0 && event->key == s->changer.key &&
           event->character == s->changer.character && event->time_ms - s->changed_ms < DOUBLE_STRIKE_MS;
}

/* Handles a key. */
static void screens_handle_key(struct screens *s, const struct event *event)
{
    if (screens_is_double(s, event))
        return;
    s->changed_ms = 0; /* another key, or late enough: no longer a double strike */
    struct frame *frame = screens_top(s);
    enum key_action action = keys_find_action(event, frame->screen, s->options.kiosk);
    if (frame->screen == SCREEN_IDLE && action != ACTION_ERASE && action != ACTION_INTERRUPT) {
        screens_pop(s);
        return;
    }
    frame->problem = PROBLEM_NONE;
    const char typed[] = {event->character, '\0'};
    if (screens_ops(s)->type && screens_ops(s)->type(s, event))
        return;
    if (s->front->is_plain && event->key == FRONT_KEY_LETTER && page_find_label(s->page, typed) != PAGE_NO_ITEM)
        screens_choose_label(s, event->character);
    else if (action != ACTION_NONE)
        screens_act(s, action, event);
    else if (action == ACTION_NONE && (frame->screen == SCREEN_HELP || frame->screen == SCREEN_EMERGENCY))
        screens_pop(s);
    else if (action == ACTION_NONE && s->front->is_plain)
        screens_refuse(s);
}

/* Nobody pressed a key for the time of screens_timeout. */
static void screens_handle_timeout(struct screens *s)
{
    if (takeaway_is_busy(s)) {
        s->unchanged = !takeaway_look(s);
        return; /* nobody is idle while the printer works */
    }
    if (!s->options.kiosk || screens_look(s)->screen == SCREEN_LANGUAGE)
        return;
    struct frame *frame = screens_top(s);
    if (frame->screen != SCREEN_IDLE) {
        screens_push(s, SCREEN_IDLE)->idle_left_ms =
            s->options.idle_warning_ms ? s->options.idle_warning_ms : IDLE_WARNING_MS;
        s->front->bell(s->front);
        return;
    }
    frame->idle_left_ms -= IDLE_STEP_MS;
    if (frame->idle_left_ms <= 0)
        screens_restart(s);
}

void screens_handle(struct screens *s, const struct event *event)
{
    if (event->kind == EVENT_CLOSED)
        screens_end(s, SCREENS_CLOSED);
    else if (event->kind == EVENT_SIGNAL)
        screens_end(s, SCREENS_SIGNAL);
    else if (event->kind == EVENT_TIMEOUT)
        screens_handle_timeout(s);
    else if (event->kind == EVENT_KEY)
        screens_handle_key(s, event);
    s->signal_number = event->signal_number;
    if (s->changed) {
        s->changed_ms = event->time_ms;
        s->changer = *event;
    }
    if (event->kind != EVENT_RESIZE)
        s->waiting_since_ms = event->time_ms;
}

int screens_timeout(const struct screens *s)
{
    enum screen_id screen = screens_look(s)->screen;
    if (takeaway_is_busy(s))
        return PRINTER_LOOK_MS;
    if (!s->options.kiosk || screen == SCREEN_LANGUAGE)
        return -1;
    if (screen == SCREEN_IDLE)
        return IDLE_STEP_MS;
    if (screen == SCREEN_RESULT || screen == SCREEN_RIGHT || screen == SCREEN_TAKEAWAY)
        return s->options.idle_results_ms ? s->options.idle_results_ms : IDLE_BEFORE_ON_RESULT_MS;
    return s->options.idle_before_ms ? s->options.idle_before_ms : IDLE_BEFORE_MS;
}

/* ---- the run ---- */

bool screens_init(struct screens *s, struct front *front, const struct rules *rules,
                  const struct screens_options *options)
{
    *s = (struct screens){.front = front, .rules = rules, .options = *options, .theme = options->theme};
    if (!session_start(&s->session, rules, options->day))
        return false;
    s->start_day = options->day;
    s->session.assumes = options->desk;
    screens_go(s, SCREEN_LANGUAGE);
    if (options->skip_language && !options->kiosk)
        screens_go_next(s);
    return true;
}

void screens_done(struct screens *s)
{
    session_wipe(&s->session);
    takeaway_forget(s);
    reasons_done(s);
    page_free(s->page);
    explicit_bzero(s, sizeof *s);
}

/* The rest of a wait that a change of size interrupted. */
static int screens_rest(const struct screens *s, const struct event *event)
{
    int timeout = screens_timeout(s);
    int64_t waited = event->time_ms - s->waiting_since_ms;
    if (timeout < 0 || event->kind != EVENT_RESIZE || waited < 0)
        return timeout;
    return waited >= timeout ? 0 : timeout - (int)waited;
}

enum screens_end screens_run(struct front *front, const struct rules *rules, const struct screens_options *options)
{
    struct screens *s = memory_new(sizeof *s);
    struct event event = {.kind = EVENT_TIMEOUT, .digit = -1};
    if (!screens_init(s, front, rules, options))
        screens_end(s, SCREENS_LEFT);
    while (s->end == SCREENS_RUNNING) {
        if (!s->unchanged)
            screens_show(s);
        s->unchanged = false;
        event = front->wait(front, screens_rest(s, &event));
        screens_handle(s, &event);
    }
    enum screens_end end = s->end;
    screens_done(s);
    free(s);
    return end;
}
