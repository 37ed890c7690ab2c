/* Present values, the frontier of alternatives, and decisions under uncertainty. */
#include "method/cost_effect.h"

double present_value(const double *flows, size_t count, double rate)
{
    double value = 0;
    for (size_t i = count; i > 0; i--) value = flows[i - 1] + value / (1 + rate);
    return value;
}

/* --- the frontier ------------------------------------------------------------------------------ */

/* Whether a stands before b: it costs less, or as much and does more; of equal ones the first. */
static bool stands_before(const struct alternative *all, size_t a, size_t b)
{
    if (all[a].cost < all[b].cost) return true;
    if (all[a].cost > all[b].cost) return false;
    if (all[a].effect > all[b].effect) return true;
    if (all[a].effect < all[b].effect) return false;
    return a < b;
}

/* Alternatives are few: insertion keeps their order plain. */
static void sort(const struct alternative *all, size_t count, size_t *order)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && stands_before(all, i, order[at - 1]); at--) order[at] = order[at - 1];
        order[at] = i;
    }
}

/* Takes those out that cost no less and do no more than one before them; answers how many stay. */
static size_t drop_dominated(const struct alternative *all, size_t count, struct icer *results,
                             size_t *order)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = order[i];
        if (kept && all[at].effect <= all[order[kept - 1]].effect)
            results[at] = (struct icer){ALTERNATIVE_DOMINATED, order[kept - 1], 0};
        else
            order[kept++] = at;
    }
    return kept;
}

static double ratio_of(const struct alternative *all, size_t from, size_t to)
{
    return (all[to].cost - all[from].cost) / (all[to].effect - all[from].effect);
}

void icer_compare(const struct alternative *all, size_t count, struct icer *results, size_t *order)
{
    sort(all, count, order);
    size_t kept = drop_dominated(all, count, results, order), top = 0;
    /* The ratios along a frontier rise: one that is above the next is mixed away. */
    for (size_t i = 0; i < kept; i++) {
        while (top > 1 && ratio_of(all, order[top - 2], order[top - 1]) >
                              ratio_of(all, order[top - 1], order[i])) {
            results[order[top - 1]] = (struct icer){ALTERNATIVE_EXTENDED, order[i], 0};
            top--;
        }
        order[top++] = order[i];
    }
    for (size_t i = 0; i < top; i++)
        results[order[i]] = i ? (struct icer){ALTERNATIVE_WORTH, order[i - 1],
                                              ratio_of(all, order[i - 1], order[i])}
                              : (struct icer){ALTERNATIVE_FIRST, order[0], 0};
    /* What mixed one away may itself have been mixed away by a later one. */
    for (size_t i = 0; i < count; i++)
        while (results[i].state == ALTERNATIVE_EXTENDED &&
               results[results[i].against].state == ALTERNATIVE_EXTENDED)
            results[i].against = results[results[i].against].against;
}

/* --- decisions --------------------------------------------------------------------------------- */

double net_benefit(const struct alternative *alternative, double worth)
{
    return worth * alternative->effect - alternative->cost;
}

static size_t largest(const double *values, size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (values[i] > values[best]) best = i;
    return best;
}

void decision_weigh(const struct alternative *draws, size_t draw_count, size_t count, double worth,
                    double *acceptable, double *means, struct decision *decision)
{
    double informed = 0;
    for (size_t a = 0; a < count; a++) acceptable[a] = means[a] = 0;
    for (size_t d = 0; d < draw_count; d++) {
        size_t best = 0;
        double most = 0;
        for (size_t a = 0; a < count; a++) {
            double benefit = net_benefit(&draws[d * count + a], worth);
            means[a] += (benefit - means[a]) / (double)(d + 1);
            if (a && benefit <= most) continue;
            best = a;
            most = benefit;
        }
        acceptable[best] += 1;
        informed += (most - informed) / (double)(d + 1);
    }
    for (size_t a = 0; a < count; a++) acceptable[a] /= (double)draw_count;
    decision->best = largest(means, count);
    decision->mean = means[decision->best];
    /* The mean of the largest is never below the largest mean; rounding could make it so. */
    decision->worth_knowing = informed > decision->mean ? informed - decision->mean : 0;
}
