/* The unit that a header states, "Uitgaven (x 1 000)", beside the one that its column declares. */
#ifndef POL_COLLECT_STATED_UNIT_H
#define POL_COLLECT_STATED_UNIT_H

#include "collect/plan.h"

/* Adds D13 for the columns that are read and whose header states another scale than they declare. */
void stated_units_check(const struct table_plan *plan, struct findings *findings);

#endif
