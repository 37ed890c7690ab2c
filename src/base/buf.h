/* A text that grows at its end. It lives in an arena, so an append can't fail. It may hold NUL. */
#ifndef POL_BASE_BUF_H
#define POL_BASE_BUF_H

#include <stdarg.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct buf {
    struct arena *arena;
    char *p;
    size_t len, capacity;
};

/* An empty text that takes its memory from `arena`. */
struct buf buf_in(struct arena *arena);
/* One that begins in `room`, and takes memory from `arena` when it outgrows that: for what is copied in
 * the end, so that the copy is as long as the text. */
struct buf buf_over(struct arena *arena, char *room, size_t size);

void buf_add(struct buf *buf, struct str text);
/* Makes room for `more` bytes and a NUL, for those who know what comes. */
void buf_reserve(struct buf *buf, size_t more);
void buf_add_char(struct buf *buf, char c);
/* A number with at least `width` digits, 0 to 20: what printf does for `%0*lu`, without its price. */
void buf_add_digits(struct buf *buf, uint64_t number, unsigned width);
/* As printf; in the C locale only for what the locale does not change (%d, %s, %c, %u …). */
void buf_printf(struct buf *buf, const char *format, ...) POL_PRINTF(2, 3);
void buf_vprintf(struct buf *buf, const char *format, va_list values) POL_PRINTF(2, 0);
/* `count` times the same text. */
void buf_repeat(struct buf *buf, struct str text, size_t count);
/* Makes it empty again; the memory is kept. */
void buf_clear(struct buf *buf);

/* What it holds now; valid until the next append. */
struct str buf_str(const struct buf *buf);
/* The same with two NULs behind it, as a scanner wants its text. */
struct str buf_scannable(struct buf *buf);
/* The same ended by a NUL, for calls that want a C string. */
const char *buf_cstr(struct buf *buf);

/* A formatted text as a slice of its own in `arena`. */
struct str str_printf(struct arena *arena, const char *format, ...) POL_PRINTF(2, 3);
struct str str_vprintf(struct arena *arena, const char *format, va_list values) POL_PRINTF(2, 0);
/* A copy of the slice in `arena`, with a NUL behind it. */
struct str str_copy(struct arena *arena, struct str s);
const char *str_to_cstr(struct arena *arena, struct str s);

#endif
