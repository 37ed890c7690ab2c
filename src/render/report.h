/* What is rendered: findings and results, and how. Renderers turn it into bytes and know nothing of
 * where it comes from. */
#ifndef POL_RENDER_REPORT_H
#define POL_RENDER_REPORT_H

#include "base/buf.h"
#include "judge/portrait.h"
#include "judge/scenario.h"
#include "judge/result.h"
#include "render/language.h"
#include "text/finding.h"

enum report_kind { REPORT_CHECK, REPORT_EVALUATION, REPORT_FAILURE, REPORT_TEST };

struct survey;

struct report {
    enum report_kind kind;
    struct arena *arena;
    const struct sources *sources;
    struct finding *const *findings; /* in text order */
    size_t finding_count;
    size_t by_severity[SEVERITY_ERROR + 1];
    struct finding *const *suppressed; /* those that are not reported, in text order */
    size_t suppressed_count;
    size_t files;
    struct str version; /* of pol */
    /* The page of a finding's code: lines of Markdown, the title first, ended by NULL; NULL: none. */
    const char *const *(*page_of)(enum finding_code code);
    const struct result *result;              /* of an evaluation */
    const struct result_scenarios *scenarios; /* of what scenarios come to */
    const struct survey *survey;              /* of a data file, see data/survey.h */
    const struct portrait *portrait;          /* of drawings and reports for readers */
    const struct language *language;          /* of these; NULL: English */
    struct str command;                       /* that gives the same report again; may be empty */
    const struct result_tests *tests;         /* of tests */
    bool verbose, coverage; /* of tests: list those that passed, and the outcomes */
    struct str error;       /* of a failure */
    int status;             /* with which the program ends */
    struct str fail_on;     /* what makes it other than 0; see pol_writing */
    bool color;
    int width;
};

typedef void render_function(struct buf *out, const struct report *report);

struct renderer {
    const char *name, *purpose;
    render_function *check, *evaluation, *failure, *test;
};

/* NULL when there is none of this name. */
const struct renderer *renderer_find(struct str name);
/* The names in order, and NULL. */
const char *const *renderer_names(void);

#define RENDERER(name, purpose, check, evaluation, failure, test)                                  \
    render_function check;                                                                         \
    render_function evaluation;                                                                    \
    render_function failure;                                                                       \
    render_function test;
#include "render/renderers.def"
#undef RENDERER

/* Whether the status is other than 0 because of this finding or verdict. */
bool report_fails_finding(const struct report *report, const struct finding *finding);
bool report_fails_verdict(const struct report *report, const struct result_rule *rule);

/* The findings that may be lived with, as the text of a baseline (see pol_write_baseline). */
void render_baseline(struct buf *out, const struct report *report);

/* Checks to be explained. */
struct explaining {
    struct arena *arena;
    const struct explained {
        const struct finding_kind *kind;
        const char *const *lines; /* its page, Markdown, the title first; NULL: it has none */
    } * items;
    size_t count;
    bool one; /* their pages, not the list */
    bool json, color;
    int width;
};

void render_explanations(struct buf *out, const struct explaining *explaining);

/* Where a location lies, as people are shown it; an empty path: nowhere. */
struct shown_place {
    struct str path;
    struct place start, end; /* the end is one past the last */
    struct source *source;   /* NULL: in a data file */
};
struct shown_place report_place(const struct report *report, const struct location *location);

#endif
