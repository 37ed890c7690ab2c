/* The piece of a file's text that is looked at: UTF-8, read block by block, taken from the front. */
#ifndef POL_DATA_WINDOW_H
#define POL_DATA_WINDOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "data/bytes.h"
#include "data/encoding.h"

struct window {
    struct arena *arena;
    struct bytes *bytes;
    struct decoder *decoder;
    size_t block_size;
    char *raw;      /* read and not decoded yet */
    size_t raw_len; /* of room for block_size + DECODER_NEEDS */
    char *text;
    size_t start, end, capacity; /* text[start .. end) is what is there */
    bool at_start;               /* nothing was taken yet */
    bool ended;                  /* nothing comes behind what is there */
};

/* The window is empty; bytes and decoder outlive it. */
void window_init(struct window *window, struct arena *arena, struct bytes *bytes,
                 struct decoder *decoder, size_t block_size);

/* Adds the next block's text, or sets `ended`. What is there may move in memory. false when the file
 * can't be read on: bytes->failure says why. */
bool window_more(struct window *window);

/* What is there; valid until window_more. */
struct str window_text(const struct window *window);

/* Passes over `count` bytes of it; they stay in place until window_more. */
void window_take(struct window *window, size_t count);

/* Moves up to `room` bytes of text to `into` and answers how many; 0 when nothing more comes, or when
 * the file can't be read on. Takes nothing from an arena; several threads may call it, one at a time. */
size_t window_pour(struct window *window, char *into, size_t room);

/* Whether there is no text, and none comes. */
bool window_is_over(const struct window *window);

/* Puts text back in front of what is there. */
void window_give_back(struct window *window, struct str text);

#endif
