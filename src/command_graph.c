/* graph: the tree of a date in Graphviz DOT, ids only.
 * It deliberately draws no texts: a picture for those who change rules. */
#include <stdio.h>

#include "commands.h"
#include "rules/rules.h"
#include "util/date.h"
#include "util/decimal.h"

/* Prints the ids of a set, each after SEPARATOR. */
static void graph_print_set(const struct rules *rules, struct rules_set set, const char *separator, const char *end)
{
    for (uint32_t right = 0; right < rules->right_count; right++)
        if (rules_set_has(set, right))
            printf("%s%s%s", separator, rules_string(rules, rules->rights[right].id), end);
}

/* Prints the options that an edge takes. */
static void graph_print_options(const struct rules *rules, const struct rules_node *node,
                                const struct rules_edge *edge)
{
    const struct rules_question *question = &rules->questions[node->key];
    const char *separator = "";
    for (uint32_t value = 0; value < question->option_count; value++) {
        if (!(edge->options >> value & 1))
            continue;
        printf("%s%s", separator, rules_string(rules, rules_option(rules, node->key, value)->id));
        separator = "\\n";
    }
}

/* Prints what has to hold for edge INDEX of NODE. */
static void graph_print_condition(const struct rules *rules, const struct rules_node *node, uint32_t index)
{
    const struct rules_edge *edge = &rules->edges[node->first_edge + index];
    char number[DECIMAL_SIZE];
    char day[11];
    if (node->kind == NODE_INCOME) {
        fputs(index ? "over" : "within", stdout);
    } else if (node->split == SPLIT_CHOICE) {
        graph_print_options(rules, node, edge);
    } else if (index == 2) {
        fputs("hole", stdout);
    } else if (index == 1) {
        fputs("else", stdout);
    } else if (node->split == SPLIT_UPTO) {
        decimal_print_cents(node->limit, number);
        printf("<= %s", number);
    } else if (node->split == SPLIT_PARAMETER) {
        printf("<= %s", rules_string(rules, rules->parameters[node->parameter].id));
    } else if (node->split == SPLIT_SINCE || node->split == SPLIT_BEFORE) {
        date_print(node->day, day);
        printf("%s %s", node->split == SPLIT_SINCE ? "since" : "before", day);
    }
}

/* Prints the edges of one node. */
static void graph_print_edges(const struct rules *rules, const struct rules_node *node)
{
    for (uint32_t i = 0; i < node->edge_count; i++) {
        const struct rules_edge *edge = &rules->edges[node->first_edge + i];
        printf("  \"%s\" -> \"%s\" [label=\"", rules_string(rules, node->id),
               rules_string(rules, rules->nodes[edge->to].id));
        graph_print_condition(rules, node, i);
        graph_print_set(rules, edge->certain, "\\n+ ", "");
        graph_print_set(rules, edge->possible, "\\n+ ", " ?");
        fputs("\"];\n", stdout);
    }
}

/* Prints one node: what it asks or tests, and its shape. */
static void graph_print_node(const struct rules *rules, const struct rules_node *node)
{
    static const char *const shapes[] = {"box", "diamond", "hexagon", "doublecircle"};
    printf("  \"%s\" [shape=%s,label=\"%s", rules_string(rules, node->id), shapes[node->kind],
           rules_string(rules, node->id));
    if (node->key == RULES_KEY_DATE)
        fputs("\\ndate", stdout);
    else if (node->key != RULES_NONE)
        printf("\\n%s", rules_string(rules, rules->questions[node->key].id));
    else if (node->kind == NODE_INCOME)
        printf("\\nincome, %s level", node->level == LEVEL_PAID ? "paid" : "free");
    fputs("\"];\n", stdout);
}

int command_graph(const struct options *options, const struct rules *rules)
{
    const struct rules_tree *tree = rules_tree_on(rules, options->day);
    char day[11];
    date_print(options->day, day);
    if (!tree || options->word_count) {
        fprintf(stderr, tree ? "droits-sante: graph takes no words; see droits-sante --help\n"
                             : "droits-sante: there are no rules for that date\n");
        return EXIT_USAGE;
    }
    printf("digraph \"rules on %s\" {\n  node [fontname=Helvetica];\n", day);
    for (uint32_t i = 0; i < tree->node_count; i++)
        graph_print_node(rules, &rules->nodes[tree->first_node + i]);
    for (uint32_t i = 0; i < tree->node_count; i++)
        graph_print_edges(rules, &rules->nodes[tree->first_node + i]);
    fputs("}\n", stdout);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_FINE;
    fputs("droits-sante: the output cannot be written\n", stderr);
    return EXIT_DATA;
}
