/* check: proves a set of rules, and the files of a site when they are named, sound and prints
 * what they hold.  It deliberately looks at data only; it never opens a screen. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "rules/check.h"
#include "rules/graph.h"
#include "rules/reader.h"
#include "rules/rules.h"
#include "rules/site.h"
#include "util/date.h"
#include "util/utf8.h"

/* Figures compared with their sources longer ago than this are stale. */
#define CHECK_STALE_MONTHS 12

/* Prints one line for each tree. */
static void check_print_trees(const struct rules *rules)
{
    for (uint32_t i = 0; i < rules->tree_count; i++) {
        const struct rules_tree *tree = &rules->trees[i];
        char from[11];
        char until[11] = "today";
        date_print(tree->from, from);
        if (tree->until != DATE_MAX)
            date_print(tree->until, until);
        uint32_t edges = 0;
        for (uint32_t n = 0; n < tree->node_count; n++)
            edges += rules->nodes[tree->first_node + n].edge_count;
        printf("tree %s: from %s until %s, %" PRIu32 " nodes, %" PRIu32 " edges, %" PRIu64
               " paths, at most %" PRIu32 " questions on one\n",
               rules_string(rules, rules->files[tree->file]), from, until, tree->node_count, edges,
               graph_count_paths(rules, tree), graph_longest_path(rules, tree));
    }
}

/* Prints how much of everything there is. */
static void check_print_counts(const struct rules *rules)
{
    uint32_t holes = 0;
    for (uint32_t i = 0; i < rules->version_count; i++)
        holes += rules->versions[i].kind == VERSION_HOLE;
    printf("questions %" PRIu32 ", answers %" PRIu32 ", rights and notes %" PRIu32 ", papers %" PRIu32
           ", terms %" PRIu32 ", texts %" PRIu32 "\n",
           rules->question_count, rules->option_count, rules->right_count, rules->document_count, rules->term_count,
           rules->text_count);
    printf("figures %" PRIu32 ", dated versions %" PRIu32 ", of these not documented %" PRIu32 "\n",
           rules->parameter_count, rules->version_count, holes);
    check_print_trees(rules);
}

/* Prints the figures in force on DAY that need a second look; returns how many have expired. */
static unsigned check_print_figures(const struct rules *rules, int32_t day, bool stale)
{
    unsigned expired = 0;
    for (uint32_t i = 0; i < rules->parameter_count; i++) {
        const struct rules_version *version = rules_version_on(rules, (uint16_t)i, day);
        if (!version)
            continue;
        char date[11];
        const char *id = rules_string(rules, rules->parameters[i].id);
        date_print(version->from, date);
        if (version->estimate)
            printf("estimate: %s from %s\n", id, date);
        if (version->revision <= day) {
            date_print(version->revision, date);
            printf("expired: %s, revision due on %s\n", id, date);
            expired++;
        }
        if (stale && date_add_months(version->checked, CHECK_STALE_MONTHS) <= day) {
            date_print(version->checked, date);
            printf("stale: %s, last checked on %s\n", id, date);
        }
    }
    return expired;
}

/* Prints the counts of sound rules and what is due; returns the exit status. */
static int check_print_report(const struct rules *rules, const struct options *options)
{
    check_print_counts(rules);
    unsigned expired = check_print_figures(rules, options->day, options->stale);
    char day[11];
    date_print(options->day, day);
    if (expired)
        printf("sound, but %u figures have expired on %s\n", expired, day);
    else
        printf("sound on %s\n", day);
    return expired ? EXIT_USAGE : EXIT_FINE;
}

/* Checks the rules that are compiled in or already read. */
static int check_loaded(const struct rules *rules, const struct options *options)
{
    struct errors errors = {0};
    struct check_sources none = {NULL, NULL, false};
    check_rules(rules, &none, false, &errors);
    errors_print(&errors, stderr);
    int status = errors.count ? EXIT_DATA : check_print_report(rules, options);
    errors_done(&errors);
    return status;
}

/* Prints every mistake and how many there are in the file or directory PATH. */
static void check_print_errors(const struct errors *errors, const char *path)
{
    errors_print(errors, stderr);
    char *clean = utf8_clean(path);
    if (errors->count)
        fprintf(stderr, "droits-sante: %zu mistake%s in %s\n", errors->count, errors->count == 1 ? "" : "s", clean);
    free(clean);
}

/* Checks the rules of a directory. */
static int check_directory(const char *dir, const struct options *options)
{
    struct errors errors = {0};
    struct reader *reader = reader_read_directory(dir, &errors);
    check_print_errors(&errors, dir);
    int status = reader ? check_print_report(reader_rules(reader), options) : EXIT_DATA;
    reader_free(reader);
    errors_done(&errors);
    return status;
}

/* Checks site.xml and prints who is here; false when it is wrong. */
static bool check_site(const char *path)
{
    struct errors errors = {0};
    struct site *site = site_read(path, &errors);
    check_print_errors(&errors, path);
    if (site)
        printf("site: %s, %s (%s)\n", site->name, site->town, site->department);
    bool sound = site != NULL;
    site_free(site);
    errors_done(&errors);
    return sound;
}

/* Prints a line for a place whose day of checking is long ago, or cannot be. */
static void check_print_place(const struct site_place *place, int32_t day)
{
    char date[11];
    date_print(place->checked, date);
    if (site_is_stale(place, day))
        printf("place %s: checked on %s, over twelve months ago\n", place->id, date);
    else if (place->checked > day)
        printf("place %s: checked on %s, which is still to come\n", place->id, date);
}

/* Checks places.xml and prints the places that need a second look; false when it is wrong. */
static bool check_places(const char *path, int32_t day)
{
    struct errors errors = {0};
    struct site_places *places = site_read_places(path, &errors);
    check_print_errors(&errors, path);
    for (size_t i = 0; places && i < places->count; i++)
        check_print_place(&places->items[i], day);
    if (places)
        printf("places: %zu\n", places->count);
    bool sound = places != NULL;
    site_free_places(places);
    errors_done(&errors);
    return sound;
}

/* Checks the files of the site that are named; STATUS, or EXIT_DATA when one is wrong or nothing
 * can be printed. */
static int check_site_files(const struct options *options, int status)
{
    if (options->site && !check_site(options->site))
        status = EXIT_DATA;
    if (options->places && !check_places(options->places, options->day))
        status = EXIT_DATA;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fputs("droits-sante: the output cannot be written\n", stderr);
    return EXIT_DATA;
}

int command_check(const struct options *options, const struct rules *rules)
{
    if (options->word_count > 1) {
        fprintf(stderr, "droits-sante: check takes one directory; see droits-sante --help\n");
        return EXIT_USAGE;
    }
    if (options->word_count == 1 && options->parameters) {
        fprintf(stderr, "droits-sante: check takes a directory or --parameters, not both\n");
        return EXIT_USAGE;
    }
    if (options->word_count == 1)
        return check_site_files(options, check_directory(options->words[0], options));
    return check_site_files(options, check_loaded(rules, options));
}
