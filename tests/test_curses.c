/* The ncurses front end: on no terminal at all, then on a pseudo-terminal. */
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
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "page/front.h"
#include "page/page.h"
#include "terminal/terminal.h"
#include "util/memory.h"

static uint32_t seed = 3;

/* A pseudo-random number below LIMIT. */
static int roll(int limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)limit);
}

/* Opens the front end on /dev/null with ROWS and COLUMNS. */
static struct front *open_headless(int rows, int columns)
{
    const char *why = NULL;
    struct terminal_options options = {.input = fopen("/dev/null", "r"),
                                       .output = fopen("/dev/null", "w"),
                                       .term = "xterm-256color",
                                       .rows = rows,
                                       .columns = columns};
    struct front *front = terminal_open_curses(&options, &why);
    ck_assert_msg(front != NULL, "%s", why);
    return front;
}

/* A question with accents, marks, wide characters and a field. */
static struct page *build(int rows, int columns, int focused)
{
    struct page *page = page_new(columns, rows);
    page_set_header(page, "Orientation santé", "Votre séjour  (2 sur 5)", "[FR]  nl   da   en",
                    "[FR]");
    page_set_status(page, "Règles du 21/11/2026", "effacé si inactif 5 min");
    page_set_words(page, "plus haut", "plus bas", NULL);
    page_add_tab(page, "1", "Résultat", true);
    page_add_tab(page, "2", "Pourquoi", false);
    page_add_title(page, "Hvilket papir har du? Fortsæt på næste side: 1 450 €");
    page_add_blank(page);
    page_add_choice(page, "1", "Titre de séjour valable (carte, visa long séjour)", NULL, false);
    page_add_choice(page, "2", "Récépissé de la préfecture", "Un papier provisoire", true);
    page_add_choice(page, "3", "\xe6\x97\xa5\xe6\x9c\xac e\xcc\x81 ø", NULL, false);
    page_add_field(page, "Amount", "1 450", 8, "€");
    page_add_text(page, PAGE_ERROR, "Please enter a number.");
    page_add_hint_key(page, "Enter", "Continuer", 9);
    page_add_hint_key(page, "Esc", "Retour", 8);
    page_finish(page, focused, 0);
    return page;
}

/* Shows PAGE and checks that the cells and the cursor are what the page says. */
static void show_and_compare(struct front *front, struct page *page)
{
    struct buffer want = {0};
    struct buffer got = {0};
    front->show(front, page);
    page_dump(page, &want);
    terminal_dump(front, &got);
    ck_assert_str_eq(buffer_text(&got), buffer_text(&want));
    buffer_done(&want);
    buffer_done(&got);
    page_free(page);
}

/* ---- without a terminal ---------------------------------------------------------------------- */

START_TEST(test_cells_are_the_page)
{
    static const int sizes[][2] = {{24, 80}, {12, 40}, {24, 64}, {50, 132}, {5, 20}, {2, 4}, {40, 61}};
    for (int i = 0; i < 7; i++) {
        struct front *front = open_headless(sizes[i][0], sizes[i][1]);
        for (int theme = 0; theme < 3; theme++)
            for (int focused = -1; focused < 4; focused++) {
                front->set_theme(front, (enum front_theme)theme);
                show_and_compare(front, build(sizes[i][0], sizes[i][1], focused));
            }
        front->done(front);
    }
}
END_TEST

START_TEST(test_accents_come_back)
{
    struct front *front = open_headless(24, 80);
    struct buffer cells = {0};
    struct page *page = build(24, 80, 0);
    front->show(front, page);
    page_free(page);
    terminal_dump(front, &cells);
    ck_assert_ptr_nonnull(strstr(buffer_text(&cells), "Fortsæt på næste side: 1 450 €"));
    ck_assert_ptr_nonnull(strstr(buffer_text(&cells), "> 1  Titre de séjour"));
    ck_assert_ptr_nonnull(strstr(buffer_text(&cells), "2* Récépissé"));
    ck_assert_ptr_nonnull(strstr(buffer_text(&cells), "ø"));
    buffer_done(&cells);
    front->done(front);
}
END_TEST

START_TEST(test_clamp)
{
    static const long sizes[][4] = {
        {0, 0, 24, 80},     {1, 1, 2, 4},        {65535, 65535, 300, 500}, {-5, -5, 24, 80},
        {24, 0, 24, 80},    {0, 132, 24, 132},   {1, 500, 2, 500},         {301, 501, 300, 500},
        {32768, 80, 300, 80}, {2, 4, 2, 4},      {300, 500, 300, 500},
    };
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        long rows = sizes[i][0];
        long columns = sizes[i][1];
        terminal_clamp_size(&rows, &columns);
        ck_assert_int_eq(rows, sizes[i][2]);
        ck_assert_int_eq(columns, sizes[i][3]);
    }
}
END_TEST

/* Changes the size to ROWS and COLUMNS and shows the page again. */
static void resize_to(struct front *front, long rows, long columns)
{
    int height = 0;
    int width = 0;
    terminal_pretend_size(front, rows, columns);
    struct event event = front->wait(front, 0);
    ck_assert(event.kind == EVENT_RESIZE || event.kind == EVENT_TIMEOUT);
    front->size(front, &height, &width);
    ck_assert(height >= 2 && height <= 300 && width >= 4 && width <= 500);
    struct page *page = build(height, width, roll(5) - 1);
    if (roll(10) == 0) {
        show_and_compare(front, page);
    } else {
        front->show(front, page);
        page_free(page);
    }
}

START_TEST(test_resize_storm)
{
    static const long odd[] = {0, 1, 2, 3, 4, 300, 301, 500, 32767, 32768, 65535};
    struct front *front = open_headless(24, 80);
    for (int round = 0; round < 2000; round++) {
        if (round % 20 == 0)
            resize_to(front, odd[roll(11)], odd[roll(11)]);
        else
            resize_to(front, roll(60), roll(140));
    }
    resize_to(front, 65535, 65535);
    resize_to(front, 0, 0);
    front->done(front);
}
END_TEST

/* A page made for another size than the screen's is drawn as far as it goes. */
START_TEST(test_wrong_size)
{
    struct front *front = open_headless(10, 40);
    static const int sizes[][2] = {{300, 500}, {2, 4}, {11, 41}, {9, 39}};
    for (int i = 0; i < 4; i++)
        for (int focused = -1; focused < 4; focused++) {
            struct page *page = build(sizes[i][0], sizes[i][1], focused);
            front->show(front, page);
            page_free(page);
        }
    front->done(front);
}
END_TEST

START_TEST(test_injected_keys)
{
    struct front *front = open_headless(24, 80);
    static const char bytes[] = "3\033[B\033[<0;1;1M\x0c" "L\r";
    terminal_inject(front, bytes, sizeof(bytes) - 1);
    ck_assert_int_eq(front->wait(front, 0).digit, 3);
    ck_assert_int_eq(front->wait(front, 0).key, FRONT_KEY_DOWN);
    ck_assert_int_eq(front->wait(front, 0).character, 'l');
    ck_assert_int_eq(front->wait(front, 0).key, FRONT_KEY_ENTER);
    ck_assert_int_eq(front->wait(front, 0).kind, EVENT_TIMEOUT);
    ck_assert_int_eq(front->wait(front, -1).kind, EVENT_CLOSED);
    terminal_inject(front, "\033", 1);
    ck_assert_int_eq(front->wait(front, -1).key, FRONT_KEY_ESCAPE);
    terminal_inject(front, "12345", 5);
    front->flush_input(front);
    ck_assert_int_eq(front->wait(front, 0).kind, EVENT_TIMEOUT);
    front->bell(front);
    front->done(front);
}
END_TEST

START_TEST(test_signals)
{
    static const int numbers[] = {SIGTERM, SIGINT, SIGQUIT, SIGHUP};
    for (int i = 0; i < 4; i++) {
        struct front *front = open_headless(24, 80);
        raise(numbers[i]);
        struct event event = front->wait(front, -1);
        ck_assert_int_eq(event.kind, EVENT_SIGNAL);
        ck_assert_int_eq(event.signal_number, numbers[i]);
        front->done(front);
    }
}
END_TEST

START_TEST(test_unknown_terminals_are_refused)
{
    static char longest[5001];
    memset(longest, 'a', sizeof(longest) - 1);
    const char *const names[] = {"", "dumb", "nonsense", "../../../dir/x", "$(id)", longest, "unknown"};
    for (int i = 0; i < 7; i++) {
        const char *why = NULL;
        struct terminal_options options = {.input = fopen("/dev/null", "r"),
                                           .output = fopen("/dev/null", "w"),
                                           .term = names[i]};
        ck_assert_ptr_null(terminal_open_curses(&options, &why));
        ck_assert_ptr_nonnull(why);
    }
}
END_TEST

/* ---- on a pseudo-terminal -------------------------------------------------------------------- */

struct pty {
    int master;
    int slave;
    FILE *input;
    FILE *output;
};

/* Opens a pseudo-terminal of ROWS and COLUMNS. */
static struct pty open_pty(int rows, int columns)
{
    struct pty pty = {.master = posix_openpt(O_RDWR | O_NOCTTY)};
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    ck_assert_int_ge(pty.master, 0);
    ck_assert_int_eq(grantpt(pty.master), 0);
    ck_assert_int_eq(unlockpt(pty.master), 0);
    pty.slave = open(ptsname(pty.master), O_RDWR | O_NOCTTY);
    ck_assert_int_ge(pty.slave, 0);
    ioctl(pty.slave, TIOCSWINSZ, &size);
    fcntl(pty.master, F_SETFL, O_NONBLOCK);
    pty.input = fdopen(pty.slave, "r");
    pty.output = fdopen(dup(pty.slave), "w");
    return pty;
}

/* Opens the front end on PTY as the terminal TERM. */
static struct front *open_on(const struct pty *pty, const char *term)
{
    const char *why = NULL;
    struct terminal_options options = {.input = pty->input, .output = pty->output, .term = term};
    struct front *front = terminal_open_curses(&options, &why);
    ck_assert_msg(front != NULL, "%s", why);
    return front;
}

/* Reads what came out of PTY; returns the number of bytes. */
static long drain(const struct pty *pty, struct buffer *out)
{
    char bytes[4096];
    long total = 0;
    ssize_t count = 0;
    while ((count = read(pty->master, bytes, sizeof(bytes))) > 0) {
        total += count;
        if (out)
            buffer_add_bytes(out, bytes, (size_t)count);
    }
    return total;
}

/* Six choices of ordinary length. */
static struct page *build_menu(int focused)
{
    static const char *const texts[] = {
        "Titre de séjour valable (carte, visa long séjour)", "Récépissé de la préfecture",
        "Attestation de demande d'asile", "Passeport ou carte d'identité : UE, EEE, Suisse",
        "Visa de court séjour (touriste)", "Aucun papier, ou papier expiré"};
    static const char *const labels[] = {"1", "2", "3", "4", "5", "6"};
    struct page *page = page_new(80, 24);
    page_set_header(page, "Orientation santé", "Votre séjour", "[FR]  nl   da   en", NULL);
    page_add_title(page, "Quel papier de séjour avez-vous aujourd'hui ?");
    page_add_blank(page);
    for (int i = 0; i < 6; i++)
        page_add_choice(page, labels[i], texts[i], NULL, i == 2);
    page_add_hint_key(page, "Enter", "Continuer", 9);
    page_finish(page, focused, 0);
    return page;
}

/* Presses Down through the menu in THEME; returns the most bytes that one key cost. */
static long measure_keys(struct front *front, const struct pty *pty, enum front_theme theme)
{
    long most = 0;
    front->set_theme(front, theme);
    struct page *page = build_menu(0);
    front->show(front, page);
    page_free(page);
    long first = drain(pty, NULL);
    for (int focused = 1; focused < 6; focused++) {
        ck_assert_int_eq(write(pty->master, "\033[B", 3), 3);
        ck_assert_int_eq(front->wait(front, 1000).key, FRONT_KEY_DOWN);
        page = build_menu(focused);
        front->show(front, page);
        page_free(page);
        long bytes = drain(pty, NULL);
        ck_assert_int_gt(bytes, 0);
        most = bytes > most ? bytes : most;
    }
    ck_assert_int_eq(front->wait(front, 120).kind, EVENT_TIMEOUT);
    page = build_menu(5);
    front->show(front, page);
    page_free(page);
    ck_assert_int_eq(drain(pty, NULL), 0);
    printf("theme %d: first page %ld bytes, arrow key %ld bytes\n", (int)theme, first, most);
    return most;
}

START_TEST(test_bytes_per_key)
{
    static const char *const terms[] = {"xterm-256color", "linux", "screen-256color", "vt100", "tmux-256color"};
    for (int i = 0; i < 5; i++) {
        struct pty pty = open_pty(24, 80);
        const char *why = NULL;
        struct terminal_options options = {.input = pty.input, .output = pty.output, .term = terms[i]};
        struct front *front = terminal_open_curses(&options, &why);
        if (!front)
            continue; /* not described on this system */
        printf("%s\n", terms[i]);
        for (int theme = 0; theme < 3; theme++)
            ck_assert_int_le(measure_keys(front, &pty, (enum front_theme)theme), 120);
        front->done(front);
        close(pty.master);
    }
}
END_TEST

START_TEST(test_terminal_is_given_back)
{
    struct pty pty = open_pty(24, 80);
    struct termios before = {0};
    struct termios during = {0};
    struct termios after = {0};
    struct buffer out = {0};
    ck_assert_int_eq(tcgetattr(pty.slave, &before), 0);
    struct front *front = open_on(&pty, "linux");
    struct page *page = build_menu(0);
    front->show(front, page);
    page_free(page);
    tcgetattr(pty.slave, &during);
    ck_assert_int_eq((int)(during.c_lflag & (ICANON | ISIG | ECHO)), 0);
    ck_assert_int_eq((int)(during.c_iflag & IXON), 0);
    drain(&pty, NULL);
    front->done(front);
    drain(&pty, &out);
    ck_assert_uint_gt(out.length, 0);
    ck_assert_int_eq(out.data[out.length - 1], '\n'); /* this terminal has no second screen */
    ck_assert_int_eq(tcgetattr(pty.slave, &after), 0);
    ck_assert_int_eq(memcmp(&before, &after, sizeof(before)), 0);
    buffer_done(&out);
    close(pty.master);
}
END_TEST

START_TEST(test_exit_gives_back_too)
{
    struct pty pty = open_pty(24, 80);
    struct termios before = {0};
    struct termios after = {0};
    tcgetattr(pty.slave, &before);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        open_on(&pty, "xterm-256color");
        exit(3);
    }
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 3);
    tcgetattr(pty.slave, &after);
    ck_assert_int_eq(memcmp(&before, &after, sizeof(before)), 0);
    close(pty.master);
}
END_TEST

START_TEST(test_closed_terminal)
{
    for (int round = 0; round < 20; round++) {
        struct pty pty = open_pty(24, 80);
        struct front *front = open_on(&pty, "xterm-256color");
        struct page *page = build_menu(0);
        front->show(front, page);
        page_free(page);
        clock_t before = clock();
        close(pty.master);
        ck_assert_int_eq(front->wait(front, 5000).kind, EVENT_CLOSED);
        ck_assert_int_eq(front->wait(front, 5000).kind, EVENT_CLOSED);
        front->done(front);
        ck_assert_int_lt((int)((clock() - before) * 1000 / CLOCKS_PER_SEC), 50);
    }
}
END_TEST

START_TEST(test_real_resize)
{
    struct pty pty = open_pty(24, 80);
    struct front *front = open_on(&pty, "xterm-256color");
    static const unsigned short sizes[][4] = {
        {12, 40, 12, 40}, {0, 0, 24, 80}, {1, 1, 2, 4}, {65535, 65535, 300, 500}, {24, 80, 24, 80}};
    for (int i = 0; i < 5; i++) {
        struct winsize size = {.ws_row = sizes[i][0], .ws_col = sizes[i][1]};
        int rows = 0;
        int columns = 0;
        ioctl(pty.slave, TIOCSWINSZ, &size);
        raise(SIGWINCH);
        ck_assert_int_eq(front->wait(front, 0).kind, EVENT_RESIZE);
        front->size(front, &rows, &columns);
        ck_assert_int_eq(rows, sizes[i][2]);
        ck_assert_int_eq(columns, sizes[i][3]);
        show_and_compare(front, build(rows, columns, 0));
        drain(&pty, NULL);
        raise(SIGWINCH);
        ck_assert_int_eq(front->wait(front, 0).kind, EVENT_TIMEOUT);
    }
    front->done(front);
    close(pty.master);
}
END_TEST

START_TEST(test_start_at_a_hostile_size)
{
    struct pty pty = open_pty(65535, 65535);
    struct front *front = open_on(&pty, "xterm-256color");
    show_and_compare(front, build(300, 500, 0));
    drain(&pty, NULL);
    front->done(front);
    close(pty.master);
}
END_TEST

/* Everything above as one suite. */
static Suite *curses_suite(void)
{
    Suite *suite = suite_create("curses");
    TCase *tests = tcase_create("curses");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, test_cells_are_the_page);
    tcase_add_test(tests, test_accents_come_back);
    tcase_add_test(tests, test_clamp);
    tcase_add_test(tests, test_resize_storm);
    tcase_add_test(tests, test_wrong_size);
    tcase_add_test(tests, test_injected_keys);
    tcase_add_test(tests, test_signals);
    tcase_add_test(tests, test_unknown_terminals_are_refused);
    tcase_add_test(tests, test_bytes_per_key);
    tcase_add_test(tests, test_terminal_is_given_back);
    tcase_add_test(tests, test_exit_gives_back_too);
    tcase_add_test(tests, test_closed_terminal);
    tcase_add_test(tests, test_real_resize);
    tcase_add_test(tests, test_start_at_a_hostile_size);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return EXIT_FAILURE;
    return check_run(curses_suite());
}
