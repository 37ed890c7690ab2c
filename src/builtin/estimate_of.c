/* What is asked of an estimate: whether it is too small to matter, and what it could have shown. */
#include "builtin/estimate.h"
#include "builtin/estimates.h"
#include "method/equivalence.h"
#include "method/power.h"

/* An estimate as a method takes it; false, with the reason, where it has no error. */
static bool measured_from(const struct value *given, struct measured *measured,
                          const struct missing **why)
{
    *measured = (struct measured){0};
    if (given->kind != VALUE_ESTIMATE) {
        *why = given->cell.missing;
        return false;
    }
    const struct estimate *e = given->estimate;
    *why = e->value.missing ? e->value.missing : e->se.missing;
    if (*why) return false;
    measured->value = num_to_double(&e->value.value);
    measured->se = num_to_double(&e->se.value);
    measured->df = e->df;
    measured->has_error = true;
    return true;
}

void method_equivalence(const struct call *call, struct value *result)
{
    const struct value *given = &call->arguments[0];
    const struct cell *margin_cell = &call->arguments[place_of(call, "margin")].cell;
    struct measured measured;
    struct equivalence answer;
    const struct missing *why;
    if (given->kind != VALUE_ESTIMATE) {
        *result = *given;
        return;
    }
    struct estimate *e = ARENA_NEW(call->arena, struct estimate);
    const struct basis *basis = given->estimate->value.basis;
    bool known = measured_from(given, &measured, &why);
    if (known && margin_cell->missing) why = margin_cell->missing;
    if (!known || margin_cell->missing) {
        *e = *estimate_missing(call, given->estimate->approach, (struct cell){.missing = why});
        e->value = given->estimate->value;
        e->n = given->estimate->n;
        estimate_finish(call, e, basis, result);
        return;
    }
    double margin = num_to_double(&margin_cell->value);
    enum method_status status = equivalence_test(&measured, margin < 0 ? -margin : margin, &answer);
    if (status != METHOD_OK) {
        e = estimate_failed(call, given->estimate->approach, status);
        if (status == METHOD_BAD_INPUT)
            e = estimate_missing(call, given->estimate->approach,
                                 cell_missing_at(call->arena, REASON_METHOD_WEAK,
                                                 STR("the smallest change that matters is above 0"),
                                                 location_of(SPAN_NONE)));
        estimate_finish(call, e, basis, result);
        return;
    }
    *e = *given->estimate;
    e->method =
        str_printf(call->arena, "two one-sided tests of: %.*s", STR_ARG(given->estimate->method));
    e->low = figure_of(call, answer.low);
    e->high = figure_of(call, answer.high);
    e->p = figure_of(call, answer.p);
    estimate_finish(call, e, basis, result);
}

void method_power(const struct call *call, struct value *result)
{
    const struct cell *change = &call->arguments[place_of(call, "change")].cell;
    struct measured measured;
    const struct missing *why;
    *result = (struct value){.kind = VALUE_CELL};
    bool known = measured_from(&call->arguments[0], &measured, &why);
    if (known && change->missing) why = change->missing;
    if (!known || change->missing) {
        result->cell = (struct cell){.missing = why};
        return;
    }
    result->cell =
        figure_of(call, power_of(num_to_double(&change->value), measured.se, measured.df));
    result->cell.basis = call->arguments[0].estimate->value.basis;
}
