/* I13: what an indicator is to reach, and no figure of it can be. */
#include "check/bounds.h"
#include "check/conditions.h"

/* "lie between 1 and 5" */
static struct str range_words(struct check *check, const struct indicator *indicator,
                              const struct stretch *range)
{
    struct arena *arena = check->scratch;
    const struct unit *unit = indicator->unit;
    struct str low =
        range->has_low ? number_words(arena, &range->low, unit, indicator->flavour) : STR("");
    struct str high =
        range->has_high ? number_words(arena, &range->high, unit, indicator->flavour) : STR("");
    if (range->has_low && range->has_high)
        return str_printf(arena, "lie between %.*s and %.*s", STR_ARG(low), STR_ARG(high));
    return range->has_low ? str_printf(arena, "are never below %.*s", STR_ARG(low))
                          : str_printf(arena, "are never above %.*s", STR_ARG(high));
}

static void explain(struct check *check, struct finding *f, const struct indicator *indicator)
{
    if (indicator->value)
        finding_relate(check->findings, f, location_of(indicator->value->span),
                       "how they are computed");
    finding_help(check->findings, f,
                 "mend the number, its unit, or the range that the column declares");
}

static void look_at_aim(struct check *check, const struct indicator *indicator,
                        const struct stretch *range, const struct declared_aim *aim,
                        const char *what)
{
    struct num value;
    if (!target_value(indicator, aim, &value) || stretch_holds(range, &value)) return;
    struct str number = number_words(check->scratch, &value, indicator->unit, indicator->flavour);
    struct str why = range_words(check, indicator, range);
    struct finding *f = finding_add(check->findings, FINDING_I13, aim->span,
                                    "this %s of `%.*s` is %.*s, and its figures %.*s", what,
                                    STR_ARG(indicator->common.name), STR_ARG(number), STR_ARG(why));
    explain(check, f, indicator);
}

static void look_at_band(struct check *check, const struct indicator *indicator,
                         const struct stretch *range)
{
    const struct interval *within = indicator->within;
    if (!within) return;
    struct stretch band = {
        .has_low = true, .low = within->low, .has_high = true, .high = within->high};
    struct span span = check_name(&indicator->common);
    if (stretch_is_empty(&band, false)) return; /* U05 */
    for (const struct ast_clause *c = indicator->common.decl->clauses; c; c = c->next)
        if (c->kind == CLAUSE_BETTER) span = c->span;
    struct stretch inside = stretch_meet(&band, range);
    bool outside = stretch_is_empty(&inside, false);
    if (!outside && !stretch_is_empty(&inside, bounds_whole_indicator(indicator))) return;
    struct str why =
        outside ? range_words(check, indicator, range) : STR("are whole numbers: none lies in it");
    struct finding *f = finding_add(check->findings, FINDING_I13, span,
                                    "`%.*s` is to lie in this band, and its figures %.*s",
                                    STR_ARG(indicator->common.name), STR_ARG(why));
    explain(check, f, indicator);
}

void check_reachable(struct check *check)
{
    for (size_t i = 0; i < check->t->indicators_count; i++) {
        const struct indicator *indicator = check->t->indicators[i];
        if (indicator->common.broken) continue;
        struct stretch range = bounds_of_indicator(indicator);
        for (size_t k = 0; k < indicator->target_count; k++)
            look_at_aim(check, indicator, &range, &indicator->targets[k], "target");
        for (size_t k = 0; k < indicator->baseline_count; k++)
            look_at_aim(check, indicator, &range, &indicator->baselines[k], "baseline");
        look_at_band(check, indicator, &range);
    }
}
