/* Ordinary least squares by Householder QR on columns scaled to length 1 (Golub & Van Loan, "Matrix
 * Computations", 5.2–5.3), with one step of refinement. X'X is never formed. */
#ifndef POL_METHOD_OLS_H
#define POL_METHOD_OLS_H

#include "method/measured.h"

/* n rows of k columns, row after row. `intercept` says that a constant is among the columns: R² and F are
 * then about the mean, else about zero. */
struct design {
    const double *x;
    size_t n, k;
    bool intercept;
};

struct ols {
    size_t n, k;
    double *coefficient; /* k */
    double *se;          /* k; zeros where n == k */
    double *unscaled;    /* k × k: (X'X)^-1, from R; times sigma² it is the covariance */
    double *residual;    /* n */
    double *leverage;    /* n: the diagonal of the hat matrix */
    double rss;          /* the sum of squared residuals */
    double sigma;        /* sqrt(rss / (n - k)); 0 where n == k */
    double df;           /* n - k */
    double r_squared;
    double f;   /* of all columns but the constant together; 0 where it can't be had */
    bool exact; /* the fit is perfect to rounding: sigma means nothing */
};

/* TOO_FEW when n < k, SINGULAR when a column is a combination of others (to 1e-14 of its length). */
enum method_status ols_fit(struct arena *arena, const struct design *design, const double *y,
                           struct ols *fit);

/* Heteroskedasticity-consistent covariance of White with n / (n - k): HC1. k × k into `covariance`. */
enum method_status ols_hc1(struct arena *arena, const struct design *design, const struct ols *fit,
                           double *covariance);

/* The cluster-robust covariance (Liang & Zeger 1986), times G / (G - 1) · (n - 1) / (n - k): CR1.
 * `cluster[i]` is the number, below `clusters`, of row i's cluster. */
struct clusters {
    const size_t *of;
    size_t count;
};
enum method_status ols_clustered(struct arena *arena, const struct design *design,
                                 const struct clusters *clusters, struct ols *fit);

#endif
