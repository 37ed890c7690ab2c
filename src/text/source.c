/* Sources, spans, lines and columns. */
#include "text/source.h"

#include <stdbool.h>
#include <string.h>

#include "base/bug.h"
#include "base/buf.h"

struct span span_join(struct span from, struct span to)
{
    if (!from.end) return to;
    if (!to.end) return from;
    return (struct span){from.start < to.start ? from.start : to.start,
                         from.end > to.end ? from.end : to.end};
}

void sources_init(struct sources *sources, struct arena *arena)
{
    *sources = (struct sources){.arena = arena, .next_base = 1};
}

static bool is_room(const struct sources *sources, struct str text)
{
    return text.len < SOURCES_LIMIT && sources->next_base + text.len + 2 < SOURCES_LIMIT;
}

struct source *sources_add(struct sources *sources, struct str path, struct str text)
{
    if (!is_room(sources, text)) return NULL;
    char *copy = arena_alloc_aligned(sources->arena, text.len + 2, 1);
    if (text.len) memcpy(copy, text.p, text.len);
    return sources_adopt(sources, path, (struct str){copy, text.len});
}

struct source *sources_adopt(struct sources *sources, struct str path, struct str text)
{
    if (!is_room(sources, text)) return NULL;
    struct source *source = ARENA_NEW(sources->arena, struct source);
    source->path = str_copy(sources->arena, path);
    source->text = text;
    source->base = sources->next_base;
    source->arena = sources->arena;
    sources->next_base += (uint32_t)text.len + 2;
    ARENA_GROW(sources->arena, sources->items, sources->count, sources->capacity);
    sources->items[sources->count++] = source;
    return source;
}

struct source *sources_at(const struct sources *sources, uint32_t offset)
{
    if (!offset) return NULL;
    size_t low = 0, high = sources->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (sources->items[middle]->base <= offset)
            low = middle;
        else
            high = middle;
    }
    return sources->count ? sources->items[low] : NULL;
}

struct str sources_text(const struct sources *sources, struct span span)
{
    struct source *source = sources_at(sources, span.start);
    if (!source) return STR("");
    if (span.end < span.start || span.end - source->base > source->text.len)
        BUG("a span that leaves its source");
    return (struct str){source->text.p + (span.start - source->base), span.end - span.start};
}

static void find_lines(struct source *source)
{
    const char *text = source->text.p, *end = text + source->text.len, *line;
    uint32_t count = 1;
    for (const char *at = text; at < end && (line = memchr(at, '\n', (size_t)(end - at)));
         at = line + 1)
        count++;
    source->lines = ARENA_ARRAY(source->arena, uint32_t, count);
    source->line_count = 1;
    for (const char *at = text; at < end && (line = memchr(at, '\n', (size_t)(end - at)));
         at = line + 1)
        source->lines[source->line_count++] = (uint32_t)(line - text) + 1;
}

/* The code points that begin from `from` up to, not including, `to`. */
static uint32_t count_characters(const struct source *source, uint32_t from, uint32_t to)
{
    uint32_t count = 0;
    for (uint32_t i = from; i < to; i++) count += ((unsigned char)source->text.p[i] & 0xc0) != 0x80;
    return count;
}

static void find_counts(struct source *source)
{
    uint32_t strides = (uint32_t)(source->text.len / SOURCE_STRIDE);
    source->counts = ARENA_ARRAY(source->arena, uint32_t, (size_t)strides + 1);
    for (uint32_t i = 0; i < strides; i++)
        source->counts[i + 1] = source->counts[i] + count_characters(source, i * SOURCE_STRIDE,
                                                                     (i + 1) * SOURCE_STRIDE);
}

/* As count_characters; what lies between is counted once for all questions. */
static uint32_t count_far(struct source *source, uint32_t from, uint32_t to)
{
    if (to - from <= SOURCE_STRIDE) return count_characters(source, from, to);
    if (!source->counts) find_counts(source);
    uint32_t first = (from + SOURCE_STRIDE - 1) / SOURCE_STRIDE, last = to / SOURCE_STRIDE;
    return count_characters(source, from, first * SOURCE_STRIDE) +
           (source->counts[last] - source->counts[first]) +
           count_characters(source, last * SOURCE_STRIDE, to);
}

struct place source_place(struct source *source, uint32_t offset)
{
    if (!source->lines) find_lines(source);
    uint32_t at = offset - source->base;
    if (at > source->text.len) at = (uint32_t)source->text.len;
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return (struct place){low + 1, 1 + count_far(source, source->lines[low], at)};
}

struct str source_line(struct source *source, uint32_t line)
{
    if (!source->lines) find_lines(source);
    if (line == 0 || line > source->line_count) return STR("");
    size_t start = source->lines[line - 1];
    struct str rest = {source->text.p + start, source->text.len - start};
    struct str text = {rest.p, str_index(rest, '\n')};
    if (text.len && text.p[text.len - 1] == '\r') text.len--;
    return text;
}

/* --- expressions --------------------------------------------------------------------------------- */

/* Whether the bracket at the start closes at the very end. */
static bool is_bracketed(struct str text)
{
    if (text.len < 2 || text.p[0] != '(' || text.p[text.len - 1] != ')') return false;
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '"') quoted = !quoted;
        if (quoted) continue;
        depth += text.p[i] == '(' ? 1 : text.p[i] == ')' ? -1 : 0;
        if (depth == 0 && i + 1 < text.len) return false;
    }
    return true;
}

struct str source_words(struct arena *arena, const struct sources *sources, struct span span)
{
    struct str text = sources_text(sources, span);
    struct buf words = buf_in(arena);
    bool space = false, quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (c == '"' && (i == 0 || text.p[i - 1] != '\\')) quoted = !quoted;
        if (c == '#' && !quoted) {
            while (i < text.len && text.p[i] != '\n') i++;
            c = '\n';
        }
        if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            space = words.len > 0;
            continue;
        }
        if (space) buf_add_char(&words, ' ');
        space = false;
        buf_add_char(&words, c);
    }
    struct str result = buf_str(&words);
    while (is_bracketed(result)) result = str_trim((struct str){result.p + 1, result.len - 2});
    return result;
}
