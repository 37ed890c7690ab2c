/* Keeping figures of few events out of sight (`settings { min_cell 5 }`): those of small groups, and
 * of others that with the whole would give them away. Internal to src/judge. */
#ifndef POL_JUDGE_SUPPRESS_H
#define POL_JUDGE_SUPPRESS_H

#include "judge/evaluate.h"
#include "judge/result.h"

/* Whether a figure rests on fewer events than may be shown of a group. */
bool suppress_is_few(const struct judge *judge, const struct cell *cell);

/* Hides points of small groups; `points` are those of the panel's runs, one run after the other. */
void suppress_points(struct judge *judge, struct indicator *indicator, const struct panel *panel,
                     struct result_point *points);

/* Whether an operand reads a group's figure that its indicator does not show: of `group`, or of one
 * that `only` names. A figure made of several (a change, a mean) tells of each. */
bool suppress_reads_hidden(struct judge *judge, const struct group *group, struct expr *operand);

/* Hides figures behind the verdicts of a rule: the whole first, then its groups. What is hidden of one
 * group is hidden of all, else the whole would give it away. */
void suppress_rules(struct judge *judge, struct result_rule *rules, size_t count);
/* The same behind conditions that stand alone. */
void suppress_conditions(struct judge *judge, struct result_condition *conditions, size_t count);

#endif
