/* The checks of a theory: one row of checks.def, one function. Each looks at the typed theory only,
 * says every place that takes part, and stays silent about what could not be parsed. */
#ifndef POL_CHECK_CHECK_H
#define POL_CHECK_CHECK_H

#include "theory/theory.h"

/* What a check works with. */
struct check {
    const struct theory *t;
    struct findings *findings;
    struct arena *scratch; /* released when all checks have run */
};

/* Runs all checks. */
void check_theory(const struct theory *t, struct findings *findings);

#define CHECK(code, name, severity, description, function) void function(struct check *check);
#define FINDING(code, name, severity, description)
#include "text/checks.def"
#undef CHECK
#undef FINDING

/* --- what several checks ask -------------------------------------------------------------------- */

/* Whether the name stands in something that could not be parsed: then what is absent may be there. */
bool check_skipped(const struct check *check, const struct common *common);
/* The place of a declaration's name. */
struct span check_name(const struct common *common);

#endif
