/* Goes through all expressions of a program for the aggregates in them. */
#include "check/aggregates.h"

struct visitor {
    void (*visit)(void *context, const struct aggregate *aggregate);
    void *context;
};

static void visit_expr(void *context, struct expr *expr)
{
    const struct visitor *visitor = context;
    if (expr->kind == EXPR_AGGREGATE) visitor->visit(visitor->context, expr->aggregate);
}

void aggregates_visit(struct check *check,
                      void (*visit)(void *context, const struct aggregate *aggregate),
                      void *context)
{
    const struct theory *t = check->t;
    struct visitor visitor = {visit, context};
    struct expr_walk walk;
    if (!t->tables_count) return;
    expr_walk_begin(&walk, check->scratch, t->shared_count, visit_expr, &visitor);
    for (size_t i = 0; i < t->indicators_count; i++)
        if (t->indicators[i]->kinds & KIND_OF(AGGREGATE)) expr_walk(&walk, t->indicators[i]->value);
    for (size_t i = 0; i < t->assumptions_count; i++) expr_walk(&walk, t->assumptions[i]->holds);
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (!(rule->kinds & KIND_OF(AGGREGATE))) continue;
        for (size_t k = 0; k < rule->need_count; k++) expr_walk(&walk, rule->needs[k]);
        for (size_t k = 0; k < rule->outcome_count; k++)
            expr_walk(&walk, rule->outcomes[k].condition);
    }
    for (size_t i = 0; i < t->recommendations_count; i++)
        expr_walk(&walk, t->recommendations[i]->done);
}
