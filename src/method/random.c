/* xoshiro256** 1.0. */
#include "method/random.h"

#include "base/compiler.h"
#include "method/distribution.h"

static uint64_t turned(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

void random_seed(struct random_state *state, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += 0x9E3779B97F4A7C15u;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
        z = (z ^ z >> 27) * 0x94D049BB133111EBu;
        state->word[i] = z ^ z >> 31;
    }
}

uint64_t random_bits64(struct random_state *state)
{
    uint64_t *s = state->word, result = turned(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turned(s[3], 45);
    return result;
}

double random_uniform(struct random_state *state)
{
    return (double)(random_bits64(state) >> 11) * 0x1p-53;
}

size_t random_index(struct random_state *state, size_t bound)
{
    u128 product = (u128)random_bits64(state) * bound;
    if ((uint64_t)product < bound) {
        uint64_t least = (0 - (uint64_t)bound) % bound;
        while ((uint64_t)product < least) product = (u128)random_bits64(state) * bound;
    }
    return (size_t)(product >> 64);
}

double random_normal(struct random_state *state)
{
    return normal_quantile(((double)(random_bits64(state) >> 11) + 0.5) * 0x1p-53);
}
