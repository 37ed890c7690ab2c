/* A data file as it lies on the disk: opened with care, read in order, counted, and fingerprinted on
 * the way. Ordinary files and pipes are read; folders and devices are refused. */
#ifndef POL_DATA_RAW_H
#define POL_DATA_RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct raw {
    int descriptor; /* -1: closed */
    void *hash;     /* the running state of XXH3 */
    uint64_t read;  /* so far */
    uint64_t size;  /* of the file; 0 where that can't be known */
    bool ended;
    bool has_early; /* one byte was read while a pipe was waited for */
    char early;
    bool absent;      /* there is no file of that name */
    char failure[96]; /* why it could not be opened or read on, in words; empty: it could */
};

/* Opens a file; `arena` closes it at the latest, and `raw` must live as long. On failure answers
 * false, with the reason in `failure`. Of a pipe it waits some seconds for the writer. */
bool raw_open(struct raw *raw, struct arena *arena, struct str path);

/* Reads up to `room` bytes (> 0) and answers how many; 0 at the end, where `ended` is set, or on
 * failure, where `failure` says why. A file that turns out shorter than it was is a failure: it is
 * being written to. */
size_t raw_read(struct raw *raw, char *into, size_t room);

/* "xxh3-128:" and 32 hexadecimal digits over what was read. */
void raw_fingerprint(const struct raw *raw, char text[48]);

/* Closes the file; may be repeated. */
void raw_close(struct raw *raw);

#endif
