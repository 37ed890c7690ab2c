/* All aggregates that a program computes over the rows of tables. */
#ifndef POL_CHECK_AGGREGATES_H
#define POL_CHECK_AGGREGATES_H

#include "check/check.h"

/* Calls `visit` for each aggregate of indicators, rules, assumptions and recommendations; the same one
 * may come more than once, when it was typed for several uses. */
void aggregates_visit(struct check *check,
                      void (*visit)(void *context, const struct aggregate *aggregate),
                      void *context);

#endif
