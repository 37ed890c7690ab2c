/* Newey and West's heteroskedasticity- and autocorrelation-consistent covariance with Bartlett's weights
 * ("A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance
 * matrix", Econometrica 55, 1987). On short series its intervals are too narrow: see docs/methods. */
#ifndef POL_METHOD_NEWEY_WEST_H
#define POL_METHOD_NEWEY_WEST_H

#include "method/error_model.h"
#include "method/ols.h"

/* The lag used when none is said: floor(4 (n / 100)^(2/9)). */
size_t newey_west_rule(size_t n);

/* The covariance of the coefficients of `fit` (k × k), the errors of neighbours up to the model's lag counted
 * together. Distances are those of the periods, so gaps count. NULL when n <= k. */
double *newey_west(struct arena *arena, const struct regression *regression, const struct ols *fit,
                   const struct error_model *model);

#endif
