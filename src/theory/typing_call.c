/* Typing: calls of the author's functions and of the built-in ones. */
#include "base/bug.h"
#include "base/calendar.h"
#include "theory/typing_argument.h"
#include "theory/typing_estimate.h"

enum { CALL_DEPTH_LIMIT = 100 };

/* --- the author's functions ------------------------------------------------------------------------ */

struct expr *type_function(struct scope *scope, struct symbol *symbol, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    symbol->used = true;
    if (scope->depth >= CALL_DEPTH_LIMIT) {
        if (symbol->reported) return expr_error(t, ast->span);
        symbol->reported = true;
        struct finding *f = finding_add(t->findings, FINDING_N09, ast->span,
                                        "the function `%.*s` calls itself, or others do more than "
                                        "%d levels deep",
                                        STR_ARG(symbol->name), CALL_DEPTH_LIMIT);
        finding_help(t->findings, f, "a function can't need its own result");
        return expr_error(t, ast->span);
    }
    const struct binding *bindings = NULL;
    const struct ast_argument *argument = ast->call->arguments;
    const struct ast_names_item *parameter = symbol->decl->by.first;
    size_t wanted = 0, given = 0;
    for (; argument && parameter; argument = argument->next, parameter = parameter->next) {
        struct binding *binding = ARENA_NEW(t->arena, struct binding);
        *binding = (struct binding){
            .next = bindings,
            .atom = parameter->name.atom,
            .value = argument->value,
            .outer = scope->bindings,
            .rule = scope->rule,
        };
        bindings = binding;
    }
    if (argument || parameter) {
        for (const struct ast_names_item *n = symbol->decl->by.first; n; n = n->next) wanted++;
        for (argument = ast->call->arguments; argument; argument = argument->next) given++;
        struct finding *f =
            finding_add(t->findings, FINDING_U08, ast->span,
                        "`%.*s` takes %zu argument%s, and %zu %s given", STR_ARG(symbol->name),
                        wanted, wanted == 1 ? "" : "s", given, given == 1 ? "is" : "are");
        finding_relate(t->findings, f, location_of(symbol->decl->name.span), "declared here");
        finding_help(t->findings, f, "give a value for each name between its brackets");
        return expr_error(t, ast->span);
    }
    struct scope inside = *scope;
    inside.rule = NULL;
    inside.bindings = bindings;
    inside.depth++;
    inside.expanding = true;
    return type_expr(&inside, symbol->decl->value);
}

/* --- results ------------------------------------------------------------------------------------------- */

static void set_result(struct theory *t, struct expr *expr, const struct builtin *builtin,
                       const struct arguments *arguments)
{
    const struct expr *first = arguments->items[0].value;
    expr->type = TYPE_NUMBER;
    switch (builtin->result) {
    case RESULT_SAME:
        expr->unit = first->unit;
        expr->flavour = first->flavour;
        expr->bare = first->bare && first->kind == EXPR_COSTS;
        break;
    case RESULT_DIFFERENCE:
        expr->unit = first->unit;
        expr->flavour = first->flavour == FLAVOUR_SHARE ? FLAVOUR_POINTS : FLAVOUR_NONE;
        break;
    case RESULT_CHANGE: expr->flavour = FLAVOUR_PERCENT; break;
    case RESULT_SHARE: expr->flavour = FLAVOUR_SHARE; break;
    case RESULT_DEFLATED: {
        struct unit *unit = arena_copy(t->arena, first->unit, sizeof *first->unit);
        const struct period *to = &arguments->items[2].value->period;
        unit->price_year = date_from_day(period_days(&t->calendar, *to).first).year;
        expr->unit = unit;
        expr->bare = first->bare;
        break;
    }
    case RESULT_TRUTH: expr->type = TYPE_TRUTH; break;
    case RESULT_ROWS:
    case RESULT_SQUARE:
    case RESULT_PLAIN: break;
    }
}

/* deflate: the index has a value for each period of the amounts. */
static bool check_index(struct theory *t, const struct arguments *arguments)
{
    const struct expr *x = arguments->items[0].value, *index = arguments->items[1].value;
    if (!x->has_freq || !index->has_freq || x->freq == index->freq) return true;
    struct finding *f = finding_add(t->findings, FINDING_U04, index->span,
                                    "the amounts are by %.*s, and the index is by %.*s",
                                    STR_ARG(freq_name(x->freq)), STR_ARG(freq_name(index->freq)));
    finding_help(t->findings, f, "give an index with `every %.*s`, or hold(…) a coarser one",
                 STR_ARG(freq_name(x->freq)));
    return false;
}

/* discounted, present_value: the rate is a part of the amount. */
static bool check_rate(struct theory *t, const struct arguments *arguments)
{
    const struct expr *rate = arguments->items[2].value;
    if (!rate || (unit_is_plain(rate->unit) && rate->shape != SHAPE_SERIES)) return true;
    finding_add(t->findings, FINDING_U08, rate->span,
                "a discount rate is a part for each year, such as 2.25%%, and this is %.*s",
                STR_ARG(expr_phrase(t, rate)));
    return false;
}

static struct expr *type_series_call(struct scope *scope, const struct builtin *builtin,
                                     const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct arguments arguments = {.count = 0};
    if (!type_arguments(scope, builtin, ast, &arguments)) return expr_error(t, ast->span);
    bool discounts = builtin->id == BUILTIN_DISCOUNTED || builtin->id == BUILTIN_PRESENT_VALUE;
    if ((builtin->id == BUILTIN_DEFLATE && !check_index(t, &arguments)) ||
        (discounts && !check_rate(t, &arguments)))
        return expr_error(t, ast->span);
    struct expr *expr = expr_new(t, EXPR_CALL, ast->span);
    unsigned depth = 0;
    for (size_t i = 0; i < arguments.count; i++)
        if (arguments.items[i].value && arguments.items[i].value->depth > depth)
            depth = arguments.items[i].value->depth;
    if (depth + 1 > TYPED_DEPTH_LIMIT) return report_depth(t, ast->span);
    expr->depth = (uint16_t)(depth + 1);
    set_result(t, expr, builtin, &arguments);
    expr->shape = SHAPE_SCALAR;
    set_call(t, expr, builtin, arena_copy(t->arena, arguments.items, sizeof arguments.items),
             arguments.count);
    if (builtin->family == FAMILY_ESTIMATE) {
        expr->type = TYPE_ESTIMATE;
        if (!check_estimate(t, expr)) return expr_error(t, ast->span);
        if (builtin->id == BUILTIN_EQUIVALENCE && !complete_equivalence(t, expr))
            return expr_error(t, ast->span);
        if (estimate_is_relative(expr)) {
            expr->unit = &unit_none;
            expr->flavour = FLAVOUR_PERCENT;
        }
    }
    if (builtin->family != FAMILY_SERIES) return expr;
    const struct expr *series = arguments.items[0].value;
    expr->shape = SHAPE_SERIES;
    expr->has_freq = series->has_freq;
    expr->freq = series->freq;
    bool refines = builtin->id == BUILTIN_HOLD || builtin->id == BUILTIN_SPREAD;
    if (refines && scope->kind == SCOPE_SERIES && scope->window.by_period &&
        freq_nests(scope->window.freq, series->freq))
        expr->freq = scope->window.freq;
    return expr;
}

static struct expr *type_coverage(struct scope *scope, const struct builtin *builtin,
                                  const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_argument *first = ast->call->arguments;
    struct table *table = first && !first->next ? table_named(scope, first->value) : NULL;
    if (!table) {
        if (!first || first->next || first->filter) {
            report_signature(t, builtin, ast->span, "takes a table or an indicator");
            return expr_error(t, ast->span);
        }
        struct expr *series = type_series_argument(scope, first->value, builtin);
        if (is_error(series)) return series;
        struct expr *expr = expr_new(t, EXPR_CALL, ast->span);
        struct expr_argument argument = {STR("x"), series};
        expr->type = TYPE_NUMBER;
        expr->shape = SHAPE_SCALAR;
        expr->flavour = FLAVOUR_SHARE;
        expr->depth = (uint16_t)(series->depth + 1);
        set_call(t, expr, builtin, arena_copy(t->arena, &argument, sizeof argument), 1);
        return expr;
    }
    if (scope->kind != SCOPE_RULE)
        return report_call(t, ast->span, "the coverage of a table is asked in a rule");
    if (scope->window_used) *scope->window_used = true;
    struct aggregate *aggregate = ARENA_NEW(t->arena, struct aggregate);
    aggregate->function = BUILTIN_COVERAGE;
    aggregate->table = table;
    aggregate->window = scope->window;
    aggregate->span = ast->span;
    struct expr *expr = expr_new(t, EXPR_COVERAGE, ast->span);
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SCALAR;
    expr->flavour = FLAVOUR_SHARE;
    expr->aggregate = aggregate;
    return expr;
}

/* --- groups -------------------------------------------------------------------------------------------- */

/* The breakdown of the first indicator in the expression that has one. */
static bool find_groups(struct scope *scope, const struct ast_expr *ast, const struct str **by,
                        size_t *count)
{
    if (!ast) return false;
    const struct indicator *indicator = indicator_named(scope, ast);
    if (indicator && indicator->by_count) {
        *by = indicator->by;
        *count = indicator->by_count;
        return true;
    }
    if (ast->kind == AST_CALL)
        for (const struct ast_argument *a = ast->call->arguments; a; a = a->next)
            if (find_groups(scope, a->value, by, count)) return true;
    for (size_t i = 0; i < AST_PARTS; i++)
        if (find_groups(scope, expr_part(ast, i), by, count)) return true;
    return false;
}

static struct expr *type_each_group(struct scope *scope, const struct builtin *builtin,
                                    const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_expr *only = only_argument(ast->call);
    if (!only) {
        report_signature(t, builtin, ast->span, "takes one condition");
        return expr_error(t, ast->span);
    }
    struct scope inside = *scope;
    if (scope->kind != SCOPE_RULE || !find_groups(scope, only, &inside.by, &inside.by_count)) {
        type_condition(scope, only);
        struct finding *f = finding_add(t->findings, FINDING_U10, ast->span,
                                        "nothing in this condition is broken down into groups");
        finding_help(t->findings, f,
                     "%.*s judges a condition for each group of an indicator that has "
                     "`by …`",
                     STR_ARG(builtin->name));
        return expr_error(t, ast->span);
    }
    struct expr *condition = type_condition(&inside, only);
    if (is_error(condition)) return condition;
    struct expr *expr = expr_over(t, EXPR_EACH_GROUP, ast->span, condition, NULL, NULL);
    if (is_error(expr)) return expr;
    bool share = builtin->id == BUILTIN_SHARE_OF_GROUPS;
    expr->type = share ? TYPE_NUMBER : TYPE_TRUTH;
    expr->flavour = share ? FLAVOUR_SHARE : FLAVOUR_NONE;
    expr->shape = SHAPE_SCALAR;
    struct expr_groups groups = {builtin->id, inside.by, inside.by_count};
    expr->groups = arena_copy(t->arena, &groups, sizeof groups);
    return expr;
}

/* only(x, unit: "A"): each named argument is a column of the breakdown. */
static struct expr *type_only(struct scope *scope, const struct builtin *builtin,
                              const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_argument *first = ast->call->arguments;
    struct indicator *indicator = first ? indicator_named(scope, first->value) : NULL;
    if (!indicator || !indicator->by_count) {
        if (first) type_expr(scope, first->value);
        report_signature(t, builtin, ast->span, "takes an indicator that is broken down with `by`");
        return expr_error(t, ast->span);
    }
    struct expr *expr = expr_new(t, EXPR_CALL, ast->span);
    struct expr_argument *arguments =
        ARENA_ARRAY(t->arena, struct expr_argument, indicator->by_count + 1);
    arguments[0].value = type_indicator_argument(scope, first->value, builtin);
    if (is_error(arguments[0].value)) return arguments[0].value;
    size_t count = 1;
    for (const struct ast_argument *a = first->next; a; a = a->next) {
        struct str name = name_text(t, &a->name);
        size_t at = 0;
        while (at < indicator->by_count && !str_equal(indicator->by[at], name)) at++;
        if (a->name.atom == ATOM_NONE || at == indicator->by_count || a->value->kind != AST_TEXT ||
            count > indicator->by_count)
            return report_call(t, a->value->span,
                               "say which group as column: \"value\", with a column "
                               "that the indicator is broken down by");
        arguments[count++] = (struct expr_argument){name, type_expr(scope, a->value)};
    }
    if (count != indicator->by_count + 1)
        return report_call(t, ast->span, "name a group for each column of the breakdown");
    type_as_indicator(expr, indicator);
    expr->depth = 2;
    set_call(t, expr, builtin, arguments, count);
    return expr;
}

/* --- uncertain numbers ------------------------------------------------------------------------------------ */

/* probability(c), simulate(x): one value, drawn again and again. */
static struct expr *type_chance(struct scope *scope, const struct builtin *builtin,
                                const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_expr *only = only_argument(ast->call);
    bool probability = builtin->id == BUILTIN_PROBABILITY;
    if (!only) {
        report_signature(t, builtin, ast->span,
                         probability ? "takes one condition" : "takes one number");
        return expr_error(t, ast->span);
    }
    if (scope->kind != SCOPE_RULE)
        return report_call(t, ast->span, "uncertain numbers are drawn in a rule");
    struct expr *of = probability ? type_condition(scope, only) : type_expr(scope, only);
    if (is_error(of)) return of;
    if (of->shape == SHAPE_SERIES || (!probability && of->type != TYPE_NUMBER))
        return report_call(t, only->span, "%.*s is about one %s, and this is %.*s",
                           STR_ARG(builtin->name), probability ? "condition" : "number",
                           STR_ARG(expr_phrase(t, of)));
    struct expr_argument argument = {STR(""), of};
    struct expr *expr = expr_new(t, EXPR_CALL, ast->span);
    if (of->depth + 1 > TYPED_DEPTH_LIMIT) return report_depth(t, ast->span);
    expr->depth = (uint16_t)(of->depth + 1);
    expr->type = probability ? TYPE_NUMBER : TYPE_ESTIMATE;
    expr->shape = SHAPE_SCALAR;
    expr->flavour = probability ? FLAVOUR_SHARE : of->flavour;
    if (!probability) expr->unit = of->unit;
    set_call(t, expr, builtin, arena_copy(t->arena, &argument, sizeof argument), 1);
    return expr;
}

/* --- contribution -------------------------------------------------------------------------- */

/* Of a measure in the node that the rule judges. */
static struct expr *type_contribution(struct scope *scope, const struct builtin *builtin,
                                      const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_expr *only = only_argument(ast->call);
    if (!only) {
        report_signature(t, builtin, ast->span, "takes one measure");
        return expr_error(t, ast->span);
    }
    if (scope->kind != SCOPE_RULE || !scope->rule)
        return report_call(t, ast->span,
                           "contribution is asked in a rule: it is about what that "
                           "rule judges");
    struct node *node = NULL;
    if (only->kind == AST_NAME)
        node = resolve_thing(t, &only->name, KIND(MEASURE), "a measure");
    else
        return report_call(t, only->span, "the name of a measure is wanted here");
    if (!node) return expr_error(t, ast->span);
    struct expr *expr = expr_new(t, EXPR_CONTRIBUTION, ast->span);
    expr->type = TYPE_TRUTH;
    expr->shape = SHAPE_SCALAR;
    expr->contribution = ARENA_NEW(t->arena, struct expr_contribution);
    expr->contribution->measure = node;
    return expr;
}

/* --- choosing --------------------------------------------------------------------------------------------- */

/* total(…) round aggregates: the whole beside each group. */
static bool is_whole(struct scope *scope, const struct ast_call *call)
{
    const struct ast_argument *first = call->arguments;
    return first && !first->next && !first->filter && contains_aggregate(scope, first->value, 0);
}

static struct expr *type_whole(struct scope *scope, const struct ast_expr *ast)
{
    struct scope whole = *scope;
    whole.by_count = 0;
    return type_expr(&whole, ast->call->arguments->value);
}

static struct expr *report_unknown_function(struct theory *t, const struct ast_expr *ast)
{
    const struct ast_name *name = &ast->call->name;
    struct str text = name_text(t, name);
    struct symbol *symbol = find_symbol(t, name->atom);
    if (!symbol && was_skipped(t, name->atom)) return expr_error(t, ast->span);
    struct finding *f;
    if (symbol) {
        symbol->used = true;
        f = finding_add(t->findings, FINDING_N06, name->span, "`%.*s` is %.*s, not a function",
                        STR_ARG(text), STR_ARG(decl_phrase(symbol->kind)));
        finding_help(t->findings, f, "leave the brackets out, or name a function");
        return expr_error(t, ast->span);
    }
    f = finding_add(t->findings, FINDING_N01, name->span, "there is no function `%.*s`",
                    STR_ARG(text));
    struct str names[BUILTIN_COUNT_OF];
    for (int i = 0; i < BUILTIN_COUNT_OF; i++) names[i] = builtin_get((enum builtin_id)i)->name;
    if (str_equal(text, STR("avg")) || str_equal(text, STR("average")))
        finding_help(t->findings, f, "did you mean `mean`?");
    else
        offer_nearest(t, f, text, name->span, names, BUILTIN_COUNT_OF,
                      "declare it: function %.*s(a, b) = a / b", STR_ARG(text));
    return expr_error(t, ast->span);
}

struct expr *type_call(struct scope *scope, const struct ast_expr *ast)
{
    struct str name = name_text(scope->t, &ast->call->name);
    const struct builtin *builtin = builtin_find(name, NULL);
    struct symbol *symbol = find_symbol(scope->t, ast->call->name.atom);
    if (!builtin && symbol && symbol->kind == DECL_FUNCTION)
        return type_function(scope, symbol, ast);
    if (!builtin) return report_unknown_function(scope->t, ast);
    struct table *table = aggregate_table(scope, ast->call);
    const struct builtin *other = builtin_find(name, builtin);
    if (builtin->family == FAMILY_AGGREGATE && (table || !other)) {
        if (table) return type_aggregate(scope, builtin, table, ast);
        return report_no_table(scope, builtin, ast);
    }
    if (builtin->family == FAMILY_AGGREGATE) builtin = other;
    if (scope->kind == SCOPE_ROW || scope->kind == SCOPE_CONSTANT) {
        struct finding *f =
            finding_add(scope->t->findings, FINDING_U09, ast->span,
                        "%.*s works on a series, and there is none here", STR_ARG(name));
        finding_help(scope->t->findings, f, "it stands in an indicator's value or in a rule");
        return expr_error(scope->t, ast->span);
    }
    switch (builtin->family) {
    case FAMILY_COVERAGE: return type_coverage(scope, builtin, ast);
    case FAMILY_GROUPS: return type_each_group(scope, builtin, ast);
    case FAMILY_ONE_GROUP: return type_only(scope, builtin, ast);
    case FAMILY_COSTS: return type_costs(scope, builtin, ast);
    case FAMILY_COST_PER: return type_cost_per(scope, builtin, ast);
    case FAMILY_SIZE: return type_size(scope, builtin, ast);
    case FAMILY_ALTERNATIVES: return type_alternatives(scope, builtin, ast);
    case FAMILY_CHANCE: return type_chance(scope, builtin, ast);
    case FAMILY_CONTRIBUTION: return type_contribution(scope, builtin, ast);
    case FAMILY_FIGURE:
    case FAMILY_SERIES:
    case FAMILY_ESTIMATE: break;
    case FAMILY_AGGREGATE: BUG("an aggregate without a table");
    }
    if (builtin->id == BUILTIN_TOTAL && is_whole(scope, ast->call)) return type_whole(scope, ast);
    return type_series_call(scope, builtin, ast);
}
