/* Comparisons as masks. A comparison with a constant is whether a value lies between two others, or
 * does not; texts have a table of truths by code. */
#include <string.h>

#include "collect/masks.h"
#include "collect/formulas.h"

/* Whole numbers from low to high, both included; or all but those. None where high < low. */
struct range {
    int64_t low, high;
    bool negated;
};

static const struct range range_none = {.low = 0, .high = -1};

/* The whole numbers x for which `x op y` holds, where y is `floor`, or lies behind it (`between`). */
static struct range range_of(enum ast_operator op, int64_t floor, bool between)
{
    struct range range = {.low = INT64_MIN, .high = INT64_MAX};
    switch (op) {
    case OPERATOR_EQUAL:
    case OPERATOR_NOT_EQUAL:
        range = between ? range_none : (struct range){.low = floor, .high = floor};
        range.negated = op == OPERATOR_NOT_EQUAL;
        return range;
    case OPERATOR_LESS_EQUAL: range.high = floor; return range;
    case OPERATOR_LESS:
        if (!between && floor == INT64_MIN) return range_none;
        range.high = between ? floor : floor - 1;
        return range;
    case OPERATOR_GREATER_EQUAL:
    case OPERATOR_GREATER:
        if (op == OPERATOR_GREATER_EQUAL && !between)
            range.low = floor;
        else if (floor == INT64_MAX)
            return range_none;
        else
            range.low = floor + 1;
        return range;
    default: return range_none;
    }
}

/* Of a number too large in size for any of them. */
static struct range range_beyond(enum ast_operator op, bool negative)
{
    bool less = op == OPERATOR_LESS || op == OPERATOR_LESS_EQUAL;
    bool all = op == OPERATOR_NOT_EQUAL || (op != OPERATOR_EQUAL && less != negative);
    struct range range = range_none;
    range.negated = all;
    return range;
}

static void set_result(struct formula_run *run, struct vector *result, const struct vector *a,
                       const uint64_t *bits)
{
    (void)run;
    result->form = VECTOR_BITS;
    result->bits = bits;
    result->known = a->known;
    result->all_known = a->all_known;
    result->reasons = a->reasons;
    result->provisional = a->provisional;
}

#define MASK_IN_RANGE(name, type)                                                                  \
    static void name(uint64_t *bits, const type *values, size_t rows, struct range range)          \
    {                                                                                              \
        uint64_t width = (uint64_t)range.high - (uint64_t)range.low;                               \
        for (size_t first = 0; first < rows; first += 64) {                                        \
            size_t count = rows - first < 64 ? rows - first : 64;                                  \
            uint64_t word = 0;                                                                     \
            for (size_t i = 0; i < count; i++) {                                                   \
                uint64_t above = (uint64_t)(int64_t)values[first + i] - (uint64_t)range.low;       \
                word |= (uint64_t)(above <= width) << i;                                           \
            }                                                                                      \
            bits[first / 64] = word;                                                               \
        }                                                                                          \
    }

MASK_IN_RANGE(mask_integers, int64_t)
MASK_IN_RANGE(mask_days, int32_t)

/* `least` and `most`: bounds of the known values, where they are known; else the widest. */
static void set_range(struct formula_run *run, struct vector *result, const struct vector *a,
                      struct range range)
{
    uint64_t *bits = new_mask(run);
    bool bounded = a->form == VECTOR_INTEGERS;
    bool none =
        range.high < range.low || (bounded && (a->most < range.low || a->least > range.high));
    bool all = bounded && a->least >= range.low && a->most <= range.high;
    if (all)
        memcpy(bits, run->all, VECTOR_WORDS * sizeof *bits);
    else if (!none && bounded)
        mask_integers(bits, a->integers, run->portion->rows, range);
    else if (!none)
        mask_days(bits, a->form == VECTOR_DAYS ? a->days : a->ords, run->portion->rows, range);
    if (range.negated) mask_without(bits, run->all, bits);
    set_result(run, result, a, bits);
}

bool compare_with_number(struct formula_run *run, const struct formula *formula,
                         struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a);
    const struct num *constant = formula->constant->number;
    if (a->form != VECTOR_INTEGERS || constant->kind != NUM_DECIMAL) return false;
    struct num power = num_decimal(1, 0), scaled, below;
    for (unsigned i = 0; i < a->scale; i++)
        if (!num_mul(&power, &power, &(struct num){.n = 10})) return false;
    if (!num_mul(&scaled, constant, &power) || scaled.kind != NUM_DECIMAL) return false;
    int64_t floor;
    struct range range;
    if (num_floor(&floor, &scaled)) {
        below = num_int(floor);
        range = range_of(formula->op, floor, num_compare(&below, &scaled) != 0);
    } else {
        range = range_beyond(formula->op, num_sign(&scaled) < 0);
    }
    set_range(run, result, a, range);
    return true;
}

bool compare_with_day(struct formula_run *run, const struct formula *formula, struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a);
    if (a->form != VECTOR_DAYS) return false;
    set_range(run, result, a, range_of(formula->op, formula->constant->day, false));
    return true;
}

/* Periods of one frequency follow each other as their numbers do. */
bool compare_with_period(struct formula_run *run, const struct formula *formula,
                         struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a);
    if (a->form != VECTOR_ORDS || a->freq != formula->constant->period.freq) return false;
    set_range(run, result, a, range_of(formula->op, formula->constant->period.ord, false));
    return true;
}

bool in_days_kernel(struct formula_run *run, const struct formula *formula, struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a);
    if (a->form != VECTOR_DAYS) return false;
    struct range range = {
        .low = formula->expr->days.first,
        .high = formula->expr->days.last,
        .negated = formula->expr->negated,
    };
    set_range(run, result, a, range);
    return true;
}

bool compare_with_truth(struct formula_run *run, const struct formula *formula,
                        struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a);
    if (a->form != VECTOR_BITS) return false;
    bool if_true = operator_holds(formula->op, 1 - formula->constant->truth);
    bool if_false = operator_holds(formula->op, 0 - formula->constant->truth);
    uint64_t *bits = new_mask(run);
    for (size_t w = 0; w < VECTOR_WORDS; w++)
        bits[w] = (if_true ? a->bits[w] : 0) | (if_false ? ~a->bits[w] : 0);
    set_result(run, result, a, bits);
    return true;
}

/* --- texts ---------------------------------------------------------------------------------------- */

/* The truths of the first `count` texts; those computed before are kept. */
static const uint8_t *truths_of(struct formula_run *run, const struct formula *formula,
                                const struct str *texts, size_t count)
{
    struct formula_state *state = &run->states[formula - run->formulas->items];
    while (state->truth_capacity < count + 1)
        state->truths =
            arena_grow(run->arena, state->truths, 1, state->truth_count, &state->truth_capacity);
    for (; state->truth_count < count; state->truth_count++)
        state->truths[state->truth_count] = operator_holds(
            formula->op, str_compare(texts[state->truth_count], *formula->constant->text));
    return state->truths;
}

static void mask_by_code(uint64_t *bits, const uint32_t *codes, size_t rows, const uint8_t *truths)
{
    for (size_t first = 0; first < rows; first += 64) {
        size_t count = rows - first < 64 ? rows - first : 64;
        uint64_t word = 0;
        for (size_t i = 0; i < count; i++) word |= (uint64_t)truths[codes[first + i]] << i;
        bits[first / 64] = word;
    }
}

bool compare_with_text(struct formula_run *run, const struct formula *formula,
                       struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a);
    const struct expr *column = run->formulas->items[formula->a].expr;
    uint64_t *bits;
    if (a->form == VECTOR_CODES) {
        const struct dictionary *dictionary = a->dictionary;
        const uint8_t *truths = truths_of(run, formula, dictionary->texts, dictionary->count);
        mask_by_code(bits = new_mask(run), a->codes, run->portion->rows, truths);
    } else if (a->form == VECTOR_WORDS_OF) {
        const struct column *of = column->column;
        const uint8_t *truths = truths_of(run, formula, of->words, of->word_count);
        mask_by_code(bits = new_mask(run), a->words, run->portion->rows, truths);
    } else {
        return false;
    }
    set_result(run, result, a, bits);
    return true;
}

/* --- two columns ---------------------------------------------------------------------------------- */

static void set_pair(struct formula_run *run, struct vector *result, const struct vector *a,
                     const struct vector *b, const uint64_t *bits)
{
    uint64_t *known = new_mask(run);
    mask_and(known, a->known, b->known);
    result->form = VECTOR_BITS;
    result->bits = bits;
    result->known = known;
    result->all_known = a->all_known && b->all_known;
    result->provisional = either_provisional(run, a, b);
}

/* Rows for which the order of two values is one of those that the comparison accepts. */
#define MASK_OF_PAIR(name, type)                                                                   \
    static void name(uint64_t *bits, const type *a, const type *b, size_t rows,                    \
                     enum ast_operator op)                                                         \
    {                                                                                              \
        bool less = operator_holds(op, -1), equal = operator_holds(op, 0),                         \
             greater = operator_holds(op, 1);                                                      \
        for (size_t i = 0; i < rows; i++) {                                                        \
            bool holds =                                                                           \
                (less && a[i] < b[i]) || (equal && a[i] == b[i]) || (greater && a[i] > b[i]);      \
            bits[i / 64] |= (uint64_t)holds << i % 64;                                             \
        }                                                                                          \
    }

MASK_OF_PAIR(mask_integer_pair, int64_t)
MASK_OF_PAIR(mask_day_pair, int32_t)

bool compare_numbers(struct formula_run *run, const struct formula *formula, struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a), *b = formula_vector(run, formula->b);
    if (a->form != VECTOR_INTEGERS || b->form != VECTOR_INTEGERS || a->scale != b->scale)
        return false;
    uint64_t *bits = new_mask(run);
    mask_integer_pair(bits, a->integers, b->integers, run->portion->rows, formula->op);
    set_pair(run, result, a, b, bits);
    return true;
}

bool compare_days(struct formula_run *run, const struct formula *formula, struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a), *b = formula_vector(run, formula->b);
    if (a->form != VECTOR_DAYS || b->form != VECTOR_DAYS) return false;
    uint64_t *bits = new_mask(run);
    mask_day_pair(bits, a->days, b->days, run->portion->rows, formula->op);
    set_pair(run, result, a, b, bits);
    return true;
}
