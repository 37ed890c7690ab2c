/* What scenarios come to, as plain data for those who render it: against the policy as it is, and
 * against the zero option. It lives in the arena of the run. */
#ifndef POL_JUDGE_SCENARIO_H
#define POL_JUDGE_SCENARIO_H

#include "judge/result.h"

enum { SCENARIO_LEVELS = 6 /* of evidence: 5, 4, 3, 2, 1 and none */ };

/* What stands when these measures do. */
struct scenario_totals {
    struct result_value costs, present_value; /* of those whose costs are known */
    size_t unpriced; /* measures whose costs are not known or can't be added up */
    size_t measures, goals, links, indicators;
    size_t by_level[SCENARIO_LEVELS]; /* links, the strongest first */
};

/* What becomes of a measure. */
enum scenario_fate { SCENARIO_KEPT, SCENARIO_CHANGED, SCENARIO_ADDED, SCENARIO_DROPPED };

struct scenario_measure {
    struct str name, title;
    enum scenario_fate fate;
    bool kept_by_name;                 /* the scenario says `keep` */
    struct result_value before, after; /* its costs */
};

/* A goal, indicator or risk for which nothing is left. */
struct scenario_thing {
    struct str kind, name, title, of;
};

/* A goal that is still reached, but by fewer measures. */
struct scenario_weakened {
    struct str kind, name, title;
    size_t before, after; /* measures that lead straight to it */
};

struct scenario_link {
    struct str from, to;
    int level;        /* of evidence; 0: none */
    bool shown_false; /* a verdict says that it does not work */
};

/* How the measures that go were chosen. */
enum scenario_choice {
    CHOICE_LISTED,     /* the scenario names them, or there is no budget to meet */
    CHOICE_NOT_NEEDED, /* the measures cost no more than that */
    CHOICE_MADE,
    CHOICE_IMPOSSIBLE, /* what has to stay costs more than that */
    CHOICE_TOO_LARGE,  /* too many measures or goals to choose from, or not solved in time */
    CHOICE_UNPRICED    /* costs are not known: whether something has to go, or of what may go */
};

struct scenario_budget {
    struct str asked; /* as written: "-20%" */
    struct str of;    /* what it is a change of: "the budget of the policy" */
    struct result_value base, limit;
    int fits; /* 1, 0; -1: not known, since costs are missing */
};

/* Names of measures that go together. */
struct scenario_set {
    const struct str *names;
    size_t count;
};

struct scenario_result {
    struct str name, title;
    bool built_in; /* the zero option */
    const struct str *sources, *authors_notes;
    size_t source_count, authors_note_count;
    struct scenario_totals totals;
    struct result_discount discount;
    bool has_budget;
    struct scenario_budget budget;
    enum scenario_choice choice;
    const struct scenario_set *as_good; /* other choices that are as good */
    size_t as_good_count;
    bool as_good_more;       /* and there are more */
    size_t at_stake, proven; /* links of measures that may go, and those with evidence of level 3 */
    const struct scenario_measure *measures; /* in text order: all that are not absent */
    size_t measure_count;
    const struct scenario_thing *lost_goals, *lost_indicators, *lost_risks;
    size_t lost_goal_count, lost_indicator_count, lost_risk_count;
    const struct scenario_weakened *weakened;
    size_t weakened_count;
    const struct scenario_link *lost_links, *ended_harms;
    size_t lost_link_count, ended_harm_count;
    const struct str *notes; /* what a reader has to know, in sentences */
    size_t note_count;
};

struct result_scenarios {
    struct str policy, title, period, as_of;
    struct str unit; /* of money; empty: no costs are stated */
    int prices;
    struct scenario_totals base;
    const struct scenario_result *scenarios; /* those asked for, then the zero option */
    size_t count;
    const struct result_input *inputs;
    size_t input_count;
};

#endif
