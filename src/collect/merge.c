/* From the workers' figures to those of the pass. Nothing here depends on which worker took which
 * rows: sums are exact, and what goes by order goes by the rows' places in the file. */
#include "collect/masks.h"
#include "collect/quantile.h"
#include "collect/worker.h"

struct merge {
    struct pass *pass;
    struct arena *arena; /* of the merge */
    const struct recipe *recipe;
    struct worker **workers; /* those that a portion came to */
    size_t worker_count;
    struct cell_targets *targets; /* [grid][worker]: where each worker's cells go */
};

static const struct cell_targets *targets_of(const struct merge *merge, size_t grid, size_t worker)
{
    return &merge->targets[grid * merge->worker_count + worker];
}

/* --- cells ---------------------------------------------------------------------------------------- */

/* The pass's number of each group of a worker; 0 for one that no row that counts is in. */
static uint32_t *group_numbers(const struct merge *merge, struct grid *grid,
                               const struct sorter *sorter)
{
    size_t count = grid->plan->by_count;
    uint32_t *numbers = ARENA_ARRAY(merge->arena, uint32_t, sorter->group_count + 1);
    uint32_t *labels = ARENA_ARRAY(merge->arena, uint32_t, count + 1);
    struct str *values = ARENA_ARRAY(merge->arena, struct str, count + 1);
    bool *missing = ARENA_ARRAY(merge->arena, bool, count + 1);
    for (uint32_t g = 0; count && g < sorter->group_count; g++) {
        if (!sorter->group_met[g]) continue;
        sorter_labels(sorter, g, labels);
        for (size_t i = 0; i < count; i++) {
            missing[i] = !labels[i];
            values[i] = labels_text(sorter->labels[i], labels[i]);
        }
        numbers[g] = grid_group(grid, values, missing);
    }
    return numbers;
}

/* A cell goes into those of all periods that look back on its own, of its group and of the whole. */
static struct cell_targets find_targets(const struct merge *merge, struct grid *grid,
                                        const struct sorter *sorter)
{
    const struct window *window = &grid->plan->window;
    size_t span = window->by_period ? (size_t)window->span : 1, count = 0;
    size_t each = grid->plan->by_count ? 2 * span : span;
    const uint32_t *groups = group_numbers(merge, grid, sorter);
    uint32_t *first = ARENA_ARRAY(merge->arena, uint32_t, sorter->count + 2);
    uint32_t *targets = ARENA_ARRAY(merge->arena, uint32_t, sorter->count * each + 1);
    for (size_t cell = 0; cell < sorter->count; cell++) {
        int32_t ord = sorter->ords[cell];
        grid_extend(grid, ord, ord);
        first[cell] = (uint32_t)count;
        for (size_t i = 0; i < span; i++) {
            targets[count++] = grid_take_cell(grid, ord + (int32_t)i, 0);
            if (grid->plan->by_count)
                targets[count++] =
                    grid_take_cell(grid, ord + (int32_t)i, groups[sorter->groups[cell]]);
        }
    }
    first[sorter->count] = (uint32_t)count;
    return (struct cell_targets){first, targets};
}

/* --- what is told apart --------------------------------------------------------------------------- */

/* Gathers the marks of all workers on the pass's cells, under numbers that all share. */
struct mark_merge {
    struct marks *marks; /* of the pass */
    const struct cell_targets *targets;
    const uint32_t *numbers; /* the worker's numbers to shared ones */
};

static void merge_mark(void *context, uint32_t cell, uint32_t number)
{
    const struct mark_merge *merge = context;
    for (uint32_t t = merge->targets->first[cell]; t < merge->targets->first[cell + 1]; t++)
        marks_add(merge->marks, merge->targets->targets[t], merge->numbers[number]);
}

static void count_match(void *context, uint32_t cell, uint32_t number)
{
    struct states *states = context;
    (void)number;
    states_cell(states, cell)->matched++;
}

/* distinct, where all workers marked their rows. */
static void merge_distinct(const struct merge *merge, const struct query *query,
                           struct states *states)
{
    struct atoms texts;
    struct marks marks;
    size_t tally = merge->recipe->tally_of[query->index];
    size_t formula = merge->recipe->tallies[tally].argument;
    atoms_init(&texts, merge->arena);
    marks_begin(&marks, merge->arena);
    for (size_t w = 0; w < merge->worker_count; w++) {
        const struct worker *worker = merge->workers[w];
        const struct labels *labels = &worker->labels[formula];
        size_t count = labels_count(labels);
        uint32_t *numbers = ARENA_ARRAY(merge->arena, uint32_t, count);
        for (uint32_t i = 1; i < count; i++)
            numbers[i] = atoms_intern_borrowed(&texts, labels_text(labels, i));
        marks_make_room(&marks, states->count, texts.count);
        struct mark_merge each = {&marks, targets_of(merge, query->grid, w), numbers};
        marks_each(&worker->tallies[tally].marks, merge_mark, &each);
    }
    marks_each(&marks, count_match, states);
}

/* The same one by one, into the states: for marks beside general states, and for days. */
struct key_merge {
    struct states *states;
    const struct cell_targets *targets;
    const struct labels *labels;
    const struct number_map *days;
    bool periods;
};

static void merge_key(void *context, uint32_t cell, uint32_t number)
{
    const struct key_merge *merge = context;
    for (uint32_t t = merge->targets->first[cell]; t < merge->targets->first[cell + 1]; t++) {
        uint32_t target = merge->targets->targets[t];
        if (merge->labels)
            states_see(merge->states, target, labels_text(merge->labels, number));
        else if (merge->periods)
            states_see_period(merge->states, target, (int32_t)merge->days->keys[number]);
        else
            states_see_moment(merge->states, target, (int32_t)merge->days->keys[number]);
    }
}

static void merge_days(const struct worker *worker, const struct tally *tally,
                       const struct cell_targets *targets, struct states *states)
{
    struct key_merge each = {.states = states, .targets = targets, .days = worker->days};
    marks_each(&tally->moments, merge_key, &each);
    each.periods = true;
    marks_each(&tally->periods, merge_key, &each);
}

/* --- queries -------------------------------------------------------------------------------------- */

static void merge_cells(const struct tally *tally, size_t count, const struct cell_targets *targets,
                        struct states *states)
{
    for (size_t cell = 0; cell < count; cell++) {
        struct state state;
        tally_state(tally, cell, &state);
        for (uint32_t t = targets->first[cell]; t < targets->first[cell + 1]; t++)
            state_merge(states, targets->targets[t], &state);
    }
}

static bool any_general(const struct merge *merge, size_t tally)
{
    for (size_t w = 0; w < merge->worker_count; w++)
        if (merge->workers[w]->tallies[tally].general) return true;
    return false;
}

/* Medians and quantiles: from what was ranked, or, beside general states, one by one. */
static bool merge_ranks(const struct merge *merge, const struct query *query, bool general,
                        struct states *states)
{
    size_t count = merge->worker_count;
    struct ranked_worker *workers = ARENA_ARRAY(merge->arena, struct ranked_worker, count + 1);
    for (size_t w = 0; w < count; w++)
        workers[w] = (struct ranked_worker){
            .tally = &merge->workers[w]->tallies[merge->recipe->tally_of[query->index]],
            .targets = targets_of(merge, query->grid, w),
            .cells = merge->workers[w]->sorters[query->grid].count,
        };
    return general ? quantiles_pour(merge->arena, states, workers, count)
                   : quantiles_settle(merge->arena, states, workers, count);
}

static bool merge_query(const struct merge *merge, const struct query *query)
{
    size_t number = merge->recipe->tally_of[query->index];
    const struct grid *grid = &merge->pass->grids[query->grid];
    const struct tally_plan *plan = &merge->recipe->tallies[number];
    struct states *states = &merge->pass->states[query->index];
    bool general = any_general(merge, number);
    states_make_cells(states, grid->cells.count);
    for (size_t w = 0; w < merge->worker_count; w++) {
        const struct worker *worker = merge->workers[w];
        const struct tally *tally = &worker->tallies[number];
        const struct cell_targets *targets = targets_of(merge, query->grid, w);
        merge_cells(tally, worker->sorters[query->grid].count, targets, states);
        merge_days(worker, tally, targets, states);
        if (tally->general) states_merge(states, tally->general, targets);
        struct key_merge each = {.states = states, .targets = targets};
        if (plan->labelled) each.labels = &worker->labels[plan->argument];
        if (plan->labelled && general) marks_each(&tally->marks, merge_key, &each);
    }
    if (plan->labelled && !general) merge_distinct(merge, query, states);
    return plan->kind != &tally_ranks || merge_ranks(merge, query, general, states);
}

bool workers_merge(struct pass *pass, const struct recipe *recipe, struct worker *workers,
                   size_t count)
{
    const struct table_plan *plan = pass->table_plan;
    struct worker **begun = ARENA_ARRAY(pass->arena, struct worker *, count + 1);
    size_t begun_count = 0;
    for (size_t w = 0; w < count; w++)
        if (workers[w].begun) begun[begun_count++] = &workers[w];
    count = begun_count;
    struct merge merge = {
        .pass = pass,
        .arena = arena_child(pass->arena),
        .recipe = recipe,
        .workers = begun,
        .worker_count = count,
        .targets = ARENA_ARRAY(pass->arena, struct cell_targets, plan->grid_count * count + 1),
    };
    for (size_t w = 0; w < count; w++) {
        placing_merge(&pass->placing, &begun[w]->timing.placing);
        pass->misplaced += begun[w]->misplaced;
        if (pass->watch) watch_merge(pass->watch, begun[w]->watch);
    }
    for (size_t g = 0; g < plan->grid_count; g++)
        for (size_t w = 0; w < count; w++)
            merge.targets[g * count + w] =
                find_targets(&merge, &pass->grids[g], &begun[w]->sorters[g]);
    if (pass_without_room(pass)) return false;
    struct arena *lasting = merge.arena;
    merge.arena = arena_child(pass->arena);
    bool merged = true;
    for (size_t q = 0; q < plan->query_count && merged; q++) {
        merged = merge_query(&merge, plan->queries[q]);
        arena_reset(merge.arena);
    }
    arena_release(merge.arena);
    arena_release(lasting);
    return merged;
}
