/* The words of reports in the languages that reports are written in. English is what stands in the
 * sources; another language is a catalogue `src/render/NAME.po`, in gettext's format, which the build
 * compiles in. (The libc's own gettext would make what a library prints depend on the locale of the
 * process, on its environment and on files that are installed; a report depends on its inputs only.)
 * What a catalogue lacks stays English; the suite `language` wants all of it. */
#ifndef POL_RENDER_LANGUAGE_H
#define POL_RENDER_LANGUAGE_H

#include "base/buf.h"
#include "base/num.h"

struct translation {
    const char *english, *other;
};

/* Marks a text of the program that is said later, for those who look for texts to translate. */
#define SAID(english) english

/* A language: its catalogue in order of the English bytes, and how it writes numbers. */
struct language {
    const char *name; /* "nl" */
    char decimal, thousands;
    const struct translation *translations; /* NULL: English */
    const size_t *count;                    /* known to the linker only */
};

/* The language of that name; NULL: there is none. An empty name is English. */
const struct language *language_find(struct str name);
/* The names of all, and NULL. */
const char *const *language_names(void);

/* A text of the program. What is formatted keeps its conversions: a translation may reorder them as
 * %2$s. */
const char *say(const struct language *language, const char *english) POL_FORMAT_ARG(2);

/* A word of pol's own lists: a verdict, a criterion, a status, a unit of time. Underscores become
 * spaces. */
struct str say_word(struct arena *arena, const struct language *language, struct str word);

/* A verdict: the same word is said in another way of another criterion. */
struct str say_verdict(struct arena *arena, const struct language *language, struct str criterion,
                       struct str verdict);

/* A unit: those of time have names in each language, also in a unit made of several. */
struct str say_unit(struct arena *arena, const struct language *language, struct str unit);

/* A sentence that was made in English from one of the program's formats, said in the language: the
 * format whose fixed parts it has is found, and what stands between them is put into its translation,
 * said in its turn where that is such a sentence too. The sentence itself where there is none. */
struct str say_made(struct arena *arena, const struct language *language, struct str sentence);

/* "1 March 2021" for "2021-03-01"; what is no date stays as it is. */
struct str say_date(struct arena *arena, const struct language *language, struct str iso);

/* A number as it is written in the language with at most `places` decimals. */
void say_number(struct buf *out, const struct language *language, const struct num *number,
                unsigned places);

/* A catalogue as the build makes it (translations.awk). */
extern const struct translation translations_nl[];
extern const size_t translations_nl_count;

#endif
