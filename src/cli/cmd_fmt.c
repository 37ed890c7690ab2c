/* pol fmt: lays out .pol files. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/rewrite.h"

struct fmt_options {
    struct common_options common;
    bool check, diff;
};

static const struct option options[] = {
    {"check", NULL, OPTION_FLAG, offsetof(struct fmt_options, check),
     "change nothing; name the files that would change; status 1 when there are any"},
    {"diff", NULL, OPTION_FLAG, offsetof(struct fmt_options, diff),
     "change nothing; show what would change"},
    {NULL, NULL, OPTION_FLAG, 0, NULL},
};

const struct usage fmt_usage = {
    .command = "fmt",
    .arguments = "[PATH ...]",
    .purpose =
        "Lays out .pol files in the one way there is: spaces and lines change, nothing else.\n"
        "Each PATH is a .pol file, a folder (its *.pol), or - for standard input to standard\n"
        "output; without one, this folder. What a file uses is not touched. Status 0: done,\n"
        "1: --check, and a file would change, 2: it could not be done, 3: a file has syntax\n"
        "errors, and was left as it is.",
    .options = options,
    .no_reports = true,
    .examples = "  pol fmt\n"
                "  pol fmt --check --diff theories/\n"
                "  pol fmt - < draft.pol\n",
};

struct fmt {
    const struct fmt_options *options;
    size_t changed;
    bool failed, invalid;
};

/* --- one text -------------------------------------------------------------------------------------- */

static bool show_diff(struct fmt *f, struct pol *pol, const char *shown,
                      const struct original *original, const struct pol_text *text)
{
    struct pol_text diff;
    if (!text->changed || f->options->common.quiet) return true;
    if (pol_diff(pol, shown, original->bytes, original->size, text->bytes, text->size, &diff) ==
        POL_OK)
        return print_bytes(diff.bytes, diff.size);
    complain("%s: %s", shown, pol_error(pol));
    return false;
}

/* "safety.pol" and the end of the line. */
static bool name_file(const struct fmt *f, const char *before, const char *shown)
{
    if (f->options->common.quiet) return true;
    return print_bytes(before, strlen(before)) && print_bytes(shown, strlen(shown)) &&
           print_bytes("\n", 1);
}

static bool rewrite(struct fmt *f, const char *path, const struct original *original,
                    const struct pol_text *text)
{
    if (!text->changed) return true;
    const char *wrong = original_replace(original, path, text->bytes, text->size);
    if (!wrong) return name_file(f, "laid out ", path);
    complain("%s can't be written: %s", path, wrong);
    return false;
}

/* What is to be done with a text that is laid out. `path` is NULL for standard input. */
static bool finish(struct fmt *f, struct pol *pol, const char *path,
                   const struct original *original, const struct pol_text *text)
{
    const struct fmt_options *o = f->options;
    const char *shown = path ? path : "<stdin>";
    f->changed += text->changed;
    if (o->diff) return show_diff(f, pol, shown, original, text);
    if (o->check) return !text->changed || name_file(f, "", shown);
    if (path) return rewrite(f, path, original, text);
    return o->common.quiet || print_bytes(text->bytes, text->size);
}

static void fmt_text(struct fmt *f, const char *path, const struct original *original)
{
    struct pol *pol = pol_new();
    struct pol_text text;
    if (!pol) {
        complain("there is not enough memory");
        f->failed = true;
        return;
    }
    switch (pol_format(pol, path ? path : "<stdin>", original->bytes, original->size, &text)) {
    case POL_OK: f->failed |= !finish(f, pol, path, original, &text); break;
    case POL_INVALID:
        write_failure(pol, &f->options->common, EXIT_INVALID);
        f->invalid = true;
        break;
    case POL_FAILED:
    case POL_NO_MEMORY:
    case POL_NOT_WRITTEN:
        complain("%s", pol_error(pol));
        f->failed = true;
        break;
    }
    pol_free(pol);
}

/* --- paths ----------------------------------------------------------------------------------------- */

static void fmt_file(struct fmt *f, const char *path)
{
    struct original original;
    if (!original_read(&original, path)) {
        complain("%s can't be read: %s", path ? path : "<stdin>", strerror(errno));
        f->failed = true;
        return;
    }
    fmt_text(f, path, &original);
    original_free(&original);
}

static int is_pol(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 4 && strcmp(entry->d_name + length - 4, ".pol") == 0;
}

static int compare_entries(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The *.pol of a folder, in the order of their bytes, but not its folders. */
static void fmt_folder(struct fmt *f, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_pol, compare_entries);
    if (count < 0) {
        complain("%s can't be read: %s", folder, strerror(errno));
        f->failed = true;
        return;
    }
    bool here = strcmp(folder, ".") == 0, slash = folder[0] && folder[strlen(folder) - 1] == '/';
    for (int i = 0; i < count; i++) {
        size_t size = strlen(folder) + strlen(entries[i]->d_name) + 2;
        char *path = malloc(size);
        if (path) {
            snprintf(path, size, "%s%s%s", here ? "" : folder, here || slash ? "" : "/",
                     entries[i]->d_name);
            fmt_file(f, path);
        } else {
            complain("there is not enough memory");
            f->failed = true;
        }
        free(path);
        free(entries[i]);
    }
    free(entries);
    if (count == 0) {
        complain("there is no .pol file in %s", folder);
        f->failed = true;
    }
}

static void fmt_path(struct fmt *f, const char *path)
{
    struct stat about;
    if (strcmp(path, "-") == 0) {
        fmt_file(f, NULL);
    } else if (stat(path, &about) != 0) {
        if (errno == ENOENT)
            complain("there is no file or folder %s", path);
        else
            complain("%s can't be read: %s", path, strerror(errno));
        f->failed = true;
    } else if (S_ISDIR(about.st_mode)) {
        fmt_folder(f, path);
    } else {
        fmt_file(f, path);
    }
}

static int fmt(const struct fmt_options *o)
{
    struct fmt f = {.options = o};
    for (size_t i = 0; i < o->common.arguments.count; i++)
        fmt_path(&f, o->common.arguments.items[i]);
    if (!o->common.arguments.count) fmt_path(&f, ".");
    if (o->check && f.changed)
        complain("%zu file%s not laid out; `pol fmt` does it", f.changed,
                 f.changed == 1 ? " is" : "s are");
    if (f.failed) return EXIT_CANNOT;
    if (f.invalid) return EXIT_INVALID;
    return o->check && f.changed ? EXIT_FINDINGS : EXIT_DONE;
}

int cmd_fmt(int argc, char **argv)
{
    struct fmt_options o = {.check = false};
    bool ended;
    int status = read_options(&fmt_usage, argc, argv, &o, &ended);
    if (!ended) status = fmt(&o);
    free_options(&fmt_usage, &o);
    return status;
}
