/* Lists of words by which titles are read: see lexicon.def. */
#ifndef POL_CHECK_LEXICON_H
#define POL_CHECK_LEXICON_H

#include "check/phrase.h"
#include "theory/theory.h"

enum lexicon_list {
    LEXICON_RESULT,
    LEXICON_ACTIVITY,
    LEXICON_DONE,
    LEXICON_DIRECTION,
    LEXICON_NEUTRAL,
    LEXICON_VAGUE,
    LEXICON_AIM,
    LEXICON_AND,
    LEXICON_SIDE_EFFECT,
    LEXICON_FILLER,
    LEXICON_OF,
    LEXICON_LISTS
};

/* The lists of one language or of all, and the words of the text that was read last. */
struct lexicon {
    struct phrases phrases;
    struct words words;
    uint32_t lists[256]; /* by number of a phrase: the lists it stands in, as bits */
};

/* Those of the language that the policy says; false when it says none. */
bool lexicon_of_policy(struct lexicon *lexicon, struct arena *arena, const struct theory *t);
/* Those of all languages. */
void lexicon_of_all(struct lexicon *lexicon, struct arena *arena);

void lexicon_read(struct lexicon *lexicon, struct str text);
/* The lists in which the longest phrase stands that begins at the word `at`, as bits `1u << list`, and how
 * many words it has; 0 when none begins there. */
unsigned lexicon_lists(const struct lexicon *lexicon, size_t at, size_t *count);
/* How many words of a phrase of the list begin at the word `at`; 0 for none. A longer phrase of another
 * list that begins there hides it. */
size_t lexicon_match(const struct lexicon *lexicon, enum lexicon_list list, size_t at);
/* The first word from which a phrase of the list begins; SIZE_MAX when none does. */
size_t lexicon_find(const struct lexicon *lexicon, enum lexicon_list list);
/* Whether the text ends with a phrase of the list; `at` is where it begins. */
bool lexicon_ends(const struct lexicon *lexicon, enum lexicon_list list, size_t *at);
/* `count` words from `at` as they stand in the text. */
struct str lexicon_text(const struct lexicon *lexicon, struct str text, size_t at, size_t count);

#endif
