/* KEY=VALUE as the contract writes them, into a case.
 * It deliberately knows no file and no output; problems come back as one sentence. */
#ifndef DS_DECIDE_INPUT_H
#define DS_DECIDE_INPUT_H

#include <stdbool.h>

#include "rules/model.h"
#include "tree/case.h"
#include "util/memory.h"

/* The question with this key, or RULES_NONE and a sentence that names all keys. */
uint16_t decide_find_key(const struct rules *rules, const char *key, struct buffer *problem);

/* Sets the answer to QUESTION from a value of the contract; false and a sentence otherwise. */
bool decide_set_value(const struct rules *rules, struct tree_case *c, uint16_t question, const char *value,
                      struct buffer *problem);

/* Sets one answer from "key=value". */
bool decide_set_pair(const struct rules *rules, struct tree_case *c, const char *pair, struct buffer *problem);

#endif
