/* The effect ladder: how well it is known that one thing leads to another, link by link (Veerman & Van
 * Yperen, "Degrees of freedom and degrees of certainty", Evaluation and Program Planning 30, 2007):
 * described, argued from theory, seen to go together, shown to be the cause. Internal to src/judge. */
#ifndef POL_JUDGE_LADDER_H
#define POL_JUDGE_LADDER_H

#include "judge/judging.h"

/* Puts each `leads to` with its rung in the result, in text order. */
void ladder_present(struct judging *judging);

#endif
