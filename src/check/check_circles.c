/* T05: circles of links in which nothing takes time. A link that runs against the chain is T06's, and
 * the circle that it makes too. */
#include "check/check.h"

/* Tarjan's strongly connected components over the links without a lag, without recursion. */
struct components {
    size_t *order, *low; /* 0: not yet met */
    size_t *circle;      /* of what has been closed: which one it belongs to; 0: none */
    size_t circles;
    bool *open;
    size_t *stack;
    size_t stack_count, next;
    /* While the way through a circle is looked for: the nodes met, and by which link. */
    const struct node **queue;
    const struct link **by;
};

struct visit {
    const struct node *node;
    const struct link *link;
};

static const struct link *next_plain(const struct link *link)
{
    while (link && (link->harms || link->has_lag || check_is_upward(link))) link = link->next_out;
    return link;
}

/* The shortest way from a node of a circle back to itself, told link by link. */
static void relate_way(struct check *check, struct components *c, struct finding *f,
                       const struct node *first)
{
    const struct link *closing = NULL, *way[CHECK_SHOWN];
    size_t head = 0, tail = 0, length = 0;
    c->queue[tail++] = first;
    while (head < tail && !closing)
        for (const struct link *l = next_plain(c->queue[head++]->out); l && !closing;
             l = next_plain(l->next_out)) {
            if (l->to == first) closing = l;
            if (c->circle[l->to->index] != c->circles || c->by[l->to->index]) continue;
            c->by[l->to->index] = l;
            c->queue[tail++] = l->to;
        }
    for (const struct link *l = closing; l; l = l->from == first ? NULL : c->by[l->from->index])
        length++;
    size_t place = length;
    for (const struct link *l = closing; l; l = l->from == first ? NULL : c->by[l->from->index])
        if (--place < CHECK_SHOWN) way[place] = l;
    for (size_t i = 0; i < length && i < CHECK_SHOWN; i++)
        finding_relate(check->findings, f, location_of(way[i]->name_span), "`%.*s` leads to `%.*s`",
                       STR_ARG(way[i]->from->common.name), STR_ARG(way[i]->to->common.name));
}

static void report_circle(struct check *check, struct components *c, const size_t *members,
                          size_t count)
{
    const struct node *first = NULL;
    c->circles++;
    for (size_t i = 0; i < count; i++) {
        const struct node *node = check->t->nodes[members[i]];
        c->circle[members[i]] = c->circles;
        if (!first || str_compare(node->common.name, first->common.name) < 0) first = node;
    }
    struct finding *f =
        finding_add(check->findings, FINDING_T05, check_name(&first->common),
                    "`%.*s` leads back to itself, and nothing on the way takes time",
                    STR_ARG(first->common.name));
    relate_way(check, c, f, first);
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
        .queue = ARENA_ARRAY(check->scratch, const struct node *, n + 1),
        .by = ARENA_ARRAY(check->scratch, const struct link *, n + 1),
    };
    struct visit *visits = ARENA_ARRAY(check->scratch, struct visit, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!c.order[i]) search_from(check, &c, visits, check->t->nodes[i]);
}
