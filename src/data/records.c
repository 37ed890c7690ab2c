/* Finds records and fields in delimited text. */
#include "data/records.h"

#include <string.h>

void scanner_init(struct scanner *scanner, struct arena *arena, char delimiter)
{
    *scanner = (struct scanner){.arena = arena, .delimiter = delimiter, .line = 1, .next_line = 1};
    scanner->stops[(unsigned char)delimiter] = true;
    scanner->stops['\n'] = scanner->stops['\r'] = true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static void begin_record(struct scanner *scanner)
{
    scanner->done = false;
    scanner->line = scanner->next_line;
    scanner->count = scanner->length = scanner->at = scanner->field = 0;
    scanner->unclosed = scanner->torn = false;
    scanner->state = STATE_FIELD;
}

static void count_line(struct scanner *scanner)
{
    if (scanner->next_line < UINT32_MAX) scanner->next_line++;
}

static void end_field(struct scanner *scanner)
{
    ARENA_GROW(scanner->arena, scanner->ends, scanner->count, scanner->capacity);
    scanner->ends[scanner->count++] = (uint32_t)scanner->at;
}

static enum scan_status pass_limit(struct scanner *scanner, enum scan_limit limit)
{
    scanner->limit = limit;
    scanner->passed = true;
    return SCAN_LIMIT;
}

/* Within quotes: from `at` to the next quote, counting lines; a CR and LF together are one. */
static size_t skip_quoted(struct scanner *scanner, const char *p, size_t at, size_t stop)
{
    for (; at < stop && p[at] != '"'; at++)
        if (p[at] == '\r' || (p[at] == '\n' && p[at - 1] != '\r')) count_line(scanner);
    return at;
}

/* Up to the delimiter or line end that ends the field; false when there is none before `stop`. The
 * next call goes on where this one ends. */
static bool find_field_end(struct scanner *scanner, const char *p, size_t stop)
{
    const bool *stops = scanner->stops;
    enum scan_state state = scanner->state;
    size_t at = scanner->at;
    bool found = false;
    while (at < stop && !found) {
        char c = p[at];
        switch (state) {
        case STATE_FIELD:
            found = stops[(unsigned char)c];
            if (c == '"') {
                state = STATE_QUOTED;
                scanner->quote_line = scanner->next_line;
            } else if (!is_space(c)) {
                state = STATE_PLAIN;
            }
            at += !found;
            break;
        case STATE_PLAIN:
            while (at < stop && !stops[(unsigned char)p[at]]) at++;
            found = at < stop;
            break;
        case STATE_QUOTED:
            at = skip_quoted(scanner, p, at, stop);
            if (at == stop) break;
            state = STATE_QUOTE;
            at++;
            break;
        case STATE_QUOTE: /* behind a quote within quotes */
            found = stops[(unsigned char)c];
            if (c == '"') {
                state = STATE_QUOTED;
            } else if (!found && !is_space(c)) {
                scanner->torn = scanner->torn || scanner->quote_line != scanner->next_line;
                state = STATE_PLAIN;
            }
            at += !found;
            break;
        }
    }
    scanner->state = state;
    scanner->at = at;
    return found;
}

static enum scan_status end_record(struct scanner *scanner, size_t line_end)
{
    end_field(scanner);
    scanner->length = scanner->at + line_end;
    if (line_end) count_line(scanner);
    scanner->done = true;
    return SCAN_RECORD;
}

enum scan_status scan_record(struct scanner *scanner, struct str text, bool last)
{
    if (scanner->passed) return SCAN_LIMIT;
    if (scanner->done) begin_record(scanner);
    if (!text.len) return last ? SCAN_END : SCAN_MORE;
    for (;;) {
        /* to the same byte, whatever part of the text is there */
        size_t limit = scanner->field + FIELD_MAX + 1;
        if (limit > RECORD_MAX) limit = RECORD_MAX;
        size_t stop = text.len < limit ? text.len : limit;
        bool found = find_field_end(scanner, text.p, stop);
        scanner->unclosed = scanner->state == STATE_QUOTED;
        if (!found && stop == limit)
            return pass_limit(scanner, limit == RECORD_MAX ? LIMIT_RECORD : LIMIT_FIELD);
        if (!found && !last) return SCAN_MORE;
        if (scanner->count == FIELDS_MAX) return pass_limit(scanner, LIMIT_FIELDS);
        if (!found) return end_record(scanner, 0);
        char c = text.p[scanner->at];
        if (c == '\n') return end_record(scanner, 1);
        if (c == '\r') {
            if (scanner->at + 1 == text.len && !last) return SCAN_MORE;
            bool pair = scanner->at + 1 < text.len && text.p[scanner->at + 1] == '\n';
            return end_record(scanner, pair ? 2 : 1);
        }
        end_field(scanner);
        scanner->field = ++scanner->at;
        scanner->state = STATE_FIELD;
    }
}

struct str scanner_field(const struct scanner *scanner, const char *record, size_t i)
{
    size_t from = i ? scanner->ends[i - 1] + 1 : 0;
    return (struct str){record + from, scanner->ends[i] - from};
}

bool scanner_is_blank(const struct scanner *scanner, const char *record)
{
    return scanner->count == 1 && !str_trim(scanner_field(scanner, record, 0)).len;
}

struct str field_within_quotes(struct str field)
{
    size_t n = field.len;
    if (n >= 2 && field.p[0] == '"' && field.p[n - 1] == '"')
        return (struct str){field.p + 1, n - 2};
    return field;
}

/* The quotes within are doubled: leaves one of each pair. */
static struct str undouble(struct arena *arena, struct str s)
{
    char *single = arena_alloc(arena, s.len);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        single[n++] = s.p[i];
        if (s.p[i] == '"') i++;
    }
    return (struct str){single, n};
}

static struct str unquote(struct arena *arena, struct str s, bool *broken)
{
    struct str inside = {s.p + 1, 0};
    size_t doubled = 0, at = 1;
    for (;; at += 2, doubled++) {
        const char *quote = at < s.len ? memchr(s.p + at, '"', s.len - at) : NULL;
        at = quote ? (size_t)(quote - s.p) : s.len;
        if (at + 1 >= s.len || s.p[at + 1] != '"') break;
    }
    inside.len = at - 1;
    size_t behind = at < s.len ? at + 1 : at;
    *broken = str_trim((struct str){s.p + behind, s.len - behind}).len > 0;
    return doubled ? undouble(arena, inside) : inside;
}

/* Neither white space nor a quote, nor part of a no-break space. */
static bool is_bare(char c)
{
    return c > ' ' && (unsigned char)c < 0x80 && c != '"';
}

struct str field_text(struct arena *arena, struct str field, bool *broken)
{
    *broken = false;
    if (field.len && is_bare(field.p[0]) && is_bare(field.p[field.len - 1])) return field;
    struct str text = str_trim(field);
    if (!text.len || text.p[0] != '"') return text;
    return str_trim(unquote(arena, text, broken));
}
