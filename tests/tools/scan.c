/* Reads a table and does nothing with it, to measure readers by; or makes one number of all its cells,
 * to compare the ways of reading by.
 *
 *   scan [-w WORKERS] [-b BLOCK] [-i INSTRUCTIONS] [-d] [-s] FILE NAME:TYPE ...
 *
 * TYPE: number, whole, date, period, boolean, text, code, word=A|B|C. -d: a digest of all lines, cells
 * and findings; -s: record by record, by reader_next. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data/reader.h"
#include "portions.h"

enum { COLUMNS_MAX = 64, WORDS_MAX = 16 };

struct options {
    struct scan_options scan;
    bool digest, by_record;
};

static struct column_spec columns[COLUMNS_MAX];
static struct str words[COLUMNS_MAX][WORDS_MAX];
/* Of each worker: cells of different lines are simply added up, so that their order does not matter. */
static uint64_t sums[GATHER_WORKERS_MAX], rows_read[GATHER_WORKERS_MAX];

static bool set_type(size_t i, struct str type)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"number", CELL_NUMBER}, {"whole", CELL_NUMBER},    {"date", CELL_DATE},
                 {"period", CELL_PERIOD}, {"boolean", CELL_BOOLEAN}, {"text", CELL_TEXT},
                 {"code", CELL_TEXT},     {"word", CELL_WORD}};
    struct str name = str_cut(&type, '=');
    struct column_spec *column = &columns[i];
    column->whole = column->ranged = str_equal(name, STR("whole"));
    column->low = num_int(1);
    column->high = num_int(5);
    column->code = str_equal(name, STR("code"));
    column->any_freq = true;
    for (column->words = words[i]; type.len && column->word_count < WORDS_MAX;)
        words[i][column->word_count++] = str_cut(&type, '|');
    for (size_t k = 0; k < sizeof types / sizeof *types; k++)
        if (str_equal(name, str_from(types[k].name))) {
            column->type = types[k].type;
            return true;
        }
    return false;
}

static uint64_t hash(const void *bytes, size_t len, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, len, seed);
}

static uint64_t value_hash(const struct column_spec *column, const struct cells *cells, size_t row)
{
    uint64_t seed = (uint64_t)cells->reasons[row] << 1 | cells->provisional[row];
    if (cells->reasons[row]) return seed;
    switch (column->type) {
    case CELL_NUMBER: {
        struct num number = num_canonical(&cells->numbers[row]);
        return hash(&number.n, sizeof number.n, seed + ((uint64_t)number.scale << 8));
    }
    case CELL_DATE: return hash(&cells->days[row], sizeof *cells->days, seed);
    case CELL_PERIOD: {
        int32_t period[2] = {(int32_t)cells->periods[row].freq, cells->periods[row].ord};
        return hash(period, sizeof period, seed);
    }
    case CELL_BOOLEAN: return seed + 2 + (cells->booleans[row] ? 4 : 0);
    case CELL_TEXT: return hash(cells->texts[row].p, cells->texts[row].len, seed);
    case CELL_WORD: return hash(&cells->words[row], sizeof *cells->words, seed);
    }
    return 0;
}

static uint64_t add_to_hash(uint64_t of_row, uint64_t of_value)
{
    return (of_row ^ of_value) * UINT64_C(0x9e3779b97f4a7c15);
}

static bool take_nothing(void *context, const struct portion *portion)
{
    (void)context;
    rows_read[portion->worker] += portion->rows;
    return true;
}

static bool take_digest(void *context, const struct portion *portion)
{
    const struct table_spec *spec = context;
    uint64_t sum = 0;
    for (size_t row = 0; row < portion->rows; row++) {
        uint64_t of_row = portion_line(portion, row);
        for (size_t i = 0; i < spec->column_count; i++) {
            struct one_cell cell;
            const struct cells *cells = one_cell(&cell, &portion->columns[i], row);
            of_row = add_to_hash(of_row, value_hash(&spec->columns[i], cells, 0));
        }
        sum += of_row;
    }
    sums[portion->worker] += sum;
    return take_nothing(context, portion);
}

static enum read_status read_records(struct reader *reader, const struct options *options)
{
    struct batch batch;
    enum read_status status;
    const struct table_spec *spec = reader->spec;
    while ((status = reader_next(reader, &batch)) == READ_ROWS) {
        rows_read[0] += batch.rows;
        for (size_t row = 0; options->digest && row < batch.rows; row++) {
            uint64_t of_row = batch.lines[row];
            for (size_t i = 0; i < spec->column_count; i++)
                of_row = add_to_hash(of_row, value_hash(&spec->columns[i], &batch.cells[i], row));
            sums[0] += of_row;
        }
    }
    return status;
}

static uint64_t findings_hash(const struct findings *findings)
{
    uint64_t sum = 0;
    for (const struct finding *f = findings->first; f; f = f->next) {
        sum = add_to_hash(sum, hash(f->message.p, f->message.len, f->location.line));
        sum = add_to_hash(sum, hash(f->help.p, f->help.len, (uint64_t)f->code));
        for (const struct related *r = f->related; r; r = r->next)
            sum = add_to_hash(sum, hash(r->message.p, r->message.len, r->location.line));
    }
    return sum;
}

static int run(struct arena *arena, struct table_spec *spec, const struct options *options)
{
    struct findings findings;
    findings_init(&findings, arena);
    struct reader *reader = reader_open(arena, spec, &findings);
    enum read_status status = READ_FAILED;
    if (reader && options->by_record)
        status = read_records(reader, options);
    else if (reader)
        status =
            reader_scan(reader, &options->scan, options->digest ? take_digest : take_nothing, spec);
    uint64_t sum = 0, rows = 0;
    for (size_t i = 0; i < GATHER_WORKERS_MAX; i++) {
        sum += sums[i];
        rows += rows_read[i];
    }
    printf("status %d, rows %llu, rejected %llu, findings %zu", (int)status,
           (unsigned long long)rows, reader ? (unsigned long long)reader_read(reader)->rejected : 0,
           findings.count);
    if (options->digest)
        printf(", cells %016llx, findings %016llx, %s", (unsigned long long)sum,
               (unsigned long long)findings_hash(&findings),
               reader ? reader_read(reader)->fingerprint : "");
    putchar('\n');
    return status == READ_END ? 0 : 1;
}

static bool take_options(int argc, char **argv, struct options *options)
{
    for (int c; (c = getopt(argc, argv, "w:b:i:ds")) != -1;) switch (c) {
        case 'w': options->scan.workers = strtoul(optarg, NULL, 10); break;
        case 'b': options->scan.block_size = strtoul(optarg, NULL, 10); break;
        case 'i':
            options->scan.instructions = (enum scan_instructions)strtoul(optarg, NULL, 10);
            break;
        case 'd': options->digest = true; break;
        case 's': options->by_record = true; break;
        default: return false;
        }
    return argc - optind >= 2 && argc - optind <= COLUMNS_MAX &&
           options->scan.workers <= GATHER_WORKERS_MAX;
}

int main(int argc, char **argv)
{
    struct options options = {.scan = {.workers = 1}};
    struct guard guard;
    struct arena arena;
    if (!take_options(argc, argv, &options)) {
        fputs(
            "usage: scan [-w WORKERS] [-b BLOCK] [-i INSTRUCTIONS] [-d] [-s] FILE NAME:TYPE ...\n",
            stderr);
        return 2;
    }
    if (setjmp(guard.env)) return 3;
    arena_init(&arena, &guard);
    struct table_spec spec = {
        .path = str_from(argv[optind]), .file = str_from(argv[optind]), .columns = columns};
    for (int i = optind + 1; i < argc; i++) {
        struct str type = str_from(argv[i]);
        struct column_spec *column = &columns[spec.column_count];
        column->name = column->header = str_cut(&type, ':');
        column->wanted = true;
        if (set_type(spec.column_count++, type)) continue;
        fprintf(stderr, "scan: no such type: %s\n", argv[i]);
        return 2;
    }
    int status = run(&arena, &spec, &options);
    arena_release(&arena);
    return status;
}
