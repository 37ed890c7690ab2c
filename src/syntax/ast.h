/* The tree of a program as its author wrote it: declarations, their clauses, expressions. Nothing is
 * resolved here; a name is an atom and the place where it stands.
 *
 * All nodes live in the program's arena. Lists are chains in the order written. What could not be
 * parsed is an AST_ERROR expression or a clause left out, and its declaration is `broken`: later
 * stages take what is there and stay silent about what is not. */
#ifndef POL_SYNTAX_AST_H
#define POL_SYNTAX_AST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/atom.h"
#include "base/num.h"
#include "base/period.h"
#include "base/str.h"
#include "text/source.h"

enum decl_kind {
#define DECLARATION(id, keyword, phrase, example) DECL_##id,
#include "syntax/declarations.def"
#undef DECLARATION
    DECL_KINDS
};

enum clause_kind {
#define CLAUSE(id, keyword, name, where, times, example) CLAUSE_##id,
#include "syntax/clauses.def"
#undef CLAUSE
    CLAUSE_KINDS
};

/* --- small things ------------------------------------------------------------------------------ */

struct ast_name {
    uint32_t atom; /* ATOM_NONE: left out by mistake, already reported */
    struct span span;
};

struct ast_names {
    struct ast_names_item *first, *last;
};

struct ast_names_item {
    struct ast_names_item *next;
    struct ast_name name;
};

/* A text in quotes: its value (escapes resolved, NFC) and where it stands. No text: an empty span. */
struct ast_text {
    struct str value;
    struct span span;
};

struct ast_texts {
    struct ast_texts_item *first, *last;
};

struct ast_texts_item {
    struct ast_texts_item *next;
    struct ast_text text;
};

/* `known` is false when it was written wrongly, which has been reported. */
struct ast_period {
    struct period value;
    bool known;
    struct span span;
};

enum range_form { RANGE_ONE, RANGE_CLOSED, RANGE_OPEN };

struct ast_range {
    enum range_form form;
    struct ast_period from, to; /* the same for RANGE_ONE; of RANGE_OPEN only `from` */
    struct span span;
};

/* A unit as written: a chain of factors, each `[multiplier] name [^ exponent]`, multiplied or, where
 * `divides`, divided. */
struct ast_unit {
    struct ast_unit *next;
    struct ast_name name;
    struct num multiplier;
    int exponent;
    bool divides;
    struct span span; /* of the first factor: of the whole */
};

/* --- expressions --------------------------------------------------------------------------------- */

enum ast_expr_kind {
    AST_ERROR,      /* could not be parsed; reported */
    AST_NUMBER,     /* number */
    AST_PERIOD,     /* period */
    AST_TEXT,       /* text */
    AST_TRUTH,      /* truth */
    AST_NAME,       /* name */
    AST_FIELD,      /* a . name */
    AST_CALL,       /* call */
    AST_NEGATE,     /* - a */
    AST_NOT,        /* not a */
    AST_ARITHMETIC, /* a op b */
    AST_COMPARE,    /* a op b */
    AST_AND,        /* a and b */
    AST_OR,         /* a or b */
    AST_IN_LIST,    /* a [not] in (items) */
    AST_IN_RANGE,   /* a in range */
    AST_WITHIN,     /* a [not] within b .. c */
    AST_IS,         /* a is [not] name */
    AST_IS_MISSING, /* a is [not] missing */
    AST_IF,         /* if a then b else c */
    AST_AT,         /* a at b */
    AST_DURING,     /* a during b, or a during b .. c */
    AST_PLUS_MINUS, /* a +- b */
    AST_RANGE,      /* a .. b, an uncertain number */
    AST_LIST        /* (items) */
};

enum ast_operator {
    OPERATOR_NONE,
    OPERATOR_ADD,
    OPERATOR_SUBTRACT,
    OPERATOR_MULTIPLY,
    OPERATOR_DIVIDE,
    OPERATOR_POWER,
    OPERATOR_EQUAL,
    OPERATOR_NOT_EQUAL,
    OPERATOR_LESS,
    OPERATOR_LESS_EQUAL,
    OPERATOR_GREATER,
    OPERATOR_GREATER_EQUAL
};

/* As it is written: "+", "<=". */
struct str operator_text(enum ast_operator op);
/* Of a comparison: whether it holds where the sides are in this order (< 0, 0, > 0) … */
bool operator_holds(enum ast_operator op, int order);
/* … and the same with its sides changed: a < b is b > a. */
enum ast_operator operator_mirrored(enum ast_operator op);

struct ast_number {
    const struct num *value;
    struct ast_unit *unit; /* in brackets behind it, or NULL */
};

/* One argument of a call: a value, a value with a filter, or a value by name. */
struct ast_argument {
    struct ast_argument *next;
    struct ast_name name; /* ATOM_NONE: by position */
    struct ast_expr *value;
    struct ast_expr *filter; /* behind `where`, or NULL */
};

struct ast_arguments {
    struct ast_argument *first, *last;
};

struct ast_call {
    struct ast_name name;
    struct ast_argument *arguments;
};

struct ast_item {
    struct ast_item *next;
    struct ast_expr *value;
};

struct ast_items {
    struct ast_item *first, *last;
};

/* There are many of them, so a kind has room only for what it holds. */
struct ast_expr {
    enum ast_expr_kind kind : 8;
    enum ast_operator op : 8;
    bool negated;   /* `not in`, `not within`, `is not` */
    bool bracketed; /* stands in ( ) */
    bool percent;   /* a number: written with a % sign; its value is already divided by 100 */
    uint16_t depth; /* of the tree below; never above AST_DEPTH_LIMIT */
    struct span span;
    struct ast_expr *a;
    union {
        struct {
            struct ast_expr *b, *c;
        };
        struct ast_number number;
        struct period period;
        struct str text;
        bool truth;
        struct ast_name name; /* also of AST_FIELD and AST_IS */
        const struct ast_call *call;
        const struct ast_range *range;
        struct ast_item *items;
    };
};

/* So that no later stage can be driven too deep by a hostile text. */
enum { AST_DEPTH_LIMIT = 1000 };

/* Its parts a, b and c where its kind has them, else NULL: for who looks at all kinds alike. What stands
 * in a list or in the brackets of a call is not among them. */
enum { AST_PARTS = 3 };
struct ast_expr *expr_part(const struct ast_expr *expr, size_t place);

/* --- clauses ------------------------------------------------------------------------------------- */

/* `period: value`, `period..period: value`; the value may be uncertain, `low .. high`. */
struct ast_value {
    struct ast_value *next;
    struct ast_range range;
    struct ast_expr *low, *high; /* high: NULL when there is one value */
};

struct ast_values {
    struct ast_value *first, *last;
};

/* What a `costs` or `budget` says: values by period, or one expression. */
struct ast_amounts {
    struct ast_value *values;
    struct ast_expr *whole;
};

struct ast_option {
    struct ast_option *next;
    struct ast_name name;
    struct ast_texts texts; /* of a text, or a list of them */
    struct ast_expr *value; /* of a number or a truth, else NULL */
};

struct ast_options {
    struct ast_option *first, *last;
};

/* `a`, or `a to b` */
struct ast_about {
    struct ast_about *next;
    struct ast_name from, to; /* to: ATOM_NONE when it is not said */
};

struct ast_abouts {
    struct ast_about *first, *last;
};

enum column_form { COLUMN_TYPED, COLUMN_DERIVED, COLUMN_LOOKED_UP };

struct ast_column {
    struct ast_name name;
    struct ast_text header;
    enum column_form form;
    struct ast_name type;          /* typed: `number`, `date`, …; of `one of` the word `one` */
    struct ast_unit *unit;         /* typed: behind the type, or NULL */
    struct ast_expr *low, *high;   /* typed: `in low..high`, or NULL */
    struct ast_texts words;        /* typed: of `one of` */
    struct ast_expr *value;        /* derived */
    struct ast_name table, column; /* looked up: from table.column */
    struct ast_names by;           /* looked up: by which columns of this table */
};

/* A number and a unit of time: `1 year`, `12 months`. */
struct ast_duration {
    struct num number;
    struct ast_name unit;
    struct span span;
};

struct ast_break {
    struct ast_period period;
    struct ast_text because;
};

struct ast_link {
    struct ast_names to;
    struct ast_text because;
    struct ast_clause *clauses;
    bool broken;
};

struct ast_response {
    struct ast_name word;
    struct ast_text text;
};

struct ast_allow {
    struct ast_name code;
    struct ast_text files, because;
    struct ast_period until; /* span empty: not said */
};

struct ast_given {
    struct ast_name name;
    struct ast_amounts amounts;
    struct ast_text path;
};

struct ast_expect {
    struct ast_expr *condition, *tolerance;
    struct ast_name because;
    struct ast_name finding, finding_for; /* `expect finding T04 for x` */
};

struct ast_clauses {
    struct ast_clause *first, *last;
    bool broken; /* something in the block was skipped */
};

/* There are many of them, so what is large and seldom stands apart. */
struct ast_clause {
    struct ast_clause *next;
    struct span span;     /* the whole */
    uint32_t keyword_end; /* of its first word */
    enum clause_kind kind;
    union {
        /* OWNER LANGUAGE STEP STATUS KIND WEIGHT FINDS ACCEPTED_BY BY_ACTOR SCALE
         * FINDING_SEVERITY, PERIOD_COLUMN
         * with one column; and the lists PART_OF PROFILE STOCK KEY ANSWERS REACHES MITIGATES EVIDENCE
         * ASSUMING BY INFLUENCES THREATENS OF DROP KEEP ADD; PERIOD_COLUMN with two: from, to */
        struct ast_names names;
        /* NOTE SOURCE ARTICLE GOAL MEANS QUESTION ACROSS, and the list INSTEAD_OF */
        struct ast_texts texts;
        /* PERIOD RUNS COVERS OVER PLANNED; PRICES FORMULATED ADOPTED ACCEPTED DUE with RANGE_ONE */
        const struct ast_range *range;
        /* VALUE MATTERS HOLDS LIKELIHOOD APPETITE NEEDS DONE BUDGET_CHANGE LEVEL
         * SEVERITY */
        struct ast_expr *expr;
        struct ast_unit *unit;    /* UNIT ROW_IS */
        struct ast_value *values; /* REPORTED */
        struct {
            struct ast_amounts amounts;
            struct ast_name payer;
        } costs; /* COSTS BUDGET */
        struct {
            struct ast_text path;
            struct ast_option *options;
        } from;
        struct ast_column *column;
        struct ast_break *brk; /* BREAK */
        struct ast_link *link; /* LEADS_TO HARMS */
        struct ast_decl *decl; /* INDICATOR */
        const struct ast_duration *after;
        struct {
            struct ast_expr *low, *high;
        } size;
        struct {
            struct ast_name freq;
            const struct ast_duration *over; /* or NULL */
        } every;
        struct {
            struct ast_name direction; /* ATOM_NONE: within low..high */
            struct ast_expr *low, *high;
        } better;
        struct {
            struct ast_expr *value; /* BASELINE: NULL when taken from the series */
            bool of_baseline;       /* TARGET */
            struct ast_period period;
        } aim; /* BASELINE TARGET */
        struct ast_about *about;
        struct {
            struct ast_name criterion, of;
        } judges;
        struct {
            struct ast_name word;
            struct ast_expr *condition;
        } outcome; /* OUTCOME OTHERWISE (condition NULL) LOCAL (name = condition) */
        struct {
            struct ast_name measure;
            struct ast_expr *by;
        } change;
        struct {
            struct ast_expr *rate;
            struct ast_text because;
        } discount;
        struct ast_response *response;
        struct {
            struct ast_name name, word; /* word ATOM_NONE: see number */
            struct ast_expr *number;
        } setting; /* CHECK SETTING */
        struct ast_allow *allow;
        struct {
            struct ast_name kind;
            struct ast_expr *where, *has;
        } demand;
        struct ast_given *given;
        struct ast_expect *expect;
    };
};

/* --- declarations -------------------------------------------------------------------------------- */

struct ast_decls {
    struct ast_decl *first, *last;
};

struct ast_decl {
    struct ast_decl *next;
    struct ast_decl *next_of_kind; /* see struct ast_file */
    enum decl_kind kind;
    struct span span; /* the whole */
    struct span keyword;
    struct ast_name name;  /* ATOM_NONE: has none (use, settings, test), or left out by mistake */
    struct ast_text title; /* also the path of `use`, the subject of `test` */
    struct ast_clause *clauses;
    uint64_t clause_kinds;  /* the set of their kinds (clause_bit) */
    struct ast_names by;    /* rule: by these columns; function: its parameters */
    struct ast_expr *value; /* let, function */
    struct ast_unit *unit;  /* unit: behind the =, or NULL */
    struct ast_name target; /* rule, indicator: `for` this node */
    bool broken;            /* something in it could not be parsed */
};

/* In a set of kinds of clauses that takes 64 bits: two kinds may share one. */
static inline uint64_t clause_bit(enum clause_kind kind)
{
    return (uint64_t)1 << (kind & 63);
}

/* The first clause of a kind, or NULL. Where there is none, it mostly doesn't look at the clauses. */
const struct ast_clause *decl_clause(const struct ast_decl *decl, enum clause_kind kind);

/* A comment that says something to the program. */
struct ast_instruction {
    struct ast_instruction *next;
    struct str text; /* behind `# pol:` */
    struct span span;
};

/* What one source holds. */
struct ast_file {
    struct source *source;
    struct ast_decl *decls;
    struct ast_decls of_kind[DECL_KINDS]; /* the same, each kind by itself, by next_of_kind */
    struct ast_instruction *instructions, *last_instruction;
    bool broken; /* a syntax error was found in it */
};

/* The names that stand in what could not be parsed. They may have been declared or used there, so
 * later stages don't report them as undeclared or unused: one mistake gives one message. */
struct skipped {
    uint32_t *atoms;
    size_t count, capacity;
    bool nameless; /* something was declared whose name is missing */
    bool link;     /* a link was, whose ends are not known */
};

/* --- the tables ------------------------------------------------------------------------------------ */

struct str decl_keyword(enum decl_kind kind);
/* Whether it is such a word. */
bool decl_begins_with(struct str word);
/* "an effect" */
struct str decl_phrase(enum decl_kind kind);
struct str decl_example(enum decl_kind kind);

/* The word or words it begins with: "leads to". */
struct str clause_name(enum clause_kind kind);
struct str clause_example(enum clause_kind kind);
bool clause_may_repeat(enum clause_kind kind);

/* The block that a clause stands in: a declaration's braces or those behind a link. */
enum { BLOCK_LINK = DECL_KINDS, BLOCK_NONE };
/* "an effect", "the block behind a link" */
struct str block_phrase(int block);
bool clause_belongs(enum clause_kind kind, int block);
/* The clause of this block that begins with `keyword`; false when there is none. */
bool clause_in_block(struct str keyword, int block, enum clause_kind *kind);
/* Where clauses that begin with `keyword` may stand, as "an indicator or a risk"; empty if nowhere. */
struct str clause_homes(struct arena *arena, struct str keyword);

/* --- for tests ----------------------------------------------------------------------------------- */

/* The tree as nested brackets, one declaration or clause a line, without places: two texts that mean
 * the same give the same dump. */
void ast_dump(struct buf *buf, const struct atoms *atoms, const struct ast_file *file);
void ast_dump_expr(struct buf *buf, const struct atoms *atoms, const struct ast_expr *expr);

#endif
