/* From a series to a method's plain arrays, and from its answer to an estimate. */
#include "builtin/estimate.h"

#include "method/welch.h"

/* The known values of a run on one side of a period, as doubles. */
struct side {
    double *values;
    size_t count;
};

static struct cell number(double value)
{
    struct num num = num_binary(value);
    return cell_of(&num);
}

/* An estimate of which nothing is known. */
static struct estimate *nothing(const struct call *call, struct cell why)
{
    struct estimate *e = ARENA_NEW(call->arena, struct estimate);
    *e = (struct estimate){why, why, why, why, why, why, why, why, why, why, 0};
    e->level = call->builtin->level;
    return e;
}

static void rest_on(struct estimate *e, const struct basis *basis)
{
    struct cell *cells[] = {&e->value, &e->low, &e->high, &e->p, &e->se};
    for (size_t i = 0; i < COUNT_OF(cells); i++) cells[i]->basis = basis;
}

/* Splits a run at the first day of `from`. */
static void split(const struct call *call, const struct run *x, struct period from,
                  struct side *before, struct side *after, const struct basis **basis)
{
    int32_t start = period_days(call->calendar, from).first;
    before->values = ARENA_ARRAY(call->arena, double, x->count + 1);
    after->values = ARENA_ARRAY(call->arena, double, x->count + 1);
    for (size_t i = 0; i < x->count; i++) {
        if (!cell_known(&x->cells[i])) continue;
        struct period period = {x->freq, x->first + (int32_t)i};
        struct side *side = period_days(call->calendar, period).first < start ? before : after;
        side->values[side->count++] = num_to_double(&x->cells[i].value);
        *basis = basis_join(call->arena, *basis, x->cells[i].basis, false);
    }
}

void method_before_after(const struct call *call, struct value *result)
{
    const struct run *x = &call->arguments[0].run;
    struct side before = {0}, after = {0};
    const struct basis *basis = NULL;
    split(call, x, call->arguments[1].period, &before, &after, &basis);
    struct welch welch;
    struct estimate *e;
    if (!call->across && basis && segments_mixed(basis->segments)) {
        e = nothing(call, cell_broken(call->arena, basis));
    } else if (before.count < 2 || after.count < 2) {
        struct str detail = str_printf(
            call->arena, "%zu value%s before the change and %zu after it; 2 of each are needed",
            before.count, before.count == 1 ? "" : "s", after.count);
        e = nothing(call,
                    cell_missing_at(call->arena, REASON_TOO_FEW, detail, location_of(SPAN_NONE)));
    } else if (!welch_compare(before.values, before.count, after.values, after.count, &welch)) {
        struct str detail = STR("the values do not vary, so there is no error to judge by");
        e = nothing(
            call, cell_missing_at(call->arena, REASON_METHOD_WEAK, detail, location_of(SPAN_NONE)));
        struct num difference = num_binary(after.values[0] - before.values[0]);
        e->value = cell_of(&difference);
    } else {
        e = nothing(call, cell_missing(call->arena, REASON_NOT_AVAILABLE));
        e->value = number(welch.difference);
        e->low = number(welch.low);
        e->high = number(welch.high);
        e->p = number(welch.p);
        e->se = number(welch.se);
    }
    struct num n = num_int((int64_t)(before.count + after.count));
    e->n = cell_of(&n);
    rest_on(e, basis);
    *result = (struct value){.kind = VALUE_ESTIMATE, .estimate = e};
}
