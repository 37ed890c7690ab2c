/* For tests of scans: gathers the portions that several workers are given, as text, in the order of
 * the file. How a row becomes text is the test's own. */
#ifndef POL_TEST_PORTIONS_H
#define POL_TEST_PORTIONS_H

#include <stdlib.h>

#include "base/bug.h"
#include "base/buf.h"
#include "data/vectors.h"

enum { GATHER_WORKERS_MAX = 16 };

/* One row of a vector as a cell like those of batches: its arrays have one element. */
struct one_cell {
    struct cells cells;
    uint8_t reason;
    bool provisional;
    union {
        struct num number;
        int32_t day;
        struct period period;
        bool boolean;
        struct str text;
        uint32_t word;
    };
};

static bool one_bit(const uint64_t *bits, size_t i)
{
    return bits[i / 64] >> i % 64 & 1;
}

static void one_cell_value(struct one_cell *cell, const struct vector *vector, size_t row)
{
    switch (vector->form) {
    case VECTOR_NONE: BUG("a column that is not wanted");
    case VECTOR_INTEGERS:
        if (!cell->reason &&
            (vector->integers[row] < vector->least || vector->integers[row] > vector->most))
            BUG("an integer out of the bounds of its vector");
        cell->number = num_decimal(vector->integers[row], vector->scale);
        return;
    case VECTOR_NUMBERS: cell->number = vector->numbers[row]; return;
    case VECTOR_DAYS: cell->day = vector->days[row]; return;
    case VECTOR_ORDS: cell->period = (struct period){vector->freq, vector->ords[row]}; return;
    case VECTOR_PERIODS: cell->period = vector->periods[row]; return;
    case VECTOR_BITS: cell->boolean = one_bit(vector->bits, row); return;
    case VECTOR_WORDS_OF: cell->word = vector->words[row]; return;
    case VECTOR_CODES:
        if (vector->codes[row] >= vector->dictionary->count && !cell->reason)
            BUG("a code that is not in the dictionary");
        cell->text = cell->reason ? STR("") : vector->dictionary->texts[vector->codes[row]];
        return;
    case VECTOR_TEXTS: cell->text = vector->texts[row]; return;
    }
}

static const struct cells *one_cell(struct one_cell *cell, const struct vector *vector, size_t row)
{
    *cell = (struct one_cell){.cells = {.reasons = &cell->reason,
                                        .provisional = &cell->provisional,
                                        .numbers = &cell->number}};
    if (vector->form == VECTOR_NONE) {
        cell->cells = (struct cells){.reasons = NULL};
        return &cell->cells;
    }
    bool known = vector->all_known || one_bit(vector->known, row);
    if (!vector->all_known) cell->reason = vector->reasons[row];
    if (known != (cell->reason == REASON_NONE)) BUG("bits and reasons that differ");
    cell->provisional = vector->provisional && one_bit(vector->provisional, row);
    one_cell_value(cell, vector, row);
    return &cell->cells;
}

struct gathered {
    uint64_t block, first_row;
    struct buf text;
};

struct gathering {
    const struct table_spec *spec;
    void (*add_row)(struct buf *buf, const struct table_spec *spec, const struct portion *portion,
                    size_t row);
    struct arena arenas[GATHER_WORKERS_MAX]; /* of the workers */
    struct gathered *items[GATHER_WORKERS_MAX];
    size_t counts[GATHER_WORKERS_MAX], capacities[GATHER_WORKERS_MAX];
    uint64_t rows[GATHER_WORKERS_MAX];
};

POL_UNUSED static bool gather_portion(void *context, const struct portion *portion)
{
    struct gathering *all = context;
    size_t w = portion->worker;
    if (w >= GATHER_WORKERS_MAX || !portion->rows || portion->rows > VECTOR_ROWS)
        BUG("a portion that can't be");
    struct arena *arena = &all->arenas[w];
    if (!arena->guard) arena_init(arena, portion->guard);
    arena->guard = portion->guard;
    ARENA_GROW(arena, all->items[w], all->counts[w], all->capacities[w]);
    struct gathered *item = &all->items[w][all->counts[w]++];
    *item = (struct gathered){portion->block, portion->first_row, buf_in(arena)};
    if (all->counts[w] > 1 && item[-1].block > item->block) BUG("blocks out of order");
    for (size_t row = 0; row < portion->rows; row++)
        all->add_row(&item->text, all->spec, portion, row);
    all->rows[w] += portion->rows;
    return true;
}

static int gathered_compare(const void *a, const void *b)
{
    const struct gathered *x = a, *y = b;
    if (x->block != y->block) return x->block < y->block ? -1 : 1;
    return x->first_row < y->first_row ? -1 : x->first_row > y->first_row;
}

/* Adds all rows in the order of the file, answers how many there were, and lets go of the arenas. */
POL_UNUSED static uint64_t gather_finish(struct gathering *all, struct arena *arena,
                                         struct buf *buf)
{
    size_t count = 0;
    uint64_t rows = 0;
    for (size_t w = 0; w < GATHER_WORKERS_MAX; w++) count += all->counts[w];
    struct gathered *items = ARENA_ARRAY(arena, struct gathered, count + 1);
    size_t n = 0;
    for (size_t w = 0; w < GATHER_WORKERS_MAX; w++) {
        for (size_t i = 0; i < all->counts[w]; i++) items[n++] = all->items[w][i];
        rows += all->rows[w];
    }
    qsort(items, count, sizeof *items, gathered_compare);
    for (size_t i = 0; i < count; i++) buf_add(buf, buf_str(&items[i].text));
    for (size_t w = 0; w < GATHER_WORKERS_MAX; w++) arena_release(&all->arenas[w]);
    return rows;
}

#endif
