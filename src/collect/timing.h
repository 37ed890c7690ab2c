/* Where the rows of a portion stand in time: which of them count, on which day the period of each
 * begins, and in which period of a frequency it falls. */
#ifndef POL_COLLECT_TIMING_H
#define POL_COLLECT_TIMING_H

#include "collect/formulas.h"
#include "collect/placing.h"

/* The periods of one frequency that days fall in, for the days met so far. */
struct day_ords {
    int32_t first; /* the day that `ords` begins with */
    size_t count;
    int32_t *ords;
};

/* The period that each row falls in; those of rows that count lie between the bounds. */
struct timing_ords {
    const int32_t *ords;
    int32_t first, last;
};

struct timing {
    struct placing placing;
    struct formula_run *run;
    size_t period; /* formula of the period column; FORMULA_NONE: rows stand nowhere in time */
    struct day_ords day_ords[FREQ_COUNT];
    /* Of the portion at hand: */
    uint64_t counts[VECTOR_WORDS];
    uint64_t left_out[VECTOR_WORDS];     /* known, but later or outside */
    const uint64_t *provisional;         /* of the period; or NULL */
    const int32_t *days;                 /* the first of each row's period; NULL: no period */
    struct placed *placed;               /* of periods; of days made when asked for, or NULL */
    struct timing_ords ords[FREQ_COUNT]; /* made when asked for; else without `ords` */
    int32_t *ord_room[FREQ_COUNT];       /* that they stand in, for all portions */
    uint64_t number;                     /* of the portion's first row, rising in the file */
};

void timing_begin(struct timing *timing, struct formula_run *run, size_t period,
                  const struct placing *placing);

/* Takes the portion that `run` has taken. */
void timing_take(struct timing *timing);

/* The period in which each row that counts falls. Those that fall between periods of this frequency
 * are added to `misplaced`. */
struct timing_ords timing_ords(struct timing *timing, enum freq freq, uint64_t *misplaced);

/* The same as the general code has it. */
const struct placed *timing_placed(struct timing *timing);

#endif
