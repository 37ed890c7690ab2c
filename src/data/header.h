/* The names of a file's columns, and which of them is wanted. */
#ifndef POL_DATA_HEADER_H
#define POL_DATA_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "data/records.h"
#include "data/table.h"

struct header {
    struct str *names;  /* trimmed, NFC */
    struct str *folded; /* the same without difference of case */
    size_t count;
    bool are_keys; /* of JSON objects: there is no row of names */
};

/* The fields of the record found as names; all in `arena`. */
struct header header_of_record(struct arena *arena, const struct scanner *scanner,
                               const char *record);

enum header_match { HEADER_FOUND, HEADER_ABSENT, HEADER_TWICE };

/* Looks a column up: exactly, then ignoring case. `at`: where it is; `again`: where it stands for
 * the second time, at HEADER_TWICE. */
enum header_match header_find(const struct header *header, struct arena *scratch,
                              const struct column_spec *column, size_t *at, size_t *again);

/* The header a column is looked up by. */
struct str column_header(const struct column_spec *column);

/* Adds the findings for a column that was not found once. `row_below`: a row further down in which it
 * stands, or 0. */
void header_complain_absent(const struct header *header, const struct table_spec *spec,
                            const struct column_spec *column, uint64_t row_below,
                            struct findings *findings);
void header_complain_twice(const struct header *header, const struct table_spec *spec,
                           const struct column_spec *column, size_t at, size_t again,
                           struct findings *findings);

#endif
