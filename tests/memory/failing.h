/* Allocations that fail on demand. wrapped.c and replaced.c put themselves in front of the system's
 * and ask here. */
#ifndef POL_TESTS_FAILING_H
#define POL_TESTS_FAILING_H

#include <stdbool.h>
#include <stddef.h>

/* Counts an allocation; answers whether it is to fail. */
bool failing_now(void);

/* How many blocks are in use; always 0 where that is not known. */
size_t failing_live(void);

#endif
