/* Figures in words, as people read them. */
#ifndef POL_RENDER_FIGURES_H
#define POL_RENDER_FIGURES_H

#include "base/buf.h"
#include "judge/result.h"
#include "render/language.h"

/* A value with its unit; with as many decimals as people can use. */
void figures_add(struct buf *out, const struct result_value *value);

/* The same in a language, with its signs for decimals and thousands; NULL: as above. */
void figures_say(struct buf *out, const struct language *language,
                 const struct result_value *value);
/* Only the number of a RESULT_NUMBER, without its unit or percent sign. */
void figures_number(struct buf *out, const struct language *language,
                    const struct result_value *value);

/* The figures that a verdict was decided by, such as "accidents at 2023 is 21"; empty: there are none. */
struct str figures_of_rule(struct arena *arena, const struct language *language,
                           const struct result_rule *rule);

/* "Discounted to 2019 at 2.25 % a year (…)." */
struct str discount_words(struct arena *arena, const struct result_discount *discount);

#endif
