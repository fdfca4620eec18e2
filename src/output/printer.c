/* Printing through child processes: see the header. */
#define _DEFAULT_SOURCE /* explicit_bzero */
#define _POSIX_C_SOURCE 200809L
#include "output/printer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define LPSTAT_MOST 4096 /* bytes of an answer that are looked at */
#define LPSTAT_MS 3000   /* without an answer for so long the sheet counts as sent */
#define NOT_FOUND 127    /* status of a command that is not there */

/* How our child ends; 0 is "sent". */
enum printer_exit { EXIT_SENT, EXIT_FAILED, EXIT_NONE, EXIT_STOPPED };

/* Puts FILE in the place of TARGET. */
static void printer_redirect(int file, int target)
{
    if (file != target)
        dup2(file, target);
}

/* Makes standard descriptor TARGET lead nowhere. */
static void printer_silence(int target)
{
    int file = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (file >= 0)
        printer_redirect(file, target);
    if (file > STDERR_FILENO)
        close(file);
}

/* Gives signals back their meaning: the questionnaire ignores some. */
static void printer_reset_signals(void)
{
    static const int numbers[] = {SIGPIPE, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGALRM, SIGCHLD};
    sigset_t none;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        signal(numbers[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Makes this child end when PARENT does, so that no copy of the answers lives on. */
static void printer_die_with(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent)
        _exit(NOT_FOUND);
}

/* Starts a command between two open files; -1 leads nowhere. */
static pid_t printer_spawn(const char *const *words, int in, int out)
{
    pid_t parent = getpid();
    pid_t child = fork();
    if (child != 0)
        return child;
    printer_die_with(parent);
    printer_reset_signals();
    if (in >= 0)
        printer_redirect(in, STDIN_FILENO);
    else
        printer_silence(STDIN_FILENO);
    if (out >= 0)
        printer_redirect(out, STDOUT_FILENO);
    else
        printer_silence(STDOUT_FILENO);
    printer_silence(STDERR_FILENO);
    execvp(words[0], (char *const *)(uintptr_t)words);
    _exit(NOT_FOUND);
}

/* Waits for a command; its status, or -1 when it did not end by itself. */
static int printer_wait(pid_t child)
{
    int status = 0;
    if (child < 0)
        return -1;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Writes all of a text; false when the reader is gone. */
static bool printer_feed(int file, const struct buffer *text)
{
    for (size_t done = 0; done < text->length;) {
        ssize_t count = write(file, text->data + done, text->length - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        done += (size_t)count;
    }
    return true;
}

/* Opens a pipe whose ends no other command inherits. */
static bool printer_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

bool printer_write_pdf(const struct sheet *sheet, const char *helper, int out)
{
    const char *words[] = {helper, NULL};
    struct buffer text = {0};
    int ends[2];
    if (!printer_pipe(ends))
        return false;
    sheet_write(sheet, &text);
    pid_t child = printer_spawn(words, ends[0], out);
    close(ends[0]);
    struct sigaction before;
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, &before);
    bool fed = printer_feed(ends[1], &text);
    sigaction(SIGPIPE, &before, NULL);
    close(ends[1]);
    explicit_bzero(text.data, text.length);
    buffer_done(&text);
    return printer_wait(child) == 0 && fed;
}

bool printer_save_pdf(const struct sheet *sheet, const char *helper, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool written = helper && printer_write_pdf(sheet, helper, file);
    written = close(file) == 0 && written;
    if (!written)
        unlink(path);
    return written;
}

/* ---- in our child ---- */

/* True when `lpstat` says that the printer is stopped; an answer that goes on for ever is cut. */
static bool printer_is_stopped(const char *queue)
{
    const char *words[] = {"lpstat", "-p", queue, NULL};
    char answer[LPSTAT_MOST + 1];
    size_t length = 0;
    int ends[2];
    if (!printer_pipe(ends))
        return false;
    pid_t child = printer_spawn(words, -1, ends[1]);
    close(ends[1]);
    struct pollfd polled = {.fd = ends[0], .events = POLLIN};
    for (ssize_t got = 1; got > 0 && length < LPSTAT_MOST; length += got > 0 ? (size_t)got : 0)
        got = poll(&polled, 1, LPSTAT_MS) > 0 ? read(ends[0], answer + length, LPSTAT_MOST - length) : 0;
    close(ends[0]);
    answer[length] = '\0';
    if (child > 0)
        kill(child, SIGKILL);
    printer_wait(child);
    return strstr(answer, " disabled ") != NULL || strstr(answer, "not accepting") != NULL;
}

/* Makes the PDF and hands it to `lp`; how it went. */
static enum printer_exit printer_submit(const struct sheet *sheet, const char *helper, const char *queue)
{
    const char *words[] = {"lp", "-t", "droits-sante", "-o", "job-cancel-after=60", "-o", "media=A4",
                           queue ? "-d" : "-", queue, queue ? "-" : NULL, NULL};
    int ends[2];
    if (!printer_pipe(ends))
        return EXIT_FAILED;
    pid_t lp = printer_spawn(words, ends[0], -1);
    close(ends[0]);
    bool made = printer_write_pdf(sheet, helper, ends[1]);
    close(ends[1]);
    int status = printer_wait(lp);
    if (status == NOT_FOUND)
        return EXIT_NONE;
    if (status != 0)
        return queue ? EXIT_FAILED : EXIT_NONE; /* no queue named, none set as default */
    return made ? EXIT_SENT : EXIT_FAILED;
}

/* Leaves nothing in the environment but what commands need: no language, no word of the visitor. */
static void printer_clean_environment(void)
{
    const char *path = getenv("PATH");
    const char *server = getenv("CUPS_SERVER");
    char *kept_path = memory_copy_text(path && *path ? path : "/usr/bin:/bin");
    char *kept_server = server ? memory_copy_text(server) : NULL;
    clearenv();
    setenv("PATH", kept_path, 1);
    setenv("LC_ALL", "C", 1); /* the answers of lpstat are read */
    if (kept_server)
        setenv("CUPS_SERVER", kept_server, 1);
    free(kept_path);
    free(kept_server);
}

/* What our child does. */
static _Noreturn void printer_work(const struct sheet *sheet, const char *helper, const char *queue, pid_t parent)
{
    printer_die_with(parent);
    setpgid(0, 0); /* so that giving up reaches the commands too */
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
        printer_silence(i);
    printer_clean_environment();
    enum printer_exit result = printer_submit(sheet, helper, queue);
    if (result == EXIT_SENT && printer_is_stopped(queue))
        result = EXIT_STOPPED;
    _exit((int)result);
}

/* ---- in the questionnaire ---- */

void printer_start(struct printer *printer, const struct sheet *sheet, const char *helper, const char *queue,
                   int64_t now_ms)
{
    printer_stop(printer);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0)
        printer_work(sheet, helper, queue, parent);
    if (child > 0)
        setpgid(child, child); /* whoever is first */
    *printer = (struct printer){child > 0 ? child : 0, now_ms, child > 0 ? PRINTER_WORKING : PRINTER_FAILED};
}

/* What the status of our child means. */
static enum printer_state printer_read_status(int status)
{
    if (!WIFEXITED(status))
        return PRINTER_FAILED;
    switch (WEXITSTATUS(status)) {
    case EXIT_SENT:
        return PRINTER_SENT;
    case EXIT_NONE:
        return PRINTER_NONE;
    case EXIT_STOPPED:
        return PRINTER_STOPPED;
    default:
        return PRINTER_FAILED;
    }
}

/* Ends our child and all it started. */
static void printer_kill(struct printer *printer)
{
    kill(-printer->child, SIGKILL);
    kill(printer->child, SIGKILL);
    printer_wait(printer->child);
    printer->child = 0;
}

enum printer_state printer_poll(struct printer *printer, int64_t now_ms)
{
    int status = 0;
    if (printer->child == 0)
        return printer->state;
    if (waitpid(printer->child, &status, WNOHANG) == printer->child) {
        kill(-printer->child, SIGKILL); /* whatever it left behind */
        printer->child = 0;
        printer->state = printer_read_status(status);
    } else if (now_ms - printer->started_ms >= PRINTER_GIVE_UP_MS) {
        printer_kill(printer);
        printer->state = PRINTER_HANGS;
    } else if (now_ms - printer->started_ms >= PRINTER_SLOW_MS) {
        printer->state = PRINTER_SLOW;
    }
    return printer->state;
}

void printer_stop(struct printer *printer)
{
    if (printer->child > 0)
        printer_kill(printer);
    *printer = (struct printer){0};
}
