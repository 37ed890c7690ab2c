/* Typing: functions about what measures cost, and about which of several is worth it. */
#include "theory/typing_argument.h"

/* --- costs ---------------------------------------------------------------------------------------------- */

struct expr *type_costs(struct scope *scope, const struct builtin *builtin,
                        const struct ast_expr *ast)
{
    const struct ast_expr *measure = only_argument(ast->call);
    if (measure) return type_measure_argument(scope, measure);
    report_signature(scope->t, builtin, ast->span, "takes one measure");
    return expr_error(scope->t, ast->span);
}

/* Whether an expression is an indicator of the measure itself, its output. */
static bool is_output_of(const struct expr *expr, const struct node *measure)
{
    return expr->kind == EXPR_INDICATOR && expr->indicator->of == &measure->common;
}

struct expr *type_cost_per(struct scope *scope, const struct builtin *builtin,
                           const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct arguments arguments = {.count = 0};
    if (!type_arguments(scope, builtin, ast, &arguments)) return expr_error(t, ast->span);
    struct expr *costs = arguments.items[0].value, *effect = arguments.items[1].value;
    bool series = effect->type == TYPE_NUMBER && effect->shape == SHAPE_SERIES;
    if (series && !is_output_of(effect, costs->node))
        return report_call(t, effect->span,
                           "what happened beside a measure is not yet its effect: "
                           "give cost_per an estimate, or an output of the measure");
    if (effect->type != TYPE_NUMBER && effect->type != TYPE_ESTIMATE)
        return report_call(t, effect->span,
                           "an estimate or a number is wanted here, and this is %.*s",
                           STR_ARG(expr_phrase(t, effect)));
    struct expr *expr = expr_over(t, EXPR_CALL, ast->span, NULL, NULL, NULL);
    struct num adjust;
    const struct unit *unit = unit_divide(t->arena, costs->unit, effect->unit, &adjust);
    if (!unit) return report_call(t, ast->span, "the unit of this can't be worked out");
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SCALAR;
    expr->unit = unit;
    expr->bare = costs->bare;
    expr->depth = (uint16_t)(effect->depth + 1);
    set_call(t, expr, builtin, arena_copy(t->arena, arguments.items, 2 * sizeof *arguments.items),
             2);
    return expr;
}

/* --- alternatives ----------------------------------------------------------------------------------------- */

/* The size that the link from a measure to a node states, as an expression. */
static struct expr *size_of_link(struct theory *t, const struct node *measure,
                                 const struct node *node, struct span span)
{
    const struct link *link = measure->out;
    while (link && (link->to != node || link->harms || !link->size_low)) link = link->next_out;
    if (!link) {
        struct finding *f = finding_add(t->findings, FINDING_U08, span,
                                        "no link from `%.*s` to `%.*s` states a size",
                                        STR_ARG(measure->common.name), STR_ARG(node->common.name));
        finding_relate(t->findings, f, location_of(measure->common.decl->name.span),
                       "the measure is declared here");
        finding_help(t->findings, f,
                     "say in its link how large the effect is expected to be: "
                     "leads to %.*s { size 10..30 }",
                     STR_ARG(node->common.name));
        return expr_error(t, span);
    }
    if (is_error(link->size_low) || !link->size_high) return link->size_low;
    return type_uncertain(t, link->size_low, link->size_high, span);
}

struct expr *type_size(struct scope *scope, const struct builtin *builtin,
                       const struct ast_expr *ast)
{
    struct arguments arguments = {.count = 0};
    if (!type_arguments(scope, builtin, ast, &arguments)) return expr_error(scope->t, ast->span);
    struct expr *size = size_of_link(scope->t, arguments.items[0].value->node,
                                     arguments.items[1].value->node, ast->span);
    if (is_error(size)) return size;
    struct expr *here = arena_copy(scope->t->arena, size, sizeof *size);
    here->shape = SHAPE_SCALAR;
    return here;
}

/* Adds the costs and the size of one more alternative behind those that are there; all stand in the
 * units of the first. */
static bool add_alternative(struct theory *t, struct expr *expr, struct expr *costs,
                            const struct node *node)
{
    struct expr *size = size_of_link(t, costs->node, node, costs->span);
    if (is_error(size)) return false;
    if (expr->call->argument_count > 1) {
        struct expr *first_costs = expr->call->arguments[1].value;
        struct expr *first_size = expr->call->arguments[2].value;
        if (!unify(t, &first_costs, &costs, costs->span) ||
            !unify(t, &first_size, &size, costs->span))
            return false;
    }
    expr->call->arguments[expr->call->argument_count++].value = costs;
    expr->call->arguments[expr->call->argument_count++].value = size;
    return true;
}

/* What the effect is worth, in money for each of it. */
static bool fit_worth(struct theory *t, struct expr *expr, struct expr *worth)
{
    const struct expr *costs = expr->call->arguments[1].value,
                      *size = expr->call->arguments[2].value;
    struct num adjust;
    const struct unit *unit = unit_divide(t->arena, costs->unit, size->unit, &adjust);
    if (!unit) return !is_error(report_call(t, worth->span, "this unit can't be worked out"));
    if (worth->shape == SHAPE_SERIES)
        return !is_error(report_call(t, worth->span, "one number is wanted here"));
    if (!fit_unit(t, &worth, unit)) return false;
    expr->call->arguments[0].value = worth;
    return true;
}

/* arguments[0]: the worth, or NULL; then costs and size of each alternative. `asked` tells which is
 * asked about. */
struct expr *type_alternatives(struct scope *scope, const struct builtin *builtin,
                               const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct arguments given = {.count = 0};
    if (scope->kind != SCOPE_RULE)
        return report_call(t, ast->span, "alternatives are compared in a rule");
    if (!type_arguments(scope, builtin, ast, &given)) return expr_error(t, ast->span);
    struct expr *asked = NULL, *node = NULL, *among = NULL, *worth = NULL;
    for (size_t i = 0; i < given.count; i++) {
        struct expr *value = given.items[i].value;
        if (str_equal(given.items[i].name, STR("m"))) asked = value;
        if (str_equal(given.items[i].name, STR("e"))) node = value;
        if (str_equal(given.items[i].name, STR("among"))) among = value;
        if (str_equal(given.items[i].name, STR("worth"))) worth = value;
    }
    size_t count = among ? among->call->argument_count : 1;
    struct expr *expr = expr_new(t, EXPR_CALL, ast->span);
    expr->depth = 3;
    set_call(t, expr, builtin, ARENA_ARRAY(t->arena, struct expr_argument, 2 * count + 1), 1);
    bool found = !asked || !among;
    for (size_t i = 0; i < count; i++) {
        struct expr *costs = among ? among->call->arguments[i].value : asked;
        if (!add_alternative(t, expr, costs, node->node)) return expr_error(t, ast->span);
        found |= asked && costs->node == asked->node;
    }
    if (!found)
        return report_call(t, asked->span, "`%.*s` is not among the alternatives",
                           STR_ARG(asked->node->common.name));
    if (worth && !fit_worth(t, expr, worth)) return expr_error(t, ast->span);
    expr->call->asked = asked ? asked->node : NULL;
    const struct expr *costs = expr->call->arguments[1].value,
                      *size = expr->call->arguments[2].value;
    struct num adjust;
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SCALAR;
    expr->unit = costs->unit;
    if (builtin->id == BUILTIN_ICER)
        expr->unit = unit_divide(t->arena, costs->unit, size->unit, &adjust);
    if (builtin->result == RESULT_SHARE) {
        expr->unit = &unit_none;
        expr->flavour = FLAVOUR_SHARE;
    }
    return expr->unit ? expr : report_call(t, ast->span, "the unit of this can't be worked out");
}
