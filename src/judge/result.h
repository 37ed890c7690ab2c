/* What an evaluation says: verdicts with their trace, figures, and what could be judged at all. Plain
 * data for those who render it; it lives in the arena of the run. */
#ifndef POL_JUDGE_RESULT_H
#define POL_JUDGE_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/num.h"
#include "base/str.h"
#include "text/finding.h"
#include "text/reason.h"

/* Why something is missing; where that comes from may be nowhere. */
struct result_reason {
    enum reason reason;
    struct str text; /* in words */
    struct location location;
};

/* A value in the trace: known, or missing with its reason. */
enum result_kind { RESULT_NUMBER, RESULT_TEXT, RESULT_TRUE_FALSE, RESULT_MISSING };

/* How a number is best shown to people. */
enum result_style { STYLE_PLAIN, STYLE_PERCENT, STYLE_POINTS };

struct result_value {
    enum result_kind kind;
    struct num number;
    struct num low, high; /* where `uncertain` */
    bool uncertain;
    struct str text;
    bool truth;
    struct result_reason reason; /* RESULT_MISSING */
    struct str unit;             /* of a number; may be empty */
    enum result_style style;
    bool few; /* rests on fewer events than may be shown of a group */
};

struct result_entry {
    struct str text; /* as written in the source */
    struct result_value value;
};

/* One condition that was looked at. */
enum condition_role { ROLE_NEEDS, ROLE_WHEN, ROLE_OTHERWISE };

struct result_condition {
    enum condition_role role;
    struct str text;
    struct str word; /* of ROLE_WHEN and ROLE_OTHERWISE */
    int truth;       /* 0 false, 1 true, -1 unknown */
    bool not_tested; /* a need that rests on what a test does not give: taken as met */
    const struct result_entry *values;
    size_t value_count;
    const struct result_entry *reasons; /* the missing ones and comparisons missing of themselves */
    size_t reason_count;
    const struct result_entry *awaited; /* those of an unknown one on which the verdict hangs */
    size_t awaited_count;
    struct location location;
};

/* The scale by which evidence is graded. */
struct result_scale {
    struct str title, source;
    int most, shows; /* its highest level; from which one it counts as shown */
};

/* An estimate that a verdict rests on. */
struct result_caution {
    struct str code, text;
};

struct result_estimate {
    struct str text;                    /* as written in the source */
    struct str function;                /* "trend" */
    struct str of;                      /* its series, as written */
    struct str method;                  /* how, in words; empty where it could not be had */
    int level;                          /* 0: none */
    const struct result_entry *figures; /* by the names of its fields */
    size_t figure_count;
    const struct result_caution *cautions;
    size_t caution_count;
    bool few; /* made of figures that are not shown */
};

/* What was found along the chain from a measure to what a rule judges. */
struct result_contribution_row {
    struct str part, of, text;
    int holds; /* 0, 1, -1 unknown */
};

struct result_contribution {
    struct str measure, to;
    int holds, delivered, evidenced, seen, rivals;
    const struct result_contribution_row *rows;
    size_t row_count;
};

/* What the figures of an indicator can support. */
struct result_survey_method {
    struct str call;     /* as an author would write it */
    struct str function; /* "trend" */
    int level;
    bool possible;
    struct str why; /* it is not possible; else empty */
    bool has_smallest;
    struct result_value
        smallest;  /* the smallest change that would be seen four times out of five */
    bool a_period; /* … a period */
    const struct result_caution *cautions;
    size_t caution_count;
};

struct result_survey {
    struct str name, title, of, unit, every;
    struct str first, last; /* known periods */
    size_t known, missing;
    struct str from, from_of; /* the first period after the change, and the measure that says so */
    size_t before, after;     /* known ones on both sides of it */
    size_t groups;
    const struct result_survey_method *methods;
    size_t method_count;
    int level, next;         /* that can be reached now; the next one up, 0: there is none */
    int shows;               /* from which it counts as shown */
    const struct str *steps; /* what it would take to reach the next */
    size_t step_count;
    bool has_matters;
    struct result_value matters; /* the smallest change that matters */
    bool too_coarse;             /* it is smaller than what `seen_by` could have seen */
    struct str seen_by;
};

/* How well it is known that one thing leads to another. */
enum ladder_rung { RUNG_NONE, RUNG_DESCRIPTIVE, RUNG_THEORETICAL, RUNG_INDICATIVE, RUNG_CAUSAL };
struct str ladder_rung_name(enum ladder_rung rung);

struct result_link {
    struct str from, to; /* names of nodes */
    enum ladder_rung rung;
    struct str why;
    bool usual; /* `why` says no more than the rung does */
    struct location location;
};

/* A test among all of a policy: its p, and what is left of it for their number. */
struct result_test_of_chance {
    struct str rule, text; /* text: of the estimate */
    double p, holm, benjamini_hochberg;
};

/* The value of each column of a breakdown; NULL texts are missing. */
struct result_group {
    const struct str *columns;
    const struct str *values;
    const bool *missing;
    size_t count; /* 0: the whole */
};

struct result_rule {
    struct str name, title;
    struct str node, criterion, measure; /* measure: empty when it has none */
    struct result_group group;
    struct str verdict, standing;
    bool by_own_word; /* unknown because the author says so */
    int level;        /* 0: none */
    const struct str *cautions;
    size_t caution_count;
    const struct result_estimate *estimates;
    size_t estimate_count;
    const struct result_contribution *contribution; /* NULL: none was asked for */
    struct result_condition *because;
    size_t because_count;
    struct str why;    /* one sentence, where the verdict is unknown or was changed */
    struct str reason; /* of an unknown verdict: the code of why; empty where the author says so */
    struct location location;
};

struct result_part {
    struct str text;
    uint64_t n, missing, left_out;
};

struct result_point {
    struct str period;
    struct result_group group;
    struct result_value value;
    uint64_t n, missing;
    const struct result_part *parts;
    size_t part_count;
    bool provisional;
    bool hidden; /* rests on too few events to be shown, as do n and missing */
};

struct result_aim {
    struct result_value value;
    struct str period;
    int met; /* of a target: 0, 1, -1 not due or not known */
};

struct result_indicator {
    struct str name, title, of, unit, every, better;
    enum result_style style;
    const struct result_aim *baselines, *targets;
    size_t baseline_count, target_count;
    const struct result_point *points; /* the whole first, then each group */
    size_t point_count;
    size_t period_count; /* points of the whole */
    bool by_period;
    size_t known;                       /* of the points of the whole */
    struct str first_known, last_known; /* their periods; empty where nothing is known */
    struct str last_ended; /* the last period that has ended by the as-of date; empty: none */
    size_t behind;         /* periods that have ended since the last known one */
};

struct result_assumption {
    struct str name, title;
    int holds;
    const struct result_condition *because;
    size_t because_count;
};

struct result_risk {
    struct str name, title;
    struct result_value score, appetite;
    struct str accepted_by;
};

/* One of the files of a table that was read from several. */
struct result_input_file {
    struct str path, fingerprint;
    uint64_t bytes, rows, rejected;
};

struct result_input {
    struct str name, path, fingerprint;
    uint64_t bytes, rows, rejected, unplaced, later;
    const struct result_input_file *files; /* NULL: it was one */
    size_t file_count;
};

struct result_count {
    struct str criterion;
    bool always; /* stands in every report, also when there is nothing to judge */
    size_t of, judged, positive, mixed, negative;
};

/* A node of the chain, for the tree of the report. */
struct result_node {
    struct str name, title, kind; /* "impact", "effect", "measure" */
    const size_t *from;           /* the places of those that lead to it */
    size_t from_count;
    const size_t *indicators; /* places in `indicators` */
    size_t indicator_count;
    const size_t *rules; /* places in `rules`: those of the whole that judge it or its share */
    size_t rule_count;
};

struct result_recommendation {
    struct str name, title, response, status, due;
    int done;     /* of `done when`: 0, 1, -1 unknown or not said */
    bool overdue; /* due before the as-of date, and nothing says that it is done */
};

struct result_evaluation {
    struct str name, title, planned, kind, status, by;
    const struct str *of; /* names */
    size_t of_count;
    bool overdue; /* planned before the as-of date, and not finished */
};

/* --- money --------------------------------------------------------------------------------- */

/* The rate by which later money was made comparable. */
struct result_discount {
    bool used;
    struct num rate;
    struct str to, source; /* the year of value, empty: that of each series; source may be empty */
    bool usual;            /* nobody said a rate */
};

struct result_amount {
    struct str period;
    struct result_value value;
};

/* What a rule asked with cost_per. */
struct result_cost_per {
    struct str text; /* as written */
    struct result_value point, result;
    bool unbounded; /* the effect may be none: `result` is missing, `point` is not */
};

/* What a measure costs whose costs a rule asks for. */
struct result_cost {
    struct str name, title, unit;
    int prices; /* the year in whose prices it is; 0: not said */
    struct result_value total, present_value;
    const struct result_amount *years;
    size_t year_count;
    const struct result_cost_per *pers;
    size_t per_count;
};

/* What a measure costs, whether a rule asks for it or not; for reports to readers. */
struct result_spending {
    struct str measure, unit;
    struct result_value total;
    const struct result_amount *years;
    size_t year_count;
};

/* --- uncertain numbers ---------------------------------------------------------------------- */

/* An uncertain number and what it does to a result. */
struct result_driver {
    struct str text;
    struct result_value at_low,
        at_high;      /* the result with it at its ends, all others in the middle */
    struct num share; /* of the variance of the result */
};

/* What a rule asked with probability or simulate. */
struct result_simulation {
    struct str text;
    uint32_t draws;
    struct result_value value;           /* with low and high, of a simulation */
    const struct result_driver *drivers; /* from the one that does most on */
    size_t driver_count;
};

/* --- tests --------------------------------------------------------------------------------- */

/* What one `expect` of a test came to. */
struct result_expectation {
    struct str text; /* as written */
    struct location location;
    bool passed;
    struct str
        relation; /* how the actual value must stand to the expected one: "<=", "is", "is not" */
    struct result_value expected, actual;
    bool has_difference;
    struct result_value difference; /* of two numbers: actual - expected */
    bool tolerant;
    struct result_value tolerance;
    struct str why;                    /* why the actual value is what it is; may be empty */
    const struct result_entry *values; /* what the condition was made of, where it did not pass */
    size_t value_count;
    const struct result_rule *rules; /* those that it names, where it did not pass */
    size_t rule_count;
};

/* A need of a rule that rests on what a test does not give, and was taken as met. */
struct result_need {
    struct str rule, text;
    struct location location;
};

struct result_test {
    struct str title;
    struct location location;
    bool passed;
    struct str as_of;
    const struct result_expectation *expectations;
    size_t expectation_count;
    const struct result_need *not_tested;
    size_t not_tested_count;
    const struct str *notes;
    size_t note_count;
};

/* One line of a rule, or that its conditions led to none, and how many tests came to it that expect
 * something of the rule and passed. What caps and gates make of it afterwards does not count. */
struct result_outcome {
    struct str word, text; /* text: of its condition, or "otherwise"; of unknown empty */
    struct location location;
    size_t seen;
};

struct result_coverage {
    struct str rule;
    struct location location;
    const struct result_outcome *outcomes;
    size_t outcome_count;
};

struct result_tests {
    const struct result_test *tests; /* in text order */
    size_t test_count, passed, failed;
    size_t not_selected;
    const struct result_coverage *coverage; /* a rule each */
    size_t coverage_count;
    size_t outcome_count, seen_count; /* of all rules */
};

/* --- an evaluation ------------------------------------------------------------------------- */

struct story; /* see judge/story.h */

struct result {
    struct story *story; /* why, where that was asked; else NULL */
    struct str policy, title, period, as_of, evidence_scale;
    struct result_scale scale;
    const struct str *only;
    size_t only_count;
    const struct result_count *counts;
    size_t count_count;
    const struct result_input *inputs;
    size_t input_count;
    const struct result_indicator *indicators;
    size_t indicator_count;
    const struct result_rule *rules;
    size_t rule_count;
    const struct result_test_of_chance *chances; /* of two tests and more */
    size_t chance_count;
    const struct result_survey *survey; /* where one was asked for; or NULL */
    const struct result_link *links;
    size_t link_count;
    const struct result_assumption *assumptions;
    size_t assumption_count;
    const struct result_risk *risks;
    size_t risk_count;
    const struct result_node *nodes;
    size_t node_count;
    const struct result_cost *costs;
    size_t cost_count;
    struct result_discount discount;
    const struct result_simulation *simulations;
    size_t simulation_count;
    const struct result_spending *spendings; /* of measures that state costs, where asked for */
    size_t spending_count;
    const struct result_recommendation *recommendations;
    size_t recommendation_count;
    const struct result_evaluation *evaluations;
    size_t evaluation_count;
};

#endif
