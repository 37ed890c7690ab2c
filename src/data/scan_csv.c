/* The fast way through delimited text: blocks, shared out among workers who decode typed columns. */
#include "base/crew.h"
#include "data/column_reader.h"
#include "data/csv.h"
#include "data/portions.h"

/* What one worker has. */
struct csv_worker {
    struct arena *arena, *scratch;
    struct block block;
    struct block_rows rows;
    struct column_reader *columns;
    struct cell_context context;
    struct line_finder finder;
    struct row_reader reader;
    uint64_t row_count;
    bool ready, has_block;
};

/* What lives as long as the scan. */
struct csv_scan {
    struct scan *scan;
    struct csv *csv;
    struct block_source source;
    struct csv_worker *workers;
};

/* ---- a worker ---- */

/* Done by the worker itself, the first time that it has something to do. */
static void make_ready(struct csv_scan *all, size_t number)
{
    struct csv_worker *worker = &all->workers[number];
    struct reader *reader = all->csv->reader;
    const struct table_spec *spec = reader->spec;
    struct vector_room *room = &all->scan->rooms[number];
    struct arena *arena = all->scan->arenas[number];
    if (!room->arena) vector_room_init(room, arena, spec);
    *worker = (struct csv_worker){.arena = arena, .scratch = arena_child(arena)};
    block_init(&worker->block, arena);
    block_rows_init(&worker->rows, arena, worker->scratch, all->csv, all->source.kernel);
    worker->context = (struct cell_context){
        .arena = arena,
        .scratch = worker->scratch,
        .dialect = &reader->dialect,
        .signs = &reader->signs,
        .finder = &worker->finder,
    };
    worker->reader.rows = &worker->rows;
    worker->reader.context = &worker->context;
    worker->columns = ARENA_ARRAY(arena, struct column_reader, spec->column_count);
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted)
            column_reader_init(&worker->columns[i], &worker->reader, all->csv->places[i],
                               &room->columns[i]);
    worker->ready = true;
}

/* Reads the rows found into vectors and gives them away. */
static void give_rows(struct csv_scan *all, size_t number, uint64_t first_row, struct guard *guard)
{
    struct csv_worker *worker = &all->workers[number];
    struct scan *scan = all->scan;
    const struct table_spec *spec = scan->reader->spec;
    const struct block *block = &worker->block;
    worker->finder.text = block->text;
    worker->finder.first_line = block->first_line;
    worker->finder.any_returns = block->marked.any_returns;
    worker->finder.starts = worker->rows.starts;
    worker->finder.rows = worker->rows.count;
    worker->finder.found = false;
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted) column_reader_read(&worker->columns[i], &worker->reader);
    worker->row_count += worker->rows.count;
    struct portion portion = {
        .worker = number,
        .block = block->number,
        .first_row = first_row,
        .rows = worker->rows.count,
        .columns = scan->rooms[number].vectors,
        .guard = guard,
        .finder = &worker->finder,
    };
    scan_give(scan, &portion);
}

static void work(struct crew *crew, size_t number, struct guard *guard)
{
    struct csv_scan *all = crew->context;
    struct csv_worker *worker = &all->workers[number];
    struct scan *scan = all->scan;
    scan->arenas[number]->guard = guard;
    if (!worker->ready) make_ready(all, number);
    worker->scratch->guard = guard;
    while (!atomic_load(&crew->broken) && !atomic_load(&scan->stopped) &&
           (worker->has_block || block_next(&all->source, &worker->block))) {
        uint64_t first_row = 0;
        worker->has_block = false;
        if (!number) scan->reader->read.bytes = worker->block.bytes_read;
        block_rows_begin(&worker->rows, &worker->block);
        for (;;) {
            arena_reset(worker->scratch);
            if (!block_rows_next(&worker->rows)) break;
            give_rows(all, number, first_row, guard);
            first_row += worker->rows.count;
        }
    }
}

/* ---- all workers ---- */

/* What the worker found out becomes the reader's. */
static void take_back(struct csv_scan *all, size_t number)
{
    struct csv_worker *worker = &all->workers[number];
    struct reader *reader = all->scan->reader;
    struct guard *guard = reader->arena->guard;
    all->scan->arenas[number]->guard = guard;
    if (!worker->ready) return;
    worker->scratch->guard = guard;
    row_check_merge(&reader->row_check, reader->arena, &worker->rows.check);
    for (size_t i = 0; i < reader->spec->column_count; i++) {
        if (reader->spec->columns[i].wanted)
            column_merge(&reader->columns[i], reader->arena, &worker->columns[i].column);
    }
    reader->read.rows += worker->row_count;
    reader->cell_context.rejected += worker->context.rejected;
    worker->row_count = worker->context.rejected = 0;
}

static struct csv_scan *begin(struct scan *scan)
{
    struct reader *reader = scan->reader;
    struct csv_scan *all = ARENA_NEW(reader->arena, struct csv_scan);
    all->scan = scan;
    all->csv = reader->state;
    all->workers = ARENA_ARRAY(reader->arena, struct csv_worker, scan->workers);
    block_source_init(&all->source, reader->arena, &all->csv->window);
    all->source.kernel = kernel_for(scan->options->instructions);
    all->source.delimiter = all->csv->scanner.delimiter;
    scan->state = all;
    return all;
}

/* On which line the record begins that the window's text begins with. */
static uint64_t line_of_window(const struct scanner *scanner)
{
    return scanner->done ? scanner->next_line : scanner->line;
}

/* The scanner goes on with the record that the window's text begins with. */
static void set_scanner(struct scanner *scanner, uint64_t line)
{
    scanner->done = true;
    scanner->next_line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
}

/* Shares the blocks out. What fits into the first needs nobody else. */
static void run(struct csv_scan *all)
{
    struct scan *scan = all->scan;
    struct crew crew = {.context = all, .work = work};
    bool more = !window_is_over(&all->csv->window);
    all->workers[0].has_block = true;
    bool done = crew_run(&crew, more ? scan->workers : 1);
    for (size_t i = 0; i < scan->workers; i++) take_back(all, i);
    if (!done) arena_out_of_memory(scan->reader->arena);
}

void scan_csv(struct scan *scan)
{
    struct reader *reader = scan->reader;
    struct csv *csv = reader->state;
    if (csv->scanner.passed || window_is_over(&csv->window)) return;
    struct csv_scan *all = scan->state ? scan->state : begin(scan);
    block_source_begin(&all->source, scan->options->block_size, line_of_window(&csv->scanner));
    all->source.number = scan->block;
    if (!all->workers[0].ready) make_ready(all, 0);
    if (block_next(&all->source, &all->workers[0].block)) run(all);
    block_source_end(&all->source);
    set_scanner(&csv->scanner, all->source.line);
    scan->block = all->source.number;
    reader->encoding = csv->decoder.name;
    reader->read.bytes = reader->bytes.read;
    reader->read.rejected = reader->cell_context.rejected;
}
