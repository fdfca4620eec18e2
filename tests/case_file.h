/* Lines of a case file: NAME [date=D] KEY=VALUE ... -> IDS AMOUNTS, an id with '?' being possible,
 * an amount being name=euros, or name=none where none is printed. */
#ifndef DS_TESTS_CASE_FILE_H
#define DS_TESTS_CASE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/model.h"
#include "tree/case.h"

/* The amounts a line may name. */
enum case_amount { CASE_CONTRIBUTION, CASE_CEILING_FREE, CASE_CEILING_PAID, CASE_AMOUNTS };

/* Instead of cents: the line says that there is none, or says nothing. */
#define CASE_AMOUNT_NONE ((int64_t)-1)
#define CASE_AMOUNT_ANY ((int64_t)-2)

struct case_line {
    char name[32];
    int32_t day;
    struct tree_case answers;
    struct rules_set certain, possible; /* what is expected */
    int64_t amounts[CASE_AMOUNTS];      /* cents, CASE_AMOUNT_NONE or CASE_AMOUNT_ANY */
};

/* Called for each line; DATA is passed through. */
typedef void case_line_use(const struct case_line *line, void *data);

/* Reads PATH and calls USE for each case; DAY stands where a line has no date=.  Ends the
 * program at a line that makes no sense.  Returns the number of cases. */
int case_file_read(const char *path, const struct rules *rules, int32_t day, case_line_use *use, void *data);

/* The name of an amount as the contract writes it. */
const char *case_amount_name(enum case_amount amount);

/* The ids of a set, separated by spaces, in a static buffer (two are kept). */
const char *case_ids(const struct rules *rules, struct rules_set set);

#endif
