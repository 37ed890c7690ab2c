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
};

/* Once they are matched, nothing here changes any more: several threads may look keys up. */
struct json_keys {
    struct reader *reader;
    struct atoms known;      /* paths that columns want, and those that lead to them */
    struct json_path *paths; /* by known */
    size_t path_capacity;
    uint32_t *next;     /* by column: another one that wants the same, + 1 */
    struct atoms names; /* of the rows at the beginning: what messages can offer */
    struct buf path;    /* of the name that is noted */
};

void json_keys_init(struct json_keys *keys, struct reader *reader);

/* Notes the names in one of the first rows; false when it is no object. */
bool json_keys_note(struct json_keys *keys, struct str record);

/* Matches the wanted columns with the names noted, exactly, then ignoring case. One that is not among
 * them may yet come. false when two names may be meant: a finding D01. */
bool json_keys_match(struct json_keys *keys);

/* What columns want of a key of the row itself; NULL: nothing. */
const struct json_path *json_keys_find(const struct json_keys *keys, struct arena *scratch,
                                       const struct json_value *key);

/* Takes rows apart, one at a time. Each thread has its own. */
struct json_taker {
    const struct json_keys *keys;
    struct arena *scratch; /* of the batch or portion */
    struct field *fields;  /* of the row, by column; texts are not trimmed yet */
    uint64_t *written;     /* by column: the row in which it was last seen */
    bool *seen;            /* by column: it was in some row */
    uint64_t rows;         /* that were objects */
    uint64_t row;          /* counted from 1 */
    struct buf path;       /* of the member that is looked at */
};

void json_taker_init(struct json_taker *taker, const struct json_keys *keys, struct arena *arena,
                     struct arena *scratch);

/* Puts the values of one object into `fields`. false when it is no JSON: `json` says what is wrong. */
bool json_take(struct json_taker *taker, struct json_text *json);

/* Adds what another one saw. */
void json_taker_merge(struct json_taker *taker, const struct json_taker *other);

/* A finding D01 for each wanted column that stood in no row, where there were rows; true: none. */
bool json_all_seen(const struct json_taker *taker);

#endif
