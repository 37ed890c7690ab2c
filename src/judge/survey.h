/* What can the figures of an indicator support? Each method is tried on them, and what it answers is
 * kept: whether it could be had, at which level, the smallest change that it could have seen, and what
 * to be careful of. Internal to src/judge. */
#ifndef POL_JUDGE_SURVEY_H
#define POL_JUDGE_SURVEY_H

#include "judge/judging.h"

struct survey_request {
    struct indicator *indicator;
    struct indicator *control; /* or NULL */
    bool has_from;             /* else from when the measures behind it began */
    struct period from;
    const struct str *treated; /* groups */
    size_t treated_count;
};

const struct result_survey *survey_make(struct judging *judging,
                                        const struct survey_request *request);

#endif
