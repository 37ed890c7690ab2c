/* Which of several things to keep when there is not money for all: solved exactly, as an integer
 * programme (GLPK's branch and cut), one objective after the other.
 *
 * In this order a choice is better: the more goals it reaches; then the more links of the strongest
 * level of evidence it keeps, then of the next level, and so on; then the less it drops of the money. */
#ifndef POL_METHOD_CHOOSE_H
#define POL_METHOD_CHOOSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum {
    CHOOSE_ITEMS_MAX = 200,  /* things to choose from */
    CHOOSE_GOALS_MAX = 1000, /* goals that depend on the choice */
    CHOOSE_LISTED_MAX = 8,   /* equally good choices that are listed */
    CHOOSE_SOLVED_MAX = 64,  /* times that one objective is solved, for ties and near ones */
    CHOOSE_NODES_MAX = 20000 /* of all the branchings together */
};
/* What costs may add up to: whole numbers that a double holds with room to spare. */
#define CHOOSE_COST_MAX ((int64_t)1 << 50)

struct choose_problem {
    size_t item_count;
    const int64_t *costs; /* of each item, in any whole unit */
    int64_t limit;        /* what the chosen ones may cost together */
    size_t goal_count;
    const size_t
        *starts; /* goal g is reached when one of the items by[starts[g] .. starts[g + 1] - 1] */
    const size_t *by;          /* is chosen; none of these lists is empty */
    size_t level_count;        /* of evidence, the strongest first */
    const int64_t *item_links; /* [level * item_count + item]: links that an item keeps */
    const int64_t
        *goal_links;    /* [level * goal_count + goal]: links that a goal, once reached, keeps */
    size_t *nodes_left; /* branchings that may still be made; NULL: CHOOSE_NODES_MAX */
};

enum choose_status {
    CHOOSE_DONE,
    CHOOSE_IMPOSSIBLE, /* no choice, not even of nothing, stays within the limit */
    CHOOSE_TOO_HARD    /* not solved within CHOOSE_NODES_MAX */
};

struct choose_answer {
    enum choose_status status;
    size_t count;         /* of the equally good choices that are listed */
    const bool **sets;    /* [count][item]: whether it is kept; in the order in which the items kept
                           first come first */
    bool more;            /* there are more than these */
    int64_t cost;         /* of those kept */
    int64_t goals;        /* reached */
    const int64_t *links; /* kept, by level */
};

/* Solves it; the answer lives in `arena`. Jumps to the arena's guard when the solver finds no memory.
 * The problem is within the limits above. */
void choose_best(struct arena *arena, const struct choose_problem *problem,
                 struct choose_answer *answer);

#endif
