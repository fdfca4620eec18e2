/* Waiting for input, a signal or the end of a time, and the clock for it.
 * Handlers only set a flag and wake the wait; it deliberately decides nothing about what a
 * signal means. */
#ifndef DS_TERMINAL_WATCH_H
#define DS_TERMINAL_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum watch_result {
    WATCH_INPUT,   /* something can be read */
    WATCH_TIMEOUT, /* the time is over */
    WATCH_WOKEN,   /* a signal came: see the flags below */
    WATCH_CLOSED   /* nothing will ever be read again */
};

/* Installs the handlers (TERM, INT, QUIT, HUP, WINCH; PIPE and TSTP are ignored, INT and QUIT
 * where they were ignored before). A program that does not end within a second after a
 * signal, because its output is stuck, is ended with the terminal as it was found. */
void watch_start(void);

/* Puts back the handlers that were there before. */
void watch_stop(void);

/* The monotonic clock in milliseconds. */
int64_t watch_now_ms(void);

/* Waits until FD can be read, at most TIMEOUT_MS, for ever when negative. A negative FD
 * never has input. */
enum watch_result watch_wait(int fd, int timeout_ms);

/* Reads what FD has into ROOM bytes; 0 when nothing came, -1 when FD is closed or has failed
 * three times in a row for no known reason. */
long watch_read(int fd, unsigned char *bytes, size_t room);

/* The signal that asked the program to end, or 0; asking does not forget it. */
int watch_end_signal(void);

/* True once after the window changed its size. */
bool watch_take_resize(void);

/* The milliseconds left until DEADLINE, or -1 when it is negative (for ever). */
int watch_left_ms(int64_t deadline);

#endif
