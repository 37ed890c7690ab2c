/* A worker's portions. */
#include "collect/worker.h"

#include <string.h>

#include "collect/masks.h"

static void begin_watch(struct worker *worker)
{
    struct watched at = worker->pass->watch->at;
    at.arena = worker->arena;
    worker->watch = ARENA_NEW(worker->arena, struct watch);
    watch_begin(worker->watch, &at);
}

static void begin(struct worker *worker)
{
    const struct pass *pass = worker->pass;
    const struct recipe *recipe = worker->recipe;
    const struct table_plan *plan = pass->table_plan;
    struct arena *arena = worker->arena;
    struct columns columns = {
        .table = pass->table,
        .lookups = pass->lookups,
        .places = pass->places,
        .rows = {.scratch = worker->scratch, .calendar = pass->placing.calendar},
    };
    formula_run_begin(&worker->run, &recipe->formulas, arena, &columns);
    timing_begin(&worker->timing, &worker->run, recipe->period, &pass->placing);
    worker->labels = ARENA_ARRAY(arena, struct labels, recipe->formulas.count + 1);
    for (size_t i = 0; i < recipe->formulas.count; i++)
        if (recipe->labelled[i]) labels_begin(&worker->labels[i], &worker->run, i);
    worker->sorters = ARENA_ARRAY(arena, struct sorter, plan->grid_count + 1);
    for (size_t i = 0; i < plan->grid_count; i++) {
        struct labels **labels = ARENA_ARRAY(arena, struct labels *, plan->grids[i].by_count + 1);
        for (size_t k = 0; k < plan->grids[i].by_count; k++)
            labels[k] = &worker->labels[recipe->by[i][k]];
        sorter_begin(&worker->sorters[i], arena, &plan->grids[i], &worker->timing, labels);
    }
    worker->tallies = ARENA_ARRAY(arena, struct tally, recipe->tally_count + 1);
    for (size_t i = 0; i < recipe->tally_count; i++)
        tally_begin(&worker->tallies[i], arena, &recipe->tallies[i]);
    worker->days = ARENA_NEW(arena, struct number_map);
    number_map_init(worker->days, arena);
    if (pass->watch) begin_watch(worker);
    worker->begun = true;
}

/* Those of all tallies, so that what they take is not taken for adding up. */
static void compute_formulas(struct worker *worker)
{
    for (size_t i = 0; i < worker->recipe->tally_count; i++) {
        const struct tally_plan *plan = &worker->recipe->tallies[i];
        if (!plan->kind) continue;
        if (plan->filter != FORMULA_NONE) formula_vector(&worker->run, plan->filter);
        if (plan->argument != FORMULA_NONE) formula_vector(&worker->run, plan->argument);
    }
}

static void sort_rows(struct worker *worker)
{
    uint64_t misplaced[VECTOR_WORDS] = {0};
    for (size_t i = 0; i < worker->pass->table_plan->grid_count; i++) {
        sorter_take(&worker->sorters[i], &worker->run);
        mask_or(misplaced, misplaced, worker->sorters[i].misplaced);
    }
    worker->misplaced += mask_count(misplaced);
}

static bool has_room(const struct worker *worker)
{
    const struct table_plan *plan = worker->pass->table_plan;
    size_t figures = worker->pass->figures;
    for (size_t i = 0; i < plan->query_count; i++)
        figures += worker->sorters[plan->queries[i]->grid].count;
    return figures <= FIGURES_MAX;
}

bool worker_take(struct worker *worker, const struct portion *portion)
{
    const struct recipe *recipe = worker->recipe;
    worker->arena->guard = worker->scratch->guard = portion->guard;
    worker->timed = worker->pass->options->stages ? &worker->stages : NULL;
    stages_start(worker->timed);
    if (!worker->begun) begin(worker);
    arena_reset(worker->scratch);
    formula_run_take(&worker->run, portion);
    for (size_t i = 0; i < recipe->formulas.count; i++)
        if (recipe->labelled[i]) labels_take(&worker->labels[i]);
    timing_take(&worker->timing);
    if (worker->watch) watch_portion(worker->watch, &worker->run, &worker->timing);
    stages_end(worker->timed, STAGE_PLACE);
    compute_formulas(worker);
    stages_end(worker->timed, STAGE_FILTER);
    sort_rows(worker);
    stages_end(worker->timed, STAGE_GROUP);
    struct tally_context context = {
        .run = &worker->run,
        .timing = &worker->timing,
        .sorters = worker->sorters,
        .labels = worker->labels,
        .days = worker->days,
    };
    for (size_t i = 0; i < recipe->tally_count; i++) tally_take(&worker->tallies[i], &context);
    stages_end(worker->timed, STAGE_AGGREGATE);
    return has_room(worker);
}
