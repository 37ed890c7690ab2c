/* Putting the edits of findings into their files. */
#include "cli/mend.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/rewrite.h"

static bool show(struct pol *pol, const struct pol_mended *file)
{
    struct pol_text diff;
    if (pol_diff(pol, file->path, file->before, file->before_size, file->after, file->after_size,
                 &diff) == POL_OK)
        return print_bytes(diff.bytes, diff.size);
    complain("%s: %s", file->path, pol_error(pol));
    return false;
}

/* Whether the file still holds what was checked, a byte order mark left aside. */
static bool is_same(const struct original *original, const struct pol_mended *file)
{
    bool marked = original->size >= 3 && memcmp(original->bytes, "\xef\xbb\xbf", 3) == 0;
    size_t skipped = marked ? 3 : 0;
    return original->size - skipped == file->before_size &&
           memcmp(original->bytes + skipped, file->before, file->before_size) == 0;
}

static bool rewrite(const struct pol_mended *file)
{
    struct original original;
    if (!original_read(&original, file->path)) {
        complain("%s can't be read: %s", file->path, strerror(errno));
        return false;
    }
    const char *wrong = is_same(&original, file)
                            ? original_replace(&original, file->path, file->after, file->after_size)
                            : "it has changed meanwhile, or is not written in UTF-8";
    original_free(&original);
    if (!wrong) return true;
    complain("%s can't be written: %s", file->path, wrong);
    return false;
}

bool mend(struct pol *pol, bool unsafe, bool diff, struct mended *done)
{
    const struct pol_mended *files;
    size_t count;
    if (pol_mend(pol, unsafe, &files, &count) != POL_OK) {
        complain("%s", pol_error(pol));
        return false;
    }
    done->again = false;
    for (size_t i = 0; i < count; i++) {
        bool standard = strcmp(files[i].path, "<stdin>") == 0;
        if (standard && !diff) {
            complain("standard input can't be written; --diff shows what would change");
            return false;
        }
        if (!(diff ? show(pol, &files[i]) : rewrite(&files[i]))) return false;
        done->edits += files[i].edits;
        done->again = !diff;
    }
    return true;
}
