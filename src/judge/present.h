/* From evaluated things to the plain data of a result. Internal to src/judge. */
#ifndef POL_JUDGE_PRESENT_H
#define POL_JUDGE_PRESENT_H

#include "judge/selection.h"
#include "judge/verdict.h"

/* A figure in its unit. */
struct result_value present_cell(struct judge *judge, const struct cell *cell,
                                 const struct unit *unit, enum unit_flavour flavour);
struct result_group present_group(const struct group *group);
struct result_indicator present_indicator(struct judge *judge, struct indicator *indicator,
                                          bool unsuppressed);
struct result_rule present_rule(struct judge *judge, const struct rule *rule,
                                const struct group *group, const struct trial *trial);
/* What was looked at, in order; `group`: of a rule `by`, else the whole. */
struct result_condition *present_conditions(struct judge *judge, const struct trial *trial,
                                            const struct group *group, size_t *count);
/* The estimates that its conditions asked for; as many as the trial has. */
const struct result_estimate *present_estimates(struct judge *judge, const struct trial *trial,
                                                const struct group *group);
/* A figure of an estimate in its unit. */
struct result_value present_estimate_field(struct judge *judge,
                                           const struct traced_estimate *traced,
                                           enum estimate_field field);
struct result_contribution *present_contribution(struct judge *judge,
                                                 const struct contribution *contribution);
/* The files that were read. */
const struct result_input *present_inputs(struct arena *arena, const struct input *inputs,
                                          size_t count);
/* "2018..2023"; empty where the policy says none. */
struct str present_policy_period(struct judge *judge);
/* Whether a truth holds: 0, 1, -1 unknown. */
int present_truth(enum truth truth);

/* What measures cost whose costs the rules of the selection ask for (present_costs.c). */
void present_costs(struct judge *judge, const struct selection *selection, struct result *result);
/* The draws of uncertain numbers that rules asked for (present_chances.c). */
void present_simulations(struct judge *judge, struct result *result);
struct result_discount present_discount(struct judge *judge, const struct discount *discount);
/* The present value of costs by year; missing when one of them is. */
struct cell costs_present_value(struct judge *judge, const struct run *run, const struct num *rate);

#endif
