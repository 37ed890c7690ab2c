/* Where one worker's vectors lie: room for a portion of each wanted column, used again for the next
 * portion. What fills it (a batch of cells, the fields of a block) begins each portion, puts values
 * into the array of the column's form and says which rows are not known. */
#ifndef POL_DATA_VECTOR_ROOM_H
#define POL_DATA_VECTOR_ROOM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "data/text_codes.h"
#include "data/vectors.h"

/* How many different texts of a column one worker gives numbers. */
enum { DICTIONARY_MAX = 65536 };

struct column_room {
    const struct column_spec *spec;
    struct arena *arena;   /* of the worker */
    struct vector *vector; /* what the consumer is given */
    void *values;          /* VECTOR_ROWS of the column's smallest form */
    struct num *numbers;   /* its general form, once it was needed */
    struct period *periods;
    struct str *texts;
    uint64_t *known, *provisional;
    uint8_t *reasons;
    struct text_codes codes; /* CELL_TEXT */
};

struct vector_room {
    struct arena *arena;
    size_t column_count;
    struct column_room *columns;
    struct vector *vectors;
};

/* Room for the wanted columns of a table, in `arena`, which belongs to the worker. */
void vector_room_init(struct vector_room *room, struct arena *arena, const struct table_spec *spec);

/* A new portion of a column: in its smallest form, all known, none provisional. */
void column_room_begin(struct column_room *column);

/* Says that a row has no value, or only a provisional one. Its value must have been set to 0. */
void column_room_miss(struct column_room *column, size_t row, enum reason reason);
void column_room_mark_provisional(struct column_room *column, size_t row);

/* The portion is complete. */
void column_room_end(struct column_room *column, size_t rows);

/* The column's general form, for VECTOR_ROWS rows. */
struct num *column_room_numbers(struct column_room *column);
struct period *column_room_periods(struct column_room *column);
struct str *column_room_texts(struct column_room *column);

/* The cells of a batch as the next portion of a column. Texts stay where they are. */
void column_room_take_cells(struct column_room *column, const struct cells *cells, size_t rows);

#endif
