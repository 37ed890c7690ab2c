/* Findings, verdicts and tests as one list, for formats that other programs read: each is a remark with its
 * place, how severe it is, and whether the status follows from it. */
#ifndef POL_RENDER_REMARK_H
#define POL_RENDER_REMARK_H

#include "render/report.h"

enum remark_outcome {
    REMARK_PASSED,   /* a verdict that is positive; a test */
    REMARK_NOTED,    /* a finding or another verdict, which --fail-on does not name */
    REMARK_SKIPPED,  /* a verdict that is unknown; a finding that is suppressed */
    REMARK_FAILED,   /* --fail-on names it; a test */
    REMARK_UNDECIDED /* a verdict that is unknown, which --fail-on names */
};

struct remark {
    const struct finding *finding;  /* one of these three, */
    const struct result_rule *rule; /* the others are NULL */
    const struct result_test *test;
    enum remark_outcome outcome;
    enum severity severity;
    struct str code; /* "T04"; of a verdict the name of its rule; of a test "test" */
    struct str name; /* "missing-step"; of a verdict its criterion; of a test its title */
    struct str text; /* without a full stop; of a verdict its group, word, why and cautions */
    struct str help; /* what would mend it; may be empty */
    struct str
        head; /* of a verdict without the why, of a test without what failed, else the text */
    struct str reason; /* why it is skipped or undecided; may be empty */
    struct location location;
    struct shown_place place;
    /* The same as long as it is the same remark, wherever its lines move; no other of this report has
     * it. 32 hexadecimal digits. */
    struct str fingerprint;
};

/* The remarks on one file; an empty path: on none. */
struct remark_file {
    struct str path;
    const struct remark *remarks;
    size_t count;
};

struct remarks {
    struct remark *items; /* in text order, those in data files last */
    size_t count;
    struct remark_file *files; /* those of a check all, also without remarks */
    size_t file_count;
};

struct remarks remarks_of(const struct report *report);

/* Whether it is something to look at: all but positive verdicts and what is suppressed. */
bool remark_is_open(const struct remark *remark);

/* The text, and behind a semicolon the help. */
struct str remark_with_help(struct arena *arena, const struct remark *remark);
/* "safety.pol:12:8: "; empty where the remark lies nowhere. */
struct str remark_position(struct arena *arena, const struct remark *remark);

/* Adds a text to a line of its own: line ends and tabs become spaces, what would be invisible or
 * disturb a terminal U+FFFD. */
void remark_add_line(struct buf *out, struct str text);

#endif
