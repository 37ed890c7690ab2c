/* Which boxes and arrows are shown. */
#include "render/map.h"

#include <limits.h>

#include "text/suggest.h"

/* Work on a map while it is made. */
struct making {
    struct map *map;
    struct arena *arena;
    const struct portrait *portrait;
    bool *shown;       /* by node */
    size_t *box_of;    /* by node: its box, or SIZE_MAX */
    struct atoms keys; /* of boxes */
};

struct str item_title(const struct portrait_item *item)
{
    return item->title.len ? item->title : item->name;
}

struct standing_mark standing_mark(struct str standing)
{
    if (str_equal(standing, STR("positive"))) return (struct standing_mark){"positive", "+"};
    if (str_equal(standing, STR("mixed"))) return (struct standing_mark){"mixed", "~"};
    if (str_equal(standing, STR("negative")))
        return (struct standing_mark){"negative", "\xe2\x88\x92"};
    return (struct standing_mark){"unknown", "?"};
}

/* --- choosing ---------------------------------------------------------------------------------------------- */

static size_t find_node(const struct portrait *portrait, struct str name)
{
    for (size_t i = 0; i < portrait->nodes_count; i++)
        if (str_equal(portrait->nodes[i].item.name, name)) return i;
    return SIZE_MAX;
}

static bool fail_name(const struct making *m, const char *option, struct str name,
                      struct str *error)
{
    const struct portrait *portrait = m->portrait;
    struct str *names = ARENA_ARRAY(m->arena, struct str, portrait->nodes_count + 1);
    for (size_t i = 0; i < portrait->nodes_count; i++) names[i] = portrait->nodes[i].item.name;
    size_t near = suggest_nearest(name, names, portrait->nodes_count);
    *error =
        near == SUGGEST_NONE
            ? str_printf(m->arena, "--%s %.*s: there is no measure, effect or impact of that name",
                         option, STR_ARG(name))
            : str_printf(m->arena,
                         "--%s %.*s: there is no measure, effect or impact of that name; did "
                         "you mean %.*s?",
                         option, STR_ARG(name), STR_ARG(names[near]));
    return false;
}

/* The links out of each node, or into it: first[node], then next[link]; a place is one too high. */
struct chains {
    size_t *first, *next;
};

static struct chains chains_of(const struct making *m, bool out)
{
    const struct portrait *portrait = m->portrait;
    struct chains chains = {ARENA_ARRAY(m->arena, size_t, portrait->nodes_count + 1),
                            ARENA_ARRAY(m->arena, size_t, portrait->links_count + 1)};
    for (size_t i = portrait->links_count; i-- > 0;) {
        size_t node = out ? portrait->links[i].from : portrait->links[i].to;
        chains.next[i] = chains.first[node];
        chains.first[node] = i + 1;
    }
    return chains;
}

/* Not to be reached. */
#define FAR INT_MAX

/* How many links each node is away from one, along the links or against them. */
static int *distances(const struct making *m, size_t start, bool out)
{
    const struct portrait *portrait = m->portrait;
    struct chains chains = chains_of(m, out);
    size_t *queue = ARENA_ARRAY(m->arena, size_t, portrait->nodes_count + 1), count = 0;
    int *distance = ARENA_ARRAY(m->arena, int, portrait->nodes_count + 1);
    for (size_t i = 0; i < portrait->nodes_count; i++) distance[i] = FAR;
    queue[count++] = start;
    distance[start] = 0;
    for (size_t at = 0; at < count; at++)
        for (size_t l = chains.first[queue[at]]; l; l = chains.next[l - 1]) {
            size_t node = out ? portrait->links[l - 1].to : portrait->links[l - 1].from;
            if (distance[node] != FAR) continue;
            distance[node] = distance[queue[at]] + 1;
            queue[count++] = node;
        }
    return distance;
}

static bool is_near(const struct making *m, int distance)
{
    return distance != FAR && (m->map->choice.depth < 0 || distance <= m->map->choice.depth);
}

/* What leads to the focus and what it leads to. */
static bool keep_focus(const struct making *m, struct str *error)
{
    struct str name = m->map->choice.focus;
    size_t node = find_node(m->portrait, name);
    if (node == SIZE_MAX) return fail_name(m, "focus", name, error);
    const int *after = distances(m, node, true), *before = distances(m, node, false);
    for (size_t i = 0; i < m->portrait->nodes_count; i++)
        m->shown[i] &= is_near(m, after[i]) || is_near(m, before[i]);
    return true;
}

/* What lies behind `from`, before `to`, or on a way from the one to the other. */
static bool keep_between(const struct making *m, struct str *error)
{
    const struct map_choice *choice = &m->map->choice;
    size_t from = find_node(m->portrait, choice->from), to = find_node(m->portrait, choice->to);
    if (choice->from.len && from == SIZE_MAX) return fail_name(m, "from", choice->from, error);
    if (choice->to.len && to == SIZE_MAX) return fail_name(m, "to", choice->to, error);
    const int *after = choice->from.len ? distances(m, from, true) : NULL;
    const int *before = choice->to.len ? distances(m, to, false) : NULL;
    for (size_t i = 0; i < m->portrait->nodes_count; i++) {
        int a = after ? after[i] : 0, b = before ? before[i] : 0;
        m->shown[i] &= a != FAR && b != FAR && is_near(m, a + b);
    }
    return true;
}

static bool choose(struct making *m, struct str *error)
{
    const struct map_choice *choice = &m->map->choice;
    const struct portrait *portrait = m->portrait;
    size_t count = 0;
    m->shown = ARENA_ARRAY(m->arena, bool, portrait->nodes_count + 1);
    for (size_t i = 0; i < portrait->nodes_count; i++)
        m->shown[i] = portrait->nodes[i].level != PORTRAIT_PROBLEM;
    if (choice->focus.len && !keep_focus(m, error)) return false;
    if ((choice->from.len || choice->to.len) && !keep_between(m, error)) return false;
    for (size_t i = 0; i < portrait->nodes_count; i++) {
        count += m->shown[i];
        m->map->left_out += !m->shown[i] && portrait->nodes[i].level != PORTRAIT_PROBLEM;
    }
    if (count) return true;
    *error = m->map->left_out
                 ? STR("nothing is left to draw: no link or not so few links lead from the one to "
                       "the other")
                 : STR("there is nothing to draw: the theory has no measures, effects or impacts");
    return false;
}

/* --- boxes --------------------------------------------------------------------------------------------------- */

/* By what a node is collapsed: a place in actors or themes, or PORTRAIT_NONE. */
static size_t holder_of(const struct making *m, const struct portrait_node *node)
{
    return m->map->choice.collapse == MAP_BY_ACTOR ? node->item.owner : node->item.theme;
}

static struct str holder_title(const struct making *m, size_t holder, struct str *name)
{
    const struct portrait *portrait = m->portrait;
    bool actor = m->map->choice.collapse == MAP_BY_ACTOR;
    *name = STR("");
    if (holder == PORTRAIT_NONE)
        return str_from(actor ? say(m->map->language, "without an owner")
                              : say(m->map->language, "without a theme"));
    const struct portrait_item *item =
        actor ? &portrait->actors[holder].item : &portrait->themes[holder];
    *name = item->name;
    return item_title(item);
}

/* The key of the box that a node goes into: one of its own unless it is collapsed. */
static struct str box_key(const struct making *m, size_t place)
{
    const struct portrait_node *node = &m->portrait->nodes[place];
    if (m->map->choice.collapse == MAP_EACH) return str_printf(m->arena, "b%zu", place);
    return str_printf(m->arena, "c%d/%zu", (int)node->level, holder_of(m, node));
}

static void begin_box(const struct making *m, struct map_box *box, size_t place)
{
    const struct portrait_node *node = &m->portrait->nodes[place];
    *box = (struct map_box){.node = place, .level = node->level};
    box->collapsed = m->map->choice.collapse != MAP_EACH;
    if (box->collapsed) {
        box->title = holder_title(m, holder_of(m, node), &box->name);
    } else {
        box->title = item_title(&node->item);
        box->name = node->item.name;
    }
}

static void make_boxes(struct making *m)
{
    size_t nodes = m->portrait->nodes_count;
    struct map *map = m->map;
    map->boxes = ARENA_ARRAY(m->arena, struct map_box, nodes + 1);
    m->box_of = ARENA_ARRAY(m->arena, size_t, nodes + 1);
    atoms_init(&m->keys, m->arena);
    for (size_t i = 0; i < nodes; i++) {
        m->box_of[i] = SIZE_MAX;
        if (!m->shown[i]) continue;
        size_t box = atoms_intern(&m->keys, box_key(m, i));
        if (box == map->box_count) begin_box(m, &map->boxes[map->box_count++], i);
        m->box_of[i] = box;
        map->boxes[box].member_count++;
    }
    size_t *members = ARENA_ARRAY(m->arena, size_t, nodes + 1), used = 0;
    for (size_t b = 0; b < map->box_count; b++) {
        map->boxes[b].members = &members[used];
        used += map->boxes[b].member_count;
        map->boxes[b].member_count = 0;
    }
    for (size_t i = 0; i < nodes; i++) {
        if (m->box_of[i] == SIZE_MAX) continue;
        struct map_box *box = &map->boxes[m->box_of[i]];
        members[(size_t)(box->members - members) + box->member_count++] = i;
    }
}

/* --- arrows -------------------------------------------------------------------------------------------------- */

static void make_arrows(struct making *m)
{
    const struct portrait *portrait = m->portrait;
    struct map *map = m->map;
    size_t *arrow_of = ARENA_ARRAY(m->arena, size_t, portrait->links_count + 1);
    map->arrows = ARENA_ARRAY(m->arena, struct map_arrow, portrait->links_count + 1);
    atoms_init(&map->arrow_keys, m->arena);
    for (size_t i = 0; i < portrait->links_count; i++) {
        const struct portrait_link *link = &portrait->links[i];
        size_t from = m->box_of[link->from], to = m->box_of[link->to];
        arrow_of[i] = SIZE_MAX;
        if (from == SIZE_MAX || to == SIZE_MAX || (from == to && map->boxes[from].collapsed))
            continue;
        size_t arrow = atoms_intern(&map->arrow_keys,
                                    str_printf(m->arena, "%zu/%zu/%d", from, to, (int)link->harms));
        if (arrow == map->arrow_count)
            map->arrows[map->arrow_count++] = (struct map_arrow){
                .from = from, .to = to, .number = arrow + 1, .harms = link->harms};
        arrow_of[i] = arrow;
        struct map_arrow *shown = &map->arrows[arrow];
        shown->link_count++;
        if (link->level > shown->level) shown->level = link->level;
    }
    size_t *links = ARENA_ARRAY(m->arena, size_t, portrait->links_count + 1), used = 0;
    for (size_t a = 0; a < map->arrow_count; a++) {
        map->arrows[a].links = &links[used];
        used += map->arrows[a].link_count;
        map->arrows[a].link_count = 0;
    }
    for (size_t i = 0; i < portrait->links_count; i++) {
        if (arrow_of[i] == SIZE_MAX) continue;
        struct map_arrow *arrow = &map->arrows[arrow_of[i]];
        links[(size_t)(arrow->links - links) + arrow->link_count++] = i;
    }
}

/* --- the whole ----------------------------------------------------------------------------------------------- */

bool map_make(struct map *map, const struct report *report, const struct map_choice *choice,
              struct str *error)
{
    *map = (struct map){
        .report = report,
        .portrait = report->portrait,
        .result = report->result,
        .language = report->language,
        .choice = *choice,
    };
    struct making m = {.map = map, .arena = report->arena, .portrait = report->portrait};
    if (!choose(&m, error)) return false;
    make_boxes(&m);
    make_arrows(&m);
    map_add_titles(map);
    map_add_rules(map, m.box_of);
    if (choice->findings) map_add_findings(map, m.box_of);
    return true;
}
