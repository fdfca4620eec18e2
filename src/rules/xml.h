/* A rule file as a small tree of elements that already obey the schema.
 * It is the only user of expat.  It refuses document types, so there are no entities;
 * depth is bounded by the schema.  It deliberately understands no ids. */
#ifndef DS_RULES_XML_H
#define DS_RULES_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/errors.h"
#include "rules/schema.h"
#include "rules/source.h"

struct xml_attribute {
    const char *name; /* of the schema */
    char *value;      /* owned */
    size_t offset;    /* of the value's first byte in the file */
    bool bad;         /* already reported */
};

struct xml_element {
    const struct schema_element *schema;
    struct xml_attribute *attributes;
    size_t attribute_count;
    struct xml_element *parent, *first, *last, *next;
    char *text;    /* white space collapsed; null when the element holds none; owned */
    size_t offset; /* of its '<' in the file */
    bool bad;      /* something in its own tag was wrong and is already reported */
    bool strange;  /* a child was refused, so one may seem to be missing */
};

struct xml_document {
    struct source source;
    struct xml_element *root; /* null when the file is not usable at all */
    bool whole;               /* read to its end without a syntax mistake, not over a limit */
    bool nameless;            /* an element that may have carried an id was refused */
};

/* Reads and checks one file; mistakes are added to ERRORS. */
void xml_read(struct xml_document *document, const char *path, uint16_t file, struct errors *errors);

/* Releases what DOCUMENT owns. */
void xml_done(struct xml_document *document);

/* The attribute with this name, or null. */
struct xml_attribute *xml_attribute(const struct xml_element *element, const char *name);

/* Its value, or null; null too when the value was already refused. */
const char *xml_value(const struct xml_element *element, const char *name);

/* True when ELEMENT has this tag. */
bool xml_is(const struct xml_element *element, const char *tag);

#endif
