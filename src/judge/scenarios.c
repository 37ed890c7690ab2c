/* Scenarios: what is lost, against the policy as it is and against the zero option. */
#include "base/bug.h"
#include "base/calendar.h"
#include "judge/comparing.h"
#include "judge/present.h"
#include "judge/scenarios.h"
#include "method/choose.h"

enum { STEPS_MAX = 50000000 };

void variant_note(struct variant *v, const char *format, ...)
{
    va_list values;
    struct buf text = buf_in(v->c->arena);
    va_start(values, format);
    buf_vprintf(&text, format, values);
    va_end(values);
    ARENA_GROW(v->c->arena, v->notes, v->note_count, v->note_capacity);
    v->notes[v->note_count++] = buf_str(&text);
}

/* --- evidence of links ------------------------------------------------------------------------- */

/* A study that finds that it works, or does not say what it finds. */
static int level_of(struct study *const *studies, size_t count)
{
    int level = 0;
    for (size_t i = 0; i < count; i++) {
        bool for_it = studies[i]->finds == FINDS_POSITIVE || studies[i]->finds == WORD_UNSAID;
        if (for_it && studies[i]->level > level) level = studies[i]->level;
    }
    return level;
}

/* What the verdicts on effectiveness make of a link: the level of one that is positive or mixed; -1:
 * it is shown not to work; 0: nothing is known. */
static int level_of_verdicts(struct comparing *c, const struct link *link)
{
    int level = 0;
    for (size_t i = 0; i < c->t->rules_count; i++) {
        const struct rule *rule = c->t->rules[i];
        const struct verdict *verdict = &c->s->judge.verdicts[i];
        if (!rule->criterion || rule->criterion->id != CRITERION_EFFECTIVENESS) continue;
        if (rule->measure != link->from || rule->target != link->to || !verdict->word) continue;
        if (verdict->word->standing == STANDING_NEGATIVE) return -1;
        if (verdict->word->standing == STANDING_POSITIVE && verdict->level > level)
            level = verdict->level;
    }
    return level;
}

/* Rules are few beside links only in theories that are not made to be slow. */
static void weigh_links(struct comparing *c)
{
    c->levels = ARENA_ARRAY(c->arena, int, c->t->links_count + 1);
    for (size_t i = 0; i < c->t->links_count; i++) {
        const struct link *link = c->t->links[i];
        int level = level_of(link->evidence, link->evidence_count);
        if (link->from->level == LEVEL_MEASURE) {
            int own = level_of(link->from->evidence, link->from->evidence_count);
            int about = evidence_for(&c->s->judge.evidence, link->from, link->to);
            int judged = 0;
            if (c->steps_left > c->t->rules_count) {
                c->steps_left -= c->t->rules_count;
                judged = level_of_verdicts(c, link);
            }
            if (own > level) level = own;
            if (about > level) level = about;
            if (judged > level || judged < 0) level = judged;
        }
        c->levels[i] = level > 5 ? 5 : level;
    }
}

/* --- totals ------------------------------------------------------------------------------------ */

static void reach(struct comparing *c, const enum fate *fates, bool *reached)
{
    uint64_t steps = variant_reach(c->t, fates, reached, c->queue);
    c->steps_left -= steps < c->steps_left ? steps : c->steps_left;
}

static bool is_goal(const struct node *node)
{
    return node->level == LEVEL_EFFECT || node->level == LEVEL_IMPACT;
}

/* Present values change as the costs do. */
static struct num present_sum(struct comparing *c, const enum fate *fates, const struct cell *costs,
                              const struct num *rate)
{
    struct num sum = num_int(0);
    for (size_t i = 0; i < c->t->nodes_count; i++) {
        if (!fate_stays(fates[i]) || !cell_known(&costs[i]) || !c->runs[i].count) continue;
        struct cell value = costs_present_value(&c->s->judge, &c->runs[i], rate);
        struct num factor;
        if (!cell_known(&value)) continue;
        if (num_compare(&costs[i].value, &c->costs[i].value) != 0 &&
            num_div(&factor, &costs[i].value, &c->costs[i].value))
            num_mul(&value.value, &value.value, &factor);
        num_add(&sum, &sum, &value.value);
    }
    return sum;
}

static struct scenario_totals add_up(struct variant *v, const struct num *rate)
{
    struct comparing *c = v->c;
    struct scenario_totals totals = {.unpriced = 0};
    struct num sum = variant_sum(v, &totals.unpriced);
    struct num present = present_sum(c, v->fates, v->costs, rate);
    for (size_t i = 0; i < c->t->nodes_count; i++) {
        const struct node *node = c->t->nodes[i];
        bool stands =
            node->level == LEVEL_MEASURE ? fate_stays(v->fates[i]) : is_goal(node) && v->reached[i];
        if (!stands) continue;
        totals.measures += node->level == LEVEL_MEASURE;
        totals.goals += is_goal(node);
        totals.indicators += node->indicator_count;
    }
    for (size_t i = 0; i < c->t->links_count; i++) {
        const struct link *link = c->t->links[i];
        if (link->harms || !variant_link_stands(link, v->fates, v->reached)) continue;
        totals.links++;
        totals.by_level[c->levels[i] < 0 ? 5 : 5 - c->levels[i]]++;
    }
    if (totals.measures && totals.unpriced == totals.measures) { /* nothing is known of the money */
        struct cell none = cell_missing(c->arena, REASON_NO_COSTS);
        totals.costs = totals.present_value =
            present_cell(&c->s->judge, &none, c->unit ? c->unit : &unit_none, FLAVOUR_NONE);
        return totals;
    }
    totals.costs = money_value(c, &sum);
    totals.present_value = money_value(c, &present);
    return totals;
}

/* --- what is lost ------------------------------------------------------------------------------ */

static struct scenario_thing thing_of(const struct node *node)
{
    return (struct scenario_thing){
        .kind = decl_keyword(node->common.decl->kind),
        .name = node->common.name,
        .title = node->common.title,
    };
}

static void list_goals(struct variant *v)
{
    struct comparing *c = v->c;
    struct scenario_result *r = v->result;
    struct scenario_thing *lost =
        ARENA_ARRAY(c->arena, struct scenario_thing, c->t->nodes_count + 1);
    struct scenario_weakened *weakened =
        ARENA_ARRAY(c->arena, struct scenario_weakened, c->t->nodes_count + 1);
    for (size_t i = 0; i < c->t->nodes_count; i++) {
        const struct node *node = c->t->nodes[i];
        size_t before = 0, after = 0;
        if (!is_goal(node) || !c->reached[i]) continue;
        if (!v->reached[i]) {
            lost[r->lost_goal_count++] = thing_of(node);
            continue;
        }
        for (const struct link *l = node->in; l; l = l->next_in) {
            if (l->harms || l->from->level != LEVEL_MEASURE) continue;
            before += fate_stays(c->base[l->from->index]);
            after += fate_stays(v->fates[l->from->index]);
        }
        if (after >= before) continue;
        struct scenario_thing thing = thing_of(node);
        weakened[r->weakened_count++] =
            (struct scenario_weakened){thing.kind, thing.name, thing.title, before, after};
    }
    r->lost_goals = lost;
    r->weakened = weakened;
}

static void list_links(struct variant *v)
{
    struct comparing *c = v->c;
    struct scenario_result *r = v->result;
    struct scenario_link *lost = ARENA_ARRAY(c->arena, struct scenario_link, c->t->links_count + 1);
    struct scenario_link *ended =
        ARENA_ARRAY(c->arena, struct scenario_link, c->t->links_count + 1);
    for (size_t i = 0; i < c->t->links_count; i++) {
        const struct link *link = c->t->links[i];
        if (!variant_link_stands(link, c->base, c->reached) ||
            variant_link_stands(link, v->fates, v->reached))
            continue;
        struct scenario_link shown = {
            .from = link->from->common.name,
            .to = link->to->common.name,
            .level = c->levels[i] < 0 ? 0 : c->levels[i],
            .shown_false = c->levels[i] < 0,
        };
        if (link->harms)
            ended[r->ended_harm_count++] = shown;
        else
            lost[r->lost_link_count++] = shown;
    }
    r->lost_links = lost;
    r->ended_harms = ended;
}

/* Indicators of what goes: outputs of dropped measures, and figures of goals that nobody works on. */
static void list_indicators(struct variant *v)
{
    struct comparing *c = v->c;
    struct scenario_thing *lost =
        ARENA_ARRAY(c->arena, struct scenario_thing, c->t->indicators_count + 1);
    for (size_t i = 0; i < c->t->nodes_count; i++) {
        const struct node *node = c->t->nodes[i];
        bool before =
            node->level == LEVEL_MEASURE ? fate_stays(c->base[i]) : is_goal(node) && c->reached[i];
        bool after = node->level == LEVEL_MEASURE ? fate_stays(v->fates[i]) : v->reached[i];
        for (size_t k = 0; before && !after && k < node->indicator_count; k++)
            lost[v->result->lost_indicator_count++] = (struct scenario_thing){
                .kind = STR("indicator"),
                .name = node->indicators[k]->common.name,
                .title = node->indicators[k]->common.title,
                .of = node->common.name,
            };
    }
    v->result->lost_indicators = lost;
}

static bool is_mitigated(const struct theory *t, const struct risk *risk, const enum fate *fates)
{
    for (size_t i = 0; i < t->nodes_count; i++)
        for (size_t k = 0; fate_stays(fates[i]) && k < t->nodes[i]->mitigates.count; k++)
            if (t->nodes[i]->mitigates.items[k]->thing == risk) return true;
    return false;
}

static void list_risks(struct variant *v)
{
    struct comparing *c = v->c;
    struct scenario_thing *lost =
        ARENA_ARRAY(c->arena, struct scenario_thing, c->t->risks_count + 1);
    uint64_t steps = (uint64_t)c->t->risks_count * c->t->nodes_count;
    for (size_t i = 0; i < c->t->risks_count && steps < c->steps_left; i++) {
        const struct risk *risk = c->t->risks[i];
        if (!is_mitigated(c->t, risk, c->base) || is_mitigated(c->t, risk, v->fates)) continue;
        lost[v->result->lost_risk_count++] = (struct scenario_thing){
            .kind = STR("risk"), .name = risk->common.name, .title = risk->common.title};
    }
    c->steps_left -= steps < c->steps_left ? steps : c->steps_left;
    v->result->lost_risks = lost;
}

static enum scenario_fate shown_fate(enum fate fate)
{
    switch (fate) {
    case FATE_ABSENT:
    case FATE_KEPT: return SCENARIO_KEPT;
    case FATE_CHANGED: return SCENARIO_CHANGED;
    case FATE_ADDED: return SCENARIO_ADDED;
    case FATE_DROPPED: return SCENARIO_DROPPED;
    }
    BUG("no such fate");
}

static void list_measures(struct variant *v)
{
    struct comparing *c = v->c;
    struct scenario_measure *shown =
        ARENA_ARRAY(c->arena, struct scenario_measure, c->t->nodes_count + 1);
    const struct unit *unit = c->unit ? c->unit : &unit_none;
    struct num nothing = num_int(0);
    for (size_t i = 0; i < c->t->nodes_count; i++) {
        const struct node *node = c->t->nodes[i];
        if (v->fates[i] == FATE_ABSENT) continue;
        struct scenario_measure *m = &shown[v->result->measure_count++];
        *m = (struct scenario_measure){
            .name = node->common.name,
            .title = node->common.title,
            .fate = shown_fate(v->fates[i]),
            .before = present_cell(&c->s->judge, &c->costs[i], unit, FLAVOUR_NONE),
            .after = present_cell(&c->s->judge, &v->costs[i], unit, FLAVOUR_NONE),
        };
        if (v->fates[i] == FATE_DROPPED) m->after = money_value(c, &nothing);
        for (size_t k = 0; v->scenario && k < v->scenario->keep_count; k++)
            m->kept_by_name |= v->scenario->keep[k] == node;
    }
    v->result->measures = shown;
}

/* --- one scenario ------------------------------------------------------------------------------ */

static const struct str *texts_of(struct comparing *c, const struct ast_decl *decl,
                                  enum clause_kind kind, size_t *count)
{
    size_t most = 0;
    for (const struct ast_clause *a = decl->clauses; a; a = a->next) most += a->kind == kind;
    struct str *texts = ARENA_ARRAY(c->arena, struct str, most + 1);
    for (const struct ast_clause *a = decl->clauses; a; a = a->next)
        if (a->kind == kind && a->texts.first) texts[(*count)++] = a->texts.first->text.value;
    return texts;
}

static void meet_budget(struct variant *v)
{
    struct num limit;
    size_t unpriced;
    if (!variant_budget(v, &limit)) return;
    const struct scenario *scenario = v->scenario;
    struct num sum = variant_sum(v, &unpriced);
    bool fits = num_compare(&sum, &limit) <= 0;
    if (!scenario->drop_count && !scenario->change_count) {
        v->result->choice = unpriced ? CHOICE_UNPRICED : CHOICE_NOT_NEEDED;
        if (!fits) variant_choose(v, &limit);
        reach(v->c, v->fates, v->reached);
        sum = variant_sum(v, &unpriced);
        fits = num_compare(&sum, &limit) <= 0;
    }
    v->result->budget.fits = !fits ? 0 : unpriced ? -1 : 1;
}

/* What the choice can't tell, and what a reader has to know. */
static void add_notes(struct variant *v)
{
    const struct scenario_result *r = v->result;
    bool asked = r->choice == CHOICE_MADE;
    if (asked && !r->proven)
        variant_note(
            v,
            "The evidence is too weak to choose: of the %zu links at stake none has "
            "evidence of level 3 or more. What goes follows from the theory and the costs, "
            "not from what is known to work.",
            r->at_stake);
    else if (asked && r->proven < r->at_stake)
        variant_note(
            v,
            "Of the %zu links at stake %zu %s evidence of level 3 or more; of the others it "
            "is not known whether they work.",
            r->at_stake, r->proven, r->proven == 1 ? "has" : "have");
    for (size_t i = 0, said = 0; i < r->measure_count && !said; i++)
        if (r->measures[i].fate == SCENARIO_CHANGED && ++said)
            variant_note(v, "A measure with other money is taken to do what it does now; nothing "
                            "here says how much less or more it would do.");
    if (r->totals.unpriced && v->scenario)
        variant_note(v, "The costs of %zu measure%s that stay%s are not in the sum.",
                     r->totals.unpriced, r->totals.unpriced == 1 ? "" : "s",
                     r->totals.unpriced == 1 ? "s" : "");
    if (v->c->steps_left == 0)
        variant_note(v, "The theory is too large for all scenarios: this one was not worked out "
                        "in full.");
}

static void work_out(struct comparing *c, const struct scenario *scenario,
                     struct scenario_result *result)
{
    struct variant v = {.c = c, .scenario = scenario, .result = result};
    const struct discount *discount =
        scenario && scenario->discount.said ? &scenario->discount : &c->t->discount;
    v.fates = ARENA_ARRAY(c->arena, enum fate, c->t->nodes_count + 1);
    v.reached = ARENA_ARRAY(c->arena, bool, c->t->nodes_count + 1);
    *result = (struct scenario_result){.choice = CHOICE_LISTED};
    result->name = scenario ? scenario->common.name : STR("none");
    result->title = scenario ? scenario->common.title : STR("Zero option: no measure at all");
    result->built_in = !scenario;
    if (scenario) {
        variant_of(c->t, scenario, v.fates);
        result->sources = texts_of(c, scenario->common.decl, CLAUSE_SOURCE, &result->source_count);
        result->authors_notes =
            texts_of(c, scenario->common.decl, CLAUSE_NOTE, &result->authors_note_count);
    } else {
        variant_none(c->t, v.fates);
    }
    variant_price(&v);
    reach(c, v.fates, v.reached);
    meet_budget(&v);
    result->totals = add_up(&v, &discount->rate);
    result->discount = present_discount(&c->s->judge, discount);
    result->discount.used = true;
    list_measures(&v);
    list_goals(&v);
    list_links(&v);
    list_indicators(&v);
    list_risks(&v);
    add_notes(&v);
    result->notes = v.notes;
    result->note_count = v.note_count;
}

/* --- all --------------------------------------------------------------------------------------- */

static void begin(struct comparing *c, struct judging *s)
{
    const struct theory *t = s->judge.t;
    *c = (struct comparing){
        .s = s,
        .t = t,
        .arena = s->judge.arena,
        .findings = s->options->findings,
        .base = ARENA_ARRAY(s->judge.arena, enum fate, t->nodes_count + 1),
        .reached = ARENA_ARRAY(s->judge.arena, bool, t->nodes_count + 1),
        .queue = ARENA_ARRAY(s->judge.arena, const struct node *, t->nodes_count + 1),
        .steps_left = STEPS_MAX,
        .nodes_left = CHOOSE_NODES_MAX,
    };
    variant_base(t, c->base);
    reach(c, c->base, c->reached);
    comparing_price(c);
    weigh_links(c);
}

void scenarios_rules(const struct theory *t, bool *rules)
{
    for (size_t i = 0; i < t->rules_count; i++)
        rules[i] = t->rules[i]->criterion && t->rules[i]->criterion->id == CRITERION_EFFECTIVENESS;
}

void scenarios_plan(const struct theory *t, struct plan *plan)
{
    for (size_t i = 0; i < t->nodes_count; i++)
        if (t->nodes[i]->level == LEVEL_MEASURE) plan_add_costs(plan, t->nodes[i]);
    if (t->policy && t->policy->budget) plan_add(plan, t->policy->budget->whole);
}

const struct result_scenarios *scenarios_run(struct arena *arena, const struct theory *t,
                                             const struct selection *selection,
                                             const struct scenario *const *asked, size_t count,
                                             const struct judge_options *options,
                                             const struct input *inputs, size_t input_count)
{
    struct judging s;
    struct comparing c;
    judging_begin(&s, arena, t, selection, options);
    judging_run(&s);
    begin(&c, &s);
    struct result_scenarios *all = ARENA_NEW(arena, struct result_scenarios);
    struct scenario_result *results = ARENA_ARRAY(arena, struct scenario_result, count + 2);
    struct scenario_result as_it_is = {.choice = CHOICE_LISTED};
    struct variant base = {
        .c = &c, .fates = c.base, .reached = c.reached, .costs = c.costs, .result = &as_it_is};
    struct buf as_of = buf_in(arena);
    date_add(&as_of, options->as_of);
    *all = (struct result_scenarios){
        .policy = t->policy->common.name,
        .title = t->policy->common.title,
        .period = present_policy_period(&s.judge),
        .as_of = buf_str(&as_of),
        .unit = c.unit ? c.unit->label : STR(""),
        .prices = c.unit ? c.unit->price_year : 0,
        .base = add_up(&base, &t->discount.rate),
        .scenarios = results,
        .inputs = present_inputs(arena, inputs, input_count),
        .input_count = input_count,
    };
    for (size_t i = 0; i < count; i++)
        if (asked[i]) work_out(&c, asked[i], &results[all->count++]);
    work_out(&c, NULL, &results[all->count++]);
    return all;
}
