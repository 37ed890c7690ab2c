/* C: scenarios: what would be done with less, or more. */
#include "check/check.h"

#include "base/calendar.h"
#include "check/wording.h"
#include "theory/typing.h"
#include "theory/variant.h"

/* --- a fifth less ---------------------------------------------------------------------------------- */

/* Whether it works out a budget that is a fifth smaller, or smaller still. */
static bool is_fifth_less(const struct scenario *scenario)
{
    struct num change, fifth = num_decimal(-2, 1);
    if (!scenario->budget) return false;
    if (scenario->budget->kind == EXPR_ERROR) return true; /* reported */
    return constant_value(scenario->budget, &change) && num_compare(&change, &fifth) <= 0;
}

void check_fifth_less(struct check *check)
{
    const struct theory *t = check->t;
    for (size_t i = 0; i < t->scenarios_count; i++)
        if (is_fifth_less(t->scenarios[i]) || t->scenarios[i]->common.decl->broken) return;
    for (size_t i = 0; i < t->policies_count; i++) {
        const struct policy *policy = t->policies[i];
        if (!policy->budget) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_C05, check_name(&policy->common),
                        "`%.*s` has a budget, and no scenario says what a fifth less would mean",
                        STR_ARG(policy->common.name));
        finding_relate(check->findings, f, location_of(policy->budget->span), "the budget");
        finding_help(check->findings, f,
                     "add one: scenario fifth_less \"A fifth less\" { budget -20%%  drop … }");
    }
}

/* --- what is dropped ------------------------------------------------------------------------------- */

/* Scratch for the scenarios, one after the other. */
struct drops {
    struct check *check;
    enum fate *fates; /* by node */
    bool *reached;    /* by node: a measure of the scenario leads there */
    bool *usual;      /* by node: one does as it is */
    const struct node **queue;
    uint64_t steps_left; /* all scenarios together */
};

enum { SCENARIO_STEPS = 20000000 /* a theory that is made to be slow gets no answer */ };

static void reach(struct drops *drops, bool *reached)
{
    uint64_t steps = variant_reach(drops->check->t, drops->fates, reached, drops->queue);
    drops->steps_left -= steps < drops->steps_left ? steps : drops->steps_left;
}

static void report_lost(struct drops *drops, const struct scenario *scenario,
                        const struct node *lost, size_t count)
{
    struct check *check = drops->check;
    const struct theory *t = check->t;
    const struct ast_clause *drop = decl_clause(scenario->common.decl, CLAUSE_DROP);
    struct finding *f =
        finding_add(check->findings, FINDING_C06, drop ? drop->span : check_name(&scenario->common),
                    "in the scenario `%.*s` no measure leads to the %.*s `%.*s` any more",
                    STR_ARG(scenario->common.name), STR_ARG(decl_keyword(lost->common.decl->kind)),
                    STR_ARG(lost->common.name));
    size_t shown = 0;
    for (size_t i = 0; i < t->nodes_count && shown < count && shown < CHECK_PLACES; i++) {
        if (!drops->usual[i] || drops->reached[i]) continue;
        if (t->nodes[i]->level == LEVEL_MEASURE) continue;
        finding_relate(check->findings, f, location_of(check_name(&t->nodes[i]->common)),
                       "nothing leads to `%.*s` then", STR_ARG(t->nodes[i]->common.name));
        shown++;
    }
    finding_help(check->findings, f,
                 "give another measure that leads there, or say in a `note` of the scenario that "
                 "this goal is given up");
}

static void check_scenario(struct drops *drops, const struct scenario *scenario)
{
    const struct theory *t = drops->check->t;
    const struct node *lost = NULL;
    size_t count = 0;
    variant_of(t, scenario, drops->fates);
    reach(drops, drops->reached);
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (!drops->usual[i] || drops->reached[i]) continue;
        if (node->level != LEVEL_EFFECT && node->level != LEVEL_IMPACT) continue;
        /* The impact is what is lost; the effects on the way are shown beside it. */
        if (!lost || node->level > lost->level) lost = node;
        count++;
    }
    if (lost) report_lost(drops, scenario, lost, count);
}

void check_goal_dropped(struct check *check)
{
    const struct theory *t = check->t;
    struct drops drops = {
        .check = check,
        .fates = ARENA_ARRAY(check->scratch, enum fate, t->nodes_count + 1),
        .reached = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1),
        .usual = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1),
        .queue = ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1),
        .steps_left = SCENARIO_STEPS,
    };
    if (t->skipped->link || !t->scenarios_count) return;
    variant_base(t, drops.fates);
    reach(&drops, drops.usual);
    for (size_t i = 0; i < t->scenarios_count && drops.steps_left; i++) {
        const struct scenario *scenario = t->scenarios[i];
        if (!scenario->drop_count || scenario->common.decl->broken) continue;
        if (decl_clause(scenario->common.decl, CLAUSE_NOTE)) continue; /* said */
        check_scenario(&drops, scenario);
    }
}

/* --- what is added --------------------------------------------------------------------------------- */

/* By node: whether a study is said to be about this measure, or about it and what it leads to. */
static bool *mark_studied(struct check *check)
{
    bool *studied = ARENA_ARRAY(check->scratch, bool, check->t->nodes_count + 1);
    for (size_t i = 0; i < check->t->studies_count; i++) {
        const struct study *study = check->t->studies[i];
        for (size_t k = 0; k < study->about_count; k++) {
            const struct symbol *from = study->about[k].from;
            if (from->kind != DECL_MEASURE) continue;
            studied[((const struct node *)from->thing)->index] = true;
        }
    }
    for (size_t i = 0; i < check->t->links_count; i++) {
        const struct link *link = check->t->links[i];
        if (link->evidence_count) studied[link->from->index] = true;
    }
    return studied;
}

static void report_unstudied(struct check *check, const struct scenario *scenario,
                             const struct node *measure, struct span span)
{
    struct finding *f =
        finding_add(check->findings, FINDING_C07, span,
                    "the scenario `%.*s` spends more on `%.*s`, and nothing shows that it works",
                    STR_ARG(scenario->common.name), STR_ARG(measure->common.name));
    finding_relate(check->findings, f, location_of(check_name(&measure->common)),
                   "none of its links has evidence");
    finding_help(check->findings, f,
                 "more of what may not work is of limited value: name `evidence` for a link of "
                 "the measure, or plan an evaluation first");
}

/* The place of a measure's name in a clause of the scenario. */
static void check_names_added(struct check *check, const struct scenario *scenario,
                              const struct ast_clause *c, const bool *studied)
{
    for (const struct ast_names_item *n = c->names.first; n; n = n->next) {
        const struct symbol *symbol = find_symbol(check->t, n->name.atom);
        if (!symbol || symbol->kind != DECL_MEASURE) continue;
        const struct node *measure = symbol->thing;
        if (studied[measure->index] || measure->evidence_count) continue;
        if (measure->common.broken || check_skipped(check, &measure->common)) continue;
        report_unstudied(check, scenario, measure, n->name.span);
    }
}

void check_unproven_added(struct check *check)
{
    const struct theory *t = check->t;
    const bool *studied = mark_studied(check);
    if (t->skipped->link) return;
    for (size_t i = 0; i < t->scenarios_count; i++) {
        const struct scenario *scenario = t->scenarios[i];
        size_t change = 0;
        for (const struct ast_clause *c = scenario->common.decl->clauses; c; c = c->next) {
            if (c->kind == CLAUSE_ADD) check_names_added(check, scenario, c, studied);
            if (c->kind != CLAUSE_CHANGE) continue;
            const struct scenario_change *changed = &scenario->changes[change++];
            const struct node *measure = changed->measure;
            struct num by;
            if (!measure || measure->common.broken || studied[measure->index] ||
                measure->evidence_count || !constant_value(changed->by, &by) || num_sign(&by) <= 0)
                continue;
            report_unstudied(check, scenario, measure, c->change.measure.span);
        }
    }
}

/* --- money over time ------------------------------------------------------------------------------- */

/* The first and the last day that its costs name; false when they name no years. */
static bool cost_days(const struct node *measure, struct days *days)
{
    bool any = false;
    for (size_t i = 0; i < measure->cost_count; i++)
        for (size_t k = 0; k < measure->costs[i].count; k++) {
            struct days item = measure->costs[i].items[k].days;
            if (!any || item.first < days->first) days->first = item.first;
            if (!any || item.last > days->last) days->last = item.last;
            any = true;
        }
    if (any || !measure->cost_count || !measure->runs_said) return any;
    *days = measure->runs; /* one amount over all of them */
    return days->last != DAY_MAX;
}

void check_discount(struct check *check)
{
    const struct theory *t = check->t;
    const struct node *longest = NULL;
    struct days days = {0, 0};
    int32_t most = 0;
    if (t->discount.said) return;
    for (size_t i = 0; i < t->scenarios_count; i++)
        if (t->scenarios[i]->discount.said || t->scenarios[i]->common.decl->broken) return;
    for (size_t i = 0; i < t->nodes_count; i++) {
        if (!cost_days(t->nodes[i], &days)) continue;
        int32_t years = period_of_day(&t->calendar, FREQ_YEAR, days.last).ord -
                        period_of_day(&t->calendar, FREQ_YEAR, days.first).ord + 1;
        if (years <= most) continue;
        most = years;
        longest = t->nodes[i];
    }
    struct num limit = check_limit(check, FINDING_C08, num_int(1)), years = num_int(most);
    if (!longest || num_compare(&years, &limit) <= 0) return;
    struct finding *f =
        finding_add(check->findings, FINDING_C08, longest->costs[0].span,
                    "the costs of `%.*s` come over %d years, and nothing says a discount rate",
                    STR_ARG(longest->common.name), (int)most);
    if (t->scenarios_count)
        finding_relate(check->findings, f, location_of(check_name(&t->scenarios[0]->common)),
                       "a scenario");
    finding_help(check->findings, f,
                 "present values take the usual 2.25 %% then: say which rate it is and whose, "
                 "settings { discount 2.25%% because \"Werkgroep Discontovoet 2020\" }, or "
                 "`discount` in a scenario");
}
