/* The command line, read once: see the header. */
#include "options.h"

#include <string.h>

#include "util/date.h"

/* What an option takes and which commands know it ('q' stands for the questionnaire). */
struct option_rule {
    const char *name;
    bool value;
    const char *commands;
};

static const struct option_rule option_rules[] = {
    {"--lang", true, "q preview sheet"},
    {"--date", true, "q decide check graph preview sheet"},
    {"--data", true, "q decide graph preview sheet"},
    {"--parameters", true, "q decide check graph preview sheet"},
    {"--plain", false, "q"},
    {"--kiosk", false, "q"},
    {"--theme", true, "q"},
    {"--batch", true, "decide"},
    {"--format", true, "decide sheet"},
    {"--size", true, "preview"},
    {"--also", true, "sheet"},
    {"--columns", true, "sheet"},
    {"--discreet", false, "sheet"},
    {"--large", false, "sheet"},
    {"--stale", false, "check"},
    {"--desk", false, "q"},
    {"--site", true, "q check sheet"},
    {"--places", true, "q check sheet"},
    {"--help", false, "q decide check graph preview sheet"},
    {"--version", false, "q decide check graph preview sheet"},
};

static const char *const option_commands[] = {"decide", "check", "graph", "preview", "sheet"};

static const char help_text[] =
    "droits-sante asks a person in France a few questions and says which health cover\n"
    "they can have, why, which papers to bring and what it costs.  Orientation only:\n"
    "the health fund decides.  Nothing is stored and nothing is sent.\n"
    "\n"
    "  droits-sante [--lang L] [--date D] [--plain] [--kiosk | --desk] [--theme T]\n"
    "               [--data DIR] [--parameters FILE] [--site FILE] [--places FILE]\n"
    "                                                        the questionnaire\n"
    "  droits-sante decide [--date D] [--format tsv|json] [KEY=VALUE ...]\n"
    "                                                        one case\n"
    "  droits-sante decide --batch FILE|-                    one case a line: a header row of\n"
    "                                                        keys, tab-separated values\n"
    "  droits-sante check [DIR] [--date D] [--stale] [--site FILE] [--places FILE]\n"
    "                                                        are the rules sound?\n"
    "  droits-sante graph [--date D]                         the tree, for Graphviz\n"
    "  droits-sante preview [--lang L] [--size 80x24]        every screen as text\n"
    "  droits-sante sheet [--lang L] [--also L2] [--format text|pdf] [--columns 80|42]\n"
    "               [--discreet] [--large] [KEY=VALUE ...]   the sheet to take away\n"
    "\n"
    "  --lang L           fr, nl, da or en; skips the language screen\n"
    "  --date D           the rules in force on YYYY-MM-DD, instead of today\n"
    "  --plain            numbered lines instead of a screen (also without a terminal)\n"
    "  --kiosk            for a public place: begins with the languages, cannot be left,\n"
    "                     wipes everything when nobody answers\n"
    "  --theme T          default, contrast or mono\n"
    "  --data DIR         rules from the XML files in DIR\n"
    "  --parameters FILE  dated figures from FILE in place of the built-in ones\n"
    "  --also L2          the sheet in a second language beside the first\n"
    "  --discreet         the sheet names papers and places, but no right\n"
    "  --large            the sheet in large print\n"
    "  --stale            list figures not compared with their sources for a year\n"
    "  --desk             for a volunteer: all answers and the result on one screen\n"
    "  --site FILE        who is here, idle times, printer, in place of\n"
    "                     /etc/droits-sante/site.xml\n"
    "  --places FILE      where people can go nearby, in place of\n"
    "                     /etc/droits-sante/places.xml\n"
    "\n"
    "Exit status: 0 all went well; 1 rules or figures are missing or broken; 2 the command\n"
    "line is wrong, or `check` found expired figures; 3 the terminal cannot be used.\n";

const char *options_help(void)
{
    return help_text;
}

/* True when WORD is one of the words of LIST, which are separated by spaces. */
static bool options_has_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(list, word); at; at = strstr(at + length, word))
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

/* The rule of an option by its name up to '=', or null. */
static const struct option_rule *options_find(const char *argument, size_t length)
{
    for (size_t i = 0; i < sizeof option_rules / sizeof option_rules[0]; i++)
        if (strlen(option_rules[i].name) == length && memcmp(option_rules[i].name, argument, length) == 0)
            return &option_rules[i];
    return NULL;
}

/* Takes --theme; false when the word is unknown. */
static bool options_set_theme(struct options *options, const char *value, struct buffer *problem)
{
    options->theme = value;
    if (*value && !strchr(value, ' ') && options_has_word("default contrast mono", value))
        return true;
    buffer_add_format(problem, "--theme is default, contrast or mono, not '%s'", value);
    return false;
}

/* Takes --format; false when the word is unknown to the command. */
static bool options_set_format(struct options *options, const char *value, struct buffer *problem)
{
    static const struct {
        const char *word, *command;
        enum output_format format;
    } formats[] = {{"tsv", "decide", FORMAT_TSV},
                   {"json", "decide", FORMAT_JSON},
                   {"text", "sheet", FORMAT_TEXT},
                   {"pdf", "sheet", FORMAT_PDF}};
    const char *command = options->command ? options->command : "";
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(value, formats[i].word) != 0 || strcmp(command, formats[i].command) != 0)
            continue;
        options->format = formats[i].format;
        return true;
    }
    buffer_add_format(problem, "--format is %s, not '%s'", strcmp(command, "sheet") == 0 ? "text or pdf" : "tsv or json",
                      value);
    return false;
}

/* Takes --date; false when it is no date. */
static bool options_set_date(struct options *options, const char *value, struct buffer *problem)
{
    if (date_parse(value, &options->day))
        return true;
    buffer_add_format(problem, "'%s' is not a date of the calendar; write --date 2026-11-21", value);
    return false;
}

/* Takes an option with its value. */
static bool options_set(struct options *options, const char *name, const char *value, struct buffer *problem)
{
    if (strcmp(name, "--date") == 0)
        return options_set_date(options, value, problem);
    if (strcmp(name, "--format") == 0)
        return options_set_format(options, value, problem);
    if (strcmp(name, "--theme") == 0)
        return options_set_theme(options, value, problem);
    const struct {
        const char *name;
        const char **place;
    } texts[] = {{"--lang", &options->lang},   {"--data", &options->data},   {"--parameters", &options->parameters},
                 {"--batch", &options->batch}, {"--size", &options->size},   {"--also", &options->also},
                 {"--columns", &options->columns}, {"--site", &options->site}, {"--places", &options->places}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(name, texts[i].name) == 0)
            *texts[i].place = value;
    return true;
}

/* Takes an option without a value. */
static void options_switch(struct options *options, const char *name)
{
    const struct {
        const char *name;
        bool *place;
    } switches[] = {{"--plain", &options->plain},
                    {"--kiosk", &options->kiosk},
                    {"--desk", &options->desk},
                    {"--stale", &options->stale},
                    {"--discreet", &options->discreet},
                    {"--large", &options->large},
                    {"--help", &options->help},
                    {"--version", &options->version}};
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++)
        if (strcmp(name, switches[i].name) == 0)
            *switches[i].place = true;
}

/* Says that an option is not known to COMMAND ('q' is the questionnaire), and which are. */
static bool options_refuse(const char *argument, size_t length, const char *command, struct buffer *problem)
{
    buffer_add_format(problem, "unknown option '%.*s'; options here:", (int)length, argument);
    for (size_t i = 0; i < sizeof option_rules / sizeof option_rules[0]; i++)
        if (options_has_word(option_rules[i].commands, command))
            buffer_add_format(problem, " %s", option_rules[i].name);
    return false;
}

/* Reads one option at ARGUMENTS[*AT], moving *AT over its value. */
static bool options_read_one(struct options *options, int count, char **arguments, int *at, struct buffer *problem)
{
    const char *argument = arguments[*at];
    const char *equals = strchr(argument, '=');
    size_t length = equals ? (size_t)(equals - argument) : strlen(argument);
    const struct option_rule *rule = options_find(argument, length);
    const char *command = options->command ? options->command : "q";
    if (!rule)
        return options_refuse(argument, length, command, problem);
    if (!options_has_word(rule->commands, command)) {
        buffer_add_format(problem, "%s does not go with %s; see droits-sante --help", rule->name,
                          options->command ? options->command : "the questionnaire");
        return false;
    }
    if (!rule->value && equals) {
        buffer_add_format(problem, "%s takes no value", rule->name);
        return false;
    }
    if (!rule->value) {
        options_switch(options, rule->name);
        return true;
    }
    const char *value = equals ? equals + 1 : *at + 1 < count ? arguments[++*at] : NULL;
    if (!value || !*value) {
        buffer_add_format(problem, "%s needs a value", rule->name);
        return false;
    }
    return options_set(options, rule->name, value, problem);
}

/* True when WORD is one of the commands. */
static bool options_is_command(const char *word)
{
    for (size_t i = 0; i < sizeof option_commands / sizeof option_commands[0]; i++)
        if (strcmp(option_commands[i], word) == 0)
            return true;
    return false;
}

/* Finds the command: the first word that is neither an option nor an option's value. */
static bool options_find_command(struct options *options, int count, char **arguments, struct buffer *problem)
{
    for (int i = 1; i < count; i++) {
        if (arguments[i][0] == '-' && arguments[i][1]) {
            const struct option_rule *rule = options_find(arguments[i], strlen(arguments[i]));
            i += rule && rule->value;
            continue;
        }
        if (!options_is_command(arguments[i])) {
            buffer_add_format(problem, "unknown command '%s'; commands: decide, check, graph, preview, sheet", arguments[i]);
            return false;
        }
        options->command = arguments[i];
        return true;
    }
    return true;
}

bool options_read(struct options *options, int count, char **arguments, int32_t today, struct buffer *problem)
{
    *options = (struct options){.day = today};
    options->words = memory_new((size_t)(count + 1) * sizeof *options->words);
    if (!options_find_command(options, count, arguments, problem))
        return false;
    bool command_seen = false;
    bool only_words = false;
    for (int i = 1; i < count; i++) {
        bool option = arguments[i][0] == '-' && arguments[i][1] && !only_words;
        if (option && strcmp(arguments[i], "--") == 0) {
            only_words = true;
        } else if (option) {
            if (!options_read_one(options, count, arguments, &i, problem))
                return false;
        } else if (!command_seen && options->command) {
            command_seen = true;
        } else {
            options->words[options->word_count++] = arguments[i];
        }
    }
    return true;
}
