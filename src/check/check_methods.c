/* V: the methods that rules lean on, and whether they can bear it. */
#include "check/conditions.h"
#include "check/expr_key.h"
#include "check/extent.h"
#include "check/rule_parts.h"
#include "theory/typing.h"

/* What is looked at: a part of a condition of a rule. */
struct methods {
    struct check *check;
    const struct rule *rule;
    struct num limit;
};

static void each_part(struct check *check, struct methods *methods, unsigned kinds,
                      void (*visit)(void *context, struct expr *expr))
{
    const struct rule_parts *parts = check_parts(check);
    methods->check = check;
    for (size_t i = 0; i < parts->count; i++) {
        const struct rule_part *part = &parts->items[i];
        if (!(part->kind & kinds)) continue;
        methods->rule = part->rule;
        visit(methods, part->expr);
    }
}

static bool is_call(const struct expr *expr, enum builtin_id id)
{
    return expr->kind == EXPR_CALL && expr->call->builtin && expr->call->builtin->id == id;
}

/* The argument of this name, or NULL. */
static const struct expr *argument(const struct expr *call, const char *name)
{
    for (size_t i = 0; i < call->call->argument_count; i++)
        if (str_equal(call->call->arguments[i].name, str_from(name)))
            return call->call->arguments[i].value;
    return NULL;
}

static struct str call_name(const struct expr *call)
{
    return call->call->builtin->name;
}

static bool fewer(size_t count, const struct num *limit)
{
    struct num number = num_int((int64_t)count);
    return count != SIZE_MAX && num_compare(&number, limit) < 0;
}

/* --- V09: too few points ------------------------------------------------------------------------- */

static void report_few(struct methods *methods, const struct expr *call, size_t count,
                       const char *where)
{
    struct check *check = methods->check;
    const struct expr *series = call->call->arguments[0].value;
    struct str name = source_words(check->scratch, check->t->sources, series->span);
    struct str needed = number_words(check->scratch, &methods->limit, &unit_none, FLAVOUR_NONE);
    struct finding *f = finding_add(check->findings, FINDING_V09, call->span,
                                    "%.*s has at most %zu figure%s of `%.*s`%s, and needs %.*s",
                                    STR_ARG(call_name(call)), count, count == 1 ? "" : "s",
                                    STR_ARG(name), where, STR_ARG(needed));
    const struct indicator *indicator = extent_indicator(series);
    if (indicator)
        finding_relate(check->findings, f, location_of(check_name(&indicator->common)),
                       "the indicator");
    finding_help(check->findings, f,
                 "with so few, chance looks like a pattern: take a finer period (`every month`), a "
                 "longer one, or a simpler comparison");
}

static void look_at_points(void *context, struct expr *expr)
{
    struct methods *methods = context;
    struct check *check = methods->check;
    int64_t usual;
    if (expr->kind != EXPR_CALL || !expr->call->builtin) return;
    switch (expr->call->builtin->id) {
    case BUILTIN_TREND:
    case BUILTIN_THEIL_SEN:
    case BUILTIN_MANN_KENDALL:
    case BUILTIN_CHANGE_POINT:
    case BUILTIN_BOOTSTRAP: usual = 8; break;
    case BUILTIN_CONTROL_CHART:
    case BUILTIN_INTERRUPTED_SERIES: usual = 12; break;
    default: return;
    }
    bool in_two = argument(expr, "from") != NULL;
    methods->limit = check_limit(check, FINDING_V09, num_int(usual));
    const struct expr *series = expr->call->arguments[0].value;
    struct days days = extent_days(check, methods->rule, series);
    size_t count;
    if (!in_two) {
        count = extent_points(check, series, days);
        if (fewer(count, &methods->limit)) report_few(methods, expr, count, "");
        return;
    }
    const struct expr *from = argument(expr, "from");
    if (!from) return;
    struct days at = period_days(&check->t->calendar, from->period);
    struct days before = {days.first, at.first - 1}, after = {at.first, days.last};
    count = extent_points(check, series, before);
    if (fewer(count, &methods->limit)) {
        report_few(methods, expr, count, " before `from`");
        return;
    }
    count = extent_points(check, series, after);
    if (fewer(count, &methods->limit)) report_few(methods, expr, count, " from `from` on");
}

void check_method_points(struct check *check)
{
    struct methods methods = {0};
    each_part(check, &methods, PART_CALL, look_at_points);
}

/* --- V10: no season ------------------------------------------------------------------------------ */

static void look_at_season(void *context, struct expr *expr)
{
    struct methods *methods = context;
    struct check *check = methods->check;
    if (!is_call(expr, BUILTIN_INTERRUPTED_SERIES)) return;
    const struct expr *series = expr->call->arguments[0].value;
    if (!series->has_freq || (series->freq != FREQ_MONTH && series->freq != FREQ_QUARTER)) return;
    /* A control has the same seasons, and they fall out of the comparison. */
    if (argument(expr, "season") || argument(expr, "control")) return;
    struct finding *f = finding_add(check->findings, FINDING_V10, expr->span,
                                    "%.*s is by %.*s, and no season is taken out",
                                    STR_ARG(call_name(expr)), STR_ARG(freq_name(series->freq)));
    const struct indicator *indicator = extent_indicator(series);
    if (indicator)
        finding_relate(check->findings, f, location_of(check_name(&indicator->common)),
                       "the indicator");
    finding_help(check->findings, f,
                 "a winter can look like an effect, or hide one: add season: %d",
                 series->freq == FREQ_MONTH ? 12 : 4);
}

void check_season(struct check *check)
{
    struct methods methods = {0};
    each_part(check, &methods, PART_CALL, look_at_season);
}

/* --- V11: difference in differences -------------------------------------------------------------- */

/* With fewer groups than this a placebo test of one treated group can't come below 5 %. */
enum { GROUPS_FOR_PLACEBO = 20 };

/* How many groups there can be at most; SIZE_MAX where only the data tell. */
static size_t groups_at_most(const struct expr *call)
{
    const struct expr *series = call->call->arguments[0].value;
    const struct indicator *indicator = series->kind == EXPR_INDICATOR ? series->indicator : NULL;
    if (!indicator || indicator->by_count != 1 || !indicator->value ||
        indicator->value->kind != EXPR_AGGREGATE || indicator->value->aggregate->by_count != 1)
        return SIZE_MAX;
    const struct column *column = indicator->value->aggregate->by[0];
    return column && column->word_count ? column->word_count : SIZE_MAX;
}

static void look_at_groups(void *context, struct expr *expr)
{
    struct methods *methods = context;
    struct check *check = methods->check;
    if (expr->kind == EXPR_FIELD && estimate_field_kind(expr->field)->shows) {
        const struct expr *call = extent_unshared(expr->a);
        if (!is_call(call, BUILTIN_DIFFERENCE_IN_DIFFERENCES)) return;
        const struct expr *treated = argument(call, "treated");
        if (!treated || treated->kind != EXPR_IN_LIST || treated->call->argument_count != 1) return;
        size_t groups = groups_at_most(call);
        if (groups >= GROUPS_FOR_PLACEBO) return;
        struct finding *f = finding_add(
            check->findings, FINDING_V11, expr->span,
            "with one treated group and %zu others this can't come below 5 %%", groups - 1);
        finding_relate(check->findings, f, location_of(treated->span), "the one group");
        finding_help(check->findings, f,
                     "the error of one group is that of a placebo test, which holds it against "
                     "each of the others, and 19 of them are needed: judge `.value` with care "
                     "(`plausible`), or name more treated groups");
        return;
    }
    if (!is_call(expr, BUILTIN_DIFFERENCE_IN_DIFFERENCES)) return;
    const struct expr *from = argument(expr, "from"), *series = expr->call->arguments[0].value;
    if (!from) return;
    struct days days = extent_days(check, methods->rule, series);
    days.last = period_days(&check->t->calendar, from->period).first - 1;
    size_t count = extent_points(check, series, days);
    methods->limit = check_limit(check, FINDING_V11, num_int(2));
    if (!fewer(count, &methods->limit)) return;
    struct finding *f =
        finding_add(check->findings, FINDING_V11, expr->span, "%.*s has %zu period%s before `from`",
                    STR_ARG(call_name(expr)), count, count == 1 ? "" : "s");
    finding_help(check->findings, f,
                 "with so few nobody can see whether the groups moved alike before, which is what "
                 "this method rests on: take in earlier periods");
}

void check_groups_compared(struct check *check)
{
    struct methods methods = {0};
    each_part(check, &methods, PART_CALL | PART_FIELD, look_at_groups);
}

/* --- V12: two points of a series ----------------------------------------------------------------- */

/* Two figures of one series: its two periods, both in `expr` or one in each side of a comparison. */
static const struct expr *two_points(const struct expr *expr)
{
    const struct expr *a, *b;
    if (is_call(expr, BUILTIN_CHANGE) || is_call(expr, BUILTIN_DIFFERENCE))
        return expr->call->arguments[0].value;
    if (expr->kind != EXPR_COMPARE || expr->a->type != TYPE_NUMBER) return NULL;
    a = extent_unshared(expr->a);
    b = extent_unshared(expr->b);
    if (a->kind != EXPR_AT || b->kind != EXPR_AT || !extent_indicator(a->a) ||
        extent_indicator(a->a) != extent_indicator(b->a))
        return NULL;
    return a->a;
}

static void look_at_two_points(void *context, struct expr *expr)
{
    struct methods *methods = context;
    struct check *check = methods->check;
    const struct rule *rule = methods->rule;
    const struct expr *series = two_points(expr);
    /* Of effectiveness V05 says it. */
    if (!series || !rule->criterion || rule->criterion->id == CRITERION_EFFECTIVENESS) return;
    size_t count = extent_points(check, series, extent_days(check, rule, series));
    if (count == SIZE_MAX || fewer(count, &methods->limit)) return;
    struct str name = source_words(check->scratch, check->t->sources, series->span);
    struct finding *f =
        finding_add(check->findings, FINDING_V12, expr->span,
                    "two figures of `%.*s` are compared, and there are %zu", STR_ARG(name), count);
    const struct indicator *indicator = extent_indicator(series);
    if (indicator)
        finding_relate(check->findings, f, location_of(check_name(&indicator->common)),
                       "the indicator");
    finding_help(check->findings, f,
                 "two figures differ by chance too, and who picks them picks the outcome: compare "
                 "means of several periods (mean(%.*s during …)), or use before_after or a trend",
                 STR_ARG(name));
}

void check_two_points(struct check *check)
{
    struct methods methods = {.limit = check_limit(check, FINDING_V12, num_int(8))};
    each_part(check, &methods, PART_CALL | PART_COMPARISON, look_at_two_points);
}
