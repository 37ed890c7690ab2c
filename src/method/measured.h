/* What every method is asked with and answers: points in, an estimate with its error out.
 *
 * The methods know nothing of pol. They take doubles, and memory from an arena that their caller
 * empties when the answer has been read (`struct arena *scratch`, jumping to its guard when there is no
 * more). What they return is a status; they never abort, print or leave a NaN: a number in an answer
 * is finite, or its status says why there is none. GSL's error handler belongs to the whole process, so
 * they don't touch it; they call only what can't raise an error with the arguments they give.
 *
 * Intervals are 95 %, tests two-sided. */
#ifndef POL_METHOD_MEASURED_H
#define POL_METHOD_MEASURED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum method_status {
#define METHOD_STATUS(id, text) METHOD_##id,
#include "method/statuses.def"
#undef METHOD_STATUS
    METHOD_STATUS_COUNT
};

enum caution {
#define CAUTION(id, code, effect, text) CAUTION_##id,
#include "method/cautions.def"
#undef CAUTION
    CAUTION_COUNT
};

/* A set of cautions: 1 << CAUTION_… for each. */
typedef uint32_t cautions;

/* One estimate.
 * With METHOD_OK all fields stand, but for the error when `has_error` is false (a caution then says
 * why). With METHOD_NO_VARIATION `value` and `n` stand and has_error is false. With any other status
 * only `n` stands. */
struct measured {
    double value;
    double low, high; /* 95 % interval */
    double p;         /* two-sided, of no effect */
    double se;        /* standard error; 0 where the method has none (ranks) */
    double df;        /* degrees of freedom of the t distribution behind the interval; 0: none */
    size_t n;         /* how many values it rests on */
    bool has_error;   /* low, high and p mean something */
    cautions cautions;
};

/* A series with gaps: `value[i]` was observed at period `at[i]`. The periods rise strictly; NULL means
 * 0, 1, 2 … At most METHOD_LARGEST values. */
struct points {
    const double *value;
    const int32_t *at;
    size_t n;
};

enum { METHOD_LARGEST = 1000000 };

/* The text of a status or caution, and a caution's code ("one_treated"). */
const char *method_status_text(enum method_status status);
const char *caution_text(enum caution caution);
const char *caution_code(enum caution caution);

/* Whether the caution takes the error away. */
bool caution_voids(enum caution caution);

static inline bool cautions_have(cautions set, enum caution caution)
{
    return set >> caution & 1u;
}

/* Leaves the value and takes low, high, p, se and df. */
void measured_take_error(struct measured *measured);

/* Adds a caution; one that voids takes the error away. */
void measured_warn(struct measured *measured, enum caution caution);

/* An estimate with a standard error, by Student's t with df degrees of freedom (the normal when df is
 * infinite). False, and no error, when that isn't finite. */
bool measured_of_t(struct measured *measured, double value, double se, double df);

/* Whether the points can be used: finite, of at most 1e150, in order, not too many. */
bool points_valid(const struct points *points);

/* The period of a point. */
static inline int32_t points_at(const struct points *points, size_t i)
{
    return points->at ? points->at[i] : (int32_t)i;
}

#endif
