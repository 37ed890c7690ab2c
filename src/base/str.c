/* Slices of text. */
#include "base/str.h"

#include <string.h>

struct str str_from(const char *text)
{
    return (struct str){text, strlen(text)};
}

int str_compare(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.p, b.p, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_equal((struct str){s.p, prefix.len}, prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len &&
           str_equal((struct str){s.p + (s.len - suffix.len), suffix.len}, suffix);
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool str_equal_ignoring_case(struct str a, struct str b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

/* How many bytes of white space `s` begins with (at most one character). */
static size_t leading_space(struct str s)
{
    if (!s.len) return 0;
    char c = s.p[0];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return 1;
    return s.len >= 2 && c == '\xc2' && s.p[1] == '\xa0' ? 2 : 0;
}

static size_t trailing_space(struct str s)
{
    if (!s.len) return 0;
    char c = s.p[s.len - 1];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return 1;
    return s.len >= 2 && c == '\xa0' && s.p[s.len - 2] == '\xc2' ? 2 : 0;
}

struct str str_trim(struct str s)
{
    for (size_t n; (n = leading_space(s)) > 0;) s = (struct str){s.p + n, s.len - n};
    for (size_t n; (n = trailing_space(s)) > 0;) s.len -= n;
    return s;
}

size_t str_index(struct str s, char c)
{
    const char *found = s.len ? memchr(s.p, c, s.len) : NULL;
    return found ? (size_t)(found - s.p) : s.len;
}

struct str str_cut(struct str *rest, char separator)
{
    size_t at = str_index(*rest, separator);
    struct str head = {rest->p, at};
    size_t skip = at < rest->len ? at + 1 : at;
    *rest = (struct str){rest->p + skip, rest->len - skip};
    return head;
}
