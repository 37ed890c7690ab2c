/* One reader after another, each in an arena of its own. */
#include "data/table_reader.h"

#include "data/fingerprint.h"
#include "data/reader.h"
#include "data/shown.h"

/* So many files that can't be read are said; what is wrong with the rest will be much the same. */
enum { WRONG_MAX = 20 };

struct table_reader {
    struct arena *arena; /* as long as this */
    struct arena *own;   /* as long as the reader of a file */
    const struct table_spec *spec;
    struct findings *findings;
    struct table_spec one; /* the file that is read: number `at` */
    size_t at;
    struct reader *reader; /* NULL: there is none any more */
    enum read_status status;
    struct table_read sum;     /* of all files so far … */
    struct table_read already; /* … and of those before this one */
    uint32_t lines_before;
    uint64_t blocks_before;
    uint32_t *lines; /* of a batch, counted through all files */
};

/* ---- opening ---- */

static bool is_single(const struct table_reader *table)
{
    return table->spec->files->count == 1;
}

static struct reader *open_file(struct table_reader *table, size_t at, struct findings *findings)
{
    const struct table_file *file = &table->spec->files->items[at];
    arena_reset(table->own);
    table->one = *table->spec;
    table->one.path = file->path;
    table->one.file = file->file;
    return reader_open(table->own, &table->one, findings);
}

/* Whether a file can be opened and has the columns; what is wrong is said only then, for all else is
 * said again when it is read. */
static bool is_fit(struct table_reader *table, size_t at)
{
    struct arena *scratch = arena_child(table->arena);
    struct findings unheard;
    findings_init(&unheard, scratch);
    struct reader *reader = open_file(table, at, &unheard);
    if (reader) table->sum.size += reader_read(reader)->size;
    arena_release(scratch);
    if (!reader) open_file(table, at, table->findings);
    return reader != NULL;
}

static bool all_fit(struct table_reader *table)
{
    size_t wrong = 0;
    for (size_t i = 0; i < table->spec->files->count && wrong < WRONG_MAX; i++)
        wrong += !is_fit(table, i);
    return !wrong;
}

static bool begin_file(struct table_reader *table)
{
    struct table_file *file = &table->spec->files->items[table->at];
    file->lines_before = table->lines_before;
    table->already = table->sum;
    table->reader = open_file(table, table->at, table->findings);
    return table->reader != NULL;
}

struct table_reader *table_reader_open(struct arena *arena, const struct table_spec *spec,
                                       struct findings *findings)
{
    struct table_reader *table = ARENA_NEW(arena, struct table_reader);
    table->arena = arena;
    table->own = arena_child(arena);
    table->spec = spec;
    table->findings = findings;
    table->lines = ARENA_ARRAY(arena, uint32_t, BATCH_ROWS);
    if (!is_single(table)) {
        struct table_spec *several = ARENA_NEW(arena, struct table_spec);
        *several = *spec;
        several->seen = ARENA_ARRAY(arena, bool, spec->column_count + 1);
        table->spec = several;
        if (!all_fit(table)) return NULL;
    }
    return begin_file(table) ? table : NULL;
}

/* ---- from file to file ---- */

static void add_up(struct table_reader *table)
{
    const struct table_read *read = reader_read(table->reader);
    table->sum.bytes = table->already.bytes + read->bytes;
    table->sum.rows = table->already.rows + read->rows;
    table->sum.rejected = table->already.rejected + read->rejected;
    if (is_single(table)) table->sum = *read;
}

static void sum_fingerprints(struct table_reader *table)
{
    const struct table_files *files = table->spec->files;
    struct buf all = buf_in(table->own);
    if (is_single(table)) return;
    for (size_t i = 0; i < files->count; i++)
        buf_printf(&all, "%s\n", files->items[i].read.fingerprint);
    fingerprint_of(buf_str(&all), table->sum.fingerprint);
}

/* A column that no row of any file has was misspelt. */
static bool has_all_columns(struct table_reader *table)
{
    const struct table_spec *spec = table->spec;
    bool all = true;
    for (size_t i = 0; !is_single(table) && table->sum.rows && i < spec->column_count; i++) {
        const struct column_spec *column = &spec->columns[i];
        if (!column->wanted || spec->seen[i]) continue;
        struct str header = column->header.len ? column->header : column->name;
        struct finding *finding = finding_add(
            table->findings, FINDING_D01, column->span, "no file of `%.*s` has a column `%.*s`",
            STR_ARG(spec->path), STR_ARG(shown_name(table->findings->arena, header)));
        finding_help(table->findings, finding,
                     "a key that stands in no row is hardly meant: is it written as it is there?");
        all = false;
    }
    return all;
}

static void note_columns(struct table_reader *table)
{
    const struct table_spec *spec = table->spec;
    for (size_t i = 0; spec->seen && !table->reader->keyed && i < spec->column_count; i++)
        spec->seen[i] = true;
}

/* What the end of a file is for the table: that of all, or READ_ROWS to go on. */
static enum read_status end_file(struct table_reader *table, enum read_status status)
{
    struct table_file *file = &table->spec->files->items[table->at];
    add_up(table);
    note_columns(table);
    file->read = *reader_read(table->reader);
    uint32_t lines = table->reader->line_count, most = UINT32_MAX - table->lines_before;
    table->lines_before += lines < most ? lines : most;
    table->reader = NULL;
    if (status != READ_END) return status;
    if (++table->at < table->spec->files->count) return begin_file(table) ? READ_ROWS : READ_FAILED;
    sum_fingerprints(table);
    return has_all_columns(table) ? READ_END : READ_FAILED;
}

/* ---- rows ---- */

static void count_on(struct table_reader *table, struct batch *batch)
{
    batch->first_row += table->already.rows;
    if (!table->lines_before) return;
    for (size_t i = 0; i < batch->rows; i++) {
        uint32_t most = UINT32_MAX - table->lines_before;
        table->lines[i] = table->lines_before + (batch->lines[i] < most ? batch->lines[i] : most);
    }
    batch->lines = table->lines;
}

enum read_status table_reader_next(struct table_reader *table, struct batch *batch)
{
    *batch = (struct batch){.rows = 0};
    while (table->status == READ_ROWS) {
        enum read_status status = reader_next(table->reader, batch);
        add_up(table);
        if (status == READ_ROWS) {
            count_on(table, batch);
            return status;
        }
        table->status = end_file(table, status);
    }
    return table->status;
}

/* What a consumer of all files is given of one. */
struct handing_on {
    struct table_reader *table;
    portion_take *take;
    void *context;
    uint64_t *blocks; /* by worker: one more than the last block that it had */
};

static bool hand_on(void *context, const struct portion *portion)
{
    struct handing_on *handing = context;
    struct portion shifted = *portion;
    handing->blocks[portion->worker] = portion->block + 1;
    shifted.block += handing->table->blocks_before;
    shifted.lines_before = handing->table->lines_before;
    shifted.file = handing->table->at;
    return handing->take(handing->context, &shifted);
}

enum read_status table_reader_scan(struct table_reader *table, const struct scan_options *options,
                                   portion_take *take, void *context)
{
    struct handing_on handing = {table, take, context,
                                 ARENA_ARRAY(table->arena, uint64_t, options->workers + 1)};
    while (table->status == READ_ROWS) {
        enum read_status status = reader_scan(table->reader, options, hand_on, &handing);
        add_up(table);
        if (status == READ_ROWS) return status;
        uint64_t blocks = 0;
        for (size_t i = 0; i < options->workers; i++) {
            if (handing.blocks[i] > blocks) blocks = handing.blocks[i];
            handing.blocks[i] = 0;
        }
        table->blocks_before += blocks;
        table->status = end_file(table, status);
    }
    return table->status;
}

const struct table_read *table_reader_read(struct table_reader *table)
{
    if (table->reader) add_up(table);
    return &table->sum;
}

struct location table_location(const struct table_files *files, uint32_t line)
{
    size_t at = 0;
    while (at + 1 < files->count && files->items[at + 1].lines_before &&
           files->items[at + 1].lines_before < line)
        at++;
    const struct table_file *file = &files->items[at];
    return location_in_data(file->path, line - file->lines_before);
}
