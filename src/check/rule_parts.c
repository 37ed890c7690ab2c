/* The walk that finds the parts. */
#include "check/rule_parts.h"

struct gathering {
    struct rule_parts *parts;
    struct arena *arena;
    const struct rule *rule;
};

static void gather(void *context, struct expr *expr)
{
    struct gathering *g = context;
    enum part_kind kind;
    if (expr->kind == EXPR_CALL)
        kind = PART_CALL;
    else if (expr->kind == EXPR_FIELD)
        kind = PART_FIELD;
    else if (expr->kind == EXPR_COMPARE)
        kind = PART_COMPARISON;
    else
        return;
    struct rule_parts *parts = g->parts;
    ARENA_GROW(g->arena, parts->items, parts->count, parts->capacity);
    parts->items[parts->count++] = (struct rule_part){g->rule, expr, kind};
}

const struct rule_parts *check_parts(struct check *check)
{
    const struct theory *t = check->t;
    if (check->parts) return check->parts;
    check->parts = ARENA_NEW(check->lasting, struct rule_parts);
    struct gathering g = {.parts = check->parts, .arena = check->lasting};
    struct expr_walk walk;
    expr_walk_begin(&walk, check->scratch, t->shared_count, gather, &g);
    for (size_t i = 0; i < t->rules_count; i++) {
        g.rule = t->rules[i];
        expr_walk_round(&walk);
        for (size_t k = 0; k < g.rule->need_count; k++) expr_walk(&walk, g.rule->needs[k]);
        for (size_t k = 0; k < g.rule->outcome_count; k++)
            expr_walk(&walk, g.rule->outcomes[k].condition);
    }
    return check->parts;
}
