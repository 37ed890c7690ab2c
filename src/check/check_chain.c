/* T: the chain from measure to effect to impact. What leads nowhere can't be told while there is a
 * link whose ends could not be read. */
#include "check/check.h"

/* The first link of `leads to` that leaves a node and is not one upward; NULL when there is none. */
static const struct link *first_link(const struct node *node)
{
    const struct link *link = node->out;
    while (link && link->harms) link = link->next_out;
    return link;
}

void check_measure_leads(struct check *check)
{
    if (check->t->skipped->link) return;
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (node->level != LEVEL_MEASURE || node->common.broken || first_link(node)) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_T01, check_name(&node->common),
                        "the measure `%.*s` leads to nothing", STR_ARG(node->common.name));
        finding_help(check->findings, f,
                     "say which effect it is meant to have, and why: leads to "
                     "reporting because \"…\"");
    }
}

void check_effect_leads(struct check *check)
{
    if (check->t->skipped->link) return;
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (node->level != LEVEL_EFFECT || node->common.broken || first_link(node)) continue;
        struct finding *f = finding_add(check->findings, FINDING_T02, check_name(&node->common),
                                        "the effect `%.*s` leads to no effect or impact",
                                        STR_ARG(node->common.name));
        finding_help(check->findings, f,
                     "say what it is good for: leads to safe_people because "
                     "\"…\"");
    }
}

/* Marks what measures reach, along links that could be understood; and what was named in text that
 * could not be. */
static bool *mark_reached(struct check *check)
{
    const struct theory *t = check->t;
    bool *reached = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1);
    const struct node **queue =
        ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1);
    size_t head = 0, tail = 0;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->level != LEVEL_MEASURE && !check_skipped(check, &node->common)) continue;
        reached[i] = true;
        queue[tail++] = node;
    }
    while (head < tail)
        for (const struct link *l = queue[head++]->out; l; l = l->next_out) {
            if (l->harms || reached[l->to->index]) continue;
            reached[l->to->index] = true;
            queue[tail++] = l->to;
        }
    return reached;
}

void check_goal_reached(struct check *check)
{
    if (check->t->skipped->link) return;
    const bool *reached = mark_reached(check);
    for (size_t i = 0; i < check->t->nodes_count; i++) {
        const struct node *node = check->t->nodes[i];
        if (node->level != LEVEL_EFFECT && node->level != LEVEL_IMPACT) continue;
        if (reached[i]) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_T03, check_name(&node->common),
                        "no measure leads to the %.*s `%.*s`",
                        STR_ARG(decl_keyword(node->common.decl->kind)), STR_ARG(node->common.name));
        finding_help(check->findings, f,
                     "a goal without an instrument stays a wish: let a measure "
                     "lead to it, or to an effect that does");
    }
}

void check_missing_step(struct check *check)
{
    for (size_t i = 0; i < check->t->links_count; i++) {
        const struct link *link = check->t->links[i];
        if (link->harms || link->from->level != LEVEL_MEASURE || link->to->level != LEVEL_IMPACT)
            continue;
        struct finding *f =
            finding_add(check->findings, FINDING_T04, link->name_span,
                        "the measure `%.*s` leads straight to the impact `%.*s`",
                        STR_ARG(link->from->common.name), STR_ARG(link->to->common.name));
        finding_relate(check->findings, f, location_of(check_name(&link->to->common)),
                       "the impact");
        finding_help(check->findings, f,
                     "put the effect between them that people would notice first");
    }
}

void check_upward(struct check *check)
{
    for (size_t i = 0; i < check->t->links_count; i++) {
        const struct link *link = check->t->links[i];
        bool upward = link->from->level > link->to->level;
        bool measures = link->from->level == LEVEL_MEASURE && link->to->level == LEVEL_MEASURE;
        if (link->harms || (!upward && !measures)) continue;
        struct finding *f = finding_add(check->findings, FINDING_T06, link->name_span,
                                        "this link runs against the chain: %.*s to %.*s",
                                        STR_ARG(decl_phrase(link->from->common.decl->kind)),
                                        STR_ARG(decl_phrase(link->to->common.decl->kind)));
        finding_relate(check->findings, f, location_of(check_name(&link->to->common)),
                       "`%.*s` is declared here", STR_ARG(link->to->common.name));
        finding_help(check->findings, f,
                     measures
                         ? "a measure leads to an effect; one measure is `part of` another"
                         : "measures lead to effects, effects to effects and impacts, impacts to "
                           "impacts: turn it round");
    }
}

/* --- circles -------------------------------------------------------------------------------------------- */

/* Tarjan's strongly connected components over the links without a lag, without recursion. */
struct components {
    size_t *order, *low; /* 0: not yet met */
    size_t *circle;      /* of what has been closed: which one it belongs to; 0: none */
    size_t circles;
    bool *open;
    size_t *stack;
    size_t stack_count, next;
};

struct visit {
    const struct node *node;
    const struct link *link;
};

static const struct link *next_plain(const struct link *link)
{
    while (link && (link->harms || link->has_lag)) link = link->next_out;
    return link;
}

static void report_circle(struct check *check, struct components *c, const size_t *members,
                          size_t count)
{
    const struct theory *t = check->t;
    const struct node *first = t->nodes[members[count - 1]];
    struct finding *f =
        finding_add(check->findings, FINDING_T05, check_name(&first->common),
                    "`%.*s` leads back to itself, and nothing on the way takes time",
                    STR_ARG(first->common.name));
    c->circles++;
    for (size_t i = 0; i < count; i++) c->circle[members[i]] = c->circles;
    size_t shown = 0;
    for (size_t i = count; i > 0 && shown < 8; i--)
        for (const struct link *l = next_plain(t->nodes[members[i - 1]]->out); l && shown < 8;
             l = next_plain(l->next_out)) {
            if (c->circle[l->to->index] != c->circles) continue;
            finding_relate(check->findings, f, location_of(l->name_span), "`%.*s` leads to `%.*s`",
                           STR_ARG(l->from->common.name), STR_ARG(l->to->common.name));
            shown++;
        }
    finding_help(check->findings, f,
                 "a feedback needs a lag: write `{ after 1 year }` behind one of "
                 "these links, or turn one round");
}

static bool leads_to_itself(const struct node *node)
{
    for (const struct link *l = next_plain(node->out); l; l = next_plain(l->next_out))
        if (l->to == node) return true;
    return false;
}

static void meet(struct components *c, struct visit *visits, size_t *depth, const struct node *node)
{
    c->order[node->index] = c->low[node->index] = ++c->next;
    c->open[node->index] = true;
    c->stack[c->stack_count++] = node->index;
    visits[(*depth)++] = (struct visit){node, next_plain(node->out)};
}

/* Everything reachable from a node has been met: what is still open above it is one component. */
static void close_component(struct check *check, struct components *c, const struct node *node)
{
    size_t top = c->stack_count, bottom = top;
    do c->open[c->stack[--bottom]] = false;
    while (c->stack[bottom] != node->index);
    c->stack_count = bottom;
    if (top - bottom > 1 || leads_to_itself(node))
        report_circle(check, c, c->stack + bottom, top - bottom);
}

static void search_from(struct check *check, struct components *c, struct visit *visits,
                        const struct node *start)
{
    size_t depth = 0;
    meet(c, visits, &depth, start);
    while (depth) {
        struct visit *visit = &visits[depth - 1];
        size_t at = visit->node->index;
        if (!visit->link) {
            if (c->low[at] == c->order[at]) close_component(check, c, visit->node);
            depth--;
            if (depth && c->low[at] < c->low[visits[depth - 1].node->index])
                c->low[visits[depth - 1].node->index] = c->low[at];
            continue;
        }
        const struct node *to = visit->link->to;
        visit->link = next_plain(visit->link->next_out);
        if (!c->order[to->index])
            meet(c, visits, &depth, to);
        else if (c->open[to->index] && c->order[to->index] < c->low[at])
            c->low[at] = c->order[to->index];
    }
}

void check_circles(struct check *check)
{
    size_t n = check->t->nodes_count;
    struct components c = {
        .order = ARENA_ARRAY(check->scratch, size_t, n + 1),
        .low = ARENA_ARRAY(check->scratch, size_t, n + 1),
        .circle = ARENA_ARRAY(check->scratch, size_t, n + 1),
        .open = ARENA_ARRAY(check->scratch, bool, n + 1),
        .stack = ARENA_ARRAY(check->scratch, size_t, n + 1),
    };
    struct visit *visits = ARENA_ARRAY(check->scratch, struct visit, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!c.order[i]) search_from(check, &c, visits, check->t->nodes[i]);
}
