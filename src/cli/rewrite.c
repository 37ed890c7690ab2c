/* A new text is written beside the file, synced, and then takes its name: what fails before that leaves
 * the file as it was. What asks the program to end in between is heard when that is over, so the other
 * file never stays behind. */
#include "cli/rewrite.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_BLOCK = 1 << 16 };

void original_free(struct original *original)
{
    free(original->bytes);
    original->bytes = NULL;
}

static bool read_all(struct original *original, int descriptor)
{
    size_t capacity = 0;
    for (;;) {
        if (original->size == capacity) {
            size_t more = capacity ? capacity : FIRST_BLOCK;
            char *bytes = realloc(original->bytes, capacity + more);
            if (!bytes) return false;
            original->bytes = bytes;
            capacity += more;
        }
        ssize_t got = read(descriptor, original->bytes + original->size, capacity - original->size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0;
        original->size += (size_t)got;
    }
}

bool original_read(struct original *original, const char *path)
{
    *original = (struct original){0};
    int descriptor = path ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (descriptor < 0) return false;
    bool read = fstat(descriptor, &original->about) == 0 && read_all(original, descriptor);
    int failure = errno;
    if (path) close(descriptor);
    if (!read) original_free(original);
    errno = failure;
    return read;
}

/* --- replacing ----------------------------------------------------------------------------------- */

static bool write_all(int descriptor, const char *bytes, size_t size)
{
    while (size) {
        ssize_t put = write(descriptor, bytes, size);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        bytes += put;
        size -= (size_t)put;
    }
    return true;
}

/* Whether the file is still the one that was read. */
static bool is_as_read(const struct original *original, const char *path)
{
    struct stat now;
    const struct stat *then = &original->about;
    return stat(path, &now) == 0 && now.st_dev == then->st_dev && now.st_ino == then->st_ino &&
           now.st_size == then->st_size && now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == then->st_mtim.tv_nsec;
}

/* The owner and permissions of the old file. The group of somebody else's file can't always be kept;
 * then it gets no more than others get. */
static bool take_mode(int descriptor, const struct stat *about)
{
    mode_t mode = about->st_mode & 07777;
    struct stat own;
    if (fstat(descriptor, &own) != 0) return false;
    bool same = own.st_uid == about->st_uid && own.st_gid == about->st_gid;
    if (!same && fchown(descriptor, about->st_uid, about->st_gid) != 0) {
        mode &= 0777;
        if (own.st_gid != about->st_gid)
            mode = (mode & ~(mode_t)070) | ((mode & 07) << 3 & mode & 070);
    }
    return fchmod(descriptor, mode) == 0;
}

/* The temporary file is written, or nothing of it is left; *failure is set then. */
static bool write_beside(const struct original *original, char *temporary, const char *bytes,
                         size_t size, int *failure)
{
    int descriptor = mkstemp(temporary);
    *failure = errno;
    if (descriptor < 0) return false;
    bool done = write_all(descriptor, bytes, size) && take_mode(descriptor, &original->about) &&
                fsync(descriptor) == 0;
    *failure = errno;
    if (close(descriptor) != 0 && done) {
        *failure = errno;
        done = false;
    }
    if (!done) unlink(temporary);
    return done;
}

static const char *replace_real(const struct original *original, const char *real,
                                const char *bytes, size_t size)
{
    const char *slash = strrchr(real, '/');
    size_t folder = slash ? (size_t)(slash - real) + 1 : 0;
    char temporary[PATH_MAX + 32];
    if (access(real, W_OK) != 0) return strerror(errno);
    if (!(original->about.st_mode & 0222)) return "it is read-only";
    /* realpath has kept to PATH_MAX, so nothing is cut off here. */
    snprintf(temporary, sizeof temporary, "%.*s.pol-fmt-XXXXXX", (int)folder, real);
    int failure;
    if (!write_beside(original, temporary, bytes, size, &failure)) return strerror(failure);
    const char *wrong = NULL;
    if (!is_as_read(original, real))
        wrong = "it was changed by somebody else meanwhile";
    else if (rename(temporary, real) != 0)
        wrong = strerror(errno);
    if (wrong) unlink(temporary);
    return wrong;
}

const char *original_replace(const struct original *original, const char *path, const char *bytes,
                             size_t size)
{
    if (!S_ISREG(original->about.st_mode)) return "it is no plain file";
    char *real = realpath(path, NULL);
    if (!real) return strerror(errno);
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    sigset_t later, before;
    sigemptyset(&later);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) sigaddset(&later, ends[i]);
    sigprocmask(SIG_BLOCK, &later, &before);
    const char *wrong = strlen(real) < PATH_MAX ? replace_real(original, real, bytes, size)
                                                : strerror(ENAMETOOLONG);
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(real);
    return wrong;
}
