/* Keeping figures of few events out of sight (`settings { min_cell 5 }`): those of small groups, and
 * of others that with the whole would give them away. Internal to src/judge. */
#ifndef POL_JUDGE_SUPPRESS_H
#define POL_JUDGE_SUPPRESS_H

#include "judge/evaluate.h"
#include "judge/result.h"

/* Whether a figure rests on fewer events than may be shown of a group. */
bool suppress_is_few(const struct judge *judge, const struct cell *cell);

/* Hides points of small groups; `points` are those of the panel's runs, one run after the other. */
void suppress_points(struct judge *judge, const struct panel *panel, struct result_point *points);

/* Hides figures behind the verdicts of a rule: the whole first, then its groups. What is hidden of one
 * group is hidden of all, else the whole would give it away. */
void suppress_rules(struct judge *judge, struct result_rule *rules, size_t count);

#endif
