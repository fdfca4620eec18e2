/* Texts that are compared with a file: see the header. */
#include "expected_file.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/memory.h"

/* Reads all of PATH; the caller frees it. */
static struct buffer read_file(const char *path)
{
    struct buffer text = {0};
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s cannot be opened; UPDATE_EXPECTED=1 writes it", path);
    char part[4096];
    for (size_t length; (length = fread(part, 1, sizeof part, file)) > 0;)
        buffer_add_bytes(&text, part, length);
    fclose(file);
    return text;
}

/* Writes TEXT to PATH. */
static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_msg(file != NULL, "%s cannot be written", path);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

/* Says the first line in which two texts differ, and the last heading before it. */
static void say_difference(const char *path, const char *expected, const char *now)
{
    const char *heading = "";
    for (;;) {
        size_t length = strcspn(now, "\n");
        if (strncmp(now, "=== ", 4) == 0)
            heading = now;
        if (strcspn(expected, "\n") != length || strncmp(expected, now, length) != 0)
            break;
        expected += length + 1;
        now += length + 1;
    }
    ck_abort_msg("%s differs at %.*s; UPDATE_EXPECTED=1 rewrites it\n  expected: %.*s\n  now:      %.*s", path,
                 (int)strcspn(heading, "\n"), heading, (int)strcspn(expected, "\n"), expected,
                 (int)strcspn(now, "\n"), now);
}

void compare_expected(const char *name, const char *text)
{
    struct buffer path = {0};
    buffer_add_format(&path, "%s/tests/expected/%s.txt", TEST_SOURCE_DIR, name);
    if (getenv("UPDATE_EXPECTED"))
        write_file(buffer_text(&path), text);
    struct buffer expected = read_file(buffer_text(&path));
    if (strcmp(buffer_text(&expected), text) != 0)
        say_difference(buffer_text(&path), buffer_text(&expected), text);
    buffer_done(&expected);
    buffer_done(&path);
}
