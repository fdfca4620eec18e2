/* Lines of a case file: see the header. */
#include "case_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decide_input.h"
#include "rules/rules.h"
#include "util/date.h"
#include "util/decimal.h"

/* Ends the program at a line that makes no sense. */
static void case_refuse(const char *name, const char *problem)
{
    fprintf(stderr, "%s: %s\n", name, problem);
    exit(2);
}

/* Reads the answers of a case. */
static void case_read_answers(struct case_line *line, const struct rules *rules, char *text)
{
    struct buffer problem = {0};
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
        bool ok = strncmp(word, "date=", 5) == 0 ? date_parse(word + 5, &line->day)
                                                 : decide_set_pair(rules, &line->answers, word, &problem);
        if (!ok)
            case_refuse(line->name, problem.length ? buffer_text(&problem) : word);
    }
    buffer_done(&problem);
}

const char *case_amount_name(enum case_amount amount)
{
    static const char *const names[CASE_AMOUNTS] = {"cmu-contribution", "ceiling-free", "ceiling-paid"};
    return names[amount];
}

/* Reads an amount that is expected: name=euros or name=none. */
static void case_read_amount(struct case_line *line, char *word, char *equals)
{
    *equals = '\0';
    for (int i = 0; i < CASE_AMOUNTS; i++) {
        if (strcmp(word, case_amount_name((enum case_amount)i)) != 0)
            continue;
        if (strcmp(equals + 1, "none") == 0)
            line->amounts[i] = CASE_AMOUNT_NONE;
        else if (!decimal_parse(equals + 1, 2, &line->amounts[i]))
            case_refuse(line->name, equals + 1);
        return;
    }
    case_refuse(line->name, word);
}

/* Reads the ids and amounts that are expected. */
static void case_read_expected(struct case_line *line, const struct rules *rules, char *text)
{
    for (int i = 0; i < CASE_AMOUNTS; i++)
        line->amounts[i] = CASE_AMOUNT_ANY;
    for (char *word = strtok(text, " \n"); word; word = strtok(NULL, " \n")) {
        char *equals = strchr(word, '=');
        if (equals) {
            case_read_amount(line, word, equals);
            continue;
        }
        size_t length = strlen(word);
        bool possible = word[length - 1] == '?';
        word[length - possible] = '\0';
        uint16_t right = rules_find_right(rules, word);
        if (right == RULES_NONE)
            case_refuse(line->name, word);
        rules_set_add(possible ? &line->possible : &line->certain, right);
    }
}

int case_file_read(const char *path, const struct rules *rules, int32_t day, case_line_use *use, void *data)
{
    FILE *in = fopen(path, "r");
    if (!in)
        case_refuse(path, "cannot be read");
    char text[2048];
    int count = 0;
    while (fgets(text, sizeof text, in)) {
        if (text[0] == '#' || text[0] == '\n')
            continue;
        struct case_line line = {.day = day};
        char *arrow = strstr(text, " -> ");
        char *space = strchr(text, ' ');
        if (!arrow || !space)
            case_refuse(path, text);
        *arrow = *space = '\0';
        snprintf(line.name, sizeof line.name, "%.31s", text);
        if (space < arrow)
            case_read_answers(&line, rules, space + 1);
        case_read_expected(&line, rules, arrow + 4);
        use(&line, data);
        count++;
    }
    fclose(in);
    return count;
}

const char *case_ids(const struct rules *rules, struct rules_set set)
{
    static char texts[2][2048];
    static int turn;
    char *text = texts[turn ^= 1];
    size_t length = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < rules->right_count; i++)
        if (rules_set_has(set, i) && length < 1900)
            length += (size_t)snprintf(text + length, 2048 - length, " %s", rules_string(rules, rules->rights[i].id));
    return text;
}
