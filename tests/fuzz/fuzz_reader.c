/* A libFuzzer target for the reader of rule files: any bytes are either a sound file or
 * mistakes that can be printed.  The bytes go through a file in memory, because the reader
 * opens its files itself.  See README.md for the command; ctest does not run it. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "rules/reader.h"
#include "rules/rules.h"
#include "rules/xml.h"
#include "util/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run with a report unless all is as promised. */
static void promise(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

/* Puts DATA into the file in memory; its path is written to PATH. */
static void fill_file(const uint8_t *data, size_t size, char path[64])
{
    static int descriptor = -1;
    if (descriptor < 0)
        descriptor = memfd_create("rules", MFD_CLOEXEC);
    promise(descriptor >= 0, "there is a file in memory");
    promise(ftruncate(descriptor, 0) == 0, "it can be emptied");
    promise(pwrite(descriptor, data, size, 0) == (ssize_t)size, "it can be filled");
    snprintf(path, 64, "/proc/self/fd/%d", descriptor);
}

/* Prints the mistakes into memory: whole characters, none of them invisible. */
static void print_mistakes(const struct errors *errors)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    promise(stream != NULL, "there is memory");
    errors_print(errors, stream);
    fclose(stream);
    promise(utf8_find_bad(text, length) == length, "messages are clean");
    promise(errors->count <= ERRORS_MAX, "messages are few");
    free(text);
}

/* Reads the file as any of the rule files. */
static void read_alone(const char *path)
{
    struct errors errors = {0};
    struct xml_document document;
    xml_read(&document, path, 0, &errors);
    promise(document.whole || errors.count > 0, "what is not whole has a mistake");
    promise(!document.whole || document.root, "what is whole has a root");
    print_mistakes(&errors);
    xml_done(&document);
    errors_done(&errors);
}

/* Reads the file as dated figures that replace those in the program. */
static void read_figures(const char *path)
{
    struct errors errors = {0};
    struct reader *reader = reader_read_parameters(rules_builtin(), path, &errors);
    promise((reader == NULL) == (errors.count > 0), "sound or mistakes");
    print_mistakes(&errors);
    reader_free(reader);
    errors_done(&errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    fill_file(data, size, path);
    read_alone(path);
    if (memmem(data, size, "<parameters", 11))
        read_figures(path);
    return 0;
}
