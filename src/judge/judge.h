/* Judging: from a theory and its cubes to a result. Small, exact, in order; the trace is made on the
 * way and is not a second story. */
#ifndef POL_JUDGE_JUDGE_H
#define POL_JUDGE_JUDGE_H

#include "collect/plan.h"
#include "judge/result.h"
#include "judge/selection.h"
#include "judge/story.h"

/* What is to be told of: the one name that the selection has, and the period where one is asked for. */
struct story_request {
    struct str name;
    bool has_at;
    struct period at;
    size_t most_rows; /* so many rows behind each figure are wished for; 0: none */
    /* Filled by the story: what a second run of the plan is to list. */
    struct row_wish *wishes;
    size_t wish_count, wish_capacity;
};

/* The indicator whose figures are tried by each method. */
struct survey_request {
    struct indicator *indicator;
    struct indicator *control; /* or NULL */
    bool has_from;             /* else from when the measures behind it began */
    struct period from;
    const struct str *treated; /* groups */
    size_t treated_count;
};

struct judge_options {
    int32_t as_of;
    struct story_request *story;         /* tell why; or NULL */
    const struct survey_request *survey; /* what its figures can support; or NULL */
    bool unsuppressed;                   /* show groups of fewer than min_cell events too */
    size_t choose_from; /* of scenarios: at most so many measures; 0: as many as there may be */
    struct findings *findings; /* what there is to doubt about verdicts is added here; or NULL */
};

/* The plan has been run. The result lives in `arena`, and so does all it points to. */
const struct result *judge_run(struct arena *arena, const struct theory *t,
                               const struct selection *selection, const struct input *inputs,
                               size_t input_count, const struct judge_options *options);

/* Puts the rows that were listed into the story that wished for them. */
void judge_take_rows(struct arena *arena, const struct story_request *request, struct story *story);

/* Looks only at the figures and aims of the indicators: I18 and I19. The plan has been run. */
void judge_aims(struct arena *arena, const struct theory *t, const struct selection *selection,
                const struct judge_options *options);

#endif
