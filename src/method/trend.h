/* The straight line through a series: x = b0 + b1 t (+ season). Needs 3 points; with a season, two
 * more than there are parameters. */
#ifndef POL_METHOD_TREND_H
#define POL_METHOD_TREND_H

#include "method/error_model.h"

struct line_question {
    struct points points;
    struct season season;
    size_t
        cycle; /* where a repeating part is looked for in what is left: 12 for months; 0: the season */
    struct error_model errors;
};

struct trend {
    struct measured slope; /* change a period */
    double start;          /* the line at the first point, season aside */
    struct residual_checks checks;
};

enum method_status trend_fit(struct arena *scratch, const struct line_question *question,
                             struct trend *result);

#endif
