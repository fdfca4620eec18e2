/* The real program on a pseudo-terminal: see the header. */
#define _GNU_SOURCE
#include "drive.h"

#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#define WORDS_MOST 32
#define QUIET_MS 15 /* silence after which a page is taken as whole */

int64_t drive_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- starting ---- */

/* Gives the child an environment of its own. */
static void drive_set_environment(const struct drive_start *start)
{
    clearenv();
    setenv("PATH", start->path ? start->path : "/usr/bin:/bin", 1);
    setenv("HOME", "/", 1);
    setenv("TERM", start->term ? start->term : "xterm-256color", 1);
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    if (start->environment)
        putenv((char *)(uintptr_t)start->environment);
}

/* Becomes the program. */
static _Noreturn void drive_become(const struct drive_start *start)
{
    const char *words[WORDS_MOST] = {NULL};
    size_t count = 0;
    for (size_t i = 0; start->before && start->before[i]; i++)
        words[count++] = start->before[i];
    words[count++] = TEST_PROGRAM;
    words[count++] = "--date=" DRIVE_DAY;
    for (size_t i = 0; i < 8 && start->arguments[i]; i++)
        words[count++] = start->arguments[i];
    drive_set_environment(start);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvp(words[0], (char *const *)(uintptr_t)words);
    _exit(127);
}

struct drive *drive_open(const struct drive_start *start)
{
    struct drive *drive = memory_new(sizeof *drive);
    struct winsize size = {.ws_row = (unsigned short)(start->rows ? start->rows : 24),
                           .ws_col = (unsigned short)(start->columns ? start->columns : 80)};
    int slave = -1;
    tty_init(&drive->screen, size.ws_row, size.ws_col);
    ck_assert_int_eq(openpty(&drive->master, &slave, NULL, NULL, &size), 0);
    fcntl(drive->master, F_SETFL, O_NONBLOCK);
    fcntl(drive->master, F_SETFD, FD_CLOEXEC);
    drive->pid = fork();
    if (drive->pid == 0) {
        login_tty(slave);
        drive_become(start);
    }
    close(slave);
    ck_assert_int_gt(drive->pid, 0);
    return drive;
}

/* ---- looking and typing ---- */

/* Takes what the program wrote within MILLISECONDS; false when it wrote nothing. */
static bool drive_pump(struct drive *drive, int milliseconds)
{
    char bytes[65536];
    struct pollfd polled = {.fd = drive->master, .events = POLLIN};
    if (poll(&polled, 1, milliseconds) <= 0)
        return false;
    ssize_t count = read(drive->master, bytes, sizeof bytes);
    if (count > 0)
        tty_feed(&drive->screen, bytes, (size_t)count);
    else
        nanosleep(&(struct timespec){0, 1000000}, NULL); /* the terminal is gone */
    return count > 0;
}

void drive_settle(struct drive *drive, int quiet_ms)
{
    int64_t end = drive_now() + DRIVE_PATIENCE_MS;
    while (drive_pump(drive, quiet_ms) && drive_now() < end)
        continue;
}

const char *drive_look(struct drive *drive)
{
    buffer_clear(&drive->text);
    tty_text(&drive->screen, &drive->text);

    return buffer_text(&drive->text);
}

int drive_wait(struct drive *drive, const char *words, int most_ms)
{
    int64_t start = drive_now();
    do {
        if (strstr(drive_look(drive), words))
            return (int)(drive_now() - start);
        drive_pump(drive, 5);
    } while (drive_now() < start + most_ms);
    return -1;
}

void drive_type(struct drive *drive, const char *keys)
{
    ck_assert_int_eq(write(drive->master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

/* Types one key, a key without meaning before it, and waits for the page that it brings. */
static void drive_press(struct drive *drive, const char *key, size_t length)
{
    char bytes[32] = ";"; /* no double strike */
    drive_settle(drive, QUIET_MS);
    char *before = memory_copy_text(drive_look(drive));
    memcpy(bytes + 1, key, length);
    bytes[length + 1] = '\0';
    drive_type(drive, bytes);
    int64_t end = drive_now() + DRIVE_PATIENCE_MS;
    while (strcmp(drive_look(drive), before) == 0 && drive_now() < end)
        drive_pump(drive, QUIET_MS);
    ck_assert_msg(drive_now() < end, "nothing changed after '%.*s':\n%s", (int)length, key, before);
    free(before);
    drive_settle(drive, QUIET_MS);
}

void drive_go(struct drive *drive, const char *keys)
{
    while (*keys) {
        size_t length = strcspn(keys, "|");
        ck_assert_uint_lt(length, 30);
        drive_press(drive, keys, length);
        keys += length + (keys[length] == '|');
    }
}

/* ---- ending ---- */

bool drive_is_gone(struct drive *drive, int most_ms)
{
    int64_t end = drive_now() + most_ms;
    while (!drive->gone) {
        drive->gone = waitpid(drive->pid, &drive->status, WNOHANG) == drive->pid;
        if (drive->gone || drive_now() > end)
            break;
        if (drive->master >= 0)
            drive_pump(drive, 2);
        else
            nanosleep(&(struct timespec){0, 2000000}, NULL);
    }
    return drive->gone;
}

/* The session of a process, or -1; one that is dead and only waits to be noticed has none. */
static int drive_session_of(const char *pid)
{
    char path[64];
    char line[512] = {0};
    char state = 'Z';
    int session = -1;
    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    const char *rest = length ? strrchr(line, ')') : NULL;
    bool read = rest && sscanf(rest, ") %c %*d %*d %d", &state, &session) == 2;
    return read && state != 'Z' && state != 'X' ? session : -1;
}

int drive_count_left(const struct drive *drive)
{
    int count = 0;
    DIR *processes = opendir("/proc");
    ck_assert_ptr_nonnull(processes);
    for (struct dirent *entry; (entry = readdir(processes));)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && strtol(entry->d_name, NULL, 10) != drive->pid)
            count += drive_session_of(entry->d_name) == drive->pid;
    closedir(processes);
    return count;
}

void drive_close(struct drive *drive)
{
    if (drive->master >= 0)
        close(drive->master);
    drive->master = -1;
    if (!drive_is_gone(drive, DRIVE_PATIENCE_MS)) {
        kill(drive->pid, SIGKILL);
        ck_abort_msg("still there after its terminal was gone");
    }
    ck_assert_msg(WIFEXITED(drive->status), "killed by signal %d", WTERMSIG(drive->status));
    int64_t end = drive_now() + 1000; /* a killed process may take a moment */
    while (drive_count_left(drive) && drive_now() < end)
        nanosleep(&(struct timespec){0, 5000000}, NULL);
    ck_assert_msg(drive_count_left(drive) == 0, "%d processes are left behind", drive_count_left(drive));
    tty_done(&drive->screen);
    buffer_done(&drive->text);
    free(drive);
}

/* ---- commands and files ---- */

int drive_run(const char *const *words, struct buffer *out)
{
    int ends[2];
    int status = 0;
    char bytes[65536];
    if (pipe(ends) != 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execvp(words[0], (char *const *)(uintptr_t)words);
        _exit(127);
    }
    close(ends[1]);
    for (ssize_t count; (count = read(ends[0], bytes, sizeof bytes)) > 0 || (count < 0 && errno == EINTR);)
        if (out && count > 0)
            buffer_add_bytes(out, bytes, (size_t)count);
    close(ends[0]);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool drive_read_file(const char *path, struct buffer *out)
{
    char bytes[65536];
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    for (size_t count; (count = fread(bytes, 1, sizeof bytes, file)) > 0;)
        buffer_add_bytes(out, bytes, count);
    fclose(file);
    return true;
}

void drive_write_script(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_msg(file != NULL, "%s cannot be written", path);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(chmod(path, 0700), 0);
}
