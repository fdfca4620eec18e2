/* Chance that can be repeated: see the header. */
#include "chance.h"

#include <stdlib.h>

static uint64_t chance_state;

/* Reads a whole number from the environment; nothing and 0 give OTHERWISE. */
uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    uint64_t number = text ? strtoull(text, NULL, 10) : 0;
    return number ? number : otherwise;
}

/* Sets the state, which is never 0. */
void chance_start(uint64_t seed)
{
    chance_state = setting("REFERENCE_SEED", seed);
}

/* Returns the next number of a xorshift generator. */
static uint64_t chance(void)
{
    chance_state ^= chance_state >> 12;
    chance_state ^= chance_state << 25;
    chance_state ^= chance_state >> 27;
    return chance_state * UINT64_C(2685821657736338717);
}

/* Takes the upper bits, which are the better ones. */
int64_t below(int64_t count)
{
    return (int64_t)((chance() >> 20) % (uint64_t)count);
}

/* Compares a number below a hundred. */
bool perhaps(int percent)
{
    return below(100) < percent;
}
