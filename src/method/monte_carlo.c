/* Draws by counter, the distributions behind intervals, and their moments. */
#include "method/monte_carlo.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

/* --- Philox4x32-10 ----------------------------------------------------------------------------- */

enum { ROUNDS = 10 };

static uint32_t high_of(uint64_t product)
{
    return (uint32_t)(product >> 32);
}

void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4])
{
    uint32_t k0 = key[0], k1 = key[1];
    for (int i = 0; i < 4; i++) words[i] = counter[i];
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t a = (uint64_t)0xD2511F53u * words[0], b = (uint64_t)0xCD9E8D57u * words[2];
        uint32_t next[4] = {high_of(b) ^ words[1] ^ k0, (uint32_t)b, high_of(a) ^ words[3] ^ k1,
                            (uint32_t)a};
        for (int i = 0; i < 4; i++) words[i] = next[i];
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
}

double draw_uniform(uint64_t seed, uint32_t number, uint32_t draw)
{
    const uint32_t counter[4] = {draw, number, 0, 0};
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    uint32_t words[4];
    philox(counter, key, words);
    /* 52 bits in the middle of their steps, so that neither 0 nor 1 can come. */
    uint64_t bits = ((uint64_t)words[0] << 20) | (words[1] >> 12);
    return ((double)bits + 0.5) * 0x1p-52;
}

double draw_normal(uint64_t seed, uint32_t number, uint32_t draw)
{
    return gsl_cdf_ugaussian_Pinv(draw_uniform(seed, number, draw));
}

/* --- distributions ----------------------------------------------------------------------------- */

struct uncertain uncertain_range(double low, double high)
{
    return (struct uncertain){
        .distribution = low > 0 && high > 0 ? DISTRIBUTION_LOGNORMAL : DISTRIBUTION_NORMAL,
        .low = low,
        .high = high,
        .level = 0.9,
    };
}

double uncertain_draw(const struct uncertain *u, double normal)
{
    double z = normal / gsl_cdf_ugaussian_Pinv(0.5 + u->level / 2);
    if (u->distribution == DISTRIBUTION_NORMAL)
        return (u->low + u->high) / 2 + (u->high - u->low) / 2 * z;
    return sqrt(u->low) * sqrt(u->high) * pow(u->high / u->low, z / 2);
}

/* --- moments ----------------------------------------------------------------------------------- */

void moments_add(struct moments *m, double x, double y)
{
    double n = (double)++m->count;
    double dx = x - m->mean_x, dy = y - m->mean_y;
    m->mean_x += dx / n;
    m->mean_y += dy / n;
    m->xx += dx * (x - m->mean_x);
    m->yy += dy * (y - m->mean_y);
    m->xy += dx * (y - m->mean_y);
}

double moments_share(const struct moments *m)
{
    if (!(m->xx > 0) || !(m->yy > 0)) return 0;
    double correlation = m->xy / sqrt(m->xx) / sqrt(m->yy);
    double share = correlation * correlation;
    return share < 1 ? share : 1;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void draws_sort(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
}

double draws_quantile(const double *sorted, size_t count, double p)
{
    double at = p * (double)(count - 1);
    size_t below = (size_t)at;
    if (below + 1 >= count) return sorted[count - 1];
    return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

double draws_rounded(double value)
{
    enum { DIGITS = 6 };
    if (value == 0 || !isfinite(value)) return value;
    int places = DIGITS - 1 - (int)floor(log10(fabs(value)));
    if (places > 300 || places < -300) return value;
    /* Powers of ten up to 22 are exact, so each of the two steps rounds once. */
    double scale = pow(10, abs(places));
    return places >= 0 ? round(value * scale) / scale : round(value / scale) * scale;
}
