/* What is known of the boxes and arrows of a picture: verdicts, findings, assumptions. */
#include "base/utf8.h"
#include "render/map.h"

static struct arena *arena_of(const struct map *map)
{
    return map->report->arena;
}

/* --- titles -------------------------------------------------------------------------------------------------- */

static void note_title(struct map *map, size_t *capacity, const struct portrait_item *item)
{
    size_t known = map->names.count;
    if (!item->name.len || atoms_intern(&map->names, item->name) < known) return;
    ARENA_GROW(arena_of(map), map->titles, known, *capacity);
    map->titles[known] = item_title(item);
}

void map_add_titles(struct map *map)
{
    const struct portrait *portrait = map->portrait;
    size_t capacity = 0;
    atoms_init(&map->names, arena_of(map));
#define NOTE(list)                                                                                 \
    for (size_t i = 0; i < portrait->list##_count; i++)                                            \
    note_title(map, &capacity, &portrait->list[i].item)
    NOTE(nodes);
    NOTE(indicators);
    NOTE(studies);
    NOTE(assumptions);
    NOTE(factors);
    NOTE(risks);
    NOTE(actors);
    NOTE(terms);
    NOTE(evaluations);
    NOTE(recommendations);
    NOTE(rules);
#undef NOTE
    for (size_t i = 0; i < portrait->themes_count; i++)
        note_title(map, &capacity, &portrait->themes[i]);
}

struct str map_title(const struct map *map, struct str name)
{
    uint32_t atom = atoms_find(&map->names, name);
    return atom == ATOM_NONE ? name : map->titles[atom];
}

/* --- verdicts ------------------------------------------------------------------------------------------------ */

/* Which node has a name. */
struct node_names {
    struct atoms names;
    size_t *places;
};

static struct node_names node_names_of(const struct map *map)
{
    const struct portrait *portrait = map->portrait;
    struct node_names n = {.places = ARENA_ARRAY(arena_of(map), size_t, portrait->nodes_count + 1)};
    atoms_init(&n.names, arena_of(map));
    for (size_t i = 0; i < portrait->nodes_count; i++)
        n.places[atoms_intern(&n.names, portrait->nodes[i].item.name)] = i;
    return n;
}

static size_t find_box(const struct node_names *names, const size_t *box_of, struct str name)
{
    uint32_t atom = atoms_find(&names->names, name);
    return atom == ATOM_NONE ? SIZE_MAX : box_of[names->places[atom]];
}

size_t map_find_arrow(const struct map *map, size_t from, size_t to, bool harms)
{
    uint32_t atom =
        atoms_find(&map->arrow_keys, str_printf(arena_of(map), "%zu/%zu/%d", from, to, (int)harms));
    return atom == ATOM_NONE ? SIZE_MAX : atom;
}

/* Where a rule's verdict is drawn: on an arrow, else at a box; SIZE_MAX: not there. */
struct rule_home {
    size_t arrow, box;
};

static struct rule_home home_of(const struct map *map, const struct node_names *names,
                                const size_t *box_of, const struct result_rule *rule)
{
    struct rule_home home = {SIZE_MAX, SIZE_MAX};
    if (rule->group.count) return home;
    size_t node = find_box(names, box_of, rule->node);
    size_t measure = rule->measure.len ? find_box(names, box_of, rule->measure) : SIZE_MAX;
    bool side = str_equal(rule->criterion, STR("side_effect"));
    if ((side || str_equal(rule->criterion, STR("effectiveness"))) && node != SIZE_MAX &&
        measure != SIZE_MAX)
        home.arrow = map_find_arrow(map, measure, node, side);
    if (home.arrow == SIZE_MAX) home.box = rule->measure.len ? measure : node;
    return home;
}

/* Counts the rules of each box and arrow, then puts them there. */
void map_add_rules(struct map *map, const size_t *box_of)
{
    const struct result *result = map->result;
    if (!result) return;
    struct node_names names = node_names_of(map);
    size_t *pool = ARENA_ARRAY(arena_of(map), size_t, result->rule_count + 1), used = 0;
    struct rule_home *homes = ARENA_ARRAY(arena_of(map), struct rule_home, result->rule_count + 1);
    for (size_t i = 0; i < result->rule_count; i++) {
        homes[i] = home_of(map, &names, box_of, &result->rules[i]);
        if (homes[i].arrow != SIZE_MAX)
            map->arrows[homes[i].arrow].rule_count++;
        else if (homes[i].box != SIZE_MAX)
            map->boxes[homes[i].box].rule_count++;
    }
    size_t **next_of_arrow = ARENA_ARRAY(arena_of(map), size_t *, map->arrow_count + 1);
    size_t **next_of_box = ARENA_ARRAY(arena_of(map), size_t *, map->box_count + 1);
    for (size_t a = 0; a < map->arrow_count; used += map->arrows[a++].rule_count)
        map->arrows[a].rules = next_of_arrow[a] = &pool[used];
    for (size_t b = 0; b < map->box_count; used += map->boxes[b++].rule_count)
        map->boxes[b].rules = next_of_box[b] = &pool[used];
    for (size_t i = 0; i < result->rule_count; i++) {
        if (homes[i].arrow != SIZE_MAX)
            *next_of_arrow[homes[i].arrow]++ = i;
        else if (homes[i].box != SIZE_MAX)
            *next_of_box[homes[i].box]++ = i;
    }
}

struct str map_verdict(const struct map *map, const struct result_rule *rule)
{
    struct arena *arena = arena_of(map);
    struct str criterion = say_word(arena, map->language, rule->criterion);
    struct str verdict = say_verdict(arena, map->language, rule->criterion, rule->verdict);
    return str_printf(arena, "%.*s: %.*s", STR_ARG(criterion), STR_ARG(verdict));
}

/* --- assumptions --------------------------------------------------------------------------------------------- */

int map_holds(const struct map *map, size_t assumption)
{
    const struct result *result = map->result;
    struct str name = map->portrait->assumptions[assumption].item.name;
    for (size_t i = 0; result && i < result->assumption_count; i++)
        if (str_equal(result->assumptions[i].name, name)) return result->assumptions[i].holds;
    return -1;
}

int map_assumptions(const struct map *map, const struct map_arrow *arrow)
{
    bool any = false, unknown = false;
    for (size_t i = 0; i < arrow->link_count; i++) {
        const struct portrait_places *of = &map->portrait->links[arrow->links[i]].assumptions;
        for (size_t k = 0; k < of->count; k++) {
            int holds = map_holds(map, of->items[k]);
            if (holds == 0) return 0;
            any = true;
            unknown |= holds < 0;
        }
    }
    return !any ? -2 : unknown ? -1 : 1;
}

/* --- findings ------------------------------------------------------------------------------------------------ */

/* A stretch of text and the box or arrow that findings in it are drawn at. */
struct stretch {
    struct span span;
    struct map_findings *at;
};

struct stretches {
    struct stretch *items;
    size_t count, capacity;
};

static void add_stretch(const struct map *map, struct stretches *s, struct span span,
                        struct map_findings *at)
{
    if (span.end <= span.start) return;
    ARENA_GROW(arena_of(map), s->items, s->count, s->capacity);
    s->items[s->count++] = (struct stretch){span, at};
}

static struct stretches stretches_of(struct map *map, const size_t *box_of)
{
    const struct portrait *p = map->portrait;
    struct stretches s = {0};
    struct node_names names = node_names_of(map);
    for (size_t i = 0; i < p->nodes_count; i++)
        if (box_of[i] != SIZE_MAX)
            add_stretch(map, &s, p->nodes[i].item.span, &map->boxes[box_of[i]].findings);
    for (size_t a = 0; a < map->arrow_count; a++)
        for (size_t i = 0; i < map->arrows[a].link_count; i++)
            add_stretch(map, &s, p->links[map->arrows[a].links[i]].span, &map->arrows[a].findings);
    for (size_t i = 0; i < p->indicators_count; i++) {
        size_t box = find_box(&names, box_of, p->indicators[i].of);
        if (box != SIZE_MAX)
            add_stretch(map, &s, p->indicators[i].item.span, &map->boxes[box].findings);
    }
    for (size_t i = 0; i < p->rules_count; i++) {
        const struct portrait_rule *rule = &p->rules[i];
        size_t box = find_box(&names, box_of, rule->measure.len ? rule->measure : rule->node);
        if (box != SIZE_MAX) add_stretch(map, &s, rule->item.span, &map->boxes[box].findings);
    }
    return s;
}

/* The smallest stretch that holds the finding. */
static struct map_findings *place_of(struct map *map, const struct stretches *s,
                                     const struct finding *finding)
{
    struct map_findings *best = &map->findings;
    uint32_t size = UINT32_MAX, at = finding->location.span.start;
    if (finding->location.path.len || !finding->location.span.end) return best;
    for (size_t i = 0; i < s->count; i++) {
        struct span span = s->items[i].span;
        if (at < span.start || at >= span.end || span.end - span.start >= size) continue;
        size = span.end - span.start;
        best = s->items[i].at;
    }
    return best;
}

void map_add_findings(struct map *map, const size_t *box_of)
{
    const struct report *report = map->report;
    struct stretches stretches = stretches_of(map, box_of);
    struct map_findings **places =
        ARENA_ARRAY(arena_of(map), struct map_findings *, report->finding_count + 1);
    const struct finding **pool =
        ARENA_ARRAY(arena_of(map), const struct finding *, report->finding_count + 1);
    size_t used = 0;
    for (size_t i = 0; i < report->finding_count; i++) {
        places[i] = place_of(map, &stretches, report->findings[i]);
        places[i]->count[report->findings[i]->severity]++;
        places[i]->item_count++;
    }
    for (size_t i = 0; i < report->finding_count; i++) {
        if (places[i]->items) continue;
        size_t first = used;
        for (size_t k = i; k < report->finding_count; k++)
            if (places[k] == places[i]) pool[used++] = report->findings[k];
        places[i]->items = &pool[first];
    }
}
