/* Where rows stand in time, one by one. */
#ifndef POL_COLLECT_PLACING_H
#define POL_COLLECT_PLACING_H

#include "collect/collect.h"
#include "collect/rows.h"

/* Where a row stands in time: inside `covers` and not after the as-of date, or why it is left out. */
enum standing_in_time { PLACE_INSIDE, PLACE_OUTSIDE, PLACE_LATER, PLACE_UNKNOWN };

struct placed {
    enum standing_in_time place;
    bool counts;     /* PLACE_INSIDE */
    bool has_period; /* by a period column; else by days or not at all */
    struct period period;
    struct days days;
    bool provisional; /* its period is */
};

/* In which step the periods of one frequency go on: monthly figures can be there for each third
 * month. The greatest that fits all, whatever their order. */
struct step {
    bool any;
    int32_t first; /* ord of the first one met */
    uint64_t row;  /* that it was met in */
    int32_t step;  /* from it to the others; 0: there is no other */
};

struct placing {
    const struct table *table;
    const struct calendar *calendar;
    int32_t as_of;
    uint64_t unplaced, later;
    struct step steps[FREQ_COUNT];
};

void placing_begin(struct placing *placing, const struct table *table,
                   const struct calendar *calendar, int32_t as_of);

/* The last day on which anything can have been counted. */
int32_t placing_last_day(const struct placing *placing);

/* Places a row; `number` is its own in the file, or any that rises with it. */
struct placed placing_row(struct placing *placing, const struct rows *rows, size_t row,
                          uint64_t number);

void placing_note_period(struct placing *placing, struct period period, uint64_t number);

/* Adds what another one saw of other rows. */
void placing_merge(struct placing *placing, const struct placing *other);

/* The frequency of the first row's period, its ord and the step; false: no row has a period. */
bool placing_step(const struct placing *placing, enum freq *freq, int32_t *first, int32_t *step);

#endif
