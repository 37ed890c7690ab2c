/* The texts of a program and the places in them. All sources share one space of offsets, so a span
 * is eight bytes and still says in which file it lies. */
#ifndef POL_TEXT_SOURCE_H
#define POL_TEXT_SOURCE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* From byte `start` up to, not including, byte `end`; {0, 0} is nowhere. */
struct span {
    uint32_t start, end;
};

#define SPAN_NONE ((struct span){0, 0})

/* The smallest span that holds both. */
struct span span_join(struct span from, struct span to);

/* Lines and columns count from 1; a column is a code point. */
struct place {
    uint32_t line, column;
};

struct source {
    struct str path; /* as people are shown it */
    struct str text; /* without a byte order mark; two NUL bytes stand behind it */
    uint32_t base;   /* the offset of its first byte */
    uint32_t *lines; /* offsets, relative to text, where each line starts; made when asked */
    uint32_t line_count;
    /* How many code points begin before each SOURCE_STRIDE bytes of it: lines may be very long. */
    uint32_t *counts;
    struct arena *arena;
};
enum { SOURCE_STRIDE = 1024 };

struct sources {
    struct arena *arena;
    struct source **items; /* in order of base */
    size_t count, capacity;
    uint32_t next_base;
};

/* The most that the texts of one program may hold together. */
#define SOURCES_LIMIT (2u << 30)

void sources_init(struct sources *sources, struct arena *arena);

/* A copy of `text` becomes a source called `path`. NULL when the program would pass SOURCES_LIMIT. */
struct source *sources_add(struct sources *sources, struct str path, struct str text);
/* The same of `text` itself: it lives as long as the sources, two NULs stand behind it, and it may be
 * written to. */
struct source *sources_adopt(struct sources *sources, struct str path, struct str text);

/* The source that holds this offset; NULL for SPAN_NONE. */
struct source *sources_at(const struct sources *sources, uint32_t offset);

/* The text of a span; it must lie in one source. */
struct str sources_text(const struct sources *sources, struct span span);

/* An author's expression on one line, without comments or outer brackets. */
struct str source_words(struct arena *arena, const struct sources *sources, struct span span);

/* Line and column of an offset within its source. */
struct place source_place(struct source *source, uint32_t offset);

/* The text of a line (1..), without its end. */
struct str source_line(struct source *source, uint32_t line);

#endif
