/* From paths to programs: reads the files, follows `use`, and says which files belong together.
 *
 * Each path names a root: a file, or the *.pol of a folder. Roots that reach each other are one
 * program; others are programs of their own. A file is read and parsed once, whoever uses it. */
#ifndef POL_THEORY_PROGRAM_H
#define POL_THEORY_PROGRAM_H

#include "syntax/ast.h"
#include "text/finding.h"

enum {
    PROGRAM_FILE_LIMIT = 256 << 20, /* bytes of one file */
    PROGRAM_FILES_MAX = 10000
};

struct program_file {
    struct str path; /* as people are shown it */
    struct str real; /* with all links resolved; "-" for standard input */
    struct ast_file *ast;
    struct findings findings; /* of reading and parsing it */
    struct skipped skipped;
    struct program_use {
        struct program_file *file;
        struct span span; /* of the path behind `use` */
    } * uses;
    size_t use_count, use_capacity;
    bool root;
    int state; /* while circles are looked for */
};

struct program {
    struct program_file **files; /* used ones before those that use them */
    size_t file_count, file_capacity;
};

struct loader {
    struct arena *arena;
    struct atoms *atoms;
    struct sources *sources;
    struct str root;     /* real path below which files and data must lie */
    struct str *allowed; /* further folders, real paths */
    size_t allowed_count, allowed_capacity;
    struct program_file **files;
    size_t file_count, file_capacity;
    struct atoms by_real; /* real paths to files */
    struct program *programs;
    size_t program_count;
    bool with_tests; /* a folder's *_test.pol too */
};

void loader_begin(struct loader *loader, struct arena *arena, struct atoms *atoms,
                  struct sources *sources);
/* Opens a folder beside the root; false when it is not there. */
bool loader_allow(struct loader *loader, struct str folder);

/* How a path given by the user ended. */
enum load_status { LOAD_DONE, LOAD_NOT_FOUND, LOAD_NO_FILES, LOAD_UNREADABLE };
/* Reads a root; "-" is standard input. LOAD_UNREADABLE: errno says why. */
enum load_status loader_add(struct loader *loader, struct str path);

/* Parses a text that is part of no program; `path` is how its findings call it. */
struct program_file *loader_parse_text(struct loader *loader, struct str path, struct str text);

/* Sorts what was read into programs. */
void loader_finish(struct loader *loader);

/* Where a path that a file of the program names leads. `from` is that file as it is shown. */
enum path_status { PATH_FOUND, PATH_NOT_FOUND, PATH_NOT_ALLOWED };
enum path_status loader_resolve(struct loader *loader, struct arena *arena, struct str from,
                                struct str path, struct str *shown, struct str *real);
/* Adds D15 for such a path, at `span`. */
void report_not_allowed(struct findings *findings, struct span span, struct str path,
                        struct str root);

#endif
