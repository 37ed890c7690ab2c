/* Adds up amounts that are constants. */
#include "check/amount.h"

#include "theory/typing.h"

/* m +- h, or a plain constant. */
static bool bound(const struct expr *expr, bool upper, struct num *number)
{
    struct num half;
    if (!expr || expr->kind == EXPR_ERROR) return false;
    if (expr->kind == EXPR_CONVERT && expr->a->kind == EXPR_PLUS_MINUS)
        return bound(expr->a, upper, number) && num_mul(number, number, expr->number);
    if (expr->kind != EXPR_PLUS_MINUS) return constant_value(expr, number);
    if (!constant_value(expr->a, number) || !constant_value(expr->b, &half)) return false;
    half = num_abs(&half);
    return upper ? num_add(number, number, &half) : num_sub(number, number, &half);
}

bool amount_low(const struct expr *expr, struct num *low)
{
    return bound(expr, false, low);
}

bool amount_high(const struct amount *amount, struct num *high)
{
    return bound(amount->high ? amount->high : amount->low, true, high);
}

const struct node **amount_wholes(const struct theory *t, struct arena *arena)
{
    const struct node **wholes = ARENA_ARRAY(arena, const struct node *, t->nodes_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++)
        if (t->nodes[i]->level == LEVEL_MEASURE) wholes[i] = t->nodes[i]->whole;
    return wholes;
}

static bool add_amounts(const struct theory *t, const struct amounts *amounts, struct num *total)
{
    struct num one;
    if (amounts->whole) return amount_low(amounts->whole, &one) && num_add(total, total, &one);
    for (size_t i = 0; i < amounts->count; i++) {
        const struct amount *amount = &amounts->items[i];
        int32_t first = period_of_day(&t->calendar, FREQ_YEAR, amount->days.first).ord;
        int32_t last = period_of_day(&t->calendar, FREQ_YEAR, amount->days.last).ord;
        struct num years = num_int(last - first + 1);
        if (!amount_low(amount->low, &one) || !num_mul(&one, &one, &years) ||
            !num_add(total, total, &one))
            return false;
    }
    return amounts->count > 0;
}

bool amount_total(const struct theory *t, const struct node *measure, struct num *total)
{
    *total = num_int(0);
    for (size_t i = 0; i < measure->cost_count; i++) {
        const struct amounts *amounts = &measure->costs[i];
        struct num part = num_int(0);
        if (!amounts->unit || !measure->costs[0].unit) return false;
        struct num factor = unit_conversion(amounts->unit, measure->costs[0].unit);
        if (!add_amounts(t, amounts, &part) || !num_mul(&part, &part, &factor) ||
            !num_add(total, total, &part))
            return false;
    }
    return measure->cost_count > 0;
}
