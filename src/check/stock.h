/* Whether the name of a column sounds like a stock: fte, staff, inwoners. */
#ifndef POL_CHECK_STOCK_H
#define POL_CHECK_STOCK_H

#include "theory/theory.h"

/* By its name, its header in the file, or its unit. A guess, by lists of words. */
bool stock_is_likely(const struct column *column);

#endif
