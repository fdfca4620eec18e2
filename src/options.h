/* The command line, read once.
 * It deliberately opens nothing: it only says what was asked for, or what is wrong with it. */
#ifndef DS_OPTIONS_H
#define DS_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "util/memory.h"

/* Exit statuses, the same for every command. */
enum exit_status {
    EXIT_FINE = 0,     /* all went well */
    EXIT_DATA = 1,     /* rules, figures or texts are missing or broken */
    EXIT_USAGE = 2,    /* something on the command line is wrong; `check`: figures have expired */
    EXIT_TERMINAL = 3, /* the terminal cannot be used or went away */
};

enum output_format { FORMAT_TSV, FORMAT_JSON, FORMAT_TEXT, FORMAT_PDF };

struct options {
    const char *command;    /* null: the questionnaire */
    const char *lang;       /* --lang, or null */
    const char *data;       /* --data, or null for the rules in the program */
    const char *parameters; /* --parameters, or null */
    const char *site;       /* --site, or null */
    const char *places;     /* --places, or null */
    const char *batch;      /* --batch FILE, or null */
    const char *theme;      /* --theme, or null */
    const char *size;       /* --size, or null */
    const char *also;       /* --also, or null */
    const char *columns;    /* --columns, or null */
    int32_t day;            /* --date, or today */
    bool plain, kiosk, desk, stale, discreet, large, help, version;
    enum output_format format;
    char **words; /* what follows the options of the command, borrowed */
    int word_count;
};

/* Reads the arguments; TODAY stands where there is no --date.  False, and one sentence in
 * PROBLEM, when they make no sense. */
bool options_read(struct options *options, int count, char **arguments, int32_t today, struct buffer *problem);

/* The text of --help; the caller prints it. */
const char *options_help(void);

#endif
