/* How long the stages of an evaluation take, all threads together. */
#ifndef POL_COLLECT_STAGES_H
#define POL_COLLECT_STAGES_H

#include "base/stopwatch.h"
#include "base/str.h"

enum stage {
#define STAGE(id, name, what) STAGE_##id,
#include "collect/stages.def"
#undef STAGE
    STAGE_COUNT
};

struct stages {
    double seconds[STAGE_COUNT];
    double last; /* when the last one ended */
};

struct str stage_name(enum stage stage);
struct str stage_what(enum stage stage);

/* Both take NULL, and do nothing then. */
static inline void stages_start(struct stages *stages)
{
    if (stages) stages->last = stopwatch_now();
}

/* What passed since the last call was this stage. */
static inline void stages_end(struct stages *stages, enum stage stage)
{
    if (!stages) return;
    double now = stopwatch_now();
    stages->seconds[stage] += now - stages->last;
    stages->last = now;
}

void stages_add(struct stages *stages, const struct stages *other);

#endif
