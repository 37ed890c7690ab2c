/* Reads a file block by block, counts its bytes and keeps the fingerprint. */
#include "data/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/buf.h"

enum { WAIT_FOR_WRITER = 3000 }; /* milliseconds */

static void release(void *object)
{
    struct bytes *bytes = object;
    bytes_close(bytes);
    XXH3_freeState(bytes->hash);
    bytes->hash = NULL;
}

static bool fail(struct bytes *bytes, const char *words)
{
    /* a cut of these words is harmless */
    snprintf(bytes->failure, sizeof bytes->failure, "%s", words);
    bytes_close(bytes);
    return false;
}

static bool fail_by_system(struct bytes *bytes, int error)
{
    char words[96];
    if (strerror_r(error, words, sizeof words) != 0)
        return fail(bytes, "the system gives no reason");
    return fail(bytes, words);
}

/* A pipe with a name may be opened before its writer comes; until then it reads as empty. A writer
 * that has come may take its time. The pipe does not block yet. */
static bool wait_for_writer(struct bytes *bytes)
{
    struct pollfd pipe = {.fd = bytes->descriptor, .events = POLLIN};
    int ready;
    do ready = poll(&pipe, 1, WAIT_FOR_WRITER);
    while (ready < 0 && errno == EINTR);
    if (ready < 0) return fail_by_system(bytes, errno);
    if (ready > 0) return true;
    ssize_t got = read(bytes->descriptor, &bytes->early, 1);
    bytes->has_early = got > 0;
    return got != 0 || fail(bytes, "it is a pipe that nobody writes to");
}

static bool look_at(struct bytes *bytes)
{
    struct stat status;
    if (fstat(bytes->descriptor, &status) != 0) return fail_by_system(bytes, errno);
    if (S_ISDIR(status.st_mode)) return fail(bytes, "it is a folder");
    if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode))
        return fail(bytes, "it is a device, not a file");
    if (S_ISREG(status.st_mode) && status.st_size > 0) bytes->size = (uint64_t)status.st_size;
    return !S_ISFIFO(status.st_mode) || wait_for_writer(bytes);
}

/* A pipe that nobody writes to must not hang the program when it is opened, while a read must wait
 * for one that somebody does write to. */
static bool open_without_waiting(struct bytes *bytes, const char *path)
{
    bytes->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bytes->absent = bytes->descriptor < 0 && errno == ENOENT;
    return bytes->descriptor >= 0 || fail_by_system(bytes, errno);
}

static bool wait_from_now_on(struct bytes *bytes)
{
    int flags = fcntl(bytes->descriptor, F_GETFL);
    if (flags >= 0 && fcntl(bytes->descriptor, F_SETFL, flags & ~O_NONBLOCK) == 0) return true;
    return fail_by_system(bytes, errno);
}

bool bytes_open(struct bytes *bytes, struct arena *arena, struct str path)
{
    *bytes = (struct bytes){.descriptor = -1};
    if (path.len && memchr(path.p, '\0', path.len)) return fail(bytes, "its name holds a NUL");
    const char *name = str_to_cstr(arena, path);
    arena_defer(arena, release, bytes);
    if (!open_without_waiting(bytes, name) || !look_at(bytes) || !wait_from_now_on(bytes))
        return false;
    bytes->hash = XXH3_createState();
    if (!bytes->hash) arena_out_of_memory(arena);
    XXH3_128bits_reset(bytes->hash);
    return true;
}

size_t bytes_read(struct bytes *bytes, char *into, size_t room)
{
    if (bytes->ended || bytes->failure[0]) return 0;
    ssize_t got;
    if (bytes->has_early && room) {
        bytes->has_early = false;
        *into = bytes->early;
        bytes->read++;
        XXH3_128bits_update(bytes->hash, into, 1);
        return 1;
    }
    do got = read(bytes->descriptor, into, room);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        fail_by_system(bytes, errno);
        return 0;
    }
    if (got == 0) {
        if (bytes->read < bytes->size) {
            fail(bytes, "it became shorter while it was read");
            return 0;
        }
        bytes->ended = true;
        bytes_close(bytes);
        return 0;
    }
    bytes->read += (uint64_t)got;
    XXH3_128bits_update(bytes->hash, into, (size_t)got);
    return (size_t)got;
}

void bytes_fingerprint(const struct bytes *bytes, char text[48])
{
    XXH128_canonical_t digest;
    XXH128_canonicalFromHash(&digest, XXH3_128bits_digest(bytes->hash));
    int n = snprintf(text, 48, "xxh3-128:");
    for (size_t i = 0; i < sizeof digest.digest; i++)
        n += snprintf(text + n, 48 - (size_t)n, "%02x", digest.digest[i]);
}

void bytes_close(struct bytes *bytes)
{
    if (bytes->descriptor >= 0) close(bytes->descriptor);
    bytes->descriptor = -1;
}
