/* JSON, compact, in the order it is given. */
#include "render/json_write.h"

#include "base/utf8.h"

struct json json_to(struct buf *out)
{
    return (struct json){.out = out, .first = true};
}

static void begin_value(struct json *json)
{
    if (!json->keyed && !json->first) buf_add_char(json->out, ',');
    json->keyed = false;
    json->first = false;
}

static void open(struct json *json, char bracket)
{
    begin_value(json);
    buf_add_char(json->out, bracket);
    json->first = true;
    json->depth++;
}

static void close(struct json *json, char bracket)
{
    buf_add_char(json->out, bracket);
    json->first = false;
    json->depth--;
}

void json_object(struct json *json)
{
    open(json, '{');
}

void json_array(struct json *json)
{
    open(json, '[');
}

void json_end_object(struct json *json)
{
    close(json, '}');
}

void json_end_array(struct json *json)
{
    close(json, ']');
}

static void add_escaped(struct buf *out, unsigned char c)
{
    switch (c) {
    case '"': buf_add(out, STR("\\\"")); break;
    case '\\': buf_add(out, STR("\\\\")); break;
    case '\n': buf_add(out, STR("\\n")); break;
    case '\t': buf_add(out, STR("\\t")); break;
    case '\r': buf_add(out, STR("\\r")); break;
    default: buf_printf(out, "\\u%04x", c);
    }
}

/* Bytes that are no UTF-8 become the replacement character: JSON holds nothing else. */
static void add_quoted(struct buf *out, struct str text)
{
    buf_add_char(out, '"');
    size_t plain = 0, i = 0;
    while (i < text.len) {
        unsigned char c = (unsigned char)text.p[i];
        uint32_t code;
        size_t bytes = c < 0x80 ? 1 : utf8_decode((struct str){text.p + i, text.len - i}, &code);
        bool as_it_is = bytes && (c >= 0x80 || (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f));
        if (as_it_is) {
            i += bytes;
            continue;
        }
        buf_add(out, (struct str){text.p + plain, i - plain});
        if (bytes)
            add_escaped(out, c);
        else
            buf_add(out, UTF8_REPLACEMENT);
        plain = ++i;
    }
    buf_add(out, (struct str){text.p + plain, i - plain});
    buf_add_char(out, '"');
}

void json_key_str(struct json *json, struct str key)
{
    if (!json->first) buf_add_char(json->out, ',');
    json->first = false;
    add_quoted(json->out, key);
    buf_add_char(json->out, ':');
    json->keyed = true;
}

void json_key(struct json *json, const char *key)
{
    json_key_str(json, str_from(key));
}

void json_str(struct json *json, struct str text)
{
    begin_value(json);
    add_quoted(json->out, text);
}

void json_int(struct json *json, uint64_t number)
{
    begin_value(json);
    buf_printf(json->out, "%llu", (unsigned long long)number);
}

void json_num(struct json *json, const struct num *number)
{
    begin_value(json);
    num_add_json(json->out, number);
}

void json_bool(struct json *json, bool truth)
{
    begin_value(json);
    buf_add(json->out, truth ? STR("true") : STR("false"));
}

void json_null(struct json *json)
{
    begin_value(json);
    buf_add(json->out, STR("null"));
}

void json_member_str(struct json *json, const char *key, struct str text)
{
    json_key(json, key);
    json_str(json, text);
}

void json_member_str_or_null(struct json *json, const char *key, struct str text)
{
    json_key(json, key);
    if (text.len)
        json_str(json, text);
    else
        json_null(json);
}

void json_member_int(struct json *json, const char *key, uint64_t number)
{
    json_key(json, key);
    json_int(json, number);
}
