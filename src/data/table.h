/* What a table is, and how its rows come in: batches of typed columns, whatever the file is.
 *
 * The caller fills a table_spec, opens a reader on it and asks for batches until the end. The reader
 * decodes only the columns that are wanted. A value that is not of its column's type is missing
 * (REASON_BAD_VALUE) and part of one finding D02 a column; nothing is ever turned into a silent zero.
 * So is all of a row that has too few or too many fields to be sure which is which.
 * A reader keeps at most a few blocks of the file in memory, however long it is. */
#ifndef POL_DATA_TABLE_H
#define POL_DATA_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/period.h"
#include "base/str.h"
#include "text/finding.h"
#include "text/reason.h"

enum cell_type {
    CELL_NUMBER,
    CELL_DATE, /* a day */
    CELL_PERIOD,
    CELL_BOOLEAN,
    CELL_TEXT, /* trimmed, UTF-8, NFC */
    CELL_WORD  /* `one of`: an index into words */
};

/* Signs that stand for something else than a value. `said` is whether the author named them; if not,
 * the defaults of language.md §4 hold. */
struct signs {
    bool said;
    const struct str *items;
    size_t count;
};

/* The options of `from "…" ( … )`; a str left empty and a 0 mean: not said, find out. */
struct table_options {
    struct str delimiter, decimal, thousands, encoding, dates;
    bool header_row_said;
    uint32_t header_row; /* 1: the first row; 0: none, the columns stand in the order declared */
    struct signs missing, confidential, nil, provisional;
};

struct column_spec {
    struct str name;   /* in the theory */
    struct str header; /* in the file; compared after trimming, exactly, then ignoring case */
    enum cell_type type;
    bool whole;    /* a number must be a whole one */
    bool any_freq; /* a period may be of any frequency, else of `freq` */
    enum freq freq;
    const struct str *words; /* of `one of`, NFC */
    size_t word_count;
    bool ranged; /* low <= number <= high, else D10; the value counts all the same */
    struct num low, high;
    struct span span; /* of its declaration */
    bool wanted;      /* whether its cells are to be decoded */
    bool code;        /* rows are told apart by it, so spaces round its texts are worth D12 */
};

/* What was read, for the report's list of inputs. */
struct table_read {
    uint64_t bytes; /* of the file, read so far */
    uint64_t size;  /* of the whole file, 0 where that can't be known */
    uint64_t rows;
    uint64_t rejected; /* cells with REASON_BAD_VALUE */
    char
        fingerprint[48]; /* "xxh3-128:" and 32 hexadecimal digits of the file's bytes; at the end */
};

/* One of the files of a table. */
struct table_file {
    struct str path, file; /* as people are shown it; what is opened */
    uint32_t lines_before; /* in the files before it */
    struct table_read read;
};

/* All files of a table; `path` is how people are shown them together. */
struct table_files {
    struct str path;
    struct table_file *items;
    size_t count;
};

/* Where a row of the table stands, by its line as it is counted through all files. */
struct location table_location(const struct table_files *files, uint32_t line);

struct table_spec {
    struct str name;           /* in the theory */
    struct str path;           /* of the file, or of all of them, as people are shown it */
    struct str file;           /* what is opened */
    struct table_files *files; /* for a table_reader, which notes here what it read */
    bool *seen; /* of several files: by column, whether one has it; else NULL. Set by files whose
                   rows need not have all columns */
    struct span span; /* of its `from` */
    struct table_options options;
    size_t threads; /* that may be used; 0: one */
    const struct column_spec *columns;
    size_t column_count;
};

/* The cells of one column in a batch. Each array has the batch's `rows`; of a wanted column the one
 * of its type is set. */
struct cells {
    uint8_t *reasons; /* enum reason; where it is not REASON_NONE the value means nothing */
    bool *provisional;
    union {
        struct num *numbers;
        int32_t *days;
        struct period *periods;
        bool *booleans;
        struct str *texts; /* valid until the next batch */
        uint32_t *words;
    };
};

enum { BATCH_ROWS = 1024 };

struct batch {
    size_t rows;           /* 1 .. BATCH_ROWS */
    uint64_t first_row;    /* of the whole table, counting data rows from 1 */
    const uint32_t *lines; /* the line of the file on which each row begins, from 1 */
    struct cells *cells;   /* a column each, in the order of the spec; unwanted ones are zeroed */
};

enum read_status {
    READ_ROWS, /* a batch is there */
    READ_END,
    READ_FAILED /* it could not be read on: a finding D01 (the system) or S05 (a limit) says why */
};

struct reader;

/* Whether the name of a file says that it is data, and of which kind. */
bool reader_knows_name(struct str file);

/* Opens the file, finds its dialect, reads its header and matches the wanted columns. NULL when the
 * file or a wanted column is not there, or a header that is wanted stands twice: findings D01 say
 * which. The reader lives in `arena`, which also closes it. */
struct reader *reader_open(struct arena *arena, const struct table_spec *spec,
                           struct findings *findings);

/* The next batch, valid until the call after it. At READ_END the findings D02, D03, D10 and
 * D12 of the whole file have been added and the fingerprint is complete. */
enum read_status reader_next(struct reader *reader, struct batch *batch);

const struct table_read *reader_read(const struct reader *reader);

#endif
