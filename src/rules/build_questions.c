/* questions.xml into the tables of questions, groups and options. */
#include <stdlib.h>
#include <string.h>

#include "rules/builder.h"
#include "util/date.h"
#include "util/decimal.h"

/* Adds one option to the question that is being built. */
static void build_option(struct builder *builder, const struct xml_document *document,
                         const struct xml_element *element, uint32_t first, uint16_t group)
{
    struct rules_texts texts = builder_add_texts(builder, document, element);
    struct rules_option *option = list_push(&builder->options);
    option->texts = texts;
    option->group = group;
    option->hidden = xml_value(element, "hidden") != NULL;
    option->emergency = xml_value(element, "emergency") != NULL;
    builder_period(builder, document, element, &option->from, &option->until);
    builder_take_id(builder, document, element, &builder->options, first, &option->id);
}

/* Adds a group and the options it opens. */
static void build_group(struct builder *builder, const struct xml_document *document,
                        const struct xml_element *element, uint32_t first_option, uint32_t first_group)
{
    struct rules_texts texts = builder_add_texts(builder, document, element);
    uint16_t index = (uint16_t)builder->groups.count;
    struct rules_group *group = list_push(&builder->groups);
    group->texts = texts;
    builder_take_id(builder, document, element, &builder->groups, first_group, &group->id);
    for (const struct xml_element *child = element->first; child; child = child->next)
        if (xml_is(child, "option"))
            build_option(builder, document, child, first_option, index);
}

/* Adds the options and groups of a question in the order of the file. */
static void build_options(struct builder *builder, const struct xml_document *document,
                          const struct xml_element *element, struct rules_question *question)
{
    uint32_t first_option = builder->options.count;
    uint32_t first_group = builder->groups.count;
    for (const struct xml_element *child = element->first; child; child = child->next) {
        if (xml_is(child, "option"))
            build_option(builder, document, child, first_option, RULES_NONE);
        else if (xml_is(child, "group"))
            build_group(builder, document, child, first_option, first_group);
    }
    question->first_option = (uint16_t)first_option;
    question->option_count = (uint16_t)(builder->options.count - first_option);
    question->first_group = (uint16_t)first_group;
    question->group_count = (uint16_t)(builder->groups.count - first_group);
}

/* Reads what a missing key means: an option of the question, or a number. */
static void build_absent(struct builder *builder, const struct xml_document *document,
                         const struct xml_element *element, struct rules_question *question)
{
    const char *absent = xml_value(element, "absent");
    question->absent_option = RULES_NONE;
    question->absent_number = -1;
    if (!absent)
        return;
    size_t offset = xml_attribute(element, "absent")->offset;
    if (question->kind != QUESTION_CHOICE) {
        if (!decimal_parse(absent, 2, &question->absent_number))
            source_error(&document->source, offset, builder->errors, "'%s' is not a number such as 1 or 2.5", absent);
        return;
    }
    question->absent_option =
        builder_find_in(builder, &builder->options, question->first_option, question->option_count, absent);
    if (question->absent_option == RULES_NONE && builder->questions_whole)
        builder_unknown(builder, document, offset, "answer", absent, &builder->options, question->first_option,
                        question->option_count);
}

/* Reads the attributes of a question that need no other question. */
static void build_limits(const struct xml_element *element, struct rules_question *question)
{
    const char *kind = xml_value(element, "kind");
    const char *whole = xml_value(element, "whole");
    question->kind = QUESTION_CHOICE;
    if (kind && strcmp(kind, "number") == 0)
        question->kind = QUESTION_NUMBER;
    else if (kind && strcmp(kind, "amount") == 0)
        question->kind = QUESTION_AMOUNT;
    question->unit = builder_unit(xml_value(element, "unit"));
    question->least = builder_number(element, "min", 0) / 100;
    question->most = builder_number(element, "max", 99999999990000) / 100;
    question->whole = whole && strcmp(whole, "yes") == 0;
    question->age_from = (int16_t)(builder_number(element, "age-from", 0) / 10000);
    question->age_upto = (int16_t)(builder_number(element, "age-upto", 10000000) / 10000);
}

/* Reports a choice without answers and a number with some; answers without room are dropped. */
static void build_check_kind(struct builder *builder, const struct xml_document *document,
                             const struct xml_element *element, struct rules_question *question)
{
    bool choice = question->kind == QUESTION_CHOICE;
    if (element->bad || element->strange)
        return;
    if (choice && question->option_count < 2)
        source_error(&document->source, element->offset, builder->errors, "a choice needs at least two answers");
    if (choice && question->option_count > RULES_MAX_OPTIONS) {
        source_error(&document->source, element->offset, builder->errors, "a choice has at most %d answers",
                     RULES_MAX_OPTIONS);
        question->option_count = RULES_MAX_OPTIONS;
        builder->questions_whole = false;
    }
    if (!choice && question->option_count)
        source_error(&document->source, element->offset, builder->errors, "a number has no answers to choose from");
    if (!choice && question->unit == UNIT_NONE)
        source_error(&document->source, element->offset, builder->errors, "a number needs a unit");
}

/* Adds one question. */
static void build_question(struct builder *builder, const struct xml_document *document,
                           const struct xml_element *element)
{
    struct rules_question question = {.partner = RULES_NONE, .follows = RULES_NONE};
    question.source = builder_source(document, element);
    question.texts = builder_add_texts(builder, document, element);
    build_limits(element, &question);
    build_options(builder, document, element, &question);
    build_absent(builder, document, element, &question);
    build_check_kind(builder, document, element, &question);
    struct rules_question *kept = list_push(&builder->questions);
    builder_take_id(builder, document, element, &builder->questions, 0, &question.id);
    *kept = question;
}

/* The question that an attribute names, reported when there is none. */
static uint16_t build_question_reference(struct builder *builder, const struct xml_document *document,
                                         const struct xml_element *element, const char *attribute)
{
    const char *name = xml_value(element, attribute);
    if (!name)
        return RULES_NONE;
    uint16_t index = builder_find(builder, &builder->questions, name);
    if (index == RULES_NONE && builder->questions_whole)
        builder_unknown(builder, document, xml_attribute(element, attribute)->offset, "question", name,
                        &builder->questions, 0, builder->questions.count);
    return index;
}

void build_questions(struct builder *builder, const struct xml_document *document)
{
    const struct xml_element *root = document->root;
    for (const struct xml_element *child = root->first; child; child = child->next)
        build_question(builder, document, child);
    uint32_t index = 0;
    for (const struct xml_element *child = root->first; child; child = child->next, index++) {
        struct rules_question *question = list_at(&builder->questions, index);
        question->partner = build_question_reference(builder, document, child, "partner");
        question->follows = build_question_reference(builder, document, child, "follows");
    }
}

void build_glossary(struct builder *builder, const struct xml_document *document)
{
    for (const struct xml_element *child = document->root->first; child; child = child->next) {
        struct rules_term term = {.source = builder_source(document, child)};
        const char *french = xml_value(child, "french");
        term.french = builder_intern(builder, french ? french : "");
        term.texts = builder_add_texts(builder, document, child);
        struct rules_term *kept = list_push(&builder->terms);
        builder_take_id(builder, document, child, &builder->terms, 0, &term.id);
        *kept = term;
    }
}

/* Adds one thing that a reference page explains. */
static void build_entry(struct builder *builder, const struct xml_document *document,
                        const struct xml_element *element, uint32_t first)
{
    struct rules_entry entry = {.source = builder_source(document, element)};
    const char *french = xml_value(element, "french");
    entry.french = builder_intern(builder, french ? french : "");
    builder_period(builder, document, element, &entry.from, &entry.until);
    entry.texts = builder_add_texts(builder, document, element);
    struct rules_entry *kept = list_push(&builder->entries);
    builder_take_id(builder, document, element, &builder->entries, first, &entry.id);
    *kept = entry;
}

void build_guide(struct builder *builder, const struct xml_document *document)
{
    for (const struct xml_element *child = document->root->first; child; child = child->next) {
        struct rules_guide guide = {.source = builder_source(document, child)};
        guide.first_entry = (uint16_t)builder->entries.count;
        guide.texts = builder_add_texts(builder, document, child);
        for (const struct xml_element *entry = child->first; entry; entry = entry->next)
            if (xml_is(entry, "entry"))
                build_entry(builder, document, entry, guide.first_entry);
        guide.entry_count = (uint16_t)(builder->entries.count - guide.first_entry);
        struct rules_guide *kept = list_push(&builder->guides);
        builder_take_id(builder, document, child, &builder->guides, 0, &guide.id);
        *kept = guide;
    }
}
