/* One table while its rows are added up. There are two ways to do that, with the same figures:
 *
 *   in order     row by row, on one thread: for what depends on rows that came before (pass_ordered.c)
 *   in parallel  portion by portion, on several threads, by kernels (pass_parallel.c) */
#ifndef POL_COLLECT_PASS_H
#define POL_COLLECT_PASS_H

#include "collect/collect.h"
#include "collect/grid.h"
#include "collect/lookup.h"
#include "collect/state.h"
#include "collect/watch.h"
#include "data/table_reader.h"

struct pass {
    struct plan *plan;
    const struct table_plan *table_plan;
    const struct table *table;
    const struct collect_options *options;
    struct arena *arena;    /* of the pass: states and cells */
    struct lookup *lookups; /* by table->index */
    size_t *places;         /* by column->index: of columns of the file, in the spec */
    struct input *input;
    struct findings *findings;
    struct watch *watch;    /* or NULL */
    size_t figures;         /* in the cubes of the tables before */
    struct grid *grids;     /* what the pass fills: by place in the plan, */
    struct states *states;  /* by query->index, */
    struct placing placing; /* and where rows stood in time */
    uint64_t misplaced;     /* rows that fall between the periods of a grid */
    size_t threads;         /* that may be used */
    bool repeatable;        /* the file can be read again */
    bool again;             /* it must be, in order */
};

/* Read all rows; false, reported, when that fails on the way. In parallel also false, with `again` set,
 * when it turns out that the order of the rows matters: numbers are added up that are no decimals, or
 * there are too many figures. Then the file is to be read again, in order. */
bool pass_in_order(struct pass *pass, struct table_reader *reader);
bool pass_in_parallel(struct pass *pass, struct table_reader *reader);

/* Why the rows of a table must be taken in order; NULL: they need not. */
const char *pass_why_ordered(const struct pass *pass);

/* The first query whose figures by period and group, by the cells that rows fell into so far, come with
 * those before it to more than anybody reads and memory holds; or NULL. */
enum { FIGURES_MAX = 2000000 };
const struct query *pass_without_room(const struct pass *pass);
/* Says so. */
void pass_report_figures(const struct pass *pass, const struct query *query);

#endif
