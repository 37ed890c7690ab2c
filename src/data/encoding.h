/* From the bytes of a file to UTF-8, as a stream.
 *
 * What the author says holds; else a byte order mark; else the first bytes that are not ASCII
 * decide: are they UTF-8, the file is, otherwise it is Windows-1252. Since all before them is ASCII
 * that comes to the same as having known from the start.
 *
 * Bytes that mean nothing become ENCODING_BAD, which is no UTF-8, and what is UTF-8 in name is passed
 * on as it is: so the reader of a cell sees in both cases, by one rule, that the cell is spoilt. */
#ifndef POL_DATA_ENCODING_H
#define POL_DATA_ENCODING_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

#define ENCODING_BAD '\xff'

enum encoding {
    ENCODING_OPEN, /* nothing but ASCII so far */
    ENCODING_UTF_8,
    ENCODING_WINDOWS_1252, /* by a table of our own: systems may lack the converter */
    ENCODING_OTHER         /* through iconv */
};

struct decoder {
    struct arena *arena;
    enum encoding encoding;
    struct str name; /* for messages; "UTF-8" while nothing else is known */
    bool said;
    bool begun; /* the place of a byte order mark is behind us */
    iconv_t converter;
    size_t unit; /* how many bytes to pass over where they mean nothing */
};

/* `said` empty: find out. false when there is no encoding of that name. `arena` closes it, and the
 * decoder must live as long. */
bool decoder_init(struct decoder *decoder, struct arena *arena, struct str said);

/* The name of a well-known encoding near to `name`, or an empty text. */
struct str encoding_suggest(struct str name);

/* How much of the bytes was taken and how much text was given for it. */
struct decoded {
    size_t taken, given;
};

/* What a decoder may hold back: it answers {0, 0} when it must see more. */
enum { DECODER_NEEDS = 16 };

/* Decodes from `raw` into `text`, which has `room` (>= DECODER_NEEDS) bytes. `last`: nothing comes
 * behind `raw`, so call it until it neither takes nor gives anything. A byte order mark comes out as
 * U+FEFF. */
struct decoded decoder_decode(struct decoder *decoder, char *raw, size_t len, bool last, char *text,
                              size_t room);

/* Whether the bytes that come next may turn out to be text as they are … */
bool decoder_may_pass(const struct decoder *decoder);

/* … and how many of these are, from the first on. Those are decoded thereby. */
size_t decoder_pass(const struct decoder *decoder, struct str bytes);

#endif
