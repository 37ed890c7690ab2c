/* Typing the arguments of built-in functions. */
#ifndef POL_THEORY_TYPING_ARGUMENT_H
#define POL_THEORY_TYPING_ARGUMENT_H

#include "theory/typing.h"

/* What was found out about the arguments of one call, by parameter. */
struct arguments {
    struct expr_argument items[PARAMETERS_MAX];
    size_t count;
    struct expr *first_series;
};

/* Sorts the arguments to their parameters and types each; false, reported, where one does not fit. */
bool type_arguments(struct scope *scope, const struct builtin *builtin, const struct ast_expr *ast,
                    struct arguments *arguments);

/* The one argument of a call, without a name; NULL when it has others, or none. */
const struct ast_expr *only_argument(const struct ast_call *call);

struct expr *type_series_argument(struct scope *scope, const struct ast_expr *ast,
                                  const struct builtin *builtin);
/* An indicator itself, also one that is a single figure: its baseline and targets are asked for. */
struct expr *type_indicator_argument(struct scope *scope, const struct ast_expr *ast,
                                     const struct builtin *builtin);
/* Makes of an expression a series of numbers as those of an indicator. */
void type_as_indicator(struct expr *expr, const struct indicator *indicator);
/* A measure: its costs. */
struct expr *type_measure_argument(struct scope *scope, const struct ast_expr *ast);

/* The indicator that a name stands for, through parameters and locals; NULL for anything else. */
struct indicator *indicator_named(struct scope *scope, const struct ast_expr *ast);

/* A call that can't be: U08 at `span`. */
struct expr *report_call(struct theory *t, struct span span, const char *message, ...)
    POL_PRINTF(3, 4);
/* The same, with what the function takes; answers false. */
bool report_signature(struct theory *t, const struct builtin *builtin, struct span span,
                      const char *what);

#endif
