/* Makes blocks: reads on until the text holds a whole record, and keeps what is behind the last. */
#include "data/block_source.h"

#include <string.h>

void block_init(struct block *block, struct arena *arena)
{
    *block = (struct block){.text = NULL};
    block->text = arena_alloc(arena, BLOCK_TEXT_MAX + 2 * BLOCK_MARGIN + WORD_BYTES);
    block->text += BLOCK_MARGIN;
    block->marked.words = ARENA_ARRAY(arena, struct word_marks, BLOCK_WORDS);
    block->marked.odd = ARENA_ARRAY(arena, uint64_t, BLOCK_WORDS / 64 + 1);
}

void block_source_init(struct block_source *source, struct arena *arena,
                       const struct block_cutter *cutter, struct window *window)
{
    *source = (struct block_source){.cutter = cutter, .window = window};
    pthread_mutex_init(&source->lock, NULL);
    source->rest = arena_alloc(arena, BLOCK_TEXT_MAX);
}

void block_source_begin(struct block_source *source, size_t block_size, uint64_t line,
                        uint64_t number)
{
    source->block_size = block_size ? block_size : BLOCK_DEFAULT;
    source->line = line;
    source->number = number;
    source->rest_len = 0;
    source->ended = false;
}

/* Reads on, behind the first `len` bytes; answers how many came. */
static size_t pour(struct block_source *source, struct block *block, size_t len)
{
    size_t room = BLOCK_TEXT_MAX - len, got = 0, more;
    if (room > source->block_size) room = source->block_size;
    while (got < room &&
           (more = window_pour(source->window, block->text + len + got, room - got)) > 0)
        got += more;
    return got;
}

/* Whether no more is to come behind `len` bytes, and they are a block for all that. */
static bool is_last(const struct block_source *source, size_t len)
{
    return source->cutter->takes_last && len < BLOCK_TEXT_MAX && window_is_over(source->window);
}

/* Fills the block until it holds a whole record; answers how much text is there. */
static size_t fill(struct block_source *source, struct block *block)
{
    const struct block_cutter *cutter = source->cutter;
    size_t len = source->rest_len;
    if (len) memcpy(block->text, source->rest, len);
    if (cutter->begin) cutter->begin(source, block);
    block->len = 0;
    while (!block->len && !source->ended) {
        size_t got = pour(source, block, len);
        len += got;
        if (got)
            block->len = cutter->cut(source, block, len);
        else if (is_last(source, len))
            block->len = len;
        source->ended |= !got;
    }
    return len;
}

/* As block_source_next, by one worker at a time. */
static bool next(struct block_source *source, struct block *block)
{
    if (source->ended) return false;
    size_t len = fill(source, block);
    struct str rest = {block->text + block->len, len - block->len};
    source->rest_len = rest.len;
    memcpy(source->rest, rest.p, rest.len);
    if (!block->len) return false;
    block->number = source->number++;
    block->first_line = source->line;
    block->bytes_read = source->window->bytes->read;
    source->line += source->cutter->close(block, rest);
    return true;
}

static void pause_shortly(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

/* A block is made in less time than a thread takes to fall asleep and wake up, so it is waited for awake. */
static void take_lock(pthread_mutex_t *lock)
{
    enum { TRIES = 4000 };
    for (int i = 0; i < TRIES; i++) {
        if (pthread_mutex_trylock(lock) == 0) return;
        pause_shortly();
    }
    pthread_mutex_lock(lock);
}

bool block_source_next(struct block_source *source, struct block *block)
{
    take_lock(&source->lock);
    bool made = next(source, block);
    pthread_mutex_unlock(&source->lock);
    return made;
}

void block_source_end(struct block_source *source)
{
    window_give_back(source->window, (struct str){source->rest, source->rest_len});
    source->rest_len = 0;
}
