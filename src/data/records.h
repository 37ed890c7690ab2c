/* Records and fields of delimited text (RFC 4180, and what is written instead of it), in two steps.
 *
 * scan_record finds where each field of the next record ends; it looks at separators and quotes only
 * and can be interrupted anywhere, so it goes on where it was when more text has come. field_text
 * then takes the quotes off the fields that are wanted. */
#ifndef POL_DATA_RECORDS_H
#define POL_DATA_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Limits on hostile and broken files (finding S05). */
enum { FIELD_MAX = 1 << 20, FIELDS_MAX = 10000, RECORD_MAX = 16 << 20 };

enum scan_status {
    SCAN_RECORD,
    SCAN_MORE, /* the text ends within the record: call again with more of it */
    SCAN_END,  /* there is no further record */
    SCAN_LIMIT /* a limit is passed; it stays so */
};

enum scan_limit { LIMIT_FIELD, LIMIT_FIELDS, LIMIT_RECORD };

enum scan_state { STATE_FIELD, STATE_PLAIN, STATE_QUOTED, STATE_QUOTE };

struct scanner {
    struct arena *arena;
    char delimiter;
    /* the record, once there is one */
    uint32_t line;  /* on which it begins, from 1 */
    uint32_t *ends; /* where each field ends, from the record's first byte */
    size_t count;   /* of fields */
    size_t length;  /* of the record with its line end */
    bool unclosed;  /* a quote opened on `quote_line` is still open at the end of the file */
    bool torn;      /* one over several lines is followed by more text: they hardly belong to it */
    uint32_t quote_line; /* where the last quote was opened */
    enum scan_limit limit;
    /* how far it came */
    enum scan_state state;
    size_t at, field; /* offsets from the record's first byte: of the next byte, of the field */
    uint32_t next_line;
    size_t capacity;
    bool done, passed; /* whether the record, or a limit, was answered */
    bool stops[256];   /* the delimiter and line ends */
};

void scanner_init(struct scanner *scanner, struct arena *arena, char delimiter);

/* Looks for the next record at the beginning of `text`; `last`: nothing comes behind it. After
 * SCAN_RECORD the next call wants the text from `length` on; after SCAN_MORE the same text again,
 * and more. */
enum scan_status scan_record(struct scanner *scanner, struct str text, bool last);

/* The bytes of field `i` of the record that begins at `record`, quotes and spaces included. */
struct str scanner_field(const struct scanner *scanner, const char *record, size_t i);

/* Whether the record is an empty line. */
bool scanner_is_blank(const struct scanner *scanner, const char *record);

/* The bytes within the quotes that stand round all of a field; the field where there are none. */
struct str field_within_quotes(struct str field);

/* The text of a field: without the quotes round it, doubled ones made single (then it lies in
 * `arena`), white space at both ends left out. `broken`: more stands behind the closing quote. */
struct str field_text(struct arena *arena, struct str field, bool *broken);

#endif
