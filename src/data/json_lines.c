/* Walks through the lines of a block; rows that need care are taken apart one by one. */
#include "data/json_lines.h"

#include <string.h>

#include "data/json_table.h"

/* So many places at least there is room for: two for each column of a row. */
enum { SPANS_ROOM = 64 * 1024 };

void json_rows_init(struct json_rows *rows, struct arena *arena, struct arena *scratch,
                    const struct json_keys *keys, const struct kernel *kernel)
{
    const struct table_spec *spec = keys->reader->spec;
    size_t *field_of = ARENA_ARRAY(arena, size_t, spec->column_count);
    for (size_t i = 0; i < spec->column_count; i++) field_of[i] = 2 * i;
    size_t width = 2 * (spec->column_count + 1), room = SPANS_ROOM > width ? SPANS_ROOM : width;
    *rows = (struct json_rows){
        .rows = {.arena = arena,
                 .scratch = scratch,
                 .kernel = kernel,
                 .spec = spec,
                 .field_of = field_of},
        .most = room / width < VECTOR_ROWS ? room / width : VECTOR_ROWS,
    };
    rows->rows.places.at = ARENA_ARRAY(arena, uint32_t, room);
    rows->rows.bases = ARENA_ARRAY(arena, uint32_t, rows->most);
    rows->rows.starts = ARENA_ARRAY(arena, uint32_t, rows->most);
    for (size_t i = 0; i < rows->most; i++) rows->rows.bases[i] = (uint32_t)(i * width);
    json_shape_init(&rows->shape, keys, arena);
    json_taker_init(&rows->taker, keys, arena, scratch);
}

void json_rows_begin(struct block_rows *rows, const struct block *block)
{
    struct json_rows *all = (struct json_rows *)rows;
    rows->block = block;
    all->next = 0;
    all->line = block->first_line;
}

/* Between these places there is nothing. */
static void clear_spans(const struct json_rows *rows, struct json_span *spans)
{
    for (size_t i = 0; i < rows->rows.spec->column_count; i++) spans[i] = (struct json_span){0, 1};
}

/* Takes a row apart, and keeps its fields beside. */
static void take_carefully(struct json_rows *all, struct str line, bool learn)
{
    struct block_rows *rows = &all->rows;
    struct json_text json = json_text(line);
    bool good = json_take(&all->taker, &json);
    if (!good) json_complain_of_row(&all->bad, rows->arena, all->line, &json);
    ARENA_GROW(rows->scratch, rows->careful, rows->careful_count, rows->careful_room);
    rows->careful[rows->careful_count++] = (struct careful_row){
        .row = rows->count,
        .flaw = good ? FLAW_NONE : FLAW_ROW,
        .taken = arena_copy(rows->scratch, all->taker.fields,
                            (rows->spec->column_count + 1) * sizeof *all->taker.fields),
    };
    if (good && learn) json_shape_learn(&all->shape, rows->scratch, line);
}

static bool is_blank(struct str line)
{
    return !str_trim(line).len;
}

/* The row on the line at `next`, if there is one on it; then `next` is behind it. */
static void find_row(struct json_rows *all)
{
    struct block_rows *rows = &all->rows;
    const char *text = rows->block->text;
    union {
        uint32_t *at;
        struct json_span *spans;
    } places = {.at = rows->places.at + rows->bases[rows->count]};
    uint32_t start = (uint32_t)all->next, end = start;
    clear_spans(all, places.spans);
    enum json_walk walk = json_walk(&all->shape, text, start, places.spans, &end);
    if (walk == JSON_WALKED) {
        all->taker.rows++;
    } else {
        const char *line_end = memchr(text + start, '\n', rows->block->len - start);
        struct str line = {text + start, (size_t)(line_end - (text + start))};
        end = start + (uint32_t)line.len;
        all->next = end + 1;
        if (is_blank(line)) return;
        clear_spans(all, places.spans);
        take_carefully(all, line, walk == JSON_STRANGER || !all->shape.count);
    }
    all->next = end + 1;
    rows->starts[rows->count++] = start;
}

bool json_rows_next(struct block_rows *rows)
{
    struct json_rows *all = (struct json_rows *)rows;
    rows->count = rows->careful_count = rows->careful_room = 0;
    rows->careful = NULL;
    for (; all->next < rows->block->len && rows->count < all->most; all->line++) find_row(all);
    return rows->count > 0;
}
