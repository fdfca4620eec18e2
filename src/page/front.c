/* Events, and a front end that follows a script: see the header. */
#include "page/front.h"

#include <string.h>

struct event event_from_key(enum front_key key)
{
    return (struct event){.kind = EVENT_KEY, .key = key, .digit = -1};
}

struct event event_from_character(char c)
{
    struct event event = event_from_key(FRONT_KEY_SIGN);
    event.character = c;
    event.typed = c;
    if (c >= '0' && c <= '9') {
        event.key = FRONT_KEY_DIGIT;
        event.digit = c - '0';
    } else if (c >= 'A' && c <= 'Z') {
        event.key = FRONT_KEY_LETTER;
        event.character = (char)(c - 'A' + 'a');
    } else if (c >= 'a' && c <= 'z') {
        event.key = FRONT_KEY_LETTER;
    }
    return event;
}

bool event_is_character(const struct event *event, char c)
{
    return event->kind == EVENT_KEY && event->character != '\0' && event->character == c;
}

/* The names that a script may put in braces. */
static const struct {
    const char *name;
    enum event_kind kind;
    enum front_key key;
} script_names[] = {
    {"up", EVENT_KEY, FRONT_KEY_UP},
    {"down", EVENT_KEY, FRONT_KEY_DOWN},
    {"left", EVENT_KEY, FRONT_KEY_LEFT},
    {"right", EVENT_KEY, FRONT_KEY_RIGHT},
    {"tab", EVENT_KEY, FRONT_KEY_TAB},
    {"backtab", EVENT_KEY, FRONT_KEY_BACKTAB},
    {"enter", EVENT_KEY, FRONT_KEY_ENTER},
    {"esc", EVENT_KEY, FRONT_KEY_ESCAPE},
    {"backspace", EVENT_KEY, FRONT_KEY_BACKSPACE},
    {"delete", EVENT_KEY, FRONT_KEY_DELETE},
    {"pageup", EVENT_KEY, FRONT_KEY_PAGE_UP},
    {"pagedown", EVENT_KEY, FRONT_KEY_PAGE_DOWN},
    {"home", EVENT_KEY, FRONT_KEY_HOME},
    {"end", EVENT_KEY, FRONT_KEY_END},
    {"clear", EVENT_KEY, FRONT_KEY_CLEAR},
    {"interrupt", EVENT_KEY, FRONT_KEY_INTERRUPT},
    {"timeout", EVENT_TIMEOUT, FRONT_KEY_NONE},
    {"resize", EVENT_RESIZE, FRONT_KEY_NONE},
    {"closed", EVENT_CLOSED, FRONT_KEY_NONE},
    {"signal", EVENT_SIGNAL, FRONT_KEY_NONE},
};

/* Finds the event that LENGTH bytes at NAME stand for; false when there is none. */
static bool script_find_name(const char *name, size_t length, struct event *event)
{
    for (size_t i = 0; i < sizeof(script_names) / sizeof(script_names[0]); i++) {
        const char *known = script_names[i].name;
        if (strlen(known) == length && memcmp(known, name, length) == 0) {
            *event = event_from_key(script_names[i].key);
            event->kind = script_names[i].kind;
            return true;
        }
    }
    return false;
}

size_t event_parse_script(const char *script, struct event *events, size_t room)
{
    size_t count = 0;
    while (*script && count < room) {
        if (*script != '{') {
            events[count++] = event_from_character(*script++);
            continue;
        }
        const char *close = strchr(script, '}');
        if (!close || !script_find_name(script + 1, (size_t)(close - script) - 1,
                                        &events[count]))
            break;
        count++;
        script = close + 1;
    }
    return count;
}

/* The script behind a front end. */
static struct front_script *front_script_of(struct front *front)
{
    return (struct front_script *)front;
}

/* Keeps PAGE as text. */
static void script_show(struct front *front, const struct page *page)
{
    struct front_script *script = front_script_of(front);
    buffer_clear(&script->screen);
    buffer_clear(&script->plain);
    page_dump(page, &script->screen);
    page_print_plain(page, &script->plain);
    script->overflows += page_overflows(page);
    script->shown++;
}

/* Returns the next event of the script. */
static struct event script_wait(struct front *front, int timeout_ms)
{
    (void)timeout_ms;
    struct front_script *script = front_script_of(front);
    if (script->next < script->event_count)
        return script->events[script->next++];
    return (struct event){.kind = EVENT_CLOSED, .digit = -1};
}

/* Tells the size given at the start. */
static void script_size(struct front *front, int *rows, int *columns)
{
    *rows = front_script_of(front)->rows;
    *columns = front_script_of(front)->columns;
}

/* Counts a flush. */
static void script_flush(struct front *front)
{
    front_script_of(front)->flushed++;
}

/* Counts a bell. */
static void script_bell(struct front *front)
{
    front_script_of(front)->rung++;
}

/* Remembers the theme. */
static void script_set_theme(struct front *front, enum front_theme theme)
{
    front_script_of(front)->theme = theme;
}

/* Releases the kept texts. */
static void script_done(struct front *front)
{
    buffer_done(&front_script_of(front)->screen);
    buffer_done(&front_script_of(front)->plain);
}

void front_script_init(struct front_script *script, int rows, int columns,
                       const struct event *events, size_t event_count)
{
    *script = (struct front_script){
        .front = {.show = script_show,
                  .wait = script_wait,
                  .size = script_size,
                  .flush_input = script_flush,
                  .bell = script_bell,
                  .set_theme = script_set_theme,
                  .done = script_done},
        .rows = rows,
        .columns = columns,
        .events = events,
        .event_count = event_count,
    };
}
