/* Why: the tree behind a verdict, for people and as JSON. */
#ifndef POL_RENDER_WHY_H
#define POL_RENDER_WHY_H

#include "judge/story.h"
#include "render/report.h"

/* The story of the report's result. */
void human_why(struct buf *out, const struct report *report);
void json_why(struct buf *out, const struct report *report);

#endif
