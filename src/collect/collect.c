/* Tables one after the other: a pass over each that is needed, and the cubes that come of it. */
#include "collect/collect.h"

#include "base/cores.h"
#include "base/file.h"
#include "collect/cubes.h"
#include "collect/left_out.h"
#include "collect/pass.h"
#include "collect/stated_unit.h"
#include "collect/table_file.h"
#include "collect/table_files.h"

/* --- room ------------------------------------------------------------------------------------------------ */

void pass_report_figures(const struct pass *pass, const struct query *query)
{
    struct finding *f =
        finding_add(pass->findings, FINDING_S05, query->aggregate->span,
                    "with this, the figures by period and group come to more than %d", FIGURES_MAX);
    finding_help(pass->findings, f,
                 "take longer periods, fewer columns behind `by`, or say what the table "
                 "`covers`");
}

const struct query *pass_without_room(const struct pass *pass)
{
    size_t figures = pass->figures;
    for (size_t i = 0; i < pass->table_plan->query_count; i++) {
        const struct query *query = pass->table_plan->queries[i];
        figures += pass->grids[query->grid].cells.count;
        if (figures > FIGURES_MAX) return query;
    }
    return NULL;
}

/* --- tables ------------------------------------------------------------------------------------------------ */

static void begin_watch(struct pass *pass, const struct table_files *files)
{
    struct watched at = {
        .arena = pass->arena,
        .t = pass->plan->t,
        .plan = pass->table_plan,
        .table = pass->table,
        .options = pass->options,
        .findings = pass->findings,
        .path = files->path,
        .files = files,
    };
    pass->watch = ARENA_NEW(pass->arena, struct watch);
    watch_begin(pass->watch, &at);
}

static void begin_pass(struct pass *pass)
{
    const struct table_plan *plan = pass->table_plan;
    const struct calendar *calendar = &pass->plan->t->calendar;
    pass->grids = ARENA_ARRAY(pass->arena, struct grid, plan->grid_count + 1);
    pass->states = ARENA_ARRAY(pass->arena, struct states, plan->query_count + 1);
    for (size_t i = 0; i < plan->grid_count; i++)
        grid_begin(&pass->grids[i], pass->arena, &plan->grids[i], plan->table, calendar);
    for (size_t i = 0; i < plan->query_count; i++)
        states_begin(&pass->states[i], pass->arena, plan->queries[i]);
    if (plan->looked_up) lookup_begin(&pass->lookups[plan->table->index], pass->arena, plan);
    placing_begin(&pass->placing, pass->table, calendar, pass->options->as_of);
}

static bool read_rows(struct pass *pass, struct table_reader *reader)
{
    struct input *input = pass->input;
    bool done =
        pass_why_ordered(pass) ? pass_in_order(pass, reader) : pass_in_parallel(pass, reader);
    if (!done) return false;
    const struct table_read *read = table_reader_read(reader);
    input->bytes = read->bytes;
    input->rows = read->rows;
    input->rejected = read->rejected;
    input->fingerprint = str_copy(pass->plan->arena, str_from(read->fingerprint));
    input->unplaced = pass->placing.unplaced + pass->misplaced;
    input->later = pass->placing.later;
    return true;
}

static bool fill_cubes(struct pass *pass, const struct table_files *files)
{
    struct cubes_context context = {
        .arena = pass->plan->arena,
        .t = pass->plan->t,
        .table = pass->table,
        .as_of = pass->options->as_of,
        .rows = pass->input->rows,
        .unplaced = pass->input->unplaced,
        .files = files,
    };
    context.has_freq = placing_step(&pass->placing, &context.freq, &context.first, &context.step);
    for (size_t i = 0; i < pass->table_plan->query_count; i++) {
        struct query *query = pass->table_plan->queries[i];
        if (!cube_fill(&context, query, &pass->grids[query->grid], &pass->states[query->index],
                       FIGURES_MAX - pass->figures)) {
            pass_report_figures(pass, query);
            return false;
        }
        pass->figures += query->cube.count * (query->cube.group_count + 1);
    }
    if (pass->watch) watch_report(pass->watch, context.step, pass->input);
    return true;
}

/* One reading of the file. */
static bool read_table(struct pass *pass, const struct table_spec *spec)
{
    struct arena *files = arena_child(pass->plan->arena);
    begin_pass(pass);
    if (pass->options->watch) begin_watch(pass, spec->files);
    struct table_reader *reader = table_reader_open(files, spec, pass->findings);
    if (reader && pass->options->watch) stated_units_check(pass->table_plan, pass->findings);
    bool done = reader && read_rows(pass, reader);
    if (done) input_note_files(pass->input, pass->plan->arena, spec->files);
    arena_release(files);
    return done;
}

static bool run_table(struct pass *pass, struct loader *loader)
{
    struct table_spec spec;
    if (!table_file(pass->table_plan, loader, pass->plan->arena, pass->options, pass->plan->t,
                    pass->findings, &spec, &pass->places))
        return false;
    pass->input->path = spec.path;
    pass->input->places = spec.files;
    pass->repeatable = true;
    for (size_t i = 0; i < spec.files->count; i++)
        pass->repeatable &= file_is_repeatable(pass->plan->arena, spec.files->items[i].file);
    spec.threads = pass->threads;
    bool done = read_table(pass, &spec);
    if (pass->again) {
        arena_reset(pass->arena);
        pass->misplaced = 0;
        done = read_table(pass, &spec); /* a finding that is raised again is not said twice */
    }
    done = done && fill_cubes(pass, spec.files);
    if (done && pass->table_plan->looked_up)
        lookup_report(&pass->lookups[pass->table->index], pass->findings, spec.files);
    return done;
}

enum { THREADS_MAX = 256 };

static size_t threads_of(const struct collect_options *options)
{
    size_t threads = options->threads ? options->threads : cores_available();
    return threads < THREADS_MAX ? threads : THREADS_MAX;
}

bool collect_run(struct plan *plan, struct loader *loader, const struct collect_options *options,
                 struct findings *findings, struct input **inputs, size_t *input_count)
{
    const struct theory *t = plan->t;
    struct lookup *lookups = ARENA_ARRAY(plan->arena, struct lookup, t->tables_count + 1);
    bool all = true;
    size_t figures = 0, threads = threads_of(options);
    *inputs = ARENA_ARRAY(plan->arena, struct input, t->tables_count + 1);
    *input_count = 0;
    for (size_t i = 0; i < t->table_order_count; i++) {
        const struct table *table = t->table_order[i];
        if (!plan->tables[table->index].read || table_left_out(options, table)) continue;
        struct input *input = &(*inputs)[(*input_count)++];
        *input = (struct input){.table = table};
        /* What is looked up in must outlive its own pass. */
        bool keep = plan->tables[table->index].looked_up;
        struct pass pass = {
            .plan = plan,
            .table_plan = &plan->tables[table->index],
            .table = table,
            .options = options,
            .arena = keep ? plan->arena : arena_child(plan->arena),
            .lookups = lookups,
            .input = input,
            .findings = findings,
            .figures = figures,
            .threads = threads,
        };
        bool read = run_table(&pass, loader);
        plan->tables[table->index].unread = !read;
        all &= read || options->go_on;
        figures = pass.figures;
        if (!keep) arena_release(pass.arena);
    }
    leave_out(plan, options);
    return all;
}
