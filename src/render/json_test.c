/* The tests that were run, as JSON. */
#include "render/json_parts.h"

static void add_member_value(struct json *json, const char *key, const struct result_value *value)
{
    json_key(json, key);
    json_value(json, value);
}

static void add_expectation(struct json *json, const struct report *report,
                            const struct result_expectation *e)
{
    json_object(json);
    json_member_str(json, "text", e->text);
    json_key(json, "passed");
    json_bool(json, e->passed);
    json_member_str(json, "relation", e->relation);
    add_member_value(json, "expected", &e->expected);
    if (e->tolerant) add_member_value(json, "tolerance", &e->tolerance);
    add_member_value(json, "actual", &e->actual);
    if (e->actual.kind == RESULT_MISSING)
        json_member_str(json, "reason", reason_code(e->actual.reason.reason));
    if (e->has_difference) add_member_value(json, "difference", &e->difference);
    json_member_str_or_null(json, "unit",
                            e->actual.kind == RESULT_NUMBER ? e->actual.unit : STR(""));
    json_member_str_or_null(json, "why", e->why);
    json_place(json, report, &e->location, false);
    json_key(json, "values");
    json_object(json);
    for (size_t i = 0; i < e->value_count; i++) {
        json_key_str(json, e->values[i].text);
        json_value(json, &e->values[i].value);
    }
    json_end_object(json);
    json_key(json, "rules");
    json_array(json);
    for (size_t i = 0; i < e->rule_count; i++) json_rule(json, report, &e->rules[i]);
    json_end_array(json);
    json_end_object(json);
}

static void add_test(struct json *json, const struct report *report, const struct result_test *test)
{
    json_object(json);
    json_member_str(json, "title", test->title);
    json_key(json, "passed");
    json_bool(json, test->passed);
    json_place(json, report, &test->location, false);
    json_member_str(json, "as_of", test->as_of);
    json_key(json, "expectations");
    json_array(json);
    for (size_t i = 0; i < test->expectation_count; i++)
        add_expectation(json, report, &test->expectations[i]);
    json_end_array(json);
    json_key(json, "not_tested");
    json_array(json);
    for (size_t i = 0; i < test->not_tested_count; i++) {
        json_object(json);
        json_member_str(json, "rule", test->not_tested[i].rule);
        json_member_str(json, "text", test->not_tested[i].text);
        json_place(json, report, &test->not_tested[i].location, false);
        json_end_object(json);
    }
    json_end_array(json);
    json_key(json, "notes");
    json_array(json);
    for (size_t i = 0; i < test->note_count; i++) json_str(json, test->notes[i]);
    json_end_array(json);
    json_end_object(json);
}

static void add_coverage(struct json *json, const struct report *report)
{
    const struct result_tests *tests = report->tests;
    json_key(json, "coverage");
    json_object(json);
    json_member_int(json, "outcomes", tests->outcome_count);
    json_member_int(json, "seen", tests->seen_count);
    json_key(json, "rules");
    json_array(json);
    for (size_t i = 0; i < tests->coverage_count; i++) {
        const struct result_coverage *rule = &tests->coverage[i];
        json_object(json);
        json_member_str(json, "name", rule->rule);
        json_place(json, report, &rule->location, false);
        json_key(json, "outcomes");
        json_array(json);
        for (size_t k = 0; k < rule->outcome_count; k++) {
            json_object(json);
            json_member_str(json, "word", rule->outcomes[k].word);
            json_member_str_or_null(json, "text", rule->outcomes[k].text);
            json_member_int(json, "seen", rule->outcomes[k].seen);
            json_place(json, report, &rule->outcomes[k].location, false);
            json_end_object(json);
        }
        json_end_array(json);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

void json_test(struct buf *out, const struct report *report)
{
    const struct result_tests *tests = report->tests;
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_member_int(&json, "passed", tests->passed);
    json_member_int(&json, "failed", tests->failed);
    json_member_int(&json, "not_selected", tests->not_selected);
    json_key(&json, "tests");
    json_array(&json);
    for (size_t i = 0; i < tests->test_count; i++) add_test(&json, report, &tests->tests[i]);
    json_end_array(&json);
    add_coverage(&json, report);
    json_findings(&json, report);
    json_end_object(&json);
    buf_add_char(out, '\n');
}
