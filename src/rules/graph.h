/* The shape of the trees as graphs: order, reach, paths.
 * It deliberately knows nothing of what a node means. */
#ifndef DS_RULES_GRAPH_H
#define DS_RULES_GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"

/* Puts the nodes of TREE in an order in which every edge leads forward; ORDER has room for
 * tree->node_count absolute indices.  Returns how many nodes could be placed: fewer than all
 * when there is a cycle, whose nodes are then missing from ORDER. */
uint32_t graph_sort(const struct rules *rules, const struct rules_tree *tree, uint16_t *order);

/* Marks in REACHED (indexed from the tree's first node) what the start leads to. */
void graph_reach(const struct rules *rules, const struct rules_tree *tree, bool *reached);

/* True when node INDEX (from the tree's first) leads back to itself. */
bool graph_is_on_cycle(const struct rules *rules, const struct rules_tree *tree, uint32_t index);

/* Fills in `reads` of every node: the keys that it and all nodes behind it look at.
 * NODES are the writable nodes of RULES. */
void graph_fill_reads(const struct rules *rules, struct rules_node *nodes);

/* The number of different paths from the start of TREE to an end; counts stop at 10^18. */
uint64_t graph_count_paths(const struct rules *rules, const struct rules_tree *tree);

/* The most question nodes on one path of TREE. */
uint32_t graph_longest_path(const struct rules *rules, const struct rules_tree *tree);

#endif
