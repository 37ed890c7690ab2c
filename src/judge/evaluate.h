/* Evaluating typed expressions on cubes, for one rule or indicator and one group at a time. Internal
 * to src/judge. */
#ifndef POL_JUDGE_EVALUATE_H
#define POL_JUDGE_EVALUATE_H

#include "builtin/builtin.h"
#include "collect/cube.h"
#include "collect/plan.h"
#include "judge/evidence.h"
#include "theory/reach.h"
#include "theory/theory.h"

/* A truth and what it rests on. */
struct judged {
    enum truth truth;
    const struct missing *why; /* of TRUTH_UNKNOWN */
    struct waiting *waits;     /* the same: for what in the trace; NULL: not said */
    int support; /* the evidence level on which this truth rests through .low, .high or .p; 0: none */
    int potential; /* the same if what is unknown turned out true */
    int lowest;    /* the lowest level of any estimate in it; 0: none */
};

/* What a rule's verdict came to. */
struct verdict {
    const struct outcome_word *word;
    const struct missing *why;
    bool by_own_word;
    int level;
    int support; /* of its conditions: the level through .low, .high or .p; 0: none */
};

/* An operand of a comparison or test, with its value. */
struct traced {
    struct traced *next;
    struct str text;
    struct expr *expr; /* for its unit and what it names */
    bool is_truth, is_text;
    enum truth truth;
    struct str words; /* a text or verdict */
    struct cell cell; /* a number; missing: also for truths and texts */
    bool comparison;  /* not an operand: a comparison that is missing of itself */
    bool awaited;     /* missing, and the condition is unknown for it */
};

/* What an unknown truth waits for: a figure, or what two unknown parts wait for. A part that is missing
 * where the others decide all the same is not among it, so it is the shortest list: for each of its
 * figures there are outcomes of the others with which the truth hangs on it. */
struct waiting {
    struct traced *figure; /* or NULL */
    struct waiting *a, *b;
    bool taken;
};

struct trace {
    struct traced *first, **last;
    bool provisional;
    struct str lacking, unplaced; /* as in struct basis; the first of each */
    struct str *notes; /* what was done to figures that the reader of a verdict should know of */
    size_t note_count, note_capacity;
    struct traced_estimate {
        struct expr *call;
        const struct estimate *estimate;
    } * estimates; /* each once */
    size_t estimate_count, estimate_capacity;
    const struct contribution *contribution; /* that was asked for; or NULL */
};

/* A group as cubes and indicators know it. */
struct group {
    const struct str *by;
    size_t by_count; /* 0: the whole */
    struct group_key key;
};

/* The figures of an indicator for all its groups. */
struct panel {
    bool computed, computing;
    struct group_key *groups;
    size_t group_count;
    struct run *runs; /* [1 + group]: the whole first */
};

/* While the uncertain numbers of an expression are drawn (chance.c). */
struct sampling;

struct judge {
    struct arena *arena;
    struct arena *steady;      /* of what outlives a draw; else the same */
    struct sampling *sampling; /* NULL: uncertain numbers stay intervals */
    uint64_t draws_left;       /* of the whole evaluation */
    struct chance {
        struct expr *expr; /* the call */
        uint32_t draws;
        struct cell value, low, high; /* a probability: value only */
        const struct driver *drivers;
        size_t driver_count;
    } * chances;
    size_t chance_count, chance_capacity;
    const struct theory *t;
    int32_t as_of;
    const struct given *const *given; /* of a test: by indicator->index; NULL: this is no test */
    struct panel *panels[2];          /* by indicator->index; [1]: across breaks */
    bool ***hidden; /* by indicator->index, run, figure: kept out of sight (suppress.c); or NULL */
    struct verdict *verdicts; /* by rule->index: of the whole */
    enum truth *assumptions;  /* by assumption->index */
    struct slot {
        uint64_t stamp;
        struct value value;
        struct judged judged;
        uint64_t levels_seen;
    } * slots;
    uint64_t stamp, levels_round;
    /* What rules asked of costs, for the report (cost_per.c). */
    struct cost_use {
        struct expr *expr; /* the call of cost_per */
        struct node *measure;
        struct cell point;  /* without regard to intervals */
        struct cell result; /* with them; missing where there is no limit */
        bool unbounded;
    } * cost_uses;
    size_t cost_use_count, cost_use_capacity;
    bool discounted; /* the rate of the settings was used */
    struct reach reach;
    struct evidence_index evidence;
    struct atoms contributions; /* measure and node to a number */
    struct contribution **contributed;
    size_t contributed_capacity;
    struct estimate_memo { /* estimates.c */
        struct atoms keys;
        struct remembered *items;
        size_t capacity;
    } estimates;
    /* Where the groups of panels and cubes stand, each list entered at its first use (panels.c). */
    struct group_places {
        struct atoms keys;
        struct buf key;
        size_t
            *places; /* by number of the key; of a list itself, which has the empty group: unused */
        size_t capacity;
    } group_places;
};

/* Series that a condition asks about, each computed once for all periods; by expression. */
struct series_memo {
    uint64_t stamp; /* of where they are computed: that of a context without a point */
    struct atoms exprs, conditions;
    struct value *values;
    size_t capacity;
};

/* Where an expression is evaluated. */
struct context {
    struct judge *judge;
    uint64_t stamp; /* of this rule or indicator, group and point: for shared parts */
    uint64_t frame; /* of this rule or indicator and group: for estimates */
    struct group group;
    bool across; /* breaks do not count */
    bool has_over;
    struct days over; /* series are cut to the periods inside */
    bool has_point;   /* conditions are asked of this period: `if` in a series */
    struct period point;
    struct series_memo *memo; /* with has_point */
    struct trace *trace;      /* or NULL */
};

struct context context_begin(struct judge *judge);

/* A number, series, estimate, period or text. */
struct value evaluate(struct context *context, struct expr *expr);
/* The same for what a condition compares: where it is asked period by period, a series is computed
 * only once. */
struct value evaluate_operand(struct context *context, struct expr *expr);
/* A truth, with what it rests on. */
struct judged evaluate_truth(struct context *context, struct expr *expr);

/* What a function that estimates gives, computed once for each frame (estimates.c); with what it
 * rests on in the trace. */
struct value evaluate_estimate(struct context *context, struct expr *call);
/* What a built-in function gives, computed now. */
struct value call_builtin(struct context *context, struct expr *call);
/* An estimate for people: "trend of flow". */
struct str estimate_name(struct judge *judge, const struct expr *call);
/* The series of each group of an indicator, as a rule sees them. */
struct value group_runs_value(struct context *context, struct indicator *indicator);

/* Whether a measure did its part (contribution.c). */
struct judged evaluate_contribution(struct context *context, struct expr *expr);
/* Puts a truth that is asked as an operand in the trace. */
void note_truth(struct context *context, struct expr *expr, struct judged *judged);

/* The group that a call of `only` names. */
struct group group_of_only(struct judge *judge, const struct expr *expr);

/* all, any and share over groups (truths.c). */
struct judged evaluate_groups(struct context *context, struct expr *expr);
struct value share_of_groups(struct context *context, struct expr *expr);

/* The figures of an indicator; the whole and its groups. */
/* The one figure that a test gives for an indicator without `every`. */
struct cell given_figure(const struct given *given);
const struct panel *indicator_panel(struct judge *judge, struct indicator *indicator, bool across);
/* The place of a group in a panel (0: the whole), or SIZE_MAX. */
size_t panel_find(struct judge *judge, const struct panel *panel, const struct group *group,
                  const struct indicator *indicator);

/* The costs of a measure by year (costs.c). */
struct run costs_run(struct context *context, struct node *measure);

/* --- money (cost_per.c) ------------------------------------------------------------------------------ */

/* cost_per: the total costs of a measure through an effect. */
struct cell cost_per(struct context *context, struct expr *expr);
/* What a function of money needs besides its arguments. */
void price_call(struct context *context, const struct expr *expr, struct call *call);
/* Notes in the trace what a call did to figures: other periods, other prices, other years. */
void note_call(struct context *context, const struct expr *expr, const struct call *call);
/* The year as of which amounts are valued where nothing else is said: the first of the policy, else
 * that of the run. */
struct period value_year(const struct judge *judge, const struct run *run);

/* --- chance (chance.c) ----------------------------------------------------------------------------- */

/* An uncertain number and what it does to a result. */
struct driver {
    struct str text;             /* as written */
    struct cell at_low, at_high; /* the result with it at its ends and all others in their middle */
    double share;                /* of the variance of the result, 0..1 */
};

/* probability and simulate. */
struct value evaluate_chance(struct context *context, struct expr *expr);

/* The uncertain figure `cell` that is written at `span`: as it is, or, while numbers are drawn, its
 * draw. What is written once is one unknown, wherever it is used. */
struct cell chance_cell(struct context *context, struct span span, const struct cell *cell,
                        bool symmetric);
/* An estimate; while numbers are drawn, its value drawn from its own interval. */
struct value chance_estimate(struct context *context, struct expr *call);
/* Draws all that `look` looks at, `draws` times, or where that is too much less often; answers how
 * often: 0 where it could not be. `look` is called with the number of the draw; false: something is
 * missing, and the draw does not count. */
typedef bool chance_look(struct context *context, void *what, uint32_t draw);
uint32_t chance_draw(struct context *context, chance_look *look, void *what);

/* icer, net_benefit, acceptability, information_value (alternatives.c). */
struct cell evaluate_alternatives(struct context *context, struct expr *expr);

/* The figures of an indicator, its uncertain ones drawn. */
struct run chance_run(struct context *context, struct indicator *indicator, struct run run);

/* --- runs (runs.c) -------------------------------------------------------------------------------- */

/* The figures of a query for the context's group. */
struct value value_of_query(struct context *context, const struct query *query);
/* The periods of a run that lie wholly inside these days. */
struct run run_cut(struct context *context, const struct run *run, struct days days);
/* Puts two values together figure by figure, on the union of their periods. */
typedef struct cell cell_function(struct context *context, void *what, const struct cell *a,
                                  const struct cell *b);
struct value values_join(struct context *context, const struct value *a, const struct value *b,
                         cell_function *function, void *what);
/* The figure of a value in a period: of a run that of the period, else the value itself. */
struct cell value_at(struct context *context, const struct value *value, struct period period);
/* The place of a group in a list that stays where it is: 1 for the first; SIZE_MAX: not in it. */
size_t group_place(struct judge *judge, const struct group_key *groups, size_t count,
                   size_t columns, const struct group_key *key);

#endif
