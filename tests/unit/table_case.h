/* For tests of readers: reads a table from bytes and gives all that came of it as one text, after
 * making sure that it does not depend on where the blocks of the file end, nor on whether it comes in
 * batches or in portions for several workers. */
#ifndef POL_TEST_TABLE_CASE_H
#define POL_TEST_TABLE_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "data/reader.h"
#include "portions.h"
#include "text/reason.h"

enum { CASE_COLUMNS_MAX = 16, CASE_BLOCKS_MAX = 40 };

/* Of the test that runs; main sets the guard and releases the arena. */
static struct guard case_guard;
static struct arena case_arena;

static const struct str case_words[] = {{"physical", 8}, {"social", 6}, {"caf\xc3\xa9", 5}};

static bool case_type(struct column_spec *column, struct str type)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"number", CELL_NUMBER}, {"whole", CELL_NUMBER},    {"ranged", CELL_NUMBER},
                 {"date", CELL_DATE},     {"period", CELL_PERIOD},   {"year", CELL_PERIOD},
                 {"month", CELL_PERIOD},  {"boolean", CELL_BOOLEAN}, {"text", CELL_TEXT},
                 {"word", CELL_WORD},     {"code", CELL_TEXT},       {"unwanted", CELL_TEXT}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!str_equal(type, str_from(types[i].name))) continue;
        column->type = types[i].type;
        column->wanted = !str_equal(type, STR("unwanted"));
        column->code = str_equal(type, STR("code"));
        column->whole = str_equal(type, STR("whole"));
        column->ranged = str_equal(type, STR("ranged"));
        column->low = num_int(1);
        column->high = num_int(5);
        column->any_freq = str_equal(type, STR("period"));
        column->freq = str_equal(type, STR("month")) ? FREQ_MONTH : FREQ_YEAR;
        column->words = case_words;
        column->word_count = sizeof case_words / sizeof *case_words;
        return true;
    }
    return false;
}

/* "year:period spent:number:Realisatie": name, type and, where it is another, the header, in which
 * `_` is a space. The spans are 101, 102 … */
static size_t case_columns(struct arena *arena, struct column_spec *columns, struct str text)
{
    size_t count = 0;
    while (text.len) {
        struct str one = str_cut(&text, ' ');
        struct column_spec *column = &columns[count++];
        column->name = str_cut(&one, ':');
        column->header = column->name;
        column->span = (struct span){(uint32_t)(100 + count), (uint32_t)(101 + count)};
        if (!case_type(column, str_cut(&one, ':'))) fail_msg("no such type in a test");
        if (!one.len) continue;
        char *header = arena_copy(arena, one.p, one.len);
        for (size_t i = 0; i < one.len; i++)
            if (header[i] == '_') header[i] = ' ';
        column->header = (struct str){header, one.len};
    }
    return count;
}

static void case_add_cell(struct buf *buf, const struct column_spec *column,
                          const struct cells *cells, size_t row)
{
    buf_add(buf, STR(" | "));
    if (!column->wanted) {
        assert_null(cells->reasons);
        buf_add(buf, STR("-"));
        return;
    }
    if (cells->reasons[row]) {
        buf_printf(buf, "<%.*s>", STR_ARG(reason_code((enum reason)cells->reasons[row])));
        assert_false(cells->provisional[row]);
        return;
    }
    switch (column->type) {
    case CELL_NUMBER: num_add_json(buf, &cells->numbers[row]); break;
    case CELL_DATE: date_add(buf, cells->days[row]); break;
    case CELL_PERIOD: period_add(buf, cells->periods[row]); break;
    case CELL_BOOLEAN: buf_add(buf, cells->booleans[row] ? STR("true") : STR("false")); break;
    case CELL_TEXT:
        assert_true(utf8_valid(cells->texts[row]));
        buf_add(buf, cells->texts[row]);
        break;
    case CELL_WORD: buf_add(buf, column->words[cells->words[row]]); break;
    }
    if (cells->provisional[row]) buf_add(buf, STR("*"));
}

static void case_add_place(struct buf *buf, struct location place)
{
    if (place.path.len)
        buf_printf(buf, "line %u", (unsigned)place.line);
    else
        buf_printf(buf, "span %u", (unsigned)place.span.start);
}

static void case_add_findings(struct buf *buf, const struct findings *findings)
{
    for (const struct finding *f = findings->first; f; f = f->next) {
        assert_true(utf8_valid(f->message) && utf8_valid(f->help));
        buf_printf(buf, "%.*s ", STR_ARG(finding_kind(f->code)->code));
        case_add_place(buf, f->location);
        buf_printf(buf, ": %.*s\n", STR_ARG(f->message));
        if (f->help.len) buf_printf(buf, "  help: %.*s\n", STR_ARG(f->help));
        for (const struct related *r = f->related; r; r = r->next) {
            assert_true(utf8_valid(r->message));
            buf_add(buf, STR("  "));
            case_add_place(buf, r->location);
            buf_printf(buf, ": %.*s\n", STR_ARG(r->message));
        }
    }
}

/* What a row becomes, in a batch and in a portion. */
static void case_add_batch(struct buf *buf, const struct table_spec *spec,
                           const struct batch *batch)
{
    for (size_t row = 0; row < batch->rows; row++) {
        buf_printf(buf, "%u", (unsigned)batch->lines[row]);
        for (size_t i = 0; i < spec->column_count; i++)
            case_add_cell(buf, &spec->columns[i], &batch->cells[i], row);
        buf_add_char(buf, '\n');
    }
}

static void case_add_portion_row(struct buf *buf, const struct table_spec *spec,
                                 const struct portion *portion, size_t row)
{
    buf_printf(buf, "%u", (unsigned)portion_line(portion, row));
    for (size_t i = 0; i < spec->column_count; i++) {
        struct one_cell cell;
        case_add_cell(buf, &spec->columns[i], one_cell(&cell, &portion->columns[i], row), 0);
    }
    buf_add_char(buf, '\n');
}

static enum read_status case_add_batches(struct buf *buf, struct reader *reader,
                                         const struct table_spec *spec, uint64_t *rows)
{
    struct batch batch;
    enum read_status status;
    while ((status = reader_next(reader, &batch)) == READ_ROWS) {
        assert_true(batch.rows >= 1 && batch.rows <= BATCH_ROWS);
        assert_int_equal(batch.first_row, *rows + 1);
        case_add_batch(buf, spec, &batch);
        *rows += batch.rows;
    }
    assert_int_equal(reader_next(reader, &batch), status);
    return status;
}

static enum read_status case_add_portions(struct buf *buf, struct reader *reader,
                                          const struct scan_options *scan, uint64_t *rows)
{
    struct gathering *all = ARENA_NEW(&case_arena, struct gathering);
    all->spec = reader->spec;
    all->add_row = case_add_portion_row;
    enum read_status status = reader_scan(reader, scan, gather_portion, all);
    *rows = gather_finish(all, &case_arena, buf);
    return status;
}

/* In batches, or in portions as `scan` says. */
static void case_add_rows(struct buf *buf, struct reader *reader, const struct table_spec *spec,
                          const struct scan_options *scan)
{
    uint64_t rows = 0;
    enum read_status status = scan ? case_add_portions(buf, reader, scan, &rows)
                                   : case_add_batches(buf, reader, spec, &rows);
    const struct table_read *read = reader_read(reader);
    assert_int_equal(read->rows, rows);
    if (status == READ_FAILED) buf_add(buf, STR("failed\n"));
    if (status == READ_END) assert_int_equal(strlen(read->fingerprint), 9 + 32);
    if (read->rejected) buf_printf(buf, "rejected %u\n", (unsigned)read->rejected);
}

/* The rows, each with the line it begins on, then the findings. */
static struct str case_read_as(struct str file, const char *columns,
                               const struct table_options *options, size_t block_size,
                               const struct scan_options *scan)
{
    struct arena *program = arena_child(&case_arena);
    struct findings findings;
    struct column_spec specs[CASE_COLUMNS_MAX] = {{.name = {"", 0}}};
    struct table_spec spec = {.name = STR("table"), .path = STR("t.csv"), .file = file};
    struct buf buf = buf_in(&case_arena);
    findings_init(&findings, program);
    spec.span = (struct span){7, 12};
    spec.options = *options;
    spec.threads = block_size % 2 + 1; /* which must not matter */
    spec.columns = specs;
    spec.column_count = case_columns(program, specs, str_from(columns));
    struct reader *reader = reader_open_in_blocks(program, &spec, &findings, block_size);
    if (reader)
        case_add_rows(&buf, reader, &spec, scan);
    else
        buf_add(&buf, STR("not opened\n"));
    case_add_findings(&buf, &findings);
    arena_release(program);
    return buf_str(&buf);
}

static struct str case_read(struct str file, const char *columns,
                            const struct table_options *options, size_t block_size)
{
    return case_read_as(file, columns, options, block_size, NULL);
}

/* The same by a scan: in blocks of every small size, with several numbers of workers. */
static void case_scan(struct str file, const char *columns, const struct table_options *options,
                      size_t most, struct str expected)
{
    static const size_t workers[] = {1, 2, 3, 8};
    for (size_t size = 0; size <= most; size++) {
        struct scan_options scan = {.workers = workers[size % 4], .block_size = size};
        struct str text = case_read_as(file, columns, options, size ? size : BLOCK_SIZE, &scan);
        if (!str_equal(text, expected))
            fail_msg("another result of a scan with blocks of %zu bytes and %zu workers:\n%s", size,
                     scan.workers, str_to_cstr(&case_arena, text));
    }
}

/* Writes a temporary file and puts its name into `name`, which ends in XXXXXX. */
static void case_write(char *name, const void *bytes, size_t len)
{
    int descriptor = mkstemp(name);
    assert_true(descriptor >= 0);
    for (const char *p = bytes; len;) {
        ssize_t written = write(descriptor, p, len);
        assert_true(written > 0);
        p += written;
        len -= (size_t)written;
    }
    close(descriptor);
}

/* Reads the bytes as a file in blocks of every small size and in large ones; the text must be the
 * same for all and is compared with `expected`. */
static void case_check(const char *bytes, size_t len, const char *columns,
                       const struct table_options *options, const char *expected)
{
    char name[] = "/tmp/pol-test-XXXXXX";
    case_write(name, bytes, len);
    struct str text = case_read(str_from(name), columns, options, BLOCK_SIZE);
    assert_string_equal(str_to_cstr(&case_arena, text), expected);
    for (size_t size = 1; size <= CASE_BLOCKS_MAX && len < 4096; size++) {
        struct str again = case_read(str_from(name), columns, options, size);
        if (!str_equal(again, text)) fail_msg("another result with blocks of %zu bytes", size);
    }
    case_scan(str_from(name), columns, options, len < 4096 ? CASE_BLOCKS_MAX : 3, text);
    unlink(name);
    arena_reset(&case_arena);
}

/* The options are those that stand behind `expected`. */
#define TABLE_WITH(bytes, columns, expected, ...)                                                  \
    case_check((bytes), sizeof(bytes) - 1, (columns), &(struct table_options){__VA_ARGS__},        \
               (expected))
#define TABLE(bytes, columns, expected)                                                            \
    case_check((bytes), sizeof(bytes) - 1, (columns), &(struct table_options){.header_row = 0},    \
               (expected))

/* The body of main: the guard must stand in a function that is still running. */
#define CASE_MAIN(tests)                                                                           \
    int main(void)                                                                                 \
    {                                                                                              \
        if (setjmp(case_guard.env)) return 1;                                                      \
        arena_init(&case_arena, &case_guard);                                                      \
        int failed = cmocka_run_group_tests(tests, NULL, NULL);                                    \
        arena_release(&case_arena);                                                                \
        return failed;                                                                             \
    }

#endif
