/* The questionnaire on this terminal, or as plain lines where there is none.
 * It deliberately decides nothing about screens: see screens/screens.h. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "rules/rules.h"
#include "screens/screens.h"
#include "site_files.h"
#include "terminal/terminal.h"

/* The theme that was asked for. */
static enum front_theme ask_theme(const struct options *options)
{
    const char *none = getenv("NO_COLOR");
    if (options->theme && strcmp(options->theme, "contrast") == 0)
        return FRONT_THEME_CONTRAST;
    if ((options->theme && strcmp(options->theme, "mono") == 0) || (!options->theme && none && *none))
        return FRONT_THEME_MONO;
    return FRONT_THEME_DEFAULT;
}

/* True when a screen is worth trying: both ends are a terminal that is not known to be dumb. */
static bool ask_has_terminal(void)
{
    const char *term = getenv("TERM");
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

/* Opens the front end that fits this terminal; null in a kiosk without a real one, because
 * lines can be interrupted and a kiosk must not be. */
static struct front *ask_open(const struct options *options, enum front_theme theme)
{
    const char *why = NULL;
    if (options->plain || (!options->kiosk && !ask_has_terminal()))
        return terminal_open_plain(STDIN_FILENO, STDOUT_FILENO);
    struct terminal_options terminal = {.theme = theme, .wipe = options->kiosk};
    struct front *front = terminal_open_curses(&terminal, &why);
    if (front || options->kiosk)
        return front;
    fprintf(stderr, "droits-sante: %s; plain text is used\n", why);
    return terminal_open_plain(STDIN_FILENO, STDOUT_FILENO);
}

/* Runs the visits on the front end that fits. */
static int ask_run(const struct options *options, const struct rules *rules, const struct site_files *files)
{
    enum front_theme theme = ask_theme(options);
    struct front *front = ask_open(options, theme);
    if (!front) {
        fputs("droits-sante: this terminal cannot show the kiosk\n", stderr);
        return EXIT_TERMINAL;
    }
    struct screens_options screens = {.day = options->day,
                                      .skip_language = options->lang != NULL && !options->kiosk,
                                      .kiosk = options->kiosk,
                                      .desk = options->desk,
                                      .theme = theme,
                                      .address = SCREENS_ADDRESS};
    site_files_apply(files, &screens);
    enum screens_end end = screens_run(front, rules, &screens);
    front->done(front);
    if (end == SCREENS_CLOSED) {
        fputs("droits-sante: the input ended before the visit did\n", stderr);
        return EXIT_TERMINAL;
    }
    return end == SCREENS_SIGNAL ? EXIT_TERMINAL : EXIT_FINE;
}

int command_ask(const struct options *options, const struct rules *rules)
{
    if (!rules_tree_on(rules, options->day)) {
        fputs("droits-sante: there are no rules for that day\n", stderr);
        return EXIT_USAGE;
    }
    if (options->kiosk && options->desk) {
        fputs("droits-sante: --kiosk and --desk do not go together\n", stderr);
        return EXIT_USAGE;
    }
    if (options->desk && (options->plain || !ask_has_terminal())) {
        fputs("droits-sante: --desk needs a terminal with a screen; the questionnaire itself works without\n", stderr);
        return options->plain ? EXIT_USAGE : EXIT_TERMINAL;
    }
    if (options->kiosk && (options->plain || !ask_has_terminal())) {
        fputs("droits-sante: --kiosk needs a terminal with a screen\n", stderr);
        return options->plain ? EXIT_USAGE : EXIT_TERMINAL;
    }
    struct site_files files;
    if (!site_files_load(&files, options)) {
        site_files_done(&files);
        return EXIT_DATA;
    }
    int status = ask_run(options, rules, &files);
    site_files_done(&files);
    return status;
}
