/* Values to labels. */
#include "collect/labels.h"

#include <string.h>

#include "base/bug.h"
#include "collect/masks.h"
#include "collect/vector_cells.h"

/* The key of a value depends on its type only. */
static enum column_type column_type_of(const struct expr *expr)
{
    switch (expr->type) {
    case TYPE_NUMBER: return COLUMN_NUMBER;
    case TYPE_TRUTH: return COLUMN_BOOLEAN;
    case TYPE_TEXT: return COLUMN_TEXT;
    case TYPE_DATE: return COLUMN_DATE;
    case TYPE_PERIOD: return COLUMN_PERIOD;
    case TYPE_NONE:
    case TYPE_ESTIMATE:
    case TYPE_VERDICT: break;
    }
    BUG("not a value of a row");
}

void labels_begin(struct labels *labels, struct formula_run *run, size_t formula)
{
    const struct expr *expr = run->formulas->items[formula].expr;
    *labels = (struct labels){.arena = run->arena, .run = run, .formula = formula};
    labels->column.type = column_type_of(expr);
    atoms_init(&labels->texts, run->arena);
    number_map_init(&labels->numbers, run->arena);
    labels->room = ARENA_ARRAY(run->arena, uint32_t, VECTOR_ROWS);
}

void labels_take(struct labels *labels)
{
    if (labels->file != labels->run->file && labels->code_capacity)
        memset(labels->by_code, 0, labels->code_capacity * sizeof *labels->by_code);
    labels->file = labels->run->file;
    labels->rows = NULL;
}

size_t labels_count(const struct labels *labels)
{
    return labels->texts.count + 1;
}

struct str labels_text(const struct labels *labels, uint32_t label)
{
    return label ? atoms_text(&labels->texts, label - 1) : STR("");
}

/* The label of one row, in the general way. */
static uint32_t label_of_cell(struct labels *labels, const struct cells *cells, size_t row)
{
    struct str key;
    if (!rows_key(labels->run->columns.rows.scratch, &labels->column, cells, row, &key)) return 0;
    return atoms_intern(&labels->texts, key) + 1;
}

static void label_by_cells(struct labels *labels, const struct vector *vector, uint32_t *result)
{
    size_t rows = labels->run->portion->rows;
    struct cells cells = cells_of_vector(labels->run->columns.rows.scratch, vector, rows);
    for (size_t i = 0; i < rows; i++) result[i] = label_of_cell(labels, &cells, i);
}

/* --- texts ---------------------------------------------------------------------------------------- */

static inline uint32_t label_of_code(struct labels *labels, uint32_t *by_code, uint32_t code,
                                     const struct str *texts)
{
    if (!by_code[code]) by_code[code] = atoms_intern(&labels->texts, texts[code]) + 1;
    return by_code[code];
}

static void label_by_code(struct labels *labels, const struct vector *vector, const uint32_t *codes,
                          const struct str *texts, size_t count, uint32_t *result)
{
    size_t row;
    while (labels->code_capacity < count)
        labels->by_code = arena_grow(labels->arena, labels->by_code, sizeof *labels->by_code,
                                     labels->code_capacity, &labels->code_capacity);
    uint32_t *by_code = labels->by_code;
    size_t rows = labels->run->portion->rows;
    if (vector->all_known)
        for (row = 0; row < rows; row++)
            result[row] = label_of_code(labels, by_code, codes[row], texts);
    else
        EACH_ROW (vector->known, row)
            result[row] = label_of_code(labels, by_code, codes[row], texts);
}

static void label_truths(struct labels *labels, const struct vector *vector, uint32_t *result)
{
    static const struct str texts[2] = {{"false", 5}, {"true", 4}};
    size_t row;
    EACH_ROW (vector->known, row) {
        uint32_t *label = &labels->truths[mask_has(vector->bits, row)];
        if (!*label) *label = atoms_intern(&labels->texts, texts[label - labels->truths]) + 1;
        result[row] = *label;
    }
}

/* --- numbers -------------------------------------------------------------------------------------- */

/* The label of a whole number, a day or an ord. */
static uint32_t label_of_number(struct labels *labels, const struct vector *vector, int64_t value)
{
    uint32_t number = number_map_take(&labels->numbers, (uint64_t)value);
    while (number >= labels->number_capacity)
        labels->number_labels =
            arena_grow(labels->arena, labels->number_labels, sizeof *labels->number_labels,
                       labels->number_capacity, &labels->number_capacity);
    uint32_t *label = &labels->number_labels[number];
    if (*label) return *label;
    struct num exact = num_decimal(value, vector->scale);
    struct period period = {vector->freq, (int32_t)value};
    int32_t day = (int32_t)value;
    uint8_t reason = REASON_NONE;
    struct cells cells = {.reasons = &reason};
    if (vector->form == VECTOR_INTEGERS) cells.numbers = &exact;
    if (vector->form == VECTOR_DAYS) cells.days = &day;
    if (vector->form == VECTOR_ORDS) cells.periods = &period;
    *label = label_of_cell(labels, &cells, 0);
    return *label;
}

static void label_numbers(struct labels *labels, const struct vector *vector, uint32_t *result)
{
    size_t row;
    uint8_t kind = vector->form == VECTOR_ORDS ? (uint8_t)vector->freq : vector->scale;
    if (labels->scale != kind) { /* the same number is another value then */
        number_map_init(&labels->numbers, labels->arena);
        labels->number_labels = NULL;
        labels->number_capacity = 0;
        labels->scale = kind;
    }
    EACH_ROW (vector->known, row) {
        int64_t value = vector->form == VECTOR_INTEGERS ? vector->integers[row]
                        : vector->form == VECTOR_DAYS   ? vector->days[row]
                                                        : vector->ords[row];
        result[row] = label_of_number(labels, vector, value);
    }
}

const uint32_t *labels_rows(struct labels *labels)
{
    struct formula_run *run = labels->run;
    if (labels->rows) return labels->rows;
    const struct vector *vector = formula_vector(run, labels->formula);
    const struct expr *expr = run->formulas->items[labels->formula].expr;
    uint32_t *result = labels->room;
    if (!vector->all_known) memset(result, 0, run->portion->rows * sizeof *result);
    switch (vector->form) {
    case VECTOR_CODES:
        label_by_code(labels, vector, vector->codes, vector->dictionary->texts,
                      vector->dictionary->count, result);
        break;
    case VECTOR_WORDS_OF:
        label_by_code(labels, vector, vector->words, expr->column->words, expr->column->word_count,
                      result);
        break;
    case VECTOR_BITS: label_truths(labels, vector, result); break;
    case VECTOR_INTEGERS:
    case VECTOR_DAYS:
    case VECTOR_ORDS: label_numbers(labels, vector, result); break;
    case VECTOR_NUMBERS:
    case VECTOR_PERIODS:
    case VECTOR_TEXTS:
    case VECTOR_NONE: label_by_cells(labels, vector, result); break;
    }
    labels->rows = result;
    return result;
}
