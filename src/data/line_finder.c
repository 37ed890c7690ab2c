/* Counts line ends up to the rows of a portion. */
#include "data/line_finder.h"

#include <string.h>

uint64_t lines_between(const char *text, size_t from, size_t to, bool any_returns)
{
    const char *at = text + from, *end = text + to;
    uint64_t count = 0;
    if (any_returns) {
        for (; at < end; at++)
            count += *at == '\r' || (*at == '\n' && !(at > text && at[-1] == '\r'));
        return count;
    }
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        count++;
        at++;
    }
    return count;
}

uint64_t line_finder_line(struct line_finder *finder, size_t row)
{
    if (!finder->found) {
        uint64_t line = finder->first_line;
        size_t from = 0;
        for (size_t i = 0; i < finder->rows; i++) {
            line += lines_between(finder->text, from, finder->starts[i], finder->any_returns);
            from = finder->starts[i];
            finder->lines[i] = line;
        }
        finder->found = true;
    }
    return finder->lines[row];
}
