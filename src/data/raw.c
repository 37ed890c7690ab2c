/* Reads a file block by block, counts its bytes and keeps the fingerprint. */
#include "data/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/buf.h"
#include "data/fingerprint.h"

enum { WAIT_FOR_WRITER = 3000 }; /* milliseconds */

static void release(void *object)
{
    struct raw *raw = object;
    raw_close(raw);
    XXH3_freeState(raw->hash);
    raw->hash = NULL;
}

static bool fail(struct raw *raw, const char *words)
{
    /* a cut of these words is harmless */
    snprintf(raw->failure, sizeof raw->failure, "%s", words);
    raw_close(raw);
    return false;
}

static bool fail_by_system(struct raw *raw, int error)
{
    char words[96];
    if (strerror_r(error, words, sizeof words) != 0) return fail(raw, "the system gives no reason");
    return fail(raw, words);
}

/* A pipe with a name may be opened before its writer comes; until then it reads as empty. A writer
 * that has come may take its time. The pipe does not block yet. */
static bool wait_for_writer(struct raw *raw)
{
    struct pollfd pipe = {.fd = raw->descriptor, .events = POLLIN};
    int ready;
    do ready = poll(&pipe, 1, WAIT_FOR_WRITER);
    while (ready < 0 && errno == EINTR);
    if (ready < 0) return fail_by_system(raw, errno);
    if (ready > 0) return true;
    ssize_t got = read(raw->descriptor, &raw->early, 1);
    raw->has_early = got > 0;
    return got != 0 || fail(raw, "it is a pipe that nobody writes to");
}

static bool look_at(struct raw *raw)
{
    struct stat status;
    if (fstat(raw->descriptor, &status) != 0) return fail_by_system(raw, errno);
    if (S_ISDIR(status.st_mode)) return fail(raw, "it is a folder");
    if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode))
        return fail(raw, "it is a device, not a file");
    if (S_ISREG(status.st_mode) && status.st_size > 0) raw->size = (uint64_t)status.st_size;
    return !S_ISFIFO(status.st_mode) || wait_for_writer(raw);
}

/* A pipe that nobody writes to must not hang the program when it is opened, while a read must wait
 * for one that somebody does write to. */
static bool open_without_waiting(struct raw *raw, const char *path)
{
    raw->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    raw->absent = raw->descriptor < 0 && errno == ENOENT;
    return raw->descriptor >= 0 || fail_by_system(raw, errno);
}

static bool wait_from_now_on(struct raw *raw)
{
    int flags = fcntl(raw->descriptor, F_GETFL);
    if (flags >= 0 && fcntl(raw->descriptor, F_SETFL, flags & ~O_NONBLOCK) == 0) return true;
    return fail_by_system(raw, errno);
}

bool raw_open(struct raw *raw, struct arena *arena, struct str path)
{
    *raw = (struct raw){.descriptor = -1};
    if (path.len && memchr(path.p, '\0', path.len)) return fail(raw, "its name holds a NUL");
    const char *name = str_to_cstr(arena, path);
    arena_defer(arena, release, raw);
    if (!open_without_waiting(raw, name) || !look_at(raw) || !wait_from_now_on(raw)) return false;
    raw->hash = XXH3_createState();
    if (!raw->hash) arena_out_of_memory(arena);
    XXH3_128bits_reset(raw->hash);
    return true;
}

size_t raw_read(struct raw *raw, char *into, size_t room)
{
    if (raw->ended || raw->failure[0]) return 0;
    ssize_t got;
    if (raw->has_early && room) {
        raw->has_early = false;
        *into = raw->early;
        raw->read++;
        XXH3_128bits_update(raw->hash, into, 1);
        return 1;
    }
    do got = read(raw->descriptor, into, room);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        fail_by_system(raw, errno);
        return 0;
    }
    if (got == 0) {
        if (raw->read < raw->size) {
            fail(raw, "it became shorter while it was read");
            return 0;
        }
        raw->ended = true;
        raw_close(raw);
        return 0;
    }
    raw->read += (uint64_t)got;
    XXH3_128bits_update(raw->hash, into, (size_t)got);
    return (size_t)got;
}

void raw_fingerprint(const struct raw *raw, char text[48])
{
    fingerprint_of_state(raw->hash, text);
}

void raw_close(struct raw *raw)
{
    if (raw->descriptor >= 0) close(raw->descriptor);
    raw->descriptor = -1;
}
