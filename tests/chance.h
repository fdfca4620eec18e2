/* Chance that can be repeated: a small generator for the tests that try random cases.
 * It deliberately has one state for the whole test program and is no good for secrets. */
#ifndef DS_TESTS_CHANCE_H
#define DS_TESTS_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

/* Starts anew from the environment variable REFERENCE_SEED, or from SEED. */
void chance_start(uint64_t seed);

/* A number from 0 to COUNT - 1. */
int64_t below(int64_t count);

/* True in PERCENT of a hundred cases. */
bool perhaps(int percent);

/* The whole number in an environment variable, or OTHERWISE. */
uint64_t setting(const char *name, uint64_t otherwise);

#endif
