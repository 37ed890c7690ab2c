/* What collecting gives: for each aggregate its figures by period and group. Judging sees these and
 * nothing of the rows or files behind them. */
#ifndef POL_COLLECT_CUBE_H
#define POL_COLLECT_CUBE_H

#include "builtin/value.h"
#include "theory/theory.h"

struct table_files;

/* One group of a breakdown: a value for each of its columns. */
struct group_key {
    const struct str *values; /* as text; of a missing value an empty one */
    const bool *missing;
};

struct cube_cell {
    struct cell cell;             /* with its segments, as if no break lay inside the period */
    const struct missing *broken; /* a break does lie inside: why the figure can't be compared */
    uint64_t events;              /* rows that count, for hiding small groups */
};

struct cube {
    bool by_period;
    enum freq freq;
    int32_t first;        /* ord of the first period */
    size_t count;         /* periods; 1 where not by period */
    struct days days;     /* not by period */
    const struct str *by; /* names of the columns */
    size_t by_count;
    const struct group_key
        *groups; /* in order: numbers, dates, texts, words as declared; null last */
    size_t group_count;
    const struct cube_cell *cells; /* [1 + group][period]: the whole first */
    const struct missing *absent;  /* why there are no rows to make figures of; or NULL */
};

/* The cells of one group (0: the whole) over the periods. */
const struct cube_cell *cube_row(const struct cube *cube, size_t group);

/* Places in the file at which something was seen: how many, and the lines of the first few. */
enum { SEEN_SHOWN = 5 };

struct seen {
    uint64_t count;
    uint32_t lines[SEEN_SHOWN];
};

/* What was read of one of its files. */
struct input_file {
    struct str path, fingerprint;
    uint64_t bytes, rows, rejected;
};

/* What was read of a table, for the report. */
struct input {
    const struct table *table;
    struct str path, fingerprint;   /* of its file, or of all of them */
    const struct input_file *files; /* of several; NULL where it is one */
    size_t file_count;
    const struct table_files *places; /* see input_location */
    uint64_t bytes, rows, rejected;
    uint64_t unplaced;                            /* rows whose period can't be read */
    uint64_t later;                               /* rows after the as-of date */
    const struct provisional_values *provisional; /* a column each; NULL where nothing watched */
    size_t provisional_count;
};

/* Where a row of the table stands, by its line. */
struct location input_location(const struct input *input, uint32_t line);

/* Whether a path, as it is shown, is that of one of its files. */
bool input_has_file(const struct input *input, struct str path);

/* Provisional values in a column that was read, of rows that count. */
struct provisional_values {
    const struct column *column;
    struct seen seen;
};

#endif
