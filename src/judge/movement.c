/* Whether an indicator was seen to move. */
#include "judge/movement.h"

#include "builtin/estimate_words.h"
#include "method/welch.h"

static const double CHANCE = 0.05;

/* The figures on both sides of a day. */
struct sides {
    double *before, *after;
    size_t before_count, after_count;
    bool broken; /* a break lies between them */
};

static struct sides split(struct judge *judge, const struct run *run, int32_t day)
{
    struct sides sides = {
        .before = ARENA_ARRAY(judge->arena, double, run->count + 2),
        .after = ARENA_ARRAY(judge->arena, double, run->count + 1),
    };
    const struct basis *basis = NULL;
    for (size_t i = 0; i < run->count; i++) {
        struct period period = {run->freq, run->first + (int32_t)i};
        struct days days = period_days(&judge->t->calendar, period);
        if (!cell_known(&run->cells[i]) || (days.first < day && days.last >= day)) continue;
        double value = num_to_double(&run->cells[i].value);
        basis = basis_join(judge->arena, basis, run->cells[i].basis, false);
        if (days.last < day)
            sides.before[sides.before_count++] = value;
        else
            sides.after[sides.after_count++] = value;
    }
    sides.broken = basis && segments_mixed(basis->segments);
    /* A baseline is a figure too where the series has none from before. */
    const struct aims *aims = run->aims;
    for (size_t i = 0; aims && i < aims->baseline_count && !sides.before_count; i++)
        if (aims->baselines[i].days.first < day && cell_known(&aims->baselines[i].value))
            sides.before[sides.before_count++] = num_to_double(&aims->baselines[i].value.value);
    return sides;
}

static struct movement unknown(enum reason reason, struct str text)
{
    return (struct movement){TRUTH_UNKNOWN, TRUTH_UNKNOWN, text, reason};
}

static double mean_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += values[i];
    return sum / (double)count;
}

/* Which way is better; a band is better inside. */
static enum truth is_better(const struct indicator *indicator, double before, double after)
{
    switch (indicator->better) {
    case BETTER_UNSAID: return TRUTH_UNKNOWN;
    case BETTER_HIGHER: return after > before ? TRUTH_TRUE : TRUTH_FALSE;
    case BETTER_LOWER: return after < before ? TRUTH_TRUE : TRUTH_FALSE;
    case BETTER_WITHIN: break;
    }
    if (!indicator->within) return TRUTH_UNKNOWN;
    double low = num_to_double(&indicator->within->low);
    double high = num_to_double(&indicator->within->high);
    double off_before = before < low ? low - before : before > high ? before - high : 0;
    double off_after = after < low ? low - after : after > high ? after - high : 0;
    return off_after < off_before ? TRUTH_TRUE : TRUTH_FALSE;
}

static bool matters_of(struct judge *judge, const struct indicator *indicator, double *matters)
{
    if (!indicator->matters) return false;
    struct context context = context_begin(judge);
    struct value value = evaluate(&context, indicator->matters);
    if (value.kind != VALUE_CELL || !cell_known(&value.cell)) return false;
    *matters = num_to_double(&value.cell.value);
    if (*matters < 0) *matters = -*matters;
    return true;
}

static struct str change_words(struct judge *judge, const struct indicator *indicator,
                               double change, struct str ground)
{
    double size = change < 0 ? -change : change;
    bool percent = indicator->flavour != FLAVOUR_NONE && !indicator->unit->label.len;
    if (size <= 0)
        return str_printf(judge->arena, "%.*s stayed the same (%.*s)",
                          STR_ARG(indicator->common.name), STR_ARG(ground));
    return str_printf(judge->arena, "%.*s %s by %.*s%s%s%.*s (%.*s)",
                      STR_ARG(indicator->common.name), change < 0 ? "fell" : "rose",
                      STR_ARG(figure_words(judge->arena, percent ? size * 100 : size)),
                      percent ? " pp" : "", indicator->unit->label.len ? " " : "",
                      STR_ARG(indicator->unit->label), STR_ARG(ground));
}

static struct movement decided(const struct indicator *indicator, const struct sides *sides,
                               bool moved, struct str text)
{
    double before = mean_of(sides->before, sides->before_count);
    double after = mean_of(sides->after, sides->after_count);
    struct movement movement = {.text = text, .reason = REASON_NOT_AVAILABLE};
    movement.moved = moved ? TRUTH_TRUE : TRUTH_FALSE;
    movement.as_meant = moved ? is_better(indicator, before, after) : TRUTH_FALSE;
    return movement;
}

static struct movement by_means(struct judge *judge, const struct indicator *indicator,
                                const struct sides *sides)
{
    struct welch welch;
    double change =
        mean_of(sides->after, sides->after_count) - mean_of(sides->before, sides->before_count);
    if (!welch_compare(sides->before, sides->before_count, sides->after, sides->after_count,
                       &welch))
        return decided(indicator, sides, change < 0 || change > 0,
                       change_words(judge, indicator, change, STR("it does not vary otherwise")));
    bool moved = welch.p < CHANCE;
    struct str ground =
        str_printf(judge->arena, "%.*s%s", STR_ARG(chance_words(judge->arena, welch.p)),
                   moved ? "" : ": no more than chance");
    return decided(indicator, sides, moved, change_words(judge, indicator, change, ground));
}

/* Too few to tell a change from chance by themselves. */
static struct movement by_matters(struct judge *judge, const struct indicator *indicator,
                                  struct sides *sides)
{
    double matters;
    sides->before += sides->before_count - 1; /* the last on each side */
    sides->after += sides->after_count - 1;
    sides->before_count = sides->after_count = 1;
    double change = sides->after[0] - sides->before[0];
    if (!matters_of(judge, indicator, &matters))
        return unknown(REASON_TOO_FEW,
                       change_words(judge, indicator, change,
                                    STR("too few figures to tell it from chance; `matters` would "
                                        "say how much counts")));
    bool moved = change <= -matters || change >= matters;
    return decided(indicator, sides, moved && (change < 0 || change > 0),
                   change_words(judge, indicator, change,
                                str_printf(judge->arena, "%.*s matters",
                                           STR_ARG(figure_words(judge->arena, matters)))));
}

struct movement movement_of(struct judge *judge, struct indicator *indicator, int32_t day)
{
    const struct run *run = &indicator_panel(judge, indicator, false)->runs[0];
    struct str name = indicator->common.name;
    if (judge->given && run_not_given(run))
        return unknown(REASON_NOT_GIVEN,
                       str_printf(judge->arena, "the test gives no %.*s", STR_ARG(name)));
    if (!run->by_period)
        return unknown(REASON_TOO_FEW,
                       str_printf(judge->arena, "%.*s is one figure", STR_ARG(name)));
    struct sides sides = split(judge, run, day);
    if (sides.broken)
        return unknown(REASON_BREAK, str_printf(judge->arena, "%.*s has a break", STR_ARG(name)));
    if (!sides.before_count || !sides.after_count)
        return unknown(REASON_NO_DATA,
                       str_printf(judge->arena, "%.*s has no figure from %s", STR_ARG(name),
                                  sides.before_count ? "after it" : "before it"));
    if (sides.before_count > 1 && sides.after_count > 1) return by_means(judge, indicator, &sides);
    return by_matters(judge, indicator, &sides);
}

struct movement movement_of_all(struct judge *judge, struct indicator *const *indicators,
                                size_t count, int32_t day)
{
    struct movement all = unknown(REASON_NO_DATA, STR("no indicator shows it"));
    for (size_t i = 0; i < count; i++) {
        struct movement one = movement_of(judge, indicators[i], day);
        if (i == 0) {
            all = one;
            continue;
        }
        if (one.moved > all.moved) all.moved = one.moved;
        if (one.as_meant > all.as_meant) {
            all.as_meant = one.as_meant;
            all.reason = one.reason;
        }
        all.text = str_printf(judge->arena, "%.*s; %.*s", STR_ARG(all.text), STR_ARG(one.text));
    }
    return all;
}

bool movement_start(const struct judge *judge, const struct node *measure, int32_t *day)
{
    const struct policy *policy = judge->t->policy;
    if (measure->runs_said)
        *day = measure->runs.first;
    else if (measure->adopted_said)
        *day = measure->adopted.first;
    else if (policy && policy->period_said)
        *day = policy->period.first;
    else
        return false;
    return true;
}
