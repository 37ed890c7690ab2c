/* What is wrong with rows as such, not with one value: too many fields, too few, a quote that tears
 * them. Counted while the file is read, told at its end. */
#ifndef POL_DATA_ROW_CHECK_H
#define POL_DATA_ROW_CHECK_H

#include <stdbool.h>

#include "base/arena.h"
#include "data/complaint.h"
#include "data/records.h"

struct row_check {
    size_t width;  /* how many fields a row should have */
    size_t needed; /* how many it must have for all that is wanted */
    struct complaint long_rows, short_rows, torn_rows;
};

/* Whether the fields of a record can't be trusted to be in their columns; counts it. What is kept goes
 * to `arena`. */
bool row_check_spoilt(struct row_check *check, struct arena *arena, struct arena *scratch,
                      const struct scanner *scanner, struct str record);

/* Takes over what was found in other lines of the file. */
void row_check_merge(struct row_check *check, struct arena *arena, struct row_check *other);

#endif
