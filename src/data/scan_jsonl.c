/* The fast way through JSON Lines: blocks of lines, shared out among workers who decode typed columns. */
#include "base/crew.h"
#include "data/column_reader.h"
#include "data/json_block.h"
#include "data/json_lines.h"
#include "data/json_table.h"
#include "data/portions.h"

/* What one worker has. */
struct json_worker {
    struct arena *arena, *scratch;
    struct block block;
    struct json_rows rows;
    struct column_reader *columns;
    struct cell_context context;
    struct line_finder finder;
    struct row_reader reader;
    uint64_t row_count;
    bool ready, has_block;
};

/* What lives as long as the scan. */
struct json_scan {
    struct scan *scan;
    struct json_table *table;
    struct line_source source;
    struct json_worker *workers;
};

/* ---- a worker ---- */

/* Done by the worker itself, the first time that it has something to do. */
static void make_ready(struct json_scan *all, size_t number)
{
    struct json_worker *worker = &all->workers[number];
    struct reader *reader = all->table->reader;
    const struct table_spec *spec = reader->spec;
    struct vector_room *room = &all->scan->rooms[number];
    struct arena *arena = all->scan->arenas[number];
    if (!room->arena) vector_room_init(room, arena, spec);
    *worker = (struct json_worker){.arena = arena, .scratch = arena_child(arena)};
    block_init(&worker->block, arena);
    json_rows_init(&worker->rows, arena, worker->scratch, &all->table->keys);
    worker->context = (struct cell_context){
        .arena = arena,
        .scratch = worker->scratch,
        .dialect = &reader->dialect,
        .signs = &reader->signs,
        .finder = &worker->finder,
    };
    worker->rows.rows.kernel = kernel_for(all->scan->options->instructions);
    worker->reader.rows = &worker->rows.rows;
    worker->reader.context = &worker->context;
    worker->columns = ARENA_ARRAY(arena, struct column_reader, spec->column_count);
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted)
            column_reader_init(&worker->columns[i], &worker->reader, json_rows_field(i),
                               &room->columns[i]);
    worker->ready = true;
}

/* Reads the rows found into vectors and gives them away. */
static void give_rows(struct json_scan *all, size_t number, uint64_t first_row, struct guard *guard)
{
    struct json_worker *worker = &all->workers[number];
    struct scan *scan = all->scan;
    const struct table_spec *spec = scan->reader->spec;
    const struct block_rows *rows = &worker->rows.rows;
    worker->finder.text = worker->block.text;
    worker->finder.first_line = worker->block.first_line;
    worker->finder.starts = rows->starts;
    worker->finder.rows = rows->count;
    worker->finder.found = false;
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted) column_reader_read(&worker->columns[i], &worker->reader);
    worker->row_count += rows->count;
    struct portion portion = {
        .worker = number,
        .block = worker->block.number,
        .first_row = first_row,
        .rows = rows->count,
        .columns = scan->rooms[number].vectors,
        .guard = guard,
        .finder = &worker->finder,
    };
    scan_give(scan, &portion);
}

static void work(struct crew *crew, size_t number, struct guard *guard)
{
    struct json_scan *all = crew->context;
    struct json_worker *worker = &all->workers[number];
    struct scan *scan = all->scan;
    scan->arenas[number]->guard = guard;
    if (!worker->ready) make_ready(all, number);
    worker->scratch->guard = guard;
    while (!atomic_load(&crew->broken) && !atomic_load(&scan->stopped) &&
           (worker->has_block || line_source_next(&all->source, &worker->block))) {
        uint64_t first_row = 0;
        worker->has_block = false;
        if (!number) scan->reader->read.bytes = worker->block.bytes_read;
        json_rows_begin(&worker->rows, &worker->block);
        for (;;) {
            arena_reset(worker->scratch);
            if (!json_rows_next(&worker->rows)) break;
            give_rows(all, number, first_row, guard);
            first_row += worker->rows.rows.count;
        }
    }
}

/* ---- all workers ---- */

static void merge_bad_rows(struct json_bad_rows *bad, struct arena *arena,
                           struct json_bad_rows *other)
{
    if (!other->rows.count) return;
    if (!bad->rows.count || other->line < bad->line) {
        bad->line = other->line;
        bad->why = str_copy(arena, other->why);
    }
    complaint_merge(&bad->rows, arena, &other->rows);
}

/* What the worker found out becomes the reader's. */
static void take_back(struct json_scan *all, size_t number)
{
    struct json_worker *worker = &all->workers[number];
    struct reader *reader = all->scan->reader;
    struct guard *guard = reader->arena->guard;
    all->scan->arenas[number]->guard = guard;
    if (!worker->ready) return;
    worker->scratch->guard = guard;
    merge_bad_rows(&reader->bad_rows, reader->arena, &worker->rows.bad);
    for (size_t i = 0; i < reader->spec->column_count; i++) {
        if (reader->spec->columns[i].wanted)
            column_merge(&reader->columns[i], reader->arena, &worker->columns[i].column);
    }
    json_taker_merge(&all->table->taker, &worker->rows.taker);
    worker->rows.taker.rows = 0;
    reader->read.rows += worker->row_count;
    reader->cell_context.rejected += worker->context.rejected;
    worker->row_count = worker->context.rejected = 0;
}

static struct json_scan *begin(struct scan *scan)
{
    struct reader *reader = scan->reader;
    struct json_scan *all = ARENA_NEW(reader->arena, struct json_scan);
    all->scan = scan;
    all->table = reader->state;
    all->workers = ARENA_ARRAY(reader->arena, struct json_worker, scan->workers);
    line_source_init(&all->source, reader->arena, &all->table->window);
    scan->state = all;
    return all;
}

/* Shares the blocks out. What fits into the first needs nobody else. */
static void run(struct json_scan *all)
{
    struct scan *scan = all->scan;
    struct crew crew = {.context = all, .work = work};
    bool more = !window_is_over(&all->table->window);
    all->workers[0].has_block = true;
    bool done = crew_run(&crew, more ? scan->workers : 1);
    for (size_t i = 0; i < scan->workers; i++) take_back(all, i);
    if (!done) arena_out_of_memory(scan->reader->arena);
}

/* The finder goes on with the line that the window's text begins with. */
static void set_finder(struct json_finder *finder, uint64_t line)
{
    *finder = json_lines();
    finder->next_line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
}

void scan_jsonl(struct scan *scan)
{
    struct reader *reader = scan->reader;
    struct json_table *table = reader->state;
    const struct figure_format *figures = &reader->dialect.figures;
    /* what texts have would be asked of numbers too */
    if (figures->decimal != '.' || figures->thousands) return;
    if (table->finder.at >= RECORD_MAX || window_is_over(&table->window)) return;
    struct json_scan *all = scan->state ? scan->state : begin(scan);
    line_source_begin(&all->source, scan->options->block_size, table->finder.next_line,
                      scan->block);
    if (!all->workers[0].ready) make_ready(all, 0);
    if (line_source_next(&all->source, &all->workers[0].block)) run(all);
    line_source_end(&all->source);
    set_finder(&table->finder, all->source.line);
    scan->block = all->source.number;
    reader->encoding = table->decoder.name;
    reader->read.bytes = reader->bytes.read;
    reader->read.rejected = reader->cell_context.rejected;
}
