/* Starts the program: reads the command line, loads the rules, hands over to one command.
 * It deliberately decides nothing about rights and draws nothing. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "commands.h"
#include "i18n/i18n.h"
#include "program.h"
#include "rules/reader.h"
#include "rules/rules.h"
#include "util/date.h"
#include "util/utf8.h"

/* The rules in use, and what has to be released with them. */
struct main_rules {
    struct reader *directory, *parameters;
    const struct rules *rules;
};

/* Today by the clock of this machine. */
static int32_t main_today(void)
{
    time_t now = time(NULL);
    struct tm local;
    if (!localtime_r(&now, &local))
        die("the clock of this machine cannot be read");
    return date_to_day((struct date){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
}

/* Reads --data and --parameters; false, with every mistake on standard error, when they are wrong. */
static bool main_load_rules(const struct options *options, struct main_rules *loaded)
{
    struct errors errors = {0};
    *loaded = (struct main_rules){.rules = rules_builtin()};
    if (options->data) {
        loaded->directory = reader_read_directory(options->data, &errors);
        loaded->rules = loaded->directory ? reader_rules(loaded->directory) : NULL;
    }
    if (loaded->rules && options->parameters) {
        loaded->parameters = reader_read_parameters(loaded->rules, options->parameters, &errors);
        loaded->rules = loaded->parameters ? reader_rules(loaded->parameters) : NULL;
    }
    errors_print(&errors, stderr);
    if (errors.count)
        fprintf(stderr, "droits-sante: %zu mistake%s in %s; nothing was started\n", errors.count,
                errors.count == 1 ? "" : "s", loaded->directory || !options->data ? options->parameters : options->data);
    errors_done(&errors);
    return loaded->rules != NULL;
}

/* Says what is wrong with the command line. */
static int main_refuse(const char *problem)
{
    char *clean = utf8_clean(problem);
    fprintf(stderr, "droits-sante: %s\n", clean);
    free(clean);
    return EXIT_USAGE;
}

/* Prints a text on standard output. */
static int main_print(const char *text)
{
    return fputs(text, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_FINE : EXIT_DATA;
}

/* Prepares languages for the commands that speak to people; false when --lang is unknown. */
static bool main_start_language(const struct options *options)
{
    if (options->lang && !i18n_find_language(options->lang))
        return false;
    i18n_start(program_locale_dir());
    if (options->lang)
        i18n_set_language(options->lang);
    return true;
}

/* Runs the command that was asked for. */
static int main_run(const struct options *options, const struct rules *rules)
{
    const char *command = options->command;
    if (command && strcmp(command, "decide") == 0)
        return command_decide(options, rules);
    if (command && strcmp(command, "check") == 0)
        return command_check(options, rules);
    if (command && strcmp(command, "graph") == 0)
        return command_graph(options, rules);
    if (!main_start_language(options))
        return main_refuse("--lang is fr, nl, da or en");
    if (command && strcmp(command, "sheet") == 0)
        return command_sheet(options, rules);
    if (command)
        return command_preview(options, rules);
    if (options->word_count)
        return main_refuse("the questionnaire takes no words; see droits-sante --help");
    return command_ask(options, rules);
}

/* True when --kiosk stands among the arguments: it works before anything else is read. */
static bool main_asks_kiosk(int count, char **arguments)
{
    for (int i = 1; i < count; i++)
        if (strcmp(arguments[i], "--kiosk") == 0)
            return true;
    return false;
}

int main(int count, char **arguments)
{
    program_guard_start();
    if (main_asks_kiosk(count, arguments))
        program_lock_down();
    struct options options;
    struct buffer problem = {0};
    int status;
    struct main_rules loaded = {0};
    if (!options_read(&options, count, arguments, main_today(), &problem))
        status = main_refuse(buffer_text(&problem));
    else if (options.help)
        status = main_print(options_help());
    else if (options.version)
        status = main_print("droits-sante " DS_VERSION "\n");
    else if (!main_load_rules(&options, &loaded))
        status = EXIT_DATA;
    else
        status = main_run(&options, loaded.rules);
    buffer_done(&problem);
    reader_free(loaded.parameters);
    reader_free(loaded.directory);
    free(options.words);
    return status;
}
