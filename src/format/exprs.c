/* Which expressions a clause holds. */
#include "format/parts.h"

static void add(struct exprs *exprs, const struct ast_expr *expr)
{
    if (!expr) return;
    ARENA_GROW(exprs->arena, exprs->items, exprs->count, exprs->capacity);
    exprs->items[exprs->count++] = expr;
}

static void add_values(struct exprs *exprs, const struct ast_value *values)
{
    for (; values; values = values->next) {
        add(exprs, values->low);
        add(exprs, values->high);
    }
}

void clause_exprs(struct exprs *exprs, const struct ast_clause *clause)
{
    switch (clause->kind) {
    case CLAUSE_VALUE:
    case CLAUSE_MATTERS:
    case CLAUSE_HOLDS:
    case CLAUSE_LIKELIHOOD:
    case CLAUSE_SEVERITY:
    case CLAUSE_APPETITE:
    case CLAUSE_NEEDS:
    case CLAUSE_DONE:
    case CLAUSE_BUDGET_CHANGE: add(exprs, clause->expr); return;
    case CLAUSE_REPORTED: add_values(exprs, clause->values); return;
    case CLAUSE_COSTS:
    case CLAUSE_BUDGET:
        add(exprs, clause->costs.amounts.whole);
        add_values(exprs, clause->costs.amounts.values);
        return;
    case CLAUSE_COLUMN:
        add(exprs, clause->column->low);
        add(exprs, clause->column->high);
        add(exprs, clause->column->value);
        return;
    case CLAUSE_SIZE:
        add(exprs, clause->size.low);
        add(exprs, clause->size.high);
        return;
    case CLAUSE_BETTER:
        add(exprs, clause->better.low);
        add(exprs, clause->better.high);
        return;
    case CLAUSE_BASELINE:
    case CLAUSE_TARGET: add(exprs, clause->aim.value); return;
    case CLAUSE_LOCAL:
    case CLAUSE_OUTCOME: add(exprs, clause->outcome.condition); return;
    case CLAUSE_CHANGE: add(exprs, clause->change.by); return;
    case CLAUSE_DISCOUNT: add(exprs, clause->discount.rate); return;
    case CLAUSE_SETTING: add(exprs, clause->setting.number); return;
    case CLAUSE_DEMAND:
        add(exprs, clause->demand.where);
        add(exprs, clause->demand.has);
        return;
    case CLAUSE_GIVEN:
        add(exprs, clause->given->amounts.whole);
        add_values(exprs, clause->given->amounts.values);
        return;
    case CLAUSE_EXPECT:
        add(exprs, clause->expect->condition);
        add(exprs, clause->expect->tolerance);
        return;
    default: return; /* names, texts, periods, units, or clauses of their own */
    }
}
