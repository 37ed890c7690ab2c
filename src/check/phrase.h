/* Words of a text, and phrases looked for in them: upper and lower case, forms of normalisation and the
 * kind of space between words make no difference; a word is found only whole. */
#ifndef POL_CHECK_PHRASE_H
#define POL_CHECK_PHRASE_H

#include "base/arena.h"
#include "base/atom.h"
#include "base/str.h"

struct word {
    struct str folded; /* to compare by */
    size_t start, end; /* its bytes in the text */
    struct str gap;    /* before it: one space for any spaces and hyphens, else as it is */
    bool joined;       /* to the word before: `accident-prone`, `author's` */
};

/* The words of one text at a time; the memory is used again. */
struct words {
    struct arena *arena; /* what is folded lives there */
    struct word *items;
    size_t count, capacity;
};

struct words words_in(struct arena *arena);
void words_read(struct words *words, struct str text);

/* A set of phrases, each with a number. Of one with more words than this only these count. */
enum { PHRASE_WORDS_MAX = 12 };

struct phrases {
    struct arena *arena;
    struct atoms keys;
    uint32_t *numbers; /* by atom; PHRASE_NONE: only the beginning of a phrase */
    size_t capacity;
    uint64_t lengths[256]; /* by their first and last byte: the lengths of first words, as bits */
    struct words words;
};

#define PHRASE_NONE UINT32_MAX

void phrases_init(struct phrases *phrases, struct arena *arena);
/* Answers the number that the phrase has now: that of the first one who added it; PHRASE_NONE when it
 * holds no word. */
uint32_t phrases_add(struct phrases *phrases, struct str phrase, uint32_t number);
/* The longest phrase that begins with the word `at`: how many words it has, and its number; 0 for
 * none. A phrase that goes on after its last word with a hyphen or an apostrophe is not found. */
size_t phrases_match(const struct phrases *phrases, const struct words *words, size_t at,
                     uint32_t *number);

#endif
