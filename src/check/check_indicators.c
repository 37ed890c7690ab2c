/* I: indicators. */
#include "check/check.h"

void check_effect_indicator(struct check *check)
{
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (node->level != LEVEL_EFFECT || node->indicator_count || node->common.broken) continue;
        if (check_skipped(check, &node->common)) continue; /* `indicator … for` it may be there */
        struct finding *f =
            finding_add(check->findings, FINDING_I01, check_name(&node->common),
                        "the effect `%.*s` has no indicator", STR_ARG(node->common.name));
        finding_help(
            check->findings, f,
            "an effect must be seen before measures are judged by it: add an indicator with "
            "`value` or `reported`");
    }
}

/* The baseline that a target is measured from: the last stated one before it. */
static const struct declared_aim *baseline_before(const struct indicator *indicator,
                                                  const struct declared_aim *target)
{
    const struct declared_aim *found = NULL;
    for (size_t i = 0; i < indicator->baseline_count; i++)
        if (indicator->baselines[i].days.first <= target->days.last)
            found = &indicator->baselines[i];
    return found && found->known ? found : NULL;
}

/* Whether reaching `number` would be a step in the wrong direction. */
static bool is_worse(const struct indicator *indicator, const struct num *number,
                     const struct num *baseline)
{
    int order = num_compare(number, baseline);
    if (indicator->better == BETTER_HIGHER) return order < 0;
    if (indicator->better == BETTER_LOWER) return order > 0;
    return false;
}

static void check_target(struct check *check, const struct indicator *indicator,
                         const struct declared_aim *target)
{
    const struct declared_aim *baseline = baseline_before(indicator, target);
    struct num number = target->number, zero = num_int(0);
    const struct num *from;
    if (!target->known) return;
    if (target->of_baseline) {
        /* A part of a baseline that is known only from the data still has a side. */
        struct num one = num_int(1);
        if (baseline && num_compare(&baseline->number, &zero) < 0) return;
        from = &one;
        if (!is_worse(indicator, &number, from)) return;
    } else {
        if (!baseline || !is_worse(indicator, &number, &baseline->number)) return;
    }
    struct finding *f = finding_add(check->findings, FINDING_I06, target->span,
                                    "this target lies on the wrong side of the baseline: `%.*s` is "
                                    "better when it is %s",
                                    STR_ARG(indicator->common.name),
                                    indicator->better == BETTER_HIGHER ? "higher" : "lower");
    if (baseline) finding_relate(check->findings, f, location_of(baseline->span), "the baseline");
    finding_help(check->findings, f,
                 "reaching it would mean getting worse: mend the target, the "
                 "baseline, or `better`");
}

void check_target_side(struct check *check)
{
    for (size_t i = 0; i < check->t->indicators_count; i++) {
        const struct indicator *indicator = check->t->indicators[i];
        for (size_t k = 0; k < indicator->target_count; k++)
            check_target(check, indicator, &indicator->targets[k]);
    }
}
