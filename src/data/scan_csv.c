/* The fast way through delimited text. */
#include "data/csv.h"
#include "data/csv_block.h"
#include "data/scan_blocks.h"

static struct block_rows *make_rows(const struct scan *scan, struct arena *arena,
                                    struct arena *scratch)
{
    struct block_rows *rows = ARENA_NEW(arena, struct block_rows);
    block_rows_init(rows, arena, scratch, scan->reader->state,
                    kernel_for(scan->options->instructions));
    return rows;
}

static void merge_rows(struct reader *reader, struct block_rows *rows)
{
    row_check_merge(&reader->row_check, reader->arena, &rows->check);
}

static struct block_scan *begin(struct scan *scan, struct csv *csv)
{
    static const struct row_finder finder = {make_rows, block_rows_begin, block_rows_next,
                                             merge_rows};
    struct arena *arena = scan->reader->arena;
    struct csv_source *source = ARENA_NEW(arena, struct csv_source);
    csv_source_init(source, arena, &csv->window, kernel_for(scan->options->instructions),
                    csv->scanner.delimiter);
    return block_scan_new(scan, &finder, &source->blocks);
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

void scan_csv(struct scan *scan)
{
    struct csv *csv = scan->reader->state;
    if (csv->scanner.passed || window_is_over(&csv->window)) return;
    if (!scan->state) scan->state = begin(scan, csv);
    set_scanner(&csv->scanner, block_scan_run(scan->state, line_of_window(&csv->scanner)));
}
