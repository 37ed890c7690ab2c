/* A pass that takes the rows in order, one by one. */
#include "collect/adding.h"
#include "collect/listing.h"
#include "collect/pass.h"

/* What is needed besides the pass itself. */
struct ordered {
    struct pass *pass;
    struct arena *scratch; /* of a batch */
    struct columns columns;
    struct placed *placed;
    bool *misplaced; /* rows of the batch that fall between the periods of a grid */
};

static void run_grid(struct ordered *ordered, size_t place, const struct batch *batch)
{
    struct pass *pass = ordered->pass;
    const struct table_plan *plan = pass->table_plan;
    struct grid *grid = &pass->grids[place];
    struct added_rows rows = {
        .columns = &ordered->columns,
        .placed = ordered->placed,
        .first_row = batch->first_row,
        .lines = {.lines = batch->lines},
    };
    size_t from = 0;
    do {
        grid_place(grid, &ordered->columns.rows, ordered->placed, &from, ordered->misplaced);
        for (size_t i = 0; i < plan->query_count; i++) {
            if (plan->queries[i]->grid != place) continue;
            adding_run(&pass->states[plan->queries[i]->index], &rows, grid->entries,
                       grid->entry_count);
            if (pass->options->wish_count) listing_take(pass, plan->queries[i], &rows);
        }
    } while (from < batch->rows);
}

static void take_batch(struct ordered *ordered, const struct batch *batch)
{
    struct pass *pass = ordered->pass;
    const struct table *table = pass->table;
    const struct table_plan *plan = pass->table_plan;
    struct rows *rows = &ordered->columns.rows;
    arena_reset(ordered->scratch);
    columns_take_batch(&ordered->columns, batch, plan->wanted);
    for (size_t i = 0; i < table->column_count; i++)
        if (plan->wanted[i]) columns_need(&ordered->columns, table->columns[i]);
    ordered->placed = ARENA_ARRAY(ordered->scratch, struct placed, batch->rows + 1);
    ordered->misplaced = ARENA_ARRAY(ordered->scratch, bool, batch->rows + 1);
    for (size_t row = 0; row < batch->rows; row++)
        ordered->placed[row] = placing_row(&pass->placing, rows, row, batch->first_row + row);
    if (pass->watch) watch_batch(pass->watch, rows, ordered->placed, batch);
    for (size_t i = 0; i < plan->grid_count; i++) run_grid(ordered, i, batch);
    for (size_t row = 0; row < batch->rows; row++) pass->misplaced += ordered->misplaced[row];
    if (plan->looked_up) lookup_remember(&pass->lookups[table->index], rows, batch->lines);
}

bool pass_in_order(struct pass *pass, struct table_reader *reader)
{
    struct ordered ordered = {
        .pass = pass,
        .scratch = arena_child(pass->arena),
        .columns = {.table = pass->table, .lookups = pass->lookups, .places = pass->places},
    };
    ordered.columns.rows.scratch = ordered.scratch;
    ordered.columns.rows.calendar = pass->placing.calendar;
    struct batch batch;
    enum read_status status;
    const struct table_read *read = table_reader_read(reader);
    stages_start(pass->options->stages);
    while ((status = table_reader_next(reader, &batch)) == READ_ROWS) {
        stages_end(pass->options->stages, STAGE_READ);
        take_batch(&ordered, &batch);
        stages_end(pass->options->stages, STAGE_AGGREGATE);
        const struct query *without_room = pass_without_room(pass);
        if (without_room) {
            pass_report_figures(pass, without_room);
            return false;
        }
        if (pass->options->progress)
            pass->options->progress(pass->options->progress_context, pass->table->common.name,
                                    read->bytes, read->size);
    }
    return status == READ_END;
}
