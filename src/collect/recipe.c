/* From a table's plan to a recipe. */
#include "collect/recipe.h"

/* Whether the values of rows are weighed; there is no kernel for that. */
static bool is_weighed(const struct query *query)
{
    return query->table->weight || query->aggregate->weight;
}

static struct tally_plan tally_plan_of(struct recipe *recipe, const struct query *query)
{
    const struct aggregate *aggregate = query->aggregate;
    struct states states;
    states_begin(&states, recipe->arena, query);
    struct tally_plan plan = {
        .query = query,
        .kind = is_weighed(query) ? NULL : tally_kind_of(query),
        .grid = query->grid,
        .filter = formulas_add(&recipe->formulas, aggregate->filter),
        .argument = formulas_add(&recipe->formulas, aggregate->argument),
        .labelled = aggregate->function == BUILTIN_DISTINCT,
        .periods = states.figures,
        .moments = states.stock,
    };
    return plan;
}

/* Whether one tally serves both: they keep the same of the same rows. */
static bool serves_both(const struct tally_plan *a, const struct tally_plan *b)
{
    return a->kind && a->kind == b->kind && a->grid == b->grid && a->filter == b->filter &&
           a->argument == b->argument && a->periods == b->periods && a->moments == b->moments;
}

static size_t find_tally(struct recipe *recipe, const struct tally_plan *plan)
{
    for (size_t i = 0; i < recipe->tally_count; i++)
        if (serves_both(&recipe->tallies[i], plan)) return i;
    ARENA_GROW(recipe->arena, recipe->tallies, recipe->tally_count, recipe->tally_capacity);
    recipe->tallies[recipe->tally_count] = *plan;
    return recipe->tally_count++;
}

static void add_breakdowns(struct recipe *recipe)
{
    const struct table_plan *plan = recipe->plan;
    recipe->by = ARENA_ARRAY(recipe->arena, size_t *, plan->grid_count + 1);
    for (size_t i = 0; i < plan->grid_count; i++) {
        const struct grid_plan *grid = &plan->grids[i];
        recipe->by[i] = ARENA_ARRAY(recipe->arena, size_t, grid->by_count + 1);
        for (size_t k = 0; k < grid->by_count; k++)
            recipe->by[i][k] = formulas_add_column(&recipe->formulas, grid->by[k]);
    }
}

void recipe_make(struct recipe *recipe, struct arena *arena, const struct table_plan *plan,
                 const size_t *places)
{
    *recipe = (struct recipe){.arena = arena, .plan = plan};
    formulas_begin(&recipe->formulas, arena, places);
    recipe->period = formulas_add_column(&recipe->formulas, plan->table->period);
    recipe->tally_of = ARENA_ARRAY(arena, size_t, plan->query_count + 1);
    add_breakdowns(recipe);
    for (size_t i = 0; i < plan->query_count; i++) {
        struct tally_plan tally = tally_plan_of(recipe, plan->queries[i]);
        recipe->tally_of[plan->queries[i]->index] = find_tally(recipe, &tally);
    }
    recipe->labelled = ARENA_ARRAY(arena, bool, recipe->formulas.count + 1);
    for (size_t i = 0; i < plan->grid_count; i++)
        for (size_t k = 0; k < plan->grids[i].by_count; k++)
            recipe->labelled[recipe->by[i][k]] = true;
    for (size_t i = 0; i < recipe->tally_count; i++)
        if (recipe->tallies[i].labelled) recipe->labelled[recipe->tallies[i].argument] = true;
}
