/* What is wrong with the cells of one column: counted while the file is read, told at its end in one
 * finding of each kind, with the first few places. */
#ifndef POL_DATA_COMPLAINT_H
#define POL_DATA_COMPLAINT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "data/dialect.h"
#include "data/table.h"

enum { COMPLAINT_SHOWN = 5 };

/* Why a cell is no value of its column. */
enum problem {
    PROBLEM_OTHER,      /* it looks like nothing that the column could hold */
    PROBLEM_TOO_LONG,   /* one with too many digits */
    PROBLEM_OTHER_MARK, /* one with another decimal mark */
    PROBLEM_THOUSANDS,  /* one with thousands signs that were not said */
    PROBLEM_DASH,       /* nothing but a dash */
    PROBLEM_PERCENT,
    PROBLEM_CURRENCY,
    PROBLEM_NOT_WHOLE,
    PROBLEM_DATE,
    PROBLEM_DATE_ORDER, /* a date, in an order that was not said */
    PROBLEM_PERIOD,
    PROBLEM_FREQUENCY, /* a period of another frequency */
    PROBLEM_BOOLEAN,
    PROBLEM_WORD,
    PROBLEM_ENCODING, /* bytes that are no text */
    PROBLEM_NUL,
    PROBLEM_QUOTE, /* text behind a closing quote */
    PROBLEM_NESTED,
    PROBLEM_TWICE,
    PROBLEM_COUNT
};

/* A place in the file. */
struct place_in_file {
    uint64_t line;
    struct str text;
};

/* Which patterns fit a date, a bit each, and where such a one first stands. */
struct date_order {
    unsigned patterns;
    uint64_t line;
};

/* More sets of patterns than a date can fit: those of one separator fit or don't by how many digits
 * there are and how large they are. */
enum { DATE_ORDERS_MAX = 32 };

struct complaint {
    uint64_t count;
    struct place_in_file first[COMPLAINT_SHOWN];
    uint64_t by_problem[PROBLEM_COUNT];
    struct place_in_file example[PROBLEM_COUNT]; /* the first of each problem */
    char mark[PROBLEM_COUNT];                    /* the sign it is about, where there is one */
    struct date_order date_orders[DATE_ORDERS_MAX];
    size_t date_order_count;
};

/* Counts one; the text is copied into `arena` where it is kept. The lines of one complaint rise. */
void complaint_add(struct complaint *complaint, struct arena *arena, enum problem problem,
                   char mark, uint64_t line, struct str text);

/* Notes which patterns fit a date that can't be read. */
void complaint_add_date_order(struct complaint *complaint, unsigned patterns, uint64_t line);

/* The patterns that fit all dates, as far as those have anything in common. */
unsigned complaint_date_patterns(const struct complaint *complaint);

/* Takes over what was found in other lines of the file, so that all is as if one had seen them in
 * order. */
void complaint_merge(struct complaint *complaint, struct arena *arena, struct complaint *other);

/* A pattern for `dates:` that fits the text, as a bit of date_patterns; 0: none does. */
unsigned date_patterns_of(struct str text);

/* What the findings of one file are about. */
struct complaint_context {
    const struct table_spec *spec;
    const struct dialect *dialect;
    struct str encoding; /* as it was said or found */
    struct findings *findings;
};

/* Each adds one finding when there is anything to complain of: D02, D03, D10, D12. */
void complain_of_values(const struct complaint_context *context, const struct column_spec *column,
                        const struct complaint *complaint);
void complain_of_two_ways(const struct complaint_context *context, const struct column_spec *column,
                          const struct complaint *complaint);
void complain_of_range(const struct complaint_context *context, const struct column_spec *column,
                       const struct complaint *complaint);
void complain_of_spaces(const struct complaint_context *context, const struct column_spec *column,
                        const struct complaint *complaint);

/* D02 with the places at which it is seen; for what is wrong with rows, not with one column. */
struct finding *complain_of_rows(const struct complaint_context *context,
                                 const struct complaint *complaint, struct str message);

#endif
