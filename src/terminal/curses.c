/* The ncurses front end: it copies the rows of a page to the terminal and reads keys.
 *
 * ncurses only draws here, and only what differs from the last page. Input is read and
 * decoded by our own code (keys.c), sizes are clamped before ncurses sees them, signals set
 * flags (watch.c). It deliberately has no windows, no menus and no idea what a page means. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "terminal/terminal.h"

#include <curses.h>
#include <langinfo.h>
#include <linux/kd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "terminal/keys.h"
#include "terminal/terminfo.h"
#include "terminal/themes.h"
#include "terminal/watch.h"
#include "util/memory.h"
#include "util/utf8.h"

#define INPUT_SIZE 256      /* so much in one read is a flood: nobody types that fast */
#define SWALLOWED_MOST 65536 /* bytes dropped before the next look at signals */
#define REDRAW_KEY 0x0c /* Ctrl-L: paint everything again, after a message of the kernel */

struct curses_front {
    struct front front; /* first, so that a pointer to it is a pointer to this */
    SCREEN *screen;
    FILE *output;
    int input_fd; /* -1 when there is no terminal to read from */
    int output_fd;
    bool has_saved;
    struct termios saved;
    struct keys keys;
    struct buffer input; /* bytes read and not yet decoded */
    size_t input_next;
    bool flooded; /* more came than anybody can type: only its first key counts */
    int rows;
    int columns;
    long fixed_rows; /* with fixed_columns: a size for tests */
    long fixed_columns;
    bool repaint;
    bool wipe;
    bool given_back;
    enum front_theme theme;
};

static struct curses_front *curses_open; /* the one that an exit has to close */

/* The ncurses front end behind FRONT. */
static struct curses_front *curses_of(struct front *front)
{
    return (struct curses_front *)front;
}

/* ---- sizes ----------------------------------------------------------------------------------- */

void terminal_clamp_size(long *rows, long *columns)
{
    if (*rows <= 0)
        *rows = 24;
    if (*columns <= 0)
        *columns = 80;
    if (*rows < PAGE_ROWS_MIN)
        *rows = PAGE_ROWS_MIN;
    if (*rows > PAGE_ROWS_MAX)
        *rows = PAGE_ROWS_MAX;
    if (*columns < PAGE_COLUMNS_MIN)
        *columns = PAGE_COLUMNS_MIN;
    if (*columns > PAGE_COLUMNS_MAX)
        *columns = PAGE_COLUMNS_MAX;
}

/* Asks the terminal for its size and tells ncurses; true when it changed. */
static bool curses_take_size(struct curses_front *curses)
{
    long rows = curses->fixed_rows;
    long columns = curses->fixed_columns;
    struct winsize size;
    if (rows == 0 && columns == 0 && ioctl(curses->output_fd, TIOCGWINSZ, &size) == 0) {
        rows = size.ws_row;
        columns = size.ws_col;
    }
    terminal_clamp_size(&rows, &columns);
    if (rows == curses->rows && columns == curses->columns)
        return false;
    curses->rows = (int)rows;
    curses->columns = (int)columns;
    resize_term(curses->rows, curses->columns); /* resizeterm would leave a key for getch */
    curses->repaint = true;
    return true;
}

/* ---- giving the terminal back ---------------------------------------------------------------- */

/* Writes the string capability NAME, if there is one. */
static void curses_put_capability(const struct curses_front *curses, const char *name)
{
    const char *string = tigetstr(name);
    if (string && string != (const char *)-1) {
        fputs(string, curses->output);
        fflush(curses->output);
    }
}

/* Ends ncurses and restores the settings of the terminal; safe to call twice. */
static void curses_give_back(struct curses_front *curses)
{
    if (curses->given_back)
        return;
    curses->given_back = true;
    set_term(curses->screen);
    const char *leave = tigetstr("rmcup");
    bool alternate = leave && leave != (const char *)-1;
    attrset(A_NORMAL);
    bkgdset(' ');
    erase();
    move(curses->rows - 1, 0);
    refresh();
    endwin();
    if (curses->wipe)
        curses_put_capability(curses, "E3");
    if (!alternate)
        fputs("\n", curses->output);
    fflush(curses->output);
    if (curses->has_saved)
        tcsetattr(curses->input_fd, TCSANOW, &curses->saved);
}

/* Gives the terminal back when the program ends in any other way. */
static void curses_at_exit(void)
{
    if (curses_open)
        curses_give_back(curses_open);
}

/* Gives the terminal back and frees FRONT. */
static void curses_done(struct front *front)
{
    struct curses_front *curses = curses_of(front);
    curses_give_back(curses);
    curses_open = NULL;
    watch_stop();
    delscreen(curses->screen);
    buffer_done(&curses->input);
    free(curses);
}

/* ---- showing --------------------------------------------------------------------------------- */

/* True for characters that surely take one column and nothing else: ASCII, accented Latin
 * letters, dashes and quotation marks, the euro, lines and blocks. */
static bool curses_is_plain(uint32_t code)
{
    return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0x17f && code != 0xad) ||
           (code >= 0x2010 && code <= 0x2027) || code == 0x202f || code == 0x20ac || (code >= 0x2500 && code <= 0x259f);
}

/* Makes a cell of each character of SPAN; how many, or -1 when some character is not plain. */
static int curses_make_cells(const struct page_span *span, cchar_t cells[PAGE_COLUMNS_MAX])
{
    int count = 0;
    for (size_t at = 0; at < span->bytes; count++) {
        uint32_t code = 0;
        at += utf8_decode(span->text + at, span->bytes - at, &code);
        wchar_t character[] = {(wchar_t)code, L'\0'};
        if (count == PAGE_COLUMNS_MAX || !curses_is_plain(code) ||
            setcchar(&cells[count], character, A_NORMAL, 0, NULL) == ERR)
            return -1;
    }
    return count;
}

/* Writes SPAN on row Y: as cells, or, which takes five times as long, as text that ncurses has
 * to read. */
static void curses_draw_span(int y, const struct page_span *span)
{
    cchar_t cells[PAGE_COLUMNS_MAX];
    int count = curses_make_cells(span, cells);
    if (count >= 0)
        mvadd_wchnstr(y, span->column, cells, count);
    else
        mvaddnstr(y, span->column, span->text, (int)span->bytes);
}

/* Copies one row of PAGE. */
static void curses_draw_row(const struct curses_front *curses, const struct page *page, int y)
{
    struct page_row row = page_row(page, y);
    for (size_t i = 0; i < row.span_count; i++) {
        const struct page_span *span = &row.spans[i];
        attrset((int)themes_attributes(curses->theme, span->role, span->focused));
        curses_draw_span(y, span);
    }
    attrset(A_NORMAL);
}

/* Draws PAGE: ncurses sends only what changed, in one go. */
static void curses_show(struct front *front, const struct page *page)
{
    struct curses_front *curses = curses_of(front);
    int y = 0;
    int x = 0;
    themes_set_ground(curses->theme);
    erase();
    for (int row = 0; row < curses->rows && row < page_height(page); row++)
        curses_draw_row(curses, page, row);
    page_cursor(page, &y, &x);
    move(y < curses->rows ? y : curses->rows - 1, x < curses->columns ? x : curses->columns - 1);
    if (curses->repaint)
        clearok(stdscr, TRUE);
    curses->repaint = false;
    refresh();
}

/* Tells the clamped size. */
static void curses_size(struct front *front, int *rows, int *columns)
{
    *rows = curses_of(front)->rows;
    *columns = curses_of(front)->columns;
}

/* Rings. */
static void curses_bell(struct front *front)
{
    (void)front;
    beep();
}

/* Paints the next pages with THEME. */
static void curses_set_theme(struct front *front, enum front_theme theme)
{
    curses_of(front)->theme = themes_choose(theme);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* An event without a key. */
static struct event curses_event(enum event_kind kind, int number)
{
    return (struct event){
        .kind = kind, .digit = -1, .signal_number = number, .time_ms = watch_now_ms()};
}

/* Takes the next byte already read; true when it completes a key. */
static bool curses_take_byte(struct curses_front *curses, struct event *event)
{
    unsigned char byte = (unsigned char)curses->input.data[curses->input_next++];
    if (byte == REDRAW_KEY && curses->keys.state == KEYS_GROUND) {
        clearok(curscr, TRUE);
        refresh();
    }
    return keys_feed(&curses->keys, byte, watch_now_ms(), event);
}

/* Reads what the terminal sent; false when it is gone. */
static bool curses_read(struct curses_front *curses)
{
    unsigned char bytes[INPUT_SIZE];
    long count = watch_read(curses->input_fd, bytes, sizeof(bytes));
    if (count > 0)
        buffer_add_bytes(&curses->input, (const char *)bytes, (size_t)count);
    curses->flooded |= count == INPUT_SIZE;
    return count >= 0;
}

/* Drops the keys in all that has been sent, but follows the sequences in it: the rest of one
 * may still be on its way and must not be taken for keys. */
static void curses_swallow(struct curses_front *curses)
{
    struct event dropped;
    for (size_t count = 0; count < SWALLOWED_MOST; count += curses->input.length) {
        while (curses->input_next < curses->input.length)
            keys_feed(&curses->keys, (unsigned char)curses->input.data[curses->input_next++],
                      watch_now_ms(), &dropped);
        buffer_clear(&curses->input);
        curses->input_next = 0;
        if (curses->input_fd < 0 || watch_wait(curses->input_fd, 0) != WATCH_INPUT ||
            !curses_read(curses))
            break;
    }
    curses->flooded = curses->input.length > 0;
}

/* Decodes the bytes already read until a key is complete. */
static bool curses_decode(struct curses_front *curses, struct event *event)
{
    while (curses->input_next < curses->input.length) {
        if (!curses_take_byte(curses, event))
            continue;
        if (curses->flooded)
            curses_swallow(curses);
        return true;
    }
    buffer_clear(&curses->input);
    curses->input_next = 0;
    curses->flooded = false;
    return false;
}

/* The shorter of two waits, of which a negative one is for ever. */
static int curses_shorter(int one, int other)
{
    if (one < 0)
        return other;
    return other < 0 || one < other ? one : other;
}

/* Handles the silence after a wait that had to last until DEADLINE; true when it is an event. */
static bool curses_handle_silence(struct curses_front *curses, int64_t deadline,
                                  struct event *event)
{
    if (keys_expire(&curses->keys, watch_now_ms(), event))
        return true;
    if (deadline < 0 || watch_left_ms(deadline) > 0)
        return false;
    *event = curses_event(EVENT_TIMEOUT, 0);
    return true;
}

/* Waits for one event. */
static struct event curses_wait(struct front *front, int timeout_ms)
{
    struct curses_front *curses = curses_of(front);
    int64_t deadline = timeout_ms < 0 ? -1 : watch_now_ms() + timeout_ms;
    struct event event = {0};
    for (;;) {
        if (watch_end_signal())
            return curses_event(EVENT_SIGNAL, watch_end_signal());
        if (watch_take_resize() && curses_take_size(curses))
            return curses_event(EVENT_RESIZE, 0);
        if (curses_decode(curses, &event))
            return event;
        int left = curses_shorter(watch_left_ms(deadline),
                                  keys_pending_ms(&curses->keys, watch_now_ms()));
        if (curses->input_fd < 0 && left < 0)
            return curses_event(EVENT_CLOSED, 0);
        switch (watch_wait(curses->input_fd, left)) {
        case WATCH_INPUT:
            if (!curses_read(curses))
                return curses_event(EVENT_CLOSED, 0);
            break;
        case WATCH_TIMEOUT:
            if (curses_handle_silence(curses, deadline, &event))
                return event;
            break;
        case WATCH_WOKEN:
            break;
        case WATCH_CLOSED:
            return curses_event(EVENT_CLOSED, 0);
        }
    }
}

/* Forgets what was typed ahead. */
static void curses_flush(struct front *front)
{
    struct curses_front *curses = curses_of(front);
    curses_swallow(curses);
    keys_forget(&curses->keys, watch_now_ms());
}

/* ---- opening --------------------------------------------------------------------------------- */

/* Sets up the modes of the screen that was just opened. */
static void curses_set_modes(struct curses_front *curses)
{
    raw();
    noecho();
    nonl();
    keypad(stdscr, FALSE);
    intrflush(stdscr, FALSE);
    typeahead(-1);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    idlok(stdscr, FALSE);
    themes_start();
    curses_take_size(curses);
    curs_set(1);
}

/* True when the font of a Linux console has the upper and the lower half block; other terminals
 * that show UTF-8 have them. */
static bool curses_has_blocks(int fd, const char *term)
{
    enum { UPPER = 0x2580, LOWER = 0x2584, PAIRS_MOST = 4096 };
    if (strncmp(term, "linux", strlen("linux")) != 0)
        return true;
    struct unipair *pairs = memory_new(PAIRS_MOST * sizeof *pairs);
    struct unimapdesc map = {.entry_ct = PAIRS_MOST, .entries = pairs};
    bool upper = false;
    bool lower = false;
    if (ioctl(fd, GIO_UNIMAP, &map) == 0)
        for (int i = 0; i < map.entry_ct; i++) {
            upper = upper || pairs[i].unicode == UPPER;
            lower = lower || pairs[i].unicode == LOWER;
        }
    free(pairs);
    return upper && lower;
}

/* A front end with its functions set and nothing open. */
static struct curses_front *curses_new(const struct terminal_options *options, FILE *input,
                                       FILE *output)
{
    struct curses_front *curses = memory_new(sizeof(*curses));
    curses->front = (struct front){.show = curses_show,
                                   .wait = curses_wait,
                                   .size = curses_size,
                                   .flush_input = curses_flush,
                                   .bell = curses_bell,
                                   .set_theme = curses_set_theme,
                                   .done = curses_done};
    curses->output = output;
    curses->output_fd = fileno(output);
    curses->input_fd = isatty(fileno(input)) ? fileno(input) : -1;
    curses->has_saved = curses->input_fd >= 0 &&
                        tcgetattr(curses->input_fd, &curses->saved) == 0;
    curses->fixed_rows = options->rows;
    curses->fixed_columns = options->columns;
    curses->wipe = options->wipe;
    keys_init(&curses->keys);
    return curses;
}

/* Opens TERM, if it is known, at an ordinary size whatever the window says: newterm would believe one
 * that it cannot bear. The real, clamped size comes right after. */
static bool curses_new_screen(struct curses_front *curses, const char *term, FILE *input)
{
    SCREEN *prepared = new_prescr(); /* newterm would make it and lose it when TERM is unknown */
    if (!prepared)
        return false;
    setenv("LINES", "24", 1);
    setenv("COLUMNS", "80", 1);
    curses->screen = newterm_sp(prepared, term, curses->output, input);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    if (!curses->screen)
        delscreen(prepared);
    return curses->screen != NULL;
}

/* True when ncurses is open on TERM and can move its cursor. */
static bool curses_start(struct curses_front *curses, const char *term, FILE *input)
{
    if (!term || !curses_new_screen(curses, term, input))
        return false;
    const char *move_cursor = tigetstr("cup");
    if (move_cursor && move_cursor != (const char *)-1)
        return true;
    endwin();
    delscreen(curses->screen);
    return false;
}

/* Says why TERM could not be opened, and frees what was prepared for it. */
static const char *curses_abandon(struct curses_front *curses, const char *term)
{
    const char *fault = terminfo_find_fault(term, curses->output_fd);
    watch_stop();
    free(curses);
    return fault ? fault : "the terminal cannot be opened";
}

struct front *terminal_open_curses(const struct terminal_options *options, const char **why)
{
    static bool registered;
    FILE *input = options->input ? options->input : stdin;
    FILE *output = options->output ? options->output : stdout;
    const char *term = options->term ? options->term : getenv("TERM");
    *why = "standard input and output are not a terminal";
    if (!options->input && !(isatty(fileno(input)) && isatty(fileno(output))))
        return NULL;
    struct curses_front *curses = curses_new(options, input, output);
    watch_start(); /* before newterm, which then leaves the signals alone */
    if (!curses_start(curses, term, input)) {
        *why = curses_abandon(curses, term);
        return NULL;
    }
    *why = NULL;
    curses_open = curses;
    if (!registered)
        registered = atexit(curses_at_exit) == 0;
    curses_set_modes(curses);
    curses->front.draws_blocks = themes_have_ink() && strcmp(nl_langinfo(CODESET), "UTF-8") == 0 &&
                                 curses_has_blocks(curses->output_fd, term);
    curses->theme = themes_choose(options->theme);
    return &curses->front;
}

/* ---- for tests ------------------------------------------------------------------------------- */

void terminal_inject(struct front *front, const char *bytes, size_t length)
{
    buffer_add_bytes(&curses_of(front)->input, bytes, length);
}

void terminal_pretend_size(struct front *front, long rows, long columns)
{
    struct curses_front *curses = curses_of(front);
    curses->fixed_rows = rows > 0 ? rows : -1;
    curses->fixed_columns = columns > 0 ? columns : -1;
    raise(SIGWINCH);
}

/* Appends the character of one cell; returns its columns. */
static int curses_dump_cell(int y, int x, struct buffer *buffer)
{
    cchar_t cell;
    wchar_t text[CCHARW_MAX + 1] = {0};
    attr_t attributes = 0;
    short pair = 0;
    if (mvin_wch(y, x, &cell) == ERR || getcchar(&cell, text, &attributes, &pair, NULL) == ERR)
        return 1;
    for (const wchar_t *c = text; *c; c++) {
        char bytes[4];
        buffer_add_bytes(buffer, bytes, utf8_encode((uint32_t)*c, bytes));
    }
    return text[0] && utf8_code_columns((uint32_t)text[0]) == 2 ? 2 : 1;
}

void terminal_dump(struct front *front, struct buffer *buffer)
{
    const struct curses_front *curses = curses_of(front);
    int cursor_y = 0;
    int cursor_x = 0;
    getyx(stdscr, cursor_y, cursor_x);
    for (int y = 0; y < curses->rows; y++) {
        for (int x = 0; x < curses->columns;)
            x += curses_dump_cell(y, x, buffer);
        while (buffer->length > 0 && buffer->data[buffer->length - 1] == ' ')
            buffer->data[--buffer->length] = '\0';
        buffer_add_char(buffer, '\n');
    }
    move(cursor_y, cursor_x);
    buffer_add_format(buffer, "cursor %d %d\n", cursor_y, cursor_x);
}
