/* Marks by cell. */
#include "collect/marks.h"

#include <string.h>

enum { WORDS_LARGEST = 1 << 19 }; /* 4 MB */

void marks_begin(struct marks *marks, struct arena *arena)
{
    *marks = (struct marks){.arena = arena};
}

void marks_each(const struct marks *marks, void (*each)(void *, uint32_t cell, uint32_t number),
                void *context)
{
    if (marks->pairs) {
        for (size_t i = 0; i < marks->pairs->count; i++)
            each(context, (uint32_t)(marks->pairs->keys[i] >> 32), (uint32_t)marks->pairs->keys[i]);
        return;
    }
    for (size_t i = 0; i < marks->cells * marks->words; i++)
        for (uint64_t left = marks->bits[i]; left; left &= left - 1)
            each(context, (uint32_t)(i / marks->words),
                 (uint32_t)(i % marks->words * 64 + (size_t)__builtin_ctzll(left)));
}

static void add_mark(void *context, uint32_t cell, uint32_t number)
{
    marks_add(context, cell, number);
}

void marks_make_room(struct marks *marks, size_t cells, size_t numbers)
{
    size_t words = (numbers + 63) / 64;
    if (marks->pairs || (cells <= marks->cells && words <= marks->words)) return;
    struct marks larger = {
        .arena = marks->arena,
        .cells = marks->cells ? marks->cells : 8,
        .words = marks->words ? marks->words : 1,
    };
    while (larger.cells < cells) larger.cells *= 2;
    while (larger.words < words) larger.words *= 2;
    if (larger.words > WORDS_LARGEST / larger.cells) {
        larger.pairs = ARENA_NEW(marks->arena, struct number_map);
        number_map_init(larger.pairs, marks->arena);
    } else {
        larger.bits = ARENA_ARRAY(marks->arena, uint64_t, larger.cells * larger.words);
    }
    marks_each(marks, add_mark, &larger);
    *marks = larger;
}
