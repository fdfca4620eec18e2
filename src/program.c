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

#define PDF_HELPER "droits-sante-pdf"

/* True when DIR holds the carrier locale. */
static bool program_has_locale(const char *dir)
{
    struct buffer path = {0};
    buffer_add_format(&path, "%s/carrier/LC_MESSAGES/SYS_LC_MESSAGES", dir);
    bool found = access(buffer_text(&path), R_OK) == 0;
    buffer_done(&path);
    return found;
}

/* The path of NAME beside the program; false when that is not known. */
static bool program_find_beside(const char *name, char path[4096])
{
    ssize_t length = readlink("/proc/self/exe", path, 4096 - 64);
    if (length <= 0)
        return false;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    memcpy(slash + 1, name, strlen(name) + 1);
    return true;
}

const char *program_locale_dir(void)
{
    static char beside[4096];
    return program_find_beside("locale", beside) && program_has_locale(beside) ? beside : DS_LOCALE_DIR;
}

const char *program_pdf_helper(void)
{
    static char beside[4096];
    return program_find_beside(PDF_HELPER, beside) && access(beside, X_OK) == 0 ? beside
                                                                                : DS_LIBEXEC_DIR "/" PDF_HELPER;
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
