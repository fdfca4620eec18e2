/* The line front end: plain text out, one line in, the same events as from keys. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include "check_main.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "page/front.h"
#include "page/page.h"
#include "terminal/terminal.h"
#include "util/memory.h"
#include "util/utf8.h"

struct pipes {
    int to_front[2];
    int from_front[2];
    struct front *front;
};

/* Opens the line front end between two pipes. */
static struct pipes open_pipes(void)
{
    struct pipes pipes;
    ck_assert_int_eq(pipe(pipes.to_front), 0);
    ck_assert_int_eq(pipe(pipes.from_front), 0);
    fcntl(pipes.from_front[0], F_SETFL, O_NONBLOCK);
    fcntl(pipes.to_front[1], F_SETFL, O_NONBLOCK);
    pipes.front = terminal_open_plain(pipes.to_front[0], pipes.from_front[1]);
    ck_assert(pipes.front->is_plain);
    return pipes;
}

/* Types TEXT. */
static void type(const struct pipes *pipes, const char *text)
{
    ck_assert_int_eq(write(pipes->to_front[1], text, strlen(text)), (int)strlen(text));
}

/* Reads all that was printed so far. */
static const char *printed(const struct pipes *pipes)
{
    static char text[65536];
    ssize_t count = read(pipes->from_front[0], text, sizeof(text) - 1);
    text[count > 0 ? count : 0] = '\0';
    return text;
}

/* Shows a page with choices, or with a number field. */
static void show(struct front *front, bool field, const char *title)
{
    struct page *page = page_new(80, 24);
    page_add_title(page, title);
    if (field) {
        page_add_field(page, "Amount", "1 450", 8, "EUR");
    } else {
        page_add_choice(page, "1", "Réponse une", NULL, true);
        page_add_choice(page, "2", "Réponse deux", "hint", false);
    }
    page_add_hint_key(page, "?", "Help", 1);
    page_finish(page, 0, 0);
    front->show(front, page);
    page_free(page);
}

/* The events of the lines typed, as one text. */
static const char *events_of(struct front *front)
{
    static char text[1024];
    text[0] = '\0';
    for (;;) {
        struct event event = front->wait(front, 0);
        size_t used = strlen(text);
        if (event.kind != EVENT_KEY) {
            snprintf(text + used, sizeof(text) - used, "%s",
                     event.kind == EVENT_CLOSED ? "{closed}" : "");
            return text;
        }
        const char *name = event.key == FRONT_KEY_ENTER    ? "{enter}"
                           : event.key == FRONT_KEY_ESCAPE ? "{esc}"
                           : event.key == FRONT_KEY_CLEAR  ? "{clear}"
                           : event.key == FRONT_KEY_OTHER  ? "{other}"
                                                           : "";
        if (event.character)
            snprintf(text + used, sizeof(text) - used, "%c", event.character);
        else
            snprintf(text + used, sizeof(text) - used, "%s", name);
    }
}

static const struct {
    const char *line;
    const char *in_choices;
    const char *in_field;
} lines[] = {
    {"3\n", "3{enter}", "{clear}3{enter}"},
    {" 3 \r\n", "3{enter}", "{clear}3{enter}"},
    {"\n", "{enter}", "{enter}"},
    {"1450\n", "{other}", "{clear}1450{enter}"},
    {"1 450\n", "{other}", "{clear}1450{enter}"},
    {"1450,50\n", "{other}", "{clear}1450,50{enter}"},
    {"1.450\n", "{other}", "{clear}1.450{enter}"},
    {"?\n", "?", "?"},
    {"*\n", "*", "*"},
    {"<\n", "{esc}", "{esc}"},
    {"b\n", "{esc}", "{esc}"},
    {"B\n", "{esc}", "{esc}"},
    {".\n", "{esc}", "{esc}"},
    {"L\n", "l", "l"},
    {"x\n", "x", "x"},
    {"-\n", "-", "-"},
    {"r\n", "r", "r"},
    {"-12\n", "{other}", "{other}"},
    {"hello\n", "{other}", "{other}"},
    {"12a\n", "{other}", "{other}"},
    {"\xc3\xa9\n", "{other}", "{other}"},
    {"\x1b[A\n", "{other}", "{other}"},
    {"\x03\n", "{other}", "{other}"},
    {"111111111111111111111111111111111111\n", "{other}", "{other}"},
    {"1\n2\n", "1{enter}2{enter}", "{clear}1{enter}{clear}2{enter}"},
};
#define LINE_COUNT (sizeof(lines) / sizeof(lines[0]))

START_TEST(test_lines)
{
    for (int field = 0; field < 2; field++) {
        struct pipes pipes = open_pipes();
        show(pipes.front, field, "Question");
        type(&pipes, lines[_i].line);
        ck_assert_str_eq(events_of(pipes.front), field ? lines[_i].in_field : lines[_i].in_choices);
        close(pipes.to_front[1]);
        ck_assert_str_eq(events_of(pipes.front), "{closed}");
        pipes.front->done(pipes.front);
    }
}
END_TEST

START_TEST(test_prints_pages_once)
{
    struct pipes pipes = open_pipes();
    show(pipes.front, false, "Première question ?");
    ck_assert_str_eq(printed(&pipes), "Première question ?\n\n1. Réponse une *\n2. Réponse deux\n"
                                      "   hint\n\n[?] Help\n\nPremière question ?\n> ");
    show(pipes.front, false, "Première question ?");
    ck_assert_str_eq(printed(&pipes), "> ");
    show(pipes.front, true, "Next");
    ck_assert_str_eq(printed(&pipes), "\nNext\n\nAmount  [1 450] EUR\n\n[?] Help\n\nNext\n> ");
    pipes.front->done(pipes.front);
    ck_assert_str_eq(printed(&pipes), "\n");
}
END_TEST

/* A screen that goes on at the digit flushes Enter away; the next line is still there. */
START_TEST(test_flush_keeps_lines)
{
    struct pipes pipes = open_pipes();
    show(pipes.front, false, "One");
    type(&pipes, "1\n2\n");
    ck_assert_int_eq(pipes.front->wait(pipes.front, 0).digit, 1);
    pipes.front->flush_input(pipes.front);
    show(pipes.front, false, "Two");
    ck_assert_int_eq(pipes.front->wait(pipes.front, 0).digit, 2);
    pipes.front->done(pipes.front);
}
END_TEST

/* While keys of one line are still due, the pages between are not printed. */
START_TEST(test_no_pages_between_digits)
{
    struct pipes pipes = open_pipes();
    show(pipes.front, true, "Field");
    printed(&pipes);
    type(&pipes, "12\n");
    ck_assert_int_eq(pipes.front->wait(pipes.front, 0).key, FRONT_KEY_CLEAR);
    show(pipes.front, true, "Field with 1");
    ck_assert_str_eq(printed(&pipes), "");
    pipes.front->done(pipes.front);
}
END_TEST

START_TEST(test_end_of_input)
{
    struct pipes pipes = open_pipes();
    show(pipes.front, false, "One");
    ck_assert_int_eq(pipes.front->wait(pipes.front, 0).kind, EVENT_TIMEOUT);
    type(&pipes, "2");
    close(pipes.to_front[1]);
    ck_assert_str_eq(events_of(pipes.front), "2{enter}{closed}");
    ck_assert_int_eq(pipes.front->wait(pipes.front, -1).kind, EVENT_CLOSED);
    pipes.front->done(pipes.front);
}
END_TEST

START_TEST(test_end_of_output)
{
    struct pipes pipes = open_pipes();
    close(pipes.from_front[0]);
    show(pipes.front, false, "One");
    ck_assert_int_eq(pipes.front->wait(pipes.front, -1).kind, EVENT_CLOSED);
    pipes.front->done(pipes.front);
    int full = open("/dev/full", O_WRONLY);
    struct front *front = terminal_open_plain(0, full);
    show(front, false, "One");
    ck_assert_int_eq(front->wait(front, -1).kind, EVENT_CLOSED);
    front->done(front);
}
END_TEST

START_TEST(test_no_input_at_all)
{
    struct front *front = terminal_open_plain(open("/dev/null", O_RDONLY), open("/dev/null", O_WRONLY));
    show(front, false, "One");
    ck_assert_int_eq(front->wait(front, -1).kind, EVENT_CLOSED);
    front->done(front);
    front = terminal_open_plain(-1, open("/dev/null", O_WRONLY));
    ck_assert_int_eq(front->wait(front, 0).kind, EVENT_TIMEOUT);
    front->done(front);
}
END_TEST

START_TEST(test_signal_ends)
{
    struct pipes pipes = open_pipes();
    raise(SIGTERM);
    ck_assert_int_eq(pipes.front->wait(pipes.front, -1).kind, EVENT_SIGNAL);
    pipes.front->done(pipes.front);
}
END_TEST

START_TEST(test_long_lines)
{
    struct pipes pipes = open_pipes();
    show(pipes.front, true, "One");
    for (int i = 0; i < 2000; i++)
        type(&pipes, "1234567890");
    for (int i = 0; i < 4; i++)
        pipes.front->wait(pipes.front, 0);
    type(&pipes, "\n7\n");
    ck_assert_str_eq(events_of(pipes.front), "{other}{clear}7{enter}");
    pipes.front->done(pipes.front);
}
END_TEST

static uint32_t seed = 5;

/* A pseudo-random number below LIMIT. */
static uint32_t roll(uint32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

/* Random bytes in, hostile texts on the pages: no control byte ever comes out. */
START_TEST(test_random_bytes)
{
    struct pipes pipes = open_pipes();
    for (int round = 0; round < 3000; round++) {
        char bytes[64];
        for (size_t i = 0; i < sizeof(bytes); i++)
            bytes[i] = (char)(roll(8) ? roll(256) : '\n');
        ck_assert_int_eq(write(pipes.to_front[1], bytes, sizeof(bytes)), (int)sizeof(bytes));
        bytes[sizeof(bytes) - 1] = '\0';
        show(pipes.front, round % 2, bytes);
        const char *out = printed(&pipes);
        ck_assert_uint_eq(utf8_find_bad(out, strlen(out)), strlen(out));
        ck_assert_ptr_null(strchr(out, '\033'));
        for (int i = 0; i < 200; i++)
            if (pipes.front->wait(pipes.front, 0).kind == EVENT_TIMEOUT)
                break;
    }
    pipes.front->done(pipes.front);
}
END_TEST

/* Everything above as one suite. */
static Suite *plain_suite(void)
{
    Suite *suite = suite_create("plain");
    TCase *tests = tcase_create("plain");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_lines, 0, (int)LINE_COUNT);
    tcase_add_test(tests, test_prints_pages_once);
    tcase_add_test(tests, test_flush_keeps_lines);
    tcase_add_test(tests, test_no_pages_between_digits);
    tcase_add_test(tests, test_end_of_input);
    tcase_add_test(tests, test_end_of_output);
    tcase_add_test(tests, test_no_input_at_all);
    tcase_add_test(tests, test_signal_ends);
    tcase_add_test(tests, test_long_lines);
    tcase_add_test(tests, test_random_bytes);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return EXIT_FAILURE;
    return check_run(plain_suite());
}
