/* Whether a terminal is known well enough to be drawn on: see the header. */
#include "terminal/terminfo.h"

#include "terminal/terminal.h" /* before <term.h> and its macros */

#include <curses.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

/* True when the description now loaded has the string NAME. */
static bool terminfo_has(const char *name)
{
    const char *string = tigetstr(name);
    return string && string != (const char *)-1;
}

const char *terminfo_find_fault(const char *term, int fd)
{
    int error = 0;
    if (!term || term[0] == '\0')
        return "TERM is not set: the terminal is unknown";
    if (setupterm(term, fd, &error) != OK)
        return error < 0 ? "the descriptions of terminals (terminfo) are missing"
                         : "this TERM is unknown here";
    bool moves = terminfo_has("cup");
    del_curterm(cur_term);
    return moves ? NULL : "this TERM cannot move its cursor";
}

bool terminal_is_usable(void)
{
    const char *term = getenv("TERM");
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0 &&
           terminfo_find_fault(term, STDOUT_FILENO) == NULL;
}
