/* A table of JSON objects, whatever stands between them. */
#ifndef POL_DATA_JSON_TABLE_H
#define POL_DATA_JSON_TABLE_H

#include "data/json_records.h"
#include "data/reader.h"

/* What read_<name>_open and read_<name>_fill of JSON are made of. */
bool json_table_open(struct reader *reader, struct json_finder finder);
enum read_status json_table_fill(struct reader *reader, size_t *rows);

#endif
