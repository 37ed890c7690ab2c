/* Two samples by ranks. */
#include "method/rank_test.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "method/distribution.h"

enum { FEWEST = 2, FEWEST_TOGETHER = 5 };

struct ranks {
    size_t *twice; /* twice the midrank of each value, in order of size */
    size_t n;      /* of both samples */
    double of_b;   /* twice the sum of b's ranks */
    double ties;   /* sum of t³ - t */
};

static struct ranks rank(struct arena *scratch, const struct sampled *a, const struct sampled *b)
{
    struct ranks r = {.n = a->n + b->n};
    double *all = ARENA_ARRAY(scratch, double, r.n);
    size_t *order = ARENA_ARRAY(scratch, size_t, r.n);
    memcpy(all, a->value, a->n * sizeof *all);
    memcpy(all + a->n, b->value, b->n * sizeof *all);
    gsl_sort_index(order, all, 1, r.n);
    r.twice = ARENA_ARRAY(scratch, size_t, r.n);
    for (size_t i = 0, j; i < r.n; i = j) {
        for (j = i; j < r.n && all[order[j]] == all[order[i]]; j++) continue;
        double t = (double)(j - i);
        r.ties += t * t * t - t;
        for (size_t l = i; l < j; l++) {
            r.twice[l] = i + j + 1;
            if (order[l] >= a->n) r.of_b += (double)(i + j + 1);
        }
    }
    return r;
}

/* The chances of each doubled rank sum of `take` of the values: chance[0 .. *most], built value by
 * value; each choice as likely as the other. */
static double *sum_chances(struct arena *scratch, const struct ranks *r, size_t take, size_t *most)
{
    *most = 0;
    for (size_t i = 0; i < r->n; i++) *most += r->twice[i];
    size_t width = *most + 1;
    double *ways = ARENA_ARRAY(scratch, double, (take + 1) * width);
    ways[0] = 1;
    for (size_t i = 0; i < r->n; i++) {
        size_t value = r->twice[i];
        for (size_t k = take < i + 1 ? take : i + 1; k > 0; k--) {
            /* Among the first i + 1 values, k are taken: this one with chance k / (i + 1). */
            double with = (double)k / (double)(i + 1), without = 1 - with;
            double *row = ways + k * width, *fewer = row - width;
            for (size_t s = width; s-- > 0;)
                row[s] = without * row[s] + (s >= value ? with * fewer[s - value] : 0);
        }
    }
    return ways + take * width;
}

static double variance_of(const struct ranks *r, double pairs)
{
    double n = (double)r->n;
    return pairs / 12 * (n + 1 - r->ties / (n * (n - 1)));
}

/* p of the doubled rank sum, and how many pairs from the ends the interval begins. */
static void exact(struct arena *scratch, const struct ranks *r, size_t nb, double *p, double *skip)
{
    size_t most;
    double *chance = sum_chances(scratch, r, nb, &most), below = 0, above = 0, cumulated = 0;
    size_t sum = (size_t)r->of_b, least = nb * (nb + 1);
    for (size_t s = 0; s <= most; s++) {
        if (s <= sum) below += chance[s];
        if (s >= sum) above += chance[s];
    }
    *p = fmin(1, 2 * fmin(below, above));
    *skip = 0;
    for (size_t s = least; s <= most; s++) {
        cumulated += chance[s];
        if (cumulated > 0.025) break;
        *skip = floor((double)(s - least) / 2) + 1;
    }
}

static void interval(struct arena *scratch, const struct sampled *a, const struct sampled *b,
                     double skip, struct measured *shift)
{
    size_t pairs = a->n * b->n, next = 0;
    double *difference = ARENA_ARRAY(scratch, double, pairs);
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++) difference[next++] = b->value[j] - a->value[i];
    shift->value = gsl_stats_median(difference, 1, pairs);
    shift->has_error = skip >= 1 && 2 * skip <= (double)pairs;
    if (!shift->has_error) return;
    shift->low = gsl_stats_select(difference, 1, pairs, (size_t)skip - 1);
    shift->high = gsl_stats_select(difference, 1, pairs, pairs - (size_t)skip);
}

static bool valid(const struct sampled *sample)
{
    for (size_t i = 0; i < sample->n; i++)
        if (!(fabs(sample->value[i]) <= 1e150)) return false;
    return true;
}

enum method_status rank_test_compare(struct arena *scratch, const struct sampled *a,
                                     const struct sampled *b, struct rank_test *result)
{
    *result = (struct rank_test){.shift.n = a->n + b->n};
    if (!valid(a) || !valid(b)) return METHOD_BAD_INPUT;
    if (a->n < FEWEST || b->n < FEWEST || a->n + b->n < FEWEST_TOGETHER) return METHOD_TOO_FEW;
    if (a->n > RANK_TEST_LARGEST_PAIRS / b->n) return METHOD_TOO_MANY;
    struct ranks r = rank(scratch, a, b);
    double pairs = (double)a->n * (double)b->n, nb = (double)b->n, p, skip;
    double variance = variance_of(&r, pairs);
    result->u = r.of_b / 2 - nb * (nb + 1) / 2;
    result->superiority = result->u / pairs;
    if (!(variance > 0)) {
        result->shift.value = b->value[0] - a->value[0];
        return METHOD_NO_VARIATION;
    }
    result->exact = r.n <= RANK_TEST_EXACT;
    if (result->exact) {
        exact(scratch, &r, b->n, &p, &skip);
    } else {
        double away = fabs(result->u - pairs / 2), sd = sqrt(variance);
        p = normal_two_sided(fmax(0, away - 0.5) / sd);
        skip = floor(pairs / 2 - 0.5 - normal_quantile(0.975) * sd) + 1;
    }
    interval(scratch, a, b, skip, &result->shift);
    if (result->shift.has_error)
        result->shift.p = p;
    else
        measured_warn(&result->shift, CAUTION_FEW_POINTS);
    result->p = p;
    return METHOD_OK;
}
