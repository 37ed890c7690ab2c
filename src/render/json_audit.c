/* The audit as JSON. */
#include "render/audit.h"
#include "render/json_parts.h"

static void add_levels(struct json *json, const struct result *result)
{
    struct audit_level levels[AUDIT_LEVELS];
    audit_levels(result, levels);
    json_key(json, "levels");
    json_object(json);
    for (size_t i = 0; i < AUDIT_LEVELS; i++) {
        json_key_str(json, levels[i].kind);
        json_object(json);
        json_member_int(json, "of", levels[i].of);
        json_member_int(json, "with_indicator", levels[i].with_indicator);
        json_member_int(json, "seen", levels[i].seen);
        json_end_object(json);
    }
    json_end_object(json);
}

static void add_indicator(struct json *json, const struct result_indicator *indicator)
{
    json_object(json);
    json_member_str(json, "name", indicator->name);
    json_member_str_or_null(json, "of", indicator->of);
    json_member_str_or_null(json, "every", indicator->every);
    json_member_int(json, "periods", indicator->period_count);
    json_member_int(json, "known", indicator->known);
    json_member_str_or_null(json, "first", indicator->first_known);
    json_member_str_or_null(json, "last", indicator->last_known);
    json_member_str_or_null(json, "last_ended", indicator->last_ended);
    json_member_int(json, "behind", indicator->behind);
    json_key(json, "missing");
    json_array(json);
    for (size_t i = 0; i < indicator->period_count; i++) {
        const struct result_point *point = &indicator->points[i];
        if (point->value.kind != RESULT_MISSING) continue;
        json_object(json);
        json_member_str(json, "period", point->period);
        json_member_str(json, "reason", reason_code(point->value.reason.reason));
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

static void add_input(struct json *json, const struct result_input *input)
{
    json_object(json);
    json_member_str(json, "data", input->name);
    json_member_str(json, "path", input->path);
    json_member_str(json, "fingerprint", input->fingerprint);
    json_member_int(json, "rows", input->rows);
    json_member_int(json, "rejected", input->rejected);
    json_member_int(json, "unplaced", input->unplaced);
    json_member_int(json, "later", input->later);
    if (input->file_count) json_input_files(json, input);
    json_end_object(json);
}

void json_audit(struct buf *out, const struct report *report)
{
    const struct result *result = report->result;
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_member_str(&json, "policy", result->policy);
    json_member_str(&json, "as_of", result->as_of);
    add_levels(&json, result);
    json_key(&json, "indicators");
    json_array(&json);
    for (size_t i = 0; i < result->indicator_count; i++)
        add_indicator(&json, &result->indicators[i]);
    json_end_array(&json);
    json_key(&json, "inputs");
    json_array(&json);
    for (size_t i = 0; i < result->input_count; i++) add_input(&json, &result->inputs[i]);
    json_end_array(&json);
    json_findings(&json, report);
    json_end_object(&json);
    buf_add_char(out, '\n');
}
