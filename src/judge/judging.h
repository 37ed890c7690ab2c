/* All rules and assumptions judged in their order: the part that an evaluation and a test share.
 * Internal to src/judge. */
#ifndef POL_JUDGE_JUDGING_H
#define POL_JUDGE_JUDGING_H

#include "judge/judge.h"
#include "judge/verdict.h"

struct judging {
    struct judge judge;
    const struct selection *selection;
    const struct judge_options *options;
    struct result *result;           /* of an evaluation */
    struct trial *trials;            /* by rule->index: of the whole */
    struct trial *assumption_trials; /* by assumption->index */
};

void judging_begin(struct judging *judging, struct arena *arena, const struct theory *t,
                   const struct selection *selection, const struct judge_options *options);

/* Judges what the selection needs. */
void judging_run(struct judging *judging);

#endif
