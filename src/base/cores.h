/* How many threads make sense. */
#ifndef POL_BASE_CORES_H
#define POL_BASE_CORES_H

#include <stddef.h>

/* The processors that this process may use: at least 1. */
size_t cores_available(void);

#endif
