/* The shape of the rule files as tables: which element may hold which, and what its
 * attributes look like.  data/rules.rnc says the same to XML editors.
 * It deliberately knows nothing of ids that refer to each other; that is the builder's. */
#ifndef DS_RULES_SCHEMA_H
#define DS_RULES_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

enum schema_type {
    TYPE_TEXT,      /* any text */
    TYPE_ID,        /* lower-case words with hyphens */
    TYPE_IDS,       /* ids separated by a space */
    TYPE_PARAMETER, /* words with points, such as cmuc_css.coef_person2 */
    TYPE_DATE,      /* YYYY-MM-DD */
    TYPE_NUMBER,    /* 12 or 12.3456 */
    TYPE_WORD       /* one of a list */
};

struct schema_attribute {
    const char *name;
    enum schema_type type;
    bool required;
    const char *words; /* TYPE_WORD: the list, separated by spaces */
};

struct schema_child;

struct schema_element {
    const char *name;
    const struct schema_attribute *attributes; /* ends with a null name */
    const struct schema_child *children;       /* ends with a null element; null when it holds none */
    bool text;                                 /* holds a translatable text */
};

struct schema_child {
    const struct schema_element *element;
    unsigned least, most; /* how often it may stand there */
};

#define SCHEMA_MANY 4096u

/* The element that a file may begin with, or null. */
const struct schema_element *schema_find_root(const char *name);

/* The child of ELEMENT with this name, or null. */
const struct schema_child *schema_find_child(const struct schema_element *element, const char *name);

/* The attribute of ELEMENT with this name, or null. */
const struct schema_attribute *schema_find_attribute(const struct schema_element *element, const char *name);

/* True when WORD stands in LIST, whose words are separated by spaces. */
bool schema_has_word(const char *list, const char *word);

/* What is wrong with VALUE for its type, as the end of a sentence; null when all is well. */
const char *schema_check_value(const struct schema_attribute *attribute, const char *value);

#endif
