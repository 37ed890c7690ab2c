/* What conditions on numbers can come to, whatever the numbers are: for each variable the line falls
 * into the points that its conditions name and the open intervals between them, and within one of
 * these cells no condition changes. So trying each cell of each variable tries everything.
 *
 * Logic has three values: a variable can be missing, and then what compares it is unknown. Variables
 * are taken to be independent, save where space_order says otherwise; that no valuation was found is
 * then certain even of variables that are not. */
#ifndef POL_CHECK_INTERVALS_H
#define POL_CHECK_INTERVALS_H

#include "base/arena.h"
#include "base/num.h"

enum {
    SPACE_VARIABLES_MAX = 8, /* with more, nothing is decided */
    SPACE_ORDERS_MAX = 16,
    SPACE_CELLS_MAX = 20000 /* combinations of cells that one search may try */
};

/* Numbers between two ends, each of which may be absent (not `has_…`) or open (not itself in it). */
struct stretch {
    bool has_low, has_high, low_open, high_open;
    struct num low, high;
};

/* Whether no number lies in it; `whole`: no whole number. */
bool stretch_is_empty(const struct stretch *stretch, bool whole);
bool stretch_holds(const struct stretch *stretch, const struct num *number);
/* What lies in both. */
struct stretch stretch_meet(const struct stretch *a, const struct stretch *b);

enum relation { IS_EQUAL, IS_NOT_EQUAL, IS_LESS, IS_AT_MOST, IS_GREATER, IS_AT_LEAST };

/* What a formula can come to, as bits. */
enum holding { HOLDS_NOT = 1, HOLDS_UNKNOWN = 2, HOLDS = 4 };

struct formula {
    enum {
        FORMULA_FIXED,
        FORMULA_COMPARE,
        FORMULA_MISSING,
        FORMULA_NOT,
        FORMULA_AND,
        FORMULA_OR
    } kind;
    enum holding fixed;
    size_t variable;
    enum relation relation;
    struct num number;
    size_t mark;       /* the place of `number` among the variable's; set by a search */
    unsigned settling; /* when it was set: the space's `settlings` then */
    struct formula *a, *b;
};

struct space {
    struct arena *arena;
    uint64_t *steps_left; /* of all searches of a check together */
    bool full;            /* too many variables: nothing is decided any more */
    unsigned settlings;   /* how often the marks of a variable were put in order */
    struct space_variable {
        struct stretch range;
        bool whole;        /* only whole numbers */
        struct num *marks; /* what it is compared with and the ends of its range */
        size_t mark_count, mark_capacity;
        bool sorted;
        size_t *cells; /* that a number can lie in; the last one: missing */
        size_t cell_count;
    } variables[SPACE_VARIABLES_MAX];
    size_t variable_count;
    struct space_order {
        size_t less, more; /* less <= more where both are known */
    } orders[SPACE_ORDERS_MAX];
    size_t order_count;
};

/* Whether it can be any number. */
bool variable_is_open(const struct space_variable *variable);

void space_begin(struct space *space, struct arena *arena, uint64_t *steps_left);
/* A new variable of any value inside `range`; 0 when there is no place, and the space is `full`. */
size_t space_variable(struct space *space, const struct stretch *range, bool whole);
/* `less` is at most `more` where both are known; not for variables of whole numbers. */
void space_order(struct space *space, size_t less, size_t more);

struct formula *formula_fixed(struct space *space, enum holding holding);
struct formula *formula_compare(struct space *space, size_t variable, enum relation relation,
                                const struct num *number);
/* Whether the variable is missing; never itself unknown. */
struct formula *formula_missing(struct space *space, size_t variable);
struct formula *formula_not(struct space *space, struct formula *a);
struct formula *formula_and(struct space *space, struct formula *a, struct formula *b);
struct formula *formula_or(struct space *space, struct formula *a, struct formula *b);

/* A formula and what it is to come to: bits of enum holding. */
struct want {
    struct formula *formula;
    unsigned holdings;
};

/* Where all wants are met. */
struct valuation {
    bool missing[SPACE_VARIABLES_MAX];
    bool matters[SPACE_VARIABLES_MAX]; /* not so: all others stay met whatever this one is */
    struct num values[SPACE_VARIABLES_MAX];
    size_t cells[SPACE_VARIABLES_MAX];
};

enum search { SEARCH_FOUND, SEARCH_NONE, SEARCH_UNDECIDED };
/* Among which valuations. */
enum search_over { SEARCH_ALL, SEARCH_KNOWN /* where nothing is missing */ };

/* Looks for a valuation that meets all wants; `valuation` may be NULL. */
enum search space_search(struct space *space, enum search_over over, const struct want *wants,
                         size_t count, struct valuation *valuation);

#endif
