/* A ring of blocks between the thread that makes them and the one that takes them. */
#include "data/ahead.h"

#include <signal.h>

/* Waits for a free block; NULL: nobody wants one. */
static struct ahead_block *wait_for_room(struct ahead *ahead)
{
    struct ahead_block *block = NULL;
    pthread_mutex_lock(&ahead->lock);
    while (ahead->count == AHEAD_BLOCKS && !ahead->stopped)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    if (!ahead->stopped) block = &ahead->blocks[(ahead->first + ahead->count) % AHEAD_BLOCKS];
    pthread_mutex_unlock(&ahead->lock);
    return block;
}

static void hand_over(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->count++;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
}

static void *work(void *context)
{
    struct ahead *ahead = context;
    struct ahead_block *block;
    bool more = true;
    while (more && (block = wait_for_room(ahead)) != NULL) {
        ahead->make(ahead->context, block);
        more = block->len > 0;
        hand_over(ahead);
    }
    return NULL;
}

static void release(void *object)
{
    struct ahead *ahead = object;
    ahead_stop(ahead);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
}

/* Signals are for the threads of the program, not for ours. */
static bool start_thread(struct ahead *ahead)
{
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0) return false;
    bool started = pthread_create(&ahead->thread, NULL, work, ahead) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

bool ahead_start(struct ahead *ahead, struct arena *arena, size_t block_size, ahead_make *make,
                 void *context)
{
    *ahead = (struct ahead){.make = make, .context = context};
    for (size_t i = 0; i < AHEAD_BLOCKS; i++)
        ahead->blocks[i].bytes = arena_alloc(arena, block_size);
    if (pthread_mutex_init(&ahead->lock, NULL) != 0) return false;
    if (pthread_cond_init(&ahead->changed, NULL) != 0) {
        pthread_mutex_destroy(&ahead->lock);
        return false;
    }
    arena_defer(arena, release, ahead);
    ahead->running = start_thread(ahead);
    return ahead->running;
}

const struct ahead_block *ahead_take(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->count) pthread_cond_wait(&ahead->changed, &ahead->lock);
    const struct ahead_block *block = &ahead->blocks[ahead->first];
    pthread_mutex_unlock(&ahead->lock);
    return block;
}

void ahead_give_back(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->first = (ahead->first + 1) % AHEAD_BLOCKS;
    ahead->count--;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
}

void ahead_stop(struct ahead *ahead)
{
    if (!ahead->running) return;
    ahead->running = false;
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
}
