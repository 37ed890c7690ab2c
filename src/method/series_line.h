/* The regression behind trend, before_after and interrupted series: which columns, which errors, and what
 * the residuals say. */
#ifndef POL_METHOD_SERIES_LINE_H
#define POL_METHOD_SERIES_LINE_H

#include "method/error_model.h"
#include "method/ols.h"

/* Which columns there are. Always a constant. */
struct line_parts {
    const struct points *points;
    struct season season;
    bool time;  /* t, from 0 at the first point */
    bool step;  /* 1 from `from` on */
    bool slope; /* periods since `from` */
    int32_t from;
};

struct line_columns {
    size_t time, step, slope; /* which column each is; 0 where it isn't there */
};

/* Rows for the points. `y` is theirs times 2^-exponent, so that its size has no say. */
struct line_rows {
    struct regression regression;
    struct line_columns columns;
    int exponent;
    bool plain; /* set by who wants the coefficients of least squares whatever the errors */
};

/* BAD_INPUT or TOO_FEW (fewer than two more points than columns). */
enum method_status line_rows(struct arena *arena, const struct line_parts *parts,
                             struct line_rows *rows);

struct line_fit {
    size_t n, k;
    const double *coefficient; /* in units of y times 2^-exponent */
    double *se, *df;
    const double *left; /* what the model leaves over of each point */
    int exponent;
    struct residual_checks checks;
    cautions cautions;
};

/* NO_VARIATION when the fit is perfect: the coefficients stand, errors don't. `cycle` is where a
 * season is looked for in what is left. */
enum method_status line_fit(struct arena *arena, const struct line_rows *rows,
                            const struct error_model *errors, size_t cycle, struct line_fit *fit);

/* One coefficient, in the units of the points; with its cautions. False when it isn't finite. */
bool line_measured(const struct line_fit *fit, size_t column, struct measured *measured);
double line_value(const struct line_fit *fit, size_t column);

#endif
