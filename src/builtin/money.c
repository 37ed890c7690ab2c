/* Price indices and discount rates. */
#include "builtin/money.h"

#include "builtin/series.h"

static struct cell *new_cells(const struct call *call, struct value *result)
{
    const struct run *x = &call->arguments[0].run;
    struct cell *cells = ARENA_ARRAY(call->arena, struct cell, x->count + 1);
    *result = (struct value){.kind = VALUE_RUN, .run = *x};
    result->run.cells = cells;
    result->run.aims = NULL;
    return cells;
}

static int32_t year_of(const struct call *call, enum freq freq, int32_t ord)
{
    struct period period = {freq, ord};
    return period_of_day(call->calendar, FREQ_YEAR, period_days(call->calendar, period).first).ord;
}

/* --- prices ------------------------------------------------------------------------------------ */

/* The mean of an index over the periods of a year. */
static struct cell index_of_year(const struct call *call, const struct run *index, int32_t year)
{
    struct run within = *index;
    size_t from = 0, count = 0;
    for (size_t i = 0; i < index->count; i++) {
        if (year_of(call, index->freq, index->first + (int32_t)i) != year) continue;
        if (!count++) from = i;
    }
    if (!count) return run_at(call->arena, index, period_year(year));
    within.cells = index->cells + from;
    within.count = count;
    struct value mean, part = {.kind = VALUE_RUN, .run = within};
    struct call on_part = *call;
    on_part.arguments = &part;
    series_total(&on_part, &mean);
    struct num n = num_int((int64_t)count);
    struct cell divisor = cell_of(&n);
    return cell_arithmetic(call->arena, '/', &mean.cell, &divisor, true);
}

void money_deflate(const struct call *call, struct value *result)
{
    const struct run *x = &call->arguments[0].run, *index = &call->arguments[1].run;
    struct cell *cells = new_cells(call, result), constant = {0};
    struct cell base = run_at(call->arena, index, call->arguments[2].period);
    if (call->price_year) constant = index_of_year(call, index, call->price_year);
    for (size_t i = 0; i < x->count; i++) {
        struct period period = {x->freq, x->first + (int32_t)i};
        struct cell level = call->price_year ? constant : run_at(call->arena, index, period);
        struct cell factor = cell_arithmetic(call->arena, '/', &base, &level, call->across);
        cells[i] = cell_arithmetic(call->arena, '*', &x->cells[i], &factor, call->across);
    }
}

/* --- discounting ------------------------------------------------------------------------------- */

struct cell money_discount(struct arena *arena, const struct cell *amount, const struct num *rate,
                           int32_t years)
{
    struct num one = num_int(1), growth, factor;
    bool known = num_add(&growth, rate, &one) && num_sign(&growth) > 0 && years >= -1000 &&
                 years <= 1000 && num_pow(&factor, &growth, years) && !num_is_zero(&factor);
    if (!known)
        return cell_missing_at(arena, REASON_DIVISION_BY_ZERO,
                               STR("the discount rate is -100 % or lower, or the years are too "
                                   "many"),
                               location_of(SPAN_NONE));
    struct cell divisor = cell_of(&factor);
    return cell_arithmetic(arena, '/', amount, &divisor, true);
}

void money_discounted(const struct call *call, struct value *result)
{
    const struct run *x = &call->arguments[0].run;
    struct cell *cells = new_cells(call, result);
    struct period to = call->given[1] ? call->arguments[1].period : call->value_year;
    struct cell rate = call->given[2] ? call->arguments[2].cell : cell_of(&call->rate);
    for (size_t i = 0; i < x->count; i++) {
        int32_t years = year_of(call, x->freq, x->first + (int32_t)i) - to.ord;
        cells[i] = x->cells[i];
        if (!cell_known(&x->cells[i])) continue;
        cells[i] =
            rate.missing ? rate : money_discount(call->arena, &x->cells[i], &rate.value, years);
    }
}

void money_present_value(const struct call *call, struct value *result)
{
    struct value series;
    struct call on_series = *call;
    money_discounted(call, &series);
    on_series.arguments = &series;
    series_total(&on_series, result);
}
