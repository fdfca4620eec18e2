/* The fifth tab of the result: the articles of the rights, and the figures of their texts.
 * Articles stay French.  A figure without a name here is deliberately not listed. */
#include <stdlib.h>
#include <string.h>

#include "i18n/format.h"
#include "rules/places.h"
#include "rules/rules.h"
#include "screens/result.h"
#include "util/memory.h"

/* Adds the articles of one right. */
static void law_add_articles(const struct screens *s, struct page *page, uint16_t right)
{
    const struct rules_right *r = &s->rules->rights[right];
    char *title = r->law_count ? result_title(s, right) : NULL;
    if (title) {
        page_add_blank(page);
        page_add_heading(page, title);
    }
    for (uint32_t i = r->first_law; i < (uint32_t)r->first_law + r->law_count; i++) {
        const struct rules_law *law = &s->rules->laws[i];
        if (s->options.day < law->from || s->options.day >= law->until)
            continue;
        char *date = law->since > INT32_MIN ? words_date_short(law->since) : NULL;
        /* TRANSLATORS: behind an article of law: 40 columns */
        char *since = date ? words_with(N_("in force since {date}"), "date", date) : NULL;
        page_add_pair(page, PAGE_TEXT, rules_string(s->rules, law->ref), since ? since : "");
        free(since);
        free(date);
    }
    free(title);
}

/* Adds the days of a figure and its French reference, where there is one. */
static void law_add_source(const struct screens *s, struct page *page, const struct rules_version *version)
{
    char *from = words_date_short(version->from);
    char *checked = words_date_short(version->checked);
    const char *source = rules_string(s->rules, version->ref);
    struct i18n_place places[] = {{"from", from}, {"checked", checked}, {"source", source}};
    char *words = source[0]
                      /* TRANSLATORS: under a figure: two days in digits, and a French legal reference */
                      ? words_fill(N_("from {from}, checked on {checked}; {source}"), places, 3)
                      /* TRANSLATORS: under a figure: two days in digits */
                      : words_fill(N_("from {from}, checked on {checked}"), places, 2);
    page_add_indented(page, PAGE_HINT, 2, 0, words);
    free(words);
    free(from);
    free(checked);
}

/* Adds one figure with its name, its days and its reference. */
static void law_add_figure(const struct screens *s, struct page *page, uint16_t parameter)
{
    const struct rules_version *version = rules_version_on(s->rules, parameter, s->options.day);
    struct buffer value = {0};
    if (version && i18n_format_parameter(s->rules, parameter, s->options.day, &value)) {
        enum places_doubt doubt = places_find_version_doubt(version, s->options.day);
        if (doubt != DOUBT_NONE)
            buffer_add_format(&value, " %s", words_doubt(doubt));
        page_add_pair(page, PAGE_TEXT, words_figure(s, parameter), buffer_text(&value));
        law_add_source(s, page, version);
    }
    buffer_done(&value);
}

/* Marks the figures with a name that the texts shown of one right mention. */
static void law_mark_figures(const struct screens *s, uint16_t right, bool *marked)
{
    struct rules_texts texts = s->rules->rights[right].texts;
    for (uint32_t i = texts.first; i < texts.first + texts.count; i++) {
        const char *english = rules_string(s->rules, s->rules->texts[i].text);
        char *shown = words_text(s, &s->rules->texts[i]);
        char name[64];
        bool broken = false;
        for (size_t at = 0; shown && rules_next_place(english, &at, name, &broken);) {
            uint16_t parameter = rules_find_place(s->rules, name);
            if (parameter != RULES_NONE && words_figure(s, parameter))
                marked[parameter] = true;
        }
        free(shown);
    }
}

/* Adds the figures that the result leans on. */
static void law_add_figures(const struct screens *s, struct page *page, const struct result_item *items,
                               size_t count)
{
    bool *marked = memory_new(s->rules->parameter_count + 1);
    uint16_t ceiling = s->rules->figures[FIGURE_CEILING_PRINTED];
    bool any = false;
    for (size_t i = 0; i < count; i++)
        law_mark_figures(s, items[i].right, marked);
    if (s->outcome.walk.ceiling_free != WALK_NO_AMOUNT && ceiling != RULES_NONE)
        marked[ceiling] = words_figure(s, ceiling) != NULL;
    for (uint16_t i = 0; i < s->rules->parameter_count; i++) {
        if (marked[i] && !any) {
            page_add_blank(page);
            page_add_heading(page, _("Figures used"));
        }
        any = any || marked[i];
        if (marked[i])
            law_add_figure(s, page, i);
    }
    free(marked);
}

void result_build_law(struct screens *s, struct page *page)
{
    struct result_item items[LISTED_MOST];
    size_t count = result_list(s, items);
    char *day = words_date(s->options.day);
    words_add(page, PAGE_TEXT, words_with(N_("Decided with the rules of {date}."), "date", day));
    free(day);
    for (size_t i = 0; i < count; i++)
        law_add_articles(s, page, items[i].right);
    dates_add(s, page);
    law_add_figures(s, page, items, count);
    if (s->options.desk)
        reasons_add_trace(s, page);
}
