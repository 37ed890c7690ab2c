/* Learns shapes of rows, and walks along them. */
#include "data/json_shape.h"

#include <string.h>

#include "data/decode.h"

/* Rows with more keys are taken one by one. So many bytes behind a line end may be looked at. */
enum { MEMBERS_MAX = 1000, BEHIND = 48 };

/* ---- learning ---- */

void json_shape_init(struct json_shape *shape, const struct json_keys *keys, struct arena *arena)
{
    *shape = (struct json_shape){.keys = keys, .text = buf_in(arena)};
}

/* Two keys for one column: which is meant must be asked. */
static bool is_wanted_twice(const struct json_shape *shape, uint32_t column)
{
    for (size_t i = 0; i < shape->count; i++)
        if (shape->members[i].column == column) return column != 0;
    return false;
}

static bool add_member(struct json_shape *shape, struct str written, const struct json_path *path)
{
    uint32_t column = path ? path->column : 0;
    if (shape->count == MEMBERS_MAX || is_wanted_twice(shape, column)) return false;
    ARENA_GROW(shape->text.arena, shape->members, shape->count, shape->room);
    shape->members[shape->count++] = (struct json_shape_member){
        .from = (uint32_t)shape->text.len,
        .length = (uint32_t)written.len,
        .column = column,
        .inner = path && path->inner,
    };
    buf_add(&shape->text, written);
    return true;
}

void json_shape_learn(struct json_shape *shape, struct arena *scratch, struct str row)
{
    struct json_text json = json_text(row);
    struct json_value key, value;
    bool fits = json_enter(&json);
    shape->count = 0;
    buf_clear(&shape->text);
    for (size_t count = 0; fits && json_member(&json, count, &key); count++) {
        const char *from = key.text.p - 1;
        json_space(&json);
        struct str written = {from, (size_t)(json.p - from)};
        fits = json_read(&json, &value) &&
               add_member(shape, written, json_keys_find(shape->keys, scratch, &key));
    }
    if (!fits) shape->count = 0;
}

/* ---- texts ---- */

/* The highest bit of each byte that is 0. Above the first such byte there may be others by mistake. */
static uint64_t zero_bytes(uint64_t x)
{
    return (x - UINT64_C(0x0101010101010101)) & ~x & UINT64_C(0x8080808080808080);
}

const char *json_text_stop(const char *p)
{
    for (;; p += 8) {
        uint64_t x = load_8(p);
        uint64_t quote = zero_bytes(x ^ UINT64_C(0x2222222222222222));
        uint64_t escape = zero_bytes(x ^ UINT64_C(0x5c5c5c5c5c5c5c5c));
        uint64_t control = (x - UINT64_C(0x2020202020202020)) & ~x & UINT64_C(0x8080808080808080);
        uint64_t stops = quote | escape | control;
        if (stops) return p + (unsigned)__builtin_ctzll(stops) / 8;
    }
}

/* Behind a backslash: where the escape ends; NULL: it is none. */
static const char *pass_escape(const char *p)
{
    switch (*p) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return p + 1;
    case 'u': break;
    default: return NULL;
    }
    for (int i = 1; i <= 4; i++) {
        char c = (char)(p[i] | 0x20);
        if (!(p[i] >= '0' && p[i] <= '9') && !(c >= 'a' && c <= 'f')) return NULL;
    }
    return p + 5;
}

/* Behind the quote that opens a text: the quote that closes it. NULL: it needs care, as one with an
 * escape does when it is wanted. */
static const char *pass_text(const char *p, bool wanted)
{
    for (;;) {
        p = json_text_stop(p);
        if (*p == '"') return p;
        if (*p != '\\' || wanted) return NULL;
        p = pass_escape(p + 1);
        if (!p) return NULL;
    }
}

/* ---- other values ---- */

static const char *pass_digits(const char *p)
{
    while (*p >= '0' && *p <= '9') p++;
    return p;
}

/* The end of a number; NULL: it is none of JSON. */
static const char *pass_number(const char *p)
{
    p += *p == '-';
    const char *digits = p;
    p = pass_digits(p);
    if (p == digits || (*digits == '0' && p != digits + 1)) return NULL;
    if (*p == '.') {
        digits = p + 1;
        p = pass_digits(digits);
        if (p == digits) return NULL;
    }
    if (*p == 'e' || *p == 'E') {
        digits = p + 1 + (p[1] == '+' || p[1] == '-');
        p = pass_digits(digits);
        if (p == digits) return NULL;
    }
    return p;
}

/* A list or object that nobody wants: passed over whole; NULL: it needs care. */
static const char *pass_nested(const char *p)
{
    const char *line_end = p;
    while (*line_end != '\n') line_end++;
    struct json_text json = json_text((struct str){p, (size_t)(line_end - p)});
    struct json_value value;
    return json_read(&json, &value) ? json.p : NULL;
}

/* Reads the value at `p`: `*from` and `*to` are what a column has of it. Answers where it goes on;
 * NULL: it needs care. */
static const char *pass_value(const char *p, const struct json_shape_member *member,
                              const char **from, const char **to)
{
    bool wanted = member->column != 0;
    *from = p;
    switch (*p) {
    case '"':
        *from = p + 1;
        *to = pass_text(p + 1, wanted);
        return *to ? *to + 1 : NULL;
    case 'n':
        *to = p; /* nothing */
        return memcmp(p, "null", 4) == 0 ? p + 4 : NULL;
    case 't': return *to = memcmp(p, "true", 4) == 0 ? p + 4 : NULL;
    case 'f': return *to = memcmp(p, "false", 5) == 0 ? p + 5 : NULL;
    case '{':
    case '[': return wanted || member->inner ? NULL : pass_nested(p);
    default: return *to = pass_number(p);
    }
}

/* ---- a row ---- */

static const char *pass_space(const char *p)
{
    while (*p == ' ' || *p == '\t' || *p == '\r') p++;
    return p;
}

/* The member from `i` on whose key stands at `p`, or the count of all. Those between are absent. */
static size_t find_member(const struct json_shape *shape, size_t i, const char *p)
{
    for (; i < shape->count; i++) {
        const struct json_shape_member *member = &shape->members[i];
        const char *key = shape->text.p + member->from;
        /* a key holds no line end, so that strncmp never looks behind one */
        bool same = member->length <= BEHIND ? memcmp(p, key, member->length) == 0
                                             : strncmp(p, key, member->length) == 0;
        if (same) break;
    }
    return i;
}

static void set_spans(const struct json_shape *shape, uint32_t column, struct json_span span,
                      struct json_span *spans)
{
    for (; column; column = shape->keys->next[column - 1]) spans[column - 1] = span;
}

enum json_walk json_walk(const struct json_shape *shape, const char *text, uint32_t from,
                         struct json_span *spans, uint32_t *to)
{
    const char *p = pass_space(text + from), *value = p, *value_end = p;
    if (*p != '{') return JSON_CARE;
    p = pass_space(p + 1);
    for (size_t i = 0; *p != '}'; i++) {
        i = find_member(shape, i, p);
        if (i == shape->count) return *p == '"' ? JSON_STRANGER : JSON_CARE;
        const struct json_shape_member *member = &shape->members[i];
        p = pass_value(p + member->length, member, &value, &value_end);
        if (!p) return JSON_CARE;
        struct json_span span = {(uint32_t)(value - text) - 1, (uint32_t)(value_end - text)};
        set_spans(shape, member->column, span, spans);
        p = pass_space(p);
        if (*p == '}') break;
        if (*p != ',') return JSON_CARE;
        p = pass_space(p + 1);
        if (*p == '}') return JSON_CARE;
    }
    p = pass_space(p + 1);
    *to = (uint32_t)(p - text);
    return *p == '\n' ? JSON_WALKED : JSON_CARE;
}
