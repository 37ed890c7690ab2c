/* Makes blocks: reads, marks, and cuts behind the last whole record. */
#include "data/csv_block.h"

#include <string.h>

#include "data/line_finder.h"

enum { BLOCK_WORDS = BLOCK_TEXT_MAX / WORD_BYTES + 1 };

void block_init(struct block *block, struct arena *arena)
{
    *block = (struct block){.text = NULL};
    block->text = arena_alloc(arena, BLOCK_TEXT_MAX + 2 * BLOCK_MARGIN + WORD_BYTES);
    block->text += BLOCK_MARGIN;
    block->marked.words = ARENA_ARRAY(arena, struct word_marks, BLOCK_WORDS);
    block->marked.odd = ARENA_ARRAY(arena, uint64_t, BLOCK_WORDS / 64 + 1);
}

void block_source_init(struct block_source *source, struct arena *arena, struct window *window)
{
    *source = (struct block_source){.window = window};
    pthread_mutex_init(&source->lock, NULL);
    source->rest = arena_alloc(arena, BLOCK_TEXT_MAX);
}

void block_source_begin(struct block_source *source, size_t block_size, uint64_t line)
{
    source->block_size = block_size ? block_size : BLOCK_DEFAULT;
    source->line = line;
    source->rest_len = 0;
    source->ended = false;
}

/* Where the record behind the last whole one begins; 0: there is no whole one. A CR at the very end
 * may have its LF still to come. */
static size_t end_of_records(const struct block *block, size_t len)
{
    for (size_t word = (len + WORD_BYTES - 1) / WORD_BYTES; word-- > 0;)
        for (uint64_t ends = block->marked.words[word].ends; ends;) {
            unsigned bit = 63 - (unsigned)__builtin_clzll(ends);
            size_t at = word * WORD_BYTES + bit;
            if (block->text[at] == '\n') return at + 1;
            if (at + 1 < len) return at + 1 + (block->text[at + 1] == '\n');
            ends ^= UINT64_C(1) << bit;
        }
    return 0;
}

/* Fills the block until it holds a whole record; answers where the records end, 0 where none does. */
static size_t fill(struct block_source *source, struct block *block, size_t *len)
{
    struct structure structure;
    structure_begin(&structure, source->kernel, source->delimiter);
    block->marked.count = 0;
    block->marked.any_odd = false;
    memset(block->marked.odd, 0, (BLOCK_WORDS / 64 + 1) * sizeof *block->marked.odd);
    *len = source->rest_len;
    if (*len) memcpy(block->text, source->rest, *len);
    for (;;) {
        size_t room = BLOCK_TEXT_MAX - *len, got = 0, more;
        if (room > source->block_size) room = source->block_size;
        while (got < room &&
               (more = window_pour(source->window, block->text + *len + got, room - got)) > 0)
            got += more;
        if (!got) return 0;
        *len += got;
        structure_mark(&structure, block->text, *len, &block->marked);
        size_t end = end_of_records(block, *len);
        if (end) return end;
    }
}

/* Behind the last end of a record in a word that has one. */
static size_t behind_end(const struct block *block, size_t word)
{
    unsigned bit = 63 - (unsigned)__builtin_clzll(block->marked.words[word].ends);
    size_t at = word * WORD_BYTES + bit;
    return at + 1 + (block->text[at] == '\r' && block->text[at + 1] == '\n');
}

/* Whether the words hold so many separators that a record in them may have too many fields. */
static bool may_be_wide(const struct block *block, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t word = from; word <= to; word++)
        count += (size_t)__builtin_popcountll(block->marked.words[word].separators);
    return count >= FIELDS_MAX;
}

/* Whether each stretch of so few words that no record with too many fields lies behind its first end
 * has one. */
static bool ends_are_near(const struct block *block, size_t count)
{
    enum { FEW = FIELDS_MAX / WORD_BYTES / 2 };
    for (size_t from = 0; from < count; from += FEW) {
        size_t word = from, stop = from + FEW < count ? from + FEW : count;
        while (word < stop && !block->marked.words[word].ends) word++;
        if (word == stop) return false;
    }
    return true;
}

/* Where a record begins that may have too many fields, or the end of the block. It takes many words
 * without an end to hold so many separators. */
static size_t before_wide_record(const struct block *block)
{
    size_t count = (block->len + WORD_BYTES - 1) / WORD_BYTES, last = 0;
    bool any = false;
    if (ends_are_near(block, count)) return block->len;
    for (size_t word = 0; word < count; word++) {
        if (!block->marked.words[word].ends) continue;
        if (word - last >= FIELDS_MAX / WORD_BYTES && may_be_wide(block, last, word))
            return any ? behind_end(block, last) : 0;
        last = word;
        any = true;
    }
    return block->len;
}

/* As block_next, by one worker at a time. */
static bool next(struct block_source *source, struct block *block)
{
    if (source->ended) return false;
    size_t len;
    block->len = fill(source, block, &len);
    if (block->len) {
        size_t end = before_wide_record(block);
        source->ended = end < block->len;
        block->len = end;
    } else {
        source->ended = true;
    }
    source->rest_len = len - block->len;
    memcpy(source->rest, block->text + block->len, source->rest_len);
    if (!block->len) return false;
    block->number = source->number++;
    block->first_line = source->line;
    block->bytes_read = source->window->bytes->read;
    source->line += block->marked.lines - lines_between(source->rest, 0, source->rest_len, true);
    return true;
}

bool block_next(struct block_source *source, struct block *block)
{
    pthread_mutex_lock(&source->lock);
    bool made = next(source, block);
    pthread_mutex_unlock(&source->lock);
    return made;
}

void block_source_end(struct block_source *source)
{
    window_give_back(source->window, (struct str){source->rest, source->rest_len});
    source->rest_len = 0;
}
