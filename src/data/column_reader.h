/* Reads a column of the rows of a block into a vector: the fast decoder of its type first, the rules
 * of cells.h for what that leaves. One worker's. */
#ifndef POL_DATA_COLUMN_READER_H
#define POL_DATA_COLUMN_READER_H

#include "data/block_rows.h"
#include "data/cells.h"
#include "data/decode.h"
#include "data/line_finder.h"
#include "data/vector_room.h"

struct column_reader {
    struct column column; /* of one cell; with the complaints of the worker */
    struct cells cell;
    struct column_room *room;
    size_t field;      /* its place among the fields */
    enum reason empty; /* what an empty field means; REASON_NONE: it must be asked */
    struct number_decoder numbers;
    struct date_decoder dates;
    struct field_cache cache;
};

/* What the columns of a worker have in common. */
struct row_reader {
    struct block_rows *rows;
    struct cell_context *context; /* with its finder set */
    struct hard_rows hard;
    uint32_t values[VECTOR_ROWS];
};

/* For one column of the table, that of `room`; all is the worker's. */
void column_reader_init(struct column_reader *reader, struct row_reader *rows, size_t field,
                        struct column_room *room);

/* Reads the column of the rows that `rows` found last. */
void column_reader_read(struct column_reader *reader, struct row_reader *rows);

#endif
