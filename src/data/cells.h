/* From the text of fields to typed cells, a column at a time. Whatever the file is: a reader of
 * another kind of file fills `fields` and is done. */
#ifndef POL_DATA_CELLS_H
#define POL_DATA_CELLS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/atom.h"
#include "data/complaint.h"
#include "data/dialect.h"
#include "data/signs.h"
#include "data/table.h"

/* What is known of a field before its text is looked at. */
enum flaw {
    FLAW_NONE,
    FLAW_QUOTE,  /* text stands behind its closing quote */
    FLAW_NESTED, /* it is a list or object of JSON */
    FLAW_TWICE,  /* its key stands twice in its row */
    FLAW_ROW     /* its row is spoilt, which is said elsewhere */
};

struct field {
    struct str text; /* trimmed; empty also where the row has no such field */
    enum flaw flaw;
    bool plain; /* a number of JSON: its decimal mark is a point, whatever texts have */
};

/* A column that is wanted, while its file is read. */
struct column {
    const struct column_spec *spec;
    struct field *fields; /* of the batch */
    struct cells *cells;  /* what they become */
    struct atoms words;   /* of `one of`: from text to the place in the list */
    uint32_t *word_places;
    struct complaint values, two_ways, range, spaces;
    uint64_t filled;          /* of a code: fields that are not empty, and … */
    size_t shortest, longest; /* … how long they are with their spaces */
};

/* What the cells of all columns have in common. */
struct cell_context {
    struct arena *arena;   /* of the reader: for what is kept to the end */
    struct arena *scratch; /* of the batch */
    const struct dialect *dialect;
    const struct sign_table *signs;
    const uint32_t *lines;      /* of the rows of the batch, or NULL: ask … */
    struct line_finder *finder; /* … for that of its row `finder_row` */
    size_t finder_row;
    uint64_t rejected; /* cells that are BAD_VALUE */
};

void column_init(struct column *column, struct arena *arena, const struct column_spec *spec,
                 struct cells *cells);

/* Makes room for the fields and cells of so many rows, before any is decoded. */
void column_make_room(struct column *column, struct arena *arena, size_t rows);

/* Of a column that is a code: counts a field that has spaces round it; `bytes` holds them. */
void column_note_spaces(struct column *column, struct cell_context *context, size_t row,
                        struct str bytes);

/* Takes over what was found in other lines of the file, so that all is as if one had seen them in
 * order. */
void column_merge(struct column *column, struct arena *arena, struct column *other);

/* Decodes one field into the cell of a row. */
void column_decode_field(struct column *column, struct cell_context *context,
                         const struct field *field, size_t row);

/* Decodes the fields of the first `rows` rows into cells. */
void column_decode(struct column *column, struct cell_context *context, size_t rows);

#endif
