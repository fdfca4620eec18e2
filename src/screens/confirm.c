/* Two questions before something is lost: erase everything? leave?
 * It deliberately marks "no" first, so that a careless Enter loses nothing. */
#include "screens/internal.h"

/* Adds a question with its two answers. */
static void confirm_build(struct screens *s, struct page *page, const char *title, const char *hint, const char *no,
                          const char *yes)
{
    page_add_title(page, title);
    page_add_text(page, PAGE_HINT, hint);
    page_add_blank(page);
    page_add_choice(page, screens_label(s, 0, true), no, NULL, false);
    page_add_choice(page, screens_label(s, 1, true), yes, NULL, false);
}

/* Adds the question before erasing. */
static void erase_build(struct screens *s, struct page *page)
{
    confirm_build(s, page, _("Erase all your answers and start again?"), _("They cannot be brought back."),
                  _("No, keep my answers"), _("Yes, erase everything"));
}

/* Erases, or goes back. */
static void erase_choose(struct screens *s, int item)
{
    if (item == 1)
        screens_restart(s);
    else
        screens_pop(s);
}

const struct screen_ops screen_erase = {.name = "erase", .build = erase_build, .choose = erase_choose};

/* Adds the question before leaving. */
static void quit_build(struct screens *s, struct page *page)
{
    confirm_build(s, page, _("Leave the program?"), _("All your answers are erased."), _("No, stay here"),
                  _("Yes, leave"));
}

/* Leaves, or goes back. */
static void quit_choose(struct screens *s, int item)
{
    if (item == 1)
        s->end = SCREENS_LEFT;
    else
        screens_pop(s);
}

const struct screen_ops screen_quit = {.name = "quit", .build = quit_build, .choose = quit_choose};
