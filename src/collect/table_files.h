/* Which files a table is read from: one, those that a pattern names, or those of a folder. */
#ifndef POL_COLLECT_TABLE_FILES_H
#define POL_COLLECT_TABLE_FILES_H

#include "collect/cube.h"
#include "data/table.h"
#include "theory/program.h"

/* What is looked for, and on whose behalf. */
struct table_path {
    struct loader *loader;
    struct str
        from; /* the file of the program that names the path; empty: the command line does, and
                        its user may read whatever they name */
    struct str path;
    struct span span;
    struct findings *findings; /* paths live as long as these */
};

/* The files, in the order of the bytes of their names. A path that leads nowhere is given as it is, for
 * the reader to say so with hints. NULL, reported, when nothing matches (D01), one of them may not be
 * read (D15), or there are too many (S05). */
struct table_files *table_files_find(const struct table_path *path);

/* Notes what was read of each file of several, or of the one that a pattern or folder came to. */
void input_note_files(struct input *input, struct arena *arena, const struct table_files *files);

#endif
