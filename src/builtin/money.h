/* Amounts of different years made comparable: price years and discounting. */
#ifndef POL_BUILTIN_MONEY_H
#define POL_BUILTIN_MONEY_H

#include "builtin/builtin.h"

/* x times the index of p through that of the amount's own period; where the amounts stand in constant
 * prices of a year (`prices 2019`), through the index of that year, the mean of its periods. */
void money_deflate(const struct call *call, struct value *result);

/* Each amount through (1 + rate)^years, years counted from `to` to the year it falls in; exact while it
 * fits. A rate of -100 % or lower leaves nothing that can be known. */
void money_discounted(const struct call *call, struct value *result);
/* The sum of that, missing when one of the amounts is. */
void money_present_value(const struct call *call, struct value *result);

/* One amount of `year` as it is worth in `to`. */
struct cell money_discount(struct arena *arena, const struct cell *amount, const struct num *rate,
                           int32_t years);

#endif
