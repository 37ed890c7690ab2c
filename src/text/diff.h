/* What changed between two texts, line by line. */
#ifndef POL_TEXT_DIFF_H
#define POL_TEXT_DIFF_H

#include "base/buf.h"

/* A unified diff of `before` and `after`, with three lines around each change, as `patch` reads it;
 * nothing when they are the same. It is short, but where very much changed not always the shortest:
 * the time grows with the texts and with the number of changes, not with its square. */
void diff_unified(struct buf *out, struct str path, struct str before, struct str after);

#endif
