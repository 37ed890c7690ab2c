/* The usual shape of the rows of JSON Lines: which keys stand in which order, and what columns want of
 * them. Programs write all rows alike, so a row is walked along the shape of one before it: each key is
 * compared with what should stand there, and no value that is not wanted is looked at more than the
 * grammar of JSON needs. What is not as expected (an escape in a wanted text, a list, another key) is
 * left to a taker (json_keys.h); what is taken means the same there. */
#ifndef POL_DATA_JSON_SHAPE_H
#define POL_DATA_JSON_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "data/json_keys.h"

/* A key as it is written, from its quote up to where its value begins. */
struct json_shape_member {
    uint32_t from, length; /* in the text of the shape */
    uint32_t column;       /* the first that wants it, + 1; 0: none */
    bool inner;            /* a column wants something that lies in it */
};

struct json_shape {
    const struct json_keys *keys;
    struct buf text;
    struct json_shape_member *members;
    size_t count, room;
};

void json_shape_init(struct json_shape *shape, const struct json_keys *keys, struct arena *arena);

/* Takes the shape of a row that is an object of JSON. */
void json_shape_learn(struct json_shape *shape, struct arena *scratch, struct str row);

/* What is found of a column's value: the byte before it, and its end. */
struct json_span {
    uint32_t before, end;
};

/* How a walk ended. */
enum json_walk {
    JSON_WALKED,
    JSON_CARE,    /* something in the row needs care */
    JSON_STRANGER /* a key that the shape does not have here */
};

/* Walks along the row that begins at text[from]; a line end stands somewhere behind it, in any case,
 * and 48 bytes behind that may be looked at.
 * At JSON_WALKED `*to` is the line end, and spans[c - 1] is set for each column c that a key of the row
 * is wanted by; the others are not touched. */
enum json_walk json_walk(const struct json_shape *shape, const char *text, uint32_t from,
                         struct json_span *spans, uint32_t *to);

/* The first byte from `p` on that ends a text, begins an escape, or may not stand in a text. There is
 * one, and 8 bytes behind it may be looked at. */
const char *json_text_stop(const char *p);

#endif
