/* What the targets share that fuzz readers of data files: the first bytes choose options and columns,
 * the rest is the file. It is read in two sizes of block, which must give the same. */
#ifndef POL_FUZZ_TABLE_H
#define POL_FUZZ_TABLE_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "data/reader.h"
#include "portions.h"
#include "input.h"

enum { HEAD = 6, COLUMNS = 4 };

static const struct str words[] = {{"physical", 8}, {"social", 6}, {"caf\xc3\xa9", 5}};
static const struct str names[COLUMNS] = {{"a", 1}, {"b", 1}, {"c d", 3}, {"\xc3\xa9", 2}};
static const struct str some_signs[] = {{"-", 1}, {"", 0}, {"n.b.", 4}};

/* One of the texts, the empty one for the rest of the numbers. */
static struct str choose(const struct str *texts, size_t count, unsigned number)
{
    return number < count ? texts[number] : (struct str){"", 0};
}

static void choose_options(struct table_options *options, const uint8_t *head)
{
    static const struct str delimiters[] = {{",", 1}, {";", 1}, {"\t", 1}, {"x", 1}};
    static const struct str decimals[] = {{".", 1}, {",", 1}};
    static const struct str thousands[] = {{".", 1}, {",", 1}, {" ", 1}, {"'", 1}};
    static const struct str patterns[] = {{"dd-mm-yyyy", 10}, {"d/m/yyyy", 8}, {"yyyymmdd", 8}};
    static const struct str encodings[] = {
        {"UTF-8", 5},        {"windows-1252", 12}, {"UTF-16", 6},
        {"UTF-16BE", 8},     {"UTF-32LE", 8},      {"SHIFT_JIS", 9},
        {"ISO-8859-15", 11}, {"US-ASCII", 8},      {"ISO-2022-JP", 11}};
#define CHOOSE(texts, number) choose((texts), sizeof(texts) / sizeof *(texts), (number))
    options->delimiter = CHOOSE(delimiters, head[0] & 7u);
    options->decimal = CHOOSE(decimals, head[0] >> 3 & 3u);
    options->thousands = CHOOSE(thousands, head[0] >> 5 & 7u);
    options->encoding = CHOOSE(encodings, head[1] & 15u);
    options->dates = CHOOSE(patterns, head[1] >> 4 & 3u);
    options->header_row_said = head[1] & 64;
    options->header_row = head[1] >> 7;
    struct signs said = {true, some_signs, sizeof some_signs / sizeof *some_signs};
    if (head[2] & 1) options->missing = said;
    if (head[2] & 2) options->nil = said;
    if (head[2] & 4) options->provisional = said;
    if (head[2] & 8) options->confidential = said;
}

static void choose_column(struct column_spec *column, size_t i, unsigned number)
{
    *column = (struct column_spec){
        .name = names[i],
        .header = names[i],
        .type = (enum cell_type)(number % (CELL_WORD + 1)),
        .whole = number & 16,
        .ranged = number & 32,
        .low = num_int(-5),
        .high = num_int(5),
        .any_freq = number & 8,
        .freq = (enum freq)(number / 16 % FREQ_COUNT),
        .words = words,
        .word_count = sizeof words / sizeof *words,
        .wanted = number % 7 != 6,
    };
}

static void add_cell(struct buf *buf, const struct column_spec *column, const struct cells *cells,
                     size_t row)
{
    if (!column->wanted) return;
    buf_printf(buf, "|%d%d:", cells->reasons[row], cells->provisional[row]);
    if (cells->reasons[row]) return;
    switch (column->type) {
    case CELL_NUMBER: num_add_json(buf, &cells->numbers[row]); break;
    case CELL_DATE: date_add(buf, cells->days[row]); break;
    case CELL_PERIOD: period_add(buf, cells->periods[row]); break;
    case CELL_BOOLEAN: buf_printf(buf, "%d", cells->booleans[row]); break;
    case CELL_TEXT:
        if (!utf8_valid(cells->texts[row])) BUG("a text that is no UTF-8");
        buf_add(buf, cells->texts[row]);
        break;
    case CELL_WORD:
        if (cells->words[row] >= column->word_count) BUG("a word that is not in the list");
        buf_printf(buf, "%u", (unsigned)cells->words[row]);
        break;
    }
}

static void add_findings(struct buf *buf, const struct findings *findings)
{
    for (const struct finding *f = findings->first; f; f = f->next) {
        if (!utf8_valid(f->message) || !utf8_valid(f->help)) BUG("a finding that is no UTF-8");
        buf_printf(buf, "%d %u ", f->code, (unsigned)f->location.line);
        buf_add(buf, f->message);
        buf_add(buf, f->help);
        for (const struct related *r = f->related; r; r = r->next) {
            if (!utf8_valid(r->message)) BUG("a finding that is no UTF-8");
            buf_add(buf, r->message);
        }
    }
}

static void add_portion_row(struct buf *buf, const struct table_spec *spec,
                            const struct portion *portion, size_t row)
{
    buf_printf(buf, "\n%u", (unsigned)portion_line(portion, row));
    for (size_t i = 0; i < spec->column_count; i++) {
        struct one_cell cell;
        add_cell(buf, &spec->columns[i], one_cell(&cell, &portion->columns[i], row), 0);
    }
}

static enum read_status add_batches(struct buf *buf, struct reader *reader)
{
    const struct table_spec *spec = reader->spec;
    struct batch batch;
    enum read_status status;
    while ((status = reader_next(reader, &batch)) == READ_ROWS)
        for (size_t row = 0; row < batch.rows; row++) {
            buf_printf(buf, "\n%u", (unsigned)batch.lines[row]);
            for (size_t i = 0; i < spec->column_count; i++)
                add_cell(buf, &spec->columns[i], &batch.cells[i], row);
        }
    return status;
}

static enum read_status add_portions(struct buf *buf, struct reader *reader,
                                     const struct scan_options *scan)
{
    struct gathering *all = ARENA_NEW(buf->arena, struct gathering);
    all->spec = reader->spec;
    all->add_row = add_portion_row;
    enum read_status status = reader_scan(reader, scan, gather_portion, all);
    gather_finish(all, buf->arena, buf);
    return status;
}

/* All that comes of the file as one text: in batches, or in portions as `scan` says. */
static struct str read_all(struct arena *arena, const struct table_spec *spec, size_t block_size,
                           const struct scan_options *scan)
{
    struct arena *program = arena_child(arena);
    struct findings findings;
    struct buf buf = buf_in(arena);
    findings_init(&findings, program);
    struct reader *reader = reader_open_in_blocks(program, spec, &findings, block_size);
    enum read_status status = READ_FAILED;
    if (reader) status = scan ? add_portions(&buf, reader, scan) : add_batches(&buf, reader);
    buf_printf(&buf, "\n%d ", status);
    if (reader) buf_add(&buf, str_from(reader_read(reader)->fingerprint));
    add_findings(&buf, &findings);
    arena_release(program);
    return buf_str(&buf);
}

/* `path` is what messages call the file. */
static inline void table_fuzz(const uint8_t *data, size_t size, struct str path)
{
    struct guard guard;
    struct arena arena;
    if (size < HEAD || setjmp(guard.env)) return;
    arena_init(&arena, &guard);
    int descriptor = input_open(data + HEAD, size - HEAD);
    struct column_spec columns[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        choose_column(&columns[i], i, data[2 + i] + (unsigned)(i * 37));
    struct table_spec spec = {
        .path = path,
        .file = str_printf(&arena, "/dev/fd/%d", descriptor),
        .columns = columns,
        .column_count = data[2] >> 4 & 3u,
        .threads = data[2] >> 6 & 1u ? 2 : 1,
    };
    spec.column_count++;
    choose_options(&spec.options, data);
    size_t size_of_blocks = 1u + data[5] % 41u;
    struct scan_options scans[] = {{.workers = 1},
                                   {.workers = 1u + data[4] % 3u,
                                    .block_size = size_of_blocks,
                                    .instructions = (enum scan_instructions)(data[3] >> 1 & 3u)}};
    struct str whole = read_all(&arena, &spec, BLOCK_SIZE, NULL);
    struct str pieces = read_all(&arena, &spec, size_of_blocks, NULL);
    if (!str_equal(whole, pieces)) BUG("the result depends on the size of blocks");
    for (size_t i = 0; i < 2; i++)
        if (!str_equal(whole, read_all(&arena, &spec, i ? size_of_blocks : BLOCK_SIZE, &scans[i])))
            BUG("the fast way and the careful one differ");
    close(descriptor);
    arena_release(&arena);
}

#endif
