/* On which lines of the file the rows of a portion begin: found out only when somebody asks, for most
 * rows are never shown. */
#ifndef POL_DATA_LINE_FINDER_H
#define POL_DATA_LINE_FINDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/vectors.h"

struct line_finder {
    const char *text;       /* of the block */
    uint64_t first_line;    /* on which it begins */
    bool any_returns;       /* it holds CRs */
    const uint32_t *starts; /* where in it each row begins */
    size_t rows;
    bool found;
    uint64_t lines[VECTOR_ROWS];
};

/* How many line ends stand in text[from .. to), also within quotes; a CR and LF are one. Without CRs in
 * the text (`any_returns` false) it goes much faster. */
uint64_t lines_between(const char *text, size_t from, size_t to, bool any_returns);

/* The line of the file on which a row of the portion begins, from 1. */
uint64_t line_finder_line(struct line_finder *finder, size_t row);

#endif
