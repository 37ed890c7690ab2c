/* Whether an effect is too small to matter: two one-sided tests (Schuirmann 1987) against the smallest
 * change that matters. "Not significant" is not "no effect"; this is. */
#ifndef POL_METHOD_EQUIVALENCE_H
#define POL_METHOD_EQUIVALENCE_H

#include "method/measured.h"

struct equivalence {
    double low, high; /* 90 % interval: it lies within ± margin exactly when p < 0.05 */
    double p;         /* of an effect at least as large as the margin: the larger of the two */
    double
        p_matters; /* one-sided, of an effect not beyond the margin in its own direction (superiority) */
};

/* `margin` > 0: the smallest change that matters. BAD_INPUT for another, NO_VARIATION when the estimate
 * has no error. */
enum method_status equivalence_test(const struct measured *estimate, double margin,
                                    struct equivalence *result);

#endif
