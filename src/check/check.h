/* The checks of a theory: one row of checks.def, one function. Each looks at the typed theory only,
 * says every place that takes part, and stays silent about what could not be parsed. */
#ifndef POL_CHECK_CHECK_H
#define POL_CHECK_CHECK_H

#include "check/choice.h"

/* What a check works with. */
struct check {
    const struct theory *t;
    struct findings *findings;
    const struct choices *choices;
    struct arena *scratch; /* released when all checks have run */
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
bool check_skipped(const struct check *check, const struct common *common);
/* The limit of a check: what `settings { check T18 9 }` says, else `usual`. */
struct num check_limit(const struct check *check, enum finding_code code, struct num usual);
/* The place of a declaration's name. */
struct span check_name(const struct common *common);

#endif
