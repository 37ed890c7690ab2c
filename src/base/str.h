/* Text as a slice: a pointer and a length, never ended by a NUL. What comes from a file is always
 * one of these. A slice owns nothing. */
#ifndef POL_BASE_STR_H
#define POL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *p;
    size_t len;
};

/* A slice of a string literal. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).p

/* The slice of a C string. */
struct str str_from(const char *text);

static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

/* Order by bytes, which for UTF-8 is the order by code points: negative, 0 or positive. */
int str_compare(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Equal when ASCII letters are taken as lower case. */
bool str_equal_ignoring_case(struct str a, struct str b);

/* Without the spaces, tabs, line ends and no-break spaces (U+00A0) at both ends. */
struct str str_trim(struct str s);

/* Cuts off and returns what stands before the first `separator`, or the whole. */
struct str str_cut(struct str *rest, char separator);

/* Where `c` first stands, or s.len. */
size_t str_index(struct str s, char c);

#endif
