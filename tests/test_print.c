/* Printing from the screens with every printer that a desk may have: none, a broken one, one that
 * never answers, one that never stops talking.  The person is told within a second, keys go on
 * answering, nothing is left behind, and the job holds the sheet and no answer beside it.
 *
 * The real program runs on a pseudo-terminal; lp and lpstat are small scripts, first in PATH.
 * It deliberately prints nothing: no real printer is asked. */
#include "check_main.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drive.h"

#define TOLD_WITHIN_MS 1000
#define SLACK_MS 1000 /* on a busy machine */
#define GIVEN_UP_WITHIN_MS 16000
#define QUEUE "Accueil-Laser"
#define RESULT "3|1|1|34|\r|2|5|5|5|2|6|8|\r|2|5|\r|1|\r|1|800|\r|\r"

/* The same answers on a command line. */
#define CASE "urgency=no", "place=metropole", "address=stable", "age=34", "nationality=other", "months=8", "work=none", \
    "cover=none", "papers=none", "irregular-months=5", "pregnant=no", "household=1", "income-month=800"

/* What the screen says. */
#define SAID_SENT "Sent to the printer"
#define SAID_SLOW "The printer takes its time"
#define SAID_STOPPED "The printer has stopped"
#define SAID_NONE "There is no printer here"
#define SAID_FAILED "The sheet could not be printed"
#define SAID_HANGS "The printer does not answer"

enum route { BY_DESK, BY_VISIT };

static char root[256];   /* of the test that runs */
static char folder[300]; /* of the printer opened last: bin/ and what the scripts write */

/* ---- a printer of scripts ---- */

#define HEAD "#!/bin/sh\nPATH=/usr/bin:/bin\nhere=$(dirname \"$0\")/..\n"
#define TAKE "printf '%s\\n' \"$@\" >\"$here/words\"\ncp /proc/$$/environ \"$here/environ\"\ncat >\"$here/job.pdf\"\n"
#define RUNS HEAD "printf '%s\\n' \"$@\" >\"$here/asked\"\necho 'printer x is idle.  enabled since Mon Feb  2 2026'\n"
#define FLOOD "yes 'printer x is idle'"

static const struct printer_case {
    const char *name;
    const char *lp, *lpstat; /* scripts; null: there is none */
    const char *said;        /* at once, with a queue */
    const char *without;     /* at once, without one; null: the same */
    const char *later;       /* in the end; null: that was the end */
    int later_ms;
} printers[] = {
    {"none", NULL, NULL, SAID_NONE, NULL, NULL, 0},
    {"runs", HEAD TAKE, RUNS, SAID_SENT, NULL, NULL, 0},
    {"fails", HEAD TAKE "exit 1\n", RUNS, SAID_FAILED, SAID_NONE, NULL, 0},
    {"fails without reading", HEAD "exit 1\n", RUNS, SAID_FAILED, SAID_NONE, NULL, 0},
    {"fails with words", HEAD TAKE "echo 'lp: Error' >&2\nexit 1\n", RUNS, SAID_FAILED, SAID_NONE, NULL, 0},
    {"killed", HEAD TAKE "kill -9 $$\n", RUNS, SAID_FAILED, SAID_NONE, NULL, 0},
    {"no lpstat", HEAD TAKE, NULL, SAID_SENT, NULL, NULL, 0},
    {"stopped", HEAD TAKE, HEAD "echo 'printer x disabled since Mon Feb  2 2026 -\\n\\tPaused'\n", SAID_STOPPED, NULL, NULL, 0},
    {"accepts nothing", HEAD TAKE, HEAD "echo 'x not accepting requests since Mon Feb  2 2026'\n", SAID_STOPPED, NULL, NULL, 0},
    {"lpstat fails", HEAD TAKE, HEAD "echo 'lpstat: Invalid destination' >&2\nexit 1\n", SAID_SENT, NULL, NULL, 0},
    {"lpstat floods", HEAD TAKE, HEAD FLOOD "\n", SAID_SENT, NULL, NULL, 0},
    {"lpstat floods errors", HEAD TAKE, HEAD FLOOD " | head -c 8000000 >&2\necho fine\n", SAID_SENT, NULL, NULL, 0},
    {"slow", HEAD TAKE "sleep 2\n", RUNS, SAID_SLOW, NULL, SAID_SENT, 4000},
    {"hangs", HEAD "sleep 1000\n", RUNS, SAID_SLOW, NULL, SAID_HANGS, GIVEN_UP_WITHIN_MS},
    {"hangs deaf", HEAD "trap '' TERM HUP INT\nexec sleep 1000 <&-\n", RUNS, SAID_SLOW, NULL, SAID_HANGS, GIVEN_UP_WITHIN_MS},
    {"floods", HEAD TAKE FLOOD "\n", RUNS, SAID_SLOW, NULL, SAID_HANGS, GIVEN_UP_WITHIN_MS},
    {"floods errors", HEAD TAKE FLOOD " >&2\n", RUNS, SAID_SLOW, NULL, SAID_HANGS, GIVEN_UP_WITHIN_MS},
    {"children hang", HEAD TAKE "sleep 1000 &\nsleep 1000 &\nwait\n", RUNS, SAID_SLOW, NULL, SAID_HANGS, GIVEN_UP_WITHIN_MS},
    {"lpstat hangs", HEAD TAKE, HEAD "sleep 1000\n", SAID_SLOW, NULL, SAID_SENT, 6000},
};
#define PRINTERS ((int)(sizeof printers / sizeof printers[0]))

/* A path below the folder of the printer, valid until the fourth call after it. */
static const char *below_folder(const char *name)
{
    static char paths[4][512];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

/* Makes the folder of the test. */
static void setup(void)
{
    snprintf(root, sizeof root, "%s/print-XXXXXX", TEST_BINARY_DIR);
    ck_assert_ptr_nonnull(mkdtemp(root));
}

/* Removes it. */
static void teardown(void)
{
    drive_run((const char *const[]){"rm", "-rf", root, NULL}, NULL);
}

/* Makes the folder of a printer. */
static void make_printer(const struct printer_case *printer)
{
    static int count;
    snprintf(folder, sizeof folder, "%s/%d", root, count++);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    ck_assert_int_eq(mkdir(below_folder("bin"), 0700), 0);
    drive_write_script(below_folder("site.xml"), "<site name=\"CCAS\" town=\"Exemple\" department=\"62\">\n"
                                                 "<printer queue=\"" QUEUE "\"/>\n</site>\n");
    if (printer->lp)
        drive_write_script(below_folder("bin/lp"), printer->lp);
    if (printer->lpstat)
        drive_write_script(below_folder("bin/lpstat"), printer->lpstat);
}

/* The printer with that name. */
static const struct printer_case *find_printer(const char *name)
{
    for (int i = 0; i < PRINTERS; i++)
        if (strcmp(printers[i].name, name) == 0)
            return &printers[i];
    ck_abort_msg("no printer %s", name);
    return NULL;
}

/* Starts the program with that printer, with a queue or without, and goes to the take-away screen. */
static struct drive *open_takeaway(const struct printer_case *printer, bool queue, enum route route)
{
    make_printer(printer);
    struct drive_start start = {.path = below_folder("bin"), .arguments = {"--lang=en"}};
    const char **next = &start.arguments[1];
    if (route == BY_DESK)
        *next++ = "--desk";
    if (queue) {
        *next++ = "--site";
        *next++ = below_folder("site.xml");
    }
    struct drive *drive = drive_open(&start);
    ck_assert_msg(drive_wait(drive, route == BY_DESK ? "Desk" : "Question 1", DRIVE_PATIENCE_MS) >= 0, "%s",
                  drive_look(drive));
    drive_go(drive, route == BY_DESK ? "p" : RESULT "|p");
    ck_assert_msg(strstr(drive_look(drive), "Take the result with you"), "%s", drive_look(drive));
    return drive;
}

/* Requires that the screen says WORDS within MOST_MS. */
static void require_said(struct drive *drive, const struct printer_case *printer, const char *words, int most_ms)
{
    int took = drive_wait(drive, words, most_ms + SLACK_MS);
    if (getenv("PRINT_VERBOSE"))
        printf("%s: '%s' after %d ms\n", printer->name, words, took);
    ck_assert_msg(took >= 0, "%s: '%s' is not said within %d ms:\n%s", printer->name, words, most_ms, drive_look(drive));
}

/* Leaves the program by its keys: it ends at once and leaves nothing behind. */
static void leave(struct drive *drive)
{
    drive_go(drive, "q|2");
    ck_assert_msg(drive_is_gone(drive, TOLD_WITHIN_MS + SLACK_MS), "still there after leaving:\n%s", drive_look(drive));
    ck_assert(WIFEXITED(drive->status));
    ck_assert_int_eq(WEXITSTATUS(drive->status), 0);
    drive_close(drive);
}

/* ---- what is said ---- */

/* Prints once and waits for all that is said. */
static void try_printer(const struct printer_case *printer, bool queue)
{
    struct drive *drive = open_takeaway(printer, queue, BY_DESK);
    drive_type(drive, ";1");
    require_said(drive, printer, !queue && printer->without ? printer->without : printer->said, TOLD_WITHIN_MS);
    if (printer->later)
        require_said(drive, printer, printer->later, printer->later_ms);
    leave(drive);
}

START_TEST(every_printer_has_its_sentence)
{
    if (printers[_i].later_ms == GIVEN_UP_WITHIN_MS)
        return; /* all of these together below */
    try_printer(&printers[_i], true);
    try_printer(&printers[_i], false);
}
END_TEST

START_TEST(a_printer_without_an_answer_is_given_up)
{
    struct drive *drives[PRINTERS] = {NULL};
    for (int i = 0; i < PRINTERS; i++)
        if (printers[i].later_ms == GIVEN_UP_WITHIN_MS)
            drives[i] = open_takeaway(&printers[i], true, BY_DESK);
    int64_t start = drive_now();
    for (int i = 0; i < PRINTERS; i++)
        if (drives[i])
            drive_type(drives[i], ";1");
    for (int i = 0; i < PRINTERS; i++)
        if (drives[i])
            require_said(drives[i], &printers[i], printers[i].said, (int)(start + TOLD_WITHIN_MS - drive_now()));
    for (int i = 0; i < PRINTERS; i++)
        if (drives[i])
            require_said(drives[i], &printers[i], printers[i].later, (int)(start + GIVEN_UP_WITHIN_MS - drive_now()));
    for (int i = 0; i < PRINTERS; i++)
        if (drives[i]) {
            ck_assert_msg(drive_count_left(drives[i]) == 0, "%s: not ended", printers[i].name);
            leave(drives[i]);
        }
}
END_TEST

/* ---- while it works ---- */

/* Requires that a key changes what is on the screen into WORDS within a second. */
static void require_answer(struct drive *drive, const char *key, const char *words)
{
    drive_type(drive, key);
    int took = drive_wait(drive, words, TOLD_WITHIN_MS + SLACK_MS);
    ck_assert_msg(took >= 0, "'%s' does not bring '%s':\n%s", key, words, drive_look(drive));
    drive_settle(drive, 10);
}

START_TEST(keys_answer_while_the_printer_hangs)
{
    const struct printer_case *printer = find_printer("hangs");
    struct drive *drive = open_takeaway(printer, true, BY_VISIT);
    drive_type(drive, ";1");
    require_answer(drive, ";l", "Your answers are kept");
    require_answer(drive, ";3", "Tag resultatet med");
    require_answer(drive, ";?", "Hj\xc3\xa6lp");
    require_answer(drive, "\033", "Tag resultatet med");
    require_answer(drive, ";l", "Dansk");
    require_answer(drive, ";4", "Take the result with you");
    require_said(drive, printer, SAID_SLOW, TOLD_WITHIN_MS);
    drive_type(drive, ";2"); /* one job at a time */
    drive_settle(drive, 200);
    ck_assert_int_ge(drive_count_left(drive), 2);
    leave(drive);
}
END_TEST

/* Ways to end the program while the printer hangs. */
static void end_by_signal(struct drive *drive)
{
    kill(drive->pid, SIGTERM);
}
static void end_by_hangup(struct drive *drive)
{
    close(drive->master);
    drive->master = -1;
}
static void end_by_interrupt(struct drive *drive)
{
    drive_type(drive, "\003");
}
static void (*const ends[])(struct drive *) = {end_by_signal, end_by_hangup, end_by_interrupt};

START_TEST(nothing_is_left_behind)
{
    struct drive *drive = open_takeaway(find_printer("children hang"), true, BY_DESK);
    drive_type(drive, ";1");
    require_answer(drive, "", SAID_SLOW);
    ck_assert_int_ge(drive_count_left(drive), 3);
    ends[_i](drive);
    ck_assert(drive_is_gone(drive, TOLD_WITHIN_MS + SLACK_MS));
    drive_close(drive);
}
END_TEST

START_TEST(erasing_gives_the_job_up)
{
    struct drive *drive = open_takeaway(find_printer("children hang"), true, BY_DESK);
    drive_type(drive, ";1");
    require_answer(drive, "", SAID_SLOW);
    drive_go(drive, "x|2");
    drive_settle(drive, 100);
    ck_assert_int_eq(drive_count_left(drive), 0);
    drive_close(drive);
}
END_TEST

/* ---- the job ---- */

/* Reads what a script wrote. */
static struct buffer read_below(const char *name)
{
    struct buffer text = {0};
    ck_assert_msg(drive_read_file(below_folder(name), &text), "the printer has no %s", name);
    return text;
}

/* Requires that the printer was given these words. */
static void require_words(const char *name, const char *words)
{
    struct buffer given = read_below(name);
    ck_assert_str_eq(buffer_text(&given), words);
    buffer_done(&given);
}

/* Requires that the job is a PDF without a fault, byte for byte that of the command with OPTIONS. */
static void require_job(const char *first, const char *second)
{
    const char *command[] = {TEST_PROGRAM, "sheet", "--format=pdf", "--date=" DRIVE_DAY, "--lang=en", CASE, NULL, NULL, NULL};
    struct buffer expected = {0};
    struct buffer checked = {0};
    size_t count = sizeof command / sizeof command[0] - 3;
    command[count] = first;
    command[count + 1] = second;
    struct buffer job = read_below("job.pdf");
    ck_assert_int_eq(drive_run(command, &expected), 0);
    ck_assert_uint_gt(job.length, 1000);
    ck_assert(job.length == expected.length && memcmp(job.data, expected.data, job.length) == 0);
    ck_assert_int_eq(drive_run((const char *const[]){"qpdf", "--check", below_folder("job.pdf"), NULL}, &checked), 0);
    buffer_done(&job);
    buffer_done(&expected);
    buffer_done(&checked);
}

/* Requires that the printer is told where commands are and to speak English, and nothing else. */
static void require_environment(void)
{
    static const char *const names[] = {"PATH=", "LC_ALL=C"};
    struct buffer given = read_below("environ");
    for (size_t at = 0; at < given.length; at += strlen(given.data + at) + 1) {
        bool known = false;
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            known |= strncmp(given.data + at, names[i], strlen(names[i])) == 0;
        ck_assert_msg(known, "the printer is told %s", given.data + at);
    }
    buffer_done(&given);
}

/* What is printed by each number of the screen, and the options of the command that makes the same. */
static const struct job {
    const char *key, *first, *second;
} jobs[] = {{";1", "--also=fr", NULL}, {";2", NULL, NULL}, {";3", "--large", NULL}, {";4", "--also=fr", "--discreet"}};
#define JOBS ((int)(sizeof jobs / sizeof jobs[0]))

START_TEST(the_job_is_the_sheet)
{
    const struct printer_case *printer = find_printer("runs");
    bool queue = _i % 2;
    struct drive *drive = open_takeaway(printer, queue, BY_VISIT);
    drive_type(drive, jobs[_i].key);
    require_said(drive, printer, SAID_SENT, TOLD_WITHIN_MS);
    leave(drive);
    require_job(jobs[_i].first, jobs[_i].second);
    require_environment();
    require_words("words", queue ? "-t\ndroits-sante\n-o\njob-cancel-after=60\n-o\nmedia=A4\n-d\n" QUEUE "\n-\n"
                                 : "-t\ndroits-sante\n-o\njob-cancel-after=60\n-o\nmedia=A4\n-\n");
    require_words("asked", queue ? "-p\n" QUEUE "\n" : "-p\n");
}
END_TEST

/* Three sheets a visit; the same one again at once is a key held down and prints nothing. */
START_TEST(paper_is_not_endless)
{
    static const char *const forms[] = {";1", ";2", ";3"};
    const struct printer_case *printer = find_printer("runs");
    struct drive *drive = open_takeaway(printer, true, BY_DESK);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        unlink(below_folder("job.pdf"));
        drive_type(drive, forms[i]);
        require_said(drive, printer, SAID_SENT, TOLD_WITHIN_MS);
        drive_settle(drive, 400); /* until the job is done */
        ck_assert_int_eq(access(below_folder("job.pdf"), R_OK), 0);
        unlink(below_folder("job.pdf"));
        drive_type(drive, forms[i]);
        drive_settle(drive, 400);
        ck_assert_int_ne(access(below_folder("job.pdf"), R_OK), 0);
    }
    drive_type(drive, ";4");
    require_said(drive, printer, "Enough sheets for one visit", TOLD_WITHIN_MS);
    drive_settle(drive, 200);
    ck_assert_int_ne(access(below_folder("job.pdf"), R_OK), 0);
    leave(drive);
}
END_TEST

/* Adds a test case of its own for one test, run COUNT times; see print.cmake for its TAG. */
static void add(Suite *suite, const char *name, const TTest *test, int count, const char *tag)
{
    TCase *tests = tcase_create(name);
    tcase_set_timeout(tests, 60);
    tcase_set_tags(tests, tag);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, test, 0, count);
    suite_add_tcase(suite, tests);
}

int main(void)
{
    Suite *suite = suite_create("print");
    add(suite, "sentences", every_printer_has_its_sentence, PRINTERS, "");
    add(suite, "given-up", a_printer_without_an_answer_is_given_up, 1, "patient");
    add(suite, "keys", keys_answer_while_the_printer_hangs, 1, "");
    add(suite, "ends", nothing_is_left_behind, 3, "");
    add(suite, "erased", erasing_gives_the_job_up, 1, "");
    add(suite, "job", the_job_is_the_sheet, JOBS, "");
    add(suite, "paper", paper_is_not_endless, 1, "");
    return check_run(suite);
}
