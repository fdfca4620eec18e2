/* Reference pages, opened beside the questionnaire with one key: a list, and each page.
 * They hold on the day asked and use no answers; what is not valid that day is left out.
 * It deliberately has no words of its own: pages come from guide.xml, words from the glossary. */
#include <stdlib.h>

#include "rules/rules.h"
#include "screens/internal.h"

/* The section. */
static const char *guide_section(const struct screens *s, struct buffer *out)
{
    (void)s;
    (void)out;
    return _("Guide");
}

/* Adds the list of pages; the glossary is the last. */
static void guide_build(struct screens *s, struct page *page)
{
    page_add_title(page, _("What do you want to look up?"));
    page_add_text(page, PAGE_HINT, _("Your answers are kept."));
    page_add_blank(page);
    for (uint16_t i = 0; i < s->rules->guide_count; i++) {
        char *title = words_first(s, s->rules->guides[i].texts, TEXT_GUIDE_TITLE);
        page_add_choice(page, screens_label(s, i, true), title ? title : "", NULL, false);
        free(title);
    }
    /* TRANSLATORS: title of a reference page: 40 columns */
    page_add_choice(page, screens_label(s, s->rules->guide_count, true), _("French words and hard words"), NULL, false);
}

/* Opens a page. */
static void guide_choose(struct screens *s, int item)
{
    if (item >= 0 && (uint32_t)item <= s->rules->guide_count)
        screens_push(s, SCREEN_LEAF)->leaf = (uint16_t)item;
}

const struct screen_ops screen_guide = {
    .name = "guide", .section = guide_section, .build = guide_build, .choose = guide_choose};

/* Makes the first letter of a heading a capital: those of ASCII, and the accented ones of Latin 1. */
static void leaf_capitalise(char *text)
{
    unsigned char first = (unsigned char)text[0];
    unsigned char second = first ? (unsigned char)text[1] : 0;
    if (first >= 'a' && first <= 'z')
        text[0] = (char)(first - 'a' + 'A');
    else if (first == 0xc3 && second >= 0xa0 && second <= 0xbe && second != 0xb7)
        text[1] = (char)(second - 0x20);
}

/* Adds one thing that a page explains, under its French name and what that means. */
static void leaf_add_entry(const struct screens *s, struct page *page, const struct rules_entry *entry)
{
    const char *french = rules_string(s->rules, entry->french);
    char *name = words_first(s, entry->texts, TEXT_ENTRY_NAME);
    struct i18n_place places[] = {{"word", french}, {"name", name}};
    if (s->options.day >= entry->from && s->options.day < entry->until) {
        page_add_blank(page);
        /* TRANSLATORS: heading in a reference page: a French word and what it is in plain words */
        char *both = *french && name ? words_fill(N_("{word}: {name}"), places, 2) : NULL;
        if (!both && name)
            leaf_capitalise(name);
        page_add_heading(page, both ? both : name ? name : french);
        free(both);
        words_add_all(s, page, entry->texts, TEXT_ENTRY_SAY, NULL, false);
    }
    free(name);
}

/* Adds every word of the glossary. */
static void leaf_add_glossary(const struct screens *s, struct page *page)
{
    page_add_title(page, _("French words and hard words"));
    for (uint32_t i = 0; i < s->rules->term_count; i++) {
        page_add_blank(page);
        terms_add_term(s, page, &s->rules->terms[i]);
    }
}

/* Adds a page. */
static void leaf_build(struct screens *s, struct page *page)
{
    uint16_t leaf = screens_look(s)->leaf;
    if (leaf >= s->rules->guide_count) {
        leaf_add_glossary(s, page);
        return;
    }
    const struct rules_guide *guide = &s->rules->guides[leaf];
    words_add(page, PAGE_TITLE, words_first(s, guide->texts, TEXT_GUIDE_TITLE));
    words_add_all(s, page, guide->texts, TEXT_GUIDE_INTRO, NULL, false);
    for (uint16_t i = 0; i < guide->entry_count; i++)
        leaf_add_entry(s, page, &s->rules->entries[guide->first_entry + i]);
}

/* Enter goes back to the list: there is nothing to choose. */
static void leaf_accept(struct screens *s)
{
    screens_pop(s);
}

const struct screen_ops screen_leaf = {
    .name = "leaf", .section = guide_section, .build = leaf_build, .accept = leaf_accept};
