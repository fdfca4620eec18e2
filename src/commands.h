/* What the program can do, one function a command; each returns an exit status.
 * They deliberately share nothing but the options and the rules. */
#ifndef DS_COMMANDS_H
#define DS_COMMANDS_H

#include "options.h"
#include "rules/model.h"

/* decide: one case from the command line, or a batch, on standard output. */
int command_decide(const struct options *options, const struct rules *rules);

/* check: proves the rules sound and prints counts.  RULES are those in the program, which are
 * looked at when no directory is named. */
int command_check(const struct options *options, const struct rules *rules);

/* graph: the tree of the date in Graphviz DOT. */
int command_graph(const struct options *options, const struct rules *rules);

/* The questionnaire. */
int command_ask(const struct options *options, const struct rules *rules);

/* sheet: what a person takes away, as text or PDF on standard output. */
int command_sheet(const struct options *options, const struct rules *rules);

/* preview: every screen as text. */
int command_preview(const struct options *options, const struct rules *rules);

#endif
