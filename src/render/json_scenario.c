/* Scenarios as JSON (docs/reports.md). */
#include "render/json_parts.h"
#include "render/scenario_report.h"

struct str fate_word(enum scenario_fate fate)
{
    switch (fate) {
    case SCENARIO_KEPT: return STR("kept");
    case SCENARIO_CHANGED: return STR("changed");
    case SCENARIO_ADDED: return STR("added");
    case SCENARIO_DROPPED: return STR("dropped");
    }
    return STR("");
}

static struct str choice_word(enum scenario_choice choice)
{
    switch (choice) {
    case CHOICE_LISTED: return STR("listed");
    case CHOICE_NOT_NEEDED: return STR("not_needed");
    case CHOICE_MADE: return STR("made");
    case CHOICE_IMPOSSIBLE: return STR("impossible");
    case CHOICE_TOO_LARGE: return STR("too_large");
    case CHOICE_UNPRICED: return STR("unpriced");
    }
    return STR("");
}

static void add_value(struct json *json, const char *key, const struct result_value *value)
{
    json_key(json, key);
    json_value(json, value);
}

static void add_totals(struct json *json, const char *key, const struct scenario_totals *totals)
{
    json_key(json, key);
    json_object(json);
    add_value(json, "costs", &totals->costs);
    add_value(json, "present_value", &totals->present_value);
    json_member_int(json, "unpriced", totals->unpriced);
    json_member_int(json, "measures", totals->measures);
    json_member_int(json, "goals", totals->goals);
    json_member_int(json, "links", totals->links);
    json_key(json, "links_by_level");
    json_object(json);
    for (size_t i = 0; i < SCENARIO_LEVELS; i++) {
        const char *levels[SCENARIO_LEVELS] = {"5", "4", "3", "2", "1", "0"};
        json_member_int(json, levels[i], totals->by_level[i]);
    }
    json_end_object(json);
    json_member_int(json, "indicators", totals->indicators);
    json_end_object(json);
}

static void add_texts(struct json *json, const char *key, const struct str *texts, size_t count)
{
    json_key(json, key);
    json_array(json);
    for (size_t i = 0; i < count; i++) json_str(json, texts[i]);
    json_end_array(json);
}

static void add_budget(struct json *json, const struct scenario_result *r)
{
    json_key(json, "budget");
    if (!r->has_budget) {
        json_null(json);
        return;
    }
    json_object(json);
    json_member_str(json, "asked", r->budget.asked);
    json_member_str(json, "of", r->budget.of);
    add_value(json, "base", &r->budget.base);
    add_value(json, "limit", &r->budget.limit);
    json_key(json, "fits");
    if (r->budget.fits < 0)
        json_null(json);
    else
        json_bool(json, r->budget.fits);
    json_end_object(json);
}

static void add_measures(struct json *json, const struct scenario_result *r)
{
    json_key(json, "measures");
    json_array(json);
    for (size_t i = 0; i < r->measure_count; i++) {
        const struct scenario_measure *m = &r->measures[i];
        json_object(json);
        json_member_str(json, "name", m->name);
        json_member_str(json, "fate", fate_word(m->fate));
        add_value(json, "costs_before", &m->before);
        add_value(json, "costs", &m->after);
        json_member_str_or_null(json, "reason",
                                m->after.kind == RESULT_MISSING ? m->after.reason.text : STR(""));
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_things(struct json *json, const char *key, const struct scenario_thing *things,
                       size_t count)
{
    json_key(json, key);
    json_array(json);
    for (size_t i = 0; i < count; i++) {
        json_object(json);
        json_member_str(json, "kind", things[i].kind);
        json_member_str(json, "name", things[i].name);
        json_member_str_or_null(json, "of", things[i].of);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_links(struct json *json, const char *key, const struct scenario_link *links,
                      size_t count)
{
    json_key(json, key);
    json_array(json);
    for (size_t i = 0; i < count; i++) {
        json_object(json);
        json_member_str(json, "from", links[i].from);
        json_member_str(json, "to", links[i].to);
        json_member_int(json, "level", (uint64_t)links[i].level);
        json_key(json, "shown_not_to_work");
        json_bool(json, links[i].shown_false);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_losses(struct json *json, const struct scenario_result *r)
{
    json_key(json, "lost");
    json_object(json);
    add_things(json, "goals", r->lost_goals, r->lost_goal_count);
    add_links(json, "links", r->lost_links, r->lost_link_count);
    add_things(json, "indicators", r->lost_indicators, r->lost_indicator_count);
    add_things(json, "risks", r->lost_risks, r->lost_risk_count);
    json_end_object(json);
    json_key(json, "weakened");
    json_array(json);
    for (size_t i = 0; i < r->weakened_count; i++) {
        json_object(json);
        json_member_str(json, "kind", r->weakened[i].kind);
        json_member_str(json, "name", r->weakened[i].name);
        json_member_int(json, "measures_before", r->weakened[i].before);
        json_member_int(json, "measures", r->weakened[i].after);
        json_end_object(json);
    }
    json_end_array(json);
    add_links(json, "harms_ended", r->ended_harms, r->ended_harm_count);
}

static void add_scenario(struct json *json, const struct scenario_result *r)
{
    json_object(json);
    json_member_str(json, "name", r->name);
    json_member_str_or_null(json, "title", r->title);
    add_texts(json, "sources", r->sources, r->source_count);
    add_totals(json, "totals", &r->totals);
    json_discount(json, &r->discount);
    add_budget(json, r);
    json_member_str(json, "choice", choice_word(r->choice));
    json_member_int(json, "links_at_stake", r->at_stake);
    json_member_int(json, "links_proven", r->proven);
    json_key(json, "as_good");
    json_array(json);
    for (size_t i = 0; i < r->as_good_count; i++) {
        json_array(json);
        for (size_t k = 0; k < r->as_good[i].count; k++) json_str(json, r->as_good[i].names[k]);
        json_end_array(json);
    }
    json_end_array(json);
    json_key(json, "as_good_more");
    json_bool(json, r->as_good_more);
    add_measures(json, r);
    add_losses(json, r);
    add_texts(json, "notes", r->notes, r->note_count);
    json_end_object(json);
}

void json_scenario(struct buf *out, const struct report *report)
{
    const struct result_scenarios *all = report->scenarios;
    struct json json = json_to(out);
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_member_str(&json, "policy", all->policy);
    json_member_str_or_null(&json, "period", all->period);
    json_member_str(&json, "as_of", all->as_of);
    json_member_str_or_null(&json, "unit", all->unit);
    json_key(&json, "prices");
    if (all->prices)
        json_int(&json, (uint64_t)all->prices);
    else
        json_null(&json);
    add_totals(&json, "base", &all->base);
    json_key(&json, "scenarios");
    json_array(&json);
    for (size_t i = 0; i < all->count; i++) add_scenario(&json, &all->scenarios[i]);
    json_end_array(&json);
    json_inputs(&json, all->inputs, all->input_count);
    json_findings(&json, report);
    json_end_object(&json);
    buf_add_char(out, '\n');
}
