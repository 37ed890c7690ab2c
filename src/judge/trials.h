/* What can the figures of an indicator support? Each method is tried on them, and what it answers is
 * kept: whether it could be had, at which level, the smallest change that it could have seen, and what
 * to be careful of. Internal to src/judge. */
#ifndef POL_JUDGE_TRIALS_H
#define POL_JUDGE_TRIALS_H

#include "judge/judging.h"

const struct result_survey *survey_make(struct judging *judging,
                                        const struct survey_request *request);

#endif
