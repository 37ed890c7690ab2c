/* Typing: what each form of expression means in its scope. */
#include "theory/typing.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/bug.h"
#include "base/calendar.h"

/* --- nodes ----------------------------------------------------------------------------------------- */

bool is_error(const struct expr *expr)
{
    return expr->kind == EXPR_ERROR;
}

struct expr *expr_new(struct theory *t, enum expr_kind kind, struct span span)
{
    struct expr *expr = ARENA_NEW(t->arena, struct expr);
    t->kinds_made |= (uint64_t)1 << kind;
    expr->kind = kind;
    expr->span = span;
    expr->depth = 1;
    expr->unit = &unit_none;
    return expr;
}

uint64_t kinds_begin(struct theory *t)
{
    uint64_t begun = t->kinds_made;
    t->kinds_made = 0;
    return begun;
}

uint64_t kinds_end(struct theory *t, uint64_t begun)
{
    uint64_t made = t->kinds_made;
    t->kinds_made |= begun;
    return made;
}

struct expr *expr_error(struct theory *t, struct span span)
{
    return expr_new(t, EXPR_ERROR, span);
}

struct expr *expr_number(struct theory *t, const struct num *value, struct span span)
{
    struct expr *expr = expr_new(t, EXPR_NUMBER, span);
    expr->type = TYPE_NUMBER;
    expr->number = value;
    return expr;
}

static const struct str *keep_text(struct theory *t, struct str text)
{
    return arena_copy(t->arena, &text, sizeof text);
}

struct expr *expr_text(struct theory *t, struct str text, struct span span)
{
    struct expr *expr = expr_new(t, EXPR_TEXT, span);
    expr->type = TYPE_TEXT;
    expr->text = keep_text(t, text);
    return expr;
}

void set_call(struct theory *t, struct expr *expr, const struct builtin *builtin,
              struct expr_argument *arguments, size_t count)
{
    expr->call = ARENA_NEW(t->arena, struct expr_call);
    *expr->call =
        (struct expr_call){.builtin = builtin, .arguments = arguments, .argument_count = count};
}

static unsigned deepest(const struct expr *a, const struct expr *b, const struct expr *c)
{
    unsigned depth = a ? a->depth : 0;
    if (b && b->depth > depth) depth = b->depth;
    if (c && c->depth > depth) depth = c->depth;
    return depth;
}

struct expr *report_depth(struct theory *t, struct span span)
{
    struct finding *f = finding_add(t->findings, FINDING_S05, span,
                                    "expressions that need each other here are more than %d levels "
                                    "deep",
                                    TYPED_DEPTH_LIMIT);
    finding_help(t->findings, f, "write it with fewer steps");
    return expr_error(t, span);
}

struct expr *expr_over(struct theory *t, enum expr_kind kind, struct span span, struct expr *a,
                       struct expr *b, struct expr *c)
{
    unsigned depth = deepest(a, b, c) + 1;
    if (depth > TYPED_DEPTH_LIMIT) return report_depth(t, span);
    struct expr *expr = expr_new(t, kind, span);
    expr->depth = (uint16_t)depth;
    expr->a = a;
    expr->b = b;
    expr->c = c;
    return expr;
}

struct expr *report_types(struct theory *t, struct span span, const char *message, ...)
{
    char text[512];
    va_list values;
    va_start(values, message);
    vsnprintf(text, sizeof text, message, values); /* a longer message may be cut */
    va_end(values);
    finding_add(t->findings, FINDING_U03, span, "%s", text);
    return expr_error(t, span);
}

struct str expr_phrase(struct theory *t, const struct expr *expr)
{
    const char *series = expr->shape == SHAPE_SERIES ? "a series of " : "";
    bool many = expr->shape == SHAPE_SERIES;
    switch (expr->type) {
    case TYPE_NONE: return STR("nothing");
    case TYPE_NUMBER:
        if (expr->unit->label.len)
            return str_printf(t->arena, "%s of %.*s", many ? "a series" : "a number",
                              STR_ARG(expr->unit->label));
        return str_printf(t->arena, "%s%s", series, many ? "plain numbers" : "a plain number");
    case TYPE_TRUTH: return many ? STR("a series of conditions") : STR("a condition");
    case TYPE_TEXT: return STR("a text");
    case TYPE_DATE: return STR("a date");
    case TYPE_PERIOD: return STR("a period");
    case TYPE_ESTIMATE: return STR("an estimate");
    case TYPE_VERDICT: return STR("a rule");
    }
    BUG("no such type");
}

/* --- scopes ---------------------------------------------------------------------------------------- */

struct scope scope_constant(struct theory *t)
{
    return (struct scope){.t = t, .kind = SCOPE_CONSTANT};
}

struct scope scope_row(struct theory *t, struct table *table)
{
    return (struct scope){.t = t, .kind = SCOPE_ROW, .table = table};
}

struct scope scope_series(struct theory *t, enum freq freq, int span, const struct str *by,
                          size_t by_count)
{
    return (struct scope){
        .t = t,
        .kind = SCOPE_SERIES,
        .window = {.by_period = true, .freq = freq, .span = span},
        .by = by,
        .by_count = by_count,
    };
}

struct scope scope_figure(struct theory *t, struct days days, struct str label,
                          const struct str *by, size_t by_count)
{
    return (struct scope){
        .t = t,
        .kind = SCOPE_RULE,
        .window = {.days = days, .label = label, .span = 1},
        .by = by,
        .by_count = by_count,
    };
}

struct str label_range(struct theory *t, struct period from, struct period to, bool open)
{
    struct buf label = buf_in(t->arena);
    period_add(&label, from);
    if (open || from.freq != to.freq || from.ord != to.ord) buf_add(&label, STR(".."));
    if (!open && (from.freq != to.freq || from.ord != to.ord)) period_add(&label, to);
    return buf_str(&label);
}

struct window window_of_policy(struct theory *t)
{
    const struct policy *policy = t->policy;
    if (!policy || !policy->period_said)
        return (struct window){.days = {DAY_MIN, DAY_MAX}, .label = STR("all"), .span = 1};
    return (struct window){.days = policy->period, .label = policy->period_label, .span = 1};
}

struct window window_of_rule(struct theory *t, const struct rule *rule)
{
    if (!rule || !rule->over_said) return window_of_policy(t);
    return (struct window){.days = rule->over, .label = rule->over_label, .span = 1};
}

struct scope scope_rule(struct theory *t, struct rule *rule)
{
    struct window window = window_of_rule(t, rule);
    struct scope scope = scope_figure(t, window.days, window.label, rule->by, rule->by_count);
    scope.rule = rule;
    return scope;
}

struct scope scope_policy(struct theory *t)
{
    struct window window = window_of_policy(t);
    return scope_figure(t, window.days, window.label, NULL, 0);
}

/* --- literals -------------------------------------------------------------------------------------- */

static struct expr *type_number(struct scope *scope, const struct ast_expr *ast)
{
    struct expr *expr = expr_number(scope->t, ast->number.value, ast->span);
    expr->bare = !ast->number.unit && !ast->percent;
    if (ast->percent) expr->flavour = FLAVOUR_PERCENT;
    if (!ast->number.unit) return expr;
    const struct unit *unit = resolve_unit(scope->t, ast->number.unit);
    if (!unit) return expr_error(scope->t, ast->span);
    expr->unit = unit;
    expr->flavour = unit->flavour;
    return expr;
}

static struct expr *type_period_literal(struct scope *scope, const struct ast_expr *ast)
{
    struct expr *expr = expr_new(scope->t, EXPR_PERIOD, ast->span);
    expr->type = TYPE_PERIOD;
    expr->period = ast->period;
    expr->freq = ast->period.freq;
    expr->has_freq = true;
    return expr;
}

/* --- the rest -------------------------------------------------------------------------------------- */

static struct expr *type_operands(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *a = type_expr(scope, ast->a), *b = type_expr(scope, ast->b);
    if (is_error(a) || is_error(b)) return expr_error(t, ast->span);
    if (ast->kind == AST_COMPARE) return type_comparison(t, ast->op, a, b, ast->span);
    bool trap = ast->op == OPERATOR_DIVIDE && ast->b->kind == AST_AT && !ast->b->bracketed &&
                ast->a->kind != AST_AT && ast->a->kind != AST_DURING && a->shape != SHAPE_CONSTANT;
    if (trap) {
        struct finding *f = finding_add(t->findings, FINDING_U12, ast->span,
                                        "`at` takes only what stands right before it: this is "
                                        "a / (b at …)");
        finding_help(t->findings, f, "write (a / b) at …, or put `at` behind both");
    }
    return type_arithmetic(t, ast->op, a, b, ast->span);
}

static struct expr *type_negation(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *a = type_expr(scope, ast->a);
    if (is_error(a)) return a;
    if (a->type != TYPE_NUMBER && a->type != TYPE_ESTIMATE)
        return report_types(t, ast->span, "a minus stands before a number, and this is %.*s",
                            STR_ARG(expr_phrase(t, a)));
    struct expr *expr = expr_over(t, EXPR_NEGATE, ast->span, a, NULL, NULL);
    if (is_error(expr)) return expr;
    expr->type = a->type;
    expr->unit = a->unit;
    expr->flavour = a->flavour;
    expr->bare = a->bare;
    expr->shape = a->shape;
    expr->has_freq = a->has_freq;
    expr->freq = a->freq;
    return expr;
}

static struct expr *type_plus_minus(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *a = type_expr(scope, ast->a), *b = type_expr(scope, ast->b);
    if (is_error(a) || is_error(b)) return expr_error(t, ast->span);
    if (a->type != TYPE_NUMBER || b->type != TYPE_NUMBER)
        return report_types(t, ast->span, "+- stands between two numbers: 10 +- 2");
    if (!unify(t, &a, &b, ast->span)) return expr_error(t, ast->span);
    struct expr *expr = expr_over(t, EXPR_PLUS_MINUS, ast->span, a, b, NULL);
    if (is_error(expr)) return expr;
    expr->type = TYPE_NUMBER;
    expr->unit = a->unit;
    expr->flavour = a->flavour;
    expr->bare = a->bare && b->bare;
    return join_shapes(t, expr, a, b) ? expr : expr_error(t, ast->span);
}

/* low .. high: an uncertain number, whose ends are known. */
struct expr *type_uncertain(struct theory *t, struct expr *low, struct expr *high, struct span span)
{
    struct num least, most;
    if (is_error(low) || is_error(high)) return expr_error(t, span);
    if (low->type != TYPE_NUMBER || high->type != TYPE_NUMBER || !constant_value(low, &least) ||
        !constant_value(high, &most))
        return report_types(t, span,
                            "an uncertain number stands between two that are known: "
                            "(10..30)");
    if (!unify(t, &high, &low, span)) return expr_error(t, span); /* 1..2 [EUR] */
    constant_value(low, &least);
    constant_value(high, &most);
    if (num_compare(&least, &most) > 0) {
        struct finding *f = finding_add(t->findings, FINDING_U05, span,
                                        "the lower end of this number lies above the higher one");
        finding_help(t->findings, f, "write the smaller one first");
        return expr_error(t, span);
    }
    struct expr *expr = expr_over(t, EXPR_RANGE, span, low, high, NULL);
    if (is_error(expr)) return expr;
    expr->type = TYPE_NUMBER;
    expr->unit = high->unit;
    expr->flavour = high->flavour;
    expr->bare = low->bare && high->bare;
    return expr;
}

static struct expr *type_range_test(struct scope *scope, const struct ast_expr *ast)
{
    struct expr *value = type_expr(scope, ast->a);
    struct expr *low = type_expr(scope, ast->b), *high = type_expr(scope, ast->c);
    if (is_error(value) || is_error(low) || is_error(high)) return expr_error(scope->t, ast->span);
    return type_within(scope->t, ast->negated, value, low, high, ast->span);
}

enum {
    /* What the bodies of functions may come to when they are put where they are called, over the
     * whole program: functions that call functions can grow without end. */
    EXPANSION_LIMIT = 200000
};

static bool expansion_allowed(struct theory *t, struct span span)
{
    if (++t->expansions < EXPANSION_LIMIT) return true;
    if (t->expansions > EXPANSION_LIMIT) return false;
    struct finding *f = finding_add(t->findings, FINDING_S05, span,
                                    "the functions of this program come to more than %d steps when "
                                    "they are put where they are called",
                                    EXPANSION_LIMIT);
    finding_help(t->findings, f, "let fewer functions call functions");
    return false;
}

static struct expr *type_by_kind(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    if (scope->expanding && !expansion_allowed(t, ast->span)) return expr_error(t, ast->span);
    switch (ast->kind) {
    case AST_ERROR: return expr_error(t, ast->span);
    case AST_NUMBER: return type_number(scope, ast);
    case AST_PERIOD: return type_period_literal(scope, ast);
    case AST_TEXT: return expr_text(t, str_trim(ast->text), ast->span);
    case AST_TRUTH: {
        struct expr *expr = expr_new(t, EXPR_TRUTH, ast->span);
        expr->type = TYPE_TRUTH;
        expr->truth = ast->truth;
        return expr;
    }
    case AST_NAME: return type_name(scope, &ast->name);
    case AST_FIELD: return type_field(scope, ast);
    case AST_CALL: return type_call(scope, ast);
    case AST_NEGATE: return type_negation(scope, ast);
    case AST_NOT:
    case AST_AND:
    case AST_OR: return type_logic(scope, ast);
    case AST_ARITHMETIC:
    case AST_COMPARE: return type_operands(scope, ast);
    case AST_IN_LIST: return type_in_list(scope, ast);
    case AST_IN_RANGE: return type_in_range(scope, ast);
    case AST_WITHIN: return type_range_test(scope, ast);
    case AST_IS: return type_is(scope, ast);
    case AST_IS_MISSING: return type_is_missing(scope, ast);
    case AST_IF: return type_if(scope, ast);
    case AST_AT: return type_at(scope, ast);
    case AST_DURING: return type_during(scope, ast);
    case AST_PLUS_MINUS: return type_plus_minus(scope, ast);
    case AST_RANGE:
        return type_uncertain(t, type_expr(scope, ast->a), type_expr(scope, ast->b), ast->span);
    case AST_LIST:
        return report_types(t, ast->span, "a list stands only behind `in` or as an argument");
    }
    BUG("no such expression");
}

/* What a name or call stands for has the place of the name: messages and reports quote what the
 * author wrote there, not where it was declared. */
struct expr *type_expr(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    if (t->typing_depth >= TYPED_DEPTH_LIMIT) return report_depth(t, ast->span);
    t->typing_depth++;
    struct expr *expr = type_by_kind(scope, ast);
    t->typing_depth--;
    if (expr->span.start == ast->span.start && expr->span.end == ast->span.end) return expr;
    struct expr *here = arena_copy(t->arena, expr, sizeof *expr);
    here->span = ast->span;
    return here;
}
