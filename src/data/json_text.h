/* JSON (RFC 8259) as a text that is walked through once, without a tree: what is wanted is cut out, the
 * rest is passed over, and all of it is held to the grammar. Numbers stay the text that they are, so
 * none is rounded. */
#ifndef POL_DATA_JSON_TEXT_H
#define POL_DATA_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* How deep objects and lists may lie in each other. */
enum { JSON_DEPTH_MAX = 64 };

struct json_text {
    const char *begin, *p, *end;
    const char *failure; /* what is wrong at `p`, in words; NULL: nothing so far */
};

enum json_kind {
    JSON_STRING,
    JSON_NUMBER,
    JSON_WORD, /* true, false; NaN and the like, which is no JSON and yet is written */
    JSON_NULL,
    JSON_OBJECT,
    JSON_ARRAY
};

struct json_value {
    enum json_kind kind;
    struct str text; /* as it stands there; of a string without its quotes */
    bool escaped;    /* a string with \ in it: see json_unescape */
};

struct json_text json_text(struct str text);

/* Passes over white space. */
void json_space(struct json_text *json);

/* The character that comes next, behind white space; 0 at the end. */
char json_peek(struct json_text *json);

/* Reads the next value whole. All of these answer false where something is wrong, and then for ever. */
bool json_read(struct json_text *json, struct json_value *value);

/* Goes into an object. */
bool json_enter(struct json_text *json);

/* The key of the next member; its value comes next. `count` of those before it. At the end of the
 * object false, without a failure. */
bool json_member(struct json_text *json, size_t count, struct json_value *key);

/* Nothing but white space may be left. */
bool json_finish(struct json_text *json);

/* The text that a string means; in `arena`. Half a surrogate pair becomes ENCODING_BAD. */
struct str json_unescape(struct arena *arena, const struct json_value *string);

/* How many characters stand before `p`, for messages: counted from 1. */
size_t json_column(const struct json_text *json);

#endif
