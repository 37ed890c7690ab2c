/* Blocks of a file's text, for several workers: each is some whole records. They are made one after
 * another, by whoever asks, so that it is known exactly where each begins and on which line; all that
 * follows is the worker's own. */
#ifndef POL_DATA_BLOCK_SOURCE_H
#define POL_DATA_BLOCK_SOURCE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "data/structure.h"
#include "data/window.h"

enum {
    BLOCK_DEFAULT = 128 * 1024,
    BLOCK_TEXT_MAX = 512 * 1024, /* below FIELD_MAX: what is longer is left to reader_next */
    BLOCK_MARGIN = 64,           /* bytes before and behind the text that may be looked at */
    BLOCK_WORDS = BLOCK_TEXT_MAX / WORD_BYTES + 1
};

struct block {
    char *text;
    size_t len;
    uint64_t number;      /* in the order of the file, from 0 */
    uint64_t first_line;  /* of the file, on which it begins */
    uint64_t bytes_read;  /* of the file, when it was made */
    struct marked marked; /* its structure; of JSON nothing */
};

/* Room for a block, in the arena of its worker. */
void block_init(struct block *block, struct arena *arena);

struct block_source;

/* How the text of a kind of file is cut. Nothing is taken from an arena. */
struct block_cutter {
    /* The block is a new one; or NULL. */
    void (*begin)(struct block_source *source, struct block *block);
    /* Text came: `len` bytes are there by now. Answers where the last whole record ends, or 0, and
     * sets source->ended where what follows is not for a block. */
    size_t (*cut)(struct block_source *source, struct block *block, size_t len);
    /* The block was cut and `rest` lies behind it; answers how many lines it has. */
    uint64_t (*close)(struct block *block, struct str rest);
    bool takes_last; /* the last record of a file needs no end */
};

/* Where blocks come from; the first member of what a kind of file has for that. */
struct block_source {
    const struct block_cutter *cutter;
    pthread_mutex_t lock;
    struct window *window;
    size_t block_size;
    char *rest; /* behind the last block: the beginning of the next */
    size_t rest_len;
    uint64_t number, line; /* of the next block */
    bool ended;            /* what is left is for reader_next: see block_source_end */
};

/* The arena is that of the thread that calls. */
void block_source_init(struct block_source *source, struct arena *arena,
                       const struct block_cutter *cutter, struct window *window);

/* `line`: on which the window's text begins, with a record; `number`: of the first block; a size of 0:
 * the usual one. */
void block_source_begin(struct block_source *source, size_t block_size, uint64_t line,
                        uint64_t number);

/* Makes the next block. false where there is none: at the end of the text, where it can't be read on,
 * and before a record that is not for a block. Takes nothing from an arena. */
bool block_source_next(struct block_source *source, struct block *block);

/* Gives the text that is in no block back to the window. */
void block_source_end(struct block_source *source);

#endif
