/* Where the program finds its own files, and what it does first of all: see the header. */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif
#include "program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "util/memory.h"

#define PDF_HELPER "droits-sante-pdf"
#define PATH_ROOM 4096 /* bytes of the longest path that Linux knows */
#define NAME_ROOM 32   /* a slash, a name of ours and the terminator */

/* The directory of a build tree that the program runs in, or null when it is installed: there
 * the carrier locale lies beside it. */
static const char *program_build_tree(void)
{
    static char tree[PATH_ROOM];
    static bool looked;
    if (looked)
        return *tree ? tree : NULL;
    looked = true;
    ssize_t length = readlink("/proc/self/exe", tree, sizeof tree - 1);
    char *slash = length > 0 ? strrchr(tree, '/') : NULL;
    struct buffer carrier = {0};
    if (slash)
        *slash = '\0';
    buffer_add_format(&carrier, "%s/locale/carrier/LC_MESSAGES/SYS_LC_MESSAGES", tree);
    if (!slash || access(buffer_text(&carrier), R_OK) != 0)
        *tree = '\0';
    buffer_done(&carrier);
    return *tree ? tree : NULL;
}

/* The path of NAME in the build tree, or INSTALLED. */
static const char *program_find(char path[PATH_ROOM + NAME_ROOM], const char *name, const char *installed)
{
    const char *tree = program_build_tree();
    if (!tree)
        return installed;
    snprintf(path, PATH_ROOM + NAME_ROOM, "%s/%s", tree, name);
    return path;
}

const char *program_locale_dir(void)
{
    static char path[PATH_ROOM + NAME_ROOM];
    return program_find(path, "locale", DS_LOCALE_DIR);
}

const char *program_pdf_helper(void)
{
    static char path[PATH_ROOM + NAME_ROOM];
    return program_find(path, PDF_HELPER, DS_LIBEXEC_DIR "/" PDF_HELPER);
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
