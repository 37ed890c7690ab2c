/* A table of JSON objects, whatever stands between them. */
#ifndef POL_DATA_JSON_TABLE_H
#define POL_DATA_JSON_TABLE_H

#include "data/encoding.h"
#include "data/json_keys.h"
#include "data/json_records.h"
#include "data/reader.h"
#include "data/window.h"

struct json_table {
    struct reader *reader;
    struct decoder decoder;
    struct window window;
    struct json_finder finder;
    struct json_keys keys;
    struct json_taker taker;
};

/* What read_<name>_open and read_<name>_fill of JSON are made of. */
bool json_table_open(struct reader *reader, struct json_finder finder);
enum read_status json_table_fill(struct reader *reader, size_t *rows);

/* Counts a row that is no object of JSON; `json` says why. */
void json_complain_of_row(struct json_bad_rows *bad, struct arena *arena, uint64_t line,
                          const struct json_text *json);

#endif
