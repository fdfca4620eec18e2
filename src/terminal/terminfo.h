/* Why a terminal cannot be drawn on; asked only once it has failed, for it reads the description
 * of the terminal again.
 * A file of its own because <term.h> makes macros of words such as `columns`. */
#ifndef DS_TERMINAL_TERMINFO_H
#define DS_TERMINAL_TERMINFO_H

/* Says in one line what is wrong with the terminal TERM on FD, or null. */
const char *terminfo_find_fault(const char *term, int fd);

#endif
