/* Bytes from a terminal become keys; a pure state machine, without a terminal or a clock.
 *
 * Everything a terminal may send on its own (answers, mouse reports, pastes, focus) is
 * swallowed whole: a digit inside a sequence is never an answer. It deliberately does not
 * read terminfo: the few sequences that matter are the same on every terminal in use, and
 * chords (arrow with Shift, Alt with a letter) are not keys here. */
#ifndef DS_TERMINAL_KEYS_H
#define DS_TERMINAL_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/front.h"

#define KEYS_ESCAPE_MS 40    /* silence that makes an ESC the key Esc */
#define KEYS_SEQUENCE_MS 50  /* silence that ends an unfinished sequence */
#define KEYS_PASTE_MS 250    /* silence that ends an unfinished paste */
#define KEYS_LATE_MS 500     /* the start of a sequence this soon after the key Esc: a slow one */
#define KEYS_LONGEST 4096    /* bytes of one sequence; more are dropped until silence */
#define KEYS_PARAMETERS 8    /* bytes of parameters that can matter */

enum keys_state {
    KEYS_GROUND,
    KEYS_ESCAPE,       /* after ESC */
    KEYS_INTERMEDIATE, /* after ESC and one of blank to slash */
    KEYS_CSI,          /* after ESC [ */
    KEYS_SS3,          /* after ESC O */
    KEYS_SKIP,         /* `skip` bytes belong to an old mouse report or a console F-key */
    KEYS_STRING,       /* OSC, DCS, SOS, PM, APC */
    KEYS_STRING_ESCAPE,
    KEYS_PASTE,        /* between CSI 200~ and CSI 201~ */
    KEYS_DROP          /* a sequence that was too long: everything until silence */
};

struct keys {
    enum keys_state state;
    int64_t last_ms;                  /* when the last byte came */
    int64_t escape_ms;                /* when a lone ESC became the key Esc */
    size_t length;                    /* bytes of the sequence so far */
    char parameters[KEYS_PARAMETERS]; /* of a CSI, kept while they fit */
    size_t parameter_count;
    bool odd;         /* the sequence has bytes that no key of ours has */
    int skip;         /* bytes still to skip */
    int utf8_left;    /* bytes of a UTF-8 character still to come */
    size_t paste_end; /* bytes of the end of a paste seen so far */
    bool after_return;
    bool late_escape; /* the key Esc was just returned */
};

/* Starts with nothing pending. */
void keys_init(struct keys *keys);

/* Takes one BYTE that came at NOW_MS; true when it completes a key, written to *EVENT. */
bool keys_feed(struct keys *keys, unsigned char byte, int64_t now_ms, struct event *event);

/* Milliseconds from NOW_MS until keys_expire has something to do, or -1 for never. */
int keys_pending_ms(const struct keys *keys, int64_t now_ms);

/* Ends what waited too long, when no byte came until NOW_MS; true for the key Esc. */
bool keys_expire(struct keys *keys, int64_t now_ms, struct event *event);

/* Forgets the key Esc that may have begun; what turns out to be a sequence is still swallowed. */
void keys_forget(struct keys *keys, int64_t now_ms);

#endif
