/* What measures cost, by year (language.md §4, "Costs"). */
#include "base/bug.h"
#include "base/calendar.h"
#include "judge/evaluate.h"

/* What one `costs` clause says of a year. */
struct year {
    struct period period;
    struct days days;
};

static struct cell not_named(struct context *context, const struct amounts *amounts)
{
    return cell_missing_at(context->judge->arena, REASON_NO_COSTS,
                           STR("no costs are stated for this year of the measure"),
                           location_of(amounts->span));
}

/* The figure of an amount, uncertain where it is `low .. high`. */
static struct cell amount_cell(struct context *context, const struct amount *amount)
{
    struct value low = evaluate(context, amount->low);
    if (!amount->high || low.kind != VALUE_CELL) return low.cell;
    struct value high = evaluate(context, amount->high);
    if (low.cell.missing || high.cell.missing) return low.cell.missing ? low.cell : high.cell;
    struct cell sum = cell_arithmetic(context->judge->arena, '+', &low.cell, &high.cell, true);
    struct num half = num_decimal(5, 1);
    struct cell middle = cell_scale(context->judge->arena, &sum, &half);
    struct interval *interval = ARENA_NEW(context->judge->arena, struct interval);
    *interval = (struct interval){low.cell.value, high.cell.value};
    middle.interval = interval;
    struct span written = {amount->low->span.start, amount->high->span.end};
    return chance_cell(context, written, &middle, false);
}

/* The years over which the measure runs: said, or those that its costs name; false: not known. */
static bool runs_of(const struct judge *judge, const struct node *measure,
                    const struct amounts *amounts, struct days *runs)
{
    const struct policy *policy = judge->t->policy;
    if (measure->runs_said) {
        *runs = measure->runs;
        if (runs->last == DAY_MAX && policy && policy->period_said)
            runs->last = policy->period.last;
        return runs->last != DAY_MAX;
    }
    if (!amounts->whole || !policy || !policy->period_said || policy->period.last == DAY_MAX)
        return false;
    *runs = policy->period; /* a bare amount: the policy's period, from `adopted` */
    if (measure->adopted_said && measure->adopted.first > runs->first)
        runs->first = measure->adopted.first;
    return runs->first <= runs->last;
}

static int32_t overlap(struct days a, struct days b)
{
    int32_t first = a.first > b.first ? a.first : b.first;
    int32_t last = a.last < b.last ? a.last : b.last;
    return last < first ? 0 : last - first + 1;
}

/* A total spread over the days of the runs. */
static struct cell spread_total(struct context *context, const struct amounts *amounts,
                                const struct cell *total, struct days runs, bool known,
                                struct year year)
{
    if (!known)
        return cell_missing_at(context->judge->arena, REASON_NO_COSTS,
                               STR("it is not said over which years this amount runs"),
                               location_of(amounts->span));
    struct num days = num_int(overlap(runs, year.days)), all = num_int(days_count(runs)), part;
    if (!num_div(&part, &days, &all)) BUG("a measure that runs for no day");
    return cell_scale(context->judge->arena, total, &part);
}

static struct cell cost_in_year(struct context *context, const struct node *measure,
                                const struct amounts *amounts, const struct value *whole,
                                struct year year)
{
    for (size_t i = 0; i < amounts->count; i++)
        if (days_overlap(amounts->items[i].days, year.days))
            return amount_cell(context, &amounts->items[i]);
    struct days runs = {0, -1};
    bool known = runs_of(context->judge, measure, amounts, &runs);
    if (whole && whole->kind == VALUE_RUN)
        return run_at(context->judge->arena, &whole->run, year.period);
    if (whole) return spread_total(context, amounts, &whole->cell, runs, known, year);
    struct num nothing = num_int(0);
    if (!measure->runs_said || !days_overlap(runs, year.days)) return cell_of(&nothing);
    return not_named(context, amounts);
}

static void widen(struct days *all, struct days days, bool *any)
{
    if (!*any || days.first < all->first) all->first = days.first;
    if (days.last != DAY_MAX && (!*any || days.last > all->last)) all->last = days.last;
    *any = true;
}

/* The days of which anything can be asked: the policy's period, the runs, the years named. */
static bool extent_of(const struct judge *judge, const struct node *measure, struct days *days)
{
    const struct policy *policy = judge->t->policy;
    bool any = false;
    *days = (struct days){0, -1};
    if (policy && policy->period_said) widen(days, policy->period, &any);
    if (measure->runs_said) widen(days, measure->runs, &any);
    for (size_t i = 0; i < measure->cost_count; i++)
        for (size_t k = 0; k < measure->costs[i].count; k++)
            widen(days, measure->costs[i].items[k].days, &any);
    return any && days->last >= days->first;
}

static struct cell total_in_year(struct context *context, const struct node *measure,
                                 const struct value *wholes, struct year year)
{
    struct num nothing = num_int(0);
    struct cell total = cell_of(&nothing);
    struct arena *arena = context->judge->arena;
    if (!measure->cost_count)
        return cell_missing_at(arena, REASON_NO_COSTS, STR("the measure states no costs"),
                               location_of(measure->common.decl->name.span));
    for (size_t i = 0; i < measure->cost_count; i++) {
        const struct amounts *amounts = &measure->costs[i];
        struct cell cell =
            cost_in_year(context, measure, amounts, amounts->whole ? &wholes[i] : NULL, year);
        if (i && amounts->unit && measure->costs[0].unit) {
            struct num factor = unit_conversion(amounts->unit, measure->costs[0].unit);
            cell = cell_scale(arena, &cell, &factor);
        }
        total = cell_arithmetic(arena, '+', &total, &cell, true);
    }
    return total;
}

struct run costs_run(struct context *context, struct node *measure)
{
    struct judge *judge = context->judge;
    struct run run = {.by_period = true, .freq = FREQ_YEAR};
    struct days days;
    if (!extent_of(judge, measure, &days)) return run;
    const struct calendar *calendar = &judge->t->calendar;
    run.first = period_of_day(calendar, FREQ_YEAR, days.first).ord;
    int32_t last = period_of_day(calendar, FREQ_YEAR, days.last).ord;
    run.count = (size_t)(last - run.first + 1);
    struct value *wholes = ARENA_ARRAY(judge->arena, struct value, measure->cost_count + 1);
    struct context plain = context_begin(judge);
    for (size_t i = 0; i < measure->cost_count; i++)
        if (measure->costs[i].whole) wholes[i] = evaluate(&plain, measure->costs[i].whole);
    struct cell *cells = ARENA_ARRAY(judge->arena, struct cell, run.count + 1);
    for (size_t i = 0; i < run.count; i++) {
        struct year year = {.period = {FREQ_YEAR, run.first + (int32_t)i}};
        year.days = period_days(calendar, year.period);
        cells[i] = total_in_year(&plain, measure, wholes, year);
    }
    run.cells = cells;
    return run;
}
