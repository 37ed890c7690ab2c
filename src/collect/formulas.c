/* From expressions to formulas, and the values of a formula. */
#include "collect/formulas.h"

#include "base/bug.h"
#include "collect/masks.h"
#include "collect/plan.h"
#include "collect/vector_cells.h"

void formulas_begin(struct formulas *formulas, struct arena *arena, const size_t *places)
{
    *formulas = (struct formulas){.arena = arena, .places = places};
    atoms_init(&formulas->keys, arena);
}

/* --- making --------------------------------------------------------------------------------------- */

/* What an expression is but for its wrappings: a derived column is its value. */
static const struct expr *unwrapped(const struct expr *expr)
{
    for (;;) {
        if (expr->kind == EXPR_SHARED || expr->kind == EXPR_PLUS_MINUS)
            expr = expr->a;
        else if (expr->kind == EXPR_COLUMN && expr->column->value && !expr->column->looked_up)
            expr = expr->column->value;
        else
            return expr;
    }
}

static bool is_constant(const struct expr *expr)
{
    return expr->kind == EXPR_NUMBER || expr->kind == EXPR_TEXT || expr->kind == EXPR_TRUTH ||
           expr->kind == EXPR_DATE || expr->kind == EXPR_PERIOD;
}

static bool column_kernel(struct formula_run *run, const struct formula *formula,
                          struct vector *result)
{
    *result = run->portion->columns[formula->place];
    return true;
}

static formula_kernel *kernel_with_constant(enum value_type type, enum value_type constant)
{
    if (type != constant) return NULL;
    switch (type) {
    case TYPE_NUMBER: return compare_with_number;
    case TYPE_TEXT: return compare_with_text;
    case TYPE_DATE: return compare_with_day;
    case TYPE_PERIOD: return compare_with_period;
    case TYPE_TRUTH: return compare_with_truth;
    case TYPE_NONE:
    case TYPE_ESTIMATE:
    case TYPE_VERDICT: break;
    }
    return NULL;
}

static void make_comparison(struct formulas *formulas, struct formula *formula)
{
    const struct expr *a = unwrapped(formula->expr->a), *b = unwrapped(formula->expr->b);
    formula->op = formula->expr->op;
    if (is_constant(a)) {
        const struct expr *other = a;
        a = b;
        b = other;
        formula->op = operator_mirrored(formula->op);
    }
    if (is_constant(a)) return;
    formula->a = formulas_add(formulas, a);
    if (is_constant(b)) {
        formula->constant = b;
        formula->kernel = kernel_with_constant(a->type, b->type);
        return;
    }
    formula->b = formulas_add(formulas, b);
    if (a->type == TYPE_NUMBER) formula->kernel = compare_numbers;
    if (a->type == TYPE_DATE && b->type == TYPE_DATE) formula->kernel = compare_days;
}

static const struct expr *new_logic(struct formulas *formulas, enum expr_kind kind,
                                    const struct expr *a, const struct expr *b)
{
    struct expr *expr = ARENA_NEW(formulas->arena, struct expr);
    *expr = (struct expr){.kind = kind, .type = TYPE_TRUTH, .shape = SHAPE_ROW};
    expr->a = (struct expr *)(uintptr_t)a;
    expr->b = (struct expr *)(uintptr_t)b;
    return expr;
}

/* a within b .. c as (a >= b and a <= c); a in (x, y) as (x or y), whose items are comparisons. */
static const struct expr *spelt_out(struct formulas *formulas, const struct expr *expr)
{
    const struct expr *whole = NULL;
    if (expr->kind == EXPR_WITHIN) {
        struct expr *low = ARENA_NEW(formulas->arena, struct expr);
        struct expr *high = ARENA_NEW(formulas->arena, struct expr);
        *low = *high = (struct expr){.kind = EXPR_COMPARE, .type = TYPE_TRUTH, .a = expr->a};
        low->op = OPERATOR_GREATER_EQUAL;
        low->b = expr->b;
        high->op = OPERATOR_LESS_EQUAL;
        high->b = expr->c;
        whole = new_logic(formulas, EXPR_AND, low, high);
    }
    for (size_t i = 0; expr->kind == EXPR_IN_LIST && i < expr->call->argument_count; i++) {
        const struct expr *item = expr->call->arguments[i].value;
        whole = whole ? new_logic(formulas, EXPR_OR, whole, item) : item;
    }
    return expr->negated && whole ? new_logic(formulas, EXPR_NOT, whole, NULL) : whole;
}

static void make_operation(struct formulas *formulas, struct formula *formula,
                           formula_kernel *kernel)
{
    formula->kernel = kernel;
    formula->op = formula->expr->op;
    formula->a = formulas_add(formulas, formula->expr->a);
    if (formula->expr->b) formula->b = formulas_add(formulas, formula->expr->b);
}

static void make_kernel(struct formulas *formulas, struct formula *formula)
{
    const struct expr *expr = formula->expr;
    switch (expr->kind) {
    case EXPR_COLUMN:
        if (expr->column->looked_up) return;
        formula->kernel = column_kernel;
        formula->place = formulas->places[expr->column->index];
        return;
    case EXPR_COMPARE: make_comparison(formulas, formula); return;
    case EXPR_AND: make_operation(formulas, formula, connect_and); return;
    case EXPR_OR: make_operation(formulas, formula, connect_or); return;
    case EXPR_NOT: make_operation(formulas, formula, connect_not); return;
    case EXPR_IS_MISSING: make_operation(formulas, formula, is_missing_kernel); return;
    case EXPR_IN_DAYS: make_operation(formulas, formula, in_days_kernel); return;
    case EXPR_ARITHMETIC: make_operation(formulas, formula, calculate_kernel); return;
    case EXPR_NEGATE:
    case EXPR_CONVERT: make_operation(formulas, formula, scale_kernel); return;
    default: return; /* in the general way */
    }
}

size_t formulas_add(struct formulas *formulas, const struct expr *expr)
{
    if (!expr) return FORMULA_NONE;
    expr = unwrapped(expr);
    if (expr->kind == EXPR_WITHIN || (expr->kind == EXPR_IN_LIST && expr->call->argument_count))
        return formulas_add(formulas, spelt_out(formulas, expr));
    struct buf key = buf_in(formulas->arena);
    plan_add_expr_key(&key, expr);
    size_t known = formulas->keys.count;
    uint32_t number = atoms_intern_borrowed(&formulas->keys, buf_str(&key));
    if (number < known) return number;
    ARENA_GROW(formulas->arena, formulas->items, formulas->count, formulas->capacity);
    formulas->count++;
    struct formula formula = {.expr = expr, .a = FORMULA_NONE, .b = FORMULA_NONE};
    make_kernel(formulas, &formula); /* which may move the items */
    formulas->items[number] = formula;
    return number;
}

size_t formulas_add_column(struct formulas *formulas, const struct column *column)
{
    if (!column) return FORMULA_NONE;
    static const enum value_type types[] = {
        [COLUMN_TEXT] = TYPE_TEXT, [COLUMN_NUMBER] = TYPE_NUMBER, [COLUMN_BOOLEAN] = TYPE_TRUTH,
        [COLUMN_DATE] = TYPE_DATE, [COLUMN_PERIOD] = TYPE_PERIOD, [COLUMN_WORD] = TYPE_TEXT,
    };
    struct expr *expr = ARENA_NEW(formulas->arena, struct expr);
    *expr = (struct expr){.kind = EXPR_COLUMN, .type = types[column->type], .shape = SHAPE_ROW};
    expr->column = (struct column *)(uintptr_t)column;
    return formulas_add(formulas, expr);
}

/* --- running -------------------------------------------------------------------------------------- */

void formula_run_begin(struct formula_run *run, const struct formulas *formulas,
                       struct arena *arena, const struct columns *columns)
{
    *run = (struct formula_run){.formulas = formulas, .arena = arena, .columns = *columns};
    run->states = ARENA_ARRAY(arena, struct formula_state, formulas->count + 1);
    run->all = ARENA_ARRAY(arena, uint64_t, VECTOR_WORDS);
}

/* The texts of another file have other codes. */
static void forget_codes(struct formula_run *run)
{
    for (size_t i = 0; i < run->formulas->count; i++) run->states[i].truth_count = 0;
}

void formula_run_take(struct formula_run *run, const struct portion *portion)
{
    if (portion->file != run->file) forget_codes(run);
    run->file = portion->file;
    run->portion = portion;
    columns_take(&run->columns, portion);
    mask_first(run->all, portion->rows);
    for (size_t i = 0; i < run->formulas->count; i++) {
        run->states[i].computed = false;
        run->states[i].general = NULL;
    }
}

uint64_t *new_mask(struct formula_run *run)
{
    return ARENA_ARRAY(run->columns.rows.scratch, uint64_t, VECTOR_WORDS);
}

const uint64_t *either_provisional(struct formula_run *run, const struct vector *a,
                                   const struct vector *b)
{
    if (!b || !b->provisional) return a->provisional;
    if (!a->provisional) return b->provisional;
    uint64_t *either = new_mask(run);
    mask_or(either, a->provisional, b->provisional);
    return either;
}

struct values formula_values(struct formula_run *run, size_t formula)
{
    struct formula_state *state = &run->states[formula];
    if (state->general) return *state->general;
    const struct expr *expr = run->formulas->items[formula].expr;
    columns_need_in(&run->columns, expr);
    struct values values = rows_eval(&run->columns.rows, expr);
    state->general = arena_copy(run->columns.rows.scratch, &values, sizeof values);
    return values;
}

static void clear_unknown_bits(struct formula_run *run, struct vector *vector)
{
    uint64_t *bits = new_mask(run);
    mask_and(bits, vector->bits, vector->known);
    vector->bits = bits;
}

const struct vector *formula_vector(struct formula_run *run, size_t number)
{
    const struct formula *formula = &run->formulas->items[number];
    struct formula_state *state = &run->states[number];
    struct vector *vector = &state->vector;
    if (state->computed) return vector;
    *vector = (struct vector){.form = VECTOR_NONE};
    if (!formula->kernel || !formula->kernel(run, formula, vector)) {
        struct values values = formula_values(run, number);
        *vector = vector_of_values(run->columns.rows.scratch, rows_value_type(formula->expr),
                                   &values, run->portion->rows);
    }
    if (vector->all_known) vector->known = run->all;
    if (vector->form == VECTOR_BITS) clear_unknown_bits(run, vector);
    state->computed = true;
    return vector;
}

enum reason formula_reason(struct formula_run *run, size_t formula, size_t row)
{
    const struct vector *vector = formula_vector(run, formula);
    if (mask_has(vector->known, row)) return REASON_NONE;
    if (vector->reasons) return vector->reasons[row];
    struct values values = formula_values(run, formula);
    return values.cells.reasons[values_at(&values, row)];
}
