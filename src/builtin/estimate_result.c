/* What all functions that estimate share: what they make of the answers of src/method. */
#include <math.h>
#include <stdarg.h>

#include "builtin/estimate.h"
#include "method/power.h"

static const double USUAL_POWER = 0.8;      /* Cohen's convention: four times out of five */
static const double COVERAGE_SHORT = 0.935; /* a 95 % interval that holds less often says so */

/* --- words --------------------------------------------------------------------------------------- */

struct str figure_words(struct arena *arena, double value)
{
    struct buf text = buf_in(arena);
    double size = fabs(value);
    unsigned places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
    if (size > 0 && size < 0.001) places = 6;
    struct num number = num_binary(value);
    num_add_plain(&text, &number, places, '.', 0);
    return buf_str(&text);
}

struct str chance_words(struct arena *arena, double p)
{
    struct buf text = buf_in(arena);
    struct num number = num_binary(p);
    if (p < 0.001) return STR("p < 0.001");
    buf_add(&text, STR("p "));
    num_add_plain(&text, &number, 3, '.', 0);
    return buf_str(&text);
}

struct str errors_words(const struct call *call, const struct residual_checks *checks)
{
    switch (checks->errors) {
    case ERRORS_AUTO:
    case ERRORS_INDEPENDENT: return STR("least squares, errors taken as independent");
    case ERRORS_AR1:
        return str_printf(call->arena, "errors AR(1) by REML, rho %.*s",
                          STR_ARG(figure_words(call->arena, checks->rho)));
    case ERRORS_NEWEY_WEST:
        return str_printf(call->arena, "least squares, errors Newey-West with lag %zu",
                          checks->lag);
    }
    return STR("");
}

/* --- making -------------------------------------------------------------------------------------- */

struct cell figure_of(const struct call *call, double value)
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

struct estimate *estimate_new(const struct call *call, enum approach approach)
{
    struct cell none =
        cell_missing_at(call->arena, REASON_NOT_AVAILABLE,
                        STR("the method gives no such figure here"), location_of(SPAN_NONE));
    return estimate_missing(call, approach, none);
}

struct estimate *estimate_too_few(const struct call *call, enum approach approach,
                                  const char *words, ...)
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

struct estimate *estimate_failed(const struct call *call, enum approach approach,
                                 enum method_status status)
{
    enum reason reason = status == METHOD_TOO_FEW ? REASON_TOO_FEW : REASON_METHOD_WEAK;
    struct str words = str_from(method_status_text(status));
    return estimate_missing(call, approach,
                            cell_missing_at(call->arena, reason, words, location_of(SPAN_NONE)));
}

/* --- cautions ------------------------------------------------------------------------------------ */

void estimate_warn(const struct call *call, struct estimate *e, enum caution caution,
                   struct str detail)
{
    size_t place = 0;
    while (place < e->warning_count && e->warnings[place].caution != caution) place++;
    if (place == ESTIMATE_WARNINGS_MAX || (place < e->warning_count && !detail.len)) return;
    struct str text = str_from(caution_text(caution));
    if (detail.len) text = str_printf(call->arena, "%.*s (%.*s)", STR_ARG(text), STR_ARG(detail));
    e->warnings[place] = (struct warning){caution, text};
    if (place == e->warning_count) e->warning_count++;
}

static struct str caution_detail(const struct call *call, enum caution caution,
                                 const struct residual_checks *checks)
{
    if (!checks) return STR("");
    if ((caution == CAUTION_AUTOCORRELATION || caution == CAUTION_SEASON_LEFT) &&
        checks->ljung_box_lag) {
        struct str text = str_printf(call->arena, "Ljung-Box over %zu: %.*s", checks->ljung_box_lag,
                                     STR_ARG(chance_words(call->arena, checks->ljung_box_p)));
        if (!(checks->durbin_watson > 0)) return text;
        return str_printf(call->arena, "%.*s; Durbin-Watson %.*s", STR_ARG(text),
                          STR_ARG(figure_words(call->arena, checks->durbin_watson)));
    }
    if (caution == CAUTION_OUTLIERS)
        return str_printf(call->arena, "%zu of them", checks->outliers);
    return STR("");
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

void estimate_take(const struct call *call, struct estimate *e, const struct measured *measured,
                   const struct residual_checks *checks)
{
    struct num n = num_int((int64_t)measured->n);
    e->n = cell_of(&n);
    e->value = figure_of(call, measured->value);
    struct str void_text = STR("the values leave no spread to judge an error by");
    for (int i = 0; i < CAUTION_COUNT; i++) {
        enum caution caution = (enum caution)i;
        if (!cautions_have(measured->cautions, caution)) continue;
        estimate_warn(call, e, caution, caution_detail(call, caution, checks));
        if (caution_voids(caution)) void_text = str_from(caution_text(caution));
    }
    if (!measured->has_error) {
        estimate_void_error(call, e, void_text);
        return;
    }
    e->low = figure_of(call, measured->low);
    e->high = figure_of(call, measured->high);
    e->p = figure_of(call, measured->p);
    if (!(measured->se > 0)) return;
    e->se = figure_of(call, measured->se);
    e->df = measured->df;
    double smallest = power_detectable(measured->se, measured->df, USUAL_POWER);
    if (smallest > 0) e->smallest = figure_of(call, smallest);
}

void estimate_note_coverage(const struct call *call, struct estimate *e, enum coverage_of method,
                            const struct residual_checks *checks)
{
    int64_t n;
    if (!cell_known(&e->low) || !cell_known(&e->n) || !num_floor(&n, &e->n.value)) return;
    double rho = checks ? checks->rho : 0;
    double share = coverage_measured(method, (size_t)n, rho > 0 ? rho : 0);
    if (share <= 0 || share >= COVERAGE_SHORT) return;
    estimate_warn(call, e, CAUTION_LOW_COVERAGE,
                  str_printf(call->arena, "in trials %.*s %%",
                             STR_ARG(figure_words(call->arena, share * 100))));
}

/* --- giving -------------------------------------------------------------------------------------- */

static void look_at_run(const struct call *call, struct estimate *e, const struct observed *x)
{
    if (x->run->span > 1) {
        estimate_warn(call, e, CAUTION_OVERLAPPING_WINDOWS,
                      str_printf(call->arena, "%.*s looks back over %d periods",
                                 STR_ARG(x->run->text), x->run->span));
        estimate_void_error(call, e,
                            STR("its windows overlap: each figure shares periods with its "
                                "neighbours, so no error can be taken from how they vary"));
    }
    if (x->gaps)
        estimate_warn(call, e, CAUTION_GAPS,
                      str_printf(call->arena, "%zu of %.*s", x->gaps, STR_ARG(x->run->text)));
}

void estimate_finish(const struct call *call, struct estimate *e, const struct basis *basis,
                     struct value *result)
{
    e->grade = call->scale->levels[e->approach];
    struct num level = num_int(e->grade);
    if (e->approach != APPROACH_NONE) e->level = cell_of(&level);
    for (int i = 0; i < FIELD_COUNT; i++)
        if (i != FIELD_N && i != FIELD_LEVEL)
            estimate_field_place(e, (enum estimate_field)i)->basis = basis;
    *result = (struct value){.kind = VALUE_ESTIMATE, .estimate = e};
}

void estimate_give(const struct call *call, struct estimate *e, const struct observed *x,
                   struct value *result)
{
    struct num n = num_int((int64_t)x->points.n);
    e->n = cell_of(&n);
    look_at_run(call, e, x);
    estimate_finish(call, e, x->basis, result);
}

bool estimate_broken(const struct call *call, const struct basis *basis, struct value *result)
{
    if (call->across || !basis || !segments_mixed(basis->segments)) return false;
    enum approach approach = call->builtin->approach;
    struct estimate *e = estimate_missing(call, approach, cell_broken(call->arena, basis));
    e->grade = call->scale->levels[approach];
    *result = (struct value){.kind = VALUE_ESTIMATE, .estimate = e};
    return true;
}
