/* A pass whose portions are taken by several workers. */
#include "collect/listing.h"
#include "collect/pass.h"
#include "collect/worker.h"

/* Looked for before the rows are read. Quotients are no reason: most are decimals, and where one is
 * not the pass is taken again (see pass_in_parallel). */
const char *pass_why_ordered(const struct pass *pass)
{
    const struct table_plan *plan = pass->table_plan;
    if (pass->options->tuning.in_order) return "it was asked for";
    if (listing_wants(pass->options, pass->table)) return "its rows are listed";
    if (pass->again) return "it was found that their order matters";
    if (pass->table->period_to) return "its rows are valid over stretches of days";
    if (plan->looked_up) return "other tables look up in it";
    if (pass->watch && watch_is_ordered(pass->watch))
        return "its rows are compared with each other";
    for (size_t i = 0; i < plan->query_count; i++)
        if (plan->queries[i]->aggregate->function == BUILTIN_COVERAGE)
            return "its keys are counted";
    return NULL;
}

/* --- running ---------------------------------------------------------------------------------------------- */

struct parallel {
    struct pass *pass;
    struct worker *workers;
    struct table_reader *reader;
};

static bool take(void *context, const struct portion *portion)
{
    struct parallel *parallel = context;
    const struct collect_options *options = parallel->pass->options;
    bool going_on = worker_take(&parallel->workers[portion->worker], portion);
    if (options->progress && portion->worker == 0) {
        const struct table_read *read = table_reader_read(parallel->reader);
        options->progress(options->progress_context, parallel->pass->table->common.name,
                          read->bytes, read->size);
    }
    return going_on;
}

/* What a worker did not spend on its portions it spent on reading. */
static void add_stages(struct stages *stages, const struct worker *workers, size_t count)
{
    if (!stages) return;
    double scan = stopwatch_now() - stages->last;
    for (size_t w = 0; w < count; w++) {
        if (!workers[w].begun) continue;
        stages->seconds[STAGE_READ] += scan;
        for (int i = 0; i < STAGE_COUNT; i++)
            stages->seconds[STAGE_READ] -= workers[w].stages.seconds[i];
        stages_add(stages, &workers[w].stages);
    }
    stages_start(stages);
}

static bool order_matters(const struct recipe *recipe, const struct worker *workers, size_t count)
{
    for (size_t w = 0; w < count; w++)
        for (size_t i = 0; workers[w].begun && i < recipe->tally_count; i++) {
            const struct states *general = workers[w].tallies[i].general;
            if (general && general->order_matters) return true;
        }
    return false;
}

static void report_failure(struct pass *pass)
{
    const struct query *without_room = pass_without_room(pass);
    if (without_room) {
        pass_report_figures(pass, without_room);
        return;
    }
    struct finding *f =
        finding_add(pass->findings, FINDING_D01, pass->table->common.decl->name.span,
                    "there is no room for a temporary file");
    finding_help(pass->findings, f,
                 "quantiles of many different values take one: make room in /var/tmp or /tmp, "
                 "or read from a file, not from a pipe");
}

bool pass_in_parallel(struct pass *pass, struct table_reader *reader)
{
    struct recipe recipe;
    size_t count = pass->threads;
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
    stages_start(pass->options->stages);
    enum read_status status = table_reader_scan(reader, &options, take, &parallel);
    for (size_t i = 0; i < count; i++)
        workers[i].arena->guard = workers[i].scratch->guard = pass->arena->guard;
    add_stages(pass->options->stages, workers, count);
    if (status == READ_FAILED) return false;
    bool fits = workers_merge(pass, &recipe, workers, count) && status == READ_END;
    stages_end(pass->options->stages, STAGE_MERGE);
    if (fits && !order_matters(&recipe, workers, count)) return true;
    /* What is said of too many figures depends on the rows that came first, too. */
    pass->again = pass->repeatable;
    if (pass->again) return false;
    if (!fits) report_failure(pass);
    return fits;
}
