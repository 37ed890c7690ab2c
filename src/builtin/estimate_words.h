/* Figures of estimates in words, for reasons and cautions. */
#ifndef POL_BUILTIN_ESTIMATE_WORDS_H
#define POL_BUILTIN_ESTIMATE_WORDS_H

#include "base/buf.h"

/* A number for people, with about three digits that count. */
struct str figure_words(struct arena *arena, double value);
/* A p value for people: "p 0.034", "p < 0.001". */
struct str chance_words(struct arena *arena, double p);

#endif
