/* Keeps the text between two reads: slides it to the front, grows it for long records. */
#include "data/window.h"

#include <string.h>

#include "base/bug.h"
#include "base/ckd.h"

void window_init(struct window *window, struct arena *arena, struct bytes *bytes,
                 struct decoder *decoder, size_t block_size)
{
    *window = (struct window){.arena = arena,
                              .bytes = bytes,
                              .decoder = decoder,
                              .block_size = block_size,
                              .at_start = true};
    window->raw = arena_alloc(arena, block_size + DECODER_NEEDS);
    window->capacity = 2 * (block_size + DECODER_NEEDS);
    window->text = arena_alloc(arena, window->capacity);
}

/* Room for `more` bytes at the end of the text. */
static void reserve(struct window *window, size_t more)
{
    size_t needed = 0;
    if (ckd_add(&needed, window->end, more)) arena_out_of_memory(window->arena);
    if (needed <= window->capacity) return;
    size_t capacity = window->capacity * 2 > needed ? window->capacity * 2 : needed;
    char *grown = arena_alloc(window->arena, capacity);
    if (window->end) memcpy(grown, window->text, window->end);
    window->text = grown;
    window->capacity = capacity;
}

static void slide(struct window *window)
{
    if (!window->start) return;
    size_t rest = window->end - window->start;
    if (rest) memmove(window->text, window->text + window->start, rest);
    window->start = 0;
    window->end = rest;
}

static void decode(struct window *window)
{
    size_t taken = 0;
    for (;;) {
        size_t left = window->raw_len - taken;
        reserve(window, left + DECODER_NEEDS);
        struct decoded done =
            decoder_decode(window->decoder, window->raw + taken, left, window->bytes->ended,
                           window->text + window->end, window->capacity - window->end);
        taken += done.taken;
        window->end += done.given;
        if (!done.taken && !done.given) break;
    }
    window->raw_len -= taken;
    if (taken && window->raw_len) memmove(window->raw, window->raw + taken, window->raw_len);
}

/* A byte order mark is no part of the text. Until three bytes are there it can't be told. */
static void drop_mark(struct window *window)
{
    if (!window->at_start || (window->end - window->start < 3 && !window->ended)) return;
    window->at_start = false;
    if (str_starts(window_text(window), STR("\xef\xbb\xbf"))) window->start += 3;
}

bool window_more(struct window *window)
{
    slide(window);
    size_t room = window->block_size + DECODER_NEEDS - window->raw_len;
    if (room > window->block_size) room = window->block_size;
    if (!room) BUG("a decoder that holds back more than a character");
    window->raw_len += bytes_read(window->bytes, window->raw + window->raw_len, room);
    if (window->bytes->failure[0]) return false;
    decode(window);
    window->ended = window->bytes->ended;
    drop_mark(window);
    return true;
}

struct str window_text(const struct window *window)
{
    return (struct str){window->text + window->start, window->end - window->start};
}

void window_take(struct window *window, size_t count)
{
    window->start += count;
}

/* Reads bytes that are text as they are, where that is known; 0 where it is not. */
static size_t read_directly(struct window *window, char *into, size_t room)
{
    if (window->raw_len || window->at_start || !decoder_may_pass(window->decoder)) return 0;
    if (room > window->block_size) room = window->block_size;
    size_t got = bytes_read(window->bytes, into, room);
    size_t passed = decoder_pass(window->decoder, (struct str){into, got});
    window->raw_len = got - passed;
    if (window->raw_len) memcpy(window->raw, into + passed, window->raw_len);
    return passed;
}

/* Decodes some of what is raw into the empty window, or else reads more of it. */
static void decode_some(struct window *window)
{
    struct bytes *bytes = window->bytes;
    struct decoded done = decoder_decode(window->decoder, window->raw, window->raw_len,
                                         bytes->ended, window->text, window->capacity);
    window->start = 0;
    window->end = done.given;
    window->raw_len -= done.taken;
    if (done.taken && window->raw_len)
        memmove(window->raw, window->raw + done.taken, window->raw_len);
    if (done.taken || done.given) return;
    if (bytes->ended) {
        window->ended = true;
        return;
    }
    size_t room = window->block_size + DECODER_NEEDS - window->raw_len;
    if (room > window->block_size) room = window->block_size;
    window->raw_len += bytes_read(bytes, window->raw + window->raw_len, room);
}

size_t window_pour(struct window *window, char *into, size_t room)
{
    while (window->start == window->end) {
        if (window->ended || window->bytes->failure[0]) return 0;
        size_t got = read_directly(window, into, room);
        if (got) return got;
        decode_some(window);
    }
    size_t there = window->end - window->start;
    if (there > room) there = room;
    memcpy(into, window->text + window->start, there);
    window->start += there;
    return there;
}

bool window_is_over(const struct window *window)
{
    return window->ended && window->start == window->end;
}

void window_give_back(struct window *window, struct str text)
{
    if (!text.len) return;
    if (window->start < text.len) {
        size_t rest = window->end - window->start;
        reserve(window, text.len);
        memmove(window->text + window->end + text.len - rest, window->text + window->start, rest);
        window->end += text.len;
        window->start = window->end - rest;
    }
    window->start -= text.len;
    memcpy(window->text + window->start, text.p, text.len);
}
