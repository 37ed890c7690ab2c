/* The studies about a measure and a node: the best level of those that speak for it, and of those
 * that speak against it. */
#ifndef POL_JUDGE_EVIDENCE_H
#define POL_JUDGE_EVIDENCE_H

#include "theory/theory.h"

struct evidence_index {
    struct atoms pairs; /* measure and node to a number */
    struct evidence_levels {
        int positive, negative;
        const struct study *best_positive, *best_negative;
    } * levels;
    size_t capacity;
};

void evidence_begin(struct evidence_index *index, struct arena *arena, const struct theory *t);

/* All that is known of a measure (or effect) and a node; NULL: no study is about them. */
const struct evidence_levels *evidence_about(const struct evidence_index *index,
                                             const struct node *from, const struct node *to);
/* The highest level of a study `about measure to node` that finds positive; 0: none. */
int evidence_for(const struct evidence_index *index, const struct node *measure,
                 const struct node *node);
/* … that finds negative, or no effect. */
int evidence_against(const struct evidence_index *index, const struct node *measure,
                     const struct node *node);

#endif
