/* The files of trees/ into the tables of trees, nodes and edges. */
#include <stdlib.h>
#include <string.h>

#include "rules/builder.h"
#include "rules/rules.h"
#include "util/date.h"
#include "util/memory.h"

struct tree_builder {
    struct builder *builder;
    const struct xml_document *document;
    uint32_t first_node;
    uint32_t node_count;
};

/* Adds a mistake at ELEMENT. */
#define TREE_ERROR(tb, element, ...) \
    source_error(&(tb)->document->source, (element)->offset, (tb)->builder->errors, __VA_ARGS__)

/* The node that `to` names, reported when the tree has none. */
static uint16_t tree_target(struct tree_builder *tb, const struct xml_element *element, const char *attribute)
{
    const char *name = xml_value(element, attribute);
    if (!name) {
        tb->builder->dangling = true;
        return RULES_NONE;
    }
    uint16_t index = builder_find_in(tb->builder, &tb->builder->nodes, tb->first_node, tb->node_count, name);
    if (index != RULES_NONE)
        return (uint16_t)(tb->first_node + index);
    tb->builder->dangling = true;
    if (tb->builder->nodes_whole)
        builder_unknown(tb->builder, tb->document, xml_attribute(element, attribute)->offset, "node", name,
                    &tb->builder->nodes, tb->first_node, tb->node_count);
    return RULES_NONE;
}

/* Collects the rights that an attribute of an edge names. */
static struct rules_set tree_grants(struct tree_builder *tb, const struct xml_element *element, const char *name)
{
    struct rules_set set = {{0, 0}};
    const struct xml_attribute *attribute = xml_attribute(element, name);
    size_t at = 0;
    size_t offset = 0;
    char *id;
    while (attribute && !attribute->bad && (id = builder_next_id(attribute, &at, &offset))) {
        uint16_t right = builder_find(tb->builder, &tb->builder->rights, id);
        if (right < RULES_MAX_RIGHTS)
            rules_set_add(&set, right);
        else if (!tb->builder->rights_whole)
            tb->builder->dangling = true;
        else
            builder_unknown(tb->builder, tb->document, offset, "right", id, &tb->builder->rights, 0,
                            tb->builder->rights.count);
        free(id);
    }
    return set;
}

/* Appends one edge to the node that is being built. */
static struct rules_edge *tree_add_edge(struct tree_builder *tb, struct rules_node *node,
                                        const struct xml_element *element)
{
    struct rules_edge edge = {.source = builder_source(tb->document, element)};
    edge.to = tree_target(tb, element, "to");
    edge.certain = tree_grants(tb, element, "grant");
    edge.possible = tree_grants(tb, element, "possible");
    tb->builder->dangling = tb->builder->dangling || element->bad;
    struct rules_edge *kept = list_push(&tb->builder->edges);
    *kept = edge;
    node->edge_count++;
    return kept;
}

/* True when an answer names no condition, so that it takes everything else. */
static bool tree_is_rest(const struct xml_element *element)
{
    static const char *const conditions[] = {"is", "below", "upto", "upto-parameter", "since", "before"};
    for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++)
        if (xml_attribute(element, conditions[i]))
            return false;
    return xml_is(element, "answer");
}

/* The options that an answer names, each once over the whole node. */
static uint32_t tree_options(struct tree_builder *tb, const struct xml_element *element,
                             const struct rules_question *question, uint32_t taken)
{
    uint32_t options = 0;
    const struct xml_attribute *attribute = xml_attribute(element, "is");
    size_t at = 0;
    size_t offset = 0;
    char *id;
    while (attribute && !attribute->bad && (id = builder_next_id(attribute, &at, &offset))) {
        struct builder *b = tb->builder;
        uint16_t value = builder_find_in(b, &b->options, question->first_option, question->option_count, id);
        if (value == RULES_NONE && !b->questions_whole)
            b->dangling = true;
        else if (value == RULES_NONE)
            builder_unknown(b, tb->document, offset, "answer", id, &b->options, question->first_option,
                            question->option_count);
        else if ((taken | options) >> value & 1)
            source_error(&tb->document->source, offset, b->errors, "the answer '%s' leads on twice", id);
        else
            options |= (uint32_t)1 << value;
        free(id);
    }
    return options;
}

/* Notes for each option which edge of the node it takes. */
static void tree_fill_edge_of(struct tree_builder *tb, struct rules_node *node)
{
    for (uint32_t i = 0; i < node->edge_count; i++) {
        const struct rules_edge *edge = list_at(&tb->builder->edges, node->first_edge + i);
        for (uint32_t value = 0; value < RULES_MAX_OPTIONS; value++)
            if (edge->options >> value & 1)
                node->edge_of[value] = (uint8_t)i;
    }
}

/* Reports the options that no answer takes. */
static void tree_report_missing(struct tree_builder *tb, const struct xml_element *element,
                                const struct rules_question *question, uint32_t missing)
{
    for (uint32_t value = 0; value < question->option_count; value++) {
        if (!(missing >> value & 1))
            continue;
        const struct rules_option *option = list_at(&tb->builder->options, question->first_option + value);
        TREE_ERROR(tb, element, "the answer '%s' leads nowhere", builder_string(tb->builder, option->id));
    }
}

/* Builds the edges of a node that asks or tests a choice. */
static void tree_build_choice(struct tree_builder *tb, const struct xml_element *element, struct rules_node *node)
{
    struct rules_question question = *(struct rules_question *)list_at(&tb->builder->questions, node->key);
    uint32_t all = (uint32_t)(((uint64_t)1 << question.option_count) - 1);
    uint32_t taken = 0;
    bool slipped = tb->builder->dangling;
    tb->builder->dangling = element->strange || !tb->builder->questions_whole;
    const struct xml_element *rest = NULL;
    for (const struct xml_element *child = element->first; child; child = child->next) {
        if (tree_is_rest(child) && child->bad) {
            tree_add_edge(tb, node, child); /* the misspelt attribute may have been its condition */
        } else if (tree_is_rest(child) && !rest) {
            rest = child;
        } else if (tree_is_rest(child) || !xml_attribute(child, "is")) {
            TREE_ERROR(tb, child, "an answer to a choice names its options in is=, one answer may take the rest");
        } else {
            uint32_t options = tree_options(tb, child, &question, taken);
            tree_add_edge(tb, node, child)->options = options;
            taken |= options;
        }
    }
    if (rest && taken == all)
        TREE_ERROR(tb, rest, "this answer can never be taken: all options lead on above");
    if (rest)
        tree_add_edge(tb, node, rest)->options = all & ~taken;
    else if (!tb->builder->dangling)
        tree_report_missing(tb, element, &question, all & ~taken);
    tb->builder->dangling = tb->builder->dangling || slipped;
    tree_fill_edge_of(tb, node);
}

/* Reads the limit that splits a number or the date in two. */
static void tree_build_limit(struct tree_builder *tb, const struct xml_element *answer, struct rules_node *node)
{
    struct builder *b = tb->builder;
    const char *parameter = xml_value(answer, "upto-parameter");
    if (xml_attribute(answer, "upto")) {
        node->split = SPLIT_UPTO;
        node->limit = builder_number(answer, "upto", 0) / 100;
    } else if (xml_attribute(answer, "below")) {
        node->split = SPLIT_UPTO;
        node->limit = builder_number(answer, "below", 0) / 100 - 1;
    } else if (xml_attribute(answer, "since")) {
        node->split = SPLIT_SINCE;
        node->day = builder_day(answer, "since", 0);
    } else if (xml_attribute(answer, "before")) {
        node->split = SPLIT_BEFORE;
        node->day = builder_day(answer, "before", 0);
    } else if (xml_attribute(answer, "upto-parameter")) {
        node->split = SPLIT_PARAMETER;
        node->parameter = parameter ? builder_find(b, &b->parameters, parameter) : RULES_NONE;
        if (parameter && node->parameter == RULES_NONE && b->parameters_whole)
            builder_unknown(b, tb->document, xml_attribute(answer, "upto-parameter")->offset, "parameter", parameter,
                            &b->parameters, 0, b->parameters.count);
    }
}

/* Reports a condition that does not fit the key of its node. */
static void tree_check_split(struct tree_builder *tb, const struct xml_element *answer, const struct rules_node *node)
{
    bool date = node->key == RULES_KEY_DATE;
    if (xml_attribute(answer, "is"))
        TREE_ERROR(tb, answer, "is= is for a choice; a number has upto=, below=, since= or upto-parameter=");
    else if (date != (node->split == SPLIT_BEFORE))
        TREE_ERROR(tb, answer, date ? "a test of the date needs before=" : "before= is for a test of the date");
    const struct rules_question *question = date ? NULL : list_at(&tb->builder->questions, node->key);
    if (node->split == SPLIT_SINCE && question && question->unit != UNIT_MONTHS)
        TREE_ERROR(tb, answer, "since= needs a number of months");
}

/* Builds the edges of a node that asks or tests a number or the date. */
static void tree_build_number(struct tree_builder *tb, const struct xml_element *element, struct rules_node *node)
{
    const struct xml_element *limit = NULL;
    const struct xml_element *rest = NULL;
    const struct xml_element *hole = NULL;
    bool spoilt = element->strange;
    for (const struct xml_element *child = element->first; child; child = child->next) {
        const struct xml_element **slot = xml_is(child, "hole") ? &hole : tree_is_rest(child) ? &rest : &limit;
        spoilt = spoilt || child->bad;
        if (*slot && !spoilt)
            TREE_ERROR(tb, child, "a number has one answer with a limit and one for everything else");
        *slot = child;
    }
    node->split = SPLIT_NONE;
    if (limit) {
        tree_build_limit(tb, limit, node);
        tree_check_split(tb, limit, node);
        tree_add_edge(tb, node, limit);
    }
    if (rest)
        tree_add_edge(tb, node, rest);
    else if (!spoilt)
        TREE_ERROR(tb, element, "no answer takes everything else");
    tb->builder->dangling = tb->builder->dangling || spoilt;
    if (hole && !spoilt && node->split != SPLIT_PARAMETER)
        TREE_ERROR(tb, hole, "<hole> goes with upto-parameter=");
    if (hole)
        tree_add_edge(tb, node, hole);
}

/* The question that an attribute of a node names, reported when there is none. */
static uint16_t tree_key(struct tree_builder *tb, const struct xml_element *element, const char *attribute)
{
    struct builder *b = tb->builder;
    const char *name = xml_value(element, attribute);
    if (!name)
        return RULES_NONE;
    uint16_t key = builder_find(b, &b->questions, name);
    if (key == RULES_NONE && b->questions_whole)
        builder_unknown(b, tb->document, xml_attribute(element, attribute)->offset, "question", name, &b->questions,
                        0, b->questions.count);
    return key;
}

/* Builds the edges of a question or test node. */
static void tree_build_branches(struct tree_builder *tb, const struct xml_element *element, struct rules_node *node)
{
    const char *key = xml_value(element, "key");
    bool date = key && strcmp(key, "date") == 0;
    if (date && node->kind == NODE_TEST)
        node->key = RULES_KEY_DATE;
    else
        node->key = tree_key(tb, element, "key");
    node->other_key = tree_key(tb, element, "else");
    if (node->key == RULES_NONE) {
        tb->builder->dangling = true;
        return;
    }
    const struct rules_question *question =
        node->key == RULES_KEY_DATE ? NULL : list_at(&tb->builder->questions, node->key);
    if (question && question->kind == QUESTION_CHOICE)
        tree_build_choice(tb, element, node);
    else
        tree_build_number(tb, element, node);
}

/* Builds the two edges of an income node. */
static void tree_build_income(struct tree_builder *tb, const struct xml_element *element, struct rules_node *node)
{
    const char *level = xml_value(element, "level");
    const char *housing = xml_value(element, "housing");
    node->level = level && strcmp(level, "paid") == 0 ? LEVEL_PAID : LEVEL_FREE;
    node->housing = housing && strcmp(housing, "yes") == 0;
    const struct xml_element *within = NULL;
    const struct xml_element *over = NULL;
    for (const struct xml_element *child = element->first; child; child = child->next)
        *(xml_is(child, "within") ? &within : &over) = child;
    if (within && over) {
        tree_add_edge(tb, node, within);
        tree_add_edge(tb, node, over);
    } else {
        tb->builder->dangling = true;
    }
}

/* Builds the edges of one node. */
static void tree_build_node(struct tree_builder *tb, const struct xml_element *element, uint32_t index)
{
    struct rules_node node = *(struct rules_node *)list_at(&tb->builder->nodes, index);
    node.first_edge = tb->builder->edges.count;
    if (node.kind == NODE_INCOME)
        tree_build_income(tb, element, &node);
    else if (node.kind != NODE_END)
        tree_build_branches(tb, element, &node);
    *(struct rules_node *)list_at(&tb->builder->nodes, index) = node;
}

/* The kind of node a tag makes. */
static uint16_t tree_node_kind(const struct xml_element *element)
{
    if (xml_is(element, "question"))
        return NODE_QUESTION;
    if (xml_is(element, "test"))
        return NODE_TEST;
    return xml_is(element, "income") ? NODE_INCOME : NODE_END;
}

/* Adds the nodes of a tree with their ids, so that edges may point forward. */
static void tree_add_nodes(struct tree_builder *tb)
{
    for (const struct xml_element *child = tb->document->root->first; child; child = child->next) {
        struct rules_node *node = list_push(&tb->builder->nodes);
        node->kind = tree_node_kind(child);
        node->key = node->other_key = node->parameter = RULES_NONE;
        node->source = builder_source(tb->document, child);
        builder_take_id(tb->builder, tb->document, child, &tb->builder->nodes, tb->first_node, &node->id);
        tb->node_count++;
    }
}

void build_tree(struct builder *builder, const struct xml_document *document)
{
    struct tree_builder tb = {builder, document, builder->nodes.count, 0};
    builder->nodes_whole = !document->nameless;
    tree_add_nodes(&tb);
    if (builder->nodes.count > RULES_MAX_NODES) {
        TREE_ERROR(&tb, document->root, "all trees together have more than %d nodes", RULES_MAX_NODES);
        builder->dangling = true;
        return;
    }
    uint32_t index = tb.first_node;
    for (const struct xml_element *child = document->root->first; child; child = child->next)
        tree_build_node(&tb, child, index++);
    struct rules_tree tree = {.first_node = tb.first_node, .node_count = tb.node_count,
                              .file = document->source.file};
    builder_period(builder, document, document->root, &tree.from, &tree.until);
    builder->dangling = builder->dangling || document->root->bad || document->nameless;
    tree.start = tree_target(&tb, document->root, "start");
    *(struct rules_tree *)list_push(&builder->trees) = tree;
}
