/* From checked XML to the tables of the model: what the build_*.c files share. */
#include "rules/builder.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"
#include "rules/text_kinds.h"
#include "util/date.h"
#include "util/decimal.h"
#include "util/memory.h"

void builder_init(struct builder *builder, struct errors *errors)
{
    *builder = (struct builder){.errors = errors};
    builder->files.size = sizeof(rules_str);
    builder->texts.size = sizeof(struct rules_text);
    builder->text_sources.size = sizeof(struct rules_source);
    builder->questions.size = sizeof(struct rules_question);
    builder->options.size = sizeof(struct rules_option);
    builder->groups.size = sizeof(struct rules_group);
    builder->rights.size = sizeof(struct rules_right);
    builder->papers.size = sizeof(struct rules_paper);
    builder->documents.size = sizeof(struct rules_document);
    builder->laws.size = sizeof(struct rules_law);
    builder->parameters.size = sizeof(struct rules_parameter);
    builder->versions.size = sizeof(struct rules_version);
    builder->amounts.size = sizeof(struct rules_amount);
    builder->bands.size = sizeof(struct rules_band);
    builder->trees.size = sizeof(struct rules_tree);
    builder->nodes.size = sizeof(struct rules_node);
    builder->edges.size = sizeof(struct rules_edge);
    builder->terms.size = sizeof(struct rules_term);
    builder->guides.size = sizeof(struct rules_guide);
    builder->entries.size = sizeof(struct rules_entry);
    builder_intern(builder, "");
}

void builder_done(struct builder *builder)
{
    struct list *const lists[] = {
        &builder->files,      &builder->texts,    &builder->questions, &builder->options, &builder->groups,
        &builder->rights,     &builder->papers,   &builder->documents, &builder->laws,    &builder->parameters,
        &builder->versions,   &builder->amounts,  &builder->bands,     &builder->trees,   &builder->nodes,
        &builder->edges,      &builder->terms,    &builder->guides,    &builder->entries, &builder->text_sources};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        free(lists[i]->items);
    free(builder->pool);
    free(builder->pool_slots);
    *builder = (struct builder){0};
}

/* A spreading number for a text (FNV-1a). */
static uint32_t builder_hash(const char *text)
{
    uint32_t hash = 2166136261u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

/* The slot where TEXT is or would be. */
static uint32_t builder_slot(const struct builder *builder, const char *text)
{
    uint32_t slot = builder_hash(text) & (builder->pool_slot_count - 1);
    while (builder->pool_slots[slot] != UINT32_MAX &&
           strcmp(builder->pool + builder->pool_slots[slot], text) != 0)
        slot = (slot + 1) & (builder->pool_slot_count - 1);
    return slot;
}

/* Doubles the hash and files all texts anew. */
static void builder_rehash(struct builder *builder)
{
    builder->pool_slot_count = builder->pool_slot_count ? builder->pool_slot_count * 2 : 1024;
    builder->pool_slots = memory_resize(builder->pool_slots, builder->pool_slot_count, sizeof(uint32_t));
    memset(builder->pool_slots, 0xff, builder->pool_slot_count * sizeof(uint32_t));
    for (uint32_t at = 0; at < builder->pool_size; at += (uint32_t)strlen(builder->pool + at) + 1)
        builder->pool_slots[builder_slot(builder, builder->pool + at)] = at;
}

rules_str builder_intern(struct builder *builder, const char *text)
{
    if (builder->pool_used * 2 >= builder->pool_slot_count)
        builder_rehash(builder);
    uint32_t slot = builder_slot(builder, text);
    if (builder->pool_slots[slot] != UINT32_MAX)
        return builder->pool_slots[slot];
    uint32_t length = (uint32_t)strlen(text) + 1;
    while (builder->pool_size + length > builder->pool_capacity) {
        builder->pool_capacity = builder->pool_capacity ? builder->pool_capacity * 2 : 65536;
        builder->pool = memory_resize(builder->pool, builder->pool_capacity, 1);
    }
    memcpy(builder->pool + builder->pool_size, text, length);
    builder->pool_slots[slot] = builder->pool_size;
    builder->pool_size += length;
    builder->pool_used++;
    return builder->pool_slots[slot];
}

const char *builder_string(const struct builder *builder, rules_str str)
{
    return builder->pool + str;
}

/* The id that a record begins with. */
static const char *builder_record_id(const struct builder *builder, const struct list *list, uint32_t index)
{
    rules_str str;
    memcpy(&str, list_at(list, index), sizeof str);
    return builder_string(builder, str);
}

uint16_t builder_find_in(const struct builder *builder, const struct list *list, uint32_t first, uint32_t count,
                         const char *id)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(builder_record_id(builder, list, first + i), id) == 0)
            return (uint16_t)i;
    return RULES_NONE;
}

uint16_t builder_find(const struct builder *builder, const struct list *list, const char *id)
{
    return builder_find_in(builder, list, 0, list->count, id);
}

void builder_unknown(struct builder *builder, const struct xml_document *document, size_t offset, const char *what,
                     const char *name, const struct list *list, uint32_t first, uint32_t count)
{
    const char **words = memory_resize(NULL, count + 1, sizeof *words);
    for (uint32_t i = 0; i < count; i++)
        words[i] = builder_record_id(builder, list, first + i);
    const char *nearest = errors_nearest(name, words, count);
    source_error(&document->source, offset, builder->errors, "there is no %s '%s'%s%s%s", what, name,
                 nearest ? " (did you mean '" : "", nearest ? nearest : "", nearest ? "'?)" : "");
    builder->dangling = true;
    free(words);
}

/* Notes that an id of LIST is lost: the one that a double id should have been. */
static void builder_lose_id(struct builder *builder, const struct list *list)
{
    if (list == &builder->questions || list == &builder->options)
        builder->ambiguous = true;
    else if (list == &builder->rights || list == &builder->documents)
        builder->rights_whole = false;
    else if (list == &builder->parameters)
        builder->parameters_whole = false;
    else if (list == &builder->nodes)
        builder->nodes_whole = false;
    builder->dangling = true;
}

bool builder_take_id(struct builder *builder, const struct xml_document *document,
                     const struct xml_element *element, const struct list *list, uint32_t first, rules_str *id)
{
    const char *name = xml_value(element, "id");
    if (!name)
        return false;
    *id = builder_intern(builder, name);
    /* The record being built is already the last of the list, so it is not looked at. */
    uint32_t count = list->count - first - 1;
    if (builder_find_in(builder, list, first, count, name) == RULES_NONE)
        return true;
    source_error(&document->source, xml_attribute(element, "id")->offset, builder->errors, "duplicate id '%s'", name);
    builder_lose_id(builder, list);
    return false;
}

struct rules_source builder_source(const struct xml_document *document, const struct xml_element *element)
{
    return source_place(&document->source, element->offset);
}

int32_t builder_day(const struct xml_element *element, const char *name, int32_t fallback)
{
    const char *value = xml_value(element, name);
    int32_t day;
    return value && date_parse(value, &day) ? day : fallback;
}

int64_t builder_number(const struct xml_element *element, const char *name, int64_t fallback)
{
    const char *value = xml_value(element, name);
    int64_t number;
    return value && decimal_parse(value, 4, &number) ? number : fallback;
}

void builder_period(struct builder *builder, const struct xml_document *document, const struct xml_element *element,
                    int32_t *from, int32_t *until)
{
    *from = builder_day(element, "from", DATE_MIN);
    *until = builder_day(element, "until", DATE_MAX);
    if (*from < *until)
        return;
    source_error(&document->source, xml_attribute(element, "until")->offset, builder->errors,
                 "the period ends before it begins");
    *until = DATE_MAX;
}

/* The kinds of text that an element may hold: from FIRST to LAST. */
struct builder_holder {
    const char *tag;
    enum rules_text_kind first, last;
};

/* What a text is, told by the element that holds it and its own tag; -1 when it is no text. */
static int builder_text_kind(const struct xml_element *element, const struct xml_element *child)
{
    static const struct builder_holder holders[] = {
        {"question", TEXT_QUESTION_TITLE, TEXT_QUESTION_HELP}, {"option", TEXT_OPTION_LABEL, TEXT_OPTION_HINT},
        {"group", TEXT_OPTION_LABEL, TEXT_OPTION_HINT},        {"right", TEXT_RIGHT_TITLE, TEXT_RIGHT_CAUTION},
        {"document", TEXT_DOCUMENT_LABEL, TEXT_DOCUMENT_HINT}, {"term", TEXT_TERM_NAME, TEXT_TERM_MEANING},
        {"page", TEXT_GUIDE_TITLE, TEXT_GUIDE_INTRO},          {"entry", TEXT_ENTRY_NAME, TEXT_ENTRY_SAY},
    };
    for (size_t i = 0; i < sizeof holders / sizeof holders[0]; i++) {
        if (!xml_is(element, holders[i].tag))
            continue;
        for (int kind = (int)holders[i].first; kind <= (int)holders[i].last; kind++)
            if (xml_is(child, rules_text_tag((enum rules_text_kind)kind)))
                return kind;
    }
    return -1;
}

/* The gettext context of a text: that of its kind, with ctx= added where it is given. */
static rules_str builder_context(struct builder *builder, enum rules_text_kind kind, const char *split)
{
    struct buffer context = {0};
    buffer_add(&context, rules_text_context(kind));
    if (split)
        buffer_add_format(&context, ": %s", split);
    rules_str str = builder_intern(builder, buffer_text(&context));
    buffer_done(&context);
    return str;
}

/* The number of a kind of place. */
static uint16_t builder_place_kind(const char *word)
{
    for (uint16_t i = 0; word && rules_place_kind(i); i++)
        if (strcmp(rules_place_kind(i), word) == 0)
            return i;
    return RULES_NONE;
}

struct rules_texts builder_add_texts(struct builder *builder, const struct xml_document *document,
                                     const struct xml_element *element)
{
    struct rules_texts texts = {.first = builder->texts.count};
    for (const struct xml_element *child = element->first; child; child = child->next) {
        int kind = builder_text_kind(element, child);
        if (kind < 0 || !child->text)
            continue;
        struct rules_text text = {.kind = (uint16_t)kind};
        text.text = builder_intern(builder, child->text);
        text.context = builder_context(builder, (enum rules_text_kind)kind, xml_value(child, "ctx"));
        text.place = builder_place_kind(xml_value(child, "to"));
        builder_period(builder, document, child, &text.from, &text.until);
        *(struct rules_text *)list_push(&builder->texts) = text;
        *(struct rules_source *)list_push(&builder->text_sources) = builder_source(document, child);
        texts.count++;
    }
    return texts;
}

uint16_t builder_unit(const char *word)
{
    static const struct {
        const char *word;
        enum rules_unit unit;
    } units[] = {{"years", UNIT_YEARS},           {"months", UNIT_MONTHS},         {"persons", UNIT_PERSONS},
                 {"euros-month", UNIT_EUROS_MONTH}, {"euros-year", UNIT_EUROS_YEAR}, {"euros-day", UNIT_EUROS_DAY},
                 {"euros", UNIT_EUROS},           {"share", UNIT_SHARE},           {"days", UNIT_DAYS},
                 {"count", UNIT_COUNT},           {"word", UNIT_WORD}};
    for (size_t i = 0; word && i < sizeof units / sizeof units[0]; i++)
        if (strcmp(units[i].word, word) == 0)
            return (uint16_t)units[i].unit;
    return UNIT_NONE;
}

char *builder_next_id(const struct xml_attribute *attribute, size_t *at, size_t *offset)
{
    const char *start = attribute->value + *at;
    start += strspn(start, " ");
    size_t length = strcspn(start, " ");
    if (!length)
        return NULL;
    *offset = attribute->offset + (size_t)(start - attribute->value);
    *at = (size_t)(start - attribute->value) + length;
    char *id = memory_new(length + 1);
    memcpy(id, start, length);
    return id;
}
