/* preview: every screen in every language and size as text, for reviewing without answering.
 * A page with a word wider than its box is marked and makes the command fail, and so does a
 * page whose texts have a word that is nowhere on it, however high the screen, or a catalog with
 * a text that may not be shown.
 * It deliberately asks nobody and opens no terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "decide_input.h"
#include "lost_words.h"
#include "rules/rules.h"
#include "screens/internal.h"

#define PREVIEW_SIZES 3

/* People whose results are shown. */
static const char *const preview_cases[] = {
    "age=35 nationality=eu work=employed household=1 income-month=900",
    "nationality=eu work=pension-foreign cover=s1 age=67",
    "age=35 nationality=eu work=none cover=none months=5 income-year=0",
    "age=35 nationality=other work=none papers=none months=8 irregular-months=5 household=3 income-month=800",
    "age=35 nationality=other work=none papers=asylum months=1 address=none",
    "age=35 nationality=other work=none papers=protected benefit=none household=2 income-year=15000",
    "age=35 nationality=other work=none papers=short-visa urgency=vital purpose=temporary",
    "age=15 nationality=other minor-with=alone",
    "age=20 nationality=other papers=vlsts-todo work=student months=1",
    "age=35 nationality=other work=none papers=expired expired-months=2 was-insured=yes",
    "work=none place=mayotte nationality=other papers=none pregnant=yes age=30",
    "age=50 nationality=fr work=none months=1 urgency=soon",
    "urgency=unknown place=unknown address=unknown age=unknown nationality=unknown work=unknown papers=unknown "
    "cover=unknown months=unknown household=unknown income-year=unknown benefit=unknown housing=unknown "
    "pregnant=unknown purpose=unknown minor-with=unknown joining-insured=unknown",
};

struct preview {
    const struct rules *rules;
    struct front_script script;
    struct screens screens;
    int pages, overflows, lost;
    bool sound; /* no catalog has a text that may not be shown */
};

/* Adds all rows of the screen on top at a height of ROWS, read down to its end. */
static void preview_read_all(struct preview *preview, int rows, struct buffer *all)
{
    struct screens *screens = &preview->screens;
    struct frame before = *screens_look(screens);
    struct frame *frame = screens_top(screens);
    int height = preview->script.rows;
    preview->script.rows = rows;
    do {
        screens_show(screens);
        buffer_add(all, buffer_text(&preview->script.screen));
    } while (page_has_below(screens->page) &&
             page_move(screens->page, PAGE_STEP_PAGE_DOWN, &frame->focused, &frame->scroll));
    preview->script.rows = height;
    *frame = before;
}

/* Writes the words of the page shown that a high screen of the same width does not show; returns
 * their number.  A page that only just fits gives up its status, so two heights are tried. */
static int preview_find_lost(struct preview *preview, struct buffer *lost)
{
    struct buffer texts = {0};
    struct buffer all = {0};
    int count = 1;
    page_print_bare(preview->screens.page, &texts);
    for (int rows = PAGE_ROWS_MAX; count > 0 && rows >= PAGE_ROWS_MAX / 2; rows -= PAGE_ROWS_MAX / 3) {
        buffer_clear(&all);
        buffer_clear(lost);
        preview_read_all(preview, rows, &all);
        count = lost_words_find(buffer_text(&texts), buffer_text(&all), lost);
    }
    buffer_done(&texts);
    buffer_done(&all);
    return count;
}

/* Shows the screen on top and writes it under a line that names it. */
static void preview_write(struct preview *preview, const char *name, const char *detail)
{
    struct buffer lost = {0};
    int before = preview->script.overflows;
    screens_show(&preview->screens);
    int broken = preview->script.overflows - before;
    printf("=== %s %dx%d %s %s%s\n%s\n", i18n_language()->code, preview->script.columns, preview->script.rows, name,
           detail, broken ? " OVERFLOW" : "", buffer_text(&preview->script.screen));
    int missing = preview_find_lost(preview, &lost);
    if (missing)
        printf("lost:%s\n\n", buffer_text(&lost));
    buffer_done(&lost);
    preview->pages++;
    preview->overflows += broken;
    preview->lost += missing;
}

/* Answers a question of a simulated visit as WANTED says, or as somebody who was not asked. */
static void preview_answer(struct session *session, const struct tree_case *wanted, uint16_t question)
{
    const struct rules_question *q = &session->rules->questions[question];
    uint16_t partner = q->partner;
    if (partner != RULES_NONE && wanted->answers[partner].state != ANSWER_ABSENT)
        question = partner;
    const struct tree_answer *answer = &wanted->answers[question];
    if (answer->state == ANSWER_UNKNOWN)
        session_record_unknown(session, question);
    else if (answer->state == ANSWER_ABSENT && q->absent_option != RULES_NONE && q->kind == QUESTION_CHOICE)
        session_record_option(session, question, q->absent_option);
    else if (answer->state == ANSWER_ABSENT && q->absent_number >= 0 && q->kind != QUESTION_CHOICE)
        session_record_number(session, question, q->absent_number);
    else if (answer->state == ANSWER_ABSENT)
        session_record_unknown(session, question);
    else if (q->kind == QUESTION_CHOICE)
        session_record_option(session, question, answer->option);
    else
        session_record_number(session, question, answer->low);
}

/* Answers every question of one case. */
static void preview_visit(struct preview *preview, const char *pairs)
{
    struct session *session = &preview->screens.session;
    struct tree_case wanted = {0};
    struct buffer problem = {0};
    struct buffer pair = {0};
    for (size_t length; (length = strcspn(pairs, " ")) > 0; pairs += length + (pairs[length] == ' ')) {
        buffer_clear(&pair);
        buffer_add_bytes(&pair, pairs, length);
        if (!decide_set_pair(preview->rules, &wanted, buffer_text(&pair), &problem))
            die(buffer_text(&problem));
    }
    session_wipe(session);
    for (uint16_t question = session_next(session); question != RULES_NONE; question = session_next(session))
        preview_answer(session, &wanted, question);
    buffer_done(&problem);
    buffer_done(&pair);
}

/* Writes the help over the screen on top. */
static void preview_write_help(struct preview *preview, const char *id)
{
    screens_push(&preview->screens, SCREEN_HELP);
    preview_write(preview, "help", id);
    screens_pop(&preview->screens);
}

/* Writes the income worksheet. */
static void preview_write_worksheet(struct preview *preview)
{
    screens_push(&preview->screens, SCREEN_WORKSHEET);
    preview_write(preview, "worksheet", "");
    screens_push(&preview->screens, SCREEN_MONTHS)->leaf = INCOME_WAGES;
    preview_write(preview, "worksheet", "months");
    screens_pop(&preview->screens);
    screens_pop(&preview->screens);
}

/* Writes the steps of one question. */
static void preview_write_question(struct preview *preview, uint16_t question)
{
    const struct rules_question *q = &preview->rules->questions[question];
    const char *id = rules_string(preview->rules, q->id);
    preview_write(preview, "question", id);
    preview_write_help(preview, id);
    for (uint16_t group = q->first_group; group < q->first_group + q->group_count; group++) {
        if (!question_opens_group(&preview->screens, question, group))
            continue;
        screens_go_question(&preview->screens, question)->group = group;
        preview_write(preview, "question", rules_string(preview->rules, preview->rules->groups[group].id));
    }
    if (screens_look(&preview->screens)->screen == SCREEN_INCOME)
        preview_write_worksheet(preview);
    for (int mode = MODE_MONTH; mode <= MODE_LIMITS && q->kind != QUESTION_CHOICE; mode++) {
        struct frame *frame = screens_go_question(&preview->screens, question);
        if (frame->screen == SCREEN_NUMBER && mode > MODE_MONTH)
            break;
        frame->mode = (enum number_mode)mode;
        preview_write(preview, "second step", id);
    }
}

/* Writes all questions, as asked of a household of three. */
static void preview_write_questions(struct preview *preview)
{
    for (uint16_t question = 0; question < preview->rules->question_count; question++) {
        session_wipe(&preview->screens.session);
        session_record_number(&preview->screens.session, preview->rules->keys[KEY_HOUSEHOLD], 300);
        screens_go_question(&preview->screens, question);
        preview_write_question(preview, question);
    }
}

/* Writes the explanations of the result on top. */
static void preview_write_reasons(struct preview *preview)
{
    static const enum screen_id others[] = {SCREEN_WHYNOT, SCREEN_COMPARE, SCREEN_PERSON};
    static const char *const names[] = {"whynot", "compare", "person"};
    uint16_t questions[RULES_MAX_QUESTIONS];
    size_t count = reasons_list_questions(&preview->screens, questions);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        screens_push(&preview->screens, others[i]);
        preview_write(preview, names[i], "");
        screens_pop(&preview->screens);
    }
    for (size_t i = 0; i < count; i++) {
        screens_push(&preview->screens, SCREEN_CHANGE)->leaf = questions[i];
        preview_write(preview, "change", rules_string(preview->rules, preview->rules->questions[questions[i]].id));
        screens_pop(&preview->screens);
    }
    for (uint16_t i = 0; i < preview->rules->right_count; i++) {
        uint16_t kind = preview->rules->rights[i].kind;
        if (kind != RIGHT_COVER && kind != RIGHT_COMPLEMENT)
            continue;
        screens_push(&preview->screens, SCREEN_AGAINST)->right = i;
        preview_write(preview, "against", rules_string(preview->rules, preview->rules->rights[i].id));
        screens_pop(&preview->screens);
    }
}

/* Writes the screens for taking the result away, and the desk with the same answers. */
static void preview_write_takeaway(struct preview *preview)
{
    screens_push(&preview->screens, SCREEN_TAKEAWAY);
    preview_write(preview, "takeaway", "");
    screens_push(&preview->screens, SCREEN_CODE);
    preview_write(preview, "code", "");
    screens_top(&preview->screens)->opened = true;
    preview_write(preview, "code", "shown");
    screens_go(&preview->screens, SCREEN_DESK)->focused = PAGE_NO_ITEM;
    preview_write(preview, "desk", "");
}

/* Writes the answers and the result of one case. */
static void preview_write_case(struct preview *preview, const char *pairs)
{
    preview_visit(preview, pairs);
    screens_go(&preview->screens, SCREEN_REVIEW);
    preview_write(preview, "review", pairs);
    screens_go_result(&preview->screens);
    if (screens_look(&preview->screens)->screen == SCREEN_OUTDATED) {
        preview_write(preview, "outdated", pairs);
        screens_pop(&preview->screens);
    }
    for (int tab = 0; tab < TAB_COUNT; tab++) {
        const char detail[] = {(char)('1' + tab), '\0'};
        screens_top(&preview->screens)->tab = (enum result_tab)tab;
        screens_top(&preview->screens)->focused = FOCUS_OPEN;
        preview_write(preview, "result", detail);
    }
    if (pairs == preview_cases[3] || pairs == preview_cases[6]) /* every question stands in one of them */
        preview_write_reasons(preview);
    preview_write_takeaway(preview);
}

/* Writes every right with the figures of the last case. */
static void preview_write_rights(struct preview *preview)
{
    preview_visit(preview, preview_cases[3]);
    screens_go_result(&preview->screens);
    for (uint16_t right = 0; right < preview->rules->right_count; right++) {
        screens_push(&preview->screens, SCREEN_RIGHT)->right = right;
        preview_write(preview, "right", rules_string(preview->rules, preview->rules->rights[right].id));
        screens_pop(&preview->screens);
    }
}

/* Writes the reference pages. */
static void preview_write_guide(struct preview *preview)
{
    screens_push(&preview->screens, SCREEN_GUIDE);
    preview_write(preview, "guide", "");
    for (uint16_t leaf = 0; leaf <= preview->rules->guide_count; leaf++) {
        bool glossary = leaf == preview->rules->guide_count;
        screens_push(&preview->screens, SCREEN_LEAF)->leaf = leaf;
        preview_write(preview, "guide", glossary ? "words" : rules_string(preview->rules, preview->rules->guides[leaf].id));
        screens_pop(&preview->screens);
    }
    screens_pop(&preview->screens);
}

/* Writes all screens in the language and the size that are set. */
static void preview_write_all(struct preview *preview)
{
    static const enum screen_id others[] = {SCREEN_LANGUAGES, SCREEN_EMERGENCY, SCREEN_ERASE, SCREEN_QUIT,
                                            SCREEN_IDLE,      SCREEN_RESUME};
    static const char *const names[] = {"languages", "emergency", "erase", "quit", "idle", "resume"};
    screens_go(&preview->screens, SCREEN_LANGUAGE);
    preview_write(preview, "language", "");
    preview_write_help(preview, "");
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        screens_push(&preview->screens, others[i])->idle_left_ms = IDLE_WARNING_MS;
        preview_write(preview, names[i], "");
        screens_pop(&preview->screens);
    }
    preview_write_guide(preview);
    preview_write_questions(preview);
    for (size_t i = 0; i < sizeof preview_cases / sizeof preview_cases[0]; i++)
        preview_write_case(preview, preview_cases[i]);
    preview_write_rights(preview);
}

/* Writes one language in one size. */
static void preview_run(struct preview *preview, const struct options *options, const char *language, int columns,
                        int rows)
{
    struct screens_options screens = {.day = options->day, .address = SCREENS_ADDRESS};
    front_script_init(&preview->script, rows, columns, NULL, 0);
    preview->script.front.draws_blocks = true;
    i18n_set_language(language);
    if (screens_init(&preview->screens, &preview->script.front, preview->rules, &screens))
        preview_write_all(preview);
    screens_done(&preview->screens);
    preview->script.front.done(&preview->script.front);
}

/* Reads "80x24"; false when it is nothing of the kind. */
static bool preview_read_size(const char *text, int *columns, int *rows)
{
    char *end = NULL;
    long width = strtol(text, &end, 10);
    long height = *end == 'x' ? strtol(end + 1, &end, 10) : 0;
    if (*end || width < PAGE_COLUMNS_MIN || width > PAGE_COLUMNS_MAX || height < PAGE_ROWS_MIN ||
        height > PAGE_ROWS_MAX)
        return false;
    *columns = (int)width;
    *rows = (int)height;
    return true;
}

int command_preview(const struct options *options, const struct rules *rules)
{
    int sizes[PREVIEW_SIZES][2] = {{80, 24}, {64, 24}, {40, 12}};
    int count = options->size ? 1 : PREVIEW_SIZES;
    struct preview *preview = memory_new(sizeof *preview);
    preview->rules = rules;
    preview->sound = true;
    if (options->size && !preview_read_size(options->size, &sizes[0][0], &sizes[0][1])) {
        fputs("droits-sante: --size is COLUMNSxROWS, for instance 80x24\n", stderr);
        free(preview);
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < i18n_language_count(); i++) {
        const char *code = i18n_language_at(i)->code;
        if (options->lang && strcmp(options->lang, code) != 0)
            continue;
        for (int k = 0; k < count; k++)
            preview_run(preview, options, code, sizes[k][0], sizes[k][1]);
        preview->sound = i18n_check_texts() && preview->sound;
    }
    printf("=== %d pages, %d overflows, %d lost words\n", preview->pages, preview->overflows, preview->lost);
    bool fine = preview->sound && preview->pages > 0 && preview->overflows == 0 && preview->lost == 0;
    int status = fine ? EXIT_FINE : EXIT_DATA;
    free(preview);
    return status;
}
