/* Typing: aggregates, which run over the rows of one table. */
#include "base/bug.h"
#include "base/calendar.h"
#include "theory/typing.h"

/* --- which table ----------------------------------------------------------------------------------- */

/* The table whose column is named somewhere in the expression (`incidents.cost`), or NULL. */
static struct table *table_in(struct scope *scope, const struct ast_expr *ast)
{
    if (!ast) return NULL;
    struct table *table = NULL;
    if (ast->kind == AST_FIELD && (table = table_named(scope, ast->a))) return table;
    if (ast->kind == AST_NAME) {
        const struct binding *binding = find_binding(scope, ast->name.atom);
        if (!binding) return NULL;
        struct scope outside = *scope;
        outside.bindings = binding->outer;
        return table_in(&outside, binding->value);
    }
    if (ast->kind == AST_CALL) {
        for (const struct ast_argument *a = ast->call->arguments; a && !table; a = a->next)
            table = table_in(scope, a->value);
        return table;
    }
    for (size_t i = 0; i < AST_PARTS && !table; i++) table = table_in(scope, expr_part(ast, i));
    if (ast->kind == AST_IN_LIST)
        for (const struct ast_item *i = ast->items; i && !table; i = i->next)
            table = table_in(scope, i->value);
    return table;
}

struct table *aggregate_table(struct scope *scope, const struct ast_call *call)
{
    if (!call->arguments) return NULL;
    struct table *table = table_named(scope, call->arguments->value);
    return table ? table : table_in(scope, call->arguments->value);
}

bool contains_aggregate(struct scope *scope, const struct ast_expr *ast, int depth)
{
    enum { DEEP_ENOUGH = 20 }; /* functions that call functions */
    if (!ast || depth > DEEP_ENOUGH) return false;
    if (ast->kind == AST_CALL) {
        const struct builtin *builtin = builtin_find(name_text(scope->t, &ast->call->name), NULL);
        struct symbol *symbol = find_symbol(scope->t, ast->call->name.atom);
        if (builtin && builtin->family == FAMILY_AGGREGATE && aggregate_table(scope, ast->call))
            return true;
        if (!builtin && symbol && symbol->kind == DECL_FUNCTION)
            return contains_aggregate(scope, symbol->decl->value, depth + 1);
        return false;
    }
    for (size_t i = 0; i < AST_PARTS; i++)
        if (contains_aggregate(scope, expr_part(ast, i), depth)) return true;
    return false;
}

struct expr *report_no_table(struct scope *scope, const struct builtin *builtin,
                             const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_expr *first = ast->call->arguments ? ast->call->arguments->value : NULL;
    const struct ast_expr *named = first && first->kind == AST_FIELD ? first->a : first;
    if (named && named->kind == AST_NAME) {
        struct symbol *symbol = find_symbol(t, named->name.atom);
        if (!symbol && (builtin->id == BUILTIN_COUNT || first->kind == AST_FIELD)) {
            resolve(t, &named->name, KIND(DATA), "a table");
            return expr_error(t, ast->span);
        }
        if (symbol && symbol->kind == DECL_INDICATOR && builtin->id == BUILTIN_SUM) {
            symbol->used = true;
            struct finding *f = finding_add(t->findings, FINDING_U09, ast->span,
                                            "sum runs over the rows of a table, and `%.*s` is an "
                                            "indicator",
                                            STR_ARG(symbol->name));
            finding_help(t->findings, f, "the sum over the periods of a series is total(%.*s)",
                         STR_ARG(symbol->name));
            return expr_error(t, ast->span);
        }
    }
    const struct symbol *symbol =
        named && named->kind == AST_NAME ? find_symbol(t, named->name.atom) : NULL;
    struct finding *f;
    if (symbol)
        f = finding_add(t->findings, FINDING_U09, ast->span,
                        "%.*s runs over the rows of a table, and `%.*s` is %.*s",
                        STR_ARG(builtin->name), STR_ARG(symbol->name),
                        STR_ARG(decl_phrase(symbol->kind)));
    else
        f = finding_add(t->findings, FINDING_U09, ast->span,
                        "%.*s runs over the rows of a table, and none is named here",
                        STR_ARG(builtin->name));
    finding_help(t->findings, f, "name the table: count(incidents), sum(incidents.cost)");
    return expr_error(t, ast->span);
}

/* --- the window -------------------------------------------------------------------------------------- */

static bool check_window(struct theory *t, const struct table *table, const struct window *window,
                         struct span span)
{
    const struct column *period = table->period;
    bool all = !window->by_period && window->days.first == DAY_MIN && window->days.last == DAY_MAX;
    if (all || table->common.broken || table->unplaced) return true;
    if (!period) {
        if (!window->by_period) return true;
        struct finding *f =
            finding_add(t->findings, FINDING_U04, span,
                        "the rows of `%.*s` have no place in time, so they can't be "
                        "taken by %.*s",
                        STR_ARG(table->common.name), STR_ARG(freq_name(window->freq)));
        finding_relate(t->findings, f, location_of(table->common.decl->name.span), "declared here");
        finding_help(t->findings, f, "say in its data block which column does: period date");
        return false;
    }
    bool unknown = period->type == COLUMN_PERIOD && period->any_freq;
    enum freq freq = period->type == COLUMN_PERIOD ? period->freq : FREQ_DAY;
    if (!window->by_period || unknown || table->period_to || freq_nests(freq, window->freq))
        return true;
    struct finding *f = finding_add(
        t->findings, FINDING_U04, span,
        "the rows of `%.*s` are by %.*s, so they can't be taken by %.*s",
        STR_ARG(table->common.name), STR_ARG(freq_name(freq)), STR_ARG(freq_name(window->freq)));
    finding_relate(t->findings, f, location_of(period->span), "the column that places them");
    finding_help(t->findings, f, "choose `every %.*s` or a longer period that holds whole ones",
                 STR_ARG(freq_name(freq)));
    return false;
}

/* The columns of the breakdown; false with U10 when the table lacks one. */
static bool find_breakdown(struct scope *scope, struct aggregate *aggregate)
{
    struct theory *t = scope->t;
    struct table *table = aggregate->table;
    aggregate->by = ARENA_ARRAY(t->arena, struct column *, scope->by_count + 1);
    for (size_t i = 0; i < scope->by_count; i++) {
        struct column *column = column_named(table, scope->by[i]);
        if (!column) {
            if (table->common.broken) return false;
            struct finding *f = finding_add(t->findings, FINDING_U10, aggregate->span,
                                            "`%.*s` has no column `%.*s` to break this down by",
                                            STR_ARG(table->common.name), STR_ARG(scope->by[i]));
            finding_help(t->findings, f,
                         "write total(%.*s) for the whole beside each group, or bring "
                         "the column in with a look-up",
                         STR_ARG(sources_text(t->sources, aggregate->span)));
            return false;
        }
        if (column->form == COLUMN_DERIVED && !type_derived_column(t, column, aggregate->span))
            return false;
        aggregate->by[aggregate->by_count++] = column;
    }
    return true;
}

/* --- arguments --------------------------------------------------------------------------------------- */

static struct expr *wrong_argument(struct theory *t, struct span span, const char *message,
                                   const char *help)
{
    struct finding *f = finding_add(t->findings, FINDING_U08, span, "%s", message);
    finding_help(t->findings, f, "%s", help);
    return expr_error(t, span);
}

static bool numeric_argument(struct theory *t, const struct expr *argument,
                             const struct builtin *builtin)
{
    if (is_error(argument)) return false;
    if (argument->type == TYPE_NUMBER) return true;
    struct finding *f = finding_add(t->findings, FINDING_U03, argument->span,
                                    "%.*s works on numbers, and this is %.*s",
                                    STR_ARG(builtin->name), STR_ARG(expr_phrase(t, argument)));
    if (argument->type == TYPE_TRUTH)
        finding_help(t->findings, f, "count rows with count(t where …), or take their share(…)");
    else
        finding_help(t->findings, f, "name a column of numbers");
    return false;
}

/* quantile's second argument: a constant from 0 to 1. */
static bool quantile_argument(struct scope *scope, const struct ast_argument *argument,
                              struct aggregate *aggregate)
{
    struct theory *t = scope->t;
    struct expr *p = type_constant(t, argument->value, NULL, FLAVOUR_NONE, "the part");
    if (is_error(p)) return false;
    struct num zero = num_int(0), one = num_int(1);
    if (!constant_value(p, &aggregate->quantile) || num_compare(&aggregate->quantile, &zero) < 0 ||
        num_compare(&aggregate->quantile, &one) > 0) {
        struct finding *f = finding_add(t->findings, FINDING_U06, argument->value->span,
                                        "a quantile is asked for a part between 0 and 1");
        finding_help(t->findings, f, "write 0.9 or 90%% for the value that nine in ten lie below");
        return false;
    }
    return true;
}

static size_t count_arguments(const struct ast_call *call)
{
    size_t count = 0;
    for (const struct ast_argument *a = call->arguments; a; a = a->next) count++;
    return count;
}

/* Checks how many arguments there are, that none has a name and only the last a `where`. */
static bool check_arguments(struct theory *t, const struct builtin *builtin,
                            const struct ast_call *call, struct span span)
{
    struct parameter parameters[PARAMETERS_MAX];
    size_t wanted = builtin_parameters(builtin, parameters), given = count_arguments(call);
    for (const struct ast_argument *a = call->arguments; a; a = a->next)
        if (a->name.atom != ATOM_NONE) {
            wrong_argument(t, a->name.span, "an aggregate has no arguments by name",
                           "which rows count stands behind `where`: sum(t.x where y = 1)");
            return false;
        }
    if (given == wanted) return true;
    struct finding *f = finding_add(
        t->findings, FINDING_U08, span, "%.*s takes %zu argument%s here, and %zu %s given",
        STR_ARG(builtin->name), wanted, wanted == 1 ? "" : "s", given, given == 1 ? "is" : "are");
    finding_help(t->findings, f, "it is written like this: %.*s", STR_ARG(builtin->example));
    return false;
}

/* Fills in what the function takes; false, reported, where that does not fit. */
static bool type_arguments(struct scope *scope, const struct builtin *builtin,
                           const struct ast_call *call, struct aggregate *aggregate)
{
    struct theory *t = scope->t;
    struct scope rows = scope_row(t, aggregate->table);
    rows.bindings = scope->bindings;
    rows.depth = scope->depth;
    const struct ast_argument *first = call->arguments, *second = first->next;
    bool fits = true;
    for (const struct ast_argument *a = first; a; a = a->next) {
        if (!a->filter) continue;
        aggregate->filter = type_condition(&rows, a->filter);
        fits &= !is_error(aggregate->filter);
    }
    bool is_table = table_named(scope, first->value) != NULL;
    if (builtin->id == BUILTIN_COUNT) {
        if (is_table) return fits;
        wrong_argument(t, first->value->span, "count counts the rows of a table",
                       "write count(table), with `where … is known` to count known values");
        return false;
    }
    if (is_table) {
        wrong_argument(t, first->value->span, "a column of the table is wanted here",
                       "write table.column, for example sum(incidents.cost)");
        return false;
    }
    aggregate->argument = builtin->id == BUILTIN_SHARE ? type_condition(&rows, first->value)
                                                       : type_expr(&rows, first->value);
    if (is_error(aggregate->argument)) return false;
    if (builtin->id != BUILTIN_SHARE && builtin->id != BUILTIN_DISTINCT)
        fits &= numeric_argument(t, aggregate->argument, builtin);
    if (builtin->id == BUILTIN_QUANTILE) fits &= quantile_argument(scope, second, aggregate);
    if (builtin->id == BUILTIN_WEIGHTED_MEAN) {
        aggregate->weight = type_expr(&rows, second->value);
        fits &= numeric_argument(t, aggregate->weight, builtin);
    }
    return fits;
}

static const struct unit *result_unit(struct theory *t, const struct builtin *builtin,
                                      const struct aggregate *aggregate)
{
    switch (builtin->result) {
    case RESULT_ROWS: return aggregate->table->row_unit ? aggregate->table->row_unit : &unit_none;
    case RESULT_SAME: return aggregate->argument->unit;
    case RESULT_SQUARE: {
        const struct unit *square = unit_power(t->arena, aggregate->argument->unit, 2);
        return square ? square : &unit_none;
    }
    case RESULT_PLAIN:
    case RESULT_SHARE:
    case RESULT_CHANGE:
    case RESULT_DIFFERENCE:
    case RESULT_DEFLATED:
    case RESULT_TRUTH: break;
    }
    return &unit_none;
}

struct expr *type_aggregate(struct scope *scope, const struct builtin *builtin, struct table *table,
                            const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    if (scope->kind == SCOPE_ROW || scope->kind == SCOPE_CONSTANT) {
        struct finding *f = finding_add(
            t->findings, FINDING_U09, ast->span,
            scope->kind == SCOPE_ROW ? "an aggregate can't stand inside another one"
                                     : "only constants can stand here, and this depends on data");
        finding_help(t->findings, f,
                     scope->kind == SCOPE_ROW ? "give the inner figure an indicator of its own"
                                              : "write a number, or make it an indicator");
        return expr_error(t, ast->span);
    }
    if (scope->window_used) *scope->window_used = true;
    struct aggregate *aggregate = ARENA_NEW(t->arena, struct aggregate);
    aggregate->function = builtin->id;
    aggregate->table = table;
    aggregate->window = scope->window;
    aggregate->span = ast->span;
    if (!check_arguments(t, builtin, ast->call, ast->span)) return expr_error(t, ast->span);
    bool fits = type_arguments(scope, builtin, ast->call, aggregate);
    fits &= check_window(t, table, &aggregate->window, ast->span);
    if (!fits || !find_breakdown(scope, aggregate)) return expr_error(t, ast->span);
    struct expr *expr = expr_new(t, EXPR_AGGREGATE, ast->span);
    expr->type = TYPE_NUMBER;
    expr->shape = scope->window.by_period ? SHAPE_SERIES : SHAPE_SCALAR;
    expr->has_freq = scope->window.by_period;
    expr->freq = scope->window.freq;
    expr->unit = result_unit(t, builtin, aggregate);
    if (builtin->result == RESULT_SHARE) expr->flavour = FLAVOUR_SHARE;
    if (builtin->result == RESULT_SAME) expr->flavour = aggregate->argument->flavour;
    expr->aggregate = aggregate;
    return expr;
}
