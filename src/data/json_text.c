/* Walks through JSON. */
#include "data/json_text.h"

#include <string.h>

#include "base/compiler.h"
#include "base/utf8.h"
#include "data/encoding.h"

struct json_text json_text(struct str text)
{
    return (struct json_text){.begin = text.p, .p = text.p, .end = text.p + text.len};
}

static bool fail(struct json_text *json, const char *failure)
{
    if (!json->failure) json->failure = json->p == json->end ? "it ends too early" : failure;
    return false;
}

void json_space(struct json_text *json)
{
    const char *p = json->p;
    while (p < json->end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) p++;
    json->p = p;
}

char json_peek(struct json_text *json)
{
    json_space(json);
    return json->p < json->end ? *json->p : '\0';
}

size_t json_column(const struct json_text *json)
{
    size_t column = 1;
    for (const char *p = json->begin; p < json->p; p++)
        column += ((unsigned char)*p & 0xc0) != 0x80;
    return column;
}

/* ---- strings ---- */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Behind a backslash. */
static bool pass_escape(struct json_text *json)
{
    const char *p = json->p;
    if (p < json->end && *p && strchr("\"\\/bfnrt", *p)) {
        json->p++;
        return true;
    }
    if (p == json->end || *p != 'u') return fail(json, "behind \\ stands nothing that JSON knows");
    for (int i = 1; i <= 4; i++) {
        json->p = p + i;
        if (json->p == json->end || !is_hex(*json->p))
            return fail(json, "behind \\u stand no four hexadecimal digits");
    }
    json->p = p + 5;
    return true;
}

static bool read_string(struct json_text *json, struct json_value *value)
{
    const char *from = ++json->p;
    *value = (struct json_value){.kind = JSON_STRING};
    for (;;) {
        const char *p = json->p;
        while (p < json->end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20) p++;
        json->p = p;
        if (p == json->end) return fail(json, "");
        if (*p == '"') break;
        if (*p != '\\')
            return fail(json, "a line end or another control character stands within quotes");
        json->p++;
        value->escaped = true;
        if (!pass_escape(json)) return false;
    }
    value->text = (struct str){from, (size_t)(json->p - from)};
    json->p++;
    return true;
}

static uint32_t hex_value(const char *p)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)p[i];
        value = value * 16 + (c <= '9' ? c - 0x30u : (c | 0x20u) - 0x61u + 10u);
    }
    return value;
}

/* What \uXXXX at `p` means, and where it goes on; two of them can be one character. */
static const char *take_code_point(const char *p, const char *end, uint32_t *code_point)
{
    *code_point = hex_value(p + 2);
    p += 6;
    bool is_first = *code_point >= 0xd800 && *code_point < 0xdc00;
    if (!is_first || end - p < 6 || p[0] != '\\' || p[1] != 'u') return p;
    uint32_t second = hex_value(p + 2);
    if (second < 0xdc00 || second >= 0xe000) return p;
    *code_point = 0x10000 + ((*code_point - 0xd800) << 10) + (second - 0xdc00);
    return p + 6;
}

static char unescaped(char c)
{
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
    }
}

struct str json_unescape(struct arena *arena, const struct json_value *string)
{
    if (!string->escaped) return string->text;
    /* no escape is shorter than what it means */
    char *text = arena_alloc(arena, string->text.len), *to = text;
    const char *p = string->text.p, *end = p + string->text.len;
    while (p < end) {
        uint32_t code_point;
        if (*p != '\\') {
            *to++ = *p++;
        } else if (p[1] != 'u') {
            *to++ = unescaped(p[1]);
            p += 2;
        } else {
            p = take_code_point(p, end, &code_point);
            if (code_point >= 0xd800 && code_point < 0xe000)
                *to++ = ENCODING_BAD;
            else
                to += utf8_encode(code_point, to);
        }
    }
    return (struct str){text, (size_t)(to - text)};
}

/* ---- numbers and words ---- */

static size_t pass_digits(struct json_text *json)
{
    const char *from = json->p;
    while (json->p < json->end && *json->p >= '0' && *json->p <= '9') json->p++;
    return (size_t)(json->p - from);
}

static bool next_is(const struct json_text *json, const char *any)
{
    return json->p < json->end && *json->p && strchr(any, *json->p);
}

static bool pass_number(struct json_text *json)
{
    static const char wrong[] = "a number of JSON is written as -1.5 or 2e6";
    if (next_is(json, "-")) json->p++;
    bool zero = next_is(json, "0");
    if (!pass_digits(json)) return fail(json, wrong);
    if (zero && json->p[-1] != '0') return fail(json, "a number of JSON has no zeros before it");
    if (next_is(json, ".")) {
        json->p++;
        if (!pass_digits(json)) return fail(json, wrong);
    }
    if (next_is(json, "eE")) {
        json->p++;
        if (next_is(json, "+-")) json->p++;
        if (!pass_digits(json)) return fail(json, wrong);
    }
    return true;
}

/* Whether it is a word that may stand for a value. */
static bool pass_word(struct json_text *json, enum json_kind *kind)
{
    static const struct {
        struct str word;
        enum json_kind kind;
    } words[] = {{{"true", 4}, JSON_WORD},     {{"false", 5}, JSON_WORD},
                 {{"null", 4}, JSON_NULL},     {{"NaN", 3}, JSON_WORD},
                 {{"Infinity", 8}, JSON_WORD}, {{"-Infinity", 9}, JSON_WORD}};
    struct str rest = {json->p, (size_t)(json->end - json->p)};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!str_starts(rest, words[i].word)) continue;
        json->p += words[i].word.len;
        *kind = words[i].kind;
        return true;
    }
    return false;
}

static bool read_plain(struct json_text *json, struct json_value *value)
{
    const char *from = json->p;
    *value = (struct json_value){.kind = JSON_NUMBER};
    bool passed = pass_word(json, &value->kind);
    if (!passed && !next_is(json, "-0123456789")) return fail(json, "here a value is wanted");
    if (!passed && !pass_number(json)) return false;
    value->text = (struct str){from, (size_t)(json->p - from)};
    return true;
}

/* ---- objects and lists ---- */

static bool read_at(struct json_text *json, struct json_value *value, unsigned depth);

bool json_enter(struct json_text *json)
{
    if (json_peek(json) != '{') return fail(json, "here an object ({ … }) is wanted");
    json->p++;
    return true;
}

/* Whether an element comes: passes over the comma before it, or over what closes. */
static bool goes_on(struct json_text *json, size_t count, char closing)
{
    char c = json_peek(json);
    if (c == closing && json->p < json->end) {
        json->p++;
        return false;
    }
    if (!count) return true;
    if (c != ',') return fail(json, "here a comma is wanted, or what closes the brackets");
    json->p++;
    return true;
}

bool json_member(struct json_text *json, size_t count, struct json_value *key)
{
    if (json->failure || !goes_on(json, count, '}')) return false;
    if (json_peek(json) != '"') return fail(json, "here a key within quotes is wanted");
    if (!read_string(json, key)) return false;
    if (json_peek(json) != ':') return fail(json, "behind a key a colon is wanted");
    json->p++;
    return true;
}

static bool read_nested(struct json_text *json, struct json_value *value, unsigned depth)
{
    const char *from = json->p;
    bool object = *from == '{';
    struct json_value inner;
    if (depth == JSON_DEPTH_MAX) return fail(json, "brackets lie in each other more than 64 deep");
    json->p++;
    for (size_t count = 0;; count++) {
        bool more = object ? json_member(json, count, &inner) : goes_on(json, count, ']');
        if (json->failure) return false;
        if (!more) break;
        if (!read_at(json, &inner, depth + 1)) return false;
    }
    *value = (struct json_value){.kind = object ? JSON_OBJECT : JSON_ARRAY,
                                 .text = {from, (size_t)(json->p - from)}};
    return true;
}

static bool read_at(struct json_text *json, struct json_value *value, unsigned depth)
{
    switch (json_peek(json)) {
    case '"': return read_string(json, value);
    case '{':
    case '[': return read_nested(json, value, depth);
    default: return read_plain(json, value);
    }
}

bool json_read(struct json_text *json, struct json_value *value)
{
    return !json->failure && read_at(json, value, 0);
}

bool json_finish(struct json_text *json)
{
    if (json->failure) return false;
    json_space(json);
    return json->p == json->end || fail(json, "here nothing more is wanted");
}
