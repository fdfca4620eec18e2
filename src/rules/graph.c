/* The shape of the trees as graphs: see the header. */
#include "rules/graph.h"

#include <stdlib.h>

#include "rules/rules.h"
#include "util/memory.h"

/* The node an edge of NODE leads to, as an index from the tree's first node; UINT32_MAX for none. */
static uint32_t graph_target(const struct rules *rules, const struct rules_tree *tree, const struct rules_node *node,
                             uint32_t edge)
{
    uint32_t to = rules->edges[node->first_edge + edge].to;
    return to - tree->first_node < tree->node_count ? to - tree->first_node : UINT32_MAX;
}

/* How many edges lead to each node. */
static uint32_t *graph_count_arrivals(const struct rules *rules, const struct rules_tree *tree)
{
    uint32_t *arrivals = memory_new(tree->node_count * sizeof *arrivals);
    for (uint32_t i = 0; i < tree->node_count; i++) {
        const struct rules_node *node = &rules->nodes[tree->first_node + i];
        for (uint32_t e = 0; e < node->edge_count; e++) {
            uint32_t to = graph_target(rules, tree, node, e);
            if (to != UINT32_MAX)
                arrivals[to]++;
        }
    }
    return arrivals;
}

uint32_t graph_sort(const struct rules *rules, const struct rules_tree *tree, uint16_t *order)
{
    uint32_t *arrivals = graph_count_arrivals(rules, tree);
    uint32_t placed = 0;
    for (uint32_t i = 0; i < tree->node_count; i++)
        if (arrivals[i] == 0)
            order[placed++] = (uint16_t)(tree->first_node + i);
    for (uint32_t at = 0; at < placed; at++) {
        const struct rules_node *node = &rules->nodes[order[at]];
        for (uint32_t e = 0; e < node->edge_count; e++) {
            uint32_t to = graph_target(rules, tree, node, e);
            if (to != UINT32_MAX && --arrivals[to] == 0)
                order[placed++] = (uint16_t)(tree->first_node + to);
        }
    }
    free(arrivals);
    return placed;
}

/* Marks everything that node FROM leads to; FROM itself only when it leads back. */
static void graph_spread(const struct rules *rules, const struct rules_tree *tree, uint32_t from, bool *reached)
{
    uint16_t *waiting = memory_new((tree->node_count + 2) * sizeof *waiting);
    uint32_t count = 0;
    waiting[count++] = (uint16_t)from;
    while (count) {
        const struct rules_node *node = &rules->nodes[tree->first_node + waiting[--count]];
        for (uint32_t e = 0; e < node->edge_count; e++) {
            uint32_t to = graph_target(rules, tree, node, e);
            if (to == UINT32_MAX || reached[to])
                continue;
            reached[to] = true;
            waiting[count++] = (uint16_t)to;
        }
    }
    free(waiting);
}

void graph_reach(const struct rules *rules, const struct rules_tree *tree, bool *reached)
{
    for (uint32_t i = 0; i < tree->node_count; i++)
        reached[i] = false;
    uint32_t start = tree->start - tree->first_node;
    if (start >= tree->node_count)
        return;
    reached[start] = true;
    graph_spread(rules, tree, start, reached);
}

bool graph_is_on_cycle(const struct rules *rules, const struct rules_tree *tree, uint32_t index)
{
    bool *reached = memory_new(tree->node_count);
    graph_spread(rules, tree, index, reached);
    bool back = reached[index];
    free(reached);
    return back;
}

/* The keys that a node itself looks at. */
static uint32_t graph_own_reads(const struct rules *rules, const struct rules_node *node)
{
    uint32_t reads = 0;
    if (node->key < RULES_MAX_QUESTIONS)
        reads |= (uint32_t)1 << node->key;
    if (node->other_key < RULES_MAX_QUESTIONS)
        reads |= (uint32_t)1 << node->other_key;
    if (node->kind != NODE_INCOME)
        return reads;
    for (uint32_t key = 0; key < KEY_COUNT; key++)
        if (key != KEY_AGE && rules->keys[key] < RULES_MAX_QUESTIONS)
            reads |= (uint32_t)1 << rules->keys[key];
    return reads;
}

void graph_fill_reads(const struct rules *rules, struct rules_node *nodes)
{
    uint16_t *order = memory_new((rules->node_count + 1) * sizeof *order);
    for (uint32_t t = 0; t < rules->tree_count; t++) {
        const struct rules_tree *tree = &rules->trees[t];
        uint32_t placed = graph_sort(rules, tree, order);
        while (placed--) {
            struct rules_node *node = &nodes[order[placed]];
            node->reads = graph_own_reads(rules, node);
            for (uint32_t e = 0; e < node->edge_count; e++) {
                uint32_t to = graph_target(rules, tree, node, e);
                node->reads |= to == UINT32_MAX ? 0 : nodes[tree->first_node + to].reads;
            }
        }
    }
    free(order);
}

uint64_t graph_count_paths(const struct rules *rules, const struct rules_tree *tree)
{
    const uint64_t most = 1000000000000000000u;
    uint64_t *paths = memory_new(tree->node_count * sizeof *paths);
    uint16_t *order = memory_new(tree->node_count * sizeof *order);
    uint32_t placed = graph_sort(rules, tree, order);
    while (placed--) {
        const struct rules_node *node = &rules->nodes[order[placed]];
        uint64_t sum = node->edge_count == 0;
        for (uint32_t e = 0; e < node->edge_count; e++) {
            uint32_t to = graph_target(rules, tree, node, e);
            sum += to == UINT32_MAX ? 0 : paths[to];
            if (sum > most)
                sum = most;
        }
        paths[order[placed] - tree->first_node] = sum;
    }
    uint64_t count = paths[tree->start - tree->first_node];
    free(paths);
    free(order);
    return count;
}

uint32_t graph_longest_path(const struct rules *rules, const struct rules_tree *tree)
{
    uint32_t *longest = memory_new(tree->node_count * sizeof *longest);
    uint16_t *order = memory_new(tree->node_count * sizeof *order);
    uint32_t placed = graph_sort(rules, tree, order);
    while (placed--) {
        const struct rules_node *node = &rules->nodes[order[placed]];
        uint32_t best = 0;
        for (uint32_t e = 0; e < node->edge_count; e++) {
            uint32_t to = graph_target(rules, tree, node, e);
            if (to != UINT32_MAX && longest[to] > best)
                best = longest[to];
        }
        longest[order[placed] - tree->first_node] = best + (node->kind == NODE_QUESTION);
    }
    uint32_t count = longest[tree->start - tree->first_node];
    free(longest);
    free(order);
    return count;
}
