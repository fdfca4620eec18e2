/* What a role of a page looks like on a terminal.
 * It deliberately adds nothing that the text does not say: marks and words carry the
 * meaning, attributes only help the eye. */
#ifndef DS_TERMINAL_THEMES_H
#define DS_TERMINAL_THEMES_H

#include <curses.h>
#include <stdbool.h>

#include "page/front.h"

/* Prepares the colours of the screen that is now current. */
void themes_start(void);

/* True when art comes out in black on a light ground whatever the terminal's own colours are. */
bool themes_have_ink(void);

/* The theme to use when THEME is wished for: mono where there are no colours. */
enum front_theme themes_choose(enum front_theme theme);

/* The attributes of ROLE in THEME. */
attr_t themes_attributes(enum front_theme theme, enum page_role role, bool focused);

/* Sets the ground that erase paints. */
void themes_set_ground(enum front_theme theme);

#endif
