/* The studies about a measure and a node: the best level of those that speak for it, and of those
 * that speak against it. */
#ifndef POL_JUDGE_EVIDENCE_H
#define POL_JUDGE_EVIDENCE_H

#include "theory/theory.h"

struct evidence_index {
    struct atoms pairs; /* measure and node to a number */
    struct evidence_levels {
        int positive, negative;
    } * levels;
    size_t capacity;
};

void evidence_begin(struct evidence_index *index, struct arena *arena, const struct theory *t);

/* The highest level of a study `about measure to node` that finds positive; 0: none. */
int evidence_for(const struct evidence_index *index, const struct node *measure,
                 const struct node *node);
/* … that finds negative, or no effect. */
int evidence_against(const struct evidence_index *index, const struct node *measure,
                     const struct node *node);

#endif
