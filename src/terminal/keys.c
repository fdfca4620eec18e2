/* Bytes from a terminal become keys: see the header. */
#include "terminal/keys.h"

#include <string.h>

#define ESC 0x1b
#define PASTE_END "\033[201~"

void keys_init(struct keys *keys)
{
    *keys = (struct keys){.state = KEYS_GROUND};
}

/* Reports KEY in *EVENT unless it is FRONT_KEY_NONE. */
static bool keys_report(enum front_key key, struct event *event)
{
    *event = event_from_key(key);
    return key != FRONT_KEY_NONE;
}

/* Starts a sequence in STATE. */
static void keys_enter(struct keys *keys, enum keys_state state)
{
    keys->state = state;
    keys->parameter_count = 0;
    keys->odd = false;
    keys->skip = 0;
    keys->paste_end = 0;
}

/* Goes back to ordinary bytes. */
static void keys_leave(struct keys *keys)
{
    keys_enter(keys, KEYS_GROUND);
    keys->length = 0;
}

/* The key of a control character. */
static enum front_key keys_control(unsigned char byte)
{
    switch (byte) {
    case 0x03:
        return FRONT_KEY_INTERRUPT;
    case 0x08:
    case 0x7f:
        return FRONT_KEY_BACKSPACE;
    case '\t':
        return FRONT_KEY_TAB;
    case '\r':
    case '\n':
        return FRONT_KEY_ENTER;
    case 0x15:
        return FRONT_KEY_CLEAR;
    default:
        return FRONT_KEY_NONE;
    }
}

/* Starts what an 8-bit control character starts; other bytes over 0x7f are no keys. */
static void keys_take_high(struct keys *keys, unsigned char byte)
{
    if (keys->utf8_left > 0 && byte < 0xc0) {
        keys->utf8_left--;
        return;
    }
    keys->utf8_left = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;
    if (byte == 0x9b)
        keys_enter(keys, KEYS_CSI);
    else if (byte == 0x8f)
        keys_enter(keys, KEYS_SS3);
    else if (byte == 0x90 || byte == 0x98 || (byte >= 0x9d && byte <= 0x9f))
        keys_enter(keys, KEYS_STRING);
}

/* True when BYTE continues a sequence whose ESC came so slowly that it counted as Esc. */
static bool keys_resume(struct keys *keys, unsigned char byte, int64_t now_ms)
{
    bool late = keys->late_escape && now_ms - keys->escape_ms <= KEYS_LATE_MS;
    keys->late_escape = false;
    if (!late || byte == '\0' || !strchr("[O]P^_", byte))
        return false;
    keys_enter(keys, byte == '[' ? KEYS_CSI : byte == 'O' ? KEYS_SS3 : KEYS_STRING);
    return true;
}

/* Takes a byte outside any sequence. */
static bool keys_take_ground(struct keys *keys, unsigned char byte, int64_t now_ms,
                             struct event *event)
{
    bool second = keys->after_return && byte == '\n';
    keys->after_return = byte == '\r';
    if (keys_resume(keys, byte, now_ms))
        return false;
    if (byte >= 0x80) {
        keys_take_high(keys, byte);
        return false;
    }
    keys->utf8_left = 0;
    if (byte == ESC) {
        keys_enter(keys, KEYS_ESCAPE);
        return false;
    }
    if (byte < ' ' || byte == 0x7f)
        return keys_report(second ? FRONT_KEY_NONE : keys_control(byte), event);
    *event = event_from_character((char)byte);
    return true;
}

/* Takes the byte behind ESC. */
static bool keys_take_escape(struct keys *keys, unsigned char byte)
{
    if (byte == ESC)
        return false; /* Alt with a key that sends a sequence: one ESC is enough */
    if (byte == '[')
        keys_enter(keys, KEYS_CSI);
    else if (byte == 'O')
        keys_enter(keys, KEYS_SS3);
    else if (byte == ']' || byte == 'P' || byte == 'X' || byte == '^' || byte == '_')
        keys_enter(keys, KEYS_STRING);
    else if (byte >= ' ' && byte <= '/')
        keys_enter(keys, KEYS_INTERMEDIATE);
    else
        keys_leave(keys); /* Alt with a key: no key of ours */
    return false;
}

/* The key of a CSI that ends in a tilde, by its number. */
static enum front_key keys_tilde(const char *parameters)
{
    static const enum front_key by_number[] = {
        ['1'] = FRONT_KEY_HOME,   ['3'] = FRONT_KEY_DELETE,    ['4'] = FRONT_KEY_END,
        ['5'] = FRONT_KEY_PAGE_UP, ['6'] = FRONT_KEY_PAGE_DOWN, ['7'] = FRONT_KEY_HOME,
        ['8'] = FRONT_KEY_END,
    };
    unsigned char digit = (unsigned char)parameters[0];
    if (parameters[0] == '\0' || parameters[1] != '\0' || digit > '8')
        return FRONT_KEY_NONE;
    return by_number[digit];
}

/* The key of an arrow or another letter that ends a CSI or an SS3. */
static enum front_key keys_letter(unsigned char byte)
{
    switch (byte) {
    case 'A':
        return FRONT_KEY_UP;
    case 'B':
        return FRONT_KEY_DOWN;
    case 'C':
        return FRONT_KEY_RIGHT;
    case 'D':
        return FRONT_KEY_LEFT;
    case 'F':
        return FRONT_KEY_END;
    case 'H':
        return FRONT_KEY_HOME;
    default:
        return FRONT_KEY_NONE;
    }
}

/* Ends a CSI with BYTE. */
static bool keys_end_csi(struct keys *keys, unsigned char byte, struct event *event)
{
    char parameters[KEYS_PARAMETERS + 1] = {0};
    memcpy(parameters, keys->parameters, keys->parameter_count);
    bool odd = keys->odd;
    keys_leave(keys);
    bool bare = parameters[0] == '\0' && !odd;
    if (bare && (byte == 'M' || byte == '[')) {
        keys_enter(keys, KEYS_SKIP);
        keys->skip = byte == 'M' ? 3 : 1;
        return false;
    }
    if (!odd && byte == '~' && strcmp(parameters, "200") == 0) {
        keys_enter(keys, KEYS_PASTE);
        return false;
    }
    if (odd)
        return false;
    if (byte == '~')
        return keys_report(keys_tilde(parameters), event);
    if (!bare && strcmp(parameters, "1") != 0)
        return false;
    if (byte == 'Z')
        return keys_report(FRONT_KEY_BACKTAB, event);
    return keys_report(keys_letter(byte), event);
}

/* Takes a byte of a CSI. */
static bool keys_take_csi(struct keys *keys, unsigned char byte, struct event *event)
{
    if (byte >= 0x40 && byte <= 0x7e)
        return keys_end_csi(keys, byte, event);
    if (byte == ESC)
        keys_enter(keys, KEYS_ESCAPE);
    else if (byte == 0x18 || byte == 0x1a)
        keys_leave(keys);
    else if (byte >= '0' && byte <= '9' && keys->parameter_count < KEYS_PARAMETERS)
        keys->parameters[keys->parameter_count++] = (char)byte;
    else
        keys->odd = true;
    return false;
}

/* Ends an SS3 with BYTE: cursor keys and the numeric keypad in application mode. */
static bool keys_end_ss3(struct keys *keys, unsigned char byte, struct event *event)
{
    bool odd = keys->odd;
    keys_leave(keys);
    if (odd)
        return false;
    if (byte >= 'j' && byte <= 'y') {
        *event = event_from_character((char)(byte - 0x40)); /* j is '*', p is '0' */
        return true;
    }
    if (byte == 'X') {
        *event = event_from_character('=');
        return true;
    }
    if (byte == 'M')
        return keys_report(FRONT_KEY_ENTER, event);
    if (byte == 'I')
        return keys_report(FRONT_KEY_TAB, event);
    return keys_report(keys_letter(byte), event);
}

/* Takes a byte of an SS3; old terminals put a number for Shift and Control before its end. */
static bool keys_take_ss3(struct keys *keys, unsigned char byte, struct event *event)
{
    if (byte >= 0x40 && byte <= 0x7e)
        return keys_end_ss3(keys, byte, event);
    if (byte == ESC)
        keys_enter(keys, KEYS_ESCAPE);
    else if (byte < ' ')
        keys_leave(keys);
    else
        keys->odd = true;
    return false;
}

/* Takes a byte of a string, which ends with ST or BEL. */
static void keys_take_string(struct keys *keys, unsigned char byte)
{
    if (keys->state == KEYS_STRING_ESCAPE && byte != ESC) {
        if (byte == '\\')
            keys_leave(keys);
        else
            keys->state = KEYS_STRING;
    } else if (byte == ESC) {
        keys->state = KEYS_STRING_ESCAPE;
    } else if (byte == 0x07 || byte == 0x18 || byte == 0x1a || byte == 0x9c) {
        keys_leave(keys);
    }
}

/* Takes a byte of a paste. */
static void keys_take_paste(struct keys *keys, unsigned char byte)
{
    static const char end[] = PASTE_END;
    if (byte == (unsigned char)end[keys->paste_end])
        keys->paste_end++;
    else
        keys->paste_end = byte == ESC ? 1 : 0;
    if (keys->paste_end == sizeof(end) - 1)
        keys_leave(keys);
}

/* Takes a byte inside a sequence. */
static bool keys_take_inside(struct keys *keys, unsigned char byte, struct event *event)
{
    switch (keys->state) {
    case KEYS_ESCAPE:
        return keys_take_escape(keys, byte);
    case KEYS_INTERMEDIATE:
        if (byte == ESC)
            keys_enter(keys, KEYS_ESCAPE);
        else if (byte < ' ' || byte > '/')
            keys_leave(keys);
        return false;
    case KEYS_CSI:
        return keys_take_csi(keys, byte, event);
    case KEYS_SS3:
        return keys_take_ss3(keys, byte, event);
    case KEYS_SKIP:
        if (--keys->skip <= 0)
            keys_leave(keys);
        return false;
    case KEYS_STRING:
    case KEYS_STRING_ESCAPE:
        keys_take_string(keys, byte);
        return false;
    case KEYS_PASTE:
        keys_take_paste(keys, byte);
        return false;
    case KEYS_GROUND:
    case KEYS_DROP:
        return false;
    }
    return false;
}

bool keys_feed(struct keys *keys, unsigned char byte, int64_t now_ms, struct event *event)
{
    keys->last_ms = now_ms;
    bool done = keys->state == KEYS_GROUND ? keys_take_ground(keys, byte, now_ms, event)
                                           : keys_take_inside(keys, byte, event);
    if (keys->state == KEYS_GROUND)
        keys->length = 0;
    else if (keys->state != KEYS_PASTE && ++keys->length > KEYS_LONGEST)
        keys_enter(keys, KEYS_DROP);
    if (done)
        event->time_ms = now_ms;
    return done;
}

/* The silence that ends the present state. */
static int keys_patience_ms(const struct keys *keys)
{
    if (keys->state == KEYS_ESCAPE)
        return KEYS_ESCAPE_MS;
    return keys->state == KEYS_PASTE ? KEYS_PASTE_MS : KEYS_SEQUENCE_MS;
}

int keys_pending_ms(const struct keys *keys, int64_t now_ms)
{
    if (keys->state == KEYS_GROUND)
        return -1;
    int64_t left = keys->last_ms + keys_patience_ms(keys) - now_ms;
    return left > 0 ? (int)left : 0;
}

bool keys_expire(struct keys *keys, int64_t now_ms, struct event *event)
{
    if (keys_pending_ms(keys, now_ms) != 0)
        return false;
    bool escape = keys->state == KEYS_ESCAPE;
    keys_leave(keys);
    if (!escape)
        return false;
    keys->late_escape = true;
    keys->escape_ms = now_ms;
    *event = event_from_key(FRONT_KEY_ESCAPE);
    event->time_ms = now_ms;
    return true;
}

void keys_forget(struct keys *keys, int64_t now_ms)
{
    if (keys->state != KEYS_ESCAPE)
        return;
    keys_leave(keys);
    keys->late_escape = true;
    keys->escape_ms = now_ms;
}
