/* Marks blocks of delimited text, and cuts them behind the last whole record. */
#include "data/csv_block.h"

#include <string.h>

#include "data/line_finder.h"

/* ---- where records end ---- */

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

/* Where a record begins that may have too many fields, or `len`, where the block ends. It takes many
 * words without an end to hold so many separators. */
static size_t before_wide_record(const struct block *block, size_t len)
{
    size_t count = (len + WORD_BYTES - 1) / WORD_BYTES, last = 0;
    bool any = false;
    if (ends_are_near(block, count)) return len;
    for (size_t word = 0; word < count; word++) {
        if (!block->marked.words[word].ends) continue;
        if (word - last >= FIELDS_MAX / WORD_BYTES && may_be_wide(block, last, word))
            return any ? behind_end(block, last) : 0;
        last = word;
        any = true;
    }
    return len;
}

/* ---- cutting ---- */

static void begin(struct block_source *blocks, struct block *block)
{
    struct csv_source *source = (struct csv_source *)blocks;
    structure_begin(&source->structure, source->kernel, source->delimiter);
    block->marked.count = 0;
    block->marked.any_odd = false;
    memset(block->marked.odd, 0, (BLOCK_WORDS / 64 + 1) * sizeof *block->marked.odd);
}

static size_t cut(struct block_source *blocks, struct block *block, size_t len)
{
    struct csv_source *source = (struct csv_source *)blocks;
    structure_mark(&source->structure, block->text, len, &block->marked);
    size_t whole = end_of_records(block, len);
    if (!whole) return 0;
    size_t end = before_wide_record(block, whole);
    blocks->ended = end < whole;
    return end;
}

static uint64_t close_block(struct block *block, struct str rest)
{
    return block->marked.lines - lines_between(rest.p, 0, rest.len, true);
}

void csv_source_init(struct csv_source *source, struct arena *arena, struct window *window,
                     const struct kernel *kernel, char delimiter)
{
    static const struct block_cutter cutter = {.begin = begin, .cut = cut, .close = close_block};
    *source = (struct csv_source){.kernel = kernel, .delimiter = delimiter};
    block_source_init(&source->blocks, arena, &cutter, window);
}
