/* What numbers can be. Steps are counted: a value can name values that name values. */
#include "check/bounds.h"

enum { STEPS_MAX = 300 };

static const struct stretch anything;

static struct stretch from_zero(void)
{
    return (struct stretch){.has_low = true, .low = num_int(0)};
}

static struct stretch zero_to_one(void)
{
    return (struct stretch){
        .has_low = true, .low = num_int(0), .has_high = true, .high = num_int(1)};
}

/* --- arithmetic ---------------------------------------------------------------------------------- */

static struct stretch negate(const struct stretch *a)
{
    struct stretch result = {.has_low = a->has_high,
                             .low_open = a->high_open,
                             .has_high = a->has_low,
                             .high_open = a->low_open};
    if (a->has_high) result.low = num_neg(&a->high);
    if (a->has_low) result.high = num_neg(&a->low);
    return result;
}

static struct stretch add(const struct stretch *a, const struct stretch *b)
{
    struct stretch result = {.low_open = a->low_open || b->low_open,
                             .high_open = a->high_open || b->high_open};
    result.has_low = a->has_low && b->has_low && num_add(&result.low, &a->low, &b->low);
    result.has_high = a->has_high && b->has_high && num_add(&result.high, &a->high, &b->high);
    return result;
}

static struct stretch scale(const struct stretch *a, const struct num *factor)
{
    struct stretch result = *a;
    if (num_is_zero(factor)) return anything;
    result.has_low = a->has_low && num_mul(&result.low, &a->low, factor);
    result.has_high = a->has_high && num_mul(&result.high, &a->high, factor);
    if (num_sign(factor) > 0) return result;
    struct num size = num_abs(factor);
    struct stretch positive = scale(a, &size);
    return negate(&positive);
}

static bool is_point(const struct stretch *a)
{
    return a->has_low && a->has_high && num_compare(&a->low, &a->high) == 0;
}

static bool is_from_zero(const struct stretch *a)
{
    return a->has_low && num_sign(&a->low) >= 0;
}

static struct stretch arithmetic(enum ast_operator op, const struct stretch *a,
                                 const struct stretch *b)
{
    struct stretch opposite = negate(b);
    struct num one = num_int(1), factor;
    switch (op) {
    case OPERATOR_ADD: return add(a, b);
    case OPERATOR_SUBTRACT: return add(a, &opposite);
    case OPERATOR_MULTIPLY:
        if (is_point(b)) return scale(a, &b->low);
        if (is_point(a)) return scale(b, &a->low);
        break;
    case OPERATOR_DIVIDE:
        if (is_point(b) && !num_is_zero(&b->low) && num_div(&factor, &one, &b->low))
            return scale(a, &factor);
        break;
    default: return anything;
    }
    return is_from_zero(a) && is_from_zero(b) ? from_zero() : anything;
}

/* --- what is computed from rows ------------------------------------------------------------------ */

static struct stretch column_bounds(const struct expr *expr)
{
    if (!expr || expr->kind != EXPR_COLUMN || !expr->column->ranged) return anything;
    return (struct stretch){
        .has_low = true, .low = expr->column->low, .has_high = true, .high = expr->column->high};
}

static struct stretch aggregate_bounds(const struct aggregate *aggregate)
{
    struct stretch column = column_bounds(aggregate->argument);
    switch (aggregate->function) {
    case BUILTIN_COUNT:
    case BUILTIN_DISTINCT:
    case BUILTIN_SD:
    case BUILTIN_VARIANCE: return from_zero();
    case BUILTIN_SHARE: return zero_to_one();
    case BUILTIN_SUM: return is_from_zero(&column) ? from_zero() : anything;
    case BUILTIN_MEAN:
    case BUILTIN_MEDIAN:
    case BUILTIN_QUANTILE:
    case BUILTIN_MIN:
    case BUILTIN_MAX:
    case BUILTIN_FIRST:
    case BUILTIN_LAST: return column;
    default: return anything;
    }
}

static bool aggregate_whole(const struct aggregate *aggregate)
{
    const struct expr *argument = aggregate->argument;
    if (aggregate->table->weight) return false;
    if (aggregate->function == BUILTIN_COUNT || aggregate->function == BUILTIN_DISTINCT)
        return true;
    /* A stock is averaged over the moments of a period. */
    return aggregate->function == BUILTIN_SUM && argument && argument->kind == EXPR_COLUMN &&
           argument->column->whole && !argument->column->stock;
}

/* --- expressions --------------------------------------------------------------------------------- */

static struct stretch bounds(const struct expr *expr, int *steps);

static struct stretch indicator_bounds(const struct indicator *indicator, int *steps)
{
    if (indicator->value) return bounds(indicator->value, steps);
    struct num one = num_int(1), factor;
    struct stretch share = zero_to_one();
    if (!indicator->unit || indicator->flavour != FLAVOUR_SHARE ||
        !num_div(&factor, &one, &indicator->unit->scale))
        return anything;
    return scale(&share, &factor);
}

static struct stretch call_bounds(const struct expr *expr, int *steps)
{
    const struct expr *series = expr->call->argument_count ? expr->call->arguments[0].value : NULL;
    struct stretch inside;
    switch (expr->call->builtin->id) {
    case BUILTIN_N: return from_zero();
    case BUILTIN_COVERAGE: return zero_to_one();
    case BUILTIN_SERIES_FIRST:
    case BUILTIN_SERIES_LAST:
    case BUILTIN_LATEST:
    case BUILTIN_SERIES_MEAN:
    case BUILTIN_SERIES_MEDIAN:
    case BUILTIN_SERIES_MIN:
    case BUILTIN_SERIES_MAX:
    case BUILTIN_MOVING_MEAN:
    case BUILTIN_LAG:
    case BUILTIN_HOLD:
    case BUILTIN_ONLY: return series ? bounds(series, steps) : anything;
    case BUILTIN_TOTAL:
    case BUILTIN_MOVING_TOTAL:
    case BUILTIN_SPREAD:
        inside = series ? bounds(series, steps) : anything;
        return is_from_zero(&inside) ? from_zero() : anything;
    default: return anything;
    }
}

static struct stretch field_bounds(const struct expr *expr)
{
    switch (expr->field) {
    case FIELD_P:
    case FIELD_SLOPE_P:
    case FIELD_BEFORE_P: return zero_to_one();
    case FIELD_N:
    case FIELD_SE:
    case FIELD_LEVEL:
    case FIELD_RATIO:
    case FIELD_RATIO_LOW:
    case FIELD_RATIO_HIGH:
    case FIELD_SIGNALS:
    case FIELD_UP:
    case FIELD_DOWN:
    case FIELD_SMALLEST: return from_zero();
    case FIELD_VALUE:
    case FIELD_LOW:
    case FIELD_HIGH:
    case FIELD_BEFORE:
    case FIELD_AFTER:
    case FIELD_SINCE:
    case FIELD_TAU:
    case FIELD_SLOPE:
    case FIELD_SLOPE_LOW:
    case FIELD_SLOPE_HIGH:
    case FIELD_COUNT: break;
    }
    return anything;
}

static struct stretch bounds(const struct expr *expr, int *steps)
{
    if (!expr || expr->type != TYPE_NUMBER || --*steps < 0) return anything;
    struct stretch a, b;
    switch (expr->kind) {
    case EXPR_NUMBER:
        return (struct stretch){
            .has_low = true, .has_high = true, .low = *expr->number, .high = *expr->number};
    case EXPR_AGGREGATE: return aggregate_bounds(expr->aggregate);
    case EXPR_INDICATOR: return indicator_bounds(expr->indicator, steps);
    case EXPR_COVERAGE: return zero_to_one();
    case EXPR_SHARED:
    case EXPR_AT:
    case EXPR_DURING: return bounds(expr->a, steps);
    case EXPR_CONVERT: a = bounds(expr->a, steps); return scale(&a, expr->number);
    case EXPR_NEGATE: a = bounds(expr->a, steps); return negate(&a);
    case EXPR_ARITHMETIC:
        a = bounds(expr->a, steps);
        b = bounds(expr->b, steps);
        return arithmetic(expr->op, &a, &b);
    case EXPR_CALL: return call_bounds(expr, steps);
    case EXPR_FIELD: return field_bounds(expr);
    case EXPR_EACH_GROUP: return zero_to_one();
    default: return anything;
    }
}

enum { CERTAINLY, APPARENTLY };

/* Whether all reported figures are whole. */
static bool reports_whole(const struct indicator *indicator)
{
    if (indicator->flavour != FLAVOUR_NONE) return false;
    for (size_t i = 0; i < indicator->reported_count; i++)
        if (!num_is_integer(indicator->reported[i].number)) return false;
    return indicator->reported_count > 0;
}

static bool call_keeps_whole(enum builtin_id id)
{
    switch (id) {
    case BUILTIN_SERIES_FIRST:
    case BUILTIN_SERIES_LAST:
    case BUILTIN_LATEST:
    case BUILTIN_SERIES_MIN:
    case BUILTIN_SERIES_MAX:
    case BUILTIN_TOTAL:
    case BUILTIN_LAG:
    case BUILTIN_ONLY: return true;
    default: return false;
    }
}

static bool whole(const struct expr *expr, int how, int *steps)
{
    if (!expr || expr->type != TYPE_NUMBER || --*steps < 0) return false;
    switch (expr->kind) {
    case EXPR_NUMBER: return num_is_integer(expr->number);
    case EXPR_AGGREGATE: return aggregate_whole(expr->aggregate);
    case EXPR_INDICATOR:
        if (expr->indicator->value) return whole(expr->indicator->value, how, steps);
        return how == APPARENTLY && reports_whole(expr->indicator);
    case EXPR_SHARED:
    case EXPR_NEGATE:
    case EXPR_AT:
    case EXPR_DURING: return whole(expr->a, how, steps);
    case EXPR_ARITHMETIC:
        if (expr->op == OPERATOR_DIVIDE || expr->op == OPERATOR_POWER) return false;
        return whole(expr->a, how, steps) && whole(expr->b, how, steps);
    case EXPR_CALL:
        if (expr->call->builtin->id == BUILTIN_N) return true;
        return call_keeps_whole(expr->call->builtin->id) &&
               whole(expr->call->arguments[0].value, how, steps);
    default: return false;
    }
}

struct stretch bounds_of(const struct expr *expr)
{
    int steps = STEPS_MAX;
    return bounds(expr, &steps);
}

bool bounds_whole(const struct expr *expr)
{
    int steps = STEPS_MAX;
    return whole(expr, CERTAINLY, &steps);
}

bool bounds_looks_whole(const struct expr *expr)
{
    int steps = STEPS_MAX;
    return whole(expr, APPARENTLY, &steps);
}

struct stretch bounds_of_indicator(const struct indicator *indicator)
{
    int steps = STEPS_MAX;
    return indicator_bounds(indicator, &steps);
}

bool bounds_whole_indicator(const struct indicator *indicator)
{
    int steps = STEPS_MAX;
    return indicator->value && whole(indicator->value, CERTAINLY, &steps);
}
