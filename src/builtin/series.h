/* The functions on series (builtins.def names them). */
#ifndef POL_BUILTIN_SERIES_H
#define POL_BUILTIN_SERIES_H

#include "builtin/builtin.h"

void series_first(const struct call *call, struct value *result);
void series_last(const struct call *call, struct value *result);
void series_latest(const struct call *call, struct value *result);
void series_mean(const struct call *call, struct value *result);
void series_median(const struct call *call, struct value *result);
void series_min(const struct call *call, struct value *result);
void series_max(const struct call *call, struct value *result);
void series_total(const struct call *call, struct value *result);
void series_n(const struct call *call, struct value *result);
void series_change(const struct call *call, struct value *result);
void series_difference(const struct call *call, struct value *result);
void series_baseline(const struct call *call, struct value *result);
void series_target(const struct call *call, struct value *result);
void series_path(const struct call *call, struct value *result);
void series_progress(const struct call *call, struct value *result);
void series_coverage(const struct call *call, struct value *result);
void series_moving_mean(const struct call *call, struct value *result);
void series_moving_total(const struct call *call, struct value *result);
void series_lag(const struct call *call, struct value *result);
void series_index(const struct call *call, struct value *result);
void series_hold(const struct call *call, struct value *result);
void series_spread(const struct call *call, struct value *result);

/* The value of a baseline, which may be that of the series. */
struct cell series_aim_value(struct arena *arena, const struct run *run, const struct aim *aim);

/* The baseline that counts for a target or period that starts at `day`: the last one not after it;
 * NULL when there is none. */
const struct aim *series_baseline_before(const struct aims *aims, int32_t day);

#endif
