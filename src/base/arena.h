/* Memory by lifetime. An arena hands out memory that is freed all at once; nothing is freed one by
 * one. Those of pol are: program (text, AST, theory, findings), run (plan, cubes, results) and
 * scratch (reset for each batch or file).
 *
 * Out of memory: there is one policy. An arena belongs to a guard; when the system gives no more
 * memory the arena jumps to the guard, which the API call armed with setjmp, and the call answers
 * POL_NO_MEMORY. So the code between never sees a NULL and carries no clean-up for it. What is not
 * memory (open files, converters) is handed to the arena with arena_defer and is closed when the
 * arena is released, also after such a jump.
 *
 * Built with POL_ARENA_DEBUG each allocation is a malloc of its own, so that the address sanitizer
 * and valgrind see every overrun. */
#ifndef POL_BASE_ARENA_H
#define POL_BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>

#include "base/compiler.h"

/* Where to go when memory runs out. */
struct guard {
    jmp_buf env;
};

struct arena_block;
struct arena_deferred;

struct arena {
    struct guard *guard;
    struct arena_block *blocks;      /* the newest first */
    char *next, *end;                /* what is free in the newest block */
    size_t block_size;               /* of the next block */
    size_t used;                     /* bytes handed out since the last reset, for statistics */
    struct arena_deferred *deferred; /* the newest first */
};

/* An empty arena; it takes memory when first asked. The guard outlives it. */
void arena_init(struct arena *arena, struct guard *guard);

/* An arena that lives inside another: for what is needed only for a while. Released with its parent
 * at the latest, so a jump to the guard leaves nothing behind. */
struct arena *arena_child(struct arena *parent);

/* Runs what was deferred, newest first, and frees all. Accepts a zeroed arena; may be repeated. */
void arena_release(struct arena *arena);

/* As release, but keeps one block for what comes next. */
void arena_reset(struct arena *arena);

/* A zeroed block outside any arena, for the one thing that holds them all; NULL when there is no
 * memory. */
void *base_context_alloc(size_t size);
void base_context_free(void *context);

/* `size` bytes, zeroed, aligned for any type. Never NULL: jumps to the guard instead. */
void *arena_alloc(struct arena *arena, size_t size) POL_MALLOC;

/* The same, aligned to a power of two of at most that of any type: small things then lie closer. */
void *arena_alloc_aligned(struct arena *arena, size_t size, size_t alignment) POL_MALLOC;

/* As arena_alloc_aligned for `count` things of `size` bytes; an overflow counts as no memory. */
void *arena_array(struct arena *arena, size_t count, size_t size, size_t alignment) POL_MALLOC;

/* A copy of `size` bytes. */
void *arena_copy(struct arena *arena, const void *bytes, size_t size) POL_MALLOC;

/* Jumps to the arena's guard, as if memory had run out. For libraries that report that themselves. */
void arena_out_of_memory(struct arena *arena) POL_NORETURN;

/* `close(object)` is called when the arena is reset or released. */
void arena_defer(struct arena *arena, void (*close)(void *), void *object);

#define ARENA_NEW(arena, type) ((type *)arena_alloc_aligned((arena), sizeof(type), _Alignof(type)))
#define ARENA_ARRAY(arena, type, count)                                                            \
    ((type *)arena_array((arena), (count), sizeof(type), _Alignof(type)))

/* Makes room for one more in `items`, which has `count` used of `capacity`; the old memory stays in
 * the arena, which at doubling costs as much again as the array. */
#define ARENA_GROW(arena, items, count, capacity)                                                  \
    ((void)((count) < (capacity) ||                                                                \
            ((items) = arena_grow((arena), (items), sizeof *(items), (count), &(capacity)), 0)))

void *arena_grow(struct arena *arena, const void *items, size_t size, size_t count,
                 size_t *capacity) POL_MALLOC;

#endif
