/* The two loops over words, written once and compiled for each instruction set. A file that includes
 * this has defined KERNEL, the attributes of its functions, and
 *   classify()    finds the quotes, delimiters, LFs and CRs among 64 bytes
 *   prefix_xor()  makes each bit the sum, modulo 2, of all up to it */
#ifndef POL_DATA_STRUCTURE_KERNEL_H
#define POL_DATA_STRUCTURE_KERNEL_H

#include "data/structure.h"

/* The marks of one word, and whether it is odd. */
KERNEL static inline bool mark_word(struct structure *s, const char *text, struct word_marks *marks)
{
    struct word_class c = classify(text, s->delimiter);
    uint64_t inside = prefix_xor(c.quotes) ^ s->quoted;
    uint64_t opening = c.quotes & inside, closing = c.quotes & ~inside;
    uint64_t separators = (c.delimiters | c.lfs | c.crs) & ~inside;
    uint64_t may_open = separators | closing;
    uint64_t bad = (opening & ~(may_open << 1 | s->may_open)) |
                   ((closing << 1 | s->closed) & ~(separators | opening));
    if (__builtin_expect(bad != 0, 0)) return false;
    uint64_t line_ends = c.crs | (c.lfs & ~(c.crs << 1 | s->returned));
    marks->separators = separators;
    marks->ends = line_ends & ~inside;
    s->quoted = (uint64_t)((int64_t)inside >> 63);
    s->may_open = may_open >> 63;
    s->closed = closing >> 63;
    s->returned = c.crs >> 63;
    s->returns |= c.crs;
    s->lines += (uint64_t)__builtin_popcountll(line_ends);
    return true;
}

KERNEL static size_t mark(struct structure *structure, const char *text, size_t word,
                          size_t word_count, struct word_marks *marks)
{
    struct structure s = *structure; /* in registers */
    for (; word < word_count; word++)
        if (!mark_word(&s, text + word * WORD_BYTES, &marks[word])) break;
    *structure = s;
    return word;
}

/* The next `n` of the bits as numbers; more may be written, which is less work than asking. */
KERNEL static inline void list_bits(uint32_t *at, uint64_t bits, uint32_t first, unsigned n)
{
    enum { AT_ONCE = 8 };
    for (unsigned done = 0; done < n; done += AT_ONCE)
        for (unsigned i = 0; i < AT_ONCE; i++) {
            at[done + i] = first + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
            bits &= bits - 1;
        }
}

KERNEL static size_t list(const struct word_marks *marks, size_t from, size_t to,
                          struct places *places)
{
    size_t count = places->count, end_count = places->end_count;
    size_t word = from / WORD_BYTES, last = (to + WORD_BYTES - 1) / WORD_BYTES;
    uint64_t here = ~UINT64_C(0) << from % WORD_BYTES;
    for (; word < last; word++, here = ~UINT64_C(0)) {
        if (count + WORD_BYTES > places->room || end_count + WORD_BYTES > places->end_room) break;
        if (word + 1 == last && to % WORD_BYTES) here &= (UINT64_C(1) << to % WORD_BYTES) - 1;
        uint64_t separators = marks[word].separators & here;
        unsigned n = (unsigned)__builtin_popcountll(separators);
        list_bits(places->at + count, separators, (uint32_t)(word * WORD_BYTES), n);
        for (uint64_t ends = marks[word].ends & here; ends; ends &= ends - 1) {
            uint64_t before = separators & ((ends & -ends) - 1);
            places->ends[end_count++] = (uint32_t)count + (uint32_t)__builtin_popcountll(before);
        }
        count += n;
    }
    places->count = count;
    places->end_count = end_count;
    return word < last ? word * WORD_BYTES : to;
}

#endif
