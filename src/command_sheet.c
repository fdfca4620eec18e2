/* sheet: what a person takes away, for one case, as text or PDF on standard output.
 * It deliberately asks nobody and opens no terminal; the same sheet is printed by the screens. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "decide_input.h"
#include "i18n/i18n.h"
#include "output/printer.h"
#include "program.h"
#include "rules/rules.h"
#include "screens/handout.h"
#include "site_files.h"

/* Says what is wrong with the command line. */
static int sheet_refuse(const char *problem)
{
    fprintf(stderr, "droits-sante: %s\n", problem);
    return EXIT_USAGE;
}

/* Reads --columns; 0 when it is neither of the two widths. */
static int sheet_columns(const struct options *options)
{
    if (!options->columns || strcmp(options->columns, "80") == 0)
        return 80;
    return strcmp(options->columns, "42") == 0 ? 42 : 0;
}

/* What is wrong with the options, or null. */
static const char *sheet_find_fault(const struct options *options, const struct rules *rules)
{
    if (!rules_tree_on(rules, options->day))
        return "there are no rules for that day";
    if (options->also && !i18n_find_language(options->also))
        return "--also is fr, nl, da or en";
    if (!sheet_columns(options))
        return "--columns is 80 or 42";
    if (options->columns && options->format == FORMAT_PDF)
        return "--columns goes with --format text only";
    return NULL;
}

/* Writes SHEET as text. */
static bool sheet_print(const struct sheet *sheet, int columns)
{
    struct buffer out = {0};
    sheet_print_text(sheet, columns, &out);
    bool written = fwrite(buffer_text(&out), 1, out.length, stdout) == out.length && fflush(stdout) == 0;
    buffer_done(&out);
    return written;
}

/* Builds and writes the sheet of one case. */
static bool sheet_write_case(const struct options *options, const struct rules *rules, const struct tree_case *answers,
                             const struct site_files *files)
{
    struct front_script script;
    struct screens_options settings = {.day = options->day};
    site_files_apply(files, &settings);
    struct screens *s = memory_new(sizeof *s);
    struct sheet sheet = {0};
    const char *also = options->also && strcmp(options->also, i18n_language()->code) != 0 ? options->also : NULL;
    struct handout_options handout = {also, options->discreet, options->large};
    front_script_init(&script, 24, 80, NULL, 0);
    screens_init(s, &script.front, rules, &settings);
    s->outcome.answers = *answers;
    walk_run(&s->session.day, answers, &s->outcome.walk);
    screens_go(s, SCREEN_RESULT);
    handout_build(s, &handout, &sheet);
    bool written = options->format == FORMAT_PDF ? printer_write_pdf(&sheet, program_pdf_helper(), STDOUT_FILENO)
                                                 : sheet_print(&sheet, sheet_columns(options));
    sheet_done(&sheet);
    screens_done(s);
    script.front.done(&script.front);
    free(s);
    return written;
}

int command_sheet(const struct options *options, const struct rules *rules)
{
    struct buffer problem = {0};
    struct tree_case answers = {0};
    const char *fault = sheet_find_fault(options, rules);
    if (fault)
        return sheet_refuse(fault);
    for (int i = 0; i < options->word_count; i++)
        if (!decide_set_pair(rules, &answers, options->words[i], &problem)) {
            int status = sheet_refuse(buffer_text(&problem));
            buffer_done(&problem);
            return status;
        }
    buffer_done(&problem);
    struct site_files files;
    bool written = site_files_load(&files, options) && sheet_write_case(options, rules, &answers, &files);
    site_files_done(&files);
    if (written)
        return EXIT_FINE;
    fputs("droits-sante: the sheet cannot be written\n", stderr);
    return EXIT_DATA;
}
