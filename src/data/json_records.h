/* Where the rows of a JSON file lie in its text: the lines of JSON Lines, the elements of a list. What
 * is in them is looked at later; a search can be interrupted anywhere and goes on when more text has
 * come. */
#ifndef POL_DATA_JSON_RECORDS_H
#define POL_DATA_JSON_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum json_found {
    JSON_RECORD,
    JSON_MORE,  /* the text ends within a row: call again with more of it */
    JSON_END,   /* there is no further row */
    JSON_LIMIT, /* a row is longer than RECORD_MAX */
    JSON_UNFIT  /* it is no list of rows: `failure` says why, `next_line` where */
};

enum json_place {
    JSON_BEFORE,  /* the list */
    JSON_FIRST,   /* its first element, or its end */
    JSON_ELEMENT, /* an element */
    JSON_WITHIN,  /* one */
    JSON_BETWEEN, /* two of them */
    JSON_BEHIND   /* the list */
};

struct json_finder {
    enum json_found (*find)(struct json_finder *finder, struct str text, bool last);
    /* the row, once there is one */
    struct str record; /* of white space only: none, in JSON Lines */
    size_t length;     /* of the text up to its end */
    uint32_t line;     /* on which it begins, from 1 */
    const char *failure;
    /* how far it came, in the text that is there */
    enum json_place place;
    size_t at, start;
    uint32_t next_line;
    unsigned depth;
    bool quoted, done;
};

/* For JSON Lines and for a list. After JSON_RECORD the next call of `find` wants the text from
 * `length` on; after JSON_MORE the same text again, and more. `last`: nothing comes behind it. */
struct json_finder json_lines(void);
struct json_finder json_elements(void);

#endif
