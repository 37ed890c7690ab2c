/* Typing: periods, and what is taken out of a series by one. */
#include "theory/typing.h"

bool type_period(struct scope *scope, const struct ast_expr *ast, struct period *period)
{
    struct theory *t = scope->t;
    if (ast->kind == AST_PERIOD) {
        *period = ast->period;
        return true;
    }
    if (ast->kind == AST_ERROR) return false;
    if (ast->kind == AST_NUMBER && !ast->number.unit && !ast->percent) {
        int64_t year;
        if (num_is_integer(ast->number.value) && num_floor(&year, ast->number.value) &&
            year >= 1000 && year <= 9999) {
            *period = period_year((int)year);
            return true;
        }
    }
    const struct binding *binding =
        ast->kind == AST_NAME ? find_binding(scope, ast->name.atom) : NULL;
    if (binding) {
        struct scope outside = *scope;
        outside.bindings = binding->outer;
        return type_period(&outside, binding->value, period);
    }
    struct symbol *symbol = ast->kind == AST_NAME ? find_symbol(t, ast->name.atom) : NULL;
    if (symbol && symbol->kind == DECL_LET && symbol->decl->value &&
        symbol->decl->value->kind != AST_NAME) {
        symbol->used = true;
        return type_period(scope, symbol->decl->value, period);
    }
    if (ast->kind == AST_NAME && !symbol && was_skipped(t, ast->name.atom)) return false;
    struct finding *f = finding_add(t->findings, FINDING_U08, ast->span, "a period is wanted here");
    finding_help(t->findings, f, "write for example 2023, 2023-Q1 or 2023-05");
    return false;
}

static void report_frequency(struct theory *t, const struct expr *series, struct period period,
                             struct span span)
{
    struct str written = sources_text(t->sources, series->span);
    struct buf text = buf_in(t->arena);
    period_add(&text, period);
    struct finding *f = finding_add(t->findings, FINDING_U04, span,
                                    "`%.*s` has a value for each %.*s, and %.*s is a %.*s",
                                    STR_ARG(written), STR_ARG(freq_name(series->freq)),
                                    STR_ARG(buf_str(&text)), STR_ARG(freq_name(period.freq)));
    if (period.freq > series->freq)
        finding_help(t->findings, f,
                     "name a %.*s, or take total(%.*s during %.*s), mean(…) or last(…)",
                     STR_ARG(freq_name(series->freq)), STR_ARG(written), STR_ARG(buf_str(&text)));
    else
        finding_help(t->findings, f, "name a %.*s", STR_ARG(freq_name(series->freq)));
}

/* Naming a period that the rule's `over` leaves out. */
static bool inside_over(struct scope *scope, struct days days, struct span span)
{
    const struct rule *rule = scope->rule;
    if (!rule || !rule->over_said || days_contain(rule->over, days)) return true;
    struct finding *f = finding_add(scope->t->findings, FINDING_U11, span,
                                    "this period lies outside the rule's `over`");
    finding_help(scope->t->findings, f,
                 "a rule with `over` sees only those periods: widen it, or "
                 "name a period inside");
    return false;
}

bool check_period_of(struct scope *scope, const struct expr *series, struct period period,
                     struct span span)
{
    if (series->has_freq && period.freq != series->freq) {
        report_frequency(scope->t, series, period, span);
        return false;
    }
    return inside_over(scope, period_days(&scope->t->calendar, period), span);
}

/* Types `a` with the aggregates in it computed over these days. */
static struct expr *type_in_window(struct scope *scope, const struct ast_expr *a, struct days days,
                                   struct str label, bool *used)
{
    struct scope inside = *scope;
    inside.window = (struct window){.days = days, .label = label, .span = 1};
    inside.window_used = used;
    return type_expr(&inside, a);
}

static struct expr *report_no_series(struct theory *t, const char *word, const struct expr *expr)
{
    struct finding *f = finding_add(t->findings, FINDING_U03, expr->span,
                                    "`%s` picks from a series, and this is %.*s", word,
                                    STR_ARG(expr_phrase(t, expr)));
    finding_help(t->findings, f, "put it behind an indicator or an aggregate: rate %s 2023", word);
    return expr_error(t, expr->span);
}

struct expr *type_at(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct period period;
    bool used = false, known = type_period(scope, ast->b, &period);
    struct days days = known ? period_days(&t->calendar, period) : scope->window.days;
    struct expr *value =
        type_in_window(scope, ast->a, days, known ? period_text(t->arena, period) : STR(""), &used);
    if (is_error(value) || !known) return expr_error(t, ast->span);
    if (used && scope->window_used) *scope->window_used = true;
    if (value->shape != SHAPE_SERIES) {
        if (!used) return report_no_series(t, "at", value);
        if (!inside_over(scope, days, ast->b->span)) return expr_error(t, ast->span);
        return value;
    }
    if (!check_period_of(scope, value, period, ast->b->span)) return expr_error(t, ast->span);
    struct expr *expr = expr_over(t, EXPR_AT, ast->span, value, NULL, NULL);
    if (is_error(expr)) return expr;
    expr->type = value->type;
    expr->shape = SHAPE_SCALAR;
    expr->unit = value->unit;
    expr->flavour = value->flavour;
    expr->period = period;
    return expr;
}

struct expr *type_during(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct period from, to;
    if (!type_period(scope, ast->b, &from)) return expr_error(t, ast->span);
    to = from;
    if (ast->c && !type_period(scope, ast->c, &to)) return expr_error(t, ast->span);
    struct days days = {period_days(&t->calendar, from).first, period_days(&t->calendar, to).last};
    struct span where = ast->c ? span_join(ast->b->span, ast->c->span) : ast->b->span;
    if (days.last < days.first) {
        finding_add(t->findings, FINDING_U05, where, "this range ends before it starts");
        return expr_error(t, ast->span);
    }
    bool used = false;
    struct expr *value =
        type_in_window(scope, ast->a, days, label_range(t, from, to, false), &used);
    if (is_error(value) || !inside_over(scope, days, where)) return expr_error(t, ast->span);
    if (used && scope->window_used) *scope->window_used = true;
    if (value->shape != SHAPE_SERIES) {
        if (!used) return report_no_series(t, "during", value);
        return value;
    }
    struct expr *expr = expr_over(t, EXPR_DURING, ast->span, value, NULL, NULL);
    if (is_error(expr)) return expr;
    expr->type = value->type;
    expr->shape = SHAPE_SERIES;
    expr->unit = value->unit;
    expr->flavour = value->flavour;
    expr->has_freq = value->has_freq;
    expr->freq = value->freq;
    expr->days = days;
    return expr;
}

struct expr *type_in_range(struct scope *scope, const struct ast_expr *ast)
{
    struct theory *t = scope->t;
    struct expr *value = type_expr(scope, ast->a);
    struct days days;
    if (!resolve_range(t, ast->range, &days) || is_error(value)) return expr_error(t, ast->span);
    if (value->type != TYPE_DATE && value->type != TYPE_PERIOD)
        return report_types(t, ast->span, "`in` with a period asks for a date, and this is %.*s",
                            STR_ARG(expr_phrase(t, value)));
    struct expr *expr = expr_over(t, EXPR_IN_DAYS, ast->span, value, NULL, NULL);
    if (is_error(expr)) return expr;
    expr->type = TYPE_TRUTH;
    expr->shape = value->shape;
    expr->days = days;
    return expr;
}
