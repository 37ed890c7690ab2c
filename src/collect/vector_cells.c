/* Vectors to cells and back. */
#include "collect/vector_cells.h"

#include <string.h>

#include "base/bug.h"

static bool bit(const uint64_t *bits, size_t row)
{
    return bits[row / 64] >> row % 64 & 1;
}

static struct str *texts_of_codes(struct arena *scratch, const struct vector *vector, size_t rows)
{
    struct str *texts = ARENA_ARRAY(scratch, struct str, rows + 1);
    for (size_t i = 0; i < rows; i++)
        if (vector->all_known || bit(vector->known, i))
            texts[i] = vector->dictionary->texts[vector->codes[i]];
    return texts;
}

static void take_numbers(struct cells *cells, struct arena *scratch, const struct vector *vector,
                         size_t rows)
{
    cells->numbers = ARENA_ARRAY(scratch, struct num, rows + 1);
    if (vector->form == VECTOR_NUMBERS) {
        memcpy(cells->numbers, vector->numbers, rows * sizeof *cells->numbers);
        return;
    }
    for (size_t i = 0; i < rows; i++)
        cells->numbers[i] = num_decimal(vector->integers[i], vector->scale);
}

static void take_periods(struct cells *cells, struct arena *scratch, const struct vector *vector,
                         size_t rows)
{
    cells->periods = ARENA_ARRAY(scratch, struct period, rows + 1);
    for (size_t i = 0; i < rows; i++)
        cells->periods[i] = vector->form == VECTOR_PERIODS
                                ? vector->periods[i]
                                : (struct period){vector->freq, vector->ords[i]};
}

struct cells cells_of_vector(struct arena *scratch, const struct vector *vector, size_t rows)
{
    struct cells cells = {
        .reasons = ARENA_ARRAY(scratch, uint8_t, rows + 1),
        .provisional = ARENA_ARRAY(scratch, bool, rows + 1),
    };
    if (!vector->all_known) memcpy(cells.reasons, vector->reasons, rows);
    for (size_t i = 0; vector->provisional && i < rows; i++)
        cells.provisional[i] = bit(vector->provisional, i);
    switch (vector->form) {
    case VECTOR_NONE: BUG("a column that was not read");
    case VECTOR_INTEGERS:
    case VECTOR_NUMBERS: take_numbers(&cells, scratch, vector, rows); break;
    case VECTOR_DAYS: cells.days = arena_copy(scratch, vector->days, rows * sizeof(int32_t)); break;
    case VECTOR_ORDS:
    case VECTOR_PERIODS: take_periods(&cells, scratch, vector, rows); break;
    case VECTOR_BITS:
        cells.booleans = ARENA_ARRAY(scratch, bool, rows + 1);
        for (size_t i = 0; i < rows; i++) cells.booleans[i] = bit(vector->bits, i);
        break;
    case VECTOR_WORDS_OF:
        cells.words = arena_copy(scratch, vector->words, rows * sizeof(uint32_t));
        break;
    case VECTOR_CODES: cells.texts = texts_of_codes(scratch, vector, rows); break;
    case VECTOR_TEXTS:
        cells.texts = arena_copy(scratch, vector->texts, rows * sizeof(struct str));
        break;
    }
    return cells;
}

/* --- back ------------------------------------------------------------------------------------------ */

static void take_masks(struct vector *vector, struct arena *scratch, const struct values *values,
                       size_t rows)
{
    uint64_t *known = ARENA_ARRAY(scratch, uint64_t, VECTOR_WORDS);
    uint64_t *provisional = ARENA_ARRAY(scratch, uint64_t, VECTOR_WORDS);
    uint8_t *reasons = ARENA_ARRAY(scratch, uint8_t, VECTOR_ROWS);
    bool any_provisional = false;
    vector->all_known = true;
    for (size_t i = 0; i < rows; i++) {
        size_t at = values_at(values, i);
        reasons[i] = values->cells.reasons[at];
        known[i / 64] |= (uint64_t)!reasons[i] << i % 64;
        provisional[i / 64] |= (uint64_t)values->cells.provisional[at] << i % 64;
        vector->all_known &= !reasons[i];
        any_provisional |= values->cells.provisional[at];
    }
    vector->known = known;
    vector->reasons = reasons;
    if (any_provisional) vector->provisional = provisional;
}

#define SPREAD(to, from, size)                                                                     \
    do {                                                                                           \
        (to) = ARENA_ARRAY(scratch, __typeof__(*(to)), (size));                                    \
        for (size_t i = 0; i < rows; i++) (to)[i] = (from)[values_at(values, i)];                  \
    } while (0)

struct vector vector_of_values(struct arena *scratch, enum cell_type type,
                               const struct values *values, size_t rows)
{
    struct vector vector = {.form = VECTOR_NONE};
    take_masks(&vector, scratch, values, rows);
    struct num *numbers;
    int32_t *days;
    struct period *periods;
    struct str *texts;
    uint64_t *bits;
    switch (type) {
    case CELL_NUMBER:
        SPREAD(numbers, values->cells.numbers, VECTOR_ROWS);
        vector.form = VECTOR_NUMBERS;
        vector.numbers = numbers;
        return vector;
    case CELL_DATE:
        SPREAD(days, values->cells.days, VECTOR_ROWS);
        vector.form = VECTOR_DAYS;
        vector.days = days;
        return vector;
    case CELL_PERIOD:
        SPREAD(periods, values->cells.periods, VECTOR_ROWS);
        vector.form = VECTOR_PERIODS;
        vector.periods = periods;
        return vector;
    case CELL_BOOLEAN:
        bits = ARENA_ARRAY(scratch, uint64_t, VECTOR_WORDS);
        for (size_t i = 0; i < rows; i++)
            bits[i / 64] |= (uint64_t)values->cells.booleans[values_at(values, i)] << i % 64;
        vector.form = VECTOR_BITS;
        vector.bits = bits;
        return vector;
    case CELL_TEXT:
        SPREAD(texts, values->cells.texts, VECTOR_ROWS);
        vector.form = VECTOR_TEXTS;
        vector.texts = texts;
        return vector;
    case CELL_WORD: break;
    }
    BUG("words as a vector");
}
