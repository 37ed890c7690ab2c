/* Counting what could be judged. Leaving something out of a theory never improves these figures:
 * what there is to judge follows from its nodes and links, not from its rules. */
#include "judge/summary.h"

struct count {
    struct judge *judge;
    const struct selection *selection;
    struct result_count *counts; /* by criterion */
    struct atoms rules;          /* node, measure and criterion to a rule */
    struct rule **by_key;
    struct atoms pairs; /* pairs that were counted */
};

struct key {
    const struct node *node, *measure;
    size_t criterion;
};

static struct str bytes_of(const struct key *key)
{
    return (struct str){(const char *)key, sizeof *key};
}

static void index_rules(struct count *c)
{
    const struct theory *t = c->judge->t;
    atoms_init(&c->rules, c->judge->arena);
    atoms_init(&c->pairs, c->judge->arena);
    c->by_key = ARENA_ARRAY(c->judge->arena, struct rule *, t->rules_count + 1);
    for (size_t i = 0; i < t->rules_count; i++) {
        struct rule *rule = t->rules[i];
        if (!rule->criterion || !rule->target) continue;
        struct key key = {rule->target, rule->measure, rule->criterion->id};
        c->by_key[atoms_intern(&c->rules, bytes_of(&key))] = rule;
    }
}

static struct rule *find_rule(const struct count *c, enum criterion_id criterion,
                              const struct node *node, const struct node *measure)
{
    struct key key = {node, measure, criterion};
    uint32_t place = atoms_find(&c->rules, bytes_of(&key));
    return place == ATOM_NONE ? NULL : c->by_key[place];
}

static enum standing standing_of(const struct count *c, const struct rule *rule)
{
    const struct outcome_word *word = rule ? c->judge->verdicts[rule->index].word : NULL;
    return word ? word->standing : STANDING_UNKNOWN;
}

static void add(struct count *c, enum criterion_id criterion, enum standing standing)
{
    struct result_count *count = &c->counts[criterion];
    count->of++;
    count->judged += standing != STANDING_UNKNOWN;
    count->positive += standing == STANDING_POSITIVE;
    count->mixed += standing == STANDING_MIXED;
    count->negative += standing == STANDING_NEGATIVE;
}

/* One thing to judge that a rule may judge. */
static void add_one(struct count *c, enum criterion_id criterion, const struct node *node,
                    const struct node *measure)
{
    struct rule *rule = find_rule(c, criterion, node, measure);
    if (selection_counts(c->selection, node, measure, rule))
        add(c, criterion, standing_of(c, rule));
}

/* A pair of measure and node counts once, however many links it has. */
static void add_pair(struct count *c, enum criterion_id criterion, const struct node *node,
                     const struct node *measure)
{
    struct key key = {node, measure, criterion};
    size_t known = c->pairs.count;
    if (atoms_intern(&c->pairs, bytes_of(&key)) >= known) add_one(c, criterion, node, measure);
}

/* A measure is judged on efficiency when all its rules are; the worst counts. */
static void add_efficiency(struct count *c, struct rule *const *rules, const size_t *next,
                           size_t first, const struct node *measure)
{
    enum standing worst = first ? STANDING_POSITIVE : STANDING_UNKNOWN;
    bool counts = selection_counts(c->selection, measure, measure, NULL);
    for (size_t i = first; i; i = next[i - 1]) {
        enum standing standing = standing_of(c, rules[i - 1]);
        counts |= selection_counts(c->selection, NULL, NULL, rules[i - 1]);
        if (standing < worst) worst = standing;
    }
    if (counts) add(c, CRITERION_EFFICIENCY, worst);
}

static void count_efficiency(struct count *c)
{
    const struct theory *t = c->judge->t;
    size_t *first = ARENA_ARRAY(c->judge->arena, size_t, t->nodes_count + 1);
    size_t *next = ARENA_ARRAY(c->judge->arena, size_t, t->rules_count + 1);
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (!rule->criterion || rule->criterion->id != CRITERION_EFFICIENCY || !rule->measure)
            continue;
        next[i] = first[rule->measure->index];
        first[rule->measure->index] = i + 1;
    }
    for (size_t i = 0; i < t->nodes_count; i++)
        if (t->nodes[i]->level == LEVEL_MEASURE)
            add_efficiency(c, t->rules, next, first[i], t->nodes[i]);
}

static void count_nodes(struct count *c)
{
    const struct theory *t = c->judge->t;
    for (size_t i = 0; i < t->nodes_count; i++) {
        const struct node *node = t->nodes[i];
        if (node->level == LEVEL_EFFECT || node->level == LEVEL_IMPACT)
            add_one(c, CRITERION_ATTAINMENT, node, NULL);
        if (node->level == LEVEL_MEASURE) add_one(c, CRITERION_DELIVERY, node, NULL);
    }
}

static void count_links(struct count *c)
{
    const struct theory *t = c->judge->t;
    for (size_t i = 0; i < t->links_count; i++) {
        const struct link *link = t->links[i];
        if (link->harms)
            add_pair(c, CRITERION_SIDE_EFFECT, link->to, link->from);
        else if (link->from->level == LEVEL_MEASURE)
            add_pair(c, CRITERION_EFFECTIVENESS, link->to, link->from);
    }
}

/* Pairs beyond the links, and what is only judged because a rule stands. */
static void count_rules(struct count *c)
{
    const struct theory *t = c->judge->t;
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (!rule->criterion || !rule->target) continue;
        switch (rule->criterion->id) {
        case CRITERION_EFFECTIVENESS:
        case CRITERION_SIDE_EFFECT:
        case CRITERION_RELEVANCE:
        case CRITERION_COHERENCE:
        case CRITERION_SUSTAINABILITY:
            add_pair(c, rule->criterion->id, rule->target, rule->measure);
            break;
        case CRITERION_DELIVERY:
        case CRITERION_ATTAINMENT:
        case CRITERION_EFFICIENCY:
        case CRITERION_COUNT: break;
        }
    }
}

void summary_make(struct judge *judge, const struct selection *selection, struct result *result)
{
    struct count c = {.judge = judge, .selection = selection};
    c.counts = ARENA_ARRAY(judge->arena, struct result_count, CRITERION_COUNT);
    for (int i = 0; i < CRITERION_COUNT; i++)
        c.counts[i].criterion = criterion_get((enum criterion_id)i)->name;
    index_rules(&c);
    count_nodes(&c);
    count_efficiency(&c);
    count_links(&c);
    count_rules(&c);
    result->counts = c.counts;
    result->count_count = CRITERION_COUNT;
}
