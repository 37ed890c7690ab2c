/* Hands out a table as portions of vectors. */
#include "data/portions.h"

#include "base/bug.h"
#include "base/crew.h"
#include "data/line_finder.h"

uint32_t portion_line(const struct portion *portion, size_t row)
{
    if (row >= portion->rows) BUG("a row that is not in the portion");
    uint64_t line = portion->lines ? portion->lines[row] : line_finder_line(portion->finder, row);
    line += portion->lines_before;
    return line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
}

void scan_give(struct scan *scan, const struct portion *portion)
{
    if (!atomic_load_explicit(&scan->stopped, memory_order_relaxed) &&
        !scan->take(scan->context, portion))
        atomic_store(&scan->stopped, true);
}

/* Each worker's arena is one that only it uses while workers run; all are the caller's before and
 * after, and go with the reader's. */
static void init_rooms(struct scan *scan)
{
    struct arena *arena = scan->reader->arena;
    scan->rooms = ARENA_ARRAY(arena, struct vector_room, scan->workers);
    scan->arenas = ARENA_ARRAY(arena, struct arena *, scan->workers);
    for (size_t i = 0; i < scan->workers; i++) scan->arenas[i] = arena_child(arena);
    vector_room_init(&scan->rooms[0], scan->arenas[0], scan->reader->spec);
}

/* The next batch as a portion of the first worker. */
static enum read_status give_batch(struct scan *scan)
{
    const struct table_spec *spec = scan->reader->spec;
    struct batch batch;
    enum read_status status = reader_next(scan->reader, &batch);
    if (status != READ_ROWS) return status;
    struct vector_room *room = &scan->rooms[0];
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted)
            column_room_take_cells(&room->columns[i], &batch.cells[i], batch.rows);
    struct portion portion = {
        .block = scan->block++,
        .rows = batch.rows,
        .lines = batch.lines,
        .columns = room->vectors,
        .guard = scan->reader->arena->guard,
    };
    scan_give(scan, &portion);
    return READ_ROWS;
}

enum read_status reader_scan(struct reader *reader, const struct scan_options *options,
                             portion_take *take, void *context)
{
    struct scan scan = {.reader = reader,
                        .options = options,
                        .take = take,
                        .context = context,
                        .workers = options->workers};
    if (scan.workers > CREW_MAX) scan.workers = CREW_MAX;
    if (!scan.workers) scan.workers = 1;
    atomic_init(&scan.stopped, false);
    init_rooms(&scan);
    for (;;) {
        if (reader->scan && reader->status == READ_ROWS) reader->scan(&scan);
        if (atomic_load(&scan.stopped)) return READ_ROWS;
        enum read_status status = give_batch(&scan);
        if (status != READ_ROWS) return status;
    }
}
