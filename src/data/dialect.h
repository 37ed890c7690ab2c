/* The dialect of a delimited file: what stands between fields, how numbers and dates are written.
 * What the author says holds; the rest is sniffed at the beginning of the file. */
#ifndef POL_DATA_DIALECT_H
#define POL_DATA_DIALECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "data/figure.h"
#include "data/header.h"
#include "data/records.h"
#include "data/signs.h"
#include "data/table.h"

struct dialect {
    char delimiter; /* 0: not known yet */
    struct figure_format figures;
    char decimal_said;   /* '.', ',' or 0 */
    struct str dates;    /* the pattern, or empty */
    uint32_t header_row; /* 0: none */
};

/* What the options say. false when one of them can't be meant: a finding D01 at the `from` says so. */
bool dialect_from_options(struct dialect *dialect, const struct table_spec *spec,
                          struct findings *findings);

/* How much text is sniffed at. */
enum { SAMPLE_SIZE = 64 * 1024 };

/* The beginning of a file's text. */
struct sample {
    struct str text;
    bool whole; /* the file holds no more */
};

/* Cuts an Excel line such as "sep=;" off the sample and answers how long it was, 0 without one; then
 * `delimiter` is the sign it names. */
size_t sample_take_separator(struct sample *sample, char *delimiter);

/* Goes through the rows of a sample, blank ones left out. */
struct sample_rows {
    struct scanner scanner;
    struct str rest;
    bool whole;
    uint64_t row;       /* of the one found, counting blank ones too */
    const char *record; /* the one found */
};

/* The rows from `first_row` on; `above`: how many stand above the sample. */
struct sample_rows sample_rows(struct arena *scratch, const struct sample *sample, char delimiter,
                               uint64_t above);
/* false at the end. A row that the sample cuts off is left out, unless it is the only one. */
bool sample_next(struct sample_rows *rows, uint64_t first_row);

/* The delimiters that are tried. Of equally good ones the first is taken: a semicolon is chosen by
 * those who need the comma in numbers. */
enum { DELIMITER_COUNT = 4 };
extern const char dialect_delimiters[DELIMITER_COUNT];

/* Finds out the delimiter: that by which the most wanted headers are there, then the rows have the
 * most even numbers of fields. */
char sniff_delimiter(struct arena *scratch, const struct sample *sample, uint64_t above,
                     const struct dialect *dialect, const struct table_spec *spec);

/* How many fields most rows have: the width of a file without header. */
size_t sniff_width(struct arena *scratch, const struct sample *sample, uint64_t above,
                   char delimiter);

/* Finds out the decimal mark from the number columns that are wanted; `places` has the field of each
 * column. Sets dialect->figures. */
void sniff_decimal(struct dialect *dialect, struct arena *scratch, const struct sample *sample,
                   uint64_t above, const struct table_spec *spec, const size_t *places,
                   const struct sign_table *signs);

#endif
