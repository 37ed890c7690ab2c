/* Writing JSON: commas, nesting and escapes are taken care of here. */
#ifndef POL_RENDER_JSON_WRITE_H
#define POL_RENDER_JSON_WRITE_H

#include "base/buf.h"
#include "base/num.h"

struct json {
    struct buf *out;
    bool first; /* nothing stands in the innermost object or array yet */
    int depth;
    bool keyed; /* a key was just written */
};

struct json json_to(struct buf *out);

void json_object(struct json *json);
void json_array(struct json *json);
void json_end_object(struct json *json);
void json_end_array(struct json *json);
/* An object or array on one line. */
void json_key(struct json *json, const char *key);
void json_key_str(struct json *json, struct str key);

void json_str(struct json *json, struct str text);
void json_int(struct json *json, uint64_t number);
void json_num(struct json *json, const struct num *number);
void json_bool(struct json *json, bool truth);
void json_null(struct json *json);

/* key and value */
void json_member_str(struct json *json, const char *key, struct str text);
/* An empty text is null. */
void json_member_str_or_null(struct json *json, const char *key, struct str text);
void json_member_int(struct json *json, const char *key, uint64_t number);

#endif
