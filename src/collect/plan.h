/* The plan: every aggregate of a theory as a query, and which tables and columns they need. A query
 * is plain data; what runs it, a pass over files or another engine, is not its business. */
#ifndef POL_COLLECT_PLAN_H
#define POL_COLLECT_PLAN_H

#include "collect/cube.h"

struct query {
    const struct aggregate *aggregate; /* the first one that asks it */
    struct table *table;
    struct str text;  /* as written */
    size_t grid;      /* its place in table_plan.grids */
    size_t index;     /* its place in table_plan.queries */
    struct cube cube; /* filled by the run */
};

/* A window and a breakdown that queries share: their rows fall into the same cells. */
struct grid_plan {
    struct window window;
    struct column **by;
    size_t by_count;
};

struct table_plan {
    struct table *table;
    struct query **queries;
    size_t query_count, query_capacity;
    struct grid_plan *grids;
    size_t grid_count, grid_capacity;
    bool *wanted;     /* by column: must be read or computed */
    bool looked_up;   /* another table looks up in it */
    bool *remembered; /* by column: looked up from elsewhere */
    bool read;        /* whether it must be read at all */
    bool unread;      /* after a run: it could not be read */
};

struct plan {
    struct arena *arena;
    const struct theory *t;
    struct table_plan *tables; /* by table->index */
    struct atoms keys;         /* of queries, so that what is asked twice is computed once */
    struct query **queries;
    size_t query_count, query_capacity;
    struct expr_walk walk;
    bool *indicators, *measures; /* by index: added */
};

/* A row behind a figure. */
struct listed_row {
    struct str text; /* its values, as far as they were read */
    struct location location;
    bool left_out; /* `where` can't be decided for it */
};

/* A figure of which the rows are asked for. */
struct row_wish {
    const struct query *query;
    int32_t ord; /* of its period; 0 where the query is not by period */
    size_t most; /* rows that are listed */
    /* filled by the run: those rows, in order, and how many there are */
    struct listed_row *rows;
    size_t count, capacity;
    uint64_t all;
};

void plan_begin(struct plan *plan, struct arena *arena, const struct theory *t);

/* Adds what an expression asks; its aggregates then point to their queries. Indicators and measures
 * that it names are followed to their values and costs. Each part is added once. */
void plan_add(struct plan *plan, struct expr *expr);
void plan_add_indicator(struct plan *plan, struct indicator *indicator);
/* Adds what the costs of a measure are computed from. */
void plan_add_costs(struct plan *plan, const struct node *measure);

/* All declared columns of all tables, for checking the files. */
void plan_all_columns(struct plan *plan);
/* The keys of all tables that are read, for finding those that stand twice; after plan_finish. */
void plan_keys(struct plan *plan);

/* Adds to a key all that decides the value of a row expression; NULL is nothing. */
void plan_add_expr_key(struct buf *key, const struct expr *expr);

/* Works out which tables and columns are needed, look-ups included. */
void plan_finish(struct plan *plan);

#endif
