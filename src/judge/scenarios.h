/* Working out scenarios (language.md §7, `pol scenario`). */
#ifndef POL_JUDGE_SCENARIOS_H
#define POL_JUDGE_SCENARIOS_H

#include "judge/judge.h"
#include "judge/scenario.h"

/* Marks by rule->index the rules whose verdicts count as evidence: those on effectiveness. */
void scenarios_rules(const struct theory *t, bool *rules);
/* Adds to the plan what the costs of measures and the budget are computed from. */
void scenarios_plan(const struct theory *t, struct plan *plan);

/* The plan has been run, with the rules in the selection. Works out the scenarios in `asked` (an entry
 * may be NULL: nothing), and the zero option behind them. Findings C09 are added to the options'. */
const struct result_scenarios *scenarios_run(struct arena *arena, const struct theory *t,
                                             const struct selection *selection,
                                             const struct scenario *const *asked, size_t count,
                                             const struct judge_options *options,
                                             const struct input *inputs, size_t input_count);

#endif
