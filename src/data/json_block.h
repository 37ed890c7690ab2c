/* Blocks of JSON Lines for several workers: each is some whole lines, in order. */
#ifndef POL_DATA_JSON_BLOCK_H
#define POL_DATA_JSON_BLOCK_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "data/csv_block.h"
#include "data/window.h"

/* Where blocks come from. Of the structure of a block (csv_block.h) nothing is marked. */
struct line_source {
    pthread_mutex_t lock;
    struct window *window;
    size_t block_size;
    char *rest; /* behind the last block: the beginning of the next */
    size_t rest_len;
    uint64_t number, line; /* of the next block */
    bool ended;            /* what is left is for reader_next: see line_source_end */
};

/* The arena is that of the thread that calls. */
void line_source_init(struct line_source *source, struct arena *arena, struct window *window);

/* `line`: on which the window's text begins; `number`: of the first block. */
void line_source_begin(struct line_source *source, size_t block_size, uint64_t line,
                       uint64_t number);

/* Makes the next block; it ends with a line end, if need be with one more than the file has. false
 * where there is none: at the end of the text, where it can't be read on, and before a line that is
 * too long for a block. Takes nothing from an arena. */
bool line_source_next(struct line_source *source, struct block *block);

/* Gives the text that is in no block back to the window. */
void line_source_end(struct line_source *source);

#endif
