/* From the states of a query to its cube: what a figure is where rows fell, and what it is where none
 * did. */
#ifndef POL_COLLECT_CUBES_H
#define POL_COLLECT_CUBES_H

#include "collect/grid.h"
#include "collect/state.h"

struct cubes_context {
    struct arena *arena;
    const struct theory *t;
    const struct table *table;
    int32_t as_of;
    uint64_t rows, unplaced; /* of the whole table */
    bool has_freq;           /* rows have a period column, whose first period was of `freq` */
    enum freq freq;
    int32_t first,
        step; /* their periods are `first` and every `step`th before and behind it; 0: one */
    const struct table_files *files;
};

/* False when the cube would hold more than `room` figures; it is then empty. */
bool cube_fill(const struct cubes_context *context, struct query *query, struct grid *grid,
               struct states *states, size_t room);

#endif
