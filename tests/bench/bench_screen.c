/* What a terminal sees of a program: milliseconds to the first whole screen, bytes and
 * milliseconds for an arrow key, bytes while nobody types.
 *
 *     bench_screen COMMAND -- OTHER COMMAND
 *
 * Both commands run in turn in a pseudo-terminal of 80x24, so that the figures may be compared;
 * medians are printed, and the ratio of the first paints.  It deliberately judges nothing. */
#define _DEFAULT_SOURCE
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS 51
#define KEYS 4
#define QUIET_MS 25

/* The figures of one command. */
struct figures {
    double paint[RUNS], key[RUNS * KEYS];
    double paint_bytes[RUNS], key_bytes[RUNS * KEYS], idle_bytes[RUNS];
};

/* Milliseconds on a clock that only runs forward. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Reads until the program is quiet; returns the bytes read, and when the last of them came. */
static double read_until_quiet(int terminal, int quiet, double *last)
{
    char bytes[65536];
    double sum = 0;
    struct pollfd wait = {terminal, POLLIN, 0};
    while (poll(&wait, 1, sum > 0 || quiet > QUIET_MS ? quiet : 500) > 0) {
        ssize_t got = read(terminal, bytes, sizeof bytes);
        if (got <= 0)
            break;
        *last = now();
        sum += (double)got;
    }
    return sum;
}

/* Runs one command once. */
static void run(char **command, struct figures *figures, int index)
{
    struct winsize size = {24, 80, 0, 0};
    int terminal;
    double start = now();
    double last = start;
    pid_t child = forkpty(&terminal, NULL, NULL, &size);
    if (child == 0) {
        execv(command[0], command);
        _exit(127);
    }
    figures->paint_bytes[index] = read_until_quiet(terminal, QUIET_MS, &last);
    figures->paint[index] = last - start;
    for (int i = 0; i < KEYS; i++) {
        start = last = now();
        if (write(terminal, i % 2 ? "\033OA" : "\033OB", 3) != 3)
            break;
        figures->key_bytes[index * KEYS + i] = read_until_quiet(terminal, QUIET_MS, &last);
        figures->key[index * KEYS + i] = last - start;
    }
    figures->idle_bytes[index] = read_until_quiet(terminal, 200, &last);
    close(terminal);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

/* Orders two numbers. */
static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The middle of COUNT numbers, which are sorted by it. */
static double median(double *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, compare);
    return numbers[count / 2];
}

/* Prints the figures of one command; returns its first paint. */
static double report(const char *name, struct figures *f)
{
    double paint = median(f->paint, RUNS);
    printf("%-40.40s paint %6.2f ms %5.0f bytes | key %5.2f ms %4.0f bytes (most %4.0f) | idle %3.0f bytes\n", name,
           paint, median(f->paint_bytes, RUNS), median(f->key, RUNS * KEYS), median(f->key_bytes, RUNS * KEYS),
           f->key_bytes[RUNS * KEYS - 1], median(f->idle_bytes, RUNS));
    return paint;
}

int main(int count, char **arguments)
{
    static struct figures ours, other;
    char **second = NULL;
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "--") == 0) {
            arguments[i] = NULL;
            second = arguments + i + 1;
        }
    }
    if (!second || !*second || !arguments[1]) {
        fputs("usage: bench_screen COMMAND -- OTHER COMMAND\n", stderr);
        return 2;
    }
    for (int i = 0; i < RUNS; i++) {
        run(arguments + 1, &ours, i);
        run(second, &other, i);
    }
    double a = report(arguments[1], &ours);
    double b = report(second[0], &other);
    printf("first paint: %.2f times that of the second\n", a / b);
    return 0;
}
