/* T03: goals that no measure reaches. What follows from one cause is said once: of a chain only its
 * beginning is reported, and what T01 or T02 explain is left to them. */
#include "check/check.h"

enum { LOST_SHOWN = 3 };

struct wanting {
    const bool *reached; /* by node: measures lead to it */
    bool *explained;     /* by node: a goal before it in its chain is reported */
    const struct node **queue;
    const struct node **lost; /* measures, then effects, that lead nowhere, each by name */
    size_t lost_measures, lost_count;
    bool measure_leads, impact_served; /* some measure leads on; something leads to an impact */
};

/* Marks what measures reach, along links that could be understood; and what was named in text that
 * could not be. What is harmed, and what that leads to, is to be spared: it needs no measure. */
static bool *mark_reached(struct check *check, const struct node **queue)
{
    const struct theory *t = check->t;
    bool *reached = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1);
    size_t head = 0, tail = 0;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->level != LEVEL_MEASURE && !check_skipped(check, &node->common)) continue;
        reached[i] = true;
        queue[tail++] = node;
    }
    while (head < tail)
        for (const struct link *l = queue[head++]->out; l; l = l->next_out) {
            if (reached[l->to->index]) continue;
            reached[l->to->index] = true;
            queue[tail++] = l->to;
        }
    return reached;
}

static void find_lost(struct check *check, struct wanting *w, enum node_level level)
{
    const struct theory *t = check->t;
    size_t from = w->lost_count;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->level == level && !node->common.broken && !check_first_link(node))
            w->lost[w->lost_count++] = node;
    }
    check_sort_nodes(w->lost + from, w->lost_count - from);
}

static void look_around(struct check *check, struct wanting *w)
{
    const struct theory *t = check->t;
    for (size_t i = 0; i < t->links_count; i++) {
        const struct link *link = t->links[i];
        if (link->harms) continue;
        if (link->from->level == LEVEL_MEASURE) w->measure_leads = true;
        if (link->to->level == LEVEL_IMPACT) w->impact_served = true;
    }
    for (size_t i = 0; i < t->nodes_count; i++)
        if (t->nodes[i]->level == LEVEL_MEASURE && t->nodes[i]->common.broken)
            w->measure_leads = true;
    find_lost(check, w, LEVEL_MEASURE);
    w->lost_measures = w->lost_count;
    find_lost(check, w, LEVEL_EFFECT);
}

/* Whether T01 or T02 has said it: an effect that stands alone; an impact while no effect leads to any;
 * all while no measure leads anywhere. */
static bool is_said(const struct wanting *w, const struct node *node)
{
    if (w->lost_measures && !w->measure_leads) return true;
    if (node->level == LEVEL_EFFECT) return !check_first_link(node) && !node->common.broken;
    return !node->in && !w->impact_served && w->lost_count > w->lost_measures;
}

static void report(struct check *check, const struct wanting *w, const struct node *node)
{
    struct finding *f =
        finding_add(check->findings, FINDING_T03, check_name(&node->common),
                    "no measure leads to the %.*s `%.*s`",
                    STR_ARG(decl_keyword(node->common.decl->kind)), STR_ARG(node->common.name));
    /* Effects lead to impacts; to an effect it is a measure that is missing. */
    size_t lost = node->level == LEVEL_IMPACT ? w->lost_count : w->lost_measures;
    for (size_t i = 0; i < lost && i < LOST_SHOWN; i++)
        finding_relate(check->findings, f, location_of(check_name(&w->lost[i]->common)),
                       "`%.*s` leads to nothing yet: is it meant for this?",
                       STR_ARG(w->lost[i]->common.name));
    finding_help(check->findings, f,
                 "a goal without an instrument stays a wish: let a measure "
                 "lead to it, or to an effect that does");
}

/* Reports a goal and takes all that it leads to as explained by it. */
static void begin_chain(struct check *check, struct wanting *w, const struct node *node)
{
    size_t head = 0, tail = 0;
    if (!is_said(w, node)) report(check, w, node);
    w->explained[node->index] = true;
    w->queue[tail++] = node;
    while (head < tail)
        for (const struct link *l = w->queue[head++]->out; l; l = l->next_out) {
            if (l->harms || w->explained[l->to->index]) continue;
            w->explained[l->to->index] = true;
            w->queue[tail++] = l->to;
        }
}

static bool begins_chain(const struct wanting *w, const struct node *node)
{
    for (const struct link *l = node->in; l; l = l->next_in)
        if (!l->harms && !w->reached[l->from->index]) return false;
    return true;
}

void check_goal_reached(struct check *check)
{
    const struct theory *t = check->t;
    if (t->skipped->link) return;
    struct wanting w = {
        .explained = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1),
        .queue = ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1),
        .lost = ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1),
    };
    w.reached = mark_reached(check, w.queue);
    look_around(check, &w);
    const struct node **wanted =
        ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < t->nodes_count; i++)
        if (check_is_goal(t->nodes[i]) && !w.reached[i]) wanted[count++] = t->nodes[i];
    check_sort_nodes(wanted, count);
    for (size_t i = 0; i < count; i++)
        if (begins_chain(&w, wanted[i])) begin_chain(check, &w, wanted[i]);
    /* What is left lies on or behind a circle that nothing leads to. */
    for (size_t i = 0; i < count; i++)
        if (!w.explained[wanted[i]->index]) begin_chain(check, &w, wanted[i]);
}
