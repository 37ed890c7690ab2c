/* What scenarios come to, for people and as JSON. */
#ifndef POL_RENDER_SCENARIO_REPORT_H
#define POL_RENDER_SCENARIO_REPORT_H

#include "judge/scenario.h"
#include "render/report.h"

/* The scenarios of the report. */
void human_scenario(struct buf *out, const struct report *report);
void json_scenario(struct buf *out, const struct report *report);

/* "kept", "dropped", … */
struct str fate_word(enum scenario_fate fate);

#endif
