/* Walking through typed expressions. */
#include "theory/theory.h"

static bool first_visit(struct expr_walk *walk, const struct expr *expr)
{
    if (expr->kind != EXPR_SHARED) return true;
    if (walk->visited[expr->slot] == walk->round) return false;
    walk->visited[expr->slot] = walk->round;
    return true;
}

void expr_walk_begin(struct expr_walk *walk, struct arena *arena, size_t slot_count,
                     void (*visit)(void *context, struct expr *expr), void *context)
{
    *walk = (struct expr_walk){
        .visit = visit,
        .context = context,
        .visited = ARENA_ARRAY(arena, uint32_t, slot_count + 1),
        .slot_count = slot_count,
        .round = 1,
    };
}

void expr_walk_round(struct expr_walk *walk)
{
    walk->round++;
}

void expr_walk(struct expr_walk *walk, struct expr *expr)
{
    if (!expr || !first_visit(walk, expr)) return;
    walk->visit(walk->context, expr);
    expr_walk(walk, expr->a);
    expr_walk(walk, expr->b);
    expr_walk(walk, expr->c);
    if (expr->kind != EXPR_CALL && expr->kind != EXPR_IN_LIST) return;
    for (size_t i = 0; i < expr->call->argument_count; i++)
        expr_walk(walk, expr->call->arguments[i].value);
}

bool expr_rests_on(const struct expr *expr, const struct column *column)
{
    if (!expr) return false;
    if (expr->kind == EXPR_COLUMN)
        return expr->column == column || expr_rests_on(expr->column->value, column);
    if (expr->kind == EXPR_IN_LIST)
        for (size_t i = 0; i < expr->call->argument_count; i++)
            if (expr_rests_on(expr->call->arguments[i].value, column)) return true;
    return expr_rests_on(expr->a, column) || expr_rests_on(expr->b, column) ||
           expr_rests_on(expr->c, column);
}
