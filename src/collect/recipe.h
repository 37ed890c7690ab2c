/* What is to be done with each portion of a table, worked out once for all workers: the formulas of
 * its queries, the groups they are broken down by, and the tallies that keep their figures. */
#ifndef POL_COLLECT_RECIPE_H
#define POL_COLLECT_RECIPE_H

#include "collect/tally.h"

struct recipe {
    struct arena *arena;
    const struct table_plan *plan;
    struct formulas formulas;
    size_t period;  /* formula of the column that places rows in time, or FORMULA_NONE */
    size_t **by;    /* by grid: the formulas of its columns */
    bool *labelled; /* by formula: its values are wanted as labels */
    struct tally_plan *tallies;
    size_t tally_count, tally_capacity;
    size_t *tally_of; /* by query->index */
};

void recipe_make(struct recipe *recipe, struct arena *arena, const struct table_plan *plan,
                 const size_t *places);

#endif
