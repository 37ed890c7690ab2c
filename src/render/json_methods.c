/* What the figures of an indicator can support, as JSON. */
#include "render/json_parts.h"
#include "render/methods.h"

static void add_level(struct json *json, const char *key, int level)
{
    json_key(json, key);
    if (level)
        json_int(json, (uint64_t)level);
    else
        json_null(json);
}

static void add_method(struct json *json, const struct result_survey_method *method)
{
    json_object(json);
    json_member_str(json, "function", method->function);
    json_member_str(json, "call", method->call);
    json_key(json, "possible");
    json_bool(json, method->possible);
    add_level(json, "level", method->level);
    json_member_str_or_null(json, "why", method->why);
    json_key(json, "smallest");
    if (method->has_smallest)
        json_value(json, &method->smallest);
    else
        json_null(json);
    json_key(json, "cautions");
    json_array(json);
    for (size_t i = 0; i < method->caution_count; i++) {
        json_object(json);
        json_member_str(json, "code", method->cautions[i].code);
        json_member_str(json, "text", method->cautions[i].text);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

static void add_matters(struct json *json, const struct result_survey *survey)
{
    json_key(json, "matters");
    if (survey->has_matters)
        json_value(json, &survey->matters);
    else
        json_null(json);
    json_key(json, "too_coarse");
    if (survey->has_matters)
        json_bool(json, survey->too_coarse);
    else
        json_null(json);
}

void json_methods(struct buf *out, const struct report *report)
{
    const struct result_survey *survey = report->result->survey;
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_member_str(&json, "indicator", survey->name);
    json_member_str_or_null(&json, "of", survey->of);
    json_member_str(&json, "unit", survey->unit);
    json_member_str_or_null(&json, "every", survey->every);
    json_member_str_or_null(&json, "first", survey->first);
    json_member_str_or_null(&json, "last", survey->last);
    json_member_int(&json, "known", survey->known);
    json_member_int(&json, "missing", survey->missing);
    json_member_int(&json, "groups", survey->groups);
    json_member_str_or_null(&json, "from", survey->from);
    json_member_str_or_null(&json, "from_of", survey->from_of);
    json_member_int(&json, "before", survey->before);
    json_member_int(&json, "after", survey->after);
    json_member_str(&json, "evidence_scale", report->result->evidence_scale);
    json_key(&json, "methods");
    json_array(&json);
    for (size_t i = 0; i < survey->method_count; i++) add_method(&json, &survey->methods[i]);
    json_end_array(&json);
    add_level(&json, "level", survey->level);
    add_level(&json, "next_level", survey->next);
    json_key(&json, "to_reach_it");
    json_array(&json);
    for (size_t i = 0; i < survey->step_count; i++) json_str(&json, survey->steps[i]);
    json_end_array(&json);
    add_matters(&json, survey);
    json_findings(&json, report);
    json_end_object(&json);
    buf_add_char(out, '\n');
}
