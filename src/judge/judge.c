/* Judging everything in its order, and putting the result together. */
#include "judge/judge.h"

#include "base/bug.h"
#include "base/calendar.h"
#include "judge/agenda.h"
#include "judge/doubts.h"
#include "judge/judging.h"
#include "judge/ladder.h"
#include "judge/multiplicity.h"
#include "judge/present.h"
#include "judge/spending.h"
#include "judge/summary.h"
#include "judge/suppress.h"
#include "judge/trials.h"
#include "judge/tell.h"

/* --- judging ------------------------------------------------------------------------------------------- */

void judging_begin(struct judging *s, struct arena *arena, const struct theory *t,
                   const struct selection *selection, const struct judge_options *options)
{
    *s = (struct judging){
        .judge = {.arena = arena,
                  .steady = arena,
                  .draws_left = 2000000,
                  .t = t,
                  .as_of = options->as_of},
        .selection = selection,
        .options = options,
    };
    struct judge *judge = &s->judge;
    for (int across = 0; across < 2; across++)
        judge->panels[across] = ARENA_ARRAY(arena, struct panel, t->indicators_count + 1);
    judge->verdicts = ARENA_ARRAY(arena, struct verdict, t->rules_count + 1);
    judge->assumptions = ARENA_ARRAY(arena, enum truth, t->assumptions_count + 1);
    judge->slots = ARENA_ARRAY(arena, struct slot, t->shared_count + 1);
    reach_begin(&judge->reach, arena, t);
    evidence_begin(&judge->evidence, arena, t);
    s->trials = ARENA_ARRAY(arena, struct trial, t->rules_count + 1);
    s->assumption_trials = ARENA_ARRAY(arena, struct trial, t->assumptions_count + 1);
}

static void judge_assumption(struct judging *s, struct assumption *assumption)
{
    struct judge *judge = &s->judge;
    struct trial *trial = &s->assumption_trials[assumption->index];
    struct context context = context_begin(judge);
    trial_begin(trial);
    judge->assumptions[assumption->index] = TRUTH_UNKNOWN;
    if (!assumption->holds) return;
    struct judged judged =
        trial_look(&context, trial, ROLE_WHEN, assumption->holds, assumption->holds->span, NULL);
    judge->assumptions[assumption->index] = judged.truth;
}

void judging_run(struct judging *s)
{
    const struct theory *t = s->judge.t;
    struct group whole = {0};
    for (size_t i = 0; i < t->order_count; i++) {
        const struct judgement *judgement = &t->order[i];
        if (judgement->assumption) {
            if (s->selection->assumptions[judgement->assumption->index])
                judge_assumption(s, judgement->assumption);
            continue;
        }
        struct rule *rule = judgement->rule;
        if (!s->selection->needed[rule->index] || !rule->criterion || !rule->target) continue;
        trial_run(&s->judge, rule, &whole, &s->trials[rule->index]);
        s->judge.verdicts[rule->index] = s->trials[rule->index].verdict;
    }
}

/* --- rules ---------------------------------------------------------------------------------------------- */

/* The indicator whose groups a rule `by` runs over: the first in its conditions with that
 * breakdown. */
struct group_source {
    const struct rule *rule;
    struct indicator *found;
};

static void find_source(void *context, struct expr *expr)
{
    struct group_source *source = context;
    if (expr->kind != EXPR_INDICATOR || source->found) return;
    struct indicator *indicator = expr->indicator;
    bool same = indicator->by_count == source->rule->by_count;
    for (size_t i = 0; same && i < indicator->by_count; i++)
        same = str_equal(indicator->by[i], source->rule->by[i]);
    if (same) source->found = indicator;
}

static const struct panel *groups_of_rule(struct judging *s, const struct rule *rule)
{
    struct group_source source = {.rule = rule};
    struct expr_walk walk;
    if (!rule->by_count) return NULL;
    expr_walk_begin(&walk, s->judge.arena, s->judge.t->shared_count, find_source, &source);
    for (size_t i = 0; i < rule->outcome_count; i++) expr_walk(&walk, rule->outcomes[i].condition);
    return source.found ? indicator_panel(&s->judge, source.found, rule->across_break) : NULL;
}

static size_t count_rules(struct judging *s)
{
    const struct theory *t = s->judge.t;
    size_t count = 0;
    for (size_t i = 0; i < t->rules_count; i++) {
        const struct panel *panel = s->selection->rules[i] ? groups_of_rule(s, t->rules[i]) : NULL;
        count += 1 + (panel ? panel->group_count : 0);
    }
    return count;
}

static void present_rules(struct judging *s)
{
    const struct theory *t = s->judge.t;
    struct result_rule *rules = ARENA_ARRAY(s->judge.arena, struct result_rule, count_rules(s) + 1);
    struct group whole = {0};
    for (size_t i = 0; i < t->rules_count; i++) {
        struct rule *rule = t->rules[i];
        if (!s->selection->rules[i] || !rule->criterion || !rule->target) continue;
        const struct panel *panel = groups_of_rule(s, rule);
        size_t first = s->result->rule_count++;
        rules[first] = present_rule(&s->judge, rule, &whole, &s->trials[i]);
        for (size_t g = 0; panel && g < panel->group_count; g++) {
            struct group group = {rule->by, rule->by_count, panel->groups[g]};
            struct trial trial;
            trial_run(&s->judge, rule, &group, &trial);
            rules[s->result->rule_count++] = present_rule(&s->judge, rule, &group, &trial);
        }
        if (t->min_cell && !s->options->unsuppressed)
            suppress_rules(&s->judge, &rules[first], s->result->rule_count - first);
    }
    s->result->rules = rules;
}

/* --- the rest of the result ------------------------------------------------------------------------------ */

static void present_indicators(struct judging *s, size_t *places)
{
    const struct theory *t = s->judge.t;
    struct result_indicator *indicators =
        ARENA_ARRAY(s->judge.arena, struct result_indicator, t->indicators_count + 1);
    for (size_t i = 0; i < t->indicators_count; i++) {
        places[i] = SIZE_MAX;
        if (!s->selection->indicators[i]) continue;
        places[i] = s->result->indicator_count;
        indicators[s->result->indicator_count++] =
            present_indicator(&s->judge, t->indicators[i], s->options->unsuppressed);
    }
    s->result->indicators = indicators;
}

static void present_assumptions(struct judging *s)
{
    const struct theory *t = s->judge.t;
    const struct group whole = {0};
    struct result_assumption *assumptions =
        ARENA_ARRAY(s->judge.arena, struct result_assumption, t->assumptions_count + 1);
    for (size_t i = 0; i < t->assumptions_count; i++) {
        if (!s->selection->assumptions[i]) continue;
        struct result_assumption *shown = &assumptions[s->result->assumption_count++];
        *shown = (struct result_assumption){
            .name = t->assumptions[i]->common.name,
            .title = t->assumptions[i]->common.title,
            .holds = present_truth(s->judge.assumptions[i]),
        };
        struct result_condition *because =
            present_conditions(&s->judge, &s->assumption_trials[i], &whole, &shown->because_count);
        if (t->min_cell && !s->options->unsuppressed)
            suppress_conditions(&s->judge, because, shown->because_count);
        shown->because = because;
    }
    s->result->assumptions = assumptions;
}

static struct cell constant_cell(struct judging *s, struct expr *expr)
{
    struct context context = context_begin(&s->judge);
    if (!expr) return cell_missing(s->judge.arena, REASON_NO_DATA);
    return evaluate(&context, expr).cell;
}

static void present_risks(struct judging *s)
{
    const struct theory *t = s->judge.t;
    struct result_risk *risks = ARENA_ARRAY(s->judge.arena, struct result_risk, t->risks_count + 1);
    for (size_t i = 0; i < t->risks_count && !s->selection->name_count; i++) {
        const struct risk *risk = t->risks[i];
        struct cell likelihood = constant_cell(s, risk->likelihood);
        struct cell severity = constant_cell(s, risk->severity);
        struct cell appetite = constant_cell(s, risk->appetite);
        struct cell score = cell_arithmetic(s->judge.arena, '*', &likelihood, &severity, true);
        risks[s->result->risk_count++] = (struct result_risk){
            .name = risk->common.name,
            .title = risk->common.title,
            .score = present_cell(&s->judge, &score, &unit_none, FLAVOUR_NONE),
            .appetite = present_cell(&s->judge, &appetite, &unit_none, FLAVOUR_NONE),
            .accepted_by = risk->accepted_by ? risk->accepted_by->common.name : STR(""),
        };
    }
    s->result->risks = risks;
}

static const struct result_input_file *present_files(struct arena *arena, const struct input *input)
{
    if (!input->file_count) return NULL;
    struct result_input_file *shown =
        ARENA_ARRAY(arena, struct result_input_file, input->file_count);
    for (size_t i = 0; i < input->file_count; i++)
        shown[i] = (struct result_input_file){
            .path = input->files[i].path,
            .fingerprint = input->files[i].fingerprint,
            .bytes = input->files[i].bytes,
            .rows = input->files[i].rows,
            .rejected = input->files[i].rejected,
        };
    return shown;
}

const struct result_input *present_inputs(struct arena *arena, const struct input *inputs,
                                          size_t count)
{
    struct result_input *shown = ARENA_ARRAY(arena, struct result_input, count + 1);
    for (size_t i = 0; i < count; i++)
        shown[i] = (struct result_input){
            .name = inputs[i].table->common.name,
            .path = inputs[i].path,
            .fingerprint = inputs[i].fingerprint,
            .bytes = inputs[i].bytes,
            .rows = inputs[i].rows,
            .rejected = inputs[i].rejected,
            .unplaced = inputs[i].unplaced,
            .later = inputs[i].later,
            .files = present_files(arena, &inputs[i]),
            .file_count = inputs[i].file_count,
        };
    return shown;
}

/* --- the tree --------------------------------------------------------------------------------------------- */

/* The node in whose place of the tree a rule's verdict is shown: that of its measure for what is
 * judged of one, else its own. */
static const struct node *home_of(const struct rule *rule)
{
    return rule->measure ? rule->measure : rule->target;
}

static void present_node(struct judging *s, const struct node *node, const size_t *indicators,
                         const size_t *node_places, const size_t *first_rule,
                         const size_t *next_rule, struct result_node *shown)
{
    struct arena *arena = s->judge.arena;
    size_t in = 0, rules = 0;
    for (const struct link *l = node->in; l; l = l->next_in) in++;
    for (size_t r = first_rule[node->index]; r; r = next_rule[r - 1]) rules++;
    size_t *from = ARENA_ARRAY(arena, size_t, in + 1);
    size_t *own = ARENA_ARRAY(arena, size_t, node->indicator_count + 1);
    size_t *judged = ARENA_ARRAY(arena, size_t, rules + 1);
    *shown = (struct result_node){
        .name = node->common.name,
        .title = node->common.title,
        .kind = decl_keyword(node->common.decl->kind),
        .from = from,
        .indicators = own,
        .rules = judged,
        .rule_count = rules,
    };
    for (const struct link *l = node->in; l; l = l->next_in)
        if (!l->harms && node_places[l->from->index] != SIZE_MAX)
            from[shown->from_count++] = node_places[l->from->index];
    for (size_t i = 0; i < node->indicator_count; i++)
        if (indicators[node->indicators[i]->index] != SIZE_MAX)
            own[shown->indicator_count++] = indicators[node->indicators[i]->index];
    for (size_t r = first_rule[node->index]; r; r = next_rule[r - 1]) judged[--rules] = r - 1;
}

/* Impacts, effects and measures in text order. */
static void present_nodes(struct judging *s, const size_t *indicators)
{
    const struct theory *t = s->judge.t;
    struct arena *arena = s->judge.arena;
    struct result_node *nodes = ARENA_ARRAY(arena, struct result_node, t->nodes_count + 1);
    size_t *places = ARENA_ARRAY(arena, size_t, t->nodes_count + 1);
    size_t *first = ARENA_ARRAY(arena, size_t, t->nodes_count + 1);
    size_t *next = ARENA_ARRAY(arena, size_t, s->result->rule_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < t->nodes_count; i++)
        places[i] = t->nodes[i]->level == LEVEL_PROBLEM ? SIZE_MAX : count++;
    size_t place = 0;
    for (size_t i = 0; i < t->rules_count; i++) {
        if (!s->selection->rules[i] || !t->rules[i]->criterion || !t->rules[i]->target) continue;
        const struct node *home = home_of(t->rules[i]);
        next[place] = first[home->index];
        first[home->index] = place + 1;
        place++;
        while (place < s->result->rule_count && s->result->rules[place].group.count) place++;
    }
    for (size_t i = 0; i < t->nodes_count; i++)
        if (places[i] != SIZE_MAX)
            present_node(s, t->nodes[i], indicators, places, first, next, &nodes[places[i]]);
    s->result->nodes = nodes;
    s->result->node_count = count;
}

/* --- the whole --------------------------------------------------------------------------------------------- */

static void present_head(struct judging *s)
{
    struct result *result = s->result;
    const struct policy *policy = s->judge.t->policy;
    result->policy = policy->common.name;
    result->title = policy->common.title;
    const struct scale *scale = s->judge.t->scale;
    result->evidence_scale = scale->name;
    result->scale = (struct result_scale){scale->title, scale->source, scale->most, scale->shows};
    result->only = s->selection->names;
    result->only_count = s->selection->name_count;
    struct buf as_of = buf_in(s->judge.arena);
    date_add(&as_of, s->options->as_of);
    result->as_of = buf_str(&as_of);
    result->period = present_policy_period(&s->judge);
}

const struct result *judge_run(struct arena *arena, const struct theory *t,
                               const struct selection *selection, const struct input *inputs,
                               size_t input_count, const struct judge_options *options)
{
    struct judging s;
    judging_begin(&s, arena, t, selection, options);
    s.result = ARENA_NEW(arena, struct result);
    size_t *indicators = ARENA_ARRAY(arena, size_t, t->indicators_count + 1);
    judging_run(&s);
    multiplicity_find(&s);
    present_head(&s);
    summary_make(&s.judge, selection, s.result);
    s.result->inputs = present_inputs(arena, inputs, input_count);
    s.result->input_count = input_count;
    present_indicators(&s, indicators);
    present_rules(&s);
    present_costs(&s.judge, selection, s.result);
    present_simulations(&s.judge, s.result);
    present_assumptions(&s);
    present_risks(&s);
    if (!selection->name_count) agenda_present(&s.judge, s.result);
    if (selection->spending) spending_present(&s.judge, s.result);
    present_nodes(&s, indicators);
    ladder_present(&s);
    if (options->survey) s.result->survey = survey_make(&s, options->survey);
    if (options->story) s.result->story = tell(&s, options->story);
    if (options->findings) doubts_of_verdicts(&s, inputs, input_count, options->findings);
    return s.result;
}

void judge_aims(struct arena *arena, const struct theory *t, const struct selection *selection,
                const struct judge_options *options)
{
    struct judging s;
    judging_begin(&s, arena, t, selection, options);
    doubts_of_aims(&s, options->findings);
}
