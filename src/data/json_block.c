/* Makes blocks of whole lines. */
#include "data/json_block.h"

#include <string.h>

#include "data/line_finder.h"

void line_source_init(struct line_source *source, struct arena *arena, struct window *window)
{
    *source = (struct line_source){.window = window};
    pthread_mutex_init(&source->lock, NULL);
    source->rest = arena_alloc(arena, BLOCK_TEXT_MAX);
}

void line_source_begin(struct line_source *source, size_t block_size, uint64_t line,
                       uint64_t number)
{
    source->block_size = block_size ? block_size : BLOCK_DEFAULT;
    source->line = line;
    source->number = number;
    source->rest_len = 0;
    source->ended = false;
}

/* Behind the last line end at or behind `from`; 0: there is none. */
static size_t behind_last_line(const char *text, size_t from, size_t len)
{
    while (len > from)
        if (text[--len] == '\n') return len + 1;
    return 0;
}

/* Fills the block until it holds a whole line; answers where the lines end, 0 where none does. */
static size_t fill(struct line_source *source, struct block *block, size_t *len)
{
    *len = source->rest_len;
    if (*len) memcpy(block->text, source->rest, *len);
    for (;;) {
        size_t before = *len, room = BLOCK_TEXT_MAX - before, more;
        if (room > source->block_size) room = source->block_size;
        while (*len - before < room &&
               (more = window_pour(source->window, block->text + *len, room + before - *len)) > 0)
            *len += more;
        if (*len == before) break;
        size_t end = behind_last_line(block->text, before, *len);
        if (end) return end;
    }
    /* the last line of a file may lack its end */
    bool all = *len && *len < BLOCK_TEXT_MAX && window_is_over(source->window);
    return all ? *len : 0;
}

/* As line_source_next, by one worker at a time. */
static bool next(struct line_source *source, struct block *block)
{
    if (source->ended) return false;
    size_t len;
    block->len = fill(source, block, &len);
    source->ended = !block->len;
    source->rest_len = len - block->len;
    memcpy(source->rest, block->text + block->len, source->rest_len);
    if (!block->len) return false;
    block->number = source->number++;
    block->first_line = source->line;
    block->bytes_read = source->window->bytes->read;
    source->line += lines_between(block->text, 0, block->len, false);
    if (block->text[block->len - 1] != '\n') block->text[block->len++] = '\n';
    return true;
}

bool line_source_next(struct line_source *source, struct block *block)
{
    pthread_mutex_lock(&source->lock);
    bool made = next(source, block);
    pthread_mutex_unlock(&source->lock);
    return made;
}

void line_source_end(struct line_source *source)
{
    window_give_back(source->window, (struct str){source->rest, source->rest_len});
    source->rest_len = 0;
}
