/* What the reports for people share. */
#ifndef POL_RENDER_HUMAN_H
#define POL_RENDER_HUMAN_H

#include "render/report.h"

/* A value with its unit, in as many decimals as people can use. */
void human_value(struct buf *out, const struct result_value *value);

/* The findings of these families ("DU"), each with its line. */
void human_findings(struct buf *out, const struct report *report, const char *families);

#endif
