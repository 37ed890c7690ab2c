/* The structure of delimited text: which of its bytes end a field or a record, found 64 at a time.
 *
 * A quote within quotes toggles: so the bytes within quotes are those with an odd number of quotes
 * before them. That is the whole rule (RFC 4180) as long as a quote opens only behind a separator and
 * closes only before one. A word of 64 bytes in which that is not so is called odd: it is read byte
 * by byte by the rules of records.h, and the rows that touch it are left to a scanner. */
#ifndef POL_DATA_STRUCTURE_H
#define POL_DATA_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/records.h"
#include "data/vectors.h"

enum { WORD_BYTES = 64 };

/* Of 64 bytes, a bit each, the first the lowest. */
struct word_marks {
    uint64_t separators; /* delimiters and line ends out of quotes; both of a CR and LF */
    uint64_t ends;       /* those that end a record; of a CR and LF the CR */
};

/* How far it came in a text that begins with a record. */
struct structure {
    const struct structure_kernel *kernel;
    char delimiter;
    uint64_t quoted;   /* all ones: the next byte is within quotes */
    uint64_t may_open; /* 1: the byte before is a separator or closes a quote, or there is none */
    uint64_t closed;   /* 1: the byte before closes a quote */
    uint64_t returned; /* 1: the byte before is a CR */
    uint64_t returns;  /* not 0: there was a CR */
    uint64_t lines;    /* line ends so far, also within quotes; a CR and LF are one */
    /* how far, and to which state, it was read byte by byte */
    size_t careful_at;
    enum scan_state careful;
};

/* What stands where in 64 bytes, a bit each. */
struct word_class {
    uint64_t quotes, delimiters, lfs, crs;
};

/* Where the separators stand, one after another. */
struct places {
    uint32_t *at;
    size_t count, room;
    uint32_t *ends; /* which of them end records, as indices into `at` */
    size_t end_count, end_room;
};

/* What is done with the instructions of one set. */
struct structure_kernel {
    /* Marks the words [word, word_count) of the text until one is odd; answers which, or
     * word_count. The state is then that before the odd word. */
    size_t (*mark)(struct structure *structure, const char *text, size_t word, size_t word_count,
                   struct word_marks *marks);
    /* Lists the separators at [from, to) and answers how far it came for lack of room. */
    size_t (*list)(const struct word_marks *marks, size_t from, size_t to, struct places *places);
};

/* The kernel of an instruction set (enum scan_instructions), the best of this machine when it is 0 or
 * the machine lacks it. */
const struct structure_kernel *structure_kernel(enum scan_instructions instructions);

void structure_begin(struct structure *structure, const struct structure_kernel *kernel,
                     char delimiter);

/* A text marked so far. */
struct marked {
    struct word_marks *words;
    uint64_t *odd;    /* a bit a word */
    size_t count;     /* of words that are whole */
    bool any_odd;     /* maybe */
    bool any_returns; /* CRs */
    uint64_t lines;   /* line ends, also within quotes; a CR and LF are one */
};

/* Marks the first `len` bytes of the text, of which those in whole words may have been marked before.
 * WORD_BYTES of room lie behind them and are overwritten with zeros. */
void structure_mark(struct structure *structure, char *text, size_t len, struct marked *marked);

#endif
