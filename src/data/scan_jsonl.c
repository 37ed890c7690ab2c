/* The fast way through JSON Lines. */
#include "data/json_block.h"
#include "data/json_lines.h"
#include "data/json_table.h"
#include "data/scan_blocks.h"

static struct block_rows *make_rows(const struct scan *scan, struct arena *arena,
                                    struct arena *scratch)
{
    const struct json_table *table = scan->reader->state;
    struct json_rows *rows = ARENA_NEW(arena, struct json_rows);
    json_rows_init(rows, arena, scratch, &table->keys, kernel_for(scan->options->instructions));
    return &rows->rows;
}

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

static void merge_rows(struct reader *reader, struct block_rows *common)
{
    struct json_rows *rows = (struct json_rows *)common;
    struct json_table *table = reader->state;
    merge_bad_rows(&reader->bad_rows, reader->arena, &rows->bad);
    json_taker_merge(&table->taker, &rows->taker);
    rows->taker.rows = 0;
}

static struct block_scan *begin(struct scan *scan, struct json_table *table)
{
    static const struct row_finder finder = {make_rows, json_rows_begin, json_rows_next,
                                             merge_rows};
    struct arena *arena = scan->reader->arena;
    struct block_source *source = ARENA_NEW(arena, struct block_source);
    block_source_init(source, arena, &json_line_cutter, &table->window);
    return block_scan_new(scan, &finder, source);
}

/* The finder goes on with the line that the window's text begins with. */
static void set_finder(struct json_finder *finder, uint64_t line)
{
    *finder = json_lines();
    finder->next_line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
}

void scan_jsonl(struct scan *scan)
{
    struct json_table *table = scan->reader->state;
    const struct figure_format *figures = &scan->reader->dialect.figures;
    /* what texts have would be asked of numbers too */
    if (figures->decimal != '.' || figures->thousands) return;
    if (table->finder.at >= RECORD_MAX || window_is_over(&table->window)) return;
    if (!scan->state) scan->state = begin(scan, table);
    set_finder(&table->finder, block_scan_run(scan->state, table->finder.next_line));
}
