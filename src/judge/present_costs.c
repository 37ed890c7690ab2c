/* What measures cost, for the report: those whose costs a rule asks for. */
#include "base/calendar.h"
#include "builtin/money.h"
#include "builtin/series.h"
#include "judge/present.h"

/* --- which measures ---------------------------------------------------------------------------- */

struct cost_search {
    struct judge *judge;
    struct expr_walk *walk;
    bool *asked;      /* by node */
    bool *indicators; /* by indicator: walked through */
};

static void find_costs(void *context, struct expr *expr)
{
    struct cost_search *search = context;
    if (expr->kind == EXPR_COSTS) search->asked[expr->node->index] = true;
    if (expr->kind != EXPR_INDICATOR || search->indicators[expr->indicator->index]) return;
    search->indicators[expr->indicator->index] = true;
    if (!search->judge->given) expr_walk(search->walk, expr->indicator->value);
}

static const bool *costs_asked(struct judge *judge, const struct selection *selection)
{
    const struct theory *t = judge->t;
    struct expr_walk walk;
    struct cost_search search = {
        .judge = judge,
        .walk = &walk,
        .asked = ARENA_ARRAY(judge->arena, bool, t->nodes_count + 1),
        .indicators = ARENA_ARRAY(judge->arena, bool, t->indicators_count + 1),
    };
    expr_walk_begin(&walk, judge->arena, t->shared_count, find_costs, &search);
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (!selection->rules[i]) continue;
        for (size_t k = 0; k < rule->need_count; k++) expr_walk(&walk, rule->needs[k]);
        for (size_t k = 0; k < rule->outcome_count; k++)
            expr_walk(&walk, rule->outcomes[k].condition);
    }
    return search.asked;
}

/* --- one measure ------------------------------------------------------------------------------- */

static struct cell sum_of(struct judge *judge, const struct run *run)
{
    struct value series = {.kind = VALUE_RUN, .run = *run}, total;
    struct call call = {.arena = judge->arena, .across = true, .arguments = &series};
    series_total(&call, &total);
    return total.cell;
}

struct cell costs_present_value(struct judge *judge, const struct run *run, const struct num *rate)
{
    struct value series = {.kind = VALUE_RUN, .run = *run}, value;
    struct call call = {
        .arena = judge->arena,
        .calendar = &judge->t->calendar,
        .across = true,
        .arguments = &series,
        .rate = *rate,
        .value_year = value_year(judge, run),
    };
    money_present_value(&call, &value);
    return value.cell;
}

static void present_cost_pers(struct judge *judge, const struct node *measure,
                              struct result_cost *cost)
{
    struct result_cost_per *pers =
        ARENA_ARRAY(judge->arena, struct result_cost_per, judge->cost_use_count + 1);
    for (size_t i = 0; i < judge->cost_use_count; i++) {
        const struct cost_use *use = &judge->cost_uses[i];
        if (use->measure != measure) continue;
        const struct unit *unit = use->expr->unit;
        pers[cost->per_count++] = (struct result_cost_per){
            .text = source_words(judge->arena, judge->t->sources, use->expr->span),
            .point = present_cell(judge, &use->point, unit, FLAVOUR_NONE),
            .result = present_cell(judge, &use->result, unit, FLAVOUR_NONE),
            .unbounded = use->unbounded,
        };
    }
    cost->pers = pers;
}

static struct result_cost present_cost(struct judge *judge, struct node *measure)
{
    struct context context = context_begin(judge);
    struct run run = costs_run(&context, measure);
    const struct unit *unit =
        measure->cost_count && measure->costs[0].unit ? measure->costs[0].unit : &unit_none;
    struct cell total = sum_of(judge, &run);
    struct cell present = costs_present_value(judge, &run, &judge->t->discount.rate);
    struct result_cost cost = {
        .name = measure->common.name,
        .title = measure->common.title,
        .unit = unit->label,
        .prices = unit->price_year,
        .total = present_cell(judge, &total, unit, FLAVOUR_NONE),
        .present_value = present_cell(judge, &present, unit, FLAVOUR_NONE),
    };
    struct result_amount *years = ARENA_ARRAY(judge->arena, struct result_amount, run.count + 1);
    for (size_t i = 0; i < run.count; i++)
        years[cost.year_count++] = (struct result_amount){
            .period = period_text(judge->arena, period_year(run.first + (int32_t)i)),
            .value = present_cell(judge, &run.cells[i], unit, FLAVOUR_NONE),
        };
    cost.years = years;
    present_cost_pers(judge, measure, &cost);
    return cost;
}

void present_costs(struct judge *judge, const struct selection *selection, struct result *result)
{
    const struct theory *t = judge->t;
    const bool *asked = costs_asked(judge, selection);
    struct result_cost *costs = ARENA_ARRAY(judge->arena, struct result_cost, t->nodes_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++)
        if (asked[i]) costs[result->cost_count++] = present_cost(judge, t->nodes[i]);
    result->costs = costs;
    result->discount = present_discount(judge, &t->discount);
    result->discount.used = judge->discounted;
    for (size_t i = 0; i < result->cost_count; i++)
        result->discount.used |=
            costs[i].present_value.kind == RESULT_NUMBER && costs[i].total.kind == RESULT_NUMBER &&
            num_compare(&costs[i].present_value.number, &costs[i].total.number) != 0;
}

struct result_discount present_discount(struct judge *judge, const struct discount *discount)
{
    struct run none = {.freq = FREQ_YEAR};
    const struct policy *policy = judge->t->policy;
    bool known = policy && policy->period_said;
    return (struct result_discount){
        .rate = discount->rate,
        .source = discount->source,
        .usual = !discount->said,
        .to = known ? period_text(judge->arena, value_year(judge, &none)) : STR(""),
    };
}
