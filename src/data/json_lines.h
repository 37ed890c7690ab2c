/* The rows of a block of JSON Lines, a portion at a time: where each begins and where its values lie, in
 * the form in which the readers of columns want them (block_rows.h). */
#ifndef POL_DATA_JSON_LINES_H
#define POL_DATA_JSON_LINES_H

#include "data/block_rows.h"
#include "data/json_shape.h"
#include "data/reader.h"

struct json_rows {
    struct block_rows rows; /* what readers of columns use of it */
    struct json_shape shape;
    struct json_taker taker;
    struct json_bad_rows bad;
    size_t most;   /* rows of a portion */
    size_t next;   /* where in the block the next portion begins … */
    uint64_t line; /* … and on which line */
};

/* The arenas are the worker's. */
void json_rows_init(struct json_rows *rows, struct arena *arena, struct arena *scratch,
                    const struct json_keys *keys, const struct kernel *kernel);

/* The rows of another block. `rows` are those of a json_rows, also below. */
void json_rows_begin(struct block_rows *rows, const struct block *block);

/* Finds the next rows, at most VECTOR_ROWS; false when the block holds no more. What was found before
 * is forgotten; the scratch is the caller's to reset. */
bool json_rows_next(struct block_rows *rows);

#endif
