/* Laying files out, and what changes. */

#include "api/context.h"
#include "format/format.h"
#include "text/diff.h"

enum pol_status pol_format(struct pol *pol, const char *path, const char *text, size_t size,
                           struct pol_text *laid_out)
{
    GUARDED(pol);
    *laid_out = (struct pol_text){0};
    forget_sorted(pol);
    if (size > PROGRAM_FILE_LIMIT)
        return FAIL(pol, "%s is larger than can be read (%d bytes)", path, PROGRAM_FILE_LIMIT);
    struct str before = {text, size};
    const struct program_file *file = loader_parse_text(&pol->loader, str_from(path), before);
    pol->apart = &file->findings;
    sort_findings(pol);
    if (file->ast->broken || findings_have_error(&file->findings, 'S')) {
        pol->error = str_printf(&pol->arena, "%s has syntax errors, so it was not laid out", path);
        return POL_INVALID;
    }
    struct str after = format_file(&pol->arena, &pol->atoms, file->ast);
    *laid_out = (struct pol_text){after.p, after.len, !str_equal(before, after)};
    return POL_OK;
}

enum pol_status pol_diff(struct pol *pol, const char *path, const char *before, size_t before_size,
                         const char *after, size_t after_size, struct pol_text *diff)
{
    GUARDED(pol);
    struct buf out = buf_in(&pol->arena);
    diff_unified(&out, str_from(path), (struct str){before, before_size},
                 (struct str){after, after_size});
    *diff = (struct pol_text){buf_cstr(&out), out.len, out.len > 0};
    return POL_OK;
}
