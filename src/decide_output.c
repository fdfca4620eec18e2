/* A result as lines, columns or JSON: see the header. */
#include "decide_output.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"
#include "util/date.h"
#include "util/decimal.h"
#include "util/utf8.h"

/* Called once for each item of a list. */
typedef void decide_item(struct buffer *out, const char *name, const char *value, void *data);

/* Calls ITEM for each right of SET in display order. */
static void decide_each_right(const struct rules *rules, struct rules_set set, decide_item *item, struct buffer *out,
                              void *data)
{
    for (uint32_t right = 0; right < rules->right_count; right++)
        if (rules_set_has(set, right))
            item(out, rules_string(rules, rules->rights[right].id), NULL, data);
}

/* Calls ITEM for one amount unless there is none. */
static void decide_amount(const char *name, int64_t cents, decide_item *item, struct buffer *out, void *data)
{
    char value[DECIMAL_SIZE];
    if (cents == WALK_NO_AMOUNT)
        return;
    decimal_print_cents(cents, value);
    item(out, name, value, data);
}

/* Calls ITEM for each amount of the result. */
static void decide_each_amount(const struct decide_result *result, decide_item *item, struct buffer *out, void *data)
{
    const struct rules *rules = result->day->rules;
    struct rules_set given = rules_set_union(result->walk.certain, result->walk.possible);
    const struct tree_answer *age = &result->c->answers[rules->keys[KEY_AGE]];
    for (uint32_t i = 0; i < rules->amount_count; i++) {
        const struct rules_amount *amount = &rules->amounts[i];
        if (rules_set_has(given, amount->right) && case_is_exact(age))
            decide_amount(rules_string(rules, amount->id), walk_amount(result->day, amount, age->low), item, out,
                          data);
    }
    decide_amount("cmu-contribution", result->walk.contribution, item, out, data);
    decide_amount("ceiling-free", result->walk.ceiling_free, item, out, data);
    decide_amount("ceiling-paid", result->walk.ceiling_paid, item, out, data);
}

/* Calls ITEM for each parameter of a list. */
static void decide_each_flag(const struct rules *rules, const struct walk_flags *flags, decide_item *item,
                             struct buffer *out, void *data)
{
    for (uint16_t i = 0; i < flags->count; i++)
        item(out, rules_string(rules, rules->parameters[flags->parameters[i]].id), NULL, data);
}

/* ---- lines ---- */

/* A line of a kind: DATA is its first word. */
static void decide_line(struct buffer *out, const char *name, const char *value, void *data)
{
    buffer_add_format(out, "%s\t%s%s%s\n", (const char *)data, name, value ? "\t" : "", value ? value : "");
}

void decide_print_lines(const struct decide_result *result, struct buffer *out)
{
    const struct rules *rules = result->day->rules;
    char words[][9] = {"certain", "possible", "amount", "estimate", "expired", "missing"};
    decide_each_right(rules, result->walk.certain, decide_line, out, words[0]);
    decide_each_right(rules, result->walk.possible, decide_line, out, words[1]);
    decide_each_amount(result, decide_line, out, words[2]);
    decide_each_flag(rules, &result->walk.estimates, decide_line, out, words[3]);
    decide_each_flag(rules, &result->walk.expired, decide_line, out, words[4]);
    decide_each_flag(rules, &result->walk.missing, decide_line, out, words[5]);
}

/* ---- columns ---- */

/* Starts an item inside a column: a space unless it is the first. */
static void decide_space(struct buffer *out)
{
    char last = out->length ? out->data[out->length - 1] : '\n';
    if (last != '\t' && last != '\n')
        buffer_add_char(out, ' ');
}

/* An item of a column; DATA is a word before it ("estimate:") or null. */
static void decide_cell(struct buffer *out, const char *name, const char *value, void *data)
{
    decide_space(out);
    if (data)
        buffer_add(out, data);
    buffer_add(out, name);
    if (value) {
        buffer_add_char(out, '=');
        buffer_add(out, value);
    }
}

void decide_print_row(const struct decide_result *result, struct buffer *out)
{
    const struct rules *rules = result->day->rules;
    char words[][10] = {"estimate:", "expired:", "missing:"};
    decide_each_right(rules, result->walk.certain, decide_cell, out, NULL);
    buffer_add_char(out, '\t');
    decide_each_right(rules, result->walk.possible, decide_cell, out, NULL);
    buffer_add_char(out, '\t');
    decide_each_amount(result, decide_cell, out, NULL);
    buffer_add_char(out, '\t');
    decide_each_flag(rules, &result->walk.estimates, decide_cell, out, words[0]);
    decide_each_flag(rules, &result->walk.expired, decide_cell, out, words[1]);
    decide_each_flag(rules, &result->walk.missing, decide_cell, out, words[2]);
    buffer_add_char(out, '\n');
}

void decide_print_error_row(const char *problem, struct buffer *out)
{
    buffer_add_format(out, "error\t%s\n", problem);
}

/* ---- JSON ---- */

/* Appends TEXT as a JSON string. */
static void decide_json_string(struct buffer *out, const char *text)
{
    char *clean = utf8_clean(text);
    buffer_add_char(out, '"');
    for (const char *c = clean; *c; c++) {
        if (*c == '"' || *c == '\\')
            buffer_add_char(out, '\\');
        buffer_add_char(out, *c == '\n' ? ' ' : *c);
    }
    buffer_add_char(out, '"');
    free(clean);
}

/* An item of a JSON array, or a member of an object when it has a value. */
static void decide_json_item(struct buffer *out, const char *name, const char *value, void *data)
{
    (void)data;
    char last = out->data[out->length - 1];
    if (last != '[' && last != '{')
        buffer_add_char(out, ',');
    decide_json_string(out, name);
    if (value) {
        buffer_add_char(out, ':');
        decide_json_string(out, value);
    }
}

void decide_print_json(const struct decide_result *result, struct buffer *out)
{
    const struct rules *rules = result->day->rules;
    char day[11];
    date_print(result->day->day, day);
    buffer_add_format(out, "{\"date\":\"%s\",\"certain\":[", day);
    decide_each_right(rules, result->walk.certain, decide_json_item, out, NULL);
    buffer_add(out, "],\"possible\":[");
    decide_each_right(rules, result->walk.possible, decide_json_item, out, NULL);
    buffer_add(out, "],\"amounts\":{");
    decide_each_amount(result, decide_json_item, out, NULL);
    buffer_add(out, "},\"estimate\":[");
    decide_each_flag(rules, &result->walk.estimates, decide_json_item, out, NULL);
    buffer_add(out, "],\"expired\":[");
    decide_each_flag(rules, &result->walk.expired, decide_json_item, out, NULL);
    buffer_add(out, "],\"missing\":[");
    decide_each_flag(rules, &result->walk.missing, decide_json_item, out, NULL);
    buffer_add(out, "]}\n");
}

void decide_print_error_json(const char *problem, struct buffer *out)
{
    buffer_add(out, "{\"error\":");
    decide_json_string(out, problem);
    buffer_add(out, "}\n");
}
