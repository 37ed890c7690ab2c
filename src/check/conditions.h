/* The conditions of a rule as formulas over variables (see intervals.h).
 *
 * A quantity is a typed number without further structure: `rate at 2023`, `before_after(x).high`. Two
 * spellings of one thing are one quantity. A condition compares sums of quantities with a number; each
 * such sum, scaled so that its first quantity counts once, is a variable. Constants, and targets and
 * baselines that are stated, are numbers. What can't be taken apart is a variable that is true or
 * false. */
#ifndef POL_CHECK_CONDITIONS_H
#define POL_CHECK_CONDITIONS_H

#include "check/check.h"
#include "check/intervals.h"

enum { QUANTITIES_MAX = 24, TERMS_MAX = 6 };

struct quantity {
    struct str key;
    const struct expr *expr; /* without conversion; in its unit are the values */
    struct span span;        /* where the author wrote it first */
    struct str text;         /* what to call it; empty: as written there */
    struct str estimate;     /* the key of what it is a field of; else empty */
    enum estimate_field field;
};

/* A sum of quantities, each times a factor, and a constant. */
struct form {
    struct form_term {
        size_t quantity;
        struct num factor;
    } terms[TERMS_MAX];
    size_t count;
    struct num constant;
};

enum variable_kind { VARIABLE_NUMBER, VARIABLE_TRUTH, VARIABLE_VERDICT };

struct reading {
    const struct check *check;
    struct arena *arena; /* of this rule alone */
    struct space space;
    struct quantity quantities[QUANTITIES_MAX];
    size_t quantity_count;
    struct reading_variable {
        enum variable_kind kind;
        struct form form;        /* NUMBER: without its constant */
        size_t quantity;         /* TRUTH, VERDICT */
        const struct rule *rule; /* VERDICT: its value is the place of the word */
    } variables[SPACE_VARIABLES_MAX];
    struct formula *given; /* what else is known of the variables: verdicts that a rule can give */
    bool cautious;         /* what only looks like a whole number counts as one */
    size_t steps;          /* that reading may still take */
};

/* Reads conditions one rule after the other; `arena` is emptied by each reading_begin. */
void reading_begin(struct reading *reading, const struct check *check, struct arena *arena,
                   uint64_t *steps_left);
struct formula *reading_condition(struct reading *reading, const struct expr *expr);

/* The sum that a number comes to; false when it can't be taken apart. */
bool reading_form(struct reading *reading, const struct expr *expr, struct form *form);
/* a - b; false when that has too many terms. */
bool form_subtract(struct form *result, const struct form *a, const struct form *b);
/* Whether a field has its place in the order low <= value <= high, which the space is told. */
bool reading_field_ordered(enum estimate_field field);
/* The variable for the field of an estimate. */
size_t reading_field(struct reading *reading, const struct expr *estimate,
                     enum estimate_field field);

/* Whether the variables that matter can have any values together: that nothing in them is computed
 * from the same figures in different ways. */
bool reading_independent(const struct reading *reading, const struct valuation *valuation);
/* Whether an example can be told in numbers: some variable matters, and each is a number or a
 * verdict. */
bool reading_tellable(const struct reading *reading, const struct valuation *valuation);
/* "`rate at 2023` = 9.5 [incident / 1000 fte]": the values of those that matter. */
struct str reading_example(const struct reading *reading, const struct valuation *valuation);

/* "80%", "9.5 [EUR]", "3 [pp]": a number as an author would write it. */
struct str number_words(struct arena *arena, const struct num *number, const struct unit *unit,
                        enum unit_flavour flavour);

/* The value of a declared target or baseline; false when the data decide it. */
bool target_value(const struct indicator *indicator, const struct declared_aim *target,
                  struct num *value);

#endif
