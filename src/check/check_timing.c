/* I: whether baselines and targets stand at a time when they can tell something. */
#include "check/check.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "check/arrival.h"
#include "check/wording.h"

enum {
    DAYS_ABOUT = 31, /* a lag is in round months and years: this much is no difference */
    DAYS_YEAR = 365
};

/* The first day of the years that its costs name; DAY_NEVER when they name none. */
static int64_t first_cost(const struct node *measure)
{
    int64_t first = DAY_NEVER;
    for (size_t i = 0; i < measure->cost_count; i++)
        for (size_t k = 0; k < measure->costs[i].count; k++)
            if (measure->costs[i].items[k].days.first < first)
                first = measure->costs[i].items[k].days.first;
    return first;
}

/* --- baselines ------------------------------------------------------------------------------------ */

/* The day on which a measure has certainly begun. Between a decision and its first day lies at most a
 * year, or the author would say when it runs. */
static int64_t begun_by(const struct node *measure)
{
    if (measure->runs_said) return measure->runs.first;
    int64_t cost = first_cost(measure);
    if (cost != DAY_NEVER) return cost;
    return measure->adopted_said ? (int64_t)measure->adopted.first + DAYS_YEAR : DAY_NEVER;
}

struct begun {
    int64_t day;
    const struct node *measure;
};

static int compare_begun(const void *left, const void *right)
{
    const struct begun *a = left, *b = right;
    if (a->day != b->day) return a->day > b->day ? -1 : 1;
    return (a->measure->index > b->measure->index) - (a->measure->index < b->measure->index);
}

/* By node: the last to begin of the measures that lead to it; NULL when none does whose day is
 * known. */
static const struct node **last_to_begin(struct check *check, const int64_t *begins)
{
    const struct theory *t = check->t;
    struct begun *sorted = ARENA_ARRAY(check->scratch, struct begun, t->nodes_count + 1);
    const struct node **last = ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1);
    const struct node **queue =
        ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < t->nodes_count; i++)
        if (begins[i] != DAY_NEVER) sorted[count++] = (struct begun){begins[i], t->nodes[i]};
    qsort(sorted, count, sizeof *sorted, compare_begun);
    for (size_t i = 0; i < count; i++) {
        size_t head = 0, tail = 0;
        queue[tail++] = sorted[i].measure;
        while (head < tail)
            for (const struct link *l = queue[head++]->out; l; l = l->next_out) {
                if (l->harms || last[l->to->index]) continue;
                last[l->to->index] = sorted[i].measure;
                queue[tail++] = l->to;
            }
    }
    return last;
}

static void check_zero(struct check *check, const struct indicator *indicator,
                       const struct node *measure)
{
    const struct declared_aim *baseline = &indicator->baselines[0];
    struct finding *f =
        finding_add(check->findings, FINDING_I08, baseline->span,
                    "this baseline was taken when the measures had begun: it is no zero "
                    "measurement of `%.*s`",
                    STR_ARG(indicator->common.name));
    finding_relate(check->findings, f, location_of(check_name(&measure->common)),
                   "the measure `%.*s` %s", STR_ARG(measure->common.name),
                   measure->runs_said || first_cost(measure) != DAY_NEVER
                       ? "had begun then"
                       : "was adopted a year or more before");
    finding_help(check->findings, f,
                 "take the last figure from before the measures; where there is none, say in a "
                 "note that what they did before is not seen");
}

void check_zero_measurement(struct check *check)
{
    const struct theory *t = check->t;
    if (t->skipped->link) return;
    int64_t *begins = ARENA_ARRAY(check->scratch, int64_t, t->nodes_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++)
        begins[i] = t->nodes[i]->level == LEVEL_MEASURE ? begun_by(t->nodes[i]) : DAY_NEVER;
    const struct arrival *arrivals = arrivals_find(check, begins);
    const struct node **last = last_to_begin(check, begins);
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->level == LEVEL_MEASURE || !last[i]) continue;
        for (size_t k = 0; k < node->indicator_count; k++) {
            const struct indicator *indicator = node->indicators[k];
            if (!indicator->baseline_count) continue;
            /* Later baselines are those of a new series: they come when it does. */
            int64_t taken = indicator->baselines[0].days.first;
            if (begins[last[i]->index] < taken && arrivals[i].day < taken)
                check_zero(check, indicator, last[i]);
        }
    }
}

/* --- targets -------------------------------------------------------------------------------------- */

/* The first day on which a measure can begin; DAY_MIN when that is not known. */
static int64_t begins_at(const struct theory *t, const struct node *measure)
{
    if (measure->runs_said) return measure->runs.first;
    if (measure->adopted_said) return measure->adopted.first;
    int64_t cost = first_cost(measure);
    if (cost != DAY_NEVER) return cost;
    return t->policy && t->policy->period_said ? t->policy->period.first : DAY_MIN;
}

/* Whether the beginning is that of the policy, for lack of its own. */
static bool is_undated(const struct node *measure)
{
    return !measure->runs_said && !measure->adopted_said && first_cost(measure) == DAY_NEVER;
}

static void report_early(struct check *check, const struct indicator *indicator,
                         const struct declared_aim *target, const struct arrival *arrivals,
                         const struct arrival *arrival, bool lagged)
{
    const struct node *measure = arrival->from;
    struct finding *f;
    if (lagged)
        f = finding_add(check->findings, FINDING_I09, target->span,
                        "this target is due before the measures can have worked: by the lags of "
                        "the chain that is about %.*s",
                        STR_ARG(word_month(check, (int32_t)arrival->day)));
    else
        f = finding_add(check->findings, FINDING_I09, target->span,
                        "this target is due before a measure that leads to it begins");
    finding_relate(check->findings, f, location_of(check_name(&measure->common)),
                   "the measure `%.*s`, the first of those that lead to `%.*s`, begins %s%.*s",
                   STR_ARG(measure->common.name), STR_ARG(indicator->of->name),
                   is_undated(measure) ? "with the policy in " : "in ",
                   STR_ARG(word_month(check, (int32_t)arrivals[measure->index].day)));
    size_t shown = 0;
    for (const struct link *l = arrival->by; l && shown < CHECK_PLACES;
         l = arrivals[l->from->index].by)
        if (l->has_lag && ++shown)
            finding_relate(check->findings, f, location_of(l->name_span),
                           "from `%.*s` to `%.*s` it takes about %.*s",
                           STR_ARG(l->from->common.name), STR_ARG(l->to->common.name),
                           STR_ARG(word_lag(check, l->lag_days)));
    finding_help(check->findings, f,
                 "set the target later, begin earlier, or mend the lag (`after`): reached in "
                 "time, it would not be thanks to the measures");
}

/* Whether a link on the way takes time. */
static bool is_lagged(const struct arrival *arrivals, const struct arrival *arrival)
{
    return arrival->by && arrival->day > arrivals[arrival->from->index].day;
}

void check_target_time(struct check *check)
{
    const struct theory *t = check->t;
    if (t->skipped->link) return;
    int64_t *begins = ARENA_ARRAY(check->scratch, int64_t, t->nodes_count + 1);
    for (size_t i = 0; i < t->nodes_count; i++)
        begins[i] = t->nodes[i]->level == LEVEL_MEASURE ? begins_at(t, t->nodes[i]) : DAY_NEVER;
    const struct arrival *arrivals = arrivals_find(check, begins);
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        const struct arrival *arrival = &arrivals[i];
        if (node->level == LEVEL_MEASURE || arrival->day == DAY_NEVER) continue;
        if (arrivals[arrival->from->index].day <= DAY_MIN || arrival->day > DAY_MAX) continue;
        bool lagged = is_lagged(arrivals, arrival);
        if (!lagged && is_undated(arrival->from)) continue;
        for (size_t k = 0; k < node->indicator_count; k++) {
            const struct indicator *indicator = node->indicators[k];
            if (!indicator->target_count) continue;
            const struct declared_aim *first = &indicator->targets[0];
            if (first->days.last + DAYS_ABOUT < arrival->day)
                report_early(check, indicator, first, arrivals, arrival, lagged);
        }
    }
}
