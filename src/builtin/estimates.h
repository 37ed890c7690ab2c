/* The functions that give an estimate. */
#ifndef POL_BUILTIN_ESTIMATES_H
#define POL_BUILTIN_ESTIMATES_H

#include "builtin/builtin.h"

void method_before_after(const struct call *call, struct value *result);

#endif
