/* Where rows fall: into periods, and groups. */
#ifndef POL_COLLECT_GRID_H
#define POL_COLLECT_GRID_H

#include "base/atom.h"
#include "collect/plan.h"
#include "collect/rows.h"

/* Where a row stands in time: inside `covers` and not after the as-of date, or why it is left out. */
enum standing_in_time { PLACE_INSIDE, PLACE_OUTSIDE, PLACE_LATER, PLACE_UNKNOWN };

struct placed {
    enum standing_in_time place;
    bool counts;     /* PLACE_INSIDE */
    bool has_period; /* by a period column; else by days or not at all */
    struct period period;
    struct days days;
    bool provisional; /* its period is */
};

/* One row in one cell. */
struct entry {
    uint32_t row;
    uint32_t cell;
    int32_t days; /* of rows valid over a stretch: how many fall into the cell */
};

enum { RECENT_CELLS = 4096 };

struct recent_cell {
    int32_t ord;
    uint32_t group, cell;
    bool known;
};

struct grid {
    const struct grid_plan *plan;
    const struct table *table;
    const struct calendar *calendar;
    struct arena *arena;
    struct atoms cells; /* (period, group) to cell numbers */
    struct recent_cell *recent;
    struct atoms groups;       /* the values of the columns, put together, to group numbers */
    struct str **group_values; /* by group number: text of each column */
    bool **group_missing;
    size_t group_capacity;
    bool any_rows;
    int32_t first, last;   /* ord of the first and last period in which rows fall */
    struct entry *entries; /* of the present batch */
    size_t entry_count, entry_capacity;
};

void grid_begin(struct grid *grid, struct arena *arena, const struct grid_plan *plan,
                const struct table *table, const struct calendar *calendar);

/* The entries of the rows of a batch from `*from` on, as many as make one portion; `*from` is then
 * the first row left, in the end the number of rows. Answers how many rows could not be placed among
 * these periods. */
size_t grid_place(struct grid *grid, struct rows *rows, const struct placed *placed, size_t *from);

/* The cell of a period and group (0: the whole); ATOM_NONE when no row fell into it. */
uint32_t grid_cell(const struct grid *grid, int32_t ord, uint32_t group);

/* The groups in the order in which they are shown. */
const struct group_key *grid_groups(struct grid *grid, uint32_t **numbers, size_t *count);

#endif
