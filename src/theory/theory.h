/* The resolved, typed theory: every name a pointer, every unit, period and expression checked. It
 * says what the author means; what the data say comes later and elsewhere.
 *
 * Built by theory_build from the parsed files. Everything lives in the program's arena. Lists are in
 * text order. What was wrong has been reported; the pointer or expression is then NULL or EXPR_ERROR,
 * and the declaration `broken` where something in it could not be understood.
 *
 * A theory may have very many declarations, so what each of them has is kept small: no more stands in
 * one than fits its text, and counts of it take 32 bits. */
#ifndef POL_THEORY_THEORY_H
#define POL_THEORY_THEORY_H

#include "text/finding.h"
#include "theory/expr.h"
#include "theory/words.h"

/* --- what can be named ---------------------------------------------------------------------------- */

/* A name, and what most declarations have. The structs of their kinds below begin with it. */
struct symbol {
    enum decl_kind kind : 8;
    bool used;
    bool reported; /* of a function: that it calls itself */
    bool broken;
    uint32_t atom;
    const struct ast_decl *decl;
    struct str name, title; /* title: empty when it has none */
    struct actor *owner;
    struct theme *theme;
    void *thing; /* the struct of its kind; NULL for a let, function or unit */
};

struct symbols {
    struct symbol **items;
    uint32_t count, capacity;
};

/* --- the organisation's words ---------------------------------------------------------------------- */

struct actor {
    struct symbol common;
    struct actor *part_of;
};

struct theme {
    struct symbol common;
    struct amounts *budget;
};

struct term {
    struct symbol common; /* also of `group` */
    struct str means;
    struct ast_texts instead_of;
};

/* --- data ------------------------------------------------------------------------------------------- */

enum column_type {
    COLUMN_NUMBER,
    COLUMN_DATE,
    COLUMN_PERIOD,
    COLUMN_BOOLEAN,
    COLUMN_TEXT,
    COLUMN_WORD
};

struct column {
    struct table *table;
    struct str name;
    struct str header; /* in the file: the name where none is said */
    struct span span;
    enum column_form form;
    enum column_type type;
    bool whole;    /* integer */
    bool any_freq; /* a period of any frequency, else of `freq` */
    enum freq freq;
    const struct unit *unit; /* of a number */
    enum unit_flavour flavour;
    const struct str *words; /* of `one of` */
    size_t word_count;
    bool ranged;
    struct num low, high;
    bool stock;
    struct expr *value; /* derived */
    bool broken;        /* its type could not be found; reported */
    int state;          /* while its type is being found: see expr_columns.c */
    const struct ast_column *ast;
    struct column *looked_up; /* from this column of another table */
    struct column **keys;     /* looked up: by these columns here */
    size_t key_count;
    size_t index; /* its place in the table */
};

struct breaks {
    struct break_at {
        struct period period;
        int32_t day; /* its first */
        struct str because;
        struct span span;
    } * items; /* in order of time */
    uint32_t count;
    uint32_t source; /* as in struct segment */
};

struct table {
    struct symbol common;
    struct str path; /* as written in `from` */
    struct span path_span;
    const struct ast_option *options;
    const struct unit *row_unit; /* `row is`: rows are events; NULL: rows are figures */
    struct column *period;       /* the column that places a row in time; NULL when there is none */
    struct column *period_to;    /* rows are valid from `period` to this; else NULL */
    bool unplaced;               /* what should place its rows is wrong; reported */
    struct column *weight;
    bool covers_said;
    struct days covers; /* open at its end: last is DAY_MAX */
    struct column **keys;
    size_t key_count;
    struct breaks breaks;
    struct column **columns;
    size_t column_count;
    size_t index;
    int state; /* while tables are put in order */
};

/* --- the chain ---------------------------------------------------------------------------------------- */

enum node_level { LEVEL_PROBLEM, LEVEL_MEASURE, LEVEL_EFFECT, LEVEL_IMPACT };

struct link {
    struct node *from, *to;
    struct link *next_out, *next_in;
    bool harms;
    bool has_lag;
    int32_t lag_days; /* of `after`: about so many */
    struct str because;
    struct assumption **assumptions;
    struct study **evidence;
    uint32_t assumption_count, evidence_count;
    struct expr *size_low, *size_high;
    struct span span;      /* of the clause */
    struct span name_span; /* of the name of `to` */
};

struct amount {
    struct days days;
    struct expr *low, *high; /* high: NULL unless uncertain */
    struct span span;
};

/* What costs or a budget say: figures by stretch of time, one figure, or an expression by year. */
struct amounts {
    struct amount *items;
    size_t count;
    struct expr *whole; /* a total, or a series by year */
    struct actor *payer;
    const struct unit *unit; /* all have its dimension; NULL when nothing could be typed */
    struct span span;
};

struct node {
    struct symbol common;
    enum node_level level : 8;
    enum costs_state { COSTS_NEW, COSTS_TYPING, COSTS_DONE } costs_state : 8;
    bool formulated_said, adopted_said, runs_said;
    uint32_t index;
    struct link *out, *in; /* chains next_out, next_in */
    struct indicator **indicators;
    size_t indicator_count, indicator_capacity;
    struct amounts *costs; /* one an entry, by payer */
    uint32_t cost_count, evidence_count;
    struct study **evidence;
    struct symbols answers, reaches, mitigates;
    struct node *whole; /* the measure that this one is part of; NULL: of none */
    struct days formulated, adopted, runs;
    int price_year;
    int step, status, kind; /* places in their lists of words, or WORD_UNSAID */
};

struct declared_aim {
    struct period in;
    struct days days;
    const struct num *number; /* in the indicator's unit; NULL: only the data tell */
    bool stated;              /* the number is; else it is that of the series */
    bool of_baseline;         /* a target: this part of the baseline */
    struct span span;
};

struct reported {
    struct period period;
    const struct num *number;
    const struct interval *interval; /* m +- h, low .. high; else NULL */
    struct span span;
};

struct indicator {
    struct symbol common;
    struct symbol *of;  /* the node, factor or risk it belongs to; NULL: to nothing */
    struct expr *value; /* NULL: reported, or broken */
    uint64_t kinds;     /* as those of a rule: of what is in `value` */
    bool has_freq;
    enum freq freq : 8;
    enum unit_flavour flavour : 8;
    enum direction better : 8;
    int span;                  /* rolling: over so many periods; 1: not rolling */
    const struct unit *unit;   /* of its figures; never NULL once typed */
    struct reported *reported; /* in order of time */
    struct str *by;
    uint32_t reported_count, by_count;
    const struct interval *within;            /* better within: the band; NULL: not known */
    struct declared_aim *baselines, *targets; /* in order of time */
    uint32_t baseline_count, target_count;
    struct expr *matters;
    struct breaks breaks;
    const struct ast_clause *value_clause;
    struct typed_use *uses; /* without `every`: typed for each window it is asked for */
    uint32_t index;
    bool given_figure; /* without `every`: a test gives it */
    uint8_t state;     /* while it is being typed */
};

struct assumption {
    struct symbol common;
    struct expr *holds;
    struct study **evidence;
    uint32_t evidence_count;
    uint32_t index;
};

struct study { /* `evidence` */
    struct symbol common;
    int level; /* 0: not said */
    int finds;
    struct study_about {
        struct symbol *from;
        struct node *to; /* `about measure to node`, else NULL */
        struct span span;
    } * about;
    uint32_t about_count;
};

struct factor {
    struct symbol common;
    struct node **influences;
    uint32_t influence_count;
    struct indicator **indicators;
    size_t indicator_count, indicator_capacity;
};

struct risk {
    struct symbol common;
    struct node **threatens;
    uint32_t threatened_count;
    struct expr *likelihood, *severity, *appetite;
    struct actor *accepted_by;
    struct indicator **indicators;
    size_t indicator_count, indicator_capacity;
};

/* --- judgement -------------------------------------------------------------------------------------------- */

struct outcome {
    const struct outcome_word *word; /* NULL: a word that is not of the criterion; reported */
    struct expr *condition;          /* NULL: otherwise */
    struct span span, word_span;
};

struct local {
    struct str name;
    uint32_t atom;
    const struct ast_expr *ast;
    struct span span;
    struct expr *value;
    int state;
    bool used;
};

struct rule {
    struct symbol common;
    struct node *target;
    const struct criterion *criterion;
    struct node *measure;     /* effectiveness, side effect and efficiency: of which */
    struct outcome *outcomes; /* in order; otherwise last */
    struct expr **needs;
    struct span *need_spans;
    uint32_t outcome_count, need_count;
    uint64_t kinds; /* KIND_OF of all expressions in its needs and conditions, perhaps of more */
    struct local *locals;
    struct str *by;
    uint32_t local_count, by_count;
    struct rule **gates; /* of efficiency: the rules it looks at (see circles.c) */
    uint32_t gate_count;
    uint32_t index;
    bool over_said, across_break;
    struct days over;
    struct str over_label; /* as it is shown: "2018..2023" */
    struct str across_because;
};

/* --- follow-up ---------------------------------------------------------------------------------------------- */

struct evaluation {
    struct symbol common;
    struct symbols of;
    bool planned_said;
    struct days planned;
    struct ast_range planned_range;
    int kind, status;
    struct actor *by;
    struct ast_texts questions;
};

/* By how much money is worth less with each year that it comes later. */
struct discount {
    struct num rate;
    struct str source; /* why this rate; empty when it is not said */
    bool said;         /* else it is the usual one */
};

struct scenario {
    struct symbol common;
    struct expr *budget;
    struct discount discount; /* not said: that of the settings */
    struct node **drop, **keep, **add;
    uint32_t drop_count, keep_count, add_count;
    struct scenario_change {
        struct node *measure;
        struct expr *by;
    } * changes;
    size_t change_count;
};

struct recommendation {
    struct symbol common;
    int response, status;
    struct str response_text;
    bool accepted_said, due_said;
    struct days accepted, due;
    struct span due_span;
    struct symbols about;
    struct expr *done;
};

/* --- tests ------------------------------------------------------------------------------------------------------- */

/* What a test puts in the place of figures. */
struct given {
    struct indicator *indicator; /* these figures are its series; else NULL */
    struct reported *figures;    /* in order of time; without `every` one, of no period */
    uint32_t figure_count;
    struct table *table; /* its rows stand in this file; else NULL */
    struct str path;     /* seen from the file of the test */
    struct span path_span;
    struct span span; /* of the clause */
};

/* What a test wants to be so: a condition, or a finding. */
struct expected {
    struct expr *condition; /* NULL: a finding */
    bool tolerant;          /* the condition is an equality, and need hold only so far: */
    struct num tolerance;   /* in the unit of its sides */
    bool because_said; /* what the condition says is missing or unknown, it is for this reason */
    enum reason because;
    enum finding_code finding;
    struct symbol *finding_for; /* it must lie in this declaration; NULL: anywhere */
    struct span span;           /* of the clause */
};

struct test {
    const struct ast_decl *decl;
    struct str title;
    struct given *givens;
    size_t given_count;
    struct expected *expects;
    size_t expect_count;
};

/* --- requirements --------------------------------------------------------------------------------------- */

/* A condition on declarations of one kind, asked of each. */
struct demand_expr {
    enum demand_op {
        DEMAND_STANDS, /* the clause stands there */
        DEMAND_TITLE,  /* it has a title */
        DEMAND_NUMBER, /* the clause's figure op number */
        DEMAND_DAYS,   /* its days op days */
        DEMAND_WITHIN, /* its days lie in days */
        DEMAND_WORDS,  /* one of its names or texts is one of words; negated: none is */
        DEMAND_TRUTH,  /* truth */
        DEMAND_NOT,    /* not a */
        DEMAND_AND,    /* a and b */
        DEMAND_OR      /* a or b */
    } op;
    enum clause_kind clause;
    enum ast_operator compare;
    bool negated, truth;
    struct num number;
    const struct unit *unit; /* of the number; NULL: none is said */
    struct days days;
    const struct str *words;
    size_t word_count;
    const struct demand_expr *a, *b;
    struct span span;
};

struct demand {
    enum decl_kind kind;
    const struct demand_expr *where, *has; /* where: NULL: of all */
    struct span span;
};

/* `require`: an organisation's own check. */
struct requirement {
    struct symbol common;
    bool severity_said;
    enum severity severity;
    struct demand *demands; /* those that could be understood */
    size_t demand_count;
};

/* --- the whole -------------------------------------------------------------------------------------------------- */

struct policy {
    struct symbol common;
    bool period_said;
    struct days period;
    struct period from, to;
    struct str period_label; /* as it is shown: "2018..2023" */
    struct str goal;
    struct amounts *budget;
    int price_year;
    int language;
    unsigned profiles; /* bit i: word i of WORDS_PROFILE */
};

#define THEORY_LIST(type, name)                                                                    \
    struct type **name;                                                                            \
    size_t name##_count, name##_capacity

struct theory {
    struct arena *arena;
    struct atoms *atoms;
    struct findings *findings;
    const struct sources *sources;
    struct ast_file **files;
    size_t file_count;
    const struct skipped *skipped; /* names in what could not be parsed */
    struct symbol **by_atom;       /* atoms to symbols; shorter than the atoms may be */
    size_t by_atom_count;
    bool *skipped_atoms;    /* by atom: stands in what could not be parsed */
    size_t expansions;      /* steps that calls of functions came to so far */
    size_t compared;        /* names that misspelt ones were held against so far */
    struct symbols symbols; /* all, in text order */
    struct symbols units, lets;
    struct calendar calendar;
    struct policy *policy; /* the first; NULL: there is none */
    size_t policy_count;

    THEORY_LIST(policy, policies);
    THEORY_LIST(actor, actors);
    THEORY_LIST(theme, themes);
    THEORY_LIST(term, terms);
    THEORY_LIST(term, groups);
    THEORY_LIST(table, tables);
    THEORY_LIST(node, nodes); /* problems, impacts, effects, measures */
    THEORY_LIST(link, links);
    THEORY_LIST(indicator, indicators);
    THEORY_LIST(assumption, assumptions);
    THEORY_LIST(study, studies);
    THEORY_LIST(factor, factors);
    THEORY_LIST(risk, risks);
    THEORY_LIST(rule, rules);
    THEORY_LIST(evaluation, evaluations);
    THEORY_LIST(scenario, scenarios);
    THEORY_LIST(recommendation, recommendations);
    THEORY_LIST(test, tests);
    THEORY_LIST(requirement, requirements);

    /* Rules and assumptions in an order in which each comes after those it needs. */
    struct judgement {
        struct rule *rule;
        struct assumption *assumption;
    } * order;
    size_t order_count;

    size_t shared_count;    /* slots that EXPR_SHARED uses */
    uint64_t kinds_made;    /* KIND_OF of the expressions made; see kinds_begin */
    uint32_t break_sources; /* things that can be broken: the sources of struct segment */
    uint32_t base_units;    /* declared ones so far */
    int unit_depth, typing_depth, table_depth; /* how deep resolving is now */
    struct table **table_order;                /* each after those it looks up in */
    size_t table_order_count;
    struct num max_missing;    /* the share above which a verdict says so */
    uint64_t min_cell;         /* groups of fewer events are not printed */
    const struct scale *scale; /* of evidence */
    struct discount discount;
};

/* Resolves and types all of it; reports families N and U and V02. */
struct theory *theory_build(struct arena *arena, struct atoms *atoms, struct findings *findings,
                            const struct sources *sources, struct ast_file **files,
                            size_t file_count, const struct skipped *skipped);

#endif
