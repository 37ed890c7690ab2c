/* Counts on columns: log E(y) = log(exposure) + X b, by iteratively reweighted least squares, each step
 * by QR (McCullagh & Nelder, "Generalized Linear Models", 1989). */
#ifndef POL_METHOD_POISSON_H
#define POL_METHOD_POISSON_H

#include "method/ols.h"

struct counts {
    const double *y;
    const double *exposure; /* above 0; NULL: 1 */
};

struct poisson {
    size_t n, k;
    double *coefficient; /* k */
    double *se;          /* k, of pure Poisson; quasi-Poisson's are these times sqrt(dispersion) */
    double *unscaled;    /* k × k covariance of pure Poisson */
    double *fitted;      /* n */
    double *residual;    /* n: Pearson's */
    double deviance, dispersion; /* Pearson's chi-square / (n - k) */
    double df;
    size_t steps;
};

/* The last step's weighted rows: least squares on them gives the coefficients, and their residuals are
 * Pearson's. */
struct regression poisson_rows(struct arena *arena, const struct design *design,
                               const struct counts *counts, const struct poisson *fit);

/* NO_CONVERGENCE also where a coefficient runs off to infinity (a part of the design with zeros only);
 * BAD_INPUT for negative counts or exposures of 0. */
enum method_status poisson_fit(struct arena *arena, const struct design *design,
                               const struct counts *counts, struct poisson *fit);

#endif
