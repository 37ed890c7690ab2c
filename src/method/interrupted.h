/* Interrupted time series: x = b0 + b1 t + b2 [t >= from] + b3 (t - from) [t >= from] (+ season). The
 * step b2 is the change at `from` against what the line before foretold; b3 is how much the slope changed.
 * Lopez Bernal, Cummins & Gasparrini, "Interrupted time series regression for the evaluation of public
 * health interventions", Int J Epidemiol 46, 2017.
 *
 * With a control the same is asked of x - control, which takes out all that moved both (for counts: both
 * series in one model, and the step is that of x beyond that of the control).
 *
 * Counts: log E(x) = log(offset) + the same line, by Poisson regression. The error is widened by the
 * dispersion where that is above 1 (quasi-Poisson), and, like that of values, by how neighbours hang together:
 * AR(1) on Pearson's scale, from 16 points. ERRORS_INDEPENDENT gives quasi-Poisson's own. */
#ifndef POL_METHOD_INTERRUPTED_H
#define POL_METHOD_INTERRUPTED_H

#include "method/error_model.h"

/* Which changes at `from` the model has. */
enum change_form {
    CHANGE_STEP_AND_SLOPE,
    CHANGE_STEP /* the slope stays: for short series, and where only a shift is expected */
};

struct interrupted_question {
    struct points points;
    int32_t from; /* the first period of the new regime; need not be a point */
    enum change_form form;
    struct season season;
    size_t
        cycle; /* where a repeating part is looked for in what is left: 12 for months; 0: the season */
    struct error_model errors; /* of counts: auto, independent or ar1 */
    const double *control;     /* the control at the same periods; NULL: none */
};

struct interrupted {
    struct measured step;
    struct measured slope; /* change of slope a period; has_error false with CHANGE_STEP */
    double start;          /* the line at the first point */
    double slope_before;   /* b1 */
    size_t before, after;  /* points on each side */
    struct residual_checks checks;
};

/* Needs 3 points before and 3 after (2 and 1 with CHANGE_STEP), and 2 more than there are parameters. */
enum method_status interrupted_fit(struct arena *scratch,
                                   const struct interrupted_question *question,
                                   struct interrupted *result);

/* How many points stand on each side, and whether that is enough. */
void interrupted_sides(const struct interrupted_question *question, size_t *before, size_t *after);
bool interrupted_enough(const struct interrupted_question *question, size_t before, size_t after);

struct count_question {
    struct interrupted_question series; /* the values are counts: whole and not negative */
    const double *offset;               /* exposure (persons, km), above 0; NULL: 1 */
    const double *control_offset;       /* that of the control */
};

struct interrupted_counts {
    struct measured log_step; /* b2, on the log scale */
    struct measured ratio; /* exp(b2) with its interval: 0.9 is 10 % fewer; p is that of log_step */
    struct measured log_slope; /* b3 */
    struct measured slope_ratio;
    double dispersion; /* Pearson's chi-square / df; 1 is pure chance */
    size_t before, after;
    struct residual_checks checks; /* of Pearson's residuals */
};

enum method_status interrupted_counts_fit(struct arena *scratch,
                                          const struct count_question *question,
                                          struct interrupted_counts *result);

#endif
