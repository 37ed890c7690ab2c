/* Cuts text behind its last line end. */
#include "data/json_block.h"

#include "data/line_finder.h"

static size_t cut(struct block_source *source, struct block *block, size_t len)
{
    (void)source;
    while (len > 0)
        if (block->text[--len] == '\n') return len + 1;
    return 0;
}

static uint64_t close_block(struct block *block, struct str rest)
{
    (void)rest;
    uint64_t lines = lines_between(block->text, 0, block->len, false);
    if (block->text[block->len - 1] != '\n') block->text[block->len++] = '\n';
    return lines;
}

const struct block_cutter json_line_cutter = {.cut = cut, .close = close_block, .takes_last = true};
