/* Patterns of file names: `*` stands for any characters, also none, `?` for one. */
#ifndef POL_BASE_PATTERN_H
#define POL_BASE_PATTERN_H

#include <stdbool.h>

#include "base/str.h"

/* Whether a name holds one of the two signs. */
bool pattern_is_one(struct str name);

/* Whether the whole of `name` is as the pattern says. Takes at most their lengths multiplied. */
bool pattern_matches(struct str pattern, struct str name);

#endif
