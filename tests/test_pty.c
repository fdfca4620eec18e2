/* The real program on a pseudo-terminal, treated as badly as people, terminals and systems can.
 *
 * Ctrl-L makes the program paint its whole screen again, so the bytes that follow it are the
 * state of the screen: the same bytes before and after mean that nothing changed.  PTY_SCALE
 * in the environment multiplies the counts.  It deliberately looks inside nothing. */
#define _GNU_SOURCE
#include "check_main.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "util/memory.h"

#if defined(__SANITIZE_ADDRESS__)
#define PTY_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PTY_SANITIZED 1
#endif
#endif
#ifndef PTY_SANITIZED
#define PTY_SANITIZED 0
#endif

#define CPU_MOST_MS (PTY_SANITIZED ? 2000 : 100) /* of a whole short run, start included */
#define RSS_MOST_KB (40 * 1024)
#define GONE_WITHIN_MS 1000
#define QUIET_MS 2     /* silence after which a frame is taken as whole */
#define PATIENCE_MS 5000
#define REPAINT "\x0c"
#define DAY "--date=2026-11-21"

/* ---- a program on a terminal ------------------------------------------------------------------ */

enum hangup { HANGUP_DEFAULT, HANGUP_IGNORED, HANGUP_BLOCKED };

struct start {
    const char *program;     /* null: the one that was built */
    const char *term;        /* null: xterm-256color */
    const char *environment; /* NAME=VALUE, or -NAME to take one away; may be null */
    const char *arguments[4];
    enum hangup hangup;
    bool keys_ignored; /* SIGINT, SIGQUIT and SIGTSTP ignored before the start, as the unit does */
};

struct pty {
    pid_t pid;
    int master;
    struct buffer stream; /* all that the program wrote */
    size_t mark;          /* where the last look began */
    struct termios before;
    bool gone;
    int status;
    struct rusage usage;
};

/* The counts of the brief times PTY_SCALE. */
static int scaled(int count)
{
    const char *scale = getenv("PTY_SCALE");
    double factor = scale ? strtod(scale, NULL) : 1;
    int result = (int)(count * factor);
    return result < 1 ? 1 : result;
}

/* The monotonic clock in milliseconds. */
static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits. */
static void nap(int milliseconds)
{
    nanosleep(&(struct timespec){milliseconds / 1000, (long)(milliseconds % 1000) * 1000000}, NULL);
}

static uint32_t seed = 20261121;
static int route_quiet_ms = QUIET_MS; /* more while a route is tried again */

/* A pseudo-random number below LIMIT. */
static int roll(int limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)limit);
}

/* A copy of TEXT, in which 5000 letters stand for a star at its end. */
static char *lengthen(const char *text)
{
    size_t length = strlen(text);
    char *copy = memory_new(length + 5001);
    memcpy(copy, text, length);
    if (length > 0 && text[length - 1] == '*')
        memset(copy + length - 1, 'x', 5001);
    return copy;
}

/* Gives the child an environment of its own. */
static void set_environment(const struct start *start)
{
    clearenv();
    setenv("PATH", "/usr/bin:/bin", 1);
    setenv("HOME", "/", 1);
    setenv("TERM", start->term ? start->term : "xterm-256color", 1);
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    const char *change = start->environment;
    if (change && change[0] == '-')
        unsetenv(change + 1);
    else if (change)
        putenv(lengthen(change));
}

/* Sets the signals of the child as START says. */
static void set_signals(const struct start *start)
{
    static const int keys[] = {SIGINT, SIGQUIT, SIGTSTP};
    sigset_t blocked;
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, start->hangup == HANGUP_IGNORED ? SIG_IGN : SIG_DFL);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        signal(keys[i], start->keys_ignored ? SIG_IGN : SIG_DFL);
    sigemptyset(&blocked);
    if (start->hangup == HANGUP_BLOCKED)
        sigaddset(&blocked, SIGHUP);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
}

/* Becomes the program. */
static void run_program(const struct start *start)
{
    const char *program = start->program ? start->program : TEST_PROGRAM;
    char *arguments[6] = {memory_copy_text("droits-sante"), memory_copy_text(DAY)};
    for (size_t i = 0; i < 4 && start->arguments[i]; i++)
        arguments[i + 2] = memory_copy_text(start->arguments[i]);
    set_environment(start);
    set_signals(start);
    execv(program, arguments);
    _exit(127);
}

/* Starts the program on a new terminal of 24 x 80; no signal reaches the handlers of Check in
 * the child, which would end the test. */
static struct pty *pty_open(const struct start *start)
{
    struct pty *pty = memory_new(sizeof *pty);
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    int slave = -1;
    ck_assert_int_eq(openpty(&pty->master, &slave, NULL, NULL, &size), 0);
    tcgetattr(pty->master, &pty->before); /* before the program can change them */
    pty->pid = fork();
    if (pty->pid == 0) {
        close(pty->master);
        login_tty(slave);
        run_program(start);
    }
    close(slave);
    sigprocmask(SIG_SETMASK, &before, NULL);
    ck_assert_int_ge(pty->pid, 0);
    fcntl(pty->master, F_SETFL, O_NONBLOCK);
    fcntl(pty->master, F_SETFD, FD_CLOEXEC);
    return pty;
}

/* Takes what the program wrote within MILLISECONDS; false when it wrote nothing. */
static bool pty_pump(struct pty *pty, int milliseconds)
{
    char bytes[65536];
    struct pollfd polled = {.fd = pty->master, .events = POLLIN};
    if (poll(&polled, 1, milliseconds) <= 0)
        return false;
    ssize_t count = read(pty->master, bytes, sizeof bytes);
    if (count > 0)
        buffer_add_bytes(&pty->stream, bytes, (size_t)count);
    return count > 0;
}

/* Reads until the program is quiet. */
static void pty_settle(struct pty *pty, int quiet_ms)
{
    int64_t end = now_ms() + PATIENCE_MS;
    while (pty_pump(pty, quiet_ms) && now_ms() < end)
        continue;
}

/* Types LENGTH bytes, reading meanwhile. */
static void pty_type(struct pty *pty, const char *bytes, size_t length)
{
    int64_t end = now_ms() + PATIENCE_MS;
    for (size_t at = 0; at < length && now_ms() < end;) {
        ssize_t count = write(pty->master, bytes + at, length - at);
        if (count > 0)
            at += (size_t)count;
        else if (errno != EAGAIN)
            return;
        else
            pty_pump(pty, 1);
    }
}

/* Has the screen painted again; its bytes. */
static const char *pty_look(struct pty *pty)
{
    pty_settle(pty, 0);
    pty->mark = pty->stream.length;
    pty_type(pty, REPAINT, 1);
    pty_pump(pty, 500);
    pty_settle(pty, route_quiet_ms);
    return buffer_text(&pty->stream) + pty->mark;
}

/* Looks until the screen shows WORD; false when it does not within the time. */
static bool pty_shows(struct pty *pty, const char *word)
{
    int64_t end = now_ms() + PATIENCE_MS;
    do {
        if (strstr(pty_look(pty), word))
            return true;
    } while (now_ms() < end);
    return false;
}

/* True when the screen is as it was in FRAME, looked at again while it is not. */
static bool pty_is_same(struct pty *pty, const char *frame)
{
    size_t length = strlen(frame);
    pty_settle(pty, 0);
    size_t mark = pty->stream.length;
    pty_type(pty, REPAINT, 1);
    while (pty->stream.length < mark + length && pty_pump(pty, 200))
        continue;
    if (pty->stream.length == mark + length && memcmp(pty->stream.data + mark, frame, length) == 0)
        return true;
    for (int i = 0; i < 10; i++)
        if (strcmp(pty_look(pty), frame) == 0)
            return true;
    return false;
}

/* The screen as it is now, seen twice the same: a slow program may pause within a frame. The
 * caller frees it. */
static char *pty_copy_frame(struct pty *pty)
{
    char *frame = memory_copy_text(pty_look(pty));
    for (int i = 0; i < 50 && strcmp(pty_look(pty), frame) != 0; i++) {
        free(frame);
        frame = memory_copy_text(pty_look(pty));
    }
    return frame;
}

/* Types one part of a route and waits for what it changes. */
static void pty_press(struct pty *pty, const char *keys, size_t length)
{
    pty_settle(pty, 0);
    pty_type(pty, keys, length);
    pty_pump(pty, 1000);
    pty_settle(pty, route_quiet_ms);
}

/* Types a whole route, whose parts a bar separates. */
static void pty_go(struct pty *pty, const char *route)
{
    while (*route) {
        size_t length = strcspn(route, "|");
        pty_press(pty, route, length);
        route += length + (route[length] == '|');
    }
}

/* Notes that the program ended or stopped; true when it is still alive. */
static bool pty_is_alive(struct pty *pty)
{
    if (!pty->gone && wait4(pty->pid, &pty->status, WNOHANG | WUNTRACED, &pty->usage) == pty->pid) {
        ck_assert_msg(!WIFSTOPPED(pty->status), "the program was stopped by signal %d", WSTOPSIG(pty->status));
        pty->gone = true;
    }
    return !pty->gone;
}

/* Waits until the program is gone; false when it takes longer than MILLISECONDS. */
static bool pty_is_gone(struct pty *pty, int milliseconds)
{
    int64_t end = now_ms() + milliseconds;
    while (pty_is_alive(pty) && now_ms() < end) {
        if (pty->master >= 0)
            pty_pump(pty, 1);
        else
            nap(1);
    }
    return pty->gone;
}

/* Takes the terminal away. */
static void pty_hang_up(struct pty *pty)
{
    if (pty->master >= 0)
        close(pty->master);
    pty->master = -1;
}

/* The processor time of a program that is gone, in milliseconds. */
static long pty_cpu_ms(const struct pty *pty)
{
    const struct timeval *user = &pty->usage.ru_utime;
    const struct timeval *system = &pty->usage.ru_stime;
    return (long)(user->tv_sec + system->tv_sec) * 1000 + (long)(user->tv_usec + system->tv_usec) / 1000;
}

/* The processor time so far of a living program in ticks of the kernel. */
static long pty_ticks(const struct pty *pty)
{
    char path[64];
    char line[1024] = {0};
    long user = 0;
    long system = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pty->pid);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_gt(fread(line, 1, sizeof line - 1, file), 0);
    fclose(file);
    const char *rest = strrchr(line, ')');
    ck_assert_int_eq(sscanf(rest, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system), 2);
    return user + system;
}

/* The greatest memory of a living program in kilobytes. */
static long pty_rss_kb(const struct pty *pty)
{
    char path[64];
    char line[256];
    long kilobytes = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pty->pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %ld", &kilobytes) == 1)
            break;
    if (file)
        fclose(file);
    return kilobytes;
}

/* Hangs up, requires a clean end within a second, and frees. */
static void pty_close(struct pty *pty, const char *what)
{
    pty_hang_up(pty);
    if (!pty_is_gone(pty, GONE_WITHIN_MS * (PTY_SANITIZED ? 5 : 1))) {
        kill(pty->pid, SIGKILL);
        ck_abort_msg("%s: still there a second after its terminal was gone", what);
    }
    bool early = WIFSIGNALED(pty->status) && WTERMSIG(pty->status) == SIGHUP; /* still starting: nothing was set up */
    ck_assert_msg(early || WIFEXITED(pty->status), "%s: killed by signal %d", what, WTERMSIG(pty->status));
    ck_assert_msg(early || WEXITSTATUS(pty->status) <= 3, "%s: exit status %d", what, WEXITSTATUS(pty->status));
    buffer_done(&pty->stream);
    free(pty);
}

/* ---- every kind of screen --------------------------------------------------------------------- */

#define TO_NUMBER ";3|;1|;1"
#define TO_GROUP TO_NUMBER "|;34|;\r|;2|;5|;5|;5"
#define TO_INCOME TO_GROUP "|;2|;6|;8|;\r|;2|;5|;\r|;1|;\r"
#define TO_REVIEW TO_INCOME "|;1|;800|;\r"
#define TO_RESULT TO_REVIEW "|;\r"

/* A kind of screen, how to get there from the first question, a word on it. */
struct kind {
    const char *name;
    const char *route; /* null: the screen before the first question */
    const char *word;
};

static const struct kind kinds[] = {
    {"language", NULL, "Dansk"},
    {"question", "", "Question 1"},
    {"question with an answer", ";3|;.", "3*"},
    {"group", TO_GROUP, "An expired document, or none"},
    {"number", TO_NUMBER "|;34", "  34 ]"},
    {"income", TO_INCOME, "The amount of one month"},
    {"amount", TO_INCOME "|;1|;800", " 800 ]"},
    {"review", TO_REVIEW, "Check your answers"},
    {"result", TO_RESULT, "[1 Result]"},
    {"papers", TO_RESULT "|;3", "[3 Papers]"},
    {"right", TO_RESULT "|;\x1b[B|;\r", "How to get it"},
    {"emergency", ";1", "Emergency: get help now"},
    {"help", "?", "Why this question"},
    {"languages", "l", "Your answers are kept"},
    {"erase", "x", "Erase all your answers"},
    {"quit", "q", "Leave the program"},
};
#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

/* Goes to the screen of KIND with the keys of a visit, in the kiosk from its first screen. */
static bool reach(struct pty *pty, const struct kind *kind, bool kiosk)
{
    if (!pty_shows(pty, !kind->route || kiosk ? "Dansk" : "Question 1"))
        return false;
    if (kiosk && kind->route)
        pty_go(pty, ";4");
    if (kind->route)
        pty_go(pty, kind->route);
    return strstr(pty_look(pty), kind->word) || strstr(pty_look(pty), kind->word);
}

/* Starts the program and goes to the screen of KIND, more slowly where the machine is busy. */
static struct pty *open_kind(const struct kind *kind, const struct start *how)
{
    struct start start = *how;
    bool kiosk = start.arguments[0] != NULL;
    if (kind->route && !kiosk)
        start.arguments[0] = "--lang=en";
    for (route_quiet_ms = QUIET_MS; route_quiet_ms < 400; route_quiet_ms *= 5) {
        struct pty *pty = pty_open(&start);
        if (reach(pty, kind, kiosk))
            return pty;
        if (route_quiet_ms * 5 >= 400)
            ck_abort_msg("%s: '%s' is not on the screen:\n%s", kind->name, kind->word, pty_look(pty));
        pty_hang_up(pty);
        pty_is_gone(pty, PATIENCE_MS);
        buffer_done(&pty->stream);
        free(pty);
    }
    return NULL;
}

/* Opens one program for every kind of screen. */
static void open_all(struct pty **ptys, const struct start *how)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        ptys[i] = open_kind(&kinds[i], how);
}

/* Closes them all. */
static void close_all(struct pty **ptys)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        pty_close(ptys[i], kinds[i].name);
}

/* ---- what terminals answer on their own ------------------------------------------------------- */

static const char *const terms[] = {"linux", "xterm-256color", "screen-256color", "vt100", "tmux-256color"};
#define TERM_COUNT (sizeof terms / sizeof terms[0])
#define FLEET (2 * TERM_COUNT) /* a question and a number field on each */

/* Whole sequences; the halves of most are tried too. */
static const char *const sequences[] = {
    /* device attributes, status, cursor position, modes, sizes */
    "\033[?1;2c", "\033[?6c", "\033[?62;1;2;6;7;8;9c", "\033[?64;1;2;6;9;15;16;17;18;21;22;28c", "\033[>0;136;0c",
    "\033[>41;370;0c", "\033[>84;0;0c", "\033[=1;2c", "\033[0n", "\033[3n", "\033[?13n", "\033[?27;1;0;1n",
    "\033[1;1R", "\033[24;80R", "\033[?12;34;1R", "\033[1;2R", "\033[?2026;2$y", "\033[?25;1$y", "\033[4;1$y",
    "\033[8;24;80t", "\033[4;600;800t", "\033[6;16;8t", "\033[9;50;132t", "\033[1t", "\033[3;10;20t",
    "\033[2;1;1;112;112;1;0x", "\033[1;2;3;4;5&w", "\033[?1u", "\033[?31u", "\033[?0;1;2S", "\033[>1;2;3q",
    /* colours, titles, clipboards */
    "\033]4;1;rgb:cdcd/0000/0000\033\\", "\033]4;9;rgb:ff/00/11\007", "\033]10;rgb:1111/2222/3333\033\\",
    "\033]11;rgb:0000/1111/2222\007", "\033]12;#123456\007", "\033]52;c;MTIz\033\\", "\033]l123\033\\",
    "\033]L9\033\\", "\033]0;1\r2\r\007", "\033]8;;http://1.2/3\033\\", "\033]1337;1=2\007",
    /* device control, application, privacy */
    "\033P1+r544e=787465726d\033\\", "\033P0+r1234\033\\", "\033P1$r0;1;31m\033\\", "\033P0$r\033\\",
    "\033P!|00000000\033\\", "\033P>|XTerm(370)\033\\", "\033P>|tmux 3.4\033\\", "\033P1!~1234\033\\",
    "\033P1;2;3q#1;2;100;9;9#1~~@@\033\\", "\033_Gi=31,s=1;OK\033\\", "\033_1\r2\r\033\\", "\033^123\033\\",
    "\033X987\r\033\\",
    /* focus, mouse */
    "\033[I", "\033[O", "\033[M !!", "\033[M 12", "\033[M#39", "\033[M@\r1", "\033[<0;12;5M", "\033[<0;12;5m",
    "\033[<64;1;1M", "\033[<35;120;40M", "\033[<2;1;9m", "\033[32;12;5M", "\033[35;1;2M", "\033[96;80;24M",
    "\033[64;1;1M", "\033[5;1;2;3;4T", "\033[10;11t",
    /* pastes */
    "\033[200~1\033[201~", "\033[200~123\r456\r\033[201~", "\033[200~9\n9\n9\n\033[201~",
    "\033[200~\033[1;1R2\r\033[201~", "\033[200~\033[201\0332\033[201~", "\033[200~q2\r\033[201~", "\033[201~",
    /* keys of newer protocols, chords, function keys, Alt */
    "\033[49u", "\033[49;1u", "\033[49;1:1u", "\033[13u", "\033[13;5u", "\033[27u", "\033[50;3:3u",
    "\033[57399;1u", "\033[27;5;49~", "\033[27;2;13~", "\033[1;5A", "\033[1;2B", "\033[1;3C", "\033[1;1:3A",
    "\033[3;5~", "\033[5;5~", "\033[11~", "\033[15~", "\033[24~", "\033[15;2~", "\033[2~", "\033[29~", "\033OP",
    "\033OS", "\033O2P", "\033O5A", "\033[[A", "\033[[E", "\0331", "\033\r", "\033q", "\033x", "\033l", "\033?",
    "\033c", "\0337", "\0338", "\033(B", "\033 F", "\033#8", "\033%G", "\033=", "\033>",
    /* 8-bit controls, UTF-8 and what is not */
    "\233?64;1;2c", "\2331;1R", "\2350;12\234", "\23510;rgb:1/2/3\234", "\2201$r1m\234", "\2371\r2\234",
    "\xc3\xa9", "\xe2\x82\xac", "\xef\xbc\x91", "\xd9\xa1", "\xf0\x9f\x98\x80", "\xc2\x9b", "\xc2\x9d", "\xff",
    "\xfe\xff", "\xff\xff\xff\xff", "\x80", "\xbf\xbf", "\xc0\x80", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80",
    "\xe2\x80\xae", "\xe2\x80\x8b",
    /* controls that mean nothing, cancelled sequences */
    "\001\002\005\006", "\021\023", "\026", "\031", "\033[12\030", "\033[1;2\032", "\033]1;2\030", "\034\035\036\037",
    "\033[<1;2\033[<1;2;3M", "\033[12345678901234567890;1R", "\033[1;2;3;4;5;6;7;8;9;1;2;3;4;5;6R",
};
#define SEQUENCE_COUNT (sizeof sequences / sizeof sequences[0])

/* Sends BYTES to all and waits PAUSE milliseconds. */
static void send_all(struct pty **ptys, const char *bytes, size_t length, int pause)
{
    for (size_t i = 0; i < FLEET; i++)
        pty_type(ptys[i], bytes, length);
    nap(pause);
}

/* Requires that no screen of PTYS differs from FRAMES. */
static void require_same(struct pty **ptys, char **frames, const char *bytes, size_t length)
{
    for (size_t i = 0; i < FLEET; i++) {
        ck_assert_msg(pty_is_alive(ptys[i]), "%s: gone", terms[i % TERM_COUNT]);
        if (pty_is_same(ptys[i], frames[i]))
            continue;
        struct buffer shown = {0};
        for (size_t k = 0; k < length; k++)
            buffer_add_format(&shown, " %02x", (unsigned)(unsigned char)bytes[k]);
        ck_abort_msg("%s: changed by%s:\n%s", terms[i % TERM_COUNT], buffer_text(&shown), pty_look(ptys[i]));
    }
}

/* The pause after which the start of SEQUENCE means nothing any more. */
static int pause_after(const char *sequence, size_t length)
{
    return length > 5 && strncmp(sequence, "\033[200~", 6) == 0 ? 270 : 54;
}

/* The length of the half of SEQUENCE to try, or 0: a lone ESC is the key Esc, so no half ends in one. */
static size_t half_of(const char *sequence)
{
    size_t length = strlen(sequence);
    size_t half = (length + 2) / 2;
    while (half > 1 && sequence[half - 1] == '\033')
        half--;
    return sequence[0] == '\033' && length > 4 && half > 2 ? half : 0;
}

/* Sends LENGTH bytes to the whole fleet, which must not change. */
static void try_sequence(struct pty **ptys, char **frames, const char *bytes, size_t length, int pause)
{
    send_all(ptys, bytes, length, pause);
    require_same(ptys, frames, bytes, length);
}

/* Sends every sequence, and every half where there is one; their number. */
static int try_sequences(struct pty **ptys, char **frames)
{
    int tried = 0;
    for (size_t i = 0; i < SEQUENCE_COUNT; i++) {
        size_t half = half_of(sequences[i]);
        bool high = (unsigned char)sequences[i][0] >= 0x80;
        try_sequence(ptys, frames, sequences[i], strlen(sequences[i]), high ? 54 : 0);
        if (half > 0)
            try_sequence(ptys, frames, sequences[i], half, pause_after(sequences[i], half));
        tried += 1 + (half > 0);
    }
    return tried;
}

START_TEST(test_answers_of_terminals)
{
    struct pty *ptys[FLEET];
    char *frames[FLEET];
    for (size_t i = 0; i < FLEET; i++) {
        ptys[i] = open_kind(&kinds[i < TERM_COUNT ? 2 : 4], &(struct start){.term = terms[i % TERM_COUNT]});
        frames[i] = pty_copy_frame(ptys[i]);
    }
    ck_assert_int_ge(try_sequences(ptys, frames), 200);
    for (size_t i = 0; i < FLEET; i++) {
        free(frames[i]);
        pty_close(ptys[i], terms[i % TERM_COUNT]);
    }
}
END_TEST

/* A key that changes the screen does not tear a sequence that comes right behind it. */
START_TEST(test_answers_behind_a_key_that_changes_the_screen)
{
    static const char *const torn[][2] = {
        {"\033[", "<0;2;1M"}, {"\033[?6", "2;1;2c"}, {"\033]10;rgb:1", "/2/3\033\\"}, {"\033P1+r", "12\033\\"},
        {"\033", "[1;2R"},    {"\033[200~12", "12\033[201~"}, {"\033[M", "111"},      {"\033", "]4;1;2\007"},
    };
    for (size_t i = 0; i < sizeof torn / sizeof torn[0]; i++) {
        struct buffer bytes = {0};
        struct pty *pty = open_kind(&kinds[1], &(struct start){0});
        buffer_add_format(&bytes, ";3%s", torn[i][0]);
        pty_type(pty, buffer_text(&bytes), bytes.length);
        nap(15);
        pty_type(pty, torn[i][1], strlen(torn[i][1]));
        nap(70);
        ck_assert_msg(pty_shows(pty, "Question 2"), "%zu: answered or went back:\n%s", i, pty_look(pty));
        pty_close(pty, "torn");
        buffer_done(&bytes);
    }
}
END_TEST

/* ---- sizes -------------------------------------------------------------------------------------- */

/* Gives the window of PTY another size. */
static void resize(struct pty *pty, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    ioctl(pty->master, TIOCSWINSZ, &size);
}

/* Gives the window of PTY a size that nobody has. */
static void resize_wildly(struct pty *pty)
{
    static const int odd[][2] = {{0, 0},  {1, 1},     {1, 500},   {500, 1}, {65535, 65535}, {12, 40}, {24, 80},
                                 {0, 80}, {2, 65535}, {65535, 4}, {3, 3},   {300, 500},     {24, 0},  {32768, 32767}};
    int which = roll(30);
    if (which < (int)(sizeof odd / sizeof odd[0]))
        resize(pty, odd[which][0], odd[which][1]);
    else
        resize(pty, roll(120), roll(250));
}

/* Resizes PTY COUNT times while KEYS are pressed. */
static void storm(struct pty *pty, int count, const char *const *keys, int key_count)
{
    for (int i = 0; i < count; i++) {
        resize_wildly(pty);
        const char *key = keys[roll(key_count)];
        if (roll(2))
            pty_type(pty, key, strlen(key));
        if (roll(4) == 0)
            pty_pump(pty, roll(3));
        pty_settle(pty, 0);
        ck_assert_msg(pty_is_alive(pty), "gone after %d sizes: status %x", i, (unsigned)pty->status);
        pty->stream.length = pty->stream.length > 1000000 ? 0 : pty->stream.length;
    }
    resize(pty, 24, 80);
    pty_settle(pty, 30);
    if (!PTY_SANITIZED)
        ck_assert_int_lt(pty_rss_kb(pty), RSS_MOST_KB);
}

START_TEST(test_resizes_keep_the_answers)
{
    static const char *const keys[] = {"\033[A", "\033[B", "\033[5~", "\033[6~", "\t", "+", ";", "\033[<0;1;1M"};
    struct pty *pty = open_kind(&kinds[4], &(struct start){0});
    char *frame = pty_copy_frame(pty);
    storm(pty, scaled(1000), keys, 8);
    pty_press(pty, "\033[H", 3);
    ck_assert_msg(pty_is_same(pty, frame), "the number is gone:\n%s", pty_look(pty));
    pty_go(pty, ";\r|;r");
    ck_assert(pty_shows(pty, "34 years"));
    free(frame);
    pty_close(pty, "storm");
}
END_TEST

START_TEST(test_resizes_on_every_screen)
{
    static const char *const keys[] = {"\033[A", "\033[B", "\033[C", "\033[D", "1", "2", "3", "9", "\r", "\r", "?", "r",
                                       "l",      "a",      "5",      ".",      "x", "\t", "\033[F", "\033[6~", " ", "4"};
    struct pty *pty = open_kind(&kinds[8], &(struct start){0});
    storm(pty, scaled(1000), keys, 22);
    pty_close(pty, "storm");
}
END_TEST

/* ---- the terminal goes away ------------------------------------------------------------------- */

/* Takes the terminal from under every kind of screen. */
static void try_hang_up(enum hangup hangup)
{
    struct pty *ptys[KIND_COUNT];
    open_all(ptys, &(struct start){.hangup = hangup});
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (roll(2))
            pty_type(ptys[i], "\033[B1\r", (size_t)roll(6));
        pty_hang_up(ptys[i]);
        ck_assert_msg(pty_is_gone(ptys[i], GONE_WITHIN_MS), "%s: still there", kinds[i].name);
        ck_assert_msg(pty_cpu_ms(ptys[i]) < CPU_MOST_MS, "%s: %ld ms", kinds[i].name, pty_cpu_ms(ptys[i]));
    }
    close_all(ptys);
}

START_TEST(test_closed_terminal)
{
    try_hang_up((enum hangup)_i);
}
END_TEST

/* Hangs up at any moment of the start. */
START_TEST(test_closed_terminal_at_the_start)
{
    for (int i = 0; i < scaled(60); i++) {
        struct pty *pty = pty_open(&(struct start){.hangup = (enum hangup)(i % 3)});
        nap(roll(15));
        pty_hang_up(pty);
        ck_assert(pty_is_gone(pty, GONE_WITHIN_MS * (PTY_SANITIZED ? 5 : 1)));
        ck_assert_int_lt(pty_cpu_ms(pty), CPU_MOST_MS);
        ck_assert(WIFEXITED(pty->status) || WTERMSIG(pty->status) == SIGHUP);
        buffer_done(&pty->stream);
        free(pty);
    }
}
END_TEST

/* Plain lines on a terminal: hung up, and ended by Ctrl-D. */
START_TEST(test_end_of_plain_lines)
{
    for (int i = 0; i < 4; i++) {
        struct pty *pty = pty_open(&(struct start){.arguments = {"--plain", "--lang=en"}, .hangup = (enum hangup)(i % 3)});
        pty_pump(pty, 3000);
        pty_settle(pty, 20);
        pty_type(pty, "3\n", 2);
        pty_settle(pty, 20);
        if (i == 3)
            pty_type(pty, "\004", 1);
        else
            pty_hang_up(pty);
        ck_assert_msg(pty_is_gone(pty, GONE_WITHIN_MS), "plain: still there");
        ck_assert_int_eq(WEXITSTATUS(pty->status), 3);
        ck_assert_int_lt(pty_cpu_ms(pty), CPU_MOST_MS);
        pty_close(pty, "plain");
    }
}
END_TEST

/* ---- signals from outside --------------------------------------------------------------------- */

/* True when the settings of the terminal are what they were. */
static bool is_restored(const struct pty *pty)
{
    struct termios now;
    return tcgetattr(pty->master, &now) == 0 && now.c_iflag == pty->before.c_iflag &&
           now.c_oflag == pty->before.c_oflag && now.c_lflag == pty->before.c_lflag &&
           now.c_cflag == pty->before.c_cflag && memcmp(now.c_cc, pty->before.c_cc, sizeof now.c_cc) == 0;
}

static const int outside[] = {SIGTERM, SIGINT, SIGQUIT, SIGHUP};

START_TEST(test_signals_from_outside)
{
    struct pty *ptys[KIND_COUNT];
    open_all(ptys, &(struct start){0});
    for (size_t i = 0; i < KIND_COUNT; i++) {
        ck_assert_msg(!is_restored(ptys[i]), "%s: the settings were never changed", kinds[i].name);
        kill(ptys[i]->pid, outside[_i]);
        ck_assert_msg(pty_is_gone(ptys[i], GONE_WITHIN_MS), "%s: still there", kinds[i].name);
        ck_assert_msg(WIFEXITED(ptys[i]->status) && WEXITSTATUS(ptys[i]->status) == 3, "%s: status %x", kinds[i].name,
                      (unsigned)ptys[i]->status);
        ck_assert_msg(is_restored(ptys[i]), "%s: the settings are not as before", kinds[i].name);
    }
    close_all(ptys);
}
END_TEST

/* A signal at any moment of the start leaves the settings as they were. */
START_TEST(test_signals_at_the_start)
{
    for (int i = 0; i < scaled(120); i++) {
        struct pty *pty = pty_open(&(struct start){0});
        nap(roll(12));
        kill(pty->pid, outside[i % 4]);
        ck_assert(pty_is_gone(pty, GONE_WITHIN_MS * (PTY_SANITIZED ? 5 : 1)));
        ck_assert_msg(is_restored(pty), "run %d: the settings are not as before", i);
        ck_assert(WIFEXITED(pty->status) || WTERMSIG(pty->status) == outside[i % 4]);
        pty_hang_up(pty);
        buffer_done(&pty->stream);
        free(pty);
    }
}
END_TEST

/* SIGTERM ends a program whose terminal takes no more output. */
START_TEST(test_signal_while_the_output_is_stuck)
{
    struct pty *pty = open_kind(&kinds[8], &(struct start){0});
    for (int i = 0; i < 400; i++)
        if (write(pty->master, REPAINT, 1) < 0)
            break;
    nap(100);
    kill(pty->pid, SIGTERM);
    int64_t end = now_ms() + 3000;
    while (pty_is_alive(pty) && now_ms() < end)
        nap(5);
    ck_assert_msg(pty->gone, "SIGTERM does not end it while the output is stuck");
    pty_close(pty, "stuck");
}
END_TEST

/* ---- single bytes -------------------------------------------------------------------------------- */

/* Sees what BYTE did to the program on screen AT; opens another one when it ended that one. */
static void check_byte(struct pty **ptys, size_t at, unsigned char byte)
{
    pty_settle(ptys[at], 0);
    if (byte == 0x03)
        pty_is_gone(ptys[at], GONE_WITHIN_MS);
    if (pty_is_alive(ptys[at]))
        return;
    ck_assert_msg(WIFEXITED(ptys[at]->status) && WEXITSTATUS(ptys[at]->status) == 0, "%s: byte %02x: status %x",
                  kinds[at].name, (unsigned)byte, (unsigned)ptys[at]->status);
    pty_close(ptys[at], kinds[at].name);
    ptys[at] = open_kind(&kinds[at], &(struct start){0});
}

START_TEST(test_every_byte_on_every_screen)
{
    struct pty *ptys[KIND_COUNT];
    open_all(ptys, &(struct start){0});
    for (unsigned i = 0; i < 256; i++) {
        unsigned byte = i ^ 0x80; /* those that mean nothing first: the screens stay what they are */
        for (size_t k = 0; k < KIND_COUNT; k++)
            pty_type(ptys[k], &(char){(char)byte}, 1);
        nap(2);
        for (size_t k = 0; k < KIND_COUNT; k++)
            check_byte(ptys, k, (unsigned char)byte);
    }
    close_all(ptys);
}
END_TEST

START_TEST(test_random_bytes)
{
    struct pty *pty = open_kind(&kinds[1], &(struct start){.arguments = {"--kiosk"}});
    char bytes[512];
    for (int i = 0; i < scaled(400); i++) {
        for (size_t k = 0; k < sizeof bytes; k++)
            bytes[k] = (char)roll(256);
        pty_type(pty, bytes, sizeof bytes);
        pty_settle(pty, 0);
        ck_assert_msg(pty_is_alive(pty), "gone after %d: status %x", i, (unsigned)pty->status);
        pty->stream.length = 0;
    }
    pty_close(pty, "random bytes");
}
END_TEST

/* ---- the kiosk ------------------------------------------------------------------------------------ */

/* Opens the kiosk on the screen of KIND; the language asked for is not taken. */
static struct pty *open_kiosk(const struct kind *kind)
{
    return open_kind(kind, &(struct start){.arguments = {"--kiosk", "--lang=en"}});
}

/* The screens that the kiosk has. */
static bool is_in_kiosk(const struct kind *kind)
{
    return strcmp(kind->name, "quit") != 0 && strcmp(kind->name, "erase") != 0;
}

START_TEST(test_kiosk_cannot_be_left)
{
    static const char *const keys[] = {"\003", "\032", "\034", "q", "Q", "\004", "\003\003\003", "\033", "\031"};
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (!is_in_kiosk(&kinds[i]))
            continue;
        struct pty *pty = open_kiosk(&kinds[i]);
        for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
            pty_type(pty, keys[k], strlen(keys[k]));
            nap(keys[k][0] == '\033' ? 60 : 1);
            pty_settle(pty, 2);
            ck_assert_msg(pty_is_alive(pty), "%s: key %zu leaves", kinds[i].name, k);
        }
        ck_assert_msg(strlen(pty_look(pty)) > 100, "%s: no screen", kinds[i].name);
        pty_close(pty, kinds[i].name);
    }
}
END_TEST

START_TEST(test_kiosk_erases_at_once)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (!is_in_kiosk(&kinds[i]))
            continue;
        struct pty *pty = open_kiosk(&kinds[i]);
        pty_go(pty, "x");
        ck_assert_msg(pty_shows(pty, "Dansk"), "%s: X did not erase", kinds[i].name);
        pty_go(pty, ";4");
        ck_assert_msg(pty_shows(pty, "Question 1"), "%s: not the first question", kinds[i].name);
        ck_assert_msg(!strstr(pty_look(pty), "*"), "%s: an answer is still marked", kinds[i].name);
        pty_close(pty, kinds[i].name);
    }
}
END_TEST

/* Started as the unit does, no key ends the kiosk, however early it comes. */
START_TEST(test_kiosk_early_keys)
{
    static const char keys[] = {0x03, 0x1c, 0x1a, 'q'};
    for (int i = 0; i < scaled(60); i++) {
        struct pty *pty = pty_open(&(struct start){.arguments = {"--kiosk"}, .keys_ignored = true});
        nap(roll(12));
        for (int k = 0; k < 3; k++) {
            pty_type(pty, &keys[i % 4], 1);
            nap(roll(4));
        }
        ck_assert_msg(pty_shows(pty, "Dansk"), "run %d: no screen; status %x", i, (unsigned)pty->status);
        ck_assert_msg(pty_is_alive(pty), "run %d: left by %02x", i, (unsigned)keys[i % 4]);
        pty_close(pty, "early key");
    }
}
END_TEST

/* ---- the environment ------------------------------------------------------------------------------ */

static const char *const hostile[] = {
    "LANGUAGE=../../../x", "LANGUAGE=/etc/passwd", "LANGUAGE=%s%n%s%n", "LANGUAGE=*", "LANGUAGE=zz:..:fr",
    "LC_ALL=nonsense", "LC_ALL=../../../x", "LC_ALL=de_DE.UTF-16", "LC_ALL=C", "LC_ALL=", "LC_ALL=*",
    "LC_CTYPE=ja_JP.SJIS", "LC_MESSAGES=fr_FR@x", "LC_NUMERIC=%n", "LANG=\x1b[31m", "LANG=fr_FR.UTF-8",
    "LOCPATH=/nonexistent", "LOCPATH=.", "LOCPATH=*", "NLSPATH=/etc/%N/%L", "NLSPATH=%%%", "TEXTDOMAINDIR=/etc",
    "TEXTDOMAIN=x", "TERMINFO=/nonexistent", "TERMINFO=hex:1a01ff", "TERMINFO=b64:GgEAAP__", "TERMINFO=/dev/zero",
    "TERMINFO_DIRS=/nonexistent:::", "TERMINFO_DIRS=*", "TERMCAP=xterm-256color:co#99999:li#-1:cm=\\E[%i%d:",
    "TERMPATH=/dev/null", "-TERM", "TERM=", "TERM=unknown", "TERM=dumb", "TERM=$(id)", "TERM=../../../etc/passwd",
    "TERM=/etc/passwd", "TERM=*", "TERM=\x1b[31m", "TERM=xterm%n%s", "TERM=ansi",
    "TERM=hp2621", "TERM=lpr", "TERM=adm3a", "TERM=xterm-direct", "LINES=0", "LINES=-1", "LINES=99999", "LINES=x",
    "COLUMNS=0", "COLUMNS=-1", "COLUMNS=99999", "COLUMNS=1e9", "OUTPUT_CHARSET=UTF-16", "OUTPUT_CHARSET=nonsense",
    "NCURSES_ASSUMED_COLORS=99999,-5", "NCURSES_CONSOLE2=x", "NCURSES_GPM_TERMS=xterm-256color",
    "NCURSES_NO_HARD_TABS=1", "NCURSES_NO_MAGIC_COOKIE=1", "NCURSES_NO_PADDING=1", "NCURSES_NO_SETBUF=1",
    "NCURSES_NO_UTF8_ACS=1", "NCURSES_TRACE=8191", "ESCDELAY=99999", "ESCDELAY=-1", "TABSIZE=0", "TABSIZE=-9",
    "TABSIZE=99999", "BAUDRATE=0", "-HOME", "-PATH", "HOME=*", "NO_COLOR=1", "TZ=:/etc/passwd", "TZ=*",
    "POSIXLY_CORRECT=1", "MALLOC_PERTURB_=165", "GETCONF_DIR=/x", "COLORTERM=\xff\xfe", "CC=1", "SHELL=/nonexistent",
};
#define HOSTILE_COUNT (sizeof hostile / sizeof hostile[0])

/* True when what an ended program wrote is one sentence of its own. */
static bool is_one_sentence(const struct pty *pty)
{
    const char *text = buffer_text(&pty->stream);
    const char *end = strchr(text, '\n');
    return strstr(text, "droits-sante: ") == text && end && end[1] == '\0';
}

/* Starts with the environment of HOW: a screen, plain lines, or one sentence. */
static void try_environment(const struct start *how)
{
    struct pty *pty = pty_open(how);
    pty_pump(pty, 3000);
    pty_settle(pty, 10);
    if (!strstr(buffer_text(&pty->stream), "nglish"))
        pty_is_gone(pty, 200);
    if (pty_is_alive(pty))
        ck_assert_msg(strstr(buffer_text(&pty->stream), "nglish"), "%.60s: no languages on the screen:\n%s",
                      how->environment, buffer_text(&pty->stream));
    else
        ck_assert_msg(is_one_sentence(pty), "%.60s: not one sentence:\n%s", how->environment,
                      buffer_text(&pty->stream));
    pty_type(pty, "4\n", 2);
    pty_settle(pty, 5);
    pty_close(pty, how->environment);
}

START_TEST(test_environment)
{
    for (size_t i = 0; i < HOSTILE_COUNT; i++)
        try_environment(&(struct start){.environment = hostile[i]});
}
END_TEST

START_TEST(test_environment_of_the_kiosk)
{
    for (size_t i = 0; i < HOSTILE_COUNT; i++)
        try_environment(&(struct start){.environment = hostile[i], .arguments = {"--kiosk"}});
}
END_TEST

/* ---- bytes a key ----------------------------------------------------------------------------------- */

#define BYTES_A_KEY 120

START_TEST(test_arrows_cost_few_bytes)
{
    static const char *const keys[] = {"\033[B", "\033[B", "\033[B", "\033[A", "\033[B", "\033[A"};
    struct pty *ptys[KIND_COUNT];
    open_all(ptys, &(struct start){0});
    for (size_t i = 0; i < KIND_COUNT; i++)
        for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
            pty_settle(ptys[i], QUIET_MS);
            size_t before = ptys[i]->stream.length;
            pty_type(ptys[i], keys[k], 3);
            pty_pump(ptys[i], 50);
            pty_settle(ptys[i], QUIET_MS);
            size_t cost = ptys[i]->stream.length - before;
            ck_assert_msg(cost <= BYTES_A_KEY, "%s: arrow %zu costs %zu bytes", kinds[i].name, k, cost);
        }
    close_all(ptys);
}
END_TEST

START_TEST(test_nothing_is_written_while_idle)
{
    struct pty *ptys[KIND_COUNT];
    size_t before[KIND_COUNT];
    open_all(ptys, &(struct start){0});
    for (size_t i = 0; i < KIND_COUNT; i++) {
        pty_settle(ptys[i], 30);
        before[i] = ptys[i]->stream.length;
    }
    nap(1000);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        pty_settle(ptys[i], 0);
        ck_assert_msg(ptys[i]->stream.length == before[i], "%s: writes while idle", kinds[i].name);
    }
    close_all(ptys);
}
END_TEST

/* ---- damaged catalogs ------------------------------------------------------------------------------ */

static char copy_dir[512]; /* a copy of the program with its languages beside it */

/* The path of NAME in the copy. */
static const char *in_copy(const char *name)
{
    static char paths[4][1024];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", copy_dir, name);
    return path;
}

/* Reads a whole file. */
static struct buffer read_all(const char *path)
{
    struct buffer bytes = {0};
    char chunk[4096];
    size_t count = 0;
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    while ((count = fread(chunk, 1, sizeof chunk, file)) > 0)
        buffer_add_bytes(&bytes, chunk, count);
    fclose(file);
    return bytes;
}

/* Writes a whole file. */
static void write_all(const char *path, const struct buffer *bytes)
{
    FILE *file = fopen(path, "wb");
    ck_assert_msg(file != NULL, "%s", path);
    ck_assert_uint_eq(fwrite(bytes->data, 1, bytes->length, file), bytes->length);
    ck_assert_int_eq(fclose(file), 0);
}

/* Copies one file of the languages. */
static void copy_language_file(const char *language, const char *name)
{
    char from[1024];
    char to[256];
    snprintf(to, sizeof to, "locale/%s", language);
    mkdir(in_copy(to), 0700);
    snprintf(to, sizeof to, "locale/%s/LC_MESSAGES", language);
    mkdir(in_copy(to), 0700);
    snprintf(to, sizeof to, "locale/%s/LC_MESSAGES/%s", language, name);
    snprintf(from, sizeof from, "%s/%s", TEST_BINARY_DIR, to);
    struct buffer bytes = read_all(from);
    write_all(in_copy(to), &bytes);
    buffer_done(&bytes);
}

/* Makes the copy. */
static void make_copy(void)
{
    static const char *const languages[] = {"fr", "nl", "da", "en"};
    snprintf(copy_dir, sizeof copy_dir, "%s/pty-XXXXXX", TEST_BINARY_DIR);
    ck_assert_ptr_nonnull(mkdtemp(copy_dir));
    struct buffer program = read_all(TEST_PROGRAM);
    write_all(in_copy("droits-sante"), &program);
    buffer_done(&program);
    chmod(in_copy("droits-sante"), 0700);
    mkdir(in_copy("locale"), 0700);
    for (size_t i = 0; i < 4; i++)
        copy_language_file(languages[i], "droits-sante.mo");
    copy_language_file("carrier", "SYS_LC_MESSAGES");
}

/* Removes the copy. */
static void remove_copy(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", copy_dir, (char *)NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
}

/* Damages BYTES in one of four ways. */
static void damage(struct buffer *bytes, int way)
{
    int changes = 1 + roll(8);
    if (way == 0)
        bytes->length = (size_t)roll((int)bytes->length);
    if (way == 0)
        return;
    size_t reach = way == 1 ? 28 : way == 2 ? 4096 : bytes->length; /* header, tables, anywhere */
    for (int i = 0; i < changes; i++)
        bytes->data[roll((int)reach)] = (char)roll(256);
}

/* Opens the file NAME of the copy as descriptor TO. */
static void redirect(const char *name, int flags, int to)
{
    int descriptor = open(in_copy(name), flags, 0600);
    if (descriptor < 0 || dup2(descriptor, to) < 0)
        _exit(126);
    close(descriptor);
}

/* Runs the copy in plain French lines with INPUT; its status, -1 when it hangs. */
static int run_plain_copy(const char *input)
{
    struct buffer lines = {0};
    int status = -1;
    buffer_add(&lines, input);
    write_all(in_copy("in"), &lines);
    buffer_done(&lines);
    pid_t pid = fork();
    if (pid == 0) {
        redirect("in", O_RDONLY, 0);
        redirect("out", O_WRONLY | O_CREAT | O_TRUNC, 1);
        redirect("err", O_WRONLY | O_CREAT | O_TRUNC, 2);
        run_program(&(struct start){.program = in_copy("droits-sante"), .arguments = {"--plain", "--lang=fr"}});
    }
    int64_t end = now_ms() + PATIENCE_MS;
    while (waitpid(pid, &status, WNOHANG) != pid) {
        if (now_ms() > end) {
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
            return -1;
        }
        nap(1);
    }
    return status;
}

/* Runs a short visit of the copy in plain lines; true when the catalog was refused. */
static bool visit_plain_copy(int which)
{
    int status = run_plain_copy("3\n1\n?\n\nr\nq\n2\n");
    struct buffer errors = read_all(in_copy("err"));
    struct buffer out = read_all(in_copy("out"));
    ck_assert_msg(status != -1 && WIFEXITED(status), "damage %d: status %x", which, (unsigned)status);
    ck_assert_msg(WEXITSTATUS(status) == 0, "damage %d: exit status %d: %s", which, WEXITSTATUS(status),
                  buffer_text(&errors));
    bool refused = errors.length > 0;
    if (refused) {
        ck_assert_msg(strstr(buffer_text(&errors), "shown in English"), "damage %d: %s", which, buffer_text(&errors));
        ck_assert_ptr_eq(strchr(buffer_text(&errors), '\n'), buffer_text(&errors) + errors.length - 1);
        ck_assert_msg(strstr(buffer_text(&out), "Do you need medical care now?"), "damage %d: not English", which);
    }
    buffer_done(&errors);
    buffer_done(&out);
    return refused;
}

/* Runs a short visit of the copy on a screen. */
static void visit_copy(int which)
{
    struct pty *pty = pty_open(&(struct start){.program = in_copy("droits-sante"), .arguments = {"--lang=fr"}});
    pty_pump(pty, 2000);
    pty_settle(pty, QUIET_MS);
    pty_go(pty, ";3|?|;.|;1|r");
    ck_assert_msg(pty_is_alive(pty), "damage %d: status %x", which, (unsigned)pty->status);
    pty_close(pty, "damaged");
}

START_TEST(test_damaged_catalogs)
{
    static const char mo[] = "locale/fr/LC_MESSAGES/droits-sante.mo";
    int refused = 0;
    int count = scaled(200);
    make_copy();
    struct buffer sound = read_all(in_copy(mo));
    ck_assert(!visit_plain_copy(-1));
    for (int i = 0; i < count; i++) {
        struct buffer bytes = {0};
        buffer_add_bytes(&bytes, sound.data, sound.length);
        damage(&bytes, i % 4);
        unlink(in_copy(mo)); /* as installers do: a program may have the old one mapped */
        write_all(in_copy(mo), &bytes);
        buffer_done(&bytes);
        refused += visit_plain_copy(i);
        if (i % 5 == 0)
            visit_copy(i);
    }
    buffer_done(&sound);
    remove_copy();
    ck_assert_msg(refused * 2 > count, "only %d of %d refused", refused, count);
}
END_TEST

/* ---- floods of keys -------------------------------------------------------------------------------- */

/* A burst of digits answers one screen. */
START_TEST(test_burst_answers_one_screen)
{
    static const char *const digits[] = {"3", "32", "31", "3\r", "39"};
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++) {
        struct pty *pty = open_kind(&kinds[1], &(struct start){0});
        struct buffer burst = {0};
        while (burst.length < 200)
            buffer_add(&burst, digits[i]);
        pty_type(pty, buffer_text(&burst), burst.length);
        ck_assert_msg(pty_shows(pty, "Question 2"), "'%s' again and again:\n%s", digits[i], pty_look(pty));
        buffer_done(&burst);
        pty_close(pty, "burst");
    }
}
END_TEST

/* Types COUNT digits as fast as they are taken, in the way of a paste. */
static void flood(struct pty *pty, long count)
{
    char digits[4096];
    for (size_t i = 0; i < sizeof digits; i++)
        digits[i] = (char)('1' + roll(9));
    while (count > 0) {
        pty_type(pty, digits, sizeof digits);
        count -= (long)sizeof digits;
        if (pty->stream.length > 1000000)
            pty->stream.length = 0;
    }
}

START_TEST(test_flood_of_digits)
{
    long bytes = (long)scaled(PTY_SANITIZED ? 20 : 1000) * 1000;
    struct pty *pty = open_kind(&kinds[_i == 0 ? 4 : 1], &(struct start){0});
    int64_t start = now_ms();
    flood(pty, bytes);
    pty_settle(pty, 100);
    if (getenv("PTY_VERBOSE"))
        printf("flood: %ld bytes in %lld ms\n", bytes, (long long)(now_ms() - start));
    ck_assert(pty_is_alive(pty));
    size_t before = pty->stream.length;
    long ticks = pty_ticks(pty);
    nap(500);
    pty_settle(pty, 0);
    ck_assert_uint_eq(pty->stream.length, before);
    ck_assert_int_le(pty_ticks(pty) - ticks, 1);
    if (!PTY_SANITIZED)
        ck_assert_int_lt(pty_rss_kb(pty), RSS_MOST_KB);
    pty_close(pty, "flood");
}
END_TEST

/* ---- the suite -------------------------------------------------------------------------------------- */

/* Adds a test case of its own for one test, run COUNT times. */
static void add(Suite *suite, const char *name, const TTest *test, int count)
{
    TCase *tests = tcase_create(name);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test, 0, count);
    suite_add_tcase(suite, tests);
}

int main(void)
{
    Suite *suite = suite_create("pty");
    add(suite, "answers", test_answers_of_terminals, 1);
    add(suite, "answers-torn", test_answers_behind_a_key_that_changes_the_screen, 1);
    add(suite, "resizes-answers", test_resizes_keep_the_answers, 1);
    add(suite, "resizes-screens", test_resizes_on_every_screen, 1);
    add(suite, "closed", test_closed_terminal, 3);
    add(suite, "closed-start", test_closed_terminal_at_the_start, 1);
    add(suite, "closed-plain", test_end_of_plain_lines, 1);
    add(suite, "signals", test_signals_from_outside, 4);
    add(suite, "signals-start", test_signals_at_the_start, 1);
    add(suite, "signals-stuck", test_signal_while_the_output_is_stuck, 1);
    add(suite, "bytes", test_every_byte_on_every_screen, 1);
    add(suite, "bytes-random", test_random_bytes, 1);
    add(suite, "kiosk-left", test_kiosk_cannot_be_left, 1);
    add(suite, "kiosk-erase", test_kiosk_erases_at_once, 1);
    add(suite, "kiosk-early", test_kiosk_early_keys, 1);
    add(suite, "environment", test_environment, 1);
    add(suite, "environment-kiosk", test_environment_of_the_kiosk, 1);
    add(suite, "arrows", test_arrows_cost_few_bytes, 1);
    add(suite, "idle", test_nothing_is_written_while_idle, 1);
    add(suite, "catalogs", test_damaged_catalogs, 1);
    add(suite, "burst", test_burst_answers_one_screen, 1);
    add(suite, "flood", test_flood_of_digits, 2);
    return check_run(suite);
}
