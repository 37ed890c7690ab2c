/* V15: figures compared across a break of their series. */
#include "base/calendar.h"
#include "check/check.h"
#include "check/extent.h"
#include "check/rule_parts.h"

struct broken {
    struct check *check;
    const struct rule *rule;
    const struct break_at *said; /* of this rule already */
};

static bool is_call(const struct expr *expr, enum builtin_id id)
{
    return expr->kind == EXPR_CALL && expr->call->builtin && expr->call->builtin->id == id;
}

static void report(struct broken *broken, const struct expr *expr, const struct break_at *found,
                   struct str name)
{
    struct check *check = broken->check;
    struct finding *f =
        finding_add(check->findings, FINDING_V15, expr->span,
                    "this puts figures from before and after a break of `%.*s` together, so it is "
                    "always unknown",
                    STR_ARG(name));
    finding_relate(check->findings, f, location_of(found->span), "the break: %.*s",
                   STR_ARG(found->because));
    finding_help(check->findings, f,
                 "keep to one side of it (`over`, `during`, another period), or, if the figures do "
                 "compare, say why in the rule: across break because \"…\"");
}

/* The days from the first day of one period to that of another. */
static struct days between(const struct check *check, struct period a, struct period b)
{
    int32_t x = period_days(&check->t->calendar, a).first;
    int32_t y = period_days(&check->t->calendar, b).first;
    return x < y ? (struct days){x, y} : (struct days){y, x};
}

static void look_at_days(struct broken *broken, const struct expr *expr, const struct expr *series,
                         struct days days)
{
    struct str name;
    const struct break_at *found = extent_break(series, days, &name);
    if (!found || found == broken->said) return;
    broken->said = found;
    report(broken, expr, found, name);
}

/* x at 2023 < x at 2018, x at 2023 < baseline(x) */
static void look_at_comparison(struct broken *broken, const struct expr *expr)
{
    const struct expr *a = extent_unshared(expr->a), *b = extent_unshared(expr->b);
    if (a->kind != EXPR_AT) {
        const struct expr *other = a;
        a = b;
        b = other;
    }
    if (a->kind != EXPR_AT) return;
    if (b->kind == EXPR_AT && extent_indicator(b->a) == extent_indicator(a->a) &&
        extent_indicator(a->a))
        look_at_days(broken, expr, a->a, between(broken->check, a->period, b->period));
    if (!is_call(b, BUILTIN_BASELINE)) return;
    const struct indicator *indicator = b->call->arguments[0].value->indicator;
    if (!indicator || indicator != extent_indicator(a->a) || !indicator->baseline_count) return;
    const struct declared_aim *baseline = &indicator->baselines[indicator->baseline_count - 1];
    look_at_days(broken, expr, a->a, between(broken->check, a->period, baseline->in));
}

/* What takes all figures of a series together. */
static bool takes_all(enum builtin_id id)
{
    switch (id) {
    case BUILTIN_SERIES_MEAN:
    case BUILTIN_SERIES_MEDIAN:
    case BUILTIN_SERIES_MIN:
    case BUILTIN_SERIES_MAX:
    case BUILTIN_TOTAL:
    case BUILTIN_BEFORE_AFTER:
    case BUILTIN_TREND:
    case BUILTIN_THEIL_SEN:
    case BUILTIN_MANN_KENDALL:
    case BUILTIN_INTERRUPTED_SERIES:
    case BUILTIN_DIFFERENCE_IN_DIFFERENCES:
    case BUILTIN_CONTROL_CHART: return true;
    default: return false;
    }
}

static void look_at(void *context, struct expr *expr)
{
    struct broken *broken = context;
    if (expr->kind == EXPR_COMPARE && expr->a->type == TYPE_NUMBER) {
        look_at_comparison(broken, expr);
        return;
    }
    if (expr->kind != EXPR_CALL || !expr->call->builtin) return;
    const struct expr_argument *arguments = expr->call->arguments;
    if (is_call(expr, BUILTIN_CHANGE) || is_call(expr, BUILTIN_DIFFERENCE)) {
        look_at_days(
            broken, expr, arguments[0].value,
            between(broken->check, arguments[1].value->period, arguments[2].value->period));
        return;
    }
    if (!takes_all(expr->call->builtin->id)) return;
    struct days days = extent_days(broken->check, broken->rule, arguments[0].value);
    /* A break at an end that is not known may lie outside the figures. */
    if (days.first == DAY_MIN || days.last == DAY_MAX) {
        const struct policy *policy = broken->check->t->policy;
        if (!policy || !policy->period_said) return;
        if (days.first == DAY_MIN) days.first = policy->period.first;
        if (days.last == DAY_MAX) days.last = policy->period.last;
    }
    if (days.last > days.first) look_at_days(broken, expr, arguments[0].value, days);
}

void check_across_break(struct check *check)
{
    const struct rule_parts *parts = check_parts(check);
    struct broken broken = {.check = check};
    for (size_t i = 0; i < parts->count; i++) {
        const struct rule_part *part = &parts->items[i];
        if (part->rule != broken.rule) broken.said = NULL;
        broken.rule = part->rule;
        if (part->kind & (PART_CALL | PART_COMPARISON) && !broken.rule->across_break)
            look_at(&broken, part->expr);
    }
}
