/* Where rows fall: into periods, and groups. */
#ifndef POL_COLLECT_GRID_H
#define POL_COLLECT_GRID_H

#include "base/atom.h"
#include "collect/placing.h"
#include "collect/plan.h"
#include "collect/rows.h"

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
    struct atoms cells;         /* (period, group) to cell numbers */
    struct recent_cell *recent; /* or NULL: no row was placed yet */
    struct atoms groups;        /* the values of the columns, put together, to group numbers */
    struct str **group_values;  /* by group number: text of each column */
    bool **group_missing;
    size_t group_capacity;
    struct buf key; /* of a group, while it is put together */
    struct str *row_values;
    bool *row_missing;
    bool any_rows;
    int32_t first, last;   /* ord of the first and last period in which rows fall */
    struct entry *entries; /* of the present batch */
    size_t entry_count, entry_capacity;
};

void grid_begin(struct grid *grid, struct arena *arena, const struct grid_plan *plan,
                const struct table *table, const struct calendar *calendar);

/* The entries of the rows of a batch from `*from` on, as many as make one portion; `*from` is then
 * the first row left, in the end the number of rows. Rows that can't be placed among these periods are
 * marked in `misplaced`. */
void grid_place(struct grid *grid, struct rows *rows, const struct placed *placed, size_t *from,
                bool *misplaced);

/* The number of a group, by the text of each column and whether it is missing; from 1. */
uint32_t grid_group(struct grid *grid, const struct str *values, const bool *missing);
/* The number of a cell, which is there from here on. */
uint32_t grid_take_cell(struct grid *grid, int32_t ord, uint32_t group);
/* Rows fall into these periods. */
void grid_extend(struct grid *grid, int32_t first, int32_t last);

/* The cell of a period and group (0: the whole); ATOM_NONE when no row fell into it. */
uint32_t grid_cell(const struct grid *grid, int32_t ord, uint32_t group);

/* The groups in the order in which they are shown. */
const struct group_key *grid_groups(struct grid *grid, uint32_t **numbers, size_t *count);

#endif
