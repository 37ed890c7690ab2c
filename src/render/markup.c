/* Text in markup. */
#include "render/markup.h"

#include <math.h>

#include "base/utf8.h"

void markup_add(struct buf *out, struct str text)
{
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        if (!bytes || (utf8_is_unprintable(code) && code != '\n' && code != '\t' && code != '\r'))
            buf_add(out, UTF8_REPLACEMENT);
        else if (code == '<')
            buf_add(out, STR("&lt;"));
        else if (code == '>')
            buf_add(out, STR("&gt;"));
        else if (code == '&')
            buf_add(out, STR("&amp;"));
        else if (code == '"')
            buf_add(out, STR("&quot;"));
        else if (code == '\'')
            buf_add(out, STR("&#39;"));
        else if (code == '\n' || code == '\t' || code == '\r')
            buf_add_char(out, ' ');
        else
            buf_add(out, (struct str){text.p, bytes});
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
}

/* Whole numbers only: what printf makes of a fraction depends on the locale. */
void markup_px(struct buf *out, double pixels)
{
    if (!(pixels > -1e7 && pixels < 1e7)) pixels = 0;
    long tenths = lround(pixels * 10);
    if (tenths < 0) buf_add_char(out, '-');
    tenths = tenths < 0 ? -tenths : tenths;
    buf_printf(out, "%ld", tenths / 10);
    if (tenths % 10) buf_printf(out, ".%ld", tenths % 10);
}

void markup_attribute_px(struct buf *out, const char *name, double pixels)
{
    buf_printf(out, " %s=\"", name);
    markup_px(out, pixels);
    buf_add_char(out, '"');
}

void markup_attribute(struct buf *out, const char *name, struct str text)
{
    buf_printf(out, " %s=\"", name);
    markup_add(out, text);
    buf_add_char(out, '"');
}

/* --- widths -------------------------------------------------------------------------------------------------- */

/* Thousandths of the size, from the space to the tilde: about those of Verdana and DejaVu Sans, which are
 * among the widest. */
static const unsigned short widths[] = {
    330, 400, 460, 830, 640, 950, 780, 280, 400, 400, 500, 830, 330, 380,  330, 340, 640, 640, 640,
    640, 640, 640, 640, 640, 640, 640, 340, 340, 830, 830, 830, 540, 1000, 690, 690, 700, 770, 640,
    580, 780, 760, 300, 300, 660, 560, 870, 750, 790, 610, 790, 700, 640,  620, 740, 690, 990, 690,
    620, 690, 400, 340, 400, 830, 510, 510, 620, 640, 560, 640, 620, 360,  640, 640, 280, 290, 580,
    280, 980, 640, 620, 640, 640, 420, 530, 400, 640, 600, 820, 600, 600,  530, 640, 340, 640, 830};

static double width_of(uint32_t code, struct str character)
{
    if (code >= 0x20 && code < 0x7f) return widths[code - 0x20] / 1000.0;
    size_t columns = utf8_width(character);
    return columns > 1 ? 1.05 : columns ? 0.66 : 0;
}

double markup_width(struct str text, double size)
{
    double width = 0;
    while (text.len) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text, &code);
        if (!bytes) bytes = 1;
        width += width_of(code, (struct str){text.p, bytes});
        text = (struct str){text.p + bytes, text.len - bytes};
    }
    return width * size;
}

/* How many bytes from its begin fit: whole words where one does, else characters. */
static size_t fitting(struct str text, double size, double width)
{
    double used = 0;
    size_t at = 0, word = 0;
    while (at < text.len) {
        uint32_t code = 0;
        struct str rest = {text.p + at, text.len - at};
        size_t bytes = utf8_decode(rest, &code);
        if (!bytes) bytes = 1;
        if (code == ' ') word = at;
        used += width_of(code, (struct str){rest.p, bytes}) * size;
        if (used > width) return word ? word : at ? at : bytes;
        at += bytes;
        if (code == '-' || code == '/') word = at;
    }
    return text.len;
}

struct markup_lines markup_wrap(struct arena *arena, struct str text, double size, double width,
                                size_t most)
{
    struct markup_lines lines = {ARENA_ARRAY(arena, struct str, most + 1), 0};
    text = str_trim(text);
    while (text.len && lines.count < most) {
        size_t bytes = fitting(text, size, width);
        struct str line = {text.p, bytes};
        if (lines.count + 1 == most && bytes < text.len) {
            bytes = fitting(text, size, width - size);
            line = str_trim((struct str){text.p, bytes});
            line = str_printf(arena, "%.*s…", STR_ARG(line));
            bytes = text.len;
        }
        lines.items[lines.count++] = str_trim(line);
        text = str_trim((struct str){text.p + bytes, text.len - bytes});
    }
    return lines;
}
