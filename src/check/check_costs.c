/* C: whether each measure says what it costs, in what and when. */
#include "check/check.h"

#include "check/amount.h"
#include "check/wording.h"
#include "theory/typing.h"

/* --- measures without ------------------------------------------------------------------------------ */

/* By node: whether a rule judges its efficiency, so that V07 speaks of its costs. */
static bool *mark_efficiency(struct check *check)
{
    bool *marked = ARENA_ARRAY(check->scratch, bool, check->t->nodes_count + 1);
    for (size_t i = 0; i < check->t->rules_count; i++) {
        const struct rule *rule = check->t->rules[i];
        if (!rule->criterion || rule->criterion->id != CRITERION_EFFICIENCY) continue;
        if (rule->measure) marked[rule->measure->index] = true;
    }
    return marked;
}

/* Whether its money is stated elsewhere, or not yet to be stated. One that leads to nothing is not yet
 * thought out: T01 speaks of it. */
static bool is_excused(const struct node *measure, const struct node *whole)
{
    bool proposed = str_equal(word_text(WORDS_MEASURE_STATUS, measure->status), STR("proposed"));
    const struct link *link = measure->out;
    while (link && link->harms) link = link->next_out;
    return proposed || !link || (whole && whole->cost_count) ||
           (measure->common.theme && measure->common.theme->budget);
}

static void report_no_costs(struct check *check, const struct node **without, size_t count,
                            bool all)
{
    const struct node *first = without[0];
    struct finding *f;
    if (all && count > 1)
        f = finding_add(check->findings, FINDING_C01, check_name(&first->common),
                        "none of the measures says what it costs");
    else
        f = finding_add(check->findings, FINDING_C01, check_name(&first->common),
                        "the measure `%.*s` does not say what it costs",
                        STR_ARG(first->common.name));
    for (size_t i = 1; all && i < count && i < CHECK_PLACES; i++)
        finding_relate(check->findings, f, location_of(check_name(&without[i]->common)),
                       "nor does `%.*s`", STR_ARG(without[i]->common.name));
    finding_help(check->findings, f,
                 "without its costs nobody can say whether it is worth them: costs 2021..2023: 1.2 "
                 "[MEUR], or a budget for a theme that it is part of");
}

void check_costs_missing(struct check *check)
{
    const struct theory *t = check->t;
    const bool *efficiency = mark_efficiency(check);
    const struct node **wholes = amount_wholes(t, check->scratch);
    const struct node **without =
        ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1);
    size_t count = 0;
    bool all = true;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->level != LEVEL_MEASURE) continue;
        all &= !node->cost_count;
        if (node->common.decl->broken || check_skipped(check, &node->common)) continue;
        if (node->cost_count || efficiency[i] || is_excused(node, wholes[i])) continue;
        without[count++] = node;
    }
    /* Where no measure has any, the author left costs aside: that is one thing to say. */
    if (all && count)
        report_no_costs(check, without, count, true);
    else
        for (size_t i = 0; i < count; i++) report_no_costs(check, &without[i], 1, false);
}

/* --- of what and when ------------------------------------------------------------------------------ */

/* By base unit: whether it is no currency. Those that are there without a declaration are of time, and
 * what a table counts is no money. */
static bool *mark_not_money(struct check *check)
{
    const struct theory *t = check->t;
    bool *marked = ARENA_ARRAY(check->scratch, bool, UNIT_BASES + t->base_units + 1);
    for (size_t i = 0; i < UNIT_BASES; i++) marked[i] = true;
    for (size_t i = 0; i < t->tables_count; i++) {
        const struct unit *row = t->tables[i]->row_unit;
        if (row && row->count == 1) marked[row->factors[0].base] = true;
    }
    return marked;
}

static bool is_money(const struct unit *unit, const bool *not_money)
{
    return unit->count == 1 && unit->factors[0].power == 1 && !not_money[unit->factors[0].base];
}

static void check_amounts(struct check *check, const struct node *measure,
                          const struct amounts *amounts, const bool *not_money)
{
    struct num total;
    const struct policy *policy = check->t->policy;
    if (amounts->unit && !unit_is_plain(amounts->unit) && !is_money(amounts->unit, not_money)) {
        struct finding *f =
            finding_add(check->findings, FINDING_C02, amounts->span,
                        "the costs of `%.*s` are in %.*s, which is not money",
                        STR_ARG(measure->common.name), STR_ARG(unit_phrase(amounts->unit)));
        finding_help(check->findings, f,
                     "write them in a currency, with its unit: unit EUR \"euro\", costs 2021: "
                     "40_000 [EUR]");
        return;
    }
    if (!amounts->whole || measure->runs_said || !amount_low(amounts->whole, &total)) return;
    if (decl_clause(measure->common.decl, CLAUSE_RUNS)) return;
    struct finding *f = finding_add(
        check->findings, FINDING_C02, amounts->span,
        "this amount does not say in which years it is spent, and `%.*s` not in which it runs",
        STR_ARG(measure->common.name));
    if (policy && policy->period_said)
        finding_relate(check->findings, f, location_of(check_name(&policy->common)),
                       "it is spread over the days of the policy's period");
    finding_help(check->findings, f,
                 "write the years, costs 2021: 1.2 [MEUR], 2022: 1 [MEUR], or when the measure "
                 "runs: runs 2021..2022");
}

void check_costs_unclear(struct check *check)
{
    const bool *not_money = mark_not_money(check);
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        for (size_t k = 0; k < node->cost_count; k++)
            check_amounts(check, node, &node->costs[k], not_money);
    }
}

void check_costs_outside(struct check *check)
{
    const struct calendar *calendar = &check->t->calendar;
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (!node->runs_said) continue;
        const struct ast_clause *runs = decl_clause(node->common.decl, CLAUSE_RUNS);
        int32_t from = period_of_day(calendar, FREQ_YEAR, node->runs.first).ord;
        int32_t to = period_of_day(calendar, FREQ_YEAR, node->runs.last).ord;
        for (size_t k = 0; k < node->cost_count; k++)
            for (size_t j = 0; j < node->costs[k].count; j++) {
                const struct amount *amount = &node->costs[k].items[j];
                int32_t first = period_of_day(calendar, FREQ_YEAR, amount->days.first).ord;
                int32_t last = period_of_day(calendar, FREQ_YEAR, amount->days.last).ord;
                if (first >= from && last <= to) continue;
                struct finding *f =
                    finding_add(check->findings, FINDING_C03, amount->span,
                                "there are costs for years in which `%.*s` does not run",
                                STR_ARG(node->common.name));
                finding_relate(check->findings, f, location_of(runs->span), "it runs then");
                finding_help(check->findings, f,
                             "mend the year or `runs`; what is spent on preparing it is part of "
                             "its running");
            }
    }
}
