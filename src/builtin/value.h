/* Values as they are evaluated: figures that know why they are missing, what they rest on and which
 * side of a break they come from. Plain data: nothing here knows the theory or the files. */
#ifndef POL_BUILTIN_VALUE_H
#define POL_BUILTIN_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/period.h"
#include "method/measured.h"
#include "text/finding.h"
#include "text/reason.h"

/* Three-valued logic. */
enum truth { TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_TRUE };

/* --- segments --------------------------------------------------------------------------------- */

/* Something that can be broken, a table or an indicator, and one of its stretches between breaks: 0
 * before the first break. */
struct segment {
    uint32_t source;
    int32_t number;
};

/* What a value was computed from, in order of source and number, each pair once; NULL: nothing that
 * has breaks. */
struct segments {
    size_t count;
    struct segment items[];
};

/* All of both. */
const struct segments *segments_join(struct arena *arena, const struct segments *a,
                                     const struct segments *b);
/* Whether they lie in different segments of one source: then the value must not be compared. */
bool segments_mixed(const struct segments *segments);

/* --- missing ------------------------------------------------------------------------------------ */

/* Why a value is missing and where that comes from. */
struct missing {
    enum reason reason;
    struct str detail;        /* in words for this case; empty: those of the reason */
    struct location location; /* nowhere: an empty one */
};

/* --- figures -------------------------------------------------------------------------------------- */

/* How many rows one aggregate of a value rests on. */
struct part {
    struct str text;   /* the aggregate as written */
    uint64_t n;        /* values that count */
    uint64_t missing;  /* rows whose value is missing */
    uint64_t left_out; /* rows of which `where` is unknown */
    bool events;       /* its rows are events, not figures */
};

/* What a figure rests on; shared, never changed. */
struct basis {
    const struct part *parts;
    size_t part_count;
    bool provisional; /* some of it is provisional */
    /* Cautions, in words; empty where there is nothing to say. */
    struct str lacking;  /* more is missing than the setting allows */
    struct str unplaced; /* rows of the table have no readable place in time */
    const struct segments *segments;
};

struct interval {
    struct num low, high;
};

/* One figure. `value` means something only where `missing` is NULL. */
struct cell {
    struct num value;
    const struct missing *missing;
    const struct interval *interval; /* m +- h, low .. high; else NULL */
    const struct basis *basis;       /* or NULL: rests on no data */
};

struct cell cell_of(const struct num *value);
struct cell cell_missing(struct arena *arena, enum reason reason);
struct cell cell_missing_at(struct arena *arena, enum reason reason, struct str detail,
                            struct location location);
bool cell_known(const struct cell *cell);
const struct segments *cell_segments(const struct cell *cell);

/* Missing because a break lies between the figures it would rest on. */
struct cell cell_broken(struct arena *arena, const struct basis *basis);

/* What two figures rest on together. `with_parts`: keep the list of aggregates. */
const struct basis *basis_join(struct arena *arena, const struct basis *a, const struct basis *b,
                               bool with_parts);

/* a op b with op one of + - * / ^: missing where a side is (with the first one's reason) or where it
 * divides by zero; for - also where they come from different segments, unless `across`. */
struct cell cell_arithmetic(struct arena *arena, char op, const struct cell *a,
                            const struct cell *b, bool across);
struct cell cell_negate(struct arena *arena, const struct cell *a);
/* a times an exact factor: the same value in another unit. */
struct cell cell_scale(struct arena *arena, const struct cell *a, const struct num *factor);
/* middle +- half: the uncertain number middle - half .. middle + half. */
struct cell cell_plus_minus(struct arena *arena, const struct cell *middle,
                            const struct cell *half);

/* a compared with b, op one of the six of the language. Unknown where a side is missing, the segments
 * differ (unless `across`), or an uncertainty straddles; `why` is then the reason. */
enum comparison {
    COMPARE_EQUAL,
    COMPARE_NOT_EQUAL,
    COMPARE_LESS,
    COMPARE_LESS_EQUAL,
    COMPARE_GREATER,
    COMPARE_GREATER_EQUAL
};
enum truth cell_compare(struct arena *arena, enum comparison op, const struct cell *a,
                        const struct cell *b, bool across, const struct missing **why);

/* --- series ------------------------------------------------------------------------------------------ */

/* Several declared values: a baseline or target and its period. */
struct aim {
    bool from_series; /* a baseline `in p`: its value is that of the series */
    struct cell value;
    struct period in; /* of a target: by which it is due */
    struct days days; /* those of `in` */
    struct location location;
};

enum direction { BETTER_UNSAID, BETTER_HIGHER, BETTER_LOWER, BETTER_WITHIN };

struct aims {
    const struct aim *baselines, *targets; /* in order of time */
    size_t baseline_count, target_count;
    enum direction better;
};

/* The figures of one group (or the whole) over time. Not by period: one figure over `days`. */
struct run {
    struct str text; /* as it is written, for explanations */
    bool by_period;
    enum freq freq;
    int32_t first; /* ord of the first period */
    size_t count;
    const struct cell *cells;
    struct days days; /* not by period */
    int span; /* over how many of its periods each figure is computed, where they overlap; else 0 */
    const struct missing *beyond; /* why there is nothing before or after, or NULL; of a series that
                                     a test gives or leaves out: not_given */
    const struct aims *aims;      /* of an indicator, else NULL */
};

/* The figure of a period; missing with `outside_series` where the run has none, in a test with
 * `not_given`. */
struct cell run_at(struct arena *arena, const struct run *run, struct period period);
/* In a test: nothing of it is known, because it rests on what the test does not give. */
bool run_not_given(const struct run *run);

/* --- estimates ----------------------------------------------------------------------------------------- */

/* What a reader has to know of an estimate. */
struct warning {
    enum caution caution;
    struct str text; /* a sentence without its point */
};

/* How it was found out; what that can show depends on the scale (scale.h). */
enum approach {
#define APPROACH(id, words) APPROACH_##id,
#include "builtin/approaches.def"
#undef APPROACH
    APPROACH_COUNT
};

enum { ESTIMATE_WARNINGS_MAX = 12 };

/* What a method gives. A figure that it does not give is missing with its reason. */
struct estimate {
#define FIELD(id, name, unit, shows, of, doc) struct cell name;
#include "builtin/estimate_fields.def"
#undef FIELD
    enum approach approach;
    int grade;         /* what `level` says; 0: none */
    enum freq freq;    /* of the period `since` */
    double df;         /* degrees of freedom of `se`; infinite where it is normal; 0: not of use */
    struct str method; /* in words, with what was chosen: "OLS, errors AR(1) by REML" */
    struct warning warnings[ESTIMATE_WARNINGS_MAX];
    size_t warning_count;
};

/* --- values ---------------------------------------------------------------------------------------------- */

enum value_kind {
    VALUE_CELL,
    VALUE_RUN,
    VALUE_ESTIMATE,
    VALUE_PERIOD,
    VALUE_TEXT,
    VALUE_TEXTS,
    VALUE_TRUTH,
    VALUE_GROUPS
};

/* The series of each group of an indicator, in the order of its groups. */
struct group_runs {
    const struct str *const *names; /* of each, one a column of the breakdown; NULL: missing */
    size_t columns;
    const struct run *runs;
    size_t count;
    struct run whole; /* for what it has of all: its name, whether its figures overlap */
};

struct value {
    enum value_kind kind;
    union {
        struct cell cell;
        struct run run;
        const struct estimate *estimate;
        struct period period;
        struct str text;
        bool truth;
        const struct group_runs *groups;
        struct {
            const struct str *items;
            size_t count;
        } texts;
    };
};

#endif
