/* Figures, conditions and verdicts as plain data. */
#include "judge/present.h"

#include "base/bug.h"
#include "base/calendar.h"
#include "judge/suppress.h"

/* --- values -------------------------------------------------------------------------------------------- */

static enum result_style style_of(const struct unit *unit, enum unit_flavour flavour)
{
    if (!unit_is_plain(unit) || unit->label.len) return STYLE_PLAIN;
    if (flavour == FLAVOUR_SHARE || flavour == FLAVOUR_PERCENT) return STYLE_PERCENT;
    return flavour == FLAVOUR_POINTS ? STYLE_POINTS : STYLE_PLAIN;
}

static struct result_reason present_missing(const struct missing *missing)
{
    return (struct result_reason){
        .reason = missing->reason,
        .text = missing->detail.len ? missing->detail : reason_words(missing->reason),
        .location = missing->location,
    };
}

struct result_value present_cell(struct judge *judge, const struct cell *cell,
                                 const struct unit *unit, enum unit_flavour flavour)
{
    struct result_value value = {
        .unit = unit->label, .style = style_of(unit, flavour), .few = suppress_is_few(judge, cell)};
    if (!cell_known(cell)) {
        value.kind = RESULT_MISSING;
        value.reason = present_missing(cell->missing);
        return value;
    }
    value.kind = RESULT_NUMBER;
    value.number = cell->value;
    if (cell->interval) {
        value.uncertain = true;
        value.low = cell->interval->low;
        value.high = cell->interval->high;
    }
    return value;
}

int present_truth(enum truth truth)
{
    return truth == TRUTH_TRUE ? 1 : truth == TRUTH_FALSE ? 0 : -1;
}

struct result_group present_group(const struct group *group)
{
    return (struct result_group){
        .columns = group->by,
        .values = group->key.values,
        .missing = group->key.missing,
        .count = group->by_count,
    };
}

/* --- conditions ---------------------------------------------------------------------------------------- */

static struct result_value present_traced(struct judge *judge, const struct traced *traced)
{
    if (traced->cell.missing) return present_cell(judge, &traced->cell, &unit_none, FLAVOUR_NONE);
    if (traced->is_text) return (struct result_value){.kind = RESULT_TEXT, .text = traced->words};
    if (traced->is_truth)
        return (struct result_value){.kind = RESULT_TRUE_FALSE,
                                     .truth = traced->truth == TRUTH_TRUE};
    return present_cell(judge, &traced->cell, traced->expr->unit, traced->expr->flavour);
}

/* Whether it is the figure of one group: only(x, unit: "A"). */
static void find_only(void *context, struct expr *expr)
{
    bool *found = context;
    *found |= expr->kind == EXPR_CALL && expr->call->builtin->id == BUILTIN_ONLY;
}

static bool is_of_group(struct judge *judge, const struct traced *traced)
{
    bool found = false;
    struct expr_walk walk;
    expr_walk_begin(&walk, judge->arena, judge->t->shared_count, find_only, &found);
    expr_walk(&walk, traced->expr);
    return found;
}

static void present_values(struct judge *judge, const struct looked_at *look,
                           const struct group *group, struct result_condition *condition)
{
    const struct traced *traced = look->traced;
    size_t count = 0;
    for (const struct traced *t = traced; t; t = t->next) count++;
    struct result_entry *values = ARENA_ARRAY(judge->arena, struct result_entry, count + 1);
    struct result_entry *reasons = ARENA_ARRAY(judge->arena, struct result_entry, count + 1);
    struct result_entry *awaited = ARENA_ARRAY(judge->arena, struct result_entry, count + 1);
    for (const struct traced *t = traced; t; t = t->next) {
        struct result_entry entry = {t->text, present_traced(judge, t)};
        entry.value.few &= group->by_count || (judge->t->min_cell && is_of_group(judge, t));
        entry.value.few |= judge->t->min_cell && suppress_reads_hidden(judge, group, t->expr);
        if (!t->comparison) values[condition->value_count++] = entry;
        if (entry.value.kind == RESULT_MISSING) reasons[condition->reason_count++] = entry;
        if (t->awaited && !look->idle) awaited[condition->awaited_count++] = entry;
    }
    condition->values = values;
    condition->reasons = reasons;
    condition->awaited = awaited;
}

struct result_condition *present_conditions(struct judge *judge, const struct trial *trial,
                                            const struct group *group, size_t *count)
{
    *count = 0;
    for (const struct looked_at *l = trial->first; l; l = l->next) ++*count;
    struct result_condition *conditions =
        ARENA_ARRAY(judge->arena, struct result_condition, *count + 1);
    size_t i = 0;
    for (const struct looked_at *l = trial->first; l; l = l->next, i++) {
        conditions[i] = (struct result_condition){
            .role = l->role,
            .word = l->word ? l->word->text : STR(""),
            .truth = present_truth(l->judged.truth),
            .not_tested = l->not_tested,
            .location = location_of(l->span),
            .text = l->role == ROLE_OTHERWISE
                        ? STR("otherwise")
                        : source_words(judge->arena, judge->t->sources, l->span),
        };
        present_values(judge, l, group, &conditions[i]);
    }
    return conditions;
}

/* The code of what makes a verdict unknown. */
static struct str reason_of(const struct verdict *verdict)
{
    if (!verdict->why || verdict->word->standing != STANDING_UNKNOWN) return STR("");
    return reason_code(verdict->why->reason);
}

struct result_rule present_rule(struct judge *judge, const struct rule *rule,
                                const struct group *group, const struct trial *trial)
{
    const struct outcome_word *word = trial->verdict.word;
    struct result_rule result = {
        .name = rule->common.name,
        .title = rule->common.title,
        .node = rule->target->common.name,
        .criterion = rule->criterion->name,
        .measure = rule->measure ? rule->measure->common.name : STR(""),
        .group = present_group(group),
        .verdict = word->text,
        .standing = standing_name(word->standing),
        .by_own_word = trial->verdict.by_own_word,
        .level = trial->verdict.level,
        .cautions = trial->cautions.items,
        .caution_count = trial->cautions.count,
        .why = trial->why,
        .reason = reason_of(&trial->verdict),
        .location = location_of(rule->common.decl->name.span),
    };
    result.because = present_conditions(judge, trial, group, &result.because_count);
    result.estimates = present_estimates(judge, trial, group);
    result.estimate_count = trial->estimate_count;
    if (trial->contribution) result.contribution = present_contribution(judge, trial->contribution);
    return result;
}

/* --- indicators ---------------------------------------------------------------------------------------- */

struct str present_policy_period(struct judge *judge)
{
    const struct policy *policy = judge->t->policy;
    if (!policy || !policy->period_said) return STR("");
    struct buf label = buf_in(judge->arena);
    period_add(&label, policy->from);
    bool open = policy->period.last == DAY_MAX;
    bool one = !open && policy->from.freq == policy->to.freq && policy->from.ord == policy->to.ord;
    if (!one) buf_add(&label, STR(".."));
    if (!one && !open) period_add(&label, policy->to);
    return buf_str(&label);
}

static struct str period_label(struct judge *judge, const struct run *run, size_t place)
{
    if (run->by_period) {
        struct period period = {run->freq, run->first + (int32_t)place};
        return period_text(judge->arena, period);
    }
    struct str label = present_policy_period(judge);
    return label.len ? label : STR("all");
}

static struct result_point present_point(struct judge *judge, const struct indicator *indicator,
                                         const struct run *run, size_t place,
                                         const struct group *group)
{
    const struct cell *cell = &run->cells[place];
    struct result_point point = {
        .period = period_label(judge, run, place),
        .group = present_group(group),
        .value = present_cell(judge, cell, indicator->unit, indicator->flavour),
        .n = indicator->value ? 0 : cell_known(cell),
        .provisional = cell->basis && cell->basis->provisional,
    };
    if (!cell->basis || !cell->basis->part_count) return point;
    struct result_part *parts =
        ARENA_ARRAY(judge->arena, struct result_part, cell->basis->part_count);
    for (size_t i = 0; i < cell->basis->part_count; i++) {
        const struct part *part = &cell->basis->parts[i];
        parts[i] = (struct result_part){part->text, part->n, part->missing, part->left_out};
    }
    point.parts = parts;
    point.part_count = cell->basis->part_count;
    point.n = parts[0].n;
    point.missing = parts[0].missing;
    return point;
}

/* The period of the series by which a target is due: the last one that has ended by then. */
static bool due_period(const struct judge *judge, const struct run *run, const struct aim *target,
                       struct period *period)
{
    if (!run->by_period) return true;
    *period = period_of_day(&judge->t->calendar, run->freq, target->days.last);
    if (period_days(&judge->t->calendar, *period).last > target->days.last) period->ord--;
    return true;
}

/* Towards which side a target lies where `better` does not say. */
static enum direction direction_of(const struct indicator *indicator, const struct run *run,
                                   const struct aim *target)
{
    if (indicator->better != BETTER_UNSAID) return indicator->better;
    const struct aims *aims = run->aims;
    if (!aims->baseline_count || !cell_known(&aims->baselines[0].value) ||
        !cell_known(&target->value))
        return BETTER_UNSAID;
    int order = num_compare(&target->value.value, &aims->baselines[0].value.value);
    return order < 0 ? BETTER_LOWER : order > 0 ? BETTER_HIGHER : BETTER_UNSAID;
}

static int is_met(struct judge *judge, const struct indicator *indicator, const struct run *run,
                  const struct aim *target)
{
    struct period period = {FREQ_YEAR, 0};
    const struct missing *why;
    if (target->days.last > judge->as_of || !due_period(judge, run, target, &period)) return -1;
    struct value value = {.kind = VALUE_RUN, .run = *run};
    struct context context = context_begin(judge);
    struct cell figure = value_at(&context, &value, period);
    switch (direction_of(indicator, run, target)) {
    case BETTER_LOWER:
        return present_truth(
            cell_compare(judge->arena, COMPARE_LESS_EQUAL, &figure, &target->value, false, &why));
    case BETTER_HIGHER:
        return present_truth(cell_compare(judge->arena, COMPARE_GREATER_EQUAL, &figure,
                                          &target->value, false, &why));
    case BETTER_WITHIN: {
        const struct interval *within = indicator->within;
        if (!within || !cell_known(&figure)) return -1;
        return num_compare(&figure.value, &within->low) >= 0 &&
               num_compare(&figure.value, &within->high) <= 0;
    }
    case BETTER_UNSAID: break;
    }
    return -1;
}

static void present_aims(struct judge *judge, const struct indicator *indicator,
                         const struct run *run, struct result_indicator *result)
{
    const struct aims *aims = run->aims;
    struct result_aim *baselines =
        ARENA_ARRAY(judge->arena, struct result_aim, aims->baseline_count + 1);
    struct result_aim *targets =
        ARENA_ARRAY(judge->arena, struct result_aim, aims->target_count + 1);
    for (size_t i = 0; i < aims->baseline_count; i++)
        baselines[i] = (struct result_aim){
            .value =
                present_cell(judge, &aims->baselines[i].value, indicator->unit, indicator->flavour),
            .period = period_text(judge->arena, aims->baselines[i].in),
        };
    for (size_t i = 0; i < aims->target_count; i++)
        targets[i] = (struct result_aim){
            .value =
                present_cell(judge, &aims->targets[i].value, indicator->unit, indicator->flavour),
            .period = period_text(judge->arena, aims->targets[i].in),
            .met = is_met(judge, indicator, run, &aims->targets[i]),
        };
    result->baselines = baselines;
    result->baseline_count = aims->baseline_count;
    result->targets = targets;
    result->target_count = aims->target_count;
}

static struct str better_text(struct judge *judge, const struct indicator *indicator)
{
    switch (indicator->better) {
    case BETTER_HIGHER: return STR("higher");
    case BETTER_LOWER: return STR("lower");
    case BETTER_UNSAID: return STR("");
    case BETTER_WITHIN: break;
    }
    if (!indicator->within) return STR("");
    struct buf text = buf_in(judge->arena);
    buf_add(&text, STR("within "));
    num_add_json(&text, &indicator->within->low);
    buf_add(&text, STR(".."));
    num_add_json(&text, &indicator->within->high);
    return buf_str(&text);
}

/* Which figures are known, and how far they lie behind the as-of date. */
static void present_currency(struct judge *judge, const struct run *run,
                             struct result_indicator *result)
{
    struct period last = {run->freq, 0}, ended;
    result->by_period = run->by_period;
    for (size_t i = 0; i < run->count; i++) {
        if (!cell_known(&run->cells[i])) continue;
        last.ord = run->first + (int32_t)i;
        result->last_known = period_label(judge, run, i);
        if (!result->known++) result->first_known = result->last_known;
    }
    if (!run->by_period) return;
    const struct policy *policy = judge->t->policy;
    int32_t day = judge->as_of; /* what comes after the policy is not waited for */
    if (policy && policy->period_said && policy->period.last < day) day = policy->period.last;
    ended = period_of_day(&judge->t->calendar, run->freq, day);
    if (period_days(&judge->t->calendar, ended).last > day) ended.ord--;
    result->last_ended = period_text(judge->arena, ended);
    if (result->known && ended.ord > last.ord) result->behind = (size_t)(ended.ord - last.ord);
}

struct result_indicator present_indicator(struct judge *judge, struct indicator *indicator,
                                          bool unsuppressed)
{
    const struct panel *panel = indicator_panel(judge, indicator, false);
    const struct run *whole = &panel->runs[0];
    struct result_indicator result = {
        .name = indicator->common.name,
        .title = indicator->common.title,
        .of = indicator->of ? indicator->of->name : STR(""),
        .unit = indicator->unit->label,
        .style = style_of(indicator->unit, indicator->flavour),
        .every = indicator->has_freq ? freq_name(indicator->freq) : STR(""),
        .better = better_text(judge, indicator),
        .period_count = whole->count,
    };
    size_t all = whole->count;
    for (size_t g = 1; g <= panel->group_count; g++) all += panel->runs[g].count;
    struct result_point *points = ARENA_ARRAY(judge->arena, struct result_point, all + 1);
    for (size_t g = 0; g <= panel->group_count; g++) {
        struct group group = {0};
        if (g) group = (struct group){indicator->by, indicator->by_count, panel->groups[g - 1]};
        for (size_t i = 0; i < panel->runs[g].count; i++)
            points[result.point_count++] =
                present_point(judge, indicator, &panel->runs[g], i, &group);
    }
    if (judge->t->min_cell && !unsuppressed) suppress_points(judge, indicator, panel, points);
    result.points = points;
    present_aims(judge, indicator, whole, &result);
    present_currency(judge, whole, &result);
    return result;
}
