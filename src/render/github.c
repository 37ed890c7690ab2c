/* Workflow commands of GitHub Actions: each becomes a note beside the line of a pull request. */
#include "render/remark.h"

#include "base/utf8.h"

/* Everything on one line; what separates properties is escaped in them only. */
static void add_escaped(struct buf *out, struct str text, struct str special)
{
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        if (bytes && (code == '%' || code == '\r' || code == '\n'))
            buf_printf(out, "%%%02X", (unsigned)code);
        else if (bytes == 1 && str_index(special, *text.p) < special.len)
            buf_printf(out, "%%%02X", (unsigned)code);
        else if (bytes && (code == '\t' || !utf8_is_unprintable(code)))
            buf_add(out, (struct str){text.p, bytes});
        else
            buf_add(out, UTF8_REPLACEMENT);
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
}

static struct str command_of(enum severity severity)
{
    switch (severity) {
    case SEVERITY_NOTE: return STR("notice");
    case SEVERITY_WARNING: return STR("warning");
    case SEVERITY_ERROR: return STR("error");
    }
    return STR("error");
}

/* A place of several lines has no columns there. */
static void add_place(struct buf *out, const struct shown_place *place)
{
    if (!place->path.len) return;
    buf_add(out, STR("file="));
    add_escaped(out, place->path, STR(":,"));
    buf_printf(out, ",line=%u", place->start.line);
    if (place->source) buf_printf(out, ",endLine=%u", place->end.line);
    if (place->source && place->start.line == place->end.line)
        buf_printf(out, ",col=%u,endColumn=%u", place->start.column, place->end.column);
    buf_add_char(out, ',');
}

static void add_remark(struct buf *out, struct arena *arena, const struct remark *remark)
{
    buf_printf(out, "::%.*s ", STR_ARG(command_of(remark->severity)));
    add_place(out, &remark->place);
    buf_add(out, STR("title="));
    add_escaped(out, remark->code, STR(":,"));
    if (remark->finding) buf_printf(out, " %.*s", STR_ARG(remark->name));
    buf_add(out, STR("::"));
    add_escaped(out, remark_with_help(arena, remark), STR(""));
    buf_add_char(out, '\n');
}

void github_report(struct buf *out, const struct report *report)
{
    struct remarks remarks = remarks_of(report);
    for (size_t i = 0; i < remarks.count; i++)
        if (remark_is_open(&remarks.items[i])) add_remark(out, report->arena, &remarks.items[i]);
    if (report->kind != REPORT_FAILURE) return;
    buf_add(out, STR("::error title=pol::"));
    add_escaped(out, report->error, STR(""));
    buf_add_char(out, '\n');
}
