/* Medians and quantiles of what workers counted by value. */
#ifndef POL_COLLECT_QUANTILE_H
#define POL_COLLECT_QUANTILE_H

#include "collect/tally.h"

/* What one worker counted of a query. */
struct ranked_worker {
    struct tally *tally;
    const struct cell_targets *targets;
    size_t cells;
};

/* Works out the figure of every cell and leaves it in the states. False when a temporary file failed. */
bool quantiles_settle(struct arena *arena, struct states *states,
                      const struct ranked_worker *workers, size_t count);

/* Hands the workers' values to the states one by one, beside those of the general way. False when a
 * temporary file failed. */
bool quantiles_pour(struct arena *arena, struct states *states, const struct ranked_worker *workers,
                    size_t count);

#endif
