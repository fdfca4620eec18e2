/* The kiosk's question to nobody: are you still there?  In four languages, with the time left.
 * It deliberately handles no key: the driver lets any key continue. */
#include "screens/four.h"
#include "screens/internal.h"
#include "util/memory.h"

const struct four four_still = {{"Êtes-vous encore là ?", "Bent u er nog?", "Er du her stadig?", "Are you still there?"}};
const struct four four_erased = {{"Vos réponses seront effacées dans", "Uw antwoorden worden gewist over",
                                  "Dine svar bliver slettet om", "Your answers will be erased in"}};
const struct four four_continue = {{"Appuyez sur une touche.", "Druk op een toets.", "Tryk på en tast.",
                                    "Press any key to continue."}};
const struct four four_erase_now = {{"X  Effacer maintenant", "X  Nu wissen", "X  Slet nu", "X  Erase now"}};

/* Adds the warning. */
static void idle_build(struct screens *s, struct page *page)
{
    int seconds = screens_look(s)->idle_left_ms / 1000;
    struct buffer left = {0};
    buffer_add_format(&left, "%d:%02d", seconds / 60, seconds % 60);
    page_set_header(page, "droits-sante", NULL, NULL, NULL);
    page_add_columns(page, PAGE_TITLE, four_still.texts, FOUR);
    page_add_blank(page);
    page_add_columns(page, PAGE_TEXT, four_erased.texts, FOUR);
    page_add_blank(page);
    page_add_indented(page, PAGE_WARNING, 2, 0, buffer_text(&left));
    page_add_blank(page);
    page_add_columns(page, PAGE_TEXT, four_continue.texts, FOUR);
    page_add_blank(page);
    page_add_columns(page, PAGE_HINT, four_erase_now.texts, FOUR);
    buffer_done(&left);
}

const struct screen_ops screen_idle = {.name = "idle", .build = idle_build, .own_edges = true};
