/* How often each value was met in each cell, for medians and quantiles: counters by value while the
 * values lie close together, else sorted runs. */
#ifndef POL_COLLECT_RANKS_H
#define POL_COLLECT_RANKS_H

#include "collect/rank_runs.h"

/* Counters are of 16 bits, so that they stay in the cache; what goes beyond is carried. */
struct ranks {
    struct arena *arena;
    struct arena *own; /* of the counters: freed when they are moved */
    uint16_t *counts;  /* [cell][value - least] */
    uint32_t *carried; /* the same, in units of 2^16; or NULL: nothing was yet */
    size_t cells, width;
    int64_t least;
    struct runs *runs; /* or NULL; beside the counters met before */
    bool held;         /* the runs are of a first portion, and may still come to be counters */
};

void ranks_begin(struct ranks *ranks, struct arena *arena);

/* The values of a first portion are held as they are: mostly there are no others, and then to sort them
 * takes less than to go through the counters of each cell. */
void ranks_hold(struct ranks *ranks);

/* Counts what is held, as more comes. */
void ranks_count_held(struct ranks *ranks);

/* Makes room for cells below `cells` and these values. */
void ranks_make_room(struct ranks *ranks, size_t cells, int64_t least, int64_t most);

/* Makes each value `factor` times as large. */
void ranks_rescale(struct ranks *ranks, int64_t factor);

/* How often a value that has a counter was met. */
static inline uint64_t ranks_counter(const struct ranks *ranks, size_t place)
{
    return ranks->counts[place] + (ranks->carried ? (uint64_t)ranks->carried[place] << 16 : 0);
}

void ranks_carry(struct ranks *ranks, size_t place);

/* Adds one to a counter; not where there are runs. */
static inline void ranks_add(struct ranks *ranks, uint32_t cell, int64_t value)
{
    size_t place = cell * ranks->width + (size_t)((uint64_t)value - (uint64_t)ranks->least);
    if (!++ranks->counts[place]) ranks_carry(ranks, place);
}

#endif
