/* The texts of a program that people read: titles, notes, reasons. */
#ifndef POL_CHECK_TEXTS_H
#define POL_CHECK_TEXTS_H

#include "theory/theory.h"

enum text_use {
    TEXT_TITLE,
    TEXT_PROSE, /* a note, a goal, a meaning, a question, what stands behind `because` */
    TEXT_QUOTED /* the words of others: sources, headers of columns, names of people and studies */
};

/* `decl` is the innermost declaration that the text stands in. */
typedef void text_visit(void *context, const struct ast_decl *decl, enum text_use use,
                        const struct ast_text *text);

/* Each text once, in text order; none that is empty, and not the synonyms of `instead of`. */
void texts_visit(const struct theory *t, text_visit *visit, void *context);

#endif
