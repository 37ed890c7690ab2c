/* Reports as JSON (language.md §7): stable, for tests and other programs. */
#include "render/json_parts.h"

void json_place(struct json *json, const struct report *report, const struct location *location,
                bool with_end)
{
    struct shown_place place = report_place(report, location);
    json_member_str_or_null(json, "file", place.path);
    json_member_int(json, "line", place.start.line);
    json_member_int(json, "column", place.start.column);
    if (!with_end) return;
    json_member_int(json, "end_line", place.end.line);
    json_member_int(json, "end_column", place.end.column);
}

static void add_finding(struct json *json, const struct report *report,
                        const struct finding *finding)
{
    const struct finding_kind *kind = finding_kind(finding->code);
    json_object(json);
    json_member_str(json, "code", kind->code);
    json_member_str(json, "name", kind->name);
    json_member_str(json, "severity", severity_name(finding->severity));
    json_member_str(json, "message", finding->message);
    json_place(json, report, &finding->location, true);
    json_key(json, "related");
    json_array(json);
    for (const struct related *r = finding->related; r; r = r->next) {
        json_object(json);
        json_member_str(json, "message", r->message);
        json_place(json, report, &r->location, false);
        json_end_object(json);
    }
    json_end_array(json);
    json_member_str(json, "help", finding->help);
    json_end_object(json);
}

void json_findings(struct json *json, const struct report *report)
{
    json_key(json, "findings");
    json_array(json);
    for (size_t i = 0; i < report->finding_count; i++)
        add_finding(json, report, report->findings[i]);
    json_end_array(json);
}

void json_check(struct buf *out, const struct report *report)
{
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_member_int(&json, "files", report->files);
    json_member_int(&json, "errors", report->by_severity[SEVERITY_ERROR]);
    json_member_int(&json, "warnings", report->by_severity[SEVERITY_WARNING]);
    json_member_int(&json, "notes", report->by_severity[SEVERITY_NOTE]);
    json_member_int(&json, "suppressed", report->suppressed_count);
    json_findings(&json, report);
    json_end_object(&json);
    buf_add_char(out, '\n');
}

void json_failure(struct buf *out, const struct report *report)
{
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_key(&json, "error");
    json_object(&json);
    json_member_int(&json, "status", (uint64_t)report->status);
    json_member_str(&json, "message", report->error);
    json_end_object(&json);
    json_findings(&json, report);
    json_end_object(&json);
    buf_add_char(out, '\n');
}

/* --- evaluations --------------------------------------------------------------------------------------- */

void json_value(struct json *json, const struct result_value *value)
{
    switch (value->kind) {
    case RESULT_NUMBER: json_num(json, &value->number); break;
    case RESULT_TEXT: json_str(json, value->text); break;
    case RESULT_TRUE_FALSE: json_bool(json, value->truth); break;
    case RESULT_MISSING: json_null(json); break;
    }
}

static void add_group(struct json *json, const struct result_group *group)
{
    if (!group->count) return;
    json_key(json, "by");
    json_object(json);
    for (size_t i = 0; i < group->count; i++) {
        json_key_str(json, group->columns[i]);
        if (group->missing[i])
            json_null(json);
        else
            json_str(json, group->values[i]);
    }
    json_end_object(json);
}

static void add_truth(struct json *json, int truth)
{
    if (truth < 0)
        json_null(json);
    else
        json_bool(json, truth);
}

static void add_counts(struct json *json, const struct result *result)
{
    json_key(json, "summary");
    json_object(json);
    for (size_t i = 0; i < result->count_count; i++) {
        const struct result_count *count = &result->counts[i];
        json_key_str(json, count->criterion);
        json_object(json);
        json_member_int(json, "of", count->of);
        json_member_int(json, "judged", count->judged);
        json_member_int(json, "positive", count->positive);
        json_member_int(json, "mixed", count->mixed);
        json_member_int(json, "negative", count->negative);
        json_end_object(json);
    }
    json_end_object(json);
}

void json_input_files(struct json *json, const struct result_input *input)
{
    json_key(json, "files");
    json_array(json);
    for (size_t i = 0; i < input->file_count; i++) {
        json_object(json);
        json_member_str(json, "path", input->files[i].path);
        json_member_str(json, "fingerprint", input->files[i].fingerprint);
        json_member_int(json, "bytes", input->files[i].bytes);
        json_member_int(json, "rows", input->files[i].rows);
        json_member_int(json, "rejected", input->files[i].rejected);
        json_end_object(json);
    }
    json_end_array(json);
}

void json_input(struct json *json, const struct result_input *input)
{
    json_member_str(json, "path", input->path);
    json_member_str(json, "fingerprint", input->fingerprint);
    json_member_int(json, "bytes", input->bytes);
    json_member_int(json, "rows", input->rows);
    json_member_int(json, "rejected", input->rejected);
    json_member_int(json, "unplaced", input->unplaced);
}

void json_inputs(struct json *json, const struct result_input *inputs, size_t count)
{
    json_key(json, "inputs");
    json_array(json);
    for (size_t i = 0; i < count; i++) {
        const struct result_input *input = &inputs[i];
        json_object(json);
        json_member_str(json, "data", input->name);
        json_input(json, input);
        if (input->later) json_member_int(json, "later", input->later);
        if (input->file_count) json_input_files(json, input);
        json_end_object(json);
    }
    json_end_array(json);
}

void json_bounds(struct json *json, const struct result_value *value)
{
    if (value->kind != RESULT_NUMBER || !value->uncertain) return;
    json_key(json, "low");
    json_num(json, &value->low);
    json_key(json, "high");
    json_num(json, &value->high);
}

static void add_parts(struct json *json, const struct result_point *point)
{
    bool left_out = false;
    for (size_t i = 0; i < point->part_count; i++) left_out |= point->parts[i].left_out > 0;
    if (point->part_count < 2 && !left_out) return;
    json_key(json, "parts");
    json_array(json);
    for (size_t i = 0; i < point->part_count; i++) {
        json_object(json);
        json_member_str(json, "text", point->parts[i].text);
        json_member_int(json, "n", point->parts[i].n);
        json_member_int(json, "missing", point->parts[i].missing);
        json_member_int(json, "left_out", point->parts[i].left_out);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_point(struct json *json, const struct result_point *point)
{
    json_object(json);
    json_member_str(json, "period", point->period);
    add_group(json, &point->group);
    json_key(json, "value");
    json_value(json, &point->value);
    json_bounds(json, &point->value);
    if (point->value.kind == RESULT_MISSING)
        json_member_str(json, "reason", reason_code(point->value.reason.reason));
    if (point->hidden) {
        json_key(json, "n");
        json_null(json);
        json_key(json, "missing");
        json_null(json);
    } else {
        json_member_int(json, "n", point->n);
        json_member_int(json, "missing", point->missing);
    }
    add_parts(json, point);
    if (point->provisional) {
        json_key(json, "provisional");
        json_bool(json, true);
    }
    json_end_object(json);
}

static void add_aims(struct json *json, const struct result_indicator *indicator)
{
    json_key(json, "baselines");
    json_array(json);
    for (size_t i = 0; i < indicator->baseline_count; i++) {
        json_object(json);
        json_key(json, "value");
        json_value(json, &indicator->baselines[i].value);
        json_member_str(json, "in", indicator->baselines[i].period);
        json_end_object(json);
    }
    json_end_array(json);
    json_key(json, "targets");
    json_array(json);
    for (size_t i = 0; i < indicator->target_count; i++) {
        json_object(json);
        json_key(json, "value");
        json_value(json, &indicator->targets[i].value);
        json_member_str(json, "by", indicator->targets[i].period);
        json_key(json, "met");
        add_truth(json, indicator->targets[i].met);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_indicators(struct json *json, const struct result *result)
{
    json_key(json, "indicators");
    json_array(json);
    for (size_t i = 0; i < result->indicator_count; i++) {
        const struct result_indicator *indicator = &result->indicators[i];
        json_object(json);
        json_member_str(json, "name", indicator->name);
        json_member_str_or_null(json, "of", indicator->of);
        json_member_str(json, "unit", indicator->unit);
        json_member_str_or_null(json, "every", indicator->every);
        json_member_str_or_null(json, "better", indicator->better);
        add_aims(json, indicator);
        json_key(json, "series");
        json_array(json);
        for (size_t k = 0; k < indicator->point_count; k++) add_point(json, &indicator->points[k]);
        json_end_array(json);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_reasons(struct json *json, const struct report *report,
                        const struct result_condition *condition)
{
    json_key(json, "reasons");
    json_object(json);
    for (size_t i = 0; i < condition->reason_count; i++) {
        const struct result_entry *entry = &condition->reasons[i];
        const struct result_reason *reason = &entry->value.reason;
        struct shown_place place = report_place(report, &reason->location);
        json_key_str(json, entry->text);
        json_object(json);
        json_member_str(json, "code", reason_code(reason->reason));
        json_member_str(json, "text", reason->text);
        json_member_str_or_null(json, "file", place.path);
        json_key(json, "line");
        if (place.path.len)
            json_int(json, place.start.line);
        else
            json_null(json);
        json_end_object(json);
    }
    json_end_object(json);
}

static void add_because(struct json *json, const struct report *report,
                        const struct result_condition *because, size_t count)
{
    json_key(json, "because");
    json_array(json);
    for (size_t i = 0; i < count; i++) {
        const struct result_condition *condition = &because[i];
        json_object(json);
        json_member_str(json, "text", condition->text);
        if (condition->role == ROLE_NEEDS)
            json_member_str(json, "role", STR("needs"));
        else if (condition->word.len)
            json_member_str(json, "word", condition->word);
        json_member_str(json, "truth",
                        condition->truth < 0 ? STR("unknown")
                        : condition->truth   ? STR("true")
                                             : STR("false"));
        if (condition->not_tested) {
            json_key(json, "not_tested");
            json_bool(json, true);
        }
        json_key(json, "values");
        json_object(json);
        for (size_t k = 0; k < condition->value_count; k++) {
            json_key_str(json, condition->values[k].text);
            json_value(json, &condition->values[k].value);
        }
        json_end_object(json);
        add_reasons(json, report, condition);
        json_end_object(json);
    }
    json_end_array(json);
}

void json_rule(struct json *json, const struct report *report, const struct result_rule *rule)
{
    struct shown_place place = report_place(report, &rule->location);
    json_object(json);
    json_member_str(json, "name", rule->name);
    json_member_str(json, "for", rule->node);
    json_member_str(json, "judges", rule->criterion);
    json_member_str_or_null(json, "of", rule->measure);
    add_group(json, &rule->group);
    json_member_str(json, "verdict", rule->verdict);
    json_member_str(json, "standing", rule->standing);
    json_member_str_or_null(json, "why", rule->why);
    json_member_str_or_null(json, "reason", rule->reason);
    json_key(json, "level");
    if (rule->level)
        json_int(json, (uint64_t)rule->level);
    else
        json_null(json);
    json_key(json, "cautions");
    json_array(json);
    for (size_t i = 0; i < rule->caution_count; i++) json_str(json, rule->cautions[i]);
    json_end_array(json);
    json_estimates(json, rule);
    json_contribution(json, rule);
    json_member_str_or_null(json, "file", place.path);
    json_member_int(json, "line", place.start.line);
    add_because(json, report, rule->because, rule->because_count);
    json_end_object(json);
}

static void add_cost_pers(struct json *json, const struct result_cost *cost)
{
    json_key(json, "cost_per");
    json_array(json);
    for (size_t i = 0; i < cost->per_count; i++) {
        const struct result_cost_per *per = &cost->pers[i];
        json_object(json);
        json_member_str(json, "text", per->text);
        json_member_str(json, "unit", per->point.unit);
        json_key(json, "value");
        json_value(json, &per->point);
        json_bounds(json, &per->result);
        json_key(json, "unbounded");
        json_bool(json, per->unbounded);
        if (per->result.kind == RESULT_MISSING)
            json_member_str(json, "reason", per->result.reason.text);
        json_end_object(json);
    }
    json_end_array(json);
}

void json_discount(struct json *json, const struct result_discount *discount)
{
    json_key(json, "discount");
    if (!discount->used) {
        json_null(json);
        return;
    }
    json_object(json);
    json_key(json, "rate");
    json_num(json, &discount->rate);
    json_member_str_or_null(json, "to", discount->to);
    json_member_str_or_null(json, "source", discount->source);
    json_end_object(json);
}

static void add_cost(struct json *json, const struct result_cost *cost)
{
    json_object(json);
    json_member_str(json, "name", cost->name);
    json_member_str(json, "unit", cost->unit);
    json_key(json, "prices");
    if (cost->prices)
        json_int(json, (uint64_t)cost->prices);
    else
        json_null(json);
    json_key(json, "total");
    json_value(json, &cost->total);
    json_bounds(json, &cost->total);
    if (cost->total.kind == RESULT_MISSING)
        json_member_str(json, "reason", reason_code(cost->total.reason.reason));
    json_key(json, "present_value");
    json_value(json, &cost->present_value);
    json_key(json, "years");
    json_array(json);
    for (size_t i = 0; i < cost->year_count; i++) {
        json_object(json);
        json_member_str(json, "period", cost->years[i].period);
        json_key(json, "value");
        json_value(json, &cost->years[i].value);
        json_bounds(json, &cost->years[i].value);
        json_end_object(json);
    }
    json_end_array(json);
    add_cost_pers(json, cost);
    json_end_object(json);
}

static void add_costs(struct json *json, const struct result *result)
{
    json_key(json, "costs");
    json_array(json);
    for (size_t i = 0; i < result->cost_count; i++) add_cost(json, &result->costs[i]);
    json_end_array(json);
    json_discount(json, &result->discount);
}

static void add_simulations(struct json *json, const struct result *result)
{
    json_key(json, "simulations");
    json_array(json);
    for (size_t i = 0; i < result->simulation_count; i++) {
        const struct result_simulation *s = &result->simulations[i];
        json_object(json);
        json_member_str(json, "text", s->text);
        json_member_int(json, "draws", s->draws);
        json_key(json, "value");
        json_value(json, &s->value);
        json_bounds(json, &s->value);
        json_key(json, "drivers");
        json_array(json);
        for (size_t k = 0; k < s->driver_count; k++) {
            json_object(json);
            json_member_str(json, "text", s->drivers[k].text);
            json_key(json, "at_low");
            json_value(json, &s->drivers[k].at_low);
            json_key(json, "at_high");
            json_value(json, &s->drivers[k].at_high);
            json_key(json, "share");
            json_num(json, &s->drivers[k].share);
            json_end_object(json);
        }
        json_end_array(json);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_assumptions(struct json *json, const struct report *report)
{
    const struct result *result = report->result;
    json_key(json, "assumptions");
    json_array(json);
    for (size_t i = 0; i < result->assumption_count; i++) {
        const struct result_assumption *assumption = &result->assumptions[i];
        json_object(json);
        json_member_str(json, "name", assumption->name);
        json_key(json, "holds");
        add_truth(json, assumption->holds);
        add_because(json, report, assumption->because, assumption->because_count);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_risks(struct json *json, const struct result *result)
{
    json_key(json, "risks");
    json_array(json);
    for (size_t i = 0; i < result->risk_count; i++) {
        const struct result_risk *risk = &result->risks[i];
        json_object(json);
        json_member_str(json, "name", risk->name);
        json_key(json, "score");
        json_value(json, &risk->score);
        json_key(json, "appetite");
        json_value(json, &risk->appetite);
        json_member_str_or_null(json, "accepted_by", risk->accepted_by);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_recommendations(struct json *json, const struct result *result)
{
    json_key(json, "recommendations");
    json_array(json);
    for (size_t i = 0; i < result->recommendation_count; i++) {
        const struct result_recommendation *r = &result->recommendations[i];
        json_object(json);
        json_member_str(json, "name", r->name);
        json_member_str_or_null(json, "response", r->response);
        json_member_str_or_null(json, "status", r->status);
        json_member_str_or_null(json, "due", r->due);
        json_key(json, "done");
        add_truth(json, r->done);
        json_key(json, "overdue");
        json_bool(json, r->overdue);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_evaluations(struct json *json, const struct result *result)
{
    json_key(json, "evaluations");
    json_array(json);
    for (size_t i = 0; i < result->evaluation_count; i++) {
        const struct result_evaluation *e = &result->evaluations[i];
        json_object(json);
        json_member_str(json, "name", e->name);
        json_key(json, "of");
        json_array(json);
        for (size_t k = 0; k < e->of_count; k++) json_str(json, e->of[k]);
        json_end_array(json);
        json_member_str_or_null(json, "planned", e->planned);
        json_member_str_or_null(json, "kind", e->kind);
        json_member_str_or_null(json, "status", e->status);
        json_member_str_or_null(json, "by", e->by);
        json_key(json, "overdue");
        json_bool(json, e->overdue);
        json_end_object(json);
    }
    json_end_array(json);
}

void json_evaluation(struct buf *out, const struct report *report)
{
    const struct result *result = report->result;
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_member_str(&json, "policy", result->policy);
    json_member_str_or_null(&json, "period", result->period);
    json_member_str(&json, "as_of", result->as_of);
    json_key(&json, "only");
    json_array(&json);
    for (size_t i = 0; i < result->only_count; i++) json_str(&json, result->only[i]);
    json_end_array(&json);
    json_member_str(&json, "evidence_scale", result->evidence_scale);
    add_counts(&json, result);
    json_inputs(&json, result->inputs, result->input_count);
    add_indicators(&json, result);
    json_key(&json, "rules");
    json_array(&json);
    for (size_t i = 0; i < result->rule_count; i++) json_rule(&json, report, &result->rules[i]);
    json_end_array(&json);
    json_chances(&json, result);
    json_links(&json, result);
    add_costs(&json, result);
    add_simulations(&json, result);
    add_assumptions(&json, report);
    add_risks(&json, result);
    add_recommendations(&json, result);
    add_evaluations(&json, result);
    json_findings(&json, report);
    json_end_object(&json);
    buf_add_char(out, '\n');
}
