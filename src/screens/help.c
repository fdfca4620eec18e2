/* Help: why this question is asked, hard words, and every key that works here.
 * It deliberately has no text of its own: questions bring theirs, hard words come from the
 * glossary, keys from the table. */
#include <stdlib.h>

#include "rules/rules.h"
#include "screens/internal.h"
#include "screens/result.h"

/* The screen under the help. */
static enum screen_id help_for(const struct screens *s)
{
    return s->depth > 1 ? s->frames[s->depth - 2].screen : SCREEN_LANGUAGE;
}

/* The section. */
static const char *help_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    return _("Help");
}

/* Adds the keys that work on the screen under the help. */
static void help_add_keys(const struct screens *s, struct page *page)
{
    size_t count = 0;
    const struct key_row *rows = keys_table(&count);
    for (size_t i = 0; i < count; i++) {
        const struct key_row *row = &rows[i];
        const char *label = s->front->is_plain ? row->plain_label : row->label;
        if (row->help && label && (row->screens >> help_for(s) & 1) && (row->kiosk || !s->options.kiosk))
            page_add_pair(page, PAGE_TEXT, row->translate ? i18n_text_in("key", label) : label, _(row->help));
    }
}

/* The screen under the help. */
static const struct frame *help_below(const struct screens *s)
{
    return &s->frames[s->depth - 2];
}

/* The question helped with: of an amount a month, that one's own help; at the desk, that of the
 * marked line; RULES_NONE where none is asked. */
static uint16_t help_question(const struct screens *s)
{
    const struct frame *below = help_below(s);
    switch (help_for(s)) {
    case SCREEN_DESK:
        return desk_find_marked(s, below);
    case SCREEN_QUESTION:
    case SCREEN_NUMBER:
    case SCREEN_INCOME:
        break;
    default:
        return RULES_NONE;
    }
    if (below->question == RULES_NONE)
        return RULES_NONE;
    uint16_t partner = s->rules->questions[below->question].partner;
    return below->mode == MODE_MONTH && partner != RULES_NONE ? partner : below->question;
}

/* Adds what helps with a question. */
static void help_add_question(const struct screens *s, struct page *page)
{
    uint16_t question = help_question(s);
    struct rules_texts texts = s->rules->questions[question].texts;
    bool choice = s->rules->questions[question].kind == QUESTION_CHOICE;
    struct frame asked = {.question = question, .group = help_below(s)->group};
    struct buffer shown = {0};
    words_add(page, PAGE_TITLE, words_first(s, texts, TEXT_QUESTION_TITLE));
    page_add_blank(page);
    page_add_heading(page, _("Why this question?"));
    words_add_all(s, page, texts, TEXT_QUESTION_WHY, NULL, false);
    words_add_all(s, page, texts, TEXT_QUESTION_HELP, N_("Good to know"), true);
    if (choice)
        question_add_hints(s, &asked, page);
    if (choice)
        question_collect(s, &asked, &shown);
    else
        terms_collect(s, texts, &shown);
    terms_add(s, page, buffer_text(&shown));
    buffer_done(&shown);
}

/* Adds the hard words of a right, or of the titles of the result. */
static void help_add_result(const struct screens *s, struct page *page)
{
    struct buffer shown = {0};
    const struct walk_result *walk = &s->outcome.walk;
    for (uint16_t i = 0; help_for(s) == SCREEN_RESULT && i < s->rules->right_count; i++) {
        bool given = rules_set_has(walk->certain, i) || rules_set_has(walk->possible, i);
        char *title = given ? words_first(s, s->rules->rights[i].texts, TEXT_RIGHT_TITLE) : NULL;
        buffer_add(&shown, title ? title : "");
        buffer_add(&shown, "\n");
        free(title);
    }
    if (help_for(s) == SCREEN_RIGHT) {
        struct rules_texts texts = s->rules->rights[help_below(s)->right].texts;
        words_add(page, PAGE_TITLE, words_first(s, texts, TEXT_RIGHT_TITLE));
        terms_collect(s, texts, &shown);
    }
    if (help_for(s) == SCREEN_RESULT && help_below(s)->tab == TAB_PAPERS)
        result_add_paper_help(s, page);
    terms_add(s, page, buffer_text(&shown));
    buffer_done(&shown);
}

/* Adds the help. */
static void help_build(struct screens *s, struct page *page)
{
    if (help_question(s) != RULES_NONE)
        help_add_question(s, page);
    else if (help_for(s) == SCREEN_RESULT || help_for(s) == SCREEN_RIGHT)
        help_add_result(s, page);
    page_add_blank(page);
    page_add_heading(page, _("Keys"));
    help_add_keys(s, page);
}

/* Closes the help. */
static void help_accept(struct screens *s)
{
    screens_pop(s);
}

const struct screen_ops screen_help = {
    .name = "help", .section = help_section, .build = help_build, .accept = help_accept};
