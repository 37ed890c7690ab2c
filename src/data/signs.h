/* Signs: what stands in a cell instead of a value (".", "x", "-"), or behind one ("2022*"). */
#ifndef POL_DATA_SIGNS_H
#define POL_DATA_SIGNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "data/table.h"

struct sign {
    struct str text;
    enum reason reason; /* REASON_NONE: the number 0 */
    bool said;          /* by the author; else a default */
};

struct sign_table {
    struct sign *items; /* those that the author said first */
    size_t count;
    struct str *suffixes; /* the longest first */
    size_t suffix_count;
    bool begins[256], ends[256]; /* bytes with which a sign begins, a suffix ends */
};

void sign_table_init(struct sign_table *table, struct arena *arena,
                     const struct table_options *options);

/* The sign that this whole text is, or NULL. An empty text is one only when the author says so. */
const struct sign *sign_find(const struct sign_table *table, struct str text);

/* Takes the longest suffix that marks a provisional value off the text; false when there is none. */
bool sign_take_suffix(const struct sign_table *table, struct str *text);

#endif
