/* The functions that give an estimate, or ask something of one. */
#ifndef POL_BUILTIN_ESTIMATES_H
#define POL_BUILTIN_ESTIMATES_H

#include "builtin/builtin.h"

void method_before_after(const struct call *call, struct value *result);
void method_bootstrap(const struct call *call, struct value *result);
void method_change_point(const struct call *call, struct value *result);

void method_trend(const struct call *call, struct value *result);
void method_theil_sen(const struct call *call, struct value *result);
void method_mann_kendall(const struct call *call, struct value *result);
void method_control_chart(const struct call *call, struct value *result);

void method_interrupted_series(const struct call *call, struct value *result);
void method_difference_in_differences(const struct call *call, struct value *result);

void method_equivalence(const struct call *call, struct value *result);
void method_power(const struct call *call, struct value *result);

#endif
