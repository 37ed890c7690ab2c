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
    case CLAUSE_DISCOUNT:
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
    case CLAUSE_SETTING: add(exprs, clause->setting.number); return;
    case CLAUSE_DEMAND:
        add(exprs, clause->demand.where);
        add(exprs, clause->demand.has);
        return;
    case CLAUSE_GIVEN: add_values(exprs, clause->given.values); return;
    case CLAUSE_EXPECT:
        add(exprs, clause->expect.condition);
        add(exprs, clause->expect.tolerance);
        return;
    /* These hold names, texts, periods, units, numbers, or clauses of their own. */
    case CLAUSE_OWNER:
    case CLAUSE_NOTE:
    case CLAUSE_SOURCE:
    case CLAUSE_PART_OF:
    case CLAUSE_ARTICLE:
    case CLAUSE_PERIOD:
    case CLAUSE_GOAL:
    case CLAUSE_PRICES:
    case CLAUSE_PROFILE:
    case CLAUSE_LANGUAGE:
    case CLAUSE_MEANS:
    case CLAUSE_INSTEAD_OF:
    case CLAUSE_FROM:
    case CLAUSE_ROW_IS:
    case CLAUSE_PERIOD_COLUMN:
    case CLAUSE_STOCK:
    case CLAUSE_WEIGHT:
    case CLAUSE_COVERS:
    case CLAUSE_KEY:
    case CLAUSE_BREAK:
    case CLAUSE_LEADS_TO:
    case CLAUSE_HARMS:
    case CLAUSE_INDICATOR:
    case CLAUSE_FORMULATED:
    case CLAUSE_ANSWERS:
    case CLAUSE_STEP:
    case CLAUSE_REACHES:
    case CLAUSE_ADOPTED:
    case CLAUSE_RUNS:
    case CLAUSE_STATUS:
    case CLAUSE_KIND:
    case CLAUSE_MITIGATES:
    case CLAUSE_EVIDENCE:
    case CLAUSE_ASSUMING:
    case CLAUSE_AFTER:
    case CLAUSE_EVERY:
    case CLAUSE_BY:
    case CLAUSE_UNIT:
    case CLAUSE_LEVEL:
    case CLAUSE_FINDS:
    case CLAUSE_ABOUT:
    case CLAUSE_INFLUENCES:
    case CLAUSE_THREATENS:
    case CLAUSE_FINDING_SEVERITY:
    case CLAUSE_ACCEPTED_BY:
    case CLAUSE_JUDGES:
    case CLAUSE_OVER:
    case CLAUSE_ACROSS:
    case CLAUSE_OTHERWISE:
    case CLAUSE_OF:
    case CLAUSE_PLANNED:
    case CLAUSE_BY_ACTOR:
    case CLAUSE_QUESTION:
    case CLAUSE_DROP:
    case CLAUSE_KEEP:
    case CLAUSE_ADD:
    case CLAUSE_RESPONSE:
    case CLAUSE_ACCEPTED:
    case CLAUSE_DUE:
    case CLAUSE_CHECK:
    case CLAUSE_ALLOW:
    case CLAUSE_SCALE:
    case CLAUSE_KINDS: return;
    }
}
