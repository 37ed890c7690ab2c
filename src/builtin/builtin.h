/* The table of functions: what each is called, takes, gives and means, and for most the C function
 * that computes it. Aggregates are computed by collect, and some functions by judge, because they
 * need the rows or the theory; all stand in the one table builtins.def. */
#ifndef POL_BUILTIN_BUILTIN_H
#define POL_BUILTIN_BUILTIN_H

#include "builtin/scale.h"
#include "builtin/value.h"

enum builtin_id {
#define BUILTIN(id, name, family, signature, result, approach, apply, doc, example, gives)         \
    BUILTIN_##id,
#include "builtin/builtins.def"
#undef BUILTIN
    BUILTIN_COUNT_OF
};

/* Who computes it and what for. */
enum builtin_family {
    FAMILY_AGGREGATE, /* rows of a table to a figure; by collect */
    FAMILY_FIGURE,    /* a series to a figure */
    FAMILY_SERIES,    /* a series to a series */
    FAMILY_ESTIMATE,  /* a series to an estimate */
    FAMILY_COVERAGE,  /* of a table or of a series */
    FAMILY_GROUPS,    /* a condition over the groups */
    FAMILY_ONE_GROUP, /* only(x, column: "group") */
    FAMILY_COSTS,
    FAMILY_COST_PER,
    FAMILY_SIZE,         /* the size that a link states */
    FAMILY_ALTERNATIVES, /* measures beside each other, for one effect */
    FAMILY_CHANCE,       /* over many draws of the uncertain numbers in it */
    FAMILY_CONTRIBUTION  /* a truth about the chain; by judge */
};

/* The unit of what it gives. */
enum builtin_result {
    RESULT_SAME,       /* that of its first argument */
    RESULT_ROWS,       /* that of a row of the table */
    RESULT_SQUARE,     /* that of the first argument, squared */
    RESULT_PLAIN,      /* a plain number */
    RESULT_SHARE,      /* a share */
    RESULT_CHANGE,     /* a relative change */
    RESULT_DIFFERENCE, /* that of the first argument; of shares: percentage points */
    RESULT_DEFLATED,   /* that of the first argument, in prices of the period */
    RESULT_TRUTH
};

enum parameter_kind {
    PARAMETER_COLUMN,
    PARAMETER_CONDITION,
    PARAMETER_TABLE,
    PARAMETER_SERIES,
    PARAMETER_INDICATOR,
    PARAMETER_NUMBER,
    PARAMETER_WHOLE,
    PARAMETER_PERIOD,
    PARAMETER_MEASURE,
    PARAMETER_TEXT,
    PARAMETER_TEXTS,
    PARAMETER_TRUTH,
    PARAMETER_NODE,
    PARAMETER_MEASURES,
    PARAMETER_VALUE,
    PARAMETER_GROUPS,
    PARAMETER_ESTIMATE,
    PARAMETER_WORD
};

enum { PARAMETERS_MAX = 10 };

struct parameter {
    struct str name;
    enum parameter_kind kind;
    bool named, optional;
    struct str words; /* PARAMETER_WORD: those that can be said, with / between them */
};

/* What a function gets. Arguments stand in the order of the parameters; one left out has kind
 * VALUE_CELL and a missing value `not_given`. */
struct call {
    struct arena *arena; /* what it returns lives there */
    const struct calendar *calendar;
    const struct builtin *builtin;
    const struct value *arguments;
    bool given[PARAMETERS_MAX];
    enum freq to_freq;        /* hold, spread: the frequency to come to */
    int32_t as_of;            /* targets due after this day are not judged */
    bool across;              /* breaks do not count (`across break`) */
    struct num rate;          /* discounted, present_value: the rate where none is given */
    struct period value_year; /* the same: the year to come to where none is given */
    int price_year; /* of the first argument's amounts; 0: each is in prices of its own period */
    const struct scale *scale; /* of evidence */
};

struct builtin {
    enum builtin_id id;
    struct str name;
    enum builtin_family family;
    struct str signature;
    enum builtin_result result;
    enum approach approach; /* of an estimate; APPROACH_NONE: none */
    void (*apply)(const struct call *call, struct value *result);
    struct str doc, example, gives;
};

const struct builtin *builtin_get(enum builtin_id id);

/* The first function of this name from `after` (NULL: from the start) on; NULL when there is none.
 * Some names stand for several: mean(rows) and mean(series). */
const struct builtin *builtin_find(struct str name, const struct builtin *after);

/* The parameters that the signature declares; answers how many. */
size_t builtin_parameters(const struct builtin *builtin,
                          struct parameter parameters[PARAMETERS_MAX]);

/* The fields of an estimate, in the order of estimate_fields.def. */
enum estimate_field {
#define FIELD(id, name, unit, shows, of, doc) FIELD_##id,
#include "builtin/estimate_fields.def"
#undef FIELD
    FIELD_COUNT
};

enum field_unit { FIELD_UNIT_SAME, FIELD_UNIT_PLAIN, FIELD_UNIT_PERIOD };

struct field_kind {
    struct str name;
    enum field_unit unit;
    bool shows; /* a comparison of it takes chance into account */
    struct str of, doc;
};

const struct field_kind *estimate_field_kind(enum estimate_field field);
struct str estimate_field_name(enum estimate_field field);
bool estimate_field_from_name(struct str name, enum estimate_field *field);
/* Whether a function gives it. */
bool estimate_field_belongs(enum estimate_field field, const struct builtin *builtin);
struct cell estimate_field_get(const struct estimate *estimate, enum estimate_field field);
struct cell *estimate_field_place(struct estimate *estimate, enum estimate_field field);

#endif
