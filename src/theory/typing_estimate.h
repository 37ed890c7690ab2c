/* Typing functions that estimate. What is said of a typed estimate is also for the stages behind.*/
#ifndef POL_THEORY_TYPING_ESTIMATE_H
#define POL_THEORY_TYPING_ESTIMATE_H

#include "theory/theory.h"

struct scope;

/* An argument of its kind; EXPR_ERROR, reported, when it is none. */
struct expr *type_estimate_argument(struct scope *scope, const struct ast_expr *ast,
                                    const struct builtin *builtin);
struct expr *type_word_argument(struct scope *scope, const struct ast_expr *ast,
                                const struct parameter *parameter);

/* Whether what was given goes together: season and frequency, counts and offset, … */
bool check_estimate(struct theory *t, const struct expr *call);
/* Takes `matters` of the indicator where equivalence is not told `margin:`. */
bool complete_equivalence(struct theory *t, struct expr *call);
struct expr *type_estimate_field(struct theory *t, struct expr *estimate,
                                 const struct ast_expr *ast);

/* Without the wrapping of what has a name. */
const struct expr *expr_unshared(const struct expr *expr);
/* The call behind an estimate, or behind its negative. */
const struct expr *estimate_call(const struct expr *estimate);
/* Whether the figures of an estimate are relative changes, in no unit: of counts. */
bool estimate_is_relative(const struct expr *call);
/* The indicator whose figures it is made of, also where they are cut with `during`; or NULL. */
const struct indicator *estimate_indicator(const struct expr *estimate);
/* How it is found out, as far as the theory tells. */
enum approach estimate_approach(const struct expr *estimate);

#endif
