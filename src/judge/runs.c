/* Runs: from cubes to the figures of one group, cut, and put together. */
#include "base/bug.h"
#include "judge/evaluate.h"

/* --- groups -------------------------------------------------------------------------------------------- */

/* The row of the cube for the context's group: 0 for the whole, SIZE_MAX where it has no such
 * group. */
static size_t find_row(const struct context *context, const struct cube *cube)
{
    if (!cube->by_count || !context->group.by_count) return 0;
    if (cube->by_count != context->group.by_count) return 0;
    return group_place(context->judge, cube->groups, cube->group_count, cube->by_count,
                       &context->group.key);
}

/* --- from a cube --------------------------------------------------------------------------------------- */

static struct cell unbroken(const struct context *context, const struct cube_cell *cell)
{
    struct cell plain = cell->cell;
    if (cell->broken && !context->across && cell_known(&plain)) plain.missing = cell->broken;
    return plain;
}

/* A group that occurs in another table only: nothing of it was counted here. Where the whole is not
 * covered, neither is the group. */
static struct cell absent(struct context *context, const struct query *query,
                          const struct cube_cell *whole)
{
    const struct missing *why = whole->cell.missing;
    enum builtin_id function = query->aggregate->function;
    bool zero = query->table->row_unit && (function == BUILTIN_COUNT || function == BUILTIN_SUM ||
                                           function == BUILTIN_DISTINCT);
    bool uncovered =
        why && (why->reason == REASON_OUTSIDE_COVERS || why->reason == REASON_PARTLY_COVERED);
    if (uncovered) return (struct cell){.missing = why};
    struct num nothing = num_int(0);
    if (zero) return cell_of(&nothing);
    return cell_missing_at(context->judge->arena, REASON_NO_ROWS, STR(""),
                           location_of(query->table->common.decl->name.span));
}

static const struct missing *beyond(struct context *context, const struct query *query)
{
    const struct table *table = query->table;
    if (query->cube.absent) return query->cube.absent;
    return cell_missing_at(context->judge->arena,
                           table->covers_said ? REASON_OUTSIDE_COVERS : REASON_NO_ROWS, STR(""),
                           location_of(table->common.decl->name.span))
        .missing;
}

struct value value_of_query(struct context *context, const struct query *query)
{
    const struct cube *cube = &query->cube;
    size_t row = find_row(context, cube);
    struct cell *cells = ARENA_ARRAY(context->judge->arena, struct cell, cube->count + 1);
    for (size_t i = 0; i < cube->count; i++)
        cells[i] = row == SIZE_MAX ? absent(context, query, &cube_row(cube, 0)[i])
                                   : unbroken(context, &cube_row(cube, row)[i]);
    if (!cube->by_period) return (struct value){.kind = VALUE_CELL, .cell = cells[0]};
    return (struct value){
        .kind = VALUE_RUN,
        .run =
            {
                .by_period = true,
                .freq = cube->freq,
                .first = cube->first,
                .count = cube->count,
                .cells = cells,
                .beyond = beyond(context, query),
            },
    };
}

/* --- cutting ------------------------------------------------------------------------------------------- */

struct run run_cut(struct context *context, const struct run *run, struct days days)
{
    struct run cut = *run;
    if (!run->by_period) return cut;
    size_t from = 0, to = run->count;
    const struct calendar *calendar = &context->judge->t->calendar;
    for (; from < to; from++) {
        struct period period = {run->freq, run->first + (int32_t)from};
        if (period_days(calendar, period).first >= days.first) break;
    }
    for (; to > from; to--) {
        struct period period = {run->freq, run->first + (int32_t)to - 1};
        if (period_days(calendar, period).last <= days.last) break;
    }
    cut.first = run->first + (int32_t)from;
    cut.cells = run->cells + from;
    cut.count = to - from;
    return cut;
}

/* --- putting together ---------------------------------------------------------------------------------- */

/* The figure of a run in a period of its own frequency; beyond its ends missing for its reason. */
static struct cell joined_at(struct context *context, const struct run *run, int32_t ord)
{
    int64_t index = (int64_t)ord - run->first;
    if (index >= 0 && index < (int64_t)run->count) return run->cells[index];
    if (run->beyond) return (struct cell){.missing = run->beyond};
    return cell_missing(context->judge->arena, REASON_OUTSIDE_SERIES);
}

struct cell value_at(struct context *context, const struct value *value, struct period period)
{
    if (value->kind == VALUE_CELL) return value->cell;
    if (value->kind != VALUE_RUN) BUG("a figure is wanted");
    if (!value->run.by_period) return value->run.cells[0];
    return run_at(context->judge->arena, &value->run, period);
}

/* What is made of figures that overlap, overlaps as far. */
static int joined_span(const struct run *a, const struct run *b)
{
    int x = a ? a->span : 0, y = b ? b->span : 0;
    return x > y ? x : y;
}

struct value values_join(struct context *context, const struct value *a, const struct value *b,
                         cell_function *function, void *what)
{
    struct value result = {.kind = VALUE_CELL};
    bool a_run = a->kind == VALUE_RUN && a->run.by_period;
    bool b_run = b->kind == VALUE_RUN && b->run.by_period;
    struct period nowhere = {FREQ_YEAR, 0};
    if (!a_run && !b_run) {
        struct cell x = value_at(context, a, nowhere), y = value_at(context, b, nowhere);
        result.cell = function(context, what, &x, &y);
        return result;
    }
    const struct run *leading = a_run ? &a->run : &b->run;
    int32_t first = leading->first;
    int64_t end = (int64_t)leading->first + (int64_t)leading->count;
    if (a_run && b_run && !a->run.count) leading = &b->run;
    if (a_run && b_run && a->run.count && b->run.count) {
        if (b->run.first < first) first = b->run.first;
        if ((int64_t)b->run.first + (int64_t)b->run.count > end)
            end = (int64_t)b->run.first + (int64_t)b->run.count;
    } else {
        first = leading->first;
        end = (int64_t)leading->first + (int64_t)leading->count;
    }
    size_t count = (size_t)(end - first);
    struct cell *cells = ARENA_ARRAY(context->judge->arena, struct cell, count + 1);
    for (size_t i = 0; i < count; i++) {
        int32_t ord = first + (int32_t)i;
        struct cell x = a_run ? joined_at(context, &a->run, ord) : value_at(context, a, nowhere);
        struct cell y = b_run ? joined_at(context, &b->run, ord) : value_at(context, b, nowhere);
        cells[i] = function(context, what, &x, &y);
    }
    result.kind = VALUE_RUN;
    result.run = (struct run){
        .by_period = true,
        .freq = leading->freq,
        .first = first,
        .count = count,
        .cells = cells,
        .beyond = leading->beyond,
        .span = joined_span(a_run ? &a->run : NULL, b_run ? &b->run : NULL),
    };
    return result;
}
