/* What an author can do about values that could not be read. */
#ifndef POL_DATA_ADVICE_H
#define POL_DATA_ADVICE_H

#include "data/complaint.h"

/* The help of a finding D02: a sentence for each of the two commonest problems. */
struct str advice_on_values(const struct complaint_context *context,
                            const struct column_spec *column, const struct complaint *complaint);

#endif
