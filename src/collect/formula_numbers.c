/* Arithmetic on whole numbers with a scale, where the bounds of both sides show that nothing can
 * overflow. What does not fit is computed in the general way. */
#include "base/ckd.h"
#include "collect/masks.h"
#include "collect/formulas.h"

enum { SCALE_MOST = 18 };

/* Numbers n / 10^scale between two others, one for each row or one for all. */
struct operand {
    const int64_t *values; /* or NULL: */
    int64_t constant;
    int64_t least, most; /* 0 included: rows that are not known are there too */
    uint8_t scale;
};

static bool operand_of_vector(const struct vector *vector, struct operand *operand)
{
    if (vector->form != VECTOR_INTEGERS) return false;
    *operand = (struct operand){
        .values = vector->integers,
        .least = vector->least < 0 ? vector->least : 0,
        .most = vector->most > 0 ? vector->most : 0,
        .scale = vector->scale,
    };
    return true;
}

static bool operand_of_number(const struct num *number, struct operand *operand)
{
    if (number->kind != NUM_DECIMAL || number->n != (int64_t)number->n ||
        number->scale > SCALE_MOST)
        return false;
    int64_t n = (int64_t)number->n;
    *operand = (struct operand){
        .constant = n,
        .least = n < 0 ? n : 0,
        .most = n > 0 ? n : 0,
        .scale = number->scale,
    };
    return true;
}

static int64_t *new_integers(struct formula_run *run)
{
    return ARENA_ARRAY(run->columns.rows.scratch, int64_t, VECTOR_ROWS);
}

/* The greatest and least of the products of the bounds; false on overflow. */
static bool multiply_bounds(const struct operand *a, const struct operand *b, int64_t *least,
                            int64_t *most)
{
    int64_t corners[4];
    if (ckd_mul(&corners[0], a->least, b->least) || ckd_mul(&corners[1], a->least, b->most) ||
        ckd_mul(&corners[2], a->most, b->least) || ckd_mul(&corners[3], a->most, b->most))
        return false;
    *least = *most = corners[0];
    for (size_t i = 1; i < 4; i++) {
        if (corners[i] < *least) *least = corners[i];
        if (corners[i] > *most) *most = corners[i];
    }
    return true;
}

static bool multiply(struct formula_run *run, const struct operand *a, const struct operand *b,
                     struct operand *result)
{
    struct operand product = {.scale = (uint8_t)(a->scale + b->scale)};
    if (product.scale > SCALE_MOST || !multiply_bounds(a, b, &product.least, &product.most))
        return false;
    int64_t *values = new_integers(run);
    for (size_t i = 0; i < run->portion->rows; i++)
        values[i] =
            (a->values ? a->values[i] : a->constant) * (b->values ? b->values[i] : b->constant);
    product.values = values;
    *result = product;
    return true;
}

/* At a finer scale. */
static bool rescale(struct formula_run *run, struct operand *operand, uint8_t scale)
{
    if (operand->scale == scale) return true;
    struct operand power = {.constant = 1};
    for (; power.scale < scale - operand->scale; power.scale++) power.constant *= 10;
    power.scale = (uint8_t)(scale - operand->scale);
    power.most = power.constant;
    return multiply(run, operand, &power, operand);
}

static bool add(struct formula_run *run, struct operand a, struct operand b, struct operand *result)
{
    uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
    struct operand sum = {.scale = scale};
    if (!rescale(run, &a, scale) || !rescale(run, &b, scale) ||
        ckd_add(&sum.least, a.least, b.least) || ckd_add(&sum.most, a.most, b.most))
        return false;
    int64_t *values = new_integers(run);
    for (size_t i = 0; i < run->portion->rows; i++)
        values[i] = (a.values ? a.values[i] : a.constant) + (b.values ? b.values[i] : b.constant);
    sum.values = values;
    *result = sum;
    return true;
}

static bool negate(struct formula_run *run, struct operand a, struct operand *result)
{
    struct operand minus = {.constant = -1, .least = -1};
    return multiply(run, &a, &minus, result);
}

static void set_result(struct vector *result, const struct operand *value, const struct vector *a)
{
    result->form = VECTOR_INTEGERS;
    result->scale = value->scale;
    result->integers = value->values;
    result->least = value->least;
    result->most = value->most;
    result->known = a->known;
    result->all_known = a->all_known;
    result->reasons = a->reasons;
    result->provisional = a->provisional;
}

/* - a, and a times a factor. */
bool scale_kernel(struct formula_run *run, const struct formula *formula, struct vector *result)
{
    const struct vector *a = formula_vector(run, formula->a);
    struct num factor = formula->expr->kind == EXPR_CONVERT ? *formula->expr->number : num_int(-1);
    struct operand x, by, value;
    if (!operand_of_vector(a, &x) || !operand_of_number(&factor, &by) ||
        !multiply(run, &x, &by, &value))
        return false;
    set_result(result, &value, a);
    return true;
}

/* The days from one date to another. */
static bool subtract_days(struct formula_run *run, const struct vector *a, const struct vector *b,
                          struct operand *result)
{
    if (a->form != VECTOR_DAYS || b->form != VECTOR_DAYS) return false;
    int64_t *values = new_integers(run);
    struct operand days = {.values = values};
    for (size_t i = 0; i < run->portion->rows; i++) {
        values[i] = (int64_t)a->days[i] - b->days[i];
        if (values[i] < days.least) days.least = values[i];
        if (values[i] > days.most) days.most = values[i];
    }
    *result = days;
    return true;
}

static bool operand_of_term(struct formula_run *run, size_t formula, struct operand *operand)
{
    const struct expr *expr = run->formulas->items[formula].expr;
    if (expr->kind == EXPR_NUMBER) return operand_of_number(expr->number, operand);
    return operand_of_vector(formula_vector(run, formula), operand);
}

static bool calculate_numbers(struct formula_run *run, const struct formula *formula,
                              struct operand *value)
{
    struct operand a, b;
    if (!operand_of_term(run, formula->a, &a) || !operand_of_term(run, formula->b, &b))
        return false;
    if (!a.values && !b.values) return false;
    switch (formula->op) {
    case OPERATOR_ADD: return add(run, a, b, value);
    case OPERATOR_SUBTRACT: return negate(run, b, &b) && add(run, a, b, value);
    case OPERATOR_MULTIPLY: return multiply(run, &a, &b, value);
    default: return false;
    }
}

/* Takes over what an operand says of rows: a constant says nothing. */
static void meet(struct formula_run *run, struct vector *result, size_t operand)
{
    if (run->formulas->items[operand].expr->kind == EXPR_NUMBER) return;
    const struct vector *vector = formula_vector(run, operand);
    uint64_t *known = new_mask(run);
    mask_and(known, result->known, vector->known);
    result->known = known;
    result->all_known &= vector->all_known;
    result->provisional = either_provisional(run, vector, result);
}

bool calculate_kernel(struct formula_run *run, const struct formula *formula, struct vector *result)
{
    const struct formula *items = run->formulas->items;
    struct operand value;
    bool dates = items[formula->a].expr->type == TYPE_DATE;
    if (dates && (formula->op != OPERATOR_SUBTRACT || items[formula->b].expr->type != TYPE_DATE))
        return false;
    bool done = dates ? subtract_days(run, formula_vector(run, formula->a),
                                      formula_vector(run, formula->b), &value)
                      : calculate_numbers(run, formula, &value);
    if (!done) return false;
    result->all_known = true;
    result->known = run->all;
    set_result(result, &value, result);
    meet(run, result, formula->a);
    meet(run, result, formula->b);
    return true;
}
