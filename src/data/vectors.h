/* A portion of a table's rows as typed vectors: what the fast reader gives and the kernels take.
 *
 * A vector holds one column over the rows of a portion in the smallest form that is exact: numbers
 * as integers with one common scale, dates as day numbers, booleans as bits, `one of` as places in its
 * list, texts as codes of a dictionary while that is small. What does not fit (an exponent, 30 digits,
 * mixed frequencies) comes in the general form of its type, so no value is ever lost or rounded.
 *
 * Portions belong to blocks of the file. Blocks are numbered in the order of the file and may be
 * worked on by several workers at once; a worker gets the portions of a block in order, and blocks in
 * rising order. Whatever depends on the order of rows (first, last, the line of the first missing
 * value) is told by (block, row) and settled when workers are merged, so that results never depend on
 * how many there are. */
#ifndef POL_DATA_VECTORS_H
#define POL_DATA_VECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "data/table.h"

enum { VECTOR_ROWS = 2048, VECTOR_WORDS = VECTOR_ROWS / 64 };

enum vector_form {
    VECTOR_NONE,     /* the column is not wanted */
    VECTOR_INTEGERS, /* CELL_NUMBER: integers[i] / 10^scale */
    VECTOR_NUMBERS,  /* CELL_NUMBER, general */
    VECTOR_DAYS,     /* CELL_DATE */
    VECTOR_ORDS,     /* CELL_PERIOD, all of one freq: the ord of each */
    VECTOR_PERIODS,  /* CELL_PERIOD, general */
    VECTOR_BITS,     /* CELL_BOOLEAN: bit i % 64 of bits[i / 64] */
    VECTOR_WORDS_OF, /* CELL_WORD: the place in the column's list of words */
    VECTOR_CODES,    /* CELL_TEXT: the worker's number for the text, see dictionary */
    VECTOR_TEXTS     /* CELL_TEXT, general: slices, valid while the portion is */
};

/* The texts of a column that one worker has seen so far, by number; equal texts (trimmed, NFC) have
 * one number. Codes of different workers are not comparable: compare texts. It lives at one address
 * as long as the reader's arena and only grows; a column that has become too rich for it gives
 * VECTOR_TEXTS from some portion on, and no codes again. */
struct dictionary {
    const struct str *texts;
    size_t count;
};

/* Values of rows that are not known mean nothing, but are there (0), so that kernels need not ask. */
struct vector {
    enum vector_form form;
    uint8_t scale;               /* VECTOR_INTEGERS */
    enum freq freq;              /* VECTOR_ORDS */
    bool all_known;              /* then `known` and `reasons` may be NULL */
    const uint64_t *known;       /* a bit a row; bits beyond the last row are 0 */
    const uint8_t *reasons;      /* enum reason, a byte a row: REASON_NONE where known */
    const uint64_t *provisional; /* a bit a row, or NULL: none is */
    int64_t least, most; /* VECTOR_INTEGERS: bounds of the known ones (least > most: none) */
    const struct dictionary *dictionary; /* VECTOR_CODES */
    union {
        const int64_t *integers;
        const struct num *numbers;
        const int32_t *days;
        const int32_t *ords;
        const struct period *periods;
        const uint64_t *bits;
        const uint32_t *words;
        const uint32_t *codes;
        const struct str *texts;
    };
};

/* Rows of one block: all of it is valid until the consumer returns. Arrays have room for a whole
 * portion, whatever `rows` is, and are aligned to 64 bytes. */
struct portion {
    size_t worker;         /* 0 .. workers - 1 */
    size_t file;           /* of the table, in order; codes of different ones are not comparable */
    uint64_t block;        /* of the file, in order, from 0 */
    uint64_t first_row;    /* of the block, from 0 */
    size_t rows;           /* 1 .. VECTOR_ROWS */
    const uint32_t *lines; /* the line of the file on which each row begins, from 1; NULL: ask
                              portion_line */
    uint32_t lines_before; /* of files of the table that come before; portion_line counts them */
    const struct vector *columns; /* in the order of the spec */
    struct guard *guard;          /* see portion_take */
    struct line_finder *finder;   /* for portion_line */
};

/* The line of the file on which a row begins. Costs a walk over the block: for what is shown only. */
uint32_t portion_line(const struct portion *portion, size_t row);

/* Takes a portion; called by several threads at once, by each for its own worker. False stops the
 * scan; portions that are on their way may still come. It must not allocate from an arena that another
 * worker uses, and every arena it does use must belong to the portion's guard while it runs: that
 * guard lives in the thread of the worker and ends with the scan, after which the arena is to be
 * given another (or be released). When memory runs out in a worker, all of them are stopped and the
 * scan jumps to the guard of the reader's arena, in the thread that called it. */
typedef bool portion_take(void *context, const struct portion *portion);

/* The instruction sets that a reader of delimited text can use: structure.def. */
enum scan_instructions {
    SCAN_BEST, /* of those this machine has; also where it lacks the one that is asked for */
    SCAN_PORTABLE,
    SCAN_SSE2,
    SCAN_AVX2,
    SCAN_AVX512,
    SCAN_NEON
};

/* How a scan is run. */
struct scan_options {
    size_t workers;    /* at least 1; the calling thread is worker 0 */
    size_t block_size; /* 0: the default. What comes out must not depend on it */
    enum scan_instructions instructions;
};

/* Reads the rest of a table, portion by portion, with several workers. Everything else is as with
 * reader_next: what is wrong becomes the same findings with the same rows, in the same order; the
 * fingerprint and the counts of reader_read are complete at READ_END. READ_ROWS: the consumer stopped
 * it. Fewer workers than asked for may come, never more. */
enum read_status reader_scan(struct reader *reader, const struct scan_options *options,
                             portion_take *take, void *context);

#endif
