/* Danger to life: what to do now, with the numbers to call in large digits.
 * It deliberately asks nothing; one key goes on. */
#include "rules/rules.h"
#include "screens/internal.h"
#include "util/memory.h"

#define EMERGENCY_RIGHT "sos"
#define ROWS_FOR_DIGITS 20 /* on a lower screen every row is for what to do; the first row says what this is */

/* "15" and "112" as large as forty columns allow. */
static const char *const emergency_numbers[] = {
    "  ##  ######       ##    ##  ##### ", " ###  ##          ###   ###      ##",
    "  ##  #####        ##    ##   ##### ", "  ##      ##       ##    ##  ##     ",
    " #### #####       ####  #### ######",
};

/* Adds the page. */
static void emergency_build(struct screens *s, struct page *page)
{
    uint16_t right = rules_find_right(s->rules, EMERGENCY_RIGHT);
    if (right == RULES_NONE)
        return;
    struct rules_texts texts = s->rules->rights[right].texts;
    if (s->front->is_plain || page_height(page) >= ROWS_FOR_DIGITS) {
        words_add(page, PAGE_TITLE, words_first(s, texts, TEXT_RIGHT_TITLE));
        page_add_blank(page);
        page_add_art(page, emergency_numbers, sizeof emergency_numbers / sizeof emergency_numbers[0], false);
        page_add_blank(page);
    }
    words_add_all(s, page, texts, TEXT_RIGHT_HOW, NULL, false);
    words_add_all(s, page, texts, TEXT_RIGHT_CAUTION, NULL, false);
    page_add_blank(page);
    page_add_text(page, PAGE_HINT, _("Press Enter to go on to the questions."));
}

/* The section. */
static const char *emergency_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    /* TRANSLATORS: first row, middle: 26 columns */
    return _("Emergency");
}

/* Goes on. */
static void emergency_accept(struct screens *s)
{
    screens_pop(s);
}

const struct screen_ops screen_emergency = {
    .name = "emergency", .section = emergency_section, .build = emergency_build, .accept = emergency_accept};
