/* The real program on a pseudo-terminal: keys go in, the screen is read as a person reads it.
 * It deliberately looks inside nothing. */
#ifndef DS_TESTS_DRIVE_H
#define DS_TESTS_DRIVE_H

#include <sys/types.h>

#include "tty_screen.h"

#define DRIVE_DAY "2026-02-02"
#define DRIVE_PATIENCE_MS 10000

struct drive_start {
    int rows, columns;           /* 0: 24 and 80 */
    const char *term;            /* null: xterm-256color */
    const char *path;            /* PATH; null: the usual one */
    const char *environment;     /* NAME=VALUE, or null */
    const char *const *before;   /* words before the program, ended by null, or null */
    const char *arguments[8];    /* after --date */
};

struct drive {
    pid_t pid; /* leads a session of its own */
    int master;
    bool gone;
    int status; /* once it is gone */
    struct tty_screen screen;
    struct buffer text; /* of the last look */
};

/* The monotonic clock in milliseconds. */
int64_t drive_now(void);

/* Starts the program. */
struct drive *drive_open(const struct drive_start *start);

/* Reads what the program writes until it is quiet for QUIET_MS. */
void drive_settle(struct drive *drive, int quiet_ms);

/* The rows of the screen now. */
const char *drive_look(struct drive *drive);

/* Waits until the screen shows WORDS, at most MOST_MS; the milliseconds it took, or -1. */
int drive_wait(struct drive *drive, const char *words, int most_ms);

/* Types KEYS, as they are. */
void drive_type(struct drive *drive, const char *keys);

/* Types keys one after the other; each must change the screen.  A bar separates keys, so that
 * they may be of several bytes; a change of the screen never lets the same key count twice. */
void drive_go(struct drive *drive, const char *keys);

/* Waits until the program ended; false when it takes longer than MOST_MS. */
bool drive_is_gone(struct drive *drive, int most_ms);

/* The processes of the program's session that are still there, the program not counted. */
int drive_count_left(const struct drive *drive);

/* Takes the terminal away, waits for the end, requires that no process is left, and frees. */
void drive_close(struct drive *drive);

/* Runs a command, its output into OUT (may be null); its status, or -1. */
int drive_run(const char *const *words, struct buffer *out);

/* Reads a file; false when there is none. */
bool drive_read_file(const char *path, struct buffer *out);

/* Writes a file that may be executed. */
void drive_write_script(const char *path, const char *text);

#endif
