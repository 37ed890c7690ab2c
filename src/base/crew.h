/* Several threads at one job. Each member has a guard of its own, for the arenas that only it uses: a
 * jump must never leave the thread it was made in. */
#ifndef POL_BASE_CREW_H
#define POL_BASE_CREW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { CREW_MAX = 64 };

struct crew {
    void *context;
    void (*work)(struct crew *crew, size_t member, struct guard *guard);
    atomic_bool broken; /* memory ran out for a member: the others are to end soon */
};

/* Runs `work` once for each member 0 .. count - 1 at the same time, 0 in this thread, and waits for
 * all. Where the system gives no more threads the last members are left out: work must be shared out
 * as it is asked for. false when memory ran out for one of them. */
bool crew_run(struct crew *crew, size_t count);

#endif
