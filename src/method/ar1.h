/* A line through points whose errors follow a first-order autoregression, by restricted maximum
 * likelihood: the likelihood of what is left when the line is taken out, as a function of rho alone, is
 * searched in one dimension; the final fit is least squares by QR on the whitened rows. Gaps are bridged
 * exactly (the correlation over g periods is rho^g).
 *
 * The error of a coefficient allows for rho being estimated: given rho, a coefficient has a t distribution with
 * n - k degrees of freedom; these are averaged over the restricted likelihood of rho, and the t distribution
 * with the same second and fourth moment is taken. Where that likelihood is narrow this is REML's own
 * error. Plugging in the best rho alone (as REML with Satterthwaite's or n - k degrees of freedom does) covers
 * 91 to 94 % on 30 points. */
#ifndef POL_METHOD_AR1_H
#define POL_METHOD_AR1_H

#include "method/ols.h"

struct ar1 {
    struct ols
        fit; /* of the whitened rows: its residuals are the new errors, its sigma the standard
                       deviation of the whole errors, its errors take rho as known */
    double rho;
    double *se;   /* k, adjusted for rho being estimated */
    double *df;   /* k */
    bool plain;   /* the coefficients are those of least squares */
    bool at_edge; /* rho can't be told from 1 */
};

/* TOO_FEW below k + 6 rows; `start` is the least-squares fit of the same; NO_VARIATION
 * when that is perfect. */
enum method_status ar1_fit(struct arena *arena, const struct regression *regression,
                           const struct ols *start, struct ar1 *result);

/* The same errors for the coefficients of least squares, which are kept: a difference of means stays one. */
enum method_status ar1_fit_plain(struct arena *arena, const struct regression *regression,
                                 const struct ols *start, struct ar1 *result);

/* The rows less what the row before foretells, brought back to their spread: errors with correlation rho become
 * independent ones of the same standard deviation. */
struct regression ar1_whiten(struct arena *arena, const struct regression *regression, double rho);

/* Estimate and interval of one coefficient. */
bool ar1_measured(const struct ar1 *result, size_t coefficient, struct measured *measured);

#endif
