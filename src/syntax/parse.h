/* Text to tree. Reports every mistake it finds once (families S, and N07) and always answers a tree:
 * what could not be understood is left out of it and marked (see ast.h, `broken`). */
#ifndef POL_SYNTAX_PARSE_H
#define POL_SYNTAX_PARSE_H

#include "syntax/ast.h"
#include "syntax/build.h"
#include "text/finding.h"

/* After this many syntax errors the rest of a file is not read. */
enum { PARSE_ERROR_LIMIT = 1000 };

/* What sources are parsed into. */
struct parse_context {
    struct arena *arena; /* of the program: the tree, the atoms' texts, the findings */
    struct atoms *atoms; /* scan_intern_keywords has been called on it */
    struct findings *findings;
    struct skipped *skipped; /* gains the names in what could not be parsed */
};

struct ast_file *parse_source(const struct parse_context *context, struct source *source);

#endif
