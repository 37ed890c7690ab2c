/* The columns of a table as keys of JSON objects. A column is looked up by its header: the key itself,
 * or a path with dots into objects that lie in the row ("unit.name"). */
#ifndef POL_DATA_JSON_KEYS_H
#define POL_DATA_JSON_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/atom.h"
#include "base/buf.h"
#include "data/header.h"
#include "data/json_text.h"
#include "data/reader.h"

/* What is known of a key or path. */
struct json_path {
    uint32_t column; /* the first that wants it, + 1; 0: none */
    bool inner;      /* a column wants something that lies in it */
    bool seen;       /* it stood in a row */
};

struct json_keys {
    struct reader *reader;
    struct atoms known;      /* paths that columns want, and those that lead to them */
    struct json_path *paths; /* by known */
    size_t path_capacity;
    uint32_t *next;     /* by column: another one that wants the same, + 1 */
    uint64_t *written;  /* by column: the row in which it was last seen */
    uint64_t row;       /* counted from 1 */
    struct atoms names; /* of the rows at the beginning: what messages can offer */
    struct buf path;    /* of the member that is looked at */
};

void json_keys_init(struct json_keys *keys, struct reader *reader);

/* Notes the names in one of the first rows; false when it is no object. */
bool json_keys_note(struct json_keys *keys, struct str record);

/* Matches the wanted columns with the names noted, exactly, then ignoring case. One that is not among
 * them may yet come. false when two names may be meant: a finding D01. */
bool json_keys_match(struct json_keys *keys);

/* Puts the values of one object into the fields of row `row` of the batch. false when it is no JSON:
 * `json` says what is wrong. */
bool json_keys_take(struct json_keys *keys, struct json_text *json, size_t row);

/* A finding D01 for each wanted column that stood in no row, where there were rows; true: none. */
bool json_keys_all_seen(const struct json_keys *keys);

#endif
