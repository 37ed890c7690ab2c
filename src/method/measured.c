/* Estimates with their error, cautions, and whether points can be used. */
#include "method/measured.h"

#include <math.h>

#include "base/compiler.h"
#include "method/distribution.h"

static const char *const status_texts[] = {
#define METHOD_STATUS(id, text) [METHOD_##id] = text,
#include "method/statuses.def"
#undef METHOD_STATUS
};

enum effect { WARNS, VOIDS };

static const struct {
    const char *code, *text;
    enum effect effect;
} rows[] = {
#define CAUTION(id, code, effect, text) [CAUTION_##id] = {code, text, effect},
#include "method/cautions.def"
#undef CAUTION
};

_Static_assert(CAUTION_COUNT <= 32, "a set of cautions is a word");

const char *method_status_text(enum method_status status)
{
    return status_texts[status];
}

const char *caution_text(enum caution caution)
{
    return rows[caution].text;
}

const char *caution_code(enum caution caution)
{
    return rows[caution].code;
}

bool caution_voids(enum caution caution)
{
    return rows[caution].effect == VOIDS;
}

void measured_take_error(struct measured *measured)
{
    measured->has_error = false;
    measured->low = measured->high = measured->p = measured->se = measured->df = 0;
}

void measured_warn(struct measured *measured, enum caution caution)
{
    measured->cautions |= (cautions)1 << caution;
    if (caution_voids(caution)) measured_take_error(measured);
}

bool measured_of_t(struct measured *measured, double value, double se, double df)
{
    measured->value = value;
    measured_take_error(measured);
    if (!(se > 0) || !isfinite(se) || !(df > 0) || !isfinite(value)) return false;
    double reach = t_quantile(0.975, df) * se;
    double low = value - reach, high = value + reach;
    if (!isfinite(low) || !isfinite(high)) return false;
    measured->low = low;
    measured->high = high;
    measured->se = se;
    measured->df = isfinite(df) ? df : 0;
    measured->p = t_two_sided(value / se, df);
    measured->has_error = true;
    return true;
}

bool points_valid(const struct points *points)
{
    if (points->n > METHOD_LARGEST) return false;
    for (size_t i = 0; i < points->n; i++) {
        if (!(fabs(points->value[i]) <= 1e150)) return false;
        if (i && points->at && points->at[i] <= points->at[i - 1]) return false;
    }
    return true;
}
