/* V: judgement. */
#include "check/check.h"
#include "theory/reach.h"
#include "theory/resolve.h"

/* Where the rule names the measure that it judges. */
static struct span judged_measure(const struct rule *rule)
{
    const struct ast_clause *judges = decl_clause(rule->common.decl, CLAUSE_JUDGES);
    return judges && judges->judges.of.span.end ? judges->judges.of.span
                                                : check_name(&rule->common);
}

void check_effect_linked(struct check *check)
{
    struct reach reach;
    reach_begin(&reach, check->scratch, check->t);
    for (size_t i = 0; i < check->t->rules_count; i++) {
        const struct rule *rule = check->t->rules[i];
        if (!rule->criterion || rule->criterion->id != CRITERION_EFFECTIVENESS) continue;
        if (!rule->measure || !rule->target || rule->measure->common.broken) continue;
        if (check_skipped(check, &rule->target->common)) continue;
        if (reach_ways(&reach, rule->measure, rule->target, NULL, NULL)) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_V06, judged_measure(rule),
                        "the effectiveness of `%.*s` is judged on `%.*s`, to which it "
                        "does not lead",
                        STR_ARG(rule->measure->common.name), STR_ARG(rule->target->common.name));
        finding_relate(check->findings, f, location_of(check_name(&rule->measure->common)),
                       "the measure");
        finding_help(check->findings, f,
                     "add the link to the theory (`leads to %.*s because \"…\"`), "
                     "or judge an effect that it leads to",
                     STR_ARG(rule->target->common.name));
    }
}

/* Whether one of the rules that efficiency looks at is about effectiveness. */
static bool has_effectiveness(const struct rule *rule)
{
    for (size_t i = 0; i < rule->gate_count; i++)
        if (rule->gates[i]->criterion->id == CRITERION_EFFECTIVENESS) return true;
    return false;
}

void check_efficiency_ground(struct check *check)
{
    for (size_t i = 0; i < check->t->rules_count; i++) {
        const struct rule *rule = check->t->rules[i];
        if (!rule->criterion || rule->criterion->id != CRITERION_EFFICIENCY || !rule->measure)
            continue;
        const struct symbol *measure = &rule->measure->common;
        bool effect = has_effectiveness(rule);
        bool costs = rule->measure->cost_count > 0 || measure->broken;
        if (effect && costs) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_V07, check_name(&rule->common),
                        "the efficiency of `%.*s` is judged %s", STR_ARG(measure->name),
                        effect  ? "and it has no costs"
                        : costs ? "and its effectiveness is not"
                                : "and it has neither costs nor a rule on its effectiveness");
        finding_relate(check->findings, f, location_of(check_name(measure)), "the measure");
        finding_help(check->findings, f, "what does not work can't be worth its money: add %s%s%s",
                     effect ? "" : "a rule that judges effectiveness of the measure",
                     effect || costs ? "" : ", and ", costs ? "" : "its costs");
    }
}
