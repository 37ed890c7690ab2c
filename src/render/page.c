/* Lines for a terminal. */
#include "render/page.h"

#include "base/utf8.h"

static struct str ink_code(enum ink ink)
{
    switch (ink) {
    case INK_PLAIN: return STR("");
    case INK_BOLD: return STR("\033[1m");
    case INK_DIM: return STR("\033[2m");
    case INK_RED: return STR("\033[1;31m");
    case INK_GREEN: return STR("\033[1;32m");
    case INK_YELLOW: return STR("\033[1;33m");
    case INK_BLUE: return STR("\033[1;34m");
    case INK_CYAN: return STR("\033[36m");
    }
    return STR("");
}

/* Control characters and marks of direction could make a terminal show what is not there. */
void page_add(struct page *page, struct str text)
{
    while (text.len) {
        uint32_t code;
        size_t bytes = utf8_decode(text, &code);
        if (bytes && !utf8_is_unprintable(code))
            buf_add(page->out, (struct str){text.p, bytes});
        else if (bytes && (code == '\t' || code == '\n' || code == '\r'))
            buf_add_char(page->out, ' ');
        else
            buf_add(page->out, UTF8_REPLACEMENT);
        bytes = bytes ? bytes : 1;
        text = (struct str){text.p + bytes, text.len - bytes};
    }
}

void page_ink(struct page *page, enum ink ink, struct str text)
{
    bool colored = page->color && ink != INK_PLAIN && text.len;
    if (colored) buf_add(page->out, ink_code(ink));
    page_add(page, text);
    if (colored) buf_add(page->out, STR("\033[0m"));
}

void page_spaces(struct page *page, size_t count)
{
    buf_repeat(page->out, STR(" "), count);
}

/* As many whole characters as fit into `columns`, in bytes. */
static size_t fitting(struct str text, size_t columns)
{
    size_t used = 0, at = 0;
    while (at < text.len) {
        uint32_t code;
        size_t bytes = utf8_decode((struct str){text.p + at, text.len - at}, &code);
        bytes = bytes ? bytes : 1;
        size_t width = utf8_width((struct str){text.p + at, bytes});
        if (used + width > columns) break;
        used += width;
        at += bytes;
    }
    return at;
}

struct str page_cut(struct arena *arena, struct str text, size_t columns)
{
    if (utf8_width(text) <= columns) return text;
    size_t bytes = fitting(text, columns ? columns - 1 : 0);
    return str_printf(arena, "%.*s…", (int)bytes, text.p);
}

static void begin_ink(struct page *page, enum ink ink)
{
    if (page->color && ink != INK_PLAIN) buf_add(page->out, ink_code(ink));
}

static void end_ink(struct page *page, enum ink ink)
{
    if (page->color && ink != INK_PLAIN) buf_add(page->out, STR("\033[0m"));
}

/* A line ends in its ink and the next begins in it, so that the indent has none. */
static void next_line(struct page *page, enum ink ink, size_t indent)
{
    end_ink(page, ink);
    buf_add_char(page->out, '\n');
    page_spaces(page, indent);
    begin_ink(page, ink);
}

void page_wrap(struct page *page, enum ink ink, struct str text, size_t column, size_t indent)
{
    bool fresh = true; /* nothing stands on this line yet but the indent */
    size_t width = page->width > indent + 16 ? page->width : indent + 16;
    begin_ink(page, ink);
    for (struct str rest = text; rest.len;) {
        struct str word = str_cut(&rest, ' ');
        if (!word.len) continue;
        size_t columns = utf8_width(word);
        if (!fresh && column + 1 + columns > width) {
            next_line(page, ink, indent);
            column = indent;
            fresh = true;
        }
        if (!fresh) {
            buf_add_char(page->out, ' ');
            column++;
        }
        while (column + columns > width) { /* longer than a line */
            size_t bytes = fitting(word, width > column ? width - column : 1);
            if (!bytes) bytes = 1;
            page_add(page, (struct str){word.p, bytes});
            word = (struct str){word.p + bytes, word.len - bytes};
            columns = utf8_width(word);
            if (!word.len) break;
            next_line(page, ink, indent);
            column = indent;
        }
        page_add(page, word);
        column += columns;
        fresh = false;
    }
    end_ink(page, ink);
    buf_add_char(page->out, '\n');
}
