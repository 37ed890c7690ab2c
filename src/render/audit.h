/* The audit of data: by what figures a policy can be seen, for which periods, how current they are. */
#ifndef POL_RENDER_AUDIT_H
#define POL_RENDER_AUDIT_H

#include "render/report.h"

/* Of the report's result. */
void human_audit(struct buf *out, const struct report *report);
void json_audit(struct buf *out, const struct report *report);

/* How many nodes of a level ("impact", "effect", "measure") there are, and of how many a figure is
 * known. */
struct audit_level {
    struct str kind;
    size_t of, with_indicator, seen;
};
enum { AUDIT_LEVELS = 3 };
void audit_levels(const struct result *result, struct audit_level levels[AUDIT_LEVELS]);

#endif
