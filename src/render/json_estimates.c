/* Estimates and tests as JSON. */
#include "render/json_parts.h"

static void add_estimate(struct json *json, const struct result_estimate *estimate)
{
    json_object(json);
    json_member_str(json, "text", estimate->text);
    json_member_str(json, "function", estimate->function);
    json_member_str(json, "of", estimate->of);
    json_member_str_or_null(json, "method", estimate->method);
    json_key(json, "level");
    if (estimate->level)
        json_int(json, (uint64_t)estimate->level);
    else
        json_null(json);
    json_key(json, "figures");
    json_object(json);
    for (size_t i = 0; i < estimate->figure_count; i++) {
        json_key_str(json, estimate->figures[i].text);
        json_value(json, &estimate->figures[i].value);
    }
    json_end_object(json);
    json_key(json, "reasons");
    json_object(json);
    for (size_t i = 0; i < estimate->figure_count; i++) {
        const struct result_entry *entry = &estimate->figures[i];
        if (entry->value.kind != RESULT_MISSING) continue;
        json_key_str(json, entry->text);
        json_object(json);
        json_member_str(json, "code", reason_code(entry->value.reason.reason));
        json_member_str(json, "text", entry->value.reason.text);
        json_end_object(json);
    }
    json_end_object(json);
    json_key(json, "cautions");
    json_array(json);
    for (size_t i = 0; i < estimate->caution_count; i++) {
        json_object(json);
        json_member_str(json, "code", estimate->cautions[i].code);
        json_member_str(json, "text", estimate->cautions[i].text);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

void json_estimates(struct json *json, const struct result_rule *rule)
{
    if (!rule->estimate_count) return;
    json_key(json, "estimates");
    json_array(json);
    for (size_t i = 0; i < rule->estimate_count; i++) add_estimate(json, &rule->estimates[i]);
    json_end_array(json);
}

static void add_truth(struct json *json, const char *key, int truth)
{
    json_key(json, key);
    if (truth < 0)
        json_null(json);
    else
        json_bool(json, truth);
}

void json_contribution(struct json *json, const struct result_rule *rule)
{
    const struct result_contribution *c = rule->contribution;
    if (!c) return;
    json_key(json, "contribution");
    json_object(json);
    json_member_str(json, "measure", c->measure);
    json_member_str(json, "to", c->to);
    add_truth(json, "holds", c->holds);
    add_truth(json, "delivered", c->delivered);
    add_truth(json, "evidenced", c->evidenced);
    add_truth(json, "seen", c->seen);
    add_truth(json, "rivals", c->rivals);
    json_key(json, "rows");
    json_array(json);
    for (size_t i = 0; i < c->row_count; i++) {
        json_object(json);
        json_member_str(json, "part", c->rows[i].part);
        json_member_str(json, "of", c->rows[i].of);
        add_truth(json, "holds", c->rows[i].holds);
        json_member_str(json, "text", c->rows[i].text);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

void json_links(struct json *json, const struct result *result)
{
    json_key(json, "links");
    json_array(json);
    for (size_t i = 0; i < result->link_count; i++) {
        const struct result_link *link = &result->links[i];
        json_object(json);
        json_member_str(json, "from", link->from);
        json_member_str(json, "to", link->to);
        json_member_str(json, "rung", ladder_rung_name(link->rung));
        json_member_str(json, "why", link->why);
        json_end_object(json);
    }
    json_end_array(json);
}

void json_chances(struct json *json, const struct result *result)
{
    if (!result->chance_count) return;
    json_key(json, "tests");
    json_array(json);
    for (size_t i = 0; i < result->chance_count; i++) {
        const struct result_test_of_chance *chance = &result->chances[i];
        struct num p = num_binary(chance->p), holm = num_binary(chance->holm);
        struct num bh = num_binary(chance->benjamini_hochberg);
        json_object(json);
        json_member_str(json, "rule", chance->rule);
        json_member_str(json, "text", chance->text);
        json_key(json, "p");
        json_num(json, &p);
        json_key(json, "holm");
        json_num(json, &holm);
        json_key(json, "benjamini_hochberg");
        json_num(json, &bh);
        json_end_object(json);
    }
    json_end_array(json);
}
