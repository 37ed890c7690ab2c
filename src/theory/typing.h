/* Giving expressions their meaning: names, types, units, periods. Internal to src/theory.
 *
 * What a name may stand for depends on where the expression stands, its scope: among the rows of a
 * table, in an indicator (a value for each period), in a rule (one value), or where only constants
 * can be. */
#ifndef POL_THEORY_TYPING_H
#define POL_THEORY_TYPING_H

#include "theory/resolve.h"

enum scope_kind { SCOPE_CONSTANT, SCOPE_ROW, SCOPE_SERIES, SCOPE_RULE };

/* A function's parameter while its body is typed: what was written for it, and where. */
struct binding {
    const struct binding *next;
    uint32_t atom;
    const struct ast_expr *value;
    const struct binding *outer; /* the bindings where it was written */
    struct rule *rule;           /* whose locals are seen where it was written */
};

struct scope {
    struct theory *t;
    enum scope_kind kind;
    struct table *table;  /* ROW */
    struct window window; /* SERIES, RULE: of aggregates */
    bool *window_used;    /* set when an aggregate took the window; may be NULL */
    const struct str *by; /* SERIES, RULE: the breakdown */
    size_t by_count;
    struct rule *rule; /* RULE: whose locals are seen; NULL: none */
    const struct binding *bindings;
    unsigned depth; /* of functions that call functions */
    bool any_freq;  /* the series may be of another frequency than the window */
    bool expanding; /* inside the body of a function */
};

/* Deeper than this, names that need names are taken for a mistake (S05); also the most levels that
 * any later stage has to follow. */
enum { TYPED_DEPTH_LIMIT = 2500 };

/* The typed expression; EXPR_ERROR, reported, where it has none. Never NULL. */
struct expr *type_expr(struct scope *scope, const struct ast_expr *ast);

/* The kinds of the expressions that are made between the two calls, and of those shared ones that are
 * named there. */
uint64_t kinds_begin(struct theory *t);
uint64_t kinds_end(struct theory *t, uint64_t begun);

/* A condition: a truth. */
struct expr *type_condition(struct scope *scope, const struct ast_expr *ast);

/* A constant number in `unit` (NULL: any; then it keeps its own). What kind of clause it stands in is
 * `what`, for messages. */
struct expr *type_constant(struct theory *t, const struct ast_expr *ast, const struct unit *unit,
                           enum unit_flavour flavour, const char *what);

/* The value of a constant number; false when it is not known (an error, or a division by zero). */
bool constant_value(const struct expr *expr, struct num *value);
/* The same, kept; NULL when it is not known. */
const struct num *constant_number(struct theory *t, const struct expr *expr);

/* Scopes. */
struct scope scope_constant(struct theory *t);
struct scope scope_row(struct theory *t, struct table *table);
/* By periods of `freq`, each over `span` of them; by the named columns. */
struct scope scope_series(struct theory *t, enum freq freq, int span, const struct str *by,
                          size_t by_count);
/* One value over `days` (shown as `label`). */
struct scope scope_figure(struct theory *t, struct days days, struct str label,
                          const struct str *by, size_t by_count);
struct scope scope_rule(struct theory *t, struct rule *rule);
/* For assumptions and the like: the policy's period. */
struct scope scope_policy(struct theory *t);
struct window window_of_policy(struct theory *t);
struct window window_of_rule(struct theory *t, const struct rule *rule);

/* --- between the files of typing ------------------------------------------------------------------- */

bool is_error(const struct expr *expr);
struct expr *expr_new(struct theory *t, enum expr_kind kind, struct span span);
struct expr *expr_error(struct theory *t, struct span span);
/* This number itself, which has to last. */
struct expr *expr_number(struct theory *t, const struct num *value, struct span span);
struct expr *expr_text(struct theory *t, struct str text, struct span span);
/* Makes `expr` a call with these arguments: of a function, or (builtin NULL) the items of a list. */
void set_call(struct theory *t, struct expr *expr, const struct builtin *builtin,
              struct expr_argument *arguments, size_t count);
/* a over b: one level above the deepest of its parts; EXPR_ERROR where that passes the limit. */
struct expr *expr_over(struct theory *t, enum expr_kind kind, struct span span, struct expr *a,
                       struct expr *b, struct expr *c);

/* What it is, for people: "a number of EUR", "a text". */
struct str expr_phrase(struct theory *t, const struct expr *expr);

/* Types that do not go together: U03 at `span`. */
struct expr *report_types(struct theory *t, struct span span, const char *message, ...)
    POL_PRINTF(3, 4);

/* Brings two numbers to one unit (typing_number.c): a bare one takes the other's, else the second is
 * converted. False with U01 when they can't meet. */
bool unify(struct theory *t, struct expr **a, struct expr **b, struct span span);
/* The same with a unit in place of the first number. */
bool fit_unit(struct theory *t, struct expr **expr, const struct unit *unit);
/* `expr` in `unit`. */
struct expr *convert(struct theory *t, struct expr *expr, const struct unit *unit,
                     enum unit_flavour flavour);
struct expr *type_uncertain(struct theory *t, struct expr *low, struct expr *high,
                            struct span span);
struct expr *type_arithmetic(struct theory *t, enum ast_operator op, struct expr *a, struct expr *b,
                             struct span span);
struct expr *type_comparison(struct theory *t, enum ast_operator op, struct expr *a, struct expr *b,
                             struct span span);
struct expr *type_within(struct theory *t, bool negated, struct expr *value, struct expr *low,
                         struct expr *high, struct span span);
/* The shape, frequency and depth that a and b give together; false with U04 when they can't. */
bool join_shapes(struct theory *t, struct expr *result, struct expr *a, struct expr *b);

/* Too many levels: S05. */
struct expr *report_depth(struct theory *t, struct span span);
/* "2018..2023", "2019..", or one period. */
struct str label_range(struct theory *t, struct period from, struct period to, bool open);

/* Names (typing_name.c). */
struct typed_use;
/* Types what is declared under `name` for this scope, or gives what that was before; `uses` is where
 * the declaration keeps it. N09 when it needs itself. */
struct expr *type_once(struct scope *scope, struct typed_use **uses, struct str name,
                       const struct ast_expr *ast, struct span span);
struct expr *type_name(struct scope *scope, const struct ast_name *name);
struct expr *type_field(struct scope *scope, const struct ast_expr *ast);
const struct binding *find_binding(const struct scope *scope, uint32_t atom);

/* Conditions (typing_logic.c). */
struct expr *type_logic(struct scope *scope, const struct ast_expr *ast);
struct expr *type_if(struct scope *scope, const struct ast_expr *ast);
struct expr *type_is(struct scope *scope, const struct ast_expr *ast);
struct expr *type_is_missing(struct scope *scope, const struct ast_expr *ast);
struct expr *type_in_list(struct scope *scope, const struct ast_expr *ast);

/* Periods (typing_period.c). */
struct expr *type_at(struct scope *scope, const struct ast_expr *ast);
struct expr *type_during(struct scope *scope, const struct ast_expr *ast);
struct expr *type_in_range(struct scope *scope, const struct ast_expr *ast);
/* Whether a series has a value for this period (U04) and the rule sees it (U11). */
bool check_period_of(struct scope *scope, const struct expr *series, struct period period,
                     struct span span);

/* Calls (typing_call.c). */
struct expr *type_call(struct scope *scope, const struct ast_expr *ast);
struct expr *type_function(struct scope *scope, struct symbol *symbol, const struct ast_expr *ast);
/* What is about costs (typing_costs.c). */
struct expr *type_costs(struct scope *scope, const struct builtin *builtin,
                        const struct ast_expr *ast);
struct expr *type_cost_per(struct scope *scope, const struct builtin *builtin,
                           const struct ast_expr *ast);
struct expr *type_size(struct scope *scope, const struct builtin *builtin,
                       const struct ast_expr *ast);
struct expr *type_alternatives(struct scope *scope, const struct builtin *builtin,
                               const struct ast_expr *ast);
/* Aggregates (typing_aggregate.c): the table whose rows the arguments are about, or NULL. */
struct table *aggregate_table(struct scope *scope, const struct ast_call *call);
struct expr *type_aggregate(struct scope *scope, const struct builtin *builtin, struct table *table,
                            const struct ast_expr *ast);
/* An aggregate that names no table: says so. */
struct expr *report_no_table(struct scope *scope, const struct builtin *builtin,
                             const struct ast_expr *ast);
/* Whether an aggregate stands in it, outside other calls. */
bool contains_aggregate(struct scope *scope, const struct ast_expr *ast, int depth);
/* The table that a name stands for, through parameters; NULL when it stands for something else. */
struct table *table_named(struct scope *scope, const struct ast_expr *ast);
struct column *column_named(const struct table *table, struct str name);
/* N08 with the nearest column. */
void report_no_column(struct theory *t, const struct table *table, const struct ast_name *name);
struct expr *type_column(struct scope *scope, const struct ast_name *name, struct column *column);

/* A period written where one is wanted; false, reported, when it is none. */
bool type_period(struct scope *scope, const struct ast_expr *ast, struct period *period);

/* The series or figure of an indicator, in this scope. */
struct expr *type_indicator_reference(struct scope *scope, struct indicator *indicator,
                                      struct span span);
/* Types an indicator's value now if that was not done; false while it is being done (a circle). */
bool type_indicator(struct theory *t, struct indicator *indicator, struct span from);
bool type_derived_column(struct theory *t, struct column *column, struct span from);

/* Figures that are written for an indicator (reported.c): those of its own `reported`, in `unit` or, where
 * that is NULL, in the one that they say. */
void type_reported(struct theory *t, struct indicator *indicator, const struct unit *unit);
/* A number given to the indicator: a figure, a target; NULL, reported, when it is none. `what` is for
 * messages. */
const struct num *given_number(struct theory *t, const struct indicator *indicator,
                               const struct ast_expr *ast, const char *what);

#endif
