/* Parts of the JSON that several reports have. */
#ifndef POL_RENDER_JSON_PARTS_H
#define POL_RENDER_JSON_PARTS_H

#include "render/json_write.h"
#include "render/report.h"

/* "file", "line" and "column", and where it ends. */
void json_place(struct json *json, const struct report *report, const struct location *location,
                bool with_end);
/* "findings": all of the report. */
void json_findings(struct json *json, const struct report *report);
/* A number, text, true, false, or null where it is missing. */
/* "low" and "high" of an uncertain number. */
void json_bounds(struct json *json, const struct result_value *value);
/* "discount": the rate with its source, or null where none was used. */
void json_discount(struct json *json, const struct result_discount *discount);
void json_value(struct json *json, const struct result_value *value);
/* "estimates": of a rule, where there are any; "tests": all of the policy, where there are two. */
void json_estimates(struct json *json, const struct result_rule *rule);
void json_contribution(struct json *json, const struct result_rule *rule);
/* "links": each with its rung on the effect ladder. */
void json_links(struct json *json, const struct result *result);
void json_chances(struct json *json, const struct result *result);
/* The members of an object that say what was read. */
void json_input(struct json *json, const struct result_input *input);
/* "inputs": the files that were read. */
void json_inputs(struct json *json, const struct result_input *inputs, size_t count);
/* A rule's verdict with its trace, as an object. */
void json_rule(struct json *json, const struct report *report, const struct result_rule *rule);

/* The member `files` of a table that was read from several. */
void json_input_files(struct json *json, const struct result_input *input);

#endif
