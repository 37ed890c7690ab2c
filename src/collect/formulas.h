/* The row expressions of all queries on a table, each different one once, and their values over a
 * portion of its rows. A formula whose vectors fit a kernel is computed by that; else, for this portion,
 * in the general way (rows.h), which decides what it means. */
#ifndef POL_COLLECT_FORMULAS_H
#define POL_COLLECT_FORMULAS_H

#include "base/atom.h"
#include "collect/columns.h"
#include "data/vectors.h"

#define FORMULA_NONE SIZE_MAX

struct formula;
struct formula_run;

/* Computes a formula; false where the vectors at hand are not what it is made for. */
typedef bool formula_kernel(struct formula_run *run, const struct formula *formula,
                            struct vector *result);

struct formula {
    const struct expr *expr;
    formula_kernel *kernel; /* or NULL: in the general way only */
    size_t a, b;            /* its operands */
    enum ast_operator op;
    const struct expr *constant; /* the second operand of a comparison, where it is one */
    size_t place;                /* of a column of the file: in the portion */
};

struct formulas {
    struct arena *arena;
    const size_t *places; /* by column->index */
    struct atoms keys;
    struct formula *items;
    size_t count, capacity;
};

void formulas_begin(struct formulas *formulas, struct arena *arena, const size_t *places);
/* The number of the formula for an expression, which is made where there is none; NULL: FORMULA_NONE. */
size_t formulas_add(struct formulas *formulas, const struct expr *expr);
size_t formulas_add_column(struct formulas *formulas, const struct column *column);

/* One formula in one worker. */
struct formula_state {
    struct vector vector; /* over the portion at hand, if it was computed */
    bool computed;
    const struct values *general; /* the same in the general way, if it was asked for */
    uint8_t *truths;              /* of a comparison of texts: by code or word */
    size_t truth_count, truth_capacity;
};

/* The formulas in one worker. */
struct formula_run {
    const struct formulas *formulas;
    struct arena *arena; /* of the worker */
    struct columns columns;
    const struct portion *portion;
    size_t file;   /* that it is of */
    uint64_t *all; /* all rows of the portion, as a mask */
    struct formula_state *states;
};

void formula_run_begin(struct formula_run *run, const struct formulas *formulas,
                       struct arena *arena, const struct columns *columns);
/* From here on the rows are those of this portion. */
void formula_run_take(struct formula_run *run, const struct portion *portion);

/* The values of a formula: `known` is set, also where all are. Truths are in `bits`, false where they are
 * not known. */
const struct vector *formula_vector(struct formula_run *run, size_t formula);

/* Why the value of a row is missing. */
enum reason formula_reason(struct formula_run *run, size_t formula, size_t row);

/* The same as cells, for the general code. */
struct values formula_values(struct formula_run *run, size_t formula);

/* --- the kernels; for formulas.c ------------------------------------------------------------------- */

/* Bits of rows whose value is not known are 0; those of provisional operands are provisional. */
formula_kernel compare_with_number, compare_with_text, compare_with_day, compare_with_period,
    compare_with_truth, compare_numbers, compare_days, in_days_kernel;  /* formula_compare.c */
formula_kernel connect_and, connect_or, connect_not, is_missing_kernel; /* formula_logic.c */
formula_kernel calculate_kernel, scale_kernel;                          /* formula_numbers.c */

/* The rows that are provisional in either, or NULL. */
const uint64_t *either_provisional(struct formula_run *run, const struct vector *a,
                                   const struct vector *b);
uint64_t *new_mask(struct formula_run *run);

#endif
