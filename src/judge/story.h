/* Why: what stands behind a verdict, a figure or a node, as a tree from the verdict down to the file.
 * Told from the very run that gave the verdict. Plain data for those who render it; it lives in the
 * arena of the run. */
#ifndef POL_JUDGE_STORY_H
#define POL_JUDGE_STORY_H

#include "judge/result.h"

/* Limits of a tree: a theory can be made so that it has no end. */
enum { STORY_PARTS_MAX = 5000, STORY_DEPTH_MAX = 40 };

enum story_kind {
    STORY_NODE,       /* a measure, effect, impact or problem */
    STORY_LINK,       /* from it to another node: why it should lead there */
    STORY_RULE,       /* a verdict */
    STORY_CONDITION,  /* one that was looked at */
    STORY_LIMIT,      /* what changed the verdict after the conditions */
    STORY_CAUTION,    /* what to keep in mind with it */
    STORY_VALUE,      /* what a condition compares or tests */
    STORY_ESTIMATE,   /* what a method gives */
    STORY_INDICATOR,  /* a series */
    STORY_FIGURE,     /* its value in a period */
    STORY_AIM,        /* a baseline or target */
    STORY_COSTS,      /* the costs of a measure */
    STORY_AGGREGATE,  /* a question to the rows of a table */
    STORY_INPUT,      /* a table and its file */
    STORY_ROW,        /* a row of it that counts */
    STORY_ASSUMPTION, /* what a link rests on */
    STORY_EVIDENCE,   /* a study */
    STORY_MORE        /* there is more than is told */
};

enum { STORY_NO_TRUTH = -2 };

struct story {
    enum story_kind kind;
    struct str name;  /* of what is declared; else empty */
    struct str title; /* … and its title */
    struct str text;  /* as written in the source, or of what is told about a thing */
    int truth;        /* 0, 1, -1 unknown, or STORY_NO_TRUTH */
    bool has_value;
    struct result_value value;
    struct str period; /* of a figure, or what the figures are about */
    bool counted;      /* the three below mean something */
    uint64_t n, missing, left_out;
    const struct result_rule *rule;   /* of STORY_RULE, where it is shown */
    const struct result_input *input; /* of STORY_INPUT */
    size_t
        wish; /* of STORY_AGGREGATE: which of the request's wishes asks for its rows, + 1; 0: none */
    struct location location;
    struct story *parts, *next; /* the first below; the next beside it */
    struct story *last;         /* while it grows */
};

/* A new part, the last below `under`; NULL: a story of its own. */
struct story *story_add(struct arena *arena, struct story *under, enum story_kind kind);

#endif
