/* The page of each check, for people: what it finds, why, bad and good, settings, source. The pages are
 * docs/checks; they become part of the program when it is built. */
#ifndef POL_CHECK_EXPLAIN_H
#define POL_CHECK_EXPLAIN_H

#include <stddef.h>

#include "base/compiler.h"
#include "base/str.h"

struct explanation {
    struct str code;
    const char *const *lines; /* Markdown; ended by NULL */
};

/* NULL when there is no page. */
const struct explanation *explanation_of(struct str code);

#endif
