/* The one place of the library that aborts. */
#include "base/bug.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void bug_found(const char *file, int line, const char *message)
{
    char text[512];
    int length = snprintf(text, sizeof text, "pol: internal error at %s:%d: %s\n", file, line,
                          message); /* a longer message may be cut here */
    if (length > 0) {
        size_t size = (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
        ssize_t written = write(STDERR_FILENO, text, size);
        (void)written; /* nothing is left to be done about it */
    }
    abort();
}
