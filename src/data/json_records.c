/* Finds lines, and the elements of a list by their brackets and quotes. */
#include "data/json_records.h"

#include <string.h>

#include "data/records.h"

static void begin_record(struct json_finder *finder)
{
    finder->done = false;
    finder->at = finder->start = finder->length = 0;
}

static void count_line(struct json_finder *finder)
{
    if (finder->next_line < UINT32_MAX) finder->next_line++;
}

static enum json_found found(struct json_finder *finder, struct str text, size_t end)
{
    finder->record = (struct str){text.p + finder->start, end - finder->start};
    finder->done = true;
    return JSON_RECORD;
}

/* ---- lines ---- */

static enum json_found find_line(struct json_finder *finder, struct str text, bool last)
{
    if (finder->done) begin_record(finder);
    if (!text.len) return last ? JSON_END : JSON_MORE;
    size_t stop = text.len < RECORD_MAX ? text.len : RECORD_MAX;
    const char *line_end =
        finder->at < stop ? memchr(text.p + finder->at, '\n', stop - finder->at) : NULL;
    finder->at = stop;
    if (!line_end && stop == RECORD_MAX) return JSON_LIMIT;
    if (!line_end && !last) return JSON_MORE;
    size_t end = line_end ? (size_t)(line_end - text.p) : text.len;
    finder->line = finder->next_line;
    finder->length = end + (line_end != NULL);
    count_line(finder);
    return found(finder, text, end);
}

struct json_finder json_lines(void)
{
    return (struct json_finder){.find = find_line, .next_line = 1};
}

/* ---- elements ---- */

/* Passes over white space, and answers what comes; false: the text ends. */
static bool next_sign(struct json_finder *finder, struct str text, char *sign)
{
    for (; finder->at < text.len; finder->at++) {
        *sign = text.p[finder->at];
        if (*sign == '\n') count_line(finder);
        if (*sign != ' ' && *sign != '\n' && *sign != '\r' && *sign != '\t') return true;
    }
    return false;
}

static enum json_found unfit(struct json_finder *finder, const char *failure)
{
    finder->failure = failure;
    return JSON_UNFIT;
}

/* Goes to the end of an element, over quotes and brackets; false: the text ends. A value without
 * brackets ends where the list goes on. */
static bool pass_element(struct json_finder *finder, struct str text)
{
    for (; finder->at < text.len; finder->at++) {
        char c = text.p[finder->at];
        if (c == '\n') count_line(finder);
        if (finder->quoted) {
            if (c == '\\' && finder->at + 1 == text.len) return false;
            if (c == '\\' && text.p[++finder->at] == '\n') count_line(finder);
            if (c == '"') finder->quoted = false;
            continue;
        }
        if (c == '"') finder->quoted = true;
        if (c == '{' || c == '[') finder->depth++;
        if (c == ',' && !finder->depth) return true;
        if (c != '}' && c != ']') continue;
        if (!finder->depth) return true;
        if (--finder->depth) continue;
        finder->at++;
        return true;
    }
    return false;
}

/* Between elements: one step by the sign that comes. */
static enum json_found step(struct json_finder *finder, char sign)
{
    bool closes = sign == ']';
    switch (finder->place) {
    case JSON_BEFORE:
        if (sign != '[') return unfit(finder, "a list of rows ([ … ]) is wanted");
        finder->place = JSON_FIRST;
        break;
    case JSON_FIRST:
    case JSON_ELEMENT:
        if (closes && finder->place == JSON_ELEMENT)
            return unfit(finder, "behind a comma another row is wanted");
        finder->place = closes ? JSON_BEHIND : JSON_WITHIN;
        finder->start = finder->at;
        finder->line = finder->next_line;
        finder->depth = 0;
        finder->quoted = false;
        if (!closes) return JSON_MORE; /* the sign is the element's own */
        break;
    case JSON_BETWEEN:
        if (!closes && sign != ',')
            return unfit(finder, "a comma is wanted between rows, or the ] that ends the list");
        finder->place = closes ? JSON_BEHIND : JSON_ELEMENT;
        break;
    case JSON_BEHIND: return unfit(finder, "something stands behind the list of rows");
    case JSON_WITHIN: break;
    }
    finder->at++;
    return JSON_MORE;
}

static enum json_found at_end(struct json_finder *finder)
{
    return finder->place == JSON_BEHIND
               ? JSON_END
               : unfit(finder, "the file ends before its list does, so it is not whole");
}

static enum json_found find_element(struct json_finder *finder, struct str text, bool last)
{
    if (finder->done) begin_record(finder);
    struct str seen = {text.p, text.len < RECORD_MAX ? text.len : RECORD_MAX};
    for (;;) {
        char sign;
        bool more = finder->place == JSON_WITHIN ? pass_element(finder, seen)
                                                 : next_sign(finder, seen, &sign);
        if (!more && seen.len == RECORD_MAX) return JSON_LIMIT;
        if (!more) return last ? at_end(finder) : JSON_MORE;
        if (finder->place == JSON_WITHIN) {
            finder->place = JSON_BETWEEN;
            finder->length = finder->at;
            return found(finder, text, finder->at);
        }
        if (step(finder, sign) == JSON_UNFIT) return JSON_UNFIT;
    }
}

struct json_finder json_elements(void)
{
    return (struct json_finder){.find = find_element, .next_line = 1};
}
