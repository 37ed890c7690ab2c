/* What all measures cost, for reports to readers: also those whose costs no rule asks for. */
#ifndef POL_JUDGE_SPENDING_H
#define POL_JUDGE_SPENDING_H

#include "judge/evaluate.h"
#include "judge/result.h"

/* Fills result->spendings. The selection was made with `spending`, so that what costs are worked out
 * from has been collected. */
void spending_present(struct judge *judge, struct result *result);

#endif
