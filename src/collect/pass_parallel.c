/* A pass whose portions are taken by several workers. */
#include "base/cores.h"
#include "collect/pass.h"
#include "collect/worker.h"

/* --- what must be taken in order --------------------------------------------------------------------- */

/* Whether a quotient is computed for each row: sums of many of them are exact only while their common
 * denominator is short, and then their order matters. */
static bool divides(const struct expr *expr)
{
    if (!expr) return false;
    if (expr->kind == EXPR_COLUMN) return divides(expr->column->value);
    if (expr->kind == EXPR_ARITHMETIC &&
        (expr->op == OPERATOR_DIVIDE || expr->op == OPERATOR_POWER))
        return true;
    if (expr->kind == EXPR_CONVERT && expr->number.kind != NUM_DECIMAL) return true;
    return divides(expr->a) || divides(expr->b) || divides(expr->c);
}

static bool is_summed_in_order(const struct query *query)
{
    const struct aggregate *aggregate = query->aggregate;
    const struct column *weight = query->table->weight;
    return divides(aggregate->argument) || divides(aggregate->weight) ||
           (weight && divides(weight->value));
}

const char *pass_why_ordered(const struct pass *pass)
{
    const struct table_plan *plan = pass->table_plan;
    if (pass->options->tuning.in_order) return "it was asked for";
    if (pass->table->period_to) return "its rows are valid over stretches of days";
    if (plan->looked_up) return "other tables look up in it";
    if (pass->watch && watch_is_ordered(pass->watch))
        return "its rows are compared with each other";
    for (size_t i = 0; i < plan->query_count; i++) {
        const struct query *query = plan->queries[i];
        if (query->aggregate->function == BUILTIN_COVERAGE) return "its keys are counted";
        if (is_summed_in_order(query)) return "quotients are added up";
    }
    return NULL;
}

enum { THREADS_MAX = 256 };

/* --- running ---------------------------------------------------------------------------------------------- */

struct parallel {
    struct pass *pass;
    struct worker *workers;
    struct reader *reader;
};

static bool take(void *context, const struct portion *portion)
{
    struct parallel *parallel = context;
    const struct collect_options *options = parallel->pass->options;
    bool going_on = worker_take(&parallel->workers[portion->worker], portion);
    if (options->progress && portion->worker == 0) {
        const struct table_read *read = reader_read(parallel->reader);
        options->progress(options->progress_context, parallel->pass->table->common.name,
                          read->bytes, read->size);
    }
    return going_on;
}

bool pass_in_parallel(struct pass *pass, struct reader *reader)
{
    struct recipe recipe;
    size_t count = pass->options->threads ? pass->options->threads : cores_available();
    if (count > THREADS_MAX) count = THREADS_MAX;
    struct worker *workers = ARENA_ARRAY(pass->arena, struct worker, count);
    struct parallel parallel = {pass, workers, reader};
    struct scan_options options = {
        .workers = count,
        .block_size = pass->options->tuning.block_size,
    };
    recipe_make(&recipe, pass->arena, pass->table_plan, pass->places);
    for (size_t i = 0; i < count; i++)
        workers[i] = (struct worker){
            .pass = pass,
            .recipe = &recipe,
            .arena = arena_child(pass->arena),
            .scratch = arena_child(pass->arena),
        };
    enum read_status status = reader_scan(reader, &options, take, &parallel);
    for (size_t i = 0; i < count; i++)
        workers[i].arena->guard = workers[i].scratch->guard = pass->arena->guard;
    if (status == READ_FAILED) return false;
    /* Where a worker found no room, there is none for all of them. */
    return workers_merge(pass, &recipe, workers, count) && status == READ_END;
}
