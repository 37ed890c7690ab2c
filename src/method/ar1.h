/* A line through points whose errors follow a first-order autoregression, by restricted maximum
 * likelihood: the likelihood of what is left when the line is taken out, as a function of rho alone, is
 * searched in one dimension; the final fit is least squares by QR on the whitened rows. Gaps are bridged
 * exactly (the correlation over g periods is rho^g).
 *
 * The error of a coefficient allows for rho being estimated: see docs/methods/trend.md. */
#ifndef POL_METHOD_AR1_H
#define POL_METHOD_AR1_H

#include "method/ols.h"

struct ar1 {
    struct ols fit; /* of the whitened rows: coefficients, sigma (of the innovations) */
    double rho;
    double rho_low, rho_high; /* where the restricted likelihood falls by 1.92 */
    double *se;               /* k, adjusted for rho being estimated */
    double *df;               /* k, Satterthwaite's */
    bool at_edge;             /* rho can't be told from 1 */
};

/* `at` as in struct points. TOO_FEW below k + 4 rows. */
enum method_status ar1_fit(struct arena *arena, const struct design *design, const double *y,
                           const int32_t *at, struct ar1 *result);

/* Estimate and interval of one coefficient. */
bool ar1_measured(const struct ar1 *result, size_t coefficient, struct measured *measured);

#endif
