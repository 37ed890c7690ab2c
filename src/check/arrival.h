/* When what measures do can arrive at each node: they begin, and links take their time (`after`). */
#ifndef POL_CHECK_ARRIVAL_H
#define POL_CHECK_ARRIVAL_H

#include "check/check.h"

/* The day of something that is never, or of which no day is known. */
#define DAY_NEVER INT64_MAX

struct arrival {
    int64_t day;             /* DAY_NEVER: no measure leads there */
    const struct node *from; /* the measure that is first there */
    const struct link *by;   /* the last link on its way; NULL at the measure itself */
};

/* By node: when the first of the measures can be there, each beginning on its day of `begins` (by node;
 * DAY_NEVER: left out). */
struct arrival *arrivals_find(struct check *check, const int64_t *begins);

#endif
