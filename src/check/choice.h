/* Which checks run, and how severe what they find is: by the table, the policy's profile, `settings`
 * and the command line, each later one winning. */
#ifndef POL_CHECK_CHOICE_H
#define POL_CHECK_CHOICE_H

#include "theory/theory.h"

/* What the command line asks for. The codes and names are as the user wrote them. */
struct check_request {
    bool strict;
    const struct str *profiles, *only, *enable, *disable;
    size_t profile_count, only_count, enable_count, disable_count;
    struct str baseline; /* path of the file of findings to live with; empty: none */
    bool data;           /* the data files are read too */
    bool one_program;    /* the baseline is of this program alone */
    int32_t today;       /* allowances end */
};

struct choices {
    struct choice {
        bool on;
        enum severity severity;
        bool severity_said; /* in `settings` */
        bool has_number;    /* `check T18 9`: the check's limit */
        struct num number;
    } of[FINDING_CODES];
    unsigned sets; /* those asked for: bits of enum check_set */
    int32_t today; /* what is due before is overdue */
};

/* Works the choices out; what `settings` say wrongly becomes a finding of the theory. */
void choices_make(struct choices *choices, const struct theory *t,
                  const struct check_request *request);

/* The first word of a request that names no check or profile, with the nearest one that does (empty:
 * none is near); false when all do. */
bool choices_wrong(const struct check_request *request, struct str *word, struct str *near);

#endif
