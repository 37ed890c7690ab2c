/* Which parts of the theory a contribution analysis is about. */
#include "theory/ways.h"

#include "theory/reach.h"

struct str contribution_part_name(enum contribution_part part)
{
    switch (part) {
    case CONTRIBUTION_DELIVERED: return STR("delivered");
    case CONTRIBUTION_EVIDENCED: return STR("evidenced");
    case CONTRIBUTION_SEEN: return STR("seen");
    case CONTRIBUTION_RIVALS: return STR("rivals");
    case CONTRIBUTION_WHOLE:
    case CONTRIBUTION_PARTS: break;
    }
    return STR("");
}

struct sites {
    struct theory *t;
    struct arena *scratch;
    struct reach reach;
    const struct rule *rule;
    struct contribution_site *site;
    size_t link_capacity, node_capacity, lag_capacity;
    bool *asks;          /* by rule->index: it has a contribution itself */
    size_t *places;      /* by node->index: the place in the site, plus 1; 0: not in it */
    size_t *last, *next; /* rules by their measure, or that they judge the delivery of: plus 1 */
    size_t links_left; /* of all sites together: a theory that is made to be large gets no answer */
};

enum { LINKS_MAX = 1000000 };

static bool add_link(void *context, const struct link *link)
{
    struct sites *s = context;
    struct contribution_site *site = s->site;
    struct arena *arena = s->t->arena;
    if (s->links_left == 0) {
        site->too_large = true;
        return false;
    }
    s->links_left--;
    ARENA_GROW(arena, site->links, site->link_count, s->link_capacity);
    site->links[site->link_count++] = link;
    size_t before = s->places[link->from->index], place = s->places[link->to->index];
    int32_t lag = (before ? site->lags[before - 1] : 0) + (link->has_lag ? link->lag_days : 0);
    if (place) {
        if (lag < site->lags[place - 1]) site->lags[place - 1] = lag;
        return true;
    }
    place = site->node_count;
    ARENA_GROW(arena, site->nodes, site->node_count, s->node_capacity);
    ARENA_GROW(arena, site->lags, place, s->lag_capacity);
    site->nodes[site->node_count++] = link->to;
    site->lags[place] = lag;
    s->places[link->to->index] = place + 1;
    return true;
}

static bool influences(const struct sites *s, const struct factor *factor)
{
    for (size_t i = 0; i < factor->influence_count; i++)
        if (s->places[factor->influences[i]->index]) return true;
    return false;
}

/* Rules whose verdict says something of a part of the chain. One that asks for a contribution itself
 * is left out: two could else need each other. */
static bool tells(const struct sites *s, const struct rule *rule)
{
    if (rule == s->rule || s->asks[rule->index]) return false;
    if (rule->criterion->id == CRITERION_DELIVERY) return true;
    return rule->criterion->id == CRITERION_EFFECTIVENESS && rule->target != s->site->target &&
           s->places[rule->target->index];
}

/* The measure whose delivery or effectiveness a rule judges; NULL: it judges something else. */
static const struct node *measure_of(const struct rule *rule)
{
    if (!rule->criterion || !rule->target) return NULL;
    if (rule->criterion->id == CRITERION_DELIVERY) return rule->target;
    return rule->criterion->id == CRITERION_EFFECTIVENESS ? rule->measure : NULL;
}

static void chain_rules(struct sites *s)
{
    for (size_t i = s->t->rules_count; i > 0; i--) {
        const struct node *measure = measure_of(s->t->rules[i - 1]);
        if (!measure) continue;
        s->next[i - 1] = s->last[measure->index];
        s->last[measure->index] = i;
    }
}

static void fill_site(void *context, struct expr *expr)
{
    struct sites *s = context;
    struct theory *t = s->t;
    if (expr->kind != EXPR_CONTRIBUTION || !s->rule->target) return;
    struct contribution_site *site = ARENA_NEW(t->arena, struct contribution_site);
    *site = (struct contribution_site){.measure = expr->contribution->measure,
                                       .target = s->rule->target};
    s->site = site;
    s->link_capacity = s->node_capacity = s->lag_capacity = 0;
    site->too_large = s->reach.steps_left == 0;
    reach_ways(&s->reach, site->measure, site->target, add_link, s);
    size_t capacity = 0;
    for (size_t i = 0; i < t->factors_count; i++) {
        if (!influences(s, t->factors[i])) continue;
        ARENA_GROW(t->arena, site->factors, site->factor_count, capacity);
        site->factors[site->factor_count++] = t->factors[i];
    }
    capacity = 0;
    for (size_t i = s->last[site->measure->index]; i; i = s->next[i - 1]) {
        if (!tells(s, t->rules[i - 1])) continue;
        ARENA_GROW(t->arena, site->rules, site->rule_count, capacity);
        site->rules[site->rule_count++] = t->rules[i - 1];
    }
    for (size_t i = 0; i < site->node_count; i++) s->places[site->nodes[i]->index] = 0;
    expr->contribution->site = site;
}

static void note_asking(void *context, struct expr *expr)
{
    struct sites *s = context;
    if (expr->kind == EXPR_CONTRIBUTION) s->asks[s->rule->index] = true;
}

static void each_rule(struct sites *s, void (*visit)(void *context, struct expr *expr))
{
    struct expr_walk walk;
    expr_walk_begin(&walk, s->scratch, s->t->shared_count, visit, s);
    for (size_t i = 0; i < s->t->rules_count; i++) {
        const struct rule *rule = s->t->rules[i];
        if (!(rule->kinds & KIND_OF(CONTRIBUTION))) continue;
        s->rule = rule;
        expr_walk_round(&walk);
        for (size_t k = 0; k < rule->need_count; k++) expr_walk(&walk, rule->needs[k]);
        for (size_t k = 0; k < rule->outcome_count; k++)
            expr_walk(&walk, rule->outcomes[k].condition);
    }
}

void theory_contributions(struct theory *t)
{
    struct sites s = {.t = t, .scratch = arena_child(t->arena), .links_left = LINKS_MAX};
    s.asks = ARENA_ARRAY(s.scratch, bool, t->rules_count + 1);
    s.places = ARENA_ARRAY(s.scratch, size_t, t->nodes_count + 1);
    s.last = ARENA_ARRAY(s.scratch, size_t, t->nodes_count + 1);
    s.next = ARENA_ARRAY(s.scratch, size_t, t->rules_count + 1);
    reach_begin(&s.reach, s.scratch, t);
    chain_rules(&s);
    each_rule(&s, note_asking);
    each_rule(&s, fill_site);
    arena_release(s.scratch);
}
