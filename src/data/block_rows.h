/* The rows of a block, a portion at a time: where each begins and where its fields lie. Nearly all
 * rows have as many fields as they should and quotes by the book. The others are read by a scanner
 * and their fields kept beside; where the fast decoders look, they find empty fields instead. */
#ifndef POL_DATA_BLOCK_ROWS_H
#define POL_DATA_BLOCK_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "data/block_source.h"
#include "data/cells.h"
#include "data/csv.h"
#include "data/row_check.h"
#include "data/vectors.h"

enum {
    PLACES_ROOM = 32 * 1024,         /* separators of a portion */
    EMPTY_PLACE = PLACES_ROOM + 128, /* from here on places without anything between them */
};

/* A row that was read by the scanner: its fields, as they stand in the file, by their place. */
struct careful_row {
    size_t row;
    enum flaw flaw;
    const struct str *fields;  /* of the columns of the spec */
    const struct field *taken; /* instead, of JSON: what they are, not trimmed yet */
};

struct block_rows {
    /* of the table */
    struct arena *arena;   /* of the worker */
    struct arena *scratch; /* of the portion */
    const struct kernel *kernel;
    const struct table_spec *spec;
    const size_t *field_of; /* each column's place among the fields */
    struct scanner scanner;
    struct row_check check;
    /* of the block */
    const struct block *block;
    size_t next;    /* where the next portion begins */
    uint64_t line;  /* on which … */
    size_t line_at; /* … this place is */
    /* of the portion */
    struct places places; /* before each row's first field, then the end of each field */
    uint32_t *bases;      /* of each row: which place is before its first field */
    uint32_t *starts;     /* of each row: where it begins in the block */
    size_t count;
    struct careful_row *careful;
    size_t careful_count, careful_room;
};

/* The arenas are the worker's. */
void block_rows_init(struct block_rows *rows, struct arena *arena, struct arena *scratch,
                     const struct csv *csv, const struct kernel *kernel);

/* The rows of another block. */
void block_rows_begin(struct block_rows *rows, const struct block *block);

/* Finds the next rows, at most VECTOR_ROWS; false when the block holds no more. What was found before
 * is forgotten; the scratch is the caller's to reset. */
bool block_rows_next(struct block_rows *rows);

/* The bytes of a field of a row that is not among the careful ones. */
static inline struct str block_rows_field(const struct block_rows *rows, size_t row, size_t field)
{
    const uint32_t *at = rows->places.at + rows->bases[row] + field;
    uint32_t from = at[0] + 1;
    return (struct str){rows->block->text + from, at[1] - from};
}

#endif
