/* decide: one case from the command line, or one a line from a file.
 * It deliberately writes nothing but the result: no text for people, no language. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "decide_input.h"
#include "decide_output.h"
#include "rules/rules.h"
#include "util/date.h"

/* Says one sentence on standard error and returns the status for a wrong command line. */
static int decide_refuse(struct buffer *problem)
{
    fprintf(stderr, "droits-sante: %s\n", buffer_text(problem));
    buffer_done(problem);
    return EXIT_USAGE;
}

/* Prepares DATE; false and a sentence when no tree covers it. */
static bool decide_prepare(struct money_day *day, const struct rules *rules, int32_t date, struct buffer *problem)
{
    money_prepare(day, rules, date);
    if (day->tree)
        return true;
    char asked[11];
    char first[11];
    date_print(date, asked);
    date_print(rules->trees[0].from, first);
    buffer_add_format(problem, "there are no rules for %s; they begin on %s", asked, first);
    return false;
}

/* Decides one case and appends it to OUT. */
static void decide_one(const struct money_day *day, const struct tree_case *c, const struct options *options,
                       struct buffer *out)
{
    struct decide_result result = {.day = day, .c = c};
    walk_run(day, c, &result.walk);
    if (options->format == FORMAT_JSON)
        decide_print_json(&result, out);
    else if (options->batch)
        decide_print_row(&result, out);
    else
        decide_print_lines(&result, out);
}

/* Writes OUT to standard output and empties it; false when that fails. */
static bool decide_flush(struct buffer *out)
{
    bool ok = out->length == 0 || fwrite(out->data, 1, out->length, stdout) == out->length;
    buffer_clear(out);
    ok = fflush(stdout) == 0 && ok;
    if (!ok)
        fputs("droits-sante: the output cannot be written\n", stderr);
    return ok;
}

/* Decides the case that the command line spells out. */
static int decide_arguments(const struct options *options, const struct rules *rules)
{
    struct buffer problem = {0};
    struct money_day day;
    struct tree_case c = {0};
    if (!decide_prepare(&day, rules, options->day, &problem))
        return decide_refuse(&problem);
    for (int i = 0; i < options->word_count; i++)
        if (!decide_set_pair(rules, &c, options->words[i], &problem))
            return decide_refuse(&problem);
    struct buffer out = {0};
    decide_one(&day, &c, options, &out);
    bool ok = decide_flush(&out);
    buffer_done(&out);
    return ok ? EXIT_FINE : EXIT_DATA;
}

/* ---- batch ---- */

#define DECIDE_MAX_COLUMNS 64
#define COLUMN_DATE 0xfffe

struct batch {
    const struct options *options;
    const struct rules *rules;
    uint16_t columns[DECIDE_MAX_COLUMNS]; /* question, or COLUMN_DATE */
    int column_count;
    struct money_day day; /* of the last date asked */
    struct buffer problem, out;
    bool failed; /* some row was bad */
};

/* Cuts the next cell off *LINE; null when there is none left. */
static char *batch_next_cell(char **line)
{
    char *cell = *line;
    if (!cell)
        return NULL;
    char *tab = strchr(cell, '\t');
    if (tab)
        *tab = '\0';
    *line = tab ? tab + 1 : NULL;
    return cell;
}

/* Reads the header row. */
static bool batch_read_header(struct batch *batch, char *line)
{
    char *cell;
    while ((cell = batch_next_cell(&line))) {
        bool date = strcmp(cell, "date") == 0;
        uint16_t column = date ? COLUMN_DATE : decide_find_key(batch->rules, cell, &batch->problem);
        if (column == RULES_NONE)
            return false;
        for (int i = 0; i < batch->column_count; i++) {
            if (batch->columns[i] != column)
                continue;
            buffer_add_format(&batch->problem, "the column '%s' stands twice in the header", cell);
            return false;
        }
        batch->columns[batch->column_count++] = column;
    }
    return true;
}

/* Reads the cells of one row; false and a sentence when one is bad. */
static bool batch_read_row(struct batch *batch, char *line, struct tree_case *c, int32_t *date)
{
    char *cell;
    int column = 0;
    for (; (cell = batch_next_cell(&line)); column++) {
        if (column >= batch->column_count) {
            buffer_add_format(&batch->problem, "this row has more than the %d cells of the header",
                              batch->column_count);
            return false;
        }
        if (!*cell)
            continue;
        if (batch->columns[column] != COLUMN_DATE) {
            if (!decide_set_value(batch->rules, c, batch->columns[column], cell, &batch->problem))
                return false;
        } else if (!date_parse(cell, date)) {
            buffer_add(&batch->problem, "the date is not one of the calendar (YYYY-MM-DD)");
            return false;
        }
    }
    return true;
}

/* Appends a row that was refused. */
static void batch_refuse_row(struct batch *batch)
{
    if (batch->options->format == FORMAT_JSON)
        decide_print_error_json(buffer_text(&batch->problem), &batch->out);
    else
        decide_print_error_row(buffer_text(&batch->problem), &batch->out);
    buffer_clear(&batch->problem);
    batch->failed = true;
}

/* Decides one row. */
static void batch_decide_row(struct batch *batch, char *line)
{
    struct tree_case c = {0};
    int32_t date = batch->options->day;
    bool ok = batch_read_row(batch, line, &c, &date);
    if (ok && (date != batch->day.day || !batch->day.tree))
        ok = decide_prepare(&batch->day, batch->rules, date, &batch->problem);
    if (ok)
        decide_one(&batch->day, &c, batch->options, &batch->out);
    else
        batch_refuse_row(batch);
}

/* Takes the line end off a line of LENGTH bytes; false when the line holds a zero byte. */
static bool batch_trim(char *line, size_t length)
{
    if (length && line[length - 1] == '\n')
        length--;
    if (length && line[length - 1] == '\r')
        length--;
    line[length] = '\0';
    return strlen(line) == length;
}

/* Decides every row of IN; false when output fails. */
static bool batch_run(struct batch *batch, FILE *in)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    bool header = true;
    bool ok = true;
    while (ok && (length = getline(&line, &room, in)) > 0) {
        bool clean = batch_trim(line, (size_t)length);
        if (header) {
            ok = batch_read_header(batch, line);
            header = false;
        } else if (clean) {
            batch_decide_row(batch, line);
        } else {
            buffer_add(&batch->problem, "this row holds a zero byte");
            batch_refuse_row(batch);
        }
        if (batch->out.length > 65536)
            ok = decide_flush(&batch->out) && ok;
    }
    free(line);
    if (ferror(in)) {
        buffer_add(&batch->problem, "the batch cannot be read");
        return false;
    }
    if (header && ok)
        buffer_add(&batch->problem, "the batch is empty; its first line names the keys");
    return ok && !header;
}

/* Decides the cases of a file or of standard input. */
static int decide_batch(const struct options *options, const struct rules *rules)
{
    struct batch batch = {.options = options, .rules = rules};
    batch.day.day = options->day;
    if (options->word_count) {
        buffer_add(&batch.problem, "--batch takes its cases from the file, not from KEY=VALUE");
        return decide_refuse(&batch.problem);
    }
    FILE *in = strcmp(options->batch, "-") == 0 ? stdin : fopen(options->batch, "r");
    if (!in) {
        buffer_add_format(&batch.problem, "%s cannot be opened", options->batch);
        return decide_refuse(&batch.problem);
    }
    bool ok = batch_run(&batch, in);
    if (in != stdin)
        fclose(in);
    if (!ferror(stdout))
        ok = decide_flush(&batch.out) && ok;
    buffer_done(&batch.out);
    if (batch.problem.length)
        return decide_refuse(&batch.problem);
    buffer_done(&batch.problem);
    if (!ok)
        return EXIT_DATA;
    return batch.failed ? EXIT_USAGE : EXIT_FINE;
}

int command_decide(const struct options *options, const struct rules *rules)
{
    return options->batch ? decide_batch(options, rules) : decide_arguments(options, rules);
}
