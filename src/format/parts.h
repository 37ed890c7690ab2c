/* The parts of a program's text that the formatter looks at: expressions, and clauses around them. */
#ifndef POL_FORMAT_PARTS_H
#define POL_FORMAT_PARTS_H

#include "format/doc.h"

/* The expressions of a clause, in the order written. */
struct exprs {
    struct arena *arena;
    const struct ast_expr **items;
    size_t count, capacity;
};
void clause_exprs(struct exprs *exprs, const struct ast_clause *clause);

/* Says where spaces stand that the kinds of the tokens alone don't tell: a minus that is a sign, the
 * bracket of a call, ranges, powers in units. Of a whole file. */
void spacing_set(struct sheet *sheet, const struct ast_file *file);

/* How an expression may be broken. */
struct doc *expr_doc(struct sheet *sheet, const struct ast_expr *expr);

/* How what stands behind a clause's keyword may be broken: the tokens first..last. */
struct doc *value_doc(struct sheet *sheet, const struct ast_clause *clause, size_t first,
                      size_t last);

/* A bracketed list of plain tokens. */
struct doc *plain_list_doc(struct sheet *sheet, size_t open, size_t close);

#endif
