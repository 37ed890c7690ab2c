/* Chooses the instructions. */
#include "data/kernel.h"

#include <stdbool.h>

#if defined __x86_64__
static bool has_avx2(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
}

static bool has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
}
#endif

#define SET(id, name, condition) extern const struct kernel kernel_##name;
#include "data/kernels.def"
#undef SET

const struct kernel *kernel_for(enum scan_instructions instructions)
{
    const struct kernel *best = NULL;
#define SET(id, name, condition)                                                                   \
    if (condition) {                                                                               \
        best = &kernel_##name;                                                                     \
        if (instructions == SCAN_##id) return best;                                                \
    }
#include "data/kernels.def"
#undef SET
    return best;
}
