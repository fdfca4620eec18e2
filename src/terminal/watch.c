/* Waiting for input, a signal or the end of a time: see the header. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "terminal/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* SIGWINCH is not in the POSIX of this level, though every Unix has it. */
#ifndef SIGWINCH
#define SIGWINCH 28
#endif

#define READ_FAILURES_MOST 3
#define END_SECONDS_MOST 1 /* after a signal: the output may be stuck for ever */
#define STUCK_STATUS 3     /* the terminal cannot be used */

static const int watch_signals[] = {SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGWINCH,
                                    SIGPIPE, SIGTSTP, SIGALRM};
#define WATCH_SIGNAL_COUNT (sizeof(watch_signals) / sizeof(watch_signals[0]))

static struct sigaction watch_before[WATCH_SIGNAL_COUNT];
static bool watch_started;
static volatile sig_atomic_t watch_end;
static volatile sig_atomic_t watch_resized;
static int watch_pipe[2] = {-1, -1}; /* wakes the poll, so no signal slips in before it */
static int watch_failures;
static bool watch_has_terminal;
static struct termios watch_terminal; /* standard input as it was found */

/* Ends the program when it could not end by itself, because its output is stuck. */
static void watch_give_up(void)
{
    if (watch_has_terminal)
        tcsetattr(STDIN_FILENO, TCSANOW, &watch_terminal);
    _exit(STUCK_STATUS);
}

/* Notes a signal that ends the program, and sets a limit to the end. */
static void watch_note_end(int number)
{
    watch_end = number;
    alarm(END_SECONDS_MOST);
}

/* Notes a signal and wakes the wait. */
static void watch_handle(int number)
{
    int saved = errno;
    if (number == SIGALRM)
        watch_give_up();
    else if (number == SIGWINCH)
        watch_resized = 1;
    else
        watch_note_end(number);
    if (write(watch_pipe[1], "", 1) < 0) {
        /* full: the wait is awake already */
    }
    errno = saved;
}

/* Opens the pipe that wakes the wait; without one a signal is seen at the next key. */
static void watch_open_pipe(void)
{
    if (watch_pipe[0] >= 0 || pipe(watch_pipe) != 0)
        return;
    for (int i = 0; i < 2; i++) {
        fcntl(watch_pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(watch_pipe[i], F_SETFL, O_NONBLOCK);
    }
}

/* Handles signal NUMBER from now on. What a kiosk was told to ignore stays ignored: its keys
 * are still signals until the terminal has been set up. */
static void watch_install(int number, struct sigaction *before)
{
    struct sigaction action = {.sa_handler = watch_handle, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, NULL, before);
    bool is_key = number == SIGINT || number == SIGQUIT;
    if (number == SIGPIPE || number == SIGTSTP || (is_key && before->sa_handler == SIG_IGN))
        action.sa_handler = SIG_IGN;
    sigaction(number, &action, NULL);
}

void watch_start(void)
{
    if (watch_started)
        return;
    watch_started = true;
    watch_end = 0;
    watch_resized = 0;
    watch_failures = 0;
    watch_has_terminal = tcgetattr(STDIN_FILENO, &watch_terminal) == 0;
    watch_open_pipe();
    for (size_t i = 0; i < WATCH_SIGNAL_COUNT; i++)
        watch_install(watch_signals[i], &watch_before[i]);
}

void watch_stop(void)
{
    if (!watch_started)
        return;
    watch_started = false;
    alarm(0);
    for (size_t i = 0; i < WATCH_SIGNAL_COUNT; i++)
        sigaction(watch_signals[i], &watch_before[i], NULL);
}

int64_t watch_now_ms(void)
{
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Empties the pipe. */
static void watch_drain(void)
{
    char bytes[64];
    while (read(watch_pipe[0], bytes, sizeof(bytes)) > 0)
        continue;
}

enum watch_result watch_wait(int fd, int timeout_ms)
{
    struct pollfd polled[2] = {{.fd = fd, .events = POLLIN},
                               {.fd = watch_pipe[0], .events = POLLIN}};
    int ready = poll(polled, 2, timeout_ms);
    if (ready == 0)
        return WATCH_TIMEOUT;
    if (ready < 0)
        return errno == EINTR ? WATCH_WOKEN : WATCH_CLOSED;
    if (polled[1].revents) {
        watch_drain();
        return WATCH_WOKEN;
    }
    if (polled[0].revents & POLLIN)
        return WATCH_INPUT;
    return WATCH_CLOSED;
}

long watch_read(int fd, unsigned char *bytes, size_t room)
{
    ssize_t count = read(fd, bytes, room);
    if (count > 0) {
        watch_failures = 0;
        return (long)count;
    }
    if (count == 0)
        return -1;
    if (errno == EINTR || errno == EAGAIN)
        return 0;
    if (errno == EIO || errno == EBADF || ++watch_failures >= READ_FAILURES_MOST)
        return -1;
    return 0;
}

int watch_end_signal(void)
{
    return watch_end;
}

bool watch_take_resize(void)
{
    bool resized = watch_resized != 0;
    watch_resized = 0;
    return resized;
}

int watch_left_ms(int64_t deadline)
{
    if (deadline < 0)
        return -1;
    int64_t left = deadline - watch_now_ms();
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}
