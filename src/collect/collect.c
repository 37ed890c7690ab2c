/* One pass over each table: rows are placed, filtered and added to the states of all queries. */
#include "collect/collect.h"

#include "base/bug.h"
#include "base/calendar.h"
#include "collect/cubes.h"
#include "collect/grid.h"
#include "collect/lookup.h"
#include "collect/state.h"
#include "collect/stated_unit.h"
#include "collect/table_file.h"
#include "collect/table_files.h"
#include "collect/watch.h"
#include "data/table_reader.h"

/* One table while it is being read. */
struct pass {
    struct plan *plan;
    const struct table_plan *table_plan;
    const struct table *table;
    const struct collect_options *options;
    struct arena *arena;    /* of the run: states and cells */
    struct arena *scratch;  /* of a batch */
    struct lookup *lookups; /* by table->index */
    struct rows rows;
    size_t *places;
    struct placed *placed;
    struct grid *grids;
    struct states *states; /* by query->index */
    struct input *input;
    struct watch *watch; /* or NULL */
    uint64_t misplaced;  /* rows of a batch that fall between the periods of a grid */
    size_t *figures;     /* in the cubes of all tables so far */
    bool has_freq;       /* the frequency of the first period */
    enum freq freq;
    int32_t first, step; /* its ord, and the greatest step in which rows go on from it */
};

/* --- columns ------------------------------------------------------------------------------------------ */

/* Computes a column when it is not there yet, and before it the columns that it needs. */
static void ensure_column(struct pass *pass, const struct column *column);

static void ensure_in(struct pass *pass, const struct expr *expr)
{
    if (!expr) return;
    if (expr->kind == EXPR_COLUMN) ensure_column(pass, expr->column);
    ensure_in(pass, expr->a);
    ensure_in(pass, expr->b);
    ensure_in(pass, expr->c);
    if (expr->kind != EXPR_IN_LIST) return;
    for (size_t i = 0; i < expr->call.argument_count; i++)
        ensure_in(pass, expr->call.arguments[i].value);
}

/* A constant column as one with a value for each row. */
static struct cells spread_out(struct rows *rows, enum cell_type type, const struct values *values)
{
    if (!values->constant) return values->cells;
    struct cells cells = rows_new_cells(rows->scratch, type, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        cells.reasons[i] = values->cells.reasons[0];
        switch (type) {
        case CELL_NUMBER: cells.numbers[i] = values->cells.numbers[0]; break;
        case CELL_DATE: cells.days[i] = values->cells.days[0]; break;
        case CELL_PERIOD: cells.periods[i] = values->cells.periods[0]; break;
        case CELL_BOOLEAN: cells.booleans[i] = values->cells.booleans[0]; break;
        case CELL_TEXT: cells.texts[i] = values->cells.texts[0]; break;
        case CELL_WORD: cells.words[i] = values->cells.words[0]; break;
        }
    }
    return cells;
}

static void ensure_column(struct pass *pass, const struct column *column)
{
    struct rows *rows = &pass->rows;
    if (rows->columns[column->index].reasons) return;
    if (column->looked_up) {
        for (size_t i = 0; i < column->key_count; i++) ensure_column(pass, column->keys[i]);
        rows->columns[column->index] =
            lookup_fetch(&pass->lookups[column->looked_up->table->index], rows, column);
        return;
    }
    if (!column->value) BUG("a column that was not read");
    ensure_in(pass, column->value);
    struct values values = rows_eval(rows, column->value);
    rows->columns[column->index] = spread_out(rows, rows_cell_type(column), &values);
}

static void take_batch(struct pass *pass, const struct batch *batch)
{
    struct rows *rows = &pass->rows;
    arena_reset(pass->scratch);
    rows->count = batch->rows;
    rows->columns = ARENA_ARRAY(pass->scratch, struct cells, pass->table->column_count + 1);
    for (size_t i = 0; i < pass->table->column_count; i++)
        if (pass->table->columns[i]->form == COLUMN_TYPED && pass->table_plan->wanted[i])
            rows->columns[i] = batch->cells[pass->places[i]];
    for (size_t i = 0; i < pass->table->column_count; i++)
        if (pass->table_plan->wanted[i]) ensure_column(pass, pass->table->columns[i]);
}

/* --- places in time ------------------------------------------------------------------------------------- */

/* The days of a cell of the period column; false where it is missing. */
static bool days_at(const struct pass *pass, const struct column *column, size_t row,
                    struct days *days)
{
    const struct cells *cells = &pass->rows.columns[column->index];
    if (cells->reasons[row]) return false;
    if (column->type == COLUMN_PERIOD)
        *days = period_days(pass->rows.calendar, cells->periods[row]);
    else
        *days = (struct days){cells->days[row], cells->days[row]};
    return true;
}

/* The last day on which anything can have been counted. */
static int32_t last_day(const struct pass *pass)
{
    const struct table *table = pass->table;
    int32_t last = pass->options->as_of;
    return table->covers_said && table->covers.last < last ? table->covers.last : last;
}

/* A row that is valid from one date to another; where no end is filled in it still is. An end that
 * can't be read or is kept from us is no such thing: it would make the row valid for ever. */
static bool place_validity(const struct pass *pass, size_t row, struct placed *placed)
{
    struct days to;
    uint8_t end_missing = pass->rows.columns[pass->table->period_to->index].reasons[row];
    if (end_missing && end_missing != REASON_EMPTY && end_missing != REASON_NOT_AVAILABLE)
        return false;
    if (!days_at(pass, pass->table->period, row, &placed->days)) return false;
    int32_t end = last_day(pass);
    if (days_at(pass, pass->table->period_to, row, &to)) {
        if (to.last < placed->days.first) return false;
        if (to.last < end) end = to.last;
    }
    placed->days.last = end;
    return true;
}

/* In which step the periods of the rows go on: monthly figures can be there for each third month. */
static void note_step(struct pass *pass, struct period period)
{
    if (!pass->has_freq) {
        pass->has_freq = true;
        pass->freq = period.freq;
        pass->first = period.ord;
    }
    if (period.freq != pass->freq) return;
    int32_t rest = period.ord > pass->first ? period.ord - pass->first : pass->first - period.ord;
    while (rest) {
        int32_t step = pass->step;
        pass->step = rest;
        rest = step % rest;
    }
}

static void place_row(struct pass *pass, size_t row)
{
    const struct table *table = pass->table;
    struct placed *placed = &pass->placed[row];
    *placed = (struct placed){.counts = true};
    if (!table->period) return;
    bool known = table->period_to ? place_validity(pass, row, placed)
                                  : days_at(pass, table->period, row, &placed->days);
    if (!known) {
        placed->place = PLACE_UNKNOWN;
        placed->counts = false;
        pass->input->unplaced++;
        return;
    }
    const struct cells *cells = &pass->rows.columns[table->period->index];
    placed->provisional = cells->provisional[row];
    placed->has_period = table->period->type == COLUMN_PERIOD;
    if (placed->has_period) placed->period = cells->periods[row];
    if (placed->has_period) note_step(pass, placed->period);
    if (placed->days.first > pass->options->as_of) {
        placed->place = PLACE_LATER;
        placed->counts = false;
        pass->input->later++;
        return;
    }
    if (!table->covers_said) return;
    placed->counts = table->period_to ? days_overlap(table->covers, placed->days)
                                      : days_contain(table->covers, placed->days);
    if (!placed->counts) placed->place = PLACE_OUTSIDE;
    if (table->period_to && placed->days.first < table->covers.first)
        placed->days.first = table->covers.first;
}

/* --- queries ---------------------------------------------------------------------------------------------- */

/* The expressions of a query over the rows of a batch. */
struct evaluated {
    bool has_filter, has_argument, has_weight, has_table_weight;
    struct values filter, argument, weight, table_weight;
};

static struct evaluated evaluate(struct pass *pass, const struct query *query)
{
    const struct aggregate *aggregate = query->aggregate;
    struct evaluated e = {0};
    if (aggregate->filter) {
        e.has_filter = true;
        e.filter = rows_eval(&pass->rows, aggregate->filter);
    }
    if (aggregate->argument) {
        e.has_argument = true;
        e.argument = rows_eval(&pass->rows, aggregate->argument);
    }
    if (aggregate->weight) {
        e.has_weight = true;
        e.weight = rows_eval(&pass->rows, aggregate->weight);
    }
    if (query->table->weight) {
        e.has_table_weight = true;
        e.table_weight.cells = pass->rows.columns[query->table->weight->index];
    }
    return e;
}

/* Takes a weight's value into account: what is missing makes the row's value missing. */
static void apply_weight(struct row_value *value, const struct values *weight, size_t row,
                         struct num *product)
{
    size_t at = values_at(weight, row);
    if (weight->cells.reasons[at]) {
        if (value->reason == REASON_NONE) value->reason = weight->cells.reasons[at];
        return;
    }
    if (value->weight) {
        if (!num_mul(product, value->weight, &weight->cells.numbers[at]))
            value->reason = REASON_BAD_VALUE;
    } else {
        *product = weight->cells.numbers[at];
    }
    value->weight = product;
    value->provisional |= weight->cells.provisional[at];
}

/* The text by which `distinct` tells values apart. */
static struct str distinct_key(struct pass *pass, const struct expr *argument,
                               const struct values *values, size_t row)
{
    static const enum column_type types[] = {
        [TYPE_NONE] = COLUMN_TEXT,     [TYPE_NUMBER] = COLUMN_NUMBER, [TYPE_TRUTH] = COLUMN_BOOLEAN,
        [TYPE_TEXT] = COLUMN_TEXT,     [TYPE_DATE] = COLUMN_DATE,     [TYPE_PERIOD] = COLUMN_PERIOD,
        [TYPE_ESTIMATE] = COLUMN_TEXT, [TYPE_VERDICT] = COLUMN_TEXT,
    };
    struct column column = {.type = types[argument->type]};
    struct str key;
    rows_key(pass->scratch, &column, &values->cells, values_at(values, row), &key);
    return key;
}

static void take_argument(struct pass *pass, const struct query *query, const struct evaluated *e,
                          size_t row, struct row_value *value)
{
    size_t at = values_at(&e->argument, row);
    value->reason = e->argument.cells.reasons[at];
    value->provisional |= e->argument.cells.provisional[at];
    if (value->reason != REASON_NONE) return;
    switch (query->aggregate->function) {
    case BUILTIN_SHARE: value->truth = e->argument.cells.booleans[at]; break;
    case BUILTIN_DISTINCT:
        value->key = distinct_key(pass, query->aggregate->argument, &e->argument, row);
        break;
    default: value->number = &e->argument.cells.numbers[at];
    }
}

/* coverage: the period of a row and its key, without the column that places it. */
static void take_coverage_key(struct pass *pass, const struct query *query, size_t row,
                              struct row_value *value)
{
    struct buf whole = buf_in(pass->scratch), key = buf_in(pass->scratch);
    const struct table *table = query->table;
    for (size_t i = 0; i < table->key_count; i++) {
        struct str part;
        if (table->keys[i] == table->period) continue;
        rows_key(pass->scratch, table->keys[i], &pass->rows.columns[table->keys[i]->index], row,
                 &part);
        buf_printf(&whole, "%zu:", part.len);
        buf_add(&whole, part);
    }
    int32_t day = pass->placed[row].days.first;
    buf_add(&key, (struct str){(const char *)&day, sizeof day});
    buf_add(&key, buf_str(&whole));
    value->key = buf_str(&key);
    value->whole_key = buf_str(&whole);
}

static void run_query(struct pass *pass, const struct query *query, const struct batch *batch)
{
    const struct grid *grid = &pass->grids[query->grid];
    struct states *states = &pass->states[query->index];
    struct evaluated e = evaluate(pass, query);
    for (size_t i = 0; i < grid->entry_count; i++) {
        const struct entry *entry = &grid->entries[i];
        size_t row = entry->row;
        struct num product;
        struct row_value value = {
            .counts = true,
            .provisional = pass->placed[row].provisional,
            .day = pass->placed[row].days.first,
            .days = entry->days,
            .row = batch->first_row + row,
            .line = batch->lines[row],
        };
        if (e.has_filter) {
            size_t at = values_at(&e.filter, row);
            value.unknown = e.filter.cells.reasons[at] != 0;
            value.counts = !value.unknown && e.filter.cells.booleans[at];
            value.provisional |= e.filter.cells.provisional[at];
            if (!value.unknown && !value.counts) continue;
        }
        if (e.has_argument && value.counts) take_argument(pass, query, &e, row, &value);
        if (e.has_weight && value.counts) apply_weight(&value, &e.weight, row, &product);
        if (e.has_table_weight && value.counts)
            apply_weight(&value, &e.table_weight, row, &product);
        if (query->aggregate->function == BUILTIN_COVERAGE)
            take_coverage_key(pass, query, row, &value);
        states_add(states, entry->cell, &value);
    }
}

static void run_grid(struct pass *pass, size_t place, const struct batch *batch)
{
    const struct table_plan *plan = pass->table_plan;
    size_t from = 0;
    uint64_t misplaced = 0;
    do {
        misplaced += grid_place(&pass->grids[place], &pass->rows, pass->placed, &from);
        for (size_t i = 0; i < plan->query_count; i++)
            if (plan->queries[i]->grid == place) run_query(pass, plan->queries[i], batch);
    } while (from < batch->rows);
    if (misplaced > pass->misplaced) pass->misplaced = misplaced;
}

static void run_batch(struct pass *pass, const struct batch *batch)
{
    take_batch(pass, batch);
    for (size_t row = 0; row < batch->rows; row++) place_row(pass, row);
    if (pass->watch) watch_batch(pass->watch, &pass->rows, pass->placed, batch);
    pass->misplaced = 0;
    for (size_t i = 0; i < pass->table_plan->grid_count; i++) run_grid(pass, i, batch);
    pass->input->unplaced += pass->misplaced;
    if (pass->table_plan->looked_up)
        lookup_remember(&pass->lookups[pass->table->index], &pass->rows, batch->lines);
}

/* Breakdowns can come to more figures than anybody reads and memory holds. Looked at while rows come
 * in, by the cells that they fall into, and again when periods without rows are filled in. */
enum { FIGURES_MAX = 2000000 };

static void report_figures(const struct query *query, struct findings *findings)
{
    struct finding *f =
        finding_add(findings, FINDING_S05, query->aggregate->span,
                    "with this, the figures by period and group come to more than %d", FIGURES_MAX);
    finding_help(findings, f,
                 "take longer periods, fewer columns behind `by`, or say what the table "
                 "`covers`");
}

static bool has_room(const struct pass *pass, struct findings *findings)
{
    size_t figures = *pass->figures;
    for (size_t i = 0; i < pass->table_plan->query_count; i++) {
        const struct query *query = pass->table_plan->queries[i];
        figures += pass->grids[query->grid].cells.count;
        if (figures <= FIGURES_MAX) continue;
        report_figures(query, findings);
        return false;
    }
    return true;
}

/* --- tables ------------------------------------------------------------------------------------------------ */

static void begin_watch(struct pass *pass, const struct table_files *files,
                        struct findings *findings)
{
    struct watched at = {
        .arena = pass->arena,
        .t = pass->plan->t,
        .plan = pass->table_plan,
        .table = pass->table,
        .options = pass->options,
        .findings = findings,
        .path = files->path,
        .files = files,
    };
    pass->watch = ARENA_NEW(pass->arena, struct watch);
    watch_begin(pass->watch, &at);
}

static void begin_pass(struct pass *pass)
{
    const struct table_plan *plan = pass->table_plan;
    pass->placed = ARENA_ARRAY(pass->arena, struct placed, BATCH_ROWS);
    pass->grids = ARENA_ARRAY(pass->arena, struct grid, plan->grid_count + 1);
    pass->states = ARENA_ARRAY(pass->arena, struct states, plan->query_count + 1);
    for (size_t i = 0; i < plan->grid_count; i++)
        grid_begin(&pass->grids[i], pass->arena, &plan->grids[i], plan->table,
                   &pass->plan->t->calendar);
    for (size_t i = 0; i < plan->query_count; i++)
        states_begin(&pass->states[i], pass->arena, plan->queries[i]);
    if (plan->looked_up) lookup_begin(&pass->lookups[plan->table->index], pass->arena, plan);
    pass->rows = (struct rows){.scratch = pass->scratch, .calendar = &pass->plan->t->calendar};
}

/* Reads all rows; false, reported, when that fails on the way. */
static bool read_rows(struct pass *pass, struct table_reader *reader, struct findings *findings)
{
    struct batch batch;
    enum read_status status;
    const struct table_read *read;
    while ((status = table_reader_next(reader, &batch)) == READ_ROWS) {
        run_batch(pass, &batch);
        read = table_reader_read(reader);
        if (!has_room(pass, findings)) return false;
        if (pass->options->progress)
            pass->options->progress(pass->options->progress_context, pass->table->common.name,
                                    read->bytes, read->size);
    }
    read = table_reader_read(reader);
    pass->input->bytes = read->bytes;
    pass->input->rows = read->rows;
    pass->input->rejected = read->rejected;
    pass->input->fingerprint = str_copy(pass->plan->arena, str_from(read->fingerprint));
    return status == READ_END;
}

static bool fill_cube(struct pass *pass, const struct cubes_context *context, struct query *query,
                      struct findings *findings)
{
    if (!cube_fill(context, query, &pass->grids[query->grid], &pass->states[query->index],
                   FIGURES_MAX - *pass->figures)) {
        report_figures(query, findings);
        return false;
    }
    *pass->figures += query->cube.count * (query->cube.group_count + 1);
    return true;
}

static bool run_table(struct pass *pass, struct loader *loader, struct findings *findings)
{
    struct arena *files = arena_child(pass->plan->arena);
    struct table_spec spec;
    bool done = false;
    if (table_file(pass->table_plan, loader, pass->plan->arena, pass->options, pass->plan->t,
                   findings, &spec, &pass->places)) {
        pass->input->path = spec.path;
        pass->input->places = spec.files;
        begin_pass(pass);
        if (pass->options->watch) begin_watch(pass, spec.files, findings);
        struct table_reader *reader = table_reader_open(files, &spec, findings);
        if (reader && pass->options->watch) stated_units_check(pass->table_plan, findings);
        done = reader && read_rows(pass, reader, findings);
        if (done) input_note_files(pass->input, pass->plan->arena, spec.files);
    }
    if (done) {
        struct cubes_context context = {
            .arena = pass->plan->arena,
            .t = pass->plan->t,
            .table = pass->table,
            .as_of = pass->options->as_of,
            .rows = pass->input->rows,
            .unplaced = pass->input->unplaced,
            .files = spec.files,
            .has_freq = pass->has_freq,
            .freq = pass->freq,
            .first = pass->first,
            .step = pass->step,
        };
        for (size_t i = 0; i < pass->table_plan->query_count && done; i++)
            done = fill_cube(pass, &context, pass->table_plan->queries[i], findings);
        if (pass->watch) watch_report(pass->watch, pass->step, pass->input);
        if (pass->table_plan->looked_up)
            lookup_report(&pass->lookups[pass->table->index], findings, spec.files);
    }
    arena_release(files);
    return done;
}

/* --- tests --------------------------------------------------------------------------------------------------- */

static bool is_left_out(const struct collect_options *options, const struct table *table)
{
    return options->only_given && !table_override(options, table->common.name);
}

/* Whether a value of rows needs what is looked up in a table that the test does not give. */
static bool needs_left_out(const struct collect_options *options, const struct expr *expr);

static bool column_needs_left_out(const struct collect_options *options,
                                  const struct column *column)
{
    if (column->looked_up && is_left_out(options, column->looked_up->table)) return true;
    for (size_t i = 0; i < column->key_count; i++)
        if (column_needs_left_out(options, column->keys[i])) return true;
    return needs_left_out(options, column->value);
}

static bool needs_left_out(const struct collect_options *options, const struct expr *expr)
{
    if (!expr) return false;
    if (expr->kind == EXPR_COLUMN && column_needs_left_out(options, expr->column)) return true;
    if (expr->kind == EXPR_IN_LIST)
        for (size_t i = 0; i < expr->call.argument_count; i++)
            if (needs_left_out(options, expr->call.arguments[i].value)) return true;
    return needs_left_out(options, expr->a) || needs_left_out(options, expr->b) ||
           needs_left_out(options, expr->c);
}

static bool query_needs_left_out(const struct collect_options *options, const struct query *query)
{
    const struct aggregate *aggregate = query->aggregate;
    const struct table *table = query->table;
    if (is_left_out(options, table)) return true;
    if (table->period && column_needs_left_out(options, table->period)) return true;
    if (table->weight && column_needs_left_out(options, table->weight)) return true;
    for (size_t i = 0; i < aggregate->by_count; i++)
        if (column_needs_left_out(options, aggregate->by[i])) return true;
    return needs_left_out(options, aggregate->argument) ||
           needs_left_out(options, aggregate->weight) || needs_left_out(options, aggregate->filter);
}

/* What rests on a table that the test does not give: one figure that is missing, or a series without
 * any. Rows would be left out, and their number be a figure, if they were counted without it. */
static void leave_out(struct plan *plan, const struct collect_options *options)
{
    for (size_t i = 0; options->only_given && i < plan->query_count; i++) {
        struct query *query = plan->queries[i];
        const struct window *window = &query->aggregate->window;
        if (!query_needs_left_out(options, query)) continue;
        struct cube_cell *cell = ARENA_NEW(plan->arena, struct cube_cell);
        cell->cell = cell_missing_at(plan->arena, REASON_NOT_GIVEN, STR(""),
                                     location_of(query->table->common.decl->name.span));
        query->cube = (struct cube){
            .by_period = window->by_period,
            .freq = window->freq,
            .days = window->days,
            .count = window->by_period ? 0 : 1,
            .cells = cell,
            .not_given = cell->cell.missing,
        };
    }
}

bool collect_run(struct plan *plan, struct loader *loader, const struct collect_options *options,
                 struct findings *findings, struct input **inputs, size_t *input_count)
{
    const struct theory *t = plan->t;
    struct lookup *lookups = ARENA_ARRAY(plan->arena, struct lookup, t->tables_count + 1);
    bool all = true;
    size_t figures = 0;
    *inputs = ARENA_ARRAY(plan->arena, struct input, t->tables_count + 1);
    *input_count = 0;
    for (size_t i = 0; i < t->table_order_count; i++) {
        const struct table *table = t->table_order[i];
        if (!plan->tables[table->index].read) continue;
        if (is_left_out(options, table)) continue;
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
            .scratch = arena_child(plan->arena),
            .lookups = lookups,
            .input = input,
            .figures = &figures,
        };
        all &= run_table(&pass, loader, findings);
        arena_release(pass.scratch);
        if (!keep) arena_release(pass.arena);
    }
    leave_out(plan, options);
    return all;
}
