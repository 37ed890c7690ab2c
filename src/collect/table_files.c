/* Finds the files of a table. */
#include "collect/table_files.h"

#include "base/file.h"
#include "base/pattern.h"
#include "collect/cube.h"
#include "data/shown.h"
#include "data/table_reader.h"
#include "text/suggest.h"

/* A limit (S05); and how many names a message lists. */
enum { TABLE_FILES_MAX = 10000, NAMES_LISTED = 5 };

struct names {
    struct str *items;
    size_t count;
};

/* Where a path leads, by the rules for whoever names it. */
static enum path_status resolve(const struct table_path *at, struct str path, struct str *shown,
                                struct str *real)
{
    struct arena *arena = at->findings->arena;
    if (at->from.len) return loader_resolve(at->loader, arena, at->from, path, shown, real);
    *shown = *real = str_copy(arena, path);
    return file_kind(arena, path) == FILE_NONE ? PATH_NOT_FOUND : PATH_FOUND;
}

static struct table_files *files_of(struct arena *arena, struct str shown, size_t count)
{
    struct table_files *files = ARENA_NEW(arena, struct table_files);
    *files = (struct table_files){shown, ARENA_ARRAY(arena, struct table_file, count), count};
    return files;
}

static struct table_files *single(struct arena *arena, struct str shown, struct str real)
{
    struct table_files *files = files_of(arena, shown, 1);
    files->items[0].path = shown;
    files->items[0].file = real;
    return files;
}

static struct table_files *refuse(const struct table_path *at)
{
    report_not_allowed(at->findings, at->span, at->path, at->loader->root);
    return NULL;
}

/* ---- a folder ---- */

/* The path of a file in a folder, as the program would have named it. */
static struct str path_in(const struct table_path *at, struct str folder, struct str name)
{
    if (str_equal(folder, STR("."))) return name;
    bool rooted = str_equal(folder, STR("/"));
    return str_printf(at->findings->arena, "%.*s%s%.*s", STR_ARG(folder), rooted ? "" : "/",
                      STR_ARG(name));
}

static bool report_too_many(const struct table_path *at, struct str shown)
{
    finding_add(at->findings, FINDING_S05, at->span,
                "`%.*s` names more than the %d files that are the limit for one table",
                STR_ARG(shown), TABLE_FILES_MAX);
    return false;
}

/* Leaves those that match, and no folders; all where `pattern` is empty, of those whose name says
 * that they are data. */
static struct names choose(const struct table_path *at, struct str folder, struct str pattern,
                           struct names all)
{
    struct names chosen = {all.items, 0};
    for (size_t i = 0; i < all.count; i++) {
        struct str shown, real;
        bool fits =
            pattern.len ? pattern_matches(pattern, all.items[i]) : reader_knows_name(all.items[i]);
        if (!fits) continue;
        if (resolve(at, path_in(at, folder, all.items[i]), &shown, &real) == PATH_FOUND &&
            file_kind(at->findings->arena, real) == FILE_FOLDER)
            continue;
        struct str name = all.items[i];
        chosen.items[chosen.count++] = name;
    }
    return chosen;
}

static struct table_files *resolve_all(const struct table_path *at, struct str shown,
                                       struct str folder, struct names names)
{
    struct table_files *files = files_of(at->findings->arena, shown, names.count);
    for (size_t i = 0; i < names.count; i++) {
        struct table_path one = *at;
        one.path = path_in(at, folder, names.items[i]);
        struct table_file *file = &files->items[i];
        switch (resolve(at, one.path, &file->path, &file->file)) {
        case PATH_FOUND: break;
        case PATH_NOT_ALLOWED: return refuse(&one);
        case PATH_NOT_FOUND: file->file = file->path; break; /* gone since: the reader says so */
        }
    }
    return files;
}

/* ---- what is said when there is none ---- */

static void list_names(const struct table_path *at, struct finding *finding, struct names all)
{
    struct buf buf = buf_in(at->findings->arena);
    size_t listed = all.count < NAMES_LISTED ? all.count : NAMES_LISTED;
    for (size_t i = 0; i < listed; i++)
        buf_printf(&buf, "%s`%.*s`", i ? ", " : "",
                   STR_ARG(shown_name(at->findings->arena, all.items[i])));
    if (all.count > listed) buf_printf(&buf, " and %zu more", all.count - listed);
    finding_help(at->findings, finding, "in the folder %s %.*s", all.count == 1 ? "is" : "are",
                 STR_ARG(buf_str(&buf)));
}

static struct table_files *report_none(const struct table_path *at, struct str shown,
                                       struct str pattern, struct names all)
{
    struct finding *finding =
        pattern.len ? finding_add(at->findings, FINDING_D01, at->span, "no file matches `%.*s`",
                                  STR_ARG(shown))
                    : finding_add(at->findings, FINDING_D01, at->span,
                                  "the folder `%.*s` holds no file of data", STR_ARG(shown));
    size_t near = pattern.len ? suggest_nearest(pattern, all.items, all.count) : SUGGEST_NONE;
    if (near != SUGGEST_NONE)
        finding_help(at->findings, finding, "did you mean `%.*s`, which is in that folder?",
                     STR_ARG(shown_name(at->findings->arena, all.items[near])));
    else if (all.count)
        list_names(at, finding, all);
    else
        finding_help(at->findings, finding, "the folder is empty");
    return NULL;
}

/* The name that is nearest to the folder's, where it would stand. */
static struct str near_folder(const struct table_path *at, struct str folder)
{
    struct str shown, real;
    struct names all;
    if (resolve(at, path_folder(folder), &shown, &real) != PATH_FOUND) return STR("");
    if (!folder_names(at->findings->arena, real, STR(""), &all.items, &all.count)) return STR("");
    size_t near = suggest_nearest(path_name(folder), all.items, all.count);
    return near == SUGGEST_NONE ? STR("") : all.items[near];
}

static struct table_files *report_no_folder(const struct table_path *at, struct str shown,
                                            struct str folder)
{
    struct finding *finding = finding_add(at->findings, FINDING_D01, at->span,
                                          "no file matches `%.*s`: there is no folder `%.*s`",
                                          STR_ARG(shown), STR_ARG(folder));
    struct str near = near_folder(at, folder);
    if (pattern_is_one(folder))
        finding_help(at->findings, finding,
                     "`*` and `?` may stand in the name of a file, not in those of its folders");
    else if (near.len)
        finding_help(at->findings, finding, "did you mean the folder `%.*s`?",
                     STR_ARG(shown_name(at->findings->arena, near)));
    return NULL;
}

/* ---- all ---- */

static struct table_files *in_folder(const struct table_path *at, struct str shown,
                                     struct str folder, struct str pattern)
{
    struct arena *arena = at->findings->arena;
    struct str folder_shown, real;
    struct names all, copy;
    switch (resolve(at, folder, &folder_shown, &real)) {
    case PATH_FOUND: break;
    case PATH_NOT_ALLOWED: return refuse(at);
    case PATH_NOT_FOUND: return report_no_folder(at, shown, folder_shown);
    }
    if (!folder_names(arena, real, STR(""), &all.items, &all.count))
        return report_no_folder(at, shown, folder_shown);
    copy.items = ARENA_ARRAY(arena, struct str, all.count + 1);
    copy.count = all.count;
    for (size_t i = 0; i < all.count; i++) copy.items[i] = all.items[i];
    struct names chosen = choose(at, folder, pattern, copy);
    if (!chosen.count) return report_none(at, shown, pattern, all);
    if (chosen.count > TABLE_FILES_MAX) return report_too_many(at, shown), NULL;
    return resolve_all(at, shown, folder, chosen);
}

struct table_files *table_files_find(const struct table_path *at)
{
    struct arena *arena = at->findings->arena;
    struct str shown, real;
    switch (resolve(at, at->path, &shown, &real)) {
    case PATH_FOUND:
        if (file_kind(arena, real) == FILE_FOLDER)
            return in_folder(at, shown, path_join(arena, STR("."), at->path), STR(""));
        return single(arena, shown, real);
    case PATH_NOT_ALLOWED: return refuse(at);
    case PATH_NOT_FOUND: break;
    }
    struct str name = path_name(at->path);
    if (pattern_is_one(at->path)) return in_folder(at, shown, path_folder(at->path), name);
    return single(arena, shown, shown);
}

/* ---- which of them ---- */

void input_note_files(struct input *input, struct arena *arena, const struct table_files *files)
{
    struct input_file *noted = ARENA_ARRAY(arena, struct input_file, files->count);
    if (files->count == 1 && str_equal(files->items[0].path, files->path)) return;
    for (size_t i = 0; i < files->count; i++) {
        const struct table_file *file = &files->items[i];
        noted[i] = (struct input_file){
            .path = file->path,
            .fingerprint = str_copy(arena, str_from(file->read.fingerprint)),
            .bytes = file->read.bytes,
            .rows = file->read.rows,
            .rejected = file->read.rejected,
        };
    }
    input->files = noted;
    input->file_count = files->count;
}

struct location input_location(const struct input *input, uint32_t line)
{
    return table_location(input->places, line);
}

bool input_has_file(const struct input *input, struct str path)
{
    for (size_t i = 0; input->places && i < input->places->count; i++)
        if (str_equal(input->places->items[i].path, path)) return true;
    return false;
}
