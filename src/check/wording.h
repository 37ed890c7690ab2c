/* Lists of words by which titles are read: see wording.def. */
#ifndef POL_CHECK_WORDING_H
#define POL_CHECK_WORDING_H

#include "check/phrase.h"
#include "theory/theory.h"

enum wording_list {
    WORDING_RESULT,
    WORDING_ACTIVITY,
    WORDING_DONE,
    WORDING_DIRECTION,
    WORDING_NEUTRAL,
    WORDING_VAGUE,
    WORDING_AIM,
    WORDING_AND,
    WORDING_SIDE_EFFECT,
    WORDING_FILLER,
    WORDING_OF,
    WORDING_LISTS
};

/* The lists of one language or of all, and the words of the text that was read last. */
struct wording {
    struct phrases phrases;
    struct words words;
    uint32_t lists[256]; /* by number of a phrase: the lists it stands in, as bits */
};

/* Those of the language that the policy says; false when it says none. */
bool wording_of_policy(struct wording *wording, struct arena *arena, const struct theory *t);
/* Those of all languages. */
void wording_of_all(struct wording *wording, struct arena *arena);

void wording_read(struct wording *wording, struct str text);
/* How many words of a phrase of the list begin at the word `at`; 0 for none. A longer phrase of another
 * list that begins there hides it. */
size_t wording_match(const struct wording *wording, enum wording_list list, size_t at);
/* The first word from which a phrase of the list begins; SIZE_MAX when none does. */
size_t wording_find(const struct wording *wording, enum wording_list list);
/* Whether the text ends with a phrase of the list; `at` is where it begins. */
bool wording_ends(const struct wording *wording, enum wording_list list, size_t *at);
/* `count` words from `at` as they stand in the text. */
struct str wording_text(const struct wording *wording, struct str text, size_t at, size_t count);

#endif
