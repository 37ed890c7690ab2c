/* In which order rules and assumptions are judged: each after those it needs. A rule needs others by
 * naming their verdict, and by the gates: efficiency looks at effectiveness and side effects,
 * effectiveness at the assumptions along its way. */
#include "theory/ways.h"
#include "theory/reach.h"
#include "theory/typing.h"

struct edge {
    size_t to;
    struct edge *next;
};

struct graph {
    struct theory *t;
    struct arena *scratch;
    size_t count; /* rules, then assumptions */
    struct edge **edges;
    size_t from; /* whose edges are being collected */
};

static void add_edge(struct graph *g, size_t to)
{
    struct edge *edge = ARENA_NEW(g->scratch, struct edge);
    *edge = (struct edge){.to = to, .next = g->edges[g->from]};
    g->edges[g->from] = edge;
}

/* --- what each needs ----------------------------------------------------------------------------------- */

/* A contribution looks at what other rules and the assumptions on the way say. */
static void add_site(struct graph *g, const struct contribution_site *site)
{
    if (!site) return;
    for (size_t i = 0; i < site->rule_count; i++) add_edge(g, site->rules[i]->index);
    for (size_t i = 0; i < site->link_count; i++)
        for (size_t k = 0; k < site->links[i]->assumption_count; k++)
            add_edge(g, g->t->rules_count + site->links[i]->assumptions[k]->index);
}

static void visit_expr(void *context, struct expr *expr)
{
    struct graph *g = context;
    if (expr->kind == EXPR_RULE) add_edge(g, expr->rule->index);
    if (expr->kind == EXPR_CONTRIBUTION) add_site(g, expr->contribution->site);
}

static bool visit_link(void *context, const struct link *link)
{
    struct graph *g = context;
    for (size_t i = 0; i < link->assumption_count; i++)
        add_edge(g, g->t->rules_count + link->assumptions[i]->index);
    return true;
}

static void look_into(struct expr_walk *walk, const struct rule *rule)
{
    expr_walk_round(walk);
    for (size_t i = 0; i < rule->need_count; i++) expr_walk(walk, rule->needs[i]);
    for (size_t i = 0; i < rule->outcome_count; i++) expr_walk(walk, rule->outcomes[i].condition);
}

static void collect_edges(struct graph *g)
{
    struct theory *t = g->t;
    struct expr_walk walk;
    struct reach reach;
    expr_walk_begin(&walk, g->scratch, t->shared_count, visit_expr, g);
    reach_begin(&reach, g->scratch, t);
    for (g->from = 0; g->from < t->rules_count; g->from++) {
        const struct rule *rule = t->rules[g->from];
        if (rule->kinds & (KIND_OF(RULE) | KIND_OF(CONTRIBUTION))) look_into(&walk, rule);
        for (size_t i = 0; i < rule->gate_count; i++) add_edge(g, rule->gates[i]->index);
        if (rule->criterion && rule->criterion->id == CRITERION_EFFECTIVENESS && rule->measure &&
            rule->target)
            reach_ways(&reach, rule->measure, rule->target, visit_link, g);
    }
    for (size_t i = 0; i < t->assumptions_count; i++, g->from++) {
        expr_walk_round(&walk);
        expr_walk(&walk, t->assumptions[i]->holds);
    }
}

/* --- gates ------------------------------------------------------------------------------------------------ */

/* Efficiency of M for N looks at the effectiveness of M for N (of M itself: at all of M), and at all
 * side effects of M. */
static bool is_gate(const struct rule *efficiency, const struct rule *other)
{
    if (!other->criterion || other->measure != efficiency->measure) return false;
    if (other->criterion->id == CRITERION_SIDE_EFFECT) return true;
    if (other->criterion->id != CRITERION_EFFECTIVENESS) return false;
    return efficiency->target == efficiency->measure || efficiency->target == other->target;
}

/* The rules of each measure, so that gates are found without looking at every rule for every rule. */
static void find_gates(struct graph *g)
{
    struct theory *t = g->t;
    size_t *next = ARENA_ARRAY(g->scratch, size_t, t->rules_count + 1);
    size_t *last = ARENA_ARRAY(g->scratch, size_t, t->nodes_count + 1); /* rule + 1 */
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (!rule->criterion || !rule->measure) continue;
        next[i] = last[rule->measure->index];
        last[rule->measure->index] = i + 1;
    }
    for (size_t i = 0; i < t->rules_count; i++) {
        struct rule *rule = t->rules[i];
        if (!rule->criterion || !rule->measure || rule->criterion->id != CRITERION_EFFICIENCY)
            continue;
        size_t capacity = 0;
        for (size_t k = last[rule->measure->index]; k; k = next[k - 1]) {
            struct rule *other = t->rules[k - 1];
            if (!is_gate(rule, other)) continue;
            ARENA_GROW(t->arena, rule->gates, rule->gate_count, capacity);
            rule->gates[rule->gate_count++] = other;
        }
    }
}

/* --- the order -------------------------------------------------------------------------------------------- */

static const struct symbol *common_of(const struct graph *g, size_t i)
{
    const struct theory *t = g->t;
    return i < t->rules_count ? &t->rules[i]->common : &t->assumptions[i - t->rules_count]->common;
}

static void report_circle(struct graph *g, const size_t *path, size_t depth, size_t start)
{
    const struct symbol *first = common_of(g, start);
    struct finding *f = finding_add(g->t->findings, FINDING_N09, first->decl->name.span,
                                    "the verdict of `%.*s` needs itself", STR_ARG(first->name));
    size_t from = 0;
    while (from < depth && path[from] != start) from++;
    for (size_t i = from; i + 1 < depth && i < from + 8; i++)
        finding_relate(g->t->findings, f, location_of(common_of(g, path[i + 1])->decl->name.span),
                       "`%.*s` needs `%.*s`", STR_ARG(common_of(g, path[i])->name),
                       STR_ARG(common_of(g, path[i + 1])->name));
    finding_help(g->t->findings, f,
                 "efficiency looks at effectiveness, and effectiveness at the "
                 "assumptions of its links; take one of the others out of the "
                 "circle");
}

static void add_to_order(struct graph *g, size_t i)
{
    struct theory *t = g->t;
    struct judgement *judgement = &t->order[t->order_count++];
    if (i < t->rules_count)
        judgement->rule = t->rules[i];
    else
        judgement->assumption = t->assumptions[i - t->rules_count];
}

/* Depth first without recursion: chains of rules may be long. */
static void sort_from(struct graph *g, size_t start, uint8_t *states, size_t *path)
{
    enum { NEW, OPEN, DONE };
    size_t depth = 0;
    path[depth++] = start;
    states[start] = OPEN;
    while (depth) {
        size_t i = path[depth - 1];
        struct edge *edge = g->edges[i];
        if (!edge) {
            states[i] = DONE;
            add_to_order(g, i);
            depth--;
            continue;
        }
        g->edges[i] = edge->next;
        if (states[edge->to] == OPEN) report_circle(g, path, depth, edge->to);
        if (states[edge->to] != NEW) continue;
        states[edge->to] = OPEN;
        path[depth++] = edge->to;
    }
}

void theory_circles(struct theory *t)
{
    struct graph g = {
        .t = t,
        .scratch = arena_child(t->arena),
        .count = t->rules_count + t->assumptions_count,
    };
    g.edges = ARENA_ARRAY(g.scratch, struct edge *, g.count + 1);
    find_gates(&g);
    collect_edges(&g);
    uint8_t *states = ARENA_ARRAY(g.scratch, uint8_t, g.count + 1);
    size_t *path = ARENA_ARRAY(g.scratch, size_t, g.count + 1);
    t->order = ARENA_ARRAY(t->arena, struct judgement, g.count + 1);
    for (size_t i = 0; i < g.count; i++)
        if (!states[i]) sort_from(&g, i, states, path);
    arena_release(g.scratch);
}
