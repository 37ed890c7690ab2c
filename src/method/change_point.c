/* Pettitt's search for a shift. */
#include "method/change_point.h"

#include <math.h>

#include <gsl/gsl_sort.h>

enum { FEWEST = 4 };

/* Twice the midranks, so that they are whole. */
static void double_midranks(struct arena *scratch, const double *x, size_t n, double *rank)
{
    size_t *order = ARENA_ARRAY(scratch, size_t, n);
    gsl_sort_index(order, x, 1, n);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && x[order[j]] == x[order[i]]; j++) continue;
        for (size_t l = i; l < j; l++) rank[order[l]] = (double)(i + j + 1);
    }
}

enum method_status change_point_find(struct arena *scratch, const struct points *points,
                                     struct change_point *result)
{
    size_t n = points->n;
    const double *x = points->value;
    *result = (struct change_point){.shift.n = n};
    if (!points_valid(points)) return METHOD_BAD_INPUT;
    if (n < FEWEST) return METHOD_TOO_FEW;
    double *rank = ARENA_ARRAY(scratch, double, n), u = 0, total = 0, before = 0;
    double_midranks(scratch, x, n, rank);
    for (size_t i = 0; i + 1 < n; i++) {
        u += rank[i] - (double)(n + 1); /* U_t = 2 (sum of ranks) - t (n + 1) */
        if (fabs(u) > result->statistic) result->statistic = fabs(u), result->last_before = i;
    }
    if (result->statistic == 0 && x[0] == x[n - 1]) return METHOD_NO_VARIATION;
    size_t first = result->last_before + 1;
    for (size_t i = 0; i < n; i++) {
        total += x[i];
        if (i < first) before += x[i];
    }
    double count = (double)n, k = result->statistic;
    result->before = before / (double)first;
    result->after = (total - before) / (double)(n - first);
    result->shift.value = result->after - result->before;
    result->shift.p = fmin(1, 2 * exp(-6 * k * k / (count * count * count + count * count)));
    result->shift.has_error = true;
    return METHOD_OK;
}
