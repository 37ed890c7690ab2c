/* Newey and West's covariance. */
#include "method/newey_west.h"

#include <math.h>

enum { LONGEST_LAG = 1000000000 }; /* a longer one weighs all rows alike too */

size_t newey_west_rule(size_t n)
{
    return (size_t)floor(4 * pow((double)n / 100, 2.0 / 9));
}

/* The sum over pairs of rows at most `lag` periods apart of weight · e e' · (x x' + its transpose). */
static void add_pairs(const struct regression *of, const struct ols *fit, size_t lag, double *meat)
{
    size_t n = of->design.n, k = of->design.k;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j-- > 0;) {
            int64_t apart = of->at ? (int64_t)of->at[i] - of->at[j] : (int64_t)(i - j);
            if (apart > (int64_t)lag) break;
            double weight = 1 - (double)apart / ((double)lag + 1);
            double product = weight * fit->residual[i] * fit->residual[j];
            const double *a = of->design.x + i * k, *b = of->design.x + j * k;
            for (size_t r = 0; r < k; r++)
                for (size_t c = 0; c < k; c++)
                    meat[r * k + c] += product * (i == j ? a[r] * b[c] : a[r] * b[c] + b[r] * a[c]);
        }
    }
}

double *newey_west(struct arena *arena, const struct regression *of, const struct ols *fit,
                   const struct error_model *model)
{
    size_t n = of->design.n, k = of->design.k;
    if (n <= k) return NULL;
    double *meat = ARENA_ARRAY(arena, double, k *k);
    size_t lag = model->lag ? model->lag : newey_west_rule(n);
    add_pairs(of, fit, lag < LONGEST_LAG ? lag : LONGEST_LAG, meat);
    if (model->adjusted)
        for (size_t i = 0; i < k * k; i++) meat[i] *= (double)n / fit->df;
    return ols_sandwich(arena, fit, meat);
}
