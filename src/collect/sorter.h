/* Sorts the rows of a portion into the cells of a grid: a period and a group each. Only the periods
 * and groups that rows belong to themselves: those that look back on them, and the whole, are put
 * together from these when the workers' figures are. */
#ifndef POL_COLLECT_SORTER_H
#define POL_COLLECT_SORTER_H

#include "collect/labels.h"
#include "collect/plan.h"
#include "collect/timing.h"

struct sorter {
    struct arena *arena;
    const struct grid_plan *plan;
    struct timing *timing;
    struct labels **labels; /* of each column of the breakdown */
    struct number_map
        pairs;       /* a breakdown by more columns: a group of the first ones and a label */
    bool *group_met; /* by group: a row that counts is in it */
    size_t group_count, group_capacity;
    int32_t *ords;    /* by cell */
    uint32_t *groups; /* the same; 0 where there is no breakdown, and for a missing value */
    size_t count, ord_capacity, capacity_of_groups;
    uint32_t *table; /* [group][ord - first]: cell + 1; while that is small */
    int32_t first;
    size_t span, table_groups;
    struct number_map map; /* (ord, group) to a cell, where it is not */
    bool mapped;
    /* Of the portion at hand: */
    uint64_t mask[VECTOR_WORDS]; /* rows that are in a cell */
    uint64_t misplaced[VECTOR_WORDS];
    uint32_t *cells; /* by row */
};

void sorter_begin(struct sorter *sorter, struct arena *arena, const struct grid_plan *plan,
                  struct timing *timing, struct labels **labels);
void sorter_take(struct sorter *sorter, struct formula_run *run);

/* The labels of a group, one for each column. */
void sorter_labels(const struct sorter *sorter, uint32_t group, uint32_t *labels);

#endif
