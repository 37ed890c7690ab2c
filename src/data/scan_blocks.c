/* Shares blocks out among workers, and puts together what they found. */
#include "data/scan_blocks.h"

#include "base/crew.h"
#include "data/column_reader.h"

/* What one worker has. */
struct worker {
    struct arena *arena, *scratch;
    struct block block;
    struct block_rows *rows;
    struct column_reader *columns;
    struct cell_context context;
    struct line_finder finder;
    struct row_reader reader;
    uint64_t row_count;
    bool ready, has_block;
};

struct block_scan {
    struct scan *scan;
    const struct row_finder *finder;
    struct block_source *source;
    struct worker *workers;
};

/* ---- a worker ---- */

/* Done by the worker itself, the first time that it has something to do. */
static void make_ready(struct block_scan *all, size_t number)
{
    struct worker *worker = &all->workers[number];
    struct reader *reader = all->scan->reader;
    const struct table_spec *spec = reader->spec;
    struct vector_room *room = &all->scan->rooms[number];
    struct arena *arena = all->scan->arenas[number];
    if (!room->arena) vector_room_init(room, arena, spec);
    *worker = (struct worker){.arena = arena, .scratch = arena_child(arena)};
    block_init(&worker->block, arena);
    worker->rows = all->finder->make(all->scan, arena, worker->scratch);
    worker->context = (struct cell_context){
        .arena = arena,
        .scratch = worker->scratch,
        .dialect = &reader->dialect,
        .signs = &reader->signs,
        .finder = &worker->finder,
    };
    worker->reader.rows = worker->rows;
    worker->reader.context = &worker->context;
    worker->columns = ARENA_ARRAY(arena, struct column_reader, spec->column_count);
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted)
            column_reader_init(&worker->columns[i], &worker->reader, worker->rows->field_of[i],
                               &room->columns[i]);
    worker->ready = true;
}

/* Reads the rows found into vectors and gives them away. */
static void give_rows(struct block_scan *all, size_t number, uint64_t first_row,
                      struct guard *guard)
{
    struct worker *worker = &all->workers[number];
    struct scan *scan = all->scan;
    const struct table_spec *spec = scan->reader->spec;
    const struct block *block = &worker->block;
    const struct block_rows *rows = worker->rows;
    worker->finder.text = block->text;
    worker->finder.first_line = block->first_line;
    worker->finder.any_returns = block->marked.any_returns;
    worker->finder.starts = rows->starts;
    worker->finder.rows = rows->count;
    worker->finder.found = false;
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted) column_reader_read(&worker->columns[i], &worker->reader);
    worker->row_count += rows->count;
    struct portion portion = {
        .worker = number,
        .block = block->number,
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
    struct block_scan *all = crew->context;
    struct worker *worker = &all->workers[number];
    struct scan *scan = all->scan;
    scan->arenas[number]->guard = guard;
    if (!worker->ready) make_ready(all, number);
    worker->scratch->guard = guard;
    while (!atomic_load(&crew->broken) && !atomic_load(&scan->stopped) &&
           (worker->has_block || block_source_next(all->source, &worker->block))) {
        uint64_t first_row = 0;
        worker->has_block = false;
        if (!number) scan->reader->read.bytes = worker->block.bytes_read;
        all->finder->begin(worker->rows, &worker->block);
        for (;;) {
            arena_reset(worker->scratch);
            if (!all->finder->next(worker->rows)) break;
            give_rows(all, number, first_row, guard);
            first_row += worker->rows->count;
        }
    }
}

/* ---- all workers ---- */

/* What the worker found out becomes the reader's. */
static void take_back(struct block_scan *all, size_t number)
{
    struct worker *worker = &all->workers[number];
    struct reader *reader = all->scan->reader;
    struct guard *guard = reader->arena->guard;
    all->scan->arenas[number]->guard = guard;
    if (!worker->ready) return;
    worker->scratch->guard = guard;
    all->finder->merge(reader, worker->rows);
    for (size_t i = 0; i < reader->spec->column_count; i++) {
        if (reader->spec->columns[i].wanted)
            column_merge(&reader->columns[i], reader->arena, &worker->columns[i].column);
    }
    reader->read.rows += worker->row_count;
    reader->cell_context.rejected += worker->context.rejected;
    worker->row_count = worker->context.rejected = 0;
}

/* Shares the blocks out. What fits into the first needs nobody else. */
static void share_out(struct block_scan *all)
{
    struct scan *scan = all->scan;
    struct crew crew = {.context = all, .work = work};
    bool more = !window_is_over(all->source->window);
    all->workers[0].has_block = true;
    bool done = crew_run(&crew, more ? scan->workers : 1);
    for (size_t i = 0; i < scan->workers; i++) take_back(all, i);
    if (!done) arena_out_of_memory(scan->reader->arena);
}

struct block_scan *block_scan_new(struct scan *scan, const struct row_finder *finder,
                                  struct block_source *source)
{
    struct arena *arena = scan->reader->arena;
    struct block_scan *all = ARENA_NEW(arena, struct block_scan);
    *all = (struct block_scan){.scan = scan, .finder = finder, .source = source};
    all->workers = ARENA_ARRAY(arena, struct worker, scan->workers);
    return all;
}

uint64_t block_scan_run(struct block_scan *all, uint64_t line)
{
    struct scan *scan = all->scan;
    struct reader *reader = scan->reader;
    struct block_source *source = all->source;
    block_source_begin(source, scan->options->block_size, line, scan->block);
    if (!all->workers[0].ready) make_ready(all, 0);
    if (block_source_next(source, &all->workers[0].block)) share_out(all);
    block_source_end(source);
    scan->block = source->number;
    reader->encoding = source->window->decoder->name;
    reader->read.bytes = reader->bytes.read;
    reader->read.rejected = reader->cell_context.rejected;
    return source->line;
}
