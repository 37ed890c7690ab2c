/* What would make an unknown verdict known. */
#ifndef POL_RENDER_REMEDIES_H
#define POL_RENDER_REMEDIES_H

#include "render/report.h"

/* Each a line for people, the same thing once; in the order in which the conditions were looked at.
 * None of a verdict that is known. */
size_t remedies_of_rule(struct arena *arena, const struct result_rule *rule,
                        const struct str **remedies);
/* The same of one value that is missing. */
struct str remedy_of_value(struct arena *arena, struct str text, const struct result_value *value);

#endif
