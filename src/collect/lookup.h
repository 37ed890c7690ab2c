/* Look-ups: the rows of one table found by their key from another. */
#ifndef POL_COLLECT_LOOKUP_H
#define POL_COLLECT_LOOKUP_H

#include "collect/plan.h"
#include "collect/rows.h"

/* A table whose rows are remembered. */
struct lookup {
    struct arena *arena;
    const struct table_plan *plan;
    struct atoms keys;     /* to row numbers */
    struct cells *columns; /* by column->index, of the remembered ones: by row number */
    size_t capacity;
    bool *repeated; /* by row number: the key stands in several rows */
    uint64_t repeats;
    uint32_t lines[5]; /* of the first repeated ones */
};

void lookup_begin(struct lookup *lookup, struct arena *arena, const struct table_plan *plan);

/* Remembers the rows of a batch; `lines` are theirs in the file. */
void lookup_remember(struct lookup *lookup, struct rows *rows, const uint32_t *lines);

/* The cells of a looked-up column for the rows of a batch of the table it belongs to. */
struct cells lookup_fetch(const struct lookup *lookup, struct rows *rows,
                          const struct column *column);

/* Says which keys stand in several rows (D04). */
void lookup_report(const struct lookup *lookup, struct findings *findings,
                   const struct table_files *files);

#endif
