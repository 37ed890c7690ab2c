/* V08: conditions that disagree with the indicator's own direction or target. Looked at are single
 * comparisons: of an indicator's figure with a number, of two of its figures, of an estimate. */
#include "check/conditions.h"

/* A comparison in a condition, as seen from one indicator. */
struct pull {
    const struct indicator *indicator;
    const struct expr *expr;  /* the comparison */
    bool upward;              /* it holds when the figure is high enough */
    const struct expr *point; /* the figure of one period; NULL: something else */
    struct num limit;         /* of `point` */
    bool alone;               /* nothing else can make the condition hold in its place */
};

enum { PULLS_MAX = 32 };

struct pulls {
    struct reading *reading;
    struct pull items[PULLS_MAX];
    size_t count;
    int steps;
};

static const struct expr *unshared(const struct expr *expr)
{
    while (expr && expr->kind == EXPR_SHARED) expr = expr->a;
    return expr;
}

/* The indicator behind a series, cut or not. */
static const struct indicator *indicator_of(const struct expr *series)
{
    series = unshared(series);
    while (series && series->kind == EXPR_DURING) series = unshared(series->a);
    return series && series->kind == EXPR_INDICATOR ? series->indicator : NULL;
}

/* The indicator that grows with this quantity; NULL when none is known to. */
static const struct indicator *grows_with(const struct expr *expr, bool *always_good)
{
    *always_good = false;
    if (expr->kind == EXPR_AT) return indicator_of(expr->a);
    if (expr->kind == EXPR_FIELD) {
        const struct expr *estimate = unshared(expr->a);
        switch (expr->field) {
        case FIELD_VALUE:
        case FIELD_LOW:
        case FIELD_HIGH:
        case FIELD_SLOPE:
        case FIELD_SLOPE_LOW:
        case FIELD_SLOPE_HIGH: break;
        default: return NULL;
        }
        if (estimate->kind != EXPR_CALL || estimate->call->builtin->id == BUILTIN_CONTROL_CHART)
            return NULL;
        return indicator_of(estimate->call->arguments[0].value);
    }
    if (expr->kind != EXPR_CALL) return NULL;
    switch (expr->call->builtin->id) {
    case BUILTIN_PROGRESS: *always_good = true; break;
    case BUILTIN_SERIES_LAST:
    case BUILTIN_LATEST:
    case BUILTIN_SERIES_MEAN:
    case BUILTIN_SERIES_MEDIAN:
    case BUILTIN_SERIES_MIN:
    case BUILTIN_SERIES_MAX:
    case BUILTIN_TOTAL:
    case BUILTIN_CHANGE: break;
    default: return NULL;
    }
    return indicator_of(expr->call->arguments[0].value);
}

/* Of `x at 2023 - x at 2018`, the later one decides. */
static bool later_first(const struct expr *a, const struct expr *b)
{
    return a->period.freq == b->period.freq && a->period.ord > b->period.ord;
}

static void add_pull(struct pulls *pulls, const struct form *form, const struct expr *expr,
                     bool greater, bool alone)
{
    const struct reading *reading = pulls->reading;
    const struct expr *first = reading->quantities[form->terms[0].quantity].expr, *second;
    bool always_good, upward = (num_sign(&form->terms[0].factor) > 0) == greater;
    struct pull pull = {.expr = expr, .alone = alone};
    if (pulls->count == PULLS_MAX) return;
    pull.indicator = grows_with(first, &always_good);
    if (form->count == 2) {
        second = reading->quantities[form->terms[1].quantity].expr;
        bool pair = first->kind == EXPR_AT && second->kind == EXPR_AT &&
                    pull.indicator == indicator_of(second->a) &&
                    num_sign(&form->terms[0].factor) != num_sign(&form->terms[1].factor) &&
                    first->period.freq == second->period.freq;
        if (!pair) return;
        if (!later_first(first, second)) upward = !upward;
    } else if (first->kind == EXPR_AT) {
        struct num minus = num_int(-1);
        if (num_div(&pull.limit, &form->constant, &form->terms[0].factor) &&
            num_mul(&pull.limit, &pull.limit, &minus))
            pull.point = first;
    }
    if (!pull.indicator || form->count > 2) return;
    if (always_good && pull.indicator->better == BETTER_LOWER) upward = !upward;
    pull.upward = upward;
    pulls->items[pulls->count++] = pull;
}

static void find_pulls(struct pulls *pulls, const struct expr *expr, bool positive, bool alone)
{
    if (!expr || --pulls->steps < 0) return;
    switch (expr->kind) {
    case EXPR_SHARED: find_pulls(pulls, expr->a, positive, alone); return;
    case EXPR_NOT: find_pulls(pulls, expr->a, !positive, alone); return;
    case EXPR_AND:
    case EXPR_OR:
        alone = alone && (expr->kind == EXPR_AND) == positive;
        find_pulls(pulls, expr->a, positive, alone);
        find_pulls(pulls, expr->b, positive, alone);
        return;
    case EXPR_COMPARE: break;
    default: return;
    }
    bool ordering = expr->op != OPERATOR_EQUAL && expr->op != OPERATOR_NOT_EQUAL;
    bool greater = expr->op == OPERATOR_GREATER || expr->op == OPERATOR_GREATER_EQUAL;
    struct form a, b, form;
    if (expr->a->type != TYPE_NUMBER || !ordering || !reading_form(pulls->reading, expr->a, &a) ||
        !reading_form(pulls->reading, expr->b, &b) || !form_subtract(&form, &a, &b) ||
        !form.count || pulls->reading->space.full)
        return;
    add_pull(pulls, &form, expr, greater == positive, alone);
}

/* --- direction ----------------------------------------------------------------------------------- */

static bool has_direction(const struct indicator *indicator)
{
    return !indicator->common.broken &&
           (indicator->better == BETTER_HIGHER || indicator->better == BETTER_LOWER);
}

static bool goes_well(const struct pull *pull, bool good)
{
    return (pull->indicator->better == BETTER_HIGHER) == (pull->upward == good);
}

/* A band, or a second look at the same indicator from the other side, is meant so. */
static bool goes_both_ways(const struct pulls *pulls, const struct pull *pull)
{
    for (size_t i = 0; i < pulls->count; i++)
        if (pulls->items[i].indicator == pull->indicator && pulls->items[i].upward != pull->upward)
            return true;
    return false;
}

static void relate_better(struct check *check, struct finding *f, const struct indicator *indicator)
{
    struct span span = check_name(&indicator->common);
    for (const struct ast_clause *c = indicator->common.decl->clauses; c; c = c->next)
        if (c->kind == CLAUSE_BETTER) span = c->span;
    finding_relate(check->findings, f, location_of(span), "`%.*s` is better when it is %s",
                   STR_ARG(indicator->common.name),
                   indicator->better == BETTER_HIGHER ? "higher" : "lower");
}

static void report_direction(struct check *check, const struct pull *pull,
                             const struct outcome *outcome)
{
    bool good = outcome->word->standing == STANDING_POSITIVE;
    struct finding *f =
        finding_add(check->findings, FINDING_V08, pull->expr->span,
                    "`%.*s` comes here when `%.*s` is %s, and that is %s",
                    STR_ARG(outcome->word->text), STR_ARG(pull->indicator->common.name),
                    pull->upward ? "high" : "low", good ? "worse" : "better");
    relate_better(check, f, pull->indicator);
    finding_help(check->findings, f, "turn the comparison round, or mend `better`");
}

/* --- target -------------------------------------------------------------------------------------- */

/* The target that is due in the period of a figure, where it is known. */
static const struct declared_aim *target_of(const struct check *check, const struct pull *pull,
                                            struct num *value)
{
    struct days days = period_days(&check->t->calendar, pull->point->period);
    for (size_t i = 0; i < pull->indicator->target_count; i++) {
        const struct declared_aim *target = &pull->indicator->targets[i];
        if (target->days.last == days.last && target_value(pull->indicator, target, value))
            return target;
    }
    return NULL;
}

static bool is_only_positive(const struct rule *rule, const struct outcome *outcome)
{
    for (size_t i = 0; i < rule->outcome_count; i++)
        if (&rule->outcomes[i] != outcome && rule->outcomes[i].word &&
            rule->outcomes[i].word->standing == STANDING_POSITIVE)
            return false;
    return true;
}

/* The first word of `attainment` and `delivery` says that the target was met, `missed` that it was
 * not. */
static void check_own_target(struct check *check, const struct rule *rule,
                             const struct outcome *outcome, const struct pull *pull)
{
    struct num value;
    bool good = outcome->word->standing == STANDING_POSITIVE;
    bool met = outcome->word == criterion_word_for(rule->criterion, STANDING_POSITIVE);
    const struct declared_aim *target = pull->point ? target_of(check, pull, &value) : NULL;
    if (!target || !pull->alone || (good && !met)) return;
    int order = num_compare(&pull->limit, &value);
    if (order == 0) return;
    bool looser = (order > 0) == (pull->indicator->better == BETTER_LOWER);
    /* What misses more than the target by far is missed too, and the rest may be partly. */
    if (!good && looser) return;
    if (good && !looser && !is_only_positive(rule, outcome)) return;
    const struct unit *unit = pull->indicator->unit;
    struct str limit = number_words(check->scratch, &pull->limit, unit, pull->indicator->flavour);
    struct str wanted = number_words(check->scratch, &value, unit, pull->indicator->flavour);
    struct finding *f =
        finding_add(check->findings, FINDING_V08, pull->expr->span,
                    "the line for `%.*s` lies at %.*s here, and the target of `%.*s` at %.*s",
                    STR_ARG(outcome->word->text), STR_ARG(limit),
                    STR_ARG(pull->indicator->common.name), STR_ARG(wanted));
    finding_relate(check->findings, f, location_of(target->span), "the target");
    finding_help(check->findings, f,
                 "one of the two is not what was agreed: compare with target(%.*s), or mend the "
                 "target",
                 STR_ARG(pull->indicator->common.name));
}

/* --- rules --------------------------------------------------------------------------------------- */

static bool is_about_direction(const struct rule *rule)
{
    if (!rule->criterion || rule->common.broken) return false;
    switch (rule->criterion->id) {
    case CRITERION_DELIVERY:
    case CRITERION_ATTAINMENT:
    case CRITERION_EFFECTIVENESS:
    case CRITERION_SIDE_EFFECT: return true;
    default: return false;
    }
}

static void check_outcome(struct check *check, struct pulls *pulls, const struct rule *rule,
                          const struct outcome *outcome)
{
    bool good = outcome->word->standing == STANDING_POSITIVE;
    bool about_target =
        rule->criterion->id == CRITERION_ATTAINMENT || rule->criterion->id == CRITERION_DELIVERY;
    pulls->count = 0;
    pulls->steps = 200;
    find_pulls(pulls, outcome->condition, true, true);
    for (size_t i = 0; i < pulls->count; i++) {
        const struct pull *pull = &pulls->items[i];
        if (!has_direction(pull->indicator) || goes_both_ways(pulls, pull)) continue;
        if (!goes_well(pull, good))
            report_direction(check, pull, outcome);
        else if (about_target)
            check_own_target(check, rule, outcome, pull);
    }
}

void check_disagreement(struct check *check)
{
    struct arena *arena = arena_child(check->scratch);
    struct pulls *pulls = ARENA_NEW(check->scratch, struct pulls);
    uint64_t steps = 0; /* nothing is searched */
    pulls->reading = ARENA_NEW(check->scratch, struct reading);
    for (size_t i = 0; i < check->t->rules_count; i++) {
        const struct rule *rule = check->t->rules[i];
        if (!is_about_direction(rule)) continue;
        for (size_t k = 0; k < rule->outcome_count; k++) {
            const struct outcome *outcome = &rule->outcomes[k];
            if (!outcome->word || !outcome->condition) continue;
            if (outcome->word->standing != STANDING_POSITIVE &&
                outcome->word->standing != STANDING_NEGATIVE)
                continue;
            reading_begin(pulls->reading, check, arena, &steps);
            check_outcome(check, pulls, rule, outcome);
        }
    }
}
