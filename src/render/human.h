/* What the reports for people share. */
#ifndef POL_RENDER_HUMAN_H
#define POL_RENDER_HUMAN_H

#include "render/report.h"

/* The findings of these families ("DU"), each with its line. */
void human_findings(struct buf *out, const struct report *report, const char *families);

#endif
