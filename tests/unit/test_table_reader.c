/* Tests of tables that are read from several files: rows, lines and places are those of one. */
#include "unit/packed_case.h"
#include "unit/table_case.h"

#include "data/table_reader.h"

enum { FILES = 3, ROWS = 9000 };

static char names[FILES][32];
static struct table_file items[FILES];
static struct table_files files = {{"t-*.csv", 7}, items, FILES};

/* The rows of one file, the last one packed; every seventh value is wrong, some rows are blank. */
static void write_files(void)
{
    for (unsigned f = 0, row = 0; f < FILES; f++) {
        struct buf buf = buf_in(&case_arena);
        buf_add(&buf, f == 1 ? STR("b;a\n") : STR("a,b\n"));
        for (; row < ROWS / FILES * (f + 1); row++) {
            if (row % 1000 == 0) buf_add_char(&buf, '\n');
            const char *wrong = row % 7 == 0 ? "?" : "";
            if (f == 1)
                buf_printf(&buf, "\"x\n%u\";%u%s\n", row % 5, row, wrong);
            else
                buf_printf(&buf, "%u%s,\"x\n%u\"\n", row, wrong, row % 5);
        }
        struct str text = f == 2 ? pack_gzip(&case_arena, buf_str(&buf)) : buf_str(&buf);
        snprintf(names[f], sizeof names[f], "/tmp/pol-test-XXXXXX");
        case_write(names[f], text.p, text.len);
        items[f] = (struct table_file){.path = str_printf(&case_arena, "t-%u.csv", f),
                                       .file = str_from(names[f])};
    }
}

static void remove_files(void)
{
    for (unsigned f = 0; f < FILES; f++) unlink(names[f]);
    arena_reset(&case_arena);
}

static struct table_spec spec_of(struct column_spec *columns)
{
    struct table_spec spec = {.name = STR("table"), .path = files.path, .files = &files};
    spec.columns = columns;
    spec.column_count = case_columns(&case_arena, columns, STR("a:number b:text"));
    return spec;
}

static struct str read_in_order(const struct scan_options *scan)
{
    struct findings findings;
    struct column_spec columns[CASE_COLUMNS_MAX] = {{.name = {"", 0}}};
    struct table_spec spec = spec_of(columns);
    struct arena *program = arena_child(&case_arena);
    struct buf buf = buf_in(&case_arena);
    findings_init(&findings, program);
    struct table_reader *reader = table_reader_open(program, &spec, &findings);
    assert_non_null(reader);
    if (scan) {
        struct gathering *all = ARENA_NEW(&case_arena, struct gathering);
        all->spec = &spec;
        all->add_row = case_add_portion_row;
        assert_int_equal(table_reader_scan(reader, scan, gather_portion, all), READ_END);
        assert_int_equal(gather_finish(all, &case_arena, &buf), ROWS);
    } else {
        struct batch batch;
        uint64_t rows = 0;
        while (table_reader_next(reader, &batch) == READ_ROWS) {
            assert_int_equal(batch.first_row, rows + 1);
            case_add_batch(&buf, &spec, &batch);
            rows += batch.rows;
        }
        assert_int_equal(rows, ROWS);
    }
    const struct table_read *read = table_reader_read(reader);
    assert_int_equal(read->rows, ROWS);
    assert_int_equal(read->bytes, items[0].read.bytes + items[1].read.bytes + items[2].read.bytes);
    buf_printf(&buf, "%u %s\n", (unsigned)read->rejected, read->fingerprint);
    case_add_findings(&buf, &findings);
    arena_release(program);
    return buf_str(&buf);
}

static void rows_are_the_same_in_order_and_by_several_workers(void **state)
{
    (void)state;
    write_files();
    struct str expected = read_in_order(NULL);
    for (size_t workers = 1; workers <= 8; workers = workers * 2 + 1) {
        struct scan_options scan = {.workers = workers, .block_size = 1000 * workers};
        if (!str_equal(read_in_order(&scan), expected))
            fail_msg("another result with %zu workers", workers);
    }
    remove_files();
}

static void lines_are_those_of_the_file(void **state)
{
    (void)state;
    write_files();
    struct findings findings;
    struct column_spec columns[CASE_COLUMNS_MAX] = {{.name = {"", 0}}};
    struct table_spec spec = spec_of(columns);
    struct batch batch;
    findings_init(&findings, &case_arena);
    struct table_reader *reader = table_reader_open(&case_arena, &spec, &findings);
    for (unsigned row = 0; table_reader_next(reader, &batch) == READ_ROWS;)
        for (size_t i = 0; i < batch.rows; i++, row++) {
            unsigned f = row / (ROWS / FILES), within = row % (ROWS / FILES);
            struct location place = table_location(&files, batch.lines[i]);
            assert_true(str_equal(place.path, items[f].path));
            assert_int_equal(place.line, 2 + 2 * within + within / 1000 + 1);
        }
    unsigned seen = 0;
    for (const struct finding *f = findings.first; f; f = f->next, seen++) {
        assert_int_equal(f->code, FINDING_D02);
        assert_true(str_equal(f->location.path, items[seen].path));
    }
    assert_int_equal(seen, FILES);
    remove_files();
}

static void what_is_wrong_with_any_file_is_said_first(void **state)
{
    (void)state;
    write_files();
    struct findings findings;
    struct column_spec columns[CASE_COLUMNS_MAX] = {{.name = {"", 0}}};
    struct table_spec spec = spec_of(columns);
    findings_init(&findings, &case_arena);
    items[1].file = STR("/tmp/there is no file of this long name");
    items[2].file = STR("/dev/null");
    assert_null(table_reader_open(&case_arena, &spec, &findings));
    struct buf buf = buf_in(&case_arena);
    case_add_findings(&buf, &findings);
    assert_string_equal(buf_cstr(&buf),
                        "D01 span 0: `t-1.csv` can't be opened: No such file or directory\n"
                        "D01 span 0: `t-2.csv` can't be opened: it is a device, not a file\n");
    remove_files();
}

/* Rows of JSON need not have all keys, but some row of some file has. */
static void a_key_may_be_in_one_file_only(void **state)
{
    (void)state;
    static const char *texts[FILES] = {"{\"a\":1}\n", "{\"a\":2,\"b\":\"x\"}\n", "{\"a\":3}\n"};
    for (int with = 0; with < 2; with++) {
        struct findings findings;
        struct column_spec columns[CASE_COLUMNS_MAX] = {{.name = {"", 0}}};
        struct table_spec spec = spec_of(columns);
        struct batch batch;
        enum read_status status;
        findings_init(&findings, &case_arena);
        for (unsigned f = 0; f < FILES; f++) {
            const char *text = texts[with ? f : 0];
            snprintf(names[f], sizeof names[f], "/tmp/pol-test-XXXXXX");
            case_write(names[f], text, strlen(text));
            items[f] = (struct table_file){.path = STR("t.jsonl"), .file = str_from(names[f])};
        }
        struct table_reader *reader = table_reader_open(&case_arena, &spec, &findings);
        assert_non_null(reader);
        while ((status = table_reader_next(reader, &batch)) == READ_ROWS) continue;
        assert_int_equal(status, with ? READ_END : READ_FAILED);
        assert_int_equal(findings.count, with ? 0 : 1);
        remove_files();
    }
}

/* The files above hold nothing that one of them alone would not. */
static void one_of_them_reads_as_ever(void **state)
{
    (void)state;
    TABLE("b;a\n\"x\n1\";1\n", "a:number b:text", "2 | 1 | x\n1\n");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(one_of_them_reads_as_ever),
    cmocka_unit_test(rows_are_the_same_in_order_and_by_several_workers),
    cmocka_unit_test(lines_are_those_of_the_file),
    cmocka_unit_test(what_is_wrong_with_any_file_is_said_first),
    cmocka_unit_test(a_key_may_be_in_one_file_only),
};

CASE_MAIN(tests)
