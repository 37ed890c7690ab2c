/* The mean after a change minus the mean before it, with the errors of a series: AR(1) by REML, the
 * difference itself by least squares (with a season: at equal parts of it). With
 * fewer points than AR(1) needs, and nothing else asked for, by Welch's comparison. rank_test.h goes by
 * ranks. */
#ifndef POL_METHOD_BEFORE_AFTER_H
#define POL_METHOD_BEFORE_AFTER_H

#include "method/trend.h"

struct before_after {
    struct measured difference;
    size_t before, after;
    struct residual_checks checks;
};

/* Needs 2 points on each side. */
enum method_status before_after_fit(struct arena *scratch, const struct line_question *question,
                                    int32_t from, struct before_after *result);

#endif
