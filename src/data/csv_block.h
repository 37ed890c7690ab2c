/* Blocks of delimited text: their structure is marked, and a record that is too long for a block or has
 * too many fields is in none. */
#ifndef POL_DATA_CSV_BLOCK_H
#define POL_DATA_CSV_BLOCK_H

#include "data/block_source.h"

struct csv_source {
    struct block_source blocks;
    const struct kernel *kernel;
    char delimiter;
    struct structure structure; /* of the block that is made */
};

/* The arena is that of the thread that calls. */
void csv_source_init(struct csv_source *source, struct arena *arena, struct window *window,
                     const struct kernel *kernel, char delimiter);

#endif
