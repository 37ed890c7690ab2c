/* Expressions over the rows of a batch: each node gives a column of values. */
#ifndef POL_COLLECT_ROWS_H
#define POL_COLLECT_ROWS_H

#include "data/table.h"
#include "theory/theory.h"

/* The rows at hand: what has been read or computed of each column of the table. */
struct rows {
    struct arena *scratch; /* reset before each batch */
    const struct calendar *calendar;
    size_t count;
    struct cells *columns; /* by column->index; without reasons: not there */
};

/* A column of values. A constant holds one, for all rows. Truths are in `booleans`. */
struct values {
    bool constant;
    struct cells cells;
};

/* Where the value of a row stands. */
static inline size_t values_at(const struct values *values, size_t row)
{
    return values->constant ? 0 : row;
}

struct values rows_eval(struct rows *rows, const struct expr *expr);

/* The text by which a value is told apart from others of its column and under which its group is
 * shown: a number as short as it is, a date as 2023-05-01. Answers false for a missing one. */
bool rows_key(struct arena *arena, const struct column *column, const struct cells *cells,
              size_t row, struct str *key);

/* The kind of cells that hold a column. */
enum cell_type rows_cell_type(const struct column *column);
/* … and the values of an expression. */
enum cell_type rows_value_type(const struct expr *expr);

/* Room for the cells of `count` rows. */
struct cells rows_new_cells(struct arena *arena, enum cell_type type, size_t count);

#endif
