/* The rung of each link. */
#include "judge/ladder.h"

#include "judge/contribution.h"
#include "judge/movement.h"

struct str ladder_rung_name(enum ladder_rung rung)
{
    switch (rung) {
    case RUNG_NONE: return STR("none");
    case RUNG_DESCRIPTIVE: return STR("descriptive");
    case RUNG_THEORETICAL: return STR("theoretical");
    case RUNG_INDICATIVE: return STR("indicative");
    case RUNG_CAUSAL: return STR("causal");
    }
    return STR("");
}

struct rung {
    enum ladder_rung rung;
    struct str why;
    bool usual; /* it says no more than the rung does */
};

static void reach_rung(struct rung *r, enum ladder_rung rung, struct str why)
{
    if (rung <= r->rung) return;
    *r = (struct rung){rung, why, rung <= RUNG_THEORETICAL};
}

/* --- what is said -------------------------------------------------------------------------------- */

static void by_description(struct rung *r, const struct link *link)
{
    bool seen = link->from->indicator_count && link->to->indicator_count;
    if (seen) reach_rung(r, RUNG_DESCRIPTIVE, STR("both ends have indicators"));
    if (link->because.len) reach_rung(r, RUNG_THEORETICAL, STR("it says because of what"));
    if (link->evidence_count) reach_rung(r, RUNG_THEORETICAL, STR("it cites evidence"));
}

/* --- what is shown ------------------------------------------------------------------------------- */

static void by_evidence(struct judge *judge, struct rung *r, const struct link_evidence *evidence)
{
    const struct study *study = evidence->positive;
    if (!study) return;
    bool shows = study->level >= judge->t->scale->shows;
    struct str why = study->level
                         ? str_printf(judge->arena, "%.*s, level %d, finds it",
                                      STR_ARG(study->common.name), study->level)
                         : str_printf(judge->arena, "%.*s finds it", STR_ARG(study->common.name));
    reach_rung(r, shows ? RUNG_CAUSAL : RUNG_INDICATIVE, why);
}

/* Rules that judge the effectiveness of a measure, chained by it. */
struct rule_index {
    size_t *last, *next; /* by node->index, by rule->index: rule + 1 */
};

static struct rule_index index_rules(struct judge *judge)
{
    const struct theory *t = judge->t;
    struct rule_index index = {ARENA_ARRAY(judge->arena, size_t, t->nodes_count + 1),
                               ARENA_ARRAY(judge->arena, size_t, t->rules_count + 1)};
    for (size_t i = t->rules_count; i > 0; i--) {
        const struct rule *rule = t->rules[i - 1];
        if (!rule->criterion || !rule->measure || !rule->target ||
            rule->criterion->id != CRITERION_EFFECTIVENESS)
            continue;
        index.next[i - 1] = index.last[rule->measure->index];
        index.last[rule->measure->index] = i;
    }
    return index;
}

static void by_rules(struct judge *judge, struct rung *r, const struct rule_index *index,
                     const struct link *link)
{
    for (size_t i = index->last[link->from->index]; i; i = index->next[i - 1]) {
        const struct rule *rule = judge->t->rules[i - 1];
        const struct verdict *verdict = &judge->verdicts[rule->index];
        if (rule->target != link->to || !verdict->word) continue;
        struct str why = str_printf(judge->arena, "%.*s says %.*s", STR_ARG(rule->common.name),
                                    STR_ARG(verdict->word->text));
        if (verdict->word->standing == STANDING_POSITIVE) reach_rung(r, RUNG_CAUSAL, why);
        if (verdict->word->standing == STANDING_MIXED) reach_rung(r, RUNG_INDICATIVE, why);
    }
}

static bool find_start(const struct judge *judge, const struct node *from, int32_t *day)
{
    const struct policy *policy = judge->t->policy;
    if (from->level == LEVEL_MEASURE) return movement_start(judge, from, day);
    *day = policy && policy->period_said ? policy->period.first : 0;
    return policy && policy->period_said;
}

/* Both ends moved as meant since the measure, or the policy, began. A measure need only have begun. */
static void by_movement(struct judge *judge, struct rung *r, const struct link *link)
{
    int32_t start;
    if (r->rung != RUNG_THEORETICAL || !find_start(judge, link->from, &start)) return;
    struct movement cause = {.as_meant = TRUTH_TRUE};
    if (link->from->level != LEVEL_MEASURE)
        cause = movement_of_all(judge, link->from->indicators, link->from->indicator_count, start);
    if (cause.as_meant != TRUTH_TRUE) return;
    int32_t lag = link->has_lag ? link->lag_days : 0;
    struct movement effect =
        movement_of_all(judge, link->to->indicators, link->to->indicator_count, start + lag);
    if (effect.as_meant == TRUTH_TRUE)
        reach_rung(r, RUNG_INDICATIVE, str_printf(judge->arena, "%.*s", STR_ARG(effect.text)));
}

/* --- all of it ----------------------------------------------------------------------------------- */

static struct rung rung_of(struct judge *judge, const struct rule_index *index,
                           const struct link *link, bool whole)
{
    struct rung r = {RUNG_NONE, STR("nothing is said for it"), true};
    struct link_evidence evidence = link_evidence(judge, link);
    by_description(&r, link);
    by_evidence(judge, &r, &evidence);
    by_rules(judge, &r, index, link);
    if (whole) by_movement(judge, &r, link);
    if (r.rung > RUNG_THEORETICAL && link_assumptions(judge, link) == TRUTH_FALSE)
        r = (struct rung){RUNG_THEORETICAL, STR("an assumption of it does not hold"), false};
    if (evidence.against && evidence.against->level >= judge->t->scale->shows &&
        (!evidence.positive || evidence.against->level > evidence.positive->level)) {
        r.usual = false;
        r.why = str_printf(judge->arena, "%.*s; but %.*s, level %d, finds none, or the reverse",
                           STR_ARG(r.why), STR_ARG(evidence.against->common.name),
                           evidence.against->level);
    }
    return r;
}

void ladder_present(struct judging *s)
{
    struct judge *judge = &s->judge;
    const struct theory *t = judge->t;
    struct result_link *links = ARENA_ARRAY(judge->arena, struct result_link, t->links_count + 1);
    struct rule_index index = index_rules(judge);
    bool whole = !s->selection->name_count; /* else the figures of some were not read */
    for (size_t i = 0; i < t->links_count; i++) {
        const struct link *link = t->links[i];
        if (link->harms || !selection_counts(s->selection, link->to, link->from, NULL)) continue;
        struct rung rung = rung_of(judge, &index, link, whole);
        links[s->result->link_count++] = (struct result_link){
            .from = link->from->common.name,
            .to = link->to->common.name,
            .rung = rung.rung,
            .why = rung.why,
            .usual = rung.usual,
            .location = location_of(link->name_span),
        };
    }
    s->result->links = links;
}
