/* What a column probably holds, from some of its texts. */
#ifndef POL_DATA_GUESS_H
#define POL_DATA_GUESS_H

#include "data/signs.h"
#include "data/table.h"

/* The ways to write a date, beside ISO 8601, that are looked for. */
enum { GUESS_PATTERNS = 8 };

/* How many texts can be read as what. Begin with one that is zeroed but for `signs`. */
struct guess {
    const struct sign_table *signs; /* for something missing, or behind a provisional value */
    uint64_t filled;                /* texts that are no sign for something missing */
    uint64_t numbers, whole, years; /* with a point as the decimal mark */
    uint64_t comma_numbers;         /* with a comma, … */
    uint64_t grouped;               /* … of which thousands are set apart by points: 1.234,5 */
    uint64_t leading_zero;          /* numbers that are codes: 007 */
    uint64_t periods, dates, booleans;
    uint64_t by_freq[FREQ_COUNT];      /* of the periods */
    uint64_t patterns[GUESS_PATTERNS]; /* dates by pattern */
};

/* Takes a trimmed text. */
void guess_take(struct guess *guess, struct str text);

/* How what was guessed is written in the file. */
struct guess_style {
    struct str pattern; /* of dates; empty: by ISO 8601, or there are none */
    bool grouped;       /* numbers as 1.234,5 */
};

/* Sets the type that nearly all texts have (a few may be wrong), with `whole`, `freq` and `any_freq`.
 * `name` is the column's header: years are periods when it is called so. */
void guess_column(const struct guess *guess, struct str name, struct column_spec *spec,
                  struct guess_style *style);

#endif
