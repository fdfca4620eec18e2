/* The floor to measure against: a bare menu with ncurses and gettext, as small as it can be.
 * It has no model, no layout, no checks: what it costs, any such program costs. */
#include <libintl.h>
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>

static const char *const lines[] = {"France", "Bulgaria or Romania", "United Kingdom", "Another country", "Mayotte",
                                    "Nowhere"};
#define LINE_COUNT ((int)(sizeof lines / sizeof lines[0]))

/* The translation of an answer. */
static const char *translate(const char *text)
{
    char key[128];
    snprintf(key, sizeof key, "answer\004%s", text);
    const char *found = gettext(key);
    return found == key ? text : found;
}

/* Draws the menu with one line marked. */
static void draw(int focus)
{
    erase();
    mvaddstr(0, 1, "droits-sante");
    for (int i = 0; i < LINE_COUNT; i++) {
        mvprintw(3 + i, 3, "%c %d  ", i == focus ? '>' : ' ', i + 1);
        addstr(translate(lines[i]));
    }
    mvaddstr(LINES - 1, 1, "Enter  Esc  ?  L  R  X");
    move(3 + focus, 3);
    refresh();
}

int main(int count, char **arguments)
{
    setlocale(LC_ALL, "");
    if (count > 1)
        bindtextdomain("droits-sante", arguments[1]);
    textdomain("droits-sante");
    initscr();
    raw();
    noecho();
    keypad(stdscr, TRUE);
    int focus = 0;
    int key;
    do {
        draw(focus);
        key = getch();
        if (key == KEY_DOWN && focus + 1 < LINE_COUNT)
            focus++;
        if (key == KEY_UP && focus > 0)
            focus--;
    } while (key != 'q' && key != ERR);
    endwin();
    return 0;
}
