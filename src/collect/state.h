/* The running state of an aggregate, one for each cell that rows fall into, and what it comes to. */
#ifndef POL_COLLECT_STATE_H
#define POL_COLLECT_STATE_H

#include "base/atom.h"
#include "collect/plan.h"
#include "data/vectors.h"

/* On which lines of the file the rows at hand begin. */
struct lines {
    const uint32_t *lines;         /* or NULL: */
    const struct portion *portion; /* asks it */
};
uint32_t lines_at(const struct lines *lines, size_t row);

/* One cell of one query. Which parts are used depends on the function. */
struct state {
    uint64_t n;         /* rows or values that count */
    uint64_t missing;   /* rows whose value is missing */
    uint64_t left_out;  /* rows of which `where` is unknown */
    uint64_t matched;   /* share: rows where the condition is true; distinct: values seen */
    struct num_sum sum; /* of x, or of x times its weight */
    struct num_sum squares;
    struct num_sum weight; /* of the weights, where there are any */
    struct num best;       /* min, max, first, last */
    int32_t best_day;      /* first, last: of the row that `best` is from */
    uint64_t best_row;
    uint64_t moments; /* of a stock: how many */
    uint64_t periods; /* of figures: in how many periods of the table there is a row */
    bool provisional;
    bool settled;              /* median, quantile: `best` is the result */
    enum reason first_missing; /* the reason of the first missing value, its row, its line */
    uint64_t first_row;
    uint32_t first_line;
};

/* All cells of one query. */
struct states {
    struct arena *arena;
    const struct query *query;
    bool weighted, stock;
    bool by_days;        /* a stock of rows that are valid over a stretch of days */
    bool order_matters;  /* a number was added up that is no decimal: such sums can be rounded */
    bool figures;        /* rows are figures of a period: one that has none is missing */
    struct state *items; /* by cell number */
    size_t count, capacity;
    struct buf key;                /* being put together */
    struct atoms periods;          /* of figures: those with a row, by cell */
    struct atoms seen;             /* distinct values, moments, or values to rank, by cell */
    struct atoms keys;             /* coverage: the keys of all rows */
    struct num *ranked;            /* median, quantile: by number of `seen`, the value … */
    uint32_t *ranked_cell;         /* … its cell … */
    struct num_sum *ranked_weight; /* … and how often it counts */
    size_t ranked_capacity;
};

void states_begin(struct states *states, struct arena *arena, const struct query *query);

/* What one row adds. */
struct row_value {
    bool counts;        /* `where` is true */
    bool unknown;       /* `where` is unknown */
    enum reason reason; /* the value is missing; else REASON_NONE */
    bool provisional;
    bool truth; /* share: the condition */
    const struct num *number;
    const struct num *weight; /* NULL: 1 */
    struct str key;           /* distinct: the value; coverage: the period and the key */
    struct str whole_key;     /* coverage: the key alone */
    int32_t day;              /* the first day of the row's period */
    int32_t days;             /* of validity, how many fall into the cell; else 0 */
    uint64_t row;             /* its number, or any that rises with it */
    const struct lines *lines;
    size_t at; /* its place among those */
};
void states_add(struct states *states, size_t cell, const struct row_value *value);

/* What a cell of `from` adds to one of `to`, but for the values that are told apart. */
void state_merge(struct states *to, size_t cell, const struct state *from);

/* The numbers of cells that a cell goes into. */
struct cell_targets {
    const uint32_t *first; /* by cell: where its targets begin; one more at the end */
    const uint32_t *targets;
};

/* Adds all cells of `from`, each to its targets in `to`: as if the rows had been added there. */
void states_merge(struct states *to, const struct states *from, const struct cell_targets *map);

/* All cells below `count`, where it is known how many there will be. */
void states_make_cells(struct states *states, size_t count);

/* The cell with this number; it is there even when no row fell into it. */
struct state *states_cell(struct states *states, size_t cell);

/* What a cell comes to, where rows count in it; false when there is no such number. */
bool states_result(struct states *states, size_t cell, int32_t days_in_period, struct num *result);

/* Adds a value that is to be ranked, with what it weighs. */
void states_rank(struct states *states, size_t cell, const struct num *number,
                 const struct num_sum *weight);

/* Notes a value that `distinct` tells apart, the day of a period with a row, and that of a moment of a
 * stock. */
void states_see(struct states *states, size_t cell, struct str key);
void states_see_period(struct states *states, size_t cell, int32_t day);
void states_see_moment(struct states *states, size_t cell, int32_t day);

/* Quantiles of type 7 of Hyndman and Fan, with weights as in Hmisc's wtd.quantile: the place of the
 * quantile, 1 + (W - 1) p, among values that repeat W times in all, as a whole number and a part; and
 * the value that lies that part of the way from the one at the whole place to the next. */
bool quantile_place(const struct aggregate *aggregate, const struct num *total, int64_t *whole,
                    struct num *part);
bool quantile_between(struct num *result, const struct num *below, const struct num *above,
                      const struct num *part);

/* Sorts what is to be ranked; once, before results are asked for. */
void states_finish(struct states *states);

#endif
