/* The fourth tab of the result: where to go, each place once.
 * It deliberately knows no address but those in the texts. */
#include <stdlib.h>

#include "screens/result.h"

/* True when a text was already shown for one of the rights before ITEM. */
static bool result_is_repeated(const struct screens *s, const struct result_item *items, size_t item, uint32_t text)
{
    for (size_t i = 0; i < item; i++) {
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

void result_build_where(struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    size_t count = result_list(s, items);
    for (size_t i = 0; i < count; i++)
        result_add_where(s, page, items, i);
}
