/* Decodes the cells of one column. */
#include "data/cells.h"

#include <string.h>

#include "base/calendar.h"
#include "base/compiler.h"
#include "base/utf8.h"
#include "data/line_finder.h"

/* One cell being decoded. */
struct cell {
    struct column *column;
    struct cell_context *context;
    struct str text;
    size_t row;
    bool plain;
};

void column_make_room(struct column *column, struct arena *arena, size_t rows)
{
    struct cells *cells = column->cells;
    column->fields = ARENA_ARRAY(arena, struct field, rows);
    cells->reasons = ARENA_ARRAY(arena, uint8_t, rows);
    cells->provisional = ARENA_ARRAY(arena, bool, rows);
    switch (column->spec->type) {
    case CELL_NUMBER: cells->numbers = ARENA_ARRAY(arena, struct num, rows); break;
    case CELL_DATE: cells->days = ARENA_ARRAY(arena, int32_t, rows); break;
    case CELL_PERIOD: cells->periods = ARENA_ARRAY(arena, struct period, rows); break;
    case CELL_BOOLEAN: cells->booleans = ARENA_ARRAY(arena, bool, rows); break;
    case CELL_TEXT: cells->texts = ARENA_ARRAY(arena, struct str, rows); break;
    case CELL_WORD: cells->words = ARENA_ARRAY(arena, uint32_t, rows); break;
    }
}

void column_init(struct column *column, struct arena *arena, const struct column_spec *spec,
                 struct cells *cells)
{
    column->spec = spec;
    column->cells = cells;
    if (spec->type != CELL_WORD) return;
    atoms_init(&column->words, arena);
    column->word_places = ARENA_ARRAY(arena, uint32_t, spec->word_count);
    for (size_t i = 0; i < spec->word_count; i++) {
        size_t known = column->words.count;
        uint32_t atom = atoms_intern(&column->words, spec->words[i]);
        if (atom == known) column->word_places[atom] = (uint32_t)i;
    }
}

/* The line of the file on which a row begins. */
static uint64_t line_of(const struct cell_context *context, size_t row)
{
    return context->lines ? context->lines[row]
                          : line_finder_line(context->finder, context->finder_row);
}

static uint64_t cell_line(const struct cell *cell)
{
    return line_of(cell->context, cell->row);
}

static enum reason reject(struct cell *cell, enum problem problem, char mark)
{
    struct column *column = cell->column;
    complaint_add(&column->values, cell->context->arena, problem, mark, cell_line(cell),
                  cell->text);
    return REASON_BAD_VALUE;
}

/* What all that is not of its type has in common: bytes that are no text explain it best. */
static enum reason reject_as(struct cell *cell, enum problem problem, char mark)
{
    if (!utf8_valid(cell->text)) return reject(cell, PROBLEM_ENCODING, 0);
    if (memchr(cell->text.p, '\0', cell->text.len)) return reject(cell, PROBLEM_NUL, 0);
    if (figure_is_dash(cell->text)) return reject(cell, PROBLEM_DASH, 0);
    return reject(cell, problem, mark);
}

/* Whether the text stands for something else than a value; `value` when it is the number 0. */
enum sign_answer { SIGN_NONE, SIGN_REASON, SIGN_ZERO };

static enum sign_answer look_for_sign(struct cell *cell, enum reason *reason)
{
    const struct sign *sign = sign_find(cell->context->signs, cell->text);
    if (sign && sign->reason == REASON_NONE)
        return cell->column->spec->type == CELL_NUMBER ? SIGN_ZERO : SIGN_NONE;
    if (!sign && cell->text.len) return SIGN_NONE;
    *reason = sign ? sign->reason : REASON_EMPTY;
    return SIGN_REASON;
}

/* ---- numbers ---- */

static enum problem problem_of(enum figure_kind kind)
{
    switch (kind) {
    case FIGURE_READ:
    case FIGURE_TWO_WAYS:
    case FIGURE_NONE: return PROBLEM_OTHER;
    case FIGURE_TOO_LONG: return PROBLEM_TOO_LONG;
    case FIGURE_OTHER_MARK: return PROBLEM_OTHER_MARK;
    case FIGURE_THOUSANDS: return PROBLEM_THOUSANDS;
    case FIGURE_DASH: return PROBLEM_DASH;
    case FIGURE_PERCENT: return PROBLEM_PERCENT;
    case FIGURE_CURRENCY: return PROBLEM_CURRENCY;
    }
    return PROBLEM_OTHER;
}

/* 1.234 in a column of whole numbers is hardly meant as a fraction. */
static enum problem problem_of_part(enum figure_kind kind)
{
    return kind == FIGURE_TWO_WAYS ? PROBLEM_THOUSANDS : PROBLEM_NOT_WHOLE;
}

static void check_range(struct cell *cell, const struct num *value)
{
    const struct column_spec *spec = cell->column->spec;
    if (num_compare(value, &spec->low) >= 0 && num_compare(value, &spec->high) <= 0) return;
    complaint_add(&cell->column->range, cell->context->arena, PROBLEM_OTHER, 0, cell_line(cell),
                  cell->text);
}

/* The number of a text; one of JSON is written in one way only. */
static struct figure read_figure(const struct cell *cell, struct str text)
{
    static const struct figure_format plain = {.decimal = '.'};
    return figure_read(cell->plain ? &plain : &cell->context->dialect->figures, text);
}

static enum reason decode_number(struct cell *cell)
{
    struct cell_context *context = cell->context;
    struct column *column = cell->column;
    enum reason reason;
    struct num *value = &column->cells->numbers[cell->row];
    cell->text = figure_trim(cell->text);
    enum sign_answer sign = look_for_sign(cell, &reason);
    if (sign == SIGN_REASON) return reason;
    struct str text = cell->text;
    bool provisional = sign == SIGN_NONE && sign_take_suffix(context->signs, &text);
    struct figure figure = {.kind = FIGURE_READ};
    if (sign == SIGN_ZERO)
        figure.value = num_int(0);
    else
        figure = read_figure(cell, text);
    if (figure.kind != FIGURE_READ && figure.kind != FIGURE_TWO_WAYS)
        return reject_as(cell, problem_of(figure.kind), figure.mark);
    if (column->spec->whole && !num_is_integer(&figure.value))
        return reject_as(cell, problem_of_part(figure.kind), figure.mark);
    if (figure.kind == FIGURE_TWO_WAYS)
        complaint_add(&column->two_ways, context->arena, PROBLEM_THOUSANDS, figure.mark,
                      cell_line(cell), cell->text);
    *value = figure.value;
    column->cells->provisional[cell->row] = provisional;
    if (column->spec->ranged) check_range(cell, value);
    return REASON_NONE;
}

/* ---- dates and periods ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Without a time of day behind a space: "01-05-2023 13:30:00". */
static struct str without_time(struct str text)
{
    size_t at = str_index(text, ' ');
    if (at + 6 > text.len || text.p[at + 3] != ':') return text;
    for (size_t i = at + 1; i < text.len; i++)
        if (!is_digit(text.p[i]) && text.p[i] != ':' && text.p[i] != '.') return text;
    return (struct str){text.p, at};
}

/* A date as the file's pattern says, or by ISO 8601, which no pattern that begins with another part
 * than the year can be mistaken for. */
static bool parse_date(const struct cell_context *context, struct str text, int32_t *day)
{
    struct str pattern = context->dialect->dates;
    if (!pattern.len) return date_parse_iso(text, day);
    if (date_parse_pattern(without_time(text), pattern, day)) return true;
    return pattern.p[0] != 'y' && date_parse_iso(text, day);
}

static bool has_digit(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (is_digit(text.p[i])) return true;
    return false;
}

/* A text without digits rather says that there is no date than that it is written in another way. */
static enum reason reject_date(struct cell *cell, enum problem problem)
{
    unsigned patterns = 0;
    if (!cell->context->dialect->dates.len) patterns = date_patterns_of(without_time(cell->text));
    if (!patterns) return reject_as(cell, has_digit(cell->text) ? problem : PROBLEM_OTHER, 0);
    complaint_add_date_order(&cell->column->values, patterns, cell_line(cell));
    return reject_as(cell, PROBLEM_DATE_ORDER, 0);
}

static enum reason decode_date(struct cell *cell)
{
    enum reason reason;
    cell->text = figure_trim(cell->text);
    if (look_for_sign(cell, &reason) == SIGN_REASON) return reason;
    struct str text = cell->text;
    cell->column->cells->provisional[cell->row] = sign_take_suffix(cell->context->signs, &text);
    if (parse_date(cell->context, text, &cell->column->cells->days[cell->row])) return REASON_NONE;
    return reject_date(cell, PROBLEM_DATE);
}

static bool parse_period(const struct cell_context *context, struct str text, struct period *period)
{
    int32_t day;
    if (period_parse_data(text, period)) return true;
    if (!parse_date(context, text, &day)) return false;
    *period = period_day(day);
    return true;
}

static enum reason decode_period(struct cell *cell)
{
    const struct column_spec *spec = cell->column->spec;
    struct period *period = &cell->column->cells->periods[cell->row];
    enum reason reason;
    cell->text = figure_trim(cell->text);
    if (look_for_sign(cell, &reason) == SIGN_REASON) return reason;
    struct str text = cell->text;
    cell->column->cells->provisional[cell->row] = sign_take_suffix(cell->context->signs, &text);
    bool may_be_day = spec->any_freq || spec->freq == FREQ_DAY;
    if (!parse_period(cell->context, text, period))
        return may_be_day || !has_digit(cell->text) ? reject_date(cell, PROBLEM_PERIOD)
                                                    : reject_as(cell, PROBLEM_PERIOD, 0);
    if (!spec->any_freq && period->freq != spec->freq) return reject_as(cell, PROBLEM_FREQUENCY, 0);
    return REASON_NONE;
}

/* ---- booleans, texts, words ---- */

static bool parse_boolean(struct str text, bool *value)
{
    static const struct {
        struct str text;
        bool value;
    } words[] = {{{"1", 1}, true},      {{"0", 1}, false},   {{"true", 4}, true},
                 {{"false", 5}, false}, {{"yes", 3}, true},  {{"no", 2}, false},
                 {{"ja", 2}, true},     {{"nee", 3}, false}, {{"waar", 4}, true},
                 {{"onwaar", 6}, false}};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!str_equal_ignoring_case(text, words[i].text)) continue;
        *value = words[i].value;
        return true;
    }
    return false;
}

static enum reason decode_boolean(struct cell *cell)
{
    enum reason reason;
    cell->text = figure_trim(cell->text);
    if (look_for_sign(cell, &reason) == SIGN_REASON) return reason;
    if (parse_boolean(cell->text, &cell->column->cells->booleans[cell->row])) return REASON_NONE;
    return reject_as(cell, PROBLEM_BOOLEAN, 0);
}

/* The text in normal form; false when it is no text. */
static bool normal_text(struct cell *cell, struct str *text)
{
    *text = cell->text;
    if (memchr(text->p, '\0', text->len)) return false;
    if (utf8_is_ascii(*text)) return true;
    if (!utf8_valid(*text)) return false;
    *text = utf8_nfc(cell->context->scratch, *text);
    return true;
}

static enum reason decode_text(struct cell *cell)
{
    if (!cell->text.len) return REASON_EMPTY;
    if (normal_text(cell, &cell->column->cells->texts[cell->row])) return REASON_NONE;
    return reject_as(cell, PROBLEM_ENCODING, 0);
}

/* A sign counts in a column of words only when the author said it: an "x" may well be a word. */
static enum reason decode_word(struct cell *cell)
{
    struct column *column = cell->column;
    struct str text;
    if (!cell->text.len) return REASON_EMPTY;
    if (!normal_text(cell, &text)) return reject_as(cell, PROBLEM_ENCODING, 0);
    uint32_t atom = atoms_find(&column->words, text);
    if (atom != ATOM_NONE) {
        column->cells->words[cell->row] = column->word_places[atom];
        return REASON_NONE;
    }
    const struct sign *sign = sign_find(cell->context->signs, cell->text);
    if (sign && sign->said && sign->reason != REASON_NONE) return sign->reason;
    return reject(cell, PROBLEM_WORD, 0);
}

/* ---- a column ---- */

static enum reason (*const decoders[])(struct cell *) = {
    [CELL_NUMBER] = decode_number,   [CELL_DATE] = decode_date, [CELL_PERIOD] = decode_period,
    [CELL_BOOLEAN] = decode_boolean, [CELL_TEXT] = decode_text, [CELL_WORD] = decode_word,
};

void column_decode_field(struct column *column, struct cell_context *context,
                         const struct field *field, size_t row)
{
    struct cell cell = {column, context, field->text, row, field->plain};
    enum reason reason = REASON_BAD_VALUE;
    column->cells->provisional[row] = false;
    switch (field->flaw) {
    case FLAW_NONE: reason = decoders[column->spec->type](&cell); break;
    case FLAW_QUOTE: reason = reject(&cell, PROBLEM_QUOTE, 0); break;
    case FLAW_NESTED: reason = reject(&cell, PROBLEM_NESTED, 0); break;
    case FLAW_TWICE: reason = reject(&cell, PROBLEM_TWICE, 0); break;
    case FLAW_ROW: break;
    }
    if (reason != REASON_NONE) column->cells->provisional[row] = false;
    context->rejected += reason == REASON_BAD_VALUE;
    column->cells->reasons[row] = (uint8_t)reason;
}

void column_decode(struct column *column, struct cell_context *context, size_t rows)
{
    for (size_t row = 0; row < rows; row++)
        column_decode_field(column, context, &column->fields[row], row);
}

/* ---- spaces round codes ---- */

void column_note_spaces(struct column *column, struct cell_context *context, size_t row,
                        struct str bytes)
{
    struct str text = str_trim(bytes);
    if (!text.len) return;
    if (!column->filled++ || bytes.len < column->shortest) column->shortest = bytes.len;
    if (bytes.len > column->longest) column->longest = bytes.len;
    if (text.len == bytes.len) return;
    complaint_add(&column->spaces, context->arena, PROBLEM_OTHER, 0, line_of(context, row), bytes);
}

void column_merge(struct column *column, struct arena *arena, struct column *other)
{
    complaint_merge(&column->values, arena, &other->values);
    complaint_merge(&column->two_ways, arena, &other->two_ways);
    complaint_merge(&column->range, arena, &other->range);
    complaint_merge(&column->spaces, arena, &other->spaces);
    if (!other->filled) return;
    if (!column->filled || other->shortest < column->shortest) column->shortest = other->shortest;
    if (other->longest > column->longest) column->longest = other->longest;
    column->filled += other->filled;
    other->filled = 0;
}
