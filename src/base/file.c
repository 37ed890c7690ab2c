/* Files and folders. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

/* What an arena closes is handed to it before it is opened, because handing over takes memory. */
static void close_descriptor(void *descriptor)
{
    if (*(int *)descriptor >= 0) close(*(int *)descriptor);
}

/* `expected` bytes, or more, or fewer: what a file says of its size need not be so. */
static enum file_status read_all(struct arena *arena, int descriptor, size_t limit, size_t expected,
                                 struct str *text)
{
    struct buf buf = buf_in(arena);
    char block[1 << 14];
    buf_reserve(&buf, expected + 2);
    for (;;) {
        ssize_t got = read(descriptor, block, sizeof block);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return FILE_FAILED;
        if (got == 0) break;
        buf_add(&buf, (struct str){block, (size_t)got});
        if (buf.len > limit) return FILE_TOO_LARGE;
    }
    *text = buf_scannable(&buf);
    return FILE_READ;
}

enum file_status file_read_open(struct arena *arena, int descriptor, size_t limit, struct str *text)
{
    return read_all(arena, descriptor, limit, 0, text);
}

static size_t size_of(const struct stat *about)
{
    return S_ISREG(about->st_mode) && about->st_size > 0 ? (size_t)about->st_size : 0;
}

enum file_status file_read(struct arena *arena, struct str path, size_t limit, struct str *text)
{
    const char *name = str_to_cstr(arena, path);
    struct arena *scratch = arena_child(arena);
    int *descriptor = ARENA_NEW(scratch, int);
    *descriptor = -1;
    arena_defer(scratch, close_descriptor, descriptor);
    *descriptor = open(name, O_RDONLY | O_CLOEXEC);
    struct stat about;
    enum file_status status = FILE_FAILED;
    int failure = 0;
    if (*descriptor < 0 || fstat(*descriptor, &about) != 0)
        failure = errno;
    else if (S_ISDIR(about.st_mode))
        failure = EISDIR;
    else if (S_ISREG(about.st_mode) && (uintmax_t)about.st_size > limit)
        status = FILE_TOO_LARGE;
    else if ((status = read_all(arena, *descriptor, limit, size_of(&about), text)) == FILE_FAILED)
        failure = errno;
    arena_release(scratch);
    errno = failure;
    return status;
}

bool file_is_regular(struct arena *arena, struct str path)
{
    struct stat about;
    return stat(str_to_cstr(arena, path), &about) == 0 && S_ISREG(about.st_mode);
}

enum file_kind file_kind(struct arena *arena, struct str path)
{
    struct stat about;
    if (stat(str_to_cstr(arena, path), &about) != 0) return FILE_NONE;
    return S_ISDIR(about.st_mode) ? FILE_FOLDER : FILE_PLAIN;
}

bool file_is_repeatable(struct arena *arena, struct str path)
{
    struct stat about;
    if (stat(str_to_cstr(arena, path), &about) != 0) return true;
    return S_ISREG(about.st_mode) || S_ISDIR(about.st_mode);
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void close_folder(void *folder)
{
    if (*(DIR **)folder) closedir(*(DIR **)folder);
}

bool folder_names(struct arena *arena, struct str path, struct str suffix, struct str **names,
                  size_t *count)
{
    const char *folder_path = str_to_cstr(arena, path);
    struct arena *scratch = arena_child(arena);
    DIR **folder = ARENA_NEW(scratch, DIR *);
    arena_defer(scratch, close_folder, folder);
    *folder = opendir(folder_path);
    if (!*folder) {
        int failure = errno;
        if (failure == ENOMEM) arena_out_of_memory(arena);
        arena_release(scratch);
        errno = failure;
        return false;
    }
    size_t capacity = 0;
    *names = NULL;
    *count = 0;
    for (struct dirent *entry; (entry = readdir(*folder));) {
        struct str name = str_from(entry->d_name);
        if (name.p[0] == '.' || !str_ends(name, suffix)) continue;
        ARENA_GROW(arena, *names, *count, capacity);
        (*names)[(*count)++] = str_copy(arena, name);
    }
    arena_release(scratch);
    if (*count) qsort(*names, *count, sizeof **names, compare_names);
    return true;
}

bool path_real(struct arena *arena, struct str path, struct str *real)
{
    char resolved[PATH_MAX];
    if (!realpath(str_to_cstr(arena, path), resolved)) {
        if (errno == ENOMEM) arena_out_of_memory(arena);
        return false;
    }
    *real = str_copy(arena, str_from(resolved));
    return true;
}

struct str path_join(struct arena *arena, struct str folder, struct str path)
{
    bool absolute = path.len && path.p[0] == '/';
    struct str whole = absolute || !folder.len || str_equal(folder, STR("."))
                           ? path
                           : str_printf(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(path));
    struct str *parts = ARENA_ARRAY(arena, struct str, whole.len + 1);
    size_t count = 0;
    bool rooted = whole.len && whole.p[0] == '/';
    for (struct str rest = whole; rest.len;) {
        struct str part = str_cut(&rest, '/');
        if (!part.len || str_equal(part, STR("."))) continue;
        bool up = str_equal(part, STR(".."));
        if (up && count && !str_equal(parts[count - 1], STR("..")))
            count--;
        else if (!up || !rooted)
            parts[count++] = part;
    }
    struct buf joined = buf_in(arena);
    if (rooted) buf_add_char(&joined, '/');
    for (size_t i = 0; i < count; i++) {
        if (i) buf_add_char(&joined, '/');
        buf_add(&joined, parts[i]);
    }
    return joined.len ? buf_str(&joined) : STR(".");
}

/* Where the last / stands, or -1. */
static ptrdiff_t last_slash(struct str path)
{
    for (size_t i = path.len; i > 0; i--)
        if (path.p[i - 1] == '/') return (ptrdiff_t)i - 1;
    return -1;
}

struct str path_folder(struct str path)
{
    ptrdiff_t slash = last_slash(path);
    if (slash < 0) return STR(".");
    return (struct str){path.p, slash ? (size_t)slash : 1};
}

struct str path_name(struct str path)
{
    size_t start = (size_t)(last_slash(path) + 1);
    return (struct str){path.p + start, path.len - start};
}

bool path_is_below(struct str path, struct str folder)
{
    if (str_equal(path, folder) || str_equal(folder, STR("/"))) return true;
    return path.len > folder.len && str_starts(path, folder) && path.p[folder.len] == '/';
}
