/* What the options of a data block say about the file, and what its beginning gives away. */
#include "data/dialect.h"

#include <string.h>

#include "base/compiler.h"
#include "data/shown.h"

/* How many rows must tell the delimiter, and by how many figures a decimal mark must lead the other so
 * that no more are looked at. */
enum { SNIFFED_ROWS = 200, PROOFS_ENOUGH = 100 };

/* ---- what the author says ---- */

static bool refuse(struct findings *findings, const struct table_spec *spec, const char *option,
                   struct str said, const char *help)
{
    struct finding *finding =
        finding_add(findings, FINDING_D01, spec->span, "`%.*s` can't be read with `%s: \"%.*s\"`",
                    STR_ARG(spec->path), option, STR_ARG(shown(findings->arena, said)));
    finding_help(findings, finding, "%s", help);
    return false;
}

static bool take_delimiter(struct dialect *dialect, struct str said)
{
    if (!said.len) return true;
    if (str_equal_ignoring_case(said, STR("tab")) || str_equal(said, STR("\\t"))) said = STR("\t");
    char c = said.p[0];
    if (said.len != 1 || c == '"' || c == '\r' || c == '\n' || c == '\0' || (c & 0x80))
        return false;
    dialect->delimiter = c;
    return true;
}

static bool take_decimal(struct dialect *dialect, struct str said)
{
    if (!said.len) return true;
    if (said.len != 1 || (said.p[0] != '.' && said.p[0] != ',')) return false;
    dialect->decimal_said = said.p[0];
    return true;
}

static bool take_thousands(struct dialect *dialect, struct str said)
{
    static const struct {
        struct str text;
        char sign;
    } signs[] = {{{".", 1}, '.'},           {{",", 1}, ','},
                 {{"'", 1}, '\''},          {{"\xe2\x80\x99", 3}, '\''},
                 {{" ", 1}, ' '},           {{"\xc2\xa0", 2}, ' '},
                 {{"\xe2\x80\xaf", 3}, ' '}};
    if (!said.len) return true;
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (str_equal(said, signs[i].text)) dialect->figures.thousands = signs[i].sign;
    return dialect->figures.thousands != 0;
}

bool dialect_from_options(struct dialect *dialect, const struct table_spec *spec,
                          struct findings *findings)
{
    const struct table_options *said = &spec->options;
    *dialect = (struct dialect){.dates = said->dates};
    dialect->header_row = said->header_row_said ? said->header_row : 1;
    bool fine = true;
    if (!take_delimiter(dialect, said->delimiter))
        fine = refuse(findings, spec, "delimiter", said->delimiter,
                      "it is one sign, such as \",\", \";\", \"|\" or \"\\t\" for a tab");
    if (!take_decimal(dialect, said->decimal))
        fine = refuse(findings, spec, "decimal", said->decimal, "it is \".\" or \",\"");
    if (!take_thousands(dialect, said->thousands))
        fine = refuse(findings, spec, "thousands", said->thousands,
                      "it is \".\", \",\", \"'\" or a space");
    else if (dialect->decimal_said && dialect->decimal_said == dialect->figures.thousands)
        fine = refuse(findings, spec, "thousands", said->thousands,
                      "the decimal mark and the thousands sign must differ");
    if (said->dates.len && !date_pattern_valid(said->dates))
        fine = refuse(findings, spec, "dates", said->dates,
                      "a pattern names day, month and year once each, such as \"dd-mm-yyyy\"");
    return fine;
}

/* ---- the rows of a sample ---- */

size_t sample_take_separator(struct sample *sample, char *delimiter)
{
    struct str text = sample->text;
    bool quoted = text.len && text.p[0] == '"';
    if (quoted) text = (struct str){text.p + 1, text.len - 1};
    if (text.len < 5 || !str_equal_ignoring_case((struct str){text.p, 4}, STR("sep="))) return 0;
    char sign = text.p[4];
    text = (struct str){text.p + 5, text.len - 5};
    if (quoted && str_starts(text, STR("\""))) text = (struct str){text.p + 1, text.len - 1};
    size_t line_end = str_starts(text, STR("\r\n"))                                ? 2
                      : str_starts(text, STR("\n")) || str_starts(text, STR("\r")) ? 1
                                                                                   : 0;
    if ((!line_end && text.len) || sign == '"' || sign == '\r' || sign == '\n' || (sign & 0x80))
        return 0;
    size_t taken = sample->text.len - text.len + line_end;
    sample->text = (struct str){text.p + line_end, text.len - line_end};
    *delimiter = sign;
    return taken;
}

struct sample_rows sample_rows(struct arena *scratch, const struct sample *sample, char delimiter,
                               uint64_t above)
{
    struct sample_rows rows = {.rest = sample->text, .whole = sample->whole, .row = above};
    scanner_init(&rows.scanner, scratch, delimiter);
    return rows;
}

bool sample_next(struct sample_rows *rows, uint64_t first_row)
{
    for (;;) {
        enum scan_status status = scan_record(&rows->scanner, rows->rest, rows->whole);
        if (status == SCAN_MORE && rows->scanner.line == 1 && rows->rest.len) {
            rows->whole = true;
            status = scan_record(&rows->scanner, rows->rest, true);
        }
        if (status != SCAN_RECORD) return false;
        rows->record = rows->rest.p;
        rows->rest = (struct str){rows->rest.p + rows->scanner.length,
                                  rows->rest.len - rows->scanner.length};
        rows->row++;
        if (rows->row >= first_row && !scanner_is_blank(&rows->scanner, rows->record)) return true;
    }
}

/* ---- the delimiter ---- */

const char dialect_delimiters[DELIMITER_COUNT] = {';', '\t', ',', '|'};

/* What speaks for a delimiter, the weightiest first. */
struct merit {
    size_t found;   /* wanted headers */
    bool plausible; /* several fields, the same number in most rows */
    unsigned even;  /* rows with as many fields as the first, in a thousand */
    size_t fields;
};

static bool better(const struct merit *a, const struct merit *b)
{
    if (a->found != b->found) return a->found > b->found;
    if (a->plausible != b->plausible) return a->plausible;
    if (a->even != b->even) return a->even > b->even;
    return a->fields > b->fields;
}

static size_t count_found(struct arena *scratch, const struct sample_rows *rows,
                          const struct table_spec *spec)
{
    struct header header = header_of_record(scratch, &rows->scanner, rows->record);
    size_t found = 0, at, again;
    for (size_t i = 0; i < spec->column_count; i++) {
        const struct column_spec *column = &spec->columns[i];
        if (!column->wanted) continue;
        found += header_find(&header, scratch, column, &at, &again) != HEADER_ABSENT;
    }
    return found;
}

static struct merit merit_of(struct arena *scratch, const struct sample *sample, uint64_t above,
                             char delimiter, const struct dialect *dialect,
                             const struct table_spec *spec)
{
    struct merit merit = {0};
    struct sample_rows rows = sample_rows(scratch, sample, delimiter, above);
    if (!sample_next(&rows, dialect->header_row)) return merit;
    merit.fields = rows.scanner.count;
    if (dialect->header_row)
        merit.found = count_found(scratch, &rows, spec);
    else
        merit.found = merit.fields < spec->column_count ? merit.fields : spec->column_count;
    unsigned count = 0, even = 0;
    for (; count < SNIFFED_ROWS && sample_next(&rows, 0); count++)
        even += rows.scanner.count == merit.fields;
    merit.even = count ? even * 1000 / count : 1000;
    merit.plausible = merit.fields > 1 && merit.even >= 500;
    return merit;
}

char sniff_delimiter(struct arena *scratch, const struct sample *sample, uint64_t above,
                     const struct dialect *dialect, const struct table_spec *spec)
{
    char best = dialect_delimiters[0];
    struct merit most = merit_of(scratch, sample, above, best, dialect, spec);
    for (size_t i = 1; i < DELIMITER_COUNT; i++) {
        char delimiter = dialect_delimiters[i];
        struct merit merit = merit_of(scratch, sample, above, delimiter, dialect, spec);
        if (!better(&merit, &most)) continue;
        most = merit;
        best = delimiter;
    }
    return best;
}

size_t sniff_width(struct arena *scratch, const struct sample *sample, uint64_t above,
                   char delimiter)
{
    unsigned *rows_of = ARENA_ARRAY(scratch, unsigned, FIELDS_MAX + 1);
    struct sample_rows rows = sample_rows(scratch, sample, delimiter, above);
    size_t most = 0;
    while (sample_next(&rows, 0)) {
        size_t count = rows.scanner.count;
        rows_of[count]++;
        if (rows_of[count] > rows_of[most] || (rows_of[count] == rows_of[most] && count > most))
            most = count;
    }
    return most;
}

/* ---- the decimal mark ---- */

/* How many figures prove which mark. */
struct proofs {
    unsigned points, commas;
};

static void add_proofs(struct proofs *proofs, struct arena *scratch, const struct sample_rows *rows,
                       size_t place, const struct sign_table *signs, char thousands)
{
    bool broken;
    if (place >= rows->scanner.count) return;
    struct str text =
        field_text(scratch, scanner_field(&rows->scanner, rows->record, place), &broken);
    text = figure_trim(text);
    if (broken || sign_find(signs, text)) return;
    sign_take_suffix(signs, &text);
    char mark = figure_proof(text, thousands);
    proofs->points += mark == '.';
    proofs->commas += mark == ',';
}

static bool proofs_are_enough(const struct proofs *proofs)
{
    return proofs->points >= proofs->commas + PROOFS_ENOUGH ||
           proofs->commas >= proofs->points + PROOFS_ENOUGH;
}

void sniff_decimal(struct dialect *dialect, struct arena *scratch, const struct sample *sample,
                   uint64_t above, const struct table_spec *spec, const size_t *places,
                   const struct sign_table *signs)
{
    struct figure_format *figures = &dialect->figures;
    figures->decimal = dialect->decimal_said;
    if (figures->decimal) return;
    if (figures->thousands == '.' || figures->thousands == ',') {
        figures->decimal = figures->thousands == '.' ? ',' : '.';
        return;
    }
    struct proofs proofs = {0, 0};
    struct sample_rows rows = sample_rows(scratch, sample, dialect->delimiter, above);
    bool any = !dialect->header_row || sample_next(&rows, dialect->header_row);
    while (any && !proofs_are_enough(&proofs) && sample_next(&rows, 0))
        for (size_t i = 0; i < spec->column_count; i++)
            if (spec->columns[i].wanted && spec->columns[i].type == CELL_NUMBER)
                add_proofs(&proofs, scratch, &rows, places[i], signs, figures->thousands);
    figures->decimal = proofs.commas > proofs.points ? ',' : '.';
    figures->guessed =
        !proofs.commas && !proofs.points && !figures->thousands && dialect->delimiter != ',';
}
