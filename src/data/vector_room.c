/* Room for vectors, and what fills it from cells. */
#include "data/vector_room.h"

#include <string.h>

#include "base/bug.h"
#include "base/ckd.h"
#include "base/wide.h"

enum { VECTOR_ALIGNMENT = 64 };

/* ---- room ---- */

static void *aligned(struct arena *arena, size_t size)
{
    char *memory = ARENA_ARRAY(arena, char, VECTOR_ROWS *size + VECTOR_ALIGNMENT);
    return memory + (VECTOR_ALIGNMENT - (uintptr_t)memory % VECTOR_ALIGNMENT);
}

static size_t smallest_size(enum cell_type type)
{
    switch (type) {
    case CELL_NUMBER: return sizeof(int64_t);
    case CELL_DATE:
    case CELL_PERIOD: return sizeof(int32_t);
    case CELL_BOOLEAN: return sizeof(uint64_t) / 8; /* more than its bits take */
    case CELL_TEXT:
    case CELL_WORD: return sizeof(uint32_t);
    }
    BUG("no such type of cells");
}

void vector_room_init(struct vector_room *room, struct arena *arena, const struct table_spec *spec)
{
    *room = (struct vector_room){.arena = arena, .column_count = spec->column_count};
    room->columns = ARENA_ARRAY(arena, struct column_room, spec->column_count);
    room->vectors = ARENA_ARRAY(arena, struct vector, spec->column_count);
    for (size_t i = 0; i < spec->column_count; i++) {
        if (!spec->columns[i].wanted) continue;
        struct column_room *column = &room->columns[i];
        column->spec = &spec->columns[i];
        column->arena = arena;
        column->vector = &room->vectors[i];
        column->values = aligned(arena, smallest_size(column->spec->type));
        column->known = aligned(arena, 1);
        column->provisional = aligned(arena, 1);
        column->reasons = aligned(arena, 1);
        if (column->spec->type == CELL_TEXT) text_codes_init(&column->codes, arena, DICTIONARY_MAX);
    }
}

struct num *column_room_numbers(struct column_room *column)
{
    if (!column->numbers) column->numbers = aligned(column->arena, sizeof *column->numbers);
    return column->numbers;
}

struct period *column_room_periods(struct column_room *column)
{
    if (!column->periods) column->periods = aligned(column->arena, sizeof *column->periods);
    return column->periods;
}

struct str *column_room_texts(struct column_room *column)
{
    if (!column->texts) column->texts = aligned(column->arena, sizeof *column->texts);
    return column->texts;
}

/* ---- a portion ---- */

static enum vector_form smallest_form(const struct column_room *column)
{
    switch (column->spec->type) {
    case CELL_NUMBER: return VECTOR_INTEGERS;
    case CELL_DATE: return VECTOR_DAYS;
    case CELL_PERIOD: return VECTOR_ORDS;
    case CELL_BOOLEAN: return VECTOR_BITS;
    case CELL_TEXT: return column->codes.full ? VECTOR_TEXTS : VECTOR_CODES;
    case CELL_WORD: return VECTOR_WORDS_OF;
    }
    BUG("no such type of cells");
}

void column_room_begin(struct column_room *column)
{
    enum vector_form form = smallest_form(column);
    *column->vector = (struct vector){
        .form = form,
        .freq = column->spec->freq,
        .all_known = true,
        .least = INT64_MAX,
        .most = INT64_MIN,
        .dictionary = form == VECTOR_CODES ? &column->codes.dictionary : NULL,
        .integers = column->values,
    };
}

static void set_bit(uint64_t *bits, size_t i)
{
    bits[i / 64] |= UINT64_C(1) << i % 64;
}

void column_room_miss(struct column_room *column, size_t row, enum reason reason)
{
    struct vector *vector = column->vector;
    if (vector->all_known) {
        vector->all_known = false;
        vector->known = column->known;
        vector->reasons = column->reasons;
        memset(column->known, 0xff, VECTOR_WORDS * sizeof *column->known);
        memset(column->reasons, REASON_NONE, VECTOR_ROWS);
    }
    column->known[row / 64] &= ~(UINT64_C(1) << row % 64);
    column->reasons[row] = (uint8_t)reason;
}

void column_room_mark_provisional(struct column_room *column, size_t row)
{
    if (!column->vector->provisional) {
        column->vector->provisional = column->provisional;
        memset(column->provisional, 0, VECTOR_WORDS * sizeof *column->provisional);
    }
    set_bit(column->provisional, row);
}

void column_room_end(struct column_room *column, size_t rows)
{
    if (column->vector->all_known) return;
    size_t last = rows / 64;
    if (rows % 64) column->known[last++] &= (UINT64_C(1) << rows % 64) - 1;
    for (; last < VECTOR_WORDS; last++) column->known[last] = 0;
}

/* ---- from cells ---- */

/* number * 10^places as an integer; false when it does not fit. */
static bool scale_up(const struct num *number, unsigned places, int64_t *integer)
{
    i128 scaled;
    if (places > 18 || ckd_mul(&scaled, number->n, (i128)u128_power_of_ten[places])) return false;
    *integer = (int64_t)scaled;
    return *integer == scaled;
}

static bool take_integers(struct column_room *column, const struct cells *cells, size_t rows)
{
    struct vector *vector = column->vector;
    int64_t *integers = column->values;
    unsigned scale = 0;
    for (size_t i = 0; i < rows; i++)
        if (!cells->reasons[i] && cells->numbers[i].scale > scale) scale = cells->numbers[i].scale;
    for (size_t i = 0; i < rows; i++) {
        integers[i] = 0;
        if (cells->reasons[i]) continue;
        const struct num *number = &cells->numbers[i];
        if (!scale_up(number, scale - number->scale, &integers[i])) return false;
        if (integers[i] < vector->least) vector->least = integers[i];
        if (integers[i] > vector->most) vector->most = integers[i];
    }
    vector->scale = (uint8_t)scale;
    return true;
}

static void take_numbers(struct column_room *column, const struct cells *cells, size_t rows)
{
    if (take_integers(column, cells, rows)) return;
    struct num *numbers = column_room_numbers(column);
    for (size_t i = 0; i < rows; i++)
        numbers[i] = cells->reasons[i] ? num_int(0) : cells->numbers[i];
    column->vector->form = VECTOR_NUMBERS;
    column->vector->numbers = numbers;
}

static bool have_one_freq(const struct cells *cells, size_t rows, enum freq *freq)
{
    bool any = false;
    for (size_t i = 0; i < rows; i++) {
        if (cells->reasons[i]) continue;
        if (any && cells->periods[i].freq != *freq) return false;
        *freq = cells->periods[i].freq;
        any = true;
    }
    return true;
}

static void take_periods(struct column_room *column, const struct cells *cells, size_t rows)
{
    struct vector *vector = column->vector;
    if (have_one_freq(cells, rows, &vector->freq)) {
        int32_t *ords = column->values;
        for (size_t i = 0; i < rows; i++) ords[i] = cells->reasons[i] ? 0 : cells->periods[i].ord;
        return;
    }
    struct period *periods = column_room_periods(column);
    for (size_t i = 0; i < rows; i++)
        periods[i] = cells->reasons[i] ? (struct period){0} : cells->periods[i];
    vector->form = VECTOR_PERIODS;
    vector->periods = periods;
}

static bool take_codes(struct column_room *column, const struct cells *cells, size_t rows)
{
    uint32_t *codes = column->values;
    for (size_t i = 0; i < rows; i++) {
        codes[i] = 0;
        if (cells->reasons[i]) continue;
        codes[i] = text_codes_number(&column->codes, cells->texts[i]);
        if (codes[i] == ATOM_NONE) return false;
    }
    return true;
}

static void take_texts(struct column_room *column, const struct cells *cells, size_t rows)
{
    if (!column->codes.full && take_codes(column, cells, rows)) return;
    struct str *texts = column_room_texts(column);
    for (size_t i = 0; i < rows; i++) texts[i] = cells->reasons[i] ? STR("") : cells->texts[i];
    column->vector->form = VECTOR_TEXTS;
    column->vector->dictionary = NULL;
    column->vector->texts = texts;
}

static void take_values(struct column_room *column, const struct cells *cells, size_t rows)
{
    switch (column->spec->type) {
    case CELL_NUMBER: take_numbers(column, cells, rows); return;
    case CELL_PERIOD: take_periods(column, cells, rows); return;
    case CELL_TEXT: take_texts(column, cells, rows); return;
    case CELL_DATE: {
        int32_t *days = column->values;
        for (size_t i = 0; i < rows; i++) days[i] = cells->reasons[i] ? 0 : cells->days[i];
        return;
    }
    case CELL_BOOLEAN: {
        uint64_t *bits = column->values;
        memset(bits, 0, VECTOR_WORDS * sizeof *bits);
        for (size_t i = 0; i < rows; i++)
            if (!cells->reasons[i] && cells->booleans[i]) set_bit(bits, i);
        return;
    }
    case CELL_WORD: {
        uint32_t *words = column->values;
        for (size_t i = 0; i < rows; i++) words[i] = cells->reasons[i] ? 0 : cells->words[i];
        return;
    }
    }
}

void column_room_take_cells(struct column_room *column, const struct cells *cells, size_t rows)
{
    column_room_begin(column);
    take_values(column, cells, rows);
    for (size_t i = 0; i < rows; i++) {
        if (cells->reasons[i]) column_room_miss(column, i, (enum reason)cells->reasons[i]);
        if (cells->provisional[i]) column_room_mark_provisional(column, i);
    }
    column_room_end(column, rows);
}
