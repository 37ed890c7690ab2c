/* The walk that finds the parts. */
#include "check/rule_parts.h"

static void gather(void *context, struct expr *expr)
{
    struct rule_parts *parts = context;
    enum part_kind kind;
    if (expr->kind == EXPR_CALL)
        kind = PART_CALL;
    else if (expr->kind == EXPR_FIELD)
        kind = PART_FIELD;
    else if (expr->kind == EXPR_COMPARE)
        kind = PART_COMPARISON;
    else
        return;
    ARENA_GROW(parts->arena, parts->items, parts->count, parts->capacity);
    parts->items[parts->count++] = (struct rule_part){parts->rule, expr, kind};
}

static struct rule_parts *begin(struct check *check)
{
    struct rule_parts *parts = ARENA_NEW(check->lasting, struct rule_parts);
    parts->part = SIZE_MAX;
    parts->arena = check->lasting;
    expr_walk_begin(&parts->walk, check->lasting, check->t->shared_count, gather, parts);
    return parts;
}

const struct rule_parts *check_parts(struct check *check)
{
    if (!check->parts) check->parts = begin(check);
    struct rule_parts *parts = check->parts;
    if (parts->part == check->part) return parts;
    parts->part = check->part;
    parts->count = 0;
    for (size_t i = 0; i < check->t->rules_count; i++) {
        const struct rule *rule = parts->rule = check->t->rules[i];
        expr_walk_round(&parts->walk);
        for (size_t k = 0; k < rule->need_count; k++) expr_walk(&parts->walk, rule->needs[k]);
        for (size_t k = 0; k < rule->outcome_count; k++)
            expr_walk(&parts->walk, rule->outcomes[k].condition);
    }
    return parts;
}
