/* Code Quality of GitLab: an array of issues, told apart between runs by their fingerprints. */
#include "render/json_write.h"
#include "render/remark.h"

static struct str severity_of(enum severity severity)
{
    switch (severity) {
    case SEVERITY_NOTE: return STR("info");
    case SEVERITY_WARNING: return STR("minor");
    case SEVERITY_ERROR: return STR("major");
    }
    return STR("major");
}

/* GitLab wants a file and a line of every issue: what lies nowhere lies in the folder. */
static void add_place(struct json *json, const struct shown_place *place)
{
    json_key(json, "location");
    json_object(json);
    json_member_str(json, "path", place->path.len ? place->path : STR("."));
    json_key(json, "lines");
    json_object(json);
    json_member_int(json, "begin", place->path.len ? place->start.line : 1);
    if (place->source) json_member_int(json, "end", place->end.line);
    json_end_object(json);
    json_end_object(json);
}

static void add_remark(struct json *json, struct arena *arena, const struct remark *remark)
{
    json_object(json);
    json_member_str(json, "description", remark_with_help(arena, remark));
    json_member_str(json, "check_name", remark->code);
    json_member_str(json, "fingerprint", remark->fingerprint);
    json_member_str(json, "severity", severity_of(remark->severity));
    add_place(json, &remark->place);
    json_end_object(json);
}

static void add_failure(struct json *json, const struct report *report)
{
    static const struct shown_place nowhere;
    json_object(json);
    json_member_str(json, "description", report->error);
    json_member_str(json, "check_name", STR("pol"));
    json_member_str(json, "fingerprint", STR("pol")); /* there is only one */
    json_member_str(json, "severity", STR("blocker"));
    add_place(json, &nowhere);
    json_end_object(json);
}

void gitlab_report(struct buf *out, const struct report *report)
{
    struct remarks remarks = remarks_of(report);
    struct json json = json_to(out);
    json_array(&json);
    for (size_t i = 0; i < remarks.count; i++)
        if (remark_is_open(&remarks.items[i])) add_remark(&json, report->arena, &remarks.items[i]);
    if (report->kind == REPORT_FAILURE) add_failure(&json, report);
    json_end_array(&json);
    buf_add_char(out, '\n');
}
