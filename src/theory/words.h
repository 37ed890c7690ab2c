/* The enumerated words of the language: what a clause takes from a fixed list, and what rules judge. */
#ifndef POL_THEORY_WORDS_H
#define POL_THEORY_WORDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* --- lists of words ---------------------------------------------------------------------------- */

enum word_list {
    WORDS_BETTER,
    WORDS_STEP,
    WORDS_MEASURE_KIND,
    WORDS_MEASURE_STATUS,
    WORDS_FINDS,
    WORDS_EVALUATION_KIND,
    WORDS_EVALUATION_STATUS,
    WORDS_RESPONSE,
    WORDS_RECOMMENDATION_STATUS,
    WORDS_PROFILE,
    WORDS_LANGUAGE,
    WORDS_SCALE,
    WORDS_SEVERITY,
    WORDS_SETTING,
    WORDS_LISTS
};

/* No word of the list was said. */
enum { WORD_UNSAID = -1 };

/* Places in those lists whose place is asked for. */
enum { BETTER_WORD_LOWER, BETTER_WORD_HIGHER };
enum { FINDS_POSITIVE, FINDS_MIXED, FINDS_NEGATIVE, FINDS_NONE };
enum { SETTING_YEAR_STARTS, SETTING_MIN_CELL, SETTING_MAX_MISSING };

/* The place of a word in its list; WORD_UNSAID when it is none of it. */
int word_find(enum word_list list, struct str text);
/* The word at a place; empty for WORD_UNSAID. */
struct str word_text(enum word_list list, int place);
/* All of a list; answers how many. */
size_t word_texts(enum word_list list, const struct str **texts);

/* --- criteria ------------------------------------------------------------------------------------ */

enum criterion_id {
#define CRITERION(id, name, on, measure) CRITERION_##id,
#define OUTCOME(id, word, standing)
#include "theory/criteria.def"
#undef CRITERION
#undef OUTCOME
    CRITERION_COUNT
};

enum standing { STANDING_UNKNOWN, STANDING_NEGATIVE, STANDING_MIXED, STANDING_POSITIVE };

/* "positive", "mixed", "negative", "unknown" */
struct str standing_name(enum standing standing);
bool standing_from_name(struct str name, enum standing *standing);

/* On what a criterion can be judged. */
enum criterion_on { ON_MEASURE, ON_GOAL, ON_ANY };

struct criterion {
    enum criterion_id id;
    struct str name;
    enum criterion_on on;
    bool of_measure; /* `judges x of M` */
};

struct outcome_word {
    enum criterion_id criterion; /* CRITERION_COUNT: of all */
    struct str text;
    enum standing standing;
};

const struct criterion *criterion_get(enum criterion_id id);
/* NULL when there is none of this name. */
const struct criterion *criterion_find(struct str name);
/* The names of all; answers how many. */
size_t criterion_names(const struct str **names);

/* A word of this criterion, or `unknown`, which all have; NULL when it is neither. */
const struct outcome_word *criterion_word(const struct criterion *criterion, struct str text);
/* The first word of this standing. */
const struct outcome_word *criterion_word_for(const struct criterion *criterion,
                                              enum standing standing);
/* The texts of a criterion's words, `unknown` last; answers how many (at most OUTCOME_WORDS_MAX). */
enum { OUTCOME_WORDS_MAX = 8 };
size_t criterion_words(const struct criterion *criterion, struct str texts[OUTCOME_WORDS_MAX]);

#endif
