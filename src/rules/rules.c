/* Looking things up in the rules: see the header. */
#include "rules/rules.h"

#include <string.h>

#include "util/date.h"

/* Finds ID among COUNT records of SIZE bytes that each begin with their id. */
static uint16_t rules_find(const struct rules *rules, const void *records, uint32_t count, size_t size,
                           const char *id)
{
    const char *record = records;
    for (uint32_t i = 0; i < count; i++, record += size) {
        rules_str str;
        memcpy(&str, record, sizeof str);
        if (strcmp(rules_string(rules, str), id) == 0)
            return (uint16_t)i;
    }
    return RULES_NONE;
}

uint16_t rules_find_question(const struct rules *rules, const char *id)
{
    return rules_find(rules, rules->questions, rules->question_count, sizeof *rules->questions, id);
}

uint16_t rules_find_right(const struct rules *rules, const char *id)
{
    return rules_find(rules, rules->rights, rules->right_count, sizeof *rules->rights, id);
}

uint16_t rules_find_parameter(const struct rules *rules, const char *id)
{
    return rules_find(rules, rules->parameters, rules->parameter_count, sizeof *rules->parameters, id);
}

uint16_t rules_find_term(const struct rules *rules, const char *id)
{
    return rules_find(rules, rules->terms, rules->term_count, sizeof *rules->terms, id);
}

uint16_t rules_find_option(const struct rules *rules, uint16_t question, const char *id)
{
    const struct rules_question *q = &rules->questions[question];
    return rules_find(rules, rules->options + q->first_option, q->option_count, sizeof *rules->options, id);
}

uint16_t rules_find_place(const struct rules *rules, const char *place)
{
    for (uint32_t i = 0; i < rules->parameter_count; i++)
        if (strcmp(rules_string(rules, rules->parameters[i].place), place) == 0)
            return (uint16_t)i;
    return RULES_NONE;
}

const struct rules_tree *rules_tree_on(const struct rules *rules, int32_t day)
{
    for (uint32_t i = 0; i < rules->tree_count; i++)
        if (rules->trees[i].from <= day && day < rules->trees[i].until)
            return &rules->trees[i];
    return NULL;
}

const struct rules_version *rules_version_on(const struct rules *rules, uint16_t parameter, int32_t day)
{
    if (parameter == RULES_NONE)
        return NULL;
    const struct rules_parameter *p = &rules->parameters[parameter];
    const struct rules_version *version = NULL;
    for (uint32_t i = 0; i < p->version_count; i++) {
        const struct rules_version *next = &rules->versions[p->first_version + i];
        if (next->from > day)
            break;
        version = next;
    }
    return version;
}

const struct rules_text *rules_first_text(const struct rules *rules, struct rules_texts texts,
                                          enum rules_text_kind kind, int32_t day)
{
    for (uint32_t i = 0; i < texts.count; i++) {
        const struct rules_text *text = &rules->texts[texts.first + i];
        if (text->kind == kind && text->from <= day && day < text->until)
            return text;
    }
    return NULL;
}

const char *rules_place_kind(uint16_t place)
{
    static const char *const kinds[] = {"cpam",     "hospital", "ccas", "pmi", "prefecture", "home-state", "employer",
                                        "ase",      "cssm",     "ngo",  "university", "insurer"};
    return place < sizeof kinds / sizeof kinds[0] ? kinds[place] : NULL;
}

const char *rules_text_tag(enum rules_text_kind kind)
{
    static const char *const tags[TEXT_KIND_COUNT] = {
        [TEXT_QUESTION_TITLE] = "title", [TEXT_QUESTION_SHORT] = "short", [TEXT_QUESTION_HINT] = "hint",
        [TEXT_QUESTION_WHY] = "why",     [TEXT_QUESTION_HELP] = "help",   [TEXT_OPTION_LABEL] = "label",
        [TEXT_OPTION_HINT] = "hint",     [TEXT_RIGHT_TITLE] = "title",    [TEXT_RIGHT_WHAT] = "what",
        [TEXT_RIGHT_HOW] = "how",        [TEXT_RIGHT_WHERE] = "where",    [TEXT_RIGHT_COST] = "cost",
        [TEXT_RIGHT_USE] = "use",        [TEXT_RIGHT_RENEWAL] = "renewal", [TEXT_RIGHT_APPEAL] = "appeal",
        [TEXT_RIGHT_CAUTION] = "caution", [TEXT_DOCUMENT_LABEL] = "label", [TEXT_DOCUMENT_HINT] = "hint",
        [TEXT_TERM_NAME] = "name",       [TEXT_TERM_MEANING] = "meaning",
        [TEXT_GUIDE_TITLE] = "title",    [TEXT_GUIDE_INTRO] = "intro",    [TEXT_ENTRY_NAME] = "name",
        [TEXT_ENTRY_SAY] = "say",
    };
    return tags[kind];
}
