/* Reading a file and putting a new text in its place, so that at every moment the whole old or the
 * whole new text stands there. */
#ifndef POL_CLI_REWRITE_H
#define POL_CLI_REWRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* A file as it was read. */
struct original {
    char *bytes; /* to be freed; NULL: it could not be read */
    size_t size;
    struct stat about;
};

/* Reads the file at `path`, or standard input for NULL. False: errno says why. */
bool original_read(struct original *original, const char *path);
void original_free(struct original *original);

/* Puts a new text in the place of the file: through symbolic links, with the same permissions, and
 * nothing when the file is read-only or has changed since it was read. Answers NULL, or what was in
 * the way. */
const char *original_replace(const struct original *original, const char *path, const char *bytes,
                             size_t size);

#endif
