/* UTF-8 by hand where it is simple, through utf8proc where tables of Unicode are needed. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

size_t utf8_ascii_prefix(struct str s)
{
    size_t i = 0;
    for (; i + 8 <= s.len; i += 8) {
        uint64_t word;
        memcpy(&word, s.p + i, sizeof word);
        if (word & 0x8080808080808080u) break;
    }
    while (i < s.len && (unsigned char)s.p[i] < 0x80) i++;
    return i;
}

bool utf8_is_ascii(struct str s)
{
    return utf8_ascii_prefix(s) == s.len;
}

size_t utf8_decode(struct str s, uint32_t *code_point)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (!s.len) return 0;
    const unsigned char *p = (const unsigned char *)s.p;
    if (p[0] < 0x80) {
        *code_point = p[0];
        return 1;
    }
    size_t len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || s.len < len) return 0;
    uint32_t value = p[0] & (0x7fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xc0) != 0x80) return 0;
        value = value << 6 | (p[i] & 0x3fu);
    }
    if (value < smallest[len] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return 0;
    *code_point = value;
    return len;
}

bool utf8_valid(struct str s)
{
    for (;;) {
        size_t n = utf8_ascii_prefix(s);
        s = (struct str){s.p + n, s.len - n};
        if (!s.len) return true;
        uint32_t code_point;
        n = utf8_decode(s, &code_point);
        if (!n) return false;
        s = (struct str){s.p + n, s.len - n};
    }
}

size_t utf8_encode(uint32_t code_point, char bytes[4])
{
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        return 1;
    }
    size_t len = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = len; i-- > 1; code_point >>= 6) bytes[i] = (char)(0x80 | (code_point & 0x3f));
    bytes[0] = (char)((0xf00u >> len & 0xf0u) | code_point);
    return len;
}

/* Whether the code point is the same in normal form C whatever stands beside it, as far as that can
 * be said without tables: all below U+0300, and the dashes, quotes and currency signs that western
 * text is full of. */
static bool stands_alone(uint32_t code_point)
{
    return code_point < 0x300 || (code_point >= 0x2010 && code_point <= 0x2027) ||
           (code_point >= 0x2030 && code_point <= 0x205e) ||
           (code_point >= 0x20a0 && code_point <= 0x20c0);
}

static bool is_mark(uint32_t code_point)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
           category == UTF8PROC_CATEGORY_ME;
}

enum shape { SHAPE_PLAIN, SHAPE_OTHER, SHAPE_UNFIT };

/* PLAIN: certainly in normal form; UNFIT: not to be normalised. The limit on marks is there because
 * utf8proc sorts them by swapping neighbours: a million of them would take hours. */
static enum shape shape_of(struct str s)
{
    enum shape shape = SHAPE_PLAIN;
    unsigned marks = 0;
    for (;;) {
        size_t n = utf8_ascii_prefix(s);
        if (n) marks = 0;
        s = (struct str){s.p + n, s.len - n};
        if (!s.len) return shape;
        uint32_t code_point;
        n = utf8_decode(s, &code_point);
        if (!n) return SHAPE_UNFIT;
        s = (struct str){s.p + n, s.len - n};
        if (stands_alone(code_point)) {
            marks = 0;
            continue;
        }
        shape = SHAPE_OTHER;
        marks = is_mark(code_point) ? marks + 1 : 0;
        if (marks > UTF8_MARKS_MAX) return SHAPE_UNFIT;
    }
}

/* utf8proc in its two steps, so that the memory is the arena's. */
static struct str recompose(struct arena *arena, struct str s, utf8proc_option_t options)
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.p;
    utf8proc_ssize_t len = (utf8proc_ssize_t)s.len;
    utf8proc_ssize_t count = utf8proc_decompose(bytes, len, NULL, 0, options);
    if (count < 0) return s;
    utf8proc_int32_t *buffer = ARENA_ARRAY(arena, utf8proc_int32_t, (size_t)count + 1);
    count = utf8proc_decompose(bytes, len, buffer, count, options);
    if (count < 0) return s;
    count = utf8proc_reencode(buffer, count, options);
    if (count < 0) return s;
    return (struct str){(const char *)buffer, (size_t)count};
}

struct str utf8_nfc(struct arena *arena, struct str s)
{
    if (shape_of(s) != SHAPE_OTHER) return s;
    struct str normal = recompose(arena, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    return str_equal(normal, s) ? s : normal;
}

bool utf8_is_nfc(struct arena *scratch, struct str s)
{
    return utf8_nfc(scratch, s).p == s.p;
}

struct str utf8_fold(struct arena *arena, struct str s)
{
    if (shape_of(s) == SHAPE_UNFIT) return s;
    return recompose(arena, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

uint32_t utf8_lower(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point >= 'A' && code_point <= 'Z' ? code_point - 'A' + 'a' : code_point;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

uint32_t utf8_upper(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point >= 'a' && code_point <= 'z' ? code_point - 'a' + 'A' : code_point;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code_point);
}

bool utf8_is_word(uint32_t code_point)
{
    if (code_point < 0x80)
        return utf8_is_letter(code_point) || (code_point >= '0' && code_point <= '9');
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

bool utf8_is_letter(uint32_t code_point)
{
    if (code_point < 0x80)
        return (code_point >= 'A' && code_point <= 'Z') || (code_point >= 'a' && code_point <= 'z');
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_unprintable(uint32_t code_point)
{
    if (code_point < 0x80) return code_point < 0x20 || code_point == 0x7f;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP ||
           (category >= UTF8PROC_CATEGORY_CC && category <= UTF8PROC_CATEGORY_CO);
}

size_t utf8_width(struct str s)
{
    size_t width = 0;
    while (s.len) {
        uint32_t code_point;
        size_t n = utf8_decode(s, &code_point);
        if (n) {
            int columns = utf8proc_charwidth((utf8proc_int32_t)code_point);
            width += columns > 0 ? (size_t)columns : 0;
        } else {
            n = 1;
            width++;
        }
        s = (struct str){s.p + n, s.len - n};
    }
    return width;
}
