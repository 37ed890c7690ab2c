/* What the figures of an indicator can support, for people and as JSON. */
#ifndef POL_RENDER_METHODS_H
#define POL_RENDER_METHODS_H

#include "render/report.h"

/* The survey of the report's result. */
void human_methods(struct buf *out, const struct report *report);
void json_methods(struct buf *out, const struct report *report);

#endif
