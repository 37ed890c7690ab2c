/* Unpacks gzip and Zstandard, and says where in the packed file it can't go on. */
#include "data/unpack.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/compiler.h"

enum {
    IN_SIZE = 128 * 1024,
    GZIP_WINDOW = 15 + 16
}; /* zlib: the largest window, in gzip's frame */

/* ---- what it is ---- */

#define MAGIC(text)                                                                                \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

static const struct {
    struct str magic;
    struct foreign foreign;
} foreigners[] = {
    {MAGIC("PK\x03\x04"),
     {"it is a zip archive, as spreadsheets of Excel and LibreOffice are",
      "save the sheet as CSV; of an archive, unpack it and name the file that is in it"}},
    {MAGIC("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
     {"it is a file of an old Excel (.xls)", "open it there and save the sheet as CSV"}},
    {MAGIC("\xfd"
           "7zXZ\x00"),
     {"it is packed by xz", "unpack it (`xz -d`), or pack it with gzip or zstd instead"}},
    {MAGIC("BZh91AY&SY"),
     {"it is packed by bzip2", "unpack it (`bzip2 -d`), or pack it with gzip or zstd instead"}},
    {MAGIC("7z\xbc\xaf\x27\x1c"),
     {"it is a 7-Zip archive", "unpack it and name the file that is in it"}},
    {MAGIC("\x04\x22\x4d\x18"),
     {"it is packed by lz4", "unpack it (`lz4 -d`), or pack it with gzip or zstd instead"}},
    {MAGIC("PAR1\x15"), {"it is a Parquet file", "write the table as CSV or JSON Lines"}},
    {MAGIC("SQLite format 3\x00"),
     {"it is a database of SQLite", "write the table as CSV (`sqlite3 -csv -header`)"}},
    {MAGIC("%PDF-"), {"it is a PDF document", "ask for the table itself, as CSV"}},
};

const struct foreign *foreign_of(struct str head)
{
    for (size_t i = 0; i < COUNT_OF(foreigners); i++)
        if (str_starts(head, foreigners[i].magic)) return &foreigners[i].foreign;
    return NULL;
}

/* Programs that pack in parallel begin with a frame that is passed over: 0x184D2A50 to …5F. */
enum packing packing_of(struct str head)
{
    if (str_starts(head, STR("\x1f\x8b\x08"))) return PACKING_GZIP;
    if (str_starts(head, STR("\x28\xb5\x2f\xfd"))) return PACKING_ZSTANDARD;
    bool skipped = head.len >= 4 && ((unsigned char)head.p[0] & 0xf0) == 0x50 &&
                   memcmp(head.p + 1, "\x2a\x4d\x18", 3) == 0;
    return skipped ? PACKING_ZSTANDARD : PACKING_NONE;
}

static const char *name_of(enum packing packing)
{
    switch (packing) {
    case PACKING_NONE: break;
    case PACKING_GZIP: return "gzip";
    case PACKING_ZSTANDARD: return "Zstandard";
    }
    return "";
}

/* ---- failures ---- */

static void fail(struct unpacker *unpacker, const char *format, ...) POL_PRINTF(2, 3);
static void fail(struct unpacker *unpacker, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    /* a cut of these words is harmless */
    vsnprintf(unpacker->failure, sizeof unpacker->failure, format, values);
    va_end(values);
}

/* Where in the packed file it is, from 0. */
static uint64_t offset(const struct unpacker *unpacker)
{
    return unpacker->raw->read - (unpacker->len - unpacker->at);
}

/* `at_start`: what stands there is not even the beginning of a member or frame. */
static void fail_damaged(struct unpacker *unpacker, bool at_start, const char *why)
{
    if (at_start && unpacker->begun)
        fail(unpacker, "behind its %s data, at byte %" PRIu64 ", stands something else",
             name_of(unpacker->packing), unpacker->begun);
    else
        fail(unpacker, "its %s data is damaged before byte %" PRIu64 " (%s)",
             name_of(unpacker->packing), offset(unpacker), why);
}

static void fail_no_memory(struct unpacker *unpacker)
{
    unpacker->no_memory = true;
    fail(unpacker, "there is not enough memory");
}

/* ---- input ---- */

/* Whether there is input, or output that had no room yet; false: the end or a failure, which is seen
 * to. */
static bool refill(struct unpacker *unpacker)
{
    if (unpacker->at < unpacker->len || unpacker->pending) return true;
    struct raw *raw = unpacker->raw;
    unpacker->at = 0;
    unpacker->len = raw_read(raw, unpacker->in, IN_SIZE);
    if (unpacker->len) return true;
    if (raw->failure[0])
        fail(unpacker, "%s", raw->failure);
    else if (unpacker->between)
        unpacker->ended = true;
    else
        fail(unpacker,
             "its %s data breaks off after byte %" PRIu64 ", before its end: it is not whole",
             name_of(unpacker->packing), offset(unpacker));
    return false;
}

static bool is_too_much(struct unpacker *unpacker)
{
    if (unpacker->given <= UNPACKED_FREE || unpacker->given / UNPACKED_RATIO <= offset(unpacker))
        return false;
    unpacker->over_limit = true;
    fail(unpacker,
         "it unpacks to more than %d times its size, which is the limit, so it was not read on",
         UNPACKED_RATIO);
    return true;
}

/* ---- gzip ---- */

/* Files are filled up with zeros to a whole number of blocks, and members stand one behind another. */
static bool begin_member(struct unpacker *unpacker, z_stream *stream)
{
    do {
        if (!refill(unpacker)) return false;
        while (unpacker->at < unpacker->len && !unpacker->in[unpacker->at]) unpacker->at++;
    } while (unpacker->at == unpacker->len);
    unpacker->begun = offset(unpacker);
    inflateReset(stream);
    return true;
}

static size_t inflate_some(struct unpacker *unpacker, char *block, size_t room)
{
    z_stream *stream = unpacker->stream;
    if (unpacker->between ? !begin_member(unpacker, stream) : !refill(unpacker)) return 0;
    stream->next_in = (unsigned char *)unpacker->in + unpacker->at;
    stream->avail_in = (unsigned)(unpacker->len - unpacker->at);
    stream->next_out = (unsigned char *)block;
    stream->avail_out = (unsigned)room;
    int status = inflate(stream, Z_NO_FLUSH);
    unpacker->at = unpacker->len - stream->avail_in;
    size_t got = room - stream->avail_out;
    if (status == Z_MEM_ERROR)
        fail_no_memory(unpacker);
    else if (status == Z_DATA_ERROR || status == Z_NEED_DICT)
        fail_damaged(unpacker, stream->total_in <= 2, stream->msg ? stream->msg : "invalid data");
    else if (status == Z_OK || status == Z_STREAM_END)
        unpacker->between = status == Z_STREAM_END;
    return got;
}

/* To one that did not begin it does nothing. */
static void end_inflate(void *stream)
{
    inflateEnd(stream);
}

static void init_inflate(struct unpacker *unpacker, struct arena *arena)
{
    z_stream *stream = ARENA_NEW(arena, z_stream);
    arena_defer(arena, end_inflate, stream);
    if (inflateInit2(stream, GZIP_WINDOW) != Z_OK) arena_out_of_memory(arena);
    unpacker->stream = stream;
    unpacker->between = true; /* the first member begins like all others */
}

/* ---- Zstandard ---- */

static void fail_zstandard(struct unpacker *unpacker, size_t status)
{
    switch (ZSTD_getErrorCode(status)) {
    case ZSTD_error_memory_allocation: fail_no_memory(unpacker); return;
    case ZSTD_error_frameParameter_windowTooLarge:
        unpacker->over_limit = true;
        fail(unpacker, "its Zstandard data was packed with `--long`, and needs more memory to be "
                       "unpacked than the 128 MB that are the limit");
        return;
    case ZSTD_error_prefix_unknown: fail_damaged(unpacker, true, ZSTD_getErrorName(status)); return;
    default: fail_damaged(unpacker, false, ZSTD_getErrorName(status));
    }
}

static size_t decompress_some(struct unpacker *unpacker, char *block, size_t room)
{
    if (!refill(unpacker)) return 0;
    if (unpacker->between) unpacker->begun = offset(unpacker);
    ZSTD_inBuffer in = {unpacker->in, unpacker->len, unpacker->at};
    ZSTD_outBuffer out = {block, room, 0};
    size_t status = ZSTD_decompressStream(unpacker->stream, &out, &in);
    unpacker->at = in.pos;
    if (ZSTD_isError(status))
        fail_zstandard(unpacker, status);
    else
        unpacker->between = status == 0;
    return out.pos;
}

static void end_decompress(void *stream)
{
    ZSTD_freeDStream(*(ZSTD_DStream **)stream);
}

static void init_decompress(struct unpacker *unpacker, struct arena *arena)
{
    ZSTD_DStream **stream = ARENA_NEW(arena, ZSTD_DStream *);
    arena_defer(arena, end_decompress, stream);
    *stream = ZSTD_createDStream();
    if (!*stream) arena_out_of_memory(arena);
    unpacker->stream = *stream;
}

/* ---- both ---- */

void unpacker_init(struct unpacker *unpacker, struct arena *arena, struct raw *raw, struct str head)
{
    *unpacker = (struct unpacker){.packing = packing_of(head), .raw = raw};
    unpacker->in = arena_alloc(arena, IN_SIZE);
    memcpy(unpacker->in, head.p, head.len);
    unpacker->len = head.len;
    switch (unpacker->packing) {
    case PACKING_NONE: break;
    case PACKING_GZIP: init_inflate(unpacker, arena); break;
    case PACKING_ZSTANDARD: init_decompress(unpacker, arena); break;
    }
}

static size_t unpack_some(struct unpacker *unpacker, char *block, size_t room)
{
    switch (unpacker->packing) {
    case PACKING_NONE: break;
    case PACKING_GZIP: return inflate_some(unpacker, block, room);
    case PACKING_ZSTANDARD: return decompress_some(unpacker, block, room);
    }
    return 0;
}

size_t unpacker_next(struct unpacker *unpacker, char *block)
{
    size_t got = 0;
    while (got < UNPACKED_BLOCK && !unpacker->ended && !unpacker->failure[0]) {
        size_t more = unpack_some(unpacker, block + got, UNPACKED_BLOCK - got);
        got += more;
        unpacker->given += more;
        unpacker->pending = got == UNPACKED_BLOCK && !unpacker->between;
        if (is_too_much(unpacker)) break;
    }
    return got;
}
