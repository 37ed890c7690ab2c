/* The tree as JSON: the keys that a part has depend on its kind, "parts" always stands. */
#include "render/json_parts.h"
#include "render/remedies.h"
#include "render/why.h"

static const char *kind_name(enum story_kind kind)
{
    switch (kind) {
    case STORY_NODE: return "node";
    case STORY_LINK: return "link";
    case STORY_RULE: return "rule";
    case STORY_CONDITION: return "condition";
    case STORY_LIMIT: return "limit";
    case STORY_CAUTION: return "caution";
    case STORY_VALUE: return "value";
    case STORY_ESTIMATE: return "estimate";
    case STORY_INDICATOR: return "indicator";
    case STORY_FIGURE: return "figure";
    case STORY_AIM: return "aim";
    case STORY_COSTS: return "costs";
    case STORY_AGGREGATE: return "aggregate";
    case STORY_INPUT: return "input";
    case STORY_ROW: return "row";
    case STORY_ASSUMPTION: return "assumption";
    case STORY_EVIDENCE: return "evidence";
    case STORY_MORE: return "more";
    }
    return "";
}

static void add_value(struct json *json, const struct story *story)
{
    json_key(json, "value");
    json_value(json, &story->value);
    if (story->value.kind == RESULT_MISSING) {
        json_member_str(json, "reason", reason_code(story->value.reason.reason));
        json_member_str(json, "reason_text", story->value.reason.text);
    }
    if (story->value.unit.len) json_member_str(json, "unit", story->value.unit);
}

static void add_remedies(struct json *json, const struct report *report,
                         const struct result_rule *rule)
{
    const struct str *remedies;
    size_t count = remedies_of_rule(report->arena, rule, &remedies);
    json_key(json, "would_be_known_with");
    json_array(json);
    for (size_t i = 0; i < count; i++) json_str(json, remedies[i]);
    json_end_array(json);
}

static void add_story(struct json *json, const struct report *report, const struct story *story)
{
    json_object(json);
    json_member_str(json, "kind", str_from(kind_name(story->kind)));
    if (story->name.len) json_member_str(json, "name", story->name);
    if (story->title.len) json_member_str(json, "title", story->title);
    if (story->text.len) json_member_str(json, "text", story->text);
    if (story->period.len) json_member_str(json, "period", story->period);
    if (story->truth != STORY_NO_TRUTH)
        json_member_str(json, "truth",
                        story->truth < 0 ? STR("unknown")
                        : story->truth   ? STR("true")
                                         : STR("false"));
    if (story->has_value) add_value(json, story);
    if (story->counted) {
        json_member_int(json, "n", story->n);
        json_member_int(json, "missing", story->missing);
        json_member_int(json, "left_out", story->left_out);
    }
    if (story->rule) add_remedies(json, report, story->rule);
    if (story->input) {
        json_input(json, story->input);
        json_member_int(json, "later", story->input->later);
    }
    json_place(json, report, &story->location, false);
    json_key(json, "parts");
    json_array(json);
    for (const struct story *part = story->parts; part; part = part->next)
        add_story(json, report, part);
    json_end_array(json);
    json_end_object(json);
}

void json_why(struct buf *out, const struct report *report)
{
    const struct story *story = report->result->story;
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_member_str(&json, "policy", report->result->policy);
    json_member_str(&json, "as_of", report->result->as_of);
    json_key(&json, "why");
    add_story(&json, report, story);
    json_findings(&json, report);
    json_end_object(&json);
    buf_add_char(out, '\n');
}
