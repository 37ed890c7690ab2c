/* Work that a thread of its own does ahead: blocks of bytes, made in order by one thread and taken in
 * order by another, with room for a few between them. */
#ifndef POL_DATA_AHEAD_H
#define POL_DATA_AHEAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { AHEAD_BLOCKS = 4 };

/* A block that was made. `mark` is whatever its maker notes of the state in which it left off. */
struct ahead_block {
    char *bytes;
    size_t len; /* 0: the end, or a failure; nothing comes behind it */
    uint64_t mark;
};

/* Makes the next block, of at most the size that ahead_start was told. Runs in the other thread. */
typedef void ahead_make(void *context, struct ahead_block *block);

struct ahead {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    ahead_make *make;
    void *context;
    struct ahead_block blocks[AHEAD_BLOCKS];
    size_t first, count; /* of those made and not given back */
    bool stopped;        /* nobody wants more */
    bool running;
};

/* Starts the thread; false when the system gives none. `arena` ends it at the latest, and `ahead` and
 * what `context` is must live as long. */
bool ahead_start(struct ahead *ahead, struct arena *arena, size_t block_size, ahead_make *make,
                 void *context);

/* Waits for the next block; it is the taker's until ahead_give_back. */
const struct ahead_block *ahead_take(struct ahead *ahead);
void ahead_give_back(struct ahead *ahead);

/* Ends the thread, and waits until it has; may be repeated. What the thread used is then its
 * starter's again. */
void ahead_stop(struct ahead *ahead);

#endif
