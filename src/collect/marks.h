/* Which of some small numbers were met in which cell: bits where that is small, else a set of pairs. */
#ifndef POL_COLLECT_MARKS_H
#define POL_COLLECT_MARKS_H

#include "collect/number_map.h"

struct marks {
    struct arena *arena;
    uint64_t *bits;           /* [cell][number] */
    size_t cells, words;      /* for each cell */
    struct number_map *pairs; /* cell << 32 | number, instead of bits; or NULL */
};

void marks_begin(struct marks *marks, struct arena *arena);

/* Makes room for cells and numbers below these. */
void marks_make_room(struct marks *marks, size_t cells, size_t numbers);

static inline void marks_add(struct marks *marks, uint32_t cell, uint32_t number)
{
    if (marks->pairs)
        number_map_take(marks->pairs, (uint64_t)cell << 32 | number);
    else
        marks->bits[cell * marks->words + number / 64] |= (uint64_t)1 << number % 64;
}

/* Calls `each` for all marks: cell by cell where they are bits. */
void marks_each(const struct marks *marks, void (*each)(void *, uint32_t cell, uint32_t number),
                void *context);

#endif
