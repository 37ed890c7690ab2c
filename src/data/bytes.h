/* The bytes of a data file as a stream, unpacked where they are packed by gzip or Zstandard. What is
 * counted and fingerprinted are the bytes of the file itself. */
#ifndef POL_DATA_BYTES_H
#define POL_DATA_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "data/ahead.h"
#include "data/raw.h"
#include "data/unpack.h"

enum { BYTES_HEAD = 512 };

struct bytes {
    struct arena *arena;
    struct raw raw; /* once the thread runs, only it looks at this and at the unpacker */
    struct unpacker unpacker;
    bool packed;
    struct ahead ahead;
    char *block; /* unpacked and not yet read: block[at .. len) */
    size_t at, len;
    bool of_ring;          /* the block is the thread's */
    char head[BYTES_HEAD]; /* looked at and not yet read: head[head_at .. head_len) */
    size_t head_at, head_len;
    uint64_t read; /* bytes of the file so far */
    uint64_t size; /* of the file; 0 where that can't be known */
    bool ended;
    bool absent;        /* there is no file of that name */
    bool over_limit;    /* `failure` is about a limit */
    bool no_memory;     /* `failure` is that memory ran out */
    const char *remedy; /* what can be done about it, or NULL */
    char failure[160];  /* why it could not be opened or read on, in words; empty: it could */
};

/* Opens a file; `arena` closes it at the latest, and `bytes` must live as long. On failure answers
 * false, with the reason in `failure`. Of a pipe it waits some seconds for the writer. */
bool bytes_open(struct bytes *bytes, struct arena *arena, struct str path);

/* Reads up to `room` bytes (> 0) and answers how many; 0 at the end, where `ended` is set, or on
 * failure, where `failure` says why. Takes nothing from an arena; several threads may call it, one at
 * a time. */
size_t bytes_read(struct bytes *bytes, char *into, size_t room);

/* The first bytes, at most BYTES_HEAD, before any were read; they are read all the same. Valid until
 * the first bytes_read. */
struct str bytes_look(struct bytes *bytes);

/* Unpacks in a thread of its own from now on. Does nothing where nothing is packed, or where the
 * system gives no thread. */
void bytes_read_ahead(struct bytes *bytes);

/* "xxh3-128:" and 32 hexadecimal digits over the file's bytes that were read. */
void bytes_fingerprint(struct bytes *bytes, char text[48]);

/* Closes the file; may be repeated. */
void bytes_close(struct bytes *bytes);

#endif
