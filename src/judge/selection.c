/* Selecting, and planning what the selection needs. */
#include "judge/selection.h"

#include "theory/ways.h"
#include "theory/reach.h"

/* --- names --------------------------------------------------------------------------------------------- */

static void choose_node(struct selection *s, const struct node *node)
{
    s->nodes[node->index] = true;
    for (size_t i = 0; i < node->indicator_count; i++)
        s->indicators[node->indicators[i]->index] = true;
}

static bool choose(struct selection *s, struct str name)
{
    uint32_t atom = atoms_find(s->t->atoms, name);
    struct symbol *symbol =
        atom != ATOM_NONE && atom < s->t->by_atom_count ? s->t->by_atom[atom] : NULL;
    if (!symbol) return false;
    switch (symbol->kind) {
    case DECL_RULE: s->rules[((const struct rule *)symbol->thing)->index] = true; return true;
    case DECL_INDICATOR:
        s->indicators[((const struct indicator *)symbol->thing)->index] = true;
        return true;
    case DECL_PROBLEM:
    case DECL_IMPACT:
    case DECL_EFFECT:
    case DECL_MEASURE: choose_node(s, symbol->thing); return true;
    default: return false;
    }
}

bool selection_counts(const struct selection *s, const struct node *node,
                      const struct node *measure, const struct rule *rule)
{
    if (!s->name_count) return true;
    return (node && s->nodes[node->index]) || (measure && s->nodes[measure->index]) ||
           (rule && s->rules[rule->index]);
}

/* --- what is needed ------------------------------------------------------------------------------------ */

static void need_indicators(struct selection *s, struct indicator *const *indicators, size_t count)
{
    for (size_t i = 0; i < count; i++) s->indicators[indicators[i]->index] = true;
}

static void need_of_site(struct selection *s, const struct contribution_site *site)
{
    need_indicators(s, site->measure->indicators, site->measure->indicator_count);
    for (size_t i = 0; i < site->node_count; i++)
        need_indicators(s, site->nodes[i]->indicators, site->nodes[i]->indicator_count);
    for (size_t i = 0; i < site->factor_count; i++)
        need_indicators(s, site->factors[i]->indicators, site->factors[i]->indicator_count);
    for (size_t i = 0; i < site->rule_count; i++) s->needed[site->rules[i]->index] = true;
    for (size_t i = 0; i < site->link_count; i++)
        for (size_t k = 0; k < site->links[i]->assumption_count; k++)
            s->assumptions[site->links[i]->assumptions[k]->index] = true;
}

static void visit(void *context, struct expr *expr)
{
    struct selection *s = context;
    if (expr->kind == EXPR_RULE) s->needed[expr->rule->index] = true;
    if (expr->kind == EXPR_INDICATOR) s->indicators[expr->indicator->index] = true;
    if (expr->kind == EXPR_CONTRIBUTION && expr->contribution->site)
        need_of_site(s, expr->contribution->site);
}

static bool visit_link(void *context, const struct link *link)
{
    struct selection *s = context;
    for (size_t i = 0; i < link->assumption_count; i++)
        s->assumptions[link->assumptions[i]->index] = true;
    return true;
}

static void need_of_rule(struct selection *s, struct expr_walk *walk, struct reach *reach,
                         const struct rule *rule)
{
    for (size_t i = 0; i < rule->need_count; i++) expr_walk(walk, rule->needs[i]);
    for (size_t i = 0; i < rule->outcome_count; i++) expr_walk(walk, rule->outcomes[i].condition);
    for (size_t i = 0; i < rule->gate_count; i++) s->needed[rule->gates[i]->index] = true;
    if (rule->criterion && rule->criterion->id == CRITERION_EFFECTIVENESS && rule->measure &&
        rule->target)
        reach_ways(reach, rule->measure, rule->target, visit_link, s);
}

/* From what comes last to what comes first in the order of judgement: what a rule needs stands
 * before it. */
static void close_over(struct selection *s, struct arena *arena)
{
    struct expr_walk walk;
    struct reach reach;
    expr_walk_begin(&walk, arena, s->t->shared_count, visit, s);
    reach_begin(&reach, arena, s->t);
    for (size_t i = s->t->order_count; i > 0; i--) {
        const struct judgement *judgement = &s->t->order[i - 1];
        if (judgement->rule && s->needed[judgement->rule->index])
            need_of_rule(s, &walk, &reach, judgement->rule);
        if (judgement->assumption && s->assumptions[judgement->assumption->index])
            expr_walk(&walk, judgement->assumption->holds);
    }
}

static void begin(struct selection *s, struct arena *arena, const struct theory *t)
{
    *s = (struct selection){.t = t};
    s->rules = ARENA_ARRAY(arena, bool, t->rules_count + 1);
    s->needed = ARENA_ARRAY(arena, bool, t->rules_count + 1);
    s->nodes = ARENA_ARRAY(arena, bool, t->nodes_count + 1);
    s->indicators = ARENA_ARRAY(arena, bool, t->indicators_count + 1);
    s->assumptions = ARENA_ARRAY(arena, bool, t->assumptions_count + 1);
}

void selection_of_rules(struct selection *s, struct arena *arena, const struct theory *t,
                        const bool *rules)
{
    begin(s, arena, t);
    s->partial = true;
    for (size_t i = 0; i < t->rules_count; i++) s->rules[i] = s->needed[i] = rules[i];
    close_over(s, arena);
}

bool selection_make(struct selection *s, struct arena *arena, const struct theory *t,
                    const struct str *names, size_t name_count, size_t *wrong)
{
    begin(s, arena, t);
    s->names = names;
    s->name_count = name_count;
    s->partial = name_count > 0;
    for (size_t i = 0; i < name_count; i++)
        if (!choose(s, names[i])) {
            *wrong = i;
            return false;
        }
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        s->rules[i] = selection_counts(s, rule->target, rule->measure, rule);
        s->needed[i] = s->rules[i];
    }
    for (size_t i = 0; i < t->indicators_count && !name_count; i++) s->indicators[i] = true;
    for (size_t i = 0; i < t->assumptions_count && !name_count; i++) s->assumptions[i] = true;
    close_over(s, arena);
    return true;
}

/* --- the plan ------------------------------------------------------------------------------------------ */

void selection_plan(const struct selection *s, struct plan *plan)
{
    const struct theory *t = s->t;
    for (size_t i = 0; i < t->rules_count; i++) {
        if (!s->needed[i]) continue;
        for (size_t k = 0; k < t->rules[i]->need_count; k++) plan_add(plan, t->rules[i]->needs[k]);
        for (size_t k = 0; k < t->rules[i]->outcome_count; k++)
            plan_add(plan, t->rules[i]->outcomes[k].condition);
    }
    for (size_t i = 0; i < t->assumptions_count; i++)
        if (s->assumptions[i]) plan_add(plan, t->assumptions[i]->holds);
    for (size_t i = 0; i < t->indicators_count; i++)
        if (s->indicators[i]) plan_add_indicator(plan, t->indicators[i]);
    for (size_t i = 0; i < t->recommendations_count && !s->partial; i++)
        plan_add(plan, t->recommendations[i]->done);
    for (size_t i = 0; i < t->nodes_count && s->spending; i++)
        for (size_t k = 0; k < t->nodes[i]->cost_count; k++)
            plan_add(plan, t->nodes[i]->costs[k].whole);
}
