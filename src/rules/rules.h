/* Looking things up in the rules.
 * It deliberately neither reads files (reader.h) nor follows trees (tree/). */
#ifndef DS_RULES_RULES_H
#define DS_RULES_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"

/* The rules compiled into the program. */
const struct rules *rules_builtin(void);

/* A text of the pool; borrowed, never null. */
static inline const char *rules_string(const struct rules *rules, rules_str str)
{
    return rules->pool + str;
}

/* The index of the thing with this id, or RULES_NONE. */
uint16_t rules_find_question(const struct rules *rules, const char *id);
uint16_t rules_find_right(const struct rules *rules, const char *id);
uint16_t rules_find_parameter(const struct rules *rules, const char *id);
uint16_t rules_find_term(const struct rules *rules, const char *id);

/* The value of an option of a question, or RULES_NONE. */
uint16_t rules_find_option(const struct rules *rules, uint16_t question, const char *id);

/* The parameter whose figure stands for `{place}` in texts, or RULES_NONE. */
uint16_t rules_find_place(const struct rules *rules, const char *place);

/* The option with this value; borrowed. */
static inline const struct rules_option *rules_option(const struct rules *rules, uint16_t question,
                                                      uint32_t value)
{
    return &rules->options[rules->questions[question].first_option + value];
}

/* The tree in force on DAY, or null. */
const struct rules_tree *rules_tree_on(const struct rules *rules, int32_t day);

/* The version of a parameter in force on DAY, or null before the first. */
const struct rules_version *rules_version_on(const struct rules *rules, uint16_t parameter, int32_t day);

/* The first text of this kind in a run that is valid on DAY, or null. */
const struct rules_text *rules_first_text(const struct rules *rules, struct rules_texts texts,
                                          enum rules_text_kind kind, int32_t day);

/* The name of a kind of place ("cpam"), in the order of the schema; null past the last. */
const char *rules_place_kind(uint16_t place);

/* The tag that holds a kind of text in the files ("title"). */
const char *rules_text_tag(enum rules_text_kind kind);

/* Sets of rights. */
static inline bool rules_set_has(struct rules_set set, uint32_t right)
{
    return set.word[right >> 6] >> (right & 63) & 1;
}

static inline void rules_set_add(struct rules_set *set, uint32_t right)
{
    set->word[right >> 6] |= (uint64_t)1 << (right & 63);
}

static inline struct rules_set rules_set_union(struct rules_set a, struct rules_set b)
{
    return (struct rules_set){{a.word[0] | b.word[0], a.word[1] | b.word[1]}};
}

static inline struct rules_set rules_set_common(struct rules_set a, struct rules_set b)
{
    return (struct rules_set){{a.word[0] & b.word[0], a.word[1] & b.word[1]}};
}

static inline struct rules_set rules_set_minus(struct rules_set a, struct rules_set b)
{
    return (struct rules_set){{a.word[0] & ~b.word[0], a.word[1] & ~b.word[1]}};
}

/* The place of the lowest bit of a set of keys or options; the set is not empty. */
static inline uint16_t rules_lowest_bit(uint32_t set)
{
    uint16_t bit = 0;
    while (!(set >> bit & 1))
        bit++;
    return bit;
}

static inline bool rules_set_is_empty(struct rules_set set)
{
    return (set.word[0] | set.word[1]) == 0;
}

#endif
