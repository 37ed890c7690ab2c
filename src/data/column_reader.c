/* From the fields of a column to its vector. */
#include "data/column_reader.h"

#include <string.h>

#include "base/bug.h"

/* How many different fields are remembered: of texts as many as there are numbers for, else so many
 * as dates of some decades are. */
enum { FIELDS_REMEMBERED = 16384 };

void column_reader_init(struct column_reader *reader, struct row_reader *rows, size_t field,
                        struct column_room *room)
{
    struct cell_context *context = rows->context;
    const struct kernel *kernel = rows->rows->kernel;
    const struct column_spec *spec = room->spec;
    struct arena *arena = context->arena;
    *reader = (struct column_reader){.room = room, .field = field};
    column_init(&reader->column, arena, spec, &reader->cell);
    column_make_room(&reader->column, arena, 1);
    switch (spec->type) {
    case CELL_NUMBER: number_decoder_init(&reader->numbers, kernel, spec, context); break;
    case CELL_DATE:
        if (!context->dialect->dates.len)
            date_decoder_init(&reader->dates, arena, context->signs);
        else
            field_cache_init(&reader->cache, arena, FIELDS_REMEMBERED);
        break;
    case CELL_TEXT: field_cache_init(&reader->cache, arena, DICTIONARY_MAX); break;
    case CELL_PERIOD:
    case CELL_BOOLEAN:
    case CELL_WORD: field_cache_init(&reader->cache, arena, FIELDS_REMEMBERED); break;
    }
    bool signs_count = spec->type != CELL_TEXT && spec->type != CELL_WORD;
    const struct sign *empty = signs_count ? sign_find(context->signs, STR("")) : NULL;
    reader->empty = empty ? empty->reason : REASON_EMPTY;
}

/* ---- hard rows ---- */

/* A field that no fast decoder took. */
struct hard_field {
    size_t row;
    struct str bytes;          /* as they stand in the file */
    enum flaw flaw;            /* of its row */
    const struct field *taken; /* of JSON: what it is; or NULL */
};

/* The careful row at or behind `*next` that is this one, or NULL. Both rise. */
static const struct careful_row *careful_row(const struct block_rows *rows, size_t row,
                                             size_t *next)
{
    while (*next < rows->careful_count && rows->careful[*next].row < row) ++*next;
    const struct careful_row *careful = &rows->careful[*next];
    return *next < rows->careful_count && careful->row == row ? careful : NULL;
}

static struct hard_field hard_field(const struct column_reader *reader,
                                    const struct block_rows *rows, size_t row, size_t *next)
{
    const struct careful_row *careful = careful_row(rows, row, next);
    if (!careful)
        return (struct hard_field){row, block_rows_field(rows, row, reader->field), FLAW_NONE,
                                   NULL};
    if (careful->flaw != FLAW_NONE) return (struct hard_field){row, STR(""), careful->flaw, NULL};
    size_t column = (size_t)(reader->column.spec - rows->spec->columns);
    if (!careful->taken) return (struct hard_field){row, careful->fields[column], FLAW_NONE, NULL};
    const struct field *taken = &careful->taken[column];
    return (struct hard_field){row, taken->text, taken->flaw, taken};
}

/* Decodes it into the reader's cell. false when the cell is missing, which is put down. */
static bool decode_hard(struct column_reader *reader, struct row_reader *all,
                        const struct hard_field *hard)
{
    struct column_room *room = reader->room;
    struct cell_context *context = all->context;
    const struct column_spec *spec = reader->column.spec;
    struct field field = {.text = {"", 0}, .flaw = hard->flaw};
    bool broken = false;
    context->finder_row = hard->row;
    if (hard->flaw == FLAW_NONE) {
        if (!hard->bytes.len && reader->empty != REASON_NONE) {
            column_room_miss(room, hard->row, reader->empty);
            return false;
        }
        field.text = hard->taken ? str_trim(hard->bytes)
                                 : field_text(context->scratch, hard->bytes, &broken);
        if (hard->taken) field.plain = hard->taken->plain;
        if (broken) field.flaw = FLAW_QUOTE;
        if (spec->code)
            column_note_spaces(&reader->column, context, 0,
                               hard->taken ? hard->bytes : field_within_quotes(hard->bytes));
    } else if (hard->taken) {
        field.text = str_trim(hard->bytes);
    }
    column_decode_field(&reader->column, context, &field, 0);
    enum reason reason = (enum reason)reader->cell.reasons[0];
    if (reason != REASON_NONE)
        column_room_miss(room, hard->row, reason);
    else if (reader->cell.provisional[0])
        column_room_mark_provisional(room, hard->row);
    return reason == REASON_NONE;
}

/* A period as one number, which is never 0: so that may stand for none. */
enum { ORD_BITS = 26 };

static uint32_t packed_period(struct period period)
{
    uint32_t ord = (uint32_t)(period.ord + (1 << (ORD_BITS - 1)));
    return (uint32_t)period.freq << ORD_BITS | ord;
}

static struct period unpacked_period(uint32_t packed)
{
    uint32_t ord = packed & ((1u << ORD_BITS) - 1);
    if (!packed) return (struct period){FREQ_DAY, 0};
    return (struct period){(enum freq)(packed >> ORD_BITS), (int32_t)ord - (1 << (ORD_BITS - 1))};
}

static uint32_t value_of_cell(const struct column_reader *reader)
{
    const struct cells *cell = &reader->cell;
    switch (reader->column.spec->type) {
    case CELL_DATE: return (uint32_t)cell->days[0];
    case CELL_PERIOD: return packed_period(cell->periods[0]);
    case CELL_BOOLEAN: return cell->booleans[0];
    case CELL_WORD: return cell->words[0];
    case CELL_NUMBER:
    case CELL_TEXT: break;
    }
    BUG("no column of few different values");
}

/* Decodes a hard field and remembers it when it always means that and nothing more is to be said.
 * `value` is asked of the cell. false when it is missing. */
static bool decode_and_remember(struct column_reader *reader, struct row_reader *all,
                                const struct hard_field *hard, uint32_t *value)
{
    uint64_t spaces = reader->column.spaces.count;
    if (!decode_hard(reader, all, hard)) return false;
    *value = value_of_cell(reader);
    bool lasting =
        !hard->taken && !reader->cell.provisional[0] && reader->column.spaces.count == spaces;
    if (lasting) field_cache_add(&reader->cache, hard->bytes, *value);
    return true;
}

/* ---- numbers ---- */

/* Those that are no integers of the common scale, in `numbers`; the rest are put beside them. */
static void make_general(struct column_reader *reader, const struct hard_rows *misfits, size_t rows)
{
    struct vector *vector = reader->room->vector;
    const int64_t *integers = reader->room->values;
    struct num *numbers = column_room_numbers(reader->room);
    size_t next = 0;
    for (size_t row = 0; row < rows; row++) {
        if (next < misfits->count && misfits->rows[next] == row)
            next++;
        else
            numbers[row] = num_decimal(integers[row], reader->numbers.scale);
    }
    vector->form = VECTOR_NUMBERS;
    vector->numbers = numbers;
}

static void read_numbers(struct column_reader *reader, struct row_reader *all,
                         const struct field_run *run)
{
    struct number_decoder *decoder = &reader->numbers;
    struct vector *vector = reader->room->vector;
    struct hard_rows *hard = &all->hard;
    int64_t *integers = reader->room->values;
    size_t next = 0, misfits = 0;
    number_decoder_begin(decoder);
    number_decode(decoder, run, integers, hard);
    for (size_t i = 0; i < hard->count; i++) {
        struct hard_field field = hard_field(reader, all->rows, hard->rows[i], &next);
        if (!decode_hard(reader, all, &field)) continue;
        if (number_put(decoder, &reader->cell.numbers[0], integers, run->rows, field.row)) continue;
        column_room_numbers(reader->room)[field.row] = reader->cell.numbers[0];
        hard->rows[misfits++] = (uint16_t)field.row;
    }
    vector->scale = (uint8_t)decoder->scale;
    vector->least = decoder->least;
    vector->most = decoder->most;
    hard->count = misfits;
    if (misfits) make_general(reader, hard, run->rows);
}

/* ---- few different values ---- */

static void read_cached(struct column_reader *reader, struct row_reader *all,
                        const struct field_run *run, uint32_t *values)
{
    struct hard_rows *hard = &all->hard;
    size_t next = 0;
    field_cache_decode(&reader->cache, run, values, hard);
    for (size_t i = 0; i < hard->count; i++) {
        struct hard_field field = hard_field(reader, all->rows, hard->rows[i], &next);
        decode_and_remember(reader, all, &field, &values[field.row]);
    }
}

static void read_dates(struct column_reader *reader, struct row_reader *all,
                       const struct field_run *run)
{
    struct hard_rows *hard = &all->hard;
    int32_t *days = reader->room->values;
    size_t next = 0;
    if (!reader->dates.month_starts) {
        read_cached(reader, all, run, reader->room->values);
        return;
    }
    date_decode(&reader->dates, run, days, hard);
    for (size_t i = 0; i < hard->count; i++) {
        struct hard_field field = hard_field(reader, all->rows, hard->rows[i], &next);
        if (decode_hard(reader, all, &field)) days[field.row] = reader->cell.days[0];
    }
}

static void read_booleans(struct column_reader *reader, struct row_reader *all,
                          const struct field_run *run)
{
    uint64_t *bits = reader->room->values;
    read_cached(reader, all, run, all->values);
    for (size_t from = 0; from < run->rows; from += 64) {
        uint64_t word = 0;
        size_t count = run->rows - from < 64 ? run->rows - from : 64;
        for (size_t i = 0; i < count; i++) word |= (uint64_t)all->values[from + i] << i;
        bits[from / 64] = word;
    }
}

static void read_periods(struct column_reader *reader, struct row_reader *all,
                         const struct field_run *run)
{
    struct vector *vector = reader->room->vector;
    int32_t *ords = reader->room->values;
    uint32_t freqs = 0;
    read_cached(reader, all, run, all->values);
    for (size_t i = 0; i < run->rows; i++) {
        struct period period = unpacked_period(all->values[i]);
        ords[i] = period.ord;
        if (all->values[i]) freqs |= 1u << period.freq;
    }
    if (freqs) vector->freq = (enum freq)(31 - __builtin_clz(freqs));
    if (!(freqs & (freqs - 1))) return;
    struct period *periods = column_room_periods(reader->room);
    for (size_t i = 0; i < run->rows; i++) periods[i] = unpacked_period(all->values[i]);
    vector->form = VECTOR_PERIODS;
    vector->periods = periods;
}

/* ---- texts ---- */

/* The text of a hard field, where it has one. */
static bool hard_text(struct column_reader *reader, struct row_reader *all,
                      const struct hard_field *hard, struct str *text)
{
    if (hard->flaw == FLAW_NONE && !hard->taken && is_plain_text(hard->bytes)) {
        all->context->finder_row = hard->row;
        if (reader->column.spec->code)
            column_note_spaces(&reader->column, all->context, 0, hard->bytes);
        *text = hard->bytes;
        return true;
    }
    if (!decode_hard(reader, all, hard)) return false;
    *text = reader->cell.texts[0];
    return true;
}

static void read_texts(struct column_reader *reader, struct row_reader *all,
                       const struct field_run *run)
{
    struct hard_rows *hard = &all->hard;
    struct str *texts = column_room_texts(reader->room);
    size_t next = 0;
    reader->room->vector->texts = texts;
    text_decode(run, texts, hard);
    for (size_t i = 0; i < run->rows && reader->column.spec->code; i++)
        if (texts[i].len) column_note_spaces(&reader->column, all->context, 0, texts[i]);
    for (size_t i = 0; i < hard->count; i++) {
        struct hard_field field = hard_field(reader, all->rows, hard->rows[i], &next);
        if (decode_hard(reader, all, &field)) texts[field.row] = reader->cell.texts[0];
    }
}

/* From the first text that gets no number on the column gives texts: those before it are put beside. */
static void give_up_codes(struct column_reader *reader, const uint32_t *codes, size_t rows)
{
    struct column_room *room = reader->room;
    struct str *texts = column_room_texts(room);
    for (size_t i = 0; i < rows; i++) texts[i] = atoms_text(&room->codes.atoms, codes[i]);
    room->vector->form = VECTOR_TEXTS;
    room->vector->dictionary = NULL;
    room->vector->texts = texts;
}

static void read_codes(struct column_reader *reader, struct row_reader *all,
                       const struct field_run *run)
{
    struct column_room *room = reader->room;
    struct hard_rows *hard = &all->hard;
    uint32_t *codes = room->values;
    size_t next = 0;
    field_cache_decode(&reader->cache, run, codes, hard);
    reader->column.filled += run->rows - hard->count;
    for (size_t i = 0; i < hard->count; i++) {
        struct hard_field field = hard_field(reader, all->rows, hard->rows[i], &next);
        uint64_t spaces = reader->column.spaces.count;
        struct str text;
        if (!hard_text(reader, all, &field, &text)) continue;
        uint32_t code = text_codes_number(&room->codes, text);
        if (code == ATOM_NONE) {
            if (room->vector->form == VECTOR_CODES) give_up_codes(reader, codes, run->rows);
            room->texts[field.row] = text;
            continue;
        }
        codes[field.row] = code;
        if (room->vector->form == VECTOR_TEXTS) room->texts[field.row] = text;
        if (!field.taken && reader->column.spaces.count == spaces)
            field_cache_add(&reader->cache, field.bytes, code);
    }
}

/* ---- a column ---- */

static void read_values(struct column_reader *reader, struct row_reader *all,
                        const struct field_run *run)
{
    switch (reader->column.spec->type) {
    case CELL_NUMBER: read_numbers(reader, all, run); return;
    case CELL_DATE: read_dates(reader, all, run); return;
    case CELL_PERIOD: read_periods(reader, all, run); return;
    case CELL_BOOLEAN: read_booleans(reader, all, run); return;
    case CELL_WORD: read_cached(reader, all, run, reader->room->values); return;
    case CELL_TEXT:
        if (reader->room->codes.full)
            read_texts(reader, all, run);
        else
            read_codes(reader, all, run);
        return;
    }
}

void column_reader_read(struct column_reader *reader, struct row_reader *all)
{
    const struct block_rows *rows = all->rows;
    struct field_run run = {
        .text = rows->block->text,
        .at = rows->places.at + reader->field,
        .bases = rows->bases,
        .rows = rows->count,
    };
    all->hard.count = 0;
    column_room_begin(reader->room);
    read_values(reader, all, &run);
    column_room_end(reader->room, rows->count);
}
