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

void buf_vprintf(struct buf *buf, const char *format, va_list values)
{
    va_list again;
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

struct str buf_scannable(struct buf *buf)
{
    buf_reserve(buf, 2);
    memset(buf->p + buf->len, 0, 2);
    return buf_str(buf);
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
