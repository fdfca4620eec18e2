/* What the screens share: the stack, the state of one screen, the table of screens.
 * Nothing outside src/screens/ but preview and tests needs it. */
#ifndef DS_SCREENS_INTERNAL_H
#define DS_SCREENS_INTERNAL_H

#include "i18n/fill.h"
#include "i18n/i18n.h"
#include "output/printer.h"
#include "page/front.h"
#include "screens/keys.h"
#include "screens/places.h"
#include "screens/screens.h"
#include "screens/session.h"
#include "tree/code.h"
#include "tree/walk.h"
#include "tree/worksheet.h"

#define FRAMES_MOST 8
#define SITE_MAX_LINES (SITE_MAX_HOURS + 8) /* of one place nearby */
#define RESUME_ROOM 44          /* columns of the field for a code */
#define ENTRY_MOST 160         /* characters of a code that can be typed */
#define PRINTER_LOOK_MS 100    /* how often a print job is looked at */
#define FIELD_MOST 12          /* digits and a point that a field takes */
#define DOUBLE_STRIKE_MS 300   /* the same key again so soon after a screen change is ignored */
#define DESK_AFTER_UNKNOWNS 3  /* so many "I do not know" in a row: ask at the desk */
#define FOCUS_OPEN (-2)        /* just opened: the first item, or reading from the top where that is further down */
#define WHY_ROWS_LEAST 22      /* a lower screen shows only in the help why a question is asked */
#define SPARING_ROWS 8         /* a lower screen leaves out every hint of a question from the start */
#define LABEL_UNKNOWN "9"      /* the number of "I do not know" */

/* The last day up to which the rules in data/ are documented. */
#define RULES_KNOWN_UNTIL "2026-03-31"

/* Waiting in the kiosk, in milliseconds. */
#define IDLE_BEFORE_MS 180000
#define IDLE_BEFORE_ON_RESULT_MS 300000
#define IDLE_WARNING_MS 120000
#define IDLE_STEP_MS 15000

/* What the sentence at the foot of a screen says is wrong. */
enum frame_problem {
    PROBLEM_NONE,
    PROBLEM_NO_SUCH,     /* that number or line means nothing here */
    PROBLEM_NO_KEY,      /* the same, on a page without numbered answers */
    PROBLEM_CONFIRM,     /* Enter on an answer that was only marked by the program */
    PROBLEM_NUMBER,      /* not a number */
    PROBLEM_TOO_SMALL,
    PROBLEM_TOO_LARGE,
    PROBLEM_NOT_WHOLE
};

/* Ways to answer a number; the first step of some number screens. */
enum number_mode { MODE_ASK, MODE_MONTH, MODE_YEAR, MODE_LIMITS, MODE_SHEET };

enum result_tab { TAB_RESULT, TAB_WHY, TAB_PAPERS, TAB_WHERE, TAB_LAW, TAB_COUNT };

/* One screen on the stack. */
struct frame {
    enum screen_id screen;
    int focused, scroll;
    bool moved;        /* the focus was put there by the person */
    bool from_review;  /* Back returns to the answers */
    uint16_t question; /* of a question, its help or its emergency; or RULES_NONE */
    uint16_t group;    /* the group that is open, or RULES_NONE */
    uint16_t right;    /* SCREEN_RIGHT, SCREEN_AGAINST */
    bool opened;       /* SCREEN_CODE: the code itself is shown */
    int32_t other_day; /* SCREEN_COMPARE */
    int focused_language; /* SCREEN_BESIDE: which of the other languages */
    uint16_t leaf;     /* SCREEN_LEAF: index into rules.guides, their number for the glossary; SCREEN_CHANGE: the
                        * question; SCREEN_MONTHS: the kind of income */
    enum number_mode mode;
    enum result_tab tab;
    enum frame_problem problem;
    char typed[FIELD_MOST + 1]; /* the field: digits and at most one point */
    bool filled;                /* the field still shows the answer given before */
    bool stopped;               /* a point was typed that means nothing there */
    int idle_left_ms;           /* SCREEN_IDLE */
};

/* What a result is made of, kept while it is shown. */
struct outcome {
    struct tree_case answers;
    struct walk_result walk;
    uint32_t questions;                           /* asked and used */
    struct rules_set decides[RULES_MAX_QUESTIONS]; /* rights that another answer there would change */
};

/* What a question leaves out, one after the other, until all its answers fit on the screen.
 * The help shows all of it. */
enum spared { SPARED_NOTHING, SPARED_WHY, SPARED_OPTION_HINTS, SPARED_HINT };

/* What was typed in the income worksheet. */
struct worksheet_typed {
    int64_t people[3];                                      /* partner, children, of these by turns */
    int64_t cents[INCOME_KIND_COUNT][WORKSHEET_MONTHS + 1]; /* the months, then a total; 0: nothing */
};

/* One run. */
struct screens {
    struct front *front;
    const struct rules *rules;
    struct screens_options options;
    struct session session;
    struct outcome outcome;
    struct frame frames[FRAMES_MOST];
    size_t depth;
    struct page *page;    /* the last one shown */
    int32_t start_day; /* the date asked; a code may bring another one for its visit */
    enum front_theme theme;
    struct rules_set before_certain, before_possible; /* SCREEN_DESK: before the last answer */
    bool warned;          /* of figures that are over, in this visit */
    bool unchanged;       /* the last event changed nothing that is shown */
    struct worksheet_typed worksheet;
    struct explain *explain; /* owned, null until asked for */
    int explained;           /* how much of it is of the result shown */
    struct printer printer;
    int prints;                /* sheets printed in this visit */
    int printed_item;          /* the form of the last one, counted from 1 */
    const char *takeaway_note; /* msgid of what became of the last wish, or null */
    char entry[ENTRY_MOST + 1]; /* a code being typed */
    enum code_problem entry_problem;
    enum screens_end end;
    enum spared spared;   /* what the page now built leaves out for lack of rows */
    bool changed;         /* another screen took its place since the last page */
    int64_t changed_ms;   /* when, by the time of the event; 0: not known */
    struct event changer; /* the key that did it */
    int64_t waiting_since_ms;
    int signal_number;
};

/* What every screen is. */
struct screen_ops {
    const char *name;                                                  /* for the preview */
    const char *(*section)(const struct screens *s, struct buffer *out); /* middle of the first row */
    void (*build)(struct screens *s, struct page *page);               /* adds the body */
    void (*choose)(struct screens *s, int item);                       /* an item was chosen by number or Enter */
    void (*accept)(struct screens *s);          /* Enter; null: choose the focused item */
    void (*back)(struct screens *s);            /* null: take the screen off the stack */
    void (*turn)(struct screens *s, int by);    /* left, right; may be null */
    bool (*type)(struct screens *s, const struct event *event); /* a key for a field; true when used; may be null */
    const char *(*accept_words)(const struct screens *s);       /* what Enter does; null: as in the table */
    bool own_edges; /* first and last rows are its own, in no single language */
};

extern const struct screen_ops screen_language, screen_languages, screen_question, screen_number, screen_income,
    screen_review, screen_result, screen_right, screen_outdated, screen_takeaway,
    screen_code, screen_resume, screen_desk, screen_beside,
    screen_compare, screen_person, screen_whynot, screen_against, screen_change,
    screen_worksheet, screen_months, screen_guide, screen_leaf, screen_emergency, screen_help, screen_erase, screen_quit, screen_idle;

/* ---- driver (screens.c) ---- */

/* Prepares a run; false when no rules cover the day. */
bool screens_init(struct screens *s, struct front *front, const struct rules *rules,
                  const struct screens_options *options);

/* Wipes everything and frees the last page. */
void screens_done(struct screens *s);

/* Builds the page of the screen on top and shows it. */
void screens_show(struct screens *s);

/* Handles one event. */
void screens_handle(struct screens *s, const struct event *event);

/* How long the next wait may take. */
int screens_timeout(const struct screens *s);

/* The screen on top. */
struct frame *screens_top(struct screens *s);
const struct frame *screens_look(const struct screens *s);

/* Puts a screen on the stack, takes the top one off, or replaces the whole stack. */
struct frame *screens_push(struct screens *s, enum screen_id screen);
void screens_pop(struct screens *s);
struct frame *screens_go(struct screens *s, enum screen_id screen);

/* Goes to the screen that asks QUESTION, with what was answered before. */
struct frame *screens_go_question(struct screens *s, uint16_t question);

/* Goes to the next question, or to the answers when there is none. */
void screens_go_next(struct screens *s);

/* Goes back from the question on top. */
void screens_go_previous(struct screens *s);

/* Goes to the answers: their list, or the desk. */
void screens_go_answers(struct screens *s);

/* Goes to the result. */
void screens_go_result(struct screens *s);

/* Wipes the visit and goes to the first screen. */
void screens_restart(struct screens *s);

/* The label of item INDEX in a list chosen by number; where numbers are taken or over, a
 * letter that can be typed in plain text, else nothing. */
const char *screens_label(const struct screens *s, size_t index, bool digits);

/* ---- words (words.c) ---- */

/* The translation of MSGID with its places filled.  The caller frees it. */
char *words_fill(const char *msgid, const struct i18n_place *places, size_t count);

/* The same with one place. */
char *words_with(const char *msgid, const char *name, const char *value);

/* The mark behind a sentence whose figures are not sure; empty when they are. */
const char *words_doubt(enum places_doubt doubt);

/* TEXT translated, filled and marked where a figure is not sure; null when it is not valid on the day or a place has no value.
 * The caller frees it. */
char *words_text(const struct screens *s, const struct rules_text *text);

/* The first text of KIND valid on the day, translated and filled; null when there is none.
 * The caller frees it. */
char *words_first(const struct screens *s, struct rules_texts texts, enum rules_text_kind kind);

/* Adds TEXT to the page and frees it; null adds nothing. */
void words_add(struct page *page, enum page_role role, char *text);

/* Adds every text of KIND that is valid on the day: under HEADING (a msgid, or null), each
 * with a dash where it is one of a list. */
void words_add_all(const struct screens *s, struct page *page, struct rules_texts texts, enum rules_text_kind kind,
                   const char *heading, bool list);

/* The French name of a right, or null when it has none or its title already says it; freed by the caller. */
char *words_official(const struct screens *s, const struct rules_right *right);

/* The short name of QUESTION, of the two incomes that of the one answered.  The caller frees it. */
char *words_name(const struct screens *s, const struct tree_case *answers, uint16_t question);

/* The answer to QUESTION in words.  The caller frees it. */
char *words_answer(const struct screens *s, const struct tree_case *answers, uint16_t question);

/* A day in words.  The caller frees it. */
char *words_date(int32_t day);
char *words_date_short(int32_t day);

/* The names of the questions of a set, with commas.  The caller frees it. */
char *words_questions(const struct screens *s, uint32_t questions);

/* The sentence for what is wrong, or null.  The caller frees it. */
char *words_problem(const struct screens *s, const struct frame *frame);

/* The name of a figure in the language, or null when it has none. */
const char *words_figure(const struct screens *s, uint16_t parameter);

/* The names of the figures of FLAGS, each once, with semicolons; those without one by what is
 * common to all: "an amount of the law".  The caller frees it. */
char *words_figures(const struct screens *s, const struct walk_flags *flags);

/* Writes what is known of a place nearby, the name first, each line freed by the caller; returns
 * their number. */
size_t words_place(const struct screens *s, const struct site_place *place, char *lines[SITE_MAX_LINES]);

/* ---- number fields (number.c) ---- */

/* Adds title, hint, field and "I do not know" for QUESTION. */
void number_add_field(struct screens *s, struct page *page, uint16_t question);

/* Puts the answer given before into the field of FRAME. */
void number_prefill(const struct screens *s, struct frame *frame, uint16_t question);

/* A key for the field of QUESTION; true when it was one. */
bool number_type_key(struct screens *s, const struct event *event, uint16_t question);

/* Enter: records what the field holds, empty meaning "I do not know", and goes on. */
void number_accept_field(struct screens *s, uint16_t question);

/* What a number may be wrong with, as a sentence for the screen. */
enum frame_problem number_problem(enum session_problem problem);

/* The number in the field in hundredths; false when there is none. */
bool number_read(const struct frame *frame, int64_t *hundredths);

/* The section "Question 3", shared by all questions. */
const char *question_section(const struct screens *s, struct buffer *out);

/* Appends the texts that a choice shows: the question and the answers of its open step. */
void question_collect(const struct screens *s, const struct frame *frame, struct buffer *shown);

/* True when GROUP of QUESTION has an answer to offer on the day. */
bool question_opens_group(const struct screens *s, uint16_t question, uint16_t group);

/* Adds the answers of the open step that have a hint, each with it. */
void question_add_hints(const struct screens *s, const struct frame *frame, struct page *page);

/* Appends the numbered answers of QUESTION, or of its open GROUP, in one line. */
void question_add_numbered(const struct screens *s, uint16_t question, uint16_t group, struct buffer *out);

/* The answer with that NUMBER: *OPTION, or RULES_NONE there and a *GROUP to open.  *GROUP is the
 * one that is open.  False when there is no such number. */
bool question_find_numbered(const struct screens *s, uint16_t question, int number, uint16_t *group,
                            uint16_t *option);

/* Adds why the question is asked, where there is room. */
void question_add_why(const struct screens *s, struct page *page);

/* Goes on with the answers of a code, by the rules of today where they are of the same tree. */
void screens_resume(struct screens *s, const struct code_visit *visit);

/* Starts the visit of another person with what the household shares (person.c). */
void person_start(struct screens *s);

/* ---- explanations (reasons.c) ---- */

#define REASONS_NOTHING 0 /* nothing is explained yet */

/* Forgets the explanations of the last result; releases them. */
void reasons_forget(struct screens *s);
void reasons_done(struct screens *s);

/* The answer to QUESTION in words: the usual one where nobody gave one.  The caller frees it. */
char *reasons_answer(const struct screens *s, uint16_t question);

/* Adds why a right of the result is given, with the limit and the articles. */
void reasons_add_why(struct screens *s, struct page *page, uint16_t right);

/* Adds the nodes that the answers led through, with file and line, for the desk. */
void reasons_add_trace(struct screens *s, struct page *page);

/* Lists the questions whose other answers may be looked at; returns their number. */
size_t reasons_list_questions(struct screens *s, uint16_t questions[RULES_MAX_QUESTIONS]);

/* The open question whose answer would settle most, or RULES_NONE. */
uint16_t reasons_next_question(struct screens *s);

/* ---- dates that matter (dates.c) ---- */

#define DATES_MOST 6 /* on the sheet */

/* Adds the dates that matter for the result. */
void dates_add(const struct screens *s, struct page *page);

/* Lists those that follow from the answers, each freed by the caller; returns their number. */
size_t dates_list_for_sheet(const struct screens *s, char *texts[DATES_MOST]);

/* ---- the desk (desk.c) ---- */

/* The question of the line that FRAME, the desk, has marked; or RULES_NONE. */
uint16_t desk_find_marked(const struct screens *s, const struct frame *frame);

/* Opens the five tabs for the answers of the desk. */
void desk_open_result(struct screens *s);

/* ---- taking away (takeaway.c) ---- */

/* The language beside the one in force: French, or of a French visit the first other one of the
 * site; null when there is none. */
const char *takeaway_other(const struct screens *s);

/* True while a sheet is on its way to the printer. */
bool takeaway_is_busy(const struct screens *s);

/* Looks what became of the print job; true when something changed. */
bool takeaway_look(struct screens *s);

/* Gives up a print job and forgets what was printed. */
void takeaway_forget(struct screens *s);

/* ---- hard words (terms.c) ---- */

/* Appends every text of a run that is shown on the day, one a line. */
void terms_collect(const struct screens *s, struct rules_texts texts, struct buffer *shown);

/* Adds the hard words that stand in the texts SHOWN, each with its meaning. */
void terms_add(const struct screens *s, struct page *page, const char *shown);

/* Adds one hard word with its meaning. */
void terms_add_term(const struct screens *s, struct page *page, const struct rules_term *term);

/* ---- outcome (outcome.c) ---- */

/* Computes the result of the answers and which answers decide it. */
void outcome_compute(struct screens *s);

/* The answered questions on which RIGHT hangs; with UNKNOWN only those not known. */
uint32_t outcome_find_questions(const struct screens *s, uint16_t right, bool unknown);

/* The day after which the rules are not documented, or DATE_MAX when DAY is not past it. */
bool outcome_is_past_rules(int32_t day, int32_t *known_until);

#endif
