/* Why a terminal cannot be drawn on: see the header. */
#include "terminal/terminfo.h"

#include <curses.h>
#include <stdbool.h>
#include <term.h>

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
