/* Pseudo-random numbers that are the same on every machine: xoshiro256** (Blackman & Vigna, "Scrambled
 * linear pseudorandom number generators", ACM TOMS 47, 2021), seeded by splitmix64. */
#ifndef POL_METHOD_RANDOM_H
#define POL_METHOD_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random_state {
    uint64_t word[4];
};

void random_seed(struct random_state *state, uint64_t seed);
uint64_t random_bits64(struct random_state *state);

/* 0 <= u < 1, in steps of 2^-53. */
double random_uniform(struct random_state *state);

/* 0 <= i < bound, each as likely as the other (Lemire 2019); bound > 0. */
size_t random_index(struct random_state *state, size_t bound);

/* Standard normal, by the inverse of its distribution function: one uniform for each. */
double random_normal(struct random_state *state);

#endif
