/* Contribution analysis: what is found along the chain from a measure to what a rule judges
 * (theory/ways.h says whence the method comes). Internal to src/judge. */
#ifndef POL_JUDGE_CONTRIBUTION_H
#define POL_JUDGE_CONTRIBUTION_H

#include "judge/evaluate.h"
#include "theory/ways.h"

/* One thing that was looked at. */
struct contribution_row {
    enum contribution_part part;
    struct str of; /* "training", "training -> reporting", "weather" */
    enum truth holds;
    struct str text; /* what was found */
    enum reason reason;
};

struct contribution {
    const struct contribution_site *site;
    enum truth parts[CONTRIBUTION_PARTS];          /* [CONTRIBUTION_WHOLE]: all of them */
    const struct missing *why[CONTRIBUTION_PARTS]; /* of what is unknown */
    struct contribution_row *rows;
    size_t row_count, row_capacity;
};

/* The best study about a link, of those it cites and those `about` its ends: whether it speaks for it,
 * against it, or there is none. Shared with the effect ladder. */
struct link_evidence {
    const struct study *positive, *against;
};
struct link_evidence link_evidence(const struct judge *judge, const struct link *link);
/* Whether its assumptions hold: all; false when one fails. */
enum truth link_assumptions(const struct judge *judge, const struct link *link);

#endif
