/* Costs beside effects: what a flow of money is worth now, which of several alternatives are worth
 * choosing, and what knowing more would be worth.
 *
 * The decision rules are those of the textbooks on cost-effectiveness (Drummond et al., Methods for the
 * Economic Evaluation of Health Care Programmes, ch. 4; Briggs, Claxton and Sculpher, Decision
 * Modelling for Health Economic Evaluation, ch. 4 and 6). Costs and effects are plain numbers in one
 * unit each; more effect is better. */
#ifndef POL_METHOD_COST_EFFECT_H
#define POL_METHOD_COST_EFFECT_H

#include <stdbool.h>
#include <stddef.h>

/* The value, in the year of flows[0], of amounts a year apart: the sum of flows[k] / (1 + rate)^k.
 * `rate` > -1. */
double present_value(const double *flows, size_t count, double rate);

struct alternative {
    double cost, effect;
};

enum alternative_state {
    ALTERNATIVE_FIRST,     /* the cheapest that is worth choosing: nothing to be compared with */
    ALTERNATIVE_WORTH,     /* on the frontier; it has a ratio */
    ALTERNATIVE_DOMINATED, /* another one costs no more and does no less */
    ALTERNATIVE_EXTENDED /* two others, mixed, cost no more and do more: its ratio is above that of
                              the next one */
};

/* Where an alternative stands among the others. */
struct icer {
    enum alternative_state state;
    size_t
        against;  /* WORTH: the next cheaper one on the frontier. DOMINATED: one that dominates it.
                       EXTENDED: the next better one on the frontier */
    double ratio; /* WORTH: the incremental cost-effectiveness ratio,
                       (cost - cost of against) / (effect - effect of against) */
};

/* Fills results[count]. Of alternatives that cost and do the same, the first is kept and the others
 * are dominated by it. `order` is scratch for count places. */
void icer_compare(const struct alternative *alternatives, size_t count, struct icer *results,
                  size_t *order);

/* What an effect is worth less what it costs. */
double net_benefit(const struct alternative *alternative, double worth);

/* What is known of alternatives whose costs and effects are uncertain: the same draw of all of them
 * stands in draws[d * count .. ]. */
struct decision {
    size_t best;          /* the highest mean net benefit; of equal ones the first */
    double mean;          /* its mean net benefit */
    double worth_knowing; /* the expected value of perfect information: the mean of the highest net
                             benefit of each draw, less the highest mean; never below 0 */
};

/* `acceptable[a]` gets the part of the draws in which alternative a has the highest net benefit (of
 * equal ones the first): a point of its acceptability curve. `means` is scratch for count numbers.
 * `draw_count` and `count` > 0. */
void decision_weigh(const struct alternative *draws, size_t draw_count, size_t count, double worth,
                    double *acceptable, double *means, struct decision *decision);

#endif
