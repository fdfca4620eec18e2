/* The third tab of the result: the papers to bring, each with a box to tick.
 * It deliberately names no right, so that the list can be shown to others. */
#include <stdlib.h>

#include "screens/result.h"

/* True when a paper is asked of this person on this day. */
static bool result_asks_paper(const struct screens *s, const struct rules_paper *paper)
{
    if (s->options.day < paper->from || s->options.day >= paper->until)
        return false;
    if (paper->key == RULES_NONE)
        return true;
    const struct tree_answer *answer = &s->outcome.answers.answers[paper->key];
    return answer->state != ANSWER_GIVEN || !(paper->options >> answer->option & 1);
}

/* Adds the papers of one right that are not listed yet. */
static void result_collect_papers(const struct screens *s, uint16_t right, struct result_paper *papers, size_t *count)
{
    const struct rules_right *r = &s->rules->rights[right];
    for (uint32_t i = r->first_paper; i < (uint32_t)r->first_paper + r->paper_count; i++) {
        const struct rules_paper *paper = &s->rules->papers[i];
        bool listed = !result_asks_paper(s, paper);
        for (size_t k = 0; k < *count; k++)
            if (papers[k].document == paper->document) {
                papers[k].if_any = papers[k].if_any && (listed || paper->if_any);
                listed = true;
            }
        if (!listed && *count < SESSION_MAX_PAPERS)
            papers[(*count)++] = (struct result_paper){paper->document, paper->if_any != 0};
    }
}

size_t result_list_papers(const struct screens *s, struct result_paper *papers, size_t *first_possible)
{
    struct result_item items[LISTED_MOST];
    size_t rights = result_list(s, items);
    size_t count = 0;
    for (size_t i = 0; i < rights; i++)
        if (!result_is_possible(items[i].part))
            result_collect_papers(s, items[i].right, papers, &count);
    *first_possible = count;
    for (size_t i = 0; i < rights; i++)
        if (result_is_possible(items[i].part))
            result_collect_papers(s, items[i].right, papers, &count);
    return count;
}

char *result_paper_label(const struct screens *s, const struct result_paper *paper)
{
    char *label = words_first(s, s->rules->documents[paper->document].texts, TEXT_DOCUMENT_LABEL);
    if (!paper->if_any || !label)
        return label;
    /* TRANSLATORS: a paper that is useful but not required of everybody */
    char *marked = words_with(N_("{paper} (if needed)"), "paper", label);
    free(label);
    return marked;
}

/* Adds one paper with its box, and with its hint when it is OPEN. */
static void result_add_paper(const struct screens *s, struct page *page, const struct result_paper *paper, bool open)
{
    const struct rules_document *document = &s->rules->documents[paper->document];
    char *label = result_paper_label(s, paper);
    char *hint = open ? words_first(s, document->texts, TEXT_DOCUMENT_HINT) : NULL;
    bool ticked = session_is_ticked(&s->session, paper->document);
    page_add_choice(page, ticked ? "[x]" : "[ ]", label ? label : "", hint, false);
    free(label);
    free(hint);
}

void result_build_papers(struct screens *s, struct page *page)
{
    struct result_paper papers[SESSION_MAX_PAPERS] = {{0}};
    size_t possible = 0;
    size_t count = result_list_papers(s, papers, &possible);
    page_add_text(page, PAGE_HINT, _("A paper is missing? Claim anyway; it can follow later."));
    page_add_blank(page);
    if (count == 0)
        page_add_text(page, PAGE_TEXT, _("No paper is needed."));
    for (size_t i = 0; i < count; i++) {
        if (i == possible) {
            page_add_blank(page);
            page_add_heading(page, _("Only for what is not sure yet"));
        }
        result_add_paper(s, page, &papers[i], s->front->is_plain);
    }
    if (count && !s->front->is_plain) {
        page_add_blank(page);
        page_add_text(page, PAGE_HINT, _("Press ? to read what counts for each paper."));
    }
}

void result_add_paper_help(const struct screens *s, struct page *page)
{
    struct result_paper papers[SESSION_MAX_PAPERS] = {{0}};
    size_t possible = 0;
    size_t count = result_list_papers(s, papers, &possible);
    for (size_t i = 0; i < count; i++) {
        const struct rules_document *document = &s->rules->documents[papers[i].document];
        words_add(page, PAGE_HEADING, words_first(s, document->texts, TEXT_DOCUMENT_LABEL));
        words_add_all(s, page, document->texts, TEXT_DOCUMENT_HINT, NULL, true);
    }
}
