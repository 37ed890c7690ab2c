/* Puts together a file, what unpacks it, and the thread that does so ahead. */
#include "data/bytes.h"

#include <stdio.h>
#include <string.h>

static void fail(struct bytes *bytes, const char *words)
{
    /* a cut of these words is harmless */
    snprintf(bytes->failure, sizeof bytes->failure, "%s", words);
    bytes_close(bytes);
}

/* ---- opening ---- */

/* Reads on until the head holds `wanted` bytes or the file ends. What a file that can't be read says
 * is said again when it is read on. */
static void fill_head(struct bytes *bytes, size_t wanted)
{
    while (bytes->head_len < wanted) {
        size_t got = raw_read(&bytes->raw, bytes->head + bytes->head_len, wanted - bytes->head_len);
        if (!got) return;
        bytes->head_len += got;
    }
}

static bool refuse_foreign(struct bytes *bytes, const struct foreign *foreign)
{
    bytes->remedy = foreign->remedy;
    fail(bytes, foreign->what);
    return false;
}

bool bytes_open(struct bytes *bytes, struct arena *arena, struct str path)
{
    *bytes = (struct bytes){.arena = arena, .raw = {.descriptor = -1}};
    if (!raw_open(&bytes->raw, arena, path)) {
        bytes->absent = bytes->raw.absent;
        fail(bytes, bytes->raw.failure);
        return false;
    }
    bytes->size = bytes->raw.size;
    fill_head(bytes, PACKING_HEAD);
    struct str head = {bytes->head, bytes->head_len};
    const struct foreign *foreign = foreign_of(head);
    if (foreign) return refuse_foreign(bytes, foreign);
    bytes->packed = packing_of(head) != PACKING_NONE;
    if (!bytes->packed) return true;
    unpacker_init(&bytes->unpacker, arena, &bytes->raw, head);
    bytes->block = arena_alloc(arena, UNPACKED_BLOCK);
    bytes->head_len = 0;
    return true;
}

/* ---- reading ---- */

static size_t read_plain(struct bytes *bytes, char *into, size_t room)
{
    size_t got = raw_read(&bytes->raw, into, room);
    bytes->read = bytes->raw.read;
    if (got) return got;
    if (bytes->raw.failure[0])
        fail(bytes, bytes->raw.failure);
    else
        bytes->ended = true;
    return 0;
}

/* At the end of what is unpacked: why it ends. */
static void take_end(struct bytes *bytes)
{
    ahead_stop(&bytes->ahead);
    const struct unpacker *unpacker = &bytes->unpacker;
    bytes->read = bytes->raw.read;
    bytes->ended = unpacker->ended;
    if (bytes->ended) return;
    bytes->over_limit = unpacker->over_limit;
    bytes->no_memory = unpacker->no_memory;
    fail(bytes, unpacker->failure);
}

static void make_block(void *context, struct ahead_block *block)
{
    struct bytes *bytes = context;
    block->len = unpacker_next(&bytes->unpacker, block->bytes);
    block->mark = bytes->raw.read;
}

/* The next unpacked block becomes the one that is read from; false at the end. */
static bool next_block(struct bytes *bytes)
{
    bytes->at = bytes->len = 0;
    if (bytes->ahead.running) {
        if (bytes->of_ring) ahead_give_back(&bytes->ahead);
        bytes->of_ring = true;
        const struct ahead_block *block = ahead_take(&bytes->ahead);
        bytes->block = block->bytes;
        bytes->len = block->len;
        bytes->read = block->mark;
    } else {
        bytes->len = unpacker_next(&bytes->unpacker, bytes->block);
        bytes->read = bytes->raw.read;
    }
    if (!bytes->len) take_end(bytes);
    return bytes->len > 0;
}

static size_t read_packed(struct bytes *bytes, char *into, size_t room)
{
    if (bytes->at == bytes->len && !next_block(bytes)) return 0;
    size_t left = bytes->len - bytes->at, got = left < room ? left : room;
    memcpy(into, bytes->block + bytes->at, got);
    bytes->at += got;
    return got;
}

static size_t read_on(struct bytes *bytes, char *into, size_t room)
{
    return bytes->packed ? read_packed(bytes, into, room) : read_plain(bytes, into, room);
}

size_t bytes_read(struct bytes *bytes, char *into, size_t room)
{
    if (bytes->ended || bytes->failure[0]) return 0;
    size_t left = bytes->head_len - bytes->head_at;
    if (!left) return read_on(bytes, into, room);
    size_t got = left < room ? left : room;
    memcpy(into, bytes->head + bytes->head_at, got);
    bytes->head_at += got;
    if (!bytes->packed) bytes->read = bytes->raw.read;
    return got;
}

struct str bytes_look(struct bytes *bytes)
{
    if (!bytes->packed) fill_head(bytes, BYTES_HEAD);
    if (bytes->packed && !bytes->head_len && next_block(bytes)) {
        bytes->head_len = bytes->len < BYTES_HEAD ? bytes->len : BYTES_HEAD;
        memcpy(bytes->head, bytes->block, bytes->head_len);
        bytes->at = bytes->head_len;
    }
    return (struct str){bytes->head, bytes->head_len};
}

void bytes_read_ahead(struct bytes *bytes)
{
    if (!bytes->packed || bytes->ahead.make || bytes->ended || bytes->failure[0]) return;
    ahead_start(&bytes->ahead, bytes->arena, UNPACKED_BLOCK, make_block, bytes);
}

void bytes_fingerprint(struct bytes *bytes, char text[48])
{
    ahead_stop(&bytes->ahead);
    raw_fingerprint(&bytes->raw, text);
}

void bytes_close(struct bytes *bytes)
{
    ahead_stop(&bytes->ahead);
    raw_close(&bytes->raw);
}
