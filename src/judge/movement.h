/* Whether an indicator was seen to move since a day: the question that contribution analysis and the
 * effect ladder ask where nothing is estimated. Internal to src/judge. */
#ifndef POL_JUDGE_MOVEMENT_H
#define POL_JUDGE_MOVEMENT_H

#include "judge/evaluate.h"

struct movement {
    enum truth moved;    /* it changed at all, beyond chance */
    enum truth as_meant; /* it changed towards what is better */
    struct str text;     /* "fell by 9 from 2019 on (p 0.004)" */
    enum reason reason;  /* of what is unknown */
};

/* Compares the figures from `day` on with those before it: means by Welch where there are two and more
 * on both sides; else the last figures (or the baseline) against what `matters`. */
struct movement movement_of(struct judge *judge, struct indicator *indicator, int32_t day);
/* Of several, of one node: seen when one was. */
struct movement movement_of_all(struct judge *judge, struct indicator *const *indicators,
                                size_t count, int32_t day);
/* The first day on which a measure can have done something; false: nothing says. */
bool movement_start(const struct judge *judge, const struct node *measure, int32_t *day);

#endif
