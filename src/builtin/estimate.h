/* The functions that give an estimate: they hand a series to src/method and say what came out. */
#ifndef POL_BUILTIN_ESTIMATE_H
#define POL_BUILTIN_ESTIMATE_H

#include "builtin/builtin.h"

void method_before_after(const struct call *call, struct value *result);

#endif
