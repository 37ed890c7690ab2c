/* For tests of packed files: packs bytes by gzip or Zstandard. */
#ifndef POL_TEST_PACKED_CASE_H
#define POL_TEST_PACKED_CASE_H

#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"
#include "base/bug.h"
#include "base/str.h"

/* One member of gzip, in `arena`. */
static inline struct str pack_gzip(struct arena *arena, struct str text)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        BUG("zlib does not begin");
    size_t room = deflateBound(&stream, text.len);
    char *packed = arena_alloc(arena, room);
    stream.next_in = (unsigned char *)arena_copy(arena, text.p, text.len);
    stream.avail_in = (unsigned)text.len;
    stream.next_out = (unsigned char *)packed;
    stream.avail_out = (unsigned)room;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) BUG("zlib does not end");
    size_t len = stream.total_out;
    deflateEnd(&stream);
    return (struct str){packed, len};
}

/* One frame of Zstandard with its checksum, in `arena`. */
static inline struct str pack_zstandard(struct arena *arena, struct str text)
{
    size_t room = ZSTD_compressBound(text.len);
    char *packed = arena_alloc(arena, room);
    ZSTD_CCtx *context = ZSTD_createCCtx();
    if (!context) BUG("libzstd does not begin");
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    size_t len = ZSTD_compress2(context, packed, room, text.p, text.len);
    if (ZSTD_isError(len)) BUG("libzstd does not end");
    ZSTD_freeCCtx(context);
    return (struct str){packed, len};
}

/* The two behind each other. */
static inline struct str pack_join(struct arena *arena, struct str a, struct str b)
{
    char *joined = arena_alloc(arena, a.len + b.len);
    for (size_t i = 0; i < a.len; i++) joined[i] = a.p[i];
    for (size_t i = 0; i < b.len; i++) joined[a.len + i] = b.p[i];
    return (struct str){joined, a.len + b.len};
}

#endif
