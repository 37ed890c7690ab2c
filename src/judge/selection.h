/* What of a theory is evaluated: all of it, or what `--only` names and what that needs. */
#ifndef POL_JUDGE_SELECTION_H
#define POL_JUDGE_SELECTION_H

#include "collect/plan.h"
#include "theory/theory.h"

struct selection {
    const struct theory *t;
    const struct str *names; /* as given; none: all */
    size_t name_count;
    bool partial;      /* not all of it */
    bool spending;     /* the costs of all measures too; set before the plan is made */
    bool *rules;       /* by index: shown */
    bool *nodes;       /* by index: chosen by name */
    bool *indicators;  /* by index: shown */
    bool *needed;      /* by rule index: evaluated, shown or not */
    bool *assumptions; /* by index: evaluated */
};

/* Chooses. False when a name is that of no rule, node, indicator or measure: `*wrong` is its place. */
bool selection_make(struct selection *selection, struct arena *arena, const struct theory *t,
                    const struct str *names, size_t name_count, size_t *wrong);

/* Chooses these rules (by index) and nothing else. */
void selection_of_rules(struct selection *selection, struct arena *arena, const struct theory *t,
                        const bool *rules);

/* Adds all that the selection evaluates to the plan. */
void selection_plan(const struct selection *selection, struct plan *plan);

/* Whether one thing to judge belongs to it: the node, its measure or its rule (NULL: none) is
 * chosen. */
bool selection_counts(const struct selection *selection, const struct node *node,
                      const struct node *measure, const struct rule *rule);

#endif
