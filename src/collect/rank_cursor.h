/* The values of a cell of ranks, in their order, and how often each was met. */
#ifndef POL_COLLECT_RANK_CURSOR_H
#define POL_COLLECT_RANK_CURSOR_H

#include "collect/ranks.h"

struct rank_cursor {
    int64_t value;
    uint64_t count;
    /* its own: */
    const struct ranks *ranks;
    size_t place, end;             /* of counters */
    const struct run_entry *entry; /* of entries in memory */
    uint64_t left;                 /* of entries that were not read yet */
    uint64_t from;                 /* where they stand in the file */
    struct run_entry *room;        /* for some of them at a time */
    size_t room_size, in_room;
    bool failed;
};

/* Opens a cursor; the ranks' runs must be finished. `room` is for some entries of a file, and may be
 * NULL where there is none. */
void rank_cursor_open(struct rank_cursor *cursor, const struct ranks *ranks, uint32_t cell);
/* The next value; false: there is none, or (`failed`) it could not be read. */
bool rank_cursor_next(struct rank_cursor *cursor);

/* Cursors that are gone through together: the least value of all first. */
struct rank_merge {
    struct rank_cursor **heap; /* the least on top */
    size_t count;
    bool failed;
};

/* `cursors` have been opened; `heap` has room for them. */
void rank_merge_begin(struct rank_merge *merge, struct rank_cursor *cursors, size_t count);
bool rank_merge_next(struct rank_merge *merge, int64_t *value, uint64_t *count);

#endif
