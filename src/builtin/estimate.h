/* From a series to a method's plain arrays, and from its answer to an estimate: what all functions
 * that estimate share. The functions themselves stand in estimates.h. */
#ifndef POL_BUILTIN_ESTIMATE_H
#define POL_BUILTIN_ESTIMATE_H

#include "base/compiler.h"
#include "builtin/builtin.h"
#include "builtin/estimate_words.h"
#include "method/coverage.h"
#include "method/error_model.h"

/* --- in ------------------------------------------------------------------------------------------ */

/* The known values of a run, in order of time. Periods are counted from the first of the run. */
struct observed {
    const struct run *run;
    double *values;
    struct points points;      /* the same, as methods take them */
    size_t gaps;               /* missing periods between the first and the last known one */
    const struct basis *basis; /* of all of them together */
};

struct observed observe(const struct call *call, const struct run *run);

/* The first period of a run that begins on the first day of `from` or later. */
int32_t start_of(const struct call *call, const struct run *run, struct period from);
/* How many of the points lie before it. */
size_t points_before(const struct observed *x, int32_t start);

/* The place of a parameter of the function; it must have it. */
size_t place_of(const struct call *call, const char *parameter);
/* A whole number that was given, else `usual`. */
size_t whole_given(const struct call *call, const char *parameter, size_t usual);
/* A word or truth that was given. */
bool word_given(const struct call *call, const char *parameter, const char *word);
bool truth_given(const struct call *call, const char *parameter, bool usual);
/* How many of its periods a series of this frequency goes through before it begins anew; 0: of years. */
size_t usual_season(enum freq freq);
/* `season:`, `errors:` and `lag:` of the call. */
struct season season_given(const struct call *call);
struct error_model errors_given(const struct call *call);

/* --- out ----------------------------------------------------------------------------------------- */

/* An estimate of which nothing is known yet, and that of which nothing can be known. */
struct estimate *estimate_new(const struct call *call, enum approach approach);
struct estimate *estimate_missing(const struct call *call, enum approach approach, struct cell why);
/* The same, with REASON_TOO_FEW and words for it. */
struct estimate *estimate_too_few(const struct call *call, enum approach approach,
                                  const char *words, ...) POL_PRINTF(3, 4);
/* What a method answers that could not do it. */
struct estimate *estimate_failed(const struct call *call, enum approach approach,
                                 enum method_status status);

/* A figure that came out; one that is no number is missing. */
struct cell figure_of(const struct call *call, double value);
/* Takes over value, error, interval and cautions. `checks`: of its residuals, or NULL. */
void estimate_take(const struct call *call, struct estimate *e, const struct measured *measured,
                   const struct residual_checks *checks);
/* The words of a caution, with others put behind them (or none). */
void estimate_warn(const struct call *call, struct estimate *e, enum caution caution,
                   struct str detail);
/* A caution on how often the interval held in trials, where that falls short. */
void estimate_note_coverage(const struct call *call, struct estimate *e, enum coverage_of method,
                            const struct residual_checks *checks);
/* How the errors were taken: "least squares, errors AR(1), rho 0.31". */
struct str errors_words(const struct call *call, const struct residual_checks *checks);

/* Takes its error away (`.se .low .high .p .level` and the like, never `.value`), with words why. */
void estimate_void_error(const struct call *call, struct estimate *e, struct str why);

/* Grades it, notes what it rests on, and makes it the result. */
void estimate_finish(const struct call *call, struct estimate *e, const struct basis *basis,
                     struct value *result);
/* The same for one of a series, after a look at its gaps and whether its windows overlap. */
void estimate_give(const struct call *call, struct estimate *e, const struct observed *x,
                   struct value *result);

/* Whether a break lies between the points, so that they must not be compared: the estimate that says
 * so is then the result. */
bool estimate_broken(const struct call *call, const struct basis *basis, struct value *result);

#endif
