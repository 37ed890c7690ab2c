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

#include "data/kernel.h"
#include "data/records.h"

/* How far it came in a text that begins with a record. */
struct structure {
    const struct kernel *kernel;
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

void structure_begin(struct structure *structure, const struct kernel *kernel, char delimiter);

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
