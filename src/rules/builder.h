/* From checked XML to the tables of the model: what the build_*.c files share.
 * Each record keeps its place in the file so that later checks can point at it.
 * It deliberately is not seen outside src/rules/. */
#ifndef DS_RULES_BUILDER_H
#define DS_RULES_BUILDER_H

#include "rules/errors.h"
#include "rules/list.h"
#include "rules/model.h"
#include "rules/xml.h"

struct builder {
    struct errors *errors;
    struct list files, texts, questions, options, groups, rights, papers, documents, laws;
    struct list parameters, versions, amounts, bands, trees, nodes, edges, terms, guides, entries;
    struct list text_sources; /* struct rules_source of each text */
    char *pool;               /* texts of all kinds, each terminated */
    uint32_t pool_size, pool_capacity;
    uint32_t *pool_slots; /* open hash of offsets */
    uint32_t pool_slot_count, pool_used;
    bool questions_whole, rights_whole, parameters_whole, nodes_whole; /* else an unknown id proves nothing */
    bool ambiguous; /* a key or an answer stands twice, so the trees may mean either */
    bool dangling;  /* something that others lean on was wrong and is reported */
};

/* Prepares an empty builder. */
void builder_init(struct builder *builder, struct errors *errors);

/* Releases all tables. */
void builder_done(struct builder *builder);

/* The offset of TEXT in the pool, added once. */
rules_str builder_intern(struct builder *builder, const char *text);

/* The pool's text. */
const char *builder_string(const struct builder *builder, rules_str str);

/* Finds ID in a list whose records begin with their id; RULES_NONE when it is not there. */
uint16_t builder_find(const struct builder *builder, const struct list *list, const char *id);

/* The same among COUNT records from FIRST; the answer counts from FIRST. */
uint16_t builder_find_in(const struct builder *builder, const struct list *list, uint32_t first, uint32_t count,
                         const char *id);

/* Reports a name that stands for nothing: "there is no WHAT 'name' (did you mean ...)". */
void builder_unknown(struct builder *builder, const struct xml_document *document, size_t offset, const char *what,
                     const char *name, const struct list *list, uint32_t first, uint32_t count);

/* Takes the id of ELEMENT unless the list already has it, which is reported; false then. */
bool builder_take_id(struct builder *builder, const struct xml_document *document,
                     const struct xml_element *element, const struct list *list, uint32_t first, rules_str *id);

/* The place of ELEMENT in its file. */
struct rules_source builder_source(const struct xml_document *document, const struct xml_element *element);

/* Reads the from= and until= of ELEMENT; reports an empty period. */
void builder_period(struct builder *builder, const struct xml_document *document, const struct xml_element *element,
                    int32_t *from, int32_t *until);

/* Adds the texts among the children of ELEMENT; kinds are told by its own tag. */
struct rules_texts builder_add_texts(struct builder *builder, const struct xml_document *document,
                                     const struct xml_element *element);

/* Cuts the next id from a list of ids at *AT; null at its end, else the caller frees it.
 * *OFFSET is where it stands in the file. */
char *builder_next_id(const struct xml_attribute *attribute, size_t *at, size_t *offset);

/* A number attribute in ten-thousandths, or FALLBACK. */
int64_t builder_number(const struct xml_element *element, const char *name, int64_t fallback);

/* A date attribute as a day, or FALLBACK. */
int32_t builder_day(const struct xml_element *element, const char *name, int32_t fallback);

/* The unit a word names. */
uint16_t builder_unit(const char *word);

/* The builders of the six kinds of file. */
void build_questions(struct builder *builder, const struct xml_document *document);
void build_rights(struct builder *builder, const struct xml_document *document);
void build_parameters(struct builder *builder, const struct xml_document *document);
void build_amounts(struct builder *builder, const struct xml_document *document);
void build_glossary(struct builder *builder, const struct xml_document *document);
void build_guide(struct builder *builder, const struct xml_document *document);
void build_tree(struct builder *builder, const struct xml_document *document);

/* Adds the versions of one <parameter> that hold after merging with those it has already. */
void build_override(struct builder *builder, const struct xml_document *document);

#endif
