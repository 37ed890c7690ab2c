/* One worker of a pass in parallel: all that it adds up of its portions. */
#ifndef POL_COLLECT_WORKER_H
#define POL_COLLECT_WORKER_H

#include "collect/pass.h"
#include "collect/recipe.h"

struct worker {
    const struct pass *pass;
    const struct recipe *recipe;
    struct arena *arena;   /* of the worker */
    struct arena *scratch; /* of a portion */
    bool begun;            /* a portion came */
    struct formula_run run;
    struct timing timing;
    struct labels *labels;        /* by formula */
    struct sorter *sorters;       /* by grid */
    struct tally *tallies;        /* by number in the recipe */
    struct number_map *days;      /* numbers of days, for marks */
    struct watch *watch;          /* or NULL */
    struct stages stages, *timed; /* NULL: nobody asks */
    uint64_t misplaced;           /* rows that fall between the periods of a grid */
};

/* Adds a portion; false when there are more figures than there is room for. */
bool worker_take(struct worker *worker, const struct portion *portion);

/* Puts together what the workers added up: fills the grids and states of the pass. False when
 * there are more figures than there is room for, or a temporary file failed. */
bool workers_merge(struct pass *pass, const struct recipe *recipe, struct worker *workers,
                   size_t count);

#endif
