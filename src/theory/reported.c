/* The figures that are written for an indicator. */
#include "theory/typing.h"

#include <stdlib.h>

static int compare_reported(const void *left, const void *right)
{
    const struct reported *a = left, *b = right;
    return (a->period.ord > b->period.ord) - (a->period.ord < b->period.ord);
}

static bool figure_period(struct theory *t, struct indicator *indicator,
                          const struct ast_value *value, size_t count, struct period *period)
{
    if (!value->range.from.known) return false;
    *period = value->range.from.value;
    if (value->range.form != RANGE_ONE) {
        struct finding *f = finding_add(t->findings, FINDING_U04, value->range.span,
                                        "a figure stands for one period");
        finding_help(t->findings, f, "write each period with its own figure: 2019: 210, 2020: 380");
        return false;
    }
    if (!indicator->has_freq && count == 0) {
        indicator->has_freq = true;
        indicator->freq = period->freq;
    }
    if (period->freq == indicator->freq) return true;
    struct finding *f = finding_add(
        t->findings, FINDING_U04, value->range.span, "this is a %.*s, and the figures are by %.*s",
        STR_ARG(freq_name(period->freq)), STR_ARG(freq_name(indicator->freq)));
    finding_help(t->findings, f, "all figures of one indicator are by the same period");
    return false;
}

static bool is_share_outside(const struct indicator *indicator, const struct num *number)
{
    struct num value, zero = num_int(0), one = num_int(1);
    if (indicator->flavour != FLAVOUR_SHARE) return false;
    if (!num_mul(&value, number, &indicator->unit->scale)) return false;
    return num_compare(&value, &zero) < 0 || num_compare(&value, &one) > 0;
}

/* Whether it is a number alone, which takes the unit that is declared for it. Most figures are, so they
 * are not typed. */
static bool is_number_alone(const struct ast_expr *ast)
{
    return ast->kind == AST_NUMBER && !ast->number.unit && !ast->percent;
}

static bool share_fits(struct theory *t, const struct indicator *indicator,
                       const struct ast_expr *ast, const struct num *number)
{
    if (!is_share_outside(indicator, number)) return true;
    struct finding *f = finding_add(t->findings, FINDING_U06, ast->span,
                                    "a share lies between 0 %% and 100 %%, and this does not");
    finding_help(t->findings, f, "write percent with the sign: 80%%");
    return false;
}

/* As given_number; also what it was typed as, for m +- h. */
static const struct num *typed_number(struct theory *t, const struct indicator *indicator,
                                      const struct ast_expr *ast, const char *what,
                                      struct expr **expr)
{
    *expr = type_constant(t, ast, indicator->unit, indicator->flavour, what);
    if (is_error(*expr)) return NULL;
    if ((*expr)->kind == EXPR_PLUS_MINUS) return constant_number(t, (*expr)->a);
    const struct num *number = constant_number(t, *expr);
    if (number) return share_fits(t, indicator, ast, number) ? number : NULL;
    finding_add(t->findings, FINDING_U08, ast->span, "this number can't be worked out");
    return NULL;
}

const struct num *given_number(struct theory *t, const struct indicator *indicator,
                               const struct ast_expr *ast, const char *what)
{
    struct expr *expr;
    if (!is_number_alone(ast)) return typed_number(t, indicator, ast, what, &expr);
    return share_fits(t, indicator, ast, ast->number.value) ? ast->number.value : NULL;
}

/* The unit of reported figures where none is declared: that of the first that says one. */
static const struct unit *reported_unit(struct theory *t, const struct ast_clause *c)
{
    struct scope scope = scope_constant(t);
    for (const struct ast_value *v = c->values; v; v = v->next) {
        if (v->low->kind != AST_NUMBER || (!v->low->number.unit && !v->low->percent)) continue;
        struct expr *expr = type_expr(&scope, v->low);
        return is_error(expr) ? &unit_none : expr->unit;
    }
    return &unit_none;
}

/* From low to high, with the middle as its number. */
static void figure_between(struct theory *t, const struct indicator *indicator,
                           const struct ast_value *value, struct reported *figure)
{
    struct num sum, middle, two = num_int(2);
    const struct num *high = given_number(t, indicator, value->high, "a figure");
    if (!high) return;
    struct interval interval = {*figure->number, *high};
    if (num_compare(&interval.low, &interval.high) > 0)
        finding_add(t->findings, FINDING_U05, span_join(value->low->span, value->high->span),
                    "this range ends before it starts");
    if (!num_add(&sum, &interval.low, &interval.high) || !num_div(&middle, &sum, &two)) return;
    figure->number = arena_copy(t->arena, &middle, sizeof middle);
    figure->interval = arena_copy(t->arena, &interval, sizeof interval);
}

static void figure_around(struct theory *t, const struct expr *plus_minus, struct reported *figure)
{
    struct num half;
    struct interval interval;
    if (!constant_value(plus_minus->b, &half)) return;
    half = num_abs(&half);
    if (num_sub(&interval.low, figure->number, &half) &&
        num_add(&interval.high, figure->number, &half))
        figure->interval = arena_copy(t->arena, &interval, sizeof interval);
}

/* The number, and how far it is certain; false, reported, when it is wrong. */
static bool type_number_of(struct theory *t, const struct indicator *indicator,
                           const struct ast_value *v, struct reported *figure)
{
    struct expr *expr = NULL;
    figure->number = is_number_alone(v->low)
                         ? given_number(t, indicator, v->low, "a figure")
                         : typed_number(t, indicator, v->low, "a figure", &expr);
    if (!figure->number) return false;
    if (v->high)
        figure_between(t, indicator, v, figure);
    else if (expr && expr->kind == EXPR_PLUS_MINUS)
        figure_around(t, expr, figure);
    return true;
}

bool type_single_figure(struct theory *t, struct indicator *indicator, struct ast_expr *ast,
                        struct reported *figure)
{
    struct ast_value value = {.low = ast};
    *figure = (struct reported){.span = ast->span};
    return type_number_of(t, indicator, &value, figure);
}

bool type_figures(struct theory *t, struct indicator *indicator, const struct ast_value *values,
                  struct reported **figures, uint32_t *figure_count)
{
    uint32_t count = 0;
    bool whole = true;
    for (const struct ast_value *v = values; v; v = v->next) count++;
    struct reported *all = ARENA_ARRAY(t->arena, struct reported, count);
    count = 0;
    for (const struct ast_value *v = values; v; v = v->next) {
        struct reported *figure = &all[count];
        *figure = (struct reported){.span = v->range.span};
        bool placed = figure_period(t, indicator, v, count, &figure->period);
        bool known = type_number_of(t, indicator, v, figure);
        whole &= placed && known;
        count += placed && known;
    }
    qsort(all, count, sizeof *all, compare_reported);
    for (size_t i = 1; i < count; i++) {
        if (all[i - 1].period.ord != all[i].period.ord) continue;
        struct finding *f =
            finding_add(t->findings, FINDING_N02, all[i].span, "this period has a figure already");
        finding_relate(t->findings, f, location_of(all[i - 1].span), "the other one");
        finding_help(t->findings, f, "keep one of the two");
    }
    *figures = all;
    *figure_count = count;
    return whole;
}

void type_reported(struct theory *t, struct indicator *indicator, const struct unit *unit)
{
    const struct ast_clause *c = decl_clause(indicator->common.decl, CLAUSE_REPORTED);
    indicator->unit = unit ? unit : reported_unit(t, c);
    indicator->flavour = indicator->unit->flavour;
    if (!type_figures(t, indicator, c->values, &indicator->reported, &indicator->reported_count))
        indicator->common.broken = true;
}
