/* Working out scenarios: the parts that the files share. Internal to src/judge. */
#ifndef POL_JUDGE_COMPARING_H
#define POL_JUDGE_COMPARING_H

#include "judge/judging.h"
#include "judge/scenario.h"
#include "theory/variant.h"

struct comparing {
    struct judging *s;
    const struct theory *t;
    struct arena *arena;
    struct findings *findings;
    const struct unit *unit; /* in which costs are added up; NULL: none are stated */
    struct cell *costs; /* by node: over the policy's period, in `unit`; missing where not known */
    struct run *runs;   /* by node: the same by year */
    int *levels;        /* by place in t->links: of its evidence; -1: shown not to work */
    enum fate *base;    /* by node */
    bool *reached;      /* by node: in the base */
    const struct node **queue;
    uint64_t steps_left; /* all scenarios together */
    size_t nodes_left;   /* of the solver, all scenarios together */
};

/* One scenario while it is worked out. */
struct variant {
    struct comparing *c;
    const struct scenario *scenario; /* NULL: the zero option */
    enum fate *fates;
    bool *reached;
    struct cell *costs; /* by node: as the scenario changes them */
    struct scenario_result *result;
    struct str *notes;
    size_t note_count, note_capacity;
};

void variant_note(struct variant *v, const char *format, ...) POL_PRINTF(2, 3);

/* --- money (scenario_money.c) --------------------------------------------------------------------- */

/* The costs of all measures in one unit. */
void comparing_price(struct comparing *c);
/* The costs of this variant's measures, after what it changes. */
void variant_price(struct variant *v);
/* The budget it has to keep to; false where it has none or it can't be worked out. */
bool variant_budget(struct variant *v, struct num *limit);
/* The sum of the known costs of the measures that stay. */
struct num variant_sum(const struct variant *v, size_t *unpriced);
struct result_value money_value(struct comparing *c, const struct num *amount);

/* --- the choice (scenario_choice.c) ---------------------------------------------------------------- */

/* Chooses what goes, so that the rest costs no more than `limit`. */
void variant_choose(struct variant *v, const struct num *limit);

/* Whether a link says anything in this variant: it stands on a measure that stays, or on a goal that
 * is reached. */
bool variant_link_stands(const struct link *link, const enum fate *fates, const bool *reached);

#endif
