/* I: what baselines and targets say of each other. */
#include "check/check.h"

#include "theory/resolve.h"

/* The baseline that a target is measured from: the last stated one before it. */
static const struct declared_aim *baseline_before(const struct indicator *indicator,
                                                  const struct declared_aim *target)
{
    const struct declared_aim *found = NULL;
    for (size_t i = 0; i < indicator->baseline_count; i++)
        if (indicator->baselines[i].days.first <= target->days.last)
            found = &indicator->baselines[i];
    return found && found->number ? found : NULL;
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

/* Whether a target lies on the wrong side of the baseline it is measured from. */
static bool is_on_wrong_side(const struct indicator *indicator, const struct declared_aim *target,
                             const struct declared_aim *baseline)
{
    struct num zero = num_int(0), one = num_int(1);
    if (!target->number) return false;
    if (!target->of_baseline)
        return baseline && is_worse(indicator, target->number, baseline->number);
    /* A part of a baseline that is known only from the data still has a side. */
    if (baseline && num_compare(baseline->number, &zero) < 0) return false;
    return is_worse(indicator, target->number, &one);
}

static void check_target(struct check *check, const struct indicator *indicator,
                         const struct declared_aim *target)
{
    const struct declared_aim *baseline = baseline_before(indicator, target);
    if (!is_on_wrong_side(indicator, target, baseline)) return;
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
    const bool *harmed = check_mark_harmed(check);
    for (size_t i = 0; i < check->t->indicators_count; i++) {
        const struct indicator *indicator = check->t->indicators[i];
        const struct symbol *of = indicator->of;
        /* Of what something harms, a target is the limit of what is put up with. */
        if (of && 1u << of->kind & KINDS_NODE && harmed[((const struct node *)of->thing)->index])
            continue;
        for (size_t k = 0; k < indicator->target_count; k++)
            check_target(check, indicator, &indicator->targets[k]);
    }
}

/* --- milestones ------------------------------------------------------------------------------------- */

/* The figure that a target asks for; false where it hangs on data, or is compared with one that does
 * in another way. */
static bool figure_of(const struct indicator *indicator, const struct declared_aim *target,
                      struct num *figure)
{
    if (!target->number) return false;
    *figure = *target->number;
    if (!target->of_baseline) return true;
    const struct declared_aim *baseline = baseline_before(indicator, target);
    return baseline && num_mul(figure, target->number, baseline->number);
}

static bool is_broken_between(const struct indicator *indicator, const struct declared_aim *a,
                              const struct declared_aim *b)
{
    for (size_t i = 0; i < indicator->breaks.count; i++)
        if (indicator->breaks.items[i].day > a->days.first &&
            indicator->breaks.items[i].day <= b->days.last)
            return true;
    return false;
}

/* Whether the target `later` asks for less than the one before it. */
static bool falls_back(const struct indicator *indicator, const struct declared_aim *before,
                       const struct declared_aim *later)
{
    struct num a, b, zero = num_int(0);
    if (is_broken_between(indicator, before, later)) return false;
    if (figure_of(indicator, before, &a) && figure_of(indicator, later, &b))
        return is_worse(indicator, &b, &a);
    /* Two parts of one baseline that only the data know: of a figure that is not below zero. */
    if (!before->number || !later->number || !before->of_baseline || !later->of_baseline)
        return false;
    const struct declared_aim *baseline = baseline_before(indicator, before);
    if (baseline != baseline_before(indicator, later)) return false;
    if (baseline && num_compare(baseline->number, &zero) < 0) return false;
    return is_worse(indicator, later->number, before->number);
}

void check_milestones(struct check *check)
{
    for (size_t i = 0; i < check->t->indicators_count; i++) {
        const struct indicator *indicator = check->t->indicators[i];
        for (size_t k = 1; k < indicator->target_count; k++) {
            const struct declared_aim *before = &indicator->targets[k - 1];
            const struct declared_aim *later = &indicator->targets[k];
            if (!falls_back(indicator, before, later)) continue;
            if (is_on_wrong_side(indicator, later, baseline_before(indicator, later)))
                continue; /* I06 has said it */
            struct finding *f = finding_add(
                check->findings, FINDING_I07, later->span,
                "this target asks for less than the one before it: `%.*s` is better when it is %s",
                STR_ARG(indicator->common.name),
                indicator->better == BETTER_HIGHER ? "higher" : "lower");
            finding_relate(check->findings, f, location_of(before->span), "the one before it");
            finding_help(check->findings, f,
                         "a milestone is a step towards the last target: mend one of the two, or "
                         "the period it is due by");
        }
    }
}
