/* Blocks of a file's text, for several workers: each is some whole records with their structure
 * marked. They are made one after another, by whoever asks, so that the quotes and the numbers of
 * lines are known exactly where each begins; all that follows is the worker's own. */
#ifndef POL_DATA_CSV_BLOCK_H
#define POL_DATA_CSV_BLOCK_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "data/structure.h"
#include "data/window.h"

enum {
    BLOCK_DEFAULT = 128 * 1024,
    BLOCK_TEXT_MAX = 512 * 1024, /* below FIELD_MAX: what is longer is left to the scanner */
    BLOCK_MARGIN = 64            /* bytes before and behind the text that may be looked at */
};

struct block {
    char *text;
    size_t len;
    uint64_t number;     /* in the order of the file, from 0 */
    uint64_t first_line; /* of the file, on which it begins */
    uint64_t bytes_read; /* of the file, when it was made */
    struct marked marked;
};

/* Room for a block, in the arena of its worker. */
void block_init(struct block *block, struct arena *arena);

/* Where blocks come from. */
struct block_source {
    pthread_mutex_t lock;
    struct window *window;
    const struct kernel *kernel;
    char delimiter;
    size_t block_size;
    char *rest; /* behind the last block: the beginning of the next */
    size_t rest_len;
    uint64_t number, line; /* of the next block */
    bool ended;            /* what is left is for the scanner: see block_source_end */
};

/* `line`: on which the window's text begins, with a record; `number`: of the first block. The arena
 * is that of the thread that calls. */
void block_source_init(struct block_source *source, struct arena *arena, struct window *window);
void block_source_begin(struct block_source *source, size_t block_size, uint64_t line);

/* Makes the next block. false where there is none: at the end of the text, where it can't be read on,
 * and before a record that is too long for a block or has too many fields. Takes nothing from an
 * arena. */
bool block_next(struct block_source *source, struct block *block);

/* Gives the text that is in no block back to the window. */
void block_source_end(struct block_source *source);

#endif
