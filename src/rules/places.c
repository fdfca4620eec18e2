/* The places in braces that texts may hold: see the header. */
#include "rules/places.h"

#include <string.h>

#include "rules/rules.h"

const char *const rules_computed_places[] = {
    "ceiling_free", "ceiling_paid",   "ceiling_free_month", "ceiling_paid_month", "household",       "today",
    "stay_over",    "irregular_over", "kept_end",           "c2s_contribution", "cmu_contribution",   "cmu_contribution_quarter", NULL};

bool rules_knows_place(const struct rules *rules, const char *name)
{
    for (size_t i = 0; rules_computed_places[i]; i++)
        if (strcmp(rules_computed_places[i], name) == 0)
            return true;
    return rules_find_place(rules, name) != RULES_NONE;
}

bool rules_next_place(const char *text, size_t *at, char name[64], bool *broken)
{
    *broken = false;
    name[0] = '\0';
    while (text[*at]) {
        const char *here = text + *at;
        if ((here[0] == '{' && here[1] == '{') || (here[0] == '}' && here[1] == '}')) {
            *at += 2;
            continue;
        }
        if (here[0] != '{' && here[0] != '}') {
            (*at)++;
            continue;
        }
        size_t length = strspn(here + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");
        *broken = here[0] == '}' || length == 0 || length > 63 || here[1 + length] != '}';
        *at += *broken ? 1 : length + 2;
        if (!*broken) {
            memcpy(name, here + 1, length);
            name[length] = '\0';
        }
        return true;
    }
    return false;
}
