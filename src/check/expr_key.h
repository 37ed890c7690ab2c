/* What tells typed expressions apart: two have the same key when they mean the same. */
#ifndef POL_CHECK_EXPR_KEY_H
#define POL_CHECK_EXPR_KEY_H

#include "theory/theory.h"

/* Appends the key; false, with something appended, when the expression is larger than `steps`, which
 * is lessened by what was taken. Keys hold addresses: they are for comparing in one run. */
bool expr_key_add(struct buf *buf, const struct expr *expr, size_t *steps);
/* That of a reported figure; equal figures have equal keys. */
void expr_key_add_figure(struct buf *buf, struct period period, const struct num *number);
/* That of `series at period`, for an expression that need not be there. */
bool expr_key_at(struct buf *buf, const struct expr *series, struct period period, size_t *steps);

#endif
