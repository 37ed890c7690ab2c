/* T07 to T11: the links of the chain, and what they rest on. */
#include <stdlib.h>

#include "check/check.h"

static const char *link_verb(const struct link *link)
{
    return link->harms ? "harms" : "leads to";
}

/* The links of one clause (`leads to a, b`) stand behind each other: only the first counts. */
static bool is_first_of_clause(const struct theory *t, size_t i)
{
    return i == 0 || t->links[i - 1]->span.start != t->links[i]->span.start;
}

void check_link_reason(struct check *check)
{
    const struct theory *t = check->t;
    for (size_t i = 0; i < t->links_count; i++) {
        const struct link *link = t->links[i];
        if (str_trim(link->because).len || !is_first_of_clause(t, i)) continue;
        struct finding *f = finding_add(
            check->findings, FINDING_T07, link->name_span, "`%.*s` %s `%.*s`, and nothing says why",
            STR_ARG(link->from->common.name), link_verb(link), STR_ARG(link->to->common.name));
        finding_help(check->findings, f,
                     "an arrow without a reason can't be doubted or tested: write because \"…\" "
                     "behind it");
    }
}

void check_link_assumption(struct check *check)
{
    const struct theory *t = check->t;
    for (size_t i = 0; i < t->links_count; i++) {
        const struct link *link = t->links[i];
        if (link->harms || link->assumption_count || link->from->common.broken) continue;
        if (!is_first_of_clause(t, i)) continue;
        struct finding *f =
            finding_add(check->findings, FINDING_T08, link->name_span,
                        "that `%.*s` leads to `%.*s` rests on no assumption",
                        STR_ARG(link->from->common.name), STR_ARG(link->to->common.name));
        finding_help(check->findings, f,
                     "what has to be so for it to work? Declare it as an `assumption` and write "
                     "`{ assuming … }` behind the link");
    }
}

/* --- T09: evidence -------------------------------------------------------------------------------------- */

/* The pairs that studies are about, to be looked up; and the measures and effects that they are about
 * as a whole. */
struct studied {
    uint64_t *pairs;
    size_t count;
    bool *nodes;
};

static uint64_t pair_of(const struct node *from, const struct node *to)
{
    return (uint64_t)from->index << 32 | (uint64_t)to->index;
}

static int compare_pairs(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static bool is_node(const struct symbol *symbol)
{
    return symbol->kind == DECL_MEASURE || symbol->kind == DECL_EFFECT ||
           symbol->kind == DECL_IMPACT;
}

static void read_studies(struct check *check, struct studied *studied)
{
    const struct theory *t = check->t;
    size_t most = 0;
    for (size_t i = 0; i < t->studies_count; i++) most += t->studies[i]->about_count;
    studied->pairs = ARENA_ARRAY(check->scratch, uint64_t, most + 1);
    studied->nodes = ARENA_ARRAY(check->scratch, bool, t->nodes_count + 1);
    for (size_t i = 0; i < t->studies_count; i++)
        for (size_t k = 0; k < t->studies[i]->about_count; k++) {
            const struct study_about *about = &t->studies[i]->about[k];
            if (!is_node(about->from)) continue;
            const struct node *from = about->from->thing;
            if (about->to)
                studied->pairs[studied->count++] = pair_of(from, about->to);
            else
                studied->nodes[from->index] = true;
        }
    qsort(studied->pairs, studied->count, sizeof *studied->pairs, compare_pairs);
}

static bool has_evidence(const struct studied *studied, const struct link *link)
{
    uint64_t pair = pair_of(link->from, link->to);
    return link->evidence_count || link->from->evidence_count ||
           studied->nodes[link->from->index] ||
           bsearch(&pair, studied->pairs, studied->count, sizeof pair, compare_pairs);
}

void check_link_evidence(struct check *check)
{
    const struct theory *t = check->t;
    struct studied studied = {.count = 0};
    uint32_t told = UINT32_MAX; /* the clause that was reported last */
    read_studies(check, &studied);
    for (size_t i = 0; i < t->links_count; i++) {
        const struct link *link = t->links[i];
        if (link->harms || link->from->common.broken || link->span.start == told) continue;
        if (has_evidence(&studied, link)) continue;
        told = link->span.start;
        struct finding *f =
            finding_add(check->findings, FINDING_T09, link->name_span,
                        "no evidence supports that `%.*s` leads to `%.*s`",
                        STR_ARG(link->from->common.name), STR_ARG(link->to->common.name));
        finding_help(
            check->findings, f,
            "how is this known? Declare the study as `evidence` and write `{ evidence … }` "
            "behind the link");
    }
}

/* --- T10: one thing that leads to and harms another ------------------------------------------------------- */

static int compare_links(const void *left, const void *right)
{
    const struct link *a = *(struct link *const *)left, *b = *(struct link *const *)right;
    uint64_t x = pair_of(a->from, a->to), y = pair_of(b->from, b->to);
    if (x != y) return x < y ? -1 : 1;
    if (a->harms != b->harms) return a->harms ? 1 : -1;
    return (a->name_span.start > b->name_span.start) - (a->name_span.start < b->name_span.start);
}

void check_contradiction(struct check *check)
{
    const struct theory *t = check->t;
    struct link **sorted = ARENA_ARRAY(check->scratch, struct link *, t->links_count + 1);
    for (size_t i = 0; i < t->links_count; i++) sorted[i] = t->links[i];
    qsort(sorted, t->links_count, sizeof *sorted, compare_links);
    for (size_t i = 1; i < t->links_count; i++) {
        const struct link *leads = sorted[i - 1], *harms = sorted[i];
        if (leads->from != harms->from || leads->to != harms->to) continue;
        if (leads->harms || !harms->harms) continue;
        struct finding *f = finding_add(
            check->findings, FINDING_T10, harms->name_span, "`%.*s` both leads to and harms `%.*s`",
            STR_ARG(harms->from->common.name), STR_ARG(harms->to->common.name));
        finding_relate(check->findings, f, location_of(leads->name_span), "here it leads to it");
        finding_help(check->findings, f,
                     "two effects are hidden in one: name the part that gains and the part that "
                     "loses, or leave out the link that is wrong");
    }
}

/* --- T11: a measure that serves and harms one goal ------------------------------------------------------- */

/* So that a theory made to be slow gets no answer. */
enum { STEPS_MAX = 10000000 };

/* Who is met when the links are followed from a node: three questions for each link that harms. */
struct walk {
    struct check *check;
    uint32_t *harmed, *serving, *ahead; /* by node: the question in which it was met */
    const struct node **queue;
    uint32_t question;
    size_t steps_left;
    bool *side_effects; /* by node: a rule judges the side effects of this measure */
};

static bool step(struct walk *walk)
{
    if (walk->steps_left) walk->steps_left--;
    return walk->steps_left > 0;
}

/* Marks a node and all that it leads to; answers how many, which stand in the queue. */
static size_t mark_ahead(struct walk *walk, uint32_t *marks, const struct node *from)
{
    size_t head = 0, tail = 0;
    marks[from->index] = walk->question;
    walk->queue[tail++] = from;
    while (head < tail)
        for (const struct link *l = walk->queue[head++]->out; l && step(walk); l = l->next_out) {
            if (l->harms || marks[l->to->index] == walk->question) continue;
            marks[l->to->index] = walk->question;
            walk->queue[tail++] = l->to;
        }
    return tail;
}

/* Marks all that leads to one of the first `tail` nodes of the queue, which are marked already. */
static size_t mark_back(struct walk *walk, uint32_t *marks, size_t tail)
{
    for (size_t head = 0; head < tail;)
        for (const struct link *l = walk->queue[head++]->in; l && step(walk); l = l->next_in) {
            if (l->harms || marks[l->from->index] == walk->question) continue;
            marks[l->from->index] = walk->question;
            walk->queue[tail++] = l->from;
        }
    return tail;
}

/* The measure that comes by way of this link to harm what it also serves: the first by name; NULL when
 * there is none. */
static const struct node *find_divided(struct walk *walk, const struct link *harm)
{
    const struct node *found = NULL;
    walk->question++;
    size_t count = mark_ahead(walk, walk->harmed, harm->to);
    for (size_t i = 0; i < count; i++) walk->serving[walk->queue[i]->index] = walk->question;
    mark_back(walk, walk->serving, count);
    walk->ahead[harm->from->index] = walk->question;
    walk->queue[0] = harm->from;
    count = mark_back(walk, walk->ahead, 1);
    for (size_t i = 0; i < count; i++) {
        const struct node *node = walk->queue[i];
        if (node->level != LEVEL_MEASURE || walk->serving[node->index] != walk->question) continue;
        if (walk->side_effects[node->index]) continue;
        if (!found || str_compare(node->common.name, found->common.name) < 0) found = node;
    }
    return walk->steps_left ? found : NULL;
}

/* What the measure serves and harms: the nearest to it. */
static const struct node *find_goal(struct walk *walk, const struct node *measure)
{
    uint32_t asked = walk->question++;
    size_t count = mark_ahead(walk, walk->ahead, measure);
    for (size_t i = 0; i < count; i++)
        if (walk->harmed[walk->queue[i]->index] == asked) return walk->queue[i];
    return NULL;
}

/* That is T10's. */
static bool leads_directly(struct walk *walk, const struct link *harm)
{
    for (const struct link *l = harm->from->out; l && step(walk); l = l->next_out)
        if (!l->harms && l->to == harm->to) return true;
    return false;
}

static void report_divided(struct check *check, const struct link *harm, const struct node *measure,
                           const struct node *goal)
{
    struct finding *f = finding_add(
        check->findings, FINDING_T11, harm->name_span,
        "the measure `%.*s` serves `%.*s` and harms it too, because `%.*s` harms `%.*s`",
        STR_ARG(measure->common.name), STR_ARG(goal->common.name), STR_ARG(harm->from->common.name),
        STR_ARG(harm->to->common.name));
    finding_relate(check->findings, f, location_of(check_name(&measure->common)), "the measure");
    finding_relate(check->findings, f, location_of(check_name(&goal->common)),
                   "what it serves and harms");
    finding_help(check->findings, f,
                 "side effects are part of effectiveness: say which of the two weighs more in a "
                 "`note` behind this link, or write a rule that judges side_effect of %.*s",
                 STR_ARG(measure->common.name));
}

/* The clause of a link, which the link does not hold: whether a note stands in it. */
static bool is_spoken_of(struct walk *walk, const struct link *link)
{
    const struct ast_clause *c = link->from->common.decl->clauses;
    for (; c && step(walk); c = c->next) {
        if (c->span.start != link->span.start) continue;
        for (const struct ast_clause *inner = c->link->clauses; inner; inner = inner->next)
            if (inner->kind == CLAUSE_NOTE) return true;
        return c->link->broken;
    }
    return false;
}

void check_divided_measure(struct check *check)
{
    const struct theory *t = check->t;
    size_t n = t->nodes_count + 1;
    struct walk walk = {
        .check = check,
        .harmed = ARENA_ARRAY(check->scratch, uint32_t, n),
        .serving = ARENA_ARRAY(check->scratch, uint32_t, n),
        .ahead = ARENA_ARRAY(check->scratch, uint32_t, n),
        .queue = ARENA_ARRAY(check->scratch, const struct node *, n),
        .side_effects = ARENA_ARRAY(check->scratch, bool, n),
        .steps_left = STEPS_MAX,
    };
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct rule *rule = t->rules[i];
        if (rule->criterion && rule->criterion->id == CRITERION_SIDE_EFFECT && rule->measure)
            walk.side_effects[rule->measure->index] = true;
    }
    for (size_t i = 0; i < t->links_count && walk.steps_left; i++) {
        const struct link *harm = t->links[i];
        if (!harm->harms || harm->to->level < LEVEL_EFFECT) continue;
        if (leads_directly(&walk, harm) || is_spoken_of(&walk, harm)) continue;
        const struct node *measure = find_divided(&walk, harm);
        const struct node *goal = measure ? find_goal(&walk, measure) : NULL;
        if (goal) report_divided(check, harm, measure, goal);
    }
}
