/* The usual look of fields, decoded fast, a column of a portion at a time. What a decoder does not
 * know at a glance (signs, spaces, quotes, other spellings, values out of range, nothing at all) it
 * lists as hard, and a cell's own rules (cells.h) decide: so a fast decoder has to be right only about
 * what it takes. */
#ifndef POL_DATA_DECODE_H
#define POL_DATA_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"
#include "data/cells.h"
#include "data/kernel.h"
#include "data/vectors.h"

/* A field of each row of a portion. 16 bytes behind each field may be looked at. */
struct field_run {
    const char *text;
    const uint32_t *at;    /* what stands before the field, and its end, from … */
    const uint32_t *bases; /* … this place on, of each row */
    size_t rows;
};

/* The rows that are left, in rising order. Their values are 0. */
struct hard_rows {
    size_t count;
    uint16_t rows[VECTOR_ROWS];
};

static inline struct str field_of_row(const struct field_run *run, size_t row)
{
    const uint32_t *at = run->at + run->bases[row];
    uint32_t from = at[0] + 1;
    return (struct str){run->text + from, at[1] - from};
}

/* Eight bytes, the first the lowest. */
static inline uint64_t load_8(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

/* ---- numbers ---- */

struct number_decoder {
    const struct kernel *kernel;
    char decimal;                   /* 0: a number with a mark is hard */
    const struct sign_table *signs; /* where one of them looks like a number; else NULL */
    bool ranged;
    struct num low, high;
    /* The integers of the portion are value * 10^scale, and these are the range at that scale. */
    unsigned scale;
    int64_t least_allowed, most_allowed;
    uint64_t scales_seen; /* a bit each, in this portion */
    int64_t least, most;  /* of this portion */
};

void number_decoder_init(struct number_decoder *decoder, const struct kernel *kernel,
                         const struct column_spec *spec, const struct cell_context *context);

/* Begins a portion, with the scale that the last one needed. */
void number_decoder_begin(struct number_decoder *decoder);

void number_decode(struct number_decoder *decoder, const struct field_run *run, int64_t *integers,
                   struct hard_rows *hard);

/* Puts another number among the integers of the portion; false when it does not fit in. */
bool number_put(struct number_decoder *decoder, const struct num *number, int64_t *integers,
                size_t rows, size_t row);

/* ---- dates ---- */

struct date_decoder {
    const int32_t
        *month_starts; /* the first day of each month of the years it knows, and one more */
    const struct sign_table *signs; /* where one of them looks like a date; else NULL */
};

void date_decoder_init(struct date_decoder *decoder, struct arena *arena,
                       const struct sign_table *signs);

/* Days written as 2023-05-01. */
void date_decode(const struct date_decoder *decoder, const struct field_run *run, int32_t *days,
                 struct hard_rows *hard);

/* ---- fields of which there are few different ones ---- */

/* Short fields as they stand in the file, each with what it means: once known, always known. */
struct field_cache {
    struct arena *arena;
    struct cached_field *fields;
    struct cache_slots {
        size_t room;           /* a power of two, … */
        unsigned shift;        /* … of so many bits less than 64 */
        uint64_t seed, factor; /* odd; nobody can prepare fields that collide */
    } slots;
    size_t count, most;
};

enum { CACHED_FIELD_MAX = 16 };

/* Remembers at most `most` fields, in the arena of the worker. */
void field_cache_init(struct field_cache *cache, struct arena *arena, size_t most);

/* A field means this value. Forgets it when there are too many, or it is too long. */
void field_cache_add(struct field_cache *cache, struct str field, uint32_t value);

void field_cache_decode(const struct field_cache *cache, const struct field_run *run,
                        uint32_t *values, struct hard_rows *hard);

/* ---- texts of any kind ---- */

/* Whether a field is its own text: no quotes or spaces round it, nothing but ASCII and no NUL. */
bool is_plain_text(struct str field);

/* The texts themselves. */
void text_decode(const struct field_run *run, struct str *texts, struct hard_rows *hard);

#endif
