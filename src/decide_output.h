/* A result as the lines, columns or JSON of the contract.
 * It deliberately translates nothing: ids and numbers only. */
#ifndef DS_DECIDE_OUTPUT_H
#define DS_DECIDE_OUTPUT_H

#include "tree/walk.h"
#include "util/memory.h"

/* One case as the walk left it. */
struct decide_result {
    const struct money_day *day;
    const struct tree_case *c;
    struct walk_result walk;
};

/* Appends one line an item: certain, possible, amount, estimate, expired, missing. */
void decide_print_lines(const struct decide_result *result, struct buffer *out);

/* Appends one line of four tab-separated columns. */
void decide_print_row(const struct decide_result *result, struct buffer *out);

/* Appends one JSON object and a line feed. */
void decide_print_json(const struct decide_result *result, struct buffer *out);

/* Appends a refused case of a batch: an error row, or a JSON object. */
void decide_print_error_row(const char *problem, struct buffer *out);
void decide_print_error_json(const char *problem, struct buffer *out);

#endif
