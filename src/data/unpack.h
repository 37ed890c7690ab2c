/* Compressed data, unpacked as a stream: gzip by zlib, Zstandard by libzstd. What is packed is seen
 * by the first bytes, whatever the name says. Several members or frames in a row are one file. */
#ifndef POL_DATA_UNPACK_H
#define POL_DATA_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "data/raw.h"

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTANDARD };

/* How many first bytes are looked at, and how much is unpacked at a time. */
enum { PACKING_HEAD = 16, UNPACKED_BLOCK = 256 * 1024 };

/* Limits on bombs (finding S05): beyond UNPACKED_FREE bytes a file may not unpack to more than
 * UNPACKED_RATIO times its size. gzip can't, and no table of data comes near it. */
#define UNPACKED_FREE ((uint64_t)1 << 30)
enum { UNPACKED_RATIO = 2000 };

enum packing packing_of(struct str head);

/* A kind of file that is no text, and what can be done about it. */
struct foreign {
    const char *what, *remedy;
};

/* What other programs pack or write tables in, by the first bytes; NULL: none of those. */
const struct foreign *foreign_of(struct str head);

struct unpacker {
    enum packing packing;
    struct raw *raw;
    void *stream; /* z_stream or ZSTD_DStream */
    char *in;     /* read and not yet unpacked: in[at .. len) */
    size_t at, len;
    uint64_t given;    /* bytes unpacked so far */
    uint64_t begun;    /* where in the packed file the last member or frame begins */
    bool between;      /* at the end of a member or frame, where the file may end */
    bool pending;      /* there may be output that had no room yet */
    bool ended;        /* all is unpacked, and well */
    bool over_limit;   /* `failure` is about a limit */
    bool no_memory;    /* `failure` is that of a library that got none */
    char failure[160]; /* why it can't go on, in words; empty: it can */
};

/* Begins with `head`, the first bytes of `raw`, which are no longer to be read from it. `arena`
 * releases it at the latest, and `unpacker` and `raw` must live as long. */
void unpacker_init(struct unpacker *unpacker, struct arena *arena, struct raw *raw,
                   struct str head);

/* Unpacks the next UNPACKED_BLOCK bytes, fewer before an end or a failure only, and answers how many;
 * after that 0, where `ended` or `failure` is set. What stands before a failure is given first. Takes
 * nothing from an arena, so another thread than that of the reader may call it. */
size_t unpacker_next(struct unpacker *unpacker, char *block);

#endif
