/* A whole visit with a printed sheet under strace: nothing is written but to the terminal and to
 * nowhere, and no file comes, goes or changes its name.
 * Ends with 77, which ctest counts as skipped, where nobody may trace a process. */
#include "check_main.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drive.h"

#define SKIPPED 77
#define RESULT "3|1|1|34|\r|2|5|5|5|2|6|8|\r|2|5|\r|1|\r|1|800|\r|\r"
#define CALLS "openat,open,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,unlink,unlinkat,symlink,symlinkat," \
              "link,linkat,mknod,mknodat,truncate,memfd_create,chmod,fchmod,fchmodat,chdir"

static char folder[256];
static char log_path[300];

/* A printer that only swallows. */
static const char printer[] = "#!/bin/sh\nexec /bin/cat\n";

/* True when a process may be traced here. */
static bool can_trace(void)
{
    return drive_run((const char *const[]){"strace", "-qq", "-e", "trace=none", "-o", "/dev/null", "true", NULL}, NULL) == 0;
}

/* Makes the folder with the printer. */
static void setup(void)
{
    char path[512];
    snprintf(folder, sizeof folder, "%s/trace-XXXXXX", TEST_BINARY_DIR);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/lp", folder);
    drive_write_script(path, printer);
    snprintf(path, sizeof path, "%s/lpstat", folder);
    drive_write_script(path, printer);
    snprintf(log_path, sizeof log_path, "%s/log", folder);
}

/* Removes it. */
static void teardown(void)
{
    drive_run((const char *const[]){"rm", "-rf", folder, NULL}, NULL);
}

/* Goes through a visit, prints, shows the code, erases and leaves. */
static void visit(const char *option)
{
    const char *const before[] = {"strace", "-f", "-qq", "-e", "trace=" CALLS, "-o", log_path, NULL};
    char path[600];
    snprintf(path, sizeof path, "%s:/usr/bin:/bin", folder);
    struct drive *drive = drive_open(&(struct drive_start){.path = path, .before = before, .arguments = {"--lang=en", option}});
    ck_assert_msg(drive_wait(drive, "1", DRIVE_PATIENCE_MS) >= 0, "%s", drive_look(drive));
    if (option)
        drive_go(drive, "4"); /* the kiosk begins with the languages */
    drive_go(drive, RESULT "|2|3|4|5|?|\033|p|1");
    ck_assert_msg(drive_wait(drive, option ? "printer" : "Sent to the printer", DRIVE_PATIENCE_MS) >= 0, "%s", drive_look(drive));
    drive_settle(drive, 300);
    drive_go(drive, "5|2|\033|l|1");
    drive_go(drive, option ? "x" : "q|2");
    drive_close(drive);
}

/* True for a call that only reads, or that leads to the terminal or nowhere.  A strange one is not. */
static bool is_harmless(const char *line)
{
    static const char *const places[] = {"\"/dev/null\"", "\"/dev/tty\"", "\"/dev/pts/"};
    bool opens = strstr(line, "open(") || strstr(line, "openat(");
    bool writes = strstr(line, "O_WRONLY") || strstr(line, "O_RDWR") || strstr(line, "O_CREAT") || strstr(line, "O_TRUNC") ||
                  strstr(line, "O_TMPFILE") || strstr(line, "O_APPEND");
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (opens && strstr(line, places[i]))
            return true;
    return opens && !writes;
}

/* True for a line about something else than a call. */
static bool is_no_call(const char *line)
{
    return strstr(line, " +++ ") || strstr(line, " --- ") || strstr(line, " resumed>");
}

/* Judges every line of the log; returns how many calls there were. */
static int judge(char *log)
{
    int calls = 0;
    for (char *line = log; *line;) {
        size_t length = strcspn(line, "\n");
        bool last = line[length] == '\0';
        line[length] = '\0';
        calls += !is_no_call(line);
        ck_assert_msg(is_no_call(line) || is_harmless(line), "the visit changes something: %s", line);
        line += length + !last;
    }
    return calls;
}

START_TEST(a_visit_writes_nothing)
{
    struct buffer log = {0};
    visit(_i ? "--kiosk" : NULL);
    ck_assert(drive_read_file(log_path, &log));
    ck_assert_msg(strstr(log.data, "libhpdf") != NULL, "the maker of the PDF was not traced");
    int calls = judge(log.data);
    ck_assert_msg(calls > 20, "only %d calls were seen", calls);
    buffer_done(&log);
}
END_TEST

int main(void)
{
    if (!can_trace()) {
        puts("SKIPPED: strace is missing or tracing is forbidden here, so what a visit opens was not seen");
        return SKIPPED;
    }
    Suite *suite = suite_create("trace");
    TCase *tests = tcase_create("trace");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, a_visit_writes_nothing, 0, 2);
    suite_add_tcase(suite, tests);
    return check_run(suite);
}
