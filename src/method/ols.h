/* Ordinary least squares by Householder QR on columns scaled to length 1 (Golub & Van Loan, "Matrix
 * Computations", 5.2–5.3), refined twice on the augmented system of coefficients and residuals with sums of twice the
 * precision (Björck, "Iterative refinement of linear least squares solutions", BIT 7, 1967). X'X is never
 * formed. */
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

/* A design with what it is to explain; row i was seen at period at[i] (NULL: rows follow each other). */
struct regression {
    struct design design;
    const double *y;
    const int32_t *at;
};

struct ols {
    size_t n, k;
    double *coefficient; /* k */
    double *se;          /* k; zeros where n == k */
    double *unscaled;    /* k × k: (X'X)^-1, from R; times sigma² it is the covariance */
    double *residual;    /* n */
    double rss;          /* the sum of squared residuals */
    double sigma;        /* sqrt(rss / (n - k)); 0 where n == k */
    double df;           /* n - k */
    double r_squared;
    double f;      /* of all columns but the constant together; 0 where it can't be had */
    struct qr *qr; /* of the design: qr.h */
    bool refined;
    bool exact; /* the fit is perfect to rounding: sigma means nothing */
};

/* TOO_FEW when n < k, SINGULAR when a column is a combination of others (to 1e-14 of its length). */
enum method_status ols_fit(struct arena *arena, const struct design *design, const double *y,
                           struct ols *fit);

/* The same, refined only where columns nearly depend on each other: a quarter of the time, and still good
 * to 12 digits, for the columns that series have. */
enum method_status ols_fit_series(struct arena *arena, const struct design *design, const double *y,
                                  struct ols *fit);

/* Heteroskedasticity-consistent covariance of the coefficients (White 1980) times n / (n - k): HC1. k × k;
 * NULL when n <= k. */
double *ols_hc1(struct arena *arena, const struct design *design, const struct ols *fit);

/* Row i belongs to cluster of[i] < count. */
struct clusters {
    const size_t *of;
    size_t count;
};

/* The cluster-robust covariance (Liang & Zeger 1986) times G / (G - 1) · (n - 1) / (n - k): CR1. k × k;
 * NULL when n <= k or there are fewer than two clusters. */
double *ols_clustered(struct arena *arena, const struct design *design, const struct ols *fit,
                      const struct clusters *clusters);

/* (X'X)^-1 · meat · (X'X)^-1, k × k: the middle of a robust covariance put between. */
double *ols_sandwich(struct arena *arena, const struct ols *fit, const double *meat);

#endif
