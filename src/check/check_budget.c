/* C04: whether the money is there, and counted once. */
#include "check/check.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "check/amount.h"
#include "check/wording.h"
#include "theory/typing.h"

/* --- by year --------------------------------------------------------------------------------------- */

enum {
    YEARS_MAX = 10000,    /* of one budget */
    STEPS_MAX = 20000000, /* of all: a theory that is made to be slow gets no answer */
    ANCESTORS_MAX = 64
};

/* A budget beside the costs that it has to pay. The costs of years are kept as differences: what begins
 * in a year, and what ends in it. */
struct ledger {
    struct check *check;
    const struct amounts *budget;
    const struct actor *owner;  /* whose money it is; NULL: not said */
    struct days days;           /* costs outside are not the budget's */
    int32_t first;              /* year of its first amount */
    size_t count;               /* of years; 0: the budget is one sum */
    struct num *steps;          /* by year, and one behind */
    struct num total;           /* without years */
    const struct node **wholes; /* by node: what a measure is part of */
    const struct node **measures;
    size_t measure_count;
    bool exact; /* all sums could be worked out */
};

static int32_t year_of(const struct ledger *ledger, int32_t day)
{
    return period_of_day(&ledger->check->t->calendar, FREQ_YEAR, day).ord;
}

static void add_step(struct ledger *ledger, int64_t year, const struct num *amount)
{
    int64_t at = year - ledger->first;
    if (at < 0) at = 0;
    if (at > (int64_t)ledger->count) return;
    ledger->exact &= num_add(&ledger->steps[at], &ledger->steps[at], amount);
}

/* `amount` in each year from `first` to `last`. */
static void add_years(struct ledger *ledger, int32_t first, int32_t last, const struct num *amount)
{
    if (ledger->count) {
        struct num minus = num_neg(amount);
        if (last < ledger->first) return;
        add_step(ledger, first, amount);
        add_step(ledger, (int64_t)last + 1, &minus);
        return;
    }
    int32_t from = year_of(ledger, ledger->days.first), to = year_of(ledger, ledger->days.last);
    if (first < from) first = from;
    if (last > to) last = to;
    if (first > last) return;
    struct num years = num_int(last - first + 1), all;
    ledger->exact &= num_mul(&all, amount, &years) && num_add(&ledger->total, &ledger->total, &all);
}

/* A sum for all the days over which a measure runs: only where they lie in one year, or all within the
 * budget, is it known what part of it is the budget's. */
static void add_whole(struct ledger *ledger, const struct node *measure, const struct num *amount)
{
    const struct policy *policy = ledger->check->t->policy;
    struct days runs = ledger->days;
    if (measure->runs_said)
        runs = measure->runs;
    else if (policy && policy->period_said)
        runs = policy->period;
    if (ledger->count) {
        if (runs.last == DAY_MAX || year_of(ledger, runs.first) != year_of(ledger, runs.last))
            return;
        add_years(ledger, year_of(ledger, runs.first), year_of(ledger, runs.first), amount);
    } else if (days_contain(ledger->days, runs)) {
        ledger->exact &= num_add(&ledger->total, &ledger->total, amount);
    }
}

/* --- whose costs ------------------------------------------------------------------------------------- */

static bool is_below(const struct actor *actor, const struct actor *above)
{
    for (int i = 0; actor && i < ANCESTORS_MAX; i++, actor = actor->part_of)
        if (actor == above) return true;
    return false;
}

/* Costs that someone else pays do not come out of the budget. */
static bool is_ours(const struct ledger *ledger, const struct amounts *amounts)
{
    if (!amounts->payer) return true;
    return ledger->owner && is_below(amounts->payer, ledger->owner);
}

static bool can_meet(const struct unit *a, const struct unit *b)
{
    if (!a || !b || !unit_same_dimension(a, b)) return false;
    return !a->price_year || !b->price_year || a->price_year == b->price_year;
}

/* Whether its costs are in those of a measure that it is part of. */
static bool is_part(const struct ledger *ledger, const struct node *measure)
{
    const struct node *whole = measure;
    for (int i = 0; i < ANCESTORS_MAX; i++) {
        whole = ledger->wholes[whole->index];
        if (!whole || whole == measure) return false;
        if (whole->cost_count) return true;
    }
    return false;
}

/* Answers whether anything of the measure was counted. */
static bool add_measure(struct ledger *ledger, const struct node *measure)
{
    bool counted = false;
    for (size_t i = 0; i < measure->cost_count; i++) {
        const struct amounts *amounts = &measure->costs[i];
        struct num amount;
        if (!is_ours(ledger, amounts) || !can_meet(amounts->unit, ledger->budget->unit)) continue;
        struct num factor = unit_conversion(amounts->unit, ledger->budget->unit);
        if (amounts->whole && amount_low(amounts->whole, &amount) &&
            num_mul(&amount, &amount, &factor)) {
            add_whole(ledger, measure, &amount);
            counted = true;
        }
        for (size_t k = 0; k < amounts->count; k++) {
            const struct amount *item = &amounts->items[k];
            if (!amount_low(item->low, &amount) || !num_mul(&amount, &amount, &factor)) continue;
            add_years(ledger, year_of(ledger, item->days.first), year_of(ledger, item->days.last),
                      &amount);
            counted = true;
        }
    }
    return counted;
}

/* --- comparing --------------------------------------------------------------------------------------- */

static void relate_measures(struct ledger *ledger, struct finding *f)
{
    for (size_t i = 0; i < ledger->measure_count && i < CHECK_PLACES; i++)
        finding_relate(ledger->check->findings, f, location_of(ledger->measures[i]->costs[0].span),
                       "the costs of `%.*s`", STR_ARG(ledger->measures[i]->common.name));
    finding_help(ledger->check->findings, f,
                 "mend the budget or the costs; what someone else pays is said so: costs 2021: 3 "
                 "[MEUR] for municipalities");
}

/* "6.5 and the budget is 5" */
static struct str figures(struct ledger *ledger, const struct num *costs, const struct num *budget)
{
    struct arena *arena = ledger->check->scratch;
    const struct unit *unit = ledger->budget->unit;
    return str_printf(arena, "%.*s %.*s, and the budget is %.*s",
                      STR_ARG(word_number(ledger->check, costs)), STR_ARG(unit_phrase(unit)),
                      STR_ARG(word_number(ledger->check, budget)));
}

static void compare_total(struct ledger *ledger)
{
    struct num budget;
    struct amount whole = {.low = ledger->budget->whole};
    if (!ledger->exact || !amount_high(&whole, &budget)) return;
    if (num_compare(&ledger->total, &budget) <= 0) return;
    struct finding *f = finding_add(ledger->check->findings, FINDING_C04, ledger->budget->span,
                                    "the measures cost at least %.*s",
                                    STR_ARG(figures(ledger, &ledger->total, &budget)));
    relate_measures(ledger, f);
}

/* The first year in which the costs pass the budget; of the others how many. */
static void compare_years(struct ledger *ledger)
{
    struct num *budget = ARENA_ARRAY(ledger->check->scratch, struct num, ledger->count + 1);
    bool *known = ARENA_ARRAY(ledger->check->scratch, bool, ledger->count + 1);
    for (size_t i = 0; i < ledger->budget->count; i++) {
        const struct amount *item = &ledger->budget->items[i];
        struct num high;
        if (!amount_high(item, &high)) continue;
        int32_t last = year_of(ledger, item->days.last);
        for (int32_t y = year_of(ledger, item->days.first); y <= last; y++) {
            budget[y - ledger->first] = high;
            known[y - ledger->first] = true;
        }
    }
    struct num costs = num_int(0), first_costs = costs;
    size_t over = 0, first = 0;
    for (size_t i = 0; i < ledger->count && ledger->exact; i++) {
        ledger->exact &= num_add(&costs, &costs, &ledger->steps[i]);
        if (!known[i] || num_compare(&costs, &budget[i]) <= 0) continue;
        if (over++) continue;
        first = i;
        first_costs = costs;
    }
    if (!over || !ledger->exact) return;
    struct str more = STR("");
    if (over > 1)
        more = str_printf(ledger->check->scratch, "; it is too little in %zu more year%s", over - 1,
                          over > 2 ? "s" : "");
    struct finding *f = finding_add(
        ledger->check->findings, FINDING_C04, ledger->budget->span,
        "in %d the measures cost at least %.*s%.*s", (int)(ledger->first + (int32_t)first),
        STR_ARG(figures(ledger, &first_costs, &budget[first])), STR_ARG(more));
    relate_measures(ledger, f);
}

/* Opens the ledger of a budget; false when it says nothing that costs can be held against. */
static bool open_ledger(struct ledger *ledger, size_t *steps_left)
{
    const struct amounts *budget = ledger->budget;
    const struct policy *policy = ledger->check->t->policy;
    ledger->days = (struct days){DAY_MIN, DAY_MAX};
    ledger->exact = true;
    if (!budget->unit) return false;
    if (policy && policy->period_said) ledger->days = policy->period;
    if (budget->whole) return true;
    if (!budget->count) return false;
    int32_t last = ledger->first = year_of(ledger, budget->items[0].days.first);
    for (size_t i = 0; i < budget->count; i++) {
        int32_t from = year_of(ledger, budget->items[i].days.first);
        int32_t to = year_of(ledger, budget->items[i].days.last);
        if (from < ledger->first) ledger->first = from;
        if (to > last) last = to;
    }
    size_t years = (size_t)(last - ledger->first) + 1;
    if (years > YEARS_MAX || years > *steps_left) return false;
    *steps_left -= years;
    ledger->count = years;
    ledger->steps = ARENA_ARRAY(ledger->check->scratch, struct num, years + 2);
    return true;
}

/* Holds the costs of these measures against a budget. */
static void compare_budget(struct ledger ledger, const struct node **measures, size_t count,
                           size_t *steps_left)
{
    struct check *check = ledger.check;
    if (!count || !open_ledger(&ledger, steps_left)) return;
    ledger.measures = ARENA_ARRAY(check->scratch, const struct node *, count + 1);
    for (size_t i = 0; i < count; i++) {
        bool proposed =
            str_equal(word_text(WORDS_MEASURE_STATUS, measures[i]->status), STR("proposed"));
        if (proposed || is_part(&ledger, measures[i])) continue;
        if (add_measure(&ledger, measures[i]))
            ledger.measures[ledger.measure_count++] = measures[i];
    }
    if (ledger.count)
        compare_years(&ledger);
    else
        compare_total(&ledger);
}

static int compare_themes(const void *left, const void *right)
{
    const struct node *const *a = left, *const *b = right;
    uint32_t x = (*a)->common.theme->common.decl->span.start;
    uint32_t y = (*b)->common.theme->common.decl->span.start;
    if (x != y) return x < y ? -1 : 1;
    return ((*a)->index > (*b)->index) - ((*a)->index < (*b)->index);
}

/* --- parts beside their whole ------------------------------------------------------------------------ */

struct parts {
    struct num total; /* of the parts */
    size_t count;
    bool known;
};

/* By node: what its parts cost together. */
static struct parts *add_parts(struct check *check, const struct node **wholes)
{
    const struct theory *t = check->t;
    struct parts *parts = ARENA_ARRAY(check->scratch, struct parts, t->nodes_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        struct num total;
        if (node->level != LEVEL_MEASURE || !node->cost_count) continue;
        const struct node *whole = wholes[i];
        if (!whole || !whole->cost_count) continue;
        struct parts *of = &parts[whole->index];
        if (!of->count++) *of = (struct parts){num_int(0), 1, true};
        if (!can_meet(node->costs[0].unit, whole->costs[0].unit) ||
            !amount_total(t, node, &total)) {
            of->known = false;
            continue;
        }
        struct num factor = unit_conversion(node->costs[0].unit, whole->costs[0].unit);
        of->known &= num_mul(&total, &total, &factor) && num_add(&of->total, &of->total, &total);
    }
    return parts;
}

static void check_parts(struct check *check, const struct node **wholes)
{
    const struct theory *t = check->t;
    const struct parts *parts = add_parts(check, wholes);
    struct finding **said = ARENA_ARRAY(check->scratch, struct finding *, t->nodes_count + 1);
    size_t *shown = ARENA_ARRAY(check->scratch, size_t, t->nodes_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++) {
        struct num total;
        const struct node *node = t->nodes[i];
        if (!parts[i].count || !parts[i].known || !amount_total(t, node, &total)) continue;
        if (num_is_zero(&total) || num_compare(&total, &parts[i].total) != 0) continue;
        said[i] = finding_add(check->findings, FINDING_C04, node->costs[0].span,
                              "the costs of `%.*s` are those of its parts: added up, the money is "
                              "counted twice",
                              STR_ARG(node->common.name));
        finding_help(check->findings, said[i], "say costs either of the whole or of its parts");
    }
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->level != LEVEL_MEASURE || !node->cost_count) continue;
        const struct node *whole = wholes[i];
        if (!whole || !said[whole->index] || shown[whole->index]++ >= CHECK_PLACES) continue;
        finding_relate(check->findings, said[whole->index], location_of(node->costs[0].span),
                       "the costs of its part `%.*s`", STR_ARG(node->common.name));
    }
}

void check_budget(struct check *check)
{
    const struct theory *t = check->t;
    const struct node **measures =
        ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1);
    size_t count = 0, steps_left = STEPS_MAX;
    for (size_t i = 0; i < t->nodes_count; i++)
        if (t->nodes[i]->level == LEVEL_MEASURE && t->nodes[i]->cost_count)
            measures[count++] = t->nodes[i];
    struct ledger ledger = {.check = check, .wholes = amount_wholes(t, check->scratch)};
    if (t->policy && t->policies_count == 1 && t->policy->budget) {
        ledger.budget = t->policy->budget;
        ledger.owner = t->policy->common.owner;
        compare_budget(ledger, measures, count, &steps_left);
    }
    /* Then by theme: those of one stand together. */
    size_t themed = 0;
    for (size_t i = 0; i < count; i++)
        if (measures[i]->common.theme) measures[themed++] = measures[i];
    qsort(measures, themed, sizeof *measures, compare_themes);
    for (size_t from = 0, to; from < themed; from = to) {
        const struct theme *theme = measures[from]->common.theme;
        for (to = from; to < themed && measures[to]->common.theme == theme;) to++;
        if (!theme->budget) continue;
        ledger.budget = theme->budget;
        ledger.owner = theme->common.owner;
        compare_budget(ledger, &measures[from], to - from, &steps_left);
    }
    check_parts(check, ledger.wholes);
}
