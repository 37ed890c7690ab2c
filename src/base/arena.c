/* Arenas: blocks that grow, a list of what is to be closed, and the jump when memory runs out. */
#define _DEFAULT_SOURCE /* madvise, MAP_ANONYMOUS */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/ckd.h"

enum {
    FIRST_BLOCK = 4096,
    LARGEST_BLOCK = 16 << 20,
    ALIGNMENT = 16,
    PAGE = 4096,
    HUGE_PAGE = 2 << 20,
    /* From here on they are asked for in huge pages: far fewer page faults. To clear one takes as long as
     * a hundred small ones, so a block that may stay empty is not to be one. */
    HUGE_BLOCK = 2 * HUGE_PAGE
};

struct arena_block {
    struct arena_block *older;
    size_t size;   /* of the memory behind the header */
    size_t mapped; /* bytes that map_huge gave; 0: it is calloc's */
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

/* Zeroed memory on the border of a huge page: fresh from the system, which has cleared it already. */
static void *map_huge(size_t size)
{
    size_t wider;
    if (ckd_add(&wider, size, (size_t)HUGE_PAGE)) return NULL;
    char *start = mmap(NULL, wider, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) return NULL;
    size_t before = (HUGE_PAGE - (uintptr_t)start % HUGE_PAGE) % HUGE_PAGE;
    if (before) munmap(start, before);
    munmap(start + before + size, wider - before - size);
#ifdef MADV_HUGEPAGE
    madvise(start + before, size, MADV_HUGEPAGE); /* a wish; nothing is lost without it */
#endif
    return start + before;
}

/* Where the tools look for overruns they see calloc only. */
#ifdef POL_ARENA_DEBUG
static bool is_huge(size_t size)
{
    (void)size;
    return false;
}
#else
static bool is_huge(size_t size)
{
    return size >= HUGE_BLOCK;
}
#endif

static void free_block(struct arena_block *block)
{
    if (block->mapped)
        munmap(block, block->mapped);
    else
        free(block);
}

static void free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *older = block->older;
        free_block(block);
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
    struct arena_block *block = NULL;
    if (ckd_add(&whole, size, sizeof(struct arena_block))) arena_out_of_memory(arena);
    size_t mapped = 0;
    if (is_huge(whole)) {
        if (ckd_add(&mapped, whole, (size_t)(PAGE - 1))) arena_out_of_memory(arena);
        mapped &= ~(size_t)(PAGE - 1);
        block = map_huge(mapped);
    } else {
        block = calloc(1, whole);
    }
    if (!block) arena_out_of_memory(arena);
    block->size = size;
    block->mapped = mapped;
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
