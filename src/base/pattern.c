/* Matches names with patterns, without recursion. */
#include "base/pattern.h"

bool pattern_is_one(struct str name)
{
    return str_index(name, '*') < name.len || str_index(name, '?') < name.len;
}

/* One character is one code point. */
static size_t character_at(struct str name, size_t at)
{
    size_t end = at + 1;
    while (end < name.len && ((unsigned char)name.p[end] & 0xc0) == 0x80) end++;
    return end;
}

/* Only the last star has to be taken back: what stands before it is matched as early as it can be. */
bool pattern_matches(struct str pattern, struct str name)
{
    size_t p = 0, n = 0, star = pattern.len, behind_star = 0;
    while (n < name.len) {
        if (p < pattern.len && pattern.p[p] == '*') {
            star = p++;
            behind_star = n;
        } else if (p < pattern.len && pattern.p[p] == '?') {
            p++;
            n = character_at(name, n);
        } else if (p < pattern.len && pattern.p[p] == name.p[n]) {
            p++;
            n++;
        } else if (star < pattern.len) {
            p = star + 1;
            n = ++behind_star;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.p[p] == '*') p++;
    return p == pattern.len;
}
