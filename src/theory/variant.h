/* What a scenario makes of the measures, and what the measures that are left still reach. The checks
 * and the command `scenario` both go by this. */
#ifndef POL_THEORY_VARIANT_H
#define POL_THEORY_VARIANT_H

#include "theory/theory.h"

/* What becomes of a measure. */
enum fate {
    FATE_ABSENT,  /* it is proposed only, and nothing adds it; also what is no measure */
    FATE_KEPT,    /* as it is */
    FATE_CHANGED, /* it stays, with more or less money */
    FATE_ADDED,   /* it was proposed */
    FATE_DROPPED
};

/* As it is: all measures but those that are proposed. `fates` is by node->index. */
void variant_base(const struct theory *t, enum fate *fates);
/* The zero option, `none`: all of these dropped. */
void variant_none(const struct theory *t, enum fate *fates);
/* With what the scenario drops, adds and changes. A measure that is part of one that is dropped goes
 * with it, unless the scenario keeps it. */
void variant_of(const struct theory *t, const struct scenario *scenario, enum fate *fates);

bool fate_stays(enum fate fate);

/* Marks by node->index what measures that stay lead to, themselves included. `queue` is scratch for
 * all nodes. Answers how many links were followed. */
uint64_t variant_reach(const struct theory *t, const enum fate *fates, bool *reached,
                       const struct node **queue);
/* The same from one measure alone, for the goals only. */
uint64_t variant_reach_from(const struct theory *t, const struct node *measure, bool *reached,
                            const struct node **queue);

#endif
