/* What is rendered: findings and results, and how. Renderers turn it into bytes and know nothing of
 * where it comes from. */
#ifndef POL_RENDER_REPORT_H
#define POL_RENDER_REPORT_H

#include "base/buf.h"
#include "judge/result.h"
#include "text/finding.h"

struct report {
    struct arena *arena;
    const struct sources *sources;
    struct finding *const *findings; /* in text order */
    size_t finding_count;
    size_t by_severity[SEVERITY_ERROR + 1];
    size_t files;
    const struct result *result;      /* of an evaluation */
    const struct result_tests *tests; /* of tests */
    bool verbose, coverage;           /* of tests: list those that passed, and the outcomes */
    struct str error;                 /* of a failure */
    int status;
    bool color;
    int width;
};

typedef void render_function(struct buf *out, const struct report *report);

struct renderer {
    const char *name;
    render_function *check, *evaluation, *failure, *test;
};

/* NULL when there is none of this name. */
const struct renderer *renderer_find(struct str name);
/* The names in order, and NULL. */
const char *const *renderer_names(void);

#define RENDERER(name, check, evaluation, failure, test)                                           \
    render_function check;                                                                         \
    render_function evaluation;                                                                    \
    render_function failure;                                                                       \
    render_function test;
#include "render/renderers.def"
#undef RENDERER

/* Where a location lies, as people are shown it; an empty path: nowhere. */
struct shown_place {
    struct str path;
    struct place start, end; /* the end is one past the last */
    struct source *source;   /* NULL: in a data file */
};
struct shown_place report_place(const struct report *report, const struct location *location);

#endif
