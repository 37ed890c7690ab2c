/* Random numbers for tests: the same ones in every run and on every machine (splitmix64). */
#ifndef POL_TESTS_UNIT_RANDOM_H
#define POL_TESTS_UNIT_RANDOM_H

#include <stdint.h>

#include "base/compiler.h"

struct random {
    uint64_t state;
};

static inline uint64_t random_next(struct random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* 0 .. bound - 1 */
static inline uint64_t random_below(struct random *random, uint64_t bound)
{
    return random_next(random) % bound;
}

/* Up to `bits` bits, each length as likely as the next, so that small numbers come too. */
static inline u128 random_bits(struct random *random, unsigned bits)
{
    u128 all = (u128)random_next(random) << 64 | random_next(random);
    unsigned length = (unsigned)random_below(random, bits + 1);
    return length ? all >> (128 - length) : 0;
}

#endif
