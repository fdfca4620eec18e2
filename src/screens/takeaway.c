/* Taking the result away: the sheet on paper in several forms, a QR code of a public address,
 * and the code with which a visit goes on elsewhere.
 * The screen never waits for the printer: it looks what became of the job between two keys.
 * It deliberately writes no file; the QR code and the resume code never stand side by side. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "output/qr.h"
#include "screens/handout.h"

#define PRINTS_MOST 3 /* sheets in one visit */
#define AGAIN_AFTER_MS 20000 /* the same sheet is not printed again sooner */
#define TAKEAWAY_FILE "droits-sante.pdf"
#define QR_COLUMNS_LEAST 76 /* a narrower screen shows the address only */
#define QR_ROWS_LEAST 24

/* What can be chosen, in the order shown. */
enum takeaway_item {
    TAKE_TWO,      /* the sheet in two languages */
    TAKE_ONE,      /* in one */
    TAKE_LARGE,    /* in large print */
    TAKE_DISCREET, /* without the names of rights */
    TAKE_SAVE,     /* into a file, at the desk only */
    TAKE_CODE,     /* go on elsewhere */
    TAKE_COUNT
};

/* Milliseconds on a clock that only runs forward. */
static int64_t takeaway_now(void)
{
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

const char *takeaway_other(const struct screens *s)
{
    if (strcmp(i18n_language()->code, "fr") != 0)
        return "fr";
    return s->options.beside && strcmp(s->options.beside, "fr") != 0 ? s->options.beside : NULL;
}

/* True when ITEM can be chosen now. */
static bool takeaway_has(const struct screens *s, enum takeaway_item item)
{
    if (item == TAKE_TWO)
        return takeaway_other(s) != NULL;
    return item != TAKE_SAVE || s->options.desk;
}

/* The words of an item.  The caller frees them. */
static char *takeaway_words(const struct screens *s, enum takeaway_item item)
{
    const struct i18n_language *other = takeaway_other(s) ? i18n_find_language(takeaway_other(s)) : NULL;
    struct i18n_place places[] = {{"language", i18n_language()->name}, {"other", other ? other->name : NULL}};
    switch (item) {
    case TAKE_TWO:
        /* TRANSLATORS: ways to take the result away: 60 columns each; {language} is "Dansk", {other} "Français" */
        return words_fill(N_("Print: {language} and {other}"), places, 2);
    case TAKE_ONE:
        return words_fill(N_("Print: {language} only"), places, 2);
    case TAKE_LARGE:
        return memory_copy_text(_("Print in large letters"));
    case TAKE_DISCREET:
        return memory_copy_text(_("Print a discreet sheet"));
    case TAKE_SAVE:
        return memory_copy_text(_("Save the sheet in a file (PDF)"));
    default:
        return memory_copy_text(_("Get a code, to go on at a desk"));
    }
}

/* The sentence under an item, or null. */
static const char *takeaway_hint(enum takeaway_item item)
{
    if (item == TAKE_DISCREET)
        return _("Papers and places only. A sheet that names a right can show that somebody has no papers.");
    return NULL;
}

/* What became of the last job, or null. */
static const char *takeaway_report(const struct screens *s)
{
    static const char *const words[] = {
        [PRINTER_WORKING] = N_("The sheet goes to the printer ..."),
        [PRINTER_SLOW] = N_("The printer takes its time. You can go on meanwhile."),
        [PRINTER_SENT] = N_("Sent to the printer. Do not forget your sheet."),
        [PRINTER_STOPPED] = N_("The printer has stopped. Please ask at the desk."),
        [PRINTER_NONE] = N_("There is no printer here. You can copy what you need, or ask at the desk."),
        [PRINTER_FAILED] = N_("The sheet could not be printed. Please ask at the desk."),
        [PRINTER_HANGS] = N_("The printer does not answer. Please ask at the desk."),
    };
    if (s->takeaway_note)
        return _(s->takeaway_note);
    return s->printer.state == PRINTER_IDLE ? NULL : _(words[s->printer.state]);
}

/* Adds what became of the last job. */
static void takeaway_add_report(const struct screens *s, struct page *page)
{
    const char *report = takeaway_report(s);
    bool bad = s->printer.state >= PRINTER_STOPPED;
    if (!report)
        return;
    page_add_blank(page);
    page_add_text(page, bad ? PAGE_WARNING : PAGE_TEXT, report);
}

/* Adds the QR code where the terminal can draw it, and its address always. */
static bool takeaway_add_qr(const struct screens *s, struct page *page)
{
    struct qr qr;
    bool room = page_width(page) >= QR_COLUMNS_LEAST && page_height(page) >= QR_ROWS_LEAST;
    bool drawn = s->options.address && s->front->draws_blocks && room && qr_draw(&qr, s->options.address);
    if (!drawn)
        return false;
    page_add_art(page, (const char *const *)qr.rows, qr.count, true);
    qr_done(&qr);
    return true;
}

/* Adds the page. */
static void takeaway_build(struct screens *s, struct page *page)
{
    bool drawn = takeaway_add_qr(s, page);
    page_add_title(page, _("Take the result with you"));
    words_add(page, PAGE_HINT,
              drawn ? words_with(N_("The square holds only this address: {address}"), "address", s->options.address)
                    : words_with(N_("More on the web: {address}"), "address", s->options.address));
    takeaway_add_report(s, page);
    page_add_blank(page);
    for (int item = 0; item < TAKE_COUNT; item++) {
        char *words = takeaway_has(s, (enum takeaway_item)item) ? takeaway_words(s, (enum takeaway_item)item) : NULL;
        if (words)
            page_add_choice(page, screens_label(s, (size_t)page_item_count(page), true), words,
                            takeaway_hint((enum takeaway_item)item), false);
        free(words);
    }
    if (drawn)
        page_end_beside(page);
}

/* The section. */
static const char *takeaway_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Take away");
}

/* Builds the sheet of an item. */
static void takeaway_make(struct screens *s, enum takeaway_item item, struct sheet *sheet)
{
    struct handout_options options = {.also = item == TAKE_ONE || item == TAKE_LARGE ? NULL : takeaway_other(s),
                                      .discreet = item == TAKE_DISCREET,
                                      .large = item == TAKE_LARGE};
    handout_build(s, &options, sheet);
}

/* Prints, unless a job is under way or paper was used enough. */
static void takeaway_print(struct screens *s, enum takeaway_item item)
{
    struct sheet sheet;
    bool again = s->printed_item == 1 + (int)item && takeaway_now() - s->printer.started_ms < AGAIN_AFTER_MS;
    if (s->printer.child)
        return;
    if (again && s->printer.state == PRINTER_SENT)
        return; /* a key held down prints once */
    if (s->prints >= PRINTS_MOST) {
        s->takeaway_note = N_("Enough sheets for one visit. Please ask at the desk.");
        return;
    }
    s->printed_item = 1 + (int)item;
    s->takeaway_note = NULL;
    takeaway_make(s, item, &sheet);
    printer_start(&s->printer, &sheet, s->options.pdf_helper, s->options.queue, takeaway_now());
    sheet_done(&sheet);
}

/* Saves the sheet in the directory from which the program was started. */
static void takeaway_save(struct screens *s)
{
    struct sheet sheet;
    takeaway_make(s, TAKE_TWO, &sheet);
    bool saved = printer_save_pdf(&sheet, s->options.pdf_helper, TAKEAWAY_FILE);
    s->takeaway_note = saved ? N_("Saved as droits-sante.pdf. It names rights: delete it after use.")
                             : N_("The sheet could not be saved here. Is there already a droits-sante.pdf?");
    sheet_done(&sheet);
}

/* Does what was chosen. */
static void takeaway_choose(struct screens *s, int chosen)
{
    for (int item = 0; item < TAKE_COUNT; item++) {
        if (!takeaway_has(s, (enum takeaway_item)item) || chosen-- > 0)
            continue;
        if (item == TAKE_CODE)
            screens_push(s, SCREEN_CODE);
        else if (item == TAKE_SAVE)
            takeaway_save(s);
        else
            takeaway_print(s, (enum takeaway_item)item);
        return;
    }
}

bool takeaway_is_busy(const struct screens *s)
{
    return s->printer.child != 0;
}

bool takeaway_look(struct screens *s)
{
    enum printer_state before = s->printer.state;
    bool changed = printer_poll(&s->printer, takeaway_now()) != before;
    if (changed && s->printer.state == PRINTER_SENT)
        s->prints++;
    return changed;
}

void takeaway_forget(struct screens *s)
{
    printer_stop(&s->printer);
    s->takeaway_note = NULL;
    s->prints = 0;
    s->printed_item = 0;
}

/* What Enter does on the marked line. */
static const char *takeaway_accept_words(const struct screens *s)
{
    int chosen = screens_look(s)->focused;
    for (int item = 0; item < TAKE_COUNT; item++) {
        if (!takeaway_has(s, (enum takeaway_item)item) || chosen-- > 0)
            continue;
        /* TRANSLATORS: what Enter does on a line, in the last row: 18 columns each */
        return item == TAKE_CODE ? _("Continue") : item == TAKE_SAVE ? _("Save") : _("Print");
    }
    return _("Continue");
}

const struct screen_ops screen_takeaway = {.name = "takeaway",
                                           .section = takeaway_section,
                                           .build = takeaway_build,
                                           .choose = takeaway_choose,
                                           .accept_words = takeaway_accept_words};
