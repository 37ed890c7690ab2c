/* Reading files, following `use`, and forming programs. */
#include "theory/program.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/file.h"
#include "base/utf8.h"
#include "syntax/parse.h"
#include "text/suggest.h"

void loader_begin(struct loader *loader, struct arena *arena, struct atoms *atoms,
                  struct sources *sources)
{
    *loader = (struct loader){.arena = arena, .atoms = atoms, .sources = sources};
    atoms_init(&loader->by_real, arena);
}

bool loader_allow(struct loader *loader, struct str folder)
{
    struct str real;
    if (!path_real(loader->arena, folder, &real)) return false;
    ARENA_GROW(loader->arena, loader->allowed, loader->allowed_count, loader->allowed_capacity);
    loader->allowed[loader->allowed_count++] = real;
    return true;
}

/* --- paths ------------------------------------------------------------------------------------------- */

/* The nearest folder at or above this one that holds .git, else the folder itself. */
static struct str find_root(struct arena *arena, struct str folder)
{
    for (struct str at = folder;; at = path_folder(at)) {
        if (file_kind(arena, path_join(arena, at, STR(".git"))) != FILE_NONE) return at;
        if (str_equal(at, STR("/")) || str_equal(at, STR("."))) return folder;
    }
}

static bool is_allowed(const struct loader *loader, struct str real)
{
    if (path_is_below(real, loader->root)) return true;
    for (size_t i = 0; i < loader->allowed_count; i++)
        if (path_is_below(real, loader->allowed[i])) return true;
    return false;
}

enum path_status loader_resolve(struct loader *loader, struct arena *arena, struct str from,
                                struct str path, struct str *shown, struct str *real)
{
    struct str folder = path_folder(from), real_folder;
    *shown = path_join(arena, folder, path);
    /* Where it would lie is looked at first: what lies outside is not even said to be there. */
    if (!path_real(arena, folder, &real_folder)) return PATH_NOT_FOUND;
    if (!is_allowed(loader, path_join(arena, real_folder, path))) return PATH_NOT_ALLOWED;
    if (!path_real(arena, *shown, real)) return PATH_NOT_FOUND;
    return is_allowed(loader, *real) ? PATH_FOUND : PATH_NOT_ALLOWED;
}

void report_not_allowed(struct findings *findings, struct span span, struct str path,
                        struct str root)
{
    struct finding *f = finding_add(findings, FINDING_D15, span,
                                    "\"%.*s\" lies outside the program's folder", STR_ARG(path));
    finding_help(findings, f,
                 "a program reads only below %.*s; move the file there, or open its "
                 "folder with --allow-path",
                 STR_ARG(root));
}

/* --- one file ---------------------------------------------------------------------------------------- */

static struct program_file *new_file(struct loader *loader, struct str shown, struct str real)
{
    struct program_file *file = ARENA_NEW(loader->arena, struct program_file);
    file->path = shown;
    file->real = real;
    findings_init(&file->findings, loader->arena);
    ARENA_GROW(loader->arena, loader->files, loader->file_count, loader->file_capacity);
    loader->files[loader->file_count++] = file;
    atoms_intern(&loader->by_real, real);
    return file;
}

/* The file with this real path that was read before, or NULL. */
static struct program_file *known_file(const struct loader *loader, struct str real)
{
    uint32_t place = atoms_find(&loader->by_real, real);
    return place == ATOM_NONE ? NULL : loader->files[place];
}

/* The first byte that is no UTF-8. */
static size_t first_bad_byte(struct str text)
{
    uint32_t code;
    size_t at = 0;
    while (at < text.len) {
        struct str rest = {text.p + at, text.len - at};
        size_t ascii = utf8_ascii_prefix(rest), bytes = 1;
        if (ascii) {
            at += ascii;
            continue;
        }
        bytes = utf8_decode(rest, &code);
        if (!bytes) break;
        at += bytes;
    }
    return at;
}

/* Bytes that are no character become the replacement character, so that the rest can be read. Two NULs
 * stand behind what it answers. */
static struct str repair(struct arena *arena, struct str text)
{
    struct buf whole = buf_in(arena);
    while (text.len) {
        size_t good = first_bad_byte(text);
        buf_add(&whole, (struct str){text.p, good});
        if (good == text.len) break;
        buf_add(&whole, UTF8_REPLACEMENT);
        text = (struct str){text.p + good + 1, text.len - good - 1};
    }
    return buf_scannable(&whole);
}

static bool is_utf_16(struct str text)
{
    return str_starts(text, STR("\xff\xfe")) || str_starts(text, STR("\xfe\xff"));
}

static void report_encoding(struct program_file *file, const struct source *source, size_t at,
                            bool utf_16)
{
    uint32_t offset = source->base + (uint32_t)at;
    struct finding *f = finding_add(
        &file->findings, FINDING_S04, (struct span){offset, offset + (utf_16 ? 0 : 3)},
        "this file is %s", utf_16 ? "written in UTF-16, not in UTF-8" : "not written in UTF-8");
    finding_help(&file->findings, f, "open it in an editor and save it with the encoding UTF-8");
}

/* `text` is the program's, as sources_adopt wants it. */
static void parse_text(struct loader *loader, struct program_file *file, struct str text)
{
    if (str_starts(text, STR("\xef\xbb\xbf"))) text = (struct str){text.p + 3, text.len - 3};
    bool utf_16 = is_utf_16(text);
    if (utf_16) text.len = 0; /* nothing of it can be read */
    size_t bad = first_bad_byte(text);
    bool valid = bad == text.len;
    bool whole = valid && !utf_16;
    struct source *source =
        sources_adopt(loader->sources, file->path, whole ? text : repair(loader->arena, text));
    if (!source) {
        file->ast = ARENA_NEW(loader->arena, struct ast_file);
        finding_add(&file->findings, FINDING_S05, SPAN_NONE,
                    "the files of this program hold more than can be read together (%u bytes)",
                    SOURCES_LIMIT);
        return;
    }
    struct parse_context context = {
        .arena = loader->arena,
        .atoms = loader->atoms,
        .findings = &file->findings,
        .skipped = &file->skipped,
    };
    file->ast = parse_source(&context, source);
    if (!whole) report_encoding(file, source, bad, utf_16);
    /* It may declare and link anything. */
    file->skipped.nameless |= utf_16;
    file->skipped.link |= utf_16;
}

struct program_file *loader_parse_text(struct loader *loader, struct str path, struct str text)
{
    struct program_file *file = ARENA_NEW(loader->arena, struct program_file);
    file->path = str_copy(loader->arena, path);
    findings_init(&file->findings, loader->arena);
    struct buf own = buf_in(loader->arena);
    buf_reserve(&own, text.len + 2);
    buf_add(&own, text);
    parse_text(loader, file, buf_scannable(&own));
    return file;
}

static enum file_status read_file(struct loader *loader, struct program_file *file, bool standard)
{
    struct arena *arena = loader->arena;
    struct str text;
    enum file_status status = standard
                                  ? file_read_open(arena, STDIN_FILENO, PROGRAM_FILE_LIMIT, &text)
                                  : file_read(arena, file->real, PROGRAM_FILE_LIMIT, &text);
    if (status == FILE_READ) parse_text(loader, file, text);
    return status;
}

/* --- use --------------------------------------------------------------------------------------------- */

static void report_missing(struct loader *loader, struct program_file *file,
                           const struct ast_decl *use, struct str shown)
{
    struct finding *f =
        finding_add(&file->findings, FINDING_N03, use->title.span,
                    "there is no file or folder \"%.*s\"", STR_ARG(use->title.value));
    struct str *names;
    size_t count;
    size_t near = SUGGEST_NONE;
    if (folder_names(loader->arena, path_folder(shown), STR(".pol"), &names, &count))
        near = suggest_nearest(path_name(shown), names, count);
    if (near != SUGGEST_NONE)
        finding_help(&file->findings, f, "did you mean \"%.*s\"?",
                     STR_ARG(path_join(loader->arena, path_folder(use->title.value), names[near])));
    else
        finding_help(&file->findings, f, "the path is seen from the folder of this file");
}

static void add_use(struct loader *loader, struct program_file *file, struct program_file *used,
                    struct span span)
{
    ARENA_GROW(loader->arena, file->uses, file->use_count, file->use_capacity);
    file->uses[file->use_count++] = (struct program_use){used, span};
}

static void use_file(struct loader *loader, struct program_file *file, const struct ast_decl *use,
                     struct str shown, struct str real)
{
    struct program_file *used = known_file(loader, real);
    if (!used) {
        if (loader->file_count >= PROGRAM_FILES_MAX) {
            finding_add(&file->findings, FINDING_S05, use->span, "a program has at most %d files",
                        PROGRAM_FILES_MAX);
            return;
        }
        used = new_file(loader, shown, real);
        enum file_status status = read_file(loader, used, false);
        if (status != FILE_READ) {
            used->ast = ARENA_NEW(loader->arena, struct ast_file);
            finding_add(&file->findings, status == FILE_TOO_LARGE ? FINDING_S05 : FINDING_N03,
                        use->title.span, "\"%.*s\" can't be read: %s", STR_ARG(use->title.value),
                        status == FILE_TOO_LARGE ? "it is too large" : strerror(errno));
        }
    }
    add_use(loader, file, used, use->title.span);
}

static void use_folder(struct loader *loader, struct program_file *file, const struct ast_decl *use,
                       struct str shown)
{
    struct str *names;
    size_t count;
    if (!folder_names(loader->arena, shown, STR(".pol"), &names, &count)) {
        finding_add(&file->findings, FINDING_N03, use->title.span, "\"%.*s\" can't be read: %s",
                    STR_ARG(use->title.value), strerror(errno));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct str real, path = path_join(loader->arena, shown, names[i]);
        if (str_ends(names[i], STR("_test.pol")) || !path_real(loader->arena, path, &real))
            continue;
        if (str_equal(real, file->real)) continue; /* the folder that the file itself stands in */
        if (!is_allowed(loader, real)) {
            report_not_allowed(&file->findings, use->title.span, path, loader->root);
            continue;
        }
        use_file(loader, file, use, path, real);
    }
}

/* Follows what a file uses. New files are appended to the loader's list, whose caller goes on with
 * them, so a long chain of files is no deep recursion. */
static void follow_uses(struct loader *loader, struct program_file *file)
{
    for (const struct ast_decl *d = file->ast->of_kind[DECL_USE].first; d; d = d->next_of_kind) {
        struct str shown, real;
        if (!str_trim(d->title.value).len) {
            struct finding *f =
                finding_add(&file->findings, FINDING_N03, d->title.span, "this path is empty");
            finding_help(&file->findings, f, "name the file or folder, as seen from this file's");
            continue;
        }
        switch (loader_resolve(loader, loader->arena, file->path, d->title.value, &shown, &real)) {
        case PATH_NOT_FOUND: report_missing(loader, file, d, shown); break;
        case PATH_NOT_ALLOWED:
            report_not_allowed(&file->findings, d->title.span, d->title.value, loader->root);
            break;
        case PATH_FOUND:
            if (file_kind(loader->arena, real) == FILE_FOLDER)
                use_folder(loader, file, d, shown);
            else
                use_file(loader, file, d, shown, real);
        }
    }
}

/* --- roots ------------------------------------------------------------------------------------------- */

static enum load_status add_root_file(struct loader *loader, struct str path)
{
    bool standard = str_equal(path, STR("-"));
    struct str real = path, folder;
    if (!standard && !path_real(loader->arena, path, &real)) return LOAD_NOT_FOUND;
    if (!loader->root.len) {
        if (!path_real(loader->arena, standard ? STR(".") : path_folder(real), &folder))
            return LOAD_UNREADABLE;
        loader->root = find_root(loader->arena, folder);
    }
    struct program_file *file = known_file(loader, real);
    if (!file) {
        struct str shown = standard ? STR("<stdin>") : path_join(loader->arena, STR("."), path);
        file = new_file(loader, shown, real);
        size_t first = loader->file_count - 1;
        enum file_status status = read_file(loader, file, standard);
        if (status == FILE_TOO_LARGE) {
            file->ast = ARENA_NEW(loader->arena, struct ast_file);
            finding_add(&file->findings, FINDING_S05, SPAN_NONE,
                        "%.*s is larger than can be read (%d bytes)", STR_ARG(shown),
                        PROGRAM_FILE_LIMIT);
        } else if (status == FILE_FAILED) {
            return LOAD_UNREADABLE;
        }
        for (size_t i = first; i < loader->file_count; i++) follow_uses(loader, loader->files[i]);
    }
    file->root = true;
    return LOAD_DONE;
}

static enum load_status add_root_folder(struct loader *loader, struct str path)
{
    struct str *names;
    size_t count, added = 0;
    if (!folder_names(loader->arena, path, STR(".pol"), &names, &count)) return LOAD_UNREADABLE;
    for (size_t i = 0; i < count; i++) {
        if (!loader->with_tests && str_ends(names[i], STR("_test.pol"))) continue;
        enum load_status status = add_root_file(loader, path_join(loader->arena, path, names[i]));
        if (status != LOAD_DONE) return status;
        added++;
    }
    return added ? LOAD_DONE : LOAD_NO_FILES;
}

enum load_status loader_add(struct loader *loader, struct str path)
{
    if (str_equal(path, STR("-"))) return add_root_file(loader, path);
    switch (file_kind(loader->arena, path)) {
    case FILE_NONE: return LOAD_NOT_FOUND;
    case FILE_FOLDER: return add_root_folder(loader, path);
    case FILE_PLAIN: return add_root_file(loader, path);
    }
    BUG("no such kind of file");
}

/* --- uses of nothing -------------------------------------------------------------------------------- */

static const struct ast_decl *find_use(const struct program_file *file,
                                       const struct program_use *use)
{
    const struct ast_decl *d = file->ast->decls;
    while (d && (d->kind != DECL_USE || d->title.span.start != use->span.start)) d = d->next;
    return d;
}

/* The declaration with the rest of its line, where nothing else stands on that. */
static struct span whole_line(const struct source *source, struct span span)
{
    size_t from = span.start - source->base, to = span.end - source->base;
    const struct str text = source->text;
    size_t begin = from, end = to;
    while (begin && (text.p[begin - 1] == ' ' || text.p[begin - 1] == '\t')) begin--;
    while (end < text.len && (text.p[end] == ' ' || text.p[end] == '\t' || text.p[end] == '\r'))
        end++;
    bool alone = (!begin || text.p[begin - 1] == '\n') && (end == text.len || text.p[end] == '\n');
    if (!alone) return span;
    if (end < text.len) end++;
    return (struct span){source->base + (uint32_t)begin, source->base + (uint32_t)end};
}

/* A file that was used above, or that declares nothing: the `use` can go. */
static void report_idle_uses(struct loader *loader, struct program_file *file)
{
    struct arena *scratch = arena_child(loader->arena);
    struct atoms seen;
    atoms_init(&seen, scratch);
    for (size_t i = 0; i < file->use_count; i++) {
        const struct program_use *use = &file->uses[i];
        const struct ast_decl *decl = find_use(file, use);
        size_t known = seen.count;
        bool again = atoms_intern(&seen, use->file->real) < known;
        bool empty =
            !use->file->ast->decls && !use->file->ast->broken && !use->file->findings.count;
        if (!decl || !str_ends(decl->title.value, STR(".pol")) || (!again && !empty)) continue;
        struct finding *f =
            finding_add(&file->findings, FINDING_N05, use->span, "%.*s %s",
                        STR_ARG(use->file->path), again ? "is used twice" : "declares nothing");
        finding_help(&file->findings, f, "leave this `use` out");
        finding_safe_edit(&file->findings, f, whole_line(file->ast->source, decl->span), STR(""));
    }
    arena_release(scratch);
}

/* --- programs ---------------------------------------------------------------------------------------- */

enum { FILE_NEW, FILE_OPEN, FILE_DONE };

struct step {
    struct program_file *file;
    size_t next; /* of its uses */
};

/* The last step of the path closes the circle: it uses a file that is open already. */
static void report_use_circle(const struct step *path, size_t depth)
{
    const struct step *last = &path[depth - 1];
    const struct program_use *closing = &last->file->uses[last->next - 1];
    struct findings *findings = &last->file->findings;
    struct finding *f =
        finding_add(findings, FINDING_N04, closing->span, "the files use each other in a circle");
    size_t from = 0;
    while (from < depth && path[from].file != closing->file) from++;
    for (size_t i = from; i < depth && i < from + 8; i++) {
        const struct program_use *use = &path[i].file->uses[path[i].next - 1];
        finding_relate(findings, f, location_of(use->span), "%.*s uses %.*s",
                       STR_ARG(path[i].file->path), STR_ARG(use->file->path));
    }
    finding_help(findings, f, "move what both need to a third file that both use");
}

/* The files that one root reaches, used ones first. */
static void collect_from(struct loader *loader, struct program_file *root, struct program *program,
                         struct step *path)
{
    size_t depth = 0;
    if (root->state != FILE_NEW) return;
    root->state = FILE_OPEN;
    path[depth++] = (struct step){.file = root};
    while (depth) {
        struct step *step = &path[depth - 1];
        struct program_file *file = step->file;
        if (step->next == file->use_count) {
            file->state = FILE_DONE;
            ARENA_GROW(loader->arena, program->files, program->file_count, program->file_capacity);
            program->files[program->file_count++] = file;
            depth--;
            continue;
        }
        struct program_file *used = file->uses[step->next++].file;
        if (used->state == FILE_OPEN) report_use_circle(path, depth);
        if (used->state != FILE_NEW) continue;
        used->state = FILE_OPEN;
        path[depth++] = (struct step){.file = used};
    }
}

/* The root that stands for all roots that reach each other. */
static size_t leader_of(size_t *leaders, size_t i)
{
    while (leaders[i] != i) i = leaders[i] = leaders[leaders[i]];
    return i;
}

/* Joins each root with the roots that it reaches. */
static void join_roots(struct loader *loader, size_t *leaders, struct step *path)
{
    struct program scratch = {0};
    for (size_t i = 0; i < loader->file_count; i++) {
        if (!loader->files[i]->root) continue;
        for (size_t k = 0; k < loader->file_count; k++) loader->files[k]->state = FILE_NEW;
        scratch.file_count = 0;
        collect_from(loader, loader->files[i], &scratch, path);
        for (size_t k = 0; k < loader->file_count; k++)
            if (loader->files[k]->root && loader->files[k]->state == FILE_DONE)
                leaders[leader_of(leaders, k)] = leader_of(leaders, i);
    }
}

void loader_finish(struct loader *loader)
{
    size_t n = loader->file_count;
    for (size_t i = 0; i < n; i++) report_idle_uses(loader, loader->files[i]);
    struct step *path = ARENA_ARRAY(loader->arena, struct step, n + 1);
    size_t *leaders = ARENA_ARRAY(loader->arena, size_t, n + 1);
    for (size_t i = 0; i < n; i++) leaders[i] = i;
    join_roots(loader, leaders, path);
    loader->programs = ARENA_ARRAY(loader->arena, struct program, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!loader->files[i]->root) continue;
        bool first = true; /* of its component */
        for (size_t k = 0; k < i; k++)
            first &= !loader->files[k]->root || leader_of(leaders, k) != leader_of(leaders, i);
        if (!first) continue;
        struct program *program = &loader->programs[loader->program_count++];
        for (size_t k = 0; k < n; k++) loader->files[k]->state = FILE_NEW;
        for (size_t k = 0; k < n; k++)
            if (loader->files[k]->root && leader_of(leaders, k) == leader_of(leaders, i))
                collect_from(loader, loader->files[k], program, path);
    }
}
