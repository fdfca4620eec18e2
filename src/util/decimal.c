/* Numbers as people and files write them: see the header. */
#include "util/decimal.h"

#include <stdio.h>

bool decimal_parse(const char *text, int decimals, int64_t *value)
{
    int64_t number = 0;
    int digits = 0;
    for (; *text >= '0' && *text <= '9'; text++, digits++)
        number = digits < 12 ? number * 10 + (*text - '0') : number;
    if (digits == 0 || digits > 12)
        return false;
    int written = 0;
    if (*text == '.') {
        for (text++; *text >= '0' && *text <= '9' && written < decimals; text++, written++)
            number = number * 10 + (*text - '0');
        if (written == 0)
            return false;
    }
    for (; written < decimals; written++)
        number *= 10;
    *value = number;
    return *text == '\0';
}

void decimal_print_cents(int64_t cents, char text[DECIMAL_SIZE])
{
    const char *sign = cents < 0 ? "-" : "";
    uint64_t amount = cents < 0 ? (uint64_t)-cents : (uint64_t)cents;
    snprintf(text, DECIMAL_SIZE, "%s%llu.%02llu", sign, (unsigned long long)(amount / 100),
             (unsigned long long)(amount % 100));
}
