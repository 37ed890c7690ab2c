/* Values by cell, for medians and quantiles of values that lie too far apart for counters: sorted runs
 * of (cell, value, how often), those that have no room in memory in a temporary file. */
#ifndef POL_COLLECT_RANK_RUNS_H
#define POL_COLLECT_RANK_RUNS_H

#include "base/spill.h"

struct run_entry {
    int64_t value;
    uint32_t cell, count;
};

/* Entries in the order of their cells, in each of their values. */
struct sorted_run {
    uint64_t place; /* of the first in the file */
    uint64_t count;
    int64_t factor; /* to be multiplied with, to come to the scale of the others */
};

struct runs {
    struct arena *arena;
    struct run_entry *entries; /* the newest, not sorted yet */
    size_t count, capacity, most;
    struct spill file;
    bool opened, in_memory;   /* in_memory: there is no file, or no room in it */
    struct sorted_run *items; /* in the file */
    size_t run_count, run_capacity;
    size_t cells; /* all are below this */
    /* Once finished: one run, in `entries` or in the file, and where each cell's entries begin. */
    uint64_t *starts; /* by cell; one more at the end */
    bool filed;
    bool failed; /* the file could not be read back */
};

void runs_begin(struct runs *runs, struct arena *arena);
void runs_add(struct runs *runs, uint32_t cell, int64_t value, uint32_t count);
/* Makes all values so far `factor` times as large. */
void runs_rescale(struct runs *runs, int64_t factor);
/* No more values come: makes one run of all. False when the temporary file could not be read. */
bool runs_finish(struct runs *runs);

#endif
