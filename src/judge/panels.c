/* Panels: the figures of an indicator, for the whole and each group, with its baselines and
 * targets. */
#include "collect/groups.h"
#include "judge/evaluate.h"

/* --- groups -------------------------------------------------------------------------------------------- */

struct group_search {
    struct judge *judge;
    const struct indicator *indicator;
    struct group_key *keys;
    size_t count, capacity;
    struct atoms seen;
    const struct aggregate *first; /* whose columns say how groups are ordered */
};

static void add_key(struct buf *text, const struct group_key *key, size_t columns)
{
    for (size_t i = 0; i < columns; i++) {
        buf_printf(text, "%d%zu:", key->missing[i], key->values[i].len);
        buf_add(text, key->values[i]);
    }
}

static uint32_t place_key(struct group_places *places, const struct group_key *groups,
                          size_t columns, const struct group_key *key)
{
    buf_clear(&places->key);
    buf_add(&places->key, (struct str){(const char *)&groups, sizeof groups});
    if (key) add_key(&places->key, key, columns);
    uint32_t place = atoms_intern(&places->keys, buf_str(&places->key));
    if (place < places->capacity) return place;
    places->places = arena_grow(places->keys.arena, places->places, sizeof *places->places, place,
                                &places->capacity);
    return place;
}

size_t group_place(struct judge *judge, const struct group_key *groups, size_t count,
                   size_t columns, const struct group_key *key)
{
    struct group_places *places = &judge->group_places;
    if (!places->keys.arena) {
        atoms_init(&places->keys, judge->steady);
        places->key = buf_in(judge->steady);
    }
    size_t known = places->keys.count;
    bool is_new = place_key(places, groups, columns, NULL) == known;
    for (size_t i = 0; is_new && i < count; i++) {
        uint32_t number = place_key(places, groups, columns, &groups[i]);
        places->places[number] = i + 1;
    }
    uint32_t number = place_key(places, groups, columns, key);
    return places->places[number] ? places->places[number] : SIZE_MAX;
}

static void note_group(struct group_search *search, const struct group_key *key)
{
    struct buf text = buf_in(search->judge->arena);
    add_key(&text, key, search->indicator->by_count);
    size_t known = search->seen.count;
    if (atoms_intern(&search->seen, buf_str(&text)) < known) return;
    ARENA_GROW(search->judge->arena, search->keys, search->count, search->capacity);
    search->keys[search->count++] = *key;
}

static void visit(void *context, struct expr *expr)
{
    struct group_search *search = context;
    if (expr->kind == EXPR_AGGREGATE && expr->aggregate->by_count) {
        if (!search->first) search->first = expr->aggregate;
        const struct cube *cube = &expr->aggregate->query->cube;
        for (size_t i = 0; i < cube->group_count; i++) note_group(search, &cube->groups[i]);
    }
    if (expr->kind == EXPR_INDICATOR && expr->indicator->by_count) {
        const struct panel *panel = indicator_panel(search->judge, expr->indicator, false);
        for (size_t i = 0; i < panel->group_count; i++) note_group(search, &panel->groups[i]);
    }
}

static void find_groups(struct judge *judge, struct indicator *indicator, struct panel *panel)
{
    struct group_search search = {.judge = judge, .indicator = indicator};
    if (!indicator->by_count || !indicator->value) return;
    atoms_init(&search.seen, judge->arena);
    struct expr_walk walk;
    expr_walk_begin(&walk, judge->arena, judge->t->shared_count, visit, &search);
    expr_walk(&walk, indicator->value);
    groups_sort(judge->arena, search.keys, NULL, search.count,
                search.first ? search.first->by : NULL, indicator->by_count);
    panel->groups = search.keys;
    panel->group_count = search.count;
}

/* --- breaks -------------------------------------------------------------------------------------------- */

/* Marks each figure with the indicator's own segment; one that a break falls into is missing. */
static void apply_breaks(struct judge *judge, const struct indicator *indicator, struct run *run,
                         bool across)
{
    const struct breaks *breaks = &indicator->breaks;
    if (!breaks->count || !run->by_period) return;
    struct cell *cells = ARENA_ARRAY(judge->arena, struct cell, run->count + 1);
    for (size_t i = 0; i < run->count; i++) {
        struct period period = {run->freq, run->first + (int32_t)i};
        struct days days = period_days(&judge->t->calendar, period);
        if (indicator->span > 1) {
            period.ord -= indicator->span - 1;
            days.first = period_days(&judge->t->calendar, period).first;
        }
        struct segments *own = arena_alloc(judge->arena, sizeof *own + sizeof(struct segment));
        own->count = 1;
        own->items[0].source = breaks->source;
        cells[i] = run->cells[i];
        for (size_t k = 0; k < breaks->count; k++) {
            const struct break_at *at = &breaks->items[k];
            own->items[0].number += at->day <= days.first;
            if (at->day > days.first && at->day <= days.last && !across && cell_known(&cells[i]))
                cells[i].missing =
                    cell_missing_at(judge->arena, REASON_BREAK, at->because, location_of(at->span))
                        .missing;
        }
        struct basis *basis = ARENA_NEW(judge->arena, struct basis);
        basis->segments = own;
        cells[i].basis = basis_join(judge->arena, cells[i].basis, basis, true);
    }
    run->cells = cells;
}

/* --- baselines and targets ----------------------------------------------------------------------------- */

/* All that the figures of an indicator are made of and that can be broken: its tables, and those of
 * the indicators it is computed from. */
struct source_walk {
    struct expr_walk walk;
    struct atoms seen; /* indicators, by their place */
    void (*each)(void *context, const struct breaks *breaks);
    void *context;
};

static void visit_source(void *context, struct expr *expr)
{
    struct source_walk *sources = context;
    if (expr->kind == EXPR_AGGREGATE)
        sources->each(sources->context, &expr->aggregate->table->breaks);
    if (expr->kind != EXPR_INDICATOR) return;
    size_t known = sources->seen.count;
    struct str key = {(const char *)&expr->indicator->index, sizeof expr->indicator->index};
    if (atoms_intern(&sources->seen, key) < known) return;
    sources->each(sources->context, &expr->indicator->breaks);
    expr_walk(&sources->walk, expr->indicator->value);
}

static void walk_sources(struct judge *judge, const struct indicator *indicator,
                         void (*each)(void *context, const struct breaks *breaks), void *context)
{
    struct source_walk sources = {.each = each, .context = context};
    atoms_init(&sources.seen, judge->arena);
    expr_walk_begin(&sources.walk, judge->arena, judge->t->shared_count, visit_source, &sources);
    expr_walk(&sources.walk, indicator->value);
}

struct segment_search {
    struct judge *judge;
    const struct segments *segments;
    int32_t day;
};

static void add_segment(void *context, const struct breaks *breaks)
{
    struct segment_search *search = context;
    if (!breaks->count) return;
    struct arena *arena = search->judge->arena;
    struct segments *one = arena_alloc(arena, sizeof *one + sizeof(struct segment));
    one->count = 1;
    one->items[0].source = breaks->source;
    for (size_t i = 0; i < breaks->count; i++)
        one->items[0].number += breaks->items[i].day <= search->day;
    search->segments = segments_join(arena, search->segments, one);
}

/* The segments that a figure of this day would rest on: a stated baseline belongs to them. */
static const struct basis *basis_on(struct judge *judge, const struct indicator *indicator,
                                    int32_t day)
{
    struct segment_search search = {.judge = judge, .day = day};
    walk_sources(judge, indicator, add_segment, &search);
    add_segment(&search, &indicator->breaks);
    if (!search.segments) return NULL;
    struct basis *basis = ARENA_NEW(judge->arena, struct basis);
    basis->segments = search.segments;
    return basis;
}

static void fill_baselines(struct judge *judge, const struct indicator *indicator,
                           const struct run *run, struct aim *aims)
{
    for (size_t i = 0; i < indicator->baseline_count; i++) {
        const struct declared_aim *declared = &indicator->baselines[i];
        aims[i] = (struct aim){
            .in = declared->in, .days = declared->days, .location = location_of(declared->span)};
        if (declared->stated) {
            aims[i].value = cell_of(declared->number);
            aims[i].value.basis = basis_on(judge, indicator, declared->days.first);
        } else {
            aims[i].value = run_at(judge->arena, run, declared->in);
        }
    }
}

static void fill_targets(struct judge *judge, const struct indicator *indicator,
                         const struct aims *aims, struct aim *targets)
{
    for (size_t i = 0; i < indicator->target_count; i++) {
        const struct declared_aim *declared = &indicator->targets[i];
        const struct aim *baseline = NULL;
        for (size_t k = 0; k < aims->baseline_count; k++)
            if (aims->baselines[k].days.first <= declared->days.last)
                baseline = &aims->baselines[k];
        struct cell number = cell_of(declared->number);
        targets[i] = (struct aim){
            .in = declared->in, .days = declared->days, .location = location_of(declared->span)};
        if (declared->of_baseline) {
            struct cell of = baseline ? baseline->value
                                      : cell_missing_at(judge->arena, REASON_NO_BASELINE, STR(""),
                                                        location_of(declared->span));
            targets[i].value = cell_arithmetic(judge->arena, '*', &of, &number, true);
            continue;
        }
        targets[i].value = number;
        if (baseline) targets[i].value.basis = baseline->value.basis;
    }
}

static const struct aims *make_aims(struct judge *judge, const struct indicator *indicator,
                                    const struct run *run)
{
    struct aims *aims = ARENA_NEW(judge->arena, struct aims);
    struct aim *baselines = ARENA_ARRAY(judge->arena, struct aim, indicator->baseline_count + 1);
    struct aim *targets = ARENA_ARRAY(judge->arena, struct aim, indicator->target_count + 1);
    *aims = (struct aims){
        .baselines = baselines,
        .targets = targets,
        .baseline_count = indicator->baseline_count,
        .target_count = indicator->target_count,
        .better = indicator->better,
    };
    fill_baselines(judge, indicator, run, baselines);
    fill_targets(judge, indicator, aims, targets);
    return aims;
}

/* --- figures ------------------------------------------------------------------------------------------- */

static struct cell reported_cell(const struct reported *figure)
{
    struct cell cell = cell_of(figure->number);
    cell.interval = figure->interval;
    return cell;
}

/* A series of figures runs from the first to the last; what lies between and has none is missing.
 * Answers its cells. */
static struct cell *fill_run(struct judge *judge, const struct reported *figures, size_t count,
                             const struct cell *gap, struct run *run)
{
    while (count &&
           period_days(&judge->t->calendar, figures[count - 1].period).first > judge->as_of)
        count--;
    if (!count) return NULL;
    run->first = figures[0].period.ord;
    run->count = (size_t)((int64_t)figures[count - 1].period.ord - run->first + 1);
    struct cell *cells = ARENA_ARRAY(judge->arena, struct cell, run->count + 1);
    for (size_t i = 0; i < run->count; i++) cells[i] = *gap;
    for (size_t i = 0; i < count; i++)
        cells[figures[i].period.ord - run->first] = reported_cell(&figures[i]);
    run->cells = cells;
    return cells;
}

static struct run reported_run(struct judge *judge, const struct indicator *indicator)
{
    struct run run = {.by_period = true, .freq = indicator->freq};
    struct cell gap =
        cell_missing_at(judge->arena, REASON_NO_DATA, STR("no figure is reported for this period"),
                        location_of(indicator->common.decl->name.span));
    fill_run(judge, indicator->reported, indicator->reported_count, &gap, &run);
    return run;
}

/* --- in a test ----------------------------------------------------------------------------------------- */

/* The break that falls inside these days, of what the indicator is made of; or NULL. */
struct break_search {
    struct days days;
    const struct break_at *found;
};

static void find_break(void *context, const struct breaks *breaks)
{
    struct break_search *search = context;
    for (size_t i = 0; i < breaks->count && !search->found; i++)
        if (breaks->items[i].day > search->days.first && breaks->items[i].day <= search->days.last)
            search->found = &breaks->items[i];
}

/* Breaks stay: a given figure rests on the segments that its tables have then. */
static void break_given(struct judge *judge, const struct indicator *indicator, struct cell *cell,
                        struct period period, bool across)
{
    struct break_search search = {.days = period_days(&judge->t->calendar, period)};
    if (indicator->span > 1) {
        period.ord -= indicator->span - 1;
        search.days.first = period_days(&judge->t->calendar, period).first;
    }
    cell->basis = basis_on(judge, indicator, search.days.first);
    walk_sources(judge, indicator, find_break, &search);
    if (search.found && !across)
        *cell = cell_missing_at(judge->arena, REASON_BREAK, search.found->because,
                                location_of(search.found->span));
}

struct cell given_figure(const struct given *given)
{
    return reported_cell(given->figures);
}

/* The series that a test gives; one that it does not give is empty. */
static struct run given_run(struct judge *judge, const struct indicator *indicator,
                            const struct given *given, bool across)
{
    struct cell none = cell_missing_at(judge->arena, REASON_NOT_GIVEN, STR(""),
                                       location_of(indicator->common.decl->name.span));
    struct run run = {.by_period = true, .freq = indicator->freq, .beyond = none.missing};
    if (!given) return run;
    struct cell *cells = fill_run(judge, given->figures, given->figure_count, &none, &run);
    for (size_t i = 0; i < given->figure_count; i++) {
        struct period period = given->figures[i].period;
        break_given(judge, indicator, &cells[period.ord - run.first], period, across);
    }
    return run;
}

static struct run value_run(struct judge *judge, const struct indicator *indicator,
                            const struct group *group, bool across)
{
    struct context context = context_begin(judge);
    context.across = across;
    context.group = *group;
    struct value value = evaluate(&context, indicator->value);
    if (value.kind == VALUE_RUN) return value.run;
    struct cell *cell = arena_copy(judge->arena, &value.cell, sizeof value.cell);
    return (struct run){.count = 1, .cells = cell};
}

static void compute_panel(struct judge *judge, struct indicator *indicator, bool across,
                          struct panel *panel)
{
    panel->computed = true;
    const struct given *given = judge->given ? judge->given[indicator->index] : NULL;
    bool stands_alone = judge->given && (given || !indicator->value);
    if (!stands_alone) find_groups(judge, indicator, panel);
    panel->runs = ARENA_ARRAY(judge->arena, struct run, panel->group_count + 2);
    for (size_t i = 0; i <= panel->group_count; i++) {
        struct group group = {0};
        if (i) group = (struct group){indicator->by, indicator->by_count, panel->groups[i - 1]};
        struct run *run = &panel->runs[i];
        if (stands_alone)
            *run = given_run(judge, indicator, given, across);
        else if (indicator->value)
            *run = value_run(judge, indicator, &group, across);
        else
            *run = reported_run(judge, indicator);
        run->text = indicator->common.name;
        if (indicator->span > 1 && indicator->span > run->span) run->span = indicator->span;
        apply_breaks(judge, indicator, run, across);
        run->aims = make_aims(judge, indicator, run);
    }
}

const struct panel *indicator_panel(struct judge *judge, struct indicator *indicator, bool across)
{
    struct panel *panel = &judge->panels[across][indicator->index];
    if (panel->computed) return panel;
    /* What is kept must outlive a draw, and holds intervals. */
    struct arena *arena = judge->arena;
    struct sampling *sampling = judge->sampling;
    judge->arena = judge->steady;
    judge->sampling = NULL;
    compute_panel(judge, indicator, across, panel);
    judge->arena = arena;
    judge->sampling = sampling;
    return panel;
}

size_t panel_find(struct judge *judge, const struct panel *panel, const struct group *group,
                  const struct indicator *indicator)
{
    if (!group->by_count || !indicator->by_count) return 0;
    if (group->by_count != indicator->by_count) return 0;
    for (size_t i = 0; i < group->by_count; i++)
        if (!str_equal(group->by[i], indicator->by[i])) return 0;
    return group_place(judge, panel->groups, panel->group_count, group->by_count, &group->key);
}
