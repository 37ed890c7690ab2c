/* Typing: calls of the author's functions and of the built-in ones. */
#include <stdarg.h>

#include "base/bug.h"
#include "base/calendar.h"
#include "theory/typing.h"
#include "theory/typing_estimate.h"

enum {
    CALL_DEPTH_LIMIT = 100,
    ALTERNATIVES_MAX = 50,
    WHOLE_MAX = 1000 /* periods that moving_mean and the like look back over: each costs for each */
};

static struct expr *wrong_call(struct theory *t, struct span span, const char *help, ...)
    POL_PRINTF(3, 4);

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
    const struct ast_name *parameter = symbol->decl->by.first;
    size_t wanted = 0, given = 0;
    for (; argument && parameter; argument = argument->next, parameter = parameter->next) {
        struct binding *binding = ARENA_NEW(t->arena, struct binding);
        *binding = (struct binding){
            .next = bindings,
            .atom = parameter->atom,
            .value = argument->value,
            .outer = scope->bindings,
            .rule = scope->rule,
        };
        bindings = binding;
    }
    if (argument || parameter) {
        for (const struct ast_name *n = symbol->decl->by.first; n; n = n->next) wanted++;
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

/* --- arguments of built-in functions ------------------------------------------------------------------ */

/* What was found out about the arguments of one call. */
struct arguments {
    struct expr_argument items[PARAMETERS_MAX];
    size_t count;
    struct expr *first_series;
};

static struct expr *wrong_call(struct theory *t, struct span span, const char *message, ...)
{
    va_list values;
    va_start(values, message);
    struct buf text = buf_in(t->arena);
    buf_vprintf(&text, message, values);
    va_end(values);
    finding_add(t->findings, FINDING_U08, span, "%.*s", STR_ARG(buf_str(&text)));
    return expr_error(t, span);
}

/* The indicator that a name stands for, through parameters and locals; NULL for anything else. */
static struct indicator *indicator_named(struct scope *scope, const struct ast_expr *ast)
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

static struct expr *series_argument(struct scope *scope, const struct ast_expr *ast,
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

/* An indicator itself, also one that is a single figure: its baseline and targets are asked for. */
static struct expr *indicator_argument(struct scope *scope, const struct ast_expr *ast,
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
    indicator->common.symbol->used = true;
    if (!type_indicator(t, indicator, ast->span) || !indicator->unit)
        return expr_error(t, ast->span);
    struct expr *expr = expr_new(t, EXPR_INDICATOR, ast->span);
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SERIES;
    expr->has_freq = indicator->has_freq;
    expr->freq = indicator->freq;
    expr->unit = indicator->unit;
    expr->flavour = indicator->flavour;
    expr->indicator = indicator;
    return expr;
}

/* The series of each group of an indicator. */
static struct expr *groups_argument(struct scope *scope, const struct ast_expr *ast,
                                    const struct builtin *builtin)
{
    struct theory *t = scope->t;
    struct expr *expr = indicator_argument(scope, ast, builtin);
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
    return wrong_call(t, ast->span, "a whole number from 1 to %d is wanted here", WHOLE_MAX);
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

static struct expr *measure_argument(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_expr *named = ast;
    const struct binding *binding =
        ast->kind == AST_NAME ? find_binding(scope, ast->name.atom) : NULL;
    if (binding) named = binding->value;
    if (named->kind != AST_NAME)
        return wrong_call(t, ast->span, "the name of a measure is wanted here");
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
    const struct binding *binding =
        ast->kind == AST_NAME ? find_binding(scope, ast->name.atom) : NULL;
    const struct ast_expr *named = binding ? binding->value : ast;
    if (named->kind != AST_NAME)
        return wrong_call(t, ast->span, "the name of an effect or impact is wanted here");
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
        return wrong_call(t, ast->span, "the alternatives are wanted here: (a, b)");
    for (const struct ast_item *i = ast->items; i; i = i->next) count++;
    if (count > ALTERNATIVES_MAX)
        return wrong_call(t, ast->span, "at most %d alternatives are compared", ALTERNATIVES_MAX);
    list->type = TYPE_NUMBER;
    list->call.arguments = ARENA_ARRAY(t->arena, struct expr_argument, count + 1);
    for (const struct ast_item *i = ast->items; i; i = i->next) {
        struct expr *costs = measure_argument(scope, i->value);
        if (is_error(costs)) return costs;
        for (size_t k = 0; k < list->call.argument_count; k++)
            if (list->call.arguments[k].value->node == costs->node)
                return wrong_call(t, i->value->span, "this alternative stands here twice");
        list->call.arguments[list->call.argument_count++].value = costs;
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
    list->call.arguments = ARENA_ARRAY(t->arena, struct expr_argument, count);
    const struct ast_item single = {.value = (struct ast_expr *)(uintptr_t)ast};
    for (const struct ast_item *i = ast->kind == AST_LIST ? ast->items : &single; i; i = i->next) {
        if (i->value->kind != AST_TEXT)
            return wrong_call(t, i->value->span, "texts are wanted here: (\"A\", \"B\")");
        list->call.arguments[list->call.argument_count++].value = type_expr(scope, i->value);
    }
    return list;
}

static struct expr *typed_argument(struct scope *scope, const struct ast_expr *ast,
                                   enum value_type type, const char *wanted)
{
    struct expr *expr = type_expr(scope, ast);
    if (is_error(expr) || expr->type == type) return expr;
    return wrong_call(scope->t, ast->span, "%s is wanted here", wanted);
}

static struct expr *type_argument(struct scope *scope, const struct builtin *builtin,
                                  const struct parameter *parameter, const struct ast_expr *ast,
                                  const struct expr *series)
{
    switch (parameter->kind) {
    case PARAMETER_SERIES: return series_argument(scope, ast, builtin);
    case PARAMETER_INDICATOR: return indicator_argument(scope, ast, builtin);
    case PARAMETER_WHOLE: return whole_argument(scope, ast);
    case PARAMETER_PERIOD: return period_argument(scope, ast, builtin, series);
    case PARAMETER_MEASURE: return measure_argument(scope, ast);
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
        if (ast->kind == AST_NAME && !find_binding(scope, ast->name.atom)) {
            struct expr *word = expr_new(scope->t, EXPR_TEXT, ast->span);
            word->type = TYPE_TEXT;
            word->text = name_text(scope->t, &ast->name);
            return word;
        }
        return typed_argument(scope, ast, TYPE_TEXT, "a text");
    case PARAMETER_COLUMN:
    case PARAMETER_CONDITION:
    case PARAMETER_TABLE:
    case PARAMETER_VALUE: return type_expr(scope, ast);
    }
    BUG("no such parameter");
}

/* The place of a named argument among the parameters, or `count`. */
static size_t find_parameter(const struct parameter *parameters, size_t count, struct str name)
{
    size_t i = 0;
    while (i < count && !(parameters[i].named && str_equal(parameters[i].name, name))) i++;
    return i;
}

static bool report_signature(struct theory *t, const struct builtin *builtin, struct span span,
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

/* Sorts the arguments to their parameters and types each. */
static bool type_arguments(struct scope *scope, const struct builtin *builtin,
                           const struct ast_expr *ast, struct arguments *arguments)
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
            return expr_error(t, ast->span);
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
    expr->call.builtin = builtin;
    expr->call.arguments = arena_copy(t->arena, arguments.items, sizeof arguments.items);
    expr->call.argument_count = arguments.count;
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
        struct expr *series = series_argument(scope, first->value, builtin);
        if (is_error(series)) return series;
        struct expr *expr = expr_new(t, EXPR_CALL, ast->span);
        struct expr_argument argument = {STR("x"), series};
        expr->type = TYPE_NUMBER;
        expr->shape = SHAPE_SCALAR;
        expr->flavour = FLAVOUR_SHARE;
        expr->depth = (uint16_t)(series->depth + 1);
        expr->call.builtin = builtin;
        expr->call.arguments = arena_copy(t->arena, &argument, sizeof argument);
        expr->call.argument_count = 1;
        return expr;
    }
    if (scope->kind != SCOPE_RULE)
        return wrong_call(t, ast->span, "the coverage of a table is asked in a rule");
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
    return find_groups(scope, ast->a, by, count) || find_groups(scope, ast->b, by, count) ||
           find_groups(scope, ast->c, by, count);
}

static struct expr *type_each_group(struct scope *scope, const struct builtin *builtin,
                                    const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_argument *first = ast->call->arguments;
    if (!first || first->next || first->filter || first->name.atom != ATOM_NONE) {
        report_signature(t, builtin, ast->span, "takes one condition");
        return expr_error(t, ast->span);
    }
    struct scope inside = *scope;
    if (scope->kind != SCOPE_RULE ||
        !find_groups(scope, first->value, &inside.by, &inside.by_count)) {
        type_condition(scope, first->value);
        struct finding *f = finding_add(t->findings, FINDING_U10, ast->span,
                                        "nothing in this condition is broken down into groups");
        finding_help(t->findings, f,
                     "%.*s judges a condition for each group of an indicator that has "
                     "`by …`",
                     STR_ARG(builtin->name));
        return expr_error(t, ast->span);
    }
    struct expr *condition = type_condition(&inside, first->value);
    if (is_error(condition)) return condition;
    struct expr *expr = expr_over(t, EXPR_EACH_GROUP, ast->span, condition, NULL, NULL);
    if (is_error(expr)) return expr;
    bool share = builtin->id == BUILTIN_SHARE_OF_GROUPS;
    expr->type = share ? TYPE_NUMBER : TYPE_TRUTH;
    expr->flavour = share ? FLAVOUR_SHARE : FLAVOUR_NONE;
    expr->shape = SHAPE_SCALAR;
    expr->each.quantifier = builtin->id;
    expr->each.by = inside.by;
    expr->each.by_count = inside.by_count;
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
    arguments[0].value = indicator_argument(scope, first->value, builtin);
    if (is_error(arguments[0].value)) return arguments[0].value;
    size_t count = 1;
    for (const struct ast_argument *a = first->next; a; a = a->next) {
        struct str name = name_text(t, &a->name);
        size_t at = 0;
        while (at < indicator->by_count && !str_equal(indicator->by[at], name)) at++;
        if (a->name.atom == ATOM_NONE || at == indicator->by_count || a->value->kind != AST_TEXT ||
            count > indicator->by_count)
            return wrong_call(t, a->value->span,
                              "say which group as column: \"value\", with a column "
                              "that the indicator is broken down by");
        arguments[count++] = (struct expr_argument){name, type_expr(scope, a->value)};
    }
    if (count != indicator->by_count + 1)
        return wrong_call(t, ast->span, "name a group for each column of the breakdown");
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SERIES;
    expr->has_freq = indicator->has_freq;
    expr->freq = indicator->freq;
    expr->unit = indicator->unit;
    expr->flavour = indicator->flavour;
    expr->depth = 2;
    expr->call.builtin = builtin;
    expr->call.arguments = arguments;
    expr->call.argument_count = count;
    return expr;
}

/* --- costs ---------------------------------------------------------------------------------------------- */

static struct expr *type_costs(struct scope *scope, const struct builtin *builtin,
                               const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_argument *first = ast->call->arguments;
    if (!first || first->next || first->name.atom != ATOM_NONE) {
        report_signature(t, builtin, ast->span, "takes one measure");
        return expr_error(t, ast->span);
    }
    return measure_argument(scope, first->value);
}

/* Whether an expression is an indicator of the measure itself, its output. */
static bool is_output_of(const struct expr *expr, const struct node *measure)
{
    return expr->kind == EXPR_INDICATOR && expr->indicator->of == measure->common.symbol;
}

static struct expr *type_cost_per(struct scope *scope, const struct builtin *builtin,
                                  const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct arguments arguments = {.count = 0};
    if (!type_arguments(scope, builtin, ast, &arguments)) return expr_error(t, ast->span);
    struct expr *costs = arguments.items[0].value, *effect = arguments.items[1].value;
    bool series = effect->type == TYPE_NUMBER && effect->shape == SHAPE_SERIES;
    if (series && !is_output_of(effect, costs->node))
        return wrong_call(t, effect->span,
                          "what happened beside a measure is not yet its effect: "
                          "give cost_per an estimate, or an output of the measure");
    if (effect->type != TYPE_NUMBER && effect->type != TYPE_ESTIMATE)
        return wrong_call(t, effect->span,
                          "an estimate or a number is wanted here, and this is %.*s",
                          STR_ARG(expr_phrase(t, effect)));
    struct expr *expr = expr_over(t, EXPR_CALL, ast->span, NULL, NULL, NULL);
    struct num adjust;
    const struct unit *unit = unit_divide(t->arena, costs->unit, effect->unit, &adjust);
    if (!unit) return wrong_call(t, ast->span, "the unit of this can't be worked out");
    expr->type = TYPE_NUMBER;
    expr->shape = SHAPE_SCALAR;
    expr->unit = unit;
    expr->bare = costs->bare;
    expr->depth = (uint16_t)(effect->depth + 1);
    expr->call.builtin = builtin;
    expr->call.arguments = arena_copy(t->arena, arguments.items, sizeof arguments.items);
    expr->call.argument_count = 2;
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

static struct expr *type_size(struct scope *scope, const struct builtin *builtin,
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
    if (expr->call.argument_count > 1) {
        struct expr *first_costs = expr->call.arguments[1].value;
        struct expr *first_size = expr->call.arguments[2].value;
        if (!unify(t, &first_costs, &costs, costs->span) ||
            !unify(t, &first_size, &size, costs->span))
            return false;
    }
    expr->call.arguments[expr->call.argument_count++].value = costs;
    expr->call.arguments[expr->call.argument_count++].value = size;
    return true;
}

/* What the effect is worth, in money for each of it. */
static bool fit_worth(struct theory *t, struct expr *expr, struct expr *worth)
{
    const struct expr *costs = expr->call.arguments[1].value, *size = expr->call.arguments[2].value;
    struct num adjust;
    const struct unit *unit = unit_divide(t->arena, costs->unit, size->unit, &adjust);
    struct expr *sample = expr_new(t, EXPR_NUMBER, worth->span);
    sample->type = TYPE_NUMBER;
    if (!unit) return !is_error(wrong_call(t, worth->span, "this unit can't be worked out"));
    if (worth->shape == SHAPE_SERIES)
        return !is_error(wrong_call(t, worth->span, "one number is wanted here"));
    sample->unit = unit;
    if (!unify(t, &sample, &worth, worth->span)) return false;
    expr->call.arguments[0].value = worth;
    return true;
}

/* arguments[0]: the worth, or NULL; then costs and size of each alternative. `node_asked` tells which
 * is asked about. */
static struct expr *type_alternatives(struct scope *scope, const struct builtin *builtin,
                                      const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct arguments given = {.count = 0};
    if (scope->kind != SCOPE_RULE)
        return wrong_call(t, ast->span, "alternatives are compared in a rule");
    if (!type_arguments(scope, builtin, ast, &given)) return expr_error(t, ast->span);
    struct expr *asked = NULL, *node = NULL, *among = NULL, *worth = NULL;
    for (size_t i = 0; i < given.count; i++) {
        struct expr *value = given.items[i].value;
        if (str_equal(given.items[i].name, STR("m"))) asked = value;
        if (str_equal(given.items[i].name, STR("e"))) node = value;
        if (str_equal(given.items[i].name, STR("among"))) among = value;
        if (str_equal(given.items[i].name, STR("worth"))) worth = value;
    }
    size_t count = among ? among->call.argument_count : 1;
    struct expr *expr = expr_new(t, EXPR_CALL, ast->span);
    expr->depth = 3;
    expr->call.builtin = builtin;
    expr->call.arguments = ARENA_ARRAY(t->arena, struct expr_argument, 2 * count + 2);
    expr->call.argument_count = 1;
    bool found = !asked || !among;
    for (size_t i = 0; i < count; i++) {
        struct expr *costs = among ? among->call.arguments[i].value : asked;
        if (!add_alternative(t, expr, costs, node->node)) return expr_error(t, ast->span);
        found |= asked && costs->node == asked->node;
    }
    if (!found)
        return wrong_call(t, asked->span, "`%.*s` is not among the alternatives",
                          STR_ARG(asked->node->common.name));
    if (worth && !fit_worth(t, expr, worth)) return expr_error(t, ast->span);
    expr->node_asked = asked ? asked->node : NULL;
    const struct expr *costs = expr->call.arguments[1].value, *size = expr->call.arguments[2].value;
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
    return expr->unit ? expr : wrong_call(t, ast->span, "the unit of this can't be worked out");
}

/* --- uncertain numbers ------------------------------------------------------------------------------------ */

/* probability(c), simulate(x): one value, drawn again and again. */
static struct expr *type_chance(struct scope *scope, const struct builtin *builtin,
                                const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_argument *first = ast->call->arguments;
    bool probability = builtin->id == BUILTIN_PROBABILITY;
    if (!first || first->next || first->filter || first->name.atom != ATOM_NONE) {
        report_signature(t, builtin, ast->span,
                         probability ? "takes one condition" : "takes one number");
        return expr_error(t, ast->span);
    }
    if (scope->kind != SCOPE_RULE)
        return wrong_call(t, ast->span, "uncertain numbers are drawn in a rule");
    struct expr *of =
        probability ? type_condition(scope, first->value) : type_expr(scope, first->value);
    if (is_error(of)) return of;
    if (of->shape == SHAPE_SERIES || (!probability && of->type != TYPE_NUMBER))
        return wrong_call(t, first->value->span, "%.*s is about one %s, and this is %.*s",
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
    expr->call.builtin = builtin;
    expr->call.arguments = arena_copy(t->arena, &argument, sizeof argument);
    expr->call.argument_count = 1;
    return expr;
}

/* --- contribution -------------------------------------------------------------------------- */

/* Of a measure in the node that the rule judges. */
static struct expr *type_contribution(struct scope *scope, const struct builtin *builtin,
                                      const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    const struct ast_argument *first = ast->call->arguments;
    if (!first || first->next || first->filter || first->name.atom != ATOM_NONE) {
        report_signature(t, builtin, ast->span, "takes one measure");
        return expr_error(t, ast->span);
    }
    if (scope->kind != SCOPE_RULE || !scope->rule)
        return wrong_call(t, ast->span,
                          "contribution is asked in a rule: it is about what that "
                          "rule judges");
    struct node *node = NULL;
    if (first->value->kind == AST_NAME)
        node = resolve_thing(t, &first->value->name, KIND(MEASURE), "a measure");
    else
        return wrong_call(t, first->value->span, "the name of a measure is wanted here");
    if (!node) return expr_error(t, ast->span);
    struct expr *expr = expr_new(t, EXPR_CONTRIBUTION, ast->span);
    expr->type = TYPE_TRUTH;
    expr->shape = SHAPE_SCALAR;
    expr->contribution.measure = node;
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
