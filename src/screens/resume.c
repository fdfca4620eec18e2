/* The code with which a visit goes on elsewhere: shown after a warning, and typed at a desk.
 * The code holds every answer, so it stands neither beside a QR code nor on a sheet.
 * It deliberately keeps nothing: what was typed is wiped with the visit. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include <stdlib.h>
#include <string.h>

#include "screens/internal.h"
#include "util/memory.h"

/* ---- showing ---- */

/* Adds the warning before the code is shown. */
static void code_add_warning(struct screens *s, struct page *page)
{
    page_add_title(page, _("A code to go on at a desk"));
    page_add_text(page, PAGE_TEXT, _("Somebody at a desk types this code and sees your answers. You do not start again."));
    page_add_text(page, PAGE_WARNING,
                  _("The code holds all your answers, also which papers you have. Who finds it can read them."));
    page_add_text(page, PAGE_TEXT, _("No name is in it. Show it only to somebody you trust."));
    page_add_blank(page);
    page_add_choice(page, screens_label(s, 0, true), _("No, go back"), NULL, false);
    page_add_choice(page, screens_label(s, 1, true), _("Yes, show the code"), NULL, false);
}

/* The code of the answers that matter.  The caller wipes it. */
static bool code_make(const struct screens *s, struct buffer *code)
{
    struct code_visit visit = {s->options.day, s->session.answered, session_settle(&s->session)};
    bool made = code_write(s->rules, &visit, code);
    explicit_bzero(&visit, sizeof visit);
    return made;
}

/* Adds the code. */
static void code_add_code(const struct screens *s, struct page *page)
{
    struct buffer code = {0};
    page_add_title(page, _("Your code"));
    page_add_blank(page);
    if (code_make(s, &code))
        page_add_indented(page, PAGE_HEADING, 4, 0, buffer_text(&code));
    page_add_blank(page);
    page_add_text(page, PAGE_TEXT, _("Write it down, or take it to the desk now. It is erased here with your answers."));
    page_add_text(page, PAGE_HINT, _("There is no letter O in it: it is always the number 0."));
    if (code.data)
        explicit_bzero(code.data, code.length);
    buffer_done(&code);
}

/* Adds the warning or the code. */
static void code_build(struct screens *s, struct page *page)
{
    if (screens_look(s)->opened)
        code_add_code(s, page);
    else
        code_add_warning(s, page);
}

/* The section. */
static const char *code_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Code");
}

/* Shows the code, or goes back. */
static void code_choose(struct screens *s, int item)
{
    if (item != 1) {
        screens_pop(s);
        return;
    }
    screens_top(s)->opened = true;
    s->changed = true;
}

/* Enter: what is marked; with the code shown, back. */
static void code_accept(struct screens *s)
{
    code_choose(s, screens_look(s)->opened ? 0 : page_focused(s->page));
}

const struct screen_ops screen_code = {
    .name = "code", .section = code_section, .build = code_build, .choose = code_choose, .accept = code_accept};

/* ---- typing ---- */

/* What is wrong with the code typed, or null. */
static const char *resume_problem(enum code_problem problem)
{
    switch (problem) {
    case CODE_FINE:
        return NULL;
    case CODE_EMPTY:
        return _("Please type the code.");
    case CODE_BAD_CHARACTER:
        return _("That character is in no code. A code has capital letters, digits and hyphens.");
    case CODE_TOO_SHORT:
        return _("A part of the code is missing.");
    case CODE_TOO_LONG:
        return _("The code is too long.");
    case CODE_BAD_CHECK:
        return _("One character or more is wrong. Compare the code again.");
    case CODE_OTHER_VERSION:
        return _("The code comes from a program with other questions. Please ask the questions again.");
    case CODE_BAD_DAY:
        return _("The code is of a day for which there are no rules here.");
    case CODE_BAD_ANSWER:
        return _("The code holds an answer that does not exist.");
    }
    return NULL;
}

/* Adds the field. */
static void resume_build(struct screens *s, struct page *page)
{
    const char *problem = resume_problem(s->entry_problem);
    page_add_title(page, _("Type the code of the visit"));
    page_add_text(page, PAGE_HINT, _("Hyphens and small letters do not matter."));
    page_add_blank(page);
    page_add_code_field(page, s->entry, RESUME_ROOM);
    if (problem) {
        page_add_blank(page);
        page_add_text(page, PAGE_ERROR, problem);
    }
}

/* Takes the code: the visit goes on with its answers. */
static void resume_accept(struct screens *s)
{
    struct code_visit visit;
    s->entry_problem = code_read(s->rules, s->entry, &visit);
    if (s->entry_problem != CODE_FINE) {
        s->front->bell(s->front);
        return;
    }
    screens_resume(s, &visit);
    explicit_bzero(&visit, sizeof visit);
    explicit_bzero(s->entry, sizeof s->entry);
}

/* A key of the field: every letter is one of the code, L too, which counts as 1. */
static bool resume_type(struct screens *s, const struct event *event)
{
    size_t length = strlen(s->entry);
    char c = event->character;
    bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (part && length < ENTRY_MOST)
        s->entry[length] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    else if (event->key == FRONT_KEY_BACKSPACE && length > 0)
        s->entry[length - 1] = '\0';
    else if (event->key == FRONT_KEY_CLEAR)
        explicit_bzero(s->entry, sizeof s->entry);
    else if (!part && c != ' ')
        return false;
    s->entry_problem = CODE_FINE;
    return true;
}

/* Forgets what was typed and goes back. */
static void resume_back(struct screens *s)
{
    explicit_bzero(s->entry, sizeof s->entry);
    s->entry_problem = CODE_FINE;
    screens_pop(s);
}

const struct screen_ops screen_resume = {.name = "resume",
                                         .section = code_section,
                                         .build = resume_build,
                                         .accept = resume_accept,
                                         .back = resume_back,
                                         .type = resume_type};
