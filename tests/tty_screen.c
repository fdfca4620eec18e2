/* A terminal for tests: see the header. */
#include "tty_screen.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "util/utf8.h"

#define ARGUMENTS_MOST 16

void tty_init(struct tty_screen *screen, int rows, int columns)
{
    ck_assert(rows <= TTY_ROWS_MOST && columns <= TTY_COLUMNS_MOST);
    *screen = (struct tty_screen){.rows = rows, .columns = columns, .bottom = rows - 1};
    screen->pen = (struct tty_cell){' ', TTY_DEFAULT, TTY_DEFAULT, false, false};
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < columns; x++)
            screen->cells[y][x] = screen->pen;
}

void tty_done(struct tty_screen *screen)
{
    buffer_done(&screen->held);
}

/* A number within bounds. */
static int tty_clamp(int number, int least, int most)
{
    return number < least ? least : number > most ? most : number;
}

/* Moves the cursor. */
static void tty_go(struct tty_screen *screen, int y, int x)
{
    screen->y = tty_clamp(y, 0, screen->rows - 1);
    screen->x = tty_clamp(x, 0, screen->columns - 1);
    screen->full = false;
}

/* Empties the cells from column FIRST to before LAST of a row, on the ground of the pen. */
static void tty_erase(struct tty_screen *screen, int y, int first, int last)
{
    for (int x = first; x < last && x < screen->columns; x++)
        screen->cells[y][x] = (struct tty_cell){' ', TTY_DEFAULT, screen->pen.ground, false, false};
}

/* Empties the rows from FIRST to before LAST. */
static void tty_erase_rows(struct tty_screen *screen, int first, int last)
{
    for (int y = first; y < last; y++)
        tty_erase(screen, y, 0, screen->columns);
}

/* Moves the rows from FIRST to the last that scrolls up by COUNT, or down when it is negative. */
static void tty_scroll(struct tty_screen *screen, int first, int count)
{
    int size = screen->bottom - first + 1;
    int by = tty_clamp(count < 0 ? -count : count, 0, size);
    int from = count > 0 ? first + by : first;
    int to = count > 0 ? first : first + by;
    memmove(screen->cells[to], screen->cells[from], (size_t)(size - by) * sizeof screen->cells[0]);
    int empty = count > 0 ? screen->bottom + 1 - by : first;
    tty_erase_rows(screen, empty, empty + by);
}

/* Goes to the next row; the last one of those that scroll makes room. */
static void tty_feed_line(struct tty_screen *screen)
{
    if (screen->y == screen->bottom)
        tty_scroll(screen, screen->top, 1);
    else
        tty_go(screen, screen->y + 1, screen->x);
}

/* Writes a character at the cursor. */
static void tty_put(struct tty_screen *screen, uint32_t code)
{
    if (screen->full) {
        tty_feed_line(screen);
        tty_go(screen, screen->y, 0);
    }
    screen->pen.code = code;
    screen->cells[screen->y][screen->x] = screen->pen;
    screen->full = screen->x == screen->columns - 1;
    screen->x += !screen->full;
}

/* ---- sequences ---- */

/* Changes the pen as the number at AT says; returns how many numbers that took. */
static int tty_change_pen(struct tty_cell *pen, const int *numbers, int at, int count)
{
    int n = numbers[at];
    if (n == 0)
        *pen = (struct tty_cell){' ', TTY_DEFAULT, TTY_DEFAULT, false, false};
    else if (n == 1 || n == 22)
        pen->bold = n == 1;
    else if (n == 7 || n == 27)
        pen->reverse = n == 7;
    else if ((n >= 30 && n <= 37) || (n >= 90 && n <= 97))
        pen->ink = n >= 90 ? n - 90 + 8 : n - 30;
    else if ((n >= 40 && n <= 47) || (n >= 100 && n <= 107))
        pen->ground = n >= 100 ? n - 100 + 8 : n - 40;
    else if (n == 39)
        pen->ink = TTY_DEFAULT;
    else if (n == 49)
        pen->ground = TTY_DEFAULT;
    else if ((n == 38 || n == 48) && at + 2 < count && numbers[at + 1] == 5)
        *(n == 38 ? &pen->ink : &pen->ground) = numbers[at + 2];
    else
        ck_assert_msg(n == 4 || n == 24 || n == 10 || n == 11, "an attribute that no test knows: %d", n);
    return n == 38 || n == 48 ? 3 : 1;
}

/* Reads the numbers of a sequence; returns how many, at least one. */
static int tty_read_numbers(const char *text, int numbers[ARGUMENTS_MOST])
{
    int count = 0;
    do {
        numbers[count++] = (int)strtol(text, (char **)(uintptr_t)&text, 10);
    } while (*text++ == ';' && count < ARGUMENTS_MOST);
    return count;
}

/* Empties a part of the screen or of the row. */
static void tty_erase_part(struct tty_screen *screen, char kind, int which)
{
    int y = screen->y;
    int end = screen->columns;
    tty_erase(screen, y, which == 0 ? screen->x : 0, which == 1 ? screen->x + 1 : end);
    if (kind == 'J' && which != 1)
        tty_erase_rows(screen, y + 1, screen->rows);
    if (kind == 'J' && which != 0)
        tty_erase_rows(screen, 0, y);
}

/* Moves the cursor as a sequence says; false when it is another one. */
static bool tty_move(struct tty_screen *screen, char kind, const int *numbers, int count)
{
    int n = numbers[0] ? numbers[0] : 1;
    int y = screen->y;
    int x = screen->x;
    switch (kind) {
    case 'A': tty_go(screen, y - n, x); return true;
    case 'B': tty_go(screen, y + n, x); return true;
    case 'C': tty_go(screen, y, x + n); return true;
    case 'D': tty_go(screen, y, x - n); return true;
    case 'G': tty_go(screen, y, n - 1); return true;
    case 'd': tty_go(screen, n - 1, x); return true;
    case 'Z': tty_go(screen, y, (x - 1) / 8 * 8); return true;
    case 'H': tty_go(screen, n - 1, count > 1 && numbers[1] ? numbers[1] - 1 : 0); return true;
    default: return false;
    }
}

/* Shifts the rest of the row by COUNT cells to the right, or to the left when it is negative. */
static void tty_shift(struct tty_screen *screen, int count)
{
    struct tty_cell *row = screen->cells[screen->y];
    int rest = screen->columns - screen->x;
    int size = count < 0 ? -count : count;
    size = size > rest ? rest : size;
    if (count > 0)
        memmove(row + screen->x + size, row + screen->x, (size_t)(rest - size) * sizeof *row);
    else
        memmove(row + screen->x, row + screen->x + size, (size_t)(rest - size) * sizeof *row);
    int first = count > 0 ? screen->x : screen->columns - size;
    tty_erase(screen, screen->y, first, first + size);
}

/* Chooses the rows that scroll. */
static void tty_choose_rows(struct tty_screen *screen, const int *numbers, int count)
{
    screen->top = tty_clamp(numbers[0] - 1, 0, screen->rows - 1);
    screen->bottom = count > 1 && numbers[1] ? tty_clamp(numbers[1] - 1, screen->top, screen->rows - 1) : screen->rows - 1;
    tty_go(screen, 0, 0);
}

/* Does what a control sequence says: TEXT stands between "ESC [" and its last character KIND. */
static void tty_control(struct tty_screen *screen, const char *text, char kind)
{
    int numbers[ARGUMENTS_MOST];
    int count = tty_read_numbers(text, numbers);
    int n = numbers[0] ? numbers[0] : 1;
    if (text[0] == '?' || text[0] == '>' || strchr("hltcn", kind) || tty_move(screen, kind, numbers, count))
        return;
    if (kind == 'm')
        for (int at = 0; at < count;)
            at += tty_change_pen(&screen->pen, numbers, at, count);
    else if (kind == 'J' || kind == 'K')
        tty_erase_part(screen, kind, numbers[0]);
    else if (kind == 'X')
        tty_erase(screen, screen->y, screen->x, screen->x + n);
    else if (kind == '@' || kind == 'P')
        tty_shift(screen, kind == '@' ? n : -n);
    else if (kind == 'r')
        tty_choose_rows(screen, numbers, count);
    else if (kind == 'S' || kind == 'T')
        tty_scroll(screen, screen->top, kind == 'S' ? n : -n);
    else if (kind == 'L' || kind == 'M')
        tty_scroll(screen, screen->y, kind == 'M' ? n : -n);
    else if (kind == 'b')
        for (uint32_t code = screen->pen.code; n > 0; n--)
            tty_put(screen, code);
    else
        ck_abort_msg("a sequence that no test knows: ESC [ %s %c", text, kind);
}

/* Does what a control character says. */
static void tty_control_character(struct tty_screen *screen, char c)
{
    if (c == '\r')
        tty_go(screen, screen->y, 0);
    else if (c == '\n')
        tty_feed_line(screen);
    else if (c == '\b')
        tty_go(screen, screen->y, screen->x - 1);
    else if (c == '\t')
        tty_go(screen, screen->y, screen->x / 8 * 8 + 8);
    else
        ck_assert_msg(c == '\a' || c == '\016' || c == '\017' || c == '\0', "a character that no test knows: %02x", (unsigned)c);
}

/* Takes a sequence once it is whole; false when its end is still to come. */
static bool tty_take_sequence(struct tty_screen *screen, const char *text, size_t length)
{
    if (length < 2)
        return false;
    if (text[1] == '[') {
        char kind = text[length - 1];
        if (length < 3 || kind < '@' || kind > '~')
            return false;
        char numbers[64] = {0};
        ck_assert_uint_lt(length, sizeof numbers);
        memcpy(numbers, text + 2, length - 3);
        tty_control(screen, numbers, kind);
        return true;
    }
    if (text[1] == ']')
        return text[length - 1] == '\a' || text[length - 1] == '\\' || (length == 3 && text[2] == 'R');
    if (text[1] == '(' || text[1] == ')')
        return length == 3;
    if (text[1] == 'M' && screen->y == screen->top)
        tty_scroll(screen, screen->top, -1);
    else if (text[1] == 'M')
        tty_go(screen, screen->y - 1, screen->x);
    return true; /* keypad modes, saved cursor */
}

/* Takes what is held once it is whole. */
static bool tty_take(struct tty_screen *screen)
{
    const char *text = buffer_text(&screen->held);
    size_t length = screen->held.length;
    uint32_t code = 0;
    if (text[0] == '\033')
        return tty_take_sequence(screen, text, length);
    if ((unsigned char)text[0] < 0x20) {
        tty_control_character(screen, text[0]);
        return true;
    }
    if (!utf8_decode(text, length, &code)) {
        ck_assert_msg(length < 4, "the program wrote what is not UTF-8");
        return false;
    }
    tty_put(screen, code);
    return true;
}

void tty_feed(struct tty_screen *screen, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        buffer_add_char(&screen->held, bytes[i]);
        if (tty_take(screen))
            buffer_clear(&screen->held);
    }
}

void tty_text(const struct tty_screen *screen, struct buffer *out)
{
    for (int y = 0; y < screen->rows; y++) {
        size_t end = out->length;
        for (int x = 0; x < screen->columns; x++) {
            char bytes[4];
            buffer_add_bytes(out, bytes, utf8_encode(screen->cells[y][x].code, bytes));
            end = screen->cells[y][x].code == ' ' ? end : out->length;
        }
        out->length = end;
        buffer_add_char(out, '\n');
    }
}
