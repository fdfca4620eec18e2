/* rights.xml into the tables of documents, rights, papers and laws. */
#include <stdlib.h>
#include <string.h>

#include "rules/builder.h"
#include "util/date.h"

/* Adds a paper that may be asked for. */
static void build_document(struct builder *builder, const struct xml_document *document,
                           const struct xml_element *element)
{
    struct rules_document made = {.source = builder_source(document, element)};
    made.texts = builder_add_texts(builder, document, element);
    made.reveals = xml_value(element, "reveals") != NULL;
    struct rules_document *kept = list_push(&builder->documents);
    builder_take_id(builder, document, element, &builder->documents, 0, &made.id);
    *kept = made;
}

/* Reads key= and unless=: the answers of people who are not asked for a paper. */
static void build_unless(struct builder *builder, const struct xml_document *document,
                         const struct xml_element *element, struct rules_paper *paper)
{
    const char *key = xml_value(element, "key");
    const struct xml_attribute *unless = xml_attribute(element, "unless");
    paper->key = key ? builder_find(builder, &builder->questions, key) : RULES_NONE;
    if ((key != NULL) != (unless != NULL))
        source_error(&document->source, element->offset, builder->errors, "key= and unless= go together");
    else if (key && paper->key == RULES_NONE && builder->questions_whole)
        builder_unknown(builder, document, xml_attribute(element, "key")->offset, "question", key,
                        &builder->questions, 0, builder->questions.count);
    if (!unless || unless->bad || paper->key == RULES_NONE)
        return;
    const struct rules_question question = *(struct rules_question *)list_at(&builder->questions, paper->key);
    size_t at = 0;
    size_t offset = 0;
    char *id;
    while ((id = builder_next_id(unless, &at, &offset))) {
        uint16_t value =
            builder_find_in(builder, &builder->options, question.first_option, question.option_count, id);
        if (value == RULES_NONE)
            builder_unknown(builder, document, offset, "answer", id, &builder->options, question.first_option,
                            question.option_count);
        else
            paper->options |= (uint32_t)1 << value;
        free(id);
    }
}

/* Adds a paper to the list of a right. */
static void build_paper(struct builder *builder, const struct xml_document *document,
                        const struct xml_element *element)
{
    const char *name = xml_value(element, "is");
    if (!name)
        return;
    struct rules_paper paper = {.if_any = xml_value(element, "if-any") != NULL};
    builder_period(builder, document, element, &paper.from, &paper.until);
    paper.document = builder_find(builder, &builder->documents, name);
    if (paper.document == RULES_NONE && builder->rights_whole)
        builder_unknown(builder, document, xml_attribute(element, "is")->offset, "document", name,
                        &builder->documents, 0, builder->documents.count);
    build_unless(builder, document, element, &paper);
    *(struct rules_paper *)list_push(&builder->papers) = paper;
}

/* Adds an article to the list of a right. */
static void build_law(struct builder *builder, const struct xml_document *document, const struct xml_element *element)
{
    const char *ref = xml_value(element, "ref");
    const char *confidence = xml_value(element, "confidence");
    struct rules_law law = {.since = builder_day(element, "since", DATE_MIN)};
    law.ref = builder_intern(builder, ref ? ref : "");
    law.confidence = confidence ? (uint32_t)*confidence : 0;
    builder_period(builder, document, element, &law.from, &law.until);
    *(struct rules_law *)list_push(&builder->laws) = law;
}

/* The number of a kind of right. */
static uint16_t build_right_kind(const char *word)
{
    static const char *const kinds[] = {"now", "cover", "complement", "step", "note"};
    for (uint16_t i = 0; word && i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i], word) == 0)
            return i;
    return RIGHT_NOTE;
}

/* Adds one right with its papers and articles. */
static void build_right(struct builder *builder, const struct xml_document *document,
                        const struct xml_element *element)
{
    struct rules_right right = {.source = builder_source(document, element)};
    right.kind = build_right_kind(xml_value(element, "kind"));
    right.texts = builder_add_texts(builder, document, element);
    right.first_paper = (uint16_t)builder->papers.count;
    right.first_law = (uint16_t)builder->laws.count;
    for (const struct xml_element *child = element->first; child; child = child->next) {
        if (xml_is(child, "paper"))
            build_paper(builder, document, child);
        else if (xml_is(child, "law"))
            build_law(builder, document, child);
        else if (xml_is(child, "official") && xml_value(child, "name"))
            right.official = builder_intern(builder, xml_value(child, "name"));
    }
    right.paper_count = (uint16_t)(builder->papers.count - right.first_paper);
    right.law_count = (uint16_t)(builder->laws.count - right.first_law);
    struct rules_right *kept = list_push(&builder->rights);
    builder_take_id(builder, document, element, &builder->rights, 0, &right.id);
    *kept = right;
}

void build_rights(struct builder *builder, const struct xml_document *document)
{
    const struct xml_element *root = document->root;
    for (const struct xml_element *child = root->first; child; child = child->next)
        if (xml_is(child, "document"))
            build_document(builder, document, child);
    for (const struct xml_element *child = root->first; child; child = child->next)
        if (xml_is(child, "right"))
            build_right(builder, document, child);
}
