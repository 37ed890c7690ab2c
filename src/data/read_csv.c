/* Reads delimited text: CSV, TSV and their relatives. */
#include <inttypes.h>

#include "data/csv.h"
#include "data/header.h"
#include "data/portions.h"
#include "data/shown.h"

/* How far down a header is looked for that is not in the first row. */
enum { ROWS_BELOW_MAX = 30 };

bool read_csv_fits(struct str head);
bool read_csv_open(struct reader *reader);
enum read_status read_csv_fill(struct reader *reader, size_t *rows);

/* ---- findings ---- */

static bool complain(struct csv *csv, const char *message, const char *help)
{
    struct findings *findings = csv->reader->findings;
    const struct table_spec *spec = csv->reader->spec;
    struct finding *finding =
        finding_add(findings, FINDING_D01, spec->span, "`%.*s` %s", STR_ARG(spec->path), message);
    finding_help(findings, finding, "%s", help);
    return false;
}

static void complain_of_limit(struct csv *csv)
{
    static const struct {
        const char *what, *most;
        int value;
    } limits[] = {
        [LIMIT_FIELD] = {"a field", "bytes", FIELD_MAX},
        [LIMIT_FIELDS] = {"a row", "fields", FIELDS_MAX},
        [LIMIT_RECORD] = {"a row", "bytes", RECORD_MAX},
    };
    const struct scanner *scanner = &csv->scanner;
    const struct table_spec *spec = csv->reader->spec;
    struct findings *findings = csv->reader->findings;
    uint32_t line = scanner->unclosed ? scanner->quote_line : scanner->line;
    struct finding *finding = finding_add_at(
        findings, FINDING_S05, location_in_data(spec->path, line),
        "%s of `%.*s` has more than the %d %s that are the limit, so the file was not read on",
        limits[scanner->limit].what, STR_ARG(spec->path), limits[scanner->limit].value,
        limits[scanner->limit].most);
    if (scanner->unclosed)
        finding_help(findings, finding,
                     "a quote is opened on this line and not closed: is it there "
                     "by mistake?");
    else
        finding_help(findings, finding, "is it the right file, and does `delimiter:` fit it?");
}

/* The row that an open quote made of all that followed. */
static void complain_of_open_quote(struct csv *csv)
{
    const struct scanner *scanner = &csv->scanner;
    const struct table_spec *spec = csv->reader->spec;
    struct findings *findings = csv->reader->findings;
    struct finding *finding = finding_add_at(
        findings, FINDING_D02, location_in_data(spec->path, scanner->quote_line),
        "a quote is opened on line %" PRIu32 " of `%.*s` and never closed, so all that follows, up "
        "to line %" PRIu32 ", was read as one field and its row counts as missing",
        scanner->quote_line, STR_ARG(spec->path), scanner->next_line);
    finding_help(findings, finding,
                 "close it, or take it away; a quote within a text between "
                 "quotes is written twice (\"\")");
}

/* ---- opening ---- */

/* Fills the window until there is enough to sniff at. */
static bool take_sample(struct csv *csv, struct sample *sample)
{
    struct window *window = &csv->window;
    while (window_text(window).len <= SAMPLE_SIZE && !window->ended)
        if (!window_more(window)) return reader_complain_of_file(csv->reader);
    *sample = (struct sample){window_text(window), window->ended};
    if (sample->text.len <= SAMPLE_SIZE) return true;
    sample->text.len = SAMPLE_SIZE;
    sample->whole = false;
    return true;
}

/* The sample outlives the window's moving about, so it is copied. */
static bool prepare(struct csv *csv, struct sample *sample)
{
    struct reader *reader = csv->reader;
    struct dialect *dialect = &reader->dialect;
    if (!take_sample(csv, sample)) return false;
    if (!str_trim(sample->text).len && sample->whole)
        return complain(csv, "is empty",
                        "is it the right file? A file of data has a row of names "
                        "and rows of values below it");
    sample->text = str_copy(reader->scratch, sample->text);
    char separator = 0;
    size_t taken = sample_take_separator(sample, &separator);
    window_take(&csv->window, taken);
    csv->row = taken > 0;
    if (!dialect->delimiter) dialect->delimiter = separator;
    if (!dialect->delimiter)
        dialect->delimiter =
            sniff_delimiter(reader->scratch, sample, csv->row, dialect, reader->spec);
    scanner_init(&csv->scanner, reader->arena, dialect->delimiter);
    if (taken) csv->scanner.line = csv->scanner.next_line = 2;
    return true;
}

/* The next record, whatever it is; nothing of the window may be in use. */
static enum scan_status next_record(struct csv *csv, struct str *record)
{
    for (;;) {
        struct str text = window_text(&csv->window);
        enum scan_status status = scan_record(&csv->scanner, text, csv->window.ended);
        if (status == SCAN_RECORD) {
            *record = (struct str){text.p, csv->scanner.length};
            csv->row++;
            return status;
        }
        if (status != SCAN_MORE || !window_more(&csv->window)) return status;
    }
}

static uint64_t row_below_with(struct csv *csv, const struct sample *sample, uint64_t above,
                               const struct column_spec *column, char delimiter)
{
    struct arena *scratch = csv->reader->scratch;
    struct sample_rows rows = sample_rows(scratch, sample, delimiter, above);
    size_t at, again;
    while (rows.row < csv->row + ROWS_BELOW_MAX && sample_next(&rows, csv->row + 1)) {
        struct header header = header_of_record(scratch, &rows.scanner, rows.record);
        if (header_find(&header, scratch, column, &at, &again) == HEADER_FOUND) return rows.row;
    }
    return 0;
}

/* In which row below the header a column stands by name; 0: in none of the next. The delimiter may
 * have been found wrongly, on a row that is no header. */
static uint64_t row_below(struct csv *csv, const struct sample *sample, uint64_t above,
                          const struct column_spec *column)
{
    if (csv->reader->spec->options.delimiter.len)
        return row_below_with(csv, sample, above, column, csv->reader->dialect.delimiter);
    uint64_t row = 0;
    for (size_t i = 0; i < DELIMITER_COUNT && !row; i++)
        row = row_below_with(csv, sample, above, column, dialect_delimiters[i]);
    return row;
}

static void complain_of_absence(struct csv *csv, const struct header *header,
                                const struct sample *sample, uint64_t above,
                                const struct column_spec *column, bool is_first)
{
    if (is_first) csv->row_below = row_below(csv, sample, above, column);
    header_complain_absent(header, csv->reader->spec, column, csv->row_below,
                           csv->reader->findings);
}

static bool match_columns(struct csv *csv, const struct header *header, const struct sample *sample,
                          uint64_t above)
{
    struct reader *reader = csv->reader;
    const struct table_spec *spec = reader->spec;
    bool all = true;
    for (size_t i = 0; i < spec->column_count; i++) {
        const struct column_spec *column = &spec->columns[i];
        size_t again = 0;
        if (!column->wanted) continue;
        switch (header_find(header, reader->scratch, column, &csv->places[i], &again)) {
        case HEADER_FOUND: continue;
        case HEADER_ABSENT: complain_of_absence(csv, header, sample, above, column, all); break;
        case HEADER_TWICE:
            header_complain_twice(header, spec, column, csv->places[i], again, reader->findings);
            break;
        }
        all = false;
    }
    return all;
}

/* Passes over the rows above the header and reads it. */
static bool read_header(struct csv *csv, const struct sample *sample)
{
    struct reader *reader = csv->reader;
    uint64_t above = csv->row;
    struct str record = {"", 0};
    do {
        switch (next_record(csv, &record)) {
        case SCAN_RECORD: break;
        case SCAN_MORE: return reader_complain_of_file(reader);
        case SCAN_LIMIT: complain_of_limit(csv); return false;
        case SCAN_END:
            return complain(csv, "ends before the row that `header_row:` names",
                            "is it the right file, and does the row of names stand so far down?");
        }
        window_take(&csv->window, record.len);
    } while (csv->row < reader->dialect.header_row || scanner_is_blank(&csv->scanner, record.p));
    struct header header = header_of_record(reader->scratch, &csv->scanner, record.p);
    reader->row_check.width = header.count;
    reader_name_columns(reader, header.names, header.count);
    if (csv->scanner.unclosed) complain_of_open_quote(csv);
    return match_columns(csv, &header, sample, above);
}

/* Without a header the columns stand in the order in which they are declared. */
static bool place_by_order(struct csv *csv, const struct sample *sample)
{
    struct reader *reader = csv->reader;
    const struct table_spec *spec = reader->spec;
    reader->row_check.width =
        sniff_width(reader->scratch, sample, csv->row, reader->dialect.delimiter);
    bool all = true;
    for (size_t i = 0; i < spec->column_count; i++) {
        csv->places[i] = i;
        if (!spec->columns[i].wanted || i < reader->row_check.width) continue;
        all = false;
        struct finding *finding = finding_add(
            reader->findings, FINDING_D01, spec->columns[i].span,
            "`%.*s` has %zu column%s, and `%.*s` is declared as number %zu", STR_ARG(spec->path),
            reader->row_check.width, reader->row_check.width == 1 ? "" : "s",
            STR_ARG(spec->columns[i].name), i + 1);
        finding_help(reader->findings, finding,
                     "with `header_row: 0` the columns are declared in the order of the file; if "
                     "they are not separated rightly, say `delimiter:`");
    }
    return all;
}

/* All but what no name of a column begins with. */
bool read_csv_fits(struct str head)
{
    head = str_trim(head);
    if (!head.len || (head.p[0] != '{' && head.p[0] != '[')) return true;
    struct str rest = str_trim((struct str){head.p + 1, head.len - 1});
    return !str_starts(rest, head.p[0] == '{' ? STR("\"") : STR("{\""));
}

bool read_csv_open(struct reader *reader)
{
    struct csv *csv = ARENA_NEW(reader->arena, struct csv);
    reader->state = csv;
    reader->scan = scan_csv;
    csv->reader = reader;
    csv->places = ARENA_ARRAY(reader->arena, size_t, reader->spec->column_count);
    if (!decoder_init(&csv->decoder, reader->arena, reader->spec->options.encoding))
        return reader_complain_of_encoding(reader);
    window_init(&csv->window, reader->arena, &reader->bytes, &csv->decoder, reader->block_size);
    struct sample sample;
    if (!prepare(csv, &sample)) return false;
    uint64_t above = csv->row;
    bool placed =
        reader->dialect.header_row ? read_header(csv, &sample) : place_by_order(csv, &sample);
    if (!placed) return false;
    struct row_check *check = &reader->row_check;
    for (size_t i = 0; i < reader->spec->column_count; i++)
        if (reader->spec->columns[i].wanted && csv->places[i] >= check->needed)
            check->needed = csv->places[i] + 1;
    sniff_decimal(&reader->dialect, reader->scratch, &sample, above, reader->spec, csv->places,
                  &reader->signs);
    return true;
}

/* ---- rows ---- */

/* Whether the row's fields can't be trusted to be in their columns; counts it. */
static bool is_spoilt(struct csv *csv, struct str record)
{
    struct reader *reader = csv->reader;
    if (csv->scanner.unclosed) {
        complain_of_open_quote(csv);
        return true;
    }
    return row_check_spoilt(&reader->row_check, reader->arena, reader->scratch, &csv->scanner,
                            record);
}

static void take_row(struct csv *csv, struct str record, size_t row)
{
    struct reader *reader = csv->reader;
    const struct scanner *scanner = &csv->scanner;
    reader_make_room(reader);
    reader->lines[row] = scanner->line;
    enum flaw of_row = is_spoilt(csv, record) ? FLAW_ROW : FLAW_NONE;
    for (size_t i = 0; i < reader->spec->column_count; i++) {
        struct field *fields = reader->columns[i].fields;
        if (!fields) continue;
        struct field field = {.text = {"", 0}, .flaw = of_row};
        if (of_row == FLAW_NONE && csv->places[i] < scanner->count) {
            bool broken;
            struct str bytes = scanner_field(scanner, record.p, csv->places[i]);
            field.text = field_text(reader->scratch, bytes, &broken);
            if (broken) field.flaw = FLAW_QUOTE;
            if (reader->spec->columns[i].code)
                column_note_spaces(&reader->columns[i], &reader->cell_context, row,
                                   field_within_quotes(bytes));
        }
        fields[row] = field;
    }
}

/* A batch ends where the window does: its texts lie there. */
static enum read_status fill(struct csv *csv, size_t *rows)
{
    while (*rows < BATCH_ROWS) {
        struct str text = window_text(&csv->window);
        switch (scan_record(&csv->scanner, text, csv->window.ended)) {
        case SCAN_RECORD: {
            struct str record = {text.p, csv->scanner.length};
            if (!scanner_is_blank(&csv->scanner, record.p)) take_row(csv, record, (*rows)++);
            window_take(&csv->window, record.len);
            break;
        }
        case SCAN_MORE:
            if (*rows) return READ_ROWS;
            if (!window_more(&csv->window)) {
                reader_complain_of_file(csv->reader);
                return READ_FAILED;
            }
            break;
        case SCAN_END: return *rows ? READ_ROWS : READ_END;
        case SCAN_LIMIT:
            if (*rows) return READ_ROWS;
            complain_of_limit(csv);
            return READ_FAILED;
        }
    }
    return READ_ROWS;
}

enum read_status read_csv_fill(struct reader *reader, size_t *rows)
{
    struct csv *csv = reader->state;
    enum read_status status = fill(csv, rows);
    reader->encoding = csv->decoder.name;
    reader->line_count = csv->scanner.next_line;
    return status;
}
