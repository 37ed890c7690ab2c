/* Hands out a table as portions of vectors. */
#include "base/bug.h"
#include "data/reader.h"
#include "data/vector_room.h"
#include "data/vectors.h"

uint32_t portion_line(const struct portion *portion, size_t row)
{
    if (row >= portion->rows) BUG("a row that is not in the portion");
    return portion->lines[row];
}

enum read_status reader_scan(struct reader *reader, const struct scan_options *options,
                             portion_take *take, void *context)
{
    (void)options;
    const struct table_spec *spec = reader->spec;
    struct vector_room room;
    vector_room_init(&room, reader->arena, spec);
    struct portion portion = {.columns = room.vectors, .guard = reader->arena->guard};
    struct batch batch;
    enum read_status status;
    for (; (status = reader_next(reader, &batch)) == READ_ROWS; portion.block++) {
        for (size_t i = 0; i < spec->column_count; i++)
            if (spec->columns[i].wanted)
                column_room_take_cells(&room.columns[i], &batch.cells[i], batch.rows);
        portion.rows = batch.rows;
        portion.lines = batch.lines;
        if (!take(context, &portion)) return READ_ROWS;
    }
    return status;
}
