/* How long the desk takes for a key: what the key means and the page built anew, with the whole
 * result, its reasons and the front end that keeps the page as text.
 *
 *     bench_desk
 *
 * Prints the median and the worst time over typical cases, typed again and again: of the keys at the
 * desk itself, and of those that open or turn its result, the sheet and the like.  It deliberately
 * judges nothing and opens no terminal; see bench_screen for what a terminal adds. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "i18n/i18n.h"
#include "program.h"
#include "rules/rules.h"
#include "screens/internal.h"
#include "util/date.h"

#define ROUNDS 200
#define TYPED_MOST 128
#define TIMES_MOST (ROUNDS * TYPED_MOST * 8)

/* What a volunteer types, the result with its tabs included. */
static const char *const scripts[] = {
    "35{enter}58{enter}5521{enter}0{enter}{down}{down}{up}v2345rx2",
    "35{enter}512{enter}11111{enter}>pv{esc}x2",
    "35{enter}54{enter}5311{enter}0{enter}x2",
    "68{enter}21{enter}421wx2",
    "9{enter}345{down}{down}{down}{down}x2",
};

/* The times of one kind of key. */
static struct times {
    const char *name;
    double each[TIMES_MOST];
    size_t count;
} at_desk = {.name = "desk"}, elsewhere = {.name = "result"};

/* Microseconds of the processor that this program used: other programs do not count. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Handles one key and notes the time. */
static void press(struct screens *s, const struct event *event)
{
    bool desk = screens_look(s)->screen == SCREEN_DESK;
    double start = now();
    screens_handle(s, event);
    screens_show(s);
    double end = now();
    struct times *times = desk && screens_look(s)->screen == SCREEN_DESK ? &at_desk : &elsewhere;
    if (times->count < TIMES_MOST)
        times->each[times->count++] = end - start;
}

/* Types all scripts once. */
static void type_all(struct screens *s)
{
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        struct event events[TYPED_MOST];
        size_t length = event_parse_script(scripts[i], events, TYPED_MOST);
        for (size_t k = 0; k < length && s->end == SCREENS_RUNNING; k++)
            press(s, &events[k]);
    }
}

/* Orders two numbers. */
static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Prints the figures of one kind of key, and forgets them. */
static void report(struct times *times, const char *language)
{
    qsort(times->each, times->count, sizeof times->each[0], compare);
    if (times->count)
        printf("%-6s %s: a key takes %5.0f us, 99 of 100 less than %5.0f us, the worst of %zu %5.0f us\n", times->name,
               language, times->each[times->count / 2], times->each[times->count * 99 / 100], times->count,
               times->each[times->count - 1]);
    times->count = 0;
}

/* Measures one language. */
static void measure(const char *language)
{
    static struct front_script script;
    static struct screens screens;
    struct screens_options options = {
        .day = date_to_day((struct date){2026, 2, 2}), .desk = true, .skip_language = true, .address = SCREENS_ADDRESS};
    i18n_set_language(language);
    front_script_init(&script, 24, 80, NULL, 0);
    if (!screens_init(&screens, &script.front, rules_builtin(), &options))
        return;
    screens_show(&screens);
    for (int i = 0; i < ROUNDS; i++)
        type_all(&screens);
    screens_done(&screens);
    script.front.done(&script.front);
    report(&at_desk, language);
    report(&elsewhere, language);
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    i18n_start(DS_LOCALE_DIR_BUILD);
    for (size_t i = 0; i < i18n_language_count(); i++)
        measure(i18n_language_at(i)->code);
    return 0;
}
