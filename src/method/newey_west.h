/* Newey and West's heteroskedasticity- and autocorrelation-consistent covariance with Bartlett's weights
 * ("A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance
 * matrix", Econometrica 55, 1987). On short series its intervals are too narrow: see docs/methods. */
#ifndef POL_METHOD_NEWEY_WEST_H
#define POL_METHOD_NEWEY_WEST_H

#include "method/error_model.h"
#include "method/ols.h"

/* The lag used when none is said: floor(4 (n / 100)^(2/9)). */
size_t newey_west_rule(size_t n);

/* Replaces `fit->se` and `fit->unscaled` (then the covariance itself) by Newey–West's. Distances are
 * those of the periods `at` (NULL: rows follow each other), so gaps count. */
enum method_status newey_west(struct arena *arena, const struct design *design, const int32_t *at,
                              const struct error_model *model, struct ols *fit);

#endif
