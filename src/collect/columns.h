/* The columns of a table over the rows at hand, as cells: those of the file as they come, the others
 * computed or looked up when they are asked for. This is the general way to a value; where there is a
 * kernel for it, nothing is asked of this. */
#ifndef POL_COLLECT_COLUMNS_H
#define POL_COLLECT_COLUMNS_H

#include "collect/lookup.h"
#include "collect/rows.h"
#include "data/vectors.h"

struct columns {
    const struct table *table;
    const struct lookup *lookups; /* by table->index */
    const size_t *places;         /* by column->index: of columns of the file, in the spec */
    const struct portion *portion;
    bool ready; /* rows.columns is there */
    struct rows rows;
};

/* From here on the rows are those of a portion; `scratch` has been reset. */
void columns_take(struct columns *columns, const struct portion *portion);

/* The same of a batch, of which the columns that are wanted are taken over. */
void columns_take_batch(struct columns *columns, const struct batch *batch, const bool *wanted);

/* Sees to it that the cells of a column are in rows.columns. */
void columns_need(struct columns *columns, const struct column *column);
/* The same for all columns in an expression; NULL is none. */
void columns_need_in(struct columns *columns, const struct expr *expr);

#endif
