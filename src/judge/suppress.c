/* Hiding what rests on few events. */
#include "judge/suppress.h"

static uint64_t events_of(const struct part *part)
{
    return part->n + part->missing;
}

bool suppress_is_few(const struct judge *judge, const struct cell *cell)
{
    const struct basis *basis = cell->basis;
    for (size_t i = 0; basis && i < basis->part_count; i++)
        if (basis->parts[i].events && events_of(&basis->parts[i]) < judge->t->min_cell) return true;
    return false;
}

static struct result_value hidden_value(struct judge *judge, const struct result_value *value)
{
    return (struct result_value){
        .kind = RESULT_MISSING,
        .unit = value->unit,
        .style = value->style,
        .few = value->few,
        .reason = {.reason = REASON_CONFIDENTIAL,
                   .text = str_printf(judge->arena,
                                      "not shown, so that nothing tells of fewer than %llu events",
                                      (unsigned long long)judge->t->min_cell)},
    };
}

/* --- series -------------------------------------------------------------------------------------------- */

/* The fewest events that an aggregate of a figure rests on; no aggregate of events: SIZE_MAX. */
static uint64_t fewest_events(const struct cell *cell)
{
    uint64_t fewest = UINT64_MAX;
    for (size_t i = 0; cell->basis && i < cell->basis->part_count; i++) {
        const struct part *part = &cell->basis->parts[i];
        if (part->events && events_of(part) < fewest) fewest = events_of(part);
    }
    return fewest;
}

static void hide_point(struct judge *judge, struct result_point *point)
{
    point->hidden = true;
    point->value = hidden_value(judge, &point->value);
    point->n = point->missing = 0;
    point->part_count = 0;
}

/* The figures of all groups in one period. */
struct row {
    const struct panel *panel;
    struct result_point *points; /* of the panel */
    const size_t *starts;        /* by run: its first point */
    int32_t ord;
};

static bool find_in_run(const struct row *row, size_t run, size_t *place)
{
    int64_t offset = (int64_t)row->ord - row->panel->runs[run].first;
    if (offset < 0 || (uint64_t)offset >= row->panel->runs[run].count) return false;
    *place = (size_t)offset;
    return true;
}

/* Hides the small groups of a period. While what is hidden is a single group, or few events in all,
 * the smallest of the others goes too: the whole minus what is seen would tell it. */
static void hide_row(struct judge *judge, const struct row *row)
{
    size_t hidden = 0, place;
    uint64_t events = 0;
    for (size_t g = 1; g <= row->panel->group_count; g++) {
        if (!find_in_run(row, g, &place)) continue;
        const struct cell *cell = &row->panel->runs[g].cells[place];
        struct result_point *point = &row->points[row->starts[g] + place];
        if (!point->hidden && !suppress_is_few(judge, cell)) continue;
        if (!point->hidden) hide_point(judge, point);
        events += fewest_events(cell);
        hidden++;
    }
    while (hidden && (hidden == 1 || events < judge->t->min_cell)) {
        struct result_point *smallest = NULL;
        uint64_t fewest = UINT64_MAX;
        for (size_t g = 1; g <= row->panel->group_count; g++) {
            if (!find_in_run(row, g, &place)) continue;
            struct result_point *point = &row->points[row->starts[g] + place];
            uint64_t own = fewest_events(&row->panel->runs[g].cells[place]);
            if (point->hidden || own >= fewest) continue;
            fewest = own;
            smallest = point;
        }
        if (!smallest) return;
        hide_point(judge, smallest);
        events += fewest;
        hidden++;
    }
}

/* What is made of an indicator's hidden figures is hidden with them, in all periods: a moving total or
 * a change tells of other periods than its own. */
static void hide_derived(struct judge *judge, struct indicator *indicator,
                         const struct panel *panel, struct result_point *points)
{
    if (!indicator->value) return;
    for (size_t g = 0; g <= panel->group_count; g++) {
        struct group group = {0};
        if (g) group = (struct group){indicator->by, indicator->by_count, panel->groups[g - 1]};
        bool hidden = suppress_reads_hidden(judge, &group, indicator->value);
        for (size_t i = 0; i < panel->runs[g].count; i++, points++)
            if (hidden) hide_point(judge, points);
    }
}

void suppress_points(struct judge *judge, struct indicator *indicator, const struct panel *panel,
                     struct result_point *points)
{
    hide_derived(judge, indicator, panel, points);
    size_t *starts = ARENA_ARRAY(judge->arena, size_t, panel->group_count + 1);
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (size_t g = 0; g <= panel->group_count; g++) {
        const struct run *run = &panel->runs[g];
        if (g) starts[g] = starts[g - 1] + panel->runs[g - 1].count;
        if (!g || !run->count) continue;
        int32_t end = run->first + (int32_t)run->count - 1;
        if (run->first < first) first = run->first;
        if (end > last) last = end;
    }
    for (int64_t ord = first; ord <= last; ord++)
        hide_row(judge, &(struct row){panel, points, starts, (int32_t)ord});
}

/* --- operands ------------------------------------------------------------------------------------------ */

static bool *const *hidden_figures(struct judge *judge, struct indicator *indicator,
                                   const struct panel *panel)
{
    if (!judge->hidden)
        judge->hidden = ARENA_ARRAY(judge->arena, bool **, judge->t->indicators_count + 1);
    bool ***hidden = &judge->hidden[indicator->index];
    if (*hidden) return *hidden;
    size_t all = 0, at = 0;
    for (size_t g = 0; g <= panel->group_count; g++) all += panel->runs[g].count;
    struct result_point *points = ARENA_ARRAY(judge->arena, struct result_point, all + 1);
    suppress_points(judge, indicator, panel, points);
    *hidden = ARENA_ARRAY(judge->arena, bool *, panel->group_count + 1);
    for (size_t g = 0; g <= panel->group_count; g++) {
        (*hidden)[g] = ARENA_ARRAY(judge->arena, bool, panel->runs[g].count + 1);
        for (size_t i = 0; i < panel->runs[g].count; i++) (*hidden)[g][i] = points[at++].hidden;
    }
    return *hidden;
}

struct hidden_search {
    struct judge *judge;
    const struct group *group;
    bool one_period; /* only this one is read */
    struct period period;
    bool found;
};

static void look_up_hidden(struct hidden_search *search, struct indicator *indicator,
                           const struct group *group)
{
    const struct panel *panel = indicator_panel(search->judge, indicator, false);
    size_t run = panel_find(search->judge, panel, group, indicator);
    if (!run || run == SIZE_MAX) return;
    const bool *hidden = hidden_figures(search->judge, indicator, panel)[run];
    for (size_t i = 0; i < panel->runs[run].count; i++)
        if (!search->one_period || panel->runs[run].first + (int32_t)i == search->period.ord)
            search->found |= hidden[i];
}

static void find_hidden(void *context, struct expr *expr)
{
    struct hidden_search *search = context;
    if (expr->kind == EXPR_INDICATOR) look_up_hidden(search, expr->indicator, search->group);
    if (expr->kind != EXPR_CALL || expr->call->builtin->id != BUILTIN_ONLY) return;
    struct group group = group_of_only(search->judge, expr);
    look_up_hidden(search, expr->call->arguments[0].value->indicator, &group);
}

static const struct expr *inside_of(const struct expr *expr)
{
    while (expr->kind == EXPR_SHARED || expr->kind == EXPR_CONVERT) expr = expr->a;
    return expr;
}

bool suppress_reads_hidden(struct judge *judge, const struct group *group, struct expr *operand)
{
    struct hidden_search search = {.judge = judge, .group = group};
    const struct expr *expr = inside_of(operand);
    if (expr->kind == EXPR_AT) {
        const struct expr *series = inside_of(expr->a);
        search.one_period =
            series->kind == EXPR_INDICATOR ||
            (series->kind == EXPR_CALL && series->call->builtin->id == BUILTIN_ONLY);
        search.period = expr->period;
    }
    struct expr_walk walk;
    expr_walk_begin(&walk, judge->arena, judge->t->shared_count, find_hidden, &search);
    expr_walk(&walk, operand);
    return search.found;
}

/* --- rules --------------------------------------------------------------------------------------------- */

/* The texts of operands with a small figure. */
static void note_few(struct atoms *texts, const struct result_condition *conditions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < conditions[i].value_count; k++)
            if (conditions[i].values[k].value.few)
                atoms_intern(texts, conditions[i].values[k].text);
}

static bool hide_condition(struct judge *judge, const struct atoms *texts,
                           struct result_condition *condition)
{
    struct result_entry *values =
        ARENA_ARRAY(judge->arena, struct result_entry, condition->value_count + 1);
    struct result_entry *reasons = ARENA_ARRAY(
        judge->arena, struct result_entry, condition->value_count + condition->reason_count + 1);
    size_t reason_count = condition->reason_count;
    bool hidden = false;
    for (size_t i = 0; i < reason_count; i++) reasons[i] = condition->reasons[i];
    for (size_t i = 0; i < condition->value_count; i++) {
        values[i] = condition->values[i];
        if (values[i].value.kind != RESULT_NUMBER || atoms_find(texts, values[i].text) == ATOM_NONE)
            continue;
        values[i].value = hidden_value(judge, &values[i].value);
        reasons[reason_count++] = values[i];
        hidden = true;
    }
    condition->values = values;
    condition->reasons = reasons;
    condition->reason_count = reason_count;
    return hidden;
}

static void hide_in_rule(struct judge *judge, const struct atoms *texts, struct result_rule *rule)
{
    bool hidden = false;
    for (size_t i = 0; i < rule->because_count; i++)
        hidden |= hide_condition(judge, texts, &rule->because[i]);
    if (hidden && rule->why.len) /* it names figures */
        rule->why = STR("the figures behind this are of too few events to be shown");
}

/* An estimate of small groups, and the cautions about it, name their figures. */
static void hide_estimates(struct result_rule *rules, size_t count)
{
    bool few = false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < rules[i].estimate_count; k++) few |= rules[i].estimates[k].few;
    for (size_t i = 0; few && i < count; i++) rules[i].estimate_count = rules[i].caution_count = 0;
}

void suppress_rules(struct judge *judge, struct result_rule *rules, size_t count)
{
    struct atoms texts = {0};
    atoms_init(&texts, judge->arena);
    note_few(&texts, rules[0].because, rules[0].because_count);
    hide_in_rule(judge, &texts, &rules[0]);
    hide_estimates(rules, 1);
    atoms_init(&texts, judge->arena);
    for (size_t i = 1; i < count; i++) note_few(&texts, rules[i].because, rules[i].because_count);
    for (size_t i = 1; i < count; i++) hide_in_rule(judge, &texts, &rules[i]);
    hide_estimates(rules + 1, count - 1);
}

void suppress_conditions(struct judge *judge, struct result_condition *conditions, size_t count)
{
    struct atoms texts = {0};
    atoms_init(&texts, judge->arena);
    note_few(&texts, conditions, count);
    for (size_t i = 0; i < count; i++) hide_condition(judge, &texts, &conditions[i]);
}
