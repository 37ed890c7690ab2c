/* Fuzzes the unpacking of files: whatever the bytes are, they are read in pieces of any size and with
 * a thread of its own, which must give the same, failures too. */
#include <setjmp.h>
#include <stdio.h>

#include "base/buf.h"
#include "data/bytes.h"
#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* More than this comes only of bombs, which take their time. */
enum { UNPACKED_ENOUGH = 1 << 22, PIECE_MAX = 1 << 16 };

/* All that comes of the file as one text. */
static struct str read_all(struct arena *arena, struct str file, size_t piece, bool ahead)
{
    struct arena *own = arena_child(arena);
    struct bytes *bytes = ARENA_NEW(own, struct bytes);
    struct buf buf = buf_in(arena);
    char *into = arena_alloc(own, piece), fingerprint[48] = "";
    bool opened = bytes_open(bytes, own, file);
    if (opened && ahead) bytes_read_ahead(bytes);
    struct str head = {"", 0};
    if (opened && piece % 3 == 0) head = str_copy(own, bytes_look(bytes));
    for (size_t got; opened && (got = bytes_read(bytes, into, piece)) > 0;) {
        buf_add(&buf, (struct str){into, got});
        if (buf.len > UNPACKED_ENOUGH) break;
    }
    if (!str_starts(buf_str(&buf), head)) BUG("what was looked at is not what is read");
    bool whole = buf.len <= UNPACKED_ENOUGH;
    if (whole && opened && bytes->ended == (bytes->failure[0] != 0)) BUG("neither end nor failure");
    if (!utf8_valid(str_from(bytes->failure))) BUG("a failure that is no text");
    if (!whole) buf.len = UNPACKED_ENOUGH;
    buf_printf(&buf, "\n%d%d%d ", opened, bytes->ended, bytes->over_limit);
    if (whole) buf_add(&buf, str_from(bytes->failure));
    if (bytes->ended) bytes_fingerprint(bytes, fingerprint);
    buf_add(&buf, str_from(fingerprint));
    arena_release(own);
    return buf_str(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct guard guard;
    struct arena arena;
    if (size < 1 || setjmp(guard.env)) return 0;
    arena_init(&arena, &guard);
    int descriptor = input_open(data + 1, size - 1);
    struct str file = str_printf(&arena, "/dev/fd/%d", descriptor);
    struct str whole = read_all(&arena, file, PIECE_MAX, false);
    struct str pieces = read_all(&arena, file, 1u + data[0] * 7u, data[0] & 1);
    if (!str_equal(whole, pieces)) BUG("the result depends on the size of pieces");
    close(descriptor);
    arena_release(&arena);
    return 0;
}
