/* The inside of a reader: what all kinds of file have in common, and what each adds. For src/data and
 * its tests; everybody else includes data/table.h. */
#ifndef POL_DATA_READER_H
#define POL_DATA_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "data/bytes.h"
#include "data/cells.h"
#include "data/dialect.h"
#include "data/row_check.h"
#include "data/table.h"

enum { BLOCK_SIZE = 256 * 1024 };

/* A row of readers.def. */
struct reader_kind {
    struct str name, extensions;
    bool (*fits)(struct str head);
    bool (*open)(struct reader *reader);
    enum read_status (*fill)(struct reader *reader, size_t *rows);
};

struct scan;

/* Rows of JSON that are no objects. */
struct json_bad_rows {
    struct complaint rows;
    struct str why; /* the first of them is none … */
    uint64_t line;  /* … and on which line it is */
};

struct reader {
    struct arena *arena;   /* as long as the reader */
    struct arena *scratch; /* as long as a batch */
    const struct table_spec *spec;
    struct findings *findings;
    const struct reader_kind *kind;
    void *state;                     /* of the kind */
    void (*scan)(struct scan *scan); /* a fast way through this file (portions.h), or NULL */
    size_t block_size;
    struct bytes bytes;
    struct dialect dialect;
    struct str encoding; /* as it was said or found */
    struct sign_table signs;
    struct column *columns; /* one for each of the spec; empty where it is not wanted */
    struct cells *cells;
    uint32_t *lines;
    struct cell_context cell_context;
    struct row_check row_check;
    struct json_bad_rows bad_rows;
    bool keyed;              /* its rows need not have all columns */
    uint32_t line_count;     /* of the file, once it is read */
    const struct str *names; /* of the columns, as the file has them; NULL: it has none */
    size_t name_count;
    struct table_read read;
    enum read_status status; /* READ_ROWS until the end */
};

/* As reader_open, reading the file in blocks of `block_size` bytes: what comes out must not depend on
 * it. */
struct reader *reader_open_in_blocks(struct arena *arena, const struct table_spec *spec,
                                     struct findings *findings, size_t block_size);

/* For a kind when it opens a file: the names of the columns, which are copied. */
void reader_name_columns(struct reader *reader, const struct str *names, size_t count);
/* The names of the columns as the file has them, in its order; NULL when it has none. */
const struct str *reader_names(const struct reader *reader, size_t *count);

/* For a kind before it puts down a row: room for those of a batch. Who scans a file in portions, as
 * nearly all do, mostly needs none. */
void reader_make_room(struct reader *reader);

/* A finding D01 that there is no such encoding as was said; answers false. */
bool reader_complain_of_encoding(struct reader *reader);

/* A finding D01 that the file could not be read on; answers false. */
bool reader_complain_of_file(struct reader *reader);

#endif
