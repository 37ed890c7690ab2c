/* What changed between two texts, line by line. */
#ifndef POL_TEXT_DIFF_H
#define POL_TEXT_DIFF_H

#include "base/buf.h"

/* A unified diff of `before` and `after`, with three lines around each change, as `patch` reads it;
 * nothing when they are the same. Time and memory grow with the texts and with what changed in one
 * place; where that is too much the place is shown as removed and written anew. */
void diff_unified(struct buf *out, struct str path, struct str before, struct str after);

#endif
