/* TAP version 14: a test point for each file without remarks, and for each finding and verdict. */
#include "render/remark.h"

#include "base/utf8.h"

/* A description on one line, in which # begins no directive. */
static void add_description(struct buf *out, struct arena *arena, struct str text)
{
    struct buf line = buf_in(arena);
    remark_add_line(&line, text);
    for (size_t i = 0; i < line.len; i++) {
        if (line.p[i] == '\\' || line.p[i] == '#') buf_add_char(out, '\\');
        buf_add_char(out, line.p[i]);
    }
}

/* A scalar of YAML in double quotes. */
static void add_scalar(struct buf *out, struct str text)
{
    buf_add_char(out, '"');
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        if (!bytes)
            buf_add(out, UTF8_REPLACEMENT);
        else if (code == '"' || code == '\\')
            buf_printf(out, "\\%c", (char)code);
        else if (utf8_is_unprintable(code))
            buf_printf(out, code > 0xffff ? "\\U%08x" : "\\u%04x", (unsigned)code);
        else
            buf_add(out, (struct str){text.p, bytes});
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
    buf_add_char(out, '"');
}

static void add_member(struct buf *out, const char *key, struct str text)
{
    if (!text.len) return;
    buf_printf(out, "  %s: ", key);
    add_scalar(out, text);
    buf_add_char(out, '\n');
}

static void add_diagnostics(struct buf *out, const struct remark *remark)
{
    buf_add(out, STR("  ---\n"));
    add_member(out, "message", remark->text);
    add_member(out, "help", remark->help);
    add_member(out, "severity", severity_name(remark->severity));
    add_member(out, "code", remark->code);
    add_member(out, "name", remark->name);
    if (remark->rule) add_member(out, "verdict", remark->rule->verdict);
    if (remark->place.path.len) {
        add_member(out, "file", remark->place.path);
        buf_printf(out, "  line: %u\n  column: %u\n", remark->place.start.line,
                   remark->place.start.column);
    }
    buf_add(out, STR("  ...\n"));
}

static void begin_point(struct buf *out, bool ok, size_t *number)
{
    buf_printf(out, "%s %zu - ", ok ? "ok" : "not ok", ++*number);
}

static void add_remark(struct buf *out, struct arena *arena, const struct remark *remark,
                       size_t *number)
{
    bool ok = remark->outcome != REMARK_FAILED && remark->outcome != REMARK_UNDECIDED;
    begin_point(out, ok, number);
    add_description(out, arena, remark_position(arena, remark));
    add_description(out, arena, remark->head);
    buf_printf(out, " [%.*s]", STR_ARG(remark->code));
    if (remark->outcome == REMARK_SKIPPED) {
        buf_add(out, STR(" # SKIP "));
        add_description(out, arena, remark->reason);
    }
    buf_add_char(out, '\n');
    if (remark->outcome != REMARK_PASSED && remark->outcome != REMARK_SKIPPED)
        add_diagnostics(out, remark);
}

static void add_file(struct buf *out, struct arena *arena, const struct remark_file *file,
                     size_t *number)
{
    for (size_t i = 0; i < file->count; i++) add_remark(out, arena, &file->remarks[i], number);
    if (file->count) return;
    begin_point(out, true, number);
    add_description(out, arena, file->path);
    buf_add_char(out, '\n');
}

void tap_report(struct buf *out, const struct report *report)
{
    struct remarks remarks = remarks_of(report);
    size_t number = 0, points = remarks.count;
    for (size_t i = 0; i < remarks.file_count; i++) points += !remarks.files[i].count;
    buf_add(out, STR("TAP version 14\n"));
    if (report->kind != REPORT_FAILURE)
        buf_printf(out, "1..%zu%s\n", points, points ? "" : " # SKIP there is nothing to judge");
    for (size_t i = 0; i < remarks.file_count; i++)
        add_file(out, report->arena, &remarks.files[i], &number);
    if (report->kind != REPORT_FAILURE) return;
    buf_add(out, STR("Bail out! "));
    add_description(out, report->arena, report->error);
    buf_add_char(out, '\n');
}
