/* A line for each finding and verdict, as compilers write them: editors and scripts can read that. */
#include "render/remark.h"

void short_report(struct buf *out, const struct report *report)
{
    struct remarks remarks = remarks_of(report);
    for (size_t i = 0; i < remarks.count; i++) {
        const struct remark *remark = &remarks.items[i];
        if (remark->finding && !remark_is_open(remark)) continue;
        remark_add_line(out, remark_position(report->arena, remark));
        buf_printf(out, "%.*s: ", STR_ARG(severity_name(remark->severity)));
        remark_add_line(out, remark->text);
        buf_printf(out, " [%.*s]\n", STR_ARG(remark->code));
    }
    if (report->kind != REPORT_FAILURE) return;
    buf_add(out, STR("pol: error: "));
    remark_add_line(out, report->error);
    buf_add_char(out, '\n');
}
