/* "Did you mean …?": the nearest of a number of texts, when one is near enough to be worth saying. */
#ifndef POL_TEXT_SUGGEST_H
#define POL_TEXT_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Texts longer than this many code points are near to nothing but themselves, in any case. */
enum { SUGGEST_LONGEST = 128 };

/* Nothing is near enough. */
#define SUGGEST_NONE ((size_t)-1)

/* How many letters must be added, left out, changed or swapped with their neighbour to make `a` of
 * `b`, upper and lower case taken as the same; SUGGEST_NONE when that is more than `limit`. The time
 * is bounded by `limit` and SUGGEST_LONGEST, whatever the texts are; they need not be valid UTF-8. */
size_t suggest_distance(struct str a, struct str b, size_t limit);

/* The most that a suggestion for `text` may differ from it: about a third of its letters. */
size_t suggest_limit(struct str text);

/* The place of the nearest item, the first of equally near ones; SUGGEST_NONE when none is near. */
size_t suggest_nearest(struct str text, const struct str *items, size_t count);

#endif
