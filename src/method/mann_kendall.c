/* Mann and Kendall's test: the statistic in O(n log n), its exact distribution for few points. */
#include "method/mann_kendall.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_sort.h>

#include "method/diagnostics.h"
#include "method/distribution.h"

enum { FEWEST = 4 };

/* What one part of a season adds. */
struct tally {
    double s, variance;
    double pairs;        /* n (n - 1) / 2 */
    double untied_pairs; /* pairs of different values */
};

/* The pairs that fall, by merging; `x` comes out sorted. */
static double count_falls(double *x, double *space, size_t n)
{
    if (n < 2) return 0;
    size_t half = n / 2, a = 0, b = half, out = 0;
    double falls = count_falls(x, space, half) + count_falls(x + half, space, n - half);
    while (a < half || b < n) {
        if (b == n || (a < half && x[a] <= x[b])) {
            space[out++] = x[a++];
        } else {
            falls += (double)(half - a);
            space[out++] = x[b++];
        }
    }
    memcpy(x, space, n * sizeof *x);
    return falls;
}

static struct tally tally_of(struct arena *scratch, const double *x, size_t n)
{
    double *sorted = arena_copy(scratch, x, n * sizeof *x);
    double *space = ARENA_ARRAY(scratch, double, n + 1);
    double falls = count_falls(sorted, space, n), count = (double)n, tied = 0;
    double ties = 0;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && sorted[j] == sorted[i]; j++) continue;
        double t = (double)(j - i);
        tied += t * (t - 1) / 2;
        ties += t * (t - 1) * (2 * t + 5);
    }
    double pairs = count * (count - 1) / 2;
    return (struct tally){
        .s = pairs - tied - 2 * falls,
        .variance = (count * (count - 1) * (2 * count + 5) - ties) / 18,
        .pairs = pairs,
        .untied_pairs = pairs - tied,
    };
}

/* The number of falls in a random order of values, as chances. Values are put in by groups of equal ones: t
 * more of them among m smaller ones make falls as the partitions in a t × m box do (Gauss's binomial). */
struct falls {
    double *chance;
    size_t most; /* chance[0 .. most] */
};

/* The chances of each sum of t numbers 0 .. m in order: box[a] over the sums, by the recurrence
 * [m+t, t] = [m+t-1, t-1] q^m + [m+t-1, t], normalised at each step. */
static double *box_chances(struct arena *scratch, size_t t, size_t m)
{
    size_t most = t * m;
    /* rows[i]: the chances for i numbers with the present m. */
    double **rows = ARENA_ARRAY(scratch, double *, t + 1);
    for (size_t i = 0; i <= t; i++) {
        rows[i] = ARENA_ARRAY(scratch, double, most + 1);
        rows[i][0] = 1;
    }
    for (size_t width = 1; width <= m; width++) {
        for (size_t i = 1; i <= t; i++) {
            /* Those with no number at its largest, and those with one. */
            double with = (double)i / (double)(width + i), without = 1 - with;
            for (size_t sum = i * width + 1; sum-- > 0;) {
                double chance = without * rows[i][sum];
                if (sum >= width) chance += with * rows[i - 1][sum - width];
                rows[i][sum] = chance;
            }
        }
    }
    return rows[t];
}

static void convolve(struct arena *scratch, struct falls *falls, const double *chance, size_t most)
{
    double *sum = ARENA_ARRAY(scratch, double, falls->most + most + 1);
    for (size_t i = 0; i <= falls->most; i++)
        for (size_t j = 0; j <= most; j++) sum[i + j] += falls->chance[i] * chance[j];
    falls->chance = sum;
    falls->most += most;
}

static void add_exact(struct arena *scratch, const double *x, size_t n, struct falls *falls)
{
    double *sorted = arena_copy(scratch, x, n * sizeof *x);
    gsl_sort(sorted, 1, n);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && sorted[j] == sorted[i]; j++) continue;
        if (i > 0) convolve(scratch, falls, box_chances(scratch, j - i, i), (j - i) * i);
    }
}

/* P(|S| >= |s|): S is `most` minus twice the falls. */
static double exact_p(const struct falls *falls, double s)
{
    double p = 0, edge = fabs(s) - 0.5;
    for (size_t i = 0; i <= falls->most; i++)
        if (fabs((double)falls->most - 2 * (double)i) > edge) p += falls->chance[i];
    return fmin(1, p);
}

double mann_kendall_critical(struct arena *scratch, const struct points *points, double chance)
{
    struct falls falls = {ARENA_NEW(scratch, double), 0};
    falls.chance[0] = 1;
    add_exact(scratch, points->value, points->n, &falls);
    double most = (double)falls.most, c = most;
    while (c >= 2 && exact_p(&falls, c) <= chance) c -= 2;
    return c;
}

/* The points of one part of the season, in order. */
static size_t part_of(const struct points *points, size_t season, size_t part, double *values)
{
    size_t count = 0;
    int64_t length = (int64_t)season;
    for (size_t i = 0; i < points->n; i++)
        if (((points_at(points, i) % length) + length) % length == (int64_t)part)
            values[count++] = points->value[i];
    return count;
}

static void conclude(const struct tally *all, struct mann_kendall *result)
{
    double sd = sqrt(all->variance), sign = all->s > 0 ? 1 : all->s < 0 ? -1 : 0;
    result->s = all->s;
    result->variance = all->variance;
    result->z = (all->s - sign) / sd;
    result->p_normal = normal_two_sided(result->z);
    result->tau.value = all->s / sqrt(all->pairs * all->untied_pairs);
    result->tau.has_error = true;
    if (!result->exact) result->tau.p = result->p_normal;
}

enum method_status mann_kendall_test(struct arena *scratch, const struct points *points,
                                     size_t season, struct mann_kendall *result)
{
    *result = (struct mann_kendall){.tau.n = points->n};
    if (points->n > MANN_KENDALL_LARGEST) return METHOD_TOO_MANY;
    if (!points_valid(points)) return METHOD_BAD_INPUT;
    if (points->n < FEWEST) return METHOD_TOO_FEW;
    if (season < 2) season = 1;
    if (season > points->n) return METHOD_TOO_FEW;
    struct tally all = {0};
    struct falls falls = {ARENA_NEW(scratch, double), 0};
    falls.chance[0] = 1;
    result->exact = points->n <= MANN_KENDALL_EXACT;
    double *values = ARENA_ARRAY(scratch, double, points->n);
    for (size_t part = 0; part < season; part++) {
        size_t n = part_of(points, season, part, values);
        struct tally one = tally_of(scratch, values, n);
        all.s += one.s;
        all.variance += one.variance;
        all.pairs += one.pairs;
        all.untied_pairs += one.untied_pairs;
        if (result->exact) add_exact(scratch, values, n, &falls);
    }
    if (!(all.variance > 0)) return all.pairs > 0 ? METHOD_NO_VARIATION : METHOD_TOO_FEW;
    if (result->exact) result->tau.p = exact_p(&falls, all.s);
    conclude(&all, result);
    if (season == 1 && hangs_together(points)) measured_warn(&result->tau, CAUTION_AUTOCORRELATION);
    return METHOD_OK;
}
