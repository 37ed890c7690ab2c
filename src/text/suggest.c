/* The distance between two texts by Damerau and Levenshtein, with a limit. */
#include "text/suggest.h"

#include <stdint.h>

#include "base/utf8.h"

enum { LIMIT_MOST = 8 };

struct letters {
    uint32_t items[SUGGEST_LONGEST];
    size_t count;
};

/* false when it is too long. Bytes that are no character count as letters of their own. */
static bool take_letters(struct letters *letters, struct str s)
{
    letters->count = 0;
    while (s.len) {
        if (letters->count == SUGGEST_LONGEST) return false;
        uint32_t code_point;
        size_t n = utf8_decode(s, &code_point);
        if (!n) {
            n = 1;
            code_point = 0x110000u + (unsigned char)s.p[0];
        } else {
            code_point = utf8_lower(code_point);
        }
        letters->items[letters->count++] = code_point;
        s = (struct str){s.p + n, s.len - n};
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Only the cells at most `limit` off the diagonal can hold a distance within it; those just outside
 * count as `limit + 1`. Three rows are kept, for the swap of neighbours. */
static size_t distance(const struct letters *a, const struct letters *b, size_t limit)
{
    size_t rows[3][SUGGEST_LONGEST + 2];
    size_t far = limit + 1;
    for (size_t j = 0; j <= b->count; j++) rows[0][j] = least(j, far);
    for (size_t i = 1; i <= a->count; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
        size_t from = i > limit ? i - limit : 1, to = least(b->count, i + limit);
        size_t smallest = far;
        row[from - 1] = from == 1 ? least(i, far) : far;
        if (from == 1) smallest = row[0];
        for (size_t j = from; j <= to; j++) {
            size_t cost = a->items[i - 1] != b->items[j - 1];
            size_t best = least(above[j - 1] + cost, row[j - 1] + 1);
            if (j < i + limit) best = least(best, above[j] + 1);
            if (i > 1 && j > 1 && a->items[i - 1] == b->items[j - 2] &&
                a->items[i - 2] == b->items[j - 1])
                best = least(best, second[j - 2] + 1);
            row[j] = least(best, far);
            smallest = least(smallest, row[j]);
        }
        if (smallest > limit) return SUGGEST_NONE;
    }
    size_t result = rows[a->count % 3][b->count];
    return result > limit ? SUGGEST_NONE : result;
}

static size_t distance_to(const struct letters *a, struct str other, size_t limit)
{
    struct letters b;
    if (other.len / 4 > a->count + limit || !take_letters(&b, other)) return SUGGEST_NONE;
    size_t apart = a->count > b.count ? a->count - b.count : b.count - a->count;
    return apart > limit ? SUGGEST_NONE : distance(a, &b, limit);
}

size_t suggest_distance(struct str a, struct str b, size_t limit)
{
    if (str_equal_ignoring_case(a, b)) return 0;
    struct letters letters;
    if (limit > LIMIT_MOST) limit = LIMIT_MOST;
    return take_letters(&letters, a) ? distance_to(&letters, b, limit) : SUGGEST_NONE;
}

static size_t limit_for(size_t letters)
{
    if (letters < 3) return 0;
    return letters < 6 ? 1 : least(letters / 3, LIMIT_MOST);
}

size_t suggest_limit(struct str text)
{
    struct letters letters;
    return take_letters(&letters, text) ? limit_for(letters.count) : 0;
}

size_t suggest_nearest(struct str text, const struct str *items, size_t count)
{
    struct letters letters;
    size_t best = SUGGEST_NONE, limit;
    bool short_enough = take_letters(&letters, text);
    limit = short_enough ? limit_for(letters.count) : 0;
    for (size_t i = 0; i < count; i++) {
        if (str_equal_ignoring_case(text, items[i])) return i;
        if (!short_enough) continue;
        size_t found = distance_to(&letters, items[i], limit);
        if (found == SUGGEST_NONE) continue;
        if (!found) return i;
        best = i;
        limit = found - 1;
    }
    return best;
}
