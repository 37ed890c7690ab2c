/* T15, T19 and T20: what the chain rests on: rival explanations, evidence, assumptions. */
#include "check/check.h"
#include "theory/reach.h"

/* --- T15: rival explanations ---------------------------------------------------------------------------- */

struct rivals {
    bool *influenced; /* by node: a factor works on it */
    bool found;
};

static bool look_for_rival(void *context, const struct link *link)
{
    struct rivals *rivals = context;
    if (rivals->influenced[link->to->index]) rivals->found = true;
    return true;
}

static void check_rivals(struct check *check, struct reach *reach, struct rivals *rivals,
                         const struct rule *rule)
{
    const struct node *target = rule->target;
    rivals->found = rivals->influenced[target->index];
    /* A factor that works on a step before it is a rival too. */
    if (!rivals->found && rule->measure)
        reach_ways(reach, rule->measure, target, look_for_rival, rivals);
    if (rivals->found || reach->steps_left == 0) return;
    struct finding *f =
        finding_add(check->findings, FINDING_T15, check_name(&rule->common),
                    "effectiveness is judged on `%.*s`, and no `factor` says what else may have "
                    "changed it",
                    STR_ARG(target->common.name));
    finding_relate(check->findings, f, location_of(check_name(&target->common)), "what is judged");
    finding_help(check->findings, f,
                 "that it changed is not yet thanks to the measure: declare what works on it from "
                 "outside: factor weather \"…\" { influences %.*s }",
                 STR_ARG(target->common.name));
}

void check_rival_explanation(struct check *check)
{
    const struct theory *t = check->t;
    struct rivals rivals = {
        .influenced = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1),
    };
    bool *told = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1);
    struct reach reach;
    if (t->skipped->nameless) return;
    reach_begin(&reach, check->scratch, t);
    for (size_t i = 0; i < t->factors_count; i++) {
        if (t->factors[i]->common.broken) return;
        for (size_t k = 0; k < t->factors[i]->influence_count; k++)
            rivals.influenced[t->factors[i]->influences[k]->index] = true;
    }
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (!rule->criterion || rule->criterion->id != CRITERION_EFFECTIVENESS) continue;
        if (!rule->target || rule->target->level == LEVEL_MEASURE) continue;
        if (told[rule->target->index]) continue;
        told[rule->target->index] = true;
        check_rivals(check, &reach, &rivals, rule);
    }
}

/* --- T19: the weakest link ---------------------------------------------------------------------------------- */

enum { WEAK_STEPS_MAX = 5000000 };

struct chain {
    struct check *check;
    const bool *reached; /* by node: measures lead to it */
    uint32_t *behind;    /* by node: the question in which it was found behind a link */
    uint32_t *otherwise; /* and in which it was found to be reached by another way too */
    const struct node **queue, **others;
    uint32_t question;
    size_t steps_left;
};

/* The level of the best evidence for a link; -1 when there is none that says its level. What was looked
 * for and not found supports nothing. */
static int evidence_level(const struct link *link, const struct study **best)
{
    int level = -1;
    for (size_t i = 0; i < link->evidence_count; i++) {
        const struct study *study = link->evidence[i];
        bool against = study->finds == FINDS_NEGATIVE || study->finds == FINDS_NONE;
        int says = against ? 0 : study->level;
        if ((!study->level && !against) || study->common.broken) return -1; /* it may be any */
        if (says > level) {
            level = says;
            *best = study;
        }
    }
    return level;
}

static bool *mark_served(struct check *check, const struct node **queue)
{
    const struct theory *t = check->t;
    bool *served = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1);
    size_t head = 0, tail = 0;
    for (size_t i = 0; i < t->nodes_count; i++) {
        if (t->nodes[i]->level != LEVEL_MEASURE) continue;
        served[i] = true;
        queue[tail++] = t->nodes[i];
    }
    while (head < tail)
        for (const struct link *l = queue[head++]->out; l; l = l->next_out) {
            if (l->harms || served[l->to->index]) continue;
            served[l->to->index] = true;
            queue[tail++] = l->to;
        }
    return served;
}

static bool spend(struct chain *chain)
{
    if (chain->steps_left) chain->steps_left--;
    return chain->steps_left > 0;
}

/* Puts all that stands behind a link in the queue; answers how many. */
static size_t find_behind(struct chain *chain, const struct link *link)
{
    size_t head = 0, tail = 0;
    chain->behind[link->to->index] = chain->question;
    chain->queue[tail++] = link->to;
    while (head < tail)
        for (const struct link *l = chain->queue[head++]->out; l && spend(chain); l = l->next_out) {
            if (l->harms || chain->behind[l->to->index] == chain->question) continue;
            chain->behind[l->to->index] = chain->question;
            chain->queue[tail++] = l->to;
        }
    return tail;
}

/* Whether measures reach a node by a link other than the one asked about, and not from behind it. */
static bool has_other_way(struct chain *chain, const struct node *node, const struct link *asked)
{
    for (const struct link *l = node->in; l && spend(chain); l = l->next_in)
        if (l != asked && !l->harms && chain->reached[l->from->index] &&
            (chain->behind[l->from->index] != chain->question || l->from->level == LEVEL_MEASURE))
            return true;
    return false;
}

/* The impact, first by name, that measures reach by this link only; NULL when there is none. */
static const struct node *find_dependent(struct chain *chain, const struct link *link)
{
    chain->question++;
    size_t count = find_behind(chain, link), head = 0, tail = 0;
    for (size_t i = 0; i < count; i++)
        if (has_other_way(chain, chain->queue[i], link)) {
            chain->otherwise[chain->queue[i]->index] = chain->question;
            chain->others[tail++] = chain->queue[i];
        }
    while (head < tail)
        for (const struct link *l = chain->others[head++]->out; l && spend(chain);
             l = l->next_out) {
            if (l->harms || l == link) continue;
            if (chain->otherwise[l->to->index] == chain->question) continue;
            chain->otherwise[l->to->index] = chain->question;
            chain->others[tail++] = l->to;
        }
    const struct node *found = NULL;
    for (size_t i = 0; i < count && chain->steps_left; i++) {
        const struct node *node = chain->queue[i];
        if (node->level != LEVEL_IMPACT) continue;
        if (chain->otherwise[node->index] == chain->question) continue;
        if (!found || str_compare(node->common.name, found->common.name) < 0) found = node;
    }
    return chain->steps_left ? found : NULL;
}

/* The weakest of the links that an impact depends on. */
struct weakest {
    const struct link *link;
    const struct study *study;
    int level;
};

static bool is_weaker(const struct weakest *a, const struct weakest *b)
{
    if (!b->link || a->level != b->level) return !b->link || a->level < b->level;
    int order = str_compare(a->link->from->common.name, b->link->from->common.name);
    if (!order) order = str_compare(a->link->to->common.name, b->link->to->common.name);
    return order < 0;
}

static void report_weak(struct check *check, const struct weakest *weakest,
                        const struct node *impact)
{
    const struct link *link = weakest->link;
    const struct study *study = weakest->study;
    struct finding *f;
    int level = weakest->level;
    if (level)
        f = finding_add(check->findings, FINDING_T19, link->name_span,
                        "all that leads to `%.*s` rests on evidence of level %d: that `%.*s` leads "
                        "to `%.*s`",
                        STR_ARG(impact->common.name), level, STR_ARG(link->from->common.name),
                        STR_ARG(link->to->common.name));
    else
        f = finding_add(check->findings, FINDING_T19, link->name_span,
                        "all that leads to `%.*s` rests on this link, and its evidence speaks "
                        "against it: that `%.*s` leads to `%.*s`",
                        STR_ARG(impact->common.name), STR_ARG(link->from->common.name),
                        STR_ARG(link->to->common.name));
    finding_relate(check->findings, f, location_of(check_name(&study->common)), "the evidence");
    finding_relate(check->findings, f, location_of(check_name(&impact->common)), "the impact");
    finding_help(check->findings, f,
                 "a chain is as strong as its weakest link: study this one first, or look for "
                 "another way");
}

void check_weak_link(struct check *check)
{
    const struct theory *t = check->t;
    struct num limit = check_limit(check, FINDING_T19, num_int(2));
    struct chain chain = {
        .check = check,
        .behind = ARENA_ARRAY(check->scratch, uint32_t, t->nodes_count + 1),
        .otherwise = ARENA_ARRAY(check->scratch, uint32_t, t->nodes_count + 1),
        .queue = ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1),
        .others = ARENA_ARRAY(check->scratch, const struct node *, t->nodes_count + 1),
        .steps_left = WEAK_STEPS_MAX,
    };
    struct weakest *weakest = ARENA_ARRAY(check->scratch, struct weakest, t->nodes_count + 1);
    if (t->skipped->link || !t->studies_count) return;
    chain.reached = mark_served(check, chain.queue);
    for (size_t i = 0; i < t->links_count && chain.steps_left; i++) {
        const struct link *link = t->links[i];
        struct weakest weak = {.link = link};
        if (link->harms || !chain.reached[link->from->index]) continue;
        weak.level = evidence_level(link, &weak.study);
        struct num number = num_int(weak.level);
        if (weak.level < 0 || num_compare(&number, &limit) >= 0) continue;
        const struct node *impact = find_dependent(&chain, link);
        if (impact && is_weaker(&weak, &weakest[impact->index])) weakest[impact->index] = weak;
    }
    for (size_t i = 0; i < t->nodes_count; i++)
        if (weakest[i].link) report_weak(check, &weakest[i], t->nodes[i]);
}

/* --- T20: decoration ------------------------------------------------------------------------------------------ */

static void check_risks(struct check *check)
{
    const struct theory *t = check->t;
    for (size_t i = 0; i < t->nodes_count;
         i++) /* a measure that was not understood may mitigate it */
        if (t->nodes[i]->level == LEVEL_MEASURE && t->nodes[i]->common.broken) return;
    for (size_t i = 0; i < t->risks_count; i++) {
        const struct risk *risk = t->risks[i];
        const struct symbol *common = &risk->common;
        if (risk->threatened_count || common->used || common->broken) continue;
        if (check_skipped(check, common)) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_T20, check_name(common),
                        "the risk `%.*s` is attached to nothing", STR_ARG(common->name));
        finding_help(check->findings, f, "say what it threatens: threatens …");
    }
}

static void mark_assumed(const struct theory *t, bool *assumed, const struct ast_names *names)
{
    for (const struct ast_names_item *n = names->first; n; n = n->next) {
        const struct symbol *symbol =
            n->name.atom < t->by_atom_count ? t->by_atom[n->name.atom] : NULL;
        if (symbol && symbol->kind == DECL_ASSUMPTION)
            assumed[((const struct assumption *)symbol->thing)->index] = true;
    }
}

/* Whether links rest on all of them. */
static bool mark_by_links(const struct theory *t, bool *assumed)
{
    size_t count = 0;
    for (size_t i = 0; i < t->links_count; i++)
        for (size_t k = 0; k < t->links[i]->assumption_count; k++) {
            bool *mark = &assumed[t->links[i]->assumptions[k]->index];
            count += !*mark;
            *mark = true;
        }
    return count == t->assumptions_count;
}

/* Where links do not tell, by the clauses as written: of one to something misspelt there is nothing else. */
static bool *mark_all_assumed(struct check *check)
{
    const struct theory *t = check->t;
    bool *assumed = ARENA_ARRAY(check->scratch, bool, t->assumptions_count + 1);
    if (mark_by_links(t, assumed)) return assumed;
    for (size_t i = 0; i < t->nodes_count; i++)
        for (const struct ast_clause *c = t->nodes[i]->common.decl->clauses; c; c = c->next) {
            if (c->kind != CLAUSE_LEADS_TO && c->kind != CLAUSE_HARMS) continue;
            for (const struct ast_clause *inner = c->link->clauses; inner; inner = inner->next)
                if (inner->kind == CLAUSE_ASSUMING) mark_assumed(t, assumed, &inner->names);
        }
    return assumed;
}

void check_attached(struct check *check)
{
    const struct theory *t = check->t;
    const bool *assumed = mark_all_assumed(check);
    for (size_t i = 0; i < t->assumptions_count && !t->skipped->link; i++) {
        const struct symbol *common = &t->assumptions[i]->common;
        if (assumed[i] || check_skipped(check, common)) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_T20, check_name(common),
                        "no link rests on the assumption `%.*s`", STR_ARG(common->name));
        finding_help(check->findings, f,
                     "say for which step it is needed: leads to … because \"…\" { assuming %.*s }",
                     STR_ARG(common->name));
    }
    if (!check->choices->of[FINDING_R04].on) check_risks(check); /* R04 says it of any risk */
}
