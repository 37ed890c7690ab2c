/* What is to be followed up, as plain data: recommendations and planned evaluations. Internal to
 * src/judge. */
#ifndef POL_JUDGE_AGENDA_H
#define POL_JUDGE_AGENDA_H

#include "judge/evaluate.h"
#include "judge/result.h"

/* Fills in the result's recommendations and evaluations, in text order. */
void agenda_present(struct judge *judge, struct result *result);

#endif
