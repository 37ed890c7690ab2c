/* From a series to a method's plain arrays, and from its answer to an estimate: what all functions
 * that estimate share. The functions themselves stand in estimates.h. */
#ifndef POL_BUILTIN_ESTIMATE_H
#define POL_BUILTIN_ESTIMATE_H

#include "base/compiler.h"
#include "builtin/builtin.h"

/* --- in ------------------------------------------------------------------------------------------ */

/* The known values of a run, in order of time. */
struct points {
    double *values;
    double *times; /* periods since the first of the run, so that gaps count */
    size_t count;
    size_t gaps;  /* periods between the first and the last known value that are missing */
    size_t start; /* the first point from `from` on; `count` when there is none */
    const struct basis *basis; /* of all of them together */
};

/* `from`: the first day of what counts as after; DAY_MAX: there is none. */
struct points points_of(const struct call *call, const struct run *run, int32_t from);
/* The first day of a period. */
int32_t first_day(const struct call *call, struct period period);

/* --- out ----------------------------------------------------------------------------------------- */

/* An estimate of which nothing is known yet, and that of which nothing can be known. */
struct estimate *estimate_new(const struct call *call, enum approach approach, struct str method);
struct estimate *estimate_missing(const struct call *call, enum approach approach, struct cell why);
/* The same, with REASON_TOO_FEW and words for it. */
struct estimate *estimate_too_few(const struct call *call, enum approach approach, const char *words,
                                  ...) POL_PRINTF(3, 4);

/* A figure that came out; one that is no number is missing. */
struct cell figure(const struct call *call, double value);

void estimate_caution(struct estimate *e, enum caution_code code, struct str text);

/* Takes its error away (`.se .low .high .p .level` and the like, never `.value`), with words why. */
void estimate_void_error(const struct call *call, struct estimate *e, struct str why);

/* Looks at what holds for any estimate of `run`: whether its windows overlap, gaps; then grades it,
 * notes what it rests on, and makes it the result. */
void estimate_give(const struct call *call, struct estimate *e, const struct run *run,
                   const struct points *points, struct value *result);

/* Whether a break lies between the points, which then must not be compared: the estimate that says
 * so is the result. */
bool estimate_broken(const struct call *call, const struct basis *basis, struct value *result);

#endif
