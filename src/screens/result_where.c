/* The fourth tab of the result: where to go, each place once.
 * It deliberately knows no address but those in the texts. */
#include <stdlib.h>

#include "screens/result.h"

bool result_is_repeated(const struct screens *s, const struct result_item *items, size_t count, uint32_t text)
{
    for (size_t i = 0; i < count; i++) {
        struct rules_texts texts = s->rules->rights[items[i].right].texts;
        for (uint32_t k = texts.first; k < texts.first + texts.count; k++)
            if (s->rules->texts[k].kind == TEXT_RIGHT_WHERE && s->rules->texts[k].text == s->rules->texts[text].text)
                return true;
    }
    return false;
}

/* Adds the places of one right. */
static void result_add_where(const struct screens *s, struct page *page, const struct result_item *items, size_t item)
{
    struct rules_texts texts = s->rules->rights[items[item].right].texts;
    bool headed = false;
    for (uint32_t k = texts.first; k < texts.first + texts.count; k++) {
        const struct rules_text *text = &s->rules->texts[k];
        if (text->kind != TEXT_RIGHT_WHERE || s->options.day < text->from || s->options.day >= text->until ||
            result_is_repeated(s, items, item, k))
            continue;
        if (!headed)
            result_add_title(s, page, items[item].right);
        headed = true;
        struct rules_texts one = {k, 1};
        words_add_all(s, page, one, TEXT_RIGHT_WHERE, NULL, true);
    }
}

uint32_t result_place_kinds(const struct screens *s, const struct result_item *items, size_t count)
{
    uint32_t kinds = 0;
    for (size_t i = 0; i < count; i++) {
        struct rules_texts texts = s->rules->rights[items[i].right].texts;
        for (uint32_t k = texts.first; k < texts.first + texts.count; k++) {
            const struct rules_text *text = &s->rules->texts[k];
            if (text->kind == TEXT_RIGHT_WHERE && text->place < 32 && s->options.day >= text->from &&
                s->options.day < text->until)
                kinds |= (uint32_t)1 << text->place;
        }
    }
    return kinds;
}

/* Adds the places nearby that the rights send people to. */
static void result_add_nearby(const struct screens *s, struct page *page, const struct result_item *items, size_t count)
{
    const struct site_places *places = s->options.places;
    uint32_t kinds = result_place_kinds(s, items, count);
    bool headed = false;
    for (size_t i = 0; places && i < places->count; i++) {
        char *lines[SITE_MAX_LINES];
        if (!(kinds >> places->items[i].kind & 1))
            continue;
        page_add_blank(page);
        if (!headed)
            page_add_heading(page, _("Near here"));
        headed = true;
        size_t shown = words_place(s, &places->items[i], lines);
        for (size_t k = 0; k < shown; k++) {
            page_add_indented(page, PAGE_TEXT, k ? 2 : 0, 2, lines[k]);
            free(lines[k]);
        }
    }
}

void result_build_where(struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    size_t count = result_list(s, items);
    for (size_t i = 0; i < count; i++)
        result_add_where(s, page, items, i);
    result_add_nearby(s, page, items, count);
}
