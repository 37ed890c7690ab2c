/* Temporary files. */
#include "base/spill.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/compiler.h"

static void close_spill(void *object)
{
    struct spill *spill = object;
    if (spill->descriptor >= 0) close(spill->descriptor);
    spill->descriptor = -1;
}

bool spill_open(struct spill *spill, struct arena *arena)
{
    char paths[][24] = {"/var/tmp/pol-XXXXXX", "/tmp/pol-XXXXXX"};
    *spill = (struct spill){.descriptor = -1};
    arena_defer(arena, close_spill, spill);
    for (size_t i = 0; i < COUNT_OF(paths) && spill->descriptor < 0; i++) {
        spill->descriptor = mkstemp(paths[i]);
        if (spill->descriptor >= 0) unlink(paths[i]);
    }
    return spill->descriptor >= 0;
}

bool spill_add(struct spill *spill, const void *bytes, size_t size)
{
    const char *next = bytes;
    for (size_t done = 0; done < size;) {
        ssize_t written =
            pwrite(spill->descriptor, next + done, size - done, (off_t)(spill->size + done));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        done += (size_t)written;
    }
    spill->size += size;
    return true;
}

bool spill_get(const struct spill *spill, uint64_t place, void *bytes, size_t size)
{
    char *next = bytes;
    for (size_t done = 0; done < size;) {
        ssize_t got = pread(spill->descriptor, next + done, size - done, (off_t)(place + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        done += (size_t)got;
    }
    return true;
}
