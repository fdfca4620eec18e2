/* What the visitor takes away, in two languages side by side, so that a volunteer can check what
 * the other person reads.  Left and right choose the other language.
 * It deliberately shows the sheet as it would be printed, and nothing that is not on it. */
#include <stdlib.h>

#include "rules/rules.h"
#include "screens/handout.h"

#define MARGINS 4 /* columns of the page that text does not use */

/* The language in the second column: first the one of the sheet, then the others in turn. */
static const char *beside_language(const struct screens *s)
{
    const char *other = takeaway_other(s);
    const struct i18n_language *first = other ? i18n_find_language(other) : i18n_language();
    size_t count = i18n_language_count();
    size_t at = 0;
    while (i18n_language_at(at) != first)
        at++;
    for (int left = screens_look(s)->focused_language + (other == NULL); left > 0; left--)
        do
            at = (at + 1) % count;
        while (i18n_language_at(at) == i18n_language());
    return i18n_language_at(at)->code;
}

/* The question that the desk has marked and its answers, in the language in force. */
static void beside_say_question(const struct screens *s, uint16_t question, uint16_t group, struct buffer *title,
                                struct buffer *answers)
{
    char *words = words_first(s, s->rules->questions[question].texts, TEXT_QUESTION_TITLE);
    buffer_add(title, words ? words : "");
    if (s->rules->questions[question].kind == QUESTION_CHOICE)
        question_add_numbered(s, question, group, answers);
    free(words);
}

/* Adds the question that the desk has marked in both languages, to read aloud. */
static void beside_add_question(struct screens *s, const char *also, struct sheet *sheet)
{
    const struct frame *below = s->depth > 1 ? &s->frames[s->depth - 2] : NULL;
    uint16_t question = below && below->screen == SCREEN_DESK ? desk_find_marked(s, below) : RULES_NONE;
    struct buffer titles[2] = {{0}};
    struct buffer answers[2] = {{0}};
    const char *language = i18n_language()->code;
    if (question == RULES_NONE)
        return;
    beside_say_question(s, question, below->group, &titles[0], &answers[0]);
    i18n_set_language(also);
    beside_say_question(s, question, below->group, &titles[1], &answers[1]);
    i18n_set_language(language);
    sheet_add(sheet, SHEET_HEADING, buffer_text(&titles[0]), buffer_text(&titles[1]));
    if (answers[0].length)
        sheet_add(sheet, SHEET_NOTICE, buffer_text(&answers[0]), buffer_text(&answers[1]));
    for (int i = 0; i < 2; i++) {
        buffer_done(&titles[i]);
        buffer_done(&answers[i]);
    }
}

/* Adds TEXT line by line with its blanks kept, so that columns stay columns. */
static void beside_add_lines(struct page *page, const char *text)
{
    struct buffer kept = {0};
    for (const char *c = text; *c; c++)
        buffer_add_bytes(&kept, *c == ' ' ? "\xc2\xa0" : c, *c == ' ' ? 2 : 1);
    page_add_text(page, PAGE_TEXT, buffer_text(&kept));
    buffer_done(&kept);
}

/* Adds the question of the desk and the sheet. */
static void beside_build(struct screens *s, struct page *page)
{
    const char *also = beside_language(s);
    struct handout_options options = {.also = also};
    struct sheet sheet;
    struct sheet question;
    struct buffer text = {0};
    int columns = page_width(page) - MARGINS < 20 ? 20 : page_width(page) - MARGINS;
    page_add_text(page, PAGE_HINT, _("Left and right: another language."));
    sheet_init(&question, true, false);
    beside_add_question(s, also, &question);
    sheet_print_text(&question, columns, &text);
    buffer_add(&text, text.length ? "\n" : "");
    handout_build(s, &options, &sheet);
    sheet_print_text(&sheet, columns, &text);
    beside_add_lines(page, buffer_text(&text));
    sheet_done(&question);
    sheet_done(&sheet);
    buffer_done(&text);
}

/* The section. */
static const char *beside_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Two languages");
}

/* Shows another language. */
static void beside_turn(struct screens *s, int by)
{
    int others = (int)i18n_language_count() - 1;
    struct frame *frame = screens_top(s);
    frame->focused_language = (frame->focused_language + others + by) % others;
    frame->scroll = 0;
}

/* Enter goes back: there is nothing to choose. */
static void beside_accept(struct screens *s)
{
    screens_pop(s);
}

const struct screen_ops screen_beside = {.name = "beside",
                                         .section = beside_section,
                                         .build = beside_build,
                                         .accept = beside_accept,
                                         .turn = beside_turn};
