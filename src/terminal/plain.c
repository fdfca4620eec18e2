/* The line front end: prints a page as plain text, reads a line, returns it as keys.
 *
 * For screen readers, braille, terminals that cannot move their cursor, and pipes. It
 * deliberately writes no escape sequence, never pages and never prints the same page twice
 * in a row. A number for a field is a whole line; elsewhere a line is one key. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "terminal/terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "terminal/watch.h"
#include "util/memory.h"
#include "util/utf8.h"

#define LINE_LONGEST 200 /* longer lines mean nothing */
#define DIGITS_MOST 20
#define QUEUE_SIZE 170 /* a line of digits, or a code, as keys */

struct plain_front {
    struct front front; /* first, so that a pointer to it is a pointer to this */
    int input;
    int output;
    struct buffer read; /* bytes read and not yet taken as lines */
    bool ended;         /* the input is over */
    bool too_long;      /* the rest of this line is dropped */
    bool broken;        /* the output is gone */
    bool in_code;  /* a field for a code */
    bool in_field;      /* the page asks for a number */
    bool has_items;     /* the page asks for something */
    struct buffer last; /* the page printed last */
    struct event queue[QUEUE_SIZE];
    size_t queue_next;
    size_t queue_count;
};

/* The line front end behind FRONT. */
static struct plain_front *plain_of(struct front *front)
{
    return (struct plain_front *)front;
}

/* ---- showing --------------------------------------------------------------------------------- */

/* Writes TEXT, cleaned, whole or not at all. */
static void plain_write(struct plain_front *plain, const char *text)
{
    char *clean = utf8_clean(text);
    size_t length = strlen(clean);
    for (size_t at = 0; at < length && !plain->broken;) {
        ssize_t written = write(plain->output, clean + at, length - at);
        if (written > 0)
            at += (size_t)written;
        else if (written == 0 || (errno != EINTR && errno != EAGAIN) || watch_end_signal())
            plain->broken = true;
    }
    free(clean);
}

/* Prints PAGE unless it is the one printed last, or more keys of the last line are due. */
static void plain_show(struct front *front, const struct page *page)
{
    struct plain_front *plain = plain_of(front);
    plain->in_field = page_item_is_field(page, page_focused(page));
    plain->in_code = page_item_is_code(page, page_focused(page));
    plain->has_items = page_item_count(page) > 0;
    if (plain->queue_next < plain->queue_count)
        return;
    struct buffer text = {0};
    page_print_plain(page, &text);
    if (strcmp(buffer_text(&text), buffer_text(&plain->last)) != 0) {
        plain_write(plain, buffer_text(&plain->last)[0] ? "\n" : "");
        plain_write(plain, buffer_text(&text));
    }
    plain_write(plain, "> ");
    buffer_done(&plain->last);
    plain->last = text;
}

/* A size as of an ordinary terminal; plain text is not wrapped to it. */
static void plain_size(struct front *front, int *rows, int *columns)
{
    (void)front;
    *rows = 24;
    *columns = 80;
}

/* No bell: it would be a control character in the text. */
static void plain_bell(struct front *front)
{
    (void)front;
}

/* No themes: there is only text. */
static void plain_set_theme(struct front *front, enum front_theme theme)
{
    (void)front;
    (void)theme;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* An event without a key. */
static struct event plain_event(enum event_kind kind, int number)
{
    return (struct event){
        .kind = kind, .digit = -1, .signal_number = number, .time_ms = watch_now_ms()};
}

/* Adds EVENT to what the next waits return. */
static void plain_queue(struct plain_front *plain, struct event event)
{
    event.time_ms = watch_now_ms();
    if (plain->queue_count < QUEUE_SIZE)
        plain->queue[plain->queue_count++] = event;
}

/* True when LINE is a number as people write them, with blanks, points or commas. */
static bool plain_is_number(const char *line)
{
    size_t digits = 0;
    for (const char *c = line; *c; c++) {
        if (*c >= '0' && *c <= '9')
            digits++;
        else if (*c != ' ' && *c != ',' && *c != '.')
            return false;
    }
    return digits > 0 && digits <= DIGITS_MOST && strlen(line) < QUEUE_SIZE;
}

/* Queues a number that replaces what the field holds. */
static void plain_queue_number(struct plain_front *plain, const char *line)
{
    plain_queue(plain, event_from_key(FRONT_KEY_CLEAR));
    for (const char *c = line; *c; c++)
        if (*c != ' ' && plain->queue_count < QUEUE_SIZE - 1)
            plain_queue(plain, event_from_character(*c));
    plain_queue(plain, event_from_key(FRONT_KEY_ENTER));
}

/* True when LINE could be a code: letters, digits, hyphens and blanks. */
static bool plain_is_code(const char *line)
{
    size_t length = strlen(line);
    return length > 0 && length < QUEUE_SIZE - 2 &&
           strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789- ") == length;
}

/* Queues what one typed character means. */
static void plain_queue_character(struct plain_front *plain, char c)
{
    if (c == '<' || c == '.' || c == 'b' || c == 'B') {
        plain_queue(plain, event_from_key(FRONT_KEY_ESCAPE));
        return;
    }
    plain_queue(plain, event_from_character(c));
    if (c >= '0' && c <= '9' && plain->has_items)
        plain_queue(plain, event_from_key(FRONT_KEY_ENTER));
}

/* Takes the blanks off both ends of LINE. */
static char *plain_trim(char *line)
{
    static const char blanks[] = " \t\r";
    line += strspn(line, blanks);
    size_t length = strlen(line);
    while (length > 0 && strchr(blanks, line[length - 1]))
        line[--length] = '\0';
    return line;
}

/* Turns LINE into keys. */
static void plain_take_line(struct plain_front *plain, char *line)
{
    plain->queue_next = plain->queue_count = 0;
    line = plain_trim(line);
    if (line[0] == '\0')
        plain_queue(plain, event_from_key(FRONT_KEY_ENTER));
    else if (plain->in_field && plain_is_number(line))
        plain_queue_number(plain, line);
    else if (plain->in_code && line[1] && plain_is_code(line))
        plain_queue_number(plain, line);
    else if (line[1] == '\0' && line[0] > ' ' && line[0] <= '~')
        plain_queue_character(plain, line[0]);
    else
        plain_queue(plain, event_from_key(FRONT_KEY_OTHER));
}

/* Takes the first LENGTH bytes read as a line, and SKIP bytes behind them. */
static void plain_take_bytes(struct plain_front *plain, size_t length, size_t skip)
{
    char line[LINE_LONGEST + 1];
    bool fits = length <= LINE_LONGEST && !plain->too_long;
    size_t bytes = fits ? length : 1;
    memcpy(line, fits ? plain->read.data : "\x01", bytes);
    for (size_t i = 0; i < bytes; i++)
        if (line[i] == '\0')
            line[i] = '\x01';
    line[bytes] = '\0';
    plain->too_long = false;
    size_t rest = plain->read.length - length - skip;
    memmove(plain->read.data, plain->read.data + length + skip, rest + 1);
    plain->read.length = rest;
    plain_take_line(plain, line);
}

/* Takes the next whole line, or the last one without an end; false when there is none yet. */
static bool plain_next_line(struct plain_front *plain)
{
    const char *end = plain->read.length
                          ? memchr(plain->read.data, '\n', plain->read.length)
                          : NULL;
    if (end) {
        plain_take_bytes(plain, (size_t)(end - plain->read.data), 1);
        return true;
    }
    if (plain->ended && (plain->read.length > 0 || plain->too_long)) {
        plain_take_bytes(plain, plain->read.length, 0);
        return true;
    }
    if (plain->read.length > LINE_LONGEST) {
        buffer_clear(&plain->read);
        plain->too_long = true;
    }
    return false;
}

/* Reads what came. */
static void plain_read(struct plain_front *plain)
{
    unsigned char bytes[LINE_LONGEST];
    long count = watch_read(plain->input, bytes, sizeof(bytes));
    if (count > 0)
        buffer_add_bytes(&plain->read, (const char *)bytes, (size_t)count);
    plain->ended = count < 0;
}

/* Waits for one event. */
static struct event plain_wait(struct front *front, int timeout_ms)
{
    struct plain_front *plain = plain_of(front);
    int64_t deadline = timeout_ms < 0 ? -1 : watch_now_ms() + timeout_ms;
    for (;;) {
        if (watch_end_signal())
            return plain_event(EVENT_SIGNAL, watch_end_signal());
        if (plain->broken)
            return plain_event(EVENT_CLOSED, 0);
        if (plain->queue_next < plain->queue_count)
            return plain->queue[plain->queue_next++];
        if (plain_next_line(plain))
            continue;
        if (plain->ended)
            return plain_event(EVENT_CLOSED, 0);
        switch (watch_wait(plain->input, watch_left_ms(deadline))) {
        case WATCH_INPUT:
            plain_read(plain);
            break;
        case WATCH_TIMEOUT:
            return plain_event(EVENT_TIMEOUT, 0);
        case WATCH_WOKEN:
            break;
        case WATCH_CLOSED:
            plain->ended = true;
            break;
        }
    }
}

/* Forgets the rest of the last line; lines not yet read stay, they answer later pages. */
static void plain_flush(struct front *front)
{
    plain_of(front)->queue_next = plain_of(front)->queue_count = 0;
}

/* Ends the last line and frees FRONT. */
static void plain_done(struct front *front)
{
    struct plain_front *plain = plain_of(front);
    if (buffer_text(&plain->last)[0])
        plain_write(plain, "\n");
    watch_stop();
    buffer_done(&plain->read);
    buffer_done(&plain->last);
    free(plain);
}

struct front *terminal_open_plain(int input, int output)
{
    struct plain_front *plain = memory_new(sizeof(*plain));
    plain->front = (struct front){.show = plain_show,
                                  .wait = plain_wait,
                                  .size = plain_size,
                                  .flush_input = plain_flush,
                                  .bell = plain_bell,
                                  .set_theme = plain_set_theme,
                                  .done = plain_done,
                                  .is_plain = true};
    plain->input = input;
    plain->output = output;
    watch_start();
    return &plain->front;
}
