/* Typed expressions: what an author's expression means once every name is known and every unit,
 * type and period has been checked. Judge evaluates these; collect takes the aggregates out of them.
 *
 * The tree may share parts (a `let` is typed once for each way it is used), so it is a graph without
 * circles; EXPR_SHARED marks such a part, so that it is evaluated once. */
#ifndef POL_THEORY_EXPR_H
#define POL_THEORY_EXPR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/num.h"
#include "base/period.h"
#include "builtin/builtin.h"
#include "syntax/ast.h"
#include "theory/unit.h"

enum value_type {
    TYPE_NONE, /* could not be typed; reported */
    TYPE_NUMBER,
    TYPE_TRUTH,
    TYPE_TEXT,
    TYPE_DATE,
    TYPE_PERIOD,
    TYPE_ESTIMATE, /* what a method gives: .value .low .high … */
    TYPE_VERDICT   /* a rule, seen as its verdict */
};

enum shape {
    SHAPE_CONSTANT, /* the same everywhere */
    SHAPE_ROW,      /* a value for each row of a table */
    SHAPE_SCALAR,   /* one value (for each group) */
    SHAPE_SERIES    /* a value for each period (and group) */
};

enum expr_kind {
    EXPR_ERROR,
    EXPR_NUMBER,      /* number */
    EXPR_TEXT,        /* text */
    EXPR_TRUTH,       /* truth */
    EXPR_DATE,        /* day */
    EXPR_PERIOD,      /* period */
    EXPR_COLUMN,      /* column */
    EXPR_AGGREGATE,   /* aggregate */
    EXPR_INDICATOR,   /* indicator: its series */
    EXPR_COSTS,       /* node: a measure's costs by year */
    EXPR_COVERAGE,    /* aggregate: its table's coverage of the window */
    EXPR_RULE,        /* rule: its verdict */
    EXPR_SHARED,      /* a, evaluated once (slot); in a test what is given for `figure` */
    EXPR_CONVERT,     /* a times number: the same value in another unit */
    EXPR_NEGATE,      /* - a */
    EXPR_ARITHMETIC,  /* a op b */
    EXPR_PLUS_MINUS,  /* a +- b */
    EXPR_RANGE,       /* a .. b: an uncertain number */
    EXPR_COMPARE,     /* a op b */
    EXPR_AND,         /* a and b */
    EXPR_OR,          /* a or b */
    EXPR_NOT,         /* not a */
    EXPR_IF,          /* if a then b else c */
    EXPR_WITHIN,      /* a within b .. c */
    EXPR_IN_LIST,     /* a in the arguments of `call` */
    EXPR_IN_DAYS,     /* a, a date or period, lies in `days` */
    EXPR_IS_MISSING,  /* a is missing */
    EXPR_IS_WORD,     /* a, a verdict, is the word `text`, by `test` */
    EXPR_AT,          /* the value of series a in `period` */
    EXPR_DURING,      /* series a cut to `days` */
    EXPR_CALL,        /* call: a builtin with arguments */
    EXPR_FIELD,       /* estimate a: `field` */
    EXPR_EACH_GROUP,  /* all, any or share of condition a over `groups` */
    EXPR_CONTRIBUTION /* whether a measure did its part in what the rule judges: contribution */
};

/* A set of kinds has a bit for each. By the kinds in a rule a search for one of them sees at once that it
 * needn't go through the rule's expressions. */
#define KIND_OF(kind) ((uint64_t)1 << EXPR_##kind)

/* What decides about a verdict's word behind `is`. */
enum verdict_test { VERDICT_IS_WORD, VERDICT_IS_STANDING, VERDICT_IS_JUDGED, VERDICT_IS_UNKNOWN };

/* Over which rows an aggregate is computed: buckets of a frequency, each possibly looking back over
 * several periods, or one stretch of days. */
struct window {
    bool by_period;
    enum freq freq;
    int span;         /* by period: how many of them a value is computed over; 1: just its own */
    struct days days; /* not by period */
    struct str label; /* not by period: as it is shown, "2018..2023" */
};

struct aggregate {
    enum builtin_id function;
    struct table *table;
    struct expr *argument; /* on rows; NULL for count(table) */
    struct expr *weight;   /* weighted_mean */
    struct expr *filter;   /* on rows, or NULL */
    struct num quantile;   /* quantile(x, p) */
    struct window window;
    struct column **by; /* the breakdown; no columns: the whole only */
    size_t by_count;
    struct span span;
    struct query *query; /* set by the plan */
};

/* An argument of a call: by position, or by name. */
struct expr_argument {
    struct str name; /* empty: by position */
    struct expr *value;
};

/* What a call is of. */
struct expr_call {
    const struct builtin *builtin; /* NULL: the items of IN_LIST */
    struct expr_argument *arguments;
    size_t argument_count;
    const struct node *asked; /* of alternatives: about which measure; NULL: about all */
};

struct expr_groups {
    enum builtin_id quantifier;
    const struct str *by; /* the columns' names */
    size_t by_count;
};

struct expr_contribution {
    struct node *measure;
    int part;                             /* enum contribution_part */
    const struct contribution_site *site; /* of a rule */
};

/* There are many of them, so that one takes 64 bytes: what is larger than a pointer stands apart.
 * Numbers and texts may be those of the tree. */
struct expr {
    enum expr_kind kind : 8;
    enum value_type type : 8;
    enum shape shape : 8;
    enum ast_operator op : 8;
    bool negated;  /* IN_LIST, WITHIN, IN_DAYS, IS_MISSING, IS_WORD */
    bool bare;     /* a number without unit, made of literals only: takes the unit it meets */
    bool has_freq; /* a series by period; else one value over the window (`label`) */
    enum freq freq : 8;
    enum unit_flavour flavour : 8;
    enum verdict_test test : 8; /* IS_WORD */
    uint16_t depth;
    uint32_t slot; /* SHARED */
    struct span span;
    const struct unit *unit; /* of a number; never NULL for TYPE_NUMBER */
    struct expr *a, *b, *c;
    union {
        const struct num *number;
        const struct str *text; /* also the word of IS_WORD */
        bool truth;
        int32_t day;
        struct period period;
        struct days days;
        struct column *column;
        struct aggregate *aggregate;
        struct indicator *indicator;
        struct node *node;
        struct rule *rule;
        struct indicator *figure; /* SHARED: one without `every` that a test gives; else NULL */
        struct expr_call *call;   /* CALL, IN_LIST */
        const struct expr_groups *groups;
        enum estimate_field field;
        struct expr_contribution *contribution;
    };
};

/* Whether a row expression rests on a column, also by way of derived ones. */
bool expr_rests_on(const struct expr *expr, const struct column *column);

/* A walk through expressions that looks at each shared part once a round. */
struct expr_walk {
    void (*visit)(void *context, struct expr *expr);
    void *context;
    uint32_t *visited; /* by slot: the last round */
    size_t slot_count;
    uint32_t round;
};

void expr_walk_begin(struct expr_walk *walk, struct arena *arena, size_t slot_count,
                     void (*visit)(void *context, struct expr *expr), void *context);
/* From here on shared parts are visited again. */
void expr_walk_round(struct expr_walk *walk);
/* Visits `expr` and what is below it, each before its parts; NULL is nothing. Aggregates are not
 * entered: what stands in them is about rows. */
void expr_walk(struct expr_walk *walk, struct expr *expr);

#endif
