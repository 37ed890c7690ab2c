/* Two one-sided tests. */
#include "method/equivalence.h"

#include <math.h>

#include "method/distribution.h"

enum method_status equivalence_test(const struct measured *estimate, double margin,
                                    struct equivalence *result)
{
    *result = (struct equivalence){0};
    if (!(margin > 0) || !isfinite(margin)) return METHOD_BAD_INPUT;
    if (!estimate->has_error || !(estimate->se > 0)) return METHOD_NO_VARIATION;
    double value = estimate->value, se = estimate->se;
    double df = estimate->df > 0 ? estimate->df : (double)INFINITY;
    double reach = t_quantile(0.95, df) * se;
    result->low = value - reach;
    result->high = value + reach;
    double not_above = t_above((margin - value) / se, df); /* of an effect of + margin or more */
    double not_below = t_above((margin + value) / se, df);
    result->p = fmax(not_above, not_below);
    result->p_matters = t_above((fabs(value) - margin) / se, df);
    return METHOD_OK;
}
