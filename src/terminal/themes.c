/* What a role of a page looks like on a terminal: see the header. */
#include "terminal/themes.h"

#include <stdlib.h>

enum theme_pair { PAIR_NONE, PAIR_WHITE, PAIR_YELLOW, PAIR_INK };

static bool theme_has_colours;

/* The bright one of a colour where the terminal has it; bold makes it bright elsewhere. */
static short theme_bright(short colour)
{
    return COLORS >= 16 ? (short)(colour + 8) : colour;
}

void themes_start(void)
{
    const char *no_color = getenv("NO_COLOR");
    theme_has_colours = (!no_color || no_color[0] == '\0') && has_colors() &&
                        start_color() == OK && COLOR_PAIRS > PAIR_INK;
    if (!theme_has_colours)
        return;
    use_default_colors();
    init_pair(PAIR_WHITE, theme_bright(COLOR_WHITE), COLOR_BLACK);
    init_pair(PAIR_YELLOW, theme_bright(COLOR_YELLOW), COLOR_BLACK);
    init_pair(PAIR_INK, COLOR_BLACK, theme_bright(COLOR_WHITE));
}

bool themes_have_ink(void)
{
    return theme_has_colours;
}

enum front_theme themes_choose(enum front_theme theme)
{
    return theme_has_colours ? theme : FRONT_THEME_MONO;
}

/* The attributes of ROLE without any colour. */
static attr_t theme_plain(enum page_role role)
{
    switch (role) {
    case PAGE_TITLE:
    case PAGE_HEADING:
    case PAGE_WARNING:
    case PAGE_KEY:
    case PAGE_HEADER:
        return A_BOLD;
    case PAGE_ERROR:
    case PAGE_TAB_OPEN:
        return A_BOLD | A_REVERSE;
    case PAGE_FIELD:
        return A_BOLD;
    case PAGE_ART:
        return A_REVERSE;
    default:
        return A_NORMAL;
    }
}

/* True for the roles that contrast paints yellow. */
static bool theme_is_yellow(enum page_role role)
{
    return role == PAGE_TITLE || role == PAGE_HEADING || role == PAGE_WARNING ||
           role == PAGE_ERROR || role == PAGE_KEY || role == PAGE_MARKER || role == PAGE_TAB_OPEN;
}

attr_t themes_attributes(enum front_theme theme, enum page_role role, bool focused)
{
    attr_t attributes = theme_plain(role);
    if (focused)
        attributes |= A_REVERSE;
    if (role == PAGE_ART && theme_has_colours)
        return (attr_t)COLOR_PAIR(PAIR_INK);
    if (theme != FRONT_THEME_CONTRAST)
        return attributes;
    return attributes | A_BOLD |
           (attr_t)COLOR_PAIR(theme_is_yellow(role) ? PAIR_YELLOW : PAIR_WHITE);
}

void themes_set_ground(enum front_theme theme)
{
    chtype pair = theme == FRONT_THEME_CONTRAST ? (chtype)COLOR_PAIR(PAIR_WHITE) : A_NORMAL;
    bkgdset(pair | ' ');
}
