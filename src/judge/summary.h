/* What there is to judge, and what of it could be judged (language.md §6, "Summary"). */
#ifndef POL_JUDGE_SUMMARY_H
#define POL_JUDGE_SUMMARY_H

#include "judge/evaluate.h"
#include "judge/result.h"
#include "judge/selection.h"

void summary_make(struct judge *judge, const struct selection *selection, struct result *result);

#endif
