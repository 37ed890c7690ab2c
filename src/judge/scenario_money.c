/* Scenarios: what measures cost, and the budget to keep to. */
#include "base/bug.h"
#include "base/calendar.h"
#include "builtin/series.h"
#include "judge/comparing.h"
#include "judge/present.h"
#include "theory/typing.h"

/* --- the unit of money ------------------------------------------------------------------------- */

static const struct unit *money_unit(const struct theory *t)
{
    if (t->policy && t->policy->budget && t->policy->budget->unit) return t->policy->budget->unit;
    for (size_t i = 0; i < t->themes_count; i++)
        if (t->themes[i]->budget && t->themes[i]->budget->unit) return t->themes[i]->budget->unit;
    for (size_t i = 0; i < t->nodes_count; i++)
        if (t->nodes[i]->cost_count && t->nodes[i]->costs[0].unit)
            return t->nodes[i]->costs[0].unit;
    return NULL;
}

struct result_value money_value(struct comparing *c, const struct num *amount)
{
    struct cell cell = cell_of(amount);
    return present_cell(&c->s->judge, &cell, c->unit ? c->unit : &unit_none, FLAVOUR_NONE);
}

static struct cell cannot(struct comparing *c, const struct node *measure, struct str why)
{
    return cell_missing_at(c->arena, REASON_NO_COSTS, why,
                           location_of(measure->common.decl->name.span));
}

/* --- the costs of a measure -------------------------------------------------------------------- */

/* By node: whether a measure that is part of it states costs. */
static const bool *mark_wholes(struct comparing *c)
{
    bool *marked = ARENA_ARRAY(c->arena, bool, c->t->nodes_count + 1);
    for (size_t i = 0; i < c->t->nodes_count; i++) {
        const struct node *node = c->t->nodes[i];
        if (node->whole && node->cost_count) marked[node->whole->index] = true;
    }
    return marked;
}

static struct cell price(struct comparing *c, struct node *measure, struct run *run,
                         bool has_priced_part)
{
    struct num nothing = num_int(0);
    const struct policy *policy = c->t->policy;
    if (measure->whole && measure->whole->cost_count) return cell_of(&nothing); /* in the whole's */
    if (!measure->cost_count && has_priced_part) return cell_of(&nothing);      /* in its parts' */
    if (!measure->cost_count) return cannot(c, measure, STR("the measure states no costs"));
    const struct unit *unit = measure->costs[0].unit;
    if (!unit || !c->unit || !unit_same_dimension(unit, c->unit))
        return cannot(c, measure, STR("its costs stand in another unit than the others"));
    if (unit->price_year && c->unit->price_year && unit->price_year != c->unit->price_year)
        return cannot(c, measure,
                      str_printf(c->arena,
                                 "its costs stand in prices of %d, the others in prices "
                                 "of %d",
                                 unit->price_year, c->unit->price_year));
    struct context context = context_begin(&c->s->judge);
    struct run all = costs_run(&context, measure);
    if (policy->period_said) all = run_cut(&context, &all, policy->period);
    struct value series = {.kind = VALUE_RUN, .run = all}, total;
    struct call call = {.arena = c->arena, .across = true, .arguments = &series};
    series_total(&call, &total);
    struct num factor = unit_conversion(unit, c->unit);
    struct cell *cells = ARENA_ARRAY(c->arena, struct cell, all.count + 1);
    for (size_t i = 0; i < all.count; i++) cells[i] = cell_scale(c->arena, &all.cells[i], &factor);
    *run = all;
    run->cells = cells;
    if (!all.count) return cannot(c, measure, STR("no costs fall in the policy's period"));
    return cell_scale(c->arena, &total.cell, &factor);
}

void comparing_price(struct comparing *c)
{
    const bool *wholes = mark_wholes(c);
    c->unit = money_unit(c->t);
    c->costs = ARENA_ARRAY(c->arena, struct cell, c->t->nodes_count + 1);
    c->runs = ARENA_ARRAY(c->arena, struct run, c->t->nodes_count + 1);
    for (size_t i = 0; i < c->t->nodes_count; i++) {
        struct node *node = c->t->nodes[i];
        if (node->level == LEVEL_MEASURE) c->costs[i] = price(c, node, &c->runs[i], wholes[i]);
    }
}

/* --- changes ----------------------------------------------------------------------------------- */

/* `amount` after a change: by a part of it, or by an amount of money. */
static bool change(const struct comparing *c, const struct expr *by, struct num *amount)
{
    struct num value, part;
    if (!by || !constant_value(by, &value)) return false;
    if (unit_is_plain(by->unit)) {
        if (!num_mul(&part, &value, &by->unit->scale)) return false;
        return num_mul(&part, &part, amount) && num_add(amount, amount, &part);
    }
    if (!c->unit || !unit_same_dimension(by->unit, c->unit)) return false;
    struct num factor = unit_conversion(by->unit, c->unit);
    return num_mul(&value, &value, &factor) && num_add(amount, amount, &value);
}

void variant_price(struct variant *v)
{
    struct comparing *c = v->c;
    v->costs = arena_copy(c->arena, c->costs, (c->t->nodes_count + 1) * sizeof *c->costs);
    for (size_t i = 0; v->scenario && i < v->scenario->change_count; i++) {
        const struct scenario_change *changed = &v->scenario->changes[i];
        if (!changed->measure) continue;
        struct cell *cell = &v->costs[changed->measure->index];
        if (!cell_known(cell)) continue;
        cell->interval = NULL;
        if (!change(c, changed->by, &cell->value))
            *cell = cannot(c, changed->measure, STR("the change can't be worked out"));
        else if (num_sign(&cell->value) < 0)
            variant_note(v,
                         "%.*s would cost less than nothing: the change is larger than its costs.",
                         STR_ARG(changed->measure->common.name));
    }
}

struct num variant_sum(const struct variant *v, size_t *unpriced)
{
    struct num sum = num_int(0);
    *unpriced = 0;
    for (size_t i = 0; i < v->c->t->nodes_count; i++) {
        if (!fate_stays(v->fates[i])) continue;
        if (!cell_known(&v->costs[i]) || !num_add(&sum, &sum, &v->costs[i].value)) ++*unpriced;
    }
    return sum;
}

/* --- the budget -------------------------------------------------------------------------------- */

static bool add_item(struct comparing *c, const struct amounts *budget, const struct amount *item,
                     struct num *sum)
{
    struct context context = context_begin(&c->s->judge);
    struct value low = evaluate(&context, item->low);
    struct num amount, half = num_decimal(5, 1);
    struct days days = item->days;
    const struct policy *policy = c->t->policy;
    if (low.kind != VALUE_CELL || !cell_known(&low.cell)) return false;
    amount = low.cell.value;
    if (item->high) {
        struct value high = evaluate(&context, item->high);
        if (high.kind != VALUE_CELL || !cell_known(&high.cell) ||
            !num_add(&amount, &amount, &high.cell.value) || !num_mul(&amount, &amount, &half))
            return false;
    }
    if (policy->period_said) {
        if (days.first < policy->period.first) days.first = policy->period.first;
        if (days.last > policy->period.last) days.last = policy->period.last;
    }
    if (days.last < days.first) return true;
    const struct calendar *calendar = &c->t->calendar;
    struct num factor = unit_conversion(budget->unit, c->unit);
    struct num years = num_int(period_of_day(calendar, FREQ_YEAR, days.last).ord -
                               period_of_day(calendar, FREQ_YEAR, days.first).ord + 1);
    return num_mul(&amount, &amount, &years) && num_mul(&amount, &amount, &factor) &&
           num_add(sum, sum, &amount);
}

/* A budget over the policy's period, in the unit of money. */
static bool add_budget(struct comparing *c, const struct amounts *budget, struct num *sum)
{
    bool meets = budget->unit && c->unit && unit_same_dimension(budget->unit, c->unit) &&
                 (!budget->unit->price_year || !c->unit->price_year ||
                  budget->unit->price_year == c->unit->price_year);
    if (!meets) return false;
    if (budget->whole) {
        struct num amount, factor = unit_conversion(budget->unit, c->unit);
        return constant_value(budget->whole, &amount) && num_mul(&amount, &amount, &factor) &&
               num_add(sum, sum, &amount);
    }
    for (size_t i = 0; i < budget->count; i++)
        if (!add_item(c, budget, &budget->items[i], sum)) return false;
    return budget->count > 0;
}

/* What the scenario's budget is a change of. */
static bool base_budget(struct variant *v, struct num *base, struct str *of)
{
    struct comparing *c = v->c;
    const struct theory *t = c->t;
    *base = num_int(0);
    if (t->policy->budget && add_budget(c, t->policy->budget, base)) {
        *of = STR("the budget of the policy");
        return true;
    }
    bool any = false, all = true;
    *base = num_int(0);
    for (size_t i = 0; i < t->themes_count; i++) {
        if (!t->themes[i]->budget) continue;
        all &= add_budget(c, t->themes[i]->budget, base);
        any = true;
    }
    *of = STR("the budgets of the themes");
    if (any && all) return true;
    struct variant whole = *v;
    size_t unpriced;
    whole.fates = c->base;
    whole.costs = c->costs;
    *base = variant_sum(&whole, &unpriced);
    *of = STR("what the measures cost");
    if (c->unit && !unpriced) return true;
    variant_note(v, c->unit
                        ? "There is no budget, and not all costs of measures are known: what the "
                          "budget of this scenario is can't be worked out."
                        : "There is no budget and no measure states its costs: what the budget "
                          "of this scenario is can't be worked out.");
    return false;
}

bool variant_budget(struct variant *v, struct num *limit)
{
    struct comparing *c = v->c;
    struct scenario_budget *budget = &v->result->budget;
    const struct expr *asked = v->scenario ? v->scenario->budget : NULL;
    struct num base, value;
    if (!asked || !base_budget(v, &base, &budget->of)) return false;
    if (!constant_value(asked, &value)) return false;
    *limit = base;
    bool amount = !unit_is_plain(asked->unit);
    struct num nothing = num_int(0);
    if (amount && num_sign(&value) >= 0) *limit = nothing; /* an amount of its own */
    if (!change(c, asked, limit)) {
        variant_note(v, "The budget of this scenario stands in another unit than the costs.");
        return false;
    }
    budget->asked = source_words(c->arena, c->t->sources, asked->span);
    budget->base = money_value(c, &base);
    budget->limit = money_value(c, limit);
    v->result->has_budget = true;
    return true;
}
