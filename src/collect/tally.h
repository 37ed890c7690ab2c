/* The running figures of a query, a worker's own, over the cells of a sorter: what struct state is in
 * the general way, in small items that kernels add to. Queries that ask the same of the same rows
 * (sum and mean, or two quantiles) share one.
 *
 * Numbers are added as whole ones of one scale. When a sum could overflow, or values of another scale
 * come, it is moved to exact sums first; what fits no kernel (30 digits, a quotient) is added in the
 * general way to general states beside it. Nothing is rounded. */
#ifndef POL_COLLECT_TALLY_H
#define POL_COLLECT_TALLY_H

#include "collect/marks.h"
#include "collect/ranks.h"
#include "collect/sorter.h"
#include "collect/state.h"

struct tally;
struct tally_rows;

/* How the figures of some functions are kept. */
struct tally_kind {
    size_t item_size; /* of a cell */
    bool numbers;     /* the argument must be whole numbers of a scale, */
    bool sums;        /* and these are added up */
    void (*take)(struct tally *tally, const struct tally_rows *rows);
    /* Brings what was taken so far to another scale: sums move to exact ones, others to a finer scale.
     * False where that has no room. */
    bool (*rescale)(struct tally *tally, uint8_t scale);
    /* What a cell comes to, into a state that is empty. */
    void (*pour)(const struct tally *tally, size_t cell, struct state *state);
};

/* The same for all workers. */
struct tally_plan {
    const struct query *query;     /* the first that asks it */
    const struct tally_kind *kind; /* NULL: only in the general way */
    size_t grid, filter, argument; /* the latter two: formulas */
    bool labelled;                 /* the argument is taken by its labels */
    bool periods;                  /* figures: in how many periods there is a row */
    bool moments;                  /* a stock: at how many moments */
};

/* Values that are missing in a cell, and the first of them. */
struct absent {
    uint64_t count, row;
    uint32_t line;
    enum reason reason;
};

struct tally {
    const struct tally_plan *plan;
    struct arena *arena;
    void *items; /* of the kind, by cell */
    size_t capacity;
    uint8_t scale; /* of the numbers in `items` */
    bool has_scale;
    uint64_t magnitude;             /* of the largest number so far, at that scale */
    uint64_t bound;                 /* of what sums in `items` can have come to */
    struct num_sum *sums, *squares; /* what was moved out of them, by cell; or NULL */
    struct absent *absent;          /* by cell, or NULL: no value was missing */
    uint64_t *left_out;             /* the same of rows whose filter is not known */
    bool *provisional;              /* the same: some value is */
    size_t absent_capacity, left_out_capacity, provisional_capacity;
    size_t sum_capacity, square_capacity;
    struct marks marks;            /* distinct: which labels are in which cell */
    struct marks periods, moments; /* the same of days */
    struct ranks ranks;
    struct states *general; /* or NULL: all went by the kernel */
};

/* Where the rows of the portion at hand stand. */
struct tally_context {
    struct formula_run *run;
    struct timing *timing;
    struct sorter *sorters;      /* by grid */
    struct labels *labels;       /* by formula */
    struct number_map *days;     /* days to numbers, for marks */
    const uint32_t *day_numbers; /* of the portion, or NULL: not made yet */
};

/* The rows that a kernel takes: they count, and their value is known. */
struct tally_rows {
    const uint64_t *taken;
    bool all;                        /* of the portion */
    const uint32_t *cells;           /* by row */
    const struct vector *filter, *x; /* or NULL */
    uint64_t magnitude;              /* of the largest of the numbers */
    const int64_t *numbers;          /* x at the scale of the tally */
    const uint32_t *labels;
    size_t label_count;
    const int32_t *days;
    uint64_t number; /* of the first row */
    size_t rows, cell_count;
};

void tally_begin(struct tally *tally, struct arena *arena, const struct tally_plan *plan);
void tally_take(struct tally *tally, struct tally_context *context);

/* What a cell comes to as a state, but for what general states hold and for what is told apart or
 * ranked. */
void tally_state(const struct tally *tally, size_t cell, struct state *state);

/* The kind for an aggregate; NULL: none. */
const struct tally_kind *tally_kind_of(const struct query *query);

/* --- for the kinds ------------------------------------------------------------------------------ */

extern const struct tally_kind tally_count, tally_sum, tally_share, tally_squares, tally_least,
    tally_most, tally_first, tally_last, tally_distinct, tally_ranks;

#endif
