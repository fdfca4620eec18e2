/* Numbers as people and files write them: digits, a point, a few decimals.
 * It deliberately has no floating point: amounts are integers of the last decimal. */
#ifndef DS_UTIL_DECIMAL_H
#define DS_UTIL_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

/* Reads TEXT ("1234", "12.5") as an integer count of 10^-DECIMALS.
 * False when it is empty, has other characters, more decimals, or more than 12 digits. */
bool decimal_parse(const char *text, int decimals, int64_t *value);

/* Room for any number written by decimal_print. */
#define DECIMAL_SIZE 24

/* Writes hundredths as "1234.56", always two decimals. */
void decimal_print_cents(int64_t cents, char text[DECIMAL_SIZE]);

#endif
