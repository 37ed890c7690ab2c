/* A series as a line of blocks. */
#ifndef POL_RENDER_SPARKLINE_H
#define POL_RENDER_SPARKLINE_H

#include "judge/result.h"
#include "base/buf.h"

/* One block a period, from the lowest to the highest value; a missing one is a dot. Where there are
 * more periods than columns, each block is the mean of several. */
struct str sparkline(struct arena *arena, const struct result_point *points, size_t count,
                     size_t columns);

#endif
