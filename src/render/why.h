/* Why: the tree behind a verdict, for people and as JSON. */
#ifndef POL_RENDER_WHY_H
#define POL_RENDER_WHY_H

#include "judge/story.h"
#include "render/report.h"

/* `story` is that of the report's result. */
void human_why(struct buf *out, const struct report *report, const struct story *story);
void json_why(struct buf *out, const struct report *report, const struct story *story);

#endif
