/* Estimates that compare two stretches of a series. */
#include <math.h>

#include "builtin/estimate.h"
#include "builtin/estimates.h"
#include "method/welch.h"

static double mean_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += values[i];
    return sum / (double)count;
}

void method_before_after(const struct call *call, struct value *result)
{
    const struct run *x = &call->arguments[0].run;
    struct points points = points_of(call, x, first_day(call, call->arguments[1].period));
    const double *before = points.values, *after = points.values + points.start;
    size_t before_count = points.start, after_count = points.count - points.start;
    struct estimate *e;
    struct welch welch;
    if (estimate_broken(call, points.basis, result)) return;
    if (before_count < 2 || after_count < 2) {
        e = estimate_too_few(call, APPROACH_BEFORE_AFTER,
                             "%zu value%s before the change and %zu after it; 2 of each are needed",
                             before_count, before_count == 1 ? "" : "s", after_count);
    } else {
        e = estimate_new(call, APPROACH_BEFORE_AFTER, STR("Welch's comparison of means"));
        e->before = figure(call, mean_of(before, before_count));
        e->after = figure(call, mean_of(after, after_count));
        if (welch_compare(before, before_count, after, after_count, &welch)) {
            e->value = figure(call, welch.difference);
            e->low = figure(call, welch.low);
            e->high = figure(call, welch.high);
            e->p = figure(call, welch.p);
            e->se = figure(call, welch.se);
            e->df = welch.df;
        } else {
            estimate_void_error(call, e,
                                STR("the values do not vary, so there is no error to judge by"));
            e->value = figure(call, after[0] - before[0]);
        }
    }
    estimate_give(call, e, x, &points, result);
}
