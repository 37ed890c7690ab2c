/* Adding rows to the states of a query one by one: the general way, for what has no kernel. */
#ifndef POL_COLLECT_ADDING_H
#define POL_COLLECT_ADDING_H

#include "collect/columns.h"
#include "collect/grid.h"
#include "collect/state.h"

/* The rows at hand. */
struct added_rows {
    struct columns *columns;
    const struct placed *placed; /* by row */
    uint64_t first_row;          /* the number of the first, to which theirs are added */
    struct lines lines;
};

/* Adds each entry's row to its cell. */
void adding_run(struct states *states, const struct added_rows *rows, const struct entry *entries,
                size_t count);

#endif
