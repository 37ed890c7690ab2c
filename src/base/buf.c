/* Growing texts. */
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/ckd.h"

enum {
    FIRST_CAPACITY = 64,
    PRINTED_MOSTLY = 127, /* longer ones are printed twice, the first time in vain */
    ROOM = 512
};

struct buf buf_in(struct arena *arena)
{
    return (struct buf){.arena = arena};
}

struct buf buf_over(struct arena *arena, char *room, size_t size)
{
    return (struct buf){.arena = arena, .p = room, .capacity = size};
}

void buf_reserve(struct buf *buf, size_t more)
{
    size_t needed;
    if (ckd_add(&needed, buf->len, more) || ckd_add(&needed, needed, (size_t)1))
        arena_out_of_memory(buf->arena);
    if (needed <= buf->capacity) return;
    size_t capacity = buf->capacity ? buf->capacity : FIRST_CAPACITY;
    while (capacity < needed)
        if (ckd_mul(&capacity, capacity, (size_t)2)) arena_out_of_memory(buf->arena);
    /* The first time it may be all that comes, so nothing is added to what is known to be much. */
    if (!buf->capacity && needed > FIRST_CAPACITY) capacity = needed;
    char *grown = arena_alloc_aligned(buf->arena, capacity, 1);
    if (buf->len) memcpy(grown, buf->p, buf->len);
    buf->p = grown;
    buf->capacity = capacity;
}

void buf_add(struct buf *buf, struct str text)
{
    if (!text.len) return;
    buf_reserve(buf, text.len);
    memcpy(buf->p + buf->len, text.p, text.len);
    buf->len += text.len;
}

void buf_add_char(struct buf *buf, char c)
{
    buf_add(buf, (struct str){&c, 1});
}

void buf_add_digits(struct buf *buf, uint64_t number, unsigned width)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    while (at && sizeof digits - at < width) digits[--at] = '0';
    buf_add(buf, (struct str){digits + at, sizeof digits - at});
}

/* The length of a conversion, behind its %; 0 for all but the few that are needed most. */
static size_t plain_conversion(const char *text)
{
    switch (text[0]) {
    case '%':
    case 'c':
    case 'd':
    case 's':
    case 'u': return 1;
    case '.': return text[1] == '*' && text[2] == 's' ? 3 : 0;
    case 'z': return text[1] == 'u' ? 2 : 0;
    default: return 0;
    }
}

static bool is_plain(const char *format)
{
    while ((format = strchr(format, '%'))) {
        size_t length = plain_conversion(++format);
        if (!length) return false;
        format += length;
    }
    return true;
}

static void add_int(struct buf *buf, int number)
{
    if (number < 0) buf_add_char(buf, '-');
    buf_add_digits(buf, number < 0 ? 0 - (uint64_t)number : (uint64_t)number, 0);
}

/* At most `most` bytes, up to a NUL, as printf does it; all when `most` is negative. */
static void add_bytes(struct buf *buf, const char *text, int most)
{
    const char *nul = most > 0 ? memchr(text, '\0', (size_t)most) : NULL;
    size_t length = most < 0 ? strlen(text) : nul ? (size_t)(nul - text) : (size_t)most;
    buf_add(buf, (struct str){text, length});
}

/* The texts of findings and reports are made of names and counts, for which vsnprintf takes several times
 * as long. */
static void add_plain(struct buf *buf, const char *format, va_list values)
{
    for (;;) {
        const char *percent = strchr(format, '%');
        if (!percent) break;
        buf_add(buf, (struct str){format, (size_t)(percent - format)});
        switch (percent[1]) {
        case '%': buf_add_char(buf, '%'); break;
        case 'c': buf_add_char(buf, (char)va_arg(values, int)); break;
        case 'd': add_int(buf, va_arg(values, int)); break;
        case 's': add_bytes(buf, va_arg(values, const char *), -1); break;
        case 'u': buf_add_digits(buf, va_arg(values, unsigned), 0); break;
        case 'z': buf_add_digits(buf, va_arg(values, size_t), 0); break;
        default: {
            int most = va_arg(values, int);
            add_bytes(buf, va_arg(values, const char *), most);
        }
        }
        format = percent + 1 + plain_conversion(percent + 1);
    }
    buf_add(buf, str_from(format));
}

void buf_vprintf(struct buf *buf, const char *format, va_list values)
{
    va_list again;
    if (is_plain(format)) {
        add_plain(buf, format, values);
        return;
    }
    va_copy(again, values);
    buf_reserve(buf, PRINTED_MOSTLY);
    size_t room = buf->capacity - buf->len;
    int length = vsnprintf(buf->p + buf->len, room, format, values);
    if (length < 0) BUG("a format that vsnprintf refuses");
    if ((size_t)length >= room) {
        buf_reserve(buf, (size_t)length);
        vsnprintf(buf->p + buf->len, (size_t)length + 1, format, again);
    }
    va_end(again);
    buf->len += (size_t)length;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    buf_vprintf(buf, format, values);
    va_end(values);
}

void buf_repeat(struct buf *buf, struct str text, size_t count)
{
    while (count--) buf_add(buf, text);
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){buf->p, buf->len};
}

const char *buf_cstr(struct buf *buf)
{
    buf_reserve(buf, 0);
    buf->p[buf->len] = '\0';
    return buf->p;
}

struct str str_vprintf(struct arena *arena, const char *format, va_list values)
{
    char room[ROOM];
    struct buf buf = buf_over(arena, room, sizeof room);
    buf_vprintf(&buf, format, values);
    return buf.p == room ? str_copy(arena, buf_str(&buf)) : buf_str(&buf);
}

struct str str_printf(struct arena *arena, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    struct str text = str_vprintf(arena, format, values);
    va_end(values);
    return text;
}

struct str str_copy(struct arena *arena, struct str s)
{
    char *copy = arena_alloc_aligned(arena, s.len + 1, 1);
    if (s.len) memcpy(copy, s.p, s.len);
    return (struct str){copy, s.len};
}

const char *str_to_cstr(struct arena *arena, struct str s)
{
    return str_copy(arena, s).p;
}
