/* The checks of a theory: one row of checks.def, one function. Each looks at the typed theory only,
 * says every place that takes part, and stays silent about what could not be parsed. */
#ifndef POL_CHECK_CHECK_H
#define POL_CHECK_CHECK_H

#include "check/choice.h"

/* What a check works with. A check of `by_part` (check.c) is run for one part of the theory after the
 * other: it finds only some of the nodes, links, indicators, rules, assumptions, recommendations and symbols
 * in the lists of `t`, and may ask for others only by way of these. */
struct check {
    const struct theory *t;
    const struct theory *whole;
    size_t part; /* which one, from 0; when the whole is looked at, none of them */
    struct findings *findings;
    const struct choices *choices;
    struct arena *scratch;     /* emptied when a check has run: what it asked for lives no longer */
    struct arena *lasting;     /* for what one check finds out for others; until all have run */
    struct rule_parts *parts;  /* see rule_parts.h; NULL until they are asked for */
    struct verdicts *verdicts; /* of check_verdicts.c; NULL until they are asked for */
    const bool *harmed;        /* see check_mark_harmed; NULL until it is asked for */
};

/* Runs the checks that are chosen. */
void check_theory(const struct theory *t, struct findings *findings, const struct choices *choices);

#define CHECK(code, name, severity, sets, description, function) void function(struct check *check);
#define FINDING(code, name, severity, description)
#include "text/checks.def"
#undef CHECK
#undef FINDING

/* --- what several checks ask -------------------------------------------------------------------- */

/* Whether the name stands in something that could not be parsed: then what is absent may be there. */
bool check_skipped(const struct check *check, const struct symbol *symbol);
/* The limit of a check: what `settings { check T18 9 }` says, else `usual`. */
struct num check_limit(const struct check *check, enum finding_code code, struct num usual);
/* The place of a declaration's name. */
struct span check_name(const struct symbol *symbol);
/* The first link of `leads to` that leaves a node; NULL when there is none. */
const struct link *check_first_link(const struct node *node);
/* Whether a node is an effect or an impact. */
bool check_is_goal(const struct node *node);
/* By node: whether something harms it. */
const bool *check_mark_harmed(struct check *check);
/* Puts nodes in the order of their names, which is the same wherever they stand. */
void check_sort_nodes(const struct node **nodes, size_t count);

/* Whether a link runs against the chain: T06. */
bool check_is_upward(const struct link *link);

/* A finding tells of at most so many places of one kind. */
enum { CHECK_SHOWN = 8 };
/* The place of the next one, with how many there are from it on. */
void check_relate_rest(struct check *check, struct finding *finding, struct span span,
                       size_t count);

#endif
