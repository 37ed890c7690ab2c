/* Lists the fields of rows, and sorts out the rows that are not as they should be. */
#include "data/block_rows.h"

#include <string.h>

#include "base/bug.h"
#include "data/line_finder.h"

enum { ENDS_ROOM = VECTOR_ROWS + 2 * WORD_BYTES };

void block_rows_init(struct block_rows *rows, struct arena *arena, struct arena *scratch,
                     const struct csv *csv, const struct kernel *kernel)
{
    const struct table_spec *spec = csv->reader->spec;
    const size_t *field_of = csv->places;
    *rows = (struct block_rows){
        .arena = arena, .scratch = scratch, .kernel = kernel, .spec = spec, .field_of = field_of};
    scanner_init(&rows->scanner, arena, csv->scanner.delimiter);
    rows->check.width = csv->reader->row_check.width;
    rows->check.needed = csv->reader->row_check.needed;
    size_t last = 0;
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].wanted && field_of[i] > last) last = field_of[i];
    rows->places.room = PLACES_ROOM;
    rows->places.at = ARENA_ARRAY(arena, uint32_t, EMPTY_PLACE + last + 2);
    for (uint32_t i = 0; i < last + 2; i++) rows->places.at[EMPTY_PLACE + i] = i;
    rows->places.end_room = ENDS_ROOM;
    rows->places.ends = ARENA_ARRAY(arena, uint32_t, ENDS_ROOM);
    rows->bases = ARENA_ARRAY(arena, uint32_t, ENDS_ROOM);
    rows->starts = ARENA_ARRAY(arena, uint32_t, ENDS_ROOM);
}

void block_rows_begin(struct block_rows *rows, const struct block *block)
{
    rows->block = block;
    rows->next = 0;
    rows->line = block->first_line;
    rows->line_at = 0;
}

/* ---- rows that need care ---- */

static bool touches_odd_word(const struct marked *marked, size_t from, size_t to)
{
    for (size_t word = from / WORD_BYTES; word <= to / WORD_BYTES; word++)
        if (marked->odd[word / 64] >> word % 64 & 1) return true;
    return false;
}

/* Whether all fields from `first` on have nothing in them, not even a space. */
static bool are_empty(const uint32_t *at, size_t first, size_t count)
{
    for (size_t i = first; i < count; i++)
        if (at[i + 1] != at[i] + 1) return false;
    return true;
}

/* Whether a row is read as it stands, for which it need not be as it should; `at` leads to what is before it, `count` is of its fields. */
static bool is_plain_after_all(const struct block_rows *rows, const uint32_t *at, size_t count)
{
    const struct row_check *check = &rows->check;
    const struct marked *marked = &rows->block->marked;
    if (count < check->needed) return false;
    if (count > check->width && !are_empty(at, check->width, count)) return false;
    if (marked->any_odd && touches_odd_word(marked, at[0] + 1, at[count])) return false;
    if (count > 1) return true;
    unsigned char first = (unsigned char)rows->block->text[at[0] + 1];
    return first > ' ' && first < 0x7f; /* it is no empty line */
}

/* The line on which a row begins; asked for in the order of rows. */
static uint32_t line_of(struct block_rows *rows, size_t start)
{
    const struct block *block = rows->block;
    rows->line += lines_between(block->text, rows->line_at, start, block->marked.any_returns);
    rows->line_at = start;
    return rows->line < UINT32_MAX ? (uint32_t)rows->line : UINT32_MAX;
}

/* Reads one row by the rules of records.h; false when it is an empty line. `end` is that of the row
 * with its line end. */
static bool read_carefully(struct block_rows *rows, size_t start, size_t end)
{
    struct scanner *scanner = &rows->scanner;
    struct str record = {rows->block->text + start, end - start};
    scanner->next_line = 1;
    if (scan_record(scanner, record, true) != SCAN_RECORD) BUG("a row that is no record");
    if (scanner->length != record.len) BUG("a row that the scanner sees otherwise");
    if (scanner_is_blank(scanner, record.p)) return false;
    scanner->line = line_of(rows, start);
    bool spoilt = row_check_spoilt(&rows->check, rows->arena, rows->scratch, scanner, record);
    ARENA_GROW(rows->scratch, rows->careful, rows->careful_count, rows->careful_room);
    struct careful_row *careful = &rows->careful[rows->careful_count++];
    *careful = (struct careful_row){.row = rows->count, .flaw = spoilt ? FLAW_ROW : FLAW_NONE};
    if (spoilt) return true;
    size_t columns = rows->spec->column_count;
    struct str *fields = ARENA_ARRAY(rows->scratch, struct str, columns);
    for (size_t i = 0; i < columns; i++)
        if (rows->spec->columns[i].wanted)
            fields[i] = scanner_field(scanner, record.p, rows->field_of[i]);
    careful->fields = fields;
    return true;
}

/* ---- a portion ---- */

/* Whether a CR is followed by the LF that belongs to it. */
static bool is_pair(const struct block *block, size_t at)
{
    return block->text[at] == '\r' && at + 1 < block->len && block->text[at + 1] == '\n';
}

/* Adds the row between two places, which is not as most are. */
static void add_careful_row(struct block_rows *rows, uint32_t base, uint32_t end)
{
    const uint32_t *at = rows->places.at + base;
    uint32_t start = at[0] + 1;
    bool plain = is_plain_after_all(rows, at, end - base);
    if (!plain) {
        size_t last = rows->places.at[end];
        if (!read_carefully(rows, start, last + 1 + is_pair(rows->block, last))) return;
    }
    rows->bases[rows->count] = plain ? base : EMPTY_PLACE;
    rows->starts[rows->count++] = start;
}

/* Adds the first rows of those whose places are listed. */
static void add_rows(struct block_rows *rows, size_t count)
{
    const struct block *block = rows->block;
    const struct marked *marked = &block->marked;
    const size_t width = rows->check.width > 1 && !marked->any_odd ? rows->check.width : SIZE_MAX;
    const uint32_t *at = rows->places.at, *ends = rows->places.ends;
    uint32_t base = 0, end = 0;
    for (size_t i = 0; i < count; i++) {
        end = ends[i];
        if (__builtin_expect(end - base == width, 1)) {
            rows->bases[rows->count] = base;
            rows->starts[rows->count++] = at[base] + 1;
        } else {
            add_careful_row(rows, base, end);
        }
        base = end + (marked->any_returns && is_pair(block, at[end]));
    }
    rows->next = at[end] + 1 + is_pair(block, at[end]);
}

/* Lists the places of the next rows; answers how many rows. */
static size_t list_places(struct block_rows *rows)
{
    const struct block *block = rows->block;
    struct places *places = &rows->places;
    places->at[0] = (uint32_t)rows->next - 1; /* wraps round, and back where 1 is added */
    places->count = 1;
    places->end_count = 0;
    rows->kernel->list(block->marked.words, rows->next, block->len, places);
    return places->end_count < VECTOR_ROWS ? places->end_count : VECTOR_ROWS;
}

bool block_rows_next(struct block_rows *rows)
{
    const struct block *block = rows->block;
    rows->count = rows->careful_count = rows->careful_room = 0;
    rows->careful = NULL;
    while (!rows->count && rows->next < block->len) {
        size_t count = list_places(rows);
        if (!count) BUG("a block without a row");
        add_rows(rows, count);
    }
    return rows->count > 0;
}
