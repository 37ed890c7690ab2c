/* A temporary file for what has no room in memory: it has no name, and is gone when it is closed. */
#ifndef POL_BASE_SPILL_H
#define POL_BASE_SPILL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct spill {
    int descriptor; /* -1: there is none */
    uint64_t size;  /* of what was written */
};

/* Opens one in /var/tmp, which is on a disk where /tmp may be memory, else in /tmp; closed with the
 * arena. False where neither can be. */
bool spill_open(struct spill *spill, struct arena *arena);

/* Writes behind what is there; false when not all of it could be, and then none of it counts. */
bool spill_add(struct spill *spill, const void *bytes, size_t size);

/* Reads what was written at a place; false when that fails. */
bool spill_get(const struct spill *spill, uint64_t place, void *bytes, size_t size);

#endif
