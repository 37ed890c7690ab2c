/* How often each value was met in each cell, for medians and quantiles: counters by value while the
 * values lie close together. */
#ifndef POL_COLLECT_RANKS_H
#define POL_COLLECT_RANKS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct ranks {
    struct arena *arena;
    uint32_t *counts; /* [cell][value - least] */
    size_t cells, width;
    int64_t least;
};

void ranks_begin(struct ranks *ranks, struct arena *arena);

/* Makes room for cells below `cells` and these values; false where it would be too much. */
bool ranks_make_room(struct ranks *ranks, size_t cells, int64_t least, int64_t most);

/* Makes each value `factor` times as large; false where that would be too much. */
bool ranks_rescale(struct ranks *ranks, int64_t factor);

static inline void ranks_add(struct ranks *ranks, uint32_t cell, int64_t value)
{
    ranks->counts[cell * ranks->width + (size_t)((uint64_t)value - (uint64_t)ranks->least)]++;
}

#endif
