/* Opens data files, hands out their rows and tells at the end what was wrong with them. */
#include "data/reader.h"

#include <dirent.h>
#include <inttypes.h>
#include <string.h>

#include "base/compiler.h"
#include "data/encoding.h"
#include "data/shown.h"
#include "text/suggest.h"

#define READER(name, extensions)                                                                   \
    bool read_##name##_fits(struct str head);                                                      \
    bool read_##name##_open(struct reader *reader);                                                \
    enum read_status read_##name##_fill(struct reader *reader, size_t *rows);
#include "data/readers.def"
#undef READER

static const struct reader_kind kinds[] = {
#define READER(name, extensions)                                                                   \
    {{#name, sizeof #name - 1},                                                                    \
     {extensions, sizeof extensions - 1},                                                          \
     read_##name##_fits,                                                                           \
     read_##name##_open,                                                                           \
     read_##name##_fill},
#include "data/readers.def"
#undef READER
};

/* The name without what says how the file is packed. */
static struct str unpacked_name(struct str file)
{
    static const struct str endings[] = {{".gz", 3}, {".zst", 4}};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        if (file.len <= endings[i].len) continue;
        struct str rest = {file.p, file.len - endings[i].len};
        struct str end = {rest.p + rest.len, endings[i].len};
        if (str_equal_ignoring_case(end, endings[i])) return rest;
    }
    return file;
}

static const struct reader_kind *kind_by_name(struct str file)
{
    file = unpacked_name(file);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct str rest = kinds[i].extensions;
        while (rest.len) {
            struct str extension = str_cut(&rest, ' ');
            if (file.len < extension.len) continue;
            struct str end = {file.p + file.len - extension.len, extension.len};
            if (str_equal_ignoring_case(end, extension)) return &kinds[i];
        }
    }
    return NULL;
}

bool reader_knows_name(struct str file)
{
    return kind_by_name(file) != NULL;
}

/* The name says what a file is, unless its beginning does not fit that and does fit another. What has
 * no name that says it is what its beginning fits. */
static const struct reader_kind *kind_of(struct str file, struct str head)
{
    const struct reader_kind *named = kind_by_name(file);
    if (str_starts(head, STR("\xef\xbb\xbf"))) head = (struct str){head.p + 3, head.len - 3};
    if (named && (!str_trim(head).len || named->fits(head))) return named;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (kinds[i].fits(head)) return &kinds[i];
    return named ? named : &kinds[0];
}

/* ---- a file that is not there ---- */

/* The name in the file's folder that is nearest to its own; of equally near ones the first by name,
 * whatever order the folder has. */
static struct str near_name(struct arena *arena, struct str path)
{
    size_t slash = path.len;
    while (slash && path.p[slash - 1] != '/') slash--;
    struct str name = {path.p + slash, path.len - slash};
    const char *folder = slash ? str_to_cstr(arena, (struct str){path.p, slash}) : ".";
    char best[256] = "";
    size_t nearest = suggest_limit(name);
    DIR *entries = opendir(folder);
    if (!entries) return STR("");
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        struct str other = str_from(entry->d_name);
        size_t distance = suggest_distance(name, other, nearest);
        if (distance == SUGGEST_NONE || other.len >= sizeof best || other.p[0] == '.') continue;
        bool first = !best[0] || distance < nearest || strcmp(other.p, best) < 0;
        nearest = distance;
        if (first) memcpy(best, other.p, other.len + 1);
    }
    closedir(entries);
    return str_copy(arena, str_from(best));
}

/* Not there, or not to be read. */
static bool complain_of_missing_file(struct reader *reader)
{
    const struct table_spec *spec = reader->spec;
    struct findings *findings = reader->findings;
    struct finding *finding =
        finding_add(findings, FINDING_D01, spec->span, "`%.*s` can't be opened: %s",
                    STR_ARG(spec->path), reader->bytes.failure);
    struct str near = reader->bytes.absent ? near_name(findings->arena, spec->file) : STR("");
    if (near.len)
        finding_help(findings, finding, "did you mean `%.*s` in the same folder?",
                     STR_ARG(shown(findings->arena, near)));
    else if (reader->bytes.remedy)
        finding_help(findings, finding, "%s", reader->bytes.remedy);
    return false;
}

bool reader_complain_of_encoding(struct reader *reader)
{
    struct findings *findings = reader->findings;
    const struct table_spec *spec = reader->spec;
    struct str said = spec->options.encoding, near = encoding_suggest(said);
    struct finding *finding = finding_add(
        findings, FINDING_D01, spec->span, "`%.*s` can't be read: no encoding is called `%.*s`",
        STR_ARG(spec->path), STR_ARG(shown(findings->arena, said)));
    if (near.len)
        finding_help(findings, finding, "did you mean `%.*s`?", STR_ARG(near));
    else
        finding_help(findings, finding,
                     "the usual ones are `UTF-8`, `windows-1252`, `ISO-8859-1` "
                     "and `UTF-16`; left out, it is found out");
    return false;
}

bool reader_complain_of_file(struct reader *reader)
{
    if (reader->bytes.no_memory) arena_out_of_memory(reader->arena);
    enum finding_code code = reader->bytes.over_limit ? FINDING_S05 : FINDING_D01;
    struct finding *finding =
        finding_add(reader->findings, code, reader->spec->span, "`%.*s` can't be read: %s",
                    STR_ARG(reader->spec->path), reader->bytes.failure);
    finding_help(reader->findings, finding,
                 "%" PRIu64 " bytes of it were read, which is not enough to judge anything by",
                 reader->bytes.read);
    return false;
}

/* ---- opening ---- */

static void init_columns(struct reader *reader)
{
    const struct table_spec *spec = reader->spec;
    reader->columns = ARENA_ARRAY(reader->arena, struct column, spec->column_count);
    reader->cells = ARENA_ARRAY(reader->arena, struct cells, spec->column_count);
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted)
            column_init(&reader->columns[i], reader->arena, &spec->columns[i], &reader->cells[i]);
    reader->cell_context = (struct cell_context){
        .arena = reader->arena,
        .scratch = reader->scratch,
        .dialect = &reader->dialect,
        .signs = &reader->signs,
    };
}

void reader_make_room(struct reader *reader)
{
    const struct table_spec *spec = reader->spec;
    if (reader->lines) return;
    reader->lines = ARENA_ARRAY(reader->arena, uint32_t, BATCH_ROWS);
    reader->cell_context.lines = reader->lines;
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted)
            column_make_room(&reader->columns[i], reader->arena, BATCH_ROWS);
}

struct reader *reader_open_in_blocks(struct arena *arena, const struct table_spec *spec,
                                     struct findings *findings, size_t block_size)
{
    struct reader *reader = ARENA_NEW(arena, struct reader);
    reader->arena = arena;
    reader->scratch = arena_child(arena);
    reader->spec = spec;
    reader->findings = findings;
    reader->block_size = block_size;
    reader->encoding = STR("UTF-8");
    if (!dialect_from_options(&reader->dialect, spec, findings)) return NULL;
    sign_table_init(&reader->signs, arena, &spec->options);
    if (!bytes_open(&reader->bytes, arena, spec->file)) {
        complain_of_missing_file(reader);
        return NULL;
    }
    if (spec->threads > 1) bytes_read_ahead(&reader->bytes);
    reader->kind = kind_of(spec->file, bytes_look(&reader->bytes));
    reader->read.size = reader->bytes.size;
    init_columns(reader);
    if (!reader->kind->open(reader)) {
        bytes_close(&reader->bytes);
        return NULL;
    }
    reader->read.bytes = reader->bytes.read;
    arena_reset(reader->scratch);
    return reader;
}

struct reader *reader_open(struct arena *arena, const struct table_spec *spec,
                           struct findings *findings)
{
    return reader_open_in_blocks(arena, spec, findings, BLOCK_SIZE);
}

/* ---- names ---- */

void reader_name_columns(struct reader *reader, const struct str *names, size_t count)
{
    struct str *copies = ARENA_ARRAY(reader->arena, struct str, count + 1);
    for (size_t i = 0; i < count; i++) copies[i] = str_copy(reader->arena, names[i]);
    reader->names = copies;
    reader->name_count = count;
}

const struct str *reader_names(const struct reader *reader, size_t *count)
{
    *count = reader->name_count;
    return reader->names;
}

/* ---- the end ---- */

/* `than_they_should`: "more" or "fewer". */
static struct str message_of_rows(const struct reader *reader, const struct complaint *rows,
                                  const char *than_they_should)
{
    bool one = rows->count == 1;
    return str_printf(
        reader->findings->arena,
        "%" PRIu64 " row%s of `%.*s` %s %s fields than the %zu of %s, so %s values count as "
        "missing",
        rows->count, one ? "" : "s", STR_ARG(reader->spec->path), one ? "has" : "have",
        than_they_should, reader->row_check.width,
        reader->dialect.header_row ? "its header" : "most rows", one ? "its" : "their");
}

static void complain_of_long_rows(struct reader *reader, const struct complaint_context *context)
{
    const struct complaint *rows = &reader->row_check.long_rows;
    if (!rows->count) return;
    struct finding *finding =
        complain_of_rows(context, rows, message_of_rows(reader, rows, "more"));
    finding_help(
        reader->findings, finding,
        "a text that holds the delimiter `%.*s` must stand between quotes, else all that "
        "follows moves into the wrong column",
        STR_ARG(shown(reader->findings->arena, (struct str){&reader->dialect.delimiter, 1})));
}

static void complain_of_short_rows(struct reader *reader, const struct complaint_context *context)
{
    const struct complaint *rows = &reader->row_check.short_rows;
    if (!rows->count) return;
    struct finding *finding =
        complain_of_rows(context, rows, message_of_rows(reader, rows, "fewer"));
    finding_help(reader->findings, finding,
                 "which fields are absent can't be told: write an empty field with its delimiter, "
                 "and take out what is no row, such as a note below the table");
}

/* In a file of fixed width all fields are filled up, and where all but a few have spaces that is how
 * the file is written: neither says that codes were typed with care and without. */
static void complain_of_padding(const struct complaint_context *context,
                                const struct column *column)
{
    if (column->shortest == column->longest || column->spaces.count * 2 > column->filled) return;
    complain_of_spaces(context, column->spec, &column->spaces);
}

static void complain_of_torn_rows(struct reader *reader, const struct complaint_context *context)
{
    uint64_t count = reader->row_check.torn_rows.count;
    if (!count) return;
    struct str message = str_printf(
        reader->findings->arena,
        "in %" PRIu64 " row%s of `%.*s` a quote is opened and closed only lines further "
        "on, in the middle of a text, so %s values count as missing",
        count, count == 1 ? "" : "s", STR_ARG(reader->spec->path), count == 1 ? "its" : "their");
    struct finding *finding = complain_of_rows(context, &reader->row_check.torn_rows, message);
    finding_help(reader->findings, finding,
                 "the lines between were taken as one text: a quote within a text between quotes "
                 "is written twice (\"\")");
}

static void complain_of_bad_rows(struct reader *reader, const struct complaint_context *context)
{
    uint64_t count = reader->bad_rows.rows.count;
    if (!count) return;
    struct str message = str_printf(
        reader->findings->arena,
        "%" PRIu64 " row%s of `%.*s` %s JSON, so %s values count as missing", count,
        count == 1 ? "" : "s", STR_ARG(reader->spec->path),
        count == 1 ? "is no object of" : "are no objects of", count == 1 ? "its" : "their");
    struct finding *finding = complain_of_rows(context, &reader->bad_rows.rows, message);
    finding_help(reader->findings, finding, "%.*s", STR_ARG(reader->bad_rows.why));
}

static void complain_of_all(struct reader *reader)
{
    struct complaint_context context = {
        .spec = reader->spec,
        .dialect = &reader->dialect,
        .encoding = reader->encoding,
        .findings = reader->findings,
    };
    complain_of_long_rows(reader, &context);
    complain_of_short_rows(reader, &context);
    complain_of_torn_rows(reader, &context);
    complain_of_bad_rows(reader, &context);
    for (size_t i = 0; i < reader->spec->column_count; i++) {
        const struct column_spec *spec = &reader->spec->columns[i];
        const struct column *column = &reader->columns[i];
        complain_of_values(&context, spec, &column->values);
        complain_of_two_ways(&context, spec, &column->two_ways);
        complain_of_range(&context, spec, &column->range);
        complain_of_padding(&context, column);
    }
}

static enum read_status finish(struct reader *reader, enum read_status status)
{
    reader->status = status;
    complain_of_all(reader);
    if (status == READ_END) bytes_fingerprint(&reader->bytes, reader->read.fingerprint);
    bytes_close(&reader->bytes);
    arena_reset(reader->scratch);
    return status;
}

enum read_status reader_next(struct reader *reader, struct batch *batch)
{
    *batch = (struct batch){0};
    if (reader->status != READ_ROWS) return reader->status;
    arena_reset(reader->scratch);
    size_t rows = 0;
    enum read_status status = reader->kind->fill(reader, &rows);
    reader->read.bytes = reader->bytes.read;
    if (status != READ_ROWS) return finish(reader, status);
    for (size_t i = 0; i < reader->spec->column_count; i++)
        if (reader->spec->columns[i].wanted)
            column_decode(&reader->columns[i], &reader->cell_context, rows);
    batch->rows = rows;
    batch->first_row = reader->read.rows + 1;
    batch->lines = reader->lines;
    batch->cells = reader->cells;
    reader->read.rows += rows;
    reader->read.rejected = reader->cell_context.rejected;
    return READ_ROWS;
}

const struct table_read *reader_read(const struct reader *reader)
{
    return &reader->read;
}
