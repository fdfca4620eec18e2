/* Where the program finds its own files, and what it does first of all: see the header. */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif
#include "program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "util/memory.h"

/* True when DIR holds the carrier locale. */
static bool program_has_locale(const char *dir)
{
    struct buffer path = {0};
    buffer_add_format(&path, "%s/carrier/LC_MESSAGES/SYS_LC_MESSAGES", dir);
    bool found = access(buffer_text(&path), R_OK) == 0;
    buffer_done(&path);
    return found;
}

const char *program_locale_dir(void)
{
    static char beside[4096];
    ssize_t length = readlink("/proc/self/exe", beside, sizeof beside - 16);
    if (length > 0) {
        beside[length] = '\0';
        char *slash = strrchr(beside, '/');
        memcpy(slash + 1, "locale", sizeof "locale");
        if (program_has_locale(beside))
            return beside;
    }
    return DS_LOCALE_DIR;
}

void program_guard_start(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    for (int descriptor = 0; descriptor < 3; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0)
            (void)!open("/dev/null", O_RDONLY); /* writing to it fails, as it should */
}

/* True when TERM could be the name of a terminal and nothing else. */
static bool program_is_terminal_name(const char *term)
{
    size_t length = strlen(term);
    return length > 0 && length <= 64 &&
           strspn(term, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.") == length;
}

void program_lock_down(void)
{
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGTSTP, SIG_IGN);
    const char *term = getenv("TERM");
    char *kept = term && program_is_terminal_name(term) ? memory_copy_text(term) : NULL;
    clearenv();
    setenv("PATH", "/usr/bin:/bin", 1);
    if (kept)
        setenv("TERM", kept, 1);
    free(kept);
}
