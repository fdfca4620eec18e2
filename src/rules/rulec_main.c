/* rulec: checks the rule files of a directory and writes them as C tables.
 * Usage: rulec DIR OUT.c.  A mistake in the data ends it with status 1 and no output file. */
#include <stdio.h>

#include "rules/emit.h"
#include "rules/reader.h"

/* Writes the tables to PATH; false when that fails. */
static bool rulec_write(const struct rules *rules, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    bool ok = emit_rules(rules, out);
    ok = fclose(out) == 0 && ok;
    if (!ok)
        remove(path);
    return ok;
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fputs("usage: rulec DIR OUT.c\n", stderr);
        return 2;
    }
    struct errors errors = {0};
    struct reader *reader = reader_read_directory(arguments[1], &errors);
    errors_print(&errors, stderr);
    bool ok = reader != NULL;
    if (ok && !rulec_write(reader_rules(reader), arguments[2])) {
        fprintf(stderr, "rulec: %s cannot be written\n", arguments[2]);
        ok = false;
    }
    reader_free(reader);
    errors_done(&errors);
    return ok ? 0 : 1;
}
