/* Is a set of rules sound?  See the header. */
#include "rules/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/graph.h"
#include "rules/known.h"
#include "rules/places.h"
#include "rules/rules.h"
#include "rules/schema.h"
#include "util/date.h"
#include "util/memory.h"
#include "util/utf8.h"

struct checker {
    const struct rules *rules;
    const struct check_sources *sources;
    struct errors *errors;
};

/* Adds a mistake at PLACE, with its line when the file is at hand. */
static void check_error(const struct checker *c, struct rules_source place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void check_error(const struct checker *c, struct rules_source place, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    const struct source *source = c->sources->files ? c->sources->files[place.file] : NULL;
    if (source)
        source_error_at(source, place, c->errors, "%s", message);
    else
        errors_add(c->errors, rules_string(c->rules, c->rules->files[place.file]), place.line, place.column, message,
                   NULL);
}

/* ---- dates ---- */

/* Reports trees that leave days between them or claim the same days. */
static void check_tree_dates(const struct checker *c)
{
    const struct rules *r = c->rules;
    for (uint32_t i = 1; i < r->tree_count; i++) {
        const struct rules_tree *before = &r->trees[i - 1];
        const struct rules_tree *tree = &r->trees[i];
        if (before->until == tree->from)
            continue;
        struct rules_source place = {1, 1, tree->file};
        check_error(c, place, before->until > tree->from ? "the days of this tree overlap with those of %s"
                                                         : "there are days without rules between %s and this tree",
                    rules_string(r, r->files[before->file]));
    }
}

/* The first day that the trees cover. */
static int32_t check_first_day(const struct rules *rules)
{
    return rules->tree_count ? rules->trees[0].from : DATE_MIN;
}

/* How many texts of KIND in a run hold on DAY. */
static unsigned check_count_texts(const struct rules *rules, struct rules_texts texts, uint16_t kind, int32_t day)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < texts.count; i++) {
        const struct rules_text *text = &rules->texts[texts.first + i];
        count += text->kind == kind && text->from <= day && day < text->until;
    }
    return count;
}

/* Reports days on which a text that stands once is missing or double. */
static void check_single_text(const struct checker *c, struct rules_texts texts, uint16_t kind, int32_t first,
                              struct rules_source place)
{
    const struct rules *r = c->rules;
    for (uint32_t i = 0; i < texts.count; i++) {
        const struct rules_text *text = &r->texts[texts.first + i];
        if (text->kind != kind)
            continue;
        const int32_t days[] = {text->from < first ? first : text->from, text->until};
        for (size_t d = 0; d < 2; d++) {
            if (days[d] == DATE_MAX)
                continue;
            unsigned count = check_count_texts(r, texts, kind, days[d]);
            if (count == 1)
                continue;
            char day[11];
            date_print(days[d], day);
            check_error(c, place, count ? "on %s two <%s> hold at once" : "on %s no <%s> holds", day,
                        rules_text_tag((enum rules_text_kind)kind));
            return;
        }
    }
}

/* Reports questions, options and rights whose title has a gap or an overlap in time. */
static void check_titles(const struct checker *c)
{
    const struct rules *r = c->rules;
    int32_t first = check_first_day(r);
    for (uint32_t i = 0; i < r->question_count; i++) {
        const struct rules_question *q = &r->questions[i];
        check_single_text(c, q->texts, TEXT_QUESTION_TITLE, first, q->source);
        check_single_text(c, q->texts, TEXT_QUESTION_SHORT, first, q->source);
        for (uint32_t o = 0; o < q->option_count; o++)
            check_single_text(c, r->options[q->first_option + o].texts, TEXT_OPTION_LABEL, first, q->source);
    }
    for (uint32_t i = 0; i < r->right_count; i++)
        check_single_text(c, r->rights[i].texts, TEXT_RIGHT_TITLE, first, r->rights[i].source);
    for (uint32_t i = 0; i < r->document_count; i++)
        check_single_text(c, r->documents[i].texts, TEXT_DOCUMENT_LABEL, first, r->documents[i].source);
}

/* Reports words that the program would not act on: an editor who changes one changes nothing. */
static void check_words(const struct checker *c)
{
    const struct rules *r = c->rules;
    for (uint32_t index = 0; index < r->parameter_count; index++) {
        const struct rules_parameter *p = &r->parameters[index];
        const char *words = p->unit == UNIT_WORD ? known_words(rules_string(r, p->id)) : NULL;
        for (uint32_t i = 0; p->unit == UNIT_WORD && i < p->version_count; i++) {
            const char *word = rules_string(r, r->versions[p->first_version + i].word);
            if (r->versions[p->first_version + i].kind == VERSION_WORD && (!words || !schema_has_word(words, word)))
                check_error(c, p->source, "'%s' is not a word the program knows here: %s", word,
                            words ? words : "it knows none");
        }
    }
}

/* ---- graphs ---- */

/* Reports the nodes that lie on a cycle: those that cannot be put in order and lead to one. */
static void check_cycles(const struct checker *c, const struct rules_tree *tree)
{
    const struct rules *r = c->rules;
    uint16_t *order = memory_new((tree->node_count + 1) * sizeof *order);
    uint32_t placed = graph_sort(r, tree, order);
    if (placed < tree->node_count) {
        bool *in_order = memory_new(tree->node_count);
        for (uint32_t i = 0; i < placed; i++)
            in_order[order[i] - tree->first_node] = true;
        for (uint32_t i = 0; i < tree->node_count; i++) {
            const struct rules_node *node = &r->nodes[tree->first_node + i];
            if (in_order[i] || !graph_is_on_cycle(r, tree, i))
                continue;
            check_error(c, node->source, "node '%s' leads back to itself", rules_string(r, node->id));
            break;
        }
        free(in_order);
    }
    free(order);
}

/* Reports nodes that no path reaches. */
static void check_reach(const struct checker *c, const struct rules_tree *tree)
{
    const struct rules *r = c->rules;
    bool *reached = memory_new(tree->node_count + 1);
    graph_reach(r, tree, reached);
    for (uint32_t i = 0; i < tree->node_count; i++) {
        const struct rules_node *node = &r->nodes[tree->first_node + i];
        if (!reached[i])
            check_error(c, node->source, "no path leads to node '%s'", rules_string(r, node->id));
    }
    free(reached);
}

/* True when a figure has a hole or ends on some day of the tree. */
static bool check_has_hole(const struct rules *r, uint16_t parameter, const struct rules_tree *tree)
{
    const struct rules_version *start = rules_version_on(r, parameter, tree->from);
    if (!start || start->kind != VERSION_VALUE)
        return true;
    const struct rules_parameter *p = &r->parameters[parameter];
    for (uint32_t i = 0; i < p->version_count; i++) {
        const struct rules_version *version = &r->versions[p->first_version + i];
        if (version->from >= tree->from && version->from < tree->until && version->kind != VERSION_VALUE)
            return true;
    }
    return false;
}

/* Reports limits taken from a figure that has holes, when the node does not say what then. */
static void check_holes(const struct checker *c, const struct rules_tree *tree)
{
    const struct rules *r = c->rules;
    for (uint32_t i = 0; i < tree->node_count; i++) {
        const struct rules_node *node = &r->nodes[tree->first_node + i];
        if (node->split != SPLIT_PARAMETER || node->parameter == RULES_NONE)
            continue;
        bool hole = check_has_hole(r, node->parameter, tree);
        if (hole && node->edge_count < 3)
            check_error(c, node->source, "'%s' is not documented on every day; node '%s' needs a <hole>",
                        rules_string(r, r->parameters[node->parameter].id), rules_string(r, node->id));
        else if (!hole && node->edge_count == 3)
            check_error(c, node->source, "'%s' has no hole in the days of this tree; <hole> is never taken",
                        rules_string(r, r->parameters[node->parameter].id));
    }
}

/* Everything that reachable edges of all trees may give. */
static struct rules_set check_collect_grants(const struct rules *r)
{
    struct rules_set all = {{0, 0}};
    for (uint32_t i = 0; i < r->edge_count; i++) {
        all = rules_set_union(all, r->edges[i].certain);
        all = rules_set_union(all, r->edges[i].possible);
    }
    const uint16_t by_program[] = {r->known_rights[KNOWN_ASK_HELP], r->known_rights[KNOWN_SMALL_NOTE]};
    for (size_t i = 0; i < sizeof by_program / sizeof by_program[0]; i++)
        if (by_program[i] != RULES_NONE)
            rules_set_add(&all, by_program[i]);
    return all;
}

/* Reports rights that nobody can get. */
static void check_paths_to_rights(const struct checker *c)
{
    const struct rules *r = c->rules;
    struct rules_set all = check_collect_grants(r);
    for (uint32_t i = 0; i < r->right_count; i++)
        if (!rules_set_has(all, i))
            check_error(c, r->rights[i].source, "no path of any tree gives '%s'", rules_string(r, r->rights[i].id));
}

/* ---- texts ---- */

/* Reports the places of one text that stand for nothing. */
static void check_text_places(const struct checker *c, uint32_t index)
{
    const struct rules *r = c->rules;
    const struct rules_text *text = &r->texts[index];
    struct rules_source place = {0, 0, 0};
    if (c->sources->text_sources)
        place = c->sources->text_sources[index];
    size_t at = 0;
    char name[64];
    bool broken;
    while (rules_next_place(rules_string(r, text->text), &at, name, &broken)) {
        if (broken) {
            check_error(c, place, "a brace stands alone; write '{{' or '}}' for a brace itself");
            break;
        }
        if (!c->sources->figures_lost && !rules_knows_place(r, name))
            check_error(c, place, "unknown place '{%s}' in a text", name);
    }
}

/* Reports places of a reference page that only a case can fill. */
static void check_guide_places(const struct checker *c, struct rules_texts texts, struct rules_source place)
{
    for (uint32_t i = texts.first; i < texts.first + texts.count; i++) {
        const char *text = rules_string(c->rules, c->rules->texts[i].text);
        size_t at = 0;
        char name[64];
        bool broken;
        while (rules_next_place(text, &at, name, &broken))
            if (!broken && rules_knows_place(c->rules, name) && rules_find_place(c->rules, name) == RULES_NONE)
                check_error(c, place, "'{%s}' depends on the answers; a reference page has none", name);
    }
}

/* Reports pages and entries whose heading has a gap in time, or whose places need a case. */
static void check_guide(const struct checker *c)
{
    const struct rules *r = c->rules;
    for (uint32_t i = 0; i < r->guide_count; i++) {
        check_single_text(c, r->guides[i].texts, TEXT_GUIDE_TITLE, check_first_day(r), r->guides[i].source);
        check_guide_places(c, r->guides[i].texts, r->guides[i].source);
    }
    for (uint32_t i = 0; i < r->entry_count; i++)
        check_guide_places(c, r->entries[i].texts, r->entries[i].source);
}

/* The columns that an English text of a kind may take; 0 for paragraphs. */
static int check_budget(uint16_t kind)
{
    switch (kind) {
    case TEXT_QUESTION_TITLE:
    case TEXT_OPTION_LABEL:
    case TEXT_OPTION_HINT:
        return 2 * 66;
    case TEXT_QUESTION_SHORT:
        return 22;
    case TEXT_GUIDE_TITLE:
        return 40;
    case TEXT_RIGHT_TITLE:
    case TEXT_DOCUMENT_LABEL:
    case TEXT_ENTRY_NAME:
        return 60;
    default:
        return 0;
    }
}

/* Reports places that stand for nothing and texts too long for their room. */
static void check_texts(const struct checker *c)
{
    const struct rules *r = c->rules;
    for (uint32_t i = 0; i < r->text_count; i++) {
        check_text_places(c, i);
        int budget = check_budget(r->texts[i].kind);
        int columns = budget ? utf8_columns(rules_string(r, r->texts[i].text)) : 0;
        if (columns > budget && c->sources->text_sources)
            check_error(c, c->sources->text_sources[i], "this text takes %d columns; there is room for %d", columns,
                        budget);
    }
}

void check_rules(const struct rules *rules, const struct check_sources *sources, bool dangling,
                 struct errors *errors)
{
    struct checker c = {rules, sources, errors};
    if (!dangling) {
        check_tree_dates(&c);
        check_titles(&c);
    }
    check_texts(&c);
    check_guide(&c);
    check_words(&c);
    for (uint32_t i = 0; i < rules->tree_count; i++) {
        check_cycles(&c, &rules->trees[i]);
        if (dangling)
            continue;
        check_reach(&c, &rules->trees[i]);
        check_holes(&c, &rules->trees[i]);
    }
    if (!dangling)
        check_paths_to_rights(&c);
}
