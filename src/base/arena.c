/* Arenas: blocks that grow, a list of what is to be closed, and the jump when memory runs out. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ckd.h"

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 16 << 20, ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *older;
    size_t size; /* of the memory behind the header */
    _Alignas(ALIGNMENT) char memory[];
};

struct arena_deferred {
    struct arena_deferred *older;
    void (*close)(void *);
    void *object;
};

void arena_init(struct arena *arena, struct guard *guard)
{
    *arena = (struct arena){.guard = guard, .block_size = FIRST_BLOCK};
}

static void run_deferred(struct arena *arena)
{
    while (arena->deferred) {
        struct arena_deferred *newest = arena->deferred;
        arena->deferred = newest->older;
        newest->close(newest->object);
    }
}

static void free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
}

void arena_release(struct arena *arena)
{
    run_deferred(arena);
    free_blocks(arena->blocks);
    arena->blocks = NULL;
    arena->next = arena->end = NULL;
    arena->used = 0;
}

void arena_reset(struct arena *arena)
{
#ifdef POL_ARENA_DEBUG
    arena_release(arena);
#else
    run_deferred(arena);
    struct arena_block *newest = arena->blocks;
    if (newest) {
        free_blocks(newest->older);
        newest->older = NULL;
        /* All memory that is still to be handed out is zero. */
        memset(newest->memory, 0, (size_t)(arena->next - newest->memory));
        arena->next = newest->memory;
        arena->end = newest->memory + newest->size;
    }
    arena->used = 0;
#endif
}

void arena_out_of_memory(struct arena *arena)
{
    longjmp(arena->guard->env, 1);
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    size_t whole;
    if (ckd_add(&whole, size, sizeof(struct arena_block))) arena_out_of_memory(arena);
    struct arena_block *block = calloc(1, whole);
    if (!block) arena_out_of_memory(arena);
    block->size = size;
    return block;
}

void *arena_alloc_aligned(struct arena *arena, size_t size, size_t alignment)
{
    if (size > PTRDIFF_MAX) arena_out_of_memory(arena);
    arena->used += size;
#ifndef POL_ARENA_DEBUG
    size_t gap = -(uintptr_t)arena->next & (alignment - 1);
    if (arena->next && (size_t)(arena->end - arena->next) >= size + gap) {
        char *memory = arena->next + gap;
        arena->next = memory + size;
        return memory;
    }
    if (size < arena->block_size) {
        struct arena_block *block = add_block(arena, arena->block_size);
        block->older = arena->blocks;
        arena->blocks = block;
        arena->next = block->memory + size;
        arena->end = block->memory + block->size;
        if (arena->block_size < LARGEST_BLOCK) arena->block_size *= 2;
        return block->memory;
    }
#else
    (void)alignment; /* each has a block of its own, aligned for all */
#endif
    /* A large thing gets a block of its own behind the newest, whose free rest stays in use. */
    struct arena_block *block = add_block(arena, size);
    if (arena->blocks) {
        block->older = arena->blocks->older;
        arena->blocks->older = block;
    } else {
        block->older = NULL;
        arena->blocks = block;
        arena->next = arena->end = block->memory + size;
    }
    return block->memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return arena_alloc_aligned(arena, size, ALIGNMENT);
}

void *arena_array(struct arena *arena, size_t count, size_t size, size_t alignment)
{
    size_t bytes;
    if (ckd_mul(&bytes, count, size)) arena_out_of_memory(arena);
    return arena_alloc_aligned(arena, bytes, alignment);
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    void *copy = arena_alloc(arena, size);
    if (size) memcpy(copy, bytes, size);
    return copy;
}

void *arena_grow(struct arena *arena, const void *items, size_t size, size_t count,
                 size_t *capacity)
{
    size_t more = *capacity ? *capacity * 2 : 8;
    if (more < *capacity) arena_out_of_memory(arena);
    void *grown = arena_array(arena, more, size, ALIGNMENT);
    if (count) memcpy(grown, items, count * size);
    *capacity = more;
    return grown;
}

void arena_defer(struct arena *arena, void (*close)(void *), void *object)
{
    struct arena_deferred *entry = ARENA_NEW(arena, struct arena_deferred);
    *entry = (struct arena_deferred){.older = arena->deferred, .close = close, .object = object};
    arena->deferred = entry;
}

static void release_child(void *child)
{
    arena_release(child);
}

struct arena *arena_child(struct arena *parent)
{
    struct arena *child = ARENA_NEW(parent, struct arena);
    arena_init(child, parent->guard);
    arena_defer(parent, release_child, child);
    return child;
}

void *base_context_alloc(size_t size)
{
    return calloc(1, size);
}

void base_context_free(void *context)
{
    free(context);
}
