/* Contribution analysis (Mayne, "Contribution analysis: coming of age?", Evaluation 18, 2012): whether a
 * measure plausibly did its part, by asking of the whole chain from it to a node: was it delivered, does
 * evidence stand behind each link, was each step seen to change, and did nothing else that could
 * explain it? Here: which parts of the theory that is about. */
#ifndef POL_THEORY_WAYS_H
#define POL_THEORY_WAYS_H

#include "theory/theory.h"

enum contribution_part {
    CONTRIBUTION_WHOLE, /* all of the four below */
    CONTRIBUTION_DELIVERED,
    CONTRIBUTION_EVIDENCED,
    CONTRIBUTION_SEEN,
    CONTRIBUTION_RIVALS,
    CONTRIBUTION_PARTS
};

/* "delivered"; of the whole empty. */
struct str contribution_part_name(enum contribution_part part);

/* A question about a measure and a node. Links and nodes are those of all ways between the two, in the
 * order in which they are met from the measure on; the measure itself is no node of them. */
struct contribution_site {
    struct node *measure, *target;
    const struct link **links;
    size_t link_count;
    struct node **nodes;
    int32_t *lags; /* of each node: days after the measure by which it can be seen */
    size_t node_count;
    struct factor **factors; /* that influence one of the nodes */
    size_t factor_count;
    struct rule **rules; /* that judge its delivery, and its effectiveness on the way */
    size_t rule_count;
    bool too_large; /* not all of it was found */
};

/* Finds out what each contribution(…) of a rule is about. When the chain has been built. */
void theory_contributions(struct theory *t);

#endif
