/* A program's text in its one layout. What is written down is in docs/formatter.md; that the layout
 * says the same as before is looked at each time, before anything is answered. */
#ifndef POL_FORMAT_FORMAT_H
#define POL_FORMAT_FORMAT_H

#include "syntax/ast.h"

/* The text of a file that was parsed without an error of family S, laid out. The same tokens and
 * comments stand in it in the same order. */
struct str format_file(struct arena *arena, struct atoms *atoms, const struct ast_file *file);

#endif
