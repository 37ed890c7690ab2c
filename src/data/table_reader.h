/* Reads a table from all its files, one behind the other, as if they were one. Lines are counted on from
 * file to file, and table_location tells which one of which file is meant; everything else is as for
 * a reader of one file. */
#ifndef POL_DATA_TABLE_READER_H
#define POL_DATA_TABLE_READER_H

#include "data/vectors.h"

struct table_reader;

/* Opens all files once, so that what is wrong with any of them is said at the beginning. NULL as for
 * reader_open, or when a file is not as the others. The reader lives in `arena`. */
struct table_reader *table_reader_open(struct arena *arena, const struct table_spec *spec,
                                       struct findings *findings);

enum read_status table_reader_next(struct table_reader *reader, struct batch *batch);
enum read_status table_reader_scan(struct table_reader *reader, const struct scan_options *options,
                                   portion_take *take, void *context);

/* What was read of all files so far; its fingerprint is that of the file where there is one only, else
 * that of the files' fingerprints, each with a line end, in order. */
const struct table_read *table_reader_read(struct table_reader *reader);

#endif
