/* What costs and budgets come to, as far as it stands in the text. */
#ifndef POL_CHECK_AMOUNT_H
#define POL_CHECK_AMOUNT_H

#include "theory/theory.h"

/* The least, and the most, that a constant amount can be; false where it is not known before the data
 * are. */
bool amount_low(const struct expr *expr, struct num *low);
bool amount_high(const struct amount *amount, struct num *high);

/* By node: the measure that this one is `part of`; NULL when it is part of none. */
const struct node **amount_wholes(const struct theory *t, struct arena *arena);

/* The least that a measure costs over all its years, in the unit of its first costs; false where a part
 * of it is not known. */
bool amount_total(const struct theory *t, const struct node *measure, struct num *total);

#endif
