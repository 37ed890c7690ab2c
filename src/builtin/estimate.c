/* What all functions that estimate share. */
#include "builtin/estimate.h"

#include <math.h>
#include <stdarg.h>

/* --- in ------------------------------------------------------------------------------------------ */

int32_t first_day(const struct call *call, struct period period)
{
    return period_days(call->calendar, period).first;
}

struct points points_of(const struct call *call, const struct run *run, int32_t from)
{
    struct points points = {
        .values = ARENA_ARRAY(call->arena, double, run->count + 1),
        .times = ARENA_ARRAY(call->arena, double, run->count + 1),
        .start = SIZE_MAX,
    };
    size_t first = run->count, last = 0;
    for (size_t i = 0; i < run->count; i++) {
        if (!cell_known(&run->cells[i])) continue;
        if (first == run->count) first = i;
        last = i;
        struct period period = {run->freq, run->first + (int32_t)i};
        if (points.start == SIZE_MAX && first_day(call, period) >= from) points.start = points.count;
        points.values[points.count] = num_to_double(&run->cells[i].value);
        points.times[points.count++] = (double)i;
        points.basis = basis_join(call->arena, points.basis, run->cells[i].basis, false);
    }
    if (points.start == SIZE_MAX) points.start = points.count;
    if (points.count) points.gaps = last - first + 1 - points.count;
    return points;
}

/* --- out ----------------------------------------------------------------------------------------- */

struct cell figure(const struct call *call, double value)
{
    struct num num = num_binary(value);
    if (!isfinite(value))
        return cell_missing_at(call->arena, REASON_METHOD_WEAK,
                               STR("the figures leave nothing to work it out from"),
                               location_of(SPAN_NONE));
    return cell_of(&num);
}

struct estimate *estimate_missing(const struct call *call, enum approach approach, struct cell why)
{
    struct estimate *e = ARENA_NEW(call->arena, struct estimate);
    for (int i = 0; i < FIELD_COUNT; i++) *estimate_field_place(e, (enum estimate_field)i) = why;
    e->approach = approach;
    return e;
}

struct estimate *estimate_new(const struct call *call, enum approach approach, struct str method)
{
    struct cell none = cell_missing_at(call->arena, REASON_NOT_AVAILABLE,
                                       STR("the method gives no such figure here"),
                                       location_of(SPAN_NONE));
    struct estimate *e = estimate_missing(call, approach, none);
    e->method = method;
    return e;
}

struct estimate *estimate_too_few(const struct call *call, enum approach approach, const char *words,
                                  ...)
{
    struct buf text = buf_in(call->arena);
    va_list values;
    va_start(values, words);
    buf_vprintf(&text, words, values);
    va_end(values);
    return estimate_missing(
        call, approach,
        cell_missing_at(call->arena, REASON_TOO_FEW, buf_str(&text), location_of(SPAN_NONE)));
}

void estimate_caution(struct estimate *e, enum caution_code code, struct str text)
{
    for (size_t i = 0; i < e->caution_count; i++)
        if (e->cautions[i].code == code) return;
    if (e->caution_count < ESTIMATE_CAUTIONS_MAX)
        e->cautions[e->caution_count++] = (struct caution){code, text};
}

void estimate_void_error(const struct call *call, struct estimate *e, struct str why)
{
    struct cell missing =
        cell_missing_at(call->arena, REASON_METHOD_WEAK, why, location_of(SPAN_NONE));
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum estimate_field field = (enum estimate_field)i;
        bool error = estimate_field_kind(field)->shows || field == FIELD_SE ||
                     field == FIELD_LEVEL || field == FIELD_SMALLEST || field == FIELD_BEFORE_P;
        if (error) *estimate_field_place(e, field) = missing;
    }
    e->approach = APPROACH_NONE;
    e->df = 0;
}

static void look_at_run(const struct call *call, struct estimate *e, const struct run *run,
                        const struct points *points)
{
    if (run->span > 1) {
        struct str why = str_printf(
            call->arena,
            "its windows overlap: each figure of %.*s shares its rows with those beside it, so no "
            "error can be taken from how they vary",
            STR_ARG(run->text));
        estimate_void_error(call, e, why);
        estimate_caution(e, CAUTION_OVERLAP, why);
    }
    if (points->gaps)
        estimate_caution(e, CAUTION_GAPS,
                         str_printf(call->arena, "%zu period%s of %.*s between known ones %s missing",
                                    points->gaps, points->gaps == 1 ? "" : "s", STR_ARG(run->text),
                                    points->gaps == 1 ? "is" : "are"));
}

void estimate_give(const struct call *call, struct estimate *e, const struct run *run,
                   const struct points *points, struct value *result)
{
    look_at_run(call, e, run, points);
    struct num n = num_int((int64_t)points->count);
    e->n = cell_of(&n);
    e->grade = call->scale->levels[e->approach];
    struct num level = num_int(e->grade);
    if (e->approach != APPROACH_NONE) e->level = cell_of(&level);
    for (int i = 0; i < FIELD_COUNT; i++)
        if (i != FIELD_N && i != FIELD_LEVEL)
            estimate_field_place(e, (enum estimate_field)i)->basis = points->basis;
    *result = (struct value){.kind = VALUE_ESTIMATE, .estimate = e};
}

bool estimate_broken(const struct call *call, const struct basis *basis, struct value *result)
{
    if (call->across || !basis || !segments_mixed(basis->segments)) return false;
    struct estimate *e = estimate_missing(call, APPROACH_NONE, cell_broken(call->arena, basis));
    *result = (struct value){.kind = VALUE_ESTIMATE, .estimate = e};
    return true;
}
