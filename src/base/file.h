/* Files and folders, and where a path really leads. */
#ifndef POL_BASE_FILE_H
#define POL_BASE_FILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* How an operation on a file ended; for FILE_FAILED errno says why. */
enum file_status { FILE_READ, FILE_TOO_LARGE, FILE_FAILED };

/* The whole of a file, at most `limit` bytes, in `arena`, where two NULs stand behind it. The memory is
 * the caller's alone. */
enum file_status file_read(struct arena *arena, struct str path, size_t limit, struct str *text);
/* The same of what is already open. */
enum file_status file_read_open(struct arena *arena, int descriptor, size_t limit,
                                struct str *text);

enum file_kind { FILE_NONE, FILE_PLAIN, FILE_FOLDER };
enum file_kind file_kind(struct arena *arena, struct str path);
/* Whether it can be read again from its beginning, as a pipe can't. */
bool file_is_regular(struct arena *arena, struct str path);

/* Whether reading a path twice gives the same: not so for a pipe. */
bool file_is_repeatable(struct arena *arena, struct str path);

/* The names in a folder that end with `suffix`, in the order of their bytes; false: errno. */
bool folder_names(struct arena *arena, struct str path, struct str suffix, struct str **names,
                  size_t *count);

/* The absolute path with all links resolved; false when nothing is there. */
bool path_real(struct arena *arena, struct str path, struct str *real);

/* `path` seen from `folder`: itself when it is absolute, else the two joined; `a/./b`, `a//b` and
 * `a/x/../b` are made `a/b`. Nothing is looked up. */
struct str path_join(struct arena *arena, struct str folder, struct str path);
/* What stands before the last /, "." when there is none. */
struct str path_folder(struct str path);
struct str path_name(struct str path);
/* Whether a real path is `folder` itself or lies below it. */
bool path_is_below(struct str path, struct str folder);

#endif
