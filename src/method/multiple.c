/* Adjustments for many tests. */
#include "method/multiple.h"

#include <math.h>

#include <gsl/gsl_sort.h>

/* The order of the p values, smallest first; NULL when one is none. */
static size_t *order_of(struct arena *scratch, const double *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(p[i] >= 0 && p[i] <= 1)) return NULL;
    size_t *order = ARENA_ARRAY(scratch, size_t, n + 1);
    gsl_sort_index(order, p, 1, n);
    return order;
}

enum method_status multiple_holm(struct arena *scratch, const double *p, size_t n, double *adjusted)
{
    size_t *order = order_of(scratch, p, n);
    if (!order) return METHOD_BAD_INPUT;
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fmin(1, (double)(n - i) * p[order[i]]));
        adjusted[order[i]] = largest;
    }
    return METHOD_OK;
}

enum method_status multiple_benjamini_hochberg(struct arena *scratch, const double *p, size_t n,
                                               double *adjusted)
{
    size_t *order = order_of(scratch, p, n);
    if (!order) return METHOD_BAD_INPUT;
    double smallest = 1;
    for (size_t i = n; i-- > 0;) {
        smallest = fmin(smallest, (double)n / (double)(i + 1) * p[order[i]]);
        adjusted[order[i]] = smallest;
    }
    return METHOD_OK;
}
