/* Makes any text fit to be shown. */
#include "data/shown.h"

#include "base/buf.h"
#include "base/utf8.h"

static void add_visible(struct buf *buf, struct str character, uint32_t code_point)
{
    switch (code_point) {
    case '\n': buf_add(buf, STR("\\n")); return;
    case '\r': buf_add(buf, STR("\\r")); return;
    case '\t': buf_add(buf, STR("\\t")); return;
    }
    if (utf8_is_unprintable(code_point))
        buf_printf(buf, "\\u{%x}", (unsigned)code_point);
    else
        buf_add(buf, character);
}

static struct str show(struct arena *arena, struct str text, int most)
{
    struct buf buf = buf_in(arena);
    for (int i = 0; text.len; i++) {
        if (i == most) {
            buf_add(&buf, STR("\xe2\x80\xa6"));
            break;
        }
        uint32_t code_point;
        size_t n = utf8_decode(text, &code_point);
        if (n)
            add_visible(&buf, (struct str){text.p, n}, code_point);
        else
            buf_add(&buf, UTF8_REPLACEMENT);
        if (!n) n = 1;
        text = (struct str){text.p + n, text.len - n};
    }
    return buf_str(&buf);
}

struct str shown(struct arena *arena, struct str text)
{
    return show(arena, text, SHOWN_MAX);
}

struct str shown_name(struct arena *arena, struct str text)
{
    return show(arena, text, SHOWN_NAME_MAX);
}
