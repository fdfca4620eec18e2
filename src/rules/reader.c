/* Rules read from a directory: see the header. */
#define _POSIX_C_SOURCE 200809L
#include "rules/reader.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/builder.h"
#include "rules/check.h"
#include "rules/graph.h"
#include "rules/known.h"
#include "rules/rules.h"
#include "util/memory.h"

#define READER_MAX_FILES 64

struct reader {
    struct builder builder;
    struct rules rules;
    struct xml_document documents[READER_MAX_FILES];
    uint16_t document_count;
};

/* The fixed files of a rule directory, in the order in which they are built. */
static const struct {
    const char *name, *root;
} reader_files[] = {{"questions.xml", "questions"},
                    {"rights.xml", "rights"},
                    {"parameters.xml", "parameters"},
                    {"glossary.xml", "glossary"},
                    {"guide.xml", "guide"}};

enum { READER_QUESTIONS, READER_RIGHTS, READER_PARAMETERS, READER_GLOSSARY, READER_GUIDE, READER_FIXED };

/* Reads the next file into the reader; reports a root element other than ROOT. */
static void reader_add_file(struct reader *reader, const char *path, const char *root)
{
    struct xml_document *document = &reader->documents[reader->document_count];
    xml_read(document, path, reader->document_count, reader->builder.errors);
    *(rules_str *)list_push(&reader->builder.files) = builder_intern(&reader->builder, path);
    reader->document_count++;
    if (!document->root || xml_is(document->root, root))
        return;
    source_error(&document->source, document->root->offset, reader->builder.errors,
                 "this file begins with <%s>; it should begin with <%s>", document->root->schema->name, root);
    document->whole = false;
}

/* True for names that end in .xml and are not hidden. */
static int reader_is_tree(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 4 && strcmp(entry->d_name + length - 4, ".xml") == 0;
}

/* Reads all files of DIR/trees in the order of their names. */
static void reader_add_trees(struct reader *reader, const char *dir)
{
    struct buffer path = {0};
    buffer_add_format(&path, "%s/trees", dir);
    struct dirent **entries = NULL;
    int count = scandir(buffer_text(&path), &entries, reader_is_tree, alphasort);
    if (count <= 0) {
        errors_add(reader->builder.errors, buffer_text(&path), 0, 0, "there is no tree in this directory", NULL);
        reader->builder.dangling = true;
    }
    if (count > READER_MAX_FILES - READER_FIXED)
        errors_add(reader->builder.errors, buffer_text(&path), 0, 0, "there are too many trees in this directory", NULL);
    for (int i = 0; i < count; i++) {
        buffer_clear(&path);
        buffer_add_format(&path, "%s/trees/%s", dir, entries[i]->d_name);
        if (reader->document_count < READER_MAX_FILES)
            reader_add_file(reader, buffer_text(&path), "tree");
        free(entries[i]);
    }
    free(entries);
    buffer_done(&path);
}

/* Reads every file below DIR. */
static void reader_add_files(struct reader *reader, const char *dir)
{
    struct buffer path = {0};
    for (size_t i = 0; i < READER_FIXED; i++) {
        buffer_clear(&path);
        buffer_add_format(&path, "%s/%s", dir, reader_files[i].name);
        reader_add_file(reader, buffer_text(&path), reader_files[i].root);
    }
    buffer_done(&path);
    reader_add_trees(reader, dir);
}

/* Turns the files into tables, each kind after those it refers to. */
static void reader_build(struct reader *reader)
{
    struct builder *b = &reader->builder;
    struct xml_document *d = reader->documents;
    b->questions_whole = d[READER_QUESTIONS].whole && !d[READER_QUESTIONS].nameless;
    b->rights_whole = d[READER_RIGHTS].whole && !d[READER_RIGHTS].nameless;
    b->parameters_whole = d[READER_PARAMETERS].whole && !d[READER_PARAMETERS].nameless;
    if (d[READER_QUESTIONS].whole)
        build_questions(b, &d[READER_QUESTIONS]);
    if (d[READER_RIGHTS].whole)
        build_rights(b, &d[READER_RIGHTS]);
    if (d[READER_PARAMETERS].whole) {
        build_parameters(b, &d[READER_PARAMETERS]);
        build_amounts(b, &d[READER_PARAMETERS]);
    }
    if (d[READER_GLOSSARY].whole)
        build_glossary(b, &d[READER_GLOSSARY]);
    if (d[READER_GUIDE].whole)
        build_guide(b, &d[READER_GUIDE]);
    for (uint16_t i = READER_FIXED; i < reader->document_count; i++)
        if (d[i].whole && !b->ambiguous)
            build_tree(b, &d[i]);
}

/* Points the rules at the tables. */
static void reader_point(struct reader *reader)
{
    const struct builder *b = &reader->builder;
    reader->rules = (struct rules){
        .pool = b->pool,
        .files = (const rules_str *)(const void *)b->files.items,
        .texts = (const void *)b->texts.items,
        .questions = (const void *)b->questions.items,
        .options = (const void *)b->options.items,
        .groups = (const void *)b->groups.items,
        .rights = (const void *)b->rights.items,
        .papers = (const void *)b->papers.items,
        .documents = (const void *)b->documents.items,
        .laws = (const void *)b->laws.items,
        .parameters = (const void *)b->parameters.items,
        .versions = (const void *)b->versions.items,
        .amounts = (const void *)b->amounts.items,
        .bands = (const void *)b->bands.items,
        .trees = (const void *)b->trees.items,
        .nodes = (const void *)b->nodes.items,
        .edges = (const void *)b->edges.items,
        .terms = (const void *)b->terms.items,
        .guides = (const void *)b->guides.items,
        .entries = (const void *)b->entries.items,
        .pool_size = b->pool_size,
        .file_count = b->files.count,
        .text_count = b->texts.count,
        .question_count = b->questions.count,
        .option_count = b->options.count,
        .group_count = b->groups.count,
        .right_count = b->rights.count,
        .paper_count = b->papers.count,
        .document_count = b->documents.count,
        .law_count = b->laws.count,
        .parameter_count = b->parameters.count,
        .version_count = b->versions.count,
        .amount_count = b->amounts.count,
        .band_count = b->bands.count,
        .tree_count = b->trees.count,
        .node_count = b->nodes.count,
        .edge_count = b->edges.count,
        .term_count = b->terms.count,
        .guide_count = b->guides.count,
        .entry_count = b->entries.count,
    };
    known_resolve(&reader->rules);
}

/* Reports the names that the program needs and the data lack. */
static void reader_check_known(const struct reader *reader, const char *dir)
{
    char name[96];
    char message[160];
    for (size_t i = 0; known_describe_missing(&reader->rules, i, name); i++) {
        snprintf(message, sizeof message, "the program needs the %s", name);
        errors_add(reader->builder.errors, dir, 0, 0, message, NULL);
    }
}

/* Orders trees by their first day. */
static int reader_compare_trees(const void *a, const void *b)
{
    const struct rules_tree *x = a;
    const struct rules_tree *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Checks what was built; true when nothing at all was wrong. */
static bool reader_check(struct reader *reader, const char *dir)
{
    struct builder *b = &reader->builder;
    const struct source *sources[READER_MAX_FILES];
    bool whole = true;
    for (uint16_t i = 0; i < reader->document_count; i++) {
        sources[i] = &reader->documents[i].source;
        whole = whole && reader->documents[i].whole;
    }
    if (b->trees.count)
        qsort(b->trees.items, b->trees.count, b->trees.size, reader_compare_trees);
    reader_point(reader);
    struct check_sources check = {sources, (const void *)b->text_sources.items, !b->parameters_whole};
    if (b->parameters_whole && b->questions_whole && b->rights_whole && !b->errors->count)
        reader_check_known(reader, dir);
    check_rules(&reader->rules, &check, b->dangling || !whole, b->errors);
    errors_sort(b->errors);
    if (b->errors->count)
        return false;
    graph_fill_reads(&reader->rules, (struct rules_node *)(void *)b->nodes.items);
    return true;
}

/* Releases the XML, which is not needed once the rules are known to be sound. */
static void reader_drop_documents(struct reader *reader)
{
    for (uint16_t i = 0; i < reader->document_count; i++)
        xml_done(&reader->documents[i]);
    reader->document_count = 0;
}

struct reader *reader_read_directory(const char *dir, struct errors *errors)
{
    struct reader *reader = memory_new(sizeof *reader);
    builder_init(&reader->builder, errors);
    reader_add_files(reader, dir);
    reader_build(reader);
    bool ok = reader_check(reader, dir);
    reader_drop_documents(reader);
    if (ok)
        return reader;
    reader_free(reader);
    return NULL;
}

/* Fills a list with COUNT records. */
static void reader_copy_list(struct list *list, const void *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        memcpy(list_push(list), (const char *)items + (size_t)i * list->size, list->size);
}

/* Starts a builder with everything that BASE holds; offsets into the pool stay valid. */
static void reader_copy_base(struct builder *b, const struct rules *base)
{
    for (uint32_t at = 0; at < base->pool_size; at += (uint32_t)strlen(base->pool + at) + 1)
        builder_intern(b, base->pool + at);
    reader_copy_list(&b->files, base->files, base->file_count);
    reader_copy_list(&b->texts, base->texts, base->text_count);
    reader_copy_list(&b->questions, base->questions, base->question_count);
    reader_copy_list(&b->options, base->options, base->option_count);
    reader_copy_list(&b->groups, base->groups, base->group_count);
    reader_copy_list(&b->rights, base->rights, base->right_count);
    reader_copy_list(&b->papers, base->papers, base->paper_count);
    reader_copy_list(&b->documents, base->documents, base->document_count);
    reader_copy_list(&b->laws, base->laws, base->law_count);
    reader_copy_list(&b->parameters, base->parameters, base->parameter_count);
    reader_copy_list(&b->versions, base->versions, base->version_count);
    reader_copy_list(&b->amounts, base->amounts, base->amount_count);
    reader_copy_list(&b->bands, base->bands, base->band_count);
    reader_copy_list(&b->trees, base->trees, base->tree_count);
    reader_copy_list(&b->nodes, base->nodes, base->node_count);
    reader_copy_list(&b->edges, base->edges, base->edge_count);
    reader_copy_list(&b->terms, base->terms, base->term_count);
    reader_copy_list(&b->guides, base->guides, base->guide_count);
    reader_copy_list(&b->entries, base->entries, base->entry_count);
}

struct reader *reader_read_parameters(const struct rules *base, const char *path, struct errors *errors)
{
    struct reader *reader = memory_new(sizeof *reader);
    builder_init(&reader->builder, errors);
    reader_copy_base(&reader->builder, base);
    struct xml_document *document = &reader->documents[reader->document_count++];
    xml_read(document, path, (uint16_t)base->file_count, errors);
    if (document->root)
        build_override(&reader->builder, document);
    reader_point(reader);
    struct check_sources none = {NULL, NULL, false};
    if (!errors->count)
        check_rules(&reader->rules, &none, false, errors);
    errors_sort(errors);
    reader_drop_documents(reader);
    if (!errors->count)
        return reader;
    reader_free(reader);
    return NULL;
}

const struct rules *reader_rules(const struct reader *reader)
{
    return &reader->rules;
}

void reader_free(struct reader *reader)
{
    if (!reader)
        return;
    reader_drop_documents(reader);
    builder_done(&reader->builder);
    free(reader);
}
