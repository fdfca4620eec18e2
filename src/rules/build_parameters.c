/* parameters.xml into the tables of parameters, versions and amounts; and the smaller file
 * of a desk that replaces only some dated figures. */
#include <stdlib.h>
#include <string.h>

#include "rules/builder.h"
#include "util/date.h"
#include "util/memory.h"

/* The name of a parameter inside texts: letters and digits, the rest as "_". */
static rules_str build_place_name(struct builder *builder, const char *id)
{
    char *place = memory_copy_text(id);
    size_t length = strlen(place);
    for (char *c = place; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9')))
            *c = '_';
    while (length && place[length - 1] == '_')
        place[--length] = '\0';
    rules_str str = builder_intern(builder, place);
    free(place);
    return str;
}

/* Fills in what a version says; false when it says nothing or two things at once. */
static bool build_version_value(struct builder *builder, const struct xml_element *element,
                                struct rules_version *version)
{
    const char *word = xml_value(element, "word");
    bool none = xml_value(element, "none") != NULL;
    bool hole = xml_value(element, "hole") != NULL;
    bool value = xml_value(element, "value") != NULL;
    version->word = builder_intern(builder, word ? word : "");
    version->value = builder_number(element, "value", 0);
    version->kind = word ? VERSION_WORD : none ? VERSION_NONE : hole ? VERSION_HOLE : VERSION_VALUE;
    return (word != NULL) + none + hole + value == 1;
}

/* Reports a version that breaks the order of dates of its parameter. */
static void build_check_order(struct builder *builder, const struct xml_document *document,
                              const struct xml_element *element, uint32_t first, int32_t from)
{
    if (builder->versions.count == first)
        return;
    const struct rules_version *last = list_at(&builder->versions, builder->versions.count - 1);
    const struct xml_attribute *attribute = xml_attribute(element, "from");
    if (from == DATE_MIN || !attribute || from > last->from)
        return;
    char day[11];
    date_print(last->from, day);
    source_error(&document->source, attribute->offset, builder->errors,
                 from == last->from ? "two versions begin on %s" : "this version begins before the one above it (%s)",
                 day);
}

/* The most that a figure may be, in ten-thousandths: far above any real one, and small enough
 * for the products of the arithmetic. */
#define BUILD_MOST_SHARE (10 * 10000)
#define BUILD_MOST_OTHER ((int64_t)1000000 * 10000)

/* Reports a version whose contents do not go with the unit of its parameter. */
static void build_check_unit(struct builder *builder, const struct xml_document *document,
                             const struct xml_element *element, uint16_t unit, const struct rules_version *version)
{
    bool word = version->kind == VERSION_WORD;
    if (element->bad || unit == UNIT_NONE || version->kind == VERSION_NONE || version->kind == VERSION_HOLE)
        return;
    if (word != (unit == UNIT_WORD))
        source_error(&document->source, element->offset, builder->errors,
                     word ? "this figure is a number: value=, not word=" : "this rule is a word: word=, not value=");
    else if (!word && version->value > (unit == UNIT_SHARE ? BUILD_MOST_SHARE : BUILD_MOST_OTHER))
        source_error(&document->source, xml_attribute(element, "value")->offset, builder->errors,
                     unit == UNIT_SHARE ? "a share is at most 10" : "a figure is at most 1000000");
}

/* Reads one version of a figure in UNIT. */
static struct rules_version build_version(struct builder *builder, const struct xml_document *document,
                                          const struct xml_element *element, uint16_t unit)
{
    struct rules_version version = {0};
    const char *ref = xml_value(element, "ref");
    builder->dangling = builder->dangling || element->bad;
    if (build_version_value(builder, element, &version))
        build_check_unit(builder, document, element, unit, &version);
    else if (!element->bad)
        source_error(&document->source, element->offset, builder->errors,
                     "<valid> needs one of value=, word=, none=\"yes\" or hole=\"yes\"");
    version.from = builder_day(element, "from", DATE_MIN);
    version.checked = builder_day(element, "checked", DATE_MIN);
    version.revision = builder_day(element, "revision", DATE_MAX);
    version.estimate = xml_value(element, "estimate") != NULL;
    version.ref = builder_intern(builder, ref ? ref : "");
    return version;
}

/* Adds one parameter with its versions. */
static void build_parameter(struct builder *builder, const struct xml_document *document,
                            const struct xml_element *element)
{
    struct rules_parameter parameter = {.source = builder_source(document, element)};
    parameter.unit = builder_unit(xml_value(element, "unit"));
    parameter.first_version = builder->versions.count;
    for (const struct xml_element *child = element->first; child; child = child->next) {
        struct rules_version version = build_version(builder, document, child, parameter.unit);
        build_check_order(builder, document, child, parameter.first_version, version.from);
        *(struct rules_version *)list_push(&builder->versions) = version;
    }
    parameter.version_count = (uint16_t)(builder->versions.count - parameter.first_version);
    struct rules_parameter *kept = list_push(&builder->parameters);
    builder_take_id(builder, document, element, &builder->parameters, 0, &parameter.id);
    parameter.place = build_place_name(builder, builder_string(builder, parameter.id));
    *kept = parameter;
}

/* Finds the thing an attribute names in LIST, reported when there is none. */
static uint16_t build_reference(struct builder *builder, const struct xml_document *document,
                                const struct xml_element *element, const char *attribute, const char *what,
                                const struct list *list, bool whole)
{
    const char *name = xml_value(element, attribute);
    if (!name)
        return RULES_NONE;
    uint16_t index = builder_find(builder, list, name);
    if (index == RULES_NONE && whole)
        builder_unknown(builder, document, xml_attribute(element, attribute)->offset, what, name, list, 0,
                        list->count);
    return index;
}

/* Adds an amount with its bands of age. */
static void build_amount(struct builder *builder, const struct xml_document *document,
                         const struct xml_element *element)
{
    struct rules_amount amount = {.first_band = builder->bands.count};
    amount.right = build_reference(builder, document, element, "right", "right", &builder->rights,
                                   builder->rights_whole);
    for (const struct xml_element *child = element->first; child; child = child->next) {
        struct rules_band band = {0};
        band.from = (int32_t)(builder_number(child, "from", 0) / 10000);
        band.upto = (int32_t)(builder_number(child, "upto", (int64_t)INT32_MAX * 10000) / 10000);
        band.parameter = build_reference(builder, document, child, "parameter", "parameter", &builder->parameters,
                                         builder->parameters_whole);
        *(struct rules_band *)list_push(&builder->bands) = band;
    }
    amount.band_count = (uint16_t)(builder->bands.count - amount.first_band);
    struct rules_amount *kept = list_push(&builder->amounts);
    builder_take_id(builder, document, element, &builder->amounts, 0, &amount.id);
    *kept = amount;
}

void build_parameters(struct builder *builder, const struct xml_document *document)
{
    for (const struct xml_element *child = document->root->first; child; child = child->next)
        if (xml_is(child, "parameter"))
            build_parameter(builder, document, child);
}

void build_amounts(struct builder *builder, const struct xml_document *document)
{
    for (const struct xml_element *child = document->root->first; child; child = child->next)
        if (xml_is(child, "amount"))
            build_amount(builder, document, child);
}

/* Puts VERSION into the versions of a parameter at its date, in place of one of the same date. */
static void build_merge_version(struct builder *builder, struct rules_parameter *parameter,
                                const struct rules_version *version)
{
    uint32_t first = builder->versions.count;
    bool placed = false;
    for (uint32_t i = 0; i < parameter->version_count; i++) {
        struct rules_version old = *(struct rules_version *)list_at(&builder->versions, parameter->first_version + i);
        if (!placed && version->from <= old.from) {
            *(struct rules_version *)list_push(&builder->versions) = *version;
            placed = true;
        }
        if (old.from != version->from)
            *(struct rules_version *)list_push(&builder->versions) = old;
    }
    if (!placed)
        *(struct rules_version *)list_push(&builder->versions) = *version;
    parameter->first_version = first;
    parameter->version_count = (uint16_t)(builder->versions.count - first);
}

/* Reports a version of a desk's file that begins on the day of one above it. */
static void build_check_twice(struct builder *builder, const struct xml_document *document,
                              const struct xml_element *element, const struct xml_element *version, int32_t from)
{
    char day[11];
    for (const struct xml_element *child = element->first; child != version; child = child->next) {
        if (from == DATE_MIN || builder_day(child, "from", DATE_MIN) != from)
            continue;
        date_print(from, day);
        source_error(&document->source, xml_attribute(version, "from")->offset, builder->errors,
                     "two versions begin on %s", day);
        return;
    }
}

/* Merges the versions that a desk gives for one parameter. */
static void build_override_parameter(struct builder *builder, const struct xml_document *document,
                                     const struct xml_element *element)
{
    uint16_t index =
        build_reference(builder, document, element, "id", "parameter", &builder->parameters, true);
    if (index == RULES_NONE)
        return;
    struct rules_parameter *parameter = list_at(&builder->parameters, index);
    const char *unit = xml_value(element, "unit");
    if (unit && builder_unit(unit) != parameter->unit)
        source_error(&document->source, xml_attribute(element, "unit")->offset, builder->errors,
                     "'%s' is not the unit of this parameter", unit);
    for (const struct xml_element *child = element->first; child; child = child->next) {
        struct rules_version version = build_version(builder, document, child, parameter->unit);
        build_check_twice(builder, document, element, child, version.from);
        build_merge_version(builder, parameter, &version);
    }
}

void build_override(struct builder *builder, const struct xml_document *document)
{
    if (!xml_is(document->root, "parameters")) {
        source_error(&document->source, document->root->offset, builder->errors,
                     "this file begins with <%s>; a file of figures begins with <parameters>",
                     document->root->schema->name);
        return;
    }
    for (const struct xml_element *child = document->root->first; child; child = child->next) {
        if (xml_is(child, "parameter"))
            build_override_parameter(builder, document, child);
        else
            source_error(&document->source, child->offset, builder->errors,
                         "<%s> may not be replaced by a file of figures", child->schema->name);
    }
}
