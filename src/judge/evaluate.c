/* Evaluating expressions: numbers and series. */
#include "judge/evaluate.h"

#include "base/bug.h"
#include "builtin/series.h"

struct context context_begin(struct judge *judge)
{
    uint64_t stamp = ++judge->stamp;
    return (struct context){.judge = judge, .stamp = stamp, .frame = stamp};
}

static struct value cell_value(struct cell cell)
{
    return (struct value){.kind = VALUE_CELL, .cell = cell};
}

static struct arena *arena_of(const struct context *context)
{
    return context->judge->arena;
}

/* --- arithmetic -------------------------------------------------------------------------------------- */

static struct cell calculate(struct context *context, void *what, const struct cell *a,
                             const struct cell *b)
{
    return cell_arithmetic(arena_of(context), *(const char *)what, a, b, context->across);
}

/* From its first operand to its last: a name that stands for it has the place of the name. */
static struct span written(const struct expr *expr)
{
    return (struct span){expr->a->span.start, expr->b->span.end};
}

static struct cell spread_around(struct context *context, void *what, const struct cell *a,
                                 const struct cell *b)
{
    const struct expr *expr = what;
    struct cell cell = cell_plus_minus(arena_of(context), a, b);
    return chance_cell(context, written(expr), &cell, true);
}

static char sign_of(enum ast_operator op)
{
    switch (op) {
    case OPERATOR_ADD: return '+';
    case OPERATOR_SUBTRACT: return '-';
    case OPERATOR_MULTIPLY: return '*';
    case OPERATOR_DIVIDE: return '/';
    case OPERATOR_POWER: return '^';
    default: BUG("no such operator");
    }
}

static struct value join(struct context *context, struct expr *a, struct expr *b,
                         cell_function *function, void *what)
{
    struct value x = evaluate(context, a), y = evaluate(context, b);
    return values_join(context, &x, &y, function, what);
}

/* The same change seen from the other side: its interval runs from -high to -low. */
static struct value negated_estimate(struct context *context, const struct estimate *estimate)
{
    struct estimate *e = arena_copy(arena_of(context), estimate, sizeof *estimate);
    e->value = cell_negate(arena_of(context), &estimate->value);
    e->low = cell_negate(arena_of(context), &estimate->high);
    e->high = cell_negate(arena_of(context), &estimate->low);
    e->slope = cell_negate(arena_of(context), &estimate->slope);
    e->slope_low = cell_negate(arena_of(context), &estimate->slope_high);
    e->slope_high = cell_negate(arena_of(context), &estimate->slope_low);
    e->before = cell_negate(arena_of(context), &estimate->before);
    e->after = cell_negate(arena_of(context), &estimate->after);
    e->tau = cell_negate(arena_of(context), &estimate->tau);
    e->ratio = cell_missing(arena_of(context), REASON_NOT_AVAILABLE);
    return (struct value){.kind = VALUE_ESTIMATE, .estimate = e};
}

/* A value times an exact factor; of an estimate that is -1. */
static struct value scale(struct context *context, struct expr *of, const struct num *factor)
{
    struct value value = evaluate(context, of), by = cell_value(cell_of(factor));
    char times = '*';
    if (value.kind == VALUE_ESTIMATE) return negated_estimate(context, value.estimate);
    if (value.kind != VALUE_CELL && value.kind != VALUE_RUN) BUG("only figures have a unit");
    return values_join(context, &value, &by, calculate, &times);
}

/* low .. high, around the middle between them. */
static struct value range_value(struct context *context, struct expr *expr)
{
    struct value low = evaluate(context, expr->a), high = evaluate(context, expr->b);
    struct cell sum = cell_arithmetic(arena_of(context), '+', &low.cell, &high.cell, true);
    struct num half = num_decimal(5, 1);
    struct cell middle = cell_scale(arena_of(context), &sum, &half);
    if (!cell_known(&middle)) return cell_value(middle);
    struct interval *interval = ARENA_NEW(arena_of(context), struct interval);
    *interval = (struct interval){low.cell.value, high.cell.value};
    middle.interval = interval;
    return cell_value(chance_cell(context, written(expr), &middle, false));
}

/* --- indicators and costs ------------------------------------------------------------------------------ */

static struct run absent_group(struct context *context, const struct run *whole,
                               const struct indicator *indicator)
{
    struct run run = *whole;
    struct cell *cells = ARENA_ARRAY(arena_of(context), struct cell, whole->count + 1);
    bool given = context->judge->given && context->judge->given[indicator->index];
    for (size_t i = 0; i < whole->count; i++)
        cells[i] = cell_missing_at(arena_of(context), given ? REASON_NOT_GIVEN : REASON_NO_ROWS,
                                   given ? STR("") : STR("the indicator has no such group"),
                                   location_of(indicator->common.decl->name.span));
    run.cells = cells;
    return run;
}

static struct value indicator_value(struct context *context, struct indicator *indicator)
{
    const struct panel *panel = indicator_panel(context->judge, indicator, context->across);
    size_t group = panel_find(context->judge, panel, &context->group, indicator);
    struct run run =
        group == SIZE_MAX ? absent_group(context, &panel->runs[0], indicator) : panel->runs[group];
    run = chance_run(context, indicator, run);
    if (context->has_over) run = run_cut(context, &run, context->over);
    return (struct value){.kind = VALUE_RUN, .run = run};
}

static struct value costs_value(struct context *context, struct node *measure)
{
    struct run run = costs_run(context, measure);
    if (context->has_over) run = run_cut(context, &run, context->over);
    return (struct value){.kind = VALUE_RUN, .run = run};
}

/* --- if ------------------------------------------------------------------------------------------------ */

struct value evaluate_operand(struct context *context, struct expr *expr)
{
    struct series_memo *memo = context->memo;
    if (!memo || expr->shape != SHAPE_SERIES) return evaluate(context, expr);
    struct str key = {(const char *)&expr, sizeof expr};
    uint32_t place = atoms_find(&memo->exprs, key);
    if (place != ATOM_NONE) return memo->values[place];
    struct context whole = *context;
    whole.has_point = false;
    whole.memo = NULL;
    whole.stamp = memo->stamp;
    struct value value = evaluate(&whole, expr);
    place = atoms_intern(&memo->exprs, key);
    ARENA_GROW(arena_of(context), memo->values, place, memo->capacity);
    memo->values[place] = value;
    return value;
}

/* The periods of the series that a condition compares, and what their figures rest on. */
static struct value condition_frame(struct context *context, struct expr *expr)
{
    struct value none = cell_value((struct cell){0});
    if (!expr || expr->shape != SHAPE_SERIES) return none;
    if (expr->type == TYPE_NUMBER) return evaluate_operand(context, expr);
    size_t seen = context->memo->conditions.count;
    struct str key = {(const char *)&expr, sizeof expr};
    if (atoms_intern(&context->memo->conditions, key) < seen) return none;
    char plus = '+';
    struct expr *parts[] = {expr->a, expr->b, expr->c};
    struct value frame = none;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct value part = condition_frame(context, parts[i]);
        if (part.kind == VALUE_RUN) frame = values_join(context, &frame, &part, calculate, &plus);
    }
    if (expr->kind != EXPR_IN_LIST) return frame;
    for (size_t i = 0; i < expr->call->argument_count; i++) {
        struct value part = condition_frame(context, expr->call->arguments[i].value);
        if (part.kind == VALUE_RUN) frame = values_join(context, &frame, &part, calculate, &plus);
    }
    return frame;
}

/* `if` over a series asks its condition of each period. */
static struct value choose_by_period(struct context *context, struct expr *expr)
{
    struct value yes = evaluate(context, expr->b), no = evaluate(context, expr->c);
    struct series_memo memo = {.stamp = context->stamp};
    struct trace trace = {0}; /* the figure of one period says nothing about the series */
    trace.last = &trace.first;
    struct context point = *context;
    point.memo = &memo;
    point.trace = context->trace ? &trace : NULL;
    point.has_point = true;
    atoms_init(&memo.exprs, arena_of(context));
    atoms_init(&memo.conditions, arena_of(context));
    char plus = '+';
    struct value asked = condition_frame(&point, expr->a);
    struct value both = values_join(context, &yes, &no, calculate, &plus);
    struct value all = values_join(context, &both, &asked, calculate, &plus);
    if (all.kind != VALUE_RUN || !all.run.by_period) BUG("a series without periods");
    struct run frame = all.run;
    struct cell *cells = ARENA_ARRAY(arena_of(context), struct cell, frame.count + 1);
    for (size_t i = 0; i < frame.count; i++) {
        point.point = (struct period){frame.freq, frame.first + (int32_t)i};
        point.stamp = ++context->judge->stamp;
        struct judged condition = evaluate_truth(&point, expr->a);
        if (condition.truth == TRUTH_UNKNOWN)
            cells[i] = (struct cell){.missing = condition.why};
        else
            cells[i] = value_at(context, condition.truth == TRUTH_TRUE ? &yes : &no, point.point);
        struct cell basis = value_at(context, &asked, point.point);
        cells[i].basis = basis_join(arena_of(context), basis.basis, cells[i].basis, true);
    }
    if (context->trace) {
        context->trace->provisional |= trace.provisional;
        if (!context->trace->lacking.len) context->trace->lacking = trace.lacking;
        if (!context->trace->unplaced.len) context->trace->unplaced = trace.unplaced;
    }
    frame.cells = cells;
    frame.aims = NULL;
    return (struct value){.kind = VALUE_RUN, .run = frame};
}

static struct value choose(struct context *context, struct expr *expr)
{
    if (expr->shape == SHAPE_SERIES && !context->has_point) return choose_by_period(context, expr);
    struct judged condition = evaluate_truth(context, expr->a);
    if (condition.truth == TRUTH_UNKNOWN)
        return cell_value((struct cell){.missing = condition.why});
    return evaluate(context, condition.truth == TRUTH_TRUE ? expr->b : expr->c);
}

/* --- calls --------------------------------------------------------------------------------------------- */

struct group group_of_only(struct judge *judge, const struct expr *expr)
{
    const struct indicator *indicator = expr->call->arguments[0].value->indicator;
    struct str *values = ARENA_ARRAY(judge->arena, struct str, indicator->by_count + 1);
    for (size_t i = 1; i < expr->call->argument_count; i++)
        for (size_t k = 0; k < indicator->by_count; k++)
            if (str_equal(indicator->by[k], expr->call->arguments[i].name))
                values[k] = *expr->call->arguments[i].value->text;
    return (struct group){
        .by = indicator->by,
        .by_count = indicator->by_count,
        .key = {values, ARENA_ARRAY(judge->arena, bool, indicator->by_count + 1)},
    };
}

static struct value only_group(struct context *context, struct expr *expr)
{
    struct context inside = *context;
    inside.group = group_of_only(context->judge, expr);
    return indicator_value(&inside, expr->call->arguments[0].value->indicator);
}

static struct value argument_value(struct context *context, struct expr *expr,
                                   const struct parameter *parameter)
{
    if (parameter->kind == PARAMETER_GROUPS) return group_runs_value(context, expr->indicator);
    if (parameter->kind == PARAMETER_TRUTH && expr->kind == EXPR_TRUTH)
        return (struct value){.kind = VALUE_TRUTH, .truth = expr->truth};
    if (expr->kind == EXPR_IN_LIST) {
        struct str *items =
            ARENA_ARRAY(arena_of(context), struct str, expr->call->argument_count + 1);
        for (size_t i = 0; i < expr->call->argument_count; i++)
            items[i] = *expr->call->arguments[i].value->text;
        struct value value = {.kind = VALUE_TEXTS};
        value.texts.items = items;
        value.texts.count = expr->call->argument_count;
        return value;
    }
    struct value value = evaluate(context, expr);
    if (value.kind == VALUE_RUN && !value.run.text.len)
        value.run.text = source_words(arena_of(context), context->judge->t->sources, expr->span);
    return value;
}

/* In a test: whether nothing is known of the series that a figure or estimate is made of, because it
 * is not given. Baselines and targets stand in the program. */
static bool is_of_nothing_given(const struct context *context, const struct builtin *builtin,
                                const struct value *series)
{
    if (!context->judge->given) return false;
    if (series->kind == VALUE_GROUPS) return run_not_given(&series->groups->whole);
    if (series->kind != VALUE_RUN) return false;
    if (builtin->id == BUILTIN_BASELINE || builtin->id == BUILTIN_TARGET ||
        builtin->id == BUILTIN_PATH)
        return false;
    if (builtin->family != FAMILY_FIGURE && builtin->family != FAMILY_COVERAGE &&
        builtin->family != FAMILY_ESTIMATE)
        return false;
    return run_not_given(&series->run);
}

struct value call_builtin(struct context *context, struct expr *expr)
{
    const struct builtin *builtin = expr->call->builtin;
    if (builtin->id == BUILTIN_ONLY) return only_group(context, expr);
    if (builtin->id == BUILTIN_COST_PER) return cell_value(cost_per(context, expr));
    if (builtin->family == FAMILY_CHANCE) return evaluate_chance(context, expr);
    if (builtin->family == FAMILY_ALTERNATIVES)
        return cell_value(evaluate_alternatives(context, expr));
    if (!builtin->apply) BUG("a function that nobody computes");
    struct value arguments[PARAMETERS_MAX], result;
    struct parameter parameters[PARAMETERS_MAX];
    builtin_parameters(builtin, parameters);
    struct call call = {
        .arena = arena_of(context),
        .calendar = &context->judge->t->calendar,
        .builtin = builtin,
        .arguments = arguments,
        .to_freq = expr->freq,
        .as_of = context->judge->as_of,
        .across = context->across,
        .scale = context->judge->t->scale,
    };
    for (size_t i = 0; i < expr->call->argument_count; i++) {
        struct expr *argument = expr->call->arguments[i].value;
        call.given[i] = argument != NULL;
        arguments[i] = argument ? argument_value(context, argument, &parameters[i])
                                : cell_value(cell_missing(arena_of(context), REASON_NOT_GIVEN));
    }
    price_call(context, expr, &call);
    note_call(context, expr, &call);
    if (is_of_nothing_given(context, builtin, &arguments[0]))
        return cell_value(cell_missing(arena_of(context), REASON_NOT_GIVEN));
    builtin->apply(&call, &result);
    return result;
}

/* --- shared parts ------------------------------------------------------------------------------------- */

static bool is_given(const struct context *context, const struct indicator *indicator)
{
    return context->judge->given && context->judge->given[indicator->index];
}

/* The one figure that a test gives, which is that of the whole. */
static struct value figure_given(struct context *context, const struct indicator *indicator)
{
    if (context->group.by_count)
        return cell_value(cell_missing_at(arena_of(context), REASON_NOT_GIVEN, STR(""),
                                          location_of(indicator->common.decl->name.span)));
    return cell_value(given_figure(context->judge->given[indicator->index]));
}

static struct value shared_value(struct context *context, struct expr *expr)
{
    struct slot *slot = &context->judge->slots[expr->slot];
    if (slot->stamp == context->stamp) return slot->value;
    if (expr->figure && is_given(context, expr->figure)) return figure_given(context, expr->figure);
    struct value value = evaluate(context, expr->a);
    slot->stamp = context->stamp;
    slot->value = value;
    return value;
}

static struct value field_value(struct context *context, struct expr *expr)
{
    struct value value = evaluate(context, expr->a);
    if (value.kind != VALUE_ESTIMATE) return cell_value(value.cell);
    struct cell cell = estimate_field_get(value.estimate, expr->field);
    int64_t ord;
    if (expr->type != TYPE_PERIOD || cell.missing || !num_floor(&ord, &cell.value))
        return cell_value(cell);
    struct period period = {value.estimate->freq, (int32_t)ord};
    return (struct value){.kind = VALUE_PERIOD, .period = period};
}

struct value evaluate(struct context *context, struct expr *expr)
{
    char op;
    struct num negative = num_int(-1);
    switch (expr->kind) {
    case EXPR_NUMBER: return cell_value(cell_of(expr->number));
    case EXPR_TEXT: return (struct value){.kind = VALUE_TEXT, .text = *expr->text};
    case EXPR_PERIOD: return (struct value){.kind = VALUE_PERIOD, .period = expr->period};
    case EXPR_AGGREGATE:
    case EXPR_COVERAGE: return value_of_query(context, expr->aggregate->query);
    case EXPR_INDICATOR: return indicator_value(context, expr->indicator);
    case EXPR_COSTS: return costs_value(context, expr->node);
    case EXPR_SHARED: return shared_value(context, expr);
    case EXPR_CONVERT: return scale(context, expr->a, expr->number);
    case EXPR_NEGATE: return scale(context, expr->a, &negative);
    case EXPR_ARITHMETIC:
        op = sign_of(expr->op);
        return join(context, expr->a, expr->b, calculate, &op);
    case EXPR_PLUS_MINUS: return join(context, expr->a, expr->b, spread_around, expr);
    case EXPR_RANGE: return range_value(context, expr);
    case EXPR_IF: return choose(context, expr);
    case EXPR_AT: {
        struct value series = evaluate(context, expr->a);
        return cell_value(value_at(context, &series, expr->period));
    }
    case EXPR_DURING: {
        struct value series = evaluate(context, expr->a);
        if (series.kind == VALUE_RUN) series.run = run_cut(context, &series.run, expr->days);
        return series;
    }
    case EXPR_CALL:
        if (expr->type == TYPE_ESTIMATE) return chance_estimate(context, expr);
        return call_builtin(context, expr);
    case EXPR_FIELD: return field_value(context, expr);
    case EXPR_EACH_GROUP: return share_of_groups(context, expr);
    case EXPR_ERROR:
    case EXPR_TRUTH:
    case EXPR_DATE:
    case EXPR_COLUMN:
    case EXPR_RULE:
    case EXPR_COMPARE:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_NOT:
    case EXPR_WITHIN:
    case EXPR_IN_LIST:
    case EXPR_IN_DAYS:
    case EXPR_IS_MISSING:
    case EXPR_IS_WORD:
    case EXPR_CONTRIBUTION: break;
    }
    BUG("not a value");
}
