/* Tables without rows: those that a test does not give, and, where collecting goes on, those that can't
 * be read. */
#ifndef POL_COLLECT_LEFT_OUT_H
#define POL_COLLECT_LEFT_OUT_H

#include "collect/collect.h"

/* Whether a table is not read, because a test does not give it. */
bool table_left_out(const struct collect_options *options, const struct table *table);

/* Fills the cubes of the queries that rest on such a table: not given, or no data. */
void leave_out(struct plan *plan, const struct collect_options *options);

#endif
