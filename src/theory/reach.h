/* The ways along `leads to` links from one node to another. */
#ifndef POL_THEORY_REACH_H
#define POL_THEORY_REACH_H

#include "theory/theory.h"

/* Scratch of many questions about one theory. */
struct reach {
    const struct theory *t;
    uint32_t *ahead, *back; /* by node: the question in which it was reached */
    struct node **queue;
    uint32_t question;
    uint64_t
        steps_left; /* all questions together: a theory that is made to be slow gets no answer */
};

void reach_begin(struct reach *reach, struct arena *arena, const struct theory *t);

/* What to do with a link on a way from one node to the other; false: it can't be used. */
typedef bool reach_visit(void *context, const struct link *link);

/* Goes over all links on ways from `from` to `to` that `visit` (NULL: none asked) lets it use; each
 * once. Answers whether there is a way; also true when the steps are used up. */
bool reach_ways(struct reach *reach, const struct node *from, const struct node *to,
                reach_visit *visit, void *context);

#endif
