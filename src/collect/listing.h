/* Which rows stand behind a figure. They are not kept while figures are made: the table is read once
 * more, in order, with what is to be listed in collect_options. */
#ifndef POL_COLLECT_LISTING_H
#define POL_COLLECT_LISTING_H

#include "collect/adding.h"
#include "collect/pass.h"

/* Notes those of some entries that a wish asks for. */
void listing_take(const struct pass *pass, const struct query *query,
                  const struct added_rows *rows);

/* Whether rows of a table are to be listed. */
bool listing_wants(const struct collect_options *options, const struct table *table);

#endif
