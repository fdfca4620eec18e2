/* A rule file as a small tree of elements: see the header. */
#include "rules/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "util/memory.h"
#include "util/utf8.h"

struct xml_reader {
    XML_Parser parser;
    struct xml_document *document;
    struct errors *errors;
    struct xml_element *open; /* innermost open element */
    unsigned skipping;        /* depth inside an element that was refused */
    struct buffer text;       /* text of the open element */
    bool stopped;             /* a mistake after which nothing can be read */
    bool crowded;             /* more of something than any table has room for */
};

#define XML_SOURCE(reader) (&(reader)->document->source)

/* Where expat stands in the file. */
static size_t xml_offset(struct xml_reader *reader)
{
    XML_Index index = XML_GetCurrentByteIndex(reader->parser);
    return index < 0 ? 0 : (size_t)index;
}

/* Adds a mistake at OFFSET and gives the file up. */
static void xml_stop(struct xml_reader *reader, size_t offset, const char *message)
{
    if (reader->stopped)
        return;
    reader->stopped = true;
    source_error(XML_SOURCE(reader), offset, reader->errors, "%s", message);
    XML_StopParser(reader->parser, XML_FALSE);
}

/* The offset of an attribute's value in the start tag at OFFSET; the tag's own when not found. */
static size_t xml_find_value(const struct source *source, size_t offset, const char *name)
{
    size_t length = strlen(name);
    const char *at = source->data + offset + 1;
    at += strcspn(at, " \t\r\n>/");
    while (*at && *at != '>') {
        at += strspn(at, " \t\r\n/");
        size_t name_length = strcspn(at, " \t\r\n=>");
        const char *found = at;
        at += name_length;
        at += strspn(at, " \t\r\n=");
        if (*at != '"' && *at != '\'')
            break;
        const char *end = strchr(at + 1, *at);
        if (name_length == length && memcmp(found, name, length) == 0)
            return (size_t)(at + 1 - source->data);
        if (!end)
            break;
        at = end + 1;
    }
    return offset;
}

/* The offset of an attribute's own name in the start tag at OFFSET. */
static size_t xml_find_name(const struct source *source, size_t offset, const char *name)
{
    size_t value = xml_find_value(source, offset, name);
    if (value == offset)
        return offset;
    size_t at = value - 1;
    while (at > offset && source->data[at] != '=')
        at--;
    while (at > offset && strchr(" \t\r\n=", source->data[at]))
        at--;
    return at + 1 - strlen(name);
}

/* The tags that may stand inside ELEMENT, as "<a> <b>". */
static void xml_list_children(const struct schema_element *element, struct buffer *list)
{
    for (const struct schema_child *child = element->children; child && child->element; child++)
        buffer_add_format(list, "%s<%s>", list->length ? " " : "", child->element->name);
    if (!list->length)
        buffer_add(list, "nothing");
}

/* Notes that an id may be lost with a refused child of PARENT; NEAREST is what it may have been. */
static void xml_note_nameless(struct xml_reader *reader, const struct schema_element *parent, const char *nearest)
{
    for (const struct schema_child *child = parent->children; child && child->element; child++)
        if (schema_find_attribute(child->element, "id") && (!nearest || strcmp(nearest, child->element->name) == 0))
            reader->document->nameless = true;
}

/* Reports a tag that may not stand where it stands. */
static void xml_refuse_element(struct xml_reader *reader, const char *name, size_t offset)
{
    if (!reader->open) {
        source_error(XML_SOURCE(reader), offset, reader->errors,
                     "<%s> begins no rule file; known: <questions> <rights> <parameters> <glossary> <guide> "
                     "<tree> <site> <places>", name);
        return;
    }
    struct buffer list = {0};
    const struct schema_element *parent = reader->open->schema;
    reader->open->strange = true;
    xml_list_children(parent, &list);
    const char *words[32];
    size_t count = 0;
    for (const struct schema_child *child = parent->children; child && child->element && count < 32; child++)
        words[count++] = child->element->name;
    const char *nearest = errors_nearest(name, words, count);
    source_error(XML_SOURCE(reader), offset, reader->errors,
                 "<%s> is not allowed here inside <%s>; allowed: %s%s%s%s", name, parent->name,
                 buffer_text(&list), nearest ? " (did you mean '" : "", nearest ? nearest : "", nearest ? "'?)" : "");
    buffer_done(&list);
    xml_note_nameless(reader, parent, nearest);
}

/* Finds what a start tag means here, or reports it and returns null. */
static const struct schema_element *xml_resolve(struct xml_reader *reader, const char *name, size_t offset)
{
    const struct schema_element *schema = NULL;
    if (!reader->open) {
        schema = reader->document->root ? NULL : schema_find_root(name);
    } else {
        const struct schema_child *child = schema_find_child(reader->open->schema, name);
        schema = child ? child->element : NULL;
    }
    if (!schema)
        xml_refuse_element(reader, name, offset);
    return schema;
}

/* Reports an attribute that the element does not have. */
static void xml_refuse_attribute(struct xml_reader *reader, struct xml_element *element, const char *name)
{
    const char *words[16];
    size_t count = 0;
    for (const struct schema_attribute *a = element->schema->attributes; a->name && count < 16; a++)
        words[count++] = a->name;
    const char *nearest = errors_nearest(name, words, count);
    source_error(XML_SOURCE(reader), xml_find_name(XML_SOURCE(reader), element->offset, name), reader->errors,
                 "<%s> has no attribute '%s'%s%s%s", element->schema->name, name, nearest ? " (did you mean '" : "",
                 nearest ? nearest : "", nearest ? "'?)" : "");
    element->bad = true;
}

/* Keeps one attribute and checks its form. */
static void xml_add_attribute(struct xml_reader *reader, struct xml_element *element, const char *name,
                              const char *value)
{
    const struct schema_attribute *schema = schema_find_attribute(element->schema, name);
    if (!schema) {
        xml_refuse_attribute(reader, element, name);
        return;
    }
    element->attributes =
        memory_resize(element->attributes, element->attribute_count + 1, sizeof *element->attributes);
    struct xml_attribute *attribute = &element->attributes[element->attribute_count++];
    *attribute = (struct xml_attribute){.name = schema->name,
                                        .value = memory_copy_text(value),
                                        .offset = xml_find_value(XML_SOURCE(reader), element->offset, name)};
    const char *problem = schema_check_value(schema, value);
    size_t length = strlen(value);
    if (!problem && (utf8_find_bad(value, length) < length || strchr(value, '\n')))
        problem = "holds a character that no text may hold";
    if (!problem)
        return;
    attribute->bad = true;
    const char *allowed = schema->type == TYPE_WORD ? schema->words : NULL;
    char *clean = utf8_clean(value);
    source_error(XML_SOURCE(reader), attribute->offset, reader->errors, "'%s' %s%s%s", clean, problem,
                 allowed ? ": " : "", allowed ? allowed : "");
    free(clean);
}

/* Reports required attributes that are not there and sums up what is wrong with the tag. */
static void xml_check_required(struct xml_reader *reader, struct xml_element *element)
{
    bool misspelt = element->bad;
    for (const struct schema_attribute *a = element->schema->attributes; a->name && !misspelt; a++) {
        if (!a->required || xml_attribute(element, a->name))
            continue;
        source_error(XML_SOURCE(reader), element->offset, reader->errors, "<%s> has no attribute '%s'",
                     element->schema->name, a->name);
        element->bad = true;
    }
    for (size_t i = 0; i < element->attribute_count; i++)
        element->bad = element->bad || element->attributes[i].bad;
    if (schema_find_attribute(element->schema, "id") && !xml_value(element, "id"))
        reader->document->nameless = true;
}

/* Hangs a new element below the open one. */
static struct xml_element *xml_new_element(struct xml_reader *reader, const struct schema_element *schema,
                                           size_t offset)
{
    struct xml_element *element = memory_new(sizeof *element);
    element->schema = schema;
    element->offset = offset;
    element->parent = reader->open;
    if (!reader->open)
        reader->document->root = element;
    else if (reader->open->last)
        reader->open->last->next = element;
    else
        reader->open->first = element;
    if (reader->open)
        reader->open->last = element;
    return element;
}

static void XMLCALL xml_start(void *data, const char *name, const char **attributes)
{
    struct xml_reader *reader = data;
    if (reader->stopped)
        return;
    if (reader->skipping) {
        if (++reader->skipping > 64)
            xml_stop(reader, xml_offset(reader), "elements are nested too deeply");
        return;
    }
    size_t offset = xml_offset(reader);
    if (reader->open && reader->open->schema->text) {
        source_error(XML_SOURCE(reader), offset, reader->errors, "<%s> is not allowed inside the text of <%s>", name,
                     reader->open->schema->name);
        reader->skipping = 1;
        return;
    }
    const struct schema_element *schema = xml_resolve(reader, name, offset);
    if (!schema) {
        reader->skipping = 1;
        return;
    }
    reader->open = xml_new_element(reader, schema, offset);
    for (size_t i = 0; attributes[i]; i += 2)
        xml_add_attribute(reader, reader->open, attributes[i], attributes[i + 1]);
    xml_check_required(reader, reader->open);
    buffer_clear(&reader->text);
}

/* The text collected, its white space collapsed as xgettext does it. */
static char *xml_collapse(const struct buffer *text)
{
    const char *from = buffer_text(text);
    char *collapsed = memory_new(strlen(from) + 1);
    size_t length = 0;
    for (; *from; from++) {
        bool space = *from == ' ' || *from == '\n' || *from == '\t' || *from == '\r';
        if (!space)
            collapsed[length++] = *from;
        else if (length && collapsed[length - 1] != ' ')
            collapsed[length++] = ' ';
    }
    while (length && collapsed[length - 1] == ' ')
        length--;
    collapsed[length] = '\0';
    return collapsed;
}

/* Keeps the text of an element that ends. */
static void xml_end_text(struct xml_reader *reader, struct xml_element *element)
{
    element->text = xml_collapse(&reader->text);
    size_t length = strlen(element->text);
    const char *problem = NULL;
    if (!length)
        problem = "has no text";
    else if (reader->text.length > RULES_MAX_TEXT_BYTES) /* the rest was not kept */
        problem = "has a text of more than 64 kB";
    else if (utf8_find_bad(element->text, length) < length)
        problem = "holds a character that no text may hold";
    if (!problem)
        return;
    source_error(XML_SOURCE(reader), element->offset, reader->errors, "<%s> %s", element->schema->name, problem);
    element->bad = true;
}

/* How often a tag stands among the children. */
static unsigned xml_count_children(const struct xml_element *element, const struct schema_element *schema)
{
    unsigned count = 0;
    for (const struct xml_element *child = element->first; child; child = child->next)
        count += child->schema == schema;
    return count;
}

/* Reports children that are missing or too many. */
static void xml_check_children(struct xml_reader *reader, struct xml_element *element)
{
    for (const struct schema_child *child = element->schema->children; child && child->element; child++) {
        unsigned count = xml_count_children(element, child->element);
        if ((count >= child->least || element->strange) && count <= child->most)
            continue;
        source_error(XML_SOURCE(reader), element->offset, reader->errors,
                     count ? "<%s> has too many <%s>" : "<%s> has no <%s>", element->schema->name,
                     child->element->name);
        element->bad = true;
        reader->crowded = reader->crowded || count > child->most;
    }
}

static void XMLCALL xml_end(void *data, const char *name)
{
    (void)name;
    struct xml_reader *reader = data;
    if (reader->stopped)
        return;
    if (reader->skipping) {
        reader->skipping--;
        return;
    }
    struct xml_element *element = reader->open;
    if (element->schema->text)
        xml_end_text(reader, element);
    else
        xml_check_children(reader, element);
    buffer_clear(&reader->text);
    reader->open = element->parent;
}

static void XMLCALL xml_characters(void *data, const char *bytes, int length)
{
    struct xml_reader *reader = data;
    if (reader->stopped || reader->skipping || length <= 0 || !reader->open)
        return;
    if (reader->open->schema->text) {
        if (reader->text.length <= RULES_MAX_TEXT_BYTES)
            buffer_add_bytes(&reader->text, bytes, (size_t)length);
        return;
    }
    for (int i = 0; i < length; i++) {
        if (strchr(" \t\r\n", bytes[i]))
            continue;
        source_error(XML_SOURCE(reader), xml_offset(reader) + (size_t)i, reader->errors,
                     "a text is not allowed directly inside <%s>", reader->open->schema->name);
        break;
    }
}

/* The offset of the last START that stands before the place where expat is. */
static size_t xml_find_back(struct xml_reader *reader, const char *start)
{
    const char *data = XML_SOURCE(reader)->data;
    size_t offset = xml_offset(reader);
    while (offset && strncmp(data + offset, start, strlen(start)) != 0)
        offset--;
    return offset;
}

static void XMLCALL xml_doctype(void *data, const char *name, const char *system_id, const char *public_id, int internal)
{
    (void)name, (void)system_id, (void)public_id, (void)internal;
    xml_stop(data, xml_find_back(data, "<!DOCTYPE"), "<!DOCTYPE ...> is not allowed in rule files");
}

/* Reports what may not stand inside a text. */
static void xml_refuse_in_text(struct xml_reader *reader, const char *what)
{
    if (reader->stopped || reader->skipping || !reader->open || !reader->open->schema->text)
        return;
    source_error(XML_SOURCE(reader), xml_offset(reader), reader->errors,
                 "%s is not allowed inside a text; put it before <%s>", what, reader->open->schema->name);
}

static void XMLCALL xml_comment(void *data, const char *text)
{
    (void)text;
    xml_refuse_in_text(data, "a comment");
}

static void XMLCALL xml_cdata(void *data)
{
    xml_stop(data, xml_offset(data), "<![CDATA[ is not allowed in rule files; write &amp; and &lt;");
}

static void XMLCALL xml_instruction(void *data, const char *target, const char *text)
{
    (void)target, (void)text;
    xml_refuse_in_text(data, "a processing instruction");
}

/* Turns expat's complaint into a sentence for an editor. */
static void xml_report_syntax(struct xml_reader *reader)
{
    struct source *source = XML_SOURCE(reader);
    struct xml_element *open = reader->open;
    size_t offset = xml_offset(reader);
    if (offset && strchr("&<", source->data[offset - 1]))
        offset--; /* expat points behind a lone '&' or '<' */
    switch (XML_GetErrorCode(reader->parser)) {
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_PARTIAL_CHAR:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
        if (open)
            source_error(source, source->size, reader->errors, "the file ends inside <%s> opened at line %u",
                         open->schema->name, source_place(source, open->offset).line);
        else
            source_error(source, source->size, reader->errors, "the file ends too early");
        break;
    case XML_ERROR_TAG_MISMATCH:
        if (open)
            source_error(source, xml_find_back(reader, "</"), reader->errors,
                         "this closing tag does not match <%s> opened at line %u", open->schema->name,
                         source_place(source, open->offset).line);
        break;
    case XML_ERROR_DUPLICATE_ATTRIBUTE:
        source_error(source, xml_offset(reader), reader->errors, "an attribute stands twice in this tag");
        break;
    default:
        source_error(source, offset, reader->errors,
                     "this cannot be read; in a text, write '&' as &amp; and '<' as &lt;");
    }
}

/* Runs expat over the whole file. */
static void xml_parse(struct xml_reader *reader)
{
    XML_Parser parser = reader->parser;
    XML_SetUserData(parser, reader);
    XML_SetElementHandler(parser, xml_start, xml_end);
    XML_SetCharacterDataHandler(parser, xml_characters);
    XML_SetStartDoctypeDeclHandler(parser, xml_doctype);
    XML_SetCommentHandler(parser, xml_comment);
    XML_SetProcessingInstructionHandler(parser, xml_instruction);
    XML_SetCdataSectionHandler(parser, xml_cdata, NULL);
    struct source *source = XML_SOURCE(reader);
    if (XML_Parse(parser, source->data, (int)source->size, 1) != XML_STATUS_OK && !reader->stopped) {
        xml_report_syntax(reader);
        reader->stopped = true;
    }
    reader->document->whole = !reader->stopped && !reader->crowded && reader->document->root;
}

void xml_read(struct xml_document *document, const char *path, uint16_t file, struct errors *errors)
{
    *document = (struct xml_document){0};
    if (!source_read(&document->source, path, file, errors))
        return;
    struct xml_reader reader = {.document = document, .errors = errors, .parser = XML_ParserCreate("UTF-8")};
    if (!reader.parser)
        die("out of memory");
    xml_parse(&reader);
    XML_ParserFree(reader.parser);
    buffer_done(&reader.text);
}

/* Releases an element and all below it; the schema bounds the depth. */
static void xml_free(struct xml_element *element)
{
    while (element) {
        struct xml_element *next = element->next;
        xml_free(element->first);
        for (size_t i = 0; i < element->attribute_count; i++)
            free(element->attributes[i].value);
        free(element->attributes);
        free(element->text);
        free(element);
        element = next;
    }
}

void xml_done(struct xml_document *document)
{
    xml_free(document->root);
    source_done(&document->source);
    *document = (struct xml_document){0};
}

struct xml_attribute *xml_attribute(const struct xml_element *element, const char *name)
{
    for (size_t i = 0; i < element->attribute_count; i++)
        if (strcmp(element->attributes[i].name, name) == 0)
            return &element->attributes[i];
    return NULL;
}

const char *xml_value(const struct xml_element *element, const char *name)
{
    const struct xml_attribute *attribute = xml_attribute(element, name);
    return attribute && !attribute->bad ? attribute->value : NULL;
}

bool xml_is(const struct xml_element *element, const char *tag)
{
    return strcmp(element->schema->name, tag) == 0;
}
