/* From a data block to what the readers want to know. */
#ifndef POL_COLLECT_TABLE_FILE_H
#define POL_COLLECT_TABLE_FILE_H

#include "collect/collect.h"
#include "data/table.h"

/* The file that is named instead of the table's own, or NULL. */
const struct data_override *table_override(const struct collect_options *options, struct str name);

/* The specification of the table's file; false, reported, when there is no such file or the path is
 * not allowed. The columns stand in `spec` as the table's typed ones do, in order; `places` says by
 * column->index where. */
bool table_file(const struct table_plan *plan, struct loader *loader, struct arena *arena,
                const struct collect_options *options, const struct theory *t,
                struct findings *findings, struct table_spec *spec, size_t **places);

#endif
