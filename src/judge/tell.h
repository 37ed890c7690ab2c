/* Telling why: from what was judged to the tree behind it. Internal to src/judge. */
#ifndef POL_JUDGE_TELL_H
#define POL_JUDGE_TELL_H

#include "judge/judging.h"
#include "judge/story.h"

/* The story of the rule, indicator, node or measure that the selection names. Everything has been
 * judged, and the rules and inputs of the result stand. */
struct story *tell(struct judging *judging, struct story_request *request);

#endif
