/* The picture as JSON: boxes, arrows and what is known of them. */
#include "render/drawing.h"
#include "render/json_parts.h"

static void add_names(struct json *json, const char *key, const struct map *map,
                      const struct portrait_places *places,
                      const struct portrait_item *(*item)(const struct portrait *, size_t))
{
    json_key(json, key);
    json_array(json);
    for (size_t i = 0; i < places->count; i++)
        json_str(json, item(map->portrait, places->items[i])->name);
    json_end_array(json);
}

static const struct portrait_item *risk_item(const struct portrait *p, size_t i)
{
    return &p->risks[i].item;
}

static const struct portrait_item *factor_item(const struct portrait *p, size_t i)
{
    return &p->factors[i].item;
}

static const struct portrait_item *node_item(const struct portrait *p, size_t i)
{
    return &p->nodes[i].item;
}

static const struct portrait_item *study_item(const struct portrait *p, size_t i)
{
    return &p->studies[i].item;
}

static void add_verdicts(struct json *json, const struct map *map, const size_t *rules,
                         size_t count)
{
    json_key(json, "verdicts");
    json_array(json);
    for (size_t i = 0; i < count; i++) {
        const struct result_rule *rule = &map->result->rules[rules[i]];
        json_object(json);
        json_member_str(json, "rule", rule->name);
        json_member_str(json, "for", rule->node);
        json_member_str(json, "judges", rule->criterion);
        json_member_str(json, "verdict", rule->verdict);
        json_member_str(json, "standing", rule->standing);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_findings(struct json *json, const struct map_findings *findings)
{
    json_key(json, "findings");
    json_array(json);
    for (size_t i = 0; i < findings->item_count; i++) {
        const struct finding *f = findings->items[i];
        json_object(json);
        json_member_str(json, "code", finding_kind(f->code)->code);
        json_member_str(json, "severity", severity_name(f->severity));
        json_member_str(json, "message", f->message);
        json_end_object(json);
    }
    json_end_array(json);
}

static void add_box(struct json *json, const struct map *map, const struct map_box *box)
{
    const struct portrait_node *node = &map->portrait->nodes[box->node];
    const struct portrait_places members = {box->members, box->member_count};
    json_object(json);
    json_member_str_or_null(json, "name", box->name);
    json_member_str(json, "title", box->title);
    json_member_str(json, "kind", node->kind_word);
    if (box->collapsed) {
        add_names(json, "nodes", map, &members, node_item);
    } else {
        json_member_str_or_null(json, "step", node->step);
        json_member_str_or_null(json, "owner",
                                node->item.owner == PORTRAIT_NONE
                                    ? STR("")
                                    : map->portrait->actors[node->item.owner].item.name);
        json_member_str_or_null(json, "theme",
                                node->item.theme == PORTRAIT_NONE
                                    ? STR("")
                                    : map->portrait->themes[node->item.theme].name);
        add_names(json, "risks", map, &node->threats, risk_item);
        add_names(json, "factors", map, &node->influences, factor_item);
        add_names(json, "answers", map, &node->answers, node_item);
    }
    if (map->result) add_verdicts(json, map, box->rules, box->rule_count);
    if (map->choice.findings) add_findings(json, &box->findings);
    json_end_object(json);
}

static void add_link(struct json *json, const struct map *map, const struct portrait_link *link)
{
    json_object(json);
    json_member_str(json, "from", map->portrait->nodes[link->from].item.name);
    json_member_str(json, "to", map->portrait->nodes[link->to].item.name);
    json_member_str_or_null(json, "because", link->because);
    json_member_str_or_null(json, "after", link->after);
    json_member_str_or_null(json, "size", link->size);
    json_key(json, "assumptions");
    json_array(json);
    for (size_t i = 0; i < link->assumptions.count; i++) {
        size_t place = link->assumptions.items[i];
        json_object(json);
        json_member_str(json, "name", map->portrait->assumptions[place].item.name);
        if (map->result) {
            int holds = map_holds(map, place);
            json_key(json, "holds");
            if (holds < 0)
                json_null(json);
            else
                json_bool(json, holds);
        }
        json_end_object(json);
    }
    json_end_array(json);
    add_names(json, "evidence", map, &link->evidence, study_item);
    json_end_object(json);
}

static void add_arrow(struct json *json, const struct map *map, const struct map_arrow *arrow)
{
    json_object(json);
    json_member_int(json, "number", arrow->number);
    json_member_int(json, "from", arrow->from);
    json_member_int(json, "to", arrow->to);
    json_member_str(json, "kind", arrow->harms ? STR("harms") : STR("leads to"));
    json_key(json, "level");
    if (arrow->level)
        json_int(json, (uint64_t)arrow->level);
    else
        json_null(json);
    json_key(json, "links");
    json_array(json);
    for (size_t i = 0; i < arrow->link_count; i++)
        add_link(json, map, &map->portrait->links[arrow->links[i]]);
    json_end_array(json);
    if (map->result) add_verdicts(json, map, arrow->rules, arrow->rule_count);
    if (map->choice.findings) add_findings(json, &arrow->findings);
    json_end_object(json);
}

bool map_json(struct buf *out, const struct map *map, struct str *error)
{
    struct json json = json_to(out);
    (void)error;
    json_object(&json);
    json_member_int(&json, "schema", 1);
    json_member_str_or_null(&json, "policy", map->portrait->policy.name);
    if (map->result) json_member_str(&json, "as_of", map->result->as_of);
    json_member_int(&json, "left_out", map->left_out);
    json_key(&json, "boxes");
    json_array(&json);
    for (size_t i = 0; i < map->box_count; i++) add_box(&json, map, &map->boxes[i]);
    json_end_array(&json);
    json_key(&json, "arrows");
    json_array(&json);
    for (size_t i = 0; i < map->arrow_count; i++) add_arrow(&json, map, &map->arrows[i]);
    json_end_array(&json);
    if (map->choice.findings) add_findings(&json, &map->findings);
    json_end_object(&json);
    buf_add_char(out, '\n');
    return true;
}
