/* Typing: the arguments of built-in functions. */
#include <stdarg.h>

#include "base/bug.h"
#include "theory/typing_argument.h"
#include "theory/typing_estimate.h"

enum {
    ALTERNATIVES_MAX = 50,
    WHOLE_MAX = 1000 /* periods that moving_mean and the like look back over: each costs for each */
};

struct expr *report_call(struct theory *t, struct span span, const char *message, ...)
{
    va_list values;
    va_start(values, message);
    struct buf text = buf_in(t->arena);
    buf_vprintf(&text, message, values);
    va_end(values);
    finding_add(t->findings, FINDING_U08, span, "%.*s", STR_ARG(buf_str(&text)));
    return expr_error(t, span);
}

/* --- kinds of arguments ---------------------------------------------------------------------------------- */

struct indicator *indicator_named(struct scope *scope, const struct ast_expr *ast)
{
    if (ast->kind != AST_NAME) return NULL;
    const struct binding *binding = find_binding(scope, ast->name.atom);
    if (binding) {
        struct scope outside = *scope;
        outside.bindings = binding->outer;
        return indicator_named(&outside, binding->value);
    }
    struct symbol *symbol = find_symbol(scope->t, ast->name.atom);
    return symbol && symbol->kind == DECL_INDICATOR ? symbol->thing : NULL;
}

struct expr *type_series_argument(struct scope *scope, const struct ast_expr *ast,
                                  const struct builtin *builtin)
{
    struct theory *t = scope->t;
    struct expr *expr = type_expr(scope, ast);
    if (is_error(expr)) return expr;
    if (expr->type == TYPE_NUMBER && expr->shape == SHAPE_SERIES) return expr;
    struct finding *f =
        finding_add(t->findings, FINDING_U08, ast->span, "%.*s wants a series, and this is %.*s",
                    STR_ARG(builtin->name), STR_ARG(expr_phrase(t, expr)));
    finding_help(
        t->findings, f,
        "name an indicator that has `every year` or another period; an aggregate becomes a "
        "series by giving it an indicator of its own");
    return expr_error(t, ast->span);
}

void type_as_indicator(struct expr *expr, const struct indicator *indicator)
{
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SERIES;
    expr->has_freq = indicator->has_freq;
    expr->freq = indicator->freq;
    expr->unit = indicator->unit;
    expr->flavour = indicator->flavour;
}

struct expr *type_indicator_argument(struct scope *scope, const struct ast_expr *ast,
                                     const struct builtin *builtin)
{
    struct theory *t = scope->t;
    struct indicator *indicator = indicator_named(scope, ast);
    if (!indicator) {
        struct expr *expr = type_expr(scope, ast);
        if (is_error(expr)) return expr;
        struct finding *f = finding_add(t->findings, FINDING_U08, ast->span,
                                        "%.*s wants an indicator, and this is %.*s",
                                        STR_ARG(builtin->name), STR_ARG(expr_phrase(t, expr)));
        finding_help(t->findings, f, "baselines and targets belong to an indicator: name one");
        return expr_error(t, ast->span);
    }
    indicator->common.used = true;
    if (!type_indicator(t, indicator, ast->span) || !indicator->unit)
        return expr_error(t, ast->span);
    struct expr *expr = expr_new(t, EXPR_INDICATOR, ast->span);
    type_as_indicator(expr, indicator);
    expr->indicator = indicator;
    return expr;
}

/* The series of each group of an indicator. */
static struct expr *groups_argument(struct scope *scope, const struct ast_expr *ast,
                                    const struct builtin *builtin)
{
    struct theory *t = scope->t;
    struct expr *expr = type_indicator_argument(scope, ast, builtin);
    if (is_error(expr) || (expr->indicator->by_count && expr->has_freq)) return expr;
    struct finding *f = finding_add(t->findings, FINDING_U10, ast->span,
                                    "%.*s compares groups over time, and `%.*s` has no %s",
                                    STR_ARG(builtin->name), STR_ARG(expr->indicator->common.name),
                                    expr->indicator->by_count ? "periods" : "groups");
    finding_relate(t->findings, f, location_of(expr->indicator->common.decl->name.span),
                   "declared here");
    finding_help(t->findings, f, "add `%s` to the indicator",
                 expr->indicator->by_count ? "every year" : "by column");
    return expr_error(t, ast->span);
}

static struct expr *whole_argument(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *expr = type_constant(t, ast, NULL, FLAVOUR_NONE, "this");
    struct num value, most = num_int(WHOLE_MAX);
    if (is_error(expr)) return expr;
    if (constant_value(expr, &value) && num_is_integer(&value) && num_sign(&value) > 0 &&
        num_compare(&value, &most) <= 0)
        return expr;
    return report_call(t, ast->span, "a whole number from 1 to %d is wanted here", WHOLE_MAX);
}

/* The year in whose money amounts are to be valued. */
static struct expr *value_year(struct scope *scope, struct span span, struct period period)
{
    struct theory *t = scope->t;
    if (period.freq != FREQ_YEAR) {
        struct finding *f = finding_add(t->findings, FINDING_U04, span,
                                        "amounts are valued as of a year, and this is a %.*s",
                                        STR_ARG(freq_name(period.freq)));
        finding_help(t->findings, f, "write the year: to: 2021");
        return expr_error(t, span);
    }
    struct expr *expr = expr_new(t, EXPR_PERIOD, span);
    expr->type = TYPE_PERIOD;
    expr->period = period;
    return expr;
}

static struct expr *period_argument(struct scope *scope, const struct ast_expr *ast,
                                    const struct builtin *builtin, const struct expr *series)
{
    struct theory *t = scope->t;
    struct period period;
    if (!type_period(scope, ast, &period)) return expr_error(t, ast->span);
    enum builtin_id id = builtin->id;
    bool estimate = builtin->family == FAMILY_ESTIMATE;
    bool aim = id == BUILTIN_TARGET || id == BUILTIN_PATH;
    if (id == BUILTIN_DISCOUNTED || id == BUILTIN_PRESENT_VALUE)
        return value_year(scope, ast->span, period);
    if (series && !aim && !estimate && !check_period_of(scope, series, period, ast->span))
        return expr_error(t, ast->span);
    if (series && estimate && series->has_freq && !freq_nests(series->freq, period.freq)) {
        struct finding *f = finding_add(
            t->findings, FINDING_U04, ast->span, "the series is by %.*s, and this is a %.*s",
            STR_ARG(freq_name(series->freq)), STR_ARG(freq_name(period.freq)));
        finding_help(t->findings, f, "name the %.*s from which on it counts as after",
                     STR_ARG(freq_name(series->freq)));
        return expr_error(t, ast->span);
    }
    struct expr *expr = expr_new(t, EXPR_PERIOD, ast->span);
    expr->type = TYPE_PERIOD;
    expr->period = period;
    return expr;
}

/* What was written for a parameter, or the expression itself. */
static const struct ast_expr *written_for(const struct scope *scope, const struct ast_expr *ast)
{
    const struct binding *binding =
        ast->kind == AST_NAME ? find_binding(scope, ast->name.atom) : NULL;
    return binding ? binding->value : ast;
}

struct expr *type_measure_argument(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_expr *named = written_for(scope, ast);
    if (named->kind != AST_NAME)
        return report_call(t, ast->span, "the name of a measure is wanted here");
    struct node *node = resolve_thing(t, &named->name, KIND(MEASURE), "a measure");
    if (!node || !type_node_costs(t, node, ast->span)) return expr_error(t, ast->span);
    if (node->cost_count && !node->costs[0].unit) return expr_error(t, ast->span); /* reported */
    struct expr *expr = expr_new(t, EXPR_COSTS, ast->span);
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SERIES;
    expr->has_freq = true;
    expr->freq = FREQ_YEAR;
    expr->node = node;
    const struct unit *unit = node->cost_count ? node->costs[0].unit : NULL;
    expr->unit = unit ? unit : &unit_none;
    expr->bare = !unit; /* nothing is known of it, so it goes with any amount */
    return expr;
}

/* An effect or impact; an EXPR_COSTS that is never evaluated carries it. */
static struct expr *node_argument(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_expr *named = written_for(scope, ast);
    if (named->kind != AST_NAME)
        return report_call(t, ast->span, "the name of an effect or impact is wanted here");
    struct node *node =
        resolve_thing(t, &named->name, KIND(EFFECT) | KIND(IMPACT), "an effect or impact");
    if (!node) return expr_error(t, ast->span);
    struct expr *expr = expr_new(t, EXPR_COSTS, ast->span);
    expr->type = TYPE_NUMBER;
    expr->node = node;
    return expr;
}

/* (a, b, c): the costs of each. */
static struct expr *measures_argument(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *list = expr_new(t, EXPR_IN_LIST, ast->span);
    size_t count = 0;
    if (ast->kind != AST_LIST)
        return report_call(t, ast->span, "the alternatives are wanted here: (a, b)");
    for (const struct ast_item *i = ast->items; i; i = i->next) count++;
    if (count > ALTERNATIVES_MAX)
        return report_call(t, ast->span, "at most %d alternatives are compared", ALTERNATIVES_MAX);
    list->type = TYPE_NUMBER;
    set_call(t, list, NULL, ARENA_ARRAY(t->arena, struct expr_argument, count), 0);
    for (const struct ast_item *i = ast->items; i; i = i->next) {
        struct expr *costs = type_measure_argument(scope, i->value);
        if (is_error(costs)) return costs;
        for (size_t k = 0; k < list->call->argument_count; k++)
            if (list->call->arguments[k].value->node == costs->node)
                return report_call(t, i->value->span, "this alternative stands here twice");
        list->call->arguments[list->call->argument_count++].value = costs;
    }
    return list;
}

static struct expr *texts_argument(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *list = expr_new(t, EXPR_IN_LIST, ast->span);
    list->type = TYPE_TEXT;
    size_t count = 1;
    if (ast->kind == AST_LIST)
        for (const struct ast_item *i = ast->items; i; i = i->next) count++;
    set_call(t, list, NULL, ARENA_ARRAY(t->arena, struct expr_argument, count), 0);
    const struct ast_item single = {.value = (struct ast_expr *)(uintptr_t)ast};
    for (const struct ast_item *i = ast->kind == AST_LIST ? ast->items : &single; i; i = i->next) {
        if (i->value->kind != AST_TEXT)
            return report_call(t, i->value->span, "texts are wanted here: (\"A\", \"B\")");
        list->call->arguments[list->call->argument_count++].value = type_expr(scope, i->value);
    }
    return list;
}

static struct expr *typed_argument(struct scope *scope, const struct ast_expr *ast,
                                   enum value_type type, const char *wanted)
{
    struct expr *expr = type_expr(scope, ast);
    if (is_error(expr) || expr->type == type) return expr;
    return report_call(scope->t, ast->span, "%s is wanted here", wanted);
}

static struct expr *type_argument(struct scope *scope, const struct builtin *builtin,
                                  const struct parameter *parameter, const struct ast_expr *ast,
                                  const struct expr *series)
{
    switch (parameter->kind) {
    case PARAMETER_SERIES: return type_series_argument(scope, ast, builtin);
    case PARAMETER_INDICATOR: return type_indicator_argument(scope, ast, builtin);
    case PARAMETER_WHOLE: return whole_argument(scope, ast);
    case PARAMETER_PERIOD: return period_argument(scope, ast, builtin, series);
    case PARAMETER_MEASURE: return type_measure_argument(scope, ast);
    case PARAMETER_TEXTS: return texts_argument(scope, ast);
    case PARAMETER_NODE: return node_argument(scope, ast);
    case PARAMETER_MEASURES: return measures_argument(scope, ast);
    case PARAMETER_GROUPS: return groups_argument(scope, ast, builtin);
    case PARAMETER_ESTIMATE: return type_estimate_argument(scope, ast, builtin);
    case PARAMETER_WORD: return type_word_argument(scope, ast, parameter);
    case PARAMETER_NUMBER:
        /* Beside an estimate it is in its unit. */
        if (series && series->type == TYPE_ESTIMATE)
            return type_constant(scope->t, ast, series->unit, series->flavour, "this");
        return typed_argument(scope, ast, TYPE_NUMBER, "a number");
    case PARAMETER_TRUTH: return typed_argument(scope, ast, TYPE_TRUTH, "true or false");
    case PARAMETER_TEXT:
        /* A word of the method's own, such as newey_west, or a text. */
        if (ast->kind == AST_NAME && !find_binding(scope, ast->name.atom))
            return expr_text(scope->t, name_text(scope->t, &ast->name), ast->span);
        return typed_argument(scope, ast, TYPE_TEXT, "a text");
    case PARAMETER_COLUMN:
    case PARAMETER_CONDITION:
    case PARAMETER_TABLE:
    case PARAMETER_VALUE: return type_expr(scope, ast);
    }
    BUG("no such parameter");
}

/* --- all arguments of a call ----------------------------------------------------------------------------- */

/* The place of a named argument among the parameters, or `count`. */
static size_t find_parameter(const struct parameter *parameters, size_t count, struct str name)
{
    size_t i = 0;
    while (i < count && !(parameters[i].named && str_equal(parameters[i].name, name))) i++;
    return i;
}

bool report_signature(struct theory *t, const struct builtin *builtin, struct span span,
                      const char *what)
{
    struct finding *f =
        finding_add(t->findings, FINDING_U08, span, "%.*s %s", STR_ARG(builtin->name), what);
    finding_help(t->findings, f, "it takes (%.*s): %.*s", STR_ARG(builtin->signature),
                 STR_ARG(builtin->doc));
    return false;
}

static bool report_argument_name(struct theory *t, const struct builtin *builtin,
                                 const struct ast_name *name, const struct parameter *parameters,
                                 size_t count)
{
    struct str names[PARAMETERS_MAX];
    for (size_t i = 0; i < count; i++) names[i] = parameters[i].name;
    struct finding *f =
        finding_add(t->findings, FINDING_U08, name->span, "%.*s has no argument `%.*s`",
                    STR_ARG(builtin->name), STR_ARG(name_text(t, name)));
    offer_nearest(t, f, name_text(t, name), name->span, names, count, "it takes (%.*s)",
                  STR_ARG(builtin->signature));
    return false;
}

bool type_arguments(struct scope *scope, const struct builtin *builtin, const struct ast_expr *ast,
                    struct arguments *arguments)
{
    struct theory *t = scope->t;
    struct parameter parameters[PARAMETERS_MAX];
    arguments->count = builtin_parameters(builtin, parameters);
    struct scope inside = *scope;
    inside.any_freq = true; /* what the function makes of a series is looked at where it stands */
    size_t position = 0;
    bool fits = true;
    for (const struct ast_argument *a = ast->call->arguments; a; a = a->next) {
        size_t at = position;
        if (a->name.atom != ATOM_NONE)
            at = find_parameter(parameters, arguments->count, name_text(t, &a->name));
        else
            position++;
        if (a->filter)
            return report_signature(t, builtin, a->filter->span,
                                    "takes no `where`; it stands in aggregates over a table");
        if (at < arguments->count && a->name.atom == ATOM_NONE && parameters[at].named) {
            struct finding *f =
                finding_add(t->findings, FINDING_U08, a->value->span,
                            "this argument of %.*s goes by its name", STR_ARG(builtin->name));
            finding_help(t->findings, f, "write `%.*s: %.*s`", STR_ARG(parameters[at].name),
                         STR_ARG(sources_text(t->sources, a->value->span)));
            return false;
        }
        if (at >= arguments->count && a->name.atom != ATOM_NONE)
            return report_argument_name(t, builtin, &a->name, parameters, arguments->count);
        if (at >= arguments->count)
            return report_signature(t, builtin, a->value->span, "does not take this argument");
        if (arguments->items[at].value)
            return report_signature(t, builtin, a->value->span, "is given this argument twice");
        struct expr *value =
            type_argument(&inside, builtin, &parameters[at], a->value, arguments->first_series);
        arguments->items[at] = (struct expr_argument){parameters[at].name, value};
        if (at == 0) arguments->first_series = is_error(value) ? NULL : value;
        fits &= !is_error(value);
    }
    for (size_t i = 0; i < arguments->count; i++)
        if (!arguments->items[i].value && !parameters[i].optional)
            return report_signature(t, builtin, ast->span, "is not given all it needs");
    return fits;
}

const struct ast_expr *only_argument(const struct ast_call *call)
{
    const struct ast_argument *first = call->arguments;
    bool fits = first && !first->next && !first->filter && first->name.atom == ATOM_NONE;
    return fits ? first->value : NULL;
}
