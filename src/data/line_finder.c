/* Counts line ends up to the rows of a portion. */
#include "data/line_finder.h"

#include <string.h>

/* Line ends in a piece of text; a CR and LF are one. */
static uint64_t count_lines(const struct line_finder *finder, size_t from, size_t to)
{
    const char *at = finder->text + from, *end = finder->text + to;
    uint64_t count = 0;
    if (finder->any_returns) {
        for (; at < end; at++)
            count += *at == '\r' || (*at == '\n' && !(at > finder->text && at[-1] == '\r'));
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
            line += count_lines(finder, from, finder->starts[i]);
            from = finder->starts[i];
            finder->lines[i] = line;
        }
        finder->found = true;
    }
    return finder->lines[row];
}
